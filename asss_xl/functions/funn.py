"""Funn: a deviation in words, as decision makers read it (report ch. 3, method ch. 8).

A finding states indicator, direction, size and rank. It calls nothing good or bad unless the
field agrees which direction is favourable, and says nothing where too few municipalities have
figures or the difference is within the rounding of the printed values.
"""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate
from asss_xl.functions.values import (
    DIV0,
    NA,
    NUM,
    VALUE,
    ExcelError,
    Value,
    first_error,
    is_error,
    is_number,
    order,
    round_half_away,
    same,
    text_of,
)

#: Differences of printed decimals are not exact in binary; 1.5 - 1.4 must count as 0.1.
SLAKK = 1.000001
#: A mean this small beside the value is 0 that binary fractions have missed.
_NULL = "0.000000000001"
_RETNINGER = {"høy": "|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt|", "lav": "|lav|lavt|låg|lågt|"}
_FLEST_DESIMALER = 3
#: The fewest among whom there is a place to tell.
FAERREST_FOR_PLASS = 3
#: Among so many nobody is second highest or second lowest.
_FAA = 4


def _retning_excel(spellings: str) -> str:
    """Where a direction stands among its spellings, 0 when it does not."""
    return f'IFERROR(FIND("|"&LOWER(TRIM(gunstig))&"|","{spellings}"),0)'


_UKJENT_RETNING = f'IF(TRIM(gunstig)="",FALSE,{_retning_excel("".join(_RETNINGER.values()))}=0)'
_GYLDIGE_DESIMALER = "+".join(f"(desimaler={n})" for n in range(_FLEST_DESIMALER + 1))
#: Rounded twice: 8.5 percent must not become 8 because binary fractions make it 8.4999999.
_STOERRELSE = "ROUND(ROUND(ABS(100*(verdi-snitt)/snitt),9),desimaler)"
#: FIXED writes the reader's own decimal sign; the sentence has a comma whoever reads it.
_SIFRE = f"""IF(desimaler=0,FIXED({_STOERRELSE},0,TRUE),FIXED(INT({_STOERRELSE}),0,TRUE)&","&
    RIGHT("000"&FIXED(ROUND(({_STOERRELSE}-INT({_STOERRELSE}))*10^desimaler,0),0,TRUE),desimaler))"""
_RANG_TEKST = f"""IF(rang=1,", høyest i nettverket",IF(rang=antall,", lavest i nettverket",
    IF((rang=2)*(antall>{_FAA}),", nest høyest i nettverket",
    IF((rang=antall-1)*(antall>{_FAA})*(lavest<""),", nest lavest i nettverket",
    IF(rang<=antall/3,", blant de høyeste i nettverket",
    IF(antall+1-rang<=antall/3,", blant de laveste i nettverket",""))))))"""
_PLASS = f"""IF(IF(antall<"",antall<{FAERREST_FOR_PLASS},FALSE)+
    IF((lavest<"")*(hoeyest<""),lavest=hoeyest,FALSE),"",
    IF(IF(hoeyest<"",verdi>=hoeyest,FALSE),", høyest i nettverket",
    IF(IF(lavest<"",verdi<=lavest,FALSE),", lavest i nettverket",
    IF((rang<"")*(antall<""),{_RANG_TEKST},""))))"""
_VURDERING = f"""IF(TRIM(gunstig)="","",
    IF(IF(verdi>snitt,1,0)=IF({_retning_excel(_RETNINGER["høy"])}>0,1,0)," (gunstig)"," (ugunstig)"))"""


