"""The layout of a profile sheet: its columns, the row of each indicator, what can be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.model import Indikator, Tjeneste

NAVN, ENHET, KOMMUNE, HVA_HVIS, SNITT, LAVEST, HOEYEST, INDEKS, AVVIK, AVVIK_PST, FUNN, N = range(12)
#: Only where the members' own figures are known.
RANG, LAVEST_HOS, HOEYEST_HOS, FOER, ENDRING, INDEKS_FOER, INDEKS_ENDRING = (
    12, 13, 14, 15, 17, 18, 19,
)  # fmt: skip
#: The figures behind the chart and the findings, to the right of what is printed.
(
    BRUKT, AKSE, PUNKT, GRUNNLAG, INDEKS_LAVEST, INDEKS_HOEYEST, UNDER, OVER, HUNDRE,
    AVRUNDING, MINST, GUNSTIG, SETNING, STOERRELSE, SNITT_FOER, FORBEHOLD, FYLT, VERDI_TEKST,
    SNITT_TEKST, FOER_VERDI, FOER_TEKST, FOER_SETNING, PLASS, MILL, DESIMALER,
    ENHET_TEKST, FOER_FOERST,
) = range(21, 48)  # fmt: skip
MEDLEMMER = FOER_FOERST + 2
HODERAD = 3


def sheet_name(tjeneste: Tjeneste) -> str:
    """The sheet's name, within Excel's 31 characters and without signs that it refuses."""
    name = tjeneste.navn.replace(" år og over", "+").replace(" år", "")
    return "".join(sign for sign in name if sign not in "[]:*?/\\'")[:31]


def steder(tjeneste: Tjeneste) -> Iterator[tuple[Indikator, int, int]]:
    """Each indicator, its row in the table, and its row among the figures behind it."""
    row, behind, group = HODERAD + 1, HODERAD + 1, ""
    for indicator in tjeneste.indikatorer:
        if indicator.gruppe != group:
            group = indicator.gruppe
            row += 1
        yield indicator, row, behind
        row += 1
        behind += 1


#: How a unit stands in a sentence; those that the subject itself says are left out.
_I_SETNING = {"poeng 1-6": " poeng", "kvm": " kvadratmeter"}
_SOM_DE_ER = ("prosent", "elever", "besøk", "utlån", "timer", "dager", "måneder", "poeng")


def i_setning(i: Indikator) -> str:
    """The unit of an indicator after its figure."""
    if i.enhet.startswith("kr"):
        return " kr"
    return f" {i.enhet}" if i.enhet in _SOM_DE_ER else _I_SETNING.get(i.enhet, "")


def ledetekst(i: Indikator) -> str:
    """What the yellow cell of an indicator says when it is chosen."""
    return (
        f"{i.kortnavn}: skriv en verdi i {i.enhet or 'samme enhet'}. Tomt felt bruker grunnlaget."
    )


def grenser(indikator: Indikator) -> tuple[float | None, float | None]:
    """What can be filled in, by unit."""
    if indikator.enhet == "prosent":
        return 0, 1000
    if indikator.enhet == "andel 0-1":
        return 0, 1
    if indikator.enhet.startswith(("poeng 1-6", "karakter")):
        return 1, 6
    return None, None
