"""What a what-if does further on: amounts moved by the lines they are made of, debt by loans."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.values import (
    DIV0,
    NA,
    VALUE,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    is_text,
    numbers,
    round_half_away,
    same,
)

#: What a changed age group does to the others.
KRYMPER, VOKSER = "Resten krymper", "Summen vokser"


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


@aggregate(
    ranges=("brukte", "grunnlagene"),
    excel=f'IF((brukt<"")*(grunnlag<""),IF((brukt<>grunnlag)+(valg<>"{KRYMPER}")>0,brukt,'
    'grunnlag*(SUM(grunnlagene)-SUMPRODUCT((brukte<>grunnlagene)*1,brukte))'
    "/SUMPRODUCT((brukte=grunnlagene)*1,grunnlagene)),NA())",
)
def folk_naa(
    brukt: Value, grunnlag: Value, brukte: Rows, grunnlagene: Rows, valg: Value
) -> float | ExcelError:
    """An age group when others are changed: as it is, or shrunk so that the sum stays."""
    error = first_error((brukt, grunnlag))
    if error is not None:
        return error
    if not (is_number(brukt) and is_number(grunnlag)):
        return NA
    if isinstance(valg, ExcelError):
        return valg
    if brukt != grunnlag or not same(valg, KRYMPER):
        return float(brukt)  # type: ignore[arg-type]
    error = first_error((*cells(grunnlagene), *cells(brukte)))
    if error is not None:
        return error
    places = list(zip(cells(brukte), cells(grunnlagene), strict=True))
    moved = math.fsum(a for a, b in places if is_number(a) and not same(a, b))  # type: ignore[misc]
    rest = math.fsum(b for a, b in places if is_number(b) and same(a, b))  # type: ignore[misc]
    if rest == 0:
        return DIV0
    total = math.fsum(numbers(grunnlagene))
    return grunnlag * (total - moved) / rest  # type: ignore[operator]


@aggregate(
    excel='IF((brukt<"")*(grunnlag<""),IF(brukt<>grunnlag,brukt,'
    'IF((foerst<"")*(foerst_foer<""),grunnlag+foerst-foerst_foer,grunnlag)),NA())'
)
def folk_etter(brukt: Value, grunnlag: Value, foerst: Value, foerst_foer: Value) -> float | ExcelError:
    """A later year's age group: filled in, or grown as before from a first year that has moved."""
    error = first_error((brukt, grunnlag))
    if error is not None:
        return error
    if not (is_number(brukt) and is_number(grunnlag)):
        return NA
    if brukt != grunnlag:
        return float(brukt)  # type: ignore[arg-type]
    error = first_error((foerst, foerst_foer))
    if error is not None:
        return error
    if not (is_number(foerst) and is_number(foerst_foer)):
        return float(grunnlag)  # type: ignore[arg-type]
    return grunnlag + foerst - foerst_foer  # type: ignore[operator]


@aggregate(
    ranges=("naa", "foer"),
    excel="IF((COUNT(naa)=ROWS(foer)*COLUMNS(foer))*(COUNT(foer)=ROWS(foer)*COLUMNS(foer)),"
    "IF(SUM(foer)<>0,"
    "SUM(naa)/SUM(foer),1),1)",
)
def forhold(naa: Rows, foer: Rows) -> float | ExcelError:
    """How many times as many there are now; 1 where somebody is missing."""
    count = len(cells(foer))
    if (len(numbers(naa)), len(numbers(foer))) != (count, count):
        return 1.0
    before = math.fsum(numbers(foer))
    return math.fsum(numbers(naa)) / before if before else 1.0


@aggregate(
    excel='IF((grunnlag<"")*(brukt<""),ROUND(IF(brukt=grunnlag,IF((folk_foer<"")*(folk<""),'
    'grunnlag*(folk_foer/folk),NA()),brukt)+IF((deler<"")*(folk<""),1000*deler/folk,0),9),'
    'IF(brukt<"",brukt,NA()))'
)
def bruk_naa(
    brukt: Value, grunnlag: Value, folk_foer: Value, folk: Value, deler: Value
) -> float | ExcelError:
    """A use of income per inhabitant: filled in, or shared by as many as there are now.

    ``deler`` (1000 kr) is what has been moved in its parts.
    """
    error = first_error((grunnlag, brukt))
    if error is not None:
        return error
    if not (is_number(grunnlag) and is_number(brukt)):
        return float(brukt) if is_number(brukt) else NA  # type: ignore[arg-type]
    if brukt == grunnlag:
        error = first_error((folk_foer, folk))
        if error is not None:
            return error
        if not (is_number(folk_foer) and is_number(folk)):
            return NA
        each = grunnlag * (folk_foer / folk)  # type: ignore[operator]
    else:
        each = float(brukt)  # type: ignore[arg-type]
    error = first_error((deler, folk))
    if error is not None:
        return error
    if not (is_number(deler) and is_number(folk)):
        return round_half_away(each, 9)
    return round_half_away(each + 1000 * deler / folk, 9)  # type: ignore[operator]


@aggregate(
    excel='IF((naa<"")*(folk<"")*(grunnlag<"")*(folk_foer<""),'
    "ROUND((naa*folk-grunnlag*folk_foer)/1000,6),NA())"
)
def bruk_endring(
    naa: Value, folk: Value, grunnlag: Value, folk_foer: Value
) -> float | ExcelError:
    """The change in a use of income, 1000 kr, from kroner per inhabitant then and now.

    Rounded far behind what is shown: what has not moved is exactly nothing.
    """
    error = first_error((naa, folk, grunnlag, folk_foer))
    if error is not None:
        return error
    if not all(is_number(v) for v in (naa, folk, grunnlag, folk_foer)):
        return NA
    return round_half_away((naa * folk - grunnlag * folk_foer) / 1000, 6)  # type: ignore[operator]


