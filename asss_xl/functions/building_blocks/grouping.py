"""Who is in the chosen group, and the means and sums over those who are."""

from __future__ import annotations

from collections.abc import Iterable

from asss_xl.functions.building_blocks.lookup import value_at
from asss_xl.functions.catalogue import aggregate
from asss_xl.functions.values import (
    NA,
    REF,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    same,
    shape,
    shown,
)


def _members(mask: Rows, *ranges: Rows) -> tuple[list[tuple[float, ...]], ExcelError | None]:
    """The figures of those who are in and have them all; any error in the ranges."""
    places = list(zip(*map(cells, ranges), cells(mask), strict=True))
    found = [
        place[:-1] for place in places if same(place[-1], 1) and all(map(is_number, place[:-1]))
    ]
    return found, first_error(_flat(places))


def _flat(places: Iterable[tuple[Value, ...]]) -> Iterable[Value]:
    return (value for place in places for value in place)


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
    error = first_error((gruppenr, aarnr))
    if error is not None:
        return error
    if not (is_number(gruppenr) and is_number(aarnr)):
        return "Nei"
    error = first_error((uten_egen, kommune, valgt))
    if error is not None:
        return error
    if same(uten_egen, 1) and same(kommune, valgt):
        return "Nei"
    place = (gruppenr - 1) * antall_aar + aarnr  # type: ignore[operator]
    found = value_at(medlemskap, 1, place)
    if isinstance(found, ExcelError):
        return found
    return "Ja" if same(found, 1) else "Nei"


@aggregate(excel='IF((valg="Ja")+(valg="Nei")>0,valg,standard)')
def valgt_med(standard: Value, valg: Value) -> Value:
    """The reader's ja or nei where there is one, else the group's."""
    if isinstance(valg, ExcelError):
        return valg
    return valg if same(valg, "Ja") or same(valg, "Nei") else shown(standard)


@aggregate(excel='IF(med="Ja",1,0)')
def maske(med: Value) -> Value:
    """1 for those who are in, 0 for the others."""
    if isinstance(med, ExcelError):
        return med
    return 1.0 if same(med, "Ja") else 0.0


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
    inside = same(med, "Ja") and not same(kommune, valgt) and same(utenfor, 0)
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
    if isinstance(maske, ExcelError):
        return maske
    if not same(maske, 1):
        return ""
    error = first_error((nummer, valgt))
    if error is not None:
        return error
    if same(nummer, valgt):
        return shown(brukt)
    if isinstance(aarnr, ExcelError):
        return aarnr
    found = value_at(verdier, aarnr, 1) if is_number(aarnr) else None
    return "" if is_blank(found) else found


@aggregate(
    ranges=("verdier", "maske"),
    excel='IF(SUMPRODUCT((verdier<"")*(maske=1))=0,NA(),'
    'SUMPRODUCT((maske=1)*1,verdier)/SUMPRODUCT((verdier<"")*(maske=1)))',
)
def snitt_av(verdier: Rows, maske: Rows) -> Value:
    """The mean over those who are in and have a figure."""
    found, error = _members(maske, verdier)
    if error is not None:
        return error
    return sum(v for (v,) in found) / len(found) if found else NA


@aggregate(
    ranges=("verdier", "vekter", "maske"),
    excel='IF(SUMPRODUCT((verdier<"")*(vekter<"")*(maske=1))=0,NA(),'
    "SUMPRODUCT((maske=1)*1,verdier,vekter)/SUMPRODUCT((verdier<\"\")*(maske=1),vekter))",
)
def snitt_av_veid(verdier: Rows, vekter: Rows, maske: Rows) -> Value:
    """The weighted mean over those who are in and have a figure."""
    found, error = _members(maske, verdier, vekter)
    if error is not None:
        return error
    return sum(v * w for v, w in found) / sum(w for _, w in found) if found else NA


@aggregate(
    ranges=("verdier", "nevnere", "maske"),
    excel='IF(SUMPRODUCT((verdier<"")*(nevnere<"")*(maske=1))=0,NA(),faktor*'
    'SUMPRODUCT((nevnere<"")*(maske=1),verdier)/SUMPRODUCT((verdier<"")*(maske=1),nevnere))',
)
def andel_veid(verdier: Rows, nevnere: Rows, maske: Rows, faktor: Value) -> Value:
    """Sum over sum times a factor, over those who are in and have both figures."""
    found, error = _members(maske, verdier, nevnere)
    if error is not None:
        return error
    if not found:
        return NA
    return faktor * sum(v for v, _ in found) / sum(n for _, n in found)  # type: ignore[operator]


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
    if not 1 <= aarnr <= shape(blokk)[0]:  # type: ignore[operator]
        return first_error(cells(maske)) or REF
    row = blokk[int(aarnr) - 1]  # type: ignore[arg-type]
    found, _ = _members(maske, (row,))
    return first_error((*cells(maske), *row)) or float(sum(v for (v,) in found))


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
