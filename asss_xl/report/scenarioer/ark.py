"""Scenarioer: key figures, sectors and profiles of each scenario against the report as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from asss_xl.functions.excel.formula import formula
from asss_xl.functions.values import Value, is_number
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.oversikt.hva_hvis import resultater
from asss_xl.report.rapport import Rapport
from asss_xl.report.steg import Steg
from asss_xl.report.valg import SCENARIO_RAD
from asss_xl.stated import beside
from asss_xl.workbook import Cell, Chart, Range, Series, Sheet, of, styles
from asss_xl.workbook.book import Scenarioer

SCENARIOSTEG = "Steg_scenarioer"
INGEN, EGNE = "Ingen", "Egne gule felt"
VALGT = "Scenario som gjelder (Ingen, et navngitt, eller de gule feltene)"
_NAVN, _NR, _KRAFT = "Navn", "Nr", "I kraft"

#: What a cell is filled in with by the scenario in force, empty when it is not.
_i_kraft = formula("verdier nr", 'IF(INDEX(verdier,nr)="","",INDEX(verdier,nr))')


class Kraft:
    """The choice, and for each yellow cell what is in force."""

    def __init__(self, sheet: Sheet, scenarioer: Scenarioer) -> None:
        self.names = (INGEN, *scenarioer, EGNE)
        self.scenarioer = scenarioer
        self.steps = Steg(sheet.book, SCENARIOSTEG)
        look = styles.RAD.but(bold=True, align="center", wrap=True, size=9)
        self.valgt = layout.choice(sheet, SCENARIO_RAD, "Scenario som gjelder", EGNE, VALGT, self.names, look)
        sheet.heights[SCENARIO_RAD] = 26
        names = self.steps.liste("Scenarioene", _NAVN, self.names)
        place = of(bb.plass_i, self.valgt, names.column(_NAVN))
        self.nr = self.steps.en("Det som gjelder", _NR, "Nr", place)
        sheet.book.name("Scenario", self.valgt)
        self.block = self.steps.blokk("Hva hvert scenario har i de gule feltene", (*self.names, _KRAFT), [])
        sheet.book.in_force = self.place

    def place(self, yellow: Cell, label: str) -> Cell:
        """The cell that counts instead of a yellow one."""
        line, look = self.steps.linje(self.block, label), styles.hjelp(yellow.style)
        for name, values in self.scenarioer.items():
            if yellow.place in values:
                line.put(name, values[yellow.place], look)
        line.calc(EGNE, bb.eller_tomt, yellow, style=look)
        return line.calc(_KRAFT, _i_kraft, line.line(INGEN, EGNE), self.nr, style=look)


SCENARIOARK = "Scenarioer"
NOEKKELTALL, SEKTORER, PROFILER = "Nøkkeltall", "Sektorer", "Tjenesteprofiler"
GRUNNLAG, KRAFT, _ENDRING = "Grunnlag", "Gjelder nå", "Endring"
_HODE, _FORKLART = 6, 2
_INNHOLD = "Hva scenarioene har i de gule feltene"
_FELT, _FOERSTE = 1, 3
#: The figures of each scenario, by name.
Beregnet = Mapping[str, Mapping[str, Value]]
FARGER = (styles.BLAA, styles.ORANSJE, styles.MELLOMGRAA, styles.SVAK_BLAA)


class Sammenlikning(NamedTuple):
    """A figure that is compared, in the report year."""

    gruppe: str
    navn: str
    naa: Cell
    desimaler: int


def linjer(report: Rapport) -> Iterator[Sammenlikning]:
    """What is compared, in the sheet's order."""
    year = report.data.rapportaar
    for label, now, decimals in resultater(report):
        yield Sammenlikning(SEKTORER if ": " in label else NOEKKELTALL, label, now[year], decimals)
    for name, need, mean in report.forside.paa_ett_blikk:
        for what, cell in (("utgifter mot behovet", need), ("utgiftsindikator mot snittet", mean)):
            if cell.call is not None:
                yield Sammenlikning(PROFILER, f"{name}: {what}, prosent", cell, 1)
    for made in report.produksjon:
        for what, index in (("produksjon", made.produksjon), ("effektivitet", made.effektivitet)):
            if index is not None:
                yield Sammenlikning(PROFILER, f"{made.tjeneste.navn}: {what}, snittet = 100", index, 1)


def verdier(report: Rapport) -> dict[str, Value]:
    """The figures that are compared, by name, of a report that some of its yellow cells move."""
    return {line.navn: line.naa.value for line in linjer(report)}


#: A figure as it is now, its change, and what stands for one that is left empty where it comes from.
_TOM = "–"
_naa = formula("verdi", f'IF(verdi="","{_TOM}",verdi)')
_endring = formula("naa foer", f'IF((naa="{_TOM}")+(foer="{_TOM}"),"{_TOM}",naa-foer)')


