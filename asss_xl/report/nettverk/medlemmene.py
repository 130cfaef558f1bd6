"""The members of a network and their figures, which the other sheets look up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from asss_xl import functions as f
from asss_xl.report import formler as bb, layout
from asss_xl.report.behov import kilde as behov
from asss_xl.report.formler import nettverk as formler, tekst
from asss_xl.report.nettverk import medlemskap, regnskapstall
from asss_xl.report.nettverk.regnskapstall import FOLK, FORSTE, LANDET, Blokkid, Regnskapstall
from asss_xl.report.nettverk.tallskriver import Skriver
from asss_xl.report.nettverk.valg import LIKESTE
from asss_xl.report.steg import Steg
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles

_STEG = "Steg_likhet"
#: How many are taken as the group of comparison.
_ANTALL = 5
_BEHOV, _INNTEKT, _FOLK, _LN = "Utgiftsbehov", "Frie inntekter", "Innbyggere", "Innbyggere, logaritme"
_VEKT, _AVSTAND, _REKKE, _MED = "Vekt", "Avstand", "Rekkefølge", "Blant de likeste"
_EGEN, _SPREDNING = "Kommunen", "Spredning"
_DATA = beside(__file__)
#: What a reader sees of each measure: heading, decimals.
_VISES: dict[str, tuple[str, int]] = {measure: (head, places) for measure, head, places in _DATA["vises"]}
_FIRE = styles.hjelp(styles.tall(4))
_STYLE = {_BEHOV: 4, _INNTEKT: 0, _FOLK: 0, _LN: 4}


class Likhet:
    """Each municipality's measures and its distance, and a 1 for the nearest."""

    def __init__(
        self,
        valg: Valg,
        tall: Regnskapstall,
        noekler: behov.Noekkelvalg | None,
        indekser: behov.Medlemsindekser,
    ) -> None:
        self.valg, self.tall, self.year = valg, tall, valg.aarnr[valg.data.rapportaar]
        steg = self.steg = Steg(tall.sheet.book, _STEG)
        units = [(u.navn, n) for n, u in enumerate(tall.nettverk.enheter) if u.slag == "kommune"]
        criteria = None if noekler is None else self._criteria(noekler, indekser)
        known = {_BEHOV: criteria is not None, _INNTEKT: tall.har("regnskap", "frie"), _LN: True}
        #: What it is measured by.
        self.maal = [measure for measure, there in known.items() if there]
        heads = [_FOLK, *self.maal, *(f"{m}, avvik" for m in self.maal), _AVSTAND, _REKKE, _MED]
        block = self.blokk = steg.blokk("Hvem som likner: mål og avstand", heads, [name for name, _ in units])
        for line, (_, unit) in enumerate(units):
            self._measures(line, unit, criteria)
        title = "Hvem som likner: kommunen selv og spredningen"
        self.spread = steg.blokk(title, [_EGEN, _SPREDNING], self.maal, _FIRE)
        place = of(bb.plass_i, valg.kommune, block.labels)
        #: The line of the municipality itself.
        self.egen = steg.en("Kommunens linje", "Nr", "Kommunen som er valgt", place)
        for line, measure in enumerate(self.maal):
            self.spread.calc(line, _EGEN, bb.paa_plass, block.column(measure), self.egen)
            self.spread.calc(line, _SPREDNING, formler.spredning, block.column(measure))
        self.flagg = dict(zip((name for name, _ in units), self._nearest(), strict=True))

    def _measures(self, line: int, unit: int, criteria: tuple[Range, range] | None) -> None:
        def put(heading: str, call: Call) -> Cell:
            return self.blokk.calc(line, heading, call, style=styles.hjelp(styles.tall(_STYLE[heading])))

        tall, year = self.tall, self.year
        people = put(_FOLK, tall.enhetens(unit, year, FOLK))
        if criteria is not None:
            weights, rows = criteria
            own = tall.sheet.range((rows[0], FORSTE + unit), (rows[-1], FORSTE + unit))
            put(_BEHOV, of(formler.indeks_i_alt, weights, own))
        if _INNTEKT in self.maal:
            put(_INNTEKT, of(f.per_innbygger, tall.enhetens(unit, year, "regnskap", "frie"), people, 1000.0))
        put(_LN, of(formler.logaritme, people))

    def _criteria(
        self, keys: behov.Noekkelvalg, indekser: behov.Medlemsindekser
    ) -> tuple[Range, range] | None:
        """Each criterion's weight in the whole need, beside its rows on Tall regnskap, 0 in other years."""
        tall, data, steg = self.tall, self.valg.data, self.steg
        sectors = [s for s in data.sektorer if tall.har("beloep", s, "netto")]
        kilde, now = behov.Behovskilde(self.valg, tall, keys), data.rapportaar
        named = [(s, c) for s in sectors for c in behov.kriterier(data, s)]
        keyed: dict[tuple[str, str], Blokkid] = {(s, c): ("kriterium", kilde.sted(s, c), c) for s, c in named}
        pairs = {pair: key for pair, key in keyed.items() if tall.har(*key)}
        if not pairs or not tall.har(FOLK):
            return None
        lines = {name: name for name in (*sectors, "I alt")}
        block = steg.blokk("Sektorenes del i utgiftsbehovet", ["Landet"], lines)
        for sector in sectors:
            amount = tall.referanse(LANDET, self.year, "beloep", sector, "netto")
            block.calc(sector, "Landet", bb.eller_null, keys.om(sector)[now], amount)
        total = block.calc("I alt", "Landet", bb.summen, block.column("Landet", last=sectors[-1]))
        labels = {pair: ": ".join(pair) for pair in pairs}
        parts = steg.blokk("Kriterienes del i utgiftsbehovet", [_VEKT], labels, _FIRE)
        of_key: dict[Blokkid, list[Cell]] = {}
        for pair, key in pairs.items():
            weight, share = (keys.vekter.line(pair), keys.nummer[now]), block.cell(pair[0], "Landet")
            call, members = of(formler.vekt_i_alt, *weight, share, total), indekser.get((pair[0], now))
            cell = parts.calc(pair, _VEKT, call if members is None else call / members)
            of_key.setdefault(key, []).append(cell)
        names = {key: f"{key[1]}: {key[2]}" if key[1] else key[2] for key in of_key}
        made = steg.blokk("Kriteriene i alt", [_VEKT], names, _FIRE)
        by_row: dict[int, Call] = {}
        for key, cells in of_key.items():
            summed = made.calc(key, _VEKT, bb.samlet(*cells))
            for row in range(len(tall.aar[key])):
                by_row[tall.rader[key] + row] = of(bb.lik_eller_null, row + 1.0, self.year, summed)
        rows = range(min(by_row), max(by_row) + 1)
        known = {f"Rad {row + 1}": by_row.get(row, 0.0) for row in rows}
        weights = steg.liste("Vektene, en linje for hver linje på Tall regnskap", _VEKT, known, _FIRE)
        return weights.column(_VEKT), rows

    def _nearest(self) -> list[Cell]:
        """The distances, their order, and a 1 for each of the nearest."""
        block, spread, measured = self.blokk, self.spread, self.maal
        for line in range(block.lines):
            for number, measure in enumerate(measured):
                each = (block.cell(line, measure), *(spread.cell(number, h) for h in (_EGEN, _SPREDNING)))
                block.calc(line, f"{measure}, avvik", formler.ledd, *each, style=_FIRE)
            parts = block.line(line, f"{measured[0]}, avvik", f"{measured[-1]}, avvik")
            distance = block.calc(line, _AVSTAND, formler.rot_av, parts, float(len(measured)), style=_FIRE)
            block.calc(line, _REKKE, formler.rekke, float(line + 1), self.egen, distance, style=_FIRE)
        title = "Hvem som likner: den lengste avstanden som er med"
        call = of(formler.grense, block.column(_REKKE), float(_ANTALL))
        edge = self.steg.en(title, _REKKE, f"De {_ANTALL} nærmeste", call, style=_FIRE)
        order = (block.cell(line, _REKKE) for line in range(block.lines))
        return [block.calc(line, _MED, formler.innenfor, cell, edge) for line, cell in enumerate(order)]

    def sagt(self, gruppe: Cell) -> Cell:
        """What Forside says of how near they are; nothing where another group is chosen."""
        order, ends = self.blokk.column(_REKKE), {"Nærmest": 1.0, "Lengst": float(_ANTALL)}
        heads = [f"{end}{step}" for end in ends for step in ("", ", tall", ", i ord")]
        block = self.steg.blokk("Hvor like de likeste er", [*heads, "Sagt"], [""], _FIRE)
        words = []
        for end, nr in ends.items():
            size = block.calc(0, end, bb.avrundet, of(formler.grense, order, nr), 1.0)
            number = block.calc(0, f"{end}, tall", bb.i_ord, size)
            words.append(block.calc(0, f"{end}, i ord", bb.med_desimaler, number, size, 1.0))
        return block.calc(0, "Sagt", formler.naerhet, gruppe, LIKESTE, *words, missing="")

    def tabell(self, sheet: Sheet, row: int) -> int:
        """The municipality and those nearest, with how near; returns the next row."""
        valg, block = self.valg, self.blokk
        title = tekst("Kommunene som likner mest på ", valg.kommune, " i ", valg.aar, ", under kommunen selv")
        sheet.calc(row, 0, title, style=styles.OVERSKRIFT)
        shown = [h for h in _VISES if h in (*self.maal, _AVSTAND, _FOLK)]
        heads = (_VISES[h][0].format(valg.data.indeksens_en) for h in shown)
        layout.head(sheet, row + 1, 0, ["Kommune", *heads], 42)
        nearest = range(1, min(_ANTALL, block.lines - 1) + 1)
        calls = {f"Nr {n}": of(formler.nr_i_rekken, block.column(_REKKE), float(n)) for n in nearest}
        steps = self.steg.liste("De nærmeste, etter linje i lista", "Linje", calls)
        lines = [self.egen, *steps.column("Linje")]
        for at, line in enumerate(lines, start=row + 2):
            look = styles.RAD.but(bold=line is self.egen)
            sheet.calc(at, 0, bb.paa_plass, block.labels, line, style=look)
            for column, heading in enumerate(shown, start=1):
                style = styles.tall(_VISES[heading][1])
                sheet.calc(at, column, bb.paa_plass, block.column(heading), line, style=style)
        return layout.notes(sheet, row + 2 + len(lines), _DATA["om"], 110)


