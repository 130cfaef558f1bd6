"""Bars that lie on the rows of a table, see-through, with their axis on the table's head.

What was seen to work in several programs: rows of equal height, an inner layout of the plot that
is the rows exactly, values around 0 (labels outside the ends), the category axis as the line at 0.
"""

from __future__ import annotations

from typing import Any

import xlsxwriter

from asss_xl.workbook import styles
from asss_xl.workbook.charts import Chart, Series

_FONT = {"name": styles.SKRIFT, "size": 9.5, "color": styles.GRAA}
#: Room for the labels of the longest bars, as a share of the width.
_LUFT = 0.04
_INGEN = {"none": True}


def draw(workbook: xlsxwriter.Workbook, chart: Chart, series: Any) -> Any:
    """The chart, ready to be placed; ``series`` gives XlsxWriter's options of one."""
    drawn: Any = workbook.add_chart({"type": "bar"})
    for one in chart.series:
        drawn.add_series(_bars(chart, one, series))
    drawn.set_y_axis(
        {
            "reverse": True,
            "label_position": "none",
            "major_tick_mark": "none",
            "line": {"color": styles.RAUD, "width": 1.5},
            "major_gridlines": {"visible": False},
        }
    )
    drawn.set_x_axis(
        {
            "num_font": _FONT,
            "num_format": chart.y_format,
            "line": _INGEN,
            "major_tick_mark": "none",
            "name": chart.y_title,
            "name_font": {**_FONT, "bold": False},
            "name_layout": {"x": 0.3, "y": 0.0},
            "major_gridlines": {"visible": True, "line": {"color": styles.LYS_GRAA, "width": 0.5}},
        }
    )
    drawn.set_title({"none": True})
    drawn.set_legend({"none": True})
    top = chart.head / chart.height
    drawn.set_plotarea(
        {
            "fill": _INGEN,
            "border": _INGEN,
            "layout": {"x": _LUFT, "y": top, "width": 1 - 2 * _LUFT, "height": 1 - top},
        }
    )
    drawn.set_chartarea({"fill": _INGEN, "border": _INGEN})
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.show_na_as_empty_cell()
    drawn.show_hidden_data()
    return drawn


def _bars(chart: Chart, series: Series, options: Any) -> dict[str, Any]:
    made: dict[str, Any] = options(chart, series, _FONT)
    made.update(gap=chart.gap, overlap=0, invert_if_negative=False)
    made["data_labels"] = {
        "value": True,
        "num_format": series.label_format,
        "position": "outside_end",
        "font": {**_FONT, "color": styles.GRAA if series.color == styles.SVAK_BLAA else series.color},
    }
    return made