@aggregate(
    ranges=("egne", "landets"),
    excel='IF((gruppe<"")*(SUM(landets)<>0),SUM(egne)*gruppe/SUM(landets),NA())',
)
def som_i_landet(egne: Rows, gruppe: Value, landets: Rows) -> float | ExcelError:
    """How many of a group there would be with the country's share of it."""
    error = first_error((gruppe,)) or first_error(cells(landets))
    if error is not None:
        return error
    country = math.fsum(numbers(landets))
    if not is_number(gruppe) or country == 0:
        return NA
    error = first_error(cells(egne))
    if error is not None:
        return error
    return math.fsum(numbers(egne)) * gruppe / country  # type: ignore[operator]


@aggregate(excel='IF(verdi="","",IF((verdi<"")*(faktor<""),verdi*faktor,NA()))')
def ganger_om(verdi: Value, faktor: Value) -> Value:
    """A figure times a factor; empty where there is no figure to move."""
    return _if_there(verdi, faktor, operator.mul)


@aggregate(excel='IF(verdi="","",IF((verdi<"")*(endring<""),verdi+endring,NA()))')
def pluss_om(verdi: Value, endring: Value) -> Value:
    """A figure and its change; empty where there is no figure to move."""
    return _if_there(verdi, endring, operator.add)


def _if_there(figure: Value, other: Value, move: Callable[[Any, Any], float]) -> Value:
    if isinstance(figure, ExcelError):
        return figure
    if is_blank(figure):
        return ""
    if isinstance(other, ExcelError):
        return other
    return move(figure, other) if is_number(figure) and is_number(other) else NA


@aggregate(excel='IF(a<"",a,0)+IF(b<"",b,0)')
def pluss_tall(a: Value, b: Value) -> float | ExcelError:
    """a + b, where a missing one is nothing."""
    error = first_error((a, b))
    if error is not None:
        return error
    return sum(float(v) for v in (a, b) if is_number(v))  # type: ignore[arg-type,misc]


@aggregate(ranges=("verdier",), excel="SUM(verdier)")
def sum_tall(verdier: Rows) -> float | ExcelError:
    """The sum of the numbers there are; 0 when there are none."""
    return first_error(cells(verdier)) or math.fsum(numbers(verdier))


@scalar(excel="IF(brukt=grunnlag,0,(brukt*mengde-grunnlag*mengde_foer)/faktor)")
def del_endring(
    brukt: float, grunnlag: float, mengde: float, mengde_foer: float, faktor: float
) -> float:
    """What a figure that is filled in per person changes the amount by, 1000 kr."""
    return 0.0 if brukt == grunnlag else (brukt * mengde - grunnlag * mengde_foer) / faktor


@aggregate(
    ranges=("navnene", "beloep"),
    excel='SUMPRODUCT((navnene=navn)*(beloep<""),beloep)',
)
def sum_for(navn: Value, navnene: Rows, beloep: Rows) -> float | ExcelError:
    """The sum of the amounts that are about one line."""
    error = first_error(v for pair in zip(cells(navnene), cells(beloep), strict=True) for v in pair)
    if error is not None or isinstance(navn, ExcelError):
        return error or navn  # type: ignore[return-value]
    return math.fsum(
        float(b) for n, b in zip(cells(navnene), cells(beloep), strict=True)  # type: ignore[arg-type]
        if same(n, navn) and is_number(b)
    )  # fmt: skip


@aggregate(
    excel='IF(grunnlag<"",IF((naa<"")*(foer<""),IF(foer=0,grunnlag,ROUND(grunnlag*naa/foer,9)),grunnlag),NA())'
)
def foelger(grunnlag: Value, naa: Value, foer: Value) -> Value:
    """A figure that moves in proportion to another; as it is where that one is missing.

    Rounded far behind what is shown: a figure that has not moved must still equal itself.
    """
    if isinstance(grunnlag, ExcelError):
        return grunnlag
    if not is_number(grunnlag):
        return NA
    error = first_error((naa, foer))
    if error is not None:
        return error
    if not (is_number(naa) and is_number(foer)) or foer == 0:
        return grunnlag
    return round_half_away(grunnlag * naa / foer, 9)  # type: ignore[operator]


@aggregate(
    excel='IF((naa<"")*(foer<"")*(folk<"")*(folk_foer<""),'
    "IF(foer*folk_foer=0,1,(naa*folk+1000*rettet)/(foer*folk_foer)),1)"
)
def beloep_forhold(
    naa: Value, folk: Value, foer: Value, folk_foer: Value, rettet: Value
) -> float | ExcelError:
    """A use of income now over what it was, with corrections (1000 kr): 1 when nothing moves it."""
    error = first_error((naa, foer, folk, folk_foer))
    if error is not None:
        return error
    if not all(is_number(v) for v in (naa, foer, folk, folk_foer)):
        return 1.0
    before = foer * folk_foer  # type: ignore[operator]
    if before == 0:
        return 1.0
    error = first_error((rettet,))
    if error is not None:
        return error
    if not (is_number(rettet) or rettet is None):
        return VALUE
    return (naa * folk + 1000 * (rettet or 0)) / before  # type: ignore[operator]


@scalar(excel="avvik*mengde/faktor/1000")
def gap_mill(avvik: float, mengde: float, faktor: float) -> float:
    """A distance per person times how many there are, million kroner."""
    return avvik * mengde / faktor / 1000
