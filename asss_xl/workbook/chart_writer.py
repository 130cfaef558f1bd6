"""Charts in the file. Their cached values come from the cells, with gaps where figures lack.

Of charts that lie over cells, see-through, this was seen to work in several programs: rows of equal
height, an inner layout of the plot that is the rows exactly, values around 0 (labels outside the
ends), the category axis as the line at 0. Programs disagree about what lies on top, where a label
goes and what is drawn where a figure lacks, so each point that is more than one of many is a series
of its own; the order of the series is the caller's.
"""

from __future__ import annotations

import math
from typing import Any

import xlsxwriter

from asss_xl.functions.values import Value, is_number
from asss_xl.workbook import styles
from asss_xl.workbook.cells import Cell
from asss_xl.workbook.charts import Chart, Series

#: No line, no fill, no title, no legend.
_NONE = {"none": True}
GRID = {"visible": True, "line": {"color": styles.LYS_GRAA, "width": 0.5}}


def font(size: float, **more: Any) -> dict[str, Any]:
    """The letters of a chart."""
    return {"name": styles.SKRIFT, "size": size, "color": styles.GRAA, **more}


def drawn_from(series: Series) -> dict[str, Any]:
    """What a series is drawn from: its ranges, and the values that are in them now."""
    return {
        "name": series.name.absolute if isinstance(series.name, Cell) else series.name,
        "name_data": [str(_shown(series.name.value if isinstance(series.name, Cell) else series.name))],
        "categories": series.categories.absolute,
        "values": series.values.absolute,
        "categories_data": [_shown(cell.value) for cell in series.categories],
        "values_data": [cell.value if is_number(cell.value) else None for cell in series.values],
    }


def points(series: Series, size: float = 9.0, filled: bool = False) -> dict[str, Any]:
    """A series of points, and its name beside them; ``filled``: over what lies behind."""
    color = {"color": series.color}
    line = {**color, "width": series.width} if series.line else _NONE
    marker = {"type": series.marker, "size": series.marker_size, "fill": color, "border": color}
    marker = marker if series.marker else {"type": "none"}
    made: dict[str, Any] = {**drawn_from(series), "line": line, "marker": marker}
    if series.name_at:
        made["data_labels"] = {
            "value": False,
            "series_name": True,
            "position": series.name_at,
            "font": font(size, bold=series.bold, **color),
        }
        if filled:
            made["data_labels"]["fill"] = {"color": styles.HVIT}
    return made


def bars(series: Series, gap: int, overlap: int) -> dict[str, Any]:
    """A series of columns or bars."""
    made = {**drawn_from(series), "gap": gap, "overlap": overlap}
    if not series.pattern:
        return {**made, "fill": {"color": series.color}}
    pattern = {"pattern": "wide_upward_diagonal", "fg_color": series.color, "bg_color": styles.HVIT}
    # A frame would be seen round a bar of no height.
    return {**made, "pattern": pattern, "border": _NONE}


