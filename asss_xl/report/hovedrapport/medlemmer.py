"""Whose figures the main report has side by side, and the blocks of steps with a column for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from asss_xl.report import formler as bb
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.regnskapstall import FOLK, Regnskapstall
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Steg
from asss_xl.workbook import Call, Cell, Range, of
from asss_xl.workbook.styles import Style


@dataclass(frozen=True)
class Medlemmer:
    """Whose figures are side by side: places among the network's units, and their names."""

    valg: Valg
    network: Nettverk
    plasser: tuple[int, ...]

    @classmethod
    def av(cls, valg: Valg, network: Nettverk) -> Medlemmer:
        """Everyone but the rest of the country, which can be in no mean here."""
        found = (n for n, unit in enumerate(network.enheter) if unit.navn != valg.data.resten)
        return cls(valg, network, tuple(found))

    @property
    def navn(self) -> list[str]:
        """Their names in order."""
        return [self.network.enheter[n].navn for n in self.plasser]

    def aarets(self, kolonner: Callable[[int], Range], key: int | None = None) -> list[Call]:
        """Each member's figure of the report year, or another, from a column of years for each unit."""
        year = self.valg.aarnr[self.valg.data.rapportaar if key is None else key]
        return [of(bb.paa_plass, kolonner(place), year) for place in self.plasser]


class Medlemsblokk:
    """A block with the members' figures: first who is in, then a line for each thing."""

    def __init__(self, steg: Steg, title: str, med: Medlemmer, more: Sequence[str]) -> None:
        self.steg, self.medlemmer = steg, med
        self.blokk = steg.blokk(title, [*med.navn, *more], [])
        self._folk: list[Cell] = []
        masks = [of(bb.gjenta, med.network.maske[place]) for place in med.plasser]
        self.med = self.linje("Med nå (1 = med)", masks)

    def linje(self, label: str | Cell | Call, calls: Iterable[Call], look: Style | None = None) -> list[Cell]:
        """One more line, with a figure for each member."""
        line = self.steg.linje(self.blokk, label)
        return [line.calc(n, call, style=look) for n, call in zip(self.medlemmer.navn, calls, strict=True)]

    def om_med(self, calls: Iterable[Call]) -> list[Call]:
        """The members' figures; empty for one that is out."""
        return [of(bb.naar, inside, call) for inside, call in zip(self.med, calls, strict=True)]

    def folk(self, tall: Regnskapstall, look: Style | None = None) -> list[Cell]:
        """The members' inhabitants."""
        if not self._folk:
            found = self.om_med(self.medlemmer.aarets(tall.kolonner(FOLK)))
            self._folk = self.linje("Innbyggere", found, look)
        return self._folk
