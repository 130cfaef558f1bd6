"""Charts in the file. Their cached values come from the cells, with gaps where figures lack."""

from __future__ import annotations

import math
from typing import Any

import xlsxwriter

from asss_xl.workbook import row_charts, styles
from asss_xl.workbook.cells import Cell
from asss_xl.workbook.chart_series import GRID, NOTHING, bars, drawn_from, font, marker, title
from asss_xl.workbook.charts import Chart, Series

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
        drawn = row_charts.between_columns(workbook, chart)
    elif chart.kind == "rows":
        drawn = row_charts.on_rows(workbook, chart)
    elif chart.kind == "scatter":
        drawn = row_charts.fields(workbook, chart, letters)
    else:
        drawn = _draw(workbook, chart, source if chart.source else "", letters)
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


def _draw(workbook: xlsxwriter.Workbook, chart: Chart, source: str, letters: dict[str, Any]) -> Any:
    """A chart that stands alone, ready to be placed."""
    drawn: Any = workbook.add_chart({"type": chart.kind})
    for series in chart.series:
        drawn.add_series(_series(chart, series, letters))
    drawn.set_title(title(chart.title, letters))
    lying = chart.kind == "bar"
    # XlsxWriter's x axis is the horizontal one: in a bar chart that of the values.
    (drawn.set_y_axis if lying else drawn.set_x_axis)(_x_axis(chart, source, letters))
    if chart.plot is not None and not chart.slanted:
        # Upright labels that wrap; XlsxWriter itself takes 0 for "not set".
        drawn.x_axis["num_font"]["rotation"] = 0
    (drawn.set_x_axis if lying else drawn.set_y_axis)(_y_axis(chart, source, letters))
    drawn.set_legend(_legend(chart, letters))
    # LibreOffice draws #N/A as zero under "gap", and not at all under "span".
    drawn.show_blanks_as("span")
    return row_charts.sized(row_charts.opaque(drawn, chart), chart)


def _series(chart: Chart, series: Series, letters: dict[str, Any]) -> dict[str, Any]:
    if chart.kind == "line":
        line = {"color": series.color, "width": 2.25} if series.line else NOTHING
        made = {**drawn_from(series), "line": line, "marker": marker(series)}
    else:
        made = bars(series, chart.gap, chart.overlap)
    if series.labels:
        made["data_labels"] = _labels(chart, series, letters)
    return made


def _legend(chart: Chart, letters: dict[str, Any]) -> dict[str, Any]:
    if not chart.legend:
        return NOTHING
    made: dict[str, Any] = {"position": "bottom", "font": letters}
    left_out = [number for number, series in enumerate(chart.series) if not series.legend]
    if left_out:
        made["delete_series"] = left_out
    if chart.plot is not None:
        left, _, width, _ = chart.plot
        made["layout"] = {"x": left, "y": 1 - _LEGEND, "width": width, "height": _LEGEND}
    return made


def _labels(chart: Chart, series: Series, letters: dict[str, Any]) -> dict[str, Any]:
    labels: dict[str, Any] = {
        "value": True,
        "num_format": styles.med_minus(series.label_format),
        "font": letters,
    }
    if chart.kind == "column":
        labels["position"] = "outside_end"
    elif chart.kind == "line":
        labels["position"] = "above"
    return labels


def _x_axis(chart: Chart, source: str, letters: dict[str, Any]) -> dict[str, Any]:
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
    if source and chart.kind != "bar":
        axis.update(name=f"Kilde: {source}", name_font={**letters, "bold": False})
    return axis


def _y_axis(chart: Chart, source: str, letters: dict[str, Any]) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": letters,
        "num_format": styles.med_minus(chart.y_format),
        "line": NOTHING,
        "major_gridlines": GRID,
        "major_tick_mark": "none",
    }
    if not chart.scale:
        axis.update(label_position="none", major_gridlines={"visible": False})
    if chart.y_title:
        title = f"{chart.y_title}. Kilde: {source}" if chart.kind == "bar" and source else chart.y_title
        axis.update(name=title, name_font={**letters, "bold": False})
    for key, value in (("crossing", chart.crossing), ("min", chart.y_min), ("max", chart.y_max)):
        if value is not None:
            axis[key] = value
    return axis
