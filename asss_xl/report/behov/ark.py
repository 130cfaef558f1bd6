"""Utgiftsbehov: criteria, cost index and correction per sector (vedleggstabell 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.behov import formler as fl
from asss_xl.report.behov import sammendrag
from asss_xl.report.behov.kilde import INGEN, Behovskilde
from asss_xl.report.behov.noekkel import Noekkelvalg, aaret, place
from asss_xl.report.demografi.folk import Folk
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.published import AVVIK_ENHET, Trykt, trykt, trykt_korreksjon
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Ledd, Tall, inndata, plasser
from asss_xl.workbook import Argument, Call, Cell, Input, Range, Sheet, of, styles

ARK = "Steg_behov"
#: Per year: weight, what-if weight, index, what-if index, correction.
_PER_AAR = 5
VEKT, VEKT_HVIS, INDEKS, INDEKS_HVIS, KORR = range(_PER_AAR)
_HODER = ("Vekt", "Hva hvis", "Indeks", "Hva hvis", "Kr per innb.")
_NOEKKEL_RAD = 2
_SKJEVE = (
    "Vektene er avrundet i kilden og er ikke akkurat 1 til sammen ({}). Utgiftsbehovet er landets "
    "utgifter og korreksjonene lagt sammen; kostnadsindeksen ganger utgiftene kan skille litt."
)


@dataclass(frozen=True)
class Sektor:
    """One sector's results, by year."""

    navn: str
    snitt: dict[int, Cell] = field(default_factory=dict)
    snitt_grunnlag: dict[int, Cell] = field(default_factory=dict)
    i_noekkel: dict[int, Cell] = field(default_factory=dict)
    indeks: dict[int, Cell] = field(default_factory=dict)
    indeks_grunnlag: dict[int, Cell] = field(default_factory=dict)
    vekter: dict[int, Range] = field(default_factory=dict)
    indekser: dict[int, Range] = field(default_factory=dict)
    korreksjon: dict[int, Cell] = field(default_factory=dict)
    korreksjon_grunnlag: dict[int, Cell] = field(default_factory=dict)
    tillegg: dict[int, Cell] = field(default_factory=dict)
    behov: dict[int, Cell] = field(default_factory=dict)

    def om(self, key: int, call: Call) -> Call:
        """A figure of the sector; a dash where the chosen key does not have the sector."""
        flag = self.i_noekkel.get(key)
        return call if flag is None else of(fl.naar, flag, call)

    def eller_null(self, key: int, cell: Argument) -> Call:
        """The same for a sum of products: 0 where the key does not have the sector."""
        flag = self.i_noekkel.get(key)
        return of(bb.gjenta, cell) if flag is None else of(bb.eller_null, flag, cell)


@dataclass(frozen=True)
class Utgiftsbehov:
    """All sectors by name, the index of them all, their needs and corrections together."""

    sektorer: dict[str, Sektor]
    i_alt: dict[int, Cell]
    sum_behov: dict[int, Cell]
    sum_korreksjon: dict[int, Cell]
    #: How many sectors the cost key has.
    antall: dict[int, Cell | float]


