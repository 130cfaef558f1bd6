"""Looking figures up by the chosen municipality, year and group, and texts that follow them."""

from __future__ import annotations

import inspect
from functools import cache
from typing import Any

from asss_xl.functions.catalogue import Function, aggregate
from asss_xl.functions.values import (
    NA,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    text_of,
)


def _same(left: Value, right: Value) -> bool:
    """Excel's `left = right` for texts and numbers."""
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return is_number(left) == is_number(right) and left == right


@aggregate(
    ranges=("blokk",),
    excel='IF((rad<"")*(kolonne<""),'
    'IF(INDEX(blokk,rad,kolonne)="",NA(),INDEX(blokk,rad,kolonne)),NA())',
)
def velg(blokk: Rows, rad: Value, kolonne: Value) -> Value:
    """The figure in a place of a block; ``#N/A`` where there is none or no such place."""
    error = first_error((rad, kolonne))
    if error is not None:
        return error
    if not (is_number(rad) and is_number(kolonne)):
        return NA
    found = blokk[int(rad) - 1][int(kolonne) - 1]  # type: ignore[arg-type]
    return NA if is_blank(found) else found


@aggregate(ranges=("liste",), excel='IFERROR(MATCH(verdi,liste,0),"")')
def plass_i(verdi: Value, liste: Rows) -> Value:
    """Where a value stands in a list, counted from 1; empty where it does not."""
    for place, other in enumerate(cells(liste), start=1):
        if not is_blank(other) and not is_blank(verdi) and _same(other, verdi):
            return float(place)
    return ""


@aggregate(
    ranges=("medlemskap",),
    excel='IF((gruppenr<"")*(aarnr<""),IF((uten_egen=1)*(kommune=valgt),"Nei",'
    'IF(INDEX(medlemskap,1,(gruppenr-1)*antall_aar+aarnr)=1,"Ja","Nei")),"Nei")',
)
def standard_med(
    medlemskap: Rows,
    gruppenr: Value,
    aarnr: Value,
    antall_aar: Value,
    uten_egen: Value,
    kommune: Value,
    valgt: Value,
) -> Value:
    """Ja or Nei: whether the chosen group has a municipality in the year by itself."""
    error = first_error((gruppenr, aarnr, uten_egen))
    if error is not None:
        return error
    if not (is_number(gruppenr) and is_number(aarnr)):
        return "Nei"
    if uten_egen == 1 and _same(kommune, valgt):
        return "Nei"
    at = int((gruppenr - 1) * antall_aar + aarnr) - 1  # type: ignore[operator]
    return "Ja" if cells(medlemskap)[at] == 1 else "Nei"


@aggregate(excel='IF((valg="Ja")+(valg="Nei")>0,valg,standard)')
def valgt_med(standard: Value, valg: Value) -> Value:
    """The reader's ja or nei where there is one, else the group's."""
    if isinstance(valg, ExcelError):
        return valg
    return valg if str(valg or "").casefold() in ("ja", "nei") else standard


@aggregate(excel='IF(med="Ja",1,0)')
def maske(med: Value) -> Value:
    """1 for those who are in, 0 for the others."""
    if isinstance(med, ExcelError):
        return med
    return 1.0 if str(med or "").casefold() == "ja" else 0.0


@aggregate(
    ranges=("krevd",),
    excel='IF((med="Ja")*(kommune<>valgt)*(utenfor=0)*'
    "(COUNT(krevd)=COLUMNS(krevd)*ROWS(krevd)),1,0)",
)
def maske_oevrige(med: Value, kommune: Value, valgt: Value, utenfor: Value, krevd: Rows) -> Value:
    """1 for the other members: in, not the municipality itself, not left out, with every figure."""
    error = first_error((med, kommune, valgt, utenfor))
    if error is not None:
        return error
    inside = str(med or "").casefold() == "ja" and not _same(kommune, valgt) and utenfor == 0
    return 1.0 if inside and all(is_number(v) for v in cells(krevd)) else 0.0


