"""Ressursbruk: the chain of deviations from the country (vedleggstabell 1 and 3).

Four steps, in kroner per inhabitant: reported deviation, without depreciation, after correction
for need, without social wage costs. What-if figures enter at the first step. What is reported is
what the steps show; beside them stands the last one as the corrections make it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik import formler as fl
from asss_xl.report.avvik import utelatt
from asss_xl.report.avvik.beloep import Beloep
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.kilde import (
    ANDRE,
    ARTEN,
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
from asss_xl.report.avvik.rettet import Rettet
from asss_xl.report.avvik.utelatt import Utelatt
from asss_xl.report.behov import formler as behov_fl
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.behov.noekkel import aaret
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.steg import Steg
from asss_xl.report.tall import MANGLER, Ledd, Tall, inndata, plasser
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Input, Range, Sheet, of, styles

SUM_IS, SUM_DRIFT = "sum_is", "sum_drift"
AVSKR, DISPONIBEL = "avskrivninger", "disponibel"
STEGNAVN = ("1 Ukorrigert avvik", "2 Uten avskrivninger", "3 Korrigert for behov", "4 Uten sosiale lønnsutg.")
_RETTET = "4 Etter rettelser"
#: Rows that the remarks under the chain take.
_NOTER = 5
#: A text of what is missing: how many letters there is room for, and how many in a row.
_LANGT, _BREDDE = 1500, 165

Celler = dict[str, dict[int, Cell]]


@dataclass(frozen=True)
class Kjede:
    """The cells of the chain; ``steg[step][line][year]``, steps counted from 0."""

    steg: list[Celler] = field(default_factory=list)
    #: The last step with the corrections.
    rettet: Celler = field(default_factory=dict)
    ukorrigert: dict[str, dict[int, Ledd]] = field(default_factory=dict)
    avskrivning: dict[str, dict[int, Input]] = field(default_factory=dict)
    pensjon: dict[str, dict[int, Input]] = field(default_factory=dict)
    avgift: dict[str, dict[int, Input]] = field(default_factory=dict)
    sosiale: Celler = field(default_factory=dict)
    brutto: Celler = field(default_factory=dict)
    grunnlag: Celler = field(default_factory=dict)
    rettelse: Celler = field(default_factory=dict)
    #: By year: 1 for each sector in the key and for «andre sektorer», 0 for the others.
    flagg: dict[int, Range] = field(default_factory=dict)

    @property
    def slutt(self) -> Celler:
        """The last step."""
        return self.steg[-1]


def height(sectors: int, told: int) -> int:
    """The rows of vedleggstabell 1 and what is said under it; ``told``: how many texts of what is missing."""
    return 3 + sectors + 8 + 1 + _NOTER + told


def social_height(sectors: int) -> int:
    """The rows of vedleggstabell 3."""
    return 3 + sectors + 6 + 1


def input_heights(sectors: int) -> dict[str, int]:
    """The tables of what goes in, in order."""
    return {
        "inndata": 1,
        "trinn 1": sectors + 4 + 3,
        "avskrivninger": sectors + 1 + 3,
        "pensjon": sectors + 3 + 3,
        "avgift": sectors + 3 + 3,
        "grunnlag": sectors + 4 + 2,
    }


class _Writer:
    def __init__(
        self,
        sheet: Sheet,
        valg: Valg,
        kilde: Avvikskilde,
        behov: Utgiftsbehov | None,
        bruk: EgenBruk,
        beloep: Beloep | None,
        rader: Mapping[str, int],
        steg: Steg,
    ) -> None:
        self.sheet, self.valg, self.kilde, self.behov, self.bruk = sheet, valg, kilde, behov, bruk
        self.beloep, self.rader, self.utelatt = beloep, rader, Utelatt()
        self.data, self.years = valg.data, valg.vindu
        self.sektorer = [*self.data.sektorer, ANDRE]
        self.innlinjer = [*self.sektorer, RENTER, PREMIE, RESULTAT]
        self.linjer = [
            *self.data.sektorer,
            SUM_IS,
            ANDRE,
            SUM_DRIFT,
            RENTER,
            PREMIE,
            RESULTAT,
            AVSKR,
            DISPONIBEL,
        ]
        self.kjede = Kjede(rettelse={line: {} for line in self.innlinjer})
        heads = [self.aar(what, y) for what in ("Med", "Trinn 1", "Avskrivninger") for y in self.years]
        self.steps = steg.blokk(
            "Leddene i kjeden, kr per innbygger", heads, list(map(linjenavn, self.innlinjer))
        )
        self._flags()

    def aar(self, what: str, year: int) -> str:
        return aaret(what, self.valg, year)

    def column(self, group: int, year: int) -> int:
        return 1 + group * len(self.years) + self.years.index(year)

    def om(self, line: str, year: int, call: Call) -> Call:
        """A figure of a line; a dash where the chosen key does not have the sector."""
        sector = self.behov.sektorer.get(line) if self.behov else None
        return sector.om(year, call) if sector else call

    def calc(
        self, at: int, column: int, line: str, year: int, call: Call, style: styles.Style, table: str = ""
    ) -> Cell:
        shown = self.om(line, year, call)
        printed = self.kilde.trykt(table, line, MINUS, year, AVVIK_ENHET).trykt if table else ()
        return self.sheet.calc(at, column, shown, style=style, published=printed)

    def _flags(self) -> None:
        """Which lines the sums over the sectors take in."""
        look = styles.hjelp(styles.tall(0))
        for year in self.years:
            head = self.aar("Med", year)
            for number, line in enumerate(self.sektorer):
                sector = self.behov.sektorer.get(line) if self.behov else None
                if sector is not None and year in sector.i_noekkel:
                    self.steps.calc(number, head, bb.gjenta, sector.i_noekkel[year], style=look)
                else:
                    self.steps.put(number, head, 1.0, look)
            self.kjede.flagg[year] = self.steps.sheet.range(
                self.steps.at(0, head), self.steps.at(len(self.sektorer) - 1, head)
            )

    # -- what goes in -------------------------------------------------------------------------

    def inputs(self, rettet: Rettet, innbyggere: dict[int, Cell]) -> None:
        self.sheet.put(self.rader["inndata"], 0, "Grunnlag og hva hvis, kr per innbygger", styles.OVERSKRIFT)
        self._uncorrected(self.rader["trinn 1"], rettet, innbyggere)
        self._depreciation(self.rader["avskrivninger"])
        self._social(self.rader["pensjon"], PENSJON, "Pensjonsinnskudd", self.kjede.pensjon)
        self._social(self.rader["avgift"], AVGIFT, "Arbeidsgiveravgift", self.kjede.avgift)
        self._report(self.rader["grunnlag"])

    def _uncorrected(self, row: int, rettet: Rettet, innbyggere: dict[int, Cell]) -> None:
        groups = ("Ukorrigert avvik", "", "Rettelser", "Brukt i trinn 1")
        layout.year_groups(self.sheet, row, "Trinn 1", groups, self.valg)
        for number, line in enumerate(self.innlinjer):
            at = row + 2 + number
            self.sheet.put(at, 0, linjenavn(line), styles.RAD)
            self.kjede.ukorrigert[line], self.kjede.brutto[line] = {}, {}
            for year in self.years:
                given = self._first(at, number, line, year)
                self.kjede.ukorrigert[line][year] = given
                correction = of(f.per_innbygger, rettet.beloep[line, year], innbyggere[year], 1000.0)
                self.kjede.rettelse[line][year] = self.calc(
                    at, self.column(2, year), line, year, correction, styles.tall(0)
                )
                self.kjede.brutto[line][year] = self.calc(
                    at, self.column(3, year), line, year, of(bb.gjenta, given.used), styles.tall(0)
                )

    def _first(self, at: int, number: int, line: str, year: int) -> Ledd:
        """The deviation that the chain starts from, before what-if and now.

        A report prints it: there it moves as much as the municipality's own use.
        """
        place, known = (at, self.column(0, year)), self.bruk.ledd.get((line, year))
        if known is not None:
            self.sheet.calc(*place, bb.gjenta, known.used, style=styles.tall(0))
            return known
        base = plasser(self.sheet, *place, self.kilde.ukorrigert(line, year), styles.tall(0))
        change = of(bb.flyttet, self.bruk.naa[line, year], self.bruk.base[line, year])
        now = self.steps.calc(
            number, self.aar("Trinn 1", year), bb.pluss, base, change, style=styles.hjelp(styles.tall(0))
        )
        return Ledd(base, now)

    def _difference(self, line: str, kind: str, year: int) -> Tall:
        """The municipality's amount of a kind less the country's."""
        pair = self.beloep.par(line, kind, year) if self.beloep else None
        return MANGLER if pair is None else Tall(of(bb.minus, *pair))

    def _depreciation(self, row: int) -> None:
        groups = ("Avskrivninger", "Hva hvis", "Brukt i trinn 2")
        layout.year_groups(self.sheet, row, "Forskjell i avskrivninger", groups, self.valg)
        for number, line in enumerate(self.sektorer):
            at = row + 2 + number
            self.sheet.put(at, 0, linjenavn(line), styles.RAD)
            self.kjede.avskrivning[line] = {}
            for year in self.years:
                given = (
                    self._difference(line, "avskrivninger", year)
                    if self.beloep
                    else self.kilde.avskrivning(line, year)
                )
                made = self.kjede.avskrivning[line][year] = self._input(
                    at, year, given, f"{linjenavn(line)}: avskrivninger minus landets, kr per innbygger"
                )
                sector = self.behov.sektorer.get(line) if self.behov else None
                call = sector.eller_null(year, made.used) if sector else of(bb.gjenta, made.used)
                self.steps.calc(
                    number, self.aar("Avskrivninger", year), call, style=styles.hjelp(styles.tall(0))
                )

    def _input(self, at: int, year: int, given: Tall, label: str) -> Input:
        return inndata(
            self.sheet,
            (at, self.column(0, year)),
            (at, self.column(1, year)),
            (at, self.column(2, year)),
            given,
            label=label,
            aar=self.valg.aarstall[year],
            style=styles.tall(0),
            used_style=styles.tall(0),
        )

    def _social(self, row: int, table: str, title: str, made: dict[str, dict[int, Input]]) -> None:
        groups = (title, "Hva hvis", "Brukt i trinn 4")
        layout.year_groups(self.sheet, row, "Sosiale lønnsutgifter", groups, self.valg)
        for at, line in enumerate((*self.sektorer, PREMIE, RESULTAT), start=row + 2):
            self.sheet.put(at, 0, linjenavn(line), styles.RAD)
            made[line] = {
                year: self._input(
                    at,
                    year,
                    self._given_social(table, line, year),
                    f"{title}, {linjenavn(line)}: forskjell fra landet, kr per innbygger",
                )
                for year in self.years
            }

    def _given_social(self, table: str, line: str, year: int) -> Tall:
        """A social cost; the premium deviation goes to the net result in the last step."""
        if self.beloep is None:
            return self.kilde.sosial(table, line, year)
        if line not in (PREMIE, RESULTAT):
            return self._difference(line, ARTEN[table], year)
        pair = self.beloep.par(PREMIE, "netto", year)
        if table != PENSJON or pair is None:
            return Tall(0.0) if table != PENSJON else MANGLER
        return Tall(of(bb.minus, *(pair if line == PREMIE else pair[::-1])))

    def _report(self, row: int) -> None:
        """The last step as the report has it, without what-if figures."""
        chain = self.kjede
        self.sheet.put(row, 0, "Trinn 4 etter grunnlaget, uten hva hvis og rettelser", styles.HODE_VENSTRE)
        self.sheet.heights[row] = 28
        for year in self.years:
            layout.year_head(self.sheet, row, self.column(0, year), self.valg.aarstall[year])
        for at, line in enumerate(self.innlinjer, start=row + 1):
            self.sheet.put(at, 0, linjenavn(line), styles.RAD)
            chain.grunnlag[line] = {}
            for year in self.years:
                chain.grunnlag[line][year] = self.calc(
                    at, self.column(0, year), line, year, self._base(line, year), styles.tall(0), STEG[3]
                )

    def _base(self, line: str, year: int) -> Call:
        """The chain in one formula, from the figures without what-if."""
        chain = self.kjede
        less: list[Argument] = []
        if line in chain.avskrivning:
            less.append(chain.avskrivning[line][year].base)
        need = self._need(line, year, base=True)
        if need is not None:
            less.append(need)
        if line in chain.pensjon:
            less.append(of(bb.pluss, chain.pensjon[line][year].base, chain.avgift[line][year].base))
        first = chain.ukorrigert[line][year].base
        return of(fl.minus_alle(len(less)), first, *less) if less else of(bb.gjenta, first)

    def _need(self, line: str, year: int, base: bool = False) -> Cell | str | None:
        """The correction for need; missing for a sector when the package has no cost key."""
        if line not in self.data.sektorer:
            return None
        if self.behov is None:
            return MISSING_TEXT
        sector = self.behov.sektorer[line]
        return sector.korreksjon_grunnlag[year] if base else sector.korreksjon[year]

    # -- what comes out -----------------------------------------------------------------------

    def social_table(self) -> None:
        """Vedleggstabell 3: pension, employer's tax and their sum."""
        sheet, row = self.sheet, self.rader["tabell 3"]
        sheet.put(row, 0, "Vedleggstabell 3. Sosiale lønnsutgifter, kommunen minus landet", styles.OVERSKRIFT)
        groups = ("Pensjonsinnskudd", "Arbeidsgiveravgift", "Sum sosiale lønnsutgifter")
        layout.year_groups(sheet, row + 1, "Kr per innbygger", groups, self.valg)
        lines = [*self.data.sektorer, SUM_IS, ANDRE, SUM_DRIFT, PREMIE, RESULTAT, DISPONIBEL]
        places = {line: row + 3 + offset for offset, line in enumerate(lines)}
        for line, at in places.items():
            sheet.put(at, 0, linjenavn(line), self._look(line, styles.RAD))
        for year in self.years:
            for line in (*self.sektorer, PREMIE, RESULTAT):
                self._social_line(places[line], line, year)
            for group, table in enumerate((PENSJON, AVGIFT, SOSIALE)):
                self._social_sums(places, self.column(group, year), table, year)

    def _social_line(self, at: int, line: str, year: int) -> None:
        look = self._look(line, styles.tall(0))
        pension = self.calc(at, self.column(0, year), line, year, self._pension(line, year), look, PENSJON)
        fee = self._with_rates(line, AVGIFT, year, of(bb.gjenta, self.kjede.avgift[line][year].used))
        tax = self.calc(at, self.column(1, year), line, year, fee, look, AVGIFT)
        self.kjede.sosiale.setdefault(line, {})[year] = self.calc(
            at, self.column(2, year), line, year, of(bb.pluss, pension, tax), look, SOSIALE
        )

    def _pension(self, line: str, year: int) -> Call:
        """The pension as it counts: a what-if in the premium deviation moves to the result."""
        given = self.kjede.pensjon[line][year].used
        if line not in (PREMIE, RESULTAT):
            return self._with_rates(line, PENSJON, year, of(bb.gjenta, given))
        premium = self.kjede.ukorrigert[PREMIE][year]
        moved = of(bb.flyttet, premium.used, premium.base)
        return of(bb.pluss if line == PREMIE else bb.minus, given, moved)

    def _with_rates(self, line: str, table: str, year: int, call: Call) -> Call:
        """A social cost with what another rate moves it by."""
        rates = self.bruk.satser
        moved = rates.avvik.get((line, table)) if rates is not None and rates.aar == year else None
        return call if moved is None else of(bb.pluss, call, moved)

    def _social_sums(self, places: dict[str, int], column: int, table: str, year: int) -> None:
        sheet, style = self.sheet, styles.sumrad(styles.tall(0))
        inside = self.calc(
            places[SUM_IS], column, SUM_IS, year, self._inside(places, column, year), style, table
        )
        total = self.calc(
            places[SUM_DRIFT],
            column,
            SUM_DRIFT,
            year,
            of(bb.pluss, inside, sheet.cells[places[ANDRE], column]),
            style,
            table,
        )
        self.calc(
            places[DISPONIBEL],
            column,
            DISPONIBEL,
            year,
            of(bb.pluss3, total, sheet.cells[places[PREMIE], column], sheet.cells[places[RESULTAT], column]),
            style,
            table,
        )

    def _inside(self, places: dict[str, int], column: int, year: int) -> Call:
        """The sum of the sectors that are in the key."""
        sectors = self.data.sektorer
        if not sectors:
            return of(bb.gjenta, 0.0)
        cells = self.sheet.range((places[sectors[0]], column), (places[sectors[-1]], column))
        count = self.behov.antall[year] if self.behov else float(len(sectors))
        return of(behov_fl.sum_av, cells, count)

    def chain(self) -> None:
        """Vedleggstabell 1: the lines in four steps, and the last one with the corrections."""
        sheet, row = self.sheet, self.rader["kjede"]
        sheet.put(row, 0, "Vedleggstabell 1. Avvik fra landet, kr per innbygger", styles.OVERSKRIFT)
        layout.year_groups(sheet, row + 1, "Anvendelse", (*STEGNAVN, _RETTET), self.valg)
        for line in self.linjer:
            sheet.put(self._place(line), 0, linjenavn(line), self._look(line, styles.RAD))
        for step in range(len(STEG)):
            self.kjede.steg.append({line: {} for line in self.linjer})
            for year in self.years:
                for line in self.innlinjer:
                    self._put(step, line, year, self._step(step, line, year))
                self._sums(self.kjede.steg[step], step, year)
        self.kjede.rettet.update({line: {} for line in self.linjer})
        for year in self.years:
            for line in self.innlinjer:
                call = of(bb.pluss, self.kjede.slutt[line][year], self.kjede.rettelse[line][year])
                self._put(len(STEG), line, year, call)
            self._sums(self.kjede.rettet, len(STEG), year)

    def _step(self, step: int, line: str, year: int) -> Call:
        chain = self.kjede
        if not step:
            return of(bb.gjenta, chain.brutto[line][year])
        before = chain.steg[step - 1][line][year]
        part: Argument | None = None
        if step == 1 and line in chain.avskrivning:
            part = chain.avskrivning[line][year].used
        elif step == 2:
            part = self._need(line, year)
        elif step == 3 and line in chain.sosiale:
            part = chain.sosiale[line][year]
        return of(bb.gjenta, before) if part is None else of(bb.minus, before, part)

    def _place(self, line: str) -> int:
        return self.rader["kjede"] + 3 + self.linjer.index(line)

    def _put(self, step: int, line: str, year: int, call: Call) -> None:
        last = step == len(STEG)
        cells = self.kjede.rettet if last else self.kjede.steg[step]
        cells[line][year] = self.calc(
            self._place(line),
            self.column(step, year),
            line,
            year,
            call,
            self._look(line, styles.tall(0)),
            "" if last else STEG[step],
        )

    def _sums(self, cells: Celler, step: int, year: int) -> None:
        places = {line: self._place(line) for line in self.linjer}
        self._put(step, SUM_IS, year, self._inside(places, self.column(step, year), year))
        self._put(step, SUM_DRIFT, year, of(bb.pluss, cells[SUM_IS][year], cells[ANDRE][year]))
        drift = cells[SUM_DRIFT][year]
        worn = (
            of(bb.minus, drift, drift)
            if step
            else of(fl.sum_av, self._depreciations(year), float(len(self.sektorer)))
        )
        self._put(step, AVSKR, year, worn)
        self._put(
            step,
            DISPONIBEL,
            year,
            of(
                f.disponibel_inntekt,
                *(cells[line][year] for line in (SUM_DRIFT, RENTER, PREMIE, RESULTAT, AVSKR)),
            ),
        )

    def _depreciations(self, year: int) -> Range:
        head = self.aar("Avskrivninger", year)
        return self.steps.sheet.range(self.steps.at(0, head), self.steps.at(len(self.sektorer) - 1, head))

    def notes(self, rettet: Rettet) -> None:
        """What a reader must know of the figures above."""
        row = self._place(DISPONIBEL) + 2
        self.sheet.calc(
            row, 0, *bb.tekst(*rettet.varsel[self.years[-1]]), style=styles.NOTE.but(color=styles.RAUD)
        )
        texts: list[str | Call] = [
            f"Trinnene er som rapportert. «{_RETTET}» er trinn 4 med rettelsene på arket Rettelser."
        ]
        if self.behov is not None and any(s.i_noekkel for s in self.behov.sektorer.values()):
            texts.append(
                f"{behov_fl.UTENFOR} : sektoren er ikke i den valgte kostnadsnøkkelen; "
                "utgiftene er med i andre sektorer."
            )
        if self.beloep is not None and not self.data.resten and not self.data.landet:
            texts.append("Tallgrunnlaget har ikke resten av landet: «landet» er medlemmene samlet.")
        for at, text in enumerate(texts, start=row + 1):
            layout.text(self.sheet, at, 0, text, styles.NOTE)
        lacking = utelatt.noter(self.utelatt, self.years)
        for at, call in enumerate(lacking, start=row + 1 + len(texts)):
            layout.text(self.sheet, at, 0, call, styles.NOTE.but(wrap=True, valign="top"))
            self.sheet.merge(at, 0, self.column(len(STEG), self.years[-1]))
            self.sheet.heights[at] = layout.text_height("x" * min(self.utelatt.lengde, _LANGT), _BREDDE)

    def _look(self, line: str, style: styles.Style) -> styles.Style:
        return styles.sumrad(style) if line in (SUM_IS, SUM_DRIFT, DISPONIBEL) else style


def fill(
    sheet: Sheet,
    valg: Valg,
    kilde: Avvikskilde,
    behov: Utgiftsbehov | None,
    rettet: Rettet,
    innbyggere: dict[int, Cell],
    bruk: EgenBruk,
    beloep: Beloep | None,
    rader: Mapping[str, int],
    steg: Steg,
    mangler: Utelatt,
) -> Kjede:
    """Write the inputs, vedleggstabell 3 and the chain; figures and tabell 19 come after."""
    writer = _Writer(sheet, valg, kilde, behov, bruk, beloep, rader, steg)
    writer.utelatt = mangler
    writer.inputs(rettet, innbyggere)
    writer.social_table()
    writer.chain()
    writer.notes(rettet)
    return writer.kjede