@aggregate(
    "ASSS_FUNN",
    category="profil",
    excel=f"""IF({_UKJENT_RETNING},#VALUE!,IF({_GYLDIGE_DESIMALER}=0,#VALUE!,
        IF((verdi<"")*(snitt<""),
        IF(IF((antall<"")*(minste_antall<""),antall<minste_antall,FALSE),"",
        IF(snitt<=-{_NULL}*(1+ABS(verdi)),#NUM!,
        IF(IF(ABS(snitt)<{_NULL}*(1+ABS(verdi)),IF(ABS(verdi)<{_NULL},0,#DIV/0!),{_STOERRELSE})=0,
            IF(indikator="","På ASSS-gjennomsnittet",indikator&" ligger på ASSS-gjennomsnittet"),
        IF(ABS(verdi-snitt)<={SLAKK}*IF(avrunding<"",avrunding,0),"",
            IF(indikator="","",indikator&" er ")&{_SIFRE}&
            IF(verdi>snitt," prosent over"," prosent under")&" ASSS-gjennomsnittet"&
            {_PLASS}&{_VURDERING})))),NA())))""",
)
def funn(
    indikator: Value,
    verdi: Value,
    snitt: Value,
    lavest: Value = None,
    hoeyest: Value = None,
    avrunding: Value = None,
    antall: Value = None,
    minste_antall: Value = None,
    rang: Value = None,
    gunstig: Value = None,
    desimaler: Value = 0,
) -> str | ExcelError:
    """A finding such as «Sykefravær er 29 prosent over ASSS-gjennomsnittet (ugunstig)».

    A missing value or mean is ``#N/A``, a mean of 0 ``#DIV/0!`` unless the value is 0 as well.
    The optional arguments may be missing one by one; the sentence then says less.
    """
    digits = 0 if desimaler is None else desimaler
    error = _wrong(verdi, snitt, gunstig, digits) or first_error((antall, minste_antall))
    if error is not None:
        return error
    if is_number(antall) and is_number(minste_antall) and antall < minste_antall:
        return ""
    own, mean = float(verdi), float(snitt)  # type: ignore[arg-type]
    size = _size(own, mean, int(digits))
    error = first_error((size,)) or first_error((avrunding,) if size else (indikator,))
    if error is not None:
        return error
    name = text_of(indikator)
    if size == 0:
        return f"{name} ligger på ASSS-gjennomsnittet" if name else "På ASSS-gjennomsnittet"
    if is_number(avrunding) and abs(own - mean) <= SLAKK * float(avrunding):
        return ""
    place = _place(own, lavest, hoeyest, antall, rang)
    error = first_error((indikator, lavest, hoeyest, place))
    if error is not None:
        return error
    said = _sentence(name, f"{size:.{int(digits)}f}", order(own, mean) > 0)
    return f"{said}{place}{_judgement(order(own, mean) > 0, str(_direction(gunstig)))}"


def _sentence(name: str, share: str, above: bool) -> str:
    lead = f"{name} er " if name else ""
    return f"{lead}{share.replace('.', ',')} prosent {'over' if above else 'under'} ASSS-gjennomsnittet"


def _wrong(verdi: Value, snitt: Value, gunstig: Value, digits: Value) -> ExcelError | None:
    """The error that the arguments give, the first that Excel meets."""
    return (
        first_error((gunstig,))
        or (VALUE if _direction(gunstig) is VALUE else None)
        or first_error((digits,))
        or (None if is_number(digits) and digits in range(_FLEST_DESIMALER + 1) else VALUE)
        or first_error((verdi, snitt))
        or (None if is_number(verdi) and is_number(snitt) else NA)
    )


def _direction(gunstig: Value) -> str | ExcelError:
    """``høy``, ``lav`` or nothing, however it is spelled; other words are an error."""
    word = text_of(gunstig).strip(" ").lower()
    found = (name for name, spelled in _RETNINGER.items() if f"|{word}|" in spelled)
    return next(found, VALUE) if word else ""


def _size(verdi: float, snitt: float, digits: int) -> float | ExcelError:
    """The deviation in percent, rounded; 0 against 0 is none."""
    nothing = float(_NULL)
    if snitt <= -nothing * (1 + abs(verdi)):
        return NUM
    if abs(snitt) < nothing * (1 + abs(verdi)):
        return 0.0 if abs(verdi) < nothing else DIV0
    return round_half_away(round_half_away(abs(100 * (verdi - snitt) / snitt), 9), digits)


def _place(verdi: float, lavest: Value, hoeyest: Value, antall: Value, rang: Value) -> str:
    """The place in the network: the extremes first, since ties share a rank; none among too few."""
    if is_number(antall) and antall < FAERREST_FOR_PLASS:
        return ""
    if is_number(lavest) and is_number(hoeyest) and same(lavest, hoeyest):
        return ""
    if is_number(hoeyest) and order(verdi, hoeyest) >= 0:
        return ", høyest i nettverket"
    if is_number(lavest) and order(verdi, lavest) <= 0:
        return ", lavest i nettverket"
    if is_error(rang):
        return rang  # type: ignore[return-value]
    if not (is_number(rang) and is_number(antall)):
        return ""
    # Two who share the lowest place have the rank of the second lowest: the lowest figure tells them apart.
    return _ranked(float(rang), float(antall), is_number(lavest))


def _ranked(rang: float, antall: float, lowest_known: bool) -> str:
    if rang == 1:
        return ", høyest i nettverket"
    if rang == antall:
        return ", lavest i nettverket"
    if rang == 2 and antall > _FAA:
        return ", nest høyest i nettverket"
    if rang == antall - 1 and antall > _FAA and lowest_known:
        return ", nest lavest i nettverket"
    if rang <= antall / 3:
        return ", blant de høyeste i nettverket"
    return ", blant de laveste i nettverket" if antall + 1 - rang <= antall / 3 else ""


def _judgement(above: bool, favourable: str) -> str:
    if not favourable:
        return ""
    return " (gunstig)" if above == (favourable == "høy") else " (ugunstig)"
