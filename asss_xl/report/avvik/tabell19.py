"""Tabell 19: deviation from the country at the municipality's own income level (ch. 2.3.4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik import formler as fl
from asss_xl.report.avvik.egen_bruk import EgenBruk, Folkemengde
from asss_xl.report.avvik.kilde import ANDRE, AVVIK, FAKTISK, RENTER, RESULTAT, Avvikskilde, linjenavn
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.behov.noekkel import aaret
from asss_xl.report.demografi.folk import Folk
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.steg import Steg
from asss_xl.report.tall import MANGLER, Ledd, Tall, inndata, plasser
from asss_xl.workbook import Argument, Call, Cell, Input, Range, Sheet, of, styles

TUSEN = "1000 kr"
_SNITT, _KORR, _BRUK, _GRUNNLAG, _FLYTTET = (
    "Landet",
    "Korreksjon",
    "Bruk",
    "Bruk, grunnlag, 1000 kr",
    "Flyttet, kr per innb.",
)
_SMAA = styles.hjelp(styles.tall(0))


@dataclass(frozen=True)
class Folketall:
    """Inhabitants by year: not printed, but implied by the two units of tabell 19."""

    inndata: dict[int, Input | Ledd] = field(default_factory=dict)

    @property
    def brukt(self) -> dict[int, Cell]:
        """The cells that the sheets use."""
        return {year: given.used for year, given in self.inndata.items()}

    @property
    def mengde(self) -> Folkemengde:
        """As the figures have them, and as they count."""
        base = {year: given.base for year, given in self.inndata.items()}
        return Folkemengde(base, self.brukt)


@dataclass(frozen=True)
class Tabell19:
    """The results by use of income and year."""

    tusen: dict[str, dict[int, Cell]] = field(default_factory=dict)
    faktisk: dict[str, dict[int, Cell]] = field(default_factory=dict)
    avvik: dict[str, dict[int, Cell]] = field(default_factory=dict)
    beloep: dict[str, dict[int, Cell]] = field(default_factory=dict)
    nivaa: dict[int, Cell] = field(default_factory=dict)
    sum_avvik: dict[int, Cell] = field(default_factory=dict)
    #: What the income level is made of: own use, the country's mean, correction.
    ledd: dict[int, tuple[Range, Range, Range]] = field(default_factory=dict)


def implied_inhabitants(data: Datasett, year: int) -> Tall:
    """Inhabitants that fit both units of every line of tabell 19, and half the width left.

    Each line gives an interval ``1000 kr / (kr per inhabitant ± 0.5)``; the answer is the
    middle of what they have in common. Missing where the table is not there or contradicts
    itself.
    """
    low, high = 0.0, float("inf")
    for figure in data.figurer:
        if (figure.tabell, figure.aar, figure.enhet) != (FAKTISK, year, AVVIK_ENHET):
            continue
        amount = data.figur(FAKTISK, figure.post, figure.aktor, year, TUSEN)
        if amount is None or figure.kommune != data.kommune:
            continue
        if not figure.verdi or not amount.verdi:
            continue
        ends = [
            (abs(amount.verdi) + side * amount.avrunding)
            * 1000
            / (abs(figure.verdi) + other * figure.avrunding)
            for side in (-1, 1)
            for other in (-1, 1)
            if abs(figure.verdi) + other * figure.avrunding > 0
        ]
        low, high = max(low, min(ends)), min(high, max(ends))
    if low > high or high == float("inf"):
        return MANGLER
    return Tall(float(round((low + high) / 2)), (high - low) / 2)


#: The rows that the inhabitants take.
FOLKETALL_RADER = 5


def height(sectors: int) -> int:
    """The rows that tabell 19 takes."""
    return sectors + 8


def inhabitants(sheet: Sheet, valg: Valg, kilde: Avvikskilde, row: int, folk: Folk | None) -> Folketall:
    """A row of inputs: inhabitants by year; the last follows the age groups on Demografi."""
    made = Folketall()
    years, derived = valg.vindu, kilde.tall is None
    groups = ("Utledet av tabell 19" if derived else "Folketall", "Hva hvis", "Brukt")
    layout.year_groups(sheet, row, "Folketall", groups, valg)
    sheet.put(row + 2, 0, "Innbyggere", styles.RAD)
    for index, year in enumerate(years):
        known = implied_inhabitants(valg.data, year) if derived else kilde.folk(year)
        used = (row + 2, 1 + 2 * len(years) + index)
        if folk is not None and year == folk.aar:
            base = plasser(sheet, row + 2, 1 + index, known, styles.tall(0))
            sheet.put(row + 2, 1 + len(years) + index, None, styles.tall(0))
            made.inndata[year] = Ledd(
                base, sheet.calc(*used, bb.ganger, base, folk.samlet, style=styles.tall(0))
            )
            continue
        made.inndata[year] = inndata(
            sheet,
            (row + 2, 1 + index),
            (row + 2, 1 + len(years) + index),
            used,
            known,
            label="Innbyggere",
            aar=valg.aarstall[year],
            style=styles.tall(0),
            limits=(1, 10_000_000),
            used_style=styles.tall(0),
        )
    return made


class _Writer:
    def __init__(
        self,
        sheet: Sheet,
        valg: Valg,
        kilde: Avvikskilde,
        behov: Utgiftsbehov | None,
        kjede: Kjede,
        folk: Folketall,
        egen: EgenBruk | None,
        steg: Steg,
    ) -> None:
        self.sheet, self.valg, self.kilde, self.behov = sheet, valg, kilde, behov
        self.kjede, self.folk, self.egen = kjede, folk, egen
        self.years = valg.vindu
        self.uses = [*valg.data.sektorer, ANDRE, RENTER, RESULTAT]
        self.result = Tabell19()
        heads = [
            self.aar(what, y) for what in (_SNITT, _KORR, _BRUK, _GRUNNLAG, _FLYTTET) for y in self.years
        ]
        self.steps = steg.blokk(
            "Tabell 19: landet, korreksjon og bruk (0 utenfor nøkkelen)",
            heads,
            list(map(linjenavn, self.uses)),
        )

    def aar(self, what: str, year: int) -> str:
        return aaret(what, self.valg, year)

    def column(self, group: int, year: int) -> int:
        return 1 + group * len(self.years) + self.years.index(year)

    def write(self, row: int) -> Tabell19:
        sheet = self.sheet
        sheet.put(
            row,
            0,
            "Tabell 19. Faktisk bruk og avvik fra landet ved kommunens eget inntektsnivå",
            styles.OVERSKRIFT,
        )
        groups = (
            "Faktisk bruk, 1000 kr",
            "Faktisk bruk, kr per innb.",
            "Avvik, kr per innb.",
            "Avvik, 1000 kr",
        )
        layout.year_groups(sheet, row + 1, "Uten sosiale lønnsutgifter", groups, self.valg)
        first, last = row + 3, row + 2 + len(self.uses)
        for at, use in enumerate(self.uses, start=first):
            sheet.put(at, 0, linjenavn(use), styles.RAD)
            for year in self.years:
                self._given(at, use, year)
        for year in self.years:
            parts = self.result.ledd[year] = (
                self._steps(_BRUK, year),
                self._steps(_SNITT, year),
                self._steps(_KORR, year),
            )
            self.result.nivaa[year] = sheet.calc(
                last + 2, self.column(2, year), f.inntektsnivaa, *parts, style=styles.tall(4)
            )
            for at, use in enumerate(self.uses, start=first):
                self._deviation(at, use, year)
            self._sum(last + 1, year, first, last)
        sheet.put(last + 1, 0, "Sum (avvikene blir til sammen 0)", styles.sumrad(styles.RAD))
        sheet.put(last + 2, 0, "Inntektsnivå i forhold til landet", styles.RAD)
        return self.result

    def _steps(self, what: str, year: int) -> Range:
        return self.steps.column(self.aar(what, year))

    def _step(self, use: str, what: str, year: int, call: Call) -> Cell:
        return self.steps.calc(self.uses.index(use), self.aar(what, year), call, style=_SMAA)

    def _of(self, use: str, what: str, year: int) -> Cell:
        return self.steps.cell(self.uses.index(use), self.aar(what, year))

    def _counts(self, use: str, year: int, cell: Cell) -> Call:
        """A figure in the sums: 0 where the chosen key does not have the sector."""
        sector = self.behov.sektorer.get(use) if self.behov else None
        return sector.eller_null(year, cell) if sector else of(bb.gjenta, cell)

    def calc(
        self, at: int, column: int, use: str, year: int, call: Call, published: tuple[object, ...] = ()
    ) -> Cell:
        sector = self.behov.sektorer.get(use) if self.behov else None
        shown = sector.om(year, call) if sector else call
        return self.sheet.calc(at, column, shown, style=styles.tall(0), published=published)

    def _printed(self, table: str, use: str, year: int, unit: str) -> tuple[object, ...]:
        return self.kilde.trykt(table, use, "kommune", year, unit).trykt

    def _given(self, at: int, use: str, year: int) -> None:
        """The use, and among the steps the country's mean and the correction."""
        sector = self.behov.sektorer.get(use) if self.behov else None
        if sector is not None:
            self._step(use, _KORR, year, self._counts(use, year, sector.korreksjon[year]))
        else:
            self.steps.put(self.uses.index(use), self.aar(_KORR, year), 0.0, _SMAA)
        if self.egen is None:
            self._stated(at, use, year)
        else:
            self._computed(at, use, year, self.egen)

    def _stated(self, at: int, use: str, year: int) -> None:
        """As printed in 1000 kr, moved by what what-if figures add."""
        amount, people = self.kilde.faktisk(use, year), self.folk.inndata[year]
        base = plasser(
            self.steps.sheet,
            *self.steps.at(self.uses.index(use), self.aar(_GRUNNLAG, year)),
            amount,
            _SMAA,
            published=(),
        )
        moved = self._step(use, _FLYTTET, year, self._moved(use, year))
        now = of(bb.ganger_delt, base, people.used, people.base)
        thousand = self.result.tusen.setdefault(use, {})[year] = self.sheet.calc(
            at,
            self.column(0, year),
            fl.pluss_per_innbygger,
            now,
            moved,
            people.used,
            style=styles.tall(0),
            published=amount.trykt,
        )
        each = self.result.faktisk.setdefault(use, {})[year] = self.sheet.calc(
            at,
            self.column(1, year),
            f.per_innbygger,
            thousand,
            people.used,
            1000.0,
            style=styles.tall(0),
            published=self._printed(FAKTISK, use, year, AVVIK_ENHET),
        )
        self._step(use, _BRUK, year, of(bb.gjenta, each))
        sector = self.behov.sektorer.get(use) if self.behov else None
        mean = (
            of(bb.gjenta, sector.snitt[year])
            if sector is not None
            else of(bb.minus, of(f.per_innbygger, base, people.base, 1000.0), self.kjede.grunnlag[use][year])
        )
        self._step(use, _SNITT, year, mean)

    def _moved(self, use: str, year: int) -> Call:
        chain = self.kjede
        uncorrected = chain.ukorrigert[use][year]
        parts: list[Argument] = [uncorrected.used, uncorrected.base]
        if use in chain.avskrivning:
            worn, pension, fee = (t[use][year] for t in (chain.avskrivning, chain.pensjon, chain.avgift))
            parts += [worn.used, worn.base, chain.sosiale[use][year], pension.base, fee.base]
        elif use in chain.sosiale:
            pension, fee = chain.pensjon[use][year], chain.avgift[use][year]
            parts += [0.0, 0.0, chain.sosiale[use][year], pension.base, fee.base]
        else:
            return of(bb.minus, *parts)
        return of(fl.flyttet_bruk, *parts)

    def _computed(self, at: int, use: str, year: int, egen: EgenBruk) -> None:
        """The country's use, with the need and the deviation that the chain ends in added."""
        mean = self._step(use, _SNITT, year, self._counts(use, year, egen.landet[use, year].used))
        gap = self._counts(use, year, self.kjede.slutt[use][year])
        each = self._step(use, _BRUK, year, of(bb.pluss3, mean, self._of(use, _KORR, year), gap))
        shown = self.calc(at, self.column(1, year), use, year, of(bb.gjenta, each))
        self.result.faktisk.setdefault(use, {})[year] = shown
        self.result.tusen.setdefault(use, {})[year] = self.calc(
            at, self.column(0, year), use, year, of(f.avvik_beloep, each, self.folk.inndata[year].used)
        )

    def _deviation(self, at: int, use: str, year: int) -> None:
        deviation = self.calc(
            at,
            self.column(2, year),
            use,
            year,
            of(
                f.avvik_inntekt,
                self.result.faktisk[use][year],
                self._of(use, _SNITT, year),
                self.result.nivaa[year],
                self._of(use, _KORR, year),
            ),
            self._printed(AVVIK, use, year, AVVIK_ENHET),
        )
        self.result.avvik.setdefault(use, {})[year] = deviation
        self.result.beloep.setdefault(use, {})[year] = self.calc(
            at,
            self.column(3, year),
            use,
            year,
            of(f.avvik_beloep, deviation, self.folk.inndata[year].used),
            self._printed(AVVIK, use, year, TUSEN),
        )

    def _sum(self, at: int, year: int, first: int, last: int) -> None:
        """Sums over all uses: of the sectors only those that the key has."""
        style = styles.sumrad(styles.tall(0))
        others = len(self.uses) - len(self.valg.data.sektorer)
        count: Argument = float(len(self.uses))
        if self.behov is not None and isinstance(self.behov.antall[year], Cell):
            count = of(bb.pluss, self.behov.antall[year], float(others))
        for group in range(4):
            column = self.column(group, year)
            cells = self.sheet.range((first, column), (last, column))
            made = fl.nesten_null if group > 1 else fl.sum_av
            cell = self.sheet.calc(at, column, made, cells, count, style=style)
            if group == 2:
                self.result.sum_avvik[year] = cell


def fill(
    sheet: Sheet,
    valg: Valg,
    kilde: Avvikskilde,
    behov: Utgiftsbehov | None,
    kjede: Kjede,
    folk: Folketall,
    egen: EgenBruk | None,
    row: int,
    steg: Steg,
) -> Tabell19:
    """Write tabell 19 from the given row on."""
    return _Writer(sheet, valg, kilde, behov, kjede, folk, egen, steg).write(row)
