"""Which figure counts: what-if cells, corrections, figures repeated in another place."""

from __future__ import annotations

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
)

PAA, AV = "På", "Av"


@aggregate(excel=f'IF((bryter="{PAA}")*(hva_hvis<""),hva_hvis,IF(grunnlag="",NA(),grunnlag))')
def brukt(grunnlag: Value, hva_hvis: Value, bryter: Value) -> Value:
    """The figure that counts: the yellow cell where it is filled in and the switch is on.

    A figure that someone deletes is missing (``#N/A``) and not 0.
    """
    error = first_error((bryter, hva_hvis))
    if error is not None:
        return error
    on = isinstance(bryter, str) and bryter.casefold() == PAA.casefold()
    if on and is_number(hva_hvis):
        return hva_hvis
    return NA if is_blank(grunnlag) else grunnlag


@aggregate(excel='IF(verdi="","",verdi)')
def gjenta(verdi: Value) -> Value:
    """The same figure in another place."""
    return "" if verdi is None else verdi


@aggregate(
    ranges=("funksjoner", "sektorer"),
    excel='IF(funksjon<"",IFERROR(INDEX(sektorer,MATCH(funksjon,funksjoner,0)),'
    '"Ukjent funksjon"),IF(gjelder="","",gjelder))',
)
def virker_paa(gjelder: Value, funksjon: Value, funksjoner: Rows, sektorer: Rows) -> Value:
    """The line or sector that a correction moves: that of the KOSTRA function when one is given."""
    error = first_error((funksjon,))
    if error is not None:
        return error
    if is_number(funksjon):
        table = zip(cells(funksjoner), cells(sektorer), strict=True)
        return next((sector for code, sector in table if code == funksjon), "Ukjent funksjon")
    return "" if gjelder is None else gjelder


@aggregate(
    ranges=("beloep", "linjer", "aarene", "med", "kommuner"),
    excel='SUMPRODUCT((linjer=linje)*(aarene=aar)*(med="Ja")*(beloep<"")*'
    '((kommuner="")+(kommuner=kommune)>0),beloep)',
)
def sum_rettelser(
    beloep: Rows, linjer: Rows, aarene: Rows, med: Rows, kommuner: Rows, linje: Value, aar: Value,
    kommune: Value,
) -> float | ExcelError:  # fmt: skip
    """The sum of a municipality's corrections of one line and year that are switched on.

    A line without a municipality is about the chosen one.
    """
    places = list(zip(*(cells(r) for r in (beloep, linjer, aarene, med, kommuner)), strict=True))
    # In the order in which Excel meets them.
    error = first_error(
        v for b, what, y, m, k in places for v in (what, linje, y, aar, m, b, k, kommune)
    )
    if error is not None:
        return error
    return sum(
        float(b)
        for b, what, y, m, k in places
        if is_number(b)
        and same(what, linje)
        and same(y, aar)
        and same(m, "Ja")
        and (is_blank(k) or same(k, kommune))
    )


@aggregate(excel='IF(gul<"",forrige+1,forrige)')
def teller(forrige: Value, gul: Value) -> Value:
    """A running number that goes up at each yellow cell that is filled in."""
    error = first_error((gul, forrige))
    if error is not None:
        return error
    return forrige + 1 if is_number(gul) else forrige  # type: ignore[operator]


@aggregate(ranges=("verdier",), excel="MAX(verdier)")
def stoerste(verdier: Rows) -> float | ExcelError:
    """The largest number of a range."""
    return first_error(cells(verdier)) or max(numbers(verdier), default=0.0)


@aggregate(ranges=("tellere",), excel='IF(n>MAX(tellere),"",MATCH(n,tellere,0))')
def plass(n: Value, tellere: Rows) -> Value:
    """Where a running number first reaches n, counted from 1; empty when it never does."""
    counts = cells(tellere)
    return float(counts.index(n) + 1) if n in counts else ""


@aggregate(ranges=("verdier",), excel='IF(plass<"",INDEX(verdier,plass),"")')
def hent(plass: Value, verdier: Rows) -> Value:
    """The value at a place of a column, empty when there is no place."""
    if isinstance(plass, ExcelError):
        return plass
    return cells(verdier)[int(plass) - 1] if is_number(plass) else ""  # type: ignore[arg-type]


@aggregate(excel='IF((ny<"")*(gammel<""),ny-gammel,"")')
def endring(ny: Value, gammel: Value) -> Value:
    """A change, empty where one of the figures is missing."""
    error = first_error((ny, gammel))
    if error is not None:
        return error
    return ny - gammel if is_number(ny) and is_number(gammel) else ""  # type: ignore[operator]


@aggregate(
    excel='IF(antall>grense,"… og "&FIXED(antall-grense,0,TRUE)&" felt til","")'
)
def flere_enn(antall: Value, grense: Value) -> str | ExcelError:
    """How many a list leaves out."""
    if isinstance(antall, ExcelError):
        return antall
    return f"… og {antall - grense:.0f} felt til" if antall > grense else ""  # type: ignore[operator]
