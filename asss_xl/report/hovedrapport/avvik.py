"""Avvik: the members' deviations from calculated need for spending, sector by sector.

The chain is the one on the municipality's own Ressursbruk: the difference to the country, less
the differences in depreciation and social wage costs and the correction for need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from asss_xl import functions as f
from asss_xl.dataset.schema import ARTER
from asss_xl.functions.excel.formula import beside
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik import utelatt
from asss_xl.report.avvik.kilde import ANDRE, ARTEN, Avvikskilde, linjenavn
from asss_xl.report.behov.kilde import Behovskilde, Noekkelvalg, kriterier, medlemmenes_indekser
from asss_xl.report.formler import hovedrapport as formler
from asss_xl.report.hovedrapport.tabell import (
    FORSTE_RAD,
    SNITT,
    TEGN,
    Medlemmer,
    Medlemsblokk,
    Medlemslinje,
    Medlemstabell,
    Om,
    bredde,
    uveid,
)
from asss_xl.report.kilde import forbehold
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.steg import Steg
from asss_xl.report.tall import plasser
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Range, Sheet, of, styles

_LANDET = "Landet"
_HELE = styles.hjelp(styles.tall(0))


class Bruksblokk:
    """A line per sector and kind: each member's figure, and the country's.

    «Andre sektorer» are those outside the chosen cost key: a line for each key, and one that picks.
    """

    def __init__(
        self, table: Medlemstabell, tall: Regnskapstall, i_noekkel: Mapping[str, Cell], noekkelnr: Cell
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
        return self._put(label, calls, of(bb.naar_kjent, flag, country))

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


SUM_IS, SUM_DRIFT, I_ALT = "sum_is", "sum_drift", "I alt"
_KR, _MILL = "kr per innb.", "mill. kr"
_DATA = beside(__file__)
_LEDD: dict[str, str] = _DATA["ledd"]
#: Parts that are the difference to the country in one kind of spending.
_FORSKJELLER = {"ukorrigert": "netto", "avskrivning": "avskrivninger"}


class Avvikslinjer:
    """Writes the deviations, what they are made of and the criteria behind them; has their lines by sector.

    The deviations are empty where the package has no amounts.
    """

    def __init__(self, sheet: Sheet, med: Medlemmer, medlemmene: Medlemmene) -> None:
        layout.heading(sheet, med.valg, "Avvik fra beregnet utgiftsbehov", "Ressursbruk")
        sheet.source += (f" Snittet er {uveid(med.valg.data)}.",)
        self.sheet, self.med, self.tall, self.valg = sheet, med, medlemmene.regnskap, med.valg
        self.data, self.key = med.valg.data, med.valg.data.rapportaar
        self.sectors = self.data.sektorer
        self.kroner, self.millioner, self.indeks = (dict[str, Medlemslinje]() for _ in range(3))
        self.ledd: dict[tuple[str, str], list[Cell]] = {}
        self.kinds: dict[tuple[str, str], tuple[list[Cell], Cell]] = {}
        amounts = self.data.beregnet_avvik and Avvikskilde(self.valg, self.tall).har(ANDRE)
        #: Where the parts start: kroner, million kroner, indices, what they are made of, criteria.
        block, part = len(self.sectors) + 4, (len(self.sectors) + 3) * amounts
        self.mill_rad, self.indeks_rad = FORSTE_RAD + block, FORSTE_RAD + 2 * block * amounts
        self.leddene = self.indeks_rad + len(self.sectors) + 4
        self.artene = self.leddene + len(_LEDD) * part
        self.kriteriene = self.artene + len(rt.ARTNAVN) * part
        self.table = Medlemstabell(sheet, med, bredde=bredde([(-99999.0, 0)], fet=True), hoeyde=12.5)
        self.table.heads("Sektor")
        steg = Steg(sheet.book, "Steg_noekler")
        keys = Noekkelvalg(sheet, steg, self.valg)
        self.behov = Behovskilde(self.valg, self.tall, keys)
        self.medlemmenes = medlemmenes_indekser(steg, self.behov)
        self.landet = Avvikskilde(self.valg, self.tall, keys.sektornoekkel)
        #: Whether the chosen key has a sector, and the weights of its criteria.
        self.i_noekkel = {sector: keys.om(sector)[self.key] for sector in self.sectors}
        self.vekter: dict[str, Range] = {}
        if amounts:
            self.steg = Bruksblokk(self.table, self.tall, self.i_noekkel, keys.sektornoekkel[self.key])
            lacking = utelatt.i_alt(Steg(sheet.book, "Steg_avvik"), self.valg)
            if lacking is not None:
                layout.text(sheet, 2, self.table.first, lacking, styles.NOTE)
        self._criteria()
        self._indices(amounts)
        if amounts:
            self._kinds()
            self._parts()
            self._kroner()
            self._millioner()
        sheet.printing.rows, sheet.printing.parts = self.leddene, self._starts()

    def _starts(self) -> tuple[int, ...]:
        """Where a part starts, and the blocks of the long ones."""
        long = range(self.leddene, self.kriteriene, len(self.sectors) + 3)
        blocks = [self.mill_rad, self.indeks_rad, *long, self.kriteriene]
        blocks += [first for first, _ in self.indices.values() if first > self.kriteriene + 1]
        return tuple(start for start in blocks if start > FORSTE_RAD)

    def om(self, sector: str, call: Call) -> Call:
        """Empty where the chosen key does not have the sector."""
        flag = self.i_noekkel.get(sector)
        return call if flag is None else of(bb.naar_kjent, flag, call)

    def _criteria(self) -> None:
        """Weights and the members' indices, at the bottom of the sheet."""
        table, inside = self.table, self.table.inne
        whose = self.data.indeksens_en
        title = f"Kriterieindekser, {whose} = 1 (vekten i nøkkelen i kolonnen Snitt)"
        table.group(title, self.kriteriene)
        self.indices: dict[str, tuple[int, int]] = {}
        self.additions: dict[str, list[list[Cell]]] = {}
        for sector in self.sectors:
            first = table.row
            for criterion in kriterier(self.data, sector):
                self._criterion(sector, criterion)
            self.indices[sector] = (first, table.row - 1)
            self.vekter[sector] = self.sheet.range((first, SNITT), (table.row - 1, SNITT))
            self.additions[sector] = []
            for addition in self.behov.tilleggene(sector):
                found = inside(self.med.aarets(self.tall.kolonner("tillegg", sector, addition)))
                mean = self.behov.tilleggets_snitt(sector, addition, self.key)
                found = found if mean is None else [each - mean for each in found]
                name, unit = f"{sector}: {addition}", "tillegg, kr per innb."
                self.additions[sector].append(table.plain(name, unit, found, styles.tall(0)))
        table.note(TEGN, *map(self.data.om_landet, _DATA["om"]), *forbehold(self.data))

    def _criterion(self, sector: str, criterion: str) -> None:
        table, three = self.table, styles.tall(3)
        weight = plasser(self.sheet, table.row, SNITT, self.behov.vekt(sector, criterion, self.key), three)
        found: Sequence[Argument] = [MISSING_TEXT] * len(table.ute)
        place = next((p for p in (sector, "") if self.tall.har("kriterium", p, criterion)), None)
        if place is not None:
            found = self.med.aarets(self.tall.kolonner("kriterium", place, criterion))
            members = self.medlemmenes.get((sector, self.key))
            found = found if members is None else [each / members for each in found]
        calls = [of(formler.om_vekt, out, weight, each) for out, each in zip(table.ute, found, strict=True)]
        table.plain(f"{sector}: {criterion}", "vekt, indeks", calls, three)

    def _indices(self, amounts: bool) -> None:
        table = self.table
        index = f"{self.data.indeksens_en} = 1"
        first = table.group(f"Kostnadsindeks, {index}", self.indeks_rad)
        for sector in self.sectors:
            om, weights = partial(self.om, sector), self.vekter[sector]
            columns = table.under(*self.indices[sector])
            calls = table.inne(om(of(formler.kostnadsindeks, each, weights)) for each in columns)
            about = Om(sector, index, 3, etikett=f"Kostnadsindeks: {sector}")
            self.indeks[sector] = table.line(about, calls, om=om, paa_steg=False)
        if amounts:
            columns, means = table.under(first, table.row - 1), self.steg.landets
            calls = table.inne(of(formler.veid, each, means) for each in columns)
            about = Om(I_ALT, index, 3, etikett="Beregnet utgiftsbehov i alt")
            self.indeks[I_ALT] = table.line(about, calls, total=True, paa_steg=False)

    def _parts(self) -> None:
        self.table.row = self.leddene
        for name, title in _LEDD.items():
            self.table.group(self.data.om_landet(f"{title}, {_KR}"))
            for sector in (*self.sectors, ANDRE):
                calls = self._part(name, sector)
                self.ledd[name, sector] = self.table.plain(linjenavn(sector), _KR, calls, styles.tall(0))
            self.table.row += 1

    def _kinds(self) -> None:
        """What members and country spend, kind by kind, as they stand on the block."""
        self.table.row = self.artene
        for kind, name in rt.ARTNAVN.items():
            self.table.group(self.data.om_landet(f"{name.capitalize()}, {_KR} (landet i kolonnen Snitt)"))
            for sector in (*self.sectors, ANDRE):
                given, country = self.steg.tall[sector, kind]
                calls, row = [of(bb.gjenta, each) for each in given], self.table.row
                shown = of(bb.gjenta, country)
                own = self.table.plain(linjenavn(sector), _KR, calls, styles.tall(0), shown)
                self.kinds[sector, kind] = own, self.sheet.cells[row, SNITT]
            self.table.row += 1

    def _part(self, name: str, sector: str) -> list[Call]:
        """One of the parts of a deviation, for each member."""
        if name in _FORSKJELLER:
            members, country = self.kinds[sector, _FORSKJELLER[name]]
            return [of(formler.om_tall, own, own - country) for own in members]
        if name == "sosiale":
            net = self.kinds[sector, "netto"][0]
            gaps = zip(*(self._social(sector, kind) for kind in ARTEN.values()), strict=True)
            return [of(formler.om_tall, own, bb.samlet(*each)) for own, each in zip(net, gaps, strict=True)]
        if sector == ANDRE:
            return self.table.inne([of(bb.gjenta, 0.0)] * len(self.med.plasser))
        return self._correction(sector)

    def _correction(self, sector: str) -> list[Call]:
        country, weights = self.kinds[sector, "netto"][1], self.vekter[sector]
        columns = self.table.under(*self.indices[sector])
        needs = [of(formler.korreksjon, country, weights, each) for each in columns]
        for addition in self.additions[sector]:
            needs = [need + more for need, more in zip(needs, addition, strict=True)]
        shown = self.indeks[sector].vist
        return [of(formler.om_tall, index, need) for index, need in zip(shown, needs, strict=True)]

    def _social(self, sector: str, kind: str) -> list[Call]:
        """The difference in a social cost, in proportion to net over gross."""
        members, country = zip(*(self.kinds[sector, k] for k in (kind, "netto", "brutto")), strict=True)
        held = of(self.landet.sosiale, *country)
        return [of(self.landet.sosiale, *own) - held for own in zip(*members, strict=True)]

    def _kroner(self) -> None:
        table = self.table
        first = table.group(
            self.data.om_landet(f"Avvik fra landet korrigert for utgiftsbehov, {_KR}"), FORSTE_RAD
        )
        for sector in self.sectors:
            self._deviation(sector)
        columns = table.under(first, table.row - 1)
        self._kr(SUM_IS, [of(formler.sum_eller_tomt, each, MISSING_TEXT) for each in columns])
        self._deviation(ANDRE)
        both = zip(*(self.kroner[line].vist for line in (SUM_IS, ANDRE)), strict=True)
        self._kr(SUM_DRIFT, [of(formler.om_tall, inside, inside + others) for inside, others in both])

    def _deviation(self, sector: str) -> None:
        parts = zip(*(self.ledd[name, sector] for name in _LEDD), strict=True)
        self._kr(sector, [of(formler.om_tall, each[0], of(formler.korrigert, *each)) for each in parts])

    def _kr(self, line: str, calls: Sequence[Call]) -> None:
        self.kroner[line] = self._line(line, _KR, 0, calls)

    def _line(self, line: str, unit: str, decimals: int, calls: Sequence[Call]) -> Medlemslinje:
        """A line of deviations; a sum has no sector of its own that the key may lack."""
        name, total = linjenavn(line), line in (SUM_IS, SUM_DRIFT)
        about = Om(name, unit, decimals, etikett=f"Avvik fra behov: {name}")
        return self.table.line(about, calls, total=total, om=partial(self.om, line), paa_steg=False)

    def _millioner(self) -> None:
        self.table.group(
            self.data.om_landet(f"Avvik fra landet korrigert for utgiftsbehov, {_MILL}"), self.mill_rad
        )
        for line, given in self.kroner.items():
            pairs = zip(given.vist, self.steg.folk, strict=True)
            calls = [of(formler.om_tall, each, of(bb.mill, each, people)) for each, people in pairs]
            self.millioner[line] = self._line(line, _MILL, 1, calls)
