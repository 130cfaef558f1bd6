"""Demografi: rates per age group and what the growth of the population costs (ch. 2.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.demografi.folk import Folk
from asss_xl.report.demografi.kilde import I_ALT, Demografikilde
from asss_xl.report.nettverk.valg import Valg, tekst
from asss_xl.report.published import Trykt
from asss_xl.report.tall import Ledd, inndata, plasser
from asss_xl.workbook import GAP, Argument, Cell, Chart, Input, Range, Series, Sheet, of, styles

_HJELP = 18
_MILL = 1_000_000.0
_SATS_RAD = 4
#: Beside the people that count: those that are filled in, before the rest of them follow.
_FYLT = _HJELP + 12
_AV_VEKSTEN = (
    "Folketallet er ikke trykt. Første og siste år er utledet av veksten i personer og prosent, "
    "som begge er avrundet."
)
_FOLKETALL = (
    "Flytter første år: kriteriene «Innbyggere …» på Utgiftsbehov, folketallet på Ressursbruk og "
    "tall per innbygger i de samme aldersgruppene. Framskrivingen beholder veksten i personer.",
    "Flytter ikke: andre kriterier, rammetilskudd og skatt, som følger folketallet først i "
    "senere år, og utgiftene selv. «Som i landet»: antallet som gir landets andel av gruppen.",
)


@dataclass
class Demografi:
    """Rates, growth and costs by age group."""

    satser: dict[str, Cell] = field(default_factory=dict)
    vekst: dict[str, Ledd] = field(default_factory=dict)
    folk: Folk | None = None
    kostnad: dict[str, Cell] = field(default_factory=dict)
    sum_kostnad: Cell | None = None
    folketall: Range | None = None
    basis: Range | None = None
    satsomraade: Range | None = None
    trykt_vekst: float | None = None


class _Writer:
    def __init__(self, sheet: Sheet, valg: Valg, kilde: Demografikilde) -> None:
        self.sheet, self.valg, self.kilde = sheet, valg, kilde
        self.groups = kilde.grupper
        self.result = Demografi(trykt_vekst=kilde.trykt_vekst)
        self.growth_row = _SATS_RAD + 5 + len(self.groups)
        self.people_row = self.growth_row + 28 + len(self.groups)
        self.now: dict[tuple[str, int], Cell] = {}
        self.before: dict[tuple[str, int], Cell] = {}

    # -- rates --------------------------------------------------------------------------------

    def rates(self) -> None:
        sheet, row = self.sheet, _SATS_RAD
        known = self.kilde.tall is not None
        title = "Vedleggstabell 5. Satser per aldersgruppe "
        layout.text(sheet, row - 1, 0, tekst(title, self.valg.aar) if known
                    else f"{title}{self.kilde.satsaar}", styles.OVERSKRIFT)  # fmt: skip
        layout.head(
            sheet, row, 0,
            ("Aldersgruppe", "Vekt i forenklet nøkkel", "Mill. kr",
             "Hva hvis", "Innbyggere i landet", "Hva hvis", "Kr per innbygger"), 42,
        )  # fmt: skip
        first = row + 1
        mills, people = [], []
        for at, group in enumerate(self.groups, start=first):
            sheet.put(at, 0, group, styles.RAD)
            mill = self._given(at, group, "mill kr", 2, _HJELP)
            count = self._given(at, group, "innbyggere", 4, _HJELP + 1)
            mills.append(mill)
            people.append(count)
            self.result.satser[group] = sheet.calc(
                at, 6, f.per_innbygger, mill.used, count.used, _MILL, style=styles.tall(0),
                published=self._printed(group, "kr per innbygger"),
            )  # fmt: skip
        last = first + len(self.groups) - 1
        self._totals(first, last, mills, people)
        self.result.satsomraade = sheet.range((first, 6), (last, 6))

    def _totals(self, first: int, last: int, mills: list[Input], people: list[Input]) -> None:
        sheet, total = self.sheet, last + 1
        style = styles.sumrad(styles.tall(0))
        sheet.put(total, 0, "Sum", styles.sumrad(styles.RAD))
        sums: dict[str, Cell] = {}
        for unit, column, given in (("mill kr", 2, mills), ("innbyggere", 4, people)):
            sums[unit] = sheet.calc(
                total, column, bb.summen, sheet.column_range(given[0].used, given[-1].used),
                style=style, published=self._printed("sum", unit),
            )  # fmt: skip
            sheet.put(total, column + 1, None, style)
        sheet.calc(total, 6, f.per_innbygger, sums["mill kr"], sums["innbyggere"], _MILL,
                   style=style, published=self._printed("sum", "kr per innbygger"))  # fmt: skip
        for at, group in enumerate(self.groups, start=first):
            sheet.calc(at, 1, bb.delt, mills[at - first].used, sums["mill kr"],
                       style=styles.tall(3),
                       published=self._printed(group, "forenklet kostnadsnøkkel"))  # fmt: skip
        sheet.calc(total, 1, bb.summen, sheet.range((first, 1), (last, 1)),
                   style=styles.sumrad(styles.tall(3)),
                   published=self._printed("sum", "forenklet kostnadsnøkkel"))  # fmt: skip

    def _printed(self, post: str, unit: str) -> tuple[Trykt, ...]:
        return self.kilde.trykt(post, unit).trykt

    def _given(self, at: int, group: str, unit: str, column: int, used: int) -> Input:
        return inndata(
            self.sheet, (at, column), (at, column + 1), (at, used), self.kilde.sats(group, unit),
            style=styles.tall(0), label=f"{group}: {unit} i landet", limits=(0, 1e9),
        )  # fmt: skip

    # -- growth -------------------------------------------------------------------------------

    def growths(self) -> None:
        sheet, row, kilde = self.sheet, self.growth_row, self.kilde
        first, last = kilde.aarstall[0], kilde.aarstall[-1]
        rounded = "" if kilde.beregnet else " (avrundet i kilden)"
        layout.text(sheet, row - 1, 0,
                    tekst("Ventet vekst i ", self.valg.kommune, " ", first, "–", last,
                          f"{rounded} og hva den koster med satsene over"), styles.OVERSKRIFT)  # fmt: skip
        layout.head(sheet, row, 0, ("Aldersgruppe", "Vekst, innbyggere", "Vekst, %",
                                    "Kostnad, mill. kr", "Per år, mill. kr"), 30)  # fmt: skip
        start = row + 1
        for at, group in enumerate(self.groups, start=start):
            sheet.put(at, 0, group, styles.RAD)
            self._growth(at, group)
            self._cost(at, group)
        end = start + len(self.groups) - 1
        style = styles.sumrad(styles.tall(1))
        sheet.put(end + 1, 0, I_ALT, styles.sumrad(styles.RAD))
        sheet.calc(end + 1, 1, bb.summen, sheet.range((start, 1), (end, 1)),
                   style=styles.sumrad(styles.tall(0)))  # fmt: skip
        sheet.put(end + 1, 2, None, style)
        for column in (3, 4):
            cell = sheet.calc(end + 1, column, bb.summen,
                              sheet.range((start, column), (end, column)), style=style)  # fmt: skip
            self.result.sum_kostnad = self.result.sum_kostnad or cell
        notes = self.valg.data.tekst("Demografi: vekst", "merknad")
        layout.notes(sheet, end + 2, notes, 150)
        self._cost_chart(start, end, end + 5)

    def _growth(self, at: int, group: str) -> None:
        sheet, kilde, last = self.sheet, self.kilde, len(self.kilde.aarstall) - 1
        base = plasser(sheet, at, _HJELP, kilde.vekst(group), styles.hjelp(styles.tall(0)))
        moved = [
            of(bb.flytting, self.now[group, step], self.before[group, step]) for step in (last, 0)
        ]  # fmt: skip
        used = sheet.calc(at, 1, bb.pluss, base, of(bb.minus, *moved), style=styles.tall(0))
        self.result.vekst[group] = Ledd(base, used)
        share = of(bb.delt, used, self.now[group, 0])
        sheet.calc(at, 2, bb.ganger, share, 100.0, style=styles.tall(1),
                   published=kilde.trykt_prosent(group))  # fmt: skip

    def _cost(self, at: int, group: str) -> None:
        sheet = self.sheet
        people = self.result.vekst[group].used
        cost = sheet.calc(at, 3, bb.mill, self.result.satser[group], people, style=styles.tall(1))
        sheet.calc(at, 4, bb.delt, cost, float(self.kilde.steg), style=styles.tall(1))
        self.result.kostnad[group] = cost

    def _cost_chart(self, start: int, end: int, row: int) -> None:
        sheet = self.sheet
        self._base_costs(start, end)
        categories = sheet.range((start, 0), (end, 0))
        sheet.charts.append(
            Chart(
                "column", "Demografikostnad per aldersgruppe over perioden, mill. kr",
                (
                    Series("Beregnet", categories, sheet.range((start, 3), (end, 3)), labels=True),
                    Series("Grunnlag (når ulik)", categories,
                           sheet.range((start, _HJELP + 1), (end, _HJELP + 1)),
                           color=styles.ORANSJE, pattern=True),
                ),
                row=row, column=0, width=1080, height=297, y_title="Mill. kr",
                alt="Søylediagram. Kostnaden ved befolkningsveksten i perioden for hver "
                "aldersgruppe, mill. kr. Tallene står i tabellen over.",
            )  # fmt: skip
        )

    def _base_costs(self, start: int, end: int) -> None:
        """The costs of the report's own growth, drawn where a what-if figure has moved them."""
        for at, group in zip(range(start, end + 1), self.groups, strict=True):
            base = self.sheet.calc(
                at, _HJELP + 2, bb.mill, self.result.satser[group], self.result.vekst[group].base,
                style=styles.hjelp(styles.tall(1)),
            )  # fmt: skip
            self.sheet.calc(
                at, _HJELP + 1, bb.hvis_ulik, base, self.result.kostnad[group],
                style=styles.hjelp(styles.tall(1)), missing=GAP,
            )  # fmt: skip

    # -- the municipality's own population ----------------------------------------------------

    def population(self) -> None:
        sheet, row, kilde = self.sheet, self.people_row, self.kilde
        count = len(kilde.aarstall)
        layout.text(sheet, row - 2, 0, tekst("Folketall i ", self.valg.kommune, " per aldersgruppe, "
                    "med demografikostnad og indeks år for år"), styles.OVERSKRIFT)  # fmt: skip
        sheet.put(row - 1, 0, "Når en aldersgruppe endres i første år (velg i gult felt)",
                  styles.TEKST.but(bold=True))  # fmt: skip
        choice = sheet.editable(
            row - 1, 4, bb.KRYMPER, styles.RAD.but(bold=True),
            "Hva en endret aldersgruppe gjør med de andre", choices=(bb.KRYMPER, bb.VOKSER),
        )  # fmt: skip
        sheet.put(row, 0, "", styles.HODE_VENSTRE)
        sheet.put(row + 1, 0, "Aldersgruppe", styles.HODE_VENSTRE)
        for block, label in ((0, "Folketall"), (1, "Hva hvis")):
            for index, year in enumerate(kilde.aarstall):
                at = 1 + block * count + index
                sheet.put(row, at, label if not index else "",
                          styles.HODE_VENSTRE.but(wrap=False, bottom=None))  # fmt: skip
                layout.year_head(sheet, row + 1, at, year)
        start = row + 2
        given: dict[tuple[str, int], Input] = {}
        for at, group in enumerate(self.groups, start=start):
            sheet.put(at, 0, group, styles.RAD)
            for index, year in enumerate(kilde.aarstall):
                given[group, index] = inndata(
                    sheet, (at, 1 + index), (at, 1 + count + index), (at, _FYLT + index),
                    kilde.folk(group, index), style=styles.tall(0), limits=(0, 1e7),
                    label=f"{group}: innbyggere i kommunen", aar=year,
                )  # fmt: skip
                self.before[group, index] = given[group, index].base
        self._moved(start, given, choice)
        self._as_country(start, 1 + 2 * count)
        self._yearly(start, start + len(self.groups) - 1)

    def _moved(
        self, start: int, given: dict[tuple[str, int], Input], choice: Cell
    ) -> None:
        """The people there are now: the rest of them shrink, and later years follow the first."""
        sheet, end = self.sheet, start + len(self.groups) - 1
        entered = sheet.range((start, _FYLT), (end, _FYLT))
        bases = sheet.range((start, 1), (end, 1))
        small = styles.hjelp(styles.tall(0))
        folk = self.result.folk = Folk(self.valg.data.rapportaar)
        for at, group in enumerate(self.groups, start=start):
            first = given[group, 0]
            now = sheet.calc(at, _HJELP, bb.folk_naa, first.used, first.base, entered, bases,
                             choice, style=small)  # fmt: skip
            folk.grunnlag[group], folk.naa[group] = first.base, now
            self.now[group, 0] = now
            for index in range(1, len(self.kilde.aarstall)):
                later = given[group, index]
                self.now[group, index] = sheet.calc(
                    at, _HJELP + index, bb.folk_etter, later.used, later.base, now, first.base,
                    style=small,
                )  # fmt: skip
        folk.samlet = sheet.calc(
            end + 1, _HJELP, bb.forhold, folk.alle(folk.naa), folk.alle(folk.grunnlag),
            style=styles.hjelp(styles.tall(4)),
        )  # fmt: skip

    def _as_country(self, start: int, column: int) -> None:
        """How many there would be with the country's share of each group."""
        sheet, end = self.sheet, start + len(self.groups) - 1
        sheet.put(start - 2, column, "", styles.HODE)
        sheet.put(start - 1, column, "Som i landet", styles.HODE)
        sheet.heights[start - 1] = 28
        rates = sheet.range((_SATS_RAD + 1, _HJELP + 1), (_SATS_RAD + len(self.groups), _HJELP + 1))
        own = sheet.range((start, 1), (end, 1))
        for offset, at in enumerate(range(start, end + 1)):
            sheet.calc(at, column, bb.som_i_landet, own, sheet.at(_SATS_RAD + 1 + offset, _HJELP + 1),
                       rates, style=styles.tall(0))  # fmt: skip

    def _yearly(self, start: int, end: int) -> None:
        sheet, row, kilde = self.sheet, end + 4, self.kilde
        for at, text in enumerate(_FOLKETALL, start=end + 1):
            sheet.put(at, 0, text, styles.NOTE)
        count = len(kilde.aarstall)
        rates = self.result.satsomraade
        assert rates is not None
        base = sheet.range((start, _HJELP), (end, _HJELP))
        self.result.basis = base
        self.result.folketall = sheet.range(
            (start, _HJELP + count - 1), (end, _HJELP + count - 1)
        )
        sheet.put(row, 0, "År", styles.HODE_VENSTRE)
        sheet.put(row + 1, 0, "Demografikostnad, mill. kr", styles.RAD)
        layout.text(sheet, row + 2, 0, tekst("Demografiindeks, ", kilde.aarstall[0], " = 100"),
                    styles.RAD)  # fmt: skip
        small = styles.hjelp(styles.tall(1))
        for index, year in enumerate(kilde.aarstall):
            people = sheet.range((start, _HJELP + index), (end, _HJELP + index))
            arguments: tuple[Argument, ...] = (rates, people, base)
            layout.year_head(sheet, row, 1 + index, year)
            sheet.calc(row + 1, 1 + index, bb.delt, of(f.demografikostnad, *arguments), _MILL,
                       style=styles.tall(1))  # fmt: skip
            value = sheet.calc(row + 2, 1 + index, f.demografiindeks, *arguments,
                               style=styles.tall(1))  # fmt: skip
            sheet.calc(row + 2, _HJELP + index, bb.tall_eller_hull, value, style=small,
                       missing=GAP)  # fmt: skip
        if not kilde.beregnet:
            told = self.valg.data.tekst("Demografi: folketall", "merknad") or (_AV_VEKSTEN,)
            sheet.put(row + 3, 0, f"{told[0]} Årene mellom mangler til de fylles ut.", styles.NOTE)
        self._index_chart(row)

    def _index_chart(self, row: int) -> None:
        sheet, count = self.sheet, len(self.kilde.aarstall)
        categories = sheet.range((row, 1), (row, count))
        values = sheet.range((row + 2, _HJELP), (row + 2, _HJELP + count - 1))
        sheet.charts.append(
            Chart(
                "line", "Demografiindeks, første år = 100",
                (Series("Indeks", categories, values, marker="circle", marker_size=8,
                        labels=True, label_format="0.0"),),
                row=row + 5, column=0, width=1080, height=270, legend=False, y_format="0",
                y_title="Indeks, første år = 100",
                alt="Linjediagram. Demografiindeksen, første år = 100. Bare år med folketall er "
                "tegnet.",
            )  # fmt: skip
        )


def fill(sheet: Sheet, valg: Valg, kilde: Demografikilde) -> Demografi:
    """Write the rates, the growth and the table of populations."""
    layout.heading(sheet, valg, "Demografi", "Demografi")
    layout.widths(sheet, [30] + [10.5] * 16)
    writer = _Writer(sheet, valg, kilde)
    writer.rates()
    sheet.printing.last_column = 6
    if kilde.har_vekst:
        kilde.place_years(sheet, 0, _HJELP + 4)
        writer.population()
        writer.growths()
        sheet.printing.last_column = max(6, 2 * len(kilde.aarstall) + 1)
        sheet.printing.parts = (writer.growth_row - 1, writer.people_row - 2)
    sheet.freeze = (2, 1)
    return writer.result
