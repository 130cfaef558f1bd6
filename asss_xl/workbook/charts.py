"""What a chart shows, free of how a file stores it."""

from __future__ import annotations

from typing import NamedTuple

from asss_xl.workbook import styles
from asss_xl.workbook.cells import Cell, Range


class Frame(NamedTuple):
    """Where a chart on a table's own rows has its plot: margins in pixels, and its two scales.

    The plot is as wide and as high as what it lies over, so that a point stands on its row.
    """

    left: int
    right: int
    top: int
    x_min: float
    x_max: float
    y_max: float


class Series(NamedTuple):
    """One series; ``marker`` draws points, ``line`` joins them, columns need neither.

    Of a chart of rows the categories are the points' x, and the values their y from the top.
    """

    name: Cell | str
    categories: Range
    values: Range
    color: str = styles.BLAA
    marker: str | None = None
    marker_size: int = 9
    line: bool = False
    labels: bool = False
    label_format: str = "0"
    pattern: bool = False
    #: Whether the legend names it: not the second piece of one line.
    legend: bool = True
    width: float = 2.25
    #: The series' name beside its point, ``left`` or ``right``: text that follows a cell.
    name_at: str = ""
    #: Whether the name hides what runs behind it.
    name_filled: bool = False
    bold: bool = True


class Chart(NamedTuple):
    """A chart on a sheet. ``title`` is its message, which stands in a cell; ``alt`` is read to those
    who cannot see it.

    Of the kind ``rows`` it lies see-through over the rows of a table: its axis stands on the head,
    ``head`` pixels high, and each bar on the row it is about.
    """

    kind: str
    title: Cell | str
    series: tuple[Series, ...]
    row: int
    column: int
    width: int
    height: int
    alt: str
    #: Of the kinds ``rows`` and ``scatter``: elsewhere the unit is told above or below the chart.
    y_title: str = ""
    #: Of the kind ``scatter``, whose two axes have the same scale and cross at ``crossing``.
    x_title: str = ""
    y_format: str = "#,##0"
    crossing: float | None = None
    y_min: float | None = None
    y_max: float | None = None
    legend: bool = True
    gap: int = 60
    overlap: int = 0
    #: Where the plot is within the chart, as shares: left, top, width, height.
    plot: tuple[float, float, float, float] | None = None
    #: Whether the categories are named above the plot: there the values' labels go down.
    labels_high: bool = False
    #: Whether the categories are written aslant: many, each of one word.
    slanted: bool = False
    #: Whether the values have a scale: not where each bar says its own.
    scale: bool = True
    head: int = 0
    #: Of the kind ``rows``: see-through, over the columns between a table's own.
    frame: Frame | None = None
