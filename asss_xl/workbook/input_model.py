"""What an input workbook is made of: its sheets, their columns and the rows made beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from asss_xl.workbook.cells import quoted

#: The rows of a sheet to fill in.
TITLE_ROW, HINT_ROW, HELP_ROW, EXAMPLE_ROW, HEADING_ROW = range(5)
FIRST_ROW = HEADING_ROW + 1
#: Rows below the last with lists and limits, for those who need more.
SPARE = 200


@dataclass(frozen=True)
class InputColumn:
    """A column to fill in or, when `given`, to read."""

    heading: str
    help: str
    kind: str
    width: float = 12
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    #: A word may stand instead of a figure; the cell is yellow and counts as filled in.
    figure: bool = False
    given: bool = False
    hidden: bool = False
    #: The common list with the choices, which another value may still be outside of.
    from_list: str = ""


@dataclass
class InputSheet:
    """A table to fill in, with an example above its heading."""

    name: str
    title: str
    hint: str
    columns: tuple[InputColumn, ...]
    rows: list[list[Any]]
    example: list[Any]
    #: Where the municipality is, when the sheet has rows for each of them.
    by: int | None = None
    #: What nobody fills in: kept out of sight, after those that someone does.
    technical: bool = False

    @property
    def figures(self) -> list[int]:
        return [n for n, column in enumerate(self.columns) if column.figure]

    def range_of(self, column: int) -> str:
        """The column's cells, with the spare ones below."""
        letter, last = xl_col_to_name(column), FIRST_ROW + len(self.rows) + SPARE
        return f"{quoted(self.name)}!${letter}${FIRST_ROW + 1}:${letter}${last}"

    def rows_of(self, whose: str | None) -> list[list[Any]]:
        return [row for row in self.rows if whose is None or row[self.by or 0] == whose]


@dataclass
class InputBook:
    """The whole workbook; `lists` are the choices that several sheets share, by name."""

    title: str
    guide_name: str
    guide: Sequence[tuple[str, str]]
    about_name: str
    about: Sequence[tuple[str, str | int, str]]
    lists_name: str
    lists: dict[str, Sequence[str | int]]
    words: str
    #: The word of a row that has no figure that year: it is not one to fill in.
    not_asked: str
    places: Sequence[str]
    sheets: list[InputSheet] = field(default_factory=list)
