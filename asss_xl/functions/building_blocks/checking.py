"""OK or FEIL: figures that must agree."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate
from asss_xl.functions.values import (
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_number,
    numbers,
    round_half_away,
)


@aggregate(excel='IF((a<"")*(b<""),IF(ROUND(ABS(a-b),9)<=toleranse,"OK","FEIL"),"OK")')
def kontroll_lik(a: Value, b: Value, toleranse: Value) -> str | ExcelError:
    """OK when two figures agree within the tolerance; there is nothing to check without both."""
    error = first_error((a, b))
    if error is not None:
        return error
    if not (is_number(a) and is_number(b)):
        return "OK"
    return "OK" if round_half_away(abs(a - b), 9) <= toleranse else "FEIL"  # type: ignore[operator]


@aggregate(ranges=("verdier",), excel='IF(SUMPRODUCT((verdier<>"OK")*1)=0,"OK","FEIL")')
def kontroll_alle(verdier: Rows) -> str | ExcelError:
    """OK when every check of the range is OK."""
    error = first_error(cells(verdier))
    if error is not None:
        return error
    alike = all(isinstance(v, str) and v.casefold() == "ok" for v in cells(verdier))
    return "OK" if alike else "FEIL"


@aggregate(ranges=("verdier",), excel="SUMPRODUCT((verdier<\"\")*1)")
def antall_tall(verdier: Rows) -> float | ExcelError:
    """How many cells of a range hold a number."""
    return first_error(cells(verdier)) or float(len(numbers(verdier)))


@aggregate(
    excel="""IF((resultat<"")*(fasit<""),
        IF(ABS(resultat-fasit)<=0.000000001*MAX(1,ABS(fasit)),"OK","FEIL"),
        IF(resultat=fasit,"OK","FEIL"))"""
)
def lik_fasit(resultat: Value, fasit: Value) -> str | ExcelError:
    """OK when a function gives what it should: the same text, or a number within rounding."""
    error = first_error((resultat, fasit))
    if error is not None:
        return error
    if is_number(resultat) and is_number(fasit):
        gap = abs(resultat - fasit)  # type: ignore[operator]
        return "OK" if gap <= 0.000000001 * max(1.0, abs(fasit)) else "FEIL"  # type: ignore[arg-type]
    alike = isinstance(resultat, str) and isinstance(fasit, str)
    return "OK" if alike and str(resultat).casefold() == str(fasit).casefold() else "FEIL"
