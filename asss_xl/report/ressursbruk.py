"""Ressursbruk: the chain of deviations from the country (vedleggstabell 1 and 3, figures 17-18).

Four steps, in kroner per inhabitant: reported deviation, without depreciation, after correction
for need, without social wage costs. What-if figures and corrections enter at the first step.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.model import Datasett
from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.published import AVVIK_ENHET, Trykt, trykt
from asss_xl.report.rettelser import ANDRE, Rettelser
from asss_xl.report.utgiftsbehov import Utgiftsbehov
from asss_xl.workbook import Call, Cell, Input, Sheet, of, styles

AKTOR = "{kommune} minus landsgjennomsnitt"
SUM_IS, SUM_DRIFT = "Sum sektorene i inntektssystemet", "Sum netto driftsutgifter"
RENTER, PREMIE, RESULTAT = "Renter og avdrag", "Premieavvik", "Netto driftsresultat"
AVSKR, DISPONIBEL = "Avskrivninger", "Disponibel inntekt"
STEG = (
    "Vedleggstabell 1 ukorrigert avvik",
    "Vedleggstabell 1 etter fratrekk avskrivninger",
    "Vedleggstabell 1 etter korreksjon utgiftsbehov",
    "Vedleggstabell 1 etter fratrekk sosiale lønnsutgifter",
)
STEGNAVN = (
    "1 Ukorrigert avvik", "2 Uten avskrivninger", "3 Korrigert for behov",
    "4 Uten sosiale lønnsutg.",
)  # fmt: skip
PENSJON = "Vedleggstabell 3 korreksjon pensjonsinnskudd"
AVGIFT = "Vedleggstabell 3 korreksjon arbeidsgiveravgift"
SOSIALE = "Vedleggstabell 3 sum korreksjon sosiale lønnsutgifter"

#: Where the parts of the sheet start (rows from 0), and where a new page does.
TABELL_RAD = 4
FIGURRADER = (22, 41, 60)
TABELL19_RAD = 79
FOLKETALL_RAD = 93
TABELL3_RAD = 98
INNDATA_RAD = 115
SIDESKIFT = (41, 79, 115, 139)
_HJELP = 14


@dataclass
class Kjede:
    """The cells of the chain; ``steg[step][line][year]``, steps counted from 0."""

    steg: list[dict[str, dict[int, Cell]]] = field(default_factory=list)
    ukorrigert: dict[str, dict[int, Input]] = field(default_factory=dict)
    avskrivning: dict[str, dict[int, Input]] = field(default_factory=dict)
    pensjon: dict[str, dict[int, Input]] = field(default_factory=dict)
    avgift: dict[str, dict[int, Input]] = field(default_factory=dict)
    sosiale: dict[str, dict[int, Cell]] = field(default_factory=dict)
    brutto: dict[str, dict[int, Cell]] = field(default_factory=dict)
    grunnlag: dict[str, dict[int, Cell]] = field(default_factory=dict)
    rettelse: dict[str, dict[int, Cell]] = field(default_factory=dict)

    @property
    def slutt(self) -> dict[str, dict[int, Cell]]:
        """The last step."""
        return self.steg[-1]


class _Writer:
    def __init__(self, sheet: Sheet, data: Datasett, behov: Utgiftsbehov) -> None:
        self.sheet, self.data, self.behov = sheet, data, behov
        self.years = data.aar
        self.sektorer = [*data.sektorer, ANDRE]
        self.innlinjer = [*self.sektorer, RENTER, PREMIE, RESULTAT]
        self.linjer = [
            *data.sektorer, SUM_IS, ANDRE, SUM_DRIFT, RENTER, PREMIE, RESULTAT, AVSKR, DISPONIBEL,
        ]  # fmt: skip
        self.aktor = AKTOR.format(kommune=data.kommune)
        self.kjede = Kjede()

    def column(self, group: int, year: int) -> int:
        return 1 + group * len(self.years) + self.years.index(year)

    def published(self, table: str, line: str, year: int) -> tuple[Trykt, ...]:
        return trykt(self.data.figur(table, line, self.aktor, year, AVVIK_ENHET))

    # -- what goes in -------------------------------------------------------------------------

    def inputs(self, rettelser: Rettelser, innbyggere: dict[int, Cell]) -> None:
        row = INNDATA_RAD
        self.sheet.put(row, 0, "Grunnlag og hva hvis, kr per innbygger", styles.OVERSKRIFT)
        row = self._uncorrected(row + 1, rettelser, innbyggere)
        row = self._depreciation(row + 1)
        self.kjede.pensjon, row = self._social(row + 1, PENSJON, "Pensjonsinnskudd")
        self.kjede.avgift, row = self._social(row + 1, AVGIFT, "Arbeidsgiveravgift")
        self._report(row + 1)

    def _uncorrected(
        self, row: int, rettelser: Rettelser, innbyggere: dict[int, Cell]
    ) -> int:
        groups = ("Ukorrigert avvik", "Hva hvis", "Rettelser", "Brukt i trinn 1")
        layout.year_groups(self.sheet, row, "Trinn 1", groups, self.years)
        for offset, line in enumerate(self.innlinjer):
            at = row + 2 + offset
            self.sheet.put(at, 0, line, styles.RAD)
            self.kjede.ukorrigert[line] = {}
            self.kjede.brutto[line] = {}
            for year in self.years:
                figure = self.data.figur(STEG[0], line, self.aktor, year, AVVIK_ENHET)
                given = self.sheet.input(
                    (at, self.column(0, year)), (at, self.column(1, year)),
                    (at, _HJELP + self.years.index(year)), figure.verdi,
                    label=f"{line} {year}: avvik fra landet, kr per innbygger",
                    style=styles.tall(0), rounding=figure.avrunding,
                )  # fmt: skip
                correction = self.sheet.calc(
                    at, self.column(2, year), f.per_innbygger,
                    self._correction(line, year, rettelser), innbyggere[year], 1000.0,
                    style=styles.tall(0),
                )  # fmt: skip
                self.kjede.ukorrigert[line][year] = given
                self.kjede.rettelse.setdefault(line, {})[year] = correction
                self.kjede.brutto[line][year] = self.sheet.calc(
                    at, self.column(3, year), bb.pluss, given.used, correction,
                    style=styles.tall(0),
                )  # fmt: skip
        return row + 2 + len(self.innlinjer)

    def _correction(self, line: str, year: int, rettelser: Rettelser) -> Cell | float:
        """What the corrections of a year do to one use of income, in 1000 kr.

        More spending in a sector is less net result, so that disposable income only moves with
        corrections of driftsinntekter.
        """
        return 0.0 if line == PREMIE else rettelser.sum(line, year)

    def _depreciation(self, row: int) -> int:
        groups = ("Trykt trinn 2", "Avskrivninger", "Hva hvis", "Brukt i trinn 2")
        layout.year_groups(
            self.sheet, row, "Forskjell i avskrivninger (trinn 1 minus trinn 2)", groups, self.years
        )
        for offset, line in enumerate(self.sektorer):
            at = row + 2 + offset
            self.sheet.put(at, 0, line, styles.RAD)
            self.kjede.avskrivning[line] = {}
            for year in self.years:
                figure = self.data.figur(STEG[1], line, self.aktor, year, AVVIK_ENHET)
                printed = self.sheet.put(
                    at, self.column(0, year), figure.verdi, styles.tall(0),
                    rounding=figure.avrunding,
                )  # fmt: skip
                base = self.kjede.ukorrigert[line][year].base
                self.kjede.avskrivning[line][year] = self.sheet.input(
                    (at, self.column(1, year)), (at, self.column(2, year)),
                    (at, self.column(3, year)), None,
                    label=f"{line} {year}: avskrivninger minus landets, kr per innbygger",
                    style=styles.tall(0), base_call=of(bb.minus, base, printed),
                    used_style=styles.tall(0),
                )  # fmt: skip
        return row + 2 + len(self.sektorer)

    def _social(
        self, row: int, table: str, title: str
    ) -> tuple[dict[str, dict[int, Input]], int]:
        groups = (title, "Hva hvis", "Brukt i trinn 4")
        layout.year_groups(self.sheet, row, "Sosiale lønnsutgifter", groups, self.years)
        made: dict[str, dict[int, Input]] = {}
        for offset, line in enumerate((*self.sektorer, PREMIE, RESULTAT)):
            at = row + 2 + offset
            self.sheet.put(at, 0, line, styles.RAD)
            made[line] = {}
            for year in self.years:
                figure = self.data.figur(table, line, self.aktor, year, AVVIK_ENHET)
                made[line][year] = self.sheet.input(
                    (at, self.column(0, year)), (at, self.column(1, year)),
                    (at, self.column(2, year)), figure.verdi,
                    label=f"{title}, {line} {year}: forskjell fra landet, kr per innbygger",
                    style=styles.tall(0), rounding=figure.avrunding, used_style=styles.tall(0),
                )  # fmt: skip
        return made, row + 2 + len(self.sektorer) + 2

    def _report(self, row: int) -> None:
        """The last step as the report has it, without what-if figures and corrections."""
        chain = self.kjede
        self.sheet.put(row, 0, "Trinn 4 etter grunnlaget, uten hva hvis og rettelser",
                       styles.HODE_VENSTRE)  # fmt: skip
        self.sheet.heights[row] = 28
        for year in self.years:
            self.sheet.put(row, self.column(0, year), str(year), styles.HODE)
        for at, line in enumerate(self.innlinjer, start=row + 1):
            self.sheet.put(at, 0, line, styles.RAD)
            chain.grunnlag[line] = {}
            for year in self.years:
                sector = self.behov.sektorer.get(line)
                parts: list[Cell | float] = [
                    chain.ukorrigert[line][year].base,
                    chain.avskrivning[line][year].base if line in chain.avskrivning else 0.0,
                    sector.korreksjon_grunnlag[year] if sector else 0.0,
                    *(
                        table[line][year].base if line in table else 0.0
                        for table in (chain.pensjon, chain.avgift)
                    ),
                ]
                chain.grunnlag[line][year] = self.sheet.calc(
                    at, self.column(0, year), bb.kjede, *parts, style=styles.tall(0)
                )

    # -- what comes out -----------------------------------------------------------------------

    def social_table(self, row: int) -> int:
        """Vedleggstabell 3: pension, employer's tax and their sum."""
        sheet = self.sheet
        sheet.put(row, 0, "Vedleggstabell 3. Sosiale lønnsutgifter, kommunen minus landet",
                  styles.OVERSKRIFT)  # fmt: skip
        groups = ("Pensjonsinnskudd", "Arbeidsgiveravgift", "Sum sosiale lønnsutgifter")
        layout.year_groups(sheet, row + 1, "Kr per innbygger", groups, self.years)
        lines = [*self.data.sektorer, SUM_IS, ANDRE, SUM_DRIFT, PREMIE, RESULTAT, DISPONIBEL]
        places = {line: row + 3 + offset for offset, line in enumerate(lines)}
        for line, at in places.items():
            sheet.put(at, 0, line, self._look(line, styles.RAD))
        for group, (table, given) in enumerate(
            ((PENSJON, self.kjede.pensjon), (AVGIFT, self.kjede.avgift), (SOSIALE, None))
        ):
            for year in self.years:
                column = self.column(group, year)
                for line in (*self.sektorer, PREMIE, RESULTAT):
                    source = (
                        of(bb.gjenta, given[line][year].used) if given
                        else of(bb.pluss, self.kjede.pensjon[line][year].used,
                                self.kjede.avgift[line][year].used)
                    )  # fmt: skip
                    self._social_cell(places[line], column, table, line, year, source, given is None)
                self._social_sums(places, column, table, year)
        return row + 3 + len(lines)

    def _social_cell(
        self, at: int, column: int, table: str, line: str, year: int, source: Call, total: bool
    ) -> None:
        cell = self.sheet.calc(
            at, column, source.function, *source.arguments, style=self._look(line, styles.tall(0)),
            published=self.published(table, line, year),
        )  # fmt: skip
        if total:
            self.kjede.sosiale.setdefault(line, {})[year] = cell

    def _social_sums(
        self, places: dict[str, int], column: int, table: str, year: int
    ) -> None:
        sheet, style = self.sheet, styles.sumrad(styles.tall(0))
        first, last = places[self.data.sektorer[0]], places[self.data.sektorer[-1]]
        inside = sheet.calc(
            places[SUM_IS], column, bb.summen, sheet.range((first, column), (last, column)),
            style=style, published=self.published(table, SUM_IS, year),
        )  # fmt: skip
        total = sheet.calc(
            places[SUM_DRIFT], column, bb.pluss, inside, sheet.cells[places[ANDRE], column],
            style=style, published=self.published(table, SUM_DRIFT, year),
        )  # fmt: skip
        sheet.calc(
            places[DISPONIBEL], column, f.disponibel_inntekt, total, 0.0,
            sheet.cells[places[PREMIE], column], sheet.cells[places[RESULTAT], column],
            style=style, published=self.published(table, DISPONIBEL, year),
        )  # fmt: skip

    def chain(self) -> None:
        """Vedleggstabell 1: fourteen lines in four steps."""
        sheet, row = self.sheet, TABELL_RAD
        sheet.put(row - 1, 0, "Vedleggstabell 1. Avvik fra landet, kr per innbygger",
                  styles.OVERSKRIFT)  # fmt: skip
        layout.year_groups(sheet, row, "Anvendelse", STEGNAVN, self.years)
        for offset, line in enumerate(self.linjer):
            sheet.put(row + 2 + offset, 0, line, self._look(line, styles.RAD))
        for step in range(len(STEG)):
            self.kjede.steg.append({line: {} for line in self.linjer})
            for year in self.years:
                for line in self.innlinjer:
                    self._line(step, line, year)
                self._sums(step, year)

    def _line(self, step: int, line: str, year: int) -> None:
        chain = self.kjede
        before: Cell | None = chain.steg[step - 1][line][year] if step else None
        part: Cell | None = None
        if step == 1 and line in chain.avskrivning:
            part = chain.avskrivning[line][year].used
        elif step == 2 and line in self.behov.sektorer:
            part = self.behov.sektorer[line].korreksjon[year]
        elif step == 3 and line in chain.sosiale:
            part = chain.sosiale[line][year]
        if before is None:
            call = of(bb.gjenta, chain.brutto[line][year])
        else:
            call = of(bb.gjenta, before) if part is None else of(bb.minus, before, part)
        self._put(step, line, year, call)

    def _put(self, step: int, line: str, year: int, call: Call) -> None:
        at = TABELL_RAD + 2 + self.linjer.index(line)
        self.kjede.steg[step][line][year] = self.sheet.calc(
            at, self.column(step, year), call.function, *call.arguments,
            style=self._look(line, styles.tall(0)),
            published=self.published(STEG[step], line, year),
        )  # fmt: skip

    def _sums(self, step: int, year: int) -> None:
        sheet, cells = self.sheet, self.kjede.steg[step]
        first, last = cells[self.data.sektorer[0]][year], cells[self.data.sektorer[-1]][year]
        self._put(step, SUM_IS, year, of(bb.summen, sheet.column_range(first, last)))
        self._put(step, SUM_DRIFT, year, of(bb.pluss, cells[SUM_IS][year], cells[ANDRE][year]))
        depreciation = self.kjede.avskrivning
        if step == 0:
            top, bottom = depreciation[self.sektorer[0]][year], depreciation[ANDRE][year]
            self._put(step, AVSKR, year,
                      of(bb.summen, sheet.column_range(top.used, bottom.used)))  # fmt: skip
        else:
            zero = of(bb.minus, cells[SUM_DRIFT][year], cells[SUM_DRIFT][year])
            self._put(step, AVSKR, year, zero)
        self._put(
            step, DISPONIBEL, year,
            of(f.disponibel_inntekt, *(
                cells[line][year] for line in (SUM_DRIFT, RENTER, PREMIE, RESULTAT, AVSKR)
            )),
        )  # fmt: skip

    def _look(self, line: str, style: styles.Style) -> styles.Style:
        return styles.sumrad(style) if line in (SUM_IS, SUM_DRIFT, DISPONIBEL) else style


def fill(
    sheet: Sheet,
    data: Datasett,
    behov: Utgiftsbehov,
    rettelser: Rettelser,
    innbyggere: dict[int, Cell],
) -> Kjede:
    """Write the inputs, vedleggstabell 3 and the chain; figures and tabell 19 come after."""
    layout.heading(sheet, data, "Ressursbruk", f"{data.kilde}, kap. 2.3–2.4, s. 31–40.")
    layout.widths(sheet, [38] + [10.5] * 12 + [3] + [9] * 14)
    writer = _Writer(sheet, data, behov)
    writer.inputs(rettelser, innbyggere)
    writer.social_table(TABELL3_RAD)
    writer.chain()
    sheet.printing.last_column = 12
    sheet.printing.breaks = SIDESKIFT
    sheet.freeze = (2, 1)
    return writer.kjede
