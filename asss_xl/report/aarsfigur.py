"""The columns of a figure by year, with the report's own figure where it has been moved."""

from __future__ import annotations

from collections.abc import Mapping

from asss_xl.report.figurer import AARSFARGER
from asss_xl.workbook import Cell, Range, Series, styles


def year_columns(
    categories: Range,
    values: Mapping[int, Range],
    base: Range,
    names: Mapping[int, Cell],
    base_name: Cell,
    label_format: str = "",
) -> tuple[Series, ...]:
    """A series per year and, hatched, the last year's figure before what-if.

    ``values`` are the figures by year, which may stand apart from the labels in ``categories``;
    ``names`` the cells with the years. With ``label_format`` the years have their values written
    on them.
    """
    labels = {"labels": True, "label_format": label_format} if label_format else {}
    colors = AARSFARGER[-len(values) :]
    series = [
        Series(names[year], categories, column, color=color, **labels)  # type: ignore[arg-type]
        for (year, column), color in zip(values.items(), colors, strict=True)
    ]
    moved = Series(base_name, categories, base, color=styles.ORANSJE, pattern=True)
    return (*series, moved)