class _Writer:
    def __init__(self, sheet: Sheet, valg: Valg, kilde: Behovskilde, folk: Folk | None, steg: Steg) -> None:
        self.sheet, self.valg, self.kilde, self.folk = sheet, valg, kilde, folk
        #: The first row of a sector's criteria; what each of them counts with: index and weight.
        self.rows: dict[str, int] = {}
        self.counts: dict[tuple[str, str, int], tuple[Cell, Cell]] = {}
        #: The first place of each criterion that several sectors share, and how far it has moved.
        self.first: dict[tuple[str, int], Cell] = {}
        self.data, self.steg = valg.data, steg
        self.years = valg.vindu
        self.own = {} if kilde.tall is None else self._own_indices()
        self.used = self._used()
        self.totals = steg.blokk(
            "Sektorenes grunnlag, uten hva hvis",
            [
                *self._heads("Indeks"),
                *self._heads("Korreksjon"),
                *self._heads("Tillegg, brukt"),
                *self._heads("Tillegg, grunnlag"),
            ],
            self.data.sektorer,
        )

    def _heads(self, what: str) -> list[str]:
        return [aaret(what, self.valg, year) for year in self.years]

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        """Everything with a figure that counts: sector, criterion or addition, and which."""
        for sector in self.data.sektorer:
            for criterion in self.kilde.kriterier(sector):
                yield sector, criterion, "kriterium"
            for addition in self.kilde.tilleggene(sector):
                yield sector, addition, "tillegg"

    def _own_indices(self) -> dict[tuple[str, str, int], Cell]:
        """The municipality's index of every criterion, looked up once."""
        places = list(
            dict.fromkeys(
                (self.kilde.sted(sector, criterion), criterion)
                for sector, criterion, what in self._lines()
                if what == "kriterium"
            )
        )
        block = self.steg.blokk(
            "Kommunens kriterieindekser, landet = 1",
            self._heads("Indeks"),
            [f"{sector}: {criterion}" if sector else criterion for sector, criterion in places],
        )
        return {
            (*where, year): plasser(
                self.steg.sheet,
                *block.at(line, aaret("Indeks", self.valg, year)),
                self.kilde.kriterieindeks(*where, year),
                styles.hjelp(styles.tall(3)),
            )
            for line, where in enumerate(places)
            for year in self.years
        }

    def _used(self) -> Blokk:
        lines = list(self._lines())
        self.line = {(sector, name): number for number, (sector, name, _) in enumerate(lines)}
        heads = [head for what in ("Vekt", "Indeks", "Flyttet") for head in self._heads(what)]
        return self.steg.blokk("Vekter og indekser som er i bruk", heads, [name for _, name, _ in lines])

    def column(self, year: int, part: int) -> int:
        return 1 + _PER_AAR * self.years.index(year) + part

    def _at(self, sector: str, name: str, what: str, year: int) -> tuple[int, int]:
        return self.used.at(self.line[sector, name], aaret(what, self.valg, year))

    def _look(self, style: styles.Style) -> styles.Style:
        """Nothing is shown of what the chosen key does not have."""
        if self.kilde.noekler is None:
            return style
        pattern = style.number_format
        return style.but(number_format=f"{pattern};-{pattern};")

    def sector(self, row: int, name: str) -> tuple[Sektor, int]:
        """Criteria with weights and indices, and the cost index; kroner come when they are known."""
        flags = {
            year: flag for year in self.years if (flag := self.kilde.i_noekkelen(name, year)) is not None
        }
        sector = Sektor(name, i_noekkel=flags)
        sheet = self.sheet
        sheet.put(row, 0, name, styles.GRUPPE.but(size=11))
        for column in range(1, self.column(self.years[-1], KORR) + 1):
            sheet.put(row, column, None, styles.GRUPPE)
        # The country's spending stands before the criteria.
        first = self.rows[name] = row + 2
        criteria, additions = self.kilde.kriterier(name), len(self.kilde.tilleggene(name))
        for at, criterion in enumerate(criteria, start=first):
            for year in self.years:
                self._criterion(at, sector, criterion, year)
            self._name(at, name, criterion)
        total = first + len(criteria)
        if criteria and self.kilde.noekler is not None:
            last = self.column(self.years[-1], KORR)
            sheet.blank.append(sheet.range((first, 0), (total - 1, last)))
        self._index_sum(total, sector, first)
        return sector, total + 1 + additions + (1 if additions else 0) + 2

    def kroner(self, sector: Sektor) -> None:
        """What the country spends, what each criterion corrects, and the need."""
        first, criteria = self.rows[sector.navn], self.kilde.kriterier(sector.navn)
        row = first - 1
        self.sheet.put(row, 0, "Landets netto driftsutgifter, kr per innbygger", styles.RAD)
        for year in self.years:
            sector.snitt[year] = plasser(
                self.sheet,
                row,
                self.column(year, KORR),
                self.kilde.landssnitt(sector.navn, year),
                styles.tall(0),
            )
            sector.snitt_grunnlag[year] = self.kilde.landssnitt_grunnlag(
                sector.navn, year, sector.snitt[year]
            )
            for at, criterion in enumerate(criteria, start=first):
                self.sheet.calc(
                    at,
                    self.column(year, KORR),
                    f.korreksjon,
                    sector.snitt[year],
                    *self.counts[sector.navn, criterion, year],
                    style=self._look(styles.tall(0)),
                    published=trykt_korreksjon(self.data, sector.navn, criterion, year),
                )
        self._correction_sum(first + len(criteria), sector, first)
        self._additions(first + len(criteria) + 1, sector)

    def _name(self, at: int, sector: str, criterion: str) -> None:
        look = styles.RAD.but(indent=1)
        if self.kilde.noekler is None:
            self.sheet.put(at, 0, criterion, look)
            return
        line, heads = self.line[sector, criterion], self._heads("Vekt")
        self.sheet.calc(
            at,
            0,
            fl.kriterium,
            self.used.line(line, heads[0], heads[-1]),
            self.steg.sheet.at(self.used.at(line, heads[0])[0], 0),
            style=look,
        )

    def _criterion(self, row: int, sector: Sektor, criterion: str, year: int) -> None:
        three, what = self._look(styles.tall(3)), f"{sector.navn}, {criterion}"
        weight = inndata(
            self.sheet,
            (row, self.column(year, VEKT)),
            (row, self.column(year, VEKT_HVIS)),
            self._at(sector.navn, criterion, "Vekt", year),
            self.kilde.vekt(sector.navn, criterion, year),
            used_on=self.steg.sheet,
            label=f"Vekt: {what} (0–1)",
            aar=self.valg.aarstall[year],
            style=three,
            limits=(0, 1),
        )
        index = self._index(row, sector.navn, criterion, year, weight)
        self.counts[sector.navn, criterion, year] = index, weight.used

    def _given(self, sector: str, criterion: str, year: int, weight: Input) -> Tall:
        """The index of a criterion, and 0 where it has no weight."""
        if self.kilde.tall is None:
            return self.kilde.indeks(sector, criterion, year, weight.base)
        own = self.own[self.kilde.sted(sector, criterion), criterion, year]
        return Tall(of(fl.indeks_med_vekt, weight.base, weight.used, own))

    def _index(self, row: int, sector: str, criterion: str, year: int, weight: Input) -> Cell:
        """A criterion's index: filled in where it first stands, unless it is an age group."""
        given = self._given(sector, criterion, year, weight)
        base, used = (row, self.column(year, INDEKS)), self._at(sector, criterion, "Indeks", year)
        style, moved = self._look(styles.tall(3)), self.first.get((criterion, year))
        share = self.folk.andel(criterion) if self.folk and year == self.folk.aar else None
        if moved is None and share is None and given != INGEN:
            made = inndata(
                self.sheet,
                base,
                (row, self.column(year, INDEKS_HVIS)),
                used,
                given,
                label=f"Kriterieindeks: {criterion}, landet = 1",
                aar=self.valg.aarstall[year],
                style=style,
                limits=(0, 10),
                used_on=self.steg.sheet,
            )
            self.first[criterion, year] = self.steg.sheet.calc(
                *self._at(sector, criterion, "Flyttet", year),
                fl.flyttet,
                weight.used,
                made.used,
                made.base,
                style=styles.hjelp(style),
            )
            return made.used
        cell = plasser(self.sheet, *base, given, style)
        self.sheet.put(row, self.column(year, INDEKS_HVIS), None, style)
        call = of(bb.ganger, cell, share) if share is not None else of(bb.pluss, cell, moved or 0.0)
        return self.steg.sheet.calc(*used, call, style=styles.hjelp(style))

    def _printed(self, table: str, post: str, year: int, unit: str) -> tuple[Trykt, ...]:
        figure = self.data.figur(f"Vedleggstabell 2 {table}", post, "kommune", year, unit)
        return () if figure is None else trykt(figure)

    def _column(self, sector: str, what: str, year: int) -> Range:
        criteria = self.kilde.kriterier(sector)
        return self.steg.sheet.range(
            self._at(sector, criteria[0], what, year), self._at(sector, criteria[-1], what, year)
        )

    def _index_sum(self, row: int, sector: Sektor, first: int) -> None:
        sheet, last, name = self.sheet, row - 1, sector.navn
        total = styles.sumrad(styles.tall(3))
        sheet.put(row, 0, "Kostnadsindeks og sum korreksjon", styles.sumrad(styles.RAD))
        for year in self.years:

            def part(column: int, at: int = year) -> Range:
                return sheet.range((first, self.column(at, column)), (last, self.column(at, column)))

            used_w, used_i = (self._column(name, what, year) for what in ("Vekt", "Indeks"))
            sector.vekter[year], sector.indekser[year] = used_w, used_i
            count = float(last - first + 1)
            self._put(row, self.column(year, VEKT), sector, year, of(fl.sum_av, used_w, count), total)
            for empty in (VEKT_HVIS, INDEKS_HVIS):
                sheet.put(row, self.column(year, empty), None, total)
            index = self._printed("kostnadsindeks", name, year, "indeks")
            sector.indeks[year] = self._put(
                row,
                self.column(year, INDEKS),
                sector,
                year,
                of(f.kostnadsindeks, used_w, used_i),
                total,
                index,
            )
            sector.indeks_grunnlag[year] = self._total(
                sector, "Indeks", year, of(f.kostnadsindeks, part(VEKT), part(INDEKS)), 3, index
            )

    def _correction_sum(self, row: int, sector: Sektor, first: int) -> None:
        last, name = row - 1, sector.navn
        for year in self.years:
            column = self.column(year, KORR)
            cells = self.sheet.range((first, column), (last, column))
            correction = self._printed("korreksjon", name, year, AVVIK_ENHET)
            sector.korreksjon[year] = self._put(
                row,
                column,
                sector,
                year,
                of(fl.sum_av, cells, float(last - first + 1)),
                styles.sumrad(styles.tall(0)),
                correction,
            )
            if not self.kilde.tilleggene(name):
                sector.korreksjon_grunnlag[year] = self._base_correction(
                    sector, year, first, last, correction
                )

    def _base_correction(
        self,
        sector: Sektor,
        year: int,
        first: int,
        last: int,
        printed: tuple[Trykt, ...],
        added: Cell | None = None,
    ) -> Cell:
        weights, indices = (
            self.sheet.range((first, self.column(year, part)), (last, self.column(year, part)))
            for part in (VEKT, INDEKS)
        )
        call = of(fl.sum_korreksjon, weights, indices, sector.snitt_grunnlag[year])
        if added is not None:
            call = of(bb.pluss, call, added)
        return self._total(sector, "Korreksjon", year, call, 0, printed)

    def _total(
        self,
        sector: Sektor,
        what: str,
        year: int,
        call: Call,
        decimals: int,
        published: tuple[Trykt, ...] = (),
    ) -> Cell:
        shown = sector.om(year, call)
        return self.totals.calc(
            self.data.sektorer.index(sector.navn),
            aaret(what, self.valg, year),
            shown,
            style=styles.hjelp(styles.tall(decimals)),
            published=published,
        )

    def _put(
        self,
        row: int,
        column: int,
        sector: Sektor,
        year: int,
        call: Call,
        style: styles.Style,
        published: tuple[Trykt, ...] = (),
    ) -> Cell:
        shown = sector.om(year, call)
        return self.sheet.calc(row, column, shown, style=style, published=published)

    def _additions(self, row: int, sector: Sektor) -> None:
        additions = self.kilde.tilleggene(sector.navn)
        start = row
        for label in additions:
            self.sheet.put(row, 0, label, styles.RAD.but(indent=1))
            for year in self.years:
                inndata(
                    self.sheet,
                    (row, self.column(year, KORR)),
                    (row, self.column(year, INDEKS_HVIS)),
                    self._at(sector.navn, label, "Indeks", year),
                    used_on=self.steg.sheet,
                    tall=self.kilde.tillegg(sector.navn, label, year),
                    style=styles.tall(0),
                    label=f"{label}: korreksjon i kr per innbygger",
                    aar=self.valg.aarstall[year],
                    published=self._printed("korreksjon", f"{sector.navn}: {label}", year, AVVIK_ENHET),
                )
            row += 1
        if additions:
            self._with_additions(row, sector, start, additions)
            row += 1
        self.sheet.put(row, 0, "Beregnet utgiftsbehov, kr per innbygger", styles.sumrad(styles.RAD))
        for year in self.years:
            for part in (VEKT, VEKT_HVIS, INDEKS, INDEKS_HVIS):
                self.sheet.put(row, self.column(year, part), None, styles.sumrad(styles.RAD))
            sector.behov[year] = self._put(
                row,
                self.column(year, KORR),
                sector,
                year,
                of(bb.pluss, sector.snitt[year], sector.korreksjon[year]),
                styles.sumrad(styles.tall(0)),
            )

    def _with_additions(self, row: int, sector: Sektor, start: int, additions: tuple[str, ...]) -> None:
        sheet, name, count = self.sheet, sector.navn, float(len(additions))
        criteria = len(self.kilde.kriterier(name))
        sheet.put(row, 0, "Sum korreksjon med tillegg", styles.sumrad(styles.RAD))
        for year in self.years:
            used = self.steg.sheet.range(
                self._at(name, additions[0], "Indeks", year), self._at(name, additions[-1], "Indeks", year)
            )
            column = self.column(year, KORR)
            base = sheet.range((start, column), (row - 1, column))
            sector.tillegg[year] = self._total(sector, "Tillegg, brukt", year, of(fl.sum_av, used, count), 0)
            added = self._total(sector, "Tillegg, grunnlag", year, of(fl.sum_av, base, count), 0)
            for part in (VEKT, VEKT_HVIS, INDEKS, INDEKS_HVIS):
                sheet.put(row, self.column(year, part), None, styles.sumrad(styles.RAD))
            printed = self._printed("korreksjon", f"{name}: sum", year, AVVIK_ENHET)
            sector.korreksjon[year] = self._put(
                row,
                column,
                sector,
                year,
                of(bb.pluss, sector.korreksjon[year], sector.tillegg[year]),
                styles.sumrad(styles.tall(0)),
                printed,
            )
            first = start - 1 - criteria
            sector.korreksjon_grunnlag[year] = self._base_correction(
                sector, year, first, first + criteria - 1, printed, added
            )


