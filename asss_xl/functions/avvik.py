"""Avvik: deviations from a mean, corrected for need and for income level (report ch. 2.3)."""

from __future__ import annotations

from asss_xl.functions.catalogue import LANDET_ER_EN, aggregate, scalar
from asss_xl.functions.paired import paired_excel, paired_rows
from asss_xl.functions.values import DIV0, NUM, ExcelError, Rows, added

KAP = "avvik"
_ANVENDELSER = ("egne", "snitt", "korreksjoner")
_AVVIK_PARAMETERS = {
    "verdi": "Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.",
    "snitt": "Landets eller nettverkets snitt av det samme.",
    "indeks": "Kostnadsindeks som snittet korrigeres med." + LANDET_ER_EN + " Utelatt: 1.",
    "tillegg": "Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.",
}


@scalar(
    "ASSS_AVVIK",
    category=KAP,
    description="Avvik fra snittet korrigert for utgiftsbehov: verdi - (snitt * indeks + tillegg).",
    parameters=_AVVIK_PARAMETERS,
    refuse="indeks>10",
    excel="verdi-(snitt*indeks+tillegg)",
    unit="samme som verdi",
    source="ASSS 2009, kap. 2.3 og vedleggstabell 1, s. 31-38",
    example=(11288, 10640, 0.968),
)
def avvik(verdi: float, snitt: float, indeks: float = 1.0, tillegg: float = 0.0) -> float:
    """Deviation from the mean, the mean corrected for calculated need for spending."""
    return verdi - (snitt * indeks + tillegg)


@scalar(
    "ASSS_AVVIK_PST",
    category=KAP,
    description="Avvik fra snittet korrigert for utgiftsbehov, i prosent av det korrigerte snittet. "
    "Er det negativt, er svaret en feilverdi.",
    parameters=_AVVIK_PARAMETERS,
    refuse="(snitt*indeks+tillegg<0)+(indeks>10)",
    excel="100*(verdi-(snitt*indeks+tillegg))/(snitt*indeks+tillegg)",
    unit="prosent",
    source="ASSS 2009, kap. 2.3.2, s. 32",
    example=(11288, 10640, 0.968),
)
def avvik_pst(verdi: float, snitt: float, indeks: float = 1.0, tillegg: float = 0.0) -> float:
    """The deviation in percent of the corrected mean (pleie og omsorg 2009: 9.6)."""
    behov = snitt * indeks + tillegg
    return 100 * (verdi - behov) / behov


@scalar(
    "ASSS_AVVIK_UTEN_AVSKRIVNINGER",
    category=KAP,
    description="Avviket når forskjellen i avskrivninger er trukket ut (trinn 1 til trinn 2): "
    "avvik - (avskrivninger - snitt_avskrivninger).",
    parameters={
        "avvik": "Ukorrigert avvik fra landet, kr per innbygger, med avskrivninger.",
        "avskrivninger": "Kommunens avskrivninger i sektoren, kr per innbygger.",
        "snitt_avskrivninger": "Landets avskrivninger i sektoren, kr per innbygger.",
    },
    excel="avvik-(avskrivninger-snitt_avskrivninger)",
    unit="kr per innbygger",
    source="ASSS 2009, kap. 2.3 og vedleggstabell 1, s. 31-38",
    example=(-1189, 500, 810),
)
def avvik_uten_avskrivninger(avvik: float, avskrivninger: float, snitt_avskrivninger: float) -> float:
    """The depreciation step of the chain: d1 = d0 - (own - country depreciation)."""
    return avvik - (avskrivninger - snitt_avskrivninger)


@scalar(
    "ASSS_AVSTAND_TIL_MAAL",
    category=KAP,
    description="Hva det koster å nå et mål, i kroner: (maal - verdi) * mengde. Negativt når "
    "målet er lavere enn verdien.",
    parameters={
        "verdi": "Kommunens verdi i kroner per enhet, for eksempel per innbygger.",
        "maal": "Målet, samme enhet som verdi; for eksempel snittet i nettverket.",
        "mengde": "Hvor mange enheter det gjelder: innbyggere, plasser, elever. For en verdi i "
        "prosent av driftsinntektene: driftsinntektene i kroner delt på 100.",
    },
    refuse="mengde<0",
    excel="(maal-verdi)*mengde",
    unit="kroner",
    source="ASSS 2009, kap. 2.3.4, s. 34-35",
    example=(11288, 10640, 249540),
)
def avstand_til_maal(verdi: float, maal: float, mengde: float) -> float:
    """Distance to a goal in kroner; negative when the goal is to spend less."""
    return (maal - verdi) * mengde


