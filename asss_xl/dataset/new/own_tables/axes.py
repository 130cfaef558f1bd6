"""From a grid to its figures, each with everything that the file says of it, and where.

A sheet is read in blocks: titles, rows of headings, rows of figures. A figure's own row and column
come first, then a heading over its rows, then what stands for the whole block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from ...cells.grid import Grid, GridCell, letter
from ...cells.values import STATUS_OF_MARK
from ...kommunenavn import as_name
from ...messages import shown
from . import saying as s
from .facts import Fact, Section, TableFigure
from .saying import Reader, Said
from .units import AMOUNT, PERCENT, figure_of

_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d.*|(?!\d{1,3}(?:\.\d{3})+(?:,\d+)?$)\d+[./]\d+[./].*"
)
_TABLE = re.compile(r"\d{5}: ")
_STATBANK = re.compile(r"\d{5}:|siste oppdatering|.*statistisk sentralbyrå", re.I)
_HEADING_YEARS = range(1990, 2061)
_READ_AS = (s.PLACE, s.YEAR, s.LINE, s.FUNCTION, s.ACCOUNT, s.UNIT, s.KIND, s.PART, s.AGES, s.CRITERIA)

#: A word for the one who asks about plain blanks below a name.
AS_ABOVE = "som over"


@dataclass
class Block:
    """Rows that belong together: titles, headings, figures."""

    titles: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)


@dataclass
class Understood:
    """What a sheet says: its figures, and the numbers that say what the figures are."""

    figures: list[TableFigure] = field(default_factory=list)
    keys: int = 0
    #: Texts that are not understood, in the order in which they stand.
    unknown: list[str] = field(default_factory=list)
    #: What each understood heading, line and place was taken for.
    understood: dict[str, dict[str, Any]] = field(default_factory=dict)


def looks_like_figure(cell: GridCell) -> bool:
    """A number, a text written as one, a sign for a missing one, or a formula without its answer."""
    if cell.fault:
        return True
    if isinstance(cell.value, (int, float)):
        return not isinstance(cell.value, bool)
    if not isinstance(cell.value, str):
        return False
    text = cell.value.strip()
    return text.casefold() in STATUS_OF_MARK or bool(figure_of(text)[0] and not _DATE.fullmatch(text))


def _is_figure(cell: GridCell) -> bool:
    """Whether the cell has a digit in it that someone may take for a figure."""
    return looks_like_figure(cell) and str(cell.value).strip().casefold() not in STATUS_OF_MARK


def _year_like(cell: GridCell) -> bool:
    found = s.year_of(cell.text)
    return bool(found and found[0] in _HEADING_YEARS)


def parted(grid: Grid) -> list[Grid]:
    """Tables side by side, each with a heading of its own and an empty column before the next.

    What is merged over several of them stands over each; other titles are of the table below them.
    """
    headed: set[int] = set()
    numbered: set[int] = set()
    for column, cell in ((at, cell) for row in grid.rows.values() for at, cell in row.items()):
        if isinstance(cell.value, str) and s.role_of(cell.text) in _READ_AS:
            headed.add(column)
        elif _is_figure(cell):
            numbered.add(column)
    used = enumerate(sorted({column for row in grid.rows.values() for column in row}))
    parts: list[list[int]] = []
    for _, together in groupby(used, lambda each: each[1] - each[0]):
        run = [column for _, column in together]
        # An empty column in the middle of one table parts keys from figures: each has figures of its own.
        if parts and all(headed & set(part) and (numbered - headed) & set(part) for part in (parts[-1], run)):
            parts.append(run)
        else:
            parts[-1:] = [[*(parts[-1] if parts else ()), *run]]
    return [grid.only(part[0], part[-1]) for part in parts] if len(parts) > 1 else [grid]


class Axes:
    """Reads one grid."""

    def __init__(
        self, grid: Grid, reader: Reader, blanks: str, given: Mapping[str, Fact], out: Understood
    ) -> None:
        self.grid, self.reader, self.given, self.out = grid, reader, given, out
        self.done: set[tuple[int, int]] = set()
        texts = [c.text for row in grid.rows.values() for c in row.values() if isinstance(c.value, str)]
        #: Whether a blank below a name is the name, as StatBank writes tables.
        self.as_above = blanks == AS_ABOVE or any(map(_STATBANK.match, texts))

    def read(self) -> None:
        for block in self._blocks():
            _Table(self, block).read()
        # Numbers that no table has taken: years over the columns are keys, the others are told.
        for cell in (cell for row in self.grid.rows.values() for cell in row.values()):
            if _is_figure(cell) and (cell.row, cell.column) not in self.done:
                if _year_like(cell):
                    self.out.keys += 1
                else:
                    self.out.figures.append(TableFigure(cell, outside=True))

    def said(self, cells: Iterable[GridCell]) -> list[tuple[Said, str]]:
        """What titles say, among words that say nothing, and where."""
        return [(self.reader.said(cell.text, filler=True), cell.address) for cell in cells]

    # -- blocks -----------------------------------------------------------------------------------

    def _blocks(self) -> Iterator[Block]:
        block = Block()
        above: list[int] = []
        for number, row in self.grid.rows.items():
            cells = list(row.values())
            if self._is_data(cells, headed=any(self._has_role(n) for n in above) or bool(block.rows)):
                if block.rows and self._repeats(above, block.headings):
                    above = []
                if above and (not block.rows or any(self._is_heading(n) for n in above)):
                    if block.rows:
                        yield block
                    # A title stands alone in the first column.
                    titles = [n for n in above if not self._is_heading(n)]
                    block = Block(titles, [n for n in above if n not in titles])
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

    def _repeats(self, above: Sequence[int], headings: Sequence[int]) -> bool:
        """Whether rows with no title over them are the table's own headings again, as on a new page."""
        again, first = ([self._texts(n) for n in rows] for rows in (above, headings))
        return bool(above) and again == first

    def _texts(self, number: int) -> dict[int, str]:
        return {column: cell.text for column, cell in self.grid.rows[number].items()}

    def _is_data(self, cells: Sequence[GridCell], headed: bool) -> bool:
        figures = [cell for cell in cells if looks_like_figure(cell)]
        if not figures or any(s.role_of(cell.text) in _READ_AS for cell in cells):
            return False
        if not all(map(_year_like, figures)):
            return any(_is_figure(c) for c in figures) or len(figures) < len(cells)
        labels = [c for c in cells if not (looks_like_figure(c) or _year_like(c))]
        # A unit alone before years is the corner of a further heading.
        return headed and any(self.reader.said(c.text).facts.keys() != {s.UNIT} for c in labels)

    def _has_role(self, number: int) -> bool:
        return any(s.role_of(cell.text) in _READ_AS for cell in self.grid.rows[number].values())

    def _is_heading(self, number: int) -> bool:
        row = self.grid.rows[number]
        return self._has_role(number) or len(row) > 1 or min(row) > self.first_column

    @cached_property
    def first_column(self) -> int:
        return min(min(row) for row in self.grid.rows.values())


