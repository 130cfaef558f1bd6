"""The columns of a figure by year, with the report's own figure where it has been moved."""

from __future__ import annotations

from collections.abc import Mapping

from asss_xl.report.figurer import AARSFARGER
from asss_xl.workbook import Cell, Range, Series, Sheet, styles

_FARGER = (styles.LYS_BLAA, styles.MELLOMBLAA, styles.BLAA)


def year_series(
    sheet: Sheet,
    rows: tuple[int, int],
    categories: int,
    columns: Mapping[int, int],
    base: int,
    names: Mapping[int, Cell],
    base_name: Cell,
    label_format: str = "",
) -> tuple[Series, ...]:
    """A series per year and, hatched, the last year's figure before what-if.

    ``rows`` are the first and the last; ``categories``, ``columns`` (by year) and ``base`` the
    columns where labels and figures stand; ``names`` the cells with the years. With
    ``label_format`` the years have their values written on them.
    """

    def column(number: int) -> Range:
        return sheet.range((rows[0], number), (rows[1], number))

    labels = {"labels": True, "label_format": label_format} if label_format else {}
    colors = _FARGER[-len(columns) :]
    series = [
        Series(names[year], column(categories), column(number), color=color, **labels)  # type: ignore[arg-type]
        for (year, number), color in zip(columns.items(), colors, strict=True)
    ]
    moved = Series(base_name, column(categories), column(base), color=styles.ORANSJE, pattern=True)
    return (*series, moved)


def year_columns(
    categories: Range,
    values: Mapping[int, Range],
    base: Range,
    names: Mapping[int, Cell],
    base_name: Cell,
    label_format: str = "",
) -> tuple[Series, ...]:
    """The same where the figures stand apart from the labels: ``values`` are the figures by year.
    """
    labels = {"labels": True, "label_format": label_format} if label_format else {}
    colors = AARSFARGER[-len(values) :]
    series = [
        Series(names[year], categories, column, color=color, **labels)  # type: ignore[arg-type]
        for (year, column), color in zip(values.items(), colors, strict=True)
    ]
    moved = Series(base_name, categories, base, color=styles.ORANSJE, pattern=True)
    return (*series, moved)
