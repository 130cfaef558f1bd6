"""Recalculating a finished workbook must change no cell."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from asss_xl.checks.engines import EngineError, Recalculated, recalculate
from asss_xl.checks.package import Package, filled_cells
from asss_xl.checks.places import Place
from asss_xl.checks.uncontrolled import (
    FOLLOWS,
    Judge,
    Names,
    Uncontrolled,
    Using,
    calling,
    functions_called,
    never_controlled,
)
from asss_xl.functions.values import ExcelError, Value, is_blank, is_number

TOLERANCE = 1e-9
_ENGINE_SECONDS = 180.0
_NO_LAMBDA = "LibreOffice har ikke LAMBDA"


@dataclass(frozen=True)
class Difference:
    """A cell whose recalculated value is not the one that the file holds."""

    sheet: str
    address: str
    formula: str
    cached: Value
    recalculated: Value


@dataclass(frozen=True)
class Outcome:
    """What a recalculation said: cells that differ, and cells that it could not judge."""

    differences: list[Difference] = field(default_factory=list)
    uncontrolled: list[Uncontrolled] = field(default_factory=list)


def differences(
    source: Path | str | Package, engine: str = "ironcalc", leave_out_names: bool | None = None
) -> list[Difference]:
    """The cells that a recalculation changes, in the order of the file.

    ``leave_out_names`` leaves out the cells that call the workbook's own LAMBDA names, and the
    cells that depend on them; by default it is on for LibreOffice, which has no LAMBDA.
    """
    package = source if isinstance(source, Package) else Package.open(source)
    return recalculated(package, engine, leave_out_names).differences


def recalculated(
    package: Package,
    engine: str = "ironcalc",
    leave_out_names: bool | None = None,
    seconds: float = _ENGINE_SECONDS,
) -> Outcome:
    """What recalculation changes, and what it cannot judge.

    Blank cells behind the last one are left out of the engine's copy at first; only when something
    differs is it asked about the whole areas, since a few functions count blanks.
    """
    names = Names(package)
    probes = functions_called(package)
    each = seconds / 2 if engine == "ironcalc" else _ENGINE_SECONDS
    result = recalculate(package, engine, None, each, True, probes)
    outcome = _judged(package, names, result, leave_out_names)
    if result.clamped and outcome.differences:
        try:
            whole = recalculate(package, engine, None, each, False, probes)
        except EngineError:
            return _out_of_time(package, names, outcome)
        outcome = _judged(package, names, whole, leave_out_names)
    return outcome


def _out_of_time(package: Package, names: Names, outcome: Outcome) -> Outcome:
    """The differences of the shortened areas as what could not be judged."""
    reason = "motoren ble ikke ferdig med hele kolonner"
    more = [Uncontrolled(d.sheet, d.address, d.formula, reason) for d in outcome.differences]
    return Outcome([], [*outcome.uncontrolled, *more])


def _judged(package: Package, names: Names, result: Recalculated, leave_out_names: bool | None) -> Outcome:
    """The differences that count, and the cells that are not judged with those that follow them."""
    if leave_out_names is None:
        leave_out_names = result.engine == "libreoffice"
    reasons = never_controlled(package, names)
    if leave_out_names:
        reasons |= dict.fromkeys(_lambda_cells(package, names), _NO_LAMBDA)
    found, spilled = compare(result), filled_cells(result.cells)
    if not found and not reasons:
        return Outcome()
    judge, using = Judge(package, names, result), Using(package, names)
    # What a formula says of itself comes first, so that the rest follows from it.
    for ask in (judge.stated, judge.shown):
        for difference in found:
            place = (difference.sheet, difference.address)
            place = spilled.get(place, place)
            reason = None if place in reasons else ask(place, difference.formula)
            if reason is not None:
                reasons[place] = reason
        for place, origin in using.followers(reasons).items():
            reasons.setdefault(place, f"{FOLLOWS}{origin[0]}!{origin[1]}")
    kept = [
        d for d in found if not {(d.sheet, d.address), spilled.get((d.sheet, d.address))} & reasons.keys()
    ]
    formulas = result.formulas
    told = [Uncontrolled(*p, formulas[p], reasons[p]) for p in formulas if p in reasons]
    return Outcome(kept, told)


def compare(result: Recalculated, left_out: Collection[Place] = ()) -> list[Difference]:
    """The differences in a recalculation that is already done."""
    spilled = filled_cells(result.cells)
    formulas = result.formulas
    # A file without any value, as openpyxl writes it, has nothing that can be wrong.
    if formulas and not any(result.cells[place].has_value for place in formulas):
        return []
    skip = {*left_out, *(place for place, anchor in spilled.items() if anchor in left_out)}
    others = dict.fromkeys([*spilled, *(p for p in result.values if p not in result.cells)])
    found = []
    for place in [*formulas, *(p for p in others if p not in formulas)]:
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
            float(cached),  # type: ignore[arg-type]
            float(recalculated),  # type: ignore[arg-type]
            rel_tol=tolerance,
            abs_tol=tolerance,
        )
    if is_blank(cached) or is_blank(recalculated):
        return is_blank(cached) and is_blank(recalculated)
    alike = isinstance(cached, ExcelError) == isinstance(recalculated, ExcelError)
    return alike and type(cached) is type(recalculated) and cached == recalculated


def lambda_cells(path: Path | str) -> set[Place]:
    """The cells that call a LAMBDA name of the workbook or LAMBDA itself, and their dependants."""
    package = Package.open(path)
    names = Names(package)
    found = _lambda_cells(package, names)
    return found | Using(package, names).followers(found).keys()


def _lambda_cells(package: Package, names: Names) -> set[Place]:
    wanted = names.lambdas | {"_xlfn.lambda"}
    return set(calling(package, wanted.__contains__))


def _difference(result: Recalculated, place: Place, anchor: Place | None) -> Difference | None:
    cell = result.cells.get(place)
    new = result.values.get(place)
    cached = cell.value if cell else None
    lacks_cache = cell is not None and cell.formula is not None and not cell.has_value
    if same_value(cached, new) and not lacks_cache:
        return None
    formula = (cell.formula if cell else None) or result.formulas.get(anchor or place, "")
    return Difference(*place, formula, cached, new)
