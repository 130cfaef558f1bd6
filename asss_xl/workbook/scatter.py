"""A chart of points by two figures, with its two axes as lines through the middle: four fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlsxwriter

from asss_xl.workbook import styles
from asss_xl.workbook.charts import Chart, Series
from asss_xl.workbook.row_chart import look

#: Between lines of the grid.
_FIELDS = 4
#: Where the axes are named, outside their numbers: shares of the chart.
_UNDER, _BESIDE = {"x": 0.38, "y": 0.92}, {"x": 0.01, "y": 0.32}


def draw(
    workbook: xlsxwriter.Workbook,
    chart: Chart,
    drawn_from: Callable[[Series], dict[str, Any]],
    font: dict[str, Any],
    title: dict[str, Any],
) -> Any:
    """The chart, ready to be placed; ``drawn_from`` gives XlsxWriter's options of a series."""
    drawn: Any = workbook.add_chart({"type": "scatter"})
    assert chart.plot is not None and chart.y_min is not None and chart.y_max is not None
    for series in chart.series:
        drawn.add_series({**drawn_from(series), **look(series, font["size"], filled=series.name_filled)})
    axis = {
        "min": chart.y_min,
        "max": chart.y_max,
        "major_unit": (chart.y_max - chart.y_min) / _FIELDS,
        "crossing": chart.crossing,
        # The numbers are text that follows the figures, as an axis cannot.
        "label_position": "none",
        "line": {"color": styles.RAUD, "width": 1.5},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": styles.LYS_GRAA, "width": 0.5}},
        "name_font": {**font, "bold": False},
    }
    drawn.set_x_axis({**axis, "name": chart.x_title, "name_layout": _UNDER})
    drawn.set_y_axis({**axis, "name": chart.y_title, "name_layout": _BESIDE})
    drawn.set_title({**title, "overlay": False})
    drawn.set_legend({"none": True})
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.set_plotarea({"layout": dict(zip(("x", "y", "width", "height"), chart.plot, strict=True))})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": styles.HVIT}})
    drawn.show_na_as_empty_cell()
    drawn.show_hidden_data()
    return drawn
