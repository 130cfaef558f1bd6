"""Ressursbruk: the chain of deviations from the country (vedleggstabell 1 and 3, figures 17-18).

Four steps, in kroner per inhabitant: reported deviation, without depreciation, after correction
for need, without social wage costs. What-if figures and corrections enter at the first step.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik import egen_bruk
from asss_xl.report.avvik.kilde import (
    ANDRE,
    AVGIFT,
    MINUS,
    PENSJON,
    PREMIE,
    RENTER,
    RESULTAT,
    SOSIALE,
    STEG,
    Avvikskilde,
    linjenavn,
)
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.tall import Ledd, inndata
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Input, Range, Sheet, of, styles

SUM_IS, SUM_DRIFT = "sum_is", "sum_drift"
AVSKR, DISPONIBEL = "avskrivninger", "disponibel"
STEGNAVN = (
    "1 Ukorrigert avvik", "2 Uten avskrivninger", "3 Korrigert for behov",
    "4 Uten sosiale lønnsutg.",
)  # fmt: skip
_HJELP = 14


@dataclass(frozen=True)
class Plan:
    """Where the parts of the sheet start (rows from 0), by the number of sectors."""

    sektorer: int
    #: Whether the country's own use is known.
    landets: bool = False

    @property
    def tabell(self) -> int:
        return 4

    @property
    def kroner(self) -> int:
        """The chain's last step in kroner."""
        return self.tabell + 12 + self.sektorer

    @property
    def figurer(self) -> tuple[int, int, int]:
        first = self.kroner + self.sektorer + 8
        return first, first + 19, first + 38

    @property
    def tabell_19(self) -> int:
        return self.figurer[2] + 19

    @property
    def folketall(self) -> int:
        return self.tabell_19 + 8 + self.sektorer

    @property
    def tabell_3(self) -> int:
        return self.folketall + 5

    @property
    def egen_bruk(self) -> int:
        """The municipality's and the country's own use, where they are known."""
        return self.tabell_3 + 11 + self.sektorer

    @property
    def inndata(self) -> int:
        tables = 2 if self.landets else 1
        return self.egen_bruk + tables * (self.sektorer + 7) + 2 + egen_bruk.HOEYDE_NOTER

    @property
    def deler(self) -> tuple[int, ...]:
        """Where something starts that should stand together on paper."""
        trinn_1 = self.inndata + 1
        avskrivning = trinn_1 + 2 + self.sektorer + 4 + 1
        pensjon = avskrivning + 2 + self.sektorer + 1 + 1
        avgift = pensjon + 2 + self.sektorer + 1 + 2 + 1
        rapportert = avgift + 2 + self.sektorer + 1 + 2 + 1
        return (
            self.kroner, *self.figurer, self.tabell_19, self.tabell_3, self.egen_bruk,
            self.inndata, avskrivning, pensjon, avgift, rapportert,
        )  # fmt: skip


