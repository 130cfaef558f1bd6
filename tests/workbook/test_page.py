"""What of a sheet goes on paper."""

from __future__ import annotations

from asss_xl.workbook import Chart, PrintSetup, Sheet, styles
from asss_xl.workbook.page import (
    ROW_HEIGHT,
    chart_end,
    last_printed_row,
    page_starts,
    room,
    row_height,
    wrapped_lines,
)

ROW_PIXELS = round(ROW_HEIGHT * 96 / 72)


def _sheet(sheet: Sheet, columns: int, rows: int, **printing: object) -> Sheet:
    sheet.widths = dict.fromkeys(range(columns), 10)
    sheet.printing = PrintSetup(last_column=columns - 1, **printing)  # type: ignore[arg-type]
    sheet.put(rows - 1, 0, "siste rad")
    return sheet


def test_a_sheet_can_be_printed_in_part(sheet: Sheet) -> None:
    made = _sheet(sheet, 3, 5000, one_page=False)
    assert last_printed_row(made) == 4999
    made.printing.rows = 4
    assert last_printed_row(made) == 3


def test_a_chart_covers_the_rows_that_its_height_takes(sheet: Sheet) -> None:
    assert chart_end(sheet, 5, ROW_PIXELS) == 5
    assert chart_end(sheet, 5, ROW_PIXELS + 1) == 6
    sheet.heights[5] = 100
    assert chart_end(sheet, 5, 100) == 5


def test_what_stands_to_the_right_of_the_page_is_not_printed(sheet: Sheet) -> None:
    made = _sheet(sheet, 3, 10)
    made.put(200, 20, "tall bak en figur")
    assert last_printed_row(made) == 9
    box = made.range((0, 0), (1, 0))
    made.charts.append(
        Chart("column", "Figur", (), row=12, column=0, width=400, height=10 * ROW_PIXELS, alt="Figur")
    )
    assert len(box) == 2
    assert last_printed_row(made) == 21


def test_a_text_takes_lines_by_the_width_of_its_letters() -> None:
    assert wrapped_lines("", 100, 11) == wrapped_lines("iiiiiiiiiiiiiiiiii", 100, 11) == 1
    assert wrapped_lines("MMMMMMM iiiiiii", 100, 11) == 2
    assert wrapped_lines("MMMMMMM iiiiiii", 200, 22) == wrapped_lines("MMMMMMM iiiiiii", 100, 11)
    assert wrapped_lines("enkelte lange ord", 30, 11) == 3


def test_a_page_takes_as_many_parts_as_it_has_room_for(sheet: Sheet) -> None:
    made = _sheet(sheet, 3, 200)
    rows = int(room(made) // ROW_HEIGHT)
    half = rows // 2
    made.put(rows, 0, "like under siden")
    made.printing.parts = (half, rows, rows + half)
    assert page_starts(made)[:2] == [rows, rows + half]
    # Higher rows leave room for one part only.
    made.heights.update({row: 2 * ROW_HEIGHT for row in range(half)})
    assert page_starts(made)[:2] == [half, rows + half]


def test_large_letters_make_a_high_row(sheet: Sheet) -> None:
    sheet.put(0, 0, "tittel", styles.TITTEL)
    sheet.put(1, 0, "tekst")
    assert row_height(sheet, 0) > styles.TITTEL.size > row_height(sheet, 1) == ROW_HEIGHT
    sheet.heights[0] = 50
    assert row_height(sheet, 0) == 50


def test_an_empty_sheet_has_a_page(sheet: Sheet) -> None:
    assert last_printed_row(sheet) == 0
    assert styles.TEKST.size == 10
