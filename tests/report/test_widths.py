"""What stands in a cell has room: else a spreadsheet shows #### for a number, and cuts a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from xlsxwriter.utility import xl_pixel_width

from asss_xl.dataset import Datasett
from asss_xl.functions.values import is_number
from asss_xl.report import build, build_main
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Book, Cell, Sheet
from asss_xl.workbook.page import last_printed_row, pixel_width
from tests.support import built, choosing
from tests.support.refilled import Refilled
from tools import function_workbook

#: The size that letters are measured in, what bold letters take more, an indent, and what a cell keeps free.
_MEASURED, _BOLD, _INDENT, _AIR = 11, 1.06, 9, 4
_FAR = 100
#: Pixels between two heads that are read as two.
_BETWEEN = 8


def _shown(cell: Cell) -> str:
    if not is_number(cell.value):
        return str(cell.value or "")
    # Of the pieces for positive, negative and nothing, the sign is about as wide in each.
    before, words, after = _pieces(cell.style.number_format.partition(";")[0])
    pattern = before or after
    if pattern == "General":
        return f"{cell.value:g}".partition("e")[0]
    decimals = len(pattern.partition(".")[2].rstrip("#"))
    said = f"{cell.value:,.{decimals}f}" if "," in pattern else f"{cell.value:.{decimals}f}"
    return f"{'+' * pattern.startswith('+')}{said}{words}"


def _pieces(pattern: str) -> tuple[str, str, str]:
    before, _, rest = pattern.partition('"')
    words, _, after = rest.partition('"')
    return before, words, after


def _is_printed(sheet: Sheet, cell: Cell) -> bool:
    if sheet.calculation or sheet.printing.on_demand or cell.column > sheet.printing.last_column:
        return False
    return cell.row <= last_printed_row(sheet)


def _edge(sheet: Sheet, cell: Cell) -> int:
    """Where a text has to end: with the page, and on a screen nowhere."""
    return sheet.printing.last_column + 1 if _is_printed(sheet, cell) else _FAR


def _room(sheet: Sheet, cell: Cell) -> float:
    """Of a number its own column; a text runs over the empty cells beside it, as far as the page is wide."""
    ends = {(row, first): last for row, first, last in sheet.merged}
    if (cell.row, cell.column) in ends:
        return pixel_width(sheet, range(cell.column, ends[cell.row, cell.column] + 1))
    columns = [cell.column]
    if not is_number(cell.value) and not cell.style.wrap:
        step, edge = (-1, -1) if cell.style.align == "right" else (1, _edge(sheet, cell))
        for column in range(cell.column + step, edge, step):
            other = sheet.at(cell.row, column)
            if other.value not in (None, "") or other.call is not None:
                break
            columns.append(column)
    return pixel_width(sheet, columns)


def _too_wide(sheet: Sheet, cell: Cell) -> bool:
    text = _shown(cell)
    if cell.style.wrap and not is_number(cell.value):
        # Programs break a line after a hyphen too.
        text = max(text.replace("-", "- ").split(), key=len, default="")
    return not cell.style.rotation and _width(cell, text) + _AIR > _room(sheet, cell)


def _width(cell: Cell, text: str) -> float:
    """What a text takes in a cell, on one line."""
    scale = cell.style.size * (_BOLD if cell.style.bold else 1) / _MEASURED
    return xl_pixel_width(text) * scale + cell.style.indent * _INDENT


def _without_room(book: Book, on_screen: bool = False) -> list[str]:
    """Numbers everywhere, and the texts that are printed; on a screen those of every sheet that is read."""
    found = []
    for sheet in book.sheets.values():
        texts = on_screen and not sheet.calculation
        asked = (c for c in sheet.cells.values() if texts or is_number(c.value) or _is_printed(sheet, c))
        found += [f"{cell.place}: {_shown(cell)}" for cell in asked if _too_wide(sheet, cell)]
    return sorted(found)


@pytest.fixture
def report(native):
    return native


def test_all_of_the_report_fits(report):
    assert _without_room(report.book, on_screen=True) == []


def test_all_of_a_network_municipalitys_report_fits():
    """On Kontroll a check lost its unit, and on Rettelser a word was cut in two."""
    assert _without_room(built.report("eksempelnettverk", "Trondheim").book, on_screen=True) == []


def test_all_of_the_main_report_fits(main_report):
    assert _without_room(main_report.book, on_screen=True) == []


def test_the_heads_of_kroner_do_not_run_together():
    """«Antall nå Kr per, grunnlag» read as one head, and «kr» stood alone on a line."""
    sheet = built.report("eksempelnettverk", "Trondheim").book.sheets["Kroner"]
    row = next(cell.row for cell in sheet.cells.values() if cell.value == "Antall nå")
    heads = [sheet.cells[row, column] for column in range(4, 10)]
    assert [h.value for h in heads if 0 < _spare(sheet, h) < _BETWEEN] == []
    assert [h.value for h in heads if str(h.value).endswith(" kr")] == []


def _spare(sheet: Sheet, cell: Cell) -> float:
    """The pixels that are left when the text stands on one line."""
    return pixel_width(sheet, [cell.column]) - _width(cell, str(cell.value))


def test_every_number_of_the_library_fits_its_column():
    assert _without_room(function_workbook.build()) == []


def _everywhere(report: Rapport, refilled: Refilled, on_screen: bool) -> None:
    """Whatever group is chosen."""
    place = choosing.places(report)[choosing.GRUPPE]
    groups = choosing.listed(report, choosing.GRUPPE)
    assert len(groups) > 5
    for group in groups:
        with refilled.having({place: group}):
            assert _without_room(report.book, on_screen) == [], group


def test_whatever_group_is_chosen_it_fits(network_report: Rapport, network_refilled: Refilled) -> None:
    """On Regnskap the group's name was cut over its years."""
    _everywhere(network_report, network_refilled, True)


def test_it_fits_where_the_country_is_the_members(network: Datasett) -> None:
    """«Utgiftsbehov, medlemmene = 1» was ### in a package of one's own figures."""
    alone = replace(network, resten="", landet="").for_kommune("Oslo", 2024)
    report = build(alone)
    _everywhere(report, Refilled(report.book), True)
    assert _without_room(build_main(alone).book, on_screen=True) == []


def test_a_narrow_column_is_told(report):
    sheet = report.book.sheets["Regnskap"]
    before = dict(sheet.widths)
    sheet.widths[1] = 6
    try:
        assert "Regnskap!B7: 12,578,909" in _without_room(report.book)
    finally:
        sheet.widths = before
