"""What a what-if does further on: amounts moved by the lines they are made of, debt by loans."""

from __future__ import annotations

import math
from collections.abc import Callable

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.values import (
    NA,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_number,
    is_text,
    numbers,
)


@aggregate(excel='IF((naa<"")*(grunnlag<""),naa-grunnlag,0)')
def flytting(naa: Value, grunnlag: Value) -> float | ExcelError:
    """How far a figure has moved; 0 where either is missing."""
    error = first_error((naa, grunnlag))
    if error is not None:
        return error
    return naa - grunnlag if is_number(naa) and is_number(grunnlag) else 0.0  # type: ignore[operator]


@aggregate(
    ranges=("brukte", "grunnlagene"),
    excel='IF(grunnlag<"",grunnlag+faktor*(SUMPRODUCT((brukte<"")*(grunnlagene<""),brukte)-'
    'SUMPRODUCT((brukte<"")*(grunnlagene<""),grunnlagene)),NA())',
)
def flyttet_av(
    grunnlag: Value, brukte: Rows, grunnlagene: Rows, faktor: Value
) -> float | ExcelError:
    """A total moved by its lines: a line that is missing in either column moves nothing."""
    places = list(zip(cells(brukte), cells(grunnlagene), strict=True))
    error = first_error((grunnlag,))
    if error is not None:
        return error
    if not is_number(grunnlag):
        return NA
    error = first_error(v for place in places for v in place)
    if error is not None:
        return error
    both = [(a, b) for a, b in places if is_number(a) and is_number(b)]
    moved = sum(a for a, _ in both) - sum(b for _, b in both)  # type: ignore[misc]
    return grunnlag + faktor * moved  # type: ignore[operator,return-value]


@scalar(excel="renter/gjeld/10")
def rentesats(renter: float, gjeld: float) -> float:
    """Interest (1000 kr) in percent of a debt or claim (million kr)."""
    return renter / gjeld / 10


@scalar(excel="1000*gjeld/avdrag")
def avdragstid(gjeld: float, avdrag: float) -> float:
    """Debt (million kr) over the year's repayment (1000 kr): years."""
    return 1000 * gjeld / avdrag


@aggregate(excel='IF((laan<"")*(grunnlag<""),laan-grunnlag,0)+endret-avdrag/1000')
def endret_gjeld(endret: Value, avdrag: Value, laan: Value, grunnlag: Value) -> float | ExcelError:
    """How much larger the debt is (million kr): last year's change, its repayment, new loans.

    ``avdrag`` is last year's change in repayment, 1000 kr.
    """
    error = first_error((laan, grunnlag)) or first_error((endret, avdrag))
    if error is not None:
        return error
    new = laan - grunnlag if is_number(laan) and is_number(grunnlag) else 0.0  # type: ignore[operator]
    return new + endret - avdrag / 1000  # type: ignore[operator]


@aggregate(
    excel='IF(grunnlag<"",IF((gjeld<"")*(tid<"")*(gjeld_foer<"")*(tid_foer<""),'
    "grunnlag+1000*(gjeld/tid-gjeld_foer/tid_foer),grunnlag),NA())"
)
def avdrag_flyttet(
    grunnlag: Value, gjeld: Value, tid: Value, gjeld_foer: Value, tid_foer: Value
) -> Value:
    """Repayment (1000 kr) moved by debt (million kr) and time (years), where they are known."""
    return _moved(grunnlag, (gjeld, tid, gjeld_foer, tid_foer),
                  lambda a, b, c, d: 1000 * (a / b - c / d))  # fmt: skip


@aggregate(
    excel='IF(grunnlag<"",IF((sats<"")*(beloep<"")*(sats_foer<"")*(beloep_foer<""),'
    "grunnlag+10*(sats*beloep-sats_foer*beloep_foer),grunnlag),NA())"
)
def rente_flyttet(
    grunnlag: Value, sats: Value, beloep: Value, sats_foer: Value, beloep_foer: Value
) -> Value:
    """Interest (1000 kr) moved by a rate (percent) and a debt or claim (million kr)."""
    return _moved(grunnlag, (sats, beloep, sats_foer, beloep_foer),
                  lambda a, b, c, d: 10 * (a * b - c * d))  # fmt: skip


def _moved(grunnlag: Value, parts: tuple[Value, ...], change: Callable[..., float]) -> Value:
    """A figure and its change; the figure itself where something behind the change is missing."""
    if isinstance(grunnlag, ExcelError):
        return grunnlag
    if not is_number(grunnlag):
        return NA
    error = first_error(parts)
    if error is not None:
        return error
    if not all(is_number(v) for v in parts):
        return grunnlag
    return grunnlag + change(*parts)  # type: ignore[operator]


@scalar(excel="gjeld+endret-avdrag/1000")
def gjeld_naa(gjeld: float, endret: float, avdrag: float) -> float:
    """Debt (million kr) with what loans and repayment (1000 kr) have changed."""
    return gjeld + endret - avdrag / 1000


@scalar(excel="foer+finans/1000+laan")
def fordringer_naa(foer: float, finans: float, laan: float) -> float:
    """The change in claims (million kr): last year's, and what net acquisition of funds adds.

    ``finans`` is the change in the need for financing, 1000 kr; ``laan`` that in loans.
    """
    return foer + finans / 1000 + laan


@aggregate(
    ranges=("deler",),
    excel='IF((total<"")*(en_til<"")*(SUMPRODUCT((deler>"")*1)=0)*(COUNT(deler)>0),'
    "total/1000-SUM(deler)-en_til,NA())",
)
def resten_av(total: Value, deler: Rows, en_til: Value) -> float | ExcelError:
    """What is left of a sum (1000 kr) when its parts (million kr) are taken out, million kr."""
    error = first_error((total, en_til, *cells(deler)))
    if error is not None:
        return error
    texts = any(is_text(value) for value in cells(deler))
    if not (is_number(total) and is_number(en_til)) or texts or not numbers(deler):
        return NA
    return total / 1000 - math.fsum(numbers(deler)) - en_til  # type: ignore[operator]


@scalar(excel="andel*inntekt_foer/inntekt")
def andel_av_ny(andel: float, inntekt_foer: float, inntekt: float) -> float:
    """A share of income whose amount stays when the income moves."""
    return andel * inntekt_foer / inntekt