@scalar(
    "ASSS_AVVIK_BELOEP",
    category=KAP,
    description="Avviket i 1000 kroner: kroner per innbygger ganger innbyggere, delt på 1000.",
    parameters={"avvik": "Avvik i kroner per innbygger.", "innbyggere": "Kommunens folketall."},
    excel="avvik*innbyggere/1000",
    unit="1000 kr",
    source="ASSS 2009, tabell 19, s. 35",
    example=(984, 249540),
)
def avvik_beloep(avvik: float, innbyggere: float) -> float:
    """Deviation in 1000 kroner (pleie og omsorg 2009: about 250 million)."""
    return avvik * innbyggere / 1000


@aggregate(
    "ASSS_INNTEKTSNIVAA",
    category=KAP,
    description="Kommunens inntektsnivå i forhold til landet når forskjeller i utgiftsbehov er "
    "trukket ut: (sum egne - sum korreksjoner) / sum snitt.",
    parameters={
        "egne": "Kommunens bruk per anvendelse, kr per innbygger, uten sosiale lønnsutgifter.",
        "snitt": "Landets snitt per anvendelse, i samme rekkefølge.",
        "korreksjoner": "Korreksjon for utgiftsbehov per anvendelse; 0 der det ikke finnes kostnadsnøkkel.",
    },
    ranges=_ANVENDELSER,
    together=_ANVENDELSER,
    excel=paired_excel(_ANVENDELSER, "IF(SUM(snitt)<0,#NUM!,(SUM(egne)-SUM(korreksjoner))/SUM(snitt))"),
    in_sheet="SUMPRODUCT(egne-korreksjoner)/SUMPRODUCT(snitt*1)",
    unit="forholdstall, landet = 1",
    source="ASSS 2009, kap. 2.3.4 og tabell 19, s. 34-35 (formelen er ikke trykt)",
    example=(((7504, 11288),), ((8383, 10640),), ((-932, -337),)),
)
def inntektsnivaa(egne: Rows, snitt: Rows, korreksjoner: Rows) -> float | ExcelError:
    """Income level r of the municipality, country = 1 (2009: 0.9285)."""

    def level(places: list[tuple[float, ...]]) -> float:
        total = added(place[1] for place in places)
        if total == 0:
            return DIV0  # type: ignore[return-value]
        if total < 0:
            return NUM  # type: ignore[return-value]
        return (added(p[0] for p in places) - added(p[2] for p in places)) / total

    return paired_rows((egne, snitt, korreksjoner), level)


@scalar(
    "ASSS_AVVIK_INNTEKT",
    category=KAP,
    description="Avvik fra landets snitt ved kommunens eget inntektsnivå: "
    "egen - (snitt * nivaa + korreksjon). Samme formel som ASSS_AVVIK, med nivaa som indeks og "
    "korreksjon som tillegg.",
    same_as="ASSS_AVVIK",
    parameters={
        "egen": "Kommunens bruk, kr per innbygger, uten sosiale lønnsutgifter.",
        "snitt": "Landets snitt, kr per innbygger.",
        "nivaa": "Inntektsnivået fra ASSS_INNTEKTSNIVAA." + LANDET_ER_EN,
        "korreksjon": "Korreksjon for utgiftsbehov, kr per innbygger.",
    },
    refuse="nivaa>10",
    excel="egen-(snitt*nivaa+korreksjon)",
    unit="kr per innbygger",
    source="ASSS 2009, tabell 19, s. 35",
    example=(7504, 8383, 0.9285, -932),
)
def avvik_inntekt(egen: float, snitt: float, nivaa: float, korreksjon: float) -> float:
    """Deviation from the country at the municipality's own income level; sums to 0 over uses."""
    return avvik.python(egen, snitt, nivaa, korreksjon)


@scalar(
    "ASSS_DISPONIBEL_INNTEKT",
    category=KAP,
    description="Disponibel inntekt: netto driftsutgifter + renter/avdrag + premieavvik + netto "
    "driftsresultat - avskrivninger.",
    parameters={
        "netto_driftsutgifter": "Sum netto driftsutgifter (eller avvik fra landet), kr per innbygger.",
        "renter_avdrag": "Renter og avdrag.",
        "premieavvik": "Premieavvik.",
        "netto_driftsresultat": "Netto driftsresultat.",
        "avskrivninger": "Avskrivninger som ligger i netto driftsutgifter. Utelatt: 0.",
    },
    excel="netto_driftsutgifter+renter_avdrag+premieavvik+netto_driftsresultat-avskrivninger",
    unit="kr per innbygger",
    source="ASSS 2009, kap. 2.4 og vedleggstabell 1, s. 37-38",
    example=(-726, -1494, -282, -1567, -309),
)
def disponibel_inntekt(
    netto_driftsutgifter: float,
    renter_avdrag: float,
    premieavvik: float,
    netto_driftsresultat: float,
    avskrivninger: float = 0.0,
) -> float:
    """Disposable income: the sum of all uses of income, depreciation taken out."""
    uses = netto_driftsutgifter + renter_avdrag + premieavvik + netto_driftsresultat
    return uses - avskrivninger
