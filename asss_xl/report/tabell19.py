"""Tabell 19: deviation from the country at the municipality's own income level (ch. 2.3.4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.model import Datasett
from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.published import AVVIK_ENHET, trykt
from asss_xl.report.ressursbruk import RENTER, RESULTAT, Kjede
from asss_xl.report.rettelser import ANDRE
from asss_xl.report.utgiftsbehov import Utgiftsbehov
from asss_xl.workbook import Argument, Cell, Input, Range, Sheet, of, styles

FAKTISK, AVVIK = "Tabell 19 faktisk bruk", "Tabell 19 avvik"
TUSEN = "1000 kr"
_SNITT, _KORR, _TRYKT = 14, 17, 20


@dataclass
class Folketall:
    """Inhabitants by year: not printed, but implied by the two units of tabell 19."""

    inndata: dict[int, Input] = field(default_factory=dict)

    @property
    def brukt(self) -> dict[int, Cell]:
        """The cells that the sheets use."""
        return {year: given.used for year, given in self.inndata.items()}


@dataclass
class Tabell19:
    """The results by use of income and year."""

    faktisk: dict[str, dict[int, Cell]] = field(default_factory=dict)
    avvik: dict[str, dict[int, Cell]] = field(default_factory=dict)
    beloep: dict[str, dict[int, Cell]] = field(default_factory=dict)
    nivaa: dict[int, Cell] = field(default_factory=dict)
    sum_avvik: dict[int, Cell] = field(default_factory=dict)


def implied_inhabitants(data: Datasett, year: int) -> tuple[float, float]:
    """Inhabitants that fit both units of every line of tabell 19, and half the width left.

    Each line gives an interval ``1000 kr / (kr per inhabitant ± 0.5)``; the answer is the
    middle of what they have in common.
    """
    low, high = 0.0, float("inf")
    for figure in data.figurer:
        if (figure.tabell, figure.aar, figure.enhet) != (FAKTISK, year, AVVIK_ENHET):
            continue
        amount = data.figur(FAKTISK, figure.linje, figure.aktor, year, TUSEN)
        if not figure.verdi or not amount.verdi:
            continue
        ends = [
            (abs(amount.verdi) + side * amount.avrunding) * 1000
            / (abs(figure.verdi) + other * figure.avrunding)
            for side in (-1, 1) for other in (-1, 1)
        ]  # fmt: skip
        low, high = max(low, min(ends)), min(high, max(ends))
    if low > high:
        raise ValueError(f"tabell 19 {year}: the two units do not agree on the inhabitants")
    return round((low + high) / 2), (high - low) / 2


def inhabitants(sheet: Sheet, data: Datasett, row: int) -> Folketall:
    """A row of inputs: inhabitants by year."""
    made = Folketall()
    years = data.aar
    groups = ("Utledet av tabell 19", "Hva hvis", "Brukt")
    layout.year_groups(sheet, row, "Folketall", groups, years)
    sheet.put(row + 2, 0, "Innbyggere", styles.RAD)
    for index, year in enumerate(years):
        value, slack = implied_inhabitants(data, year)
        made.inndata[year] = sheet.input(
            (row + 2, 1 + index), (row + 2, 1 + len(years) + index),
            (row + 2, 1 + 2 * len(years) + index), value, rounding=slack,
            label=f"Innbyggere {year}", style=styles.tall(0), limits=(1, 10_000_000),
            used_style=styles.tall(0),
        )  # fmt: skip
    return made


class _Writer:
    def __init__(
        self, sheet: Sheet, data: Datasett, behov: Utgiftsbehov, kjede: Kjede, folk: Folketall
    ) -> None:
        self.sheet, self.data, self.behov, self.kjede, self.folk = sheet, data, behov, kjede, folk
        self.years = data.aar
        self.uses = [*data.sektorer, ANDRE, RENTER, RESULTAT]
        self.result = Tabell19()

    def write(self, row: int) -> Tabell19:
        sheet, years = self.sheet, self.years
        sheet.put(row, 0, "Tabell 19. Faktisk bruk og avvik fra landet ved kommunens eget "
                  "inntektsnivå", styles.OVERSKRIFT)  # fmt: skip
        groups = ("Faktisk bruk, 1000 kr", "Faktisk bruk, kr per innb.", "Avvik, kr per innb.",
                  "Avvik, 1000 kr")  # fmt: skip
        layout.year_groups(sheet, row + 1, "Anvendelse (uten sosiale lønnsutgifter)", groups, years)
        for column, label in ((_SNITT, "landet"), (_KORR, "korr."), (_TRYKT, "trykt")):
            for index, year in enumerate(years):
                sheet.put(row + 2, column + index, f"{label} {year}", styles.HJELP_HODE)
        first = row + 3
        for offset, use in enumerate(self.uses):
            sheet.put(first + offset, 0, use, styles.RAD)
            for index, year in enumerate(years):
                self._given(first + offset, use, index, year)
        last = first + len(self.uses) - 1
        for index, year in enumerate(years):
            self._level(last + 2, index, year, first, last)
            for offset, use in enumerate(self.uses):
                self._deviation(first + offset, use, index, year)
            self._sum(last + 1, index, year, first, last)
        sheet.put(last + 1, 0, "Sum avvik (skal være 0)", styles.sumrad(styles.RAD))
        sheet.put(last + 2, 0, "Inntektsnivå i forhold til landet", styles.RAD)
        return self.result

    def _given(self, at: int, use: str, index: int, year: int) -> None:
        sheet, kommune = self.sheet, self.data.kommune
        amount = self.data.figur(FAKTISK, use, kommune, year, TUSEN)
        base = sheet.put(
            at, _TRYKT + index, amount.verdi, styles.hjelp(styles.tall(0)),
            rounding=amount.avrunding,
        )  # fmt: skip
        people = self.folk.inndata[year]
        thousand = sheet.calc(
            at, 1 + index, bb.flyttet, *self._moved(use, year, base, people.used),
            style=styles.tall(0), published=trykt(amount),
        )  # fmt: skip
        each = sheet.calc(
            at, 4 + index, f.per_innbygger, thousand, people.used, 1000.0, style=styles.tall(0),
            published=trykt(self.data.figur(FAKTISK, use, kommune, year, AVVIK_ENHET)),
        )  # fmt: skip
        self.result.faktisk.setdefault(use, {})[year] = each
        small = styles.hjelp(styles.tall(0))
        sector = self.behov.sektorer.get(use)
        if sector is not None:
            sheet.calc(at, _SNITT + index, bb.gjenta, sector.snitt[year], style=small)
            sheet.calc(at, _KORR + index, bb.gjenta, sector.korreksjon[year], style=small)
        else:
            sheet.calc(
                at, _SNITT + index, bb.minus, of(f.per_innbygger, base, people.base, 1000.0),
                self.kjede.grunnlag[use][year], style=small,
            )  # fmt: skip
            sheet.put(at, _KORR + index, 0.0, small)

    def _moved(self, use: str, year: int, base: Cell, people: Cell) -> tuple[Argument, ...]:
        """The printed amount, and what what-if figures and corrections do to it."""
        chain = self.kjede
        depreciation = chain.avskrivning.get(use)
        social = chain.sosiale.get(use)
        return (
            base, chain.brutto[use][year], chain.ukorrigert[use][year].base,
            depreciation[year].used if depreciation else 0.0,
            depreciation[year].base if depreciation else 0.0,
            social[year] if social else 0.0,
            chain.pensjon[use][year].base if social else 0.0,
            chain.avgift[use][year].base if social else 0.0,
            people,
        )  # fmt: skip

    def _level(self, at: int, index: int, year: int, first: int, last: int) -> None:
        def column(number: int) -> Range:
            return self.sheet.range((first, number + index), (last, number + index))

        self.result.nivaa[year] = self.sheet.calc(
            at, 7 + index, f.inntektsnivaa, column(4), column(_SNITT), column(_KORR),
            style=styles.tall(4),
        )  # fmt: skip

    def _deviation(self, at: int, use: str, index: int, year: int) -> None:
        sheet, kommune = self.sheet, self.data.kommune
        people = self.folk.inndata[year]
        deviation = sheet.calc(
            at, 7 + index, f.avvik_inntekt, self.result.faktisk[use][year],
            sheet.cells[at, _SNITT + index], sheet.cells[at, _KORR + index],
            self.result.nivaa[year], style=styles.tall(0),
            published=trykt(self.data.figur(AVVIK, use, kommune, year, AVVIK_ENHET)),
        )  # fmt: skip
        self.result.avvik.setdefault(use, {})[year] = deviation
        self.result.beloep.setdefault(use, {})[year] = sheet.calc(
            at, 10 + index, f.avvik_beloep, deviation, people.used, style=styles.tall(0),
            published=trykt(self.data.figur(AVVIK, use, kommune, year, TUSEN)),
        )  # fmt: skip

    def _sum(self, at: int, index: int, year: int, first: int, last: int) -> None:
        style = styles.sumrad(styles.tall(0))
        for group in (0, 1, 2, 3):
            column = 1 + 3 * group + index
            cell = self.sheet.calc(
                at, column, bb.nesten_null if group > 1 else bb.summen,
                self.sheet.range((first, column), (last, column)), style=style,
            )  # fmt: skip
            if group == 2:
                self.result.sum_avvik[year] = cell


def fill(
    sheet: Sheet, data: Datasett, behov: Utgiftsbehov, kjede: Kjede, folk: Folketall, row: int
) -> Tabell19:
    """Write tabell 19 from the given row on."""
    return _Writer(sheet, data, behov, kjede, folk).write(row)
