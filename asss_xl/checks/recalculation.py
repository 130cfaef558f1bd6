"""Recalculating a finished workbook must change no cell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from asss_xl.checks.engines import Recalculated, recalculate
from asss_xl.checks.formula_text import references, tokens
from asss_xl.checks.package import Package, Place, address_of, area, position
from asss_xl.functions.values import ExcelError, Value, is_blank, is_number

TOLERANCE = 1e-9
#: An area of more cells than this is not a spill of a report, but a broken or hostile file.
_MAX_SPILL = 100_000


@dataclass(frozen=True)
class Difference:
    """A cell whose recalculated value is not the one that the file holds."""

    sheet: str
    address: str
    formula: str
    cached: Value
    recalculated: Value


def differences(
    path: Path | str, engine: str = "ironcalc", leave_out_names: bool | None = None
) -> list[Difference]:
    """The cells that a recalculation changes, in the order of the file.

    ``leave_out_names`` leaves out the cells that call the workbook's own LAMBDA names, and the
    cells that depend on them; by default it is on for LibreOffice, which has no LAMBDA.
    """
    if leave_out_names is None:
        leave_out_names = engine == "libreoffice"
    result = recalculate(path, engine)
    left_out = lambda_cells(path) if leave_out_names else set()
    return compare(result, left_out)


def compare(result: Recalculated, left_out: set[Place] | None = None) -> list[Difference]:
    """The differences in a recalculation that is already done."""
    spilled = _spilled(result)
    skip = left_out or set()
    skip = skip | {place for place, anchor in spilled.items() if anchor in skip}
    places = [place for place, cell in result.cells.items() if cell.formula is not None]
    others = dict.fromkeys([*spilled, *(p for p in result.values if p not in result.cells)])
    found = []
    for place in [*places, *(p for p in others if p not in result.formulas)]:
        difference = _difference(result, place, spilled.get(place))
        if difference is not None and place not in skip:
            found.append(difference)
    return found


def same_value(cached: Value, recalculated: Value, tolerance: float = TOLERANCE) -> bool:
    """Equal numbers within the tolerance, equal text, the same error; blank is empty text."""
    if is_number(cached) and is_number(recalculated):
        return math.isclose(
            float(cached), float(recalculated),  # type: ignore[arg-type]
            rel_tol=tolerance, abs_tol=tolerance,
        )  # fmt: skip
    if is_blank(cached) or is_blank(recalculated):
        return is_blank(cached) and is_blank(recalculated)
    alike = isinstance(cached, ExcelError) == isinstance(recalculated, ExcelError)
    return alike and type(cached) is type(recalculated) and cached == recalculated


def lambda_cells(path: Path | str) -> set[Place]:
    """The cells that call a LAMBDA name of the workbook or LAMBDA itself, and their dependants."""
    package = Package.open(path)
    names = {n.name.lower() for n in package.defined_names if "_xlfn.lambda(" in n.text.lower()}
    found: set[Place] = set()
    using: list[tuple[Place, list[tuple[str, tuple[int, int, int, int]]]]] = []
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if cell.formula is None:
                continue
            place = (sheet.name, cell.address)
            called = {token.text.lower() for token in tokens(cell.formula) if token.called}
            if called & names or "_xlfn.lambda" in called:
                found.add(place)
            else:
                used = [(s, area(a)) for s, a in references(cell.formula, sheet.name)]
                using.append((place, used))
    return _with_dependants(found, using)


def _with_dependants(
    found: set[Place], using: list[tuple[Place, list[tuple[str, tuple[int, int, int, int]]]]]
) -> set[Place]:
    grown = bool(found)
    while grown:
        grown = False
        rest = []
        spots: dict[str, list[tuple[int, int]]] = {}
        for sheet, address in found:
            spots.setdefault(sheet, []).append(position(address))
        for place, used in using:
            if any(_hits(box, spots.get(sheet, [])) for sheet, box in used):
                found.add(place)
                grown = True
            else:
                rest.append((place, used))
        using = rest
    return found


def _hits(box: tuple[int, int, int, int], spots: list[tuple[int, int]]) -> bool:
    top, left, bottom, right = box
    return any(top <= row <= bottom and left <= column <= right for row, column in spots)


def _spilled(result: Recalculated) -> dict[Place, Place]:
    """The cells that an array formula fills besides its own -> the formula's cell."""
    found: dict[Place, Place] = {}
    for (sheet, address), cell in result.cells.items():
        if not cell.spill:
            continue
        top, left, bottom, right = area(cell.spill)
        if (bottom - top + 1) * (right - left + 1) > _MAX_SPILL:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                place = (sheet, address_of(row, column))
                if place != (sheet, address):
                    found[place] = (sheet, address)
    return found


def _difference(result: Recalculated, place: Place, anchor: Place | None) -> Difference | None:
    cell = result.cells.get(place)
    new = result.values.get(place)
    cached = cell.value if cell else None
    lacks_cache = cell is not None and cell.formula is not None and not cell.has_value
    if same_value(cached, new) and not lacks_cache:
        return None
    formula = (cell.formula if cell else None) or result.formulas.get(anchor or place, "")
    return Difference(*place, formula, cached, new)
