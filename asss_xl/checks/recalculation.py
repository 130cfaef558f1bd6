"""Recalculating a finished workbook must change no cell; and what an engine cannot judge of it.

A formula that the engine does not calculate as Excel does is neither right nor wrong: it is counted and
told of, with those that use it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from asss_xl.checks import local_settings
from asss_xl.checks.contents import without_lambda
from asss_xl.checks.engine import EngineError, Recalculated, recalculate
from asss_xl.checks.formula_text import (
    Box,
    FunctionCall,
    Place,
    address_of,
    area,
    bare,
    books,
    calls,
    functions_of,
    inside,
    position,
    references,
    tokens,
    without_texts,
)
from asss_xl.checks.package import DATA_TABLE, Workbook, filled_cells, is_on
from asss_xl.functions.values import ExcelError, Value, is_blank, is_number

#: Functions whose value depends on when or where the workbook is calculated.
_VOLATILE = frozenset(("TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "INFO", "CELL", "RTD"))
_OF_DATES = """
DATE DATEDIF DATEVALUE DAY DAYS DAYS360 EDATE EOMONTH ISOWEEKNUM MONTH NETWORKDAYS NETWORKDAYS.INTL TEXT
WEEKDAY WEEKNUM WORKDAY WORKDAY.INTL YEAR YEARFRAC
"""
_DATES = frozenset(_OF_DATES.split())
#: Functions that take an area with an operator on it, also in a plain formula.
_ARRAYS = frozenset(
    ("SUMPRODUCT", "MMULT", "LOOKUP", "INDEX", "FREQUENCY", "MODE", "LINEST", "TRANSPOSE", "AGGREGATE")
)
_AREA_WITH_OPERATOR = re.compile(
    r"[-+*/^&=<>]\s*\$?[A-Za-z]{1,3}\$?\d+:\$?[A-Za-z]{1,3}\$?\d+"
    r"|\$?[A-Za-z]{1,3}\$?\d+:\$?[A-Za-z]{1,3}\$?\d+\s*[-+*/^&=<>]"
)
#: A name that stands for the cells of one area.
_CELLS = re.compile(r"(?:'(?:[^']|'')+'|[\w.]+)!\$?\w+(?:\$\d+)?(?::\$?\w+(?:\$\d+)?)?")
_SHEETS = re.compile(r"(?:'[^'\[\]]+:[^'\[\]]+'|(?<![\w.])[\w.]++:[\w.]++)!")
#: A cell, a column, a truth value, or what LET and LAMBDA bind.
_NO_NAME = re.compile(r"\$?[A-Za-z]{1,3}\$?\d*|TRUE|FALSE|_xl(?:pm|op)\..*", re.IGNORECASE)
#: The first day whose number is the same in every program: 1 March 1900.
_SAME_DAY = 61
#: An engine's words for «this I do not do».
_NOT_DONE = ("#ERROR!", "#N/IMPL!")
#: How the reason of a cell begins that uses another one.
FOLLOWS = "følger av "
_NO_TEXT = "cellen hører til en datatabell eller en delt formel som mangler"
_SAVED_WITHOUT = "er lagret av et program uten LAMBDA"
_VALUE_CHANGES = "verdien er en annen hver gang den regnes ut"


TOLERANCE = 1e-9
_ENGINE_SECONDS = 180.0


@dataclass(frozen=True)
class Uncontrolled:
    """A formula that was not controlled, and why."""

    sheet: str
    address: str
    formula: str
    reason: str


class Names:
    """The names and tables of a workbook: which cells each stands for, and which are none."""

    def __init__(self, package: Workbook) -> None:
        self.package = package
        self.texts = {name.name.lower(): name.text for name in package.defined_names}
        self.known = self.texts.keys()
        self.lambdas = {n for n, text in self.texts.items() if "_xlfn.lambda(" in text.lower()}

    @cached_property
    def tables(self) -> dict[str, tuple[str, Box]]:
        """A table's name -> its sheet and area."""
        found = {}
        for sheet in self.package.worksheets:
            for part in self.package.of_kind("table", sheet.part):
                root = self.package.root(part)
                with suppress(ValueError):  # a table without an area stands for no cells
                    box = area(root.get("ref", ""))
                    for attribute in ("displayName", "name"):
                        found[(root.get(attribute) or "").lower()] = (sheet.name, box)
        return found

    @cached_property
    def places(self) -> dict[str, list[tuple[str, Box]]]:
        """Each name that stands for cells -> those cells, also through other names."""
        found = {name: list(references(text, "")) for name, text in self.texts.items()}
        for _depth in range(3):
            for name, text in self.texts.items():
                for token in tokens(text):
                    if token.kind == "name" and token.text.lower() in found:
                        more = found[token.text.lower()]
                        found[name] += [place for place in more if place not in found[name]]
        found.update({name: [place] for name, place in self.tables.items()})
        return {name: places for name, places in found.items() if places}

    @cached_property
    def calculated(self) -> frozenset[str]:
        """The names that are a constant or a formula, not cells and not a function."""
        return frozenset(
            name
            for name, text in self.texts.items()
            if name not in self.lambdas
            and not name.startswith("_xlnm.")
            and not _CELLS.fullmatch(text.strip())
        )

    @cached_property
    def volatile(self) -> frozenset[str]:
        """The names whose definition is another each time."""
        return frozenset(n for n, text in self.texts.items() if _changes(functions_of(text)))


