"""Tabell 0 with figures 0.a and 0.b: the main figures (ch. 0); and what is told of them per inhabitant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import POSTER
from asss_xl.functions.excel.formula import beside
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.avvik.tabell import Ressursbruk
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.kilde import regnskapets_linjer, regnskapets_mangler
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.poster import Regnet, regnet
from asss_xl.report.regnskap import figur, inntekter_loenn, tabeller
from asss_xl.report.regnskap.ark import HODERADER, NOTEBREDDE, SISTE_KOLONNE, TITTELRADER, Ark, Poster
from asss_xl.report.regnskap.figur import Regnskapsfigur
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, TUSEN, VEKST
from asss_xl.report.regnskap.steg import INNTEKTSLINJER, MILLPOSTER, UTGIFTSLINJER, Aar, postnavn
from asss_xl.report.rettelser.ark import SEKTORENE
from asss_xl.workbook import Argument, Call, Cell, of, styles

TABELL = "Tabell 0"
_DATA = beside(__file__)
LINJER = {post: regnet(how, post) if how else None for post, how in _DATA["linjer"].items()}
_FIGUR: dict[str, str] = _DATA["figur"]
#: Those of its lines that are spending.
_UTGIFTER = ("renteutgifter", "avdrag", "netto_investeringer")
_PUNKTER = "prosentenheter av driftsinntekt"
_MINUS = "kommune_minus_oevrige"
#: So many lines that someone lacks are named; of more it is said how many.
_NEVNES = 3
GJELD, FRIE, KORRIGERT = "netto_gjeld", "frie", "korrigert"
#: As the ministry corrects them: without eiendomsskatt, which a municipality decides itself.
_UTEN = "eiendom"
_KORRIGERTE = "Korrigerte frie inntekter"
_HELE = ("driftsinntekter", "driftsutgifter", "investeringer")
#: The column where the growth starts.
_VEKST = 10


def figure_rows(ark: Ark) -> int:
    """What figures 0.a and 0.b and their table take."""
    lacking = len(ark.aar) * bool(ark.kilde.tall and _lacking(ark.valg.data))
    return TITTELRADER + HODERADER + len(_FIGUR) + lacking + 1 + figur.RADER + 1


def height(ark: Ark) -> int:
    """The rows that the table takes: it is written after the tables that move its lines."""
    lines = len(LINJER) + len(_memo_lines(ark))
    return TITTELRADER + HODERADER + lines + len(_notes(ark))


def _notes(ark: Ark) -> list[str]:
    notes = (_DATA["tekst"]["merknad"], *ark.valg.data.tekst("Regnskap: tabell 0", "merknad"))
    return [line for text in notes for line in layout.wrapped(text, NOTEBREDDE)]


def income(ark: Ark, row: int) -> None:
    """The line that everything is in percent of, as soon as its own lines are there."""
    here, ark.row = ark.row, row + TITTELRADER + HODERADER
    ark.amount_moved("driftsinntekter", lambda y, b: inntekter_loenn.moved(ark, INNTEKTSLINJER, y, b))
    ark.row = here


def table(ark: Ark) -> None:
    """Tabell 0: amounts, what-if, corrected amounts and growth."""
    ark.title(tekst("Tabell 0. ", ark.valg.kommune, ": hovedtall for drift og investering"))
    unit, what_if = ark.amount_heads("1000 kr")
    ark.heads(unit, ("Regnskap", what_if, "Etter rettelser"))
    over = styles.HODE_VENSTRE.but(wrap=False, bottom=None)
    for column, new in enumerate(ark.aar[1:], start=_VEKST):
        label = "" if column > _VEKST else ark.valg.i_loepende("Vekst, prosent")
        layout.text(ark.sheet, ark.row - 2, column, label, over)
        layout.text(ark.sheet, ark.row - 1, column, tekst("til ", ark.valg.aarstall[new]), styles.HODE)
    drawn: dict[int, list[Cell]] = {}
    for post, av in LINJER.items():
        if av is not None:
            ark.amount_calc(post, av, TABELL)
        else:
            _line(ark, post)
            _growth(ark, post)
        _corrected(ark, post, av)
        drawn[ark.row] = [ark.sheet.at(ark.row, ark.column(2, year)) for year in ark.aar]
        ark.row += 1
    _series(ark, drawn)
    _memo(ark)
    for line in _notes(ark):
        ark.sheet.put(ark.row, 0, line, styles.NOTE)
        ark.row += 1


def _series(ark: Ark, drawn: dict[int, list[Cell]]) -> None:
    """The years after corrections as small lines, after the growth."""
    column, head = 9 + len(ark.aar), min(drawn) - 1
    if len(ark.aar) >= figurer.MINST:
        ark.sheet.put(head - 1, column, None, styles.HODE_VENSTRE.but(bottom=None))
    figurer.smaaserier(ark.sheet, head, column, drawn, "Tabell 0, etter rettelser")


def _line(ark: Ark, post: str) -> None:
    """A line that is filled in here, or follows from those that are filled in elsewhere."""
    loans = ark.laan
    if post == "driftsutgifter":
        ark.amount_moved(post, lambda y, b: _spending_moved(ark, y, b))
    elif loans is not None and post == "avdrag":
        ark.amount_moved(post, lambda y, _: of(bb.gjenta, loans.bak.cell("avdrag", y)))
    elif loans is not None and post in tabeller.RENTEPOSTER:
        ark.amount_moved(post, lambda y, b: tabeller.renter(ark, post, y, b))
    elif post != "driftsinntekter":
        ark.amount_input(post, TABELL)


def _spending_moved(ark: Ark, year: int, base: Cell) -> Call:
    """Driftsutgifter, moved by the lines of tabell 2 and by the sectors."""
    call = inntekter_loenn.moved(ark, UTGIFTSLINJER, year, base)
    return call + ark.sektorendring[year] if year in ark.sektorendring else call


def _growth(ark: Ark, post: str) -> None:
    amounts = ark.beloep[post]
    for column, (old, new) in enumerate(zip(ark.aar, ark.aar[1:], strict=False), start=_VEKST):
        call = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
        made = ark.sheet.calc(ark.row, column, call, style=styles.tall(1))
        ark.kilde.trykt(made, TABELL, post, KOMMUNE, new, VEKST)


def _corrected(ark: Ark, post: str, av: Regnet | None) -> None:
    for year in ark.aar:
        if av is not None:
            call = av.i(ark.rettet, year)
        else:
            call = ark.beloep[post][year] + ark.rettelser.sum(post, year)
            if post == "driftsutgifter":
                sums = (ark.rettelser.sum(line, year) for line in (post, SEKTORENE))
                call = bb.samlet(ark.beloep[post][year], *sums)
        ark.rettet.setdefault(post, {})[year] = ark.amount(2, post, year, call, total=av is not None)


def _memo(ark: Ark) -> None:
    """Lines that the source prints below the table, for the years it has them."""
    for post, text in _memo_lines(ark).items():
        label = f"– {text[:1].lower()}{text[1:]}"
        ark.sheet.put(ark.row, 0, label, styles.RAD_BRYT.but(color=styles.GRAA, size=9))
        ark.sheet.heights[ark.row] = layout.text_height(label, 1.2 * ark.sheet.widths[0])
        for year in ark.aar:
            tall = ark.kilde.beloep(TABELL, post, year)
            if tall.finnes:
                shown = replace(tall, verdi=ark.valg.faste(tall.verdi, year))
                ark.opplyst.setdefault(post, {})[year] = ark.place(0, year, shown)
        ark.row += 1


def _memo_lines(ark: Ark) -> dict[str, str]:
    if ark.kilde.tall is not None:
        return {p: postnavn(p) for p in ("gevinster", "tap") if ark.kilde.tall.har("regnskap", p)}
    figures = ark.valg.data.figurer
    named = {f.post: f.linje for f in figures if f.tabell == TABELL and f.enhet == TUSEN}
    return {p: t for p, t in named.items() if p not in LINJER}


def figures(ark: Ark) -> None:
    """Figures 0.a and 0.b: percent of income, deviation from the other members, kroner."""
    ark.row += 1
    positive = " (positivt: høyere inntekt, lavere utgift eller høyere overskudd)"
    about = tekst("Prosent av driftsinntekt, og avvik fra ", ark.valg.andre, positive)
    ark.title(ark.valg.i_priser(about))
    own = tekst(ark.valg.kommune, ", prosent")
    gaps = ("Avvik, prosentenheter", "Avvik, mill. kr")
    ark.heads("Figur 0.a og 0.b", (own, "Etter rettelser", ark.navn(OEVRIGE), *gaps))
    for post in _FIGUR:
        ark.label(postnavn(post))
        for year in ark.aar:
            _figure_cells(ark, post, year)
        ark.row += 1
    _lacking_notes(ark)
    ark.row += 1
    figur.place(ark, _level(ark), _distance(ark))


def _figure_cells(ark: Ark, post: str, year: int) -> None:
    """A year of a line; spending is drawn as negative."""

    def share(amounts: Poster) -> Call:
        of_income = of(f.pst_av_inntekt, amounts[post][year], amounts["driftsinntekter"][year])
        return -of_income if post in _UTGIFTER else of_income

    own = ark.pst[KOMMUNE].setdefault(post, {})[year] = ark.put(0, year, share(ark.beloep), decimals=1)
    ark.kilde.trykt(own, "Figur 0.a", post, KOMMUNE, year, PST)
    ark.put(1, year, share(ark.rettet), decimals=1)
    other = ark.put(2, year, bb.gjenta, ark.pst[OEVRIGE][post][year], decimals=1)
    gap = ark.avvik.setdefault(post, {})[year] = ark.put(3, year, f.avvik, own, other, decimals=1)
    money = ark.kroner.setdefault(post, {})[year] = ark.shown(4, year, _kroner(ark, gap, year))
    for cell, unit in ((gap, _PUNKTER), (money, MILL)):
        ark.kilde.trykt(cell, "Figur 0.b", post, _MINUS, year, unit)


def _kroner(ark: Ark, gap: Argument, year: int) -> Call:
    """A distance in percent of income as million kroner."""
    amount = of(f.kroner_av_inntekt, gap, ark.beloep["driftsinntekter"][year])
    return amount / 1000.0


def rest_of_the_distances(ark: Ark) -> None:
    """The distance to the other members in million kroner, of the lines that figure 0.b has not."""
    last = ark.aar[-1]
    posts = [post for post in ark.pst[KOMMUNE] if post not in _FIGUR and post in ark.pst[OEVRIGE]]
    lines, look = {post: postnavn(post) for post in posts}, styles.hjelp(styles.tall(0))
    head = {last: ark.valg.aarstall[last]}
    block = ark.steg.steg.blokk("Avstanden til de andre, mill. kr", head, lines, look)
    for post in posts:
        gap = of(f.avvik, ark.pst[KOMMUNE][post][last], ark.pst[OEVRIGE][post][last])
        ark.kroner[post] = {last: block.calc(post, last, _kroner(ark, gap, last))}


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
    return _figure(ark, nr, drawn, ark.avvik, title, compared=True)


def _figure(
    ark: Ark, nr: str, drawn: str, figures: dict[str, dict[int, Cell]], title: Cell, compared: bool = False
) -> Regnskapsfigur:
    last, block = ark.aar[-1], figur.year_block(ark, f"{nr}. {drawn}", _FIGUR)
    for post, years in figures.items():
        for year in ark.aar:
            figur.point(block, post, year, years[year])
        base: Argument = ark.base_share(post, last)
        if compared:
            base = of(f.avvik, base, ark.pst[OEVRIGE][post][last])
        figur.unmoved(block, post, base, years[last])
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
    """The table below the others, with the country's columns where its accounts are known.

    Kroner per inhabitant by line and year: the municipality's, the country's, the gap in mill. kr.
    """

    def __init__(self, regnskap: Ark, ressursbruk: Ressursbruk, behov: Utgiftsbehov | None = None) -> None:
        # Its own place to write, below what is there.
        ark = self.ark = replace(regnskap, sidestart=[])
        self.folk, self.country = ressursbruk.folk, ark.kilde.har_tall(rt.FOLK)
        self.korreksjoner: Mapping[int, Cell] = behov.sum_korreksjon if behov else {}
        self.egen, self.landet, self.mill = (dict[str, Aar]() for _ in range(3))
        ark.new_page()
        ark.title(ark.valg.i_priser("Regnskapet per innbygger"))
        them = "Landet" if ark.valg.data.kalt_landet == "landet" else "Medlemmene"
        beside = (them, "Forskjell, mill. kr") if self.country else ()
        ark.heads("Kroner per innbygger", (ark.valg.kommune, *beside))
        for line in (GJELD, FRIE, *([KORRIGERT] if self.korreksjoner else ()), *_HELE):
            ark.label(_KORRIGERTE if line == KORRIGERT else postnavn(line))
            for year in ark.aar:
                self._each(line, year)
            ark.row += 1
        for text in _DATA["per_innbygger"]["om"] if self.korreksjoner else ():
            ark.note(text)
        ark.sheet.printing.parts = (*ark.sheet.printing.parts, ark.sidestart[-1])

    def _put(self, group: int, line: str, year: int, figure: Call) -> Cell:
        kept = (self.egen, self.landet, self.mill)[group]
        call = self.ark.valg.faste(figure, year) if group < 2 else figure
        return kept.setdefault(line, {}).setdefault(year, self.ark.put(group, year, call))

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
