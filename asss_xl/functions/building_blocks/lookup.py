"""Looking a figure up in a block, and the figure or another by what is chosen."""

from __future__ import annotations

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


def value_at(block: Rows, row: Value, column: Value) -> Value:
    """Excel's ``INDEX(block, row, column)`` for a place counted from 1."""
    height, width = shape(block)
    at = int(row), int(column)  # type: ignore[arg-type]
    if not (1 <= at[0] <= height and 1 <= at[1] <= width):
        return REF
    return block[at[0] - 1][at[1] - 1]


def place_of(value: Value, list_: Rows) -> Value:
    """Where a value stands in a list, counted from 1; empty where it does not."""
    if isinstance(value, ExcelError) or is_blank(value):
        return ""
    places = enumerate(cells(list_), start=1)
    return next((float(n) for n, v in places if v is not None and same(v, value)), "")


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
    found = value_at(blokk, rad, kolonne)
    return NA if is_blank(found) else found


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
    found = value_at(rekke, 1, nummer)
    return "" if is_blank(found) else found


@aggregate(ranges=("liste",), excel='IFERROR(IF(verdi="","",MATCH(verdi,liste,0)),"")')
def plass_i(verdi: Value, liste: Rows) -> Value:
    """Where a value stands in a list, counted from 1; empty where it does not."""
    return place_of(verdi, liste)


@aggregate(excel='IF(flagg=1,verdi,"")')
def naar(flagg: Value, verdi: Value) -> Value:
    """A figure where it applies, otherwise empty."""
    if isinstance(flagg, ExcelError):
        return flagg
    return shown(verdi) if same(flagg, 1) else ""


@aggregate(excel="IF(nummer=dette,verdi,ellers)")
def for_nummer(nummer: Value, dette: Value, verdi: Value, ellers: Value) -> Value:
    """A figure where a number is the one it is about, otherwise another."""
    if isinstance(nummer, ExcelError):
        return nummer
    return shown(verdi if same(nummer, dette) else ellers)


@aggregate(excel='IF(b="",a,IF((a<"")*(b<""),a-b,NA()))')
def minus_om(a: Value, b: Value) -> Value:
    """a less b, or a itself where b is empty: a part that does not apply."""
    error = first_error((b,)) or (None if is_blank(b) else first_error((a,)))
    if error is not None:
        return error
    if is_blank(b):
        return shown(a)
    return a - b if is_number(a) and is_number(b) else NA  # type: ignore[operator]


@aggregate(excel='IF((brudd<"")*(aar<""),IF(brudd>aar,"Brudd i serien",verdi),verdi)')
def uten_brudd(verdi: Value, brudd: Value, aar: Value) -> Value:
    """A change since a year, or the word for a merger after it that breaks the series."""
    error = first_error((brudd, aar))
    if error is not None:
        return error
    if is_number(brudd) and is_number(aar) and brudd > aar:  # type: ignore[operator]
        return "Brudd i serien"
    return shown(verdi)


@aggregate(
    ranges=("blokk", "aarene"),
    excel='IF(kolonne<"",SUMPRODUCT((aarene=aar)*(INDEX(blokk,0,kolonne)<"")*'
    '(INDEX(blokk,0,kolonne)<>"")),NA())',
)
def antall_i_blokk(blokk: Rows, aarene: Rows, aar: Value, kolonne: Value) -> Value:
    """How many numbers a column of a block has in the rows of one year."""
    if isinstance(kolonne, ExcelError):
        return kolonne
    if not is_number(kolonne):
        return NA
    if not 1 <= kolonne <= shape(blokk)[1]:  # type: ignore[operator]
        return REF
    place = int(kolonne) - 1  # type: ignore[arg-type]
    rows = [(year, row[place]) for year, row in zip(cells(aarene), blokk, strict=True)]
    error = first_error(value for year, figure in rows for value in (year, aar, figure))
    if error is not None:
        return error
    return float(sum(is_number(figure) and same(year, aar) for year, figure in rows))