def choose_key(sheet: Sheet, valg: Valg) -> Noekkelvalg:
    """The choice of cost key, before the sheets that follow it."""
    sheet.put(_NOEKKEL_RAD, 0, "Kostnadsnøkkel (gult felt: velg)", styles.RAD.but(bold=True))
    return place(sheet, (_NOEKKEL_RAD, 1), Steg(sheet.book, ARK), valg)


class Begynt:
    """Utgiftsbehov with its indices, which spending can follow; kroner follow what is spent."""

    def __init__(self, sheet: Sheet, valg: Valg, kilde: Behovskilde, folk: Folk | None = None) -> None:
        names = valg.data.sektorer
        layout.heading(sheet, valg, "Beregnet utgiftsbehov", "Utgiftsbehov")
        self._writer = writer = _Writer(sheet, valg, kilde, folk, Steg(sheet.book, ARK))
        layout.widths(sheet, [40] + [8.5] * (_PER_AAR * len(writer.years)))
        top = sammendrag.height(len(names))
        row = _heads(sheet, writer, top)
        self.sektorer: dict[str, Sektor] = {}
        parts = [top]
        for name in names:
            self.sektorer[name], row = writer.sector(row, name)
            parts.append(row)
        sheet.printing.last_column = writer.column(writer.years[-1], KORR)
        sheet.printing.parts, sheet.printing.rows = tuple(parts[:-1]), top
        sheet.freeze = (2, 1)

    def ferdig(self, landet: dict[tuple[str, int], Ledd]) -> Utgiftsbehov:
        """With what the country spends: the corrections, the needs, the summary with figure 12."""
        writer = self._writer
        writer.kilde = kilde = replace(writer.kilde, landet=landet)
        for sector in self.sektorer.values():
            writer.kroner(sector)
        total = sammendrag.fill(writer.sheet, writer.steg, writer.valg, kilde, list(self.sektorer.values()))
        antall = {year: kilde.antall(year) for year in writer.years}
        return Utgiftsbehov(self.sektorer, total.i_alt, total.behov, total.korreksjon, antall)