@dataclass
class Kjede:
    """The cells of the chain; ``steg[step][line][year]``, steps counted from 0."""

    steg: list[dict[str, dict[int, Cell]]] = field(default_factory=list)
    ukorrigert: dict[str, dict[int, Ledd]] = field(default_factory=dict)
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
    def __init__(
        self,
        sheet: Sheet,
        valg: Valg,
        kilde: Avvikskilde,
        behov: Utgiftsbehov | None,
        egne: egen_bruk.Writer,
        plan: Plan,
    ) -> None:
        self.sheet, self.valg, self.kilde, self.behov, self.egne = sheet, valg, kilde, behov, egne
        self.data, self.years = valg.data, valg.vindu
        self.sektorer = [*self.data.sektorer, ANDRE]
        self.innlinjer = [*self.sektorer, RENTER, PREMIE, RESULTAT]
        self.linjer = [
            *self.data.sektorer, SUM_IS, ANDRE, SUM_DRIFT, RENTER, PREMIE, RESULTAT, AVSKR,
            DISPONIBEL,
        ]  # fmt: skip
        self.plan = plan
        self.kjede = Kjede()

    def column(self, group: int, year: int) -> int:
        return 1 + group * len(self.years) + self.years.index(year)

    def om(self, line: str, year: int, call: Call) -> Call:
        """A figure of a line; empty where the chosen key does not have the sector."""
        sector = self.behov.sektorer.get(line) if self.behov else None
        return sector.om(year, call) if sector else call

    def calc(
        self, at: int, column: int, line: str, year: int, call: Call, style: styles.Style,
        table: str = "",
    ) -> Cell:  # fmt: skip
        shown = self.om(line, year, call)
        printed = self.kilde.trykt(table, line, MINUS, year, AVVIK_ENHET).trykt if table else ()
        return self.sheet.calc(at, column, shown.function, *shown.arguments, style=style,
                               published=printed)  # fmt: skip

    # -- what goes in -------------------------------------------------------------------------

    def inputs(self, rettelser: Rettelser, innbyggere: dict[int, Cell]) -> None:
        row = self.plan.inndata
        self.sheet.put(row, 0, "Grunnlag og hva hvis, kr per innbygger", styles.OVERSKRIFT)
        row = self._uncorrected(row + 1, rettelser, innbyggere)
        row = self._depreciation(row + 1)
        self.kjede.pensjon, row = self._social(row + 1, PENSJON, "Pensjonsinnskudd")
        self.kjede.avgift, row = self._social(row + 1, AVGIFT, "Arbeidsgiveravgift")
        self._report(row + 1)

    def _uncorrected(self, row: int, rettelser: Rettelser, innbyggere: dict[int, Cell]) -> int:
        groups = ("Ukorrigert avvik", "", "Rettelser", "Brukt i trinn 1")
        layout.year_groups(self.sheet, row, "Trinn 1", groups, self.valg)
        for offset, line in enumerate(self.innlinjer):
            at = row + 2 + offset
            self.sheet.put(at, 0, linjenavn(line), styles.RAD)
            for name in ("ukorrigert", "brutto", "rettelse"):
                getattr(self.kjede, name)[line] = {}
            for year in self.years:
                given = self.egne.ledd(
                    (at, self.column(0, year)), (at, _HJELP + self.years.index(year)), line, year
                )
                correction = self.calc(
                    at, self.column(2, year), line, year,
                    of(f.per_innbygger, self._correction(line, year, rettelser), innbyggere[year],
                       1000.0),
                    styles.tall(0),
                )  # fmt: skip
                self.kjede.ukorrigert[line][year] = given
                self.kjede.rettelse[line][year] = correction
                self.kjede.brutto[line][year] = self.calc(
                    at, self.column(3, year), line, year, of(bb.pluss, given.used, correction),
                    styles.tall(0),
                )  # fmt: skip
        return row + 2 + len(self.innlinjer)

    def _correction(self, line: str, year: int, rettelser: Rettelser) -> Cell | float:
        """What the corrections of a year do to one use of income, in 1000 kr.

        More spending in a sector is less net result, so that disposable income only moves with
        corrections of driftsinntekter.
        """
        return 0.0 if line == PREMIE else rettelser.sum(linjenavn(line), year)

    def _depreciation(self, row: int) -> int:
        groups = ("Avskrivninger", "Hva hvis", "Brukt i trinn 2")
        layout.year_groups(self.sheet, row, "Forskjell i avskrivninger", groups, self.valg)
        for offset, line in enumerate(self.sektorer):
            at = row + 2 + offset
            self.sheet.put(at, 0, linjenavn(line), styles.RAD)
            self.kjede.avskrivning[line] = {
                year: inndata(
                    self.sheet, (at, self.column(0, year)), (at, self.column(1, year)),
                    (at, self.column(2, year)), self.kilde.avskrivning(line, year),
                    label=f"{linjenavn(line)}: avskrivninger minus landets, kr per innbygger",
                    aar=self.valg.aarstall[year], style=styles.tall(0),
                    used_style=styles.tall(0),
                )
                for year in self.years
            }  # fmt: skip
        return row + 2 + len(self.sektorer)

    def _social(self, row: int, table: str, title: str) -> tuple[dict[str, dict[int, Input]], int]:
        groups = (title, "Hva hvis", "Brukt i trinn 4")
        layout.year_groups(self.sheet, row, "Sosiale lønnsutgifter", groups, self.valg)
        made: dict[str, dict[int, Input]] = {}
        for offset, line in enumerate((*self.sektorer, PREMIE, RESULTAT)):
            at = row + 2 + offset
            self.sheet.put(at, 0, linjenavn(line), styles.RAD)
            made[line] = {
                year: inndata(
                    self.sheet, (at, self.column(0, year)), (at, self.column(1, year)),
                    (at, self.column(2, year)), self.kilde.sosial(table, line, year),
                    label=f"{title}, {linjenavn(line)}: forskjell fra landet, kr per innbygger",
                    aar=self.valg.aarstall[year], style=styles.tall(0),
                    used_style=styles.tall(0),
                )
                for year in self.years
            }  # fmt: skip
        return made, row + 2 + len(self.sektorer) + 2

    def _report(self, row: int) -> None:
        """The last step as the report has it, without what-if figures and corrections."""
        chain = self.kjede
        self.sheet.put(row, 0, "Trinn 4 etter grunnlaget, uten hva hvis og rettelser",
                       styles.HODE_VENSTRE)  # fmt: skip
        self.sheet.heights[row] = 28
        for year in self.years:
            layout.year_head(self.sheet, row, self.column(0, year), self.valg.aarstall[year])
        for at, line in enumerate(self.innlinjer, start=row + 1):
            self.sheet.put(at, 0, linjenavn(line), styles.RAD)
            chain.grunnlag[line] = {}
            for year in self.years:
                parts: list[Cell | float | str] = [
                    chain.ukorrigert[line][year].base,
                    chain.avskrivning[line][year].base if line in chain.avskrivning else 0.0,
                    self._need(line, year, base=True) or 0.0,
                    *(
                        table[line][year].base if line in table else 0.0
                        for table in (chain.pensjon, chain.avgift)
                    ),
                ]
                chain.grunnlag[line][year] = self.calc(
                    at, self.column(0, year), line, year, of(bb.kjede, *parts), styles.tall(0),
                    STEG[3],
                )

    def _need(self, line: str, year: int, base: bool = False) -> Cell | str | None:
        """The correction for need; missing for a sector when the package has no cost key."""
        if line not in self.data.sektorer:
            return None
        if self.behov is None:
            return MISSING_TEXT
        sector = self.behov.sektorer[line]
        return sector.korreksjon_grunnlag[year] if base else sector.korreksjon[year]

    # -- what comes out -----------------------------------------------------------------------

    def social_table(self, row: int) -> None:
        """Vedleggstabell 3: pension, employer's tax and their sum."""
        sheet = self.sheet
        sheet.put(row, 0, "Vedleggstabell 3. Sosiale lønnsutgifter, kommunen minus landet",
                  styles.OVERSKRIFT)  # fmt: skip
        groups = ("Pensjonsinnskudd", "Arbeidsgiveravgift", "Sum sosiale lønnsutgifter")
        layout.year_groups(sheet, row + 1, "Kr per innbygger", groups, self.valg)
        lines = [*self.data.sektorer, SUM_IS, ANDRE, SUM_DRIFT, PREMIE, RESULTAT, DISPONIBEL]
        places = {line: row + 3 + offset for offset, line in enumerate(lines)}
        for line, at in places.items():
            sheet.put(at, 0, linjenavn(line), self._look(line, styles.RAD))
        for group, (table, given) in enumerate(
            ((PENSJON, self.kjede.pensjon), (AVGIFT, self.kjede.avgift), (SOSIALE, None))
        ):
            for year in self.years:
                column = self.column(group, year)
                for line in (*self.sektorer, PREMIE, RESULTAT):
                    pension = self._pension(line, year)
                    fee = self.kjede.avgift[line][year].used
                    source = (
                        of(bb.pluss, pension, fee) if given is None
                        else of(bb.gjenta, pension if table == PENSJON else fee)
                    )
                    cell = self.calc(places[line], column, line, year, source,
                                     self._look(line, styles.tall(0)), table)  # fmt: skip
                    if given is None:
                        self.kjede.sosiale.setdefault(line, {})[year] = cell
                self._social_sums(places, column, table, year)

    def _pension(self, line: str, year: int) -> Argument:
        """The pension as it counts: a what-if in the premium deviation moves to the result."""
        given = self.kjede.pensjon[line][year].used
        if line not in (PREMIE, RESULTAT):
            return given
        premium = self.kjede.ukorrigert[PREMIE][year]
        moved = of(bb.flytting, premium.used, premium.base)
        return of(bb.pluss if line == PREMIE else bb.minus, given, moved)

    def _social_sums(self, places: dict[str, int], column: int, table: str, year: int) -> None:
        sheet, style = self.sheet, styles.sumrad(styles.tall(0))
        inside = self.calc(places[SUM_IS], column, SUM_IS, year,
                           self._inside(places, column), style, table)  # fmt: skip
        total = self.calc(
            places[SUM_DRIFT], column, SUM_DRIFT, year,
            of(bb.pluss, inside, sheet.cells[places[ANDRE], column]), style, table,
        )  # fmt: skip
        self.calc(
            places[DISPONIBEL], column, DISPONIBEL, year,
            of(f.disponibel_inntekt, total, 0.0, sheet.cells[places[PREMIE], column],
               sheet.cells[places[RESULTAT], column]), style, table,
        )  # fmt: skip

    def _inside(self, places: dict[str, int], column: int) -> Call:
        """The sum of the sectors that are in the key."""
        sectors = self.data.sektorer
        if not sectors:
            return of(bb.gjenta, 0.0)
        cells = self.sheet.range((places[sectors[0]], column), (places[sectors[-1]], column))
        return of(bb.sum_av, cells, MISSING_TEXT)

    def chain(self) -> None:
        """Vedleggstabell 1: the lines in four steps."""
        sheet, row = self.sheet, self.plan.tabell
        sheet.put(row - 1, 0, "Vedleggstabell 1. Avvik fra landet, kr per innbygger",
                  styles.OVERSKRIFT)  # fmt: skip
        layout.year_groups(sheet, row, "Anvendelse", STEGNAVN, self.valg)
        for offset, line in enumerate(self.linjer):
            sheet.put(row + 2 + offset, 0, linjenavn(line), self._look(line, styles.RAD))
        for step in range(len(STEG)):
            self.kjede.steg.append({line: {} for line in self.linjer})
            for year in self.years:
                for line in self.innlinjer:
                    self._line(step, line, year)
                self._sums(step, year)

    def _line(self, step: int, line: str, year: int) -> None:
        chain = self.kjede
        before: Cell | None = chain.steg[step - 1][line][year] if step else None
        part: Cell | str | None = None
        if step == 1 and line in chain.avskrivning:
            part = chain.avskrivning[line][year].used
        elif step == 2:
            part = self._need(line, year)
        elif step == 3 and line in chain.sosiale:
            part = chain.sosiale[line][year]
        if before is None:
            call = of(bb.gjenta, chain.brutto[line][year])
        else:
            call = of(bb.gjenta, before) if part is None else of(bb.minus, before, part)
        self._put(step, line, year, call)

    def _place(self, line: str) -> int:
        return self.plan.tabell + 2 + self.linjer.index(line)

    def _put(self, step: int, line: str, year: int, call: Call) -> None:
        self.kjede.steg[step][line][year] = self.calc(
            self._place(line), self.column(step, year), line, year, call,
            self._look(line, styles.tall(0)), STEG[step],
        )  # fmt: skip

    def _sums(self, step: int, year: int) -> None:
        cells = self.kjede.steg[step]
        places = {line: self._place(line) for line in self.linjer}
        self._put(step, SUM_IS, year, self._inside(places, self.column(step, year)))
        self._put(step, SUM_DRIFT, year, of(bb.pluss, cells[SUM_IS][year], cells[ANDRE][year]))
        if step == 0:
            self._put(step, AVSKR, year, self._all_depreciation(year))
        else:
            zero = of(bb.minus, cells[SUM_DRIFT][year], cells[SUM_DRIFT][year])
            self._put(step, AVSKR, year, zero)
        self._put(
            step, DISPONIBEL, year,
            of(f.disponibel_inntekt, *(
                cells[line][year] for line in (SUM_DRIFT, RENTER, PREMIE, RESULTAT, AVSKR)
            )),
        )  # fmt: skip

    def _all_depreciation(self, year: int) -> Call:
        given = self.kjede.avskrivning
        if self.kilde.tall is not None:
            # Sectors that are not in the chosen key are part of «andre sektorer».
            return of(bb.gjenta, given[ANDRE][year].used) if len(self.sektorer) == 1 else of(
                bb.sum_der, self._flags(year),
                self.sheet.column_range(given[self.sektorer[0]][year].used, given[ANDRE][year].used),
                MISSING_TEXT,
            )  # fmt: skip
        first, last = given[self.sektorer[0]][year], given[ANDRE][year]
        return of(bb.summen, self.sheet.column_range(first.used, last.used))

    def _flags(self, year: int) -> Range:
        """The first step's own cells: empty where a sector is not in the key."""
        cells = self.kjede.brutto
        return self.sheet.column_range(cells[self.sektorer[0]][year], cells[ANDRE][year])

    def _look(self, line: str, style: styles.Style) -> styles.Style:
        return styles.sumrad(style) if line in (SUM_IS, SUM_DRIFT, DISPONIBEL) else style


def fill(
    sheet: Sheet,
    valg: Valg,
    kilde: Avvikskilde,
    behov: Utgiftsbehov | None,
    rettelser: Rettelser,
    innbyggere: dict[int, Cell],
    egne: egen_bruk.Writer,
    plan: Plan,
) -> Kjede:
    """Write the inputs, vedleggstabell 3 and the chain; figures and tabell 19 come after."""
    layout.heading(sheet, valg, "Ressursbruk", "Ressursbruk")
    writer = _Writer(sheet, valg, kilde, behov, egne, plan)
    layout.widths(sheet, [38] + [10.5] * 12 + [3] + [9] * 14)
    writer.inputs(rettelser, innbyggere)
    writer.social_table(writer.plan.tabell_3)
    writer.chain()
    sheet.printing.last_column = 4 * len(writer.years)
    sheet.printing.parts = writer.plan.deler
    sheet.freeze = (2, 1)
    return writer.kjede