@aggregate(
    ranges=("verdier",),
    excel='IF(maske=1,IF(nummer=valgt,brukt,IF(aarnr<"",'
    'IF(INDEX(verdier,aarnr,1)="","",INDEX(verdier,aarnr,1)),"")),"")',
)
def i_gruppen(
    verdier: Rows, aarnr: Value, maske: Value, nummer: Value, valgt: Value, brukt: Value
) -> Value:
    """A member's figure in the chosen year, the chosen municipality's with what-if; empty if out."""
    error = first_error((maske, nummer, valgt))
    if error is not None:
        return error
    if maske != 1:
        return ""
    if nummer == valgt:
        return brukt
    if isinstance(aarnr, ExcelError):
        return aarnr
    found = verdier[int(aarnr) - 1][0] if is_number(aarnr) else None  # type: ignore[arg-type]
    return "" if is_blank(found) else found


@aggregate(
    ranges=("verdier", "navn"),
    excel='IF(verdi<"",INDEX(navn,1,MATCH(verdi,verdier,0))&'
    'IF(SUMPRODUCT((verdier=verdi)*1)>1," m.fl.",""),NA())',
)
def hvem(verdi: Value, verdier: Rows, navn: Rows) -> Value:
    """Who has a value, the first of several."""
    if isinstance(verdi, ExcelError):
        return verdi
    if not is_number(verdi):
        return NA
    places = [i for i, v in enumerate(cells(verdier)) if is_number(v) and v == verdi]
    if not places:
        return NA
    return f"{cells(navn)[places[0]]}{' m.fl.' if len(places) > 1 else ''}"


@aggregate(
    ranges=("verdier", "maske"),
    excel='IF(SUMPRODUCT((verdier<"")*(maske=1))=0,NA(),'
    'SUMPRODUCT((maske=1)*1,verdier)/SUMPRODUCT((verdier<"")*(maske=1)))',
)
def snitt_av(verdier: Rows, maske: Rows) -> Value:
    """The mean over those who are in and have a figure."""
    found = [v for v, m in zip(cells(verdier), cells(maske), strict=True) if m == 1 and is_number(v)]
    return sum(found) / len(found) if found else NA  # type: ignore[arg-type]


@aggregate(
    ranges=("verdier", "vekter", "maske"),
    excel='IF(SUMPRODUCT((verdier<"")*(vekter<"")*(maske=1))=0,NA(),'
    "SUMPRODUCT((maske=1)*1,verdier,vekter)/SUMPRODUCT((verdier<\"\")*(maske=1),vekter))",
)
def snitt_av_veid(verdier: Rows, vekter: Rows, maske: Rows) -> Value:
    """The weighted mean over those who are in and have a figure."""
    places = zip(cells(verdier), cells(vekter), cells(maske), strict=True)
    found = [(v, w) for v, w, m in places if m == 1 and is_number(v) and is_number(w)]
    if not found:
        return NA
    return sum(v * w for v, w in found) / sum(w for _, w in found)  # type: ignore[operator,misc]


@aggregate(
    ranges=("verdier", "nevnere", "maske"),
    excel='IF(SUMPRODUCT((verdier<"")*(nevnere<"")*(maske=1))=0,NA(),faktor*'
    'SUMPRODUCT((nevnere<"")*(maske=1),verdier)/SUMPRODUCT((verdier<"")*(maske=1),nevnere))',
)
def andel_veid(verdier: Rows, nevnere: Rows, maske: Rows, faktor: Value) -> Value:
    """Sum over sum times a factor, over those who are in and have both figures."""
    places = zip(cells(verdier), cells(nevnere), cells(maske), strict=True)
    found = [(v, n) for v, n, m in places if m == 1 and is_number(v) and is_number(n)]
    if not found:
        return NA
    top, bottom = sum(v for v, _ in found), sum(n for _, n in found)  # type: ignore[misc]
    return faktor * top / bottom  # type: ignore[operator]


@aggregate(excel='IF((a<"")*(b<"")*(c<"")*(d<"")*(e<""),a+(b-c)*d/e,NA())')
def landet_flyttet(a: Value, b: Value, c: Value, d: Value, e: Value) -> Value:
    """The country's mean a, moved by what one municipality's figure moves from c to b.

    ``d`` is the municipality's inhabitants, ``e`` the country's.
    """
    error = first_error((a, b, c, d, e))
    if error is not None:
        return error
    if not all(is_number(v) for v in (a, b, c, d, e)):
        return NA
    return a + (b - c) * d / e  # type: ignore[operator]


