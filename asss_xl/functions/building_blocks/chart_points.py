"""What charts draw: whiskers, gaps, and the report's own figure where it has been moved."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate
from asss_xl.functions.values import (
    NA,
    ExcelError,
    Rows,
    Value,
    first_error,
    is_number,
    numbers,
)


@aggregate(excel='IF((a<"")*(b<""),IF(ABS(a-b)<0.000001,NA(),a),NA())')
def hvis_ulik(a: Value, b: Value) -> Value:
    """a where it differs from b, otherwise ``#N/A``: a chart point that is drawn only then."""
    error = first_error((a, b))
    if error is not None:
        return error
    if not (is_number(a) and is_number(b)) or abs(a - b) < 0.000001:  # type: ignore[operator]
        return NA
    return a


@aggregate(excel='IFERROR(IF((a<"")*(b<""),MAX(a-b,0),0),0)')
def strek(a: Value, b: Value) -> float:
    """The length of a whisker from b to a; none where one of them is missing."""
    return max(a - b, 0.0) if is_number(a) and is_number(b) else 0.0  # type: ignore[operator]


@aggregate(
    excel='IF((grunnlag<"")*(brukt<"")*(snitt<""),'
    "IF(ABS(grunnlag-brukt)<=0.000000001*ABS(grunnlag),NA(),100*grunnlag/snitt),NA())"
)
def grunnlag_hvis_ulik(grunnlag: Value, brukt: Value, snitt: Value) -> float | ExcelError:
    """The report's own index where a what-if figure is in use: drawn beside it, else a gap."""
    error = first_error((grunnlag, brukt, snitt))
    if error is not None:
        return error
    if not all(is_number(v) for v in (grunnlag, brukt, snitt)):
        return NA
    if abs(grunnlag - brukt) <= 0.000000001 * abs(grunnlag):  # type: ignore[operator,arg-type]
        return NA
    return 100 * grunnlag / snitt  # type: ignore[operator]


@aggregate(
    excel='IF((trykt<"")*(naa<""),IF(ABS(trykt-naa)<=1.000001*avrunding,NA(),trykt),NA())'
)
def hvis_flyttet(trykt: Value, naa: Value, avrunding: Value) -> Value:
    """A printed figure where the sheet's own has moved away from it, otherwise ``#N/A``."""
    error = first_error((trykt, naa))
    if error is not None:
        return error
    if not (is_number(trykt) and is_number(naa)):
        return NA
    moved = abs(trykt - naa) > 1.000001 * avrunding  # type: ignore[operator]
    return trykt if moved else NA


@aggregate(excel='IF(a<"",a,NA())')
def tall_eller_hull(a: Value) -> Value:
    """A number, or ``#N/A`` where a text says that it is missing: a gap in a chart."""
    if isinstance(a, ExcelError):
        return a
    return a if is_number(a) else NA


@aggregate(ranges=("hull",), excel="COUNT(hull)")
def antall_ulike(hull: Rows) -> float:
    """How many chart points of the report's own index are drawn, that is: have been moved."""
    return float(len(numbers(hull)))
