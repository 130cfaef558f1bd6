"""Charts in the file. Their cached values come from the cells, with gaps where figures lack."""

from __future__ import annotations

import math
from typing import Any

import xlsxwriter

from asss_xl.functions.values import is_number
from asss_xl.workbook import row_bars, row_chart, scatter, styles
from asss_xl.workbook.cells import Cell, Range, column_letters, quoted
from asss_xl.workbook.charts import Chart, Series

#: Points as printed, and the most that a chart on a wide sheet can take.
_LESBAR, _STOERST = 9.0, 16
#: The share of a chart's height that the legend takes, where the plot has a place of its own.
_LEGEND = 0.075


def _font(scale: float) -> dict[str, Any]:
    """Letters that are readable when the sheet has shrunk to the page."""
    size = min(_STOERST, math.ceil(_LESBAR / max(scale, 0.1) - 0.05))
    return {"name": styles.SKRIFT, "size": size, "color": styles.GRAA}


def add_chart(
    workbook: xlsxwriter.Workbook, worksheet: Any, chart: Chart, name: str, source: str, scale: float = 1.0
) -> Any:
    """Put the chart on the worksheet; the answer is XlsxWriter's.

    ``name`` is the object's; ``scale`` is how small the sheet becomes on paper.
    """
    if chart.frame is not None:
        drawn: Any = row_chart.draw(workbook, chart, drawn_from)
    elif chart.kind == "rows":
        drawn = row_bars.draw(workbook, chart, _series)
    elif chart.kind == "scatter":
        font = _font(scale)
        drawn = scatter.draw(workbook, chart, drawn_from, font, _title(chart.title, font))
    else:
        drawn = _draw(workbook, chart, source, scale)
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


def _draw(workbook: xlsxwriter.Workbook, chart: Chart, source: str, scale: float) -> Any:
    """A chart that stands alone, ready to be placed."""
    font, told = _font(scale), source if chart.source else ""
    kind: dict[str, str] = {"type": chart.kind}
    if chart.stacked:
        kind["subtype"] = "stacked"
    drawn: Any = workbook.add_chart(kind)
    for series in chart.series:
        drawn.add_series(_series(chart, series, font))
    drawn.set_title({**_title(chart.title, font), "overlay": False})
    lying = chart.kind == "bar"
    # XlsxWriter's x axis is the horizontal one: in a bar chart that of the values.
    (drawn.set_y_axis if lying else drawn.set_x_axis)(_x_axis(chart, told, font))
    if chart.plot is not None and not chart.slanted:
        # Upright labels that wrap; XlsxWriter itself takes 0 for "not set".
        drawn.x_axis["num_font"]["rotation"] = 0
    (drawn.set_x_axis if lying else drawn.set_y_axis)(_y_axis(chart, told, font))
    drawn.set_legend(_legend(chart, font))
    if chart.plot is not None:
        left, top, width, height = chart.plot
        drawn.set_plotarea({"layout": {"x": left, "y": top, "width": width, "height": height}})
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": styles.HVIT}})
    drawn.show_na_as_empty_cell()
    # LibreOffice draws #N/A as zero under "gap", and not at all under "span".
    drawn.show_blanks_as("span")
    drawn.show_hidden_data()
    return drawn


def drawn_from(series: Series) -> dict[str, Any]:
    """What a series is drawn from: its ranges, and the values that are in them now."""
    return {
        "name": _reference(series.name) if isinstance(series.name, Cell) else series.name,
        "name_data": [_shown(series.name)],
        "categories": series.categories.absolute,
        "values": series.values.absolute,
        "categories_data": [_category(cell) for cell in series.categories],
        "values_data": _numbers(series.values),
    }


