"""Tabell 19: deviation from the country at the municipality's own income level (ch. 2.3.4)."""

from __future__ import annotations

from itertools import product

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.report import formler as bb
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.kilde import AVVIK_19, FAKTISK_19, RENTER, RESULTAT, navn
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.avvik.tabell import SMAA, SUM, Avvikstabell, FolkPerAar, Ressursbruk
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.demografi.folketall import Folk as Aldersgrupper
from asss_xl.report.formler import avvik as fl
from asss_xl.report.nettverk.regnskapstall import FOLK
from asss_xl.report.published import AVVIK_ENHET, TUSEN
from asss_xl.report.tall import MANGLER, Ledd, Tall
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Input, Range, of, styles

_SNITT, _KORR, _BRUK = "Landet", "Korreksjon", "Bruk"
_GRUNNLAG, _FLYTTET = "Bruk, grunnlag, 1000 kr", "Flyttet, kr per innb."
_DATA = beside(__file__)
_THOUSAND, _EACH, _GAP, _AMOUNT = range(4)
_KOMMUNE, _NIVAA, _FOLK = "kommune", "nivaa", "Innbyggere"


def implied_inhabitants(data: Datasett, year: int) -> Tall:
    """Inhabitants that fit both units of every line of tabell 19.

    Each line gives an interval ``1000 kr / (kr per inhabitant ± 0.5)``; the answer is the
    middle of what they have in common. Missing where the table is not there or contradicts
    itself.
    """
    low, high = 0.0, float("inf")
    for figure in data.figurer:
        if (figure.tabell, figure.aar, figure.enhet) != (FAKTISK_19, year, AVVIK_ENHET):
            continue
        amount = data.figur(FAKTISK_19, figure.post, figure.aktor, year, TUSEN)
        if amount is None or figure.kommune != data.kommune or not figure.verdi or not amount.verdi:
            continue
        above = [abs(amount.verdi) + side * amount.avrunding for side in (-1, 1)]
        below = [abs(figure.verdi) + side * figure.avrunding for side in (-1, 1)]
        ends = [one * 1000 / other for one in above for other in below if other > 0]
        low, high = max(low, min(ends)), min(high, max(ends))
    if low > high or high == float("inf"):
        return MANGLER
    return Tall(float(round((low + high) / 2)))


def inhabitants(ark: Ressursbruk, ages: Aldersgrupper | None) -> FolkPerAar:
    """A row of inputs: inhabitants by year; the last follows the age groups on Demografi."""
    made, derived = dict[int, Input | Ledd](), ark.kilde.tall is None
    groups = ("Utledet av tabell 19" if derived else "Folketall", "Hva hvis", "Brukt")
    table = Avvikstabell(ark, ark.rader["folketall"], "Folketall", groups, navn(_FOLK))
    for year in ark.aar:
        known = implied_inhabitants(ark.valg.data, year) if derived else ark.kilde.egen(year, FOLK)
        if ages is not None and year == ages.aar:
            base = table.tall(_FOLK, (0, year), known)
            table.put(_FOLK, (1, year), None)
            made[year] = Ledd(base, table.calc(_FOLK, (2, year), base * ages.samlet))
        else:
            made[year] = table.gult(_FOLK, year, known, _FOLK, limits=(1, 10_000_000))
    return made


