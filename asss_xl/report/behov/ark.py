"""Utgiftsbehov: criteria, cost index and correction per sector (vedleggstabell 2, figure 12)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.aarsfigur import year_series
from asss_xl.report.behov.kilde import Behovskilde
from asss_xl.report.demografi.folk import Folk
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.published import AVVIK_ENHET, Trykt, trykt, trykt_korreksjon
from asss_xl.report.tall import Ledd, inndata, plasser
from asss_xl.workbook import (
    GAP,
    MISSING_TEXT,
    Argument,
    Call,
    Cell,
    Chart,
    Input,
    Range,
    Sheet,
    of,
    styles,
)

#: Per year: weight, what-if weight, index, what-if index, correction.
_PER_AAR = 5
VEKT, VEKT_HVIS, INDEKS, INDEKS_HVIS, KORR = range(_PER_AAR)
_I_ALT = "I alt"
_SAMMENDRAG = 5
_NOEKKEL_RAD = 3
#: Helper columns beside each year's used figures: how many.
_HJELP = 4


@dataclass
class Sektor:
    """One sector's results, by year."""

    navn: str
    snitt: dict[int, Cell] = field(default_factory=dict)
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
        """A figure of the sector; empty where the chosen key does not have the sector."""
        flag = self.i_noekkel.get(key)
        return call if flag is None else of(bb.naar, flag, call)


@dataclass
class Utgiftsbehov:
    """All sectors by name, and the index of them all."""

    sektorer: dict[str, Sektor]
    i_alt: dict[int, Cell]


