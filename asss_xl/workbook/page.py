"""How much of a sheet with page breaks goes on an A4 page.

Excel ignores page breaks when it fits a sheet to a number of pages, so the scale of a sheet that
has them is worked out here: the widest it can be with the width and every page between two breaks
inside the margins. Sheets without breaks are left to the program that prints.
"""

from __future__ import annotations

from asss_xl.workbook.book import Sheet

#: Inches.
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.7}
_A4 = (8.27, 11.69)
_POINTS = 72.0
_PIXELS_PER_POINT = 96 / 72
_DEFAULT_HEIGHT, _DEFAULT_WIDTH = 15.0, 8.43
#: Room for a machine without the workbook's typeface: what takes its place is up to a sixth wider.
_SLACK = 0.83


def last_printed_row(sheet: Sheet) -> int:
    """The last row with something to print, charts included."""
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


def print_scale(sheet: Sheet, last_row: int) -> int:
    """Percent, between 10 and 100."""
    printing = sheet.printing
    short, long = _A4
    wide, high = (long, short) if printing.landscape else (short, long)
    width = (wide - MARGINS["left"] - MARGINS["right"]) * _POINTS
    height = (high - MARGINS["top"] - MARGINS["bottom"]) * _POINTS
    needed = sum(_column_width(sheet, column) for column in range(printing.last_column + 1))
    scale = width / needed
    edges = [0, *printing.breaks, last_row + 1]
    if printing.breaks or printing.one_page:
        for first, end in zip(edges, edges[1:], strict=False):
            tall = sum(_row_height(sheet, row) for row in range(first, end))
            scale = min(scale, height / max(tall, 1))
    return max(10, min(100, int(100 * scale * _SLACK)))


def _row_height(sheet: Sheet, row: int) -> float:
    return sheet.heights.get(row, _DEFAULT_HEIGHT)


def _column_width(sheet: Sheet, column: int) -> float:
    # A character of Calibri 11 is seven pixels, and a column has five of padding.
    return (sheet.widths.get(column, _DEFAULT_WIDTH) * 7 + 5) / _PIXELS_PER_POINT
