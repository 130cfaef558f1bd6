"""Calculation sheets: the steps between what is put in and what is read.

Each chapter has one (``Steg_profiler``, ``Steg_regnskap``), last in the workbook. Its steps stand
in blocks, one below the other: a title, a heading for each column, a line for each thing. A
column is asked for by its heading, so that nobody counts columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula
from asss_xl.functions.values import MISSING_TEXT, ExcelError, Value
from asss_xl.report import layout
from asss_xl.workbook import Argument, Book, Call, Cell, Range, Sheet, styles

_LABEL = 0
_AIR = 2
#: Of the labels, and of the columns after them.
_WIDTHS = (44, *(13,) * 16)


class Blokk:
    """One block of steps: lines from 0, columns by heading."""

    def __init__(self, sheet: Sheet, row: int, headings: Sequence[str], lines: int) -> None:
        self.sheet, self.row, self.lines = sheet, row, lines
        self._columns = {heading: number for number, heading in enumerate(headings, start=1)}

    def put(self, line: int, heading: str, value: Value, style: styles.Style = styles.HJELP) -> Cell:
        """A constant."""
        return self.sheet.put(*self.at(line, heading), value, style)

    def calc(
        self,
        line: int,
        heading: str,
        function: Function | Formula,
        *arguments: Argument,
        style: styles.Style = styles.HJELP,
        missing: str | ExcelError | None = MISSING_TEXT,
        **about: Any,
    ) -> Cell:
        """A step."""
        at = self.at(line, heading)
        return self.sheet.calc(*at, function, *arguments, style=style, missing=missing, **about)

    def cell(self, line: int, heading: str) -> Cell:
        """What stands in a place."""
        return self.sheet.at(*self.at(line, heading))

    def column(self, heading: str) -> Range:
        """All lines under a heading."""
        return self.sheet.range(self.at(0, heading), self.at(self.lines - 1, heading))

    def line(self, line: int, first: str, last: str) -> Range:
        """The places of a line from one heading to another."""
        return self.sheet.range(self.at(line, first), self.at(line, last))

    def heads(self, first: str, last: str) -> Range:
        """The headings from one to another."""
        row = self.row + 1
        return self.sheet.range((row, self._columns[first]), (row, self._columns[last]))

    def at(self, line: int, heading: str) -> tuple[int, int]:
        """Row and column."""
        if not 0 <= line < self.lines:
            raise IndexError(f"the block has {self.lines} lines, not {line + 1}")
        return self.row + 2 + line, self._columns[heading]


class Steg:
    """A calculation sheet, filled block by block."""

    def __init__(self, book: Book, name: str) -> None:
        self.sheet = book.calculation_sheet(name)
        layout.widths(self.sheet, _WIDTHS)
        if not self.sheet.cells:
            self._heading(name)
        self.next_row = self.sheet.last_row + 1 + _AIR

    def _heading(self, name: str) -> None:
        """What the sheet is; who reads it has come from a formula."""
        about = name.removeprefix("Steg_").replace("_", " ")
        self.sheet.put(0, _LABEL, f"Mellomregninger – {about}", styles.OVERSKRIFT)
        self.sheet.put(
            1,
            _LABEL,
            f"Stegene bak arkene som leses; skrives ikke ut. Kilde: {self.sheet.book.source}",
            styles.NOTE,
        )

    def blokk(self, title: str, headings: Sequence[str | Cell | Call], labels: Sequence[str | Cell]) -> Blokk:
        """A new block below the others, with a label for each of its lines.

        A heading that is a cell or a formula (a municipality, a year) is asked for by its number, ``"1"``.
        """
        row, sheet = self.next_row, self.sheet
        layout.text(sheet, row, _LABEL, title, styles.OVERSKRIFT.but(size=10))
        for column, heading in enumerate(headings, start=1):
            layout.text(sheet, row + 1, column, heading, styles.HJELP_HODE)
        for line, label in enumerate(labels):
            layout.text(sheet, row + 2 + line, _LABEL, label, styles.HJELP)
        self.next_row = row + 2 + len(labels) + _AIR
        keys = [h if isinstance(h, str) else str(n) for n, h in enumerate(headings, start=1)]
        return Blokk(sheet, row, keys, len(labels))

    def linje(self, blokk: Blokk, label: str | Cell | Call) -> int:
        """One more line at the end of the last block; its number."""
        row = blokk.row + 2 + blokk.lines
        if row != self.next_row - _AIR:
            raise ValueError("only the last block can have more lines")
        layout.text(self.sheet, row, _LABEL, label, styles.HJELP)
        blokk.lines += 1
        self.next_row = row + 1 + _AIR
        return blokk.lines - 1