def _shown(value: Value) -> Value:
    """A name or a category: a year is a number, but not one with a decimal."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


#: Points as printed, and the most that a chart on a wide sheet can take.
_LESBAR, _STOERST = 9.0, 16
#: The share of a chart's height that the legend takes, where the plot has a place of its own.
_LEGEND = 0.075


def add_chart(
    workbook: xlsxwriter.Workbook, worksheet: Any, chart: Chart, name: str, source: str, scale: float = 1.0
) -> Any:
    """Put the chart on the worksheet; the answer is XlsxWriter's.

    ``name`` is the object's; ``scale`` is how small the sheet becomes on paper.
    """
    # Letters that are readable when the sheet has shrunk to the page.
    letters = font(min(_STOERST, math.ceil(_LESBAR / max(scale, 0.1) - 0.05)))
    if chart.frame is not None:
        drawn = between_columns(workbook, chart)
    elif chart.kind == "rows":
        drawn = on_rows(workbook, chart)
    elif chart.kind == "scatter":
        drawn = fields(workbook, chart, letters)
    else:
        drawn = _draw(workbook, chart, letters)
    drawn.chart_name = name
    place = {"object_position": 1, "description": described(chart, source)}
    return worksheet.insert_chart(chart.row, chart.column, drawn, place)


def described(chart: Chart, source: str) -> str:
    """What is read to those who cannot see the chart: what it says first, then how it is drawn.

    The text stands still while the figures can move, so it says when it was true.
    """
    message = chart.title.value if isinstance(chart.title, Cell) else chart.title
    said = f"Da filen ble laget: {str(message).rstrip('.')}. " if message else ""
    return f"{said}{chart.alt} Kilde: {source}."


def _draw(workbook: xlsxwriter.Workbook, chart: Chart, letters: dict[str, Any]) -> Any:
    """A chart that stands alone, ready to be placed."""
    drawn: Any = workbook.add_chart({"type": chart.kind})
    for series in chart.series:
        drawn.add_series(_series(chart, series, letters))
    lying = chart.kind == "bar"
    # XlsxWriter's x axis is the horizontal one: in a bar chart that of the values.
    (drawn.set_y_axis if lying else drawn.set_x_axis)(_x_axis(chart, letters))
    if chart.plot is not None and not chart.slanted:
        # Upright labels that wrap; XlsxWriter itself takes 0 for "not set".
        drawn.x_axis["num_font"]["rotation"] = 0
    (drawn.set_x_axis if lying else drawn.set_y_axis)(_y_axis(chart, letters))
    drawn.set_legend(_legend(chart, letters))
    # LibreOffice draws #N/A as zero under "gap", and not at all under "span".
    drawn.show_blanks_as("span")
    return sized(opaque(drawn, chart), chart)


def _series(chart: Chart, series: Series, letters: dict[str, Any]) -> dict[str, Any]:
    made = points(series) if chart.kind == "line" else bars(series, chart.gap, chart.overlap)
    if series.labels:
        made["data_labels"] = _labels(chart, series, letters)
    return made


def _legend(chart: Chart, letters: dict[str, Any]) -> dict[str, Any]:
    if not chart.legend:
        return _NONE
    made: dict[str, Any] = {"position": "bottom", "font": letters}
    left_out = [number for number, series in enumerate(chart.series) if not series.legend]
    if left_out:
        made["delete_series"] = left_out
    if chart.plot is not None:
        left, _, width, _ = chart.plot
        made["layout"] = {"x": left, "y": 1 - _LEGEND, "width": width, "height": _LEGEND}
    return made


def _labels(chart: Chart, series: Series, letters: dict[str, Any]) -> dict[str, Any]:
    where = {"column": {"position": "outside_end"}, "line": {"position": "above"}}.get(chart.kind, {})
    return {"value": True, "num_format": styles.med_minus(series.label_format), "font": letters, **where}


def _x_axis(chart: Chart, letters: dict[str, Any]) -> dict[str, Any]:
    line = {"color": styles.LYS_GRAA, "width": 1.0}
    if chart.crossing is not None:
        line = {"color": styles.RAUD, "width": 2.5}
    axis: dict[str, Any] = {
        "num_font": letters,
        "label_position": "high" if chart.labels_high else "low",
        "line": line,
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    if chart.kind == "bar":
        axis.update(reverse=True, interval_unit=1)
    elif chart.slanted:
        axis["num_font"] = {**letters, "rotation": -45}
    return axis


def _y_axis(chart: Chart, letters: dict[str, Any]) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": letters,
        "num_format": styles.med_minus(chart.y_format),
        "line": _NONE,
        "major_gridlines": GRID,
        "major_tick_mark": "none",
    }
    if not chart.scale:
        axis.update(label_position="none", major_gridlines={"visible": False})
    for key, value in (("crossing", chart.crossing), ("min", chart.y_min), ("max", chart.y_max)):
        if value is not None:
            axis[key] = value
    return axis


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
        color = styles.GRAA if series.color == styles.SVAK_BLAA else series.color
        labels = {"value": True, "num_format": series.label_format, "position": "outside_end"}
        labels["font"] = {**_BARS, "color": color}
        drawn.add_series({**bars(series, chart.gap, 0), "invert_if_negative": False, "data_labels": labels})
    drawn.set_y_axis({**_DOWN, "line": {"color": styles.RAUD, "width": 1.5}})
    drawn.set_x_axis(
        {
            "num_font": _BARS,
            "num_format": chart.y_format,
            "line": _NONE,
            "major_tick_mark": "none",
            "name": chart.y_title,
            "name_font": {**_BARS, "bold": False},
            "name_layout": {"x": 0.3, "y": 0.0},
            "major_gridlines": GRID,
        }
    )
    top = chart.head / chart.height
    return _see_through(drawn, chart, {"x": _LUFT, "y": top, "width": 1 - 2 * _LUFT, "height": 1 - top})


def between_columns(workbook: xlsxwriter.Workbook, chart: Chart) -> Any:
    """Points and lines on a table's own rows, over columns that are left free for them."""
    frame = chart.frame
    assert frame is not None
    drawn: Any = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for series in chart.series:
        drawn.add_series(points(series, _NAMES, filled=True))
    along = {"min": frame.x_min, "max": frame.x_max, "major_unit": _STEP, "major_gridlines": GRID}
    drawn.set_x_axis({**_NO_MARKS, **along, "num_font": font(_NAMES - 1), "num_format": "0", "line": _NONE})
    # The unit is the whole height: ONLYOFFICE rounds the end of the axis up to a multiple of it.
    down = {"min": 0, "max": frame.y_max, "major_unit": frame.y_max}
    drawn.set_y_axis({**_NO_MARKS, **_DOWN, **down, "line": _NONE})
    layout = {
        "x": frame.left / chart.width,
        "y": frame.top / chart.height,
        "width": (chart.width - frame.left - frame.right) / chart.width,
        "height": (chart.height - frame.top) / chart.height,
    }
    return _see_through(drawn, chart, layout)


def _see_through(drawn: Any, chart: Chart, layout: dict[str, float]) -> Any:
    """Nothing but the plot, which lies over the cells below."""
    area = {"border": _NONE, "fill": _NONE}
    drawn.set_legend(_NONE)
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
    drawn.set_legend(_NONE)
    return sized(opaque(drawn, chart), chart)


def opaque(drawn: Any, chart: Chart) -> Any:
    """A white chart without a frame, its plot where it is told to be."""
    if chart.plot is not None:
        drawn.set_plotarea({"layout": dict(zip(("x", "y", "width", "height"), chart.plot, strict=True))})
    drawn.set_chartarea({"border": _NONE, "fill": {"color": styles.HVIT}})
    return drawn


def sized(drawn: Any, chart: Chart) -> Any:
    """The chart at its size, its message in a cell; a figure that lacks is not drawn."""
    drawn.set_title(_NONE)
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.show_na_as_empty_cell()
    drawn.show_hidden_data()
    return drawn
