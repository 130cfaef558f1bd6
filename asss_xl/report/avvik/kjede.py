"""Ressursbruk: the chain of deviations from the country (vedleggstabell 1 and 3).

Four steps, in kroner per inhabitant: reported deviation, without depreciation, after correction
for need, without social wage costs. What-if figures enter at the first step. What is reported is
what the steps show; beside them stands the last one as the corrections make it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from asss_xl import functions as f
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik import kilde as k, utelatt
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT, TRINNENE, navn
from asss_xl.report.avvik.rettet import Rettet
from asss_xl.report.avvik.tabell import DISPONIBEL, SMAA, SUM_DRIFT, SUM_IS, TALL, Avvikstabell, Ressursbruk
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.behov.kilde import Noekkelvalg
from asss_xl.report.formler import avvik as fl
from asss_xl.report.kilde import forbehold
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.steg import Blokk, Celler, Leddene
from asss_xl.report.tall import MANGLER, Ledd, Tall
from asss_xl.stated import beside
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Range, of, styles

AVSKR = "avskrivninger"
STEGNAVN = ("1 Ukorrigert avvik", "2 Uten avskrivninger", "3 Korrigert for behov", "4 Uten sosiale lønnsutg.")
_RETTET = "Etter rettelser"
#: Among the steps: differences of which a what-if in the people makes something else.
_DELT = {AVSKR: "Avskrivninger nå", k.PENSJON: "Pensjon nå", k.AVGIFT: "Arbeidsgiveravgift nå"}
_SISTE = len(TRINNENE)
_I_KRONER = "Avvik fra landet i kroner, korrigert for utgiftsbehov og sosiale utgifter"
#: A text of what is missing: how many letters there is room for, and how many in a row.
_LANGT, _BREDDE = 1500, 165


def faste_noter(kilde: k.Avvikskilde, noekler: Noekkelvalg | None) -> list[str]:
    """What is always said of the steps."""
    told = beside(__file__)
    return [told["trinn"], *([told["utenfor"]] if noekler is not None else []), *forbehold(kilde.data)]


class Kjede:
    """Writes the inputs, vedleggstabell 3 and the chain, and has their cells by line and year."""

    def __init__(self, ark: Ressursbruk, bruk: EgenBruk, rettet: Rettet, behov: Utgiftsbehov | None) -> None:
        self.ark, self.bruk = ark, bruk
        self.behov = behov.sektorer if behov else {}
        self.rettelser, self.varsel = rettet.sum, rettet.varsel
        self.innlinjer = navn(*ark.sektorer, RENTER, PREMIE, RESULTAT)
        shared = _DELT.values() if ark.beloep else ()
        columns = ark.valg.kolonner("Med", "Trinn 1", "Avskrivninger", *shared)
        self.steps = ark.steg.blokk("Leddene i kjeden, kr per innbygger", columns, self.innlinjer, SMAA)
        #: By year: 1 for each sector in the key and for «andre sektorer», 0 for the others.
        self.flagg = {year: self._flags(year) for year in ark.aar}
        title = ark.valg.i_loepende("Grunnlag og hva hvis, kr per innbygger")
        layout.text(ark.sheet, ark.rader["inndata"], 0, title, styles.OVERSKRIFT)
        self.ukorrigert: Leddene = {}
        #: The corrections per inhabitant, and what the first step is without them.
        self.rettelse, self.brutto = self._uncorrected()
        self.avskrivning = self._depreciation()
        self.pensjon = self._social("pensjon", k.PENSJON, "Pensjonsinnskudd")
        self.avgift = self._social("avgift", k.AVGIFT, "Arbeidsgiveravgift")
        #: The last step without what-if figures.
        self.grunnlag = self._report()
        self.sosiale = self._social_table()
        #: The steps, counted from 0; and the last one with the corrections.
        *self.steg, self.rettet = self._chain()
        for line, year in product(self.grunnlag, ark.aar):
            self.slutt[line][year].unmoved = self.grunnlag[line][year]

    @property
    def slutt(self) -> Celler:
        """The last step."""
        return self.steg[-1]

    def _flags(self, year: int) -> Range:
        for line in self.ark.sektorer:
            flag = self.ark.flagg(line, year)
            self.steps.sett(line, ("Med", year), 1.0 if flag is None else flag)
        return self.steps.column(("Med", year), last=ANDRE)

    def _uncorrected(self) -> tuple[Celler, Celler]:
        ark, groups = self.ark, ("Ukorrigert avvik", "Rettelser", "Brukt i trinn 1")
        table = Avvikstabell(ark, ark.rader["trinn 1"], "Trinn 1", groups, self.innlinjer)
        for line, year in table.hver():
            given = self.ukorrigert.setdefault(line, {})[year] = self._first(table, line, year)
            people = ark.folk[year].used
            correction = of(f.per_innbygger, self.rettelser[line, year], people, 1000.0)
            table.vis(line, 1, year, correction)
            table.vis(line, 2, year, of(bb.gjenta, given.used))
        return table.gruppe(1), table.gruppe(2)

    def _first(self, table: Avvikstabell, line: str, year: int) -> Ledd:
        """The deviation that the chain starts from, before what-if and now.

        A report prints it: there it moves as much as the municipality's own use.
        """
        if line in self.bruk.ledd:
            known = self.bruk.ledd[line][year]
            table.sett(line, (0, year), known.used)
            return known
        base = table.tall(line, (0, year), self.ark.kilde.minus_landet(TRINNENE[0], line, year))
        change = of(bb.flyttet, self.bruk.naa[line][year], self.bruk.base[line][year])
        return Ledd(base, self.steps.calc(line, ("Trinn 1", year), base + change))

    def _difference(self, line: str, kind: str, year: int) -> Tall:
        """The municipality's amount of a kind less the country's."""
        pair = self.ark.beloep.par(line, kind, year) if self.ark.beloep else None
        return MANGLER if pair is None else Tall(pair[0] - pair[1])

    def _shared(self, line: str, kind: str, year: int) -> Callable[[Cell], Cell] | None:
        """What a difference is per inhabitant now, where both parts of it are known."""
        beloep = self.ark.beloep
        pair = beloep.par(line, k.ARTEN.get(kind, kind), year) if beloep else None
        if beloep is None or pair is None:
            return None
        given = (*pair, *beloep.forhold[year])
        return lambda base: self.steps.calc(line, (_DELT[kind], year), fl.delt_avvik, base, *given)

    def _depreciation(self) -> Leddene:
        ark, groups = self.ark, ("Avskrivninger", "Hva hvis", "Brukt i trinn 2")
        row, lines = ark.rader["avskrivninger"], navn(*ark.sektorer)
        table = Avvikstabell(ark, row, "Forskjell i avskrivninger", groups, lines)
        for line, year in table.hver():
            computed = ark.beloep is not None
            given = self._difference(line, AVSKR, year) if computed else ark.kilde.avskrivning(line, year)
            label = ark.valg.data.om_landet(f"{lines[line]}: avskrivninger minus landets, kr per innbygger")
            made = table.gult(line, year, given, label, ellers=self._shared(line, AVSKR, year))
            self.steps.calc(line, ("Avskrivninger", year), ark.teller(line, year, made.used))
        return table.ledd(0, 2)

    def _social(self, part: str, kind: str, title: str) -> Leddene:
        ark, lines = self.ark, navn(*self.ark.sektorer, PREMIE, RESULTAT)
        groups = (title, "Hva hvis", "Brukt i trinn 4")
        table = Avvikstabell(ark, ark.rader[part], "Sosiale lønnsutgifter", groups, lines)
        for line, year in product((*ark.sektorer, PREMIE), ark.aar):
            label = ark.valg.data.om_landet(f"{title}, {lines[line]}: forskjell fra landet, kr per innbygger")
            given = self._given_social(kind, line, year)
            table.gult(line, year, given, label, ellers=self._shared(line, kind, year))
        for year in ark.aar:
            table.put(RESULTAT, (1, year), None)
            for group in (0, 2):
                # What the last step takes out of the premium deviation, it adds to the result.
                table.calc(RESULTAT, (group, year), -table.cell(PREMIE, (group, year)))
        return table.ledd(0, 2)

    def _given_social(self, table: str, line: str, year: int) -> Tall:
        """A social cost; the premium deviation is one, all of it pension."""
        if self.ark.beloep is None:
            return self.ark.kilde.minus_landet(table, line, year)
        if line != PREMIE:
            return self._difference(line, k.ARTEN[table], year)
        return self._difference(PREMIE, "netto", year) if table == k.PENSJON else Tall(0.0)

    def _report(self) -> Celler:
        """The last step as the report has it, without what-if figures."""
        ark, row = self.ark, self.ark.rader["grunnlag"]
        ark.sheet.put(row, 0, "Trinn 4 etter grunnlaget, uten hva hvis og rettelser", styles.HODE_VENSTRE)
        ark.sheet.heights[row] = 28
        table = Blokk(ark.sheet, row - 1, ark.aar, self.innlinjer, TALL)
        for column, year in enumerate(ark.aar, start=1):
            layout.year_head(ark.sheet, row, column, ark.valg.aarstall[year])
        table.navngi(self.innlinjer)
        for line, year in product(self.innlinjer, ark.aar):
            cell = table.calc(line, year, ark.om(line, year, self._base(line, year)))
            ark.kilde.trykt(cell, TRINNENE[-1], line, k.MINUS, year, AVVIK_ENHET)
        return {line: {year: table.cell(line, year) for year in ark.aar} for line in self.innlinjer}

    def _base(self, line: str, year: int) -> Call:
        """The chain in one formula, from the figures without what-if."""
        less: list[Argument] = []
        if line in self.avskrivning:
            less.append(self.avskrivning[line][year].base)
        need = self._need(line, year, base=True)
        if need is not None:
            less.append(need)
        if line in self.pensjon:
            less.append(self.pensjon[line][year].base + self.avgift[line][year].base)
        return bb.trukket_fra(self.ukorrigert[line][year].base, *less)

    def _need(self, line: str, year: int, base: bool = False) -> Cell | str | None:
        """The correction for need; missing for a sector when the package has no cost key."""
        if line not in self.ark.valg.data.sektorer:
            return None
        if line not in self.behov:
            return MISSING_TEXT
        sector = self.behov[line]
        return sector.korreksjon_grunnlag[year] if base else sector.korreksjon[year]

    def _social_table(self) -> Celler:
        """Vedleggstabell 3: pension, employer's tax and their sum."""
        ark, sectors = self.ark, self.ark.valg.data.sektorer
        lines = navn(*sectors, SUM_IS, ANDRE, SUM_DRIFT, PREMIE, RESULTAT, DISPONIBEL)
        groups = ("Pensjonsinnskudd", "Arbeidsgiveravgift", "Sum sosiale lønnsutgifter")
        title = ark.valg.data.om_landet("Vedleggstabell 3. Sosiale lønnsutgifter, kommunen minus landet")
        table = Avvikstabell(ark, ark.rader["tabell 3"], "Kr per innbygger", groups, lines, title, lines)
        for year in ark.aar:
            for line in (*ark.sektorer, PREMIE):
                self._social_line(table, line, year)
            for group, printed in enumerate((k.PENSJON, k.AVGIFT, k.SOSIALE)):
                table.vis(RESULTAT, group, year, -table.cell(PREMIE, (group, year)), printed)
            for group, printed in enumerate((k.PENSJON, k.AVGIFT, k.SOSIALE)):
                self._social_sums(table, group, year, printed)
        return table.gruppe(2, (*ark.sektorer, PREMIE, RESULTAT))

    def _social_line(self, table: Avvikstabell, line: str, year: int) -> None:
        """Pension and employer's tax as they count, with what other rates or premiums move them by."""
        rates, parts = self.bruk.satser, []
        for group, (printed, given) in enumerate(((k.PENSJON, self.pensjon), (k.AVGIFT, self.avgift))):
            call = of(bb.gjenta, given[line][year].used)
            moved: Argument | None = None
            if rates is not None and rates.aar == year:
                moved = rates.avvik.get((line, printed))
            if printed == k.PENSJON and line == PREMIE:
                premium = self.ukorrigert[PREMIE][year]
                moved = of(bb.flyttet, premium.used, premium.base)
            if moved is not None:
                call += moved
            parts.append(table.vis(line, group, year, call, printed))
        table.vis(line, 2, year, bb.samlet(*parts), k.SOSIALE)

    def _social_sums(self, table: Avvikstabell, group: int, year: int, printed: str) -> None:
        def put(line: str, call: Call) -> Cell:
            return table.vis(line, group, year, call, printed)

        other, premium, result = (table.cell(line, (group, year)) for line in (ANDRE, PREMIE, RESULTAT))
        total = put(SUM_DRIFT, put(SUM_IS, self._inside(table, group, year)) + other)
        put(DISPONIBEL, total + premium + result)

    def _inside(self, table: Avvikstabell, group: int, year: int) -> Call:
        """The sum of the sectors that are in the key."""
        sectors = self.ark.valg.data.sektorer
        if not sectors:
            return of(bb.gjenta, 0.0)
        cells = table.column((group, year), sectors[0], sectors[-1])
        return of(bb.sum_av_antall, cells, self.ark.antall(year))

    def _chain(self) -> list[Celler]:
        """Vedleggstabell 1: the lines in four steps, and the last one with the corrections."""
        ark, accounts = self.ark, (RENTER, PREMIE, RESULTAT)
        lines = navn(*ark.sektorer[:-1], SUM_IS, ANDRE, SUM_DRIFT, *accounts, AVSKR, DISPONIBEL)
        title = ark.valg.data.om_landet("Vedleggstabell 1. Avvik fra landet, kr per innbygger")
        groups = (*STEGNAVN, _RETTET)
        table = Avvikstabell(ark, ark.rader["kjede"], "Anvendelse", groups, lines, title, lines)
        for step, year in product(range(_SISTE + 1), ark.aar):

            def put(line: str, call: Call, step: int = step, year: int = year) -> Cell:
                return table.vis(line, step, year, call, TRINNENE[step] if step < _SISTE else "")

            for line in self.innlinjer:
                put(line, self._step(table, step, line, year))
            rest, other = ([table.cell(n, (step, year)) for n in names] for names in (accounts, (ANDRE,)))
            used = put(SUM_DRIFT, put(SUM_IS, self._inside(table, step, year)) + other[0])
            before = step and table.cell(AVSKR, (0, year))
            # The depreciation of all the sectors, which the second step takes out.
            cells = self.steps.column(("Avskrivninger", year), last=ANDRE)
            all_of_it = of(bb.sum_av_antall, cells, float(len(ark.sektorer)))
            worn = put(AVSKR, before - before if before else all_of_it)
            put(DISPONIBEL, of(f.disponibel_inntekt, used, *rest, worn))
        self._notes(table.at(DISPONIBEL, (0, ark.aar[0]))[0] + 1)
        return [table.gruppe(step) for step in range(_SISTE + 1)]

    def _step(self, table: Avvikstabell, step: int, line: str, year: int) -> Call:
        if not step:
            return of(bb.gjenta, self.brutto[line][year])
        before = table.cell(line, (step - 1, year))
        if step == _SISTE:
            return before + self.rettelse[line][year]
        part: Argument | None = None
        if step == 1 and line in self.avskrivning:
            part = self.avskrivning[line][year].used
        elif step == 2:
            part = self._need(line, year)
        elif step == 3 and line in self.sosiale:
            part = self.sosiale[line][year]
        return of(bb.gjenta, before) if part is None else before - part

    def _notes(self, row: int) -> None:
        """What a reader must know of the figures above."""
        ark = self.ark
        warning = styles.NOTE.but(color=styles.RAUD)
        ark.sheet.calc(row, 0, bb.tekst(*self.varsel), style=warning)
        texts = faste_noter(ark.kilde, ark.noekler)
        for at, text in enumerate(texts, start=row + 1):
            ark.sheet.put(at, 0, text, styles.NOTE)
        row += 1 + len(texts)
        height = layout.text_height("x" * min(ark.mangler.lengde, _LANGT), _BREDDE)
        for call in utelatt.noter(ark.mangler, ark.aar):
            row = layout.live_note(ark.sheet, row, call, (_SISTE + 1) * len(ark.aar), height)


