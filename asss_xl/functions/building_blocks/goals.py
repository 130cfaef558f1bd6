"""Goals: which of several is chosen, what reaching it does, and what a krone moves."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.values import (
    NA,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    numbers,
    same,
)

#: The goals that can be chosen; for the last the reader gives a figure.
MAAL = ("Snittet", "Utgiftsbehovet", "Laveste", "Høyeste", "1,75 prosent", "Eget tall")
_KJENTE = ("snitt", "behov", "lavest", "hoeyest", "norm")


def _valgt() -> str:
    """The chosen one of the goals, each of which a figure may lack."""
    formula = 'IF(eget="",NA(),eget)'
    for word, name in reversed(tuple(zip(MAAL, _KJENTE, strict=False))):
        formula = f'IF(valg="{word}",IF({name}="",NA(),{name}),{formula})'
    return formula


@aggregate(excel=_valgt())
def maalet(
    valg: Value, snitt: Value, behov: Value, lavest: Value, hoeyest: Value, norm: Value, eget: Value
) -> Value:
    """The goal that is chosen; missing where the figure does not have it."""
    if isinstance(valg, ExcelError):
        return valg
    named = zip(MAAL, (snitt, behov, lavest, hoeyest, norm), strict=False)
    chosen = next((value for word, value in named if same(valg, word)), eget)
    if isinstance(chosen, ExcelError):
        return chosen
    return NA if is_blank(chosen) else chosen


@aggregate(excel='IF(mill<"",IF(utgift=1,-mill,mill),NA())')
def virkning_paa_resultat(mill: Value, utgift: Value) -> float | ExcelError:
    """What a goal does to the result (million kr): less spending is a better result."""
    error = first_error((mill,))
    if error is not None:
        return error
    if not is_number(mill):
        return NA
    if isinstance(utgift, ExcelError):
        return utgift
    return -mill if same(utgift, 1) else mill  # type: ignore[operator,return-value]


@scalar(excel="IF(ABS(snitt)<0.001,NA(),100*10/mill/ABS(snitt))")
def poeng_per_10(mill: float, snitt: float) -> float:
    """How many percent of the mean 10 million kroner are, when one unit is ``mill`` of them.

    A mean of nothing has no percent.
    """
    if abs(snitt) < 0.001:
        return NA  # type: ignore[return-value]
    return 100 * 10 / mill / abs(snitt)


@aggregate(ranges=("verdier",), excel='IF(COUNT(verdier)<nummer,"",LARGE(verdier,nummer))')
def nte_stoerste(verdier: Rows, nummer: Value) -> Value:
    """The largest number of a range, the second largest and so on; empty when fewer."""
    found = sorted(numbers(verdier), reverse=True)
    if len(found) < nummer:  # type: ignore[operator]
        return ""
    return first_error(cells(verdier)) or found[int(nummer) - 1]  # type: ignore[arg-type]
