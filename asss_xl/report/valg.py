"""The chosen municipality and year, as every sheet asks for them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from asss_xl.dataset.datasett import Datasett
from asss_xl.report import formler as bb
from asss_xl.report.formler import tekst
from asss_xl.workbook import Argument, Call, Cell, Range, of

#: Headings of steps, by how many years back from the report year.
_AARENE = ("året", "året før", "to år før")

#: The rows of Forside beside its six figures: what is chosen, how it stands, and what there may be to choose.
KOMMUNE_RAD, AAR_RAD, GRUPPE_RAD, BRYTER_RAD, FYLT_RAD, KONTROLL_RAD, SCENARIO_RAD = range(3, 10)

_Beloep = TypeVar("_Beloep", bound=Argument)
_Tekst = TypeVar("_Tekst", bound=str | Call)


class Priser(NamedTuple):
    """The choice of prices, and the package's deflator by year."""

    valgt: Cell
    vekst: Range


@dataclass(frozen=True)
class Valg:
    """The chosen municipality and year, as cells; years by the key of the package's own window.

    A key is the year as it is when nothing else is chosen: ``aarstall[2009]`` shows 2008 when
    the year before is chosen. ``aarnr`` is its place among the package's years, empty outside.
    """

    data: Datasett
    kommune: Cell
    aar: Cell
    status: Cell
    #: Those the accounts are held against, in a sentence and as a heading; live in a network.
    andre: str | Cell
    andre_navn: str | Cell
    #: How near those most alike are, where they are what is chosen.
    naerhet: str | Cell = field(default="", kw_only=True)
    #: All the years of the package, which ``aarnr`` counts among.
    pakkens_aar: Range = field(kw_only=True)
    aarstall: dict[int, Cell] = field(default_factory=dict)
    aarnr: dict[int, Cell] = field(default_factory=dict)
    #: Where prices can be chosen: what a krone of an earlier year counts, and what is said of them.
    pris: dict[int, Cell] = field(default_factory=dict)
    #: And what is said of amounts that stay in kroner of each year.
    priser: Priser | None = None
    prismerknad: str | Cell = ""
    loependemerknad: str | Cell = ""

    def faste(self, beloep: _Beloep, key: int) -> _Beloep | Call:
        """An amount of an earlier year in the prices that are chosen."""
        if key not in self.pris:
            return beloep
        return (
            of(bb.i_priser, beloep, self.pris[key]) if isinstance(beloep, Cell) else beloep * self.pris[key]
        )

    def i_priser(self, overskrift: _Tekst) -> _Tekst | Call:
        """A heading that says so where the amounts below it follow the choice of prices."""
        return tekst(overskrift, self.prismerknad) if self.pris else overskrift

    def i_loepende(self, overskrift: _Tekst) -> _Tekst | Call:
        """A heading that says so where the amounts below it do not, and fixed prices are chosen."""
        return tekst(overskrift, self.loependemerknad) if self.pris else overskrift

    @property
    def vindu(self) -> tuple[int, ...]:
        """The keys of the years that are shown, oldest first."""
        return self.data.vindu

    def kolonner(self, *hva: str, foer: Sequence[str] = (), etter: Sequence[str] = ()) -> dict[Hashable, str]:
        """The headings of steps about the years, by what they are and the year; others stand around them."""
        years: dict[Hashable, str] = {
            (what, key): f"{what}, {_AARENE[self.data.rapportaar - key]}"
            for what in hva
            for key in self.vindu
        }
        return {**{head: head for head in foer}, **years, **{head: head for head in etter}}

    def tittel(self, hva: str) -> Call:
        """A heading with municipality and year, for ``sheet.calc``."""
        return tekst(f"{hva} – ", self.kommune, " ", self.aar)

    @property
    def aarstallene(self) -> list[Cell]:
        """The years that are shown."""
        return [self.aarstall[key] for key in self.vindu]

    def aarene(self) -> tuple[Argument, Argument]:
        """The first and the last year that are shown."""
        return self.aarstall[self.vindu[0]], self.aarstall[self.vindu[-1]]