@aggregate(excel='IF(flagg=1,verdi,"")')
def naar(flagg: Value, verdi: Value) -> Value:
    """A figure where it applies, otherwise empty."""
    if isinstance(flagg, ExcelError):
        return flagg
    if flagg != 1:
        return ""
    return 0.0 if verdi is None else verdi


@aggregate(
    excel='IF((bryter="På")*(hva_hvis<""),hva_hvis,grunnlag)'
)
def brukt_eller_tomt(grunnlag: Value, hva_hvis: Value, bryter: Value) -> Value:
    """Like ``brukt``, but empty stays empty: a criterion that is not in the chosen key."""
    error = first_error((bryter, hva_hvis))
    if error is not None:
        return error
    on = isinstance(bryter, str) and bryter.casefold() == "på"
    if on and is_number(hva_hvis):
        return hva_hvis
    return 0.0 if grunnlag is None else grunnlag


@aggregate(excel='IF((brudd<"")*(aar<""),IF(brudd>aar,"Brudd i serien",verdi),verdi)')
def uten_brudd(verdi: Value, brudd: Value, aar: Value) -> Value:
    """A change since a year, or the word for a merger after it that breaks the series."""
    error = first_error((brudd, aar))
    if error is not None:
        return error
    if is_number(brudd) and is_number(aar) and brudd > aar:  # type: ignore[operator]
        return "Brudd i serien"
    return 0.0 if verdi is None else verdi


@cache
def _joined(count: int) -> Function:
    """A function that puts ``count`` parts together to one text."""
    names = [f"del{number}" for number in range(1, count + 1)]

    def join(*parts: Value) -> Value:
        return first_error(parts) or "".join(text_of(part) for part in parts)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    join.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, kind) for name in names]
    )
    return aggregate(excel="&".join(names))(join)


def tekst(*parts: Any) -> tuple[Any, ...]:
    """A function that joins so many parts, and the parts: ``sheet.calc(0, 0, *tekst(...))``."""
    return (_joined(len(parts)), *parts)


@aggregate(excel='IF(vekt<"",verdi,"")')
def hvis_vekt(vekt: Value, verdi: Value) -> Value:
    """A criterion's figure where the criterion has a weight, otherwise empty."""
    if isinstance(vekt, ExcelError):
        return vekt
    if not is_number(vekt):
        return ""
    return 0.0 if verdi is None else verdi


@aggregate(
    ranges=("rekke",),
    excel='IF(nummer<"",IF(INDEX(rekke,1,nummer)="","",INDEX(rekke,1,nummer)),NA())',
)
def velg_eller_tomt(rekke: Rows, nummer: Value) -> Value:
    """The figure in a place of a row, empty where there is none; ``#N/A`` without a place."""
    if isinstance(nummer, ExcelError):
        return nummer
    if not is_number(nummer):
        return NA
    found = cells(rekke)[int(nummer) - 1]  # type: ignore[arg-type]
    return "" if is_blank(found) else found


@aggregate(
    ranges=("noekler", "aarets"),
    excel='IF(valg=aarets_navn,IF(aarnr<"",IF(INDEX(aarets,1,aarnr)="","",'
    'INDEX(aarets,1,aarnr)),""),IFERROR(MATCH(valg,noekler,0),""))',
)
def noekkelnummer(
    valg: Value, aarets_navn: Value, noekler: Rows, aarets: Rows, aarnr: Value
) -> Value:
    """The place of the cost key that counts: the year's own, or the chosen one."""
    error = first_error((valg, aarnr))
    if error is not None:
        return error
    if not _same(valg, aarets_navn):
        return plass_i(valg, noekler)
    if not is_number(aarnr):
        return ""
    found = cells(aarets)[int(aarnr) - 1]  # type: ignore[arg-type]
    return "" if is_blank(found) else found


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
    found = [float(v) for v in values if is_number(v)]  # type: ignore[arg-type]
    if any(_same(v, mangler) for v in values) or not found:
        return NA
    return sum(found)


@aggregate(excel='IF(b="",a,IF((a<"")*(b<""),a-b,NA()))')
def minus_om(a: Value, b: Value) -> Value:
    """a less b, or a itself where b is empty: a part that does not apply."""
    error = first_error((b,)) or (None if is_blank(b) else first_error((a,)))
    if error is not None:
        return error
    if is_blank(b):
        return 0.0 if a is None else a
    if not (is_number(a) and is_number(b)):
        return NA
    return a - b  # type: ignore[operator]


