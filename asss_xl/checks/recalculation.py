"""Recalculating a finished workbook must change no cell."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from asss_xl.checks.engine import EngineError, Recalculated, recalculate
from asss_xl.checks.package import Package, filled_cells
from asss_xl.checks.places import Place
from asss_xl.checks.uncontrolled import (
    FOLLOWS,
    Judge,
    Names,
    Uncontrolled,
    Using,
    functions_called,
    never_controlled,
)
from asss_xl.functions.values import ExcelError, Value, is_blank, is_number

TOLERANCE = 1e-9
_ENGINE_SECONDS = 180.0


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


def recalculated(package: Package, seconds: float = _ENGINE_SECONDS) -> Outcome:
    """What recalculation changes, and what it cannot judge.

    Blank cells behind the last one are left out of the engine's copy at first; only when something
    differs is it asked about the whole areas, since a few functions count blanks.
    """
    names, probes = Names(package), functions_called(package)
    result = recalculate(package, seconds / 2, True, probes)
    outcome = _judged(package, names, result)
    if result.clamped and outcome.differences:
        try:
            whole = recalculate(package, seconds / 2, False, probes)
        except EngineError:
            return _out_of_time(outcome)
        outcome = _judged(package, names, whole)
    return outcome


def _out_of_time(outcome: Outcome) -> Outcome:
    """The differences of the shortened areas as what could not be judged."""
    reason = "motoren ble ikke ferdig med hele kolonner"
    more = [Uncontrolled(d.sheet, d.address, d.formula, reason) for d in outcome.differences]
    return Outcome([], [*outcome.uncontrolled, *more])


def _judged(package: Package, names: Names, result: Recalculated) -> Outcome:
    """The differences that count, and the cells that are not judged with those that follow them."""
    reasons = never_controlled(package, names)
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


def compare(result: Recalculated) -> list[Difference]:
    """The differences in a recalculation that is already done."""
    spilled = filled_cells(result.cells)
    formulas = result.formulas
    # A file without any value, as openpyxl writes it, has none that can be wrong: it can only show errors.
    if formulas and not any(result.cells[place].has_value for place in formulas):
        errors = {p: v for p in formulas if isinstance(v := result.values.get(p), ExcelError)}
        return [Difference(*place, formulas[place], None, error) for place, error in errors.items()]
    others = dict.fromkeys([*spilled, *(p for p in result.values if p not in result.cells)])
    found = []
    for place in [*formulas, *(p for p in others if p not in formulas)]:
        difference = _difference(result, place, spilled.get(place))
        if difference is not None:
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


def _difference(result: Recalculated, place: Place, anchor: Place | None) -> Difference | None:
    cell = result.cells.get(place)
    new = result.values.get(place)
    cached = cell.value if cell else None
    lacks_cache = cell is not None and cell.formula is not None and not cell.has_value
    if same_value(cached, new) and not lacks_cache:
        return None
    formula = (cell.formula if cell else None) or result.formulas.get(anchor or place, "")
    return Difference(*place, formula, cached, new)
