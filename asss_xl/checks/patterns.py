"""Rules about formulas among their neighbours: what a reader would take for a slip.

Formulas are compared as seen from their own cell, so that a formula filled along a row or down a
column is the same everywhere. A cell is only suspected when those on both sides of it agree with
each other and not with it, and no other cell of the line is as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from weakref import WeakKeyDictionary

from asss_xl.checks.cells import FileCell
from asss_xl.checks.formula_text import Box, ranges
from asss_xl.checks.package import Package
from asss_xl.checks.places import area
from asss_xl.checks.rules import Problem, rule
from asss_xl.functions.values import Value, is_number
from asss_xl.unpacking import SheetPart

_AGGREGATE = re.compile(r"(?:SUM|AVERAGE|MIN|MAX|COUNT|COUNTA|MEDIAN|PRODUCT)\(", re.IGNORECASE)
#: The share of a line's formulas that must be alike before one that is not is suspected.
_MOST = 0.6
#: And how many: two that are alike say nothing of a third.
_FEWEST = 3
_MOST_SPILLED = 100_000
_ONE_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TEXT_NUMBER = re.compile(r"\s*[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?\s*%?\s*")
_RELATIVE = re.compile(r"[RC]\[-?\d+\]")
_CELL = r"(?:[^!(),<]+!)?R(?:\[?-?\d+\]?)?C(?:\[?-?\d+\]?)?"
_IS_NUMBER = rf'\({_CELL}<""\)'
#: A guard of the whole, one among the conditions, and the parentheses that a lone condition does without.
_GUARDS = (
    (re.compile(r"^IFERROR\((.*),[^,]*\)$"), r"\1"),
    (re.compile(rf'^IF\((?:{_IS_NUMBER}(?:\*{_IS_NUMBER})*|{_CELL}<""),(.*),[^,]*\)$'), r"\1"),
    (re.compile(rf"{_IS_NUMBER}\*|\*{_IS_NUMBER}"), ""),
    (re.compile(rf'\(({_CELL}<>"")\)'), r"\1"),
)
_RANGE = re.compile(r"(R\[?-?\d+\]?)(C\[?-?\d+\]?):(R\[?-?\d+\]?)(C\[?-?\d+\]?)")


class _Seen(NamedTuple):
    """A cell of a line: its formula as seen from it, or None for a constant."""

    cell: FileCell
    formula: str | None


@dataclass(frozen=True)
class _Sheet:
    part: SheetPart
    cells: dict[tuple[int, int], FileCell]
    formulas: dict[tuple[int, int], str]

    def where(self, cell: FileCell) -> str:
        """The place of a finding."""
        return f"{self.part.name}!{cell.address}"

    @cached_property
    def lines(self) -> list[tuple[str, list[_Seen]]]:
        """The unbroken runs of two cells or more that have a formula."""
        formulas = self.formulas
        seen = {place: _Seen(cell, formulas.get(place)) for place, cell in self.cells.items()}
        return [
            (word, [seen[place] for place in run])
            for word, run in self._lines()
            if len(run) > 1 and not formulas.keys().isdisjoint(run)
        ]

    def _lines(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """The unbroken runs of cells along the rows, then down the columns."""
        for word, across in (("raden", 0), ("kolonnen", 1)):
            line, at = itemgetter(across), itemgetter(1 - across)
            for _line, places in groupby(sorted(self.cells, key=itemgetter(across, 1 - across)), key=line):
                run: list[tuple[int, int]] = []
                for place in places:
                    if run and at(place) != at(run[-1]) + 1:
                        yield word, run
                        run = []
                    run.append(place)
                yield word, run


#: The sheets of a workbook, for the rules that ask for them one after the other.
_KNOWN: WeakKeyDictionary[Package, list[_Sheet]] = WeakKeyDictionary()


def _sheets(package: Package) -> list[_Sheet]:
    if package not in _KNOWN:
        _KNOWN[package] = _laid_out(package)
    return _KNOWN[package]


def _laid_out(package: Package) -> list[_Sheet]:
    return [
        _Sheet(
            sheet,
            {(cell.row, cell.column): cell for cell in package.cells(sheet)},
            {(f.cell.row, f.cell.column): f.seen for f in found},
        )
        for sheet, group in groupby(package.formula_cells, key=lambda f: f.sheet)
        if (found := list(group))
    ]


@rule("formula-unlike-row")
def formula_unlike_row(package: Package) -> Iterator[Problem]:
    """A formula between two that agree is like them; a line with several that are not is of another kind."""
    for sheet in _sheets(package):
        unlike = [(word, seen) for word, run in sheet.lines for seen in _unlike(sheet, word, run)]
        across = Counter((word, _crossing(word, seen)) for word, seen in unlike)
        for word, seen in unlike:
            if across[word, _crossing(word, seen)] == 1:
                told = f"Formelen ({seen.cell.formula}) er ulik naboene i {word}, som er like."
                yield sheet.where(seen.cell), told


def _unlike(sheet: _Sheet, word: str, run: list[_Seen]) -> Iterator[_Seen]:
    """The formulas of a run that both neighbours and most of the others differ from."""
    counts = Counter(seen.formula for seen in run if seen.formula)
    for seen, neighbour in _sandwiched(run):
        if seen.formula is None or counts[seen.formula] > 1 or _in_a_line(sheet, seen, word):
            continue
        if _unguarded(seen.formula) == _unguarded(neighbour):
            continue  # the same, where it can be missing
        if counts[neighbour] < max(_FEWEST, _MOST * counts.total()):
            continue  # a line of different items
        if not _only_the_end(seen.formula, neighbour):
            yield seen


def _crossing(word: str, seen: _Seen) -> int:
    """The line across: the row of a cell in a column."""
    return seen.cell.column if word == "raden" else seen.cell.row


@rule("constant-among-formulas")
def constant_among_formulas(package: Package) -> Iterator[Problem]:
    """A number does not stand between two formulas that agree."""
    for sheet in _sheets(package):
        spilled = _spilled(sheet)
        for word, run in sheet.lines:
            constants = sum(1 for s in run if s.formula is None and is_number(s.cell.value))
            for seen, _neighbour in _sandwiched(run):
                place = (seen.cell.row, seen.cell.column)
                lone = seen.formula is None and is_number(seen.cell.value) and place not in spilled
                # Columns of input between columns of formulas have constants above and below.
                if lone and constants == 1 and not _in_a_line(sheet, seen, word):
                    told = f"Tallet {seen.cell.value} står mellom formler i {word} som er like."
                    yield sheet.where(seen.cell), told


@lru_cache(maxsize=10_000)
def _unguarded(formula: str) -> str:
    """A formula without what it asks only because a cell may hold a word for a missing figure."""
    for guard, rest in _GUARDS:
        formula = guard.sub(rest, formula)
    return formula


def _sandwiched(run: list[_Seen]) -> Iterator[tuple[_Seen, str]]:
    """The cells whose two neighbours have one formula that they do not share, with the formula."""
    for left, seen, right in zip(run, run[1:], run[2:], strict=False):
        agreed = left.formula
        if agreed and agreed == right.formula and seen.formula != agreed and _RELATIVE.search(agreed):
            yield seen, agreed


def _in_a_line(sheet: _Sheet, seen: _Seen, word: str) -> bool:
    """True when the cell is like the one beside it across the line: it belongs to another line."""
    row, column = seen.cell.row, seen.cell.column
    beside = ((-1, 0), (1, 0)) if word == "raden" else ((0, -1), (0, 1))
    for down, right in beside:
        place = (row + down, column + right)
        other = sheet.cells.get(place)
        if other is None:
            continue
        # A line of constants across the formulas, not one constant beside the input.
        crossing = any((place[0] + right * s, place[1] + down * s) in sheet.formulas for s in (-1, 1))
        constant = place not in sheet.formulas and is_number(other.value)
        if seen.formula is None and constant and crossing:
            return True
        if seen.formula is not None and sheet.formulas.get(place) == seen.formula:
            return True
    return False


def _spilled(sheet: _Sheet) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for cell in sheet.cells.values():
        if cell.spill and ":" in cell.spill:
            top, left, bottom, right = area(cell.spill)
            if len(found) + (bottom - top + 1) * (right - left + 1) <= _MOST_SPILLED:
                rows, columns = range(top, bottom + 1), range(left, right + 1)
                found |= {(row, column) for row in rows for column in columns}
    return found


@rule("short-range")
def short_range(package: Package) -> Iterator[Problem]:
    """An area is as long as the neighbours', and a sum has the numbers next to its area."""
    for sheet in _sheets(package):
        found: set[str] = set()
        for word, run in sheet.lines:
            for before, after in zip(run, run[1:], strict=False):
                short = None if before.formula == after.formula else _shorter(before, after)
                if short is not None and short.cell.address not in found:
                    found.add(short.cell.address)
                    told = f"Området i {short.cell.formula} er kortere enn i naboformelen i {word}."
                    yield sheet.where(short.cell), told
        for place, formula in sheet.formulas.items():
            cell = sheet.cells[place]
            if cell.address not in found and cell.formula and _AGGREGATE.search(formula):
                yield from _left_out(sheet, cell)