class _Table:
    """Reads one block: which columns have figures, what each column and each row says."""

    def __init__(self, axes: Axes, block: Block) -> None:
        self.axes, self.block, self.grid, self.reader = axes, block, axes.grid, axes.reader
        rows = self.grid.rows
        columns = sorted({c for n in [*block.headings, *block.rows] for c in rows[n]})
        self.roles = {c: self._role(c) for c in columns}
        headed = min((c for n in block.headings for c in rows[n]), default=0)
        for column in columns:
            if column in columns[:1] or (axes.as_above and column < headed):
                self.roles[column] = self.roles[column] or (s.YEAR if self._is_years(column) else "")
        self.first_number = min(
            (c for n in block.data for c, cell in rows[n].items() if _is_figure(cell)), default=0
        )
        numeric = [c for c in columns if not self.roles[c] and self._is_numeric(c)]
        first = min(numeric, default=max(columns, default=0) + 1)
        self.stubs = [c for c in columns if self.roles[c] or (c not in numeric and c < first)]
        self.figures = [c for c in numeric if c not in self.stubs]
        self.beside = [c for c in columns if c > first and c not in (*self.stubs, *self.figures)]
        titles = [cell for n in block.titles for cell in rows[n].values() if isinstance(cell.value, str)]
        #: In a table that is the population a text may be an age.
        self.role = s.AGES if any(self.reader.is_of_people(cell.text) for cell in titles) else ""
        self.tops = {c: self._top(c) for c in self.figures}
        #: Titles that are not understood.
        self.passed: list[str] = []
        stubs = [(c, cell) for c in self.stubs for n in block.data if (cell := self.grid.at(n, c))]
        #: Columns of which some text is known.
        self.known = {c for c, cell in stubs if self.reader.said(cell.text, role=self.role).facts}
        self.over = self._over([c for c in columns if c not in self.figures])
        self.overs = {c: self._with_heading(self.tops[c]) for c in self.figures}

    def read(self) -> None:
        section = Section()
        # A municipality's number over a column is a key as a year is.
        for top in {(cell.row, cell.column): cell for tops in self.tops.values() for cell in tops}.values():
            if _is_figure(top) and not _year_like(top) and self.reader.said(top.text).facts:
                self.axes.out.keys += 1
                self.axes.done.add((top.row, top.column))
        for number in self.block.rows:
            row = self.grid.rows[number]
            if number in self.block.data and any(c in row for c in self.figures):
                self._row(number, section)
                section.used = True
            else:
                section.heading(self.axes.said(cell for cell in row.values() if self._heads(cell)))
                section.unknown = [each for each in section.unknown if not self.reader.is_group(each[0].text)]

    def _heads(self, cell: GridCell) -> bool:
        """A text over the rows, or a year alone before them."""
        alone = cell.column == self.axes.first_column and len(self.grid.rows[cell.row]) == 1
        return isinstance(cell.value, str) or (alone and _year_like(cell))

    # -- columns ----------------------------------------------------------------------------------

    def _is_numeric(self, column: int) -> bool:
        """Whether a column has figures: texts to the left of all figures may have a stray one."""
        cells = [cell for n in self.block.data if (cell := self.grid.at(n, column))]
        figures = sum(map(looks_like_figure, cells))
        beside = any(map(_is_figure, cells)) and column > self.first_number
        return figures > 0 and (figures * 2 > len(cells) or beside)

    def _is_years(self, column: int) -> bool:
        """Whether a column without a heading has one year after the other, as the first of a table may.

        As StatBank writes tables, it has them over again for each name before them.
        """
        cells = [cell for n in self.block.data if (cell := self.grid.at(n, column))]
        years = [int(cell.text) for cell in cells if _year_like(cell) and cell.text.isdigit()]
        steps = {
            later - first for first, later in pairwise(sorted({*years}) if self.axes.as_above else years)
        }
        headed = any(self.grid.covering(n, column) for n in self.block.headings)
        return not headed and len(years) == len(cells) and steps in ({1}, {-1})

    def _role(self, column: int) -> str:
        """What the column's heading says that it is for."""
        for number in reversed(self.block.headings):
            cell = self.grid.covering(number, column)
            if cell and (role := s.role_of(self.reader.mapping.get(cell.text, cell.text))):
                return "" if role == s.NUMBERS else role
        return ""

    def _top(self, column: int) -> list[GridCell]:
        """The headings over a column, from the top."""
        over = self.figures if column in self.figures else []
        found: list[GridCell] = []
        for number in self.block.headings:
            cell = self.grid.covering(number, column)
            for each in [cell] if cell else self._spanning(number, column, over):
                if each not in found:
                    found.append(each)
        return found

    def _spanning(self, number: int, column: int, figures: Sequence[int]) -> list[GridCell]:
        """The heading to the left, where blanks to its right have headings of their own below.

        Where the first column is as blank, a heading stands in the middle of its columns, or at their end:
        then it may as well be the one to the right.
        """
        row = self.grid.rows[number]
        below = [n for n in self.block.headings if n > number]
        merged = any(a.top <= number <= a.bottom and a.right > a.left for a in self.grid.merged)
        if merged or not any(self.grid.covering(n, column) for n in below):
            return []
        over = [c for c in row if c in figures]
        left, right = [c for c in over if c < column], [c for c in over if c > column]
        between = right and over[0] > figures[0]
        return [row[c] for c in (*left[-1:], *(right[:1] if between else ()))] if left else []

    def _over(self, others: Sequence[int]) -> dict[str, list[Fact]]:
        """What is said over the table, under it and in its corner."""
        rows = self.grid.rows
        cells, labels = [cell for n in self.block.titles for cell in rows[n].values()], list[GridCell]()
        for number in self.block.headings:
            corner = [cell for c in others if (cell := self.grid.at(number, c))]
            said = [cell for cell in corner if isinstance(cell.value, str) and not s.role_of(cell.text)]
            cells += [cell for cell in said if not self.roles[cell.column]]
            labels += [cell for cell in said if self.roles[cell.column]]
        last = max((n for n in self.block.rows if any(map(_is_figure, rows[n].values()))), default=0)
        notes = [cell for n in self.block.rows if n > last for cell in rows[n].values()]
        found: dict[str, list[Fact]] = {}
        for (told, where), cell in zip(self.axes.said(cells), cells, strict=True):
            if cell.row in self.block.titles:
                self._pass(told, where)
            for what, value in told.sure.items():
                found.setdefault(what, []).append(Fact(value, where, False, told.text))
        for told, where in self.axes.said(labels):
            self._pass(told, where)
        for what, fact in self._heeded([*notes, *labels]):
            found.setdefault(what, []).append(fact)
        return found

    def _pass(self, told: Said, where: str) -> None:
        if not (told.understood or _TABLE.match(told.text)):
            self.passed.append(f"{shown(told.text)} ({where})")

    def _heeded(self, cells: Iterable[GridCell]) -> Iterator[tuple[str, Fact]]:
        """What texts say that say neither whose nor when: the unit, and whether it is the accounts."""
        for told, where in self.axes.said(cells):
            for what in [what for what in s.HEEDED if what in told.facts]:
                yield what, Fact(told.facts[what], where, False, told.text)

    def _with_heading(self, tops: Sequence[GridCell]) -> dict[str, list[Fact]]:
        """And by a column's headings that are no line (StatBank's title, «kr» over amounts), and options."""
        found = {what: list(facts) for what, facts in self.over.items()}
        beside = [cell for cell in tops if _TABLE.match(cell.text) or self._is_amount(cell)]
        for what, fact in (*self._heeded(beside), *self.axes.given.items()):
            found.setdefault(what, []).append(fact)
        return found

    def _is_amount(self, cell: GridCell) -> bool:
        unit = self.reader.said(cell.text).facts.get(s.UNIT)
        return s.role_of(cell.text) == s.NUMBERS and unit is not None and unit.slag == AMOUNT

    # -- rows -------------------------------------------------------------------------------------

    def _row(self, number: int, section: Section) -> None:
        own = TableFigure(GridCell(number, 0, None))
        for column in (*self.stubs, *self.beside):
            self._stub(own, number, column)
        for column in self.figures:
            cell = self.grid.at(number, column)
            if cell is None:
                continue
            made = own.at(cell)
            self.axes.done.add((number, column))
            made.passed += self.passed
            made.outside = not self.tops[column] and any(self.tops.values())
            made.heading = " / ".join(top.text for top in self.tops[column])
            for told, where in self._said_of(self.tops[column]):
                self._take(made, told, where)
            for what, fact in section.facts.items():
                made.facts.setdefault(what, fact)
            # A heading over the rows that is not understood may say whose or when; else it is told.
            for told, where in section.unknown:
                if {s.PLACE, s.YEAR} <= made.facts.keys():
                    made.passed.append(f"{shown(told.text)} ({where})")
                else:
                    self._take(made, told, where)
            for what, facts in self.overs[column].items():
                made.also(what, facts)
            beside = figure_of(cell.value)[1] if isinstance(cell.value, str) else None
            if beside and beside.slag != PERCENT:
                made.say(s.UNIT, Fact(beside, cell.address, True, cell.text))
            self.axes.out.figures.append(made)

    def _stub(self, own: TableFigure, number: int, column: int) -> None:
        cell, role = self.grid.at(number, column), self.roles[column]
        if cell is not None and _is_figure(cell):
            self.axes.out.keys += 1
            self.axes.done.add((number, column))
        headings = self._top(column)
        left_out = not role and any(self.reader.mapping.get(h.text) == "" for h in headings)
        if left_out:
            return
        if role == s.IGNORED or column in self.beside:
            # A remark counts where the whole of it is something known: «Budsjett».
            told = self.reader.said(cell.text if cell and isinstance(cell.value, str) else "")
            for what in told.sure.keys() & (s.RESERVED if role else told.facts) if told.understood else ():
                own.say(what, Fact(told.facts[what], cell.address if cell else "", True, told.text))
            return
        cell = cell or self._carried(own, number, column)
        if cell is None or self._is_both(cell, (self.grid.at(n, column) for n in self.block.data)):
            return
        if role == s.YEAR and (found := s.year_of(cell.text)):
            own.say(s.YEAR, Fact(found[0], cell.address, True))
            if found[1]:
                own.say(s.PRELIMINARY, Fact(True, cell.address, True))
            return
        told, where = self.reader.said(cell.text, role=role or self.role), cell.address
        if headings and role == s.PART and told.facts:
            told, where = Said(headings[-1].text, told.facts), headings[-1].address
        elif headings and not role and not told.understood and column not in self.known:
            # A column that is not known is asked about by its heading.
            told, where = Said(headings[-1].text, {}, headings[-1].text), headings[-1].address
        if role == s.LINE and not told.understood and self._named_by(number, told, where):
            told = Said(told.text, told.sure)
        self._take(own, told, where)

    def _named_by(self, number: int, told: Said, where: str) -> bool:
        """Whether the text stands beside the account or the function that it is the name of."""
        for column in (c for c in self.stubs if self.roles[c] in (s.ACCOUNT, s.FUNCTION)):
            code = self.grid.at(number, column)
            facts = self.reader.said(code.text, role=self.roles[column]).facts if code else {}
            if s.LINE in facts:  # accounts have names of many kinds
                self._pass(told, where)
                return True
            if facts.get(s.FUNCTION, "") == self.reader.lines.numbers.get(as_name(told.text)):
                return True
        return False

    def _carried(self, own: TableFigure, number: int, column: int) -> GridCell | None:
        """The name that a blank cell below it belongs to: merged, or as StatBank writes tables."""
        if area := self.grid.area(number, column):
            return self.grid.at(area.top, area.left)
        before = [n for n in reversed(self.block.rows) if n < number]
        found = [cell for n in [*before, *self.block.data] if (cell := self.grid.at(n, column))]
        if found and found[0].row < number and self.axes.as_above:
            return found[0]
        for what in self.reader.said(found[0].text, role=self.roles[column]).facts if found else ():
            own.blank[what] = f"{letter(column)}{number}"
        return None

    def _said_of(self, tops: Sequence[GridCell]) -> list[tuple[Said, str]]:
        """Each heading by itself; all of them as one text where that is what is understood."""
        own = [cell for cell in tops if not s.role_of(cell.text) and not _TABLE.match(cell.text)]
        own = [cell for cell in own if not self._is_both(cell, self.grid.rows[cell.row].values())]
        each = [(self.reader.said(cell.text, role=self.role), cell.address) for cell in own]
        if len(each) > 1 and not all(told.understood for told, _ in each):
            joined = self.reader.said(" ".join(cell.text for cell in own))
            if joined.understood:
                return [(joined, own[-1].address)]
        return each

    def _is_both(self, cell: GridCell, beside: Iterable[GridCell | None]) -> bool:
        """Whether a sum is of men and women, who stand beside it: then it says nothing more."""
        place = self.reader.said(cell.text).facts.get(s.PLACE)
        sexes = (each for each in beside if each and s.ONE_SEX in self.reader.said(each.text).facts)
        return place is not None and place.slag == "sum" and any(sexes)

    def _take(self, made: TableFigure, told: Said, where: str) -> None:
        out = self.axes.out
        if told.unused:
            made.unused = made.unused or told.text
        if not told.understood:
            made.unknown.append((told.text, where))
            if told.text not in out.unknown:
                out.unknown.append(told.text)
        elif told.facts:
            out.understood.setdefault(told.text, told.facts)
        for what, value in told.facts.items():
            made.say(what, Fact(value, where, True, told.text))
