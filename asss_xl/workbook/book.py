"""The recorder: sheets that are written once, each cell with both its formula and its value."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from asss_xl.functions.catalogue import Function
from asss_xl.functions.excel.certain import Leaf
from asss_xl.functions.excel.formula import Formula
from asss_xl.functions.values import MISSING_TEXT, ExcelError, Value
from asss_xl.workbook import styles
from asss_xl.workbook.cells import Argument, Call, Cell, Range, rectangle
from asss_xl.workbook.charts import Chart
from asss_xl.workbook.styles import Style
from asss_xl.workbook.what_if import AV, PAA, Editable, Input, Yellow, brukt, bryter_paa

FORMS = ("native", "named")
#: How the properties begin that say what a workbook of this product was made from.
STAMP = "asss_"
#: What each named scenario has in the yellow cells, by place.
Scenarioer = Mapping[str, Mapping[str, float]]
#: Of a number, as XlsxWriter writes it; a whole one below the other has no more.
_DIGITS, _WHOLE = 16, 1e15
_UNKNOWN, _NUMBER, _ZERO = Leaf(), Leaf(number=True, divisor=True), Leaf(number=True)
#: Of what a reader fills in, which the rules for the cell do not hold back when it is pasted.
_PASTED = Leaf(faulty=True)


@dataclass
class PrintSetup:
    """How a sheet prints on A4: as wide as the page.

    ``parts`` are the rows (from 0) where something starts that should stand together; a page takes
    as many parts as it has room for. Without parts and with ``one_page`` the whole sheet goes on
    one page; otherwise a long table runs on, with ``repeat_rows`` on top of every page. ``rows``:
    only so many are printed; ``on_demand``: none, until somebody lets the print area be ignored.
    """

    landscape: bool = True
    last_column: int = 10
    repeat_rows: tuple[int, int] | None = None
    one_page: bool = True
    parts: tuple[int, ...] = ()
    rows: int | None = None
    on_demand: bool = False


class XlTable(NamedTuple):
    """A table as programs know it: one header row with its filter, and rows without gaps."""

    name: str
    header: int
    last: int
    last_column: int


@dataclass(eq=False)
class Sheet:
    """One sheet being written. Rows and columns count from 0."""

    name: str
    book: Book = field(repr=False)
    tab_color: str = styles.BLAA
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict, repr=False)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    #: The size of the largest letters of each row.
    largest: dict[int, float] = field(default_factory=dict, repr=False)
    charts: list[Chart] = field(default_factory=list)
    tables: list[XlTable] = field(default_factory=list)
    traffic_lights: list[Range] = field(default_factory=list)
    #: Places that are coloured by how near they are to 1, and the last place.
    heat: list[tuple[Range, float]] = field(default_factory=list)
    #: Indexes that are coloured by how far they are from 100, and how far the strongest colour is.
    around: list[tuple[Range, float]] = field(default_factory=list)
    #: Rows that look empty, yellow cells too, where their first cell has nothing to say.
    blank: list[Range] = field(default_factory=list)
    #: Figures with as many decimals as a cell says.
    decimals: list[tuple[Range, Cell]] = field(default_factory=list)
    #: Rows that are marked where a column begins with a sign.
    marked: list[tuple[Range, int, str]] = field(default_factory=list)
    freeze: tuple[int, int] = (0, 0)
    printing: PrintSetup = field(default_factory=PrintSetup)
    named_calls: set[tuple[int, int]] = field(default_factory=set)
    last_row: int = 0
    #: Steps that a reader does not need: last in the book, grey, not printed.
    calculation: bool = False
    #: Cells that are marked while another is not empty.
    bands: list[tuple[Cell, Cell]] = field(default_factory=list)
    #: Where the figures are from, in parts: said on the second row when the book is finished.
    source: tuple[Argument, ...] = ()
    #: The columns of the first row that lead on; none: where there is room after the title.
    ways: tuple[int, ...] = ()
    #: Texts that run over several columns: row, first and last column.
    merged: list[tuple[int, int, int]] = field(default_factory=list)

    def put(
        self, row: int, column: int, value: Value, style: Style = styles.TEKST, *, link: str | None = None
    ) -> Cell:
        """A constant: a heading, a text, a figure of the report.

        A figure has the digits that the file has room for, so that what is calculated from it here
        is what another program calculates from the file.
        """
        leaf = _UNKNOWN
        if type(value) is float:
            value = value if abs(value) < _WHOLE and value.is_integer() else float(f"{value:.{_DIGITS}g}")
            leaf = _NUMBER if value else _ZERO
        elif value == "":
            value = None  # an empty text stops the text to its left, an empty cell does not
        cell = Cell(self.name, row, column, value, style, link=link, leaf=leaf)
        return self._keep(cell)

    def calc(
        self,
        row: int,
        column: int,
        function: Function | Formula | Call,
        *arguments: Argument,
        style: Style = styles.TEKST,
        missing: str | ExcelError | None = MISSING_TEXT,
    ) -> Cell:
        """A formula. ``missing`` is shown instead of an error, ``GAP`` in a chart; None lets it through."""
        call = function if isinstance(function, Call) else Call(function, arguments)
        value, leaf = call.answer(self.book.form, missing)
        return self._keep(Cell(self.name, row, column, value, style, call, missing, leaf=leaf))

    def named_call(
        self, row: int, column: int, function: Function | Formula, *arguments: Argument, style: Style
    ) -> Cell:
        """A call by its ``=ASSS_...()`` name in either form; errors show as they are."""
        self.named_calls.add((row, column))
        call = Call(function, arguments)
        cell = Cell(self.name, row, column, call.answer("named")[0], style, call=call)
        return self._keep(cell)

    def input(
        self,
        base: tuple[int, int],
        what_if: tuple[int, int],
        used: tuple[int, int],
        value: Value | Call,
        *,
        label: str,
        style: Style,
        limits: tuple[float | None, float | None] = (None, None),
        used_style: Style | None = None,
        aar: Cell | None = None,
        base_on: Sheet | None = None,
        used_on: Sheet | None = None,
        ellers: Callable[[Cell], Cell] | None = None,
    ) -> Input:
        """A what-if row. A missing figure shows «Ikke data»; its yellow cell can be filled in.

        ``base_on`` and ``used_on`` are the sheets of the figure and of the one that counts, when
        they are other ones; ``ellers`` makes what counts where nothing is filled in of the figure.
        """
        first = base_on or self
        if isinstance(value, Call):
            base_cell = first.calc(*base, value, style=style)
        else:
            figure = MISSING_TEXT if value is None else value
            base_cell = first.put(*base, figure, style)
        yellow = self.yellow(*what_if, style, label)
        used_cell = (used_on or self).calc(
            *used,
            brukt,
            base_cell if ellers is None else ellers(base_cell),
            yellow[1],
            self.book.hva_hvis,
            style=used_style or styles.hjelp(style),
        )
        used_cell.unmoved = base_cell
        return self.filled_in(yellow, base_cell, used_cell, label, limits, aar)

    def yellow(self, row: int, column: int, style: Style, label: str) -> Yellow:
        """An empty yellow cell for a figure; the book's what-if can fill it in."""
        cell = self.put(row, column, None, styles.gul(style))
        cell.value, cell.leaf = self.book.what_if.get(cell.place), _PASTED
        return cell, self.book.in_force(cell, label) if self.book.in_force is not None else cell

    def filled_in(
        self,
        yellow: Yellow,
        base: Cell,
        used: Cell,
        label: str,
        limits: tuple[float | None, float | None] = (None, None),
        aar: Cell | None = None,
    ) -> Input:
        """What a yellow cell is about: the figure that it changes, and the one that then counts."""
        made = Input(base, *yellow, used, label, *limits, aar)
        self.book.inputs.append(made)
        return made

    def editable(
        self,
        row: int,
        column: int,
        value: Value,
        style: Style,
        label: str,
        *,
        choices: Range | tuple[str, ...] = (),
        limits: tuple[float | None, float | None] = (None, None),
        paint: Callable[[Style], Style] = styles.gul,
        title: str = "Hva hvis",
        whole: bool = False,
    ) -> Cell:
        """A yellow cell with a value of its own; the book's what-if can replace it."""
        cell = self.put(row, column, value, paint(style))
        cell.value, cell.leaf = self.book.what_if.get(cell.place, value), _PASTED
        self.book.editables.append(Editable(cell, label, choices, *limits, title, whole))
        return cell

    def merge(self, row: int, first: int, last: int) -> None:
        """Let a wrapped text in one cell have the width of several."""
        if last > first:
            self.merged.append((row, first, last))

    def range(self, first: tuple[int, int], last: tuple[int, int]) -> Range:
        """A rectangle; places without a cell are empty."""
        found, columns = self.cells.get, range(first[1], last[1] + 1)
        rows = [
            [found((row, column)) or self.at(row, column) for column in columns]
            for row in range(first[0], last[0] + 1)
        ]
        return rectangle(self.name, rows)

    def column_range(self, first: Cell, last: Cell) -> Range:
        """The cells from one to another."""
        return self.range((first.row, first.column), (last.row, last.column))

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; a place without a cell is empty."""
        found = self.cells.get((row, column))
        return found or Cell(self.name, row, column, None, styles.TEKST)

    def _keep(self, cell: Cell) -> Cell:
        row, size = cell.row, cell.style.size
        if (row, cell.column) in self.cells:
            raise ValueError(f"{cell.place} is written twice")
        self.cells[row, cell.column] = cell
        if row > self.last_row:
            self.last_row = row
        if size > self.largest.get(row, 0):
            self.largest[row] = size
        return cell


@dataclass(eq=False)
class Book:
    """A workbook being written, in one of the two forms, with some what-if cells filled in.

    ``what_if`` maps places such as ``Grunnskole!D8`` to the figure in that yellow cell.
    """

    title: str = ""
    source: str = ""
    form: str = "native"
    what_if: Mapping[str, Value] = field(default_factory=dict)
    switch_value: str = PAA
    scenarioer: Scenarioer = field(default_factory=dict)
    #: Which cell counts instead of a yellow one, in a book with scenarios.
    in_force: Callable[[Cell, str], Cell] | None = field(default=None, repr=False)
    sheets: dict[str, Sheet] = field(default_factory=dict, repr=False)
    inputs: list[Input] = field(default_factory=list, repr=False)
    editables: list[Editable] = field(default_factory=list, repr=False)
    #: Cells and ranges that formulas call by name.
    names: dict[str, Cell | Range] = field(default_factory=dict, repr=False)
    #: What the file is about, told to programs; and when its figures were last updated.
    subject: str = ""
    updated: datetime.date | None = None
    #: Told to programs that read the file, not to its reader.
    properties: dict[str, str] = field(default_factory=dict)
    _switch: Cell | None = None

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise ValueError(f"form must be one of {FORMS}, not {self.form!r}")

    def sheet(self, name: str, tab_color: str = styles.BLAA) -> Sheet:
        """A new sheet; sheets stand in the order in which they are asked for."""
        if name in self.sheets:
            raise ValueError(f"two sheets are named {name}")
        self.sheets[name] = Sheet(name, self, tab_color)
        return self.sheets[name]

    def calculation_sheet(self, name: str) -> Sheet:
        """The sheet for a chapter's steps, which stands after those that are read."""
        if name not in self.sheets:
            made = self.sheet(name, styles.GRAA)
            made.calculation = True
        return self.sheets[name]

    def ordered(self) -> list[Sheet]:
        """The sheets as they stand in the file."""
        return sorted(self.sheets.values(), key=lambda sheet: sheet.calculation)

    def name(self, name: str, place: Cell | Range) -> None:
        """Let formulas call a cell or a range by a name."""
        if name in self.names:
            raise ValueError(f"two places are named {name}")
        self.names[name] = place
        place.name = name

    def place_switch(self, sheet: Sheet, row: int, column: int, style: Style) -> Cell:
        """Put the switch on a sheet."""
        label = "Hva hvis av eller på for hele arbeidsboken"
        self._switch = sheet.editable(row, column, self.switch_value, style, label, choices=(PAA, AV))
        return self._switch

    @property
    def hva_hvis(self) -> Cell | Call:
        """1 where the switch is on, else 0: by name, or read off the switch where nothing reads it first."""
        if self._switch is None:
            raise ValueError("place the switch first: what-if cells follow it")
        found = self.names.get("HvaHvis")
        return found if isinstance(found, Cell) else Call(bryter_paa, (self._switch,))

    def drop(self, sheet: Sheet) -> None:
        """Take a sheet out again that turns out to have nothing on it."""
        del self.sheets[sheet.name]

    def print_only(self, *names: str) -> None:
        """Who prints the whole book gets these sheets; the others print on demand."""
        for sheet in self.sheets.values():
            sheet.printing.on_demand = sheet.name not in names

    def cells(self) -> Iterator[Cell]:
        """All cells, sheet by sheet."""
        for sheet in self.sheets.values():
            yield from sheet.cells.values()

    def fields(self) -> Iterator[tuple[Cell, Input | Editable]]:
        """The cells that a reader may fill in, and what each is about."""
        yield from ((given.what_if, given) for given in self.inputs)
        yield from ((own.cell, own) for own in self.editables)

    def refuse_unknown_places(self) -> None:
        """Raises :class:`ValueError` when ``what_if`` has a place that is no field of the finished book."""
        if unknown := self.what_if.keys() - {cell.place for cell, _ in self.fields()}:
            raise ValueError(f"what_if: her er det ikke noe felt å fylle ut: {', '.join(sorted(unknown))}")
