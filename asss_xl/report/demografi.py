"""Demografi: rates per age group and what the growth of the population costs (ch. 2.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.model import Datasett, Folkevekst
from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.published import Trykt, trykt
from asss_xl.workbook import Argument, Cell, Chart, Input, Range, Series, Sheet, of, styles

TABELL = "Vedleggstabell 5"
NORGE, AAR = "Norge", 2009
GRUPPER = ("0-5 år", "6-15 år", "16-66 år", "67-79 år", "80-89 år", "90 år +")
_REST, I_ALT = "16-66 år", "I alt"
_HJELP = 16
_MILL = 1_000_000.0
_SATS_RAD, _VEKST_RAD, _FOLK_RAD = 4, 15, 47


@dataclass
class Demografi:
    """Rates, growth and costs by age group."""

    satser: dict[str, Cell] = field(default_factory=dict)
    vekst: dict[str, Input] = field(default_factory=dict)
    kostnad: dict[str, Cell] = field(default_factory=dict)
    sum_kostnad: Cell | None = None
    folketall: Range | None = None
    basis: Range | None = None
    satsomraade: Range | None = None


class _Writer:
    def __init__(self, sheet: Sheet, data: Datasett) -> None:
        self.sheet, self.data = sheet, data
        self.result = Demografi()
        growth = {v.aldersgruppe: v for v in data.folkevekst}
        self.growth: dict[str, Folkevekst] = growth
        first = growth[I_ALT]
        self.years = list(range(first.fra, first.til + 1))

    # -- rates --------------------------------------------------------------------------------

    def rates(self) -> None:
        sheet, row = self.sheet, _SATS_RAD
        sheet.put(row - 1, 0, f"Vedleggstabell 5. Satser per aldersgruppe {AAR}", styles.OVERSKRIFT)
        layout.head(
            sheet, row, 0,
            ("Aldersgruppe", "Vekt i forenklet nøkkel", "Mill. kr",
             "Hva hvis", "Innbyggere i landet", "Hva hvis", "Kr per innbygger"), 42,
        )  # fmt: skip
        first = row + 1
        mills, people = [], []
        for at, group in enumerate(GRUPPER, start=first):
            sheet.put(at, 0, group, styles.RAD)
            mill = self._figure_input(at, group, "mill kr", 2, _HJELP)
            count = self._figure_input(at, group, "innbyggere", 4, _HJELP + 1)
            mills.append(mill)
            people.append(count)
            self.result.satser[group] = self._rate(at, group, mill.used, count.used)
        last = first + len(GRUPPER) - 1
        total = last + 1
        style = styles.sumrad(styles.tall(0))
        sheet.put(total, 0, "Sum", styles.sumrad(styles.RAD))
        sums: dict[str, Cell] = {}
        for unit, column, given in (("mill kr", 2, mills), ("innbyggere", 4, people)):
            sums[unit] = sheet.calc(
                total, column, bb.summen, sheet.column_range(given[0].used, given[-1].used),
                style=style, published=self._printed("Sum", unit),
            )  # fmt: skip
            sheet.put(total, column + 1, None, style)
        sheet.calc(total, 6, f.per_innbygger, sums["mill kr"], sums["innbyggere"], _MILL,
                   style=style, published=self._printed("Sum", "kr per innbygger"))  # fmt: skip
        for at, group in enumerate(GRUPPER, start=first):
            sheet.calc(at, 1, bb.delt, mills[at - first].used, sums["mill kr"],
                       style=styles.tall(3),
                       published=self._printed(group, "forenklet kostnadsnøkkel"))  # fmt: skip
        sheet.calc(total, 1, bb.summen, sheet.range((first, 1), (last, 1)),
                   style=styles.sumrad(styles.tall(3)),
                   published=self._printed("Sum", "forenklet kostnadsnøkkel"))  # fmt: skip
        self.result.satsomraade = sheet.range((first, 6), (last, 6))

    def _printed(self, line: str, unit: str) -> tuple[Trykt, ...]:
        return trykt(self.data.figur(TABELL, line, NORGE, AAR, unit))

    def _figure_input(self, at: int, group: str, unit: str, column: int, used: int) -> Input:
        figure = self.data.figur(TABELL, group, NORGE, AAR, unit)
        return self.sheet.input(
            (at, column), (at, column + 1), (at, used), figure.verdi, style=styles.tall(0),
            label=f"{group}: {unit} i landet {AAR}", rounding=figure.avrunding,
            published=trykt(figure), limits=(0, 1e9),
        )  # fmt: skip

    def _rate(self, at: int, group: str, mill: Cell, people: Cell) -> Cell:
        return self.sheet.calc(
            at, 6, f.per_innbygger, mill, people, _MILL, style=styles.tall(0),
            published=self._printed(group, "kr per innbygger"),
        )  # fmt: skip

    # -- growth as printed --------------------------------------------------------------------

    def growths(self) -> None:
        sheet, row = self.sheet, _VEKST_RAD
        first, last = self.years[0], self.years[-1]
        sheet.put(row - 1, 0, f"Ventet vekst i {self.data.kommune} {first}–{last} (avrundet i "
                  "kilden) og hva den koster med satsene over", styles.OVERSKRIFT)  # fmt: skip
        layout.head(sheet, row, 0, ("Aldersgruppe", "Vekst, innbyggere", "Hva hvis",
                                    "Kostnad, mill. kr", "Per år, mill. kr", "Vekst, %"), 30)  # fmt: skip
        start = row + 1
        for at, group in enumerate(GRUPPER, start=start):
            sheet.put(at, 0, group, styles.RAD)
            self.result.vekst[group] = self._growth(at, group)
            self._cost(at, group)
        end = start + len(GRUPPER) - 1
        style = styles.sumrad(styles.tall(1))
        sheet.put(end + 1, 0, I_ALT, styles.sumrad(styles.RAD))
        sheet.calc(end + 1, 1, bb.summen, sheet.range((start, _HJELP), (end, _HJELP)),
                   style=styles.sumrad(styles.tall(0)))  # fmt: skip
        sheet.put(end + 1, 2, None, style)
        for column in (3, 4):
            cell = sheet.calc(end + 1, column, bb.summen,
                              sheet.range((start, column), (end, column)), style=style)  # fmt: skip
            self.result.sum_kostnad = self.result.sum_kostnad or cell
        self._notes(end + 2)
        self._cost_chart(start, end, end + 5)

    def _growth(self, at: int, group: str) -> Input:
        known = self.growth.get(group)
        style = styles.tall(0)
        if known is None:
            others = [self.growth[g] for g in GRUPPER if g != group]
            total = self.growth[I_ALT]
            value = total.vekst - sum(v.vekst for v in others)
            slack = total.vekst_avrunding + sum(v.vekst_avrunding for v in others)
        else:
            value, slack = known.vekst, known.vekst_avrunding
            if known.prosent is not None:
                self.sheet.put(at, 5, known.prosent, styles.tall(1))
        return self.sheet.input(
            (at, 1), (at, 2), (at, _HJELP), value, style=style, rounding=slack,
            label=f"{group}: vekst i innbyggere {self.years[0]}–{self.years[-1]}",
            limits=(-1e6, 1e6),
        )  # fmt: skip

    def _cost(self, at: int, group: str) -> None:
        sheet = self.sheet
        people = self.result.vekst[group].used
        cost = sheet.calc(
            at, 3, bb.mill, self.result.satser[group], people, style=styles.tall(1)
        )
        sheet.calc(at, 4, bb.delt, cost, float(self.years[-1] - self.years[0]),
                   style=styles.tall(1))  # fmt: skip
        self.result.kostnad[group] = cost

    def _notes(self, row: int) -> None:
        texts = (
            "Veksten for 16–66 år er utledet som resten av «om lag 20 700 personer».",
            f"Rapportens kronebeløp (om lag 810 mill. kr i alt) bygger på satser for {self.years[0]}"
            " som ikke er trykt, og kan derfor ikke gjenskapes. Beløpene her bruker satsene for "
            f"{AAR} i vedleggstabell 5.",
        )
        for text in texts:
            for line in layout.wrapped(text, 150):
                self.sheet.put(row, 0, line, styles.NOTE)
                row += 1

    def _cost_chart(self, start: int, end: int, row: int) -> None:
        sheet = self.sheet
        self._base_costs(start, end)
        categories = sheet.range((start, 0), (end, 0))
        first, last = self.years[0], self.years[-1]
        sheet.charts.append(
            Chart(
                "column", f"Demografikostnad {first}–{last} per aldersgruppe, mill. kr",
                (
                    Series("Beregnet", categories, sheet.range((start, 3), (end, 3)), labels=True),
                    Series("Grunnlag (når ulik)", categories,
                           sheet.range((start, _HJELP + 1), (end, _HJELP + 1)),
                           color=styles.ORANSJE, pattern=True),
                ),
                row=row, column=0, width=1080, height=330, y_title="Mill. kr",
                alt=f"Søylediagram. Kostnaden ved befolkningsveksten {first}–{last} for hver "
                "aldersgruppe, mill. kr. Tallene står i tabellen over.",
            )  # fmt: skip
        )

    def _base_costs(self, start: int, end: int) -> None:
        """The costs of the report's own growth, drawn where a what-if figure has moved them."""
        for at, group in zip(range(start, end + 1), GRUPPER, strict=True):
            base = self.sheet.calc(
                at, _HJELP + 2, bb.mill, self.result.satser[group], self.result.vekst[group].base,
                style=styles.hjelp(styles.tall(1)),
            )  # fmt: skip
            self.sheet.calc(
                at, _HJELP + 1, bb.hvis_ulik, base, self.result.kostnad[group],
                style=styles.hjelp(styles.tall(1)), missing=None,
            )  # fmt: skip

    # -- the municipality's own population ----------------------------------------------------

    def population(self) -> None:
        sheet, row, count = self.sheet, _FOLK_RAD, len(self.years)
        sheet.put(row - 1, 0, f"Folketall i {self.data.kommune} per aldersgruppe: fyll ut de gule "
                  "feltene for å beregne demografikostnad og indeks år for år",
                  styles.OVERSKRIFT)  # fmt: skip
        layout.year_groups(sheet, row, "Aldersgruppe", ("Folketall", "Hva hvis"), self.years)
        start = row + 2
        for at, group in enumerate(GRUPPER, start=start):
            sheet.put(at, 0, group, styles.RAD)
            for index, year in enumerate(self.years):
                sheet.input(
                    (at, 1 + index), (at, 1 + count + index), (at, _HJELP + index),
                    self._known(group, year), style=styles.tall(0), limits=(0, 1e7),
                    label=f"{group}: innbyggere i {self.data.kommune} {year}",
                    rounding=self._slack(group),
                )  # fmt: skip
        end = start + len(GRUPPER) - 1
        self._yearly(start, end)

    def _known(self, group: str, year: int) -> float | None:
        """First and last year follow from growth in persons and in percent; the rest is unknown."""
        base = self._base(group)
        if base is None or year not in (self.years[0], self.years[-1]):
            return None
        return base if year == self.years[0] else base + self._persons(group)

    def _persons(self, group: str) -> float:
        known = self.growth.get(group)
        if known is not None:
            return known.vekst
        return self.growth[I_ALT].vekst - sum(
            self.growth[g].vekst for g in GRUPPER if g != group
        )

    def _base(self, group: str) -> float | None:
        known = self.growth.get(group)
        if known is not None:
            return round(100 * known.vekst / known.prosent) if known.prosent else None
        total = self._base(I_ALT)
        others = [self._base(g) for g in GRUPPER if g != group]
        if total is None or any(other is None for other in others):
            return None
        return total - sum(other for other in others if other is not None)

    def _slack(self, group: str) -> float:
        known = self.growth.get(group, self.growth[I_ALT])
        base = self._base(known.aldersgruppe) or 0.0
        share = (known.prosent_avrunding or 0.0) / abs(known.prosent or 1.0)
        return base * share + known.vekst_avrunding

    def _yearly(self, start: int, end: int) -> None:
        sheet, row = self.sheet, end + 2
        rates = self.result.satsomraade
        base = sheet.range((start, _HJELP), (end, _HJELP))
        self.result.basis = base
        self.result.folketall = sheet.range(
            (start, _HJELP + len(self.years) - 1), (end, _HJELP + len(self.years) - 1)
        )
        sheet.put(row, 0, "År", styles.HODE_VENSTRE)
        sheet.put(row + 1, 0, "Demografikostnad, mill. kr", styles.RAD)
        sheet.put(row + 2, 0, f"Demografiindeks, {self.years[0]} = 100", styles.RAD)
        small = styles.hjelp(styles.tall(1))
        for index, year in enumerate(self.years):
            people = sheet.range((start, _HJELP + index), (end, _HJELP + index))
            arguments: tuple[Argument, ...] = (rates, people, base)
            sheet.put(row, 1 + index, str(year), styles.HODE)
            sheet.calc(row + 1, 1 + index, bb.delt, of(f.demografikostnad, *arguments), _MILL,
                       style=styles.tall(1))  # fmt: skip
            value = sheet.calc(row + 2, 1 + index, f.demografiindeks, *arguments,
                               style=styles.tall(1))  # fmt: skip
            sheet.calc(row + 2, _HJELP + index, bb.tall_eller_hull, value, style=small,
                       missing=None)  # fmt: skip
        note = ("Folketallet er ikke trykt. Første og siste år er utledet av veksten i personer og "
                "prosent, som begge er avrundet; årene mellom mangler til de fylles ut.")  # fmt: skip
        sheet.put(row + 3, 0, note, styles.NOTE)
        self._index_chart(row)

    def _index_chart(self, row: int) -> None:
        sheet, count = self.sheet, len(self.years)
        categories = sheet.range((row, 1), (row, count))
        values = sheet.range((row + 2, _HJELP), (row + 2, _HJELP + count - 1))
        sheet.charts.append(
            Chart(
                "line", f"Demografiindeks for {self.data.kommune}, {self.years[0]} = 100",
                (Series("Indeks", categories, values, marker="circle", marker_size=8,
                        labels=True, label_format="0.0"),),
                row=row + 5, column=0, width=1080, height=300, legend=False, y_format="0",
                y_title=f"Indeks, {self.years[0]} = 100",
                alt=f"Linjediagram. Demografiindeksen {self.years[0]}–{self.years[-1]}, "
                f"{self.years[0]} = 100. Bare år med folketall er tegnet.",
            )  # fmt: skip
        )


def fill(sheet: Sheet, data: Datasett) -> Demografi:
    """Write the rates, the printed growth and the table of populations."""
    layout.heading(sheet, data, "Demografi", f"{data.kilde}, kap. 2.2, s. 27–31 og 42.")
    layout.widths(sheet, [30] + [10.5] * 14)
    writer = _Writer(sheet, data)
    writer.rates()
    writer.growths()
    writer.population()
    sheet.printing.last_column = 14
    sheet.printing.breaks = (_FOLK_RAD - 1,)
    sheet.freeze = (2, 1)
    return writer.result