def i_kroner(ark: Ressursbruk, chain: Kjede, needs: Utgiftsbehov | None) -> Celler:
    """The last step in kroner and in percent of the need; the answer is the million kroner."""
    groups = ("Kr per innbygger", "Mill. kr", "Prosent av utgiftsbehovet")
    sectors = ark.valg.data.sektorer
    lines = navn(*sectors, SUM_IS, ANDRE, DISPONIBEL)
    valg = ark.valg
    table = Avvikstabell(
        ark, ark.rader["kroner"], "Anvendelse", groups, lines, valg.i_priser(valg.data.om_landet(_I_KRONER))
    )
    needed = {name: sector.behov for name, sector in needs.sektorer.items()} if needs else {}
    if needs is not None:
        needed[SUM_IS] = needs.sum_behov
    for line, year in table.hver():
        gap, percent = chain.slutt[line][year], styles.tall(1, line in table.sums)
        shown = table.vis(line, 0, year, valg.faste(of(bb.gjenta, gap), year))
        table.vis(line, 1, year, of(bb.mill, shown, ark.folk[year].used))
        if line in needed:
            share = of(f.pst_av_inntekt, gap, needed[line][year])
            table.calc(line, (2, year), ark.om(line, year, share), style=percent)
        else:
            table.put(line, (2, year), None, percent)
    told = "Andre sektorer og disponibel inntekt har ikke beregnet utgiftsbehov."
    ark.sheet.put(table.row + 2 + len(lines), 0, told, styles.NOTE)
    return table.gruppe(1)
