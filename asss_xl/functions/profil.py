"""Profil: indices, means, ranks and findings of the service profiles (report ch. 3)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.values import (
    NA,
    OMITTED,
    VALUE,
    ExcelError,
    Omitted,
    Rows,
    Value,
    added,
    as_rows,
    cells,
    first_error,
    in_fifteen_digits,
    is_blank,
    is_number,
    numbers,
    same,
    shape,
)


@scalar("ASSS_INDEKS", refuse="snitt<0", excel="100*verdi/snitt")
def indeks(verdi: float, snitt: float) -> float:
    """Index of a value, mean = 100; also used for the highest and lowest value."""
    return 100 * verdi / snitt


@scalar(
    "ASSS_RESSURSBRUK",
    refuse="(korrigert_snitt<0)+(kostnadsindeks<0)+(kostnadsindeks>10)",
    excel="netto_driftsutgifter/kostnadsindeks/korrigert_snitt",
    in_sheet="netto_driftsutgifter/MAX(kostnadsindeks,0)/MAX(korrigert_snitt,0)",
)
def ressursbruk(netto_driftsutgifter: float, korrigert_snitt: float, kostnadsindeks: float) -> float:
    """Use of resources relative to the network, corrected for need; 1.00 is the mean."""
    return netto_driftsutgifter / kostnadsindeks / korrigert_snitt


_ULIK_FORM = "(ROWS(verdier)<>ROWS({other}))+(COLUMNS(verdier)<>COLUMNS({other}))"
_UTEN_VEKT = '(verdier<"")*(1-(vekter<""))'


@aggregate(
    "ASSS_SNITT",
    ranges=("verdier", "vekter"),
    together=("verdier", "vekter"),
    excel=f"""IF({_ULIK_FORM.format(other="vekter")},#VALUE!,
        IF(SUMPRODUCT({_UTEN_VEKT})>0,NA(),IF(COUNT(verdier)=0,NA(),
        SUMPRODUCT(verdier,vekter)/SUMPRODUCT((verdier<"")*1,vekter))))""",
    excel_short="IF(COUNT(verdier)=0,NA(),AVERAGE(verdier))",
)
def snitt(verdier: Rows, vekter: Rows | Omitted = OMITTED) -> float | ExcelError:
    """Mean over the members that have a value; a missing value is not in the mean.

    With weights the mean is the sum of value times weight over the sum of the weights that
    have a value; a value without a weight is ``#N/A``, ranges of different size ``#VALUE!``.
    """
    if isinstance(vekter, Omitted):
        return _plain_mean(verdier)
    if shape(verdier) != shape(vekter):
        return VALUE
    return _weighted_mean(cells(verdier), cells(vekter))


def _plain_mean(verdier: Rows) -> float | ExcelError:
    found = numbers(verdier)
    if not found:
        return NA
    return first_error(cells(verdier)) or added(found) / len(found)


def _weighted_mean(values: list[Value], weights: list[Value]) -> float | ExcelError:
    error = first_error(v for pair in zip(values, weights, strict=True) for v in pair)
    if error is not None:
        return error
    pairs = [(v, w) for v, w in zip(values, weights, strict=True) if is_number(v)]
    if not pairs or any(not is_number(w) for _, w in pairs):
        return NA
    return added(v * w for v, w in pairs) / added(w for _, w in pairs)  # type: ignore[operator,misc]


#: A value without a name could be that of the municipality to leave out.
_UTEN_NAVN = '(verdier<"")*(enheter="")'
_MED_EN = '(verdier<"")*(enheter<>uten)'
_MED_FLERE = '(verdier<"")*ISNA(MATCH(enheter,uten,0))'
_FINNES_EN = 'SUMPRODUCT((enheter=uten)*(uten<>""))>0'
#: MATCH takes * and ? for any letters, so a name with them cannot be looked up.
_FINNES_FLERE = (
    'IF(SUMPRODUCT((enheter<>"")*0)+SUMPRODUCT((uten<>"")*1)=0,FALSE,'
    "IF((ROWS(enheter)>1)*(COLUMNS(enheter)>1),FALSE,"
    'SUMPRODUCT((uten<>"")*ISNA(MATCH(uten,enheter,0)))+'
    'SUMPRODUCT((SUBSTITUTE(SUBSTITUTE(uten,"*",""),"?","")<>uten&"")*1)=0))'
)


def _mean_without(included: str, weight: str) -> str:
    weights = f",{weight}" if weight else ""
    gaps = f'IF(SUMPRODUCT({included}*(1-({weight}<"")))>0,NA(),' if weight else "("
    return (
        f"IF(SUMPRODUCT({included})=0,NA(),IF(SUMPRODUCT({_UTEN_NAVN})>0,NA(),{gaps}"
        f"SUMPRODUCT({included},verdier{weights})/SUMPRODUCT({included}{weights}))))"
    )


def _snitt_uten_excel(weight: str) -> str:
    others = ("enheter", weight) if weight else ("enheter",)
    size = "+".join(_ULIK_FORM.format(other=other) for other in others)
    # IFERROR, because LibreOffice has no ROWS of a text written in the formula.
    size += "+IFERROR((ROWS(uten)>1)*(COLUMNS(uten)>1),0)"
    return (
        f"IF({size},#VALUE!,IF(IFERROR(ROWS(uten)*COLUMNS(uten),1)=1,"
        f"IF({_FINNES_EN},{_mean_without(_MED_EN, weight)},NA()),"
        f"IF({_FINNES_FLERE},{_mean_without(_MED_FLERE, weight)},NA())))"
    )


@aggregate(
    "ASSS_SNITT_UTEN",
    ranges=("verdier", "enheter", "uten", "vekter"),
    together=("verdier", "enheter", "vekter"),
    excel=_snitt_uten_excel("vekter"),
    excel_short=_snitt_uten_excel(""),
)
def snitt_uten(
    verdier: Rows, enheter: Rows, uten: Rows, vekter: Rows | Omitted = OMITTED
) -> float | ExcelError:
    """Mean over the members that are not named in ``uten``.

    No member left gives ``#N/A``, and so does a value without a name: it could be the one to
    leave out.
    """
    weights = as_rows(1.0) if isinstance(vekter, Omitted) else vekter
    if shape(verdier) != shape(enheter):
        return VALUE
    if not isinstance(vekter, Omitted) and shape(verdier) != shape(vekter):
        return VALUE
    if min(shape(uten)) > 1:
        return VALUE
    left_out = cells(uten)
    values, units = cells(verdier), cells(enheter)
    wrong = named_wrongly(units, left_out, shape(enheter)) or first_error(values)
    if wrong is not None:
        return wrong
    kept = [is_number(v) and not stands_among(u, left_out) for v, u in zip(values, units, strict=True)]
    unnamed = any(is_number(v) and is_blank(u) for v, u in zip(values, units, strict=True))
    if unnamed or not any(kept):
        return NA
    flat: list[Value] = list(cells(weights))
    if len(flat) != len(values):
        flat = [1.0] * len(values)
    chosen = [v if keep else None for v, keep in zip(values, kept, strict=True)]
    return _weighted_mean(chosen, flat)


def named_wrongly(units: list[Value], left_out: list[Value], size: tuple[int, int]) -> ExcelError | None:
    """An error among the names, ``#N/A`` for a name that is not there, or None."""
    # In the order in which Excel meets them, comparing each unit with the one name.
    single = len(left_out) == 1
    error = first_error(units[:1] + left_out + units[1:] if single else units + left_out)
    if error is not None:
        return error
    wanted = [name for name in left_out if not is_blank(name)]
    if not wanted or (len(left_out) > 1 and min(size) > 1):
        return NA
    for name in wanted:
        wild = len(left_out) > 1 and isinstance(name, str) and bool({*name} & {"*", "?"})
        if wild or not any(same(unit, name) for unit in units):
            return NA
    return None