class _Writer:
    def __init__(
        self, sheet: Sheet, valg: Valg, kilde: Behovskilde, folk: Folk | None
    ) -> None:
        self.sheet, self.valg, self.kilde, self.folk = sheet, valg, kilde, folk
        #: The first place of each criterion that several sectors share.
        self.first: dict[tuple[str, int], Input | Ledd] = {}
        self.data = valg.data
        self.years = valg.vindu
        self.helper = 2 + _PER_AAR * len(self.years)

    def column(self, year: int, part: int) -> int:
        return 1 + _PER_AAR * self.years.index(year) + part

    def used(self, year: int, part: int) -> int:
        """Helper columns: used weight and used index, then the two for the report's own."""
        return self.helper + _HJELP * self.years.index(year) + part

    def sector(self, row: int, name: str) -> tuple[Sektor, int]:
        sector = Sektor(name)
        sheet = self.sheet
        sheet.put(row, 0, name, styles.GRUPPE.but(size=11))
        for year in self.years:
            self._in_key(row, sector, year)
        for column in range(1, self.column(self.years[-1], KORR) + 1):
            sheet.put(row, column, None, styles.GRUPPE)
        row += 1
        sheet.put(row, 0, "Landets netto driftsutgifter, kr per innbygger", styles.RAD)
        for year in self.years:
            sector.snitt[year] = plasser(
                sheet, row, self.column(year, KORR), self.kilde.landssnitt(name, year),
                styles.tall(0),
            )  # fmt: skip
        first = row + 1
        row = self._criteria(first, sector)
        self._sum(row, sector, first)
        return sector, self._additions(row + 1, sector)

    def _in_key(self, row: int, sector: Sektor, year: int) -> None:
        flag = self.kilde.i_noekkelen(sector.navn, year)
        if flag is not None:
            sector.i_noekkel[year] = self.sheet.calc(
                row, self.used(year, 0), flag.function, *flag.arguments, style=styles.HJELP
            )

    def _criteria(self, row: int, sector: Sektor) -> int:
        criteria = self.kilde.kriterier(sector.navn)
        for number, criterion in enumerate(criteria):
            self.sheet.put(row + number, 0, criterion, styles.RAD.but(indent=1))
            for year in self.years:
                self._criterion(row + number, sector, criterion, year)
        return row + len(criteria)

    def _criterion(self, row: int, sector: Sektor, criterion: str, year: int) -> None:
        three, what = styles.tall(3), f"{sector.navn}, {criterion}"
        weight = inndata(
            self.sheet, (row, self.column(year, VEKT)), (row, self.column(year, VEKT_HVIS)),
            (row, self.used(year, 0)), self.kilde.vekt(sector.navn, criterion, year),
            label=f"Vekt: {what} (0–1)", aar=self.valg.aarstall[year], style=three, limits=(0, 1),
            chooser=bb.brukt_eller_tomt,
        )  # fmt: skip
        index = self._index(row, sector, criterion, year, weight.used)
        call = of(f.korreksjon, sector.snitt[year], index.used, weight.used)
        if self.kilde.tall is not None:
            call = of(bb.hvis_vekt, weight.used, call)
        self.sheet.calc(
            row, self.column(year, KORR), call.function, *call.arguments, style=styles.tall(0),
            published=trykt_korreksjon(self.data, sector.navn, criterion, year),
        )  # fmt: skip

    def _index(
        self, row: int, sector: Sektor, criterion: str, year: int, weight: Cell
    ) -> Input | Ledd:
        """A criterion's index: filled in where it first stands, unless it is an age group."""
        given = self.kilde.indeks(sector.navn, criterion, year, weight)
        base, used = (row, self.column(year, INDEKS)), (row, self.used(year, 1))
        three, known = styles.tall(3), self.first.get((criterion, year))
        share = self.folk.andel(criterion) if self.folk and year == self.folk.aar else None
        if known is None and share is None:
            made: Input | Ledd = inndata(
                self.sheet, base, (row, self.column(year, INDEKS_HVIS)), used, given,
                label=f"Kriterieindeks: {criterion}, landet = 1", aar=self.valg.aarstall[year],
                style=three, limits=(0, 10), chooser=bb.brukt_eller_tomt,
            )  # fmt: skip
        else:
            cell = plasser(self.sheet, *base, given, three)
            self.sheet.put(row, self.column(year, INDEKS_HVIS), None, three)
            call = (
                of(bb.ganger_om, cell, share) if share is not None
                else of(bb.pluss_om, cell, of(bb.flytting, known.used, known.base))  # type: ignore[union-attr]
            )  # fmt: skip
            made = Ledd(cell, self.sheet.calc(
                *used, call.function, *call.arguments, style=styles.hjelp(three)
            ))  # fmt: skip
        self.first.setdefault((criterion, year), made)
        return made

    def _printed(self, table: str, post: str, year: int, unit: str) -> tuple[Trykt, ...]:
        figure = self.data.figur(f"Vedleggstabell 2 {table}", post, "kommune", year, unit)
        return () if figure is None else trykt(figure)

    def _sum(self, row: int, sector: Sektor, first: int) -> None:
        sheet, last, name = self.sheet, row - 1, sector.navn
        total = styles.sumrad(styles.tall(3))
        sheet.put(row, 0, "Kostnadsindeks og sum korreksjon", styles.sumrad(styles.RAD))
        for year in self.years:
            def part(column: int) -> Range:
                return sheet.range((first, column), (last, column))

            used_w, used_i = part(self.used(year, 0)), part(self.used(year, 1))
            base_w, base_i = part(self.column(year, VEKT)), part(self.column(year, INDEKS))
            sector.vekter[year], sector.indekser[year] = used_w, used_i
            self._put(row, self.column(year, VEKT), sector, year,
                      of(bb.sum_av, used_w, MISSING_TEXT), total)  # fmt: skip
            for empty in (VEKT_HVIS, INDEKS_HVIS):
                sheet.put(row, self.column(year, empty), None, total)
            sector.indeks[year] = self._put(
                row, self.column(year, INDEKS), sector, year,
                of(f.kostnadsindeks, used_i, used_w), total,
                self._printed("kostnadsindeks", name, year, "indeks"),
            )  # fmt: skip
            sector.korreksjon[year] = self._put(
                row, self.column(year, KORR), sector, year,
                of(bb.sum_av, part(self.column(year, KORR)), MISSING_TEXT),
                styles.sumrad(styles.tall(0)),
                self._printed("korreksjon", name, year, AVVIK_ENHET),
            )  # fmt: skip
            small = styles.hjelp(styles.tall(3))
            sector.indeks_grunnlag[year] = self._put(
                row, self.used(year, 2), sector, year, of(f.kostnadsindeks, base_i, base_w), small,
                self._printed("kostnadsindeks", name, year, "indeks"),
            )
            sector.korreksjon_grunnlag[year] = self._put(
                row, self.used(year, 3), sector, year,
                of(bb.sum_korreksjon, base_w, base_i, sector.snitt[year]),
                styles.hjelp(styles.tall(0)), self._printed("korreksjon", name, year, AVVIK_ENHET),
            )  # fmt: skip

    def _put(
        self, row: int, column: int, sector: Sektor, year: int, call: Call, style: styles.Style,
        published: tuple[Trykt, ...] = (),
    ) -> Cell:  # fmt: skip
        shown = sector.om(year, call)
        return self.sheet.calc(row, column, shown.function, *shown.arguments, style=style,
                               published=published)  # fmt: skip

    def _additions(self, row: int, sector: Sektor) -> int:
        additions = self.kilde.tilleggene(sector.navn)
        start = row
        for label in additions:
            self.sheet.put(row, 0, label, styles.RAD.but(indent=1))
            for year in self.years:
                inndata(
                    self.sheet, (row, self.column(year, KORR)),
                    (row, self.column(year, INDEKS_HVIS)), (row, self.used(year, 1)),
                    self.kilde.tillegg(sector.navn, label, year), style=styles.tall(0),
                    label=f"{label}: korreksjon i kr per innbygger", aar=self.valg.aarstall[year],
                    published=self._printed("korreksjon", f"{sector.navn}: {label}", year,
                                            AVVIK_ENHET),
                )  # fmt: skip
            row += 1
        if additions:
            self._with_additions(row, sector, start)
            row += 1
        self.sheet.put(row, 0, "Beregnet utgiftsbehov, kr per innbygger", styles.sumrad(styles.RAD))
        for year in self.years:
            arguments: list[Argument] = [sector.snitt[year], sector.indeks[year]]
            if additions:
                arguments.append(sector.tillegg[year])
            for part in (VEKT, VEKT_HVIS, INDEKS, INDEKS_HVIS):
                self.sheet.put(row, self.column(year, part), None, styles.sumrad(styles.RAD))
            sector.behov[year] = self._put(
                row, self.column(year, KORR), sector, year, of(f.utgiftsbehov, *arguments),
                styles.sumrad(styles.tall(0)),
            )  # fmt: skip
        return row + 2

    def _with_additions(self, row: int, sector: Sektor, start: int) -> None:
        sheet = self.sheet
        sheet.put(row, 0, "Sum korreksjon med tillegg", styles.sumrad(styles.RAD))
        for year in self.years:
            used = sheet.range((start, self.used(year, 1)), (row - 1, self.used(year, 1)))
            base = sheet.range((start, self.column(year, KORR)), (row - 1, self.column(year, KORR)))
            sector.tillegg[year] = sheet.calc(
                row, self.used(year, 1), bb.summen, used, style=styles.hjelp(styles.tall(0))
            )
            base_sum = sheet.calc(
                row, self.used(year, 2), bb.summen, base, style=styles.hjelp(styles.tall(0))
            )
            for part in (VEKT, VEKT_HVIS, INDEKS, INDEKS_HVIS):
                sheet.put(row, self.column(year, part), None, styles.sumrad(styles.RAD))
            sector.korreksjon[year] = self._put(
                row, self.column(year, KORR), sector, year,
                of(bb.pluss, sector.korreksjon[year], sector.tillegg[year]),
                styles.sumrad(styles.tall(0)),
                self._printed("korreksjon", f"{sector.navn}: sum", year, AVVIK_ENHET),
            )  # fmt: skip
            sector.korreksjon_grunnlag[year] = self._put(
                row, self.used(year, 3), sector, year,
                of(bb.pluss, sector.korreksjon_grunnlag[year], base_sum),
                styles.hjelp(styles.tall(0)),
                self._printed("korreksjon", f"{sector.navn}: sum", year, AVVIK_ENHET),
            )  # fmt: skip