class Medlemmene:
    """Who there are, and what each has: Nettverk and Tall regnskap, with the choice of group on Forside.

    ``faste`` names those that cannot be taken in or out; where there are any, the workbook is about
    nobody whom others can be like. ``noekler`` is the choice of cost key.
    """

    def __init__(
        self,
        sheets: Mapping[str, Sheet],
        forsidevalg: Valg,
        faste: Sequence[str] = (),
        noekler: behov.Noekkelvalg | None = None,
    ) -> None:
        valg, sheet = forsidevalg, sheets["Nettverk"]
        others = [unit for unit in valg.data.enheter if unit.slag == "kommune"]
        likest = not faste and bool(valg.data.innbyggere) and len(others) > 2
        group = medlemskap.choose_group(sheets["Forside"], valg.data, likest)
        members = medlemskap.Medlemsliste(sheet, valg, group, faste)
        writer = Skriver(sheets["Tall regnskap"], valg, members.made)
        #: The members' own index of each sector, where they are all there is of the country.
        self.indekser: behov.Medlemsindekser = {}
        if noekler is not None:
            kilde = behov.Behovskilde(valg, writer.made, noekler)
            self.indekser = behov.medlemmenes_indekser(Steg(sheet.book, behov.BEHOVSSTEG), kilde)
        near = Likhet(valg, writer.made, noekler, self.indekser) if likest else None
        self.nettverk = members.write(near.flagg if near else {}, regnskapstall.required(writer.made))
        if near is not None:
            near.tabell(sheet, self.nettverk.antall.row + 3)
        #: How near those most alike are, where they are chosen.
        self.naerhet: str | Cell = near.sagt(group[0]) if near else ""
        self.regnskap = writer.finish(self.nettverk)


def med_gruppen(forsidevalg: Valg, medlemmene: Medlemmene | None = None) -> Valg:
    """The choices, with how those are spoken of whom the choice of group leaves to compare with."""
    if medlemmene is None:
        return forsidevalg
    nettverk = medlemmene.nettverk
    return replace(
        forsidevalg, andre=nettverk.andre, andre_navn=nettverk.andre_navn, naerhet=medlemmene.naerhet
    )