def _series(chart: Chart, series: Series, font: dict[str, Any]) -> dict[str, Any]:
    made = drawn_from(series)
    if chart.kind == "line":
        made["line"] = {"color": series.color, "width": 2.25} if series.line else {"none": True}
        made["marker"] = _marker(series)
    else:
        made["gap"], made["overlap"] = chart.gap, chart.overlap
        if series.pattern:
            made["pattern"] = {
                "pattern": "wide_upward_diagonal",
                "fg_color": series.color,
                "bg_color": styles.HVIT,
            }
            # A frame would be seen round a bar of no height.
            made["border"] = {"none": True}
        else:
            made["fill"] = {"color": series.color}
    if series.labels:
        made["data_labels"] = _labels(chart, series, font)
    return made


def _legend(chart: Chart, font: dict[str, Any]) -> dict[str, Any]:
    if not chart.legend:
        return {"none": True}
    made: dict[str, Any] = {"position": "bottom", "font": font}
    left_out = [number for number, series in enumerate(chart.series) if not series.legend]
    if left_out:
        made["delete_series"] = left_out
    if chart.plot is not None:
        left, _, width, _ = chart.plot
        made["layout"] = {"x": left, "y": 1 - _LEGEND, "width": width, "height": _LEGEND}
    return made


def _marker(series: Series) -> dict[str, Any]:
    if series.marker is None:
        return {"type": "none"}
    color = {"color": series.color}
    return {"type": series.marker, "size": series.marker_size, "fill": color, "border": color}


def _labels(chart: Chart, series: Series, font: dict[str, Any]) -> dict[str, Any]:
    labels: dict[str, Any] = {"value": True, "num_format": series.label_format, "font": font}
    if chart.kind == "column" and not chart.stacked:
        labels["position"] = "outside_end"
    elif chart.kind == "line":
        labels["position"] = "above"
    return labels


def _title(title: Cell | str, normal: dict[str, Any]) -> dict[str, Any]:
    font = {"name": styles.SKRIFT, "size": normal["size"] + 2, "color": styles.BLAA, "bold": True}
    if isinstance(title, Cell):
        return {"name": _reference(title), "name_font": font, "data": [title.value]}
    return {"name": title, "name_font": font}


def _x_axis(chart: Chart, source: str, font: dict[str, Any]) -> dict[str, Any]:
    line = {"color": styles.LYS_GRAA, "width": 1.0}
    if chart.crossing is not None:
        line = {"color": styles.RAUD, "width": 2.5}
    axis: dict[str, Any] = {
        "num_font": font,
        "label_position": "high" if chart.labels_high else "low",
        "line": line,
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    if chart.kind == "bar":
        axis.update(reverse=True, interval_unit=1)
    elif chart.slanted:
        axis["num_font"] = {**font, "rotation": -45}
    if source and chart.kind != "bar":
        axis.update(name=f"Kilde: {source}", name_font={**font, "bold": False})
    return axis


def _y_axis(chart: Chart, source: str, font: dict[str, Any]) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": font,
        "num_format": chart.y_format,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": styles.LYS_GRAA, "width": 0.5}},
        "major_tick_mark": "none",
    }
    if not chart.scale:
        axis.update(label_position="none", major_gridlines={"visible": False})
    if chart.y_title:
        title = f"{chart.y_title}. Kilde: {source}" if chart.kind == "bar" and source else chart.y_title
        axis.update(name=title, name_font={**font, "bold": False})
    for key, value in (("crossing", chart.crossing), ("min", chart.y_min), ("max", chart.y_max)):
        if value is not None:
            axis[key] = value
    return axis


def _reference(cell: Cell) -> str:
    return f"={quoted(cell.sheet)}!${column_letters(cell.column)}${cell.row + 1}"


def _shown(name: Cell | str) -> str:
    """A series' name as text; a year is a number, but not one with a decimal."""
    value = name.value if isinstance(name, Cell) else name
    return f"{value:.15g}" if is_number(value) else str(value or "")


def _category(cell: Cell) -> Any:
    if isinstance(cell.value, float) and cell.value.is_integer():
        return int(cell.value)
    return "" if cell.value is None else cell.value


def _numbers(values: Range) -> list[Any]:
    return [cell.value if is_number(cell.value) else None for cell in values]