def _before(sheet: _Sheet, cell: FileCell, box: Box) -> Iterator[Problem]:
    """The number just above or before the area of a sum that stands at its other end."""
    top, left, bottom, right = box
    down = left == right == cell.column and bottom == cell.row - 1
    along = top == bottom == cell.row and right == cell.column - 1
    at = (top - 1, left) if down else (top, left - 1) if along else None
    before, first = sheet.cells.get(at) if at else None, sheet.cells.get((top, left))
    if before is None or first is None or not (is_number(before.value) and is_number(first.value)):
        return
    alike = sheet.formulas.get((before.row, before.column)) == sheet.formulas.get((top, left))
    # A year over a column of figures is a number too, but looks like a heading.
    if alike and before.style == first.style and not _is_year(before.value):
        told = f"{cell.formula} tar ikke med {before.address}, som står rett foran området."
        yield sheet.where(cell), told


def _is_year(value: Value) -> bool:
    return is_number(value) and 1900 <= float(value) <= 2100 and float(value).is_integer()  # type: ignore[arg-type]


def _shorter(before: _Seen, after: _Seen) -> _Seen | None:
    """The one of two neighbours whose areas are alike but for one end, one step shorter."""
    if not before.formula or not after.formula or not _only_the_end(before.formula, after.formula):
        return None
    difference = _length(after.formula) - _length(before.formula)
    if difference == 0:
        return None
    return before if difference > 0 else after