@aggregate(
    ranges=("blokk", "maske"),
    excel='IF(aarnr<"",SUMPRODUCT((maske=1)*1,INDEX(blokk,aarnr,0)),NA())',
)
def sum_rad(blokk: Rows, aarnr: Value, maske: Rows) -> Value:
    """The sum of one row of a block, over those who are in."""
    if isinstance(aarnr, ExcelError):
        return aarnr
    if not is_number(aarnr):
        return NA
    row = blokk[int(aarnr) - 1]  # type: ignore[arg-type]
    found = [v for v, m in zip(row, cells(maske), strict=True) if m == 1 and is_number(v)]
    return float(sum(found))  # type: ignore[arg-type]


@aggregate(
    ranges=("flagg", "verdier"),
    excel='IF(SUMPRODUCT((flagg<>"")*(verdier=mangler))>0,NA(),'
    'SUMPRODUCT((flagg<>"")*1,verdier))',
)
def sum_der(flagg: Rows, verdier: Rows, mangler: Value) -> Value:
    """A sum over the places whose flag is not empty; a missing figure there makes it missing."""
    places = [(f, v) for f, v in zip(cells(flagg), cells(verdier), strict=True) if not is_blank(f)]
    error = first_error(value for place in places for value in place)
    if error is not None:
        return error
    if any(_same(v, mangler) for _, v in places):
        return NA
    found = [v for _, v in places if is_number(v)]
    return float(sum(found))  # type: ignore[arg-type]


@aggregate(excel="IF(nummer=dette,verdi,ellers)")
def for_nummer(nummer: Value, dette: Value, verdi: Value, ellers: Value) -> Value:
    """A figure where a number is the one it is about, otherwise another."""
    if isinstance(nummer, ExcelError):
        return nummer
    chosen = verdi if _same(nummer, dette) else ellers
    return 0.0 if chosen is None else chosen


@aggregate(
    ranges=("blokk", "aarene"),
    excel='IF(kolonne<"",SUMPRODUCT((aarene=aar)*(INDEX(blokk,0,kolonne)<"")*'
    '(INDEX(blokk,0,kolonne)<>"")),NA())',
)
def antall_i_blokk(blokk: Rows, aarene: Rows, aar: Value, kolonne: Value) -> Value:
    """How many numbers a column of a block has in the rows of one year."""
    error = first_error((aar, kolonne))
    if error is not None:
        return error
    if not is_number(kolonne):
        return NA
    place = int(kolonne) - 1  # type: ignore[arg-type]
    rows = zip(blokk, cells(aarene), strict=True)
    return float(sum(is_number(row[place]) and year == aar for row, year in rows))


@aggregate(
    excel='SUBSTITUTE(SUBSTITUTE(setning,"ASSS-gjennomsnittet",snittet),"i nettverket",blant)'
)
def omtalt(setning: Value, snittet: Value, blant: Value) -> Value:
    """A finding about the mean that is in use, whatever group and members are chosen."""
    error = first_error((setning, snittet, blant))
    if error is not None:
        return error
    told = text_of(setning).replace("ASSS-gjennomsnittet", text_of(snittet))
    return told.replace("i nettverket", text_of(blant))


@aggregate(
    ranges=("gule",),
    excel='IF(SUMPRODUCT((gule="Ja")+(gule="Nei"))>0,egne,IF(gruppe=nettverk,vanlig,'
    "IF(for_gruppe=\"\",egne,for_gruppe&gruppe)))",
)
def omtale(
    gule: Rows, gruppe: Value, nettverk: Value, vanlig: Value, for_gruppe: Value, egne: Value
) -> Value:
    """How a mean is spoken of: as usual, by its group's name, or as the reader's own choice."""
    error = first_error((*cells(gule), gruppe))
    if error is not None:
        return error
    if any(str(v or "").casefold() in ("ja", "nei") for v in cells(gule)):
        return egne
    if _same(gruppe, nettverk):
        return vanlig
    return egne if is_blank(for_gruppe) else f"{text_of(for_gruppe)}{text_of(gruppe)}"
