"""What members and country spend per inhabitant in the chosen year, pulled once from the amounts."""

from __future__ import annotations

from collections.abc import Mapping

from asss_xl import functions as f
from asss_xl.dataset.schema import ARTER
from asss_xl.report import formler as bb
from asss_xl.report.avvik.kilde import ANDRE, linjenavn
from asss_xl.report.hovedrapport import formler
from asss_xl.report.hovedrapport.tabell import Tabell
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.regnskapstall import FOLK, Regnskapstall
from asss_xl.report.steg import Steg
from asss_xl.workbook import MISSING_TEXT, Call, Cell, Range, of, styles

_LANDET = "Landet"


class PerInnbygger:
    """A line per sector and kind: each member's figure, and the country's.

    «Andre sektorer» are those outside the chosen cost key: a line for each key, and one that picks.
    """

    def __init__(
        self, table: Tabell, tall: Regnskapstall, i_noekkel: Mapping[str, Cell], noekkelnr: Cell
    ) -> None:
        self.table, self.regnskap, self.noekkelnr = table, tall, noekkelnr
        self.valg = table.valg
        self.year = self.valg.aarnr[self.valg.data.rapportaar]
        self.names = table.med.navn
        self.steg = Steg(table.sheet.book, "Steg_avvik")
        self.blokk = self.steg.blokk("Kroner per innbygger", [*self.names, _LANDET], [])
        self.folk: list[Cell] = []
        self.tall: dict[tuple[str, str], tuple[list[Cell], Cell]] = {}
        self._people()
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

    def _people(self) -> None:
        network, line = self.table.med.network, self.steg.linje(self.blokk, "Med nå (1 = med)")
        self.inside = [
            self.blokk.calc(line, name, bb.gjenta, network.maske[unit])
            for name, unit in zip(self.names, self.table.med.plasser, strict=True)
        ]
        line = self.steg.linje(self.blokk, "Innbyggere")
        columns = self.regnskap.kolonner(FOLK)
        self.folk = [
            self._put(line, name, of(bb.naar, inside, of(bb.paa_plass, columns(unit), self.year)))
            for name, unit, inside in zip(self.names, self.table.med.plasser, self.inside, strict=True)
        ]

    def _put(self, line: int, heading: str, call: Call) -> Cell:
        look = styles.hjelp(styles.tall(0))
        return self.blokk.calc(line, heading, call, style=look)

    def _line(self, label: str, key: rt.Sted, flag: Cell | float = 1.0) -> tuple[list[Cell], Cell]:
        line = self.steg.linje(self.blokk, label)
        if not self.regnskap.har(*key):
            return (
                [
                    self._put(line, name, of(formler.om_med_og_noekkel, inside, flag, MISSING_TEXT))
                    for name, inside in zip(self.names, self.inside, strict=True)
                ],
                self._put(line, _LANDET, of(bb.naar, flag, MISSING_TEXT)),
            )
        columns, own = self.regnskap.kolonner(*key), []
        for name, unit, inside, people in zip(
            self.names, self.table.med.plasser, self.inside, self.folk, strict=True
        ):
            amount = of(bb.paa_plass, columns(unit), self.year)
            per_head = of(f.per_innbygger, amount, people, 1000.0)
            own.append(self._put(line, name, of(formler.om_med_og_noekkel, inside, flag, per_head)))
        country = of(bb.paa_plass, self.regnskap.referansene(rt.LANDET, *key), self.year)
        return own, self._put(line, _LANDET, of(bb.naar, flag, country))

    def _others(self, kind: str) -> tuple[list[Cell], Cell]:
        keys = self.valg.data.noekler
        if not keys:
            return self._line(f"{linjenavn(ANDRE)}: {kind}", ("beloep", rt.andre(None), kind))
        first = self.blokk.lines
        for key in keys:
            self._line(f"{linjenavn(ANDRE)} ({key.navn}): {kind}", ("beloep", rt.andre(key), kind))
        last = self.blokk.lines - 1
        line = self.steg.linje(self.blokk, f"{linjenavn(ANDRE)}: {kind}")

        def chosen(heading: str) -> Cell:
            ends = (self.blokk.at(first, heading), self.blokk.at(last, heading))
            by_key = self.steg.sheet.range(*ends)
            return self._put(line, heading, of(bb.paa_plass, by_key, self.noekkelnr))

        return [chosen(name) for name in self.names], chosen(_LANDET)