def _top(valg: Valg) -> int:
    return _SAMMENDRAG + len(valg.data.sektorer) + 26


def choose_key(sheet: Sheet, valg: Valg, kilde: Behovskilde) -> None:
    """The choice of cost key, before the sheets that follow it."""
    sheet.put(_NOEKKEL_RAD - 1, 0, "Kostnadsnøkkel (gult felt: velg)", styles.RAD.but(bold=True))
    column = 4 + (_PER_AAR + _HJELP) * len(valg.vindu)
    kilde.choose(sheet, (_NOEKKEL_RAD - 1, 1), column)
    kilde.weights_by_key(sheet, _top(valg), column)


def fill(
    sheet: Sheet, valg: Valg, kilde: Behovskilde, folk: Folk | None = None
) -> Utgiftsbehov:
    """Write the summary with figure 12, then a block per sector."""
    writer = _Writer(sheet, valg, kilde, folk)
    names = valg.data.sektorer
    layout.heading(sheet, valg, "Beregnet utgiftsbehov", "Utgiftsbehov")
    layout.widths(sheet, [40] + [8.5] * (_PER_AAR * len(writer.years)))
    layout.widths(sheet, [8] * (_HJELP * len(writer.years)), writer.helper)
    top = _top(valg)
    _heads(sheet, writer, top)
    row = top + 2
    sectors: dict[str, Sektor] = {}
    parts = [top - 3]
    for number, name in enumerate(names):
        if number:
            parts.append(row)
        sectors[name], row = writer.sector(row, name)
    total = _summary(sheet, writer, sectors)
    sheet.printing.last_column = writer.column(writer.years[-1], KORR)
    sheet.printing.parts = tuple(parts)
    sheet.freeze = (2, 1)
    return Utgiftsbehov(sectors, total)


