"""Tabell 19: deviation from the country at the municipality's own income level (ch. 2.3.4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.model import Datasett
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.egen_bruk import EgenBruk, Folkemengde
from asss_xl.report.avvik.kilde import (
    ANDRE,
    AVVIK,
    FAKTISK,
    RENTER,
    RESULTAT,
    Avvikskilde,
    linjenavn,
)
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.demografi.folk import Folk
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.tall import MANGLER, Ledd, Tall, inndata, plasser
from asss_xl.workbook import Argument, Call, Cell, Input, Range, Sheet, of, styles

TUSEN = "1000 kr"
_SNITT, _KORR, _TRYKT = 14, 17, 20


@dataclass
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


@dataclass
class Tabell19:
    """The results by use of income and year."""

    faktisk: dict[str, dict[int, Cell]] = field(default_factory=dict)
    avvik: dict[str, dict[int, Cell]] = field(default_factory=dict)
    beloep: dict[str, dict[int, Cell]] = field(default_factory=dict)
    nivaa: dict[int, Cell] = field(default_factory=dict)
    sum_avvik: dict[int, Cell] = field(default_factory=dict)


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
            (abs(amount.verdi) + side * amount.avrunding) * 1000
            / (abs(figure.verdi) + other * figure.avrunding)
            for side in (-1, 1) for other in (-1, 1)
            if abs(figure.verdi) + other * figure.avrunding > 0
        ]  # fmt: skip
        low, high = max(low, min(ends)), min(high, max(ends))
    if low > high or high == float("inf"):
        return MANGLER
    return Tall(float(round((low + high) / 2)), (high - low) / 2)


def inhabitants(
    sheet: Sheet, valg: Valg, kilde: Avvikskilde, row: int, folk: Folk | None
) -> Folketall:
    """A row of inputs: inhabitants by year; the last follows the age groups on Demografi."""
    made = Folketall()
    years, derived = valg.vindu, kilde.tall is None
    groups = ("Utledet av tabell 19" if derived else "Folketall", "Hva hvis", "Brukt")
    layout.year_groups(sheet, row, "Folketall", groups, valg)
    sheet.put(row + 2, 0, "Innbyggere", styles.RAD)
    for index, year in enumerate(years):
        known = implied_inhabitants(valg.data, year) if derived else kilde.folk(year)
        used = (row + 2, 1 + 2 * len(years) + index)
        if folk is not None and folk.samlet is not None and year == folk.aar:
            base = plasser(sheet, row + 2, 1 + index, known, styles.tall(0))
            sheet.put(row + 2, 1 + len(years) + index, None, styles.tall(0))
            made.inndata[year] = Ledd(
                base, sheet.calc(*used, bb.ganger, base, folk.samlet, style=styles.tall(0))
            )
            continue
        made.inndata[year] = inndata(
            sheet, (row + 2, 1 + index), (row + 2, 1 + len(years) + index), used, known,
            label="Innbyggere", aar=valg.aarstall[year], style=styles.tall(0),
            limits=(1, 10_000_000), used_style=styles.tall(0),
        )  # fmt: skip
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
    ) -> None:
        self.sheet, self.valg, self.kilde, self.behov = sheet, valg, kilde, behov
        self.kjede, self.folk, self.egen = kjede, folk, egen
        self.years = valg.vindu
        self.uses = [*valg.data.sektorer, ANDRE, RENTER, RESULTAT]
        self.result = Tabell19()

    def write(self, row: int) -> Tabell19:
        sheet, years = self.sheet, self.years
        sheet.put(row, 0, "Tabell 19. Faktisk bruk og avvik fra landet ved kommunens eget "
                  "inntektsnivå", styles.OVERSKRIFT)  # fmt: skip
        groups = ("Faktisk bruk, 1000 kr", "Faktisk bruk, kr per innb.", "Avvik, kr per innb.",
                  "Avvik, 1000 kr")  # fmt: skip
        layout.year_groups(sheet, row + 1, "Anvendelse (uten sosiale lønnsutgifter)", groups,
                           self.valg)  # fmt: skip
        for column, label in ((_SNITT, "landet"), (_KORR, "korr."), (_TRYKT, "trykt")):
            for index, year in enumerate(years):
                sheet.calc(row + 2, column + index,
                           *bb.tekst(f"{label} ", self.valg.aarstall[year]),
                           style=styles.HJELP_HODE)  # fmt: skip
        first = row + 3
        for offset, use in enumerate(self.uses):
            sheet.put(first + offset, 0, linjenavn(use), styles.RAD)
            for index, year in enumerate(years):
                self._given(first + offset, use, index, year)
        last = first + len(self.uses) - 1
        for index, year in enumerate(years):
            self._level(last + 2, index, year, first, last)
            for offset, use in enumerate(self.uses):
                self._deviation(first + offset, use, index, year)
            self._sum(last + 1, index, year, first, last)
        sheet.put(last + 1, 0, "Sum avvik (0 når tallene ikke er avrundet)", styles.sumrad(styles.RAD))
        sheet.put(last + 2, 0, "Inntektsnivå i forhold til landet", styles.RAD)
        return self.result

    def calc(
        self, at: int, column: int, use: str, year: int, call: Call, style: styles.Style,
        published: tuple[object, ...] = (),
    ) -> Cell:  # fmt: skip
        sector = self.behov.sektorer.get(use) if self.behov else None
        shown = sector.om(year, call) if sector else call
        return self.sheet.calc(at, column, shown.function, *shown.arguments, style=style,
                               published=published)  # fmt: skip

    def _printed(self, table: str, use: str, year: int, unit: str) -> tuple[object, ...]:
        return self.kilde.trykt(table, use, "kommune", year, unit).trykt

    def _given(self, at: int, use: str, index: int, year: int) -> None:
        """The use, the country's mean and the correction of a line."""
        if self.egen is None:
            self._stated(at, use, index, year)
        else:
            self._computed(at, use, index, year, self.egen)

    def _stated(self, at: int, use: str, index: int, year: int) -> None:
        sheet, small = self.sheet, styles.hjelp(styles.tall(0))
        amount = self.kilde.faktisk(use, year)
        base = plasser(sheet, at, _TRYKT + index, amount, small, published=())
        people = self.folk.inndata[year]
        thousand = sheet.calc(
            at, 1 + index, bb.flyttet, *self._moved(use, year, base, people.used),
            style=styles.tall(0), published=amount.trykt,
        )  # fmt: skip
        self.result.faktisk.setdefault(use, {})[year] = sheet.calc(
            at, 4 + index, f.per_innbygger, thousand, people.used, 1000.0, style=styles.tall(0),
            published=self._printed(FAKTISK, use, year, AVVIK_ENHET),
        )  # fmt: skip
        sector = self.behov.sektorer.get(use) if self.behov else None
        if sector is not None:
            sheet.calc(at, _SNITT + index, bb.gjenta, sector.snitt[year], style=small)
            sheet.calc(at, _KORR + index, bb.gjenta, sector.korreksjon[year], style=small)
        else:
            sheet.calc(
                at, _SNITT + index, bb.minus, of(f.per_innbygger, base, people.base, 1000.0),
                self.kjede.grunnlag[use][year], style=small,
            )  # fmt: skip
            sheet.put(at, _KORR + index, 0.0, small)

    def _computed(self, at: int, use: str, index: int, year: int, egen: EgenBruk) -> None:
        """The country's use, with the need and the deviation that the chain ends in added."""
        small = styles.hjelp(styles.tall(0))
        mean = self.calc(at, _SNITT + index, use, year, of(bb.gjenta, egen.landet[use, year]), small)
        sector = self.behov.sektorer.get(use) if self.behov else None
        need: Argument = sector.korreksjon[year] if sector else 0.0
        corrected = self.calc(at, _KORR + index, use, year, of(bb.gjenta, need), small)
        each = self.calc(
            at, 4 + index, use, year,
            of(bb.pluss3, mean, corrected, self.kjede.slutt[use][year]), styles.tall(0),
        )  # fmt: skip
        self.result.faktisk.setdefault(use, {})[year] = each
        self.calc(at, 1 + index, use, year,
                  of(f.avvik_beloep, each, self.folk.inndata[year].used), styles.tall(0))  # fmt: skip

    def _moved(self, use: str, year: int, base: Cell, people: Cell) -> tuple[Argument, ...]:
        """The printed amount, and what what-if figures and corrections do to it."""
        chain = self.kjede
        before = self.folk.inndata[year].base
        depreciation = chain.avskrivning.get(use)
        social = chain.sosiale.get(use)
        return (
            base, chain.brutto[use][year], chain.ukorrigert[use][year].base,
            depreciation[year].used if depreciation else 0.0,
            depreciation[year].base if depreciation else 0.0,
            social[year] if social else 0.0,
            chain.pensjon[use][year].base if social else 0.0,
            chain.avgift[use][year].base if social else 0.0,
            people, before,
        )  # fmt: skip

    def _level(self, at: int, index: int, year: int, first: int, last: int) -> None:
        def column(number: int) -> Range:
            return self.sheet.range((first, number + index), (last, number + index))

        self.result.nivaa[year] = self.sheet.calc(
            at, 7 + index, f.inntektsnivaa, column(4), column(_SNITT), column(_KORR),
            style=styles.tall(4),
        )  # fmt: skip

    def _deviation(self, at: int, use: str, index: int, year: int) -> None:
        sheet, people = self.sheet, self.folk.inndata[year]
        deviation = self.calc(
            at, 7 + index, use, year,
            of(f.avvik_inntekt, self.result.faktisk[use][year], sheet.cells[at, _SNITT + index],
               self.result.nivaa[year], sheet.cells[at, _KORR + index]), styles.tall(0),
            self._printed(AVVIK, use, year, AVVIK_ENHET),
        )  # fmt: skip
        self.result.avvik.setdefault(use, {})[year] = deviation
        self.result.beloep.setdefault(use, {})[year] = self.calc(
            at, 10 + index, use, year, of(f.avvik_beloep, deviation, people.used), styles.tall(0),
            self._printed(AVVIK, use, year, TUSEN),
        )  # fmt: skip

    def _sum(self, at: int, index: int, year: int, first: int, last: int) -> None:
        style = styles.sumrad(styles.tall(0))
        for group in (0, 1, 2, 3):
            column = 1 + 3 * group + index
            cells = self.sheet.range((first, column), (last, column))
            cell = self.sheet.calc(
                at, column, bb.nesten_null if group > 1 else bb.summen, cells, style=style
            )
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
) -> Tabell19:
    """Write tabell 19 from the given row on."""
    return _Writer(sheet, valg, kilde, behov, kjede, folk, egen).write(row)
