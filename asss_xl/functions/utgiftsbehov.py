"""Utgiftsbehov: cost index, correction and calculated need for spending (report ch. 2.1)."""

from __future__ import annotations

from asss_xl.functions.catalogue import LANDET_ER_EN, aggregate, scalar
from asss_xl.functions.paired import AVRUNDING_AV_VEKTER, paired_excel, paired_rows
from asss_xl.functions.values import NUM, ExcelError, Rows, added, order

KAP = "utgiftsbehov"
_INDEKSER = ("vekter", "indekser")


@aggregate(
    "ASSS_KOSTNADSINDEKS",
    category=KAP,
    description="Kostnadsindeks for en sektor: summen av vekt ganger kriterieindeks. Landet = 1. "
    "Vekter som ikke summerer til 1, og indekser i prosent gir en feilverdi.",
    parameters={
        "vekter": "Kriterienes vekter i sektoren. Summen skal være 1 og kan avvike med 0,02 for avrunding.",
        "indekser": "Kommunens kriterieindekser, i samme rekkefølge." + LANDET_ER_EN,
    },
    ranges=_INDEKSER,
    together=_INDEKSER,
    excel=paired_excel(
        _INDEKSER,
        f"IF((ABS(SUM(vekter)-1)>{AVRUNDING_AV_VEKTER})+(MAX(indekser)>10)>0,#NUM!,SUMPRODUCT(indekser,vekter))",
    ),
    in_sheet="SUMPRODUCT(indekser*vekter)",
    unit="indeks, landet = 1",
    source="ASSS 2009, kap. 2.1 og vedleggstabell 2, s. 25 og 39",
    example=(((0.849, 0.049, 0.031, 0.034, 0.038),), ((0.943, 1.236, 0.781, 0.661, 0.044),)),
)
def kostnadsindeks(vekter: Rows, indekser: Rows) -> float | ExcelError:
    """Cost index ``sum(w * i)`` of a sector; 1.10 is ten percent more need than the country.

    Rows where neither range has a number are skipped; a number missing in only one of them is
    ``#N/A``; ranges of different size are ``#VALUE!``. Weights that do not add to 1 are a part of
    a sector or percent, and an index above 10 is in percent: ``#NUM!``. Source: vedleggstabell 2,
    p. 39.
    """

    def index(pairs: list[tuple[float, ...]]) -> float:
        off = abs(added(w for w, _ in pairs) - 1)
        if order(off, AVRUNDING_AV_VEKTER) > 0 or any(i > 10 for _, i in pairs):
            return NUM  # type: ignore[return-value]
        return added(i * w for w, i in pairs)

    return paired_rows((vekter, indekser), index)


@scalar(
    "ASSS_KORREKSJON",
    category=KAP,
    description="Korreksjon for utgiftsbehov i kroner per innbygger: vekt * (indeks - 1) * snitt.",
    parameters={
        "snitt": "Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.",
        "indeks": "Kriteriets indeks eller sektorens kostnadsindeks." + LANDET_ER_EN,
        "vekt": "Kriteriets vekt i sektoren. Skriv 0,849, ikke 84,9: over 1,02 gir en feilverdi. "
        "Utelatt: 1, som gir sektorens samlede korreksjon.",
    },
    refuse=f"(indeks>10)+(vekt>{1 + AVRUNDING_AV_VEKTER})",
    excel="(indeks-1)*snitt*vekt",
    unit="kr per innbygger",
    source="ASSS 2009, vedleggstabell 2, s. 39",
    example=(8383, 0.943, 0.849),
)
def korreksjon(snitt: float, indeks: float, vekt: float = 1.0) -> float:
    """Correction for need of one criterion, or of a whole sector when the weight is left out."""
    return (indeks - 1) * snitt * vekt


@scalar(
    "ASSS_UTGIFTSBEHOV",
    category=KAP,
    description="Beregnet utgiftsbehov i kroner per innbygger: snitt * indeks + tillegg.",
    parameters={
        "snitt": "Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.",
        "indeks": "Sektorens kostnadsindeks." + LANDET_ER_EN,
        "tillegg": "Korreksjoner utenom indeksen, kr per innbygger (grunnskole: statlige og "
        "frittstående skoler, minoritetsspråklige). Utelatt: 0.",
    },
    refuse="indeks>10",
    excel="snitt*indeks+tillegg",
    unit="kr per innbygger",
    source="ASSS 2009, kap. 2.3.2 og vedleggstabell 2, s. 33 og 39",
    example=(8383, 0.909, -170),
)
def utgiftsbehov(snitt: float, indeks: float, tillegg: float = 0.0) -> float:
    """Calculated need for spending, kroner per inhabitant (grunnskole 2009: about 7 450)."""
    return snitt * indeks + tillegg


@scalar(
    "ASSS_SOSIALE",
    category=KAP,
    description="Sosiale lønnsutgifter som belaster netto driftsutgifter: sosiale * netto / brutto.",
    parameters={
        "sosiale": "Pensjonsinnskudd og arbeidsgiveravgift i sektoren.",
        "netto": "Sektorens netto driftsutgifter.",
        "brutto": "Sektorens brutto driftsutgifter, samme enhet som netto.",
    },
    excel="sosiale*netto/brutto",
    unit="samme som sosiale",
    source="ASSS 2009, kap. 2.4, s. 37",
    example=(900, 8000, 10000),
)
def sosiale(sosiale: float, netto: float, brutto: float) -> float:
    """Pension and employer's tax, taken in proportion to net over gross spending."""
    return sosiale * netto / brutto
