"""Utgiftsbehov: criteria, cost index and correction per sector (vedleggstabell 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, product
from typing import Any

from asss_xl import functions as f
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.behov import kilde as k, sammendrag
from asss_xl.report.demografi.ark import Demografi
from asss_xl.report.formler import behov as fl
from asss_xl.report.kilde import forbehold
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.published import AVVIK_ENHET, trykt_korreksjon
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Tall, plasser
from asss_xl.report.uten import uten_hva_hvis
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Call, Cell, Input, Range, Sheet, of, styles

_DATA = beside(__file__)
#: Columns of a year.
_HODER = ("Vekt", "Hva hvis", "Indeks", "Hva hvis", "Kr per innb.")
VEKT, VEKT_HVIS, _INDEKS, INDEKS_HVIS, KORR = range(len(_HODER))
#: Lines of a sector besides its criteria and additions.
_LANDET, _SUM, _MED_TILLEGG, _BEHOV = "landet", "sum", "sum med tillegg", "behov"
_SUMMER = (_SUM, _MED_TILLEGG, _BEHOV)
#: A criterion or an addition, with its sector.
_Linje = tuple[str, str]


class _Tabell(Blokk):
    """A sector's lines, with the columns of each year."""

    def __init__(
        self,
        sheet: Sheet,
        row: int,
        years: Sequence[int],
        criteria: list[_Linje],
        additions: list[_Linje],
        names: Mapping[str, str],
        sums_first: bool,
    ) -> None:
        columns = [(part, year) for year in years for part in range(len(_HODER))]
        with_them = [_MED_TILLEGG] if additions else []
        sums: list[Hashable] = [_SUM, *additions, *with_them, _BEHOV]
        lines: list[Hashable] = [_LANDET, *(sums if sums_first else ()), *criteria]
        lines += [] if sums_first else sums
        super().__init__(sheet, row - 1, columns, lines, styles.tall(0))
        self.criteria, self.additions, self.years = criteria, additions, years
        self.navngi({line: names[line] for line in (_LANDET, _SUM, *with_them, _BEHOV)}, _SUMMER)
        for line, part, year in product((*with_them, _BEHOV), range(KORR), years):
            self.put(line, (part, year), None, styles.sumrad(styles.RAD))

    def style(self, line: Hashable) -> styles.Style:
        return styles.sumrad(self.look) if line in _SUMMER else self.look

    def kriteriene(self, part: int, year: int) -> Range:
        """The criteria in a column."""
        return self.column((part, year), self.criteria[0], self.criteria[-1])