def stands_among(unit: Value, names: list[Value]) -> bool:
    """True when a unit is one of the names."""
    if len(names) == 1:
        return same(unit, names[0])
    return any(same(unit, name) for name in names if not is_blank(name) and not is_blank(unit))


@aggregate("ASSS_LAVEST", ranges=("verdier",), excel="IF(COUNT(verdier)=0,NA(),MIN(verdier))")
def lavest(verdier: Rows) -> float | ExcelError:
    """Lowest value of the network."""
    found = numbers(verdier)
    return (first_error(cells(verdier)) or min(found)) if found else NA


@aggregate("ASSS_HOEYEST", ranges=("verdier",), excel="IF(COUNT(verdier)=0,NA(),MAX(verdier))")
def hoeyest(verdier: Rows) -> float | ExcelError:
    """Highest value of the network."""
    found = numbers(verdier)
    return (first_error(cells(verdier)) or max(found)) if found else NA


@aggregate("ASSS_ANTALL", ranges=("verdier",), excel="COUNT(verdier)")
def antall(verdier: Rows) -> float:
    """n: how many members have a value."""
    return float(len(numbers(verdier)))


#: The values as one row and as one column, whichever way they lie.
_RAD = "IF(COLUMNS(verdier)>1,verdier,TRANSPOSE(verdier))"
_KOLONNE = "IF(ROWS(verdier)>1,verdier,TRANSPOSE(verdier))"
_BLOKK = "(ROWS(verdier)>1)*(COLUMNS(verdier)>1)+(ROWS(verdi)>1)*(COLUMNS(verdi)>1)>0"


