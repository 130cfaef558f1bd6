"""All members side by side: who is at the ends, who comes in which place, how far they lie."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate
from asss_xl.functions.values import (
    MISSING_TEXT,
    NA,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    numbers,
    order,
    round_half_away,
    same,
)

#: What stands at the highest and at the lowest figure of a row: a sign, not a colour.
HOEYEST, LAVEST = "▲", "▼"
FOR_FAA = "For få"


@aggregate(
    excel='IF((verdi<"")*(lavest<"")*(hoeyest<""),IF((n<minst)+(lavest=hoeyest)>0,"",'
    f'IF(verdi=hoeyest,"{HOEYEST}",IF(verdi=lavest,"{LAVEST}",""))),"")'
)
def merke(verdi: Value, lavest: Value, hoeyest: Value, n: Value, minst: Value) -> Value:
    """The sign of the highest or the lowest; none when too few have a figure or all are alike."""
    error = first_error((verdi, lavest, hoeyest))
    if error is not None:
        return error
    if not all(is_number(v) for v in (verdi, lavest, hoeyest)):
        return ""
    error = first_error((n,))
    if error is not None:
        return error
    if n < minst or same(lavest, hoeyest):  # type: ignore[operator]
        return ""
    return HOEYEST if same(verdi, hoeyest) else LAVEST if same(verdi, lavest) else ""


@aggregate(excel=f'IF(n<minst,"{FOR_FAA}",verdi)')
def hvis_nok(n: Value, minst: Value, verdi: Value) -> Value:
    """A comparison where enough members have a figure for it."""
    if isinstance(n, ExcelError):
        return n
    if n < minst:  # type: ignore[operator]
        return FOR_FAA
    return 0.0 if verdi is None else verdi


@aggregate(excel='IF(verdi<"",resultat,IF(verdi="",NA(),verdi))')
def om_tall(verdi: Value, resultat: Value) -> Value:
    """What is made of a figure; a figure that is missing says so in its own word."""
    if isinstance(verdi, ExcelError):
        return verdi
    if is_blank(verdi):
        return NA
    if not is_number(verdi):
        return verdi
    return 0.0 if resultat is None else resultat


@aggregate(
    ranges=("verdier", "foran"),
    excel='IF(verdi<"",1+SUMPRODUCT((verdier<"")*(verdier>verdi))+'
    'SUMPRODUCT((foran<"")*(foran=verdi)),"")',
)
def rekkefoelge(verdi: Value, verdier: Rows, foran: Rows) -> Value:
    """The place from the highest, where of equal figures the one in front comes first."""
    if isinstance(verdi, ExcelError):
        return verdi
    if not is_number(verdi):
        return ""
    error = first_error((*cells(verdier), *cells(foran)))
    if error is not None:
        return error
    above = sum(order(other, verdi) > 0 for other in numbers(verdier))  # type: ignore[arg-type]
    return 1.0 + above + sum(same(other, verdi) for other in numbers(foran))


@aggregate(
    ranges=("snitt", "lavest", "hoeyest"),
    excel='SUMPRODUCT((snitt<"")*(lavest<"")*(hoeyest<"")*((lavest>snitt)+(snitt>hoeyest)>0)*'
    '(lavest<hoeyest))',
)
def utenfor(snitt: Rows, lavest: Rows, hoeyest: Rows) -> Value:
    """How many means do not lie between a lowest and a highest that differ."""
    places = list(zip(cells(snitt), cells(lavest), cells(hoeyest), strict=True))
    error = first_error(v for place in places for v in place)
    if error is not None:
        return error
    found = [place for place in places if all(is_number(v) for v in place)]
    outside = (
        order(low, high) < 0 and max(order(low, mean), order(mean, high)) > 0  # type: ignore[arg-type]
        for mean, low, high in found
    )
    return float(sum(outside))


@aggregate(excel='IF((x<"")*(desimaler<""),ROUND(x,desimaler),NA())')
def rundet(x: Value, desimaler: Value) -> Value:
    """A figure rounded as it is shown; half away from zero. One cell at a time, as ROUND is."""
    error = first_error((x, desimaler))
    if error is not None:
        return error
    if not (is_number(x) and is_number(desimaler)):
        return NA
    return round_half_away(float(x), int(desimaler))  # type: ignore[arg-type]


@aggregate(
    excel="""IF(x<"",IF(ROUND(x,desimaler)<0,"-","")&IF(desimaler=0,
        FIXED(ABS(ROUND(x,0)),0,TRUE),
        FIXED(INT(ROUND(ABS(x)*10^desimaler,0)/10^desimaler),0,TRUE)&","&
        RIGHT("000000"&FIXED(MOD(ROUND(ABS(x)*10^desimaler,0),10^desimaler),0,TRUE),desimaler)),
        """
    f'"{MISSING_TEXT}")'
)
def i_tekst(x: Value, desimaler: Value) -> Value:
    """A number in a sentence, with a decimal comma whatever the reader's locale."""
    if isinstance(x, ExcelError):
        return x
    if not is_number(x):
        return MISSING_TEXT
    places = int(desimaler)  # type: ignore[arg-type]
    sign = "-" if round_half_away(x, places) < 0 else ""  # type: ignore[arg-type]
    if places == 0:
        return f"{sign}{abs(round_half_away(x)):.0f}"  # type: ignore[arg-type]
    whole, part = divmod(int(round_half_away(abs(x) * 10**places)), 10**places)  # type: ignore[arg-type]
    return f"{sign}{whole},{part:0{places}d}"
