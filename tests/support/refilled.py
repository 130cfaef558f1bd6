"""A finished book filled in anew in Python: only what depends on the filled cells is worked out.

Building the workbook again gives the same values, a hundred times slower; the proof of scenarios
does that for a share of them.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

from asss_xl.functions.values import Value
from asss_xl.workbook.book import Book
from asss_xl.workbook.cells import Cell, Range

#: Whole numbers up to here are counts, places and years, which every program has exactly.
_COUNTS = 10_000


class Refilled:
    """The formulas of a book in the order in which they can be worked out."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._order = list(_ordered(book))
        self._users: dict[Cell, list[int]] = {}
        #: The ranges that a cell stands in: they keep the values that they have read.
        self._ranges: dict[Cell, list[Range]] = {}
        for number, cell in enumerate(self._order):
            assert cell.call is not None
            for used in dict.fromkeys(cell.call.inputs()):
                self._users.setdefault(used, []).append(number)
            for found in cell.call.leaves:
                for used in found if isinstance(found, Range) else ():
                    self._ranges.setdefault(used, []).append(found)
        yellow = [i.what_if for i in book.inputs] + [e.cell for e in book.editables]
        self._yellow = {cell.place: cell for cell in yellow}
        #: What the cells that are moved now held before.
        self.before: dict[Cell, Value] = {}

    def fill(self, filled: Mapping[str, Value], shaken: random.Random | None = None) -> None:
        """Put figures in yellow cells, by place, and let the formulas follow.

        With ``shaken`` every answer of the book is moved by a unit or two of its last binary digit:
        what then becomes another figure is not settled by arithmetic with so many digits.
        """
        # What nothing filled in can reach is worked out in another order by another program too.
        waiting = list(range(len(self._order))) if shaken is not None else []
        found = set(waiting)
        for place, value in filled.items():
            self._move(self._yellow[place], value, waiting, found)
        while waiting:
            cell = self._order[heappop(waiting)]
            value = self._worked_out(cell)
            if shaken is not None and type(value) is float and not _exact(cell, value):
                value *= 1 + shaken.choice((-2, -1, 1, 2)) * sys.float_info.epsilon
            self._move(cell, value, waiting, found)

    def restore(self) -> None:
        """Every cell as it was."""
        for cell, value in self.before.items():
            self._put(cell, value)
        self.before.clear()

    def _put(self, cell: Cell, value: Value) -> None:
        cell.value = value
        for block in self._ranges.get(cell, ()):
            vars(block).pop("values", None)

    def _move(self, cell: Cell, value: Value, waiting: list[int], found: set[int]) -> None:
        if type(value) is type(cell.value) and value == cell.value:
            return
        self.before.setdefault(cell, cell.value)
        self._put(cell, value)
        for number in self._users.get(cell, ()):
            if number not in found:
                found.add(number)
                heappush(waiting, number)

    def _worked_out(self, cell: Cell) -> Value:
        assert cell.call is not None
        for used in cell.call.leaves:
            # A range reads its cells once, as nothing but this moves them.
            vars(used).pop("values", None)
        by_name = (cell.row, cell.column) in self._book.sheets[cell.sheet].named_calls
        return cell.call.evaluate("named" if by_name else self._book.form, cell.missing)


def _exact(cell: Cell, value: float) -> bool:
    """Whether it is a count, a place or a year, or what another cell holds, such as the highest."""
    assert cell.call is not None
    counted = value.is_integer() and abs(value) < _COUNTS
    return counted or any(used.value == value for used in cell.call.inputs())


def _ordered(book: Book) -> Iterator[Cell]:
    """The cells with a formula, each after those that it refers to."""
    seen: set[Cell] = set()
    for first in book.formula_cells():
        stack = [(first, _needed(first))] if first not in seen else []
        seen.add(first)
        while stack:
            cell, needed = stack[-1]
            following = next((c for c in needed if c not in seen), None)
            if following is None:
                stack.pop()
                yield cell
            else:
                seen.add(following)
                stack.append((following, _needed(following)))


def _needed(cell: Cell) -> Iterator[Cell]:
    assert cell.call is not None
    return (used for used in cell.call.inputs() if used.call is not None)
