"""The sheet Regnskap as it is being filled: what the tables share.

Amounts are the municipality's own, in 1000 kr; everything is compared in percent of
driftsinntekter, income positive and spending negative, for the municipality, the other ASSS
members and the rest of the country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from asss_xl import functions as f
from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula
from asss_xl.report import layout
from asss_xl.report.avvik.tabell import FolkPerAar
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.linjer import Linjer, Linjetall
from asss_xl.report.poster import Regnet
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE, PST, RESTEN, TUSEN, Regnskapskilde
from asss_xl.report.regnskap.steg import MILLPOSTER, Aar, Mellomregning, postnavn
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.steg import Aarstabell, Blokk
from asss_xl.report.tall import Ledd, Tall, inndata
from asss_xl.report.uten import uten_hva_hvis
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Call, Cell, Input, Sheet, of, styles

SISTE_KOLONNE = 15
NOTEBREDDE = 150
#: Of a row with the name of a group in one column.
NAVNEHOEYDE = 40
#: What the charts say of a difference and of a share.
PUNKTER = " prosentenheter "

AKTOERER = (KOMMUNE, OEVRIGE, RESTEN)
#: Lines whose percentages are negative where the amount is spending.
UTGIFTER = ("renteutgifter", "avdrag", "investeringer", "netto_investeringer")


#: By line and year.
Poster = dict[str, Aar]


class Laan(NamedTuple):
    """Inputs by what they are and year, and the steps behind them."""

    bak: Blokk
    felt: dict[str, dict[int, Input]]


def _hode(label: str | Call | Cell) -> styles.Style:
    """The head of one column: a name that follows a choice may be of long words."""
    return styles.HODE.but(size=9) if isinstance(label, Cell) else styles.HODE


def _poster() -> Poster:
    return defaultdict(dict)


@dataclass
class Ark:
    """Cursor, and the cells that later tables and sheets refer to, by line and year.

    Actors are ``kommune``, ``oevrige`` and ``resten``; years are the keys of the window.
    """

    sheet: Sheet
    kilde: Regnskapskilde
    rettelser: Rettelser
    linjer: Linjer
    steg: Mellomregning
    row: int = 3
    beloep: Poster = field(default_factory=_poster)
    pst: dict[str, Poster] = field(default_factory=lambda: {actor: _poster() for actor in AKTOERER})
    rettet: Poster = field(default_factory=_poster)
    #: The distance to the other members, in percent of income and in million kroner.
    avvik: Poster = field(default_factory=_poster)
    kroner: Poster = field(default_factory=_poster)
    #: Lines that the source prints below tabell 0.
    opplyst: Poster = field(default_factory=_poster)
    #: The growth of frie inntekter: of the others and the rest in the last year, of its own over all years.
    vekst: dict[str, Cell] = field(default_factory=dict)
    #: Nominal growth, prices and people of the last year; wages in all and per man-year.
    realvekst: tuple[Cell, ...] = ()
    loennsvekst: tuple[Cell, ...] = ()
    sidestart: list[int] = field(default_factory=list)
    #: Where the table per inhabitant has its place.
    per_innbygger: int = 0
    laan: Laan | None = None
    #: The sectors' change in net spending by year, 1000 kr, where a what-if can move it.
    sektorendring: Aar = field(default_factory=dict)
    #: What other rates of tax and pension change the social costs by, million kr.
    satsene: Cell | None = None
    #: The inhabitants by year, where a what-if can move them.
    folk: FolkPerAar = field(default_factory=dict)
    #: The municipality's frie inntekter by year as an index.
    indeks: list[Cell] = field(default_factory=list)

    @property
    def valg(self) -> Valg:
        """The choices that the sheet follows."""
        return self.kilde.valg

    @property
    def aar(self) -> tuple[int, ...]:
        return self.valg.vindu

    def navn(self, aktor: str) -> str | Cell:
        """What an actor is called: the municipality by its name."""
        valg = self.valg
        return {KOMMUNE: valg.kommune, OEVRIGE: valg.andre_navn, RESTEN: self._resten}[aktor]

    @cached_property
    def _resten(self) -> str | Cell:
        """The rest of the country, which may be the chosen group too."""
        name, data = "Resten av landet", self.valg.data
        alone = [group.navn for group in data.grupper if {*group.medlemmer} == {data.resten}]
        if not alone:
            return name
        call = of(rf.navn_eller_valgt, self.valg.andre_navn, alone[0], name)
        return self.steg.steg.en("Hva resten av landet heter", "Navn", "Nå", call)

    def mot_de_andre(
        self, figur: str, drawn: str, own: Cell, other: Cell, ord: Sequence[str], snudd: bool = False
    ) -> Cell:
        """The message of a chart that holds a share of the income against that of the others.

        ``snudd`` is of what is spent, which has a minus in the tables and none in words.
        """
        when = tekst(" ", self.valg.andre, " i ", self.valg.aar, " (")
        both = (-own, -other) if snudd else (own, other)
        return self.steg.say(figur, drawn, own - other, PUNKTER, ord, when, mot=both)

    def new_page(self) -> None:
        """The next table starts on a new page."""
        self.sidestart.append(self.row)

    def title(self, text: str | Call) -> None:
        layout.text(self.sheet, self.row, 0, text, styles.OVERSKRIFT)
        self.row += 1

    def head(self, labels: Iterable[str | Cell], height: float = NAVNEHOEYDE) -> None:
        """One header row."""
        for column, label in enumerate(labels):
            look = _hode(label) if column else styles.HODE_VENSTRE
            layout.text(self.sheet, self.row, column, label, look)
        self.sheet.heights[self.row] = height

    def note(self, text: str) -> None:
        self.row = layout.notes(self.sheet, self.row, (text,), NOTEBREDDE)

    def growth(self, function: Function | Formula, new: int, old: int, *arguments: Argument) -> Call:
        """A change from one year to another; a merger in between breaks the series."""
        call, breaks = of(function, *arguments), self.steg.brudd
        if breaks is None:
            return call
        one = self.aar.index(new) - self.aar.index(old) == 1
        return of(rf.uten_brudd, breaks.brutt[new] if one else breaks.perioden, call)

    def vokst(self, post: str, new: int, old: int) -> Call:
        """How much a line has grown from one year to another, percent."""
        return self.growth(f.vekst, new, old, self.beloep[post][new], self.beloep[post][old])

    def amount_heads(self, unit: str) -> tuple[str | Call, str | Call]:
        """Of amounts, and of their yellow cells."""
        return self.valg.i_priser(unit), self.valg.i_loepende("Hva hvis")

    def given(self, post: str, table: str, unit: str = TUSEN) -> None:
        """A line that what-if figures elsewhere move, as the source has it."""
        for year in self.aar:
            self.steg.grunnlag.tall(post, year, self.kilde.beloep(table, post, year, unit))

    def base(self, post: str, year: int) -> Cell | Call:
        """An amount without what-if: of a line that has none yet, as the source has it."""
        now = self.beloep.get(post, {}).get(year)
        return self.steg.grunnlag.cell(post, year) if now is None else uten_hva_hvis(self.sheet.book, now)

    def share(self, post: str, year: int, amount: Cell) -> Call:
        """An amount of a line in percent of driftsinntekter."""
        thousand = amount * 1000.0 if post in MILLPOSTER else amount
        return of(f.pst_av_inntekt, thousand, self.beloep["driftsinntekter"][year])


class Posttabell(Aarstabell):
    """A table with its title, where the cursor is; its figures can come when others have theirs.

    The first group has the municipality's amounts, the second their yellow cells.
    """

    def __init__(
        self,
        ark: Ark,
        title: str | Call,
        first: str | Call,
        groups: Sequence[str | Call | Cell],
        lines: Mapping[str, str],
        sums: Collection[str] = (),
    ) -> None:
        ark.title(title)
        super().__init__(ark.sheet, ark.row, ark.valg, first, groups, lines, sums, width=3)
        self.ark, self.valg = ark, ark.valg
        ark.row += 2 + self.lines

    def beside(self, column: int, label: str | Call, heads: Iterable[str | Call | Cell]) -> None:
        """Columns after the groups: a label over them, and the head of each."""
        over = styles.HODE_VENSTRE.but(wrap=False, bottom=None)
        for at, head in enumerate(heads, start=column):
            layout.text(self.sheet, self.row, at, "" if at > column else label, over)
            layout.text(self.sheet, self.row + 1, at, head, _hode(head))

    def desimal(self, line: str) -> styles.Style:
        """How percentages of a line look."""
        return styles.tall(1, line in self.sums)

    def sum_up(self, post: str, group: int, year: int, call: Call) -> Cell:
        """An amount that counts; where prices can be chosen it is a step, and shown in those."""
        if not self.valg.pris:
            return self.calc(post, (group, year), call)
        counts = self.ark.steg.loepende[group].calc(post, year, call)
        self.shown(post, group, year, counts)
        return counts

    def shown(
        self, post: str, group: int, year: int, amount: Cell | Call, style: styles.Style | None = None
    ) -> Cell:
        """An amount that only is shown, in the prices that are chosen."""
        return self.sett(post, (group, year), self.valg.faste(amount, year), style)

    def amount_input(self, post: str, table: str, unit: str = TUSEN) -> None:
        """A line of the municipality's own amounts, with yellow cells."""
        kilde = self.ark.kilde
        self.amount_given(post, unit, {y: kilde.beloep(table, post, y, unit) for y in self.years})

    def amount_given(self, post: str, unit: str, given: dict[int, Tall]) -> None:
        """The same as given, with yellow cells in each year's kroner."""
        for year, tall in given.items():
            apart = self.ark.steg.grunnlag if year in self.valg.pris else None
            made = self.yellow(post, year, tall, f"{postnavn(post)}, {unit}", self.look, apart)
            if apart is not None:
                self.shown(post, 0, year, made.base)
            self.ark.beloep[post][year] = made.used

    def yellow(
        self,
        post: str,
        year: int,
        given: Tall,
        label: str,
        style: styles.Style,
        apart: Blokk | None = None,
        **about: Any,
    ) -> Input | Ledd:
        """A figure and its yellow cell, here or on Hva hvis; what counts of them is a step.

        The figure is a step too, of the block ``apart``, when what is shown of it is in other prices.
        """
        ark, counts = self.ark, self.ark.steg.naa
        places = (self.at(post, (0, year)), self.at(post, (1, year)), counts.at(post, year))
        if apart is not None:
            places = (apart.at(post, year), *places[1:])
            about["base_on"] = apart.sheet
        about |= {"label": label, "aar": self.valg.aarstall[year], "style": style, "used_on": counts.sheet}
        if post in ark.linjer and year == self.valg.data.rapportaar:
            more = ark.satsene if post == "sosiale" else None
            line = Linjetall(self.sheet, places, given, **about, tillegg=more, satser=more)
            return ark.linjer.inndata(post, line)
        return inndata(self.sheet, *places, given, **about)

    def amount_moved(self, post: str, move: Callable[[int, Cell], Call]) -> None:
        """A line with what figures elsewhere move."""
        for year in self.years:
            base = self.ark.steg.grunnlag.cell(post, year)
            now = self.ark.beloep[post][year] = self.sum_up(post, 0, year, move(year, base))
            now.unmoved = base
            self.put(post, (1, year), None)

    def amount_calc(self, post: str, av: Regnet, table: str = "", unit: str = TUSEN) -> None:
        """A line worked out from other lines."""
        ark = self.ark
        for year in self.years:
            made = self.sum_up(post, 0, year, av.i(ark.beloep, year))
            ark.beloep[post][year] = ark.kilde.trykt(made, table, post, KOMMUNE, year, unit)
            self.put(post, (1, year), None)

    def percent(self, post: str, actor: str, year: int, call: Call, table: str, printed: str = "") -> None:
        """A percentage of an actor; a line that stands in several tables keeps its first place."""
        group, ark = 2 + AKTOERER.index(actor), self.ark
        cell = self.calc(post, (group, year), call, style=self.desimal(post))
        ark.kilde.trykt(cell, table, printed or post, actor, year, PST)
        ark.pst[actor][post].setdefault(year, cell)

    def others(self, post: str, actor: str, table: str, negative: bool = False) -> None:
        """The percentages of the others as the source has them."""
        for year in self.years:
            share = self.ark.kilde.andel(table, post, actor, year, negative)
            made = self.tall(post, (2 + AKTOERER.index(actor), year), share, self.desimal(post))
            self.ark.pst[actor][post][year] = made
