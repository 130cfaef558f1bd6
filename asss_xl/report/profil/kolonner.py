"""The layout of a profile sheet: its columns, the row of each indicator, what can be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.workbook import styles

#: The table; the picture and the texts at its sides stand between the figures.
(
    NAVN,
    ENHET,
    KOMMUNE,
    HVA_HVIS,
    SNITT,
    LAVEST,
    HOEYEST,
    VENSTRE,
    BILDE,
    HOEYRE,
    INDEKS,
    AVVIK,
    AVVIK_PST,
    FUNN,
) = range(14)
#: The table below it, where the members' own figures are known.
(
    N,
    RANG,
    FOER,
    FOER_SIST,
    ENDRING,
    INDEKS_FOER,
    LAVEST_HOS,
    RETTET,
    INDEKS_ENDRING,
    INDEKS_RETTET,
    HOEYEST_HOS,
) = (ENHET, KOMMUNE, HVA_HVIS, SNITT, LAVEST, HOEYEST, BILDE, INDEKS, AVVIK, AVVIK_PST, FUNN)
HODERAD = 2
#: The widths of the columns, in pixels, and the letters.
BREDDER = (225, 60, 74, 58, 56, 56, 56, 28, 162, 38, 44, 60, 46, 212)
_SKRIFT, LITEN = 9.5, 9.0


def tall(decimals: int = 0) -> styles.Style:
    """A number of the table; the word for why there is none may take two lines."""
    return styles.tall(decimals).but(size=_SKRIFT, wrap=True)


def tekst(size: float = _SKRIFT, **about: object) -> styles.Style:
    """A text of the table."""
    return styles.RAD_BRYT.but(size=size, **about)


def sheet_name(tjeneste: Tjeneste) -> str:
    """The sheet's name, within Excel's 31 characters and without signs that it refuses."""
    name = tjeneste.navn.replace(" år og over", "+").replace(" år", "")
    return "".join(sign for sign in name if sign not in "[]:*?/\\'")[:31]


def steder(tjeneste: Tjeneste) -> Iterator[tuple[Indikator, int]]:
    """Each indicator and its row in the table, where groups have a heading."""
    row, group = HODERAD + 1, ""
    for indicator in tjeneste.indikatorer:
        if indicator.gruppe != group:
            group = indicator.gruppe
            row += 1
        yield indicator, row
        row += 1


#: How a unit stands in a sentence; those that the subject itself says are left out.
_I_SETNING = {
    "poeng 1-5": " poeng",
    "poeng 1-6": " poeng",
    "kvm": " kvadratmeter",
    "kWh per kvm": " kWh",
    "km per 1000": " kilometer",
}
_SOM_DE_ER = ("prosent", "elever", "besøk", "utlån", "timer", "dager", "måneder", "poeng")


def er_kroner(i: Indikator) -> bool:
    """Whether an indicator is an amount, which is in the kroner of each year."""
    return i.enhet.split()[:1] == ["kr"]


def i_setning(i: Indikator) -> str:
    """The unit of an indicator after its figure."""
    if er_kroner(i):
        return " kr"
    return f" {i.enhet}" if i.enhet in _SOM_DE_ER else _I_SETNING.get(i.enhet, "")


def ledetekst(i: Indikator) -> str:
    """What the yellow cell of an indicator says when it is chosen."""
    return f"{i.kortnavn}: skriv en verdi i {i.enhet or 'samme enhet'}. Tomt felt bruker grunnlaget."


def grenser(enhet: str) -> tuple[float | None, float | None]:
    """What can be filled in, by unit."""
    if enhet == "prosent":
        return 0, 1000
    if enhet == "andel 0-1":
        return 0, 1
    if enhet.startswith(("poeng 1-6", "karakter")):
        return 1, 6
    return None, None
