"""From a grid to its figures, each with everything that the file says of it, and where.

A sheet is read in blocks: titles, rows of headings, rows of figures. A figure's own row and column
come first, then a heading over its rows, then what stands for the whole block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .grid import Area, Cell, Grid
from .saying import (
    ACCOUNT,
    AGES,
    FIGURES,
    FUNCTION,
    HEEDED,
    IGNORED,
    KIND,
    LINE,
    PART,
    PLACE,
    PRELIMINARY,
    UNIT,
    YEAR,
    Reader,
    Said,
    role_of,
    year_of,
)
from .units_said import AMOUNT, Unit
from .values import MISSING

_NUMBER = re.compile(r"\(?[+\-\u2212]?\s*\d[\d\s.,'\u00a0\u2009\u202f]*\)?\s*%?")
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d.*|(?!\d{1,3}(?:\.\d{3})+(?:,\d+)?$)\d+[./]\d+[./].*"
)
_TABLE = re.compile(r"\d{5}: ")
_STATBANK = re.compile(r"\d{5}:|siste oppdatering|.*statistisk sentralbyrå", re.I)
_HEADING_YEARS = range(1990, 2061)
_READ_AS = (PLACE, YEAR, LINE, FUNCTION, ACCOUNT, UNIT, KIND, PART, AGES)

#: A word for the one who asks about plain blanks below a name.
AS_ABOVE = "som over"


@dataclass(frozen=True)
class Fact:
    """Something said of a figure, and where; `own` when its own row or column says it."""

    value: Any
    where: str
    own: bool = False
    text: str = ""


@dataclass
class Figure:
    """A cell with a figure, what is said of it, and what of that is not understood."""

    cell: Cell
    facts: dict[str, Fact] = field(default_factory=dict)
    #: Texts that place it and are not understood, with their cells; two that disagree.
    unknown: list[tuple[str, str]] = field(default_factory=list)
    disagree: list[str] = field(default_factory=list)
    #: The text in a mapping, or a column, that says that it is not to be used.
    unused: str = ""
    #: Cells that are blank below a name.
    blank: list[str] = field(default_factory=list)
    heading: str = ""
    #: Whether the cell is no part of any table.
    outside: bool = False

    def of(self, what: str) -> Any:
        return self.facts[what].value if what in self.facts else None


@dataclass
class Block:
    """Rows that belong together: titles, headings, figures."""

    titles: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)


@dataclass
class Read:
    """What a sheet says: its figures, and the numbers that say what the figures are."""

    figures: list[Figure] = field(default_factory=list)
    keys: int = 0
    #: Texts that are not understood, in the order in which they stand.
    unknown: list[str] = field(default_factory=list)
    #: What each understood heading, line and place was taken for.
    understood: dict[str, dict[str, Any]] = field(default_factory=dict)


def looks_like_figure(cell: Cell) -> bool:
    """A number, a text written as one, a sign for a missing one, or a formula without its answer."""
    if cell.fault:
        return True
    if isinstance(cell.value, (int, float)):
        return not isinstance(cell.value, bool)
    if not isinstance(cell.value, str):
        return False
    text = cell.value.strip()
    return text.casefold() in MISSING or bool(_NUMBER.fullmatch(text) and not _DATE.fullmatch(text))


def is_number(cell: Cell) -> bool:
    """Whether the cell has a digit in it that someone may take for a figure."""
    return looks_like_figure(cell) and str(cell.value).strip().casefold() not in MISSING


def _year_like(cell: Cell) -> bool:
    found = year_of(cell.text)
    return bool(found and found[0] in _HEADING_YEARS)


class Axes:
    """Reads one grid."""

    def __init__(
        self, grid: Grid, reader: Reader, blanks: str = "", given: Mapping[str, Fact] | None = None
    ) -> None:
        self.grid, self.reader, self.blanks = grid, reader, blanks
        self.given = dict(given or {})
        self.out = Read()
        self._done: set[tuple[int, int]] = set()
        texts = [c.text for row in grid.rows.values() for c in row.values() if isinstance(c.value, str)]
        self.statbank = any(_STATBANK.match(text) for text in texts)

    def read(self) -> Read:
        for block in self._blocks():
            self._block(block)
        self._outside()
        return self.out

    def _outside(self) -> None:
        """Numbers that no table has taken: years over the columns are keys, the others are told."""
        for row in self.grid.rows.values():
            for cell in row.values():
                if is_number(cell) and (cell.row, cell.column) not in self._done:
                    if _year_like(cell):
                        self.out.keys += 1
                    else:
                        self.out.figures.append(Figure(cell, outside=True))

    # -- blocks -----------------------------------------------------------------------------------

    def _blocks(self) -> Iterator[Block]:
        block = Block()
        above: list[int] = []
        for number, row in self.grid.rows.items():
            cells = list(row.values())
            if self._is_data(cells, headed=any(self._has_role(n) for n in above) or bool(block.rows)):
                if above and (not block.rows or any(self._is_heading(n) for n in above)):
                    if block.rows:
                        yield block
                    block = Block()
                    block.titles, block.headings = self._above(above)
                else:
                    # A text alone among the figures is a heading over the rows below it.
                    block.rows += above
                above = []
                block.rows.append(number)
                block.data.append(number)
            else:
                above.append(number)
        block.rows += [] if not block.rows else above
        yield block

    def _is_data(self, cells: Sequence[Cell], headed: bool) -> bool:
        figures = [cell for cell in cells if looks_like_figure(cell)]
        if not figures or any(role_of(cell.text) in _READ_AS for cell in cells):
            return False
        if not all(map(_year_like, figures)):
            return any(is_number(c) for c in figures) or len(figures) < len(cells)
        labelled = any(isinstance(c.value, str) and not looks_like_figure(c) for c in cells)
        return headed and labelled

    def _has_role(self, number: int) -> bool:
        return any(role_of(cell.text) in _READ_AS for cell in self.grid.rows[number].values())

    def _is_heading(self, number: int) -> bool:
        row = self.grid.rows[number]
        return self._has_role(number) or len(row) > 1 or min(row) > self._first_column

    @property
    def _first_column(self) -> int:
        return min(min(row) for row in self.grid.rows.values())

    def _above(self, rows: Sequence[int]) -> tuple[list[int], list[int]]:
        """Titles and headings: a title stands alone in the first column."""
        titles = [n for n in rows if not self._is_heading(n)]
        return titles, [n for n in rows if n not in titles]

    # -- columns ----------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        columns = sorted({c for n in [*block.headings, *block.rows] for c in self.grid.rows[n]})
        labelled = {c: self._labelled(block, c) for c in columns}
        numeric = [c for c in columns if not labelled[c] and self._is_numeric(block, c)]
        first = min(numeric, default=len(labelled) and max(columns) + 1)
        stubs = [c for c in columns if labelled[c] or (c not in numeric and c < first)]
        figures = [c for c in numeric if c not in stubs]
        over = self._titles(block, [c for c in columns if c not in figures], labelled)
        tops = {c: self._top(block, c, figures) for c in figures}
        section = _Section()
        for number in block.rows:
            row = self.grid.rows[number]
            if number not in block.data or not any(c in row for c in figures):
                section.heading(self._section(number))
                continue
            self._row(block, number, stubs, figures, labelled, tops, section, over)
            section.used = True

    def _is_numeric(self, block: Block, column: int) -> bool:
        """Whether a column has figures: texts to the left of all figures may have a stray one."""
        cells = [cell for n in block.data if (cell := self.grid.at(n, column))]
        figures = sum(map(looks_like_figure, cells))
        return figures > 0 and (
            figures * 2 > len(cells)
            or any(map(is_number, cells))
            and column
            > min(
                (c for n in block.data for c, cell in self.grid.rows[n].items() if is_number(cell)), default=0
            )
        )

    def _labelled(self, block: Block, column: int) -> str:
        """What the column's heading says that it is for."""
        for number in reversed(block.headings):
            cell = self._covering(number, column)
            if cell and (role := role_of(self.reader.mapping.get(cell.text, cell.text))):
                return "" if role == FIGURES else role
        return ""

    def _covering(self, row: int, column: int) -> Cell | None:
        """The cell that stands here, or is merged over this place."""
        if cell := self.grid.at(row, column):
            return cell
        area = self.grid.area(row, column)
        return self.grid.at(area.top, area.left) if area else None

    def _top(self, block: Block, column: int, figures: Sequence[int]) -> list[Cell]:
        """The headings over a column of figures, from the top."""
        found: list[Cell] = []
        for number in block.headings:
            cell = self._covering(number, column) or self._spanning(block, number, column, figures)
            if cell is not None and cell not in found:
                found.append(cell)
        return found

    def _spanning(self, block: Block, number: int, column: int, figures: Sequence[int]) -> Cell | None:
        """The heading to the left, where blanks to its right have headings of their own below."""
        row = self.grid.rows[number]
        below = [n for n in block.headings if n > number]
        merged = any(
            area.top <= number <= area.bottom and area.right > area.left for area in self.grid.merged
        )
        if merged or not any(self._covering(n, column) for n in below):
            return None
        left = [c for c in row if c < column and c in figures]
        return row[max(left)] if left else None

    # -- what stands for more than a row ------------------------------------------------------------

    def _titles(
        self, block: Block, others: Sequence[int], labelled: dict[int, str]
    ) -> list[tuple[Said, str]]:
        """Texts over the table, under it, and in its corner."""
        cells = [cell for n in block.titles for cell in self.grid.rows[n].values()]
        corner = [
            cell
            for number in block.headings
            for c in others
            if (cell := self.grid.at(number, c)) and not role_of(cell.text) and isinstance(cell.value, str)
        ]
        cells += [cell for cell in corner if not labelled[cell.column]]
        last = max((n for n in block.rows if any(map(is_number, self.grid.rows[n].values()))), default=0)
        notes = [cell for n in block.rows if n > last for cell in self.grid.rows[n].values()]
        notes += [cell for cell in corner if labelled[cell.column]]
        made = [(self.reader.said(cell.text, filler=True), cell.address) for cell in cells]
        return made + [self._noted(cell) for cell in notes]

    def _noted(self, cell: Cell) -> tuple[Said, str]:
        """A text that says neither whose nor when: only the unit, and whether it is the accounts."""
        told = self.reader.said(cell.text, filler=True)
        only = {what: told.facts[what] for what in HEEDED if what in told.facts}
        return Said(told.text, only, told.rest), cell.address

    def _beside(self, tops: Sequence[Cell]) -> list[tuple[Said, str]]:
        """What headings that are no line say: StatBank's title over its figures, «kr» over amounts."""
        return [
            self._noted(cell)
            for cell in tops
            if _TABLE.match(cell.text)
            or (role_of(cell.text) == FIGURES and (unit := self._unit(cell)) and unit.slag == AMOUNT)
        ]

    def _unit(self, cell: Cell) -> Unit | None:
        return self.reader.said(cell.text).facts.get(UNIT)

    def _section(self, number: int) -> list[tuple[Said, str]]:
        """A text alone over the rows below it."""
        cells = [c for c in self.grid.rows[number].values() if isinstance(c.value, str)]
        return [(self.reader.said(cell.text, filler=True), cell.address) for cell in cells]

    # -- rows -------------------------------------------------------------------------------------

    def _row(
        self,
        block: Block,
        number: int,
        stubs: Sequence[int],
        figures: Sequence[int],
        labelled: dict[int, str],
        tops: dict[int, list[Cell]],
        section: _Section,
        over: Sequence[tuple[Said, str]],
    ) -> None:
        row = self.grid.rows[number]
        own = Figure(Cell(number, 0, None))
        for column in stubs:
            self._stub(own, block, number, column, labelled[column])
        for column in figures:
            cell = row.get(column)
            if cell is None:
                continue
            made = Figure(
                cell, dict(own.facts), list(own.unknown), list(own.disagree), own.unused, list(own.blank)
            )
            self._done.add((number, column))
            self._column(made, tops[column])
            self._under(made, section)
            self._over(made, [*over, *self._beside(tops[column])])
            self.out.figures.append(made)

    def _under(self, made: Figure, section: _Section) -> None:
        """The headings over the rows; one that is not understood may say whose or when."""
        for what, fact in section.facts.items():
            made.facts.setdefault(what, fact)
        if section.unknown and not {PLACE, YEAR} <= made.facts.keys():
            for told, where in section.unknown:
                self._take(made, told, where)

    def _stub(self, own: Figure, block: Block, number: int, column: int, role: str) -> None:
        cell = self.grid.at(number, column)
        if cell is not None and is_number(cell):
            self.out.keys += 1
            self._done.add((number, column))
        if role == IGNORED:
            return
        if not role and any(self.reader.mapping.get(h.text) == "" for h in self._top(block, column, ())):
            return
        cell = cell or self._carried(own, block, number, column)
        if cell is None:
            return
        if role == YEAR and (found := year_of(cell.text)):
            self._fact(own, YEAR, found[0], cell.address)
            if found[1]:
                self._fact(own, PRELIMINARY, True, cell.address)
            return
        told, where = self.reader.said(cell.text, role=role), cell.address
        headings = self._top(block, column, ())
        if headings and role == PART and told.facts:
            told, where = Said(headings[-1].text, told.facts), headings[-1].address
        elif headings and not role and not told.understood:
            # A column that is not known is asked about by its heading.
            told, where = Said(headings[-1].text, {}, headings[-1].text), headings[-1].address
        self._take(own, told, where)

    def _carried(self, own: Figure, block: Block, number: int, column: int) -> Cell | None:
        """The name that a blank cell below it belongs to: merged, or as StatBank writes tables."""
        area: Area | None = self.grid.area(number, column)
        if area is not None:
            return self.grid.at(area.top, area.left)
        for before in reversed([n for n in block.rows if n < number]):
            cell = self.grid.at(before, column)
            if cell is None:
                continue
            if self.statbank or self.blanks == AS_ABOVE:
                return cell
            own.blank.append(cell.address)
            return None
        return None

    def _column(self, made: Figure, tops: Sequence[Cell]) -> None:
        made.heading = " / ".join(cell.text for cell in tops)
        for told, where in self._said_of(tops):
            self._take(made, told, where)

    def _said_of(self, tops: Sequence[Cell]) -> list[tuple[Said, str]]:
        """Each heading by itself; all of them as one text where that is what is understood."""
        own = [cell for cell in tops if not role_of(cell.text) and not _TABLE.match(cell.text)]
        each = [(self.reader.said(cell.text), cell.address) for cell in own]
        if len(each) > 1 and not all(told.understood for told, _ in each):
            joined = self.reader.said(" ".join(cell.text for cell in own))
            if joined.understood:
                return [(joined, own[-1].address)]
        return each

    def _take(self, made: Figure, told: Said, where: str) -> None:
        if told.unused:
            made.unused = made.unused or told.text
        if not told.understood:
            made.unknown.append((told.text, where))
            if told.text not in self.out.unknown:
                self.out.unknown.append(told.text)
        elif told.facts:
            self.out.understood.setdefault(told.text, told.facts)
        for what, value in told.facts.items():
            self._fact(made, what, value, where, told.text)

    def _fact(self, made: Figure, what: str, value: Any, where: str, text: str = "") -> None:
        before = made.facts.get(what)
        if before is None or (what == PLACE and value.slag == "sum"):
            made.facts[what] = Fact(value, where, True, text)
        elif before.value != value and not _same(what, before.value, value):
            made.disagree.append(f"{what} er sagt to ganger, i {before.where} og {where}")

    def _over(self, made: Figure, level: Sequence[tuple[Said, str]]) -> None:
        """What stands for the whole, where the row and the column say nothing themselves."""
        found: dict[str, list[Fact]] = {}
        for told, where in level:
            if told.unused:
                continue
            for what, value in told.facts.items():
                # Whose and when is only taken from a text that is understood whole.
                if told.understood or what in HEEDED:
                    found.setdefault(what, []).append(Fact(value, where, False, told.text))
        for what, fact in self.given.items():
            found.setdefault(what, []).append(fact)
        for what, facts in found.items():
            if what in made.facts:
                continue
            if any(f.value != facts[0].value and not _same(what, f.value, facts[0].value) for f in facts):
                made.disagree.append(f"{what} er sagt to ganger, i {facts[0].where} og {facts[-1].where}")
            else:
                made.facts[what] = facts[-1]


@dataclass
class _Section:
    """The headings over the rows that follow, as far as they have been read."""

    facts: dict[str, Fact] = field(default_factory=dict)
    unknown: list[tuple[Said, str]] = field(default_factory=list)
    used: bool = False

    def heading(self, texts: Sequence[tuple[Said, str]]) -> None:
        """A new one ends the former's unknown texts, and what it says itself."""
        if self.used:
            self.unknown, self.used = [], False
        for told, where in texts:
            if told.unused:
                continue
            if not told.understood:
                self.unknown.append((told, where))
            for what, value in told.facts.items():
                if told.understood or what in HEEDED:
                    self.facts[what] = Fact(value, where, False, told.text)


def _same(what: str, one: Any, other: Any) -> bool:
    """A number and a name of the same municipality are no contradiction; nor two ways to write a unit."""
    if what == PLACE:
        return bool((one.slag, one.kommune) == (other.slag, other.kommune))
    if what == UNIT:
        return bool((one.slag, one.factor) == (other.slag, other.factor))
    return False