def _changes(called: Iterable[str]) -> bool:
    return not _VOLATILE.isdisjoint(map(bare, called))


def never_controlled(package: Workbook, names: Names) -> dict[Place, str]:
    """The cells that no engine can be held to, and why: volatile, lost, or without a formula's text."""
    changing = {seen for seen, called in package.called.items() if _changes(called)}
    if names.volatile:
        changing |= {
            seen
            for seen, formula in package.shapes.items()
            if any(t.kind == "name" and t.text.lower() in names.volatile for t in tokens(formula))
        }
    return dict.fromkeys(without_lambda(package), _SAVED_WITHOUT) | {
        (cell.sheet.name, cell.cell.address): _VALUE_CHANGES if cell.seen in changing else _NO_TEXT
        for cell in package.formula_cells
        if cell.seen in changing or cell.formula in ("", DATA_TABLE)
    }


class Judge:
    """Says why a formula whose value differs is none that the engine can judge."""

    def __init__(self, package: Workbook, names: Names, result: Recalculated) -> None:
        self.package, self.names, self.result = package, names, result
        settings = package.root(package.workbook_part)
        self.from_1904 = any(is_on(e, "date1904") for e in settings.iterfind("{*}workbookPr"))
        self.iterates = any(is_on(e, "iterate") for e in settings.iterfind("{*}calcPr"))

    def stated(self, _place: Place, formula: str) -> str | None:
        """What there is in a formula that the engine does not do."""
        others = books(formula)
        if others:
            own = set(others) == {"[0]"}
            return "viser til arbeidsboken selv som [0]" if own else "viser til en annen arbeidsbok"
        pieces = tokens(formula)
        if ":" in formula and _SHEETS.search(without_texts(formula)):
            return "regner gjennom flere ark (3D)"
        named = [t.text for t in pieces if t.kind == "name"]
        calculated = [name for name in named if name.lower() in self.names.calculated]
        if calculated:
            return f"navnet {calculated[0]} er en konstant eller formel"
        called = [t.text for t in pieces if t.called and t.text.lower() not in self.names.known]
        lacking = [name for name in called if name.upper() in self.result.unknown]
        if lacking:
            return f"motoren kjenner ikke {bare(lacking[0])}"
        return None

    def shown(self, place: Place, formula: str) -> str | None:
        """What the engine's answer, or what the formula is given, shows that it does not do."""
        value = self.result.values.get(place)
        if value in _NOT_DONE:
            return "motoren kan ikke lese formelen"
        if value == "#NAME?" and not self._undefined(formula):
            return "motoren kjenner ikke et navn i formelen"
        if value == "#CIRC!" and self.iterates:
            return "formelen regnes i ring (gjentatt beregning)"
        cell = self.result.cells.get(place)
        if cell is not None and not cell.spill and _intersects(formula):
            return "området gir én verdi (implisitt snitt) i Excel"
        if self._early_dates(place, formula):
            return "datoer i 1900 eller regnet fra 1904 er ulike i Excel og motoren"
        held = cell.value if cell else None
        return local_settings.reason(formula, held, value, lambda piece: self._given(piece, place[0]))

    def _given(self, piece: str, sheet: str) -> list[Value]:
        """The values of the single cells that a piece of a formula on a sheet refers to."""
        single = ((where, box[:2]) for where, box in references(piece, sheet) if box[:2] == box[2:])
        return [self.result.values.get((where, address_of(*at))) for where, at in single]

    def _undefined(self, formula: str) -> bool:
        """Whether a name that is no function is defined nowhere: then Excel does not know it either."""
        plain = re.sub(r"\[[^\[\]]*\]", "", re.sub(r"\[[^\[\]]*\]", "", formula))
        return any(
            token.text.lower() not in self.names.known | self.names.tables.keys()
            and not token.called
            and not _NO_NAME.fullmatch(token.text)
            for token in tokens(plain)
            if token.kind == "name"
        )

    def _early_dates(self, place: Place, formula: str) -> bool:
        """Whether a date function is given a day before March 1900, or any where years begin in 1904."""
        found = [call for call in calls(formula) if bare(call.name) in _DATES]
        found = [c for c in found if bare(c.name) != "TEXT" or re.search("[dmyåÅDMY]", _last_text(c))]
        if not found or self.from_1904:
            return bool(found)
        numbers = [float(t.text) for c in found for a in c.arguments for t in a if t.kind == "number"]
        for sheet, (top, left, bottom, right) in references(formula, place[0]):
            if (top, left) == (bottom, right):
                value = self.result.values.get((sheet, address_of(top, left)))
                numbers += [float(value)] if is_number(value) else []
        return any(0 <= number < _SAME_DAY for number in numbers)


