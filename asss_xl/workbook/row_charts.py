"""Charts that lie over cells, see-through, and the one with four fields.

What was seen to work in several programs: rows of equal height, an inner layout of the plot that
is the rows exactly, values around 0 (labels outside the ends), the category axis as the line at 0.
Programs disagree about what lies on top, where a label goes and what is drawn where a figure
lacks, so each point that is more than one of many is a series of its own; the order of the series
is the caller's.
"""

from __future__ import annotations

from typing import Any

import xlsxwriter

from asss_xl.workbook import styles
from asss_xl.workbook.chart_series import GRID, NOTHING, bars, font, points, title
from asss_xl.workbook.charts import Chart, Series

_BARS = font(9.5)
#: Room for the labels of the longest bars, as a share of the width.
_LUFT = 0.09
#: Between lines of the grid of points on rows, and the size of their names.
_STEP, _NAMES = 20, 10.5
#: Between lines of the grid of four fields.
_FIELDS = 4
#: Where the axes of the four fields are named, outside their numbers: shares of the chart.
_UNDER, _BESIDE = {"x": 0.38, "y": 0.92}, {"x": 0.01, "y": 0.32}
#: An axis without a scale, on which the first is on top.
_DOWN = {"reverse": True, "label_position": "none", "major_tick_mark": "none"}
_DOWN |= {"major_gridlines": {"visible": False}}
_NO_MARKS = {"major_tick_mark": "none", "minor_tick_mark": "none"}


def on_rows(workbook: xlsxwriter.Workbook, chart: Chart) -> Any:
    """Bars on the rows of a table, with their axis on the table's head."""
    drawn: Any = workbook.add_chart({"type": "bar"})
    for series in chart.series:
        drawn.add_series(_bar(chart, series))
    drawn.set_y_axis({**_DOWN, "line": {"color": styles.RAUD, "width": 1.5}})
    drawn.set_x_axis(
        {
            "num_font": _BARS,
            "num_format": chart.y_format,
            "line": NOTHING,
            "major_tick_mark": "none",
            "name": chart.y_title,
            "name_font": {**_BARS, "bold": False},
            "name_layout": {"x": 0.3, "y": 0.0},
            "major_gridlines": GRID,
        }
    )
    top = chart.head / chart.height
    return _see_through(drawn, chart, {"x": _LUFT, "y": top, "width": 1 - 2 * _LUFT, "height": 1 - top})


def _bar(chart: Chart, series: Series) -> dict[str, Any]:
    color = styles.GRAA if series.color == styles.SVAK_BLAA else series.color
    labels = {"value": True, "num_format": series.label_format, "position": "outside_end"}
    made = bars(series, chart.gap, 0)
    return {**made, "invert_if_negative": False, "data_labels": {**labels, "font": {**_BARS, "color": color}}}


def between_columns(workbook: xlsxwriter.Workbook, chart: Chart) -> Any:
    """Points and lines on a table's own rows, over columns that are left free for them."""
    frame = chart.frame
    assert frame is not None
    drawn: Any = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for series in chart.series:
        drawn.add_series(points(series, _NAMES, filled=True))
    along = {"min": frame.x_min, "max": frame.x_max, "major_unit": _STEP, "major_gridlines": GRID}
    drawn.set_x_axis({**_NO_MARKS, **along, "num_font": font(_NAMES - 1), "num_format": "0", "line": NOTHING})
    # The unit is the whole height: ONLYOFFICE rounds the end of the axis up to a multiple of it.
    down = {"min": 0, "max": frame.y_max, "major_unit": frame.y_max}
    drawn.set_y_axis({**_NO_MARKS, **_DOWN, **down, "line": NOTHING})
    layout = {
        "x": frame.left / chart.width,
        "y": frame.top / chart.height,
        "width": (chart.width - frame.left - frame.right) / chart.width,
        "height": (chart.height - frame.top) / chart.height,
    }
    return _see_through(drawn, chart, layout)


def _see_through(drawn: Any, chart: Chart, layout: dict[str, float]) -> Any:
    """Nothing but the plot, which lies over the cells below."""
    area = {"border": NOTHING, "fill": NOTHING}
    drawn.set_title(NOTHING)
    drawn.set_legend(NOTHING)
    drawn.set_chartarea(area)
    drawn.set_plotarea({**area, "layout": layout})
    return sized(drawn, chart)


def fields(workbook: xlsxwriter.Workbook, chart: Chart, letters: dict[str, Any]) -> Any:
    """Points by two figures, with the two axes as lines through the middle."""
    drawn: Any = workbook.add_chart({"type": "scatter"})
    assert chart.plot is not None and chart.y_min is not None and chart.y_max is not None
    for series in chart.series:
        drawn.add_series(points(series, letters["size"], filled=series.name_filled))
    axis = {
        **_NO_MARKS,
        "min": chart.y_min,
        "max": chart.y_max,
        "major_unit": (chart.y_max - chart.y_min) / _FIELDS,
        "crossing": chart.crossing,
        # The numbers are text that follows the figures, as an axis cannot.
        "label_position": "none",
        "line": {"color": styles.RAUD, "width": 1.5},
        "major_gridlines": GRID,
        "name_font": {**letters, "bold": False},
    }
    drawn.set_x_axis({**axis, "name": chart.x_title, "name_layout": _UNDER})
    drawn.set_y_axis({**axis, "name": chart.y_title, "name_layout": _BESIDE})
    drawn.set_title(title(chart.title, letters))
    drawn.set_legend(NOTHING)
    return sized(opaque(drawn, chart), chart)


def opaque(drawn: Any, chart: Chart) -> Any:
    """A white chart without a frame, its plot where it is told to be."""
    if chart.plot is not None:
        drawn.set_plotarea({"layout": dict(zip(("x", "y", "width", "height"), chart.plot, strict=True))})
    drawn.set_chartarea({"border": NOTHING, "fill": {"color": styles.HVIT}})
    return drawn


def sized(drawn: Any, chart: Chart) -> Any:
    """The chart at its size; a figure that lacks is not drawn."""
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.show_na_as_empty_cell()
    drawn.show_hidden_data()
    return drawn
