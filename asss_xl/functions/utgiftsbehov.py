"""Utgiftsbehov: cost index, correction and calculated need for spending (report ch. 2.1)."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.paired import AVRUNDING_AV_VEKTER, paired_excel, paired_rows
from asss_xl.functions.values import NUM, ExcelError, Rows, added, order

_INDEKSER = ("vekter", "indekser")


@aggregate(
    "ASSS_KOSTNADSINDEKS",
    ranges=_INDEKSER,
    together=_INDEKSER,
    excel=paired_excel(
        _INDEKSER,
        f"IF((ABS(SUM(vekter)-1)>{AVRUNDING_AV_VEKTER})+(MAX(indekser)>10)>0,#NUM!,SUMPRODUCT(indekser,vekter))",
    ),
    in_sheet="SUMPRODUCT(indekser*vekter)",
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
    "ASSS_KORREKSJON", refuse=f"(indeks>10)+(vekt>{1 + AVRUNDING_AV_VEKTER})", excel="(indeks-1)*snitt*vekt"
)
def korreksjon(snitt: float, indeks: float, vekt: float = 1.0) -> float:
    """Correction for need of one criterion, or of a whole sector when the weight is left out."""
    return (indeks - 1) * snitt * vekt


@scalar("ASSS_UTGIFTSBEHOV", refuse="indeks>10", excel="snitt*indeks+tillegg")
def utgiftsbehov(snitt: float, indeks: float, tillegg: float = 0.0) -> float:
    """Calculated need for spending, kroner per inhabitant (grunnskole 2009: about 7 450)."""
    return snitt * indeks + tillegg


@scalar("ASSS_SOSIALE", excel="sosiale*netto/brutto")
def sosiale(sosiale: float, netto: float, brutto: float) -> float:
    """Pension and employer's tax, taken in proportion to net over gross spending."""
    return sosiale * netto / brutto