def _last_text(call: FunctionCall) -> str:
    texts = [token.text for token in call.arguments[-1] if token.kind == "text"]
    return texts[-1] if texts else ""


def _intersects(formula: str) -> bool:
    """Whether an operator works on an area outside the functions that take arrays."""
    text = without_texts(formula)
    if not _AREA_WITH_OPERATOR.search(text):
        return False
    return not any(bare(name) in _ARRAYS for name in functions_of(text))


class Using:
    """Which formulas use a cell, without looking through all of them for each."""

    _ROWS, _MOST_SQUARES = 256, 64

    def __init__(self, package: Workbook, names: Names) -> None:
        self.sheets = [sheet.name for sheet in package.worksheets]
        self.own = {name.casefold(): name for name in self.sheets}
        self._squares: dict[tuple[str, int, int], list[tuple[Box, Place]]] = {}
        #: Whole columns and their like: many formulas use the same, and each is looked at once.
        self._wide: dict[str, dict[Box, list[Place]]] = {}
        listed = "|".join(map(re.escape, names.places))
        named = re.compile(rf"(?<![\w.])(?:{listed})(?![\w.(])", re.IGNORECASE) if listed else None
        for cell in package.formula_cells:
            place = (cell.sheet.name, cell.cell.address)
            for sheet, box in references(cell.formula, cell.sheet.name):
                self._add(sheet, box, place)
            for match in named.finditer(cell.formula) if named else ():
                for sheet, box in names.places[match.group().lower()]:
                    self._add(sheet or cell.sheet.name, box, place)

    def _add(self, sheet: str, box: Box, place: Place) -> None:
        first, _, last = sheet.partition(":")
        if last and first in self.sheets and last in self.sheets:
            ends = sorted((self.sheets.index(first), self.sheets.index(last)))
            for between in self.sheets[ends[0] : ends[1] + 1]:
                self._add(between, box, place)
            return
        sheet = self.own.get(sheet.casefold(), sheet)
        top, left, bottom, right = box
        bands = range(top // self._ROWS, bottom // self._ROWS + 1)
        if len(bands) * (right - left + 1) > self._MOST_SQUARES:
            self._wide.setdefault(sheet, {}).setdefault(box, []).append(place)
            return
        for band in bands:
            for column in range(left, right + 1):
                self._squares.setdefault((sheet, band, column), []).append((box, place))

    def of(self, place: Place) -> Iterator[Place]:
        """The formulas that use the cell at a place."""
        sheet, (row, column) = place[0], position(place[1])
        for box, user in self._squares.get((sheet, row // self._ROWS, column), ()):
            if inside(box, row, column):
                yield user
        for box, users in self._wide.get(sheet, {}).items():
            if inside(box, row, column):
                yield from users

    def followers(self, found: Iterable[Place]) -> dict[Place, Place]:
        """The cells that use the found ones, also through others -> the found cell they follow."""
        origin = {place: place for place in found}
        roots = set(origin)
        waiting = list(origin)
        while waiting:
            used = waiting.pop()
            for place in self.of(used):
                if place not in origin:
                    origin[place] = origin[used]
                    waiting.append(place)
        return {place: first for place, first in origin.items() if place not in roots}


@dataclass(frozen=True)
class Difference:
    """A cell whose recalculated value is not the one that the file holds."""

    sheet: str
    address: str
    formula: str
    cached: Value
    recalculated: Value


#: What a recalculation said: cells that differ, and cells that it could not judge.
_Outcome = tuple[list[Difference], list[Uncontrolled]]


def recalculated(package: Workbook, seconds: float = _ENGINE_SECONDS) -> _Outcome:
    """What recalculation changes, and what it cannot judge.

    Blank cells behind the last one are left out of the engine's copy at first; only when something
    differs is it asked about the whole areas, since a few functions count blanks.
    """
    names, probes = Names(package), sorted(frozenset().union(*package.called.values()))
    result = recalculate(package, seconds / 2, True, probes)
    different, unjudged = _judged(package, names, result)
    if not (result.clamped and different):
        return different, unjudged
    try:
        return _judged(package, names, recalculate(package, seconds / 2, False, probes))
    except EngineError:
        reason = "motoren ble ikke ferdig med hele kolonner"
        return [], unjudged + [Uncontrolled(d.sheet, d.address, d.formula, reason) for d in different]


def _judged(package: Workbook, names: Names, result: Recalculated) -> _Outcome:
    """The differences that count, and the cells that are not judged with those that follow them."""
    reasons = never_controlled(package, names)
    found, spilled = compare(result), filled_cells(result.cells)
    if not found and not reasons:
        return [], []
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
    return kept, told


def compare(result: Recalculated) -> list[Difference]:
    """The differences in a recalculation that is already done."""
    spilled = filled_cells(result.cells)
    others = (place for place in result.values if place not in result.cells)
    places = dict.fromkeys((*result.formulas, *spilled, *others))
    found = (_difference(result, place, spilled.get(place, place)) for place in places)
    return [difference for difference in found if difference is not None]


def same_value(cached: Value, recalculated: Value, tolerance: float = TOLERANCE) -> bool:
    """Equal numbers within the tolerance, equal text, the same error; blank is empty text."""
    if type(cached) is type(recalculated) and cached == recalculated:
        return True
    if is_number(cached) and is_number(recalculated):
        return math.isclose(cached, recalculated, rel_tol=tolerance, abs_tol=tolerance)
    return is_blank(cached) and is_blank(recalculated)


def _difference(result: Recalculated, place: Place, anchor: Place) -> Difference | None:
    """What has no value, as openpyxl writes it, has none that can be wrong: it can only show an error."""
    cell, filling, new = result.cells.get(place), result.cells.get(anchor), result.values.get(place)
    unstored = filling is not None and filling.formula is not None and not filling.has_value
    cached = cell.value if cell else None
    if (place != anchor or not isinstance(new, ExcelError)) if unstored else same_value(cached, new):
        return None
    return Difference(*place, (cell and cell.formula) or result.formulas.get(anchor, ""), cached, new)