class Tabell19:
    """The table, as the chain and what is used give it, and its cells by use of income and year."""

    def __init__(
        self, ark: Ressursbruk, kjede: Kjede, egen: EgenBruk | None, behov: Utgiftsbehov | None
    ) -> None:
        self.ark, self.kjede, self.egen = ark, kjede, egen
        self.behov = behov.sektorer if behov else {}
        self.uses = [*ark.sektorer, RENTER, RESULTAT]
        columns = ark.valg.kolonner(_SNITT, _KORR, _BRUK, _GRUNNLAG, _FLYTTET)
        title = "Tabell 19: landet, korreksjon og bruk (0 utenfor nøkkelen)"
        self.steps = ark.steg.blokk(ark.valg.data.om_landet(title), columns, navn(*self.uses), SMAA)
        told = ark.valg.data.om_landet
        sums = {line: told(label) for line, label in _DATA["summer"].items()}
        lines, row = {**navn(*self.uses), **sums}, ark.rader["tabell 19"]
        in_kroner = [*self.uses, SUM]
        self.table = Avvikstabell(
            ark, row, "Uten sosiale lønnsutgifter", _DATA["grupper"], lines, told(_DATA["tittel"]), in_kroner
        )
        self._write()
        self.nivaa, self.sum_avvik = (self.table.gruppe(_GAP, (line,))[line] for line in (_NIVAA, SUM))
        self.tusen, self.faktisk, self.avvik = (
            self.table.gruppe(group, self.uses) for group in (_THOUSAND, _EACH, _GAP)
        )

    def ledd(self, year: int) -> tuple[Range, ...]:
        """What the income level is made of: own use, the country's mean, correction."""
        return tuple(self.steps.column((what, year)) for what in (_BRUK, _SNITT, _KORR))

    def _write(self) -> None:
        table = self.table
        for use, year in product(self.uses, self.ark.aar):
            self._given(use, year)
        for year in self.ark.aar:
            table.calc(_NIVAA, (_GAP, year), f.inntektsnivaa, *self.ledd(year), style=styles.tall(4))
            for use in self.uses:
                self._deviation(use, year)
            self._sum(year)
        if self.egen is not None:
            below = table.at(_NIVAA, (_GAP, self.ark.aar[-1]))[0] + 1
            self.ark.sheet.put(below, 0, self.ark.valg.data.om_landet(_DATA["om"]), styles.NOTE)

    def _given(self, use: str, year: int) -> None:
        """The use, and among the steps the country's mean and the correction."""
        sector = self.behov.get(use)
        need = self.ark.teller(use, year, sector.korreksjon[year]) if sector else 0.0
        self.steps.sett(use, (_KORR, year), need)
        if self.egen is None:
            self._stated(use, year)
        else:
            self._computed(use, year, self.egen)

    def _stated(self, use: str, year: int) -> None:
        """As printed in 1000 kr, moved by what what-if figures add."""
        amount, people = self.ark.kilde.oppgitt(FAKTISK_19, use, _KOMMUNE, year, TUSEN), self.ark.folk[year]
        base = self.steps.tall(use, (_GRUNNLAG, year), amount.utrykt)
        moved = self.steps.calc(use, (_FLYTTET, year), self._moved(use, year))
        now = base * people.used / people.base
        call = of(fl.pluss_per_innbygger, now, moved, people.used)
        thousand = self.table.vis(use, _THOUSAND, year, call, FAKTISK_19, _KOMMUNE, TUSEN)
        call = of(f.per_innbygger, thousand, people.used, 1000.0)
        each = self.table.vis(use, _EACH, year, call, FAKTISK_19, _KOMMUNE)
        self.steps.calc(use, (_BRUK, year), of(bb.gjenta, each))
        sector = self.behov.get(use)
        mean = (
            of(bb.gjenta, sector.snitt[year])
            if sector is not None
            else of(f.per_innbygger, base, people.base, 1000.0) - self.kjede.grunnlag[use][year]
        )
        self.steps.calc(use, (_SNITT, year), mean)

    def _moved(self, use: str, year: int) -> Call:
        chain = self.kjede
        uncorrected = chain.ukorrigert[use][year]
        parts: list[Argument] = [uncorrected.used, uncorrected.base]
        if use not in chain.sosiale:
            return uncorrected.used - uncorrected.base
        if use in chain.avskrivning:
            parts += [chain.avskrivning[use][year].used, chain.avskrivning[use][year].base]
        else:
            parts += [0.0, 0.0]
        social = (chain.sosiale[use][year], chain.pensjon[use][year].base, chain.avgift[use][year].base)
        return of(fl.flyttet_bruk, *parts, *social)

    def _computed(self, use: str, year: int, egen: EgenBruk) -> None:
        """The country's use, with the need and the deviation that the chain ends in added."""
        ark, correction = self.ark, self.steps.cell(use, (_KORR, year))
        mean = self.steps.calc(use, (_SNITT, year), ark.teller(use, year, egen.landet[use][year].used))
        gap = ark.teller(use, year, self.kjede.slutt[use][year])
        each = self.steps.calc(use, (_BRUK, year), mean + correction + gap)
        self.table.vis(use, _EACH, year, of(bb.gjenta, each))
        self.table.vis(use, _THOUSAND, year, of(f.avvik_beloep, each, ark.folk[year].used))

    def _deviation(self, use: str, year: int) -> None:
        mean, need = (self.steps.cell(use, (what, year)) for what in (_SNITT, _KORR))
        own, level = (self.table.cell(*where) for where in ((use, (_EACH, year)), (_NIVAA, (_GAP, year))))
        gap = self.table.vis(use, _GAP, year, of(f.avvik_inntekt, own, mean, level, need), AVVIK_19, _KOMMUNE)
        call = of(f.avvik_beloep, gap, self.ark.folk[year].used)
        self.table.vis(use, _AMOUNT, year, call, AVVIK_19, _KOMMUNE, TUSEN)

    def _sum(self, year: int) -> None:
        """Sums over all uses: of the sectors only those that the key has."""
        count = self.ark.antall(year, len(self.uses) - len(self.ark.valg.data.sektorer))
        for group in range(len(_DATA["grupper"])):
            cells = self.table.column((group, year), last=self.uses[-1])
            made = fl.nesten_null if group in (_GAP, _AMOUNT) else bb.sum_av_antall
            self.table.calc(SUM, (group, year), made, cells, count)