def _rank_of_one(sign: str) -> str:
    return f'IF(verdi<"",IF(COUNT(verdier)=0,NA(),1+SUMPRODUCT((verdier<"")*(verdier{sign}verdi))),NA())'


def _rank_excel(sign: str) -> str:
    """A rank for each value. SUMPRODUCT counts for one of them, MMULT for a row or a column."""

    def each(count: str) -> str:
        # The first sum only carries an error among the values to every rank.
        return f'IF(verdi<"",IF(COUNT(verdier)=0,NA(),1+SUMPRODUCT((verdier<"")*0)+{count}),NA())'

    # IFERROR, because an error among those that are ranked is only that one's.
    down = f'MMULT(IFERROR(({_RAD}<"")*({_RAD}{sign}verdi),0),({_KOLONNE}<"")*0+1)'
    across = f'MMULT(({_RAD}<"")*0+1,IFERROR(({_KOLONNE}<"")*({_KOLONNE}{sign}verdi),0))'
    return (
        f"IF(IFERROR(ROWS(verdi)*COLUMNS(verdi),1)=1,{_rank_of_one(sign)},IF({_BLOKK},#VALUE!,"
        f"IF(COLUMNS(verdi)=1,{each(down)},{each(across)})))"
    )


@aggregate("ASSS_RANG", ranges=("verdier",), each="verdi", excel=_rank_excel(">"), in_sheet=_rank_of_one(">"))
def rang(verdi: Rows, verdier: Rows) -> Rows | ExcelError:
    """Rank from the highest; ties share a rank. The value itself need not be in the range."""
    return _ranks(verdi, verdier, lambda _below, above: above)


@aggregate(
    "ASSS_RANG_LAVEST", ranges=("verdier",), each="verdi", excel=_rank_excel("<"), in_sheet=_rank_of_one("<")
)
def rang_lavest(verdi: Rows, verdier: Rows) -> Rows | ExcelError:
    """Rank from the lowest; ties share a rank. The value itself need not be in the range."""
    return _ranks(verdi, verdier, lambda below, _above: below)


def _ranks(verdi: Rows, verdier: Rows, ahead: Callable[[int, int], int]) -> Rows | ExcelError:
    """The ranks, from how many values are ``ahead`` of each: those below it or those above."""
    if len(cells(verdi)) > 1 and max(min(shape(verdi)), min(shape(verdier))) > 1:
        return VALUE
    ranked = sorted(map(in_fifteen_digits, numbers(verdier)))
    error = first_error(cells(verdier))

    def rank(value: Value) -> Value:
        if isinstance(value, ExcelError):
            return value
        if not is_number(value) or not ranked:
            return NA
        own = in_fifteen_digits(value)
        below, above = bisect_left(ranked, own), len(ranked) - bisect_right(ranked, own)
        return error or 1.0 + ahead(below, above)

    return tuple(tuple(map(rank, row)) for row in verdi)
