"""The sheets of a workbook as lines of cells, each formula as seen from its own cell.

A formula that is filled along a row or down a column is then the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, product
from operator import itemgetter
from typing import NamedTuple

from asss_xl.checks.formula_text import Box
from asss_xl.checks.package import FileCell, Workbook
from asss_xl.functions.values import Value, is_number
from asss_xl.unpacking import SheetPart

_ONE_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
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
#: How far to the sides the cells beside one are looked at.
_FAR = 60


class Seen(NamedTuple):
    """A cell of a line: its formula as seen from it, or None for a constant."""

    cell: FileCell
    formula: str | None


@dataclass(frozen=True)
class SheetLines:
    part: SheetPart
    cells: dict[tuple[int, int], FileCell]
    formulas: dict[tuple[int, int], str]

    def where(self, cell: FileCell) -> str:
        """The place of a finding."""
        return f"{self.part.name}!{cell.address}"

    def value(self, row: int, column: int) -> Value:
        """What a cell shows."""
        cell = self.cells.get((row, column))
        return None if cell is None else cell.value

    def kinds(self, box: Box) -> list[str]:
        """What the cells of an area are: formulas, numbers, texts or nothing."""
        top, left, bottom, right = box
        places = product(range(top, bottom + 1), range(left, right + 1))
        return ["formel" if at in self.formulas else self._kind(self.cells.get(at)) for at in places]

    def beside(self, cell: FileCell, across: bool) -> Iterator[tuple[int, int]]:
        """The formulas of the cells next to one, to the sides or above and below, as far as there are any."""
        for step in (-1, 1):
            for away in range(step, step * _FAR, step):
                at = (cell.row, cell.column + away) if across else (cell.row + away, cell.column)
                if at not in self.cells:
                    break
                if at in self.formulas:
                    yield at

    @staticmethod
    def _kind(cell: FileCell | None) -> str:
        return "" if cell is None else "tall" if is_number(cell.value) else "annet"

    @cached_property
    def lines(self) -> list[tuple[str, list[Seen]]]:
        """The unbroken runs of two cells or more that have a formula."""
        formulas = self.formulas
        seen = {place: Seen(cell, formulas.get(place)) for place, cell in self.cells.items()}
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


@lru_cache(maxsize=1)
def sheets(package: Workbook) -> list[SheetLines]:
    """The sheets of a workbook, for the rules that ask for them one after the other."""
    return [
        SheetLines(
            sheet,
            {(cell.row, cell.column): cell for cell in package.cells(sheet)},
            {(f.cell.row, f.cell.column): f.seen for f in found},
        )
        for sheet, group in groupby(package.formula_cells, key=lambda f: f.sheet)
        if (found := list(group))
    ]


def in_a_line(sheet: SheetLines, seen: Seen, word: str) -> bool:
    """True when the cell is like the one beside it across the line: it belongs to another line."""
    row, column = seen.cell.row, seen.cell.column
    beside = ((-1, 0), (1, 0)) if word == "raden" else ((0, -1), (0, 1))
    for down, right in beside:
        place = (row + down, column + right)
        other = sheet.cells.get(place)
        if other is None:
            continue
        # A line of constants across the formulas, not one constant beside the input.
        crossing = all((place[0] + right * s, place[1] + down * s) in sheet.formulas for s in (-1, 1))
        constant = place not in sheet.formulas and is_number(other.value)
        if seen.formula is None and constant and crossing:
            return True
        if seen.formula is not None and unguarded(sheet.formulas.get(place, "")) == unguarded(seen.formula):
            return True
    return False


@lru_cache(maxsize=10_000)
def unguarded(formula: str) -> str:
    """A formula without what it asks only because a cell may hold a word for a missing figure."""
    for guard, rest in _GUARDS:
        formula = guard.sub(rest, formula)
    return formula


def is_year(value: Value) -> bool:
    return is_number(value) and 1900 <= float(value) <= 2100 and float(value).is_integer()


@lru_cache(maxsize=10_000)
def skeleton(seen: str) -> str:
    """A formula as seen from its cell with every number left out."""
    return _ONE_NUMBER.sub("#", seen)


@lru_cache(maxsize=10_000)
def numbers_in(seen: str) -> tuple[float, ...]:
    """The numbers of a formula as seen from its cell, in order."""
    return tuple(float(number) for number in _ONE_NUMBER.findall(seen))


@lru_cache(maxsize=10_000)
def only_the_end(one: str, other: str) -> bool:
    """True when two formulas differ in one end of one area, by one step."""
    if one == other or skeleton(one) != skeleton(other) or ":" not in one:
        return False
    pairs = zip(numbers_in(one), numbers_in(other), strict=True)
    apart = [abs(a - b) for a, b in pairs if a != b]
    return apart == [1] and _RANGE.sub("", one) == _RANGE.sub("", other)
