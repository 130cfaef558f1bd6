"""Where demography's figures come from: growth as a text rounds it, or inhabitants by year."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Folkevekst
from asss_xl.functions.values import added
from asss_xl.report import formler as bb
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Steg
from asss_xl.report.tall import MANGLER, Tall, fra_figur
from asss_xl.workbook import Call, Cell, styles

TABELL, I_ALT = "Vedleggstabell 5", "I alt"
#: How many years ahead the growth is shown, as far as there are projections.
_FREM = 6


@dataclass
class Demografikilde:
    """Rates by age group, growth and inhabitants over the period that is shown."""

    valg: Valg
    tall: Regnskapstall | None = None
    #: Year and its place among the years of the projections, by step from the first.
    aarstall: list[Cell] = field(default_factory=list)
    plass: list[Cell] = field(default_factory=list)

    @property
    def _data(self) -> Datasett:
        return self.valg.data

    @property
    def grupper(self) -> tuple[str, ...]:
        """The age groups in order."""
        return self._data.aldersgrupper

    @property
    def beregnet(self) -> bool:
        """Whether there are inhabitants by age to look up."""
        return self.tall is not None and bool(self._data.innbyggere)

    @property
    def satsaar(self) -> int:
        """The year of the rates that a report prints."""
        years = [s.aar for s in self._data.satser]
        return max((y for y in years if y <= self._data.rapportaar), default=max(years))

    def sats(self, gruppe: str, enhet: str) -> Tall:
        """The country's spending (mill kr) or inhabitants of an age group."""
        if self.tall is not None and self.tall.har("sats", gruppe, enhet):
            key = self._data.rapportaar
            nr = self.valg.aarnr[key]
            return Tall(self.tall.referanse(rt.LANDET, nr, "sats", gruppe, enhet))
        printed = self.trykt(gruppe, enhet)
        if printed.finnes:
            return printed
        for s in self._data.satser:
            if (s.aar, s.aldersgruppe) == (self.satsaar, gruppe):
                return Tall(s.mill_kr if enhet == "mill kr" else s.innbyggere)
        return MANGLER

    def trykt(self, post: str, enhet: str) -> Tall:
        """What a report prints of an age group or of their sum."""
        return fra_figur(self._data.figur(TABELL, post, "landet", self.satsaar, enhet))

    # -- the period -----------------------------------------------------------------------------

    @property
    def _growth(self) -> dict[str, Folkevekst]:
        own = self._data.kommune
        return {v.aldersgruppe: v for v in self._data.folkevekst if v.kommune == own}

    @property
    def har_vekst(self) -> bool:
        """Whether there is any growth to show."""
        return self.beregnet or bool(self._growth)

    @property
    def steg(self) -> int:
        """How many years the period has after the first."""
        if self.beregnet:
            last = max(key[2] for key in self._data.innbyggere)
            return max(min(_FREM, last - self._data.aar[-1]), 1)
        spans = {(v.fra, v.til) for v in self._growth.values()}
        first, last = min(spans)
        return max(last - first, 1)

    def place_years(self, steg: Steg) -> None:
        """The years of the period, and their place among those with inhabitants."""
        look = styles.HJELP.but(number_format="0", align="right")
        listed = sorted({key[2] for key in self._data.innbyggere}) if self.beregnet else []
        known = steg.blokk("Årene med folketall", ["År"], [str(n) for n in range(1, len(listed) + 1)])
        for line, year in enumerate(listed):
            known.put(line, "År", float(year), look)
        steps = range(self.steg + 1)
        block = steg.blokk("Årene som vises", ["År", "Nummer"], [f"År {step}" for step in steps])
        for step in steps:
            if self.beregnet:
                cell = block.calc(step, "År", bb.pluss, self.valg.aar, float(step), style=look)
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
            return Tall(known.vekst, known.vekst_avrunding)
        total = self._growth.get(I_ALT)
        others = [self._growth.get(g) for g in self.grupper if g != gruppe]
        if total is None or any(v is None for v in others):
            return MANGLER
        found = [v for v in others if v is not None]
        return Tall(
            total.vekst - added(v.vekst for v in found),
            total.vekst_avrunding + added(v.vekst_avrunding for v in found),
        )

    @property
    def trykt_vekst(self) -> float | None:
        """The growth of all groups that a text states."""
        total = self._growth.get(I_ALT)
        return total.vekst if total is not None and not self.beregnet else None

    def folk(self, gruppe: str, step: int) -> Tall:
        """Inhabitants of an age group; a text's growth in persons and percent gives two years."""
        if self.beregnet:
            return Tall(self._people(gruppe, step)) if self._har(gruppe) else MANGLER
        base = self._base(gruppe)
        growth = self.vekst(gruppe).verdi
        if base is None or not isinstance(growth, float) or step not in (0, self.steg):
            return MANGLER
        stated = self._oppgitt(gruppe) is not None
        slack = self.vekst(gruppe).avrunding * (step > 0) if stated else self._slack(gruppe)
        return Tall(base if step == 0 else base + growth, slack)

    def _har(self, gruppe: str) -> bool:
        return self.tall is not None and self.tall.har("folk", gruppe)

    def _people(self, gruppe: str, step: int) -> Call:
        assert self.tall is not None
        return self.tall.egen(self.plass[step], "folk", gruppe)

    def _oppgitt(self, gruppe: str) -> float | None:
        """The inhabitants of a group that the package has, of the municipality alone."""
        data = self._data
        known = data.innbyggere.get((data.kommune, gruppe, data.rapportaar))
        return None if known is None else known.verdi

    def _base(self, gruppe: str) -> float | None:
        stated = self._oppgitt(gruppe)
        if stated is not None:
            return stated
        known = self._growth.get(gruppe)
        if known is not None:
            return float(round(100 * known.vekst / known.prosent)) if known.prosent else None
        total = self._base(I_ALT) if I_ALT in self._growth else None
        others = [self._base(g) if g in self._growth else None for g in self.grupper if g != gruppe]
        if total is None or any(other is None for other in others):
            return None
        return total - added(other for other in others if other is not None)

    def _slack(self, gruppe: str) -> float:
        known = self._growth.get(gruppe, self._growth.get(I_ALT))
        if known is None:
            return 0.0
        base = self._base(known.aldersgruppe) or 0.0
        share = (known.prosent_avrunding or 0.0) / abs(known.prosent or 1.0)
        return base * share + known.vekst_avrunding
