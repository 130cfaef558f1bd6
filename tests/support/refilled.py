"""A finished book filled in anew in Python: only what depends on the filled cells is worked out.

Building the workbook again gives the same values, a hundred times slower; the proof of scenarios
does that for a share of them.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import chain

from asss_xl.functions.values import Value
from asss_xl.workbook.book import Book
from asss_xl.workbook.cells import Cell, Range

#: Whole numbers up to here are counts, places and years, which every program has exactly.
_COUNTS = 10_000


class _Block:
    """Cells that formulas refer to as one range; a table of a network is one for thousands of them."""

    def __init__(self, first: Range) -> None:
        self.cells = list(first)
        #: The ranges over these cells: they keep the values that they have read.
        self._ranges: set[Range] = set()
        self.users: list[int] = []

    def add(self, used: Range, user: int) -> None:
        self._ranges.add(used)
        self.users.append(user)

    def forget(self) -> None:
        for used in self._ranges:
            vars(used).pop("value", None)


class Refilled:
    """The formulas of a book in the order in which they can be worked out."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._order = list(_ordered(book))
        self._users: dict[Cell, list[int]] = {}
        blocks: dict[tuple[Cell, Cell], _Block] = {}
        for number, cell in enumerate(self._order):
            assert cell.call is not None
            for used in cell.call.leaves:
                if isinstance(used, Range):
                    corners = _corners(used)
                    if corners not in blocks:
                        blocks[corners] = _Block(used)
                    blocks[corners].add(used, number)
                else:
                    self._users.setdefault(used, []).append(number)
        self._blocks: dict[Cell, list[_Block]] = {}
        for block in blocks.values():
            for used in block.cells:
                self._blocks.setdefault(used, []).append(block)
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

    @contextmanager
    def having(self, filled: Mapping[str, Value]) -> Iterator[None]:
        """The book with that filled in, as long as this goes on."""
        self.fill(filled)
        try:
            yield
        finally:
            self.restore()

    def restore(self) -> None:
        """Every cell as it was."""
        for cell, value in self.before.items():
            self._put(cell, value)
        self.before.clear()

    def _put(self, cell: Cell, value: Value) -> None:
        cell.value = value
        for block in self._blocks.get(cell, ()):
            block.forget()

    def _move(self, cell: Cell, value: Value, waiting: list[int], found: set[int]) -> None:
        if type(value) is type(cell.value) and value == cell.value:
            return
        self.before.setdefault(cell, cell.value)
        self._put(cell, value)
        in_blocks = (block.users for block in self._blocks.get(cell, ()))
        for number in chain(self._users.get(cell, ()), *in_blocks):
            if number not in found:
                found.add(number)
                heappush(waiting, number)

    def _worked_out(self, cell: Cell) -> Value:
        assert cell.call is not None
        by_name = (cell.row, cell.column) in self._book.sheets[cell.sheet].named_calls
        return cell.call.answer("named" if by_name else self._book.form, cell.missing)[0]


def formula_cells(book: Book) -> Iterator[Cell]:
    """The cells that have a formula, sheet by sheet."""
    return (cell for cell in book.cells() if cell.call is not None)


def _exact(cell: Cell, value: float) -> bool:
    """Whether it is a count, a place or a year, or what another cell holds, such as the highest."""
    assert cell.call is not None
    counted = value.is_integer() and abs(value) < _COUNTS
    return counted or any(used.value == value for used in cell.call.inputs())


def _ordered(book: Book) -> Iterator[Cell]:
    """The cells with a formula, each after those that it refers to."""
    seen: set[Cell] = set()
    blocks: set[tuple[Cell, Cell]] = set()
    for first in formula_cells(book):
        stack = [(first, _needed(first, blocks))] if first not in seen else []
        seen.add(first)
        while stack:
            cell, needed = stack[-1]
            following = next((c for c in needed if c not in seen), None)
            if following is None:
                stack.pop()
                yield cell
            else:
                seen.add(following)
                stack.append((following, _needed(following, blocks)))


def _needed(cell: Cell, blocks: set[tuple[Cell, Cell]]) -> Iterator[Cell]:
    """The formulas that a cell refers to, those of a range for the first that asks for it."""
    assert cell.call is not None
    for used in cell.call.leaves:
        if isinstance(used, Range):
            corners = _corners(used)
            if corners not in blocks:
                blocks.add(corners)
                yield from (one for one in used if one.call is not None)
        elif used.call is not None:
            yield used


def _corners(used: Range) -> tuple[Cell, Cell]:
    return used.rows[0][0], used.rows[-1][-1]