class Behovsindekser:
    """The criteria, the weights and the sectors' indices, which spending can follow; kroner follow that."""

    def __init__(
        self,
        sheet: Sheet,
        valg: Valg,
        noekler: k.Noekkelvalg | None = None,
        medlemmene: Medlemmene | None = None,
        demografi: Demografi | None = None,
    ) -> None:
        figures = medlemmene.regnskap if medlemmene and noekler else None
        self.kilde = kilde = k.Behovskilde(valg, figures, noekler)
        self.medlemmenes: k.Medlemsindekser = medlemmene.indekser if medlemmene else {}
        self.folk = demografi.folk if demografi else None
        self.sheet, self.valg, self.data, self.years = sheet, valg, valg.data, valg.vindu
        self.steg, names = Steg(sheet.book, k.BEHOVSSTEG), valg.data.sektorer
        #: The first place of each criterion that several sectors share, and how far it has moved.
        self.first: dict[tuple[str, int], tuple[Cell, Cell | None]] = {}
        self.criteria = {name: [(name, c) for c in k.kriterier(valg.data, name)] for name in names}
        #: How many sectors have each.
        self.shared = Counter(c for _, c in chain(*self.criteria.values()))
        self.additions = {name: [(name, t) for t in kilde.tilleggene(name)] for name in names}
        layout.heading(sheet, valg, "Beregnet utgiftsbehov", "Utgiftsbehov")
        self.own = None if kilde.tall is None else self._own_indices()
        lines = {line: line[1] for s in names for line in (*self.criteria[s], *self.additions[s])}
        columns = valg.kolonner("Vekt", "Indeks", "Flyttet")
        #: What counts of each criterion, and each sector's sums without what-if.
        self.used = self.steg.blokk("Vekter og indekser som er i bruk", columns, lines)
        columns = valg.kolonner("Korreksjon", "Tillegg, brukt", "Tillegg, grunnlag")
        sectors = {name: name for name in names}
        self.totals = self.steg.blokk("Sektorenes grunnlag, uten hva hvis", columns, sectors)
        self.tables: dict[str, _Tabell] = {}
        self.sektorer = {name: kilde.sektor(name) for name in names}
        self.last = len(_HODER) * len(self.years)
        # The page is as wide whatever the years are: figure 12 is as wide as it.
        layout.widths(sheet, [40] + [127.5 / self.last] * self.last)
        top = sammendrag.height(len(names))
        row, parts = self._title(top), [top]
        for sector in self.sektorer.values():
            row = self._sector(row, sector)
            parts.append(row)
        sheet.printing.last_column = self.last
        sheet.printing.parts, sheet.printing.rows = tuple(parts[:-1]), top
        sheet.freeze = (2, 1)

    def look(self, decimals: int) -> styles.Style:
        """Nothing is shown of what the chosen key does not have."""
        style = styles.tall(decimals)
        if self.kilde.noekler is None:
            return style
        return style.but(number_format=f"{styles.med_minus(style.number_format)};")

    def gult(
        self,
        table: _Tabell,
        line: _Linje,
        year: int,
        places: tuple[int, int, str],
        tall: Tall,
        label: str,
        **about: Any,
    ) -> Input:
        """A figure of a line with its yellow cell, and the one that counts among the steps."""
        base, hvis, used = ((place, year) for place in places)
        about |= {"steg": self.used, "label": label, "aar": self.valg.aarstall[year]}
        return table.inndata(line, base, hvis, used, tall, **about)

    def trykt(self, cell: Cell, post: str, year: int, tabell: str = "korreksjon") -> Cell:
        """A cell that is held against what the source has of a sector, kr per inhabitant or its index."""
        unit = AVVIK_ENHET if tabell == "korreksjon" else "indeks"
        return self.kilde.trykt(cell, f"Vedleggstabell 2 {tabell}", post, "kommune", year, unit)

    def total(self, sector: k.Sektorindeks, what: str, year: int, call: Call, decimals: int = 0) -> Cell:
        """A sum of a sector among the steps."""
        look, shown = styles.hjelp(styles.tall(decimals)), sector.om(year, call)
        return self.totals.calc(sector.navn, (what, year), shown, style=look)

    def _title(self, row: int) -> int:
        """The title and what follows what; the answer is the next row."""
        sheet, kilde = self.sheet, self.kilde
        title = self.valg.i_loepende("Kriterier, vekter og indekser (vedleggstabell 2)")
        layout.text(sheet, row, 0, title, styles.OVERSKRIFT)
        crooked, weights = kilde.skjeve_noekler(), self.data.om_landet(_DATA["skjeve"])
        texts: list[str | Call] = [*map(self.data.om_landet, _DATA["alltid"])]
        if kilde.noekler is not None:
            # Only of a key that counts in some year.
            texts += [kilde.noekler.naar_gjelder(name, weights.format(name)) for name in crooked]
            texts.append(_DATA["valgbar"])
        elif crooked:
            texts.append(weights.format(", ".join(crooked)))
        for text in (*texts, *forbehold(self.data)):
            row += 1
            layout.text(sheet, row, 0, text, styles.NOTE, missing="")
        return row + 1

    def _own_indices(self) -> Blokk:
        """The municipality's index of every criterion, looked up once."""
        kilde = self.kilde
        lines = {
            (kilde.sted(*line), line[1]): None for criteria in self.criteria.values() for line in criteria
        }
        labels = {(where, what): f"{where}: {what}" if where else what for where, what in lines}
        whole = "hele landet" if self.data.egne_indekser else "landet"
        title, look = f"Kommunens kriterieindekser, {whole} = 1", styles.hjelp(styles.tall(3))
        block = self.steg.blokk(title, self.valg.kolonner("Indeks"), labels, look)
        for where in labels:
            for year in self.years:
                block.tall(where, ("Indeks", year), kilde.egen(year, "kriterium", *where))
        return block

    def _sector(self, row: int, sector: k.Sektorindeks) -> int:
        """Criteria with weights and indices, and the cost index; the answer is the next sector's row."""
        name = sector.navn
        # Headings of its own: a page, and a screen, begins with any of them.
        heads = list[str | Call]()
        for year in self.years:
            heads += [bb.tekst(self.valg.aarstall[year], f" {_HODER[0]}"), *_HODER[1:]]
        looks = styles.HODE_VENSTRE, *[styles.HODE] * self.last
        layout.line(self.sheet, row, 0, *zip((name, *heads), looks, strict=True))
        self.sheet.heights[row] = 26
        names = {line: self.data.om_landet(label) for line, label in _DATA["linjer"].items()}
        # Criteria that the chosen key lacks are blank: last, where nothing stands below them.
        live, lines = self.kilde.noekler is not None, (self.criteria[name], self.additions[name])
        table = _Tabell(self.sheet, row, self.years, *lines, names, live)
        self.tables[name] = table
        for line in table.criteria:
            for year in self.years:
                self._criterion(table, line, year)
            self._name(table.at(line, (VEKT, self.years[0]))[0], line)
        if table.criteria and live:
            (first, _), (last, _) = (table.at(table.criteria[n], (VEKT, self.years[0])) for n in (0, -1))
            self.sheet.blank.append(self.sheet.range((first, 0), (last, self.last)))
        for year in self.years:
            self._index_sum(table, sector, year)
        return row + table.lines + 2

    def _name(self, at: int, line: _Linje) -> None:
        look = styles.RAD.but(indent=1)
        if self.kilde.noekler is None:
            self.sheet.put(at, 0, line[1], look)
            return
        weights = self.used.line(line, ("Vekt", self.years[0]), ("Vekt", self.years[-1]))
        name = self.steg.sheet.at(self.used.at(line, ("Vekt", self.years[0]))[0], 0)
        self.sheet.calc(at, 0, fl.kriterium, weights, name, style=look)

    def _criterion(self, table: _Tabell, line: _Linje, year: int) -> None:
        given, label = self.kilde.vekt(*line, year), f"Vekt: {line[0]}, {line[1]} (0–1)"
        look, places = self.look(3), (VEKT, VEKT_HVIS, "Vekt")
        weight = self.gult(table, line, year, places, given, label, style=look, limits=(0, 1))
        self._index(table, line, year, weight)

    def _given(self, line: _Linje, year: int, weight: Input) -> Tall:
        """The index of a criterion, and 0 where it has no weight."""
        if self.own is None:
            return self.kilde.indeks(*line, year)
        own = self.own.cell((self.kilde.sted(*line), line[1]), ("Indeks", year))
        members = self.medlemmenes.get((line[0], year))
        given = own if members is None else own / members
        return Tall(of(fl.indeks_med_vekt, weight.base, weight.used, given))

    def _index(self, table: _Tabell, line: _Linje, year: int, weight: Input) -> None:
        """A criterion's index: filled in where it first stands, unless it is an age group."""
        given, (_, criterion) = self._given(line, year, weight), line
        style, moved = self.look(3), self.first.get((criterion, year))
        share = self.folk.andeler.get(criterion) if self.folk and year == self.folk.aar else None
        if moved is None and share is None and given != k.INGEN_KORREKSJON:
            label = f"Kriterieindeks: {criterion}, {self.data.indeksens_en} = 1"
            places = (_INDEKS, INDEKS_HVIS, "Indeks")
            made = self.gult(table, line, year, places, given, label, style=style, limits=(0, 10))
            if self.shared[criterion] > 1:
                call = of(fl.flyttet, weight.used, made.used, made.base)
                flyttet = self.used.calc(line, ("Flyttet", year), call, style=styles.hjelp(style))
                self.first[criterion, year] = flyttet, self.medlemmenes.get((line[0], year))
            return
        cell = plasser(self.sheet, *table.at(line, (_INDEKS, year)), given, style)
        table.put(line, (INDEKS_HVIS, year), None, style)
        call = cell * share if share is not None else cell + self._moved(line, year)
        self.used.calc(line, ("Indeks", year), call, style=styles.hjelp(style)).unmoved = cell

    def _moved(self, line: _Linje, year: int) -> Call | Cell | float:
        """How far the index has moved where it is filled in, by what is 1 in this sector."""
        flyttet, there = self.first.get((line[1], year), (0.0, None))
        here = self.medlemmenes.get((line[0], year))
        return flyttet if there is None or here is None else flyttet * there / here

    def _index_sum(self, table: _Tabell, sector: k.Sektorindeks, year: int) -> None:
        used = [
            self.used.column((what, year), table.criteria[0], table.criteria[-1])
            for what in ("Vekt", "Indeks")
        ]
        sector.vekter[year], sector.indekser[year] = used
        three = styles.sumrad(styles.tall(3))
        weights = sector.om(year, of(bb.sum_av_antall, used[0], float(len(table.criteria))))
        table.calc(_SUM, (VEKT, year), weights, style=three)
        for empty in (VEKT_HVIS, INDEKS_HVIS):
            table.put(_SUM, (empty, year), None, three)
        index = sector.om(year, of(f.kostnadsindeks, *used))
        sector.indeks[year] = table.calc(_SUM, (_INDEKS, year), index, style=three)
        self.trykt(sector.indeks[year], sector.navn, year, "kostnadsindeks")


