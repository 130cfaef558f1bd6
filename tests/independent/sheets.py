"""What stands in a finished workbook, by the headings that a reader sees.

All that is known of the layout is here: titles of sections, headings of columns, labels of rows.
Nothing is known of rows and columns by number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

#: (sheet, address) to value, as an engine gives them.
Values = Mapping[tuple[str, str], object]

KJEDE = ("Ressursbruk", "Vedleggstabell 1", "Anvendelse")
TRINN = ("1 Ukorrigert avvik", "2 Uten avskrivninger", "3 Korrigert for behov",
         "4 Uten sosiale lønnsutg.")  # fmt: skip
KRONER = ("Ressursbruk", "Avvik fra landet i kroner", "Anvendelse")
TABELL_19 = ("Ressursbruk", "Tabell 19.", "Anvendelse")
KONTROLL = ("Kontroll", "Alle kontroller", "Kontroll")


@dataclass
class Page:
    """The cells of one sheet by row and column, both from 1."""

    name: str
    cells: dict[tuple[int, int], object] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        return max(row for row, _ in self.cells)

    def text(self, row: int, column: int = 1) -> str:
        found = self.cells.get((row, column))
        return found.strip() if isinstance(found, str) else ""

    def row_of(self, label: str, after: int = 0) -> int:
        """The first row below ``after`` whose first cell starts with a text."""
        for row in range(after + 1, self.last_row + 1):
            if self.text(row).startswith(label):
                return row
        raise LookupError(f"{self.name}: ingen rad begynner med «{label}»")


@dataclass
class Table:
    """A table: rows by label, columns by heading or by group and heading."""

    page: Page
    head: int
    columns: dict[tuple[str, str], int]
    rows: dict[str, int]

    def value(self, label: str, group: str, heading: object = "") -> object:
        """A cell; a missing row or heading is an error, an empty cell is None."""
        where = f"{self.page.name}, rad {self.head}"
        if label not in self.rows:
            raise LookupError(f"{where}: ingen rad «{label}» blant {list(self.rows)}")
        key = (group, _heading(heading))
        if key not in self.columns:
            raise LookupError(f"{where}: ingen kolonne {key} blant {list(self.columns)}")
        return self.page.cells.get((self.rows[label], self.columns[key]))


def pages(values: Values) -> dict[str, Page]:
    """The sheets of a workbook."""
    made: dict[str, Page] = {}
    for (sheet, address), value in values.items():
        letters, row = coordinate_from_string(address)
        at = (row, column_index_from_string(letters))
        made.setdefault(sheet, Page(sheet)).cells[at] = value
    return made


def table(book: Mapping[str, Page], where: tuple[str, str, str]) -> Table:
    """A table by its sheet, the start of its title and the heading of its first column."""
    sheet, title, corner = where
    page = book[sheet]
    start = page.row_of(title)
    head = page.row_of(corner, start)
    columns: dict[tuple[str, str], int] = {}
    group = ""
    for column in range(2, 60):
        above = page.text(head - 1, column) if head - 1 > start else ""
        group = above or group
        heading = page.cells.get((head, column))
        if heading is None:
            break
        columns.setdefault((group, _heading(heading)), column)
    return Table(page, head, columns, _labels(page, head))


def _labels(page: Page, head: int) -> dict[str, int]:
    """The rows down to the first empty one."""
    found: dict[str, int] = {}
    row = head + 1
    while label := page.text(row):
        found.setdefault(label, row)
        row += 1
    return found


def _heading(value: object) -> str:
    """A heading as a text; a year without decimals."""
    if isinstance(value, float | int):
        return f"{value:.0f}"
    return str(value).strip()
