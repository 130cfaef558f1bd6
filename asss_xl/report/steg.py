"""Calculation sheets: the steps between what is put in and what is read.

Each chapter has one (``Steg_profiler``, ``Steg_regnskap``), last in the workbook. Its steps stand
in blocks, one below the other: a title, a heading for each column, a line for each thing. A
column is asked for by its heading, so that nobody counts columns.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula
from asss_xl.functions.values import Value
from asss_xl.report import layout
from asss_xl.report.tall import Ledd, Tall, inndata, plasser
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Book, Call, Cell, Input, Range, Sheet, styles
from asss_xl.workbook.styles import Style

_LABEL = 0
_AIR = 2
#: Of the labels, and of the columns after them.
_WIDTHS = (44, *(13,) * 16)
#: By line and year: cells, and figures as they are and as a what-if has them.
Celler = dict[str, dict[int, Cell]]
Leddene = dict[str, dict[int, Ledd]]
_Keys = Iterable[Hashable]
_Hva = Value | Cell | Call
#: What stands over columns or beside lines, in order; or by the key that they are asked for by.
_Labels = Sequence[str | Cell | Call] | Mapping[Any, str | Cell | Call]


class Blokk:
    """Lines and columns of a sheet, by key: a line without a key of its own goes by its number."""

    def __init__(self, sheet: Sheet, row: int, columns: _Keys, lines: _Keys, look: Style) -> None:
        self.sheet, self.row, self.look, self.aapen = sheet, row, look, False
        self._columns = {key: number for number, key in enumerate(columns, start=1)}
        self._lines = {key: row + 2 + number for number, key in enumerate(lines)}

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def keys(self) -> Iterable[Hashable]:
        """What the lines are asked for by, in order."""
        return self._lines.keys()

    def __contains__(self, line: Hashable) -> bool:
        return line in self._lines

    def __getitem__(self, line: Hashable) -> Linje:
        return Linje(self, line)

    def navngi(self, names: Mapping[Any, str], sums: Collection[Hashable] = ()) -> None:
        """Write the names of lines beside them; those that sum others stand out."""
        for line, name in names.items():
            look = styles.sumrad(styles.RAD) if line in sums else styles.RAD
            self.sheet.put(self._lines[line], _LABEL, name, look)

    def style(self, _line: Hashable) -> Style:
        """How the figures of a line look unless they are told to look otherwise."""
        return self.look

    def put(self, line: Hashable, heading: Hashable, value: Value, style: Style | None = None) -> Cell:
        """A constant."""
        return self.sheet.put(*self._new(line, heading), value, style or self.style(line))

    def calc(
        self,
        line: Hashable,
        heading: Hashable,
        function: Function | Formula | Call,
        *arguments: Argument,
        style: Style | None = None,
        **about: Any,
    ) -> Cell:
        """A step."""
        at, look = self._new(line, heading), style or self.style(line)
        return self.sheet.calc(*at, function, *arguments, style=look, **about)

    def sett(self, line: Hashable, heading: Hashable, hva: _Hva, style: Style | None = None) -> Cell:
        """A constant, a figure repeated or a step."""
        return layout.text(self.sheet, *self._new(line, heading), hva, style or self.style(line))

    def _new(self, line: Hashable, heading: Hashable) -> tuple[int, int]:
        """Where something is written: in an open block the columns come as they are written in."""
        if self.aapen and heading not in self._columns:
            self._columns[heading] = column = len(self._columns) + 1
            self.sheet.put(self.row + 1, column, str(heading), styles.HJELP_HODE)
        return self.at(line, heading)

    def tall(
        self, line: Hashable, heading: Hashable, tall: Tall, style: Style | None = None, **about: Any
    ) -> Cell:
        """A figure as its chapter has it: given, or a step."""
        return plasser(self.sheet, *self.at(line, heading), tall, style or self.style(line), **about)

    def steder(
        self, line: Hashable, base: Hashable, what_if: Hashable, used: Hashable, steg: Blokk | None = None
    ) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """Where a what-if row stands; the figure that counts in the same line of ``steg`` if given."""
        return self.at(line, base), self.at(line, what_if), (steg or self).at(line, used)

    def inndata(
        self,
        line: Hashable,
        base: Hashable,
        what_if: Hashable,
        used: Hashable,
        tall: Tall,
        *,
        steg: Blokk | None = None,
        **about: Any,
    ) -> Input:
        """A what-if row: the figure, the yellow cell and the one that the rest of the sheet uses."""
        look = about.setdefault("style", self.style(line))
        about |= {"used_style": look} if steg is None else {"used_on": steg.sheet}
        return inndata(self.sheet, *self.steder(line, base, what_if, used, steg), tall, **about)

    def cell(self, line: Hashable, heading: Hashable) -> Cell:
        """What stands in a place."""
        return self.sheet.at(*self.at(line, heading))

    def column(self, heading: Hashable, first: Hashable = None, last: Hashable = None) -> Range:
        """The lines under a heading, all of them or from one to another."""
        first, last = _ends(self._lines, first, last)
        return self.sheet.range(self.at(first, heading), self.at(last, heading))

    def columns(self, first: Hashable, last: Hashable) -> Range:
        """All lines, from one heading to another."""
        top, bottom = _ends(self._lines, None, None)
        return self.sheet.range(self.at(top, first), self.at(bottom, last))

    def line(self, line: Hashable, first: Hashable = None, last: Hashable = None) -> Range:
        """The places of a line, all of them or from one heading to another."""
        first, last = _ends(self._columns, first, last)
        return self.sheet.range(self.at(line, first), self.at(line, last))

    def heads(self, first: Hashable = None, last: Hashable = None) -> Range:
        """The headings, all of them or from one to another."""
        first, last = _ends(self._columns, first, last)
        row = self.row + 1
        return self.sheet.range((row, self._columns[first]), (row, self._columns[last]))

    @property
    def labels(self) -> Range:
        """The names of the lines."""
        rows = list(self._lines.values())
        return self.sheet.range((rows[0], _LABEL), (rows[-1], _LABEL))

    def at(self, line: Hashable, heading: Hashable) -> tuple[int, int]:
        """Row and column."""
        return self._lines[line], self._columns[heading]

    def more(self) -> int:
        """The number of one more line at the end."""
        self._lines[self.lines] = self.row + 2 + self.lines
        return self.lines - 1


@dataclass(frozen=True)
class Linje:
    """One line of a block, where what is written and asked for goes by its heading."""

    blokk: Blokk
    nr: Hashable

    def __getitem__(self, heading: Hashable) -> Cell:
        return self.blokk.cell(self.nr, heading)

    def put(self, heading: Hashable, value: Value, style: Style | None = None) -> Cell:
        """A constant."""
        return self.blokk.put(self.nr, heading, value, style)

    def calc(
        self, heading: Hashable, function: Function | Formula | Call, *arguments: Argument, **about: Any
    ) -> Cell:
        """A step."""
        return self.blokk.calc(self.nr, heading, function, *arguments, **about)

    def line(self, first: Hashable = None, last: Hashable = None) -> Range:
        """Its places, all of them or from one heading to another."""
        return self.blokk.line(self.nr, first, last)


def _ends(keys: Mapping[Hashable, int], first: Hashable, last: Hashable) -> tuple[Hashable, Hashable]:
    """The first and the last key where nothing else is asked for."""
    known = list(keys)
    return known[0] if first is None else first, known[-1] if last is None else last


class Aarstabell(Blokk):
    """A table with its heads and the names of its lines, and groups of years that go by number and year.

    With ``width`` the groups are so wide, however many years there are.
    """

    def __init__(
        self,
        sheet: Sheet,
        row: int,
        valg: Valg,
        first: str | Call,
        groups: Sequence[str | Call | Cell],
        lines: Mapping[str, str],
        sums: Collection[str] = (),
        width: int = 0,
    ) -> None:
        places = (*(None,) * (width - len(valg.vindu)), *valg.vindu)
        super().__init__(sheet, row, product(range(len(groups)), places), lines, styles.tall(0))
        self.sums, self.names, self.years = sums, tuple(lines), valg.vindu
        layout.year_groups(sheet, row, first, groups, valg.aarstallene, width)
        self.navngi(lines, sums)

    def style(self, line: Hashable) -> Style:
        """A line of sums stands out."""
        return styles.sumrad(self.look) if line in self.sums else self.look

    def gruppe(self, group: int, lines: Iterable[str] = ()) -> Celler:
        """The cells of a group by line and year, when they are there."""
        found = lines or self.names
        return {line: {year: self.cell(line, (group, year)) for year in self.years} for line in found}

    def ledd(self, base: int, used: int) -> Leddene:
        """Two groups together: figures as they are, and as a what-if has them."""
        first, then = self.gruppe(base), self.gruppe(used)
        return {n: {y: Ledd(cell, then[n][y]) for y, cell in row.items()} for n, row in first.items()}

    def hver(self) -> tuple[tuple[str, int], ...]:
        """Every line and year."""
        return tuple(product(self.names, self.years))


class Steg:
    """A calculation sheet, filled block by block."""

    def __init__(self, book: Book, name: str) -> None:
        self.sheet = book.calculation_sheet(name)
        layout.widths(self.sheet, _WIDTHS)
        if not self.sheet.cells:
            title = f"Mellomregninger – {name.removeprefix('Steg_').replace('_', ' ')}"
            # Who reads it has come from a formula.
            told = f"Stegene bak arkene som leses; skrives ikke ut. Kilde: {book.source}"
            layout.line(self.sheet, 0, _LABEL, (title, styles.OVERSKRIFT))
            layout.line(self.sheet, 1, _LABEL, (told, styles.NOTE))
        self.next_row = self.sheet.last_row + 1 + _AIR

    def blokk(self, title: str, headings: _Labels, labels: _Labels, look: Style = styles.HJELP) -> Blokk:
        """A new block below the others, with a heading for each column and a label for each line.

        Columns and lines that are given by key are asked for by it. Other columns go by their heading,
        one that is a cell or a formula (a municipality, a year) by its number, ``"1"``; other lines by
        number.
        """
        row, sheet = self.next_row, self.sheet
        layout.text(sheet, row, _LABEL, title, styles.OVERSKRIFT.but(size=10))
        columns: dict[Hashable, str | Cell | Call] = (
            dict(headings)
            if isinstance(headings, Mapping)
            else {h if isinstance(h, str) else str(n): h for n, h in enumerate(headings, start=1)}
        )
        lines = dict(labels) if isinstance(labels, Mapping) else dict(enumerate(labels))
        for column, heading in enumerate(columns.values(), start=1):
            layout.text(sheet, row + 1, column, heading, styles.HJELP_HODE)
        for line, label in enumerate(lines.values()):
            layout.text(sheet, row + 2 + line, _LABEL, label, styles.HJELP)
        self.next_row = row + 2 + len(lines) + _AIR
        return Blokk(sheet, row, columns, lines, look)

    def liste(
        self,
        title: str,
        heading: str,
        values: Mapping[str, _Hva] | Sequence[_Hva],
        look: Style = styles.HJELP,
    ) -> Blokk:
        """A block of one column; lines without a label are blank."""
        labels = list(values) if isinstance(values, Mapping) else [""] * len(values)
        block = self.blokk(title, (heading,), labels, look)
        for line, value in enumerate(values.values() if isinstance(values, Mapping) else values):
            block.sett(line, heading, value)
        return block

    def en(self, title: str, heading: str, label: str, hva: Call, **about: Any) -> Cell:
        """A step in a block of its own."""
        return self.blokk(title, (heading,), (label,)).calc(0, heading, hva, **about)

    def aapen(self, title: str, labels: _Labels) -> Blokk:
        """A block whose columns come in the order that they are written in."""
        block = self.blokk(title, (), labels)
        block.aapen = True
        return block

    def linje(self, blokk: Blokk, label: str | Cell | Call) -> Linje:
        """One more line at the end of the last block."""
        row = blokk.row + 2 + blokk.lines
        if row != self.next_row - _AIR:
            raise ValueError("only the last block can have more lines")
        layout.text(self.sheet, row, _LABEL, label, styles.HJELP)
        self.next_row = row + 1 + _AIR
        return blokk[blokk.more()]