@lru_cache(maxsize=10_000)
def _skeleton(seen: str) -> str:
    """A formula as seen from its cell with every number left out."""
    return _ONE_NUMBER.sub("#", seen)


@lru_cache(maxsize=10_000)
def _numbers(seen: str) -> tuple[float, ...]:
    """The numbers of a formula as seen from its cell, in order."""
    return tuple(float(number) for number in _ONE_NUMBER.findall(seen))


@lru_cache(maxsize=10_000)
def _only_the_end(one: str, other: str) -> bool:
    """True when two formulas differ in one end of one area, by one step."""
    if one == other or _skeleton(one) != _skeleton(other) or ":" not in one:
        return False
    pairs = zip(_numbers(one), _numbers(other), strict=True)
    apart = [abs(a - b) for a, b in pairs if a != b]
    return apart == [1] and _RANGE.sub("", one) == _RANGE.sub("", other)


def _length(formula: str) -> float:
    """The cells of all areas of a formula along both directions, as far as they can be counted."""
    total = 0.0
    for match in _RANGE.finditer(formula):
        top, left, bottom, right = (_numbers(piece)[0] for piece in match.groups())
        total += abs(bottom - top) + abs(right - left)
    return total


def _left_out(sheet: _Sheet, cell: FileCell) -> Iterator[Problem]:
    """The number between the end of a sum's area and the sum itself, or one just before the area."""
    for (top, left, bottom, right), single in ranges(cell.formula or ""):
        if single:
            continue
        yield from _before(sheet, cell, (top, left, bottom, right))
        for ends, at, step in (
            (left == right == cell.column and bottom == cell.row - 2, (cell.row - 1, left), (1, 0)),
            (top == bottom == cell.row and right == cell.column - 2, (top, cell.column - 1), (0, 1)),
        ):
            between = sheet.cells.get(at)
            last = sheet.cells.get((at[0] - step[0], at[1] - step[1]))
            if ends and between is not None and last is not None:
                alike = sheet.formulas.get(at) == sheet.formulas.get((last.row, last.column))
                if is_number(between.value) and is_number(last.value) and alike:
                    told = f"{cell.formula} tar ikke med {between.address}, som står rett ved siden av."
                    yield sheet.where(cell), told


@rule("number-as-text")
def number_as_text(package: Package) -> Iterator[Problem]:
    """A number among numbers is not stored as text."""
    for sheet in package.worksheets:
        cells = {(cell.row, cell.column): cell for cell in package.cells(sheet)}
        for (row, column), cell in cells.items():
            text = cell.value
            if cell.formula is not None or not isinstance(text, str) or not _TEXT_NUMBER.fullmatch(text):
                continue
            sides = (((row - 1, column), (row + 1, column)), ((row, column - 1), (row, column + 1)))
            if any(all(_holds_number(cells.get(at)) for at in pair) for pair in sides):
                told = f"Tallet «{text}» er lagret som tekst. Skriv det inn som tall."
                yield f"{sheet.name}!{cell.address}", told


def _holds_number(cell: FileCell | None) -> bool:
    return cell is not None and is_number(cell.value)
