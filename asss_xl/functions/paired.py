"""Ranges that belong together row by row: weights and indices, own figures and means.

One rule for all of them: ranges of different size are ``#VALUE!``; a place where none of the
ranges has a number is skipped (headings, empty rows of a whole column); a place where only
some of them have one is missing data, ``#N/A``; so is a range without any number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from asss_xl.functions.values import NA, VALUE, ExcelError, Rows, cells, first_error, is_number, shape

#: Weights with few decimals do not add to exactly 1; a weight left out or percent is more.
AVRUNDING_AV_VEKTER = 0.02


def paired_excel(names: Sequence[str], body: str) -> str:
    """The Excel side of the rule around ``body``."""
    first, *others = names
    size = "+".join(
        f"(ROWS({first})<>ROWS({other}))+(COLUMNS({first})<>COLUMNS({other}))" for other in others
    )
    # ABS of a difference, because ironcalc loses the parentheses of (a<"")<>(b<"") in a file.
    gaps = "+".join(f'ABS(({first}<"")-({other}<""))' for other in others)
    return f"IF({size},#VALUE!,IF(SUMPRODUCT({gaps})>0,NA(),IF(COUNT({first})=0,NA(),{body})))"


def paired_rows(
    ranges: Sequence[Rows], compute: Callable[[list[tuple[float, ...]]], float]
) -> float | ExcelError:
    """The Python side of the rule: ``compute`` gets the places where all ranges have numbers."""
    if len({shape(rows) for rows in ranges}) > 1:
        return VALUE
    columns = [cells(rows) for rows in ranges]
    error = first_error(value for place in zip(*columns, strict=True) for value in place)
    if error is not None:
        return error
    complete: list[tuple[float, ...]] = []
    for place in zip(*columns, strict=True):
        present = [is_number(value) for value in place]
        if all(present):
            complete.append(tuple(float(value) for value in place))
        elif any(present):
            return NA
    return compute(complete) if complete else NA
