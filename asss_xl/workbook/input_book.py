"""A workbook to fill in: lists, limits, an example, and what is filled in and what is not.

The sheets are not protected: people sort, filter, add rows and paste.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from asss_xl.functions.catalogue import cut
from asss_xl.workbook import styles
from asss_xl.workbook.cells import quoted
from asss_xl.workbook.styles import Style
from asss_xl.workbook.writer import WriteError, format_properties, properties

TITLE_ROW, HINT_ROW, HELP_ROW, EXAMPLE_ROW, HEADING_ROW = range(5)
FIRST_ROW = HEADING_ROW + 1
#: Rows below the last with lists and limits, for those who need more.
SPARE = 200
_TEXT_FORMAT = "@"


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

    @property
    def figures(self) -> list[int]:
        return [n for n, column in enumerate(self.columns) if column.figure]

    def filled(self, whose: str | None) -> int:
        """How many of the rows have a figure."""
        return sum(
            any(row[n] not in (None, "") for n in self.figures)
            for row in self.rows
            if whose is None or row[self.by or 0] == whose
        )

    def count(self, whose: str | None) -> int:
        return sum(whose is None or row[self.by or 0] == whose for row in self.rows)


@dataclass
class InputBook:
    """The whole workbook; `lists` are the choices that several sheets share, by name."""

    title: str
    guide_name: str
    guide: Sequence[tuple[str, str]]
    progress_name: str
    about_name: str
    about: Sequence[tuple[str, str | int, str]]
    lists_name: str
    lists: dict[str, Sequence[str | int]]
    words: str
    places: Sequence[str]
    sheets: list[InputSheet] = field(default_factory=list)


def write(book: InputBook, path: Path) -> None:
    """Write the book to `path`, which should be a fresh file beside the target."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties(properties(book.title, "Inndata til kommunerapporten", None))
    workbook.formats[0].set_font_size(10)
    workbook.formats[0].set_font_name(styles.SKRIFT)
    _Writer(book, workbook).write()
    try:
        workbook.close()
    except FileCreateError as error:
        raise error.args[0] from error


