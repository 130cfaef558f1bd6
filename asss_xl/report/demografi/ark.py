"""Demografi: rates per age group and what the growth of the population costs (ch. 2.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from asss_xl import functions as f
from asss_xl.report import figurer, layout
from asss_xl.report import formler as bb
from asss_xl.report.demografi import formler as fl
from asss_xl.report.demografi.folk import Folk, delt_i
from asss_xl.report.demografi.kilde import I_ALT, Demografikilde
from asss_xl.report.linjer import FOLKETALLET, Linjer
from asss_xl.report.nettverk.valg import Valg, tekst
from asss_xl.report.published import Trykt
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Ledd, inndata, plasser
from asss_xl.workbook import GAP, Argument, Cell, Chart, Input, Range, Series, Sheet, of, styles

ARK = "Steg_demografi"
_MILL = 1_000_000.0
_SATS_RAD = 4
_FOLKETALL = (
    "Flytter første år: kriteriene «Innbyggere …» på Utgiftsbehov, folketallet på Ressursbruk og "
    "tall per innbygger i de samme aldersgruppene. Framskrivingen beholder veksten i personer.",
    "Flytter ikke: andre kriterier, og rammetilskudd og skatt, som følger folketallet først i senere år. "
    "«Som i landet»: antallet som gir landets andel av gruppen.",
)
_AV_VEKSTEN = (
    "Folketallet er ikke trykt. Første og siste år er utledet av veksten i personer og prosent, "
    "som begge er avrundet."
)
_ENHETER = {"mill kr": "Mill. kr", "innbyggere": "Innbyggere i landet"}


@dataclass(frozen=True)
class Demografi:
    """Rates, growth and costs by age group."""

    satser: dict[str, Cell]
    satsomraade: Range
    vekst: dict[str, Ledd] = field(default_factory=dict)
    folk: Folk | None = None
    kostnad: dict[str, Cell] = field(default_factory=dict)
    sum_kostnad: Cell | None = None
    folketall: Range | None = None
    basis: Range | None = None
    trykt_vekst: float | None = None


@dataclass(frozen=True)
class _Satser:
    """The rates: spending per inhabitant of each group, and the country's inhabitants."""

    celler: dict[str, Cell]
    omraade: Range
    landets: Range
    rader: int


class _Rates:
    """Vedleggstabell 5."""

    def __init__(self, sheet: Sheet, valg: Valg, kilde: Demografikilde, steg: Steg) -> None:
        self.sheet, self.valg, self.kilde = sheet, valg, kilde
        self.groups = kilde.grupper
        self.used = steg.blokk("Satsene som er i bruk", list(_ENHETER.values()), self.groups)

    def write(self) -> _Satser:
        sheet, row = self.sheet, _SATS_RAD
        known = self.kilde.tall is not None
        title = "Vedleggstabell 5. Satser per aldersgruppe "
        layout.text(
            sheet,
            row - 1,
            0,
            tekst(title, self.valg.aar) if known else f"{title}{self.kilde.satsaar}",
            styles.OVERSKRIFT,
        )
        layout.head(
            sheet,
            row,
            0,
            (
                "Aldersgruppe",
                "Vekt i forenklet nøkkel",
                "Mill. kr",
                "Hva hvis",
                "Innbyggere i landet",
                "Hva hvis",
                "Kr per innbygger",
            ),
            42,
        )
        first, last = row + 1, row + len(self.groups)
        rates = {}
        for line, group in enumerate(self.groups):
            at = first + line
            sheet.put(at, 0, group, styles.RAD)
            mill = self._given(line, group, "mill kr", 2)
            count = self._given(line, group, "innbyggere", 4)
            rates[group] = sheet.calc(
                at,
                6,
                f.per_innbygger,
                mill.used,
                count.used,
                _MILL,
                style=styles.tall(0),
                published=self._printed(group, "kr per innbygger"),
            )
        self._totals(first, last)
        return _Satser(
            rates, sheet.range((first, 6), (last, 6)), self.used.column(_ENHETER["innbyggere"]), last + 1
        )

    def _totals(self, first: int, last: int) -> None:
        sheet, total, count = self.sheet, last + 1, float(len(self.groups))
        style = styles.sumrad(styles.tall(0))
        sheet.put(total, 0, "Sum", styles.sumrad(styles.RAD))
        sums: dict[str, Cell] = {}
        for unit, column in (("mill kr", 2), ("innbyggere", 4)):
            sums[unit] = sheet.calc(
                total,
                column,
                fl.sum_av,
                self.used.column(_ENHETER[unit]),
                count,
                style=style,
                published=self._printed("sum", unit),
            )
            sheet.put(total, column + 1, None, style)
        sheet.calc(
            total,
            6,
            f.per_innbygger,
            sums["mill kr"],
            sums["innbyggere"],
            _MILL,
            style=style,
            published=self._printed("sum", "kr per innbygger"),
        )
        for line, group in enumerate(self.groups):
            sheet.calc(
                first + line,
                1,
                bb.delt,
                self.used.cell(line, _ENHETER["mill kr"]),
                sums["mill kr"],
                style=styles.tall(3),
                published=self._printed(group, "forenklet kostnadsnøkkel"),
            )
        sheet.calc(
            total,
            1,
            fl.sum_av,
            sheet.range((first, 1), (last, 1)),
            count,
            style=styles.sumrad(styles.tall(3)),
            published=self._printed("sum", "forenklet kostnadsnøkkel"),
        )

    def _printed(self, post: str, unit: str) -> tuple[Trykt, ...]:
        return self.kilde.trykt(post, unit).trykt

    def _given(self, line: int, group: str, unit: str, column: int) -> Input:
        at = _SATS_RAD + 1 + line
        return inndata(
            self.sheet,
            (at, column),
            (at, column + 1),
            self.used.at(line, _ENHETER[unit]),
            self.kilde.sats(group, unit),
            used_on=self.used.sheet,
            style=styles.tall(0),
            label=f"{group}: {unit} i landet",
            limits=(0, 1e9),
        )


