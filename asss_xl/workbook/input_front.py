"""The first sheet of an input workbook: how far it is filled in, sheet by sheet, and how it is done."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Protocol

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from asss_xl.workbook import styles
from asss_xl.workbook.cells import quoted
from asss_xl.workbook.input_model import FIRST_ROW, InputBook, InputSheet
from asss_xl.workbook.styles import Style

_TITLE, _TOLD, _HEAD = 0, 1, 3
_NAME, _WHAT, _DONE, _OF, _SHARE, _EACH = range(6)
_WIDTHS = (22, 66, 9, 9, 9)
#: Letters on a line of the guide: as far as the table is wide when there is one municipality.
_LINE = 110
_SHARES = styles.RAD.but(number_format="0%", align="right")
_LINK = styles.LENKE.but(bottom=styles.LYS_GRAA)


class Cells(Protocol):
    """What writes the cells of the workbook in the making."""

    book: InputBook

    def look(self, style: Style) -> Any: ...

    def put(self, worksheet: Any, row: int, column: int, value: Any, style: Style) -> None: ...

    def formula(
        self, worksheet: Any, row: int, column: int, text: str, value: float | str, style: Style
    ) -> None: ...


def front(cells: Cells, worksheet: Any, sheets: Sequence[InputSheet]) -> None:
    """The title, the sheets to fill in with what is done of them, and the guide."""
    book = cells.book
    for column, width in enumerate(_WIDTHS):
        worksheet.set_column(column, column, width)
    worksheet.set_row(_TITLE, 28)
    cells.put(worksheet, _TITLE, 0, book.title, styles.TITTEL)
    places = book.places if len(book.places) > 1 else ()
    if places:
        worksheet.set_column(_EACH, _EACH + len(places) - 1, 10.5)
    last = _table(cells, worksheet, sheets, places)
    row = _guide(cells, worksheet, last + 2)
    worksheet.freeze_panes(_HEAD + 1, 1)
    worksheet.print_area(0, 0, row, _SHARE)


def _table(cells: Cells, worksheet: Any, sheets: Sequence[InputSheet], places: Sequence[str]) -> int:
    """Rows with a figure, or a word for why there is none, of those made; by municipality in percent."""
    headings = ("Ark", "Hva det har", "Utfylt", "Av", "Andel", *places)
    for column, label in enumerate(headings):
        cells.put(worksheet, _HEAD, column, label, styles.HODE if column > _WHAT else styles.HODE_VENSTRE)
    asked = [sheet for sheet in sheets if sheet.figures and sheet.rows]
    row = _HEAD
    for row, sheet in enumerate([*asked, *(s for s in sheets if s not in asked)], _HEAD + 1):
        link = f"internal:{quoted(sheet.name)}!A{FIRST_ROW + 1}"
        worksheet.write_url(row, _NAME, link, cells.look(_LINK), sheet.name)
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


def _sums(cells: Cells, worksheet: Any, asked: Sequence[InputSheet]) -> None:
    """How far it is all in all, in one sentence over the table."""
    done, whole = (sum(_known(cells.book, s, None)[n] for s in asked) for n in range(2))
    first, last = _HEAD + 1, _HEAD + len(asked)
    sums = [f"SUM({xl_rowcol_to_cell(first, c)}:{xl_rowcol_to_cell(last, c)})" for c in (_DONE, _OF)]
    text = f'={sums[0]}&" av "&{sums[1]}&" rader er fylt ut"'
    cells.formula(worksheet, _TOLD, 0, text, f"{done} av {whole} rader er fylt ut", styles.OVERSKRIFT)


def _counts(cells: Cells, worksheet: Any, row: int, sheet: InputSheet, places: Sequence[str]) -> None:
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


def _guide(cells: Cells, worksheet: Any, row: int) -> int:
    """How it is done: each text as lines that run on over the empty cells beside them."""
    for label, text in cells.book.guide:
        cells.put(worksheet, row, _NAME, label, styles.TEKST.but(bold=True))
        for line in wrap(text, _LINE, break_long_words=False):
            cells.put(worksheet, row, _WHAT, line, styles.TEKST)
            row += 1
        row += 1
    return row
