"""Tall regnskap: the members' amounts, people and criteria, as the chapters look them up.

A row per quantity and year, a column per unit; to the right what the others make of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from asss_xl.dataset.model import Noekkel
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.medlemskap import Enheter
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Call, Cell, Range, Sheet, of
from asss_xl.workbook.cells import rectangle

#: The first column of figures: after what they are, line, unit and year.
FORSTE = 4
FOLK = "folketall"
#: The kinds of amounts by KOSTRA function, in words.
ARTNAVN: dict[str, str] = beside(__file__)["arter"]
#: References to the right of the units.
REF_OEVRIGE, REF_RESTEN, VEKST_OEVRIGE, VEKST_RESTEN, PERIODE_OEVRIGE, PERIODE_RESTEN, LANDET, KILDENS = (
    range(8)
)
#: Amounts of the rest of the country, where the source has the whole of it only.
RESTENS = KILDENS + 1
Blokkid = tuple[str, ...]


@dataclass(frozen=True)
class Regnskapstall:
    """Blocks by key: ("regnskap", post), ("beloep", sector, kind), ("folk", group), …"""

    sheet: Sheet
    valg: Valg
    nettverk: Enheter
    rader: dict[Blokkid, int] = field(default_factory=dict)
    masker: dict[str, Range] = field(default_factory=dict)
    aar: dict[Blokkid, tuple[int, ...]] = field(default_factory=dict)

    @property
    def bredde(self) -> int:
        """How many units there are."""
        return len(self.nettverk.enheter)

    @property
    def noen_tok_av_resten(self) -> bool:
        """Whether a member may have taken of the rest of the country, and is in its growth."""
        return any(key.startswith("tok ") for key in self.masker)

    def har(self, *key: str) -> bool:
        """Whether the package has the quantity."""
        return key in self.rader

    def blokk(self, *key: str) -> Range:
        """Years x units."""
        return self._kolonner(FORSTE, FORSTE + self.bredde - 1, *key)

    def _kolonner(self, first: int, last: int, *key: str) -> Range:
        """A block's years, from one column of the sheet to another."""
        row = self.rader[key]
        return self.sheet.range((row, first), (row + len(self.aar[key]) - 1, last))

    def kolonner(self, *key: str) -> Callable[[int], Range]:
        """One unit's figures, a row per year, by the unit's place."""
        rows = self.blokk(*key).rows
        return lambda unit: rectangle(self.sheet.name, [(row[unit],) for row in rows])

    def rad(self, number: int, *key: str) -> Range:
        """The units of one year, counted from 0."""
        row = self.rader[key] + number
        return self.sheet.range((row, FORSTE), (row, FORSTE + self.bredde - 1))

    def egen(self, aarnr: Cell, *key: str) -> Call:
        """The chosen municipality's figure."""
        return of(bb.i_blokk, self.blokk(*key), aarnr, self.nettverk.kommunenr)

    def enhetens(self, unit: int, aarnr: Cell, *key: str) -> Call:
        """One unit's figure."""
        return of(bb.paa_plass, self._kolonner(FORSTE + unit, FORSTE + unit, *key), aarnr)

    def referanse(self, which: int, aarnr: Cell, *key: str) -> Call:
        """A reference, worked out year by year beside the units."""
        return of(bb.paa_plass, self._kolonner(self.ved(which), self.ved(which), *key), aarnr)

    def ved(self, which: int) -> int:
        """The column of a reference."""
        return FORSTE + self.bredde + 1 + which


def andre(key: Noekkel | None) -> str:
    """Where the amounts outside a cost key's sectors stand."""
    return f"andre|{key.navn}" if key is not None else "andre|"


def required(made: Regnskapstall) -> list[list[Call]]:
    """What a member must have to be in «øvrige»: income in the years that are shown."""
    key, years = ("regnskap", "driftsinntekter"), made.valg.vindu
    there = years if made.har(*key) else ()
    return [
        [made.enhetens(number, made.valg.aarnr[year], *key) for year in there]
        for number in range(made.bredde)
    ]
