"""What of a sheet goes on paper: the last row with something to print, and the margins."""

from __future__ import annotations

from asss_xl.workbook.book import Sheet

#: Inches.
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.7}
_PIXELS_PER_POINT = 96 / 72
_DEFAULT_HEIGHT, _DEFAULT_WIDTH = 15.0, 8.43
_A4 = (8.27, 11.69)
_POINTS = 72.0


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


def scale(sheet: Sheet) -> float:
    """About how small the sheet becomes on paper: 1 is as it is, and never larger."""
    printing = sheet.printing
    wide, high = reversed(_A4) if printing.landscape else _A4
    width = (wide - MARGINS["left"] - MARGINS["right"]) * _POINTS
    needed = sum(_column_width(sheet, column) for column in range(printing.last_column + 1))
    found = min(1.0, width / max(needed, 1.0))
    if printing.one_page and not printing.breaks:
        height = (high - MARGINS["top"] - MARGINS["bottom"]) * _POINTS
        tall = sum(_row_height(sheet, row) for row in range(last_printed_row(sheet) + 1))
        found = min(found, height / max(tall, 1.0))
    return found


def _column_width(sheet: Sheet, column: int) -> float:
    # A character of Calibri 11 is seven pixels, and a column has five of padding.
    return (sheet.widths.get(column, _DEFAULT_WIDTH) * 7 + 5) / _PIXELS_PER_POINT
