"""What members and country spend per inhabitant in the chosen year, pulled once from the amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl import functions as f
from asss_xl.dataset.schema import ARTER
from asss_xl.report import formler as bb
from asss_xl.report.avvik.kilde import ANDRE, linjenavn
from asss_xl.report.hovedrapport import formler
from asss_xl.report.hovedrapport.medlemmer import Medlemsblokk
from asss_xl.report.hovedrapport.tabell import Tabell
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.steg import Steg
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Range, of, styles

_LANDET = "Landet"
_HELE = styles.hjelp(styles.tall(0))


class PerInnbygger:
    """A line per sector and kind: each member's figure, and the country's.

    «Andre sektorer» are those outside the chosen cost key: a line for each key, and one that picks.
    """

    def __init__(
        self, table: Tabell, tall: Regnskapstall, i_noekkel: Mapping[str, Cell], noekkelnr: Cell
    ) -> None:
        self.med, self.regnskap, self.noekkelnr, self.valg = table.med, tall, noekkelnr, table.valg
        self.year = self.valg.aarnr[self.valg.data.rapportaar]
        self.steg = Steg(table.sheet.book, "Steg_avvik")
        self.blokk = Medlemsblokk(self.steg, "Kroner per innbygger", self.med, [_LANDET])
        self.folk = self.blokk.folk(tall, _HELE)
        self.tall: dict[tuple[str, str], tuple[list[Cell], Cell]] = {}
        for kind in ARTER:
            for sector in self.valg.data.sektorer:
                self.tall[sector, kind] = self._line(
                    f"{sector}: {kind}", ("beloep", sector, kind), i_noekkel[sector]
                )
        for kind in ARTER:
            self.tall[ANDRE, kind] = self._others(kind)

    @property
    def landets(self) -> Range:
        """The country's net spending, sector by sector."""
        sectors = self.valg.data.sektorer
        ends = [self.tall[sector, "netto"][1] for sector in (sectors[0], sectors[-1])]
        return self.steg.sheet.column_range(*ends)

    def _line(self, label: str, key: rt.Sted, flag: Cell | float = 1.0) -> tuple[list[Cell], Cell]:
        found: Sequence[Argument] = [MISSING_TEXT] * len(self.folk)
        country: Argument = MISSING_TEXT
        if self.regnskap.har(*key):
            amounts = zip(self.med.aarets(self.regnskap.kolonner(*key)), self.folk, strict=True)
            found = [of(f.per_innbygger, amount, people, 1000.0) for amount, people in amounts]
            country = of(bb.paa_plass, self.regnskap.referansene(rt.LANDET, *key), self.year)
        inside = zip(self.blokk.med, found, strict=True)
        calls = [of(formler.om_med_og_noekkel, mine, flag, each) for mine, each in inside]
        return self._put(label, calls, of(bb.naar, flag, country))

    def _put(self, label: str, calls: Sequence[Call], country: Call) -> tuple[list[Cell], Cell]:
        own = self.blokk.linje(label, calls, _HELE)
        block = self.blokk.blokk
        return own, block.calc(block.lines - 1, _LANDET, country, style=_HELE)

    def _others(self, kind: str) -> tuple[list[Cell], Cell]:
        keys, block = self.valg.data.noekler, self.blokk.blokk
        if not keys:
            return self._line(f"{linjenavn(ANDRE)}: {kind}", ("beloep", rt.andre(None), kind))
        first = block.lines
        for key in keys:
            self._line(f"{linjenavn(ANDRE)} ({key.navn}): {kind}", ("beloep", rt.andre(key), kind))
        ends = first, block.lines - 1
        by_key = [block.column(heading, *ends) for heading in (*self.med.navn, _LANDET)]
        calls = [of(bb.paa_plass, each, self.noekkelnr) for each in by_key]
        return self._put(f"{linjenavn(ANDRE)}: {kind}", calls[:-1], calls[-1])