class _People:
    """The municipality's own population by age group and year, and what it is now."""

    def __init__(
        self,
        sheet: Sheet,
        valg: Valg,
        kilde: Demografikilde,
        steg: Steg,
        satser: _Satser,
        row: int,
        linjer: Linjer,
    ) -> None:
        self.sheet, self.valg, self.kilde, self.satser, self.row = sheet, valg, kilde, satser, row
        self.linjer = linjer
        self.groups, self.count = kilde.grupper, len(kilde.aarstall)
        self.start = row + 4
        self.end = self.start + len(self.groups) - 1
        heads = [
            f"{what} {step}"
            for what in ("Fylt ut, år", "Nå, år", "Flyttet, år")
            for step in range(self.count)
        ]
        self.steps = steg.blokk("Folketall med hva hvis", [*heads, "Endret"], self.groups)
        self.rest = steg.blokk(
            "De andre aldersgruppene", ["Endret", "Tar", "Faktor"], ["Første år", "Alle, nå mot før"]
        )
        self.steg = steg

    def write(self) -> Folk:
        self._heads()
        given: dict[tuple[str, int], Input | Ledd] = {}
        for line, group in enumerate(self.groups):
            at = self.start + line
            self.sheet.put(at, 0, group, styles.RAD)
            for index, year in enumerate(self.kilde.aarstall):
                places = (
                    (at, 1 + index),
                    (at, 1 + self.count + index),
                    self.steps.at(line, f"Fylt ut, år {index}"),
                )
                about: dict[str, Any] = {
                    "used_on": self.steps.sheet,
                    "style": styles.tall(0),
                    "limits": (0, 1e7),
                    "label": f"{group}: innbyggere i kommunen",
                    "aar": year,
                }
                people = self.kilde.folk(group, index)
                given[group, index] = (
                    inndata(self.sheet, *places, people, **about)
                    if index
                    else self.linjer.inndata(group, self.sheet, places, people, **about)
                )
        folk = self._moved(given)
        self._as_country(1 + 2 * self.count)
        return folk

    def _heads(self) -> None:
        sheet, row = self.sheet, self.row
        layout.text(
            sheet,
            row,
            0,
            tekst(
                "Folketall i ",
                self.valg.kommune,
                " per aldersgruppe, med demografikostnad og indeks år for år",
            ),
            styles.OVERSKRIFT,
        )
        sheet.put(row + 1, 0, "Første år fylles ut på arket Hva hvis.", styles.NOTE)
        sheet.put(row + 2, 0, "", styles.HODE_VENSTRE)
        sheet.put(row + 3, 0, "Aldersgruppe", styles.HODE_VENSTRE)
        for block, label in ((0, "Folketall"), (1, "Hva hvis")):
            for index, year in enumerate(self.kilde.aarstall):
                at = 1 + block * self.count + index
                sheet.put(
                    row + 2, at, label if not index else "", styles.HODE_VENSTRE.but(wrap=False, bottom=None)
                )
                layout.year_head(sheet, row + 3, at, year)

    def now(self, group: str, index: int) -> Cell:
        return self.steps.cell(self.groups.index(group), f"Nå, år {index}")

    def moved(self, group: str, index: int) -> Cell:
        return self.steps.cell(self.groups.index(group), f"Flyttet, år {index}")

    def people(self, index: int) -> Range:
        return self.steps.column(f"Nå, år {index}")

    def _moved(self, given: dict[tuple[str, int], Input | Ledd]) -> Folk:
        """The people there are now: the rest of them shrink, and later years follow the first."""
        steps, small = self.steps, styles.hjelp(styles.tall(0))
        bases = self.sheet.range((self.start, 1), (self.end, 1))
        flags = [
            steps.calc(line, "Endret", fl.endret, given[group, 0].used, given[group, 0].base, style=small)
            for line, group in enumerate(self.groups)
        ]
        changed = steps.column("Endret")
        call = of(fl.endring_i_gruppene, changed, steps.column("Fylt ut, år 0"), bases)
        moved = self.rest.calc(0, "Endret", call, style=small)
        taken = self.rest.calc(0, "Tar", fl.resten_tar, moved, self.linjer.prosent[FOLKETALLET], style=small)
        rest = self.rest.calc(
            0, "Faktor", fl.resten, taken, changed, bases, style=styles.hjelp(styles.tall(4))
        )
        for line, group in enumerate(self.groups):
            for index in range(self.count):
                one = given[group, index]
                call = (
                    of(fl.folk_naa, flags[line], one.used, one.base, rest)
                    if not index
                    else of(fl.folk_etter, one.used, one.base, self.moved(group, 0))
                )
                now = steps.calc(line, f"Nå, år {index}", call, style=small)
                steps.calc(line, f"Flyttet, år {index}", bb.flyttet, now, one.base, style=small)
        everyone = self.rest.calc(
            1, "Faktor", fl.forhold, self.people(0), bases, style=styles.hjelp(styles.tall(4))
        )
        folk = Folk(
            self.valg.data.rapportaar,
            {g: given[g, 0].base for g in self.groups},
            {g: self.now(g, 0) for g in self.groups},
            everyone,
        )
        return self._shares(folk)

    def _shares(self, folk: Folk) -> Folk:
        """How each criterion that is an age group moves with the people."""
        criteria = dict.fromkeys(
            c
            for key in self.valg.data.noekler
            for weights in key.vekter.values()
            for c in weights
            if delt_i(c, self.groups)
        )
        if not criteria:
            return folk
        block = self.steg.blokk("Kriterier som er aldersgrupper", ["Vekst", "Andel"], list(criteria))
        look = styles.hjelp(styles.tall(4))
        shares = {}
        for line, criterion in enumerate(criteria):
            call = folk.vekst(criterion)
            assert call is not None
            grown = block.calc(line, "Vekst", call, style=look)
            shares[criterion] = block.calc(line, "Andel", bb.delt, grown, folk.samlet, style=look)
        return Folk(folk.aar, folk.grunnlag, folk.naa, folk.samlet, shares)

    def _as_country(self, column: int) -> None:
        """How many there would be with the country's share of each group."""
        sheet = self.sheet
        sheet.put(self.row + 2, column, "", styles.HODE)
        sheet.put(self.row + 3, column, "Som i landet", styles.HODE)
        sheet.heights[self.row + 3] = 28
        own = sheet.range((self.start, 1), (self.end, 1))
        for at, (landets,) in enumerate(self.satser.landets.rows, start=self.start):
            sheet.calc(at, column, fl.som_i_landet, own, landets, self.satser.landets, style=styles.tall(0))

    def yearly(self) -> None:
        """Cost and index year by year, and the figure of the index."""
        sheet, row, kilde = self.sheet, self.end + 4, self.kilde
        for at, text in enumerate(_FOLKETALL, start=self.end + 1):
            sheet.put(at, 0, text, styles.NOTE)
        sheet.put(row, 0, "År", styles.HODE_VENSTRE)
        sheet.put(row + 1, 0, "Demografikostnad, mill. kr", styles.RAD)
        layout.text(sheet, row + 2, 0, tekst("Demografiindeks, ", kilde.aarstall[0], " = 100"), styles.RAD)
        drawn = self.steg.blokk(
            "Demografiindeksen som den er tegnet", ["Indeks", "Overskrift"], [*kilde.aarstall]
        )
        for index, year in enumerate(kilde.aarstall):
            arguments: tuple[Argument, ...] = (self.satser.omraade, self.people(index), self.people(0))
            layout.year_head(sheet, row, 1 + index, year)
            sheet.calc(
                row + 1, 1 + index, bb.delt, of(f.demografikostnad, *arguments), _MILL, style=styles.tall(1)
            )
            value = sheet.calc(row + 2, 1 + index, f.demografiindeks, *arguments, style=styles.tall(1))
            drawn.calc(
                index, "Indeks", bb.tall_eller_hull, value, missing=GAP, style=styles.hjelp(styles.tall(1))
            )
        if not kilde.beregnet:
            told = self.valg.data.tekst("Demografi: folketall", "merknad") or (_AV_VEKSTEN,)
            sheet.put(row + 3, 0, f"{told[0]} Årene mellom mangler til de fylles ut.", styles.NOTE)
        title = drawn.calc(
            0,
            "Overskrift",
            fl.hvor_mye_mer,
            kilde.aarstall[-1],
            sheet.at(row + 2, self.count),
            kilde.aarstall[0],
            missing="Demografiindeksen",
        )
        self._index_chart(row, drawn, title)

    def _index_chart(self, row: int, drawn: Blokk, title: Cell) -> None:
        sheet = self.sheet
        categories = sheet.range((row, 1), (row, self.count))
        sheet.charts.append(
            Chart(
                "line",
                title,
                (
                    Series(
                        "Indeks",
                        categories,
                        drawn.column("Indeks"),
                        marker="circle",
                        marker_size=8,
                        labels=True,
                        label_format="0.0",
                    ),
                ),
                row=row + 5,
                column=0,
                width=figurer.HEL_BREDDE,
                height=figurer.HOEYDE,
                plot=figurer.PLOTT,
                legend=False,
                y_format="0",
                source=False,
                y_title="Indeks",
                alt="Linjediagram. Demografiindeksen, første år = 100. Bare år med folketall er tegnet.",
            )
        )
        told = f"Demografiindeks, første år = 100. Kilde: {layout.source(self.valg.data)}."
        sheet.put(row + 5 + figurer.RADER, 0, told, styles.NOTE)


