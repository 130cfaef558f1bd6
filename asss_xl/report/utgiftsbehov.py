"""Utgiftsbehov: criteria, cost index and correction per sector (vedleggstabell 2, figure 12)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.model import Datasett, Figur, Kriterium
from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.aarsfigur import year_series
from asss_xl.report.published import AVVIK_ENHET, trykt, trykt_korreksjon
from asss_xl.workbook import Cell, Chart, Range, Sheet, styles

TABELL = "Vedleggstabell 2"
LANDET = "Landsgjennomsnitt"
#: Per year: weight, what-if weight, index, what-if index, correction.
_PER_AAR = 5
VEKT, VEKT_HVIS, INDEKS, INDEKS_HVIS, KORR = range(_PER_AAR)
_I_ALT = "I alt"
#: Printed corrections outside the cost index: (label on the sheet, line in the source).
TILLEGG = {
    "Grunnskole": (
        ("Statlige og frittstående skoler", "Grunnskole: korreksjon statlige/frittstående skoler"),
        ("Minoritetsspråklige", "Grunnskole: korreksjon minoritetsspråklige"),
    )
}
_SUM_MED_TILLEGG = "Grunnskole: sum korreksjon inkl skoler og minoritetsspråklige"
_SAMMENDRAG = 4


@dataclass
class Sektor:
    """One sector's results, by year."""

    navn: str
    snitt: dict[int, Cell] = field(default_factory=dict)
    indeks: dict[int, Cell] = field(default_factory=dict)
    indeks_grunnlag: dict[int, Cell] = field(default_factory=dict)
    vekter: dict[int, Range] = field(default_factory=dict)
    indekser: dict[int, Range] = field(default_factory=dict)
    korreksjon: dict[int, Cell] = field(default_factory=dict)
    korreksjon_grunnlag: dict[int, Cell] = field(default_factory=dict)
    tillegg: dict[int, Cell] = field(default_factory=dict)
    behov: dict[int, Cell] = field(default_factory=dict)


@dataclass
class Utgiftsbehov:
    """All sectors by name, and the index of them all."""

    sektorer: dict[str, Sektor]
    i_alt: dict[int, Cell]