class _Writer:
    def __init__(self, book: InputBook, workbook: xlsxwriter.Workbook) -> None:
        self.book, self.workbook = book, workbook
        self.formats: dict[Style, Any] = {}

    def write(self) -> None:
        made = [self._guide, self._progress, self._about]
        names = (self.book.guide_name, self.book.progress_name, self.book.about_name)
        for name, make in zip(names, made, strict=True):
            make(self._sheet(name, styles.BLAA))
        for sheet in self.book.sheets:
            self._table(self._sheet(sheet.name, styles.GUL if sheet.figures else styles.GRAA), sheet)
        self._lists(self._sheet(self.book.lists_name, styles.GRAA))

    def _sheet(self, name: str, color: str) -> Any:
        worksheet = self.workbook.add_worksheet(name)
        worksheet.hide_gridlines(2)
        worksheet.set_tab_color(color)
        worksheet.set_paper(9)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_header(f"&L&9{self.book.title.replace('&', '&&')}&R&9&A")
        worksheet.set_footer("&R&9Side &P av &N")
        return worksheet

    # -- the sheets that explain ----------------------------------------------------------------

    def _guide(self, worksheet: Any) -> None:
        worksheet.set_column(0, 0, 26)
        worksheet.set_column(1, 1, 100)
        worksheet.set_row(0, 28)
        self._put(worksheet, 0, 0, self.book.title, styles.TITTEL)
        for row, (label, text) in enumerate(self.book.guide, 2):
            worksheet.set_row(row, 14.5 * max(1, -(-len(text) // 105)))
            self._put(worksheet, row, 0, label, styles.TEKST_BRYT.but(bold=True))
            self._put(worksheet, row, 1, text, styles.TEKST_BRYT)

    def _about(self, worksheet: Any) -> None:
        for column, width in enumerate((22, 44, 70)):
            worksheet.set_column(column, column, width)
        worksheet.set_row(0, 28)
        self._put(worksheet, 0, 0, self.book.about_name, styles.TITTEL)
        for column, label in enumerate(("Nøkkel", "Verdi", "Hva")):
            self._put(worksheet, 2, column, label, styles.HODE_VENSTRE)
        worksheet.freeze_panes(3, 0)
        for row, (label, value, what) in enumerate(self.book.about, 3):
            look = styles.gul(styles.RAD_BRYT).but(align="left")
            if not isinstance(value, int):
                look = look.but(number_format=_TEXT_FORMAT)
            self._put(worksheet, row, 0, label, styles.RAD.but(bold=True))
            self._put(worksheet, row, 1, value, look)
            self._put(worksheet, row, 2, what, styles.RAD_BRYT)

    def _lists(self, worksheet: Any) -> None:
        for column, (name, values) in enumerate(self.book.lists.items()):
            worksheet.set_column(column, column, 18)
            self._put(worksheet, 0, column, name, styles.HODE_VENSTRE)
            for row, value in enumerate(values, 1):
                self._put(worksheet, row, column, value, styles.TEKST)
        worksheet.hide()

    def _progress(self, worksheet: Any) -> None:
        """Rows filled in and left, by municipality and sheet, counted by formulas."""
        shared = [s for s in self.book.sheets if s.figures and s.by is None and s.rows]
        theirs = [s for s in self.book.sheets if s.figures and s.by is not None and s.rows]
        worksheet.set_column(0, 0, 24)
        worksheet.set_column(1, 2 * len(theirs), 11)
        worksheet.set_row(0, 28)
        self._put(worksheet, 0, 0, self.book.progress_name, styles.TITTEL)
        self._put(
            worksheet,
            1,
            0,
            "Rader med tall (eller et ord for at tallet mangler), og rader som står igjen.",
            styles.NOTE,
        )
        row = 3
        self._put(worksheet, row + 1, 0, "Kommune", styles.HODE_VENSTRE)
        self._put(worksheet, row, 0, "", styles.HODE_VENSTRE)
        for n, sheet in enumerate(theirs):
            self._put(worksheet, row, 1 + 2 * n, sheet.name, styles.HODE_VENSTRE.but(wrap=False))
            self._put(worksheet, row, 2 + 2 * n, "", styles.HODE)
            for offset, label in enumerate(("Utfylt", "Står igjen")):
                self._put(worksheet, row + 1, 1 + 2 * n + offset, label, styles.HODE)
        worksheet.freeze_panes(row + 2, 1)
        first = row + 2
        for at, place in enumerate(self.book.places, first):
            self._put(worksheet, at, 0, place, styles.RAD)
            for n, sheet in enumerate(theirs):
                self._counts(worksheet, at, 1 + 2 * n, sheet, place)
        last = first + len(self.book.places) - 1
        self._put(worksheet, last + 1, 0, "Sum", styles.sumrad(styles.RAD))
        for column in range(1, 1 + 2 * len(theirs)):
            sheet = theirs[(column - 1) // 2]
            done = sum(sheet.filled(place) for place in self.book.places)
            whole = sum(sheet.count(place) for place in self.book.places)
            letter = xl_col_to_name(column)
            self._formula(
                worksheet,
                last + 1,
                column,
                f"=SUM({letter}{first + 1}:{letter}{last + 1})",
                done if column % 2 else whole - done,
                styles.tall(0, total=True),
            )
        row = last + 4
        for column, label in enumerate(("Felles for alle", "Utfylt", "Står igjen") if shared else ()):
            self._put(worksheet, row, column, label, styles.HODE if column else styles.HODE_VENSTRE)
        for at, sheet in enumerate(shared, row + 1):
            self._put(worksheet, at, 0, sheet.name, styles.RAD)
            self._counts(worksheet, at, 1, sheet, None)

    def _counts(self, worksheet: Any, row: int, column: int, sheet: InputSheet, place: str | None) -> None:
        terms = [f'({self._range(sheet, n)}<>"")' for n in sheet.figures]
        # A truth value alone is more than any number, also when it is false.
        filled = f"(({'+'.join(terms)})>0)" if len(terms) > 1 else terms[0]
        whose, key = "1*", ""
        if place is not None and sheet.by is not None:
            key = f"$A{row + 1}"
            whose = f"({self._range(sheet, sheet.by)}={key})*"
        done, whole = sheet.filled(place), sheet.count(place)
        self._formula(worksheet, row, column, f"=SUMPRODUCT({whose}{filled})", done, styles.tall())
        # A row that has been added counts too; one without its keys is not there yet.
        total = (
            f"COUNTIF({self._range(sheet, sheet.by)},{key})"
            if key and sheet.by is not None
            else f"COUNTA({self._range(sheet, 0)})"
        )
        self._formula(
            worksheet,
            row,
            column + 1,
            f"={total}-{xl_rowcol_to_cell(row, column)}",
            whole - done,
            styles.tall(),
        )

    @staticmethod
    def _range(sheet: InputSheet, column: int) -> str:
        letter, last = xl_col_to_name(column), FIRST_ROW + len(sheet.rows) + SPARE
        return f"{quoted(sheet.name)}!${letter}${FIRST_ROW + 1}:${letter}${last}"

    # -- the sheets to fill in --------------------------------------------------------------------

    def _table(self, worksheet: Any, sheet: InputSheet) -> None:
        worksheet.set_row(TITLE_ROW, 28)
        worksheet.set_row(HELP_ROW, 54)
        worksheet.set_row(HEADING_ROW, 30)
        self._put(worksheet, TITLE_ROW, 0, sheet.title, styles.TITTEL.but(size=14))
        self._put(worksheet, HINT_ROW, 0, sheet.hint, styles.NOTE)
        last = FIRST_ROW + len(sheet.rows) + SPARE - 1
        for n, column in enumerate(sheet.columns):
            # The blank cells below have the column's look without being in the file.
            worksheet.set_column(n, n, column.width, self._look(_blank(column)), {"hidden": column.hidden})
            self._put(worksheet, HELP_ROW, n, column.help, styles.HJELP.but(wrap=True, valign="top"))
            self._put(
                worksheet,
                EXAMPLE_ROW,
                n,
                sheet.example[n],
                _blank(column).but(fill=None, border=None, italic=True, color=styles.GRAA),
            )
            self._put(
                worksheet,
                HEADING_ROW,
                n,
                column.heading,
                styles.HODE if column.kind == "number" else styles.HODE_VENSTRE,
            )
            self._limits(worksheet, sheet, n, column, last)
        for at, row in enumerate(sheet.rows, FIRST_ROW):
            for n, value in enumerate(row):
                self._put(worksheet, at, n, value, _cell(sheet.columns[n]))
        frozen = 1 + max((n for n, c in enumerate(sheet.columns) if c.given and n < 6), default=-1)
        worksheet.freeze_panes(FIRST_ROW, frozen if sheet.figures else 0)
        worksheet.autofilter(
            HEADING_ROW, 0, max(FIRST_ROW, FIRST_ROW + len(sheet.rows) - 1), len(sheet.columns) - 1
        )
        worksheet.repeat_rows(HEADING_ROW)
        worksheet.set_selection(FIRST_ROW, min(sheet.figures or [0]), FIRST_ROW, min(sheet.figures or [0]))

    def _limits(self, worksheet: Any, sheet: InputSheet, n: int, column: InputColumn, last: int) -> None:
        rule = self._rule(n, column)
        if rule is None:
            return
        rule |= {
            "input_title": cut(column.heading, 32),
            "input_message": cut(column.help, 255),
            "error_title": "Ugyldig verdi",
        }
        done = worksheet.data_validation(FIRST_ROW, n, last, n, rule)
        if done:
            raise WriteError(f"{sheet.name}, {column.heading}: the file format refuses the list")

    def _rule(self, n: int, column: InputColumn) -> dict[str, Any] | None:
        cell = f"{xl_col_to_name(n)}{FIRST_ROW + 1}"
        if column.figure:
            within = [f"ISNUMBER({cell})"]
            if column.lowest is not None:
                within.append(f"{cell}>={column.lowest:g}")
            if column.highest is not None:
                within.append(f"{cell}<={column.highest:g}")
            words = self._list(self.book.words)
            return {
                "validate": "custom",
                "value": f"=OR(AND({','.join(within)}),ISNUMBER(MATCH({cell},{words},0)))",
                "error_message": "Skriv et tall, eller «Ikke data» når det mangler.",
            }
        if column.from_list:
            return {
                "validate": "list",
                "source": f"={self._list(column.from_list)}",
                "error_type": "warning",
                "error_message": "Verdien står ikke i listen. Er den skrevet slik den skal være?",
            }
        if column.choices:
            return {
                "validate": "list",
                "source": list(column.choices),
                "error_message": "Velg en verdi fra listen.",
            }
        if column.kind == "number" and column.lowest is not None and column.highest is not None:
            low, high = column.lowest, column.highest
            return {
                "validate": "decimal",
                "criteria": "between",
                "minimum": low,
                "maximum": high,
                "error_message": f"Skriv et tall mellom {low:g} og {high:g}.",
            }
        return None

    def _list(self, name: str) -> str:
        column = xl_col_to_name(list(self.book.lists).index(name))
        last = 1 + len(self.book.lists[name])
        return f"{quoted(self.book.lists_name)}!${column}$2:${column}${last}"

    # -- cells ------------------------------------------------------------------------------------

    def _look(self, style: Style) -> Any:
        if style not in self.formats:
            self.formats[style] = self.workbook.add_format(format_properties(style))
        return self.formats[style]

    def _put(self, worksheet: Any, row: int, column: int, value: Any, style: Style) -> None:
        look = self._look(style)
        if value is None or value == "":
            done = worksheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            done = worksheet.write_string(row, column, value, look)
        else:
            done = worksheet.write_number(row, column, value, look)
        if done:
            raise WriteError(f"{worksheet.name} {xl_rowcol_to_cell(row, column)}: {value!r}")

    def _formula(self, worksheet: Any, row: int, column: int, text: str, value: int, style: Style) -> None:
        worksheet.write_formula(row, column, text, self._look(style), value)


def _blank(column: InputColumn) -> Style:
    """A cell with nothing in it yet. Text keeps what is typed: no dates, no lost zeros."""
    if column.kind == "text":
        return styles.TEKST.but(number_format=_TEXT_FORMAT, indent=1)
    return styles.TEKST.but(align="right")


def _cell(column: InputColumn) -> Style:
    style = _blank(column)
    if column.figure:
        return style.but(fill=styles.GUL, border=styles.LYS_GRAA)
    return style.but(bottom=styles.LYS_GRAA, color=styles.GRAA if column.given else style.color)