class _Growth:
    """What the expected growth costs."""

    def __init__(
        self, sheet: Sheet, valg: Valg, kilde: Demografikilde, steg: Steg, satser: _Satser, row: int
    ) -> None:
        self.sheet, self.valg, self.kilde, self.satser, self.row = sheet, valg, kilde, satser, row
        self.groups = kilde.grupper
        self.steps = steg.blokk(
            "Veksten uten hva hvis, og figurens overskrift",
            ["Vekst", "Kostnad", "Kostnad, når ulik", "Overskrift"],
            self.groups,
        )

    def write(self, people: _People) -> tuple[dict[str, Ledd], dict[str, Cell], Cell]:
        sheet, row, kilde = self.sheet, self.row, self.kilde
        first, last = kilde.aarstall[0], kilde.aarstall[-1]
        rounded = "" if kilde.beregnet else " (avrundet i kilden)"
        layout.text(
            sheet,
            row,
            0,
            tekst(
                "Ventet vekst i ",
                self.valg.kommune,
                " ",
                first,
                "–",
                last,
                f"{rounded} og hva den koster med satsene over",
            ),
            styles.OVERSKRIFT,
        )
        layout.head(
            sheet,
            row + 1,
            0,
            ("Aldersgruppe", "Vekst, innbyggere", "Vekst, %", "Kostnad, mill. kr", "Per år, mill. kr"),
            30,
        )
        start, end = row + 2, row + 1 + len(self.groups)
        growths, costs = {}, {}
        for at, group in enumerate(self.groups, start=start):
            sheet.put(at, 0, group, styles.RAD)
            growths[group] = self._growth(at, group, people)
            costs[group] = self._cost(at, group, growths[group])
        style, count = styles.sumrad(styles.tall(1)), float(len(self.groups))
        sheet.put(end + 1, 0, I_ALT, styles.sumrad(styles.RAD))
        sheet.put(end + 1, 2, None, style)
        sums = {
            column: sheet.calc(
                end + 1,
                column,
                fl.sum_av,
                sheet.range((start, column), (end, column)),
                count,
                style=styles.sumrad(styles.tall(0)) if column == 1 else style,
            )
            for column in (1, 3, 4)
        }
        below = layout.notes(sheet, end + 2, self._notes(), 150)
        title = self.steps.calc(
            0, "Overskrift", fl.hva_det_koster, first, last, sums[3], missing="Hva befolkningsveksten koster"
        )
        self._chart(start, end, below + 1, title)
        return growths, costs, sums[3]

    def _notes(self) -> tuple[str, ...]:
        return tuple(self.valg.data.tekst("Demografi: vekst", "merknad"))

    def height(self) -> int:
        """The rows that the table, its remarks and its figure take."""
        lines = sum(len(layout.wrapped(note, 150)) for note in self._notes())
        return 6 + len(self.groups) + lines + figurer.RADER

    def _growth(self, at: int, group: str, people: _People) -> Ledd:
        sheet, kilde, last = self.sheet, self.kilde, len(self.kilde.aarstall) - 1
        where = self.steps.at(self.groups.index(group), "Vekst")
        look = styles.hjelp(styles.tall(0))
        if kilde.beregnet:
            first, later = (
                sheet.at(people.start + self.groups.index(group), 1 + index) for index in (0, last)
            )
            base = self.steps.sheet.calc(*where, bb.minus, later, first, style=look)
        else:
            base = plasser(self.steps.sheet, *where, kilde.vekst(group), look)
        used = sheet.calc(
            at,
            1,
            bb.pluss_minus,
            base,
            people.moved(group, last),
            people.moved(group, 0),
            style=styles.tall(0),
        )
        sheet.calc(at, 2, bb.prosent, used, people.now(group, 0), style=styles.tall(1))
        return Ledd(base, used)

    def _cost(self, at: int, group: str, grown: Ledd) -> Cell:
        sheet, line, rate = self.sheet, self.groups.index(group), self.satser.celler[group]
        cost = sheet.calc(at, 3, bb.mill, rate, grown.used, style=styles.tall(1))
        sheet.calc(at, 4, bb.delt, cost, float(self.kilde.steg), style=styles.tall(1))
        look = styles.hjelp(styles.tall(1))
        base = self.steps.calc(line, "Kostnad", bb.mill, rate, grown.base, style=look)
        self.steps.calc(line, "Kostnad, når ulik", bb.hvis_ulik, base, cost, style=look, missing=GAP)
        return cost

    def _chart(self, start: int, end: int, row: int, title: Cell) -> None:
        sheet = self.sheet
        categories = sheet.range((start, 0), (end, 0))
        sheet.charts.append(
            Chart(
                "column",
                title,
                (
                    Series("Beregnet", categories, sheet.range((start, 3), (end, 3)), labels=True),
                    Series(
                        "Grunnlag (når ulik)",
                        categories,
                        self.steps.column("Kostnad, når ulik"),
                        color=styles.ORANSJE,
                        pattern=True,
                    ),
                ),
                row=row,
                column=0,
                width=figurer.HEL_BREDDE,
                height=figurer.HOEYDE,
                plot=figurer.PLOTT,
                source=False,
                y_title="Mill. kr",
                alt="Søylediagram. Kostnaden ved befolkningsveksten i perioden for hver "
                "aldersgruppe, mill. kr. Tallene står i tabellen over.",
            )
        )
        told = f"Mill. kr over perioden. Kilde: {layout.source(self.valg.data)}."
        sheet.put(row + figurer.RADER, 0, told, styles.NOTE)


def fill(sheet: Sheet, valg: Valg, kilde: Demografikilde, linjer: Linjer) -> Demografi:
    """Write the rates, the growth and the table of populations."""
    steg = Steg(sheet.book, ARK)
    layout.heading(sheet, valg, "Demografi", "Demografi")
    layout.widths(sheet, [30] + [10.5] * 16)
    satser = _Rates(sheet, valg, kilde, steg).write()
    sheet.freeze = (2, 1)
    sheet.printing.last_column = 6
    if not kilde.har_vekst:
        return Demografi(satser.celler, satser.omraade)
    kilde.place_years(steg)
    growth = _Growth(sheet, valg, kilde, steg, satser, satser.rader + 3)
    people = _People(sheet, valg, kilde, steg, satser, growth.row + growth.height() + 1, linjer)
    folk = people.write()
    vekst, kostnad, total = growth.write(people)
    people.yearly()
    sheet.printing.last_column = max(6, 2 * len(kilde.aarstall) + 1)
    sheet.printing.parts = (growth.row, people.row)
    return Demografi(
        satser.celler,
        satser.omraade,
        vekst,
        folk,
        kostnad,
        total,
        people.people(len(kilde.aarstall) - 1),
        people.people(0),
        kilde.trykt_vekst,
    )