def _heads(sheet: Sheet, writer: _Writer, row: int) -> int:
    """The title, what follows what, and the headings; the answer is the next row."""
    sheet.put(row, 0, "Kriterier, vekter og indekser (vedleggstabell 2)", styles.OVERSKRIFT)
    texts = [
        "Et kriterium som går igjen i flere sektorer, fylles ut der det står først. "
        "Aldersgruppene i siste år følger folketallet på Demografi.",
        "Flytter ikke: landets netto driftsutgifter, rammetilskuddet og utgiftene selv.",
    ]
    if crooked := writer.kilde.skjeve_noekler():
        texts.append(_SKJEVE.format(", ".join(crooked)))
    if writer.kilde.noekler is not None:
        texts.append(
            f"{fl.UTENFOR} : sektoren er ikke i den valgte nøkkelen, og utgiftene hører til "
            "andre sektorer. Kriterier som nøkkelen ikke har, vises ikke."
        )
    for text in texts:
        row += 1
        sheet.put(row, 0, text, styles.NOTE)
    row += 1
    sheet.put(row, 0, "", styles.HODE_VENSTRE)
    sheet.put(row + 1, 0, "Sektor og kriterium", styles.HODE_VENSTRE)
    for year in writer.years:
        stated = writer.valg.aarstall[year]
        for part, label in enumerate(_HODER):
            look = styles.HODE_VENSTRE.but(bottom=None)
            if part == 0:
                layout.year_head(sheet, row, writer.column(year, part), stated, look)
            else:
                sheet.put(row, writer.column(year, part), "", look)
            sheet.put(row + 1, writer.column(year, part), label, styles.HODE)
    sheet.heights[row + 1] = 26
    return row + 2
