"""A workbook to fill in: lists, limits, an example, and what is filled in and what is not.

The sheets are not protected: people sort, filter, add rows and paste.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from asss_xl.functions.catalogue import cut
from asss_xl.norsk import norsk
from asss_xl.workbook import styles
from asss_xl.workbook.cells import quoted
from asss_xl.workbook.input_model import (
    EXAMPLE_ROW,
    FIRST_ROW,
    HEADING_ROW,
    HELP_ROW,
    HINT_ROW,
    SPARE,
    TITLE_ROW,
    InputBook,
    InputColumn,
    InputSheet,
)
from asss_xl.workbook.styles import Style
from asss_xl.workbook.writer import CHOOSE, Formats, WriteError, opened

#: What nobody is asked for is not yellow.
_NOT_ASKED = {"fill": styles.LYS_GRAA, "color": styles.GRAA}
#: Characters of the widest column.
_WIDEST = 60


def write(book: InputBook, path: Path) -> None:
    """Write the book to `path`, which should be a fresh file beside the target."""
    with opened(path, book.title, "Inndata til kommunerapporten", None) as workbook:
        Writer(book, workbook).write()


class Writer:
    """The workbook in the making; a sheet that has a module of its own is written with its cells."""

    def __init__(self, book: InputBook, workbook: xlsxwriter.Workbook) -> None:
        self.book, self.workbook = book, workbook
        self.formats = Formats(workbook)

    def write(self) -> None:
        """What explains, what is filled in, and out of sight what the figures are of."""
        seen = [sheet for sheet in self.book.sheets if not sheet.technical]
        front(self, self._sheet(self.book.guide_name, styles.BLAA), seen)
        for sheet in seen:
            self._table(self._sheet(sheet.name, styles.GUL), sheet)
        hidden: dict[str, Callable[[Any], None]] = {
            sheet.name: partial(self._table, sheet=sheet) for sheet in self.book.sheets if sheet.technical
        }
        hidden |= {self.book.about_name: self._about, self.book.lists_name: self._lists}
        for name, make in hidden.items():
            worksheet = self._sheet(name, styles.GRAA)
            make(worksheet)
            worksheet.hide()

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

    def _about(self, worksheet: Any) -> None:
        for column, width in enumerate((22, 44, 70)):
            worksheet.set_column(column, column, width)
        worksheet.set_row(0, 28)
        self.put(worksheet, 0, 0, self.book.about_name, styles.TITTEL)
        for column, label in enumerate(("Nøkkel", "Verdi", "Hva")):
            self.put(worksheet, 2, column, label, styles.HODE_VENSTRE)
        worksheet.freeze_panes(3, 0)
        for row, (label, value, what) in enumerate(self.book.about, 3):
            look = styles.gul(styles.RAD_BRYT).but(align="left")
            if not isinstance(value, int):
                look = look.but(number_format=styles.TEKSTFORMAT)
            self.put(worksheet, row, 0, label, styles.RAD.but(bold=True))
            self.put(worksheet, row, 1, value, look)
            self.put(worksheet, row, 2, what, styles.RAD_BRYT)

    def _lists(self, worksheet: Any) -> None:
        for column, (name, values) in enumerate(self.book.lists.items()):
            worksheet.set_column(column, column, 18)
            self.put(worksheet, 0, column, name, styles.HODE_VENSTRE)
            for row, value in enumerate(values, 1):
                self.put(worksheet, row, column, value, styles.TEKST)

    # -- the sheets to fill in --------------------------------------------------------------------

    def _table(self, worksheet: Any, sheet: InputSheet) -> None:
        worksheet.set_row(TITLE_ROW, 28)
        worksheet.set_row(HELP_ROW, 54)
        worksheet.set_row(HEADING_ROW, 30)
        self.put(worksheet, TITLE_ROW, 0, sheet.title, styles.TITTEL.but(size=14))
        self.put(worksheet, HINT_ROW, 0, sheet.hint, styles.NOTE)
        last, looks = FIRST_ROW + len(sheet.rows) + SPARE - 1, list[Style]()
        for n, column in enumerate(sheet.columns):
            blank = _blank(column)
            # The blank cells below have the column's look without being in the file.
            worksheet.set_column(n, n, _width(sheet, n), self.formats[blank], {"hidden": column.hidden})
            self.put(worksheet, HELP_ROW, n, column.help, styles.HJELP.but(wrap=True, valign="top"))
            example = blank.but(fill=None, border=None, italic=True, color=styles.GRAA)
            self.put(worksheet, EXAMPLE_ROW, n, sheet.example[n], example)
            head = styles.HODE if column.kind == "number" else styles.HODE_VENSTRE
            self.put(worksheet, HEADING_ROW, n, column.heading, head)
            self._limits(worksheet, sheet, n, column, last)
            look = blank.but(bottom=styles.LYS_GRAA)
            if column.figure:
                look = blank.but(fill=styles.GUL, border=styles.LYS_GRAA)
            elif column.given:
                look = look.but(color=styles.GRAA)
            looks.append(look)
        for at, row in enumerate(sheet.rows, FIRST_ROW):
            asked = self.book.not_asked not in row
            for n, value in enumerate(row):
                unasked = sheet.columns[n].figure and not asked
                self.put(worksheet, at, n, value, looks[n].but(**_NOT_ASKED) if unasked else looks[n])
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
            return {"validate": "list", "source": list(column.choices), "error_message": CHOOSE}
        if column.kind == "number" and column.lowest is not None and column.highest is not None:
            low, high = column.lowest, column.highest
            return {
                "validate": "decimal",
                "criteria": "between",
                "minimum": low,
                "maximum": high,
                "error_message": f"Skriv et tall mellom {norsk(low)} og {norsk(high)}.",
            }
        return None

    def _list(self, name: str) -> str:
        column = xl_col_to_name(list(self.book.lists).index(name))
        last = 1 + len(self.book.lists[name])
        return f"{quoted(self.book.lists_name)}!${column}$2:${column}${last}"

    # -- cells ------------------------------------------------------------------------------------

    def put(self, worksheet: Any, row: int, column: int, value: Any, style: Style) -> None:
        look = self.formats[style]
        if value is None or value == "":
            done = worksheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            done = worksheet.write_string(row, column, value, look)
        else:
            done = worksheet.write_number(row, column, value, look)
        if done:
            raise WriteError(f"{worksheet.name} {xl_rowcol_to_cell(row, column)}: {value!r}")

    def formula(
        self, worksheet: Any, row: int, column: int, text: str, value: float | str, style: Style
    ) -> None:
        worksheet.write_formula(row, column, text, self.formats[style], value)


def _width(sheet: InputSheet, n: int) -> float:
    """Room for each word of the heading, and for what is written beforehand."""
    column = sheet.columns[n]
    words = [1.2 * len(word) for word in column.heading.split()]
    known = [len(str(row[n])) for row in sheet.rows if row[n] is not None]
    return min(_WIDEST, max(column.width, *words, *known))


def _blank(column: InputColumn) -> Style:
    """A cell with nothing in it yet. Text keeps what is typed: no dates, no lost zeros."""
    if column.kind == "text":
        return styles.TEKST.but(number_format=styles.TEKSTFORMAT, indent=1)
    return styles.TEKST.but(align="right")


_TITLE, _TOLD, _HEAD = 0, 1, 3
_NAME, _WHAT, _DONE, _OF, _SHARE, _EACH = range(6)
_WIDTHS = (22, 66, 9, 9, 9)
#: Letters on a line of the guide: as far as the table is wide when there is one municipality.
_LINE = 110
_SHARES = styles.RAD.but(number_format="0\u00a0%", align="right")
_LINK = styles.LENKE.but(bottom=styles.LYS_GRAA)


def front(cells: Writer, worksheet: Any, sheets: Sequence[InputSheet]) -> None:
    """The title, the sheets to fill in with what is done of them, and the guide."""
    book = cells.book
    for column, width in enumerate(_WIDTHS):
        worksheet.set_column(column, column, width)
    worksheet.set_row(_TITLE, 28)
    cells.put(worksheet, _TITLE, 0, book.title, styles.TITTEL)
    # One that ended before the years of the book has nothing to fill in.
    asked = [place for place in book.places if any(_known(book, s, place)[1] for s in sheets if s.figures)]
    places = asked if len(asked) > 1 else ()
    if places:
        worksheet.set_column(_EACH, _EACH + len(places) - 1, 10.5)
    last = _table(cells, worksheet, sheets, places)
    row = _guide(cells, worksheet, last + 2)
    worksheet.freeze_panes(_HEAD + 1, 1)
    worksheet.print_area(0, 0, row, _SHARE)


def _table(cells: Writer, worksheet: Any, sheets: Sequence[InputSheet], places: Sequence[str]) -> int:
    """Rows with a figure, or a word for why there is none, of those made; by municipality in percent."""
    headings = ("Ark", "Hva det har", "Utfylt", "Av", "Andel", *places)
    for column, label in enumerate(headings):
        cells.put(worksheet, _HEAD, column, label, styles.HODE if column > _WHAT else styles.HODE_VENSTRE)
    asked = [sheet for sheet in sheets if sheet.figures and sheet.rows]
    row = _HEAD
    for row, sheet in enumerate([*asked, *(s for s in sheets if s not in asked)], _HEAD + 1):
        link = f"internal:{quoted(sheet.name)}!A{FIRST_ROW + 1}"
        worksheet.write_url(row, _NAME, link, cells.formats[_LINK], sheet.name)
        what = sheet.title.partition(": ")[2]
        cells.put(worksheet, row, _WHAT, what[:1].upper() + what[1:], styles.RAD)
        if sheet in asked:
            _counts(cells, worksheet, row, sheet, places)
        else:
            told = f"=COUNTA({sheet.range_of(0)})"
            cells.formula(worksheet, row, _DONE, told, len(sheet.rows), styles.tall())
            cells.put(worksheet, row, _OF, "valgfritt", styles.RAD.but(align="right", color=styles.GRAA))
    _sums(cells, worksheet, asked)
    shading = {"type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
    shading |= {"min_color": styles.HVIT, "max_color": styles.LYS_BLAA}
    worksheet.conditional_format(_HEAD + 1, _SHARE, _HEAD + len(asked), _SHARE + len(places), shading)
    return row


def _sums(cells: Writer, worksheet: Any, asked: Sequence[InputSheet]) -> None:
    """How far it is all in all, in one sentence over the table."""
    done, whole = (sum(_known(cells.book, s, None)[n] for s in asked) for n in range(2))
    first, last = _HEAD + 1, _HEAD + len(asked)
    sums = [f"SUM({xl_rowcol_to_cell(first, c)}:{xl_rowcol_to_cell(last, c)})" for c in (_DONE, _OF)]
    text = f'={sums[0]}&" av "&{sums[1]}&" rader er fylt ut"'
    cells.formula(worksheet, _TOLD, 0, text, f"{done} av {whole} rader er fylt ut", styles.OVERSKRIFT)


def _counts(cells: Writer, worksheet: Any, row: int, sheet: InputSheet, places: Sequence[str]) -> None:
    done, whole = _known(cells.book, sheet, None)
    filled, made = _formulas(cells.book, sheet, "")
    cells.formula(worksheet, row, _DONE, f"={filled}", done, styles.tall())
    cells.formula(worksheet, row, _OF, f"={made}", whole, styles.tall())
    d, o = (xl_rowcol_to_cell(row, column) for column in (_DONE, _OF))
    cells.formula(worksheet, row, _SHARE, f"={d}/MAX(1,{o})", done / max(1, whole), _SHARES)
    for column, place in enumerate(places, _EACH):
        if sheet.by is None:
            cells.put(worksheet, row, column, "felles", styles.RAD.but(align="right", color=styles.GRAA))
            continue
        done, whole = _known(cells.book, sheet, place)
        filled, made = _formulas(cells.book, sheet, f"{xl_col_to_name(column)}${_HEAD + 1}")
        share = f"=({filled})/MAX(1,{made})"
        cells.formula(worksheet, row, column, share, done / max(1, whole), _SHARES)


def _known(book: InputBook, sheet: InputSheet, place: str | None) -> tuple[int, int]:
    """Rows filled in and rows to fill in, when the workbook is made."""
    rows = [row for row in sheet.rows_of(place) if row[sheet.figures[0]] != book.not_asked]
    return sum(any(row[n] not in (None, "") for n in sheet.figures) for row in rows), len(rows)


def _formulas(book: InputBook, sheet: InputSheet, place: str) -> tuple[str, str]:
    """The same, counted; a row that is added counts too, when its keys are there."""
    terms = [f'({sheet.range_of(n)}<>"")' for n in sheet.figures]
    filled = f"(({'+'.join(terms)})>0)" if len(terms) > 1 else terms[0]
    figure, word = sheet.range_of(sheet.figures[0]), f'"{book.not_asked}"'
    if place and sheet.by is not None:
        whose = sheet.range_of(sheet.by)
        done, made = f"SUMPRODUCT(({whose}={place})*{filled})", f"COUNTIF({whose},{place})"
        outside = f"-COUNTIFS({whose},{place},{figure},{word})"
    else:
        done, made = f"SUMPRODUCT(1*{filled})", f"COUNTA({sheet.range_of(sheet.by or 0)})"
        outside = f"-COUNTIF({figure},{word})"
    if not any(row[sheet.figures[0]] == book.not_asked for row in sheet.rows):
        outside = ""
    return done + outside, f"({made}{outside})" if place and outside else made + outside


def _guide(cells: Writer, worksheet: Any, row: int) -> int:
    """How it is done: each text as lines that run on over the empty cells beside them."""
    for label, text in cells.book.guide:
        cells.put(worksheet, row, _NAME, label, styles.TEKST.but(bold=True))
        for line in wrap(text, _LINE, break_long_words=False):
            cells.put(worksheet, row, _WHAT, line, styles.TEKST)
            row += 1
        row += 1
    return row