class Sammenlikningsark:
    """The comparison; ``beregnet`` has the figures of each scenario, and of the report without any."""

    def __init__(self, sheet: Sheet, rapport: Rapport, kraft: Kraft, beregnet: Beregnet) -> None:
        self.sheet, self.report, self.kraft, self.computed = sheet, rapport, kraft, beregnet
        self.names = list(rapport.book.scenarioer)
        #: The column of each change.
        self.changes = {name: 3 + 2 * n for n, name in enumerate([*self.names, KRAFT])}
        last = max(self.changes.values())
        # The chart is as wide as a page, also of one or two scenarios.
        about = (self.report.valg, "Scenarioer", "Scenarioer", [66, *[max(15, 115 / last)] * last])
        layout.heading(sheet, *about, last=last, freeze=(_HODE + 1, 1), long=True)
        layout.lines(sheet, _FORKLART, beside(__file__)["innledning"])
        sheet.put(4, 0, "Scenario som gjelder (velges på Forside)", styles.RAD.but(bold=True))
        sheet.calc(4, 1, bb.gjenta, self.kraft.valgt, style=styles.RAD.but(bold=True, align="center"))
        row = self._heads()
        drawn: list[Cell] = []
        group = ""
        for line in linjer(self.report):
            if line.gruppe != group:
                group = line.gruppe
                sheet.put(row, 0, group, styles.OVERSKRIFT.but(size=10))
                row += 1
            label = self._line(row, line)
            if line.gruppe == SEKTORER and "avvik" in line.navn:
                drawn.append(label)
            row += 1
        row = self._chart(row + 1, drawn)
        self._contents(row)

    def _heads(self) -> int:
        sheet, year = self.sheet, self.report.valg.aarstall[self.report.data.rapportaar]
        layout.year_head(sheet, _HODE, 0, year, styles.HODE_VENSTRE.but(align="left"))
        sheet.put(_HODE, 1, f"{GRUNNLAG}, beregnet ved bygging", styles.HODE)
        for name, column in self.changes.items():
            told = KRAFT if name == KRAFT else f"{name}, beregnet ved bygging"
            sheet.put(_HODE, column - 1, told, styles.HODE)
            sheet.put(_HODE, column, _ENDRING, styles.HODE)
        sheet.heights[_HODE] = 42
        return _HODE + 1

    def _line(self, row: int, line: Sammenlikning) -> Cell:
        sheet, style = self.sheet, styles.tall(line.desimaler)
        label = sheet.put(row, 0, line.navn, styles.RAD)
        style = style.but(align="right")
        base = sheet.put(row, 1, self._computed(GRUNNLAG, line), style)
        for name, column in self.changes.items():
            if name == KRAFT:
                there = sheet.calc(row, column - 1, _naa, line.naa, style=style.but(bold=True))
            else:
                there = sheet.put(row, column - 1, self._computed(name, line), style)
            sheet.calc(row, column, _endring, there, base, style=style)
        return label

    def _computed(self, name: str, line: Sammenlikning) -> Value:
        """A figure from when the workbook was built."""
        value = self.computed[name].get(line.navn)
        return _TOM if value in (None, "") else value

    def _chart(self, row: int, labels: Sequence[Cell]) -> int:
        """What each scenario changes, sector by sector."""
        if not labels:
            return row
        first, last = labels[0].row, labels[-1].row
        series = tuple(
            Series(name, self._column(0, first, last), self._column(column, first, last), color=FARGER[n % 4])
            for n, (name, column) in enumerate(self.changes.items())
        )
        title = self.report.data.om_landet("Endring i avvik fra landet, kr per innbygger")
        told = f"Søyler for hver sektor og hvert scenario: {title.lower()}. Tallene står i tabellen over."
        size = {"width": figurer.HEL_BREDDE, "height": figurer.HOEYDE}
        about = {**size, "alt": told, "labels_high": True}
        made = Chart("column", title, series, row=row, column=0, **about)  # type: ignore[arg-type]
        figurer.tegn(self.sheet, made)
        return row + figurer.RADER

    def _column(self, column: int, first: int, last: int) -> Range:
        return self.sheet.range((first, column), (last, column))

    def _contents(self, row: int) -> None:
        """What each scenario has in which yellow cell."""
        sheet, book = self.sheet, self.report.book
        sheet.put(row, 0, _INNHOLD, styles.OVERSKRIFT)
        for column, head in enumerate(("Linje", "Felt", "Grunnlag", *self.names)):
            sheet.put(row + 1, column, head, styles.HODE_VENSTRE if column == 0 else styles.HODE)
        sheet.heights[row + 1] = 28
        touched = {place for values in book.scenarioer.values() for place in values}
        row += 2
        for given in book.inputs:
            if given.what_if.place in touched:
                sheet.put(row, 0, given.line_and_year, styles.RAD)
                sheet.put(row, _FELT, given.what_if.place, styles.RAD.but(size=8))
                number = styles.tall(0).but(number_format="#,##0.###")
                sheet.calc(row, 2, bb.gjenta, given.base, style=number)
                for column, values in enumerate(book.scenarioer.values(), start=_FOERSTE):
                    sheet.put(row, column, values.get(given.what_if.place), number)
                row += 1


def lest(values: Mapping[tuple[int, int], Value]) -> dict[str, dict[str, float]]:
    """The scenarios of a workbook, by what this sheet says of them; ``values`` are its cells."""
    start = next((row for (row, column), v in values.items() if column == 0 and v == _INNHOLD), None)
    made: dict[str, dict[str, float]] = {}
    column = _FOERSTE
    while start is not None and isinstance(name := values.get((start + 1, column)), str):
        held = made.setdefault(name, {})
        row = start + 2
        while isinstance(place := values.get((row, _FELT)), str):
            if is_number(value := values.get((row, column))):
                held[place] = float(value)
            row += 1
        column += 1
    return made