class Utgiftsbehov:
    """The rest of the sheet, with what the country spends; the sectors by name, and what they come to."""

    def __init__(self, indekser: Behovsindekser, bruk: EgenBruk | None = None) -> None:
        self.made, self.used, self.years = indekser, indekser.used, indekser.years
        self.kilde = replace(indekser.kilde, landet=bruk.landet if bruk else {})
        self.sektorer = {name: self._sector(index) for name, index in indekser.sektorer.items()}
        sectors = list(self.sektorer.values())
        #: By year: the index of them all, their needs and their corrections together.
        self.i_alt, self.sum_behov, self.sum_korreksjon = sammendrag.fill(
            indekser.sheet, indekser.steg, self.kilde, sectors
        )

    def _sector(self, index: k.Sektorindeks) -> k.Sektorbehov:
        """What the country spends, what each criterion corrects, and the need."""
        name, sector = index.navn, k.Sektorbehov(**vars(index))
        table = self.made.tables[name]
        for year in self.years:
            where, stated = (_LANDET, (KORR, year)), self.kilde.landssnitt(name, year)
            mean = sector.snitt[year] = table.tall(*where, stated)
            for line in table.criteria:
                weight, each = (self.used.cell(line, (what, year)) for what in ("Vekt", "Indeks"))
                call = of(f.korreksjon, mean, each, weight)
                made = table.calc(line, (KORR, year), call, style=self.made.look(0))
                made.held_against(trykt_korreksjon(self.kilde.data, *line, year))
            self._correction(table, sector, year)
        if table.additions:
            self._additions(table, sector)
        for year in self.years:
            sector.korreksjon[year].unmoved = sector.korreksjon_grunnlag[year]
            need = sector.om(year, sector.snitt[year] + sector.korreksjon[year])
            sector.behov[year] = table.calc(_BEHOV, (KORR, year), need)
        return sector

    def _correction(self, table: _Tabell, sector: k.Sektorbehov, year: int) -> None:
        count, cells = float(len(table.criteria)), table.kriteriene(KORR, year)
        made = table.calc(_SUM, (KORR, year), sector.om(year, of(bb.sum_av_antall, cells, count)))
        sector.korreksjon[year] = self.made.trykt(made, sector.navn, year)
        if not table.additions:
            made = self.made.total(sector, "Korreksjon", year, self._base_correction(table, sector, year))
            sector.korreksjon_grunnlag[year] = self.made.trykt(made, sector.navn, year)

    def _base_correction(self, table: _Tabell, sector: k.Sektorbehov, year: int) -> Call:
        weights, indices = table.kriteriene(VEKT, year), table.kriteriene(_INDEKS, year)
        mean = uten_hva_hvis(self.made.sheet.book, sector.snitt[year])
        return of(fl.sum_korreksjon, weights, indices, mean)

    def _additions(self, table: _Tabell, sector: k.Sektorbehov) -> None:
        """Corrections outside the key, and what they make of the sum."""
        first, last = table.additions[0], table.additions[-1]
        for line in table.additions:
            at, label = table.at(line, (KORR, self.years[0]))[0], line[1]
            self.made.sheet.put(at, 0, label, styles.RAD.but(indent=1))
            for year in self.years:
                given, places = self.kilde.tillegg(*line, year), (KORR, INDEKS_HVIS, "Indeks")
                told = f"{label}: korreksjon i kr per innbygger"
                made = self.made.gult(table, line, year, places, given, told)
                self.made.trykt(made.base, f"{sector.navn}: {label}", year)
        for year in self.years:
            count = float(len(table.additions))
            used = of(bb.sum_av_antall, self.used.column(("Indeks", year), first, last), count)
            more = self.made.total(sector, "Tillegg, brukt", year, used)
            base = of(bb.sum_av_antall, table.column((KORR, year), first, last), count)
            added = self.made.total(sector, "Tillegg, grunnlag", year, base)
            call = sector.om(year, sector.korreksjon[year] + more)
            sector.korreksjon[year] = table.calc(_MED_TILLEGG, (KORR, year), call)
            call = self._base_correction(table, sector, year) + added
            sector.korreksjon_grunnlag[year] = self.made.total(sector, "Korreksjon", year, call)
            for cell in (sector.korreksjon[year], sector.korreksjon_grunnlag[year]):
                self.made.trykt(cell, f"{sector.navn}: sum", year)
