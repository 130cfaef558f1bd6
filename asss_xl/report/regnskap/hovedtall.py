"""Tabell 0 with figures 0.a and 0.b: the main figures (ch. 0); and what is told of them per inhabitant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import POSTER, RENTEPOSTENE
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.avvik.tabell import Ressursbruk
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.kilde import regnskapets_linjer, regnskapets_mangler
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.poster import Regnet, regnet
from asss_xl.report.regnskap import figur, tabeller
from asss_xl.report.regnskap.ark import NOTEBREDDE, SISTE_KOLONNE, UTGIFTER, Ark, Poster, Posttabell
from asss_xl.report.regnskap.figur import Regnskapsfigur
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, TUSEN, VEKST
from asss_xl.report.regnskap.steg import INNTEKTSLINJER, MILLPOSTER, UTGIFTSLINJER, Aar, navngitt, postnavn
from asss_xl.report.rettelser.ark import SEKTORENE
from asss_xl.report.tall import plasser
from asss_xl.report.uten import i_figuren
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, of, styles

TABELL = "Tabell 0"
_DATA = beside(__file__)
LINJER = {post: regnet(how, post) if how else None for post, how in _DATA["linjer"].items()}
_FIGUR: dict[str, str] = _DATA["figur"]
_FOERST = next(iter(LINJER))
_PUNKTER = "prosentenheter av driftsinntekt"
_MINUS = "kommune_minus_oevrige"
#: So many lines that someone lacks are named; of more it is said how many.
_NEVNES = 3
GJELD, FRIE, KORRIGERT = "netto_gjeld", "frie", "korrigert"
#: As the ministry corrects them: without eiendomsskatt, which a municipality decides itself.
_UTEN = "eiendom"
_KORRIGERTE = "Korrigerte frie inntekter"
_HELE = ("driftsinntekter", "driftsutgifter", "investeringer")
#: The column where the growth starts; rows of the tables that stand below the first.
_VEKST, _FOND, _PER_INNBYGGER = 10, 6, 13


class Hovedtall:
    """Tabell 0 and that of figures 0.a and 0.b: first on the sheet, written after what they are made of."""

    def __init__(self, ark: Ark) -> None:
        self.ark = ark
        unit, what_if = ark.amount_heads("1000 kr")
        title = tekst("Tabell 0. ", ark.valg.kommune, ": hovedtall for drift og investering")
        sums = [post for post, av in LINJER.items() if av is not None]
        self.tabell = Posttabell(
            ark, title, unit, ("Regnskap", what_if, "Etter rettelser"), navngitt(LINJER), sums
        )
        label = ark.valg.i_loepende("Vekst, prosent")
        self.tabell.beside(_VEKST, label, [tekst("til ", ark.valg.aarstall[new]) for new in ark.aar[1:]])
        _memo(ark, self.tabell.at(_FOERST, (0, ark.aar[0]))[1])
        for text in (_DATA["tekst"]["merknad"], *ark.valg.data.tekst("Regnskap: tabell 0", "merknad")):
            ark.note(text)
        ark.row += 1
        # What is small has room on the first page: the fund, and the table per inhabitant.
        self.fond, ark.per_innbygger = ark.row, ark.row + _FOND * (tabeller.FOND in ark.steg.naa)
        #: Where the second table starts, and where what is missing is told below it.
        self.figurer = ark.row = ark.per_innbygger + _PER_INNBYGGER * bool(ark.folk)
        positive = " (positivt: høyere inntekt, lavere utgift eller høyere overskudd)"
        about = tekst("Prosent av driftsinntekt, og avvik fra ", ark.valg.andre, positive)
        own = tekst(ark.valg.kommune, ", prosent")
        gaps = ("Avvik, prosentenheter", "Avvik, mill. kr")
        groups = (own, "Etter rettelser", ark.navn(OEVRIGE), *gaps)
        self.andeler = Posttabell(ark, ark.valg.i_priser(about), "Figur 0.a og 0.b", groups, navngitt(_FIGUR))
        self.mangler = ark.row
        ark.row += len(ark.aar) * bool(ark.kilde.tall and _lacking(ark.valg.data)) + 1 + figur.FIGURRADER

    def inntekter(self) -> None:
        """The line that everything is in percent of, as soon as its own lines are there."""
        self.tabell.amount_moved(
            "driftsinntekter", lambda y, b: tabeller.moved(self.ark, INNTEKTSLINJER, y, b)
        )

    def skriv(self) -> None:
        """Tabell 0: amounts, what-if, corrected amounts and growth."""
        ark, table = self.ark, self.tabell
        for post, av in LINJER.items():
            if av is not None:
                table.amount_calc(post, av, TABELL)
            else:
                self._line(post)
                self._growth(post)
            self._corrected(post, av)
        first, column = table.at(_FOERST, (0, ark.aar[0]))[0], 9 + len(ark.aar)
        drawn = {first + n: [self._unbroken(post, year) for year in ark.aar] for n, post in enumerate(LINJER)}
        if len(ark.aar) >= figurer.MINST:
            ark.sheet.put(table.row, column, None, styles.HODE_VENSTRE.but(bottom=None))
        figurer.smaaserier(ark.sheet, table.row + 1, column, drawn, "Tabell 0, etter rettelser")

    def _unbroken(self, post: str, year: int) -> Call:
        """The figure after corrections, in the years since a merger."""
        cell, steps = self.tabell.cell(post, (2, year)), self.ark.steg
        if steps.brudd is None:
            return of(bb.gjenta, cell)
        return of(rf.fra_basis, cell, self.ark.valg.aarstall[year], steps.basis)

    def _line(self, post: str) -> None:
        """A line that is filled in here, or follows from those that are filled in elsewhere."""
        ark, loans, table = self.ark, self.ark.laan, self.tabell
        if post == "driftsutgifter":
            table.amount_moved(post, lambda y, b: _spending_moved(ark, y, b))
        elif loans is not None and post == "avdrag":
            table.amount_moved(post, lambda y, _: of(bb.gjenta, loans.bak.cell("avdrag", y)))
        elif loans is not None and post in RENTEPOSTENE:
            table.amount_moved(post, lambda y, b: tabeller.renter(ark, post, y, b))
        elif post != "driftsinntekter":
            table.amount_input(post, TABELL)

    def _growth(self, post: str) -> None:
        ark, row = self.ark, self.tabell.at(post, (0, self.ark.aar[0]))[0]
        for column, (old, new) in enumerate(pairwise(ark.aar), start=_VEKST):
            made = ark.sheet.calc(row, column, ark.vokst(post, new, old), style=styles.tall(1))
            ark.kilde.trykt(made, TABELL, post, KOMMUNE, new, VEKST)

    def _corrected(self, post: str, av: Regnet | None) -> None:
        ark = self.ark
        for year in ark.aar:
            if av is not None:
                call = av.i(ark.rettet, year)
            else:
                sums = [ark.rettelser.sum(post, year)]
                if post == "driftsutgifter":
                    sums.append(ark.rettelser.sum(SEKTORENE, year))
                call = bb.samlet(ark.beloep[post][year], *sums)
            ark.rettet[post][year] = self.tabell.sum_up(post, 2, year, call)

    def skriv_fondet(self) -> None:
        """The fund at the end of the year."""
        here, self.ark.row = self.ark.row, self.fond
        tabeller.write(self.ark, tabeller.FOND)
        self.ark.row = here

    def skriv_figurene(self) -> None:
        """Figures 0.a and 0.b: percent of income, deviation from the other members, kroner."""
        ark = self.ark
        for post, year in self.andeler.hver():
            self._figure_cells(post, year)
        here, ark.row = ark.row, self.mangler
        _lacking_notes(ark)
        ark.row += 1
        figur.place(ark, _level(ark), _distance(ark))
        ark.row = here

    def _figure_cells(self, post: str, year: int) -> None:
        """A year of a line; spending is drawn as negative."""
        ark, table = self.ark, self.andeler
        look = table.desimal(post)

        def share(amounts: Poster) -> Call:
            of_income = of(f.pst_av_inntekt, amounts[post][year], amounts["driftsinntekter"][year])
            return -of_income if post in UTGIFTER else of_income

        def put(group: int, call: Call | Cell) -> Cell:
            return table.sett(post, (group, year), call, look)

        own = ark.pst[KOMMUNE][post][year] = put(0, share(ark.beloep))
        ark.kilde.trykt(own, "Figur 0.a", post, KOMMUNE, year, PST)
        put(1, share(ark.rettet))
        gap = ark.avvik[post][year] = put(3, of(f.avvik, own, put(2, ark.pst[OEVRIGE][post][year])))
        money = ark.kroner[post][year] = table.shown(post, 4, year, i_kroner(ark, gap, year))
        for cell, unit in ((gap, _PUNKTER), (money, MILL)):
            ark.kilde.trykt(cell, "Figur 0.b", post, _MINUS, year, unit)


def _spending_moved(ark: Ark, year: int, base: Cell) -> Call:
    """Driftsutgifter, moved by the lines of tabell 2 and by the sectors."""
    call = tabeller.moved(ark, UTGIFTSLINJER, year, base)
    return call + ark.sektorendring[year] if year in ark.sektorendring else call


def _memo(ark: Ark, first: int) -> None:
    """Lines that the source prints below the table, for the years it has them, from a column on."""
    for post, text in _memo_lines(ark).items():
        label = f"– {text[:1].lower()}{text[1:]}"
        ark.sheet.put(ark.row, 0, label, styles.RAD_BRYT.but(color=styles.GRAA, size=9))
        ark.sheet.heights[ark.row] = layout.text_height(label, 1.2 * ark.sheet.widths[0])
        for column, year in enumerate(ark.aar, start=first):
            tall = ark.kilde.beloep(TABELL, post, year)
            if tall.finnes:
                shown = replace(tall, verdi=ark.valg.faste(tall.verdi, year))
                ark.opplyst[post][year] = plasser(ark.sheet, ark.row, column, shown, styles.tall(0))
        ark.row += 1


def _memo_lines(ark: Ark) -> dict[str, str]:
    if ark.kilde.tall is not None:
        return {p: postnavn(p) for p in ("gevinster", "tap") if ark.kilde.tall.har("regnskap", p)}
    figures = ark.valg.data.figurer
    named = {f.post: f.linje for f in figures if f.tabell == TABELL and f.enhet == TUSEN}
    return {p: t for p, t in named.items() if p not in LINJER}


def i_kroner(ark: Ark, gap: Argument, year: int) -> Call:
    """A distance in percent of income as million kroner."""
    amount = of(f.kroner_av_inntekt, gap, ark.beloep["driftsinntekter"][year])
    return amount / 1000.0


def _level(ark: Ark) -> Regnskapsfigur:
    """Figure 0.a: the main figures in percent of income."""
    nr, own = "Figur 0.a", {post: ark.pst[KOMMUNE][post] for post in _FIGUR}
    drawn, words = _DATA[nr]["tegnet"], _DATA[nr]["ord"]
    found, when = own["overskudd"][ark.aar[-1]], tekst(" i ", ark.valg.aar)
    title = ark.steg.say(nr, drawn, found, " prosent ", words, when)
    return _figure(ark, nr, drawn, own, title)


def _distance(ark: Ark) -> Regnskapsfigur:
    """Figure 0.b: how far they lie from the other members."""
    nr, last, words = "Figur 0.b", ark.aar[-1], _DATA["Figur 0.b"]["ord"]
    found, when = ark.kroner["netto"][last], tekst(" ", ark.valg.andre, " i ", ark.valg.aar, " (")
    drawn, both = _DATA[nr]["tegnet"], [ark.pst[who]["netto"][last] for who in (KOMMUNE, OEVRIGE)]
    title = ark.steg.say(nr, drawn, found, " mill. kr ", words, when, desimaler=0, mot=both)
    return _figure(ark, nr, drawn, ark.avvik, title)


def _figure(
    ark: Ark, nr: str, drawn: str, figures: dict[str, dict[int, Cell]], title: Cell
) -> Regnskapsfigur:
    last, block = ark.aar[-1], figur.year_block(ark, f"{nr}. {drawn}", _FIGUR)
    for post, years in figures.items():
        for year in ark.aar:
            figur.point(block, post, year, years[year])
        i_figuren(block, post, figur.FOER_HVA_HVIS, years[last])
    return Regnskapsfigur(nr, drawn, title, figur.columns(ark, block), f"Søylediagram. {drawn}, år for år.")


def _lacking(data: Datasett) -> dict[int, str]:
    """What is missing of anybody in a year where others have it."""
    found = ((year, ", ".join(_lacking_in(data, year))) for year in data.aar)
    return {
        year: f"Mangler i regnskapet for {year}: {who}. {_DATA['tekst']['uten']}"
        for year, who in found
        if who
    }


def _lacking_in(data: Datasett, year: int) -> Iterator[str]:
    for unit, words in regnskapets_mangler(data, year).items():
        whole = words.keys() == regnskapets_linjer(data, year)
        lacking = [f"{POSTER[post].lower().removeprefix('herav ')} ({word})" for post, word in words.items()]
        many = f"{len(lacking)} linjer" if len(lacking) > _NEVNES else layout.ramset_opp(lacking)
        yield f"{unit}: {'alle linjene' if whole else many}"


def _lacking_notes(ark: Ark) -> None:
    """The notes of the years that are shown, the last one first."""
    found, years = _lacking(ark.valg.data), ark.valg.data.aar
    if not found or ark.kilde.tall is None:
        return
    told = {str(year): found.get(year, "") for year in years}
    block = ark.steg.steg.liste("Linjer som mangler", "Tekst", told)
    height = layout.text_height(max(found.values(), key=len), NOTEBREDDE)
    for year in reversed(ark.aar):
        call = of(bb.ord_paa_plass, block.column("Tekst"), ark.valg.aarnr[year])
        ark.row = layout.live_note(ark.sheet, ark.row, call, SISTE_KOLONNE, height)


class PerInnbygger:
    """The table below tabell 0, with the country's columns where its accounts are known.

    Kroner per inhabitant by line and year: the municipality's, the country's, the gap in mill. kr.
    """

    def __init__(self, regnskap: Ark, ressursbruk: Ressursbruk, behov: Utgiftsbehov | None = None) -> None:
        ark = self.ark = replace(regnskap, row=regnskap.per_innbygger)
        self.folk, self.country = ressursbruk.folk, ark.kilde.har_tall(rt.FOLK)
        self.korreksjoner: Mapping[int, Cell] = behov.sum_korreksjon if behov else {}
        self.egen, self.landet, self.mill = (dict[str, Aar]() for _ in range(3))
        them = "Landet" if ark.valg.data.kalt_landet == "landet" else "Medlemmene"
        beside = (them, "Forskjell, mill. kr") if self.country else ()
        lines = (GJELD, FRIE, *([KORRIGERT] if self.korreksjoner else ()), *_HELE)
        names = {line: _KORRIGERTE if line == KORRIGERT else postnavn(line) for line in lines}
        title, groups = ark.valg.i_priser("Regnskapet per innbygger"), (ark.valg.kommune, *beside)
        self.tabell = Posttabell(ark, title, "Kroner per innbygger", groups, names)
        for line, year in self.tabell.hver():
            self._each(line, year)
        for text in _DATA["per_innbygger"]["om"] if self.korreksjoner else ():
            ark.note(text)

    def _put(self, group: int, line: str, year: int, figure: Call) -> Cell:
        kept = (self.egen, self.landet, self.mill)[group]
        call = self.ark.valg.faste(figure, year) if group < 2 else figure
        return kept.setdefault(line, {}).setdefault(year, self.tabell.sett(line, (group, year), call))

    def _each(self, line: str, year: int) -> None:
        ark, amounts, people = self.ark, self.ark.beloep, self.folk[year].used
        correction: Any = self.korreksjoner.get(year)
        if line == KORRIGERT:
            free = amounts[FRIE][year] - amounts[_UTEN][year]
            own = self._put(0, line, year, of(f.per_innbygger, free, people, 1e6) - correction)
        else:
            unit = 1e6 if line in MILLPOSTER else 1000.0
            own = self._put(0, line, year, of(f.per_innbygger, amounts[line][year], people, unit))
        # The country needs what it is held to need: its own figure is its corrected one where there is a key.
        row = "frie_uten_eiendom" if line == KORRIGERT else line
        others = ark.kilde.referanse(rt.LANDET, year, "regnskap", row).verdi
        # Members together that have the whole country's indices are not held to need what they spend.
        data = ark.valg.data
        known = line != KORRIGERT or data.kalt_landet == "landet" or data.egne_indekser
        if self.country and known and isinstance(others, Call):
            other = of(rf.naar_tall, correction, others) if line == KORRIGERT else others
            self._put(2, line, year, of(bb.mill, own - self._put(1, line, year, other), people))
