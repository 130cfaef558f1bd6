"""What of a sheet goes on paper: the last row with something to print, and the margins."""

from __future__ import annotations

from asss_xl.workbook.book import Sheet

#: Inches.
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.7}
_PIXELS_PER_POINT = 96 / 72
_DEFAULT_HEIGHT = 15.0


def last_printed_row(sheet: Sheet) -> int:
    """The last row with something to print, charts included."""
    if sheet.printing.rows is not None:
        return sheet.printing.rows - 1
    cells = [row for row, column in sheet.cells if column <= sheet.printing.last_column]
    charts = [chart_end(sheet, chart.row, chart.height) for chart in sheet.charts]
    return max([*cells, *charts, 0])


def chart_end(sheet: Sheet, row: int, height: float) -> int:
    """The last row that a chart of the given height in pixels covers."""
    left = height / _PIXELS_PER_POINT
    while left > 0:
        left -= _row_height(sheet, row)
        row += 1
    return row - 1


def _row_height(sheet: Sheet, row: int) -> float:
    return sheet.heights.get(row, _DEFAULT_HEIGHT)