def _heads(sheet: Sheet, writer: _Writer, row: int) -> None:
    sheet.put(row - 3, 0, "Kriterier, vekter og indekser (vedleggstabell 2)", styles.OVERSKRIFT)
    sheet.put(row - 2, 0, "Et kriterium som går igjen i flere sektorer, fylles ut der det står først. "
              "Aldersgruppene i siste år følger folketallet på Demografi.", styles.NOTE)  # fmt: skip
    sheet.put(row - 1, 0, "Flytter ikke: landets netto driftsutgifter, rammetilskuddet og "
              "utgiftene selv.", styles.NOTE)  # fmt: skip
    sheet.put(row, 0, "", styles.HODE_VENSTRE)
    sheet.put(row + 1, 0, "Sektor og kriterium", styles.HODE_VENSTRE)
    for year in writer.years:
        stated = writer.valg.aarstall[year]
        for part, label in enumerate(("Vekt", "Hva hvis", "Indeks", "Hva hvis", "Kr per innb.")):
            look = styles.HODE_VENSTRE.but(bottom=None)
            if part == 0:
                layout.year_head(sheet, row, writer.column(year, part), stated, look)
            else:
                sheet.put(row, writer.column(year, part), "", look)
            sheet.put(row + 1, writer.column(year, part), label, styles.HODE)
        for part, label in enumerate(
            ("brukt vekt", "brukt indeks", "grunnlag indeks", "grunnlag korr.")
        ):
            sheet.calc(row + 1, writer.used(year, part), *bb.tekst(f"{label} ", stated),
                       style=styles.HJELP_HODE)  # fmt: skip
    sheet.heights[row + 1] = 26


