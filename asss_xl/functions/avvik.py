"""Avvik: deviations from a mean, corrected for need and for income level (report ch. 2.3)."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.paired import paired_excel, paired_rows
from asss_xl.functions.values import NUM, ExcelError, Rows, added

_ANVENDELSER = ("egne", "snitt", "korreksjoner")


@scalar("ASSS_AVVIK", refuse="indeks>10", excel="verdi-(snitt*indeks+tillegg)")
def avvik(verdi: float, snitt: float, indeks: float = 1.0, tillegg: float = 0.0) -> float:
    """Deviation from the mean, the mean corrected for calculated need for spending."""
    return verdi - (snitt * indeks + tillegg)


@scalar(
    "ASSS_AVVIK_PST",
    refuse="(snitt*indeks+tillegg<0)+(indeks>10)",
    excel="100*(verdi-(snitt*indeks+tillegg))/(snitt*indeks+tillegg)",
)
def avvik_pst(verdi: float, snitt: float, indeks: float = 1.0, tillegg: float = 0.0) -> float:
    """The deviation in percent of the corrected mean (pleie og omsorg 2009: 9.6)."""
    behov = snitt * indeks + tillegg
    return 100 * (verdi - behov) / behov


@scalar("ASSS_AVVIK_UTEN_AVSKRIVNINGER", excel="avvik-(avskrivninger-snitt_avskrivninger)")
def avvik_uten_avskrivninger(avvik: float, avskrivninger: float, snitt_avskrivninger: float) -> float:
    """The depreciation step of the chain: d1 = d0 - (own - country depreciation)."""
    return avvik - (avskrivninger - snitt_avskrivninger)


@scalar("ASSS_AVSTAND_TIL_MAAL", refuse="mengde<0", excel="(maal-verdi)*mengde")
def avstand_til_maal(verdi: float, maal: float, mengde: float) -> float:
    """Distance to a goal in kroner; negative when the goal is to spend less."""
    return (maal - verdi) * mengde


@scalar("ASSS_AVVIK_BELOEP", excel="avvik*innbyggere/1000")
def avvik_beloep(avvik: float, innbyggere: float) -> float:
    """Deviation in 1000 kroner (pleie og omsorg 2009: about 250 million)."""
    return avvik * innbyggere / 1000


@aggregate(
    "ASSS_INNTEKTSNIVAA",
    ranges=_ANVENDELSER,
    together=_ANVENDELSER,
    excel=paired_excel(_ANVENDELSER, "IF(SUM(snitt)<0,#NUM!,(SUM(egne)-SUM(korreksjoner))/SUM(snitt))"),
    in_sheet="SUMPRODUCT(egne-korreksjoner)/SUMPRODUCT(snitt*1)",
)
def inntektsnivaa(egne: Rows, snitt: Rows, korreksjoner: Rows) -> float | ExcelError:
    """Income level r of the municipality, country = 1 (2009: 0.9285)."""

    def level(places: list[tuple[float, ...]]) -> float:
        total = added(place[1] for place in places)
        if total < 0:
            return NUM  # type: ignore[return-value]
        return (added(p[0] for p in places) - added(p[2] for p in places)) / total

    return paired_rows((egne, snitt, korreksjoner), level)


@scalar("ASSS_AVVIK_INNTEKT", refuse="nivaa>10", excel="egen-(snitt*nivaa+korreksjon)")
def avvik_inntekt(egen: float, snitt: float, nivaa: float, korreksjon: float) -> float:
    """Deviation from the country at the municipality's own income level; sums to 0 over uses."""
    return avvik.python(egen, snitt, nivaa, korreksjon)


@scalar(
    "ASSS_DISPONIBEL_INNTEKT",
    excel="netto_driftsutgifter+renter_avdrag+premieavvik+netto_driftsresultat-avskrivninger",
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
