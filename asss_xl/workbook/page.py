"""What of a sheet goes on which page: heights, the last row to print, the margins, the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from xlsxwriter.utility import xl_pixel_width

from asss_xl.workbook.book import Sheet

#: Of a row of ordinary text, in points.
ROW_HEIGHT = 13.5
#: Inches.
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.6}
_PIXELS_PER_POINT = 96 / 72
POINTS_PER_PIXEL = 72 / 96
_DEFAULT_WIDTH = 8.43
#: What a cell keeps free beside its text, in pixels, and the size of the letters that are measured.
_AIR, _MEASURED = 5, 11.0
_A4 = (8.27, 11.69)
_POINTS = 72.0
#: Programs round heights to whole pixels of the screen: a page that is just full runs over.
_FULL = 0.99
#: A sheet that is only so much too tall for a page is printed as much smaller.
KNAPT = 1.03
#: The width of a word; most of them are said of many figures.
_pixels: Callable[[str], int] = cache(xl_pixel_width)


def wrapped_lines(text: str, pixels: int, size: float) -> int:
    """How many lines a text takes in a column of so many pixels, in letters of a size."""
    lines, used, room = 1, 0.0, (pixels - _AIR) * _MEASURED / size
    for word in text.split():
        wide = _pixels(word)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + _pixels(" ")
    return lines


def last_printed_row(sheet: Sheet) -> int:
    """The last row with something to print, charts included."""
    if sheet.printing.rows is not None:
        return sheet.printing.rows - 1
    return last_row(sheet)


def last_row(sheet: Sheet) -> int:
    """The last row that is printed when the print area is ignored."""
    cells = [row for row, column in sheet.cells if column <= sheet.printing.last_column]
    charts = [chart_end(sheet, chart.row, chart.height) for chart in sheet.charts]
    return max([*cells, *charts, 0])


def chart_end(sheet: Sheet, row: int, height: float) -> int:
    """The last row that a chart of the given height in pixels covers."""
    left = height / _PIXELS_PER_POINT
    while left > 0:
        left -= row_height(sheet, row)
        row += 1
    return row - 1


def row_height(sheet: Sheet, row: int) -> float:
    """In points: what the sheet says, or what the row's largest letters need.

    The file says it for every row: a program that chose its own by its typefaces would move what
    stands on which page.
    """
    if row not in sheet.heights:
        return max(ROW_HEIGHT, 1.3 * sheet.largest.get(row, 0))
    return sheet.heights[row]


def scale(sheet: Sheet) -> float:
    """About how small the sheet becomes on paper: 1 is as it is, and never larger."""
    printing = sheet.printing
    found = _to_width(sheet)
    if printing.one_page and not printing.parts:
        tall = height(sheet, 0, last_printed_row(sheet) + 1)
        found = min(found, _paper(sheet)[1] / max(tall, 1.0))
    return found


def height(sheet: Sheet, start: int, end: int) -> float:
    """The points from one row to the one before another."""
    return sum(row_height(sheet, row) for row in range(start, end))


def room(sheet: Sheet) -> float:
    """How many points of rows a page takes when the sheet is as wide as the paper."""
    return _FULL * _paper(sheet)[1] / _to_width(sheet)


def repeated(sheet: Sheet) -> tuple[int, int] | None:
    """The rows on top of every page: the table's head, and over it whose the figures are and from where."""
    rows = sheet.printing.repeat_rows
    return rows if rows is None or not sheet.source else (0, rows[1])


def page_starts(sheet: Sheet) -> list[int]:
    """The rows where a new page starts: where a part begins that the page has no room for."""
    edges = [*sorted({row for row in sheet.printing.parts if row > 0}), last_row(sheet) + 1]
    rows = repeated(sheet)
    top = height(sheet, rows[0], rows[1] + 1) if rows else 0.0
    made: list[int] = []
    start = 0
    if sheet.printing.one_page and height(sheet, 0, edges[-1]) <= KNAPT * room(sheet):
        return made
    for part, end in zip(edges, edges[1:], strict=False):
        if height(sheet, start, end) > room(sheet) - (top if start else 0.0):
            made.append(part)
            start = part
    return made


def room_left(sheet: Sheet) -> float:
    """How many points of rows there is room for after the last one, on its page."""
    start, rows = [0, *page_starts(sheet)][-1], repeated(sheet)
    top = height(sheet, rows[0], rows[1] + 1) if rows and start else 0.0
    return room(sheet) - top - height(sheet, start, last_row(sheet) + 1)


def _paper(sheet: Sheet) -> tuple[float, float]:
    """Points inside the margins, across and down."""
    wide, high = reversed(_A4) if sheet.printing.landscape else _A4
    across = wide - MARGINS["left"] - MARGINS["right"]
    return across * _POINTS, (high - MARGINS["top"] - MARGINS["bottom"]) * _POINTS


def pixel_width(sheet: Sheet, columns: Iterable[int]) -> float:
    """How wide columns are together."""
    # A character of Calibri 11 is seven pixels, and a column has five of padding.
    return sum(sheet.widths.get(column, _DEFAULT_WIDTH) * 7 + 5 for column in columns)


def _to_width(sheet: Sheet) -> float:
    wide = pixel_width(sheet, range(sheet.printing.last_column + 1))
    return min(1.0, _paper(sheet)[0] / max(wide / _PIXELS_PER_POINT, 1.0))
