"""What of a sheet goes on paper."""

from __future__ import annotations

from asss_xl.workbook import Chart, PrintSetup, Sheet, styles
from asss_xl.workbook.page import chart_end, last_printed_row


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
    # 20 points, 26.7 pixels, to a row of 15 points: one row and a part of the next.
    assert chart_end(sheet, 5, 20) == 5
    assert chart_end(sheet, 5, 40) == 6
    sheet.heights[5] = 100
    assert chart_end(sheet, 5, 100) == 5


def test_what_stands_to_the_right_of_the_page_is_not_printed(sheet: Sheet) -> None:
    made = _sheet(sheet, 3, 10)
    made.put(200, 20, "tall bak en figur")
    assert last_printed_row(made) == 9
    box = made.range((0, 0), (1, 0))
    made.charts.append(
        Chart("column", "Figur", (), row=12, column=0, width=400, height=200, alt="Figur")
    )
    assert len(box) == 2
    # 200 pixels are 150 points, ten rows: 12-21.
    assert last_printed_row(made) == 21


def test_an_empty_sheet_has_a_page(sheet: Sheet) -> None:
    assert last_printed_row(sheet) == 0
    assert styles.TEKST.size == 10
