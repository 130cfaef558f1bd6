"""The cost key that is chosen: its criteria, and sums over those that it has."""

from __future__ import annotations

from asss_xl.functions.building_blocks.choosing import PAA
from asss_xl.functions.building_blocks.lookup import place_of, value_at
from asss_xl.functions.catalogue import aggregate
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
    shown,
)


@aggregate(
    ranges=("noekler", "aarets"),
    excel='IF(valg=aarets_navn,IF(aarnr<"",IF(INDEX(aarets,1,aarnr)="","",'
    'INDEX(aarets,1,aarnr)),""),IFERROR(IF(valg="","",MATCH(valg,noekler,0)),""))',
)
def noekkelnummer(
    valg: Value, aarets_navn: Value, noekler: Rows, aarets: Rows, aarnr: Value
) -> Value:
    """The place of the cost key that counts: the year's own, or the chosen one."""
    if isinstance(valg, ExcelError):
        return valg
    if not same(valg, aarets_navn):
        return place_of(valg, noekler)
    if isinstance(aarnr, ExcelError):
        return aarnr
    found = value_at(aarets, 1, aarnr) if is_number(aarnr) else None
    return "" if is_blank(found) else found


@aggregate(excel=f'IF((bryter="{PAA}")*(hva_hvis<""),hva_hvis,IF(grunnlag="","",grunnlag))')
def brukt_eller_tomt(grunnlag: Value, hva_hvis: Value, bryter: Value) -> Value:
    """Like ``brukt``, but empty stays empty: a criterion that is not in the chosen key."""
    error = first_error((bryter, hva_hvis))
    if error is not None:
        return error
    if same(bryter, PAA) and is_number(hva_hvis):
        return hva_hvis
    return "" if is_blank(grunnlag) else grunnlag


@aggregate(excel='IF(vekt<"",verdi,"")')
def hvis_vekt(vekt: Value, verdi: Value) -> Value:
    """A criterion's figure where the criterion has a weight, otherwise empty."""
    if isinstance(vekt, ExcelError):
        return vekt
    return shown(verdi) if is_number(vekt) else ""


@aggregate(
    ranges=("verdier",),
    excel="IF(SUMPRODUCT((verdier=mangler)*1)>0,NA(),IF(COUNT(verdier)=0,NA(),SUM(verdier)))",
)
def sum_av(verdier: Rows, mangler: Value) -> Value:
    """A sum over places that may be empty; a missing figure makes it missing."""
    values = cells(verdier)
    error = first_error(values)
    if error is not None:
        return error
    found = numbers(verdier)
    return NA if any(same(v, mangler) for v in values) or not found else sum(found)


@aggregate(
    ranges=("flagg", "verdier"),
    excel='IF(SUMPRODUCT((flagg<>"")*(verdier=mangler))>0,NA(),'
    'SUMPRODUCT((flagg<>"")*1,verdier))',
)
def sum_der(flagg: Rows, verdier: Rows, mangler: Value) -> Value:
    """A sum over the places whose flag is not empty; a missing figure there makes it missing."""
    places = list(zip(cells(flagg), cells(verdier), strict=True))
    error = first_error(value for place in places for value in place)
    if error is not None:
        return error
    found = [value for flag, value in places if not is_blank(flag)]
    if any(same(value, mangler) for value in found):
        return NA
    return float(sum(value for value in found if is_number(value)))  # type: ignore[misc]