def _summary(sheet: Sheet, writer: _Writer, sectors: dict[str, Sektor]) -> dict[int, Cell]:
    """Cost index per sector and in all, by year, and figure 12."""
    row, years, valg = _SAMMENDRAG - 1, writer.years, writer.valg
    sheet.put(row, 0, "Kostnadsindeks, landet = 1", styles.HODE_VENSTRE)
    for offset, year in enumerate(years, start=1):
        layout.year_head(sheet, row, offset, valg.aarstall[year])
    sheet.calc(row, 1 + len(years), *bb.tekst("Grunnlag ", valg.aar), style=styles.HODE)
    sheet.heights[row] = 30
    helper = writer.helper
    base_name = sheet.calc(row, helper, *bb.tekst("Grunnlag ", valg.aar, " (når ulik)"),
                           style=styles.HJELP_HODE)  # fmt: skip
    names = list(sectors)
    for number, name in enumerate([_I_ALT, *names], start=1):
        sheet.put(row + number, 0, name, styles.RAD.but(bold=name == _I_ALT))
    first, last = row + 2, row + 1 + len(names)
    for number, name in enumerate(names):
        for offset, year in enumerate(years, start=1):
            sheet.calc(first + number, offset, bb.gjenta, sectors[name].indeks[year],
                       style=styles.tall(3))  # fmt: skip
        sheet.calc(first + number, 1 + len(years), bb.gjenta,
                   sectors[name].indeks_grunnlag[years[-1]], style=styles.tall(3))  # fmt: skip
    means = _means(sheet, writer, sectors, first, helper + 1)
    total: dict[int, Cell] = {}
    for offset, year in enumerate((*years, years[-1]), start=1):
        column = sheet.range((first, offset), (last, offset))
        cell = sheet.calc(row + 1, offset, f.snitt, column, means[year],
                          style=styles.tall(3).but(bold=True))  # fmt: skip
        if offset <= len(years):
            total[year] = cell
    for at in range(row + 1, last + 1):
        sheet.calc(
            at, helper, bb.hvis_ulik, sheet.cells[at, 1 + len(years)], sheet.cells[at, len(years)],
            style=styles.hjelp(styles.tall(3)), missing=GAP,
        )  # fmt: skip
    sheet.put(
        last + 1, 0,
        "I alt er sektorindeksene veid med landets netto driftsutgifter. Tillegg utenom nøkkelen "
        "er ikke med i indeksene.", styles.NOTE,
    )  # fmt: skip
    _figure_12(sheet, writer, row + 1, len(names), base_name)
    return total


def _means(
    sheet: Sheet, writer: _Writer, sectors: dict[str, Sektor], first: int, column: int
) -> dict[int, Range]:
    means = {}
    for offset, year in enumerate(writer.years):
        sheet.calc(first - 2, column + offset,
                   *bb.tekst("Landets snitt ", writer.valg.aarstall[year]),
                   style=styles.HJELP_HODE)  # fmt: skip
        for number, sector in enumerate(sectors.values()):
            sheet.calc(first + number, column + offset, bb.gjenta, sector.snitt[year],
                       style=styles.hjelp(styles.tall(0)))  # fmt: skip
        means[year] = sheet.range(
            (first, column + offset), (first + len(sectors) - 1, column + offset)
        )
    return means


def _figure_12(sheet: Sheet, writer: _Writer, first: int, sectors: int, base_name: Cell) -> None:
    last = first + sectors
    columns = {year: 1 + i for i, year in enumerate(writer.years)}
    names = {year: sheet.cells[first - 1, column] for year, column in columns.items()}
    series = year_series(sheet, (first, last), 0, columns, writer.helper, names, base_name)
    sheet.charts.append(
        Chart(
            "column", "Figur 12. Beregnet utgiftsbehov per innbygger, landet = 1",
            series, row=last + 3, column=0, width=1180, height=342,
            alt="Søylediagram av kostnadsindeksen i alt og for hver sektor, år for år. Landet "
            "er 1.",
            crossing=1.0, y_title="Indeks, landet = 1", y_format="0.00",
            y_min=0.6,
        )  # fmt: skip
    )
