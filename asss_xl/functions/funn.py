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
    ExcelError,
    Value,
    first_error,
    is_blank,
    is_number,
    round_half_away,
    text_of,
)

KAP = "profil"
#: Differences of printed decimals are not exact in binary; 1.5 - 1.4 must count as 0.1.
_SLAKK = 1.000001

#: Rounded twice: 8.5 percent must not become 8 because binary fractions make it 8.4999999.
_STOERRELSE = "ROUND(ROUND(ABS(100*(verdi-snitt)/snitt),9),0)"
_PLASS = """IF((rang<"")*(antall<""),
        IF(rang=1,", høyest i nettverket",IF(rang=antall,", lavest i nettverket",
        IF(rang=2,", nest høyest i nettverket",IF(rang=antall-1,", nest lavest i nettverket","")))),
    IF(IF((lavest<"")*(hoeyest<""),lavest=hoeyest,FALSE),"",
    IF(IF(hoeyest<"",verdi>=hoeyest,FALSE),", høyest i nettverket",
    IF(IF(lavest<"",verdi<=lavest,FALSE),", lavest i nettverket",""))))"""
_VURDERING = """IF(gunstig="høy",IF(verdi>snitt," (gunstig)"," (ugunstig)"),
    IF(gunstig="lav",IF(verdi<snitt," (gunstig)"," (ugunstig)"),""))"""


@aggregate(
    "ASSS_FUNN",
    category=KAP,
    description="Avviket fra snittet i ord: retning, størrelse og plass i nettverket. Tomt når "
    "for få kommuner har tall eller forskjellen er innenfor avrundingen.",
    parameters={
        "indikator": "Navnet som setningen skal begynne med; tomt gir bare avviket.",
        "verdi": "Kommunens verdi.",
        "snitt": "Nettverkets snitt.",
        "lavest": "Laveste verdi i nettverket, hvis den er kjent.",
        "hoeyest": "Høyeste verdi i nettverket, hvis den er kjent.",
        "avrunding": "Største forskjell som avrundingen av de trykte tallene kan forklare.",
        "antall": "Hvor mange kommuner som har tall.",
        "minste_antall": "Færrest kommuner som indikatoren kan sammenliknes for.",
        "rang": "Kommunens plass fra ASSS_RANG, hvis den er kjent.",
        "gunstig": "høy eller lav når fagfeltet er enig om hva som er gunstig, ellers tomt.",
    },
    excel=f"""IF((verdi<"")*(snitt<""),
        IF(IF((antall<"")*(minste_antall<""),antall<minste_antall,FALSE),"",
        IF({_STOERRELSE}=0,
            IF(indikator="","På ASSS-gjennomsnittet",indikator&" ligger på ASSS-gjennomsnittet"),
        IF(ABS(verdi-snitt)<={_SLAKK}*IF(avrunding<"",avrunding,0),"",
            IF(indikator="","",indikator&" er ")&FIXED({_STOERRELSE},0,TRUE)&
            IF(verdi>snitt," prosent over"," prosent under")&" ASSS-gjennomsnittet"&
            {_PLASS}&{_VURDERING}))),NA())""",
    unit="tekst",
    source="ASSS 2009, kap. 3, s. 44-75; Bærum 2019",
    example=("Andel elever med spesialundervisning", 6.2, 6.7),
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
) -> str | ExcelError:
    """A finding such as «Sykefravær er 29 prosent over ASSS-gjennomsnittet (ugunstig)».

    A missing value or mean is ``#N/A``, a mean of 0 ``#DIV/0!``. The optional arguments may be
    missing one by one; the sentence then says less.
    """
    error = first_error((verdi, snitt))
    if error is not None:
        return error
    if not is_number(verdi) or not is_number(snitt):
        return NA
    return _sentence(
        indikator, float(verdi), float(snitt),  # type: ignore[arg-type]
        lavest, hoeyest, avrunding, antall, minste_antall, rang, gunstig,
    )  # fmt: skip


def _sentence(
    indikator: Value,
    verdi: float,
    snitt: float,
    lavest: Value,
    hoeyest: Value,
    avrunding: Value,
    antall: Value,
    minste_antall: Value,
    rang: Value,
    gunstig: Value,
) -> str | ExcelError:
    error = first_error((antall, minste_antall))
    if error is not None:
        return error
    if is_number(antall) and is_number(minste_antall) and antall < minste_antall:  # type: ignore[operator]
        return ""
    if snitt == 0:
        return DIV0
    size = round_half_away(round_half_away(abs(100 * (verdi - snitt) / snitt), 9))
    error = first_error((avrunding,) if size else (indikator,))
    if error is not None:
        return error
    if size == 0:
        return (
            "På ASSS-gjennomsnittet"
            if is_blank(indikator)
            else f"{text_of(indikator)} ligger på ASSS-gjennomsnittet"
        )
    slack = float(avrunding) if is_number(avrunding) else 0.0  # type: ignore[arg-type]
    if abs(verdi - snitt) <= _SLAKK * slack:
        return ""
    by_rank = is_number(rang) and is_number(antall)
    used = () if by_rank else (lavest, hoeyest)
    error = first_error((indikator, rang, antall, *used, gunstig))
    if error is not None:
        return error
    lead = "" if is_blank(indikator) else f"{text_of(indikator)} er "
    side = "over" if verdi > snitt else "under"
    return (
        f"{lead}{size:.0f} prosent {side} ASSS-gjennomsnittet"
        + _place(verdi, lavest, hoeyest, antall, rang)
        + _judgement(verdi > snitt, gunstig)
    )


def _place(verdi: float, lavest: Value, hoeyest: Value, antall: Value, rang: Value) -> str:
    if is_number(rang) and is_number(antall):
        if rang == 1:
            return ", høyest i nettverket"
        if rang == antall:
            return ", lavest i nettverket"
        if rang == 2:
            return ", nest høyest i nettverket"
        return ", nest lavest i nettverket" if rang == antall - 1 else ""  # type: ignore[operator]
    if is_number(lavest) and is_number(hoeyest) and lavest == hoeyest:
        return ""
    if is_number(hoeyest) and verdi >= hoeyest:  # type: ignore[operator]
        return ", høyest i nettverket"
    if is_number(lavest) and verdi <= lavest:  # type: ignore[operator]
        return ", lavest i nettverket"
    return ""


def _judgement(above: bool, gunstig: Value) -> str:
    direction = gunstig.casefold() if isinstance(gunstig, str) else ""
    if direction not in ("høy", "lav"):
        return ""
    return " (gunstig)" if above == (direction == "høy") else " (ugunstig)"
