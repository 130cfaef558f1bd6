"""Recalculating a finished workbook must change no cell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asss_xl.checks.engines import Recalculated, recalculate
from asss_xl.checks.excel_names import FUTURE_FUNCTIONS, WORKSHEET_FUNCTIONS
from asss_xl.checks.formula_text import references, tokens
from asss_xl.checks.package import Package, Place, address_of, area, position
from asss_xl.functions.values import ExcelError, Value, is_blank, is_number

TOLERANCE = 1e-9
#: Functions whose value depends on when or where the workbook is calculated.
_VOLATILE = frozenset(
    ("today", "now", "rand", "randbetween", "_xlfn.randarray", "randarray", "info", "cell", "rtd")
)
Box = tuple[int, int, int, int]
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
    lacking = with_dependants(Package.open(path), _not_in_engine(result))
    return compare(result, left_out | volatile_cells(path) | lacking)


def compare(result: Recalculated, left_out: set[Place] | None = None) -> list[Difference]:
    """The differences in a recalculation that is already done."""
    spilled = _spilled(result)
    skip = left_out or set()
    # A file without any value, as openpyxl writes it, has nothing that can be wrong.
    cached = any(cell.formula is not None and cell.has_value for cell in result.cells.values())
    if result.formulas and not cached:
        return []
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
    if type(cached) is type(recalculated) and cached == recalculated:
        return True
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
    return calling(package, names | {"_xlfn.lambda"})


def volatile_cells(path: Path | str) -> set[Place]:
    """The cells whose value is another each time or place, and their dependants."""
    package = Package.open(path)
    names = {
        name.name.lower() for name in package.defined_names
        if _VOLATILE & {token.text.lower() for token in tokens(name.text) if token.called}
    }  # fmt: skip
    return calling(package, names | _VOLATILE)


def calling(package: Package, names: set[str] | frozenset[str]) -> set[Place]:
    """The cells that use a name of these, and those that depend on them."""
    found = {
        (sheet.name, cell.address)
        for sheet in package.worksheets
        for cell in package.cells(sheet)
        if cell.formula and names & {token.text.lower() for token in tokens(cell.formula)}
    }
    return with_dependants(package, found)


def with_dependants(package: Package, found: set[Place]) -> set[Place]:
    """The cells and those that depend on them, also through others."""
    if not found:
        return found
    using = Dependants()
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            for used, reference in references(cell.formula, sheet.name) if cell.formula else ():
                using.add(used, area(reference), (sheet.name, cell.address))
    waiting = list(found)
    while waiting:
        for place in using.of(waiting.pop()):
            if place not in found:
                found.add(place)
                waiting.append(place)
    return found


def _not_in_engine(result: Recalculated) -> set[Place]:
    """The formulas of nothing but Excel's own functions that the engine does not know."""
    found = set()
    for place, formula in result.formulas.items():
        if result.values.get(place) == "#NAME?" and result.cached.get(place) != "#NAME?":
            used = {token.text.upper() for token in tokens(formula) if token.called}
            bare = {name.removeprefix("_XLFN.").removeprefix("_XLWS.") for name in used}
            if used and bare <= WORKSHEET_FUNCTIONS | FUTURE_FUNCTIONS.keys():
                found.add(place)
    return found


class Dependants:
    """Which formulas use a cell, without looking through all of them."""

    _ROWS = 256
    _MOST_SQUARES = 64

    def __init__(self) -> None:
        self._squares: dict[tuple[str, int, int], list[tuple[Box, Place]]] = {}
        self._wide: dict[str, list[tuple[Box, Place]]] = {}

    def add(self, sheet: str, box: Box, place: Place) -> None:
        """The formula at a place uses an area."""
        top, left, bottom, right = box
        bands = range(top // self._ROWS, bottom // self._ROWS + 1)
        if len(bands) * (right - left + 1) > self._MOST_SQUARES:
            self._wide.setdefault(sheet, []).append((box, place))
            return
        for band in bands:
            for column in range(left, right + 1):
                self._squares.setdefault((sheet, band, column), []).append((box, place))

    def of(self, place: Place) -> Iterator[Place]:
        """The formulas that use the cell at a place."""
        sheet, (row, column) = place[0], position(place[1])
        near = self._squares.get((sheet, row // self._ROWS, column), [])
        for (top, left, bottom, right), user in (*near, *self._wide.get(sheet, ())):
            if top <= row <= bottom and left <= column <= right:
                yield user


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
