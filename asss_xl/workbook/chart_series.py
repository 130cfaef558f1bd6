"""The series of a chart as XlsxWriter takes them: what they are drawn from, and how they look."""

from __future__ import annotations

from typing import Any

from asss_xl.functions.values import is_number
from asss_xl.workbook import styles
from asss_xl.workbook.cells import Cell
from asss_xl.workbook.charts import Series

#: No line, no fill, no title, no legend.
NOTHING = {"none": True}
GRID = {"visible": True, "line": {"color": styles.LYS_GRAA, "width": 0.5}}


def font(size: float, **more: Any) -> dict[str, Any]:
    """The letters of a chart."""
    return {"name": styles.SKRIFT, "size": size, "color": styles.GRAA, **more}


def title(said: Cell | str, normal: dict[str, Any]) -> dict[str, Any]:
    """The title over a chart."""
    name_font = font(normal["size"] + 2, color=styles.BLAA, bold=True)
    if isinstance(said, Cell):
        return {"name": said.absolute, "name_font": name_font, "data": [said.value], "overlay": False}
    return {"name": said, "name_font": name_font, "overlay": False}


def drawn_from(series: Series) -> dict[str, Any]:
    """What a series is drawn from: its ranges, and the values that are in them now."""
    return {
        "name": series.name.absolute if isinstance(series.name, Cell) else series.name,
        "name_data": [_shown(series.name)],
        "categories": series.categories.absolute,
        "values": series.values.absolute,
        "categories_data": [_category(cell) for cell in series.categories],
        "values_data": [cell.value if is_number(cell.value) else None for cell in series.values],
    }


def points(series: Series, size: float, filled: bool = False) -> dict[str, Any]:
    """A series of points, and its name beside them; ``filled``: over what lies behind."""
    color = {"color": series.color}
    line = {**color, "width": series.width} if series.line else NOTHING
    made: dict[str, Any] = {**drawn_from(series), "line": line, "marker": marker(series)}
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


def marker(series: Series) -> dict[str, Any]:
    """How a point of a series looks."""
    if series.marker is None:
        return {"type": "none"}
    color = {"color": series.color}
    return {"type": series.marker, "size": series.marker_size, "fill": color, "border": color}


def bars(series: Series, gap: int, overlap: int) -> dict[str, Any]:
    """A series of columns or bars."""
    made = {**drawn_from(series), "gap": gap, "overlap": overlap}
    if not series.pattern:
        return {**made, "fill": {"color": series.color}}
    pattern = {"pattern": "wide_upward_diagonal", "fg_color": series.color, "bg_color": styles.HVIT}
    # A frame would be seen round a bar of no height.
    return {**made, "pattern": pattern, "border": NOTHING}


def _shown(name: Cell | str) -> str:
    """A series' name as text; a year is a number, but not one with a decimal."""
    value = name.value if isinstance(name, Cell) else name
    return f"{value:.15g}" if is_number(value) else str(value or "")


def _category(cell: Cell) -> Any:
    if isinstance(cell.value, float) and cell.value.is_integer():
        return int(cell.value)
    return "" if cell.value is None else cell.value
