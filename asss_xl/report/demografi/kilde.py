"""Where demography's figures come from: growth as a text rounds it, or inhabitants by year."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.dataset.model import Folkevekst
from asss_xl.functions.values import added
from asss_xl.report import formler as bb
from asss_xl.report.kilde import Kilde
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.steg import Steg
from asss_xl.report.tall import MANGLER, Tall
from asss_xl.workbook import Cell, styles

_TABELL, I_ALT = "Vedleggstabell 5", "I alt"
#: How many years ahead the growth is shown, as far as there are projections.
_FREM = 6


@dataclass(frozen=True)
class Demografikilde(Kilde):
    """Rates by age group, growth and inhabitants over the period that is shown."""

    #: Year and its place among the years of the projections, by step from the first.
    aarstall: list[Cell] = field(default_factory=list)
    plass: list[Cell] = field(default_factory=list)

    @property
    def grupper(self) -> tuple[str, ...]:
        """The age groups in order."""
        return self.data.aldersgrupper

    @property
    def beregnet(self) -> bool:
        """Whether there are inhabitants by age to look up."""
        return self.tall is not None and bool(self.data.innbyggere)

    @property
    def satsaar(self) -> int:
        """The year of the rates that a report prints."""
        years = [s.aar for s in self.data.satser]
        return max((y for y in years if y <= self.data.rapportaar), default=max(years))

    def sats(self, gruppe: str, enhet: str) -> Tall:
        """The country's spending (mill kr) or inhabitants of an age group."""
        if self.har_tall("sats", gruppe, enhet):
            return self.referanse(rt.LANDET, self.data.rapportaar, "sats", gruppe, enhet)
        printed = self.i_tabellen(gruppe, enhet)
        if printed.finnes:
            return printed
        for s in self.data.satser:
            if (s.aar, s.aldersgruppe) == (self.satsaar, gruppe):
                return Tall(s.mill_kr if enhet == "mill kr" else s.innbyggere)
        return MANGLER

    def i_tabellen(self, post: str, enhet: str) -> Tall:
        """What a report prints of an age group or of their sum."""
        return self.oppgitt(_TABELL, post, "landet", self.satsaar, enhet)

    @property
    def _growth(self) -> dict[str, Folkevekst]:
        own = self.data.kommune
        return {v.aldersgruppe: v for v in self.data.folkevekst if v.kommune == own}

    @property
    def har_vekst(self) -> bool:
        """Whether there is any growth to show."""
        return self.beregnet or bool(self._growth)

    @property
    def steg(self) -> int:
        """How many years the period has after the first."""
        if self.beregnet:
            last = max(key[2] for key in self.data.innbyggere)
            return max(min(_FREM, last - self.data.aar[-1]), 1)
        spans = {(v.fra, v.til) for v in self._growth.values()}
        first, last = min(spans)
        return max(last - first, 1)

    def place_years(self, steg: Steg) -> None:
        """The years of the period, and their place among those with inhabitants."""
        look = styles.HJELP.but(number_format="0", align="right")
        listed = sorted({key[2] for key in self.data.innbyggere}) if self.beregnet else []
        known = steg.blokk("Årene med folketall", ["År"], [str(n) for n in range(1, len(listed) + 1)])
        for line, year in enumerate(listed):
            known.put(line, "År", float(year), look)
        steps = range(self.steg + 1)
        block = steg.blokk("Årene som vises", ["År", "Nummer"], [f"År {step}" for step in steps])
        for step in steps:
            if self.beregnet:
                cell = block.calc(step, "År", self.valg.aar + float(step), style=look)
                self.plass.append(
                    block.calc(step, "Nummer", bb.plass_i, cell, known.column("År"), style=look)
                )
            else:
                first = min(v.fra for v in self._growth.values())
                cell = block.put(step, "År", float(first + step), look)
            self.aarstall.append(cell)

    def vekst(self, gruppe: str) -> Tall:
        """Growth in inhabitants over the period, as a text states it."""
        known = self._growth.get(gruppe)
        if known is not None:
            return Tall(known.vekst)
        total = self._growth.get(I_ALT)
        others = [self._growth.get(g) for g in self.grupper if g != gruppe]
        if total is None or any(v is None for v in others):
            return MANGLER
        found = [v for v in others if v is not None]
        return Tall(total.vekst - added(v.vekst for v in found))

    @property
    def trykt_vekst(self) -> float | None:
        """The growth of all groups that a text states."""
        total = self._growth.get(I_ALT)
        return total.vekst if total is not None and not self.beregnet else None

    def folk(self, gruppe: str, step: int) -> Tall:
        """Inhabitants of an age group; where a text has the growth, of its first and last year."""
        if self.beregnet:
            if self.tall is None or not self.tall.har("folk", gruppe):
                return MANGLER
            return Tall(self.tall.egen(self.plass[step], "folk", gruppe))
        base = self._base(gruppe)
        growth = self.vekst(gruppe).verdi
        if base is None or not isinstance(growth, float) or step not in (0, self.steg):
            return MANGLER
        return Tall(base if step == 0 else base + growth)

    def _base(self, gruppe: str) -> float | None:
        """The inhabitants of a group that the package has, of the municipality alone."""
        data = self.data
        known = data.innbyggere.get((data.kommune, gruppe, data.rapportaar))
        return None if known is None else known.verdi
