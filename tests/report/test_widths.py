"""Every number has room in its column: a spreadsheet shows #### where it has not."""

from __future__ import annotations

import pytest

from asss_xl.addin import function_workbook
from asss_xl.functions.values import is_number
from asss_xl.workbook import Book, Cell, Sheet

#: What a separator or a sign, and a letter, take of a digit's width, and the air at the sides of a cell.
_SEPARATOR, _LETTER, _AIR, _BOLD = 0.55, 0.9, 1.0, 1.06
_DEFAULT_WIDTH = 8.43


def _shown(cell: Cell) -> str:
    # Of the pieces for positive, negative and nothing, the sign is about as wide in each.
    pattern, _, words = cell.style.number_format.partition(";")[0].partition('"')
    if pattern == "General":
        return f"{cell.value:g}".partition("e")[0]
    decimals = len(pattern.partition(".")[2].rstrip("#"))
    said = f"{cell.value:,.{decimals}f}" if "," in pattern else f"{cell.value:.{decimals}f}"
    return said + words.partition('"')[0]


def _too_wide(sheet: Sheet, cell: Cell) -> bool:
    text = _shown(cell)
    width = sum(1 if sign.isdigit() else _LETTER if sign.isalpha() else _SEPARATOR for sign in text)
    width *= cell.style.size / 10 * (_BOLD if cell.style.bold else 1)
    return width + _AIR > sheet.widths.get(cell.column, _DEFAULT_WIDTH)


def _without_room(book: Book) -> list[str]:
    return [
        f"{cell.place}: {_shown(cell)}"
        for sheet in book.sheets.values()
        for cell in sheet.cells.values()
        if is_number(cell.value) and _too_wide(sheet, cell)
    ]


@pytest.fixture
def report(native):
    return native


def test_every_number_of_the_report_fits_its_column(report):
    assert _without_room(report.book) == []


def test_every_number_of_the_main_report_fits_its_column(main_report):
    assert _without_room(main_report.book) == []


def test_every_number_of_the_library_fits_its_column():
    assert _without_room(function_workbook.build()) == []


def test_a_narrow_column_is_told(report):
    sheet = report.book.sheets["Regnskap"]
    before = dict(sheet.widths)
    sheet.widths[1] = 6
    try:
        assert "Regnskap!B7: 12,578,909" in _without_room(report.book)
    finally:
        sheet.widths = before