class _Writer:
    def __init__(self, sheet: Sheet, data: Datasett) -> None:
        self.sheet = sheet
        self.data = data
        self.years = data.aar
        self.helper = 2 + _PER_AAR * len(self.years)

    def column(self, year: int, part: int) -> int:
        return 1 + _PER_AAR * self.years.index(year) + part

    def used(self, year: int, part: int) -> int:
        """Helper columns: used weight and used index, then the two for the report's own."""
        return self.helper + 4 * self.years.index(year) + part

    def sector(self, row: int, name: str) -> tuple[Sektor, int]:
        sector = Sektor(name)
        sheet = self.sheet
        sheet.put(row, 0, name, styles.GRUPPE.but(size=11))
        for column in range(1, self.column(self.years[-1], KORR) + 1):
            sheet.put(row, column, None, styles.GRUPPE)
        row += 1
        sheet.put(row, 0, "Landets netto driftsutgifter, kr per innbygger", styles.RAD)
        for year in self.years:
            figure = self.data.figur(
                TABELL, f"{name}: gjennomsnittlig netto driftsutgift", LANDET, year, AVVIK_ENHET
            )
            sector.snitt[year] = sheet.put(
                row, self.column(year, KORR), figure.verdi, styles.tall(0),
                rounding=figure.avrunding, published=trykt(figure),
            )  # fmt: skip
        first = row + 1
        row = self._criteria(first, sector)
        self._sum(row, sector, first)
        return sector, self._additions(row + 1, sector)

    def _criteria(self, row: int, sector: Sektor) -> int:
        by_year = {y: self.data.kriterier(sector.navn, y) for y in self.years}
        for number, criterion in enumerate(by_year[self.years[0]]):
            self.sheet.put(row + number, 0, criterion.kriterium, styles.RAD.but(indent=1))
            for year in self.years:
                self._criterion(row + number, sector, by_year[year][number])
        return row + len(by_year[self.years[0]])

    def _criterion(self, row: int, sector: Sektor, criterion: Kriterium) -> None:
        year, three = criterion.aar, styles.tall(3)
        what = f"{sector.navn}, {criterion.kriterium}, {year}"
        weight = self.sheet.input(
            (row, self.column(year, VEKT)), (row, self.column(year, VEKT_HVIS)),
            (row, self.used(year, 0)), criterion.vekt, label=f"Vekt: {what} (0–1)",
            style=three, rounding=criterion.vekt_avrunding, limits=(0, 1),
        )  # fmt: skip
        index = self.sheet.input(
            (row, self.column(year, INDEKS)), (row, self.column(year, INDEKS_HVIS)),
            (row, self.used(year, 1)), criterion.indeks,
            label=f"Kriterieindeks: {what}, landet = 1", style=three,
            rounding=criterion.indeks_avrunding, limits=(0, 10),
        )  # fmt: skip
        self.sheet.calc(
            row, self.column(year, KORR), f.korreksjon, sector.snitt[year], index.used,
            weight.used, style=styles.tall(0),
            published=trykt_korreksjon(criterion, self.data.kommune),
        )  # fmt: skip

    def _sum(self, row: int, sector: Sektor, first: int) -> None:
        sheet, last = self.sheet, row - 1
        total = styles.sumrad(styles.tall(3))
        sheet.put(row, 0, "Kostnadsindeks og sum korreksjon", styles.sumrad(styles.RAD))
        for year in self.years:
            def part(column: int) -> Range:
                return sheet.range((first, column), (last, column))

            used_w, used_i = part(self.used(year, 0)), part(self.used(year, 1))
            base_w, base_i = part(self.column(year, VEKT)), part(self.column(year, INDEKS))
            sector.vekter[year], sector.indekser[year] = used_w, used_i
            sheet.calc(row, self.column(year, VEKT), bb.summen, used_w, style=total)
            for empty in (VEKT_HVIS, INDEKS_HVIS):
                sheet.put(row, self.column(year, empty), None, total)
            sector.indeks[year] = sheet.calc(
                row, self.column(year, INDEKS), f.kostnadsindeks, used_i, used_w, style=total,
                published=trykt(self._printed(f"{sector.navn}: samlet kostnadsindeks", year,
                                              "indeks")),
            )  # fmt: skip
            sector.korreksjon[year] = sheet.calc(
                row, self.column(year, KORR), bb.summen, part(self.column(year, KORR)),
                style=styles.sumrad(styles.tall(0)),
                published=trykt(self._printed(f"{sector.navn}: sum korreksjon", year)),
            )  # fmt: skip
            small = styles.hjelp(styles.tall(3))
            sector.indeks_grunnlag[year] = sheet.calc(
                row, self.used(year, 2), f.kostnadsindeks, base_i, base_w, style=small
            )
            sector.korreksjon_grunnlag[year] = sheet.calc(
                row, self.used(year, 3), bb.sum_korreksjon, base_w, base_i, sector.snitt[year],
                style=styles.hjelp(styles.tall(0)),
            )  # fmt: skip

    def _printed(self, line: str, year: int, unit: str = AVVIK_ENHET) -> Figur:
        return self.data.figur(TABELL, line, self.data.kommune, year, unit)

    def _additions(self, row: int, sector: Sektor) -> int:
        additions = TILLEGG.get(sector.navn, ())
        start = row
        for label, line in additions:
            self.sheet.put(row, 0, label, styles.RAD.but(indent=1))
            for year in self.years:
                figure = self._printed(line, year)
                self.sheet.input(
                    (row, self.column(year, KORR)), (row, self.column(year, INDEKS_HVIS)),
                    (row, self.used(year, 1)), figure.verdi, style=styles.tall(0),
                    label=f"{label}, {year}: korreksjon i kr per innbygger",
                    rounding=figure.avrunding, published=trykt(figure),
                )  # fmt: skip
            row += 1
        if additions:
            self._with_additions(row, sector, start)
            row += 1
        self.sheet.put(row, 0, "Beregnet utgiftsbehov, kr per innbygger", styles.sumrad(styles.RAD))
        for year in self.years:
            arguments = [sector.snitt[year], sector.indeks[year]]
            if additions:
                arguments.append(sector.tillegg[year])
            for part in (VEKT, VEKT_HVIS, INDEKS, INDEKS_HVIS):
                self.sheet.put(row, self.column(year, part), None, styles.sumrad(styles.RAD))
            sector.behov[year] = self.sheet.calc(
                row, self.column(year, KORR), f.utgiftsbehov, *arguments,
                style=styles.sumrad(styles.tall(0)),
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
            sector.korreksjon[year] = sheet.calc(
                row, self.column(year, KORR), bb.pluss, sector.korreksjon[year],
                sector.tillegg[year], style=styles.sumrad(styles.tall(0)),
                published=trykt(self._printed(_SUM_MED_TILLEGG, year)),
            )  # fmt: skip
            sector.korreksjon_grunnlag[year] = sheet.calc(
                row, self.used(year, 3), bb.pluss, sector.korreksjon_grunnlag[year], base_sum,
                style=styles.hjelp(styles.tall(0)),
            )  # fmt: skip


def fill(sheet: Sheet, data: Datasett) -> Utgiftsbehov:
    """Write the summary with figure 12, then a block per sector."""
    writer = _Writer(sheet, data)
    layout.heading(sheet, data, "Beregnet utgiftsbehov", f"{data.kilde}, kap. 2.1, s. 25–26 og 39.")
    layout.widths(sheet, [40] + [8.5] * (_PER_AAR * len(data.aar)))
    layout.widths(sheet, [8] * (4 * len(data.aar)), writer.helper)
    top = _SAMMENDRAG + len(data.sektorer) + 24
    _heads(sheet, writer, top)
    row = top + 2
    sectors: dict[str, Sektor] = {}
    half = row
    for number, name in enumerate(data.sektorer):
        if number == 2:
            half = row
        sectors[name], row = writer.sector(row, name)
    total = _summary(sheet, data, sectors)
    last = writer.column(data.aar[-1], KORR)
    sheet.printing.last_column = last
    sheet.printing.breaks = (top - 1, half)
    sheet.freeze = (2, 1)
    return Utgiftsbehov(sectors, total)


def _heads(sheet: Sheet, writer: _Writer, row: int) -> None:
    sheet.put(row - 1, 0, "Kriterier, vekter og indekser (vedleggstabell 2)", styles.OVERSKRIFT)
    sheet.put(row, 0, "", styles.HODE_VENSTRE)
    sheet.put(row + 1, 0, "Sektor og kriterium", styles.HODE_VENSTRE)
    for year in writer.years:
        for part, label in enumerate(("Vekt", "Hva hvis", "Indeks", "Hva hvis", "Kr per innb.")):
            text = str(year) if part == 0 else ""
            sheet.put(row, writer.column(year, part), text, styles.HODE_VENSTRE.but(bottom=None))
            sheet.put(row + 1, writer.column(year, part), label, styles.HODE)
        for part, label in enumerate(
            ("brukt vekt", "brukt indeks", "grunnlag indeks", "grunnlag korr.")
        ):
            sheet.put(row + 1, writer.used(year, part), f"{label} {year}", styles.HJELP_HODE)
    sheet.heights[row + 1] = 26


def _summary(sheet: Sheet, data: Datasett, sectors: dict[str, Sektor]) -> dict[int, Cell]:
    """Cost index per sector and in all, by year, and figure 12."""
    row = _SAMMENDRAG - 1
    years = data.aar
    layout.head(sheet, row, 0, ("Kostnadsindeks, landet = 1", *map(str, years),
                                f"Grunnlag {years[-1]}"))  # fmt: skip
    helper = 2 + _PER_AAR * len(years)
    sheet.put(row, helper, "Grunnlag når ulik", styles.HJELP_HODE)
    names = list(sectors)
    total: dict[int, Cell] = {}
    for number, name in enumerate([_I_ALT, *names], start=1):
        look = styles.RAD.but(bold=name == _I_ALT)
        sheet.put(row + number, 0, name, look)
    first = row + 2
    for offset, year in enumerate(years, start=1):
        for number, name in enumerate(names):
            sheet.calc(first + number, offset, bb.gjenta, sectors[name].indeks[year],
                       style=styles.tall(3))  # fmt: skip
    base_column = 1 + len(years)
    for number, name in enumerate(names):
        sheet.calc(first + number, base_column, bb.gjenta, sectors[name].indeks_grunnlag[years[-1]],
                   style=styles.tall(3))  # fmt: skip
    means = _means(sheet, data, sectors, first, helper + 1)
    for offset, year in enumerate((*years, years[-1]), start=1):
        column = sheet.range((first, offset), (first + len(names) - 1, offset))
        cell = sheet.calc(row + 1, offset, f.snitt, column, means[year],
                          style=styles.tall(3).but(bold=True))  # fmt: skip
        if offset <= len(years):
            total[year] = cell
    for number in range(len(names) + 1):
        at = row + 1 + number
        sheet.calc(
            at, helper, bb.hvis_ulik, sheet.cells[at, base_column], sheet.cells[at, len(years)],
            style=styles.hjelp(styles.tall(3)), missing=None,
        )  # fmt: skip
    sheet.put(
        row + 2 + len(names), 0,
        "I alt er sektorindeksene veid med landets netto driftsutgifter. Tillegg for grunnskole "
        "(statlige skoler, minoritetsspråklige) er ikke med i indeksene.", styles.NOTE,
    )  # fmt: skip
    _figure_12(sheet, data, row + 1, len(names), helper)
    return total


def _means(
    sheet: Sheet, data: Datasett, sectors: dict[str, Sektor], first: int, column: int
) -> dict[int, Range]:
    means = {}
    for offset, year in enumerate(data.aar):
        sheet.put(first - 2, column + offset, f"Landets snitt {year}", styles.HJELP_HODE)
        for number, sector in enumerate(sectors.values()):
            sheet.calc(first + number, column + offset, bb.gjenta, sector.snitt[year],
                       style=styles.hjelp(styles.tall(0)))  # fmt: skip
        means[year] = sheet.range(
            (first, column + offset), (first + len(sectors) - 1, column + offset)
        )
    return means


def _figure_12(sheet: Sheet, data: Datasett, first: int, sectors: int, helper: int) -> None:
    last = first + sectors
    columns = {year: 1 + i for i, year in enumerate(data.aar)}
    series = year_series(sheet, (first, last), 0, columns, helper)
    sheet.charts.append(
        Chart(
            "column",
            f"Figur 12. Beregnet utgiftsbehov per innbygger i {data.kommune}, landet = 1",
            series, row=last + 3, column=0, width=1180, height=380,
            alt="Søylediagram av kostnadsindeksen i alt og for hver sektor, "
            f"{data.aar[0]}–{data.aar[-1]}. Landet er 1.",
            crossing=1.0, y_title="Indeks, landet = 1", y_format="0.00",
            y_min=0.6,
        )  # fmt: skip
    )
