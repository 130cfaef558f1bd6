"""Demografi: what the development of the age groups costs (report ch. 2.2)."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate
from asss_xl.functions.paired import paired_excel, paired_rows
from asss_xl.functions.values import DIV0, NUM, ExcelError, Rows, added

KAP = "demografi"
_PARAMETERS = {
    "satser": "Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.",
    "folketall": "Innbyggere i hver aldersgruppe i året som beregnes.",
    "basis": "Innbyggere i hver aldersgruppe i basisåret.",
}
_RANGES = ("satser", "folketall", "basis")


@aggregate(
    "ASSS_DEMOGRAFIKOSTNAD",
    category=KAP,
    description="Demografikostnad: hva utgiftene må øke med når satsene er uendret og "
    "folketallet endrer seg. Sum av sats * (folketall - basis).",
    parameters=_PARAMETERS,
    ranges=_RANGES,
    together=_RANGES,
    excel=paired_excel(_RANGES, "SUMPRODUCT(satser,folketall)-SUMPRODUCT(satser,basis)"),
    in_sheet="SUMPRODUCT(satser*(folketall-basis))",
    unit="kroner",
    source="ASSS 2009, kap. 2.2 og vedleggstabell 5, s. 29-31 og 42",
    example=(((90845, 135604),), ((21000, 30225),), ((18000, 30000),)),
)
def demografikostnad(satser: Rows, folketall: Rows, basis: Rows) -> float | ExcelError:
    """Demography cost against the base year, kroner."""
    return paired_rows(
        (satser, folketall, basis),
        lambda groups: added(s * n for s, n, _ in groups) - added(s * b for s, _, b in groups),
    )


@aggregate(
    "ASSS_DEMOGRAFIINDEKS",
    category=KAP,
    description="Demografiindeks: demografisk utgiftsbehov i forhold til basisåret = 100.",
    parameters=_PARAMETERS,
    ranges=_RANGES,
    together=_RANGES,
    excel=paired_excel(
        _RANGES,
        "IF(SUMPRODUCT(satser,basis)<0,#NUM!,100*SUMPRODUCT(satser,folketall)/SUMPRODUCT(satser,basis))",
    ),
    in_sheet="100*SUMPRODUCT(satser*folketall)/SUMPRODUCT(satser*basis)",
    unit="indeks, basisåret = 100",
    source="ASSS 2009, kap. 2.2 og figur 18, s. 30",
    example=(((90845, 135604),), ((21000, 30225),), ((18000, 30000),)),
)
def demografiindeks(satser: Rows, folketall: Rows, basis: Rows) -> float | ExcelError:
    """Index of demographic need, base year = 100."""

    def index(groups: list[tuple[float, ...]]) -> float:
        base = added(s * b for s, _, b in groups)
        if base == 0:
            return DIV0  # type: ignore[return-value]
        if base < 0:
            return NUM  # type: ignore[return-value]
        return 100 * added(s * n for s, n, _ in groups) / base

    return paired_rows((satser, folketall, basis), index)
