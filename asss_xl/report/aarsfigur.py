"""The columns of a figure by year, with the report's own figure where it has been moved."""

from __future__ import annotations

from collections.abc import Mapping

from asss_xl.workbook import Range, Series, Sheet, styles

_FARGER = (styles.LYS_BLAA, styles.MELLOMBLAA, styles.BLAA)


def year_series(
    sheet: Sheet,
    rows: tuple[int, int],
    categories: int,
    columns: Mapping[int, int],
    base: int,
    label_format: str = "",
) -> tuple[Series, ...]:
    """A series per year and, hatched, the last year's figure before what-if.

    ``rows`` are the first and the last; ``categories``, ``columns`` (by year) and ``base`` the
    columns where names and figures stand. With ``label_format`` the years have their values
    written on them.
    """

    def column(number: int) -> Range:
        return sheet.range((rows[0], number), (rows[1], number))

    names = column(categories)
    labels = {"labels": True, "label_format": label_format} if label_format else {}
    series = [
        Series(str(year), names, column(number), color=color, **labels)  # type: ignore[arg-type]
        for (year, number), color in zip(columns.items(), _FARGER, strict=True)
    ]
    last = list(columns)[-1]
    moved = Series(
        f"Grunnlag {last} (når ulik)", names, column(base), color=styles.ORANSJE, pattern=True
    )
    return (*series, moved)
