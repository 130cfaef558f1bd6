"""Avvik: the members' deviations from calculated need for spending, sector by sector.

The chain is the one on the municipality's own Ressursbruk: the difference to the country, less
the differences in depreciation and social wage costs and the correction for need.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import add

from asss_xl import functions as f
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik import utelatt
from asss_xl.report.avvik.kilde import ANDRE, ARTEN, Avvikskilde, linjenavn
from asss_xl.report.avvik.tabell import SUM_DRIFT, SUM_IS
from asss_xl.report.behov.kilde import SIES, Behovskilde, Noekkelvalg, kriterier, medlemmenes_indekser
from asss_xl.report.formler import hovedrapport as formler
from asss_xl.report.hovedrapport.tabell import (
    FELLES,
    FORSTE_RAD,
    TEGN,
    Medlemmer,
    Medlemslinje,
    Medlemstabell,
    Om,
    bredde,
    hver,
    uveid,
)
from asss_xl.report.kilde import forbehold
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.steg import Steg
from asss_xl.report.tall import plasser
from asss_xl.stated import beside
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Range, Sheet, of, styles

_LANDET = "Landet"
#: What members and country spend per inhabitant.
Bruk = tuple[list[Call], Call]
I_ALT = "I alt"
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
        keys = Noekkelvalg(sheet, self.valg)
        self.behov = Behovskilde(self.valg, self.tall, keys)
        self.medlemmenes = medlemmenes_indekser(keys.steg, self.behov)
        self.landet = Avvikskilde(self.valg, self.tall, keys.sektornoekkel)
        #: Whether the chosen key has a sector, and the weights of its criteria.
        self.i_noekkel = {sector: keys.om(sector)[self.key] for sector in self.sectors}
        self.sies = {sector: keys.om(sector, SIES)[self.key] for sector in self.sectors}
        self.vekter: dict[str, Range] = {}
        self._criteria()
        if amounts:
            steps = Steg(sheet.book, "Steg_avvik")
            lacking = utelatt.i_alt(steps, self.valg)
            if lacking is not None:
                layout.text(sheet, 2, self.table.first, lacking, styles.NOTE)
            people = steps.blokk("Innbyggere", med.navn, ["I alt"], styles.hjelp(styles.tall(0)))
            calls = zip(med.navn, med.aarets(self.tall.kolonner(rt.FOLK)), strict=True)
            self.folk = [people.calc(0, name, call) for name, call in calls]
            self._kinds(steps, keys.sektornoekkel[self.key])
        self._indices(amounts)
        if amounts:
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
        """A dash where the chosen key does not have the sector."""
        told = self.sies.get(sector)
        return call if told is None else of(bb.eller_null, told, call)

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
            self.vekter[sector] = self.sheet.range((first, FELLES), (table.row - 1, FELLES))
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
        weight = plasser(
            self.sheet, table.row, FELLES, self.behov.vekt(sector, criterion, self.key), three.but(size=9)
        )
        found: Argument | Sequence[Argument] = MISSING_TEXT
        key = ("kriterium", self.behov.sted(sector, criterion), criterion)
        if self.tall.har(*key):
            own = self.med.aarets(self.tall.kolonner(*key))
            members = self.medlemmenes.get((sector, self.key))
            found = own if members is None else [each / members for each in own]
        calls = hver(formler.om_vekt, table.ute, weight, found)
        table.plain(f"{sector}: {criterion}", "vekt, indeks", calls, three)

    def _indices(self, amounts: bool) -> None:
        table = self.table
        index = f"{self.data.indeksens_en} = 1"
        first = table.group(f"Kostnadsindeks, {index}", self.indeks_rad)
        for sector in self.sectors:
            om, weights = partial(self.om, sector), self.vekter[sector]
            columns = table.under(*self.indices[sector])
            calls = table.inne(map(om, hver(formler.kostnadsindeks, columns, weights)))
            about = Om(sector, index, 3, etikett=f"Kostnadsindeks: {sector}")
            self.indeks[sector] = table.line(about, calls, om=om)
        if amounts:
            ends = (self.kinds[sector, "netto"][1] for sector in (self.sectors[0], self.sectors[-1]))
            columns, country = table.under(first, table.row - 1), self.sheet.column_range(*ends)
            calls = table.inne(hver(formler.veid, columns, country))
            about = Om(I_ALT, index, 3, etikett="Beregnet utgiftsbehov i alt")
            self.indeks[I_ALT] = table.line(about, calls, total=True)

    def _parts(self) -> None:
        self.table.row = self.leddene
        for name, title in _LEDD.items():
            self.table.group(self.data.om_landet(f"{title}, {_KR}"))
            for sector in (*self.sectors, ANDRE):
                calls = self._part(name, sector)
                self.ledd[name, sector] = self.table.plain(linjenavn(sector), _KR, calls, styles.tall(0))
            self.table.row += 1

    def _kinds(self, steg: Steg, noekkelnr: Cell) -> None:
        """What members and country spend, kind by kind."""
        others = self._others(steg, noekkelnr)
        self.table.row = self.artene
        for kind, name in rt.ARTNAVN.items():
            self.table.group(self.data.om_landet(f"{name.capitalize()}, {_KR} (landet i kolonnen Snitt)"))
            for sector in (*self.sectors, ANDRE):
                calls, country = others(kind) if sector == ANDRE else self._spent(sector, kind)
                row = self.table.row
                own = self.table.plain(linjenavn(sector), _KR, calls, styles.tall(0), country)
                self.kinds[sector, kind] = own, self.sheet.cells[row, FELLES]
            self.table.row += 1

    def _spent(self, place: str, kind: str) -> Bruk:
        key = ("beloep", place, kind)
        own, country = [of(bb.gjenta, MISSING_TEXT)] * len(self.folk), of(bb.gjenta, MISSING_TEXT)
        if self.tall.har(*key):
            own = hver(f.per_innbygger, self.med.aarets(self.tall.kolonner(*key)), self.folk, 1000.0)
            country = self.tall.referanse(rt.LANDET, self.valg.aarnr[self.key], *key)
        inside = [self.med.nettverk.maske[n] for n in self.med.plasser]
        own = [self.om(place, each) for each in own]
        return hver(bb.naar, inside, own), self.om(place, country)

    def _others(self, steg: Steg, noekkelnr: Cell) -> Callable[[str], Bruk]:
        """The same of what is outside the chosen cost key: of each key, to pick from."""
        places = [rt.andre(key) for key in self.data.noekler or (None,)]
        if len(places) == 1:
            return partial(self._spent, places[0])
        heads = (*self.med.navn, _LANDET)
        labels = {(k, at): f"{at.replace('|', ', ')}: {k}" for k in rt.ARTNAVN for at in places}
        block = steg.blokk("Andre sektorer, kr per innbygger", heads, labels, styles.hjelp(styles.tall(0)))
        for kind, at in labels:
            own, country = self._spent(at, kind)
            for head, call in zip(heads, (*own, country), strict=True):
                block.calc((kind, at), head, call)

        def picked(kind: str) -> Bruk:
            columns = [block.column(head, (kind, places[0]), (kind, places[-1])) for head in heads]
            *own, country = hver(bb.paa_plass, columns, noekkelnr)
            return own, country

        return picked

    def _part(self, name: str, sector: str) -> list[Call]:
        """One of the parts of a deviation, for each member."""
        if name in _FORSKJELLER:
            members, country = self.kinds[sector, _FORSKJELLER[name]]
            return hver(formler.om_tall, members, [own - country for own in members])
        if name == "sosiale":
            net = self.kinds[sector, "netto"][0]
            gaps = zip(*(self._social(sector, kind) for kind in ARTEN.values()), strict=True)
            return hver(formler.om_tall, net, [bb.samlet(*each) for each in gaps])
        if sector == ANDRE:
            return self.table.inne([of(bb.gjenta, 0.0)] * len(self.med.plasser))
        return self._correction(sector)

    def _correction(self, sector: str) -> list[Call]:
        country, weights = self.kinds[sector, "netto"][1], self.vekter[sector]
        columns = self.table.under(*self.indices[sector])
        needs = hver(formler.korreksjon, country, weights, columns)
        for addition in self.additions[sector]:
            needs = list(map(add, needs, addition))
        return hver(formler.om_tall, self.indeks[sector].vist, needs)

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
        self._kr(SUM_IS, hver(formler.sum_eller_tomt, columns, MISSING_TEXT))
        self._deviation(ANDRE)
        inside, others = (self.kroner[line].vist for line in (SUM_IS, ANDRE))
        self._kr(SUM_DRIFT, hver(formler.om_tall, inside, list(map(add, inside, others))))

    def _deviation(self, sector: str) -> None:
        parts = [self.ledd[name, sector] for name in _LEDD]
        self._kr(sector, hver(formler.om_tall, parts[0], hver(formler.korrigert, *parts)))

    def _kr(self, line: str, calls: Sequence[Call]) -> None:
        self.kroner[line] = self._line(line, _KR, 0, calls)

    def _line(self, line: str, unit: str, decimals: int, calls: Sequence[Call]) -> Medlemslinje:
        """A line of deviations; a sum has no sector of its own that the key may lack."""
        name, total = linjenavn(line), line in (SUM_IS, SUM_DRIFT)
        about = Om(name, unit, decimals, etikett=f"Avvik fra behov: {name}")
        return self.table.line(about, calls, total=total, om=partial(self.om, line))

    def _millioner(self) -> None:
        self.table.group(
            self.data.om_landet(f"Avvik fra landet korrigert for utgiftsbehov, {_MILL}"), self.mill_rad
        )
        for line, given in self.kroner.items():
            calls = hver(formler.om_tall, given.vist, hver(bb.mill, given.vist, self.folk))
            self.millioner[line] = self._line(line, _MILL, 1, calls)
