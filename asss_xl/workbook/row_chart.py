"""A chart on a table's own rows: points and lines over columns that are left free for it.

Programs disagree about what lies on top, where a label goes and what is drawn where a figure
lacks, so each point that is more than one of many is a series of its own; the order of the series
is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlsxwriter

from asss_xl.workbook import styles
from asss_xl.workbook.charts import Chart, Series

_STEP = 20
_HALF = 10.5


def draw(workbook: xlsxwriter.Workbook, chart: Chart, drawn_from: Callable[[Series], dict[str, Any]]) -> Any:
    """The chart, ready to be placed; ``drawn_from`` gives XlsxWriter's options of a series."""
    frame = chart.frame
    assert frame is not None
    drawn: Any = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for series in chart.series:
        drawn.add_series({**drawn_from(series), **look(series, _HALF, filled=True)})
    font = {"name": styles.SKRIFT, "size": _HALF - 1, "color": styles.GRAA}
    drawn.set_x_axis(
        {
            "min": frame.x_min,
            "max": frame.x_max,
            "major_unit": _STEP,
            "num_font": font,
            "num_format": "0",
            "line": {"none": True},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",
            "major_gridlines": {"visible": True, "line": {"color": styles.LYS_GRAA, "width": 0.5}},
        }
    )
    # The unit is the whole height: ONLYOFFICE rounds the end of the axis up to a multiple of it.
    drawn.set_y_axis(
        {
            "min": 0,
            "max": frame.y_max,
            "major_unit": frame.y_max,
            "reverse": True,
            "label_position": "none",
            "line": {"none": True},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",
            "major_gridlines": {"visible": False},
        }
    )
    drawn.set_legend({"none": True})
    drawn.set_title({"none": True})
    drawn.set_size({"width": chart.width, "height": chart.height})
    nothing = {"border": {"none": True}, "fill": {"none": True}}
    drawn.set_chartarea(nothing)
    drawn.set_plotarea(
        {
            **nothing,
            "layout": {
                "x": frame.left / chart.width,
                "y": frame.top / chart.height,
                "width": (chart.width - frame.left - frame.right) / chart.width,
                "height": (chart.height - frame.top) / chart.height,
            },
        }
    )
    drawn.show_na_as_empty_cell()
    drawn.show_hidden_data()
    return drawn


def look(series: Series, size: float, filled: bool = False) -> dict[str, Any]:
    """How a series of points is drawn, and its name beside them; ``filled``: over what lies behind."""
    color = {"color": series.color}
    made: dict[str, Any] = {
        "line": {**color, "width": series.width} if series.line else {"none": True},
        "marker": {"type": "none"},
    }
    if series.marker is not None:
        made["marker"] = {"type": series.marker, "size": series.marker_size, "fill": color, "border": color}
    if series.name_at:
        made["data_labels"] = {
            "value": False,
            "series_name": True,
            "position": series.name_at,
            "font": {"name": styles.SKRIFT, "size": size, "bold": series.bold, **color},
        }
        if filled:
            made["data_labels"]["fill"] = {"color": styles.HVIT}
    return made
