"""The layout of a profile sheet: its columns, the row of each indicator, what can be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from asss_xl.dataset.model import Indikator, Tjeneste, arknavn
from asss_xl.dataset.packages import plausibility
from asss_xl.report import layout
from asss_xl.stated import beside
from asss_xl.workbook import Cell, Sheet, styles
from asss_xl.workbook.page import wrapped_lines

#: The table; the picture and the texts at its sides stand between the figures.
NAVN, ENHET, EGET, HVA_HVIS, SNITT, LAVEST, HOEYEST = range(7)
VENSTRE, BILDE, HOEYRE, INDEKS, AVVIK, AVVIK_PST, FUNN = range(7, 14)
#: The table below it, where the members' own figures are known.
N, RANG, FOER, ENDRING, INDEKS_FOER = ENHET, EGET, HVA_HVIS, LAVEST, HOEYEST
LAVEST_HOS, RETTET, INDEKS_ENDRING, INDEKS_RETTET, HOEYEST_HOS = BILDE, INDEKS, AVVIK, AVVIK_PST, FUNN
HODERAD = 2
_DATA = beside(__file__)
#: The widths of the columns, in pixels, and the letters.
BREDDER = (225, 60, 74, 58, 56, 56, 56, 28, 162, 38, 54, 60, 54, 212)
SKRIFTSTOERRELSE, LITEN = 9.5, 9.0
GRUPPEHODE = styles.GRUPPE.but(size=SKRIFTSTOERRELSE)
#: Heights in pixels by the lines of text; never the default, which the file would leave out.
HOEYDER = {1: 21, 2: 33, 3: 48, 4: 63}
#: Those that are read on paper, where all profiles stand on one sheet.
SAMLET = (NAVN, ENHET, EGET, SNITT, LAVEST, HOEYEST, VENSTRE, BILDE, HOEYRE)


def hode(
    sheet: Sheet,
    row: int,
    kommune: Cell,
    columns: Sequence[int],
    navnets: float = SKRIFTSTOERRELSE,
    navn: str = "Indikator",
) -> None:
    """The head of a table with some of the columns, the municipality's name in letters of its own size."""
    labels: dict[int, str | Cell] = {EGET: kommune, NAVN: navn}
    for at, column in enumerate(columns):
        look = styles.HODE_VENSTRE if column in (NAVN, ENHET, FUNN) else styles.HODE
        look = look.but(size=navnets if column == EGET else SKRIFTSTOERRELSE, indent=int(column == FUNN))
        label = labels.get(column, _DATA["hoder"][column])
        layout.text(sheet, row, at, label, look.but(valign="top") if column == BILDE else look)


def antall_linjer(size: float, *texts: tuple[str, int]) -> int:
    """How many lines texts take in letters of a size, each in a column of so many pixels, at most four."""
    return min(4, max(wrapped_lines(text, width, size) for text, width in texts))


def tallstil(decimals: int = 0) -> styles.Style:
    """A number of the table; the word for why there is none may take two lines."""
    return styles.tall(decimals).but(size=SKRIFTSTOERRELSE, wrap=True)


def tekststil(size: float = SKRIFTSTOERRELSE, **about: object) -> styles.Style:
    """A text of the table."""
    return styles.RAD_BRYT.but(size=size, **about)


def sheet_name(tjeneste: Tjeneste) -> str:
    """The name of the service's sheet."""
    return arknavn(tjeneste.navn)


def radene(tjeneste: Tjeneste) -> Iterator[tuple[Indikator, int]]:
    """Each indicator and its row in the table, where groups have a heading."""
    row, group = HODERAD + 1, ""
    for indicator in tjeneste.indikatorer:
        if indicator.gruppe != group:
            group = indicator.gruppe
            row += 1
        yield indicator, row
        row += 1


def i_setning(i: Indikator) -> str:
    """The unit of an indicator after its figure, where its name does not say it."""
    if i.i_kroner:
        return " kr"
    found: str = dict(_DATA["i_setning"]).get(i.enhet, "")
    return "" if found.strip() in (i.setningsnavn or i.kortnavn).lower() else found


def grenser(enhet: str, navn: str = "") -> tuple[float | None, float | None]:
    """What can be filled in: what the indicator can be, and else by the unit alone."""
    low, high, _ = plausibility.grenser(enhet, navn)
    if high is not None:
        return low, high
    for unit, low, high in _DATA["grenser"]:
        if re.fullmatch(unit, enhet):
            return low, high
    return None, None
