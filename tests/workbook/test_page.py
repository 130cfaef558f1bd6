"""How much of a sheet goes on a page of A4: worked out by hand here."""

from __future__ import annotations

import pytest

from asss_xl.workbook import Chart, PrintSetup, Sheet, styles
from asss_xl.workbook.page import MARGINS, chart_end, last_printed_row, print_scale

#: A column of ten characters is 75 pixels of 96 to the inch.
_TEN = 75 * 72 / 96
#: A machine without the workbook's typeface has one that is up to a sixth wider.
_SLACK = 0.83


def _sheet(sheet: Sheet, columns: int, rows: int, **printing: object) -> Sheet:
    sheet.widths = dict.fromkeys(range(columns), 10)
    sheet.printing = PrintSetup(last_column=columns - 1, **printing)  # type: ignore[arg-type]
    sheet.put(rows - 1, 0, "siste rad")
    return sheet


def test_a_narrow_sheet_is_not_enlarged(sheet: Sheet) -> None:
    assert print_scale(_sheet(sheet, 3, 10), 9) == 100


@pytest.mark.parametrize(("landscape", "long_side"), [(True, 11.69), (False, 8.27)])
def test_a_wide_sheet_is_as_wide_as_the_page(
    sheet: Sheet, landscape: bool, long_side: float
) -> None:
    made = _sheet(sheet, 30, 5, landscape=landscape)
    inside = (long_side - MARGINS["left"] - MARGINS["right"]) * 72
    assert print_scale(made, 4) == int(100 * _SLACK * inside / (30 * _TEN))


def test_a_tall_sheet_goes_on_one_page(sheet: Sheet) -> None:
    made = _sheet(sheet, 5, 100)
    inside = (8.27 - MARGINS["top"] - MARGINS["bottom"]) * 72
    assert print_scale(made, 99) == int(100 * _SLACK * inside / (100 * 15))


def test_a_long_table_is_only_made_to_fit_in_width(sheet: Sheet) -> None:
    assert print_scale(_sheet(sheet, 5, 1000, one_page=False), 999) == 100


def test_the_tallest_part_between_two_breaks_decides(sheet: Sheet) -> None:
    made = _sheet(sheet, 5, 100, one_page=False, breaks=(20, 80))
    inside = (8.27 - MARGINS["top"] - MARGINS["bottom"]) * 72
    assert print_scale(made, 99) == int(100 * _SLACK * inside / (60 * 15))
    made.heights[30] = 15 + 90
    assert print_scale(made, 99) == int(100 * _SLACK * inside / (60 * 15 + 90))


def test_the_scale_stays_within_what_excel_takes(sheet: Sheet) -> None:
    assert print_scale(_sheet(sheet, 500, 5), 4) == 10


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
    assert 10 <= print_scale(sheet, 0) <= 100
    assert styles.TEKST.size == 10
