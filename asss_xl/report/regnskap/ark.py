"""The sheet Regnskap as it is being filled: what the tables share.

Amounts are the municipality's own, in 1000 kr; everything is compared in percent of
driftsinntekter, income positive and spending negative, for the municipality, the other ASSS
members and the rest of the country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from asss_xl import functions as f
from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.linjer import Linjer, Linjetall
from asss_xl.report.poster import Regnet
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE, PST, RESTEN, TUSEN, Regnskapskilde
from asss_xl.report.regnskap.steg import MILLPOSTER, Aar, Mellomregning, postnavn
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.steg import Blokk
from asss_xl.report.tall import Ledd, Tall, inndata, plasser
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Call, Cell, Input, Sheet, of, styles

SISTE_KOLONNE = 15
#: Rows of a title, and of the two heads under it.
TITTELRADER, HODERADER = 1, 2
NOTEBREDDE = 150
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
    beloep: Poster = field(default_factory=dict)
    pst: dict[str, Poster] = field(default_factory=lambda: {actor: {} for actor in AKTOERER})
    rettet: Poster = field(default_factory=dict)
    #: The distance to the other members, in percent of income and in million kroner.
    avvik: Poster = field(default_factory=dict)
    kroner: Poster = field(default_factory=dict)
    #: Lines that the source prints below tabell 0.
    opplyst: Poster = field(default_factory=dict)
    #: The growth of frie inntekter: of the others and the rest in the last year, of its own over all years.
    vekst: dict[str, Cell] = field(default_factory=dict)
    #: Nominal growth, prices and people of the last year; wages in all and per man-year.
    realvekst: tuple[Cell, ...] = ()
    loennsvekst: tuple[Cell, ...] = ()
    sidestart: list[int] = field(default_factory=list)
    laan: Laan | None = None
    #: The sectors' change in net spending by year, 1000 kr, where a what-if can move it.
    sektorendring: Aar = field(default_factory=dict)
    #: What other rates of tax and pension change the social costs by, million kr.
    satsene: Cell | None = None
    #: The municipality's frie inntekter by year as an index.
    indeks: list[Cell] = field(default_factory=list)
    #: Percentages that are filled in as such: as they are without what-if.
    andel_uten: Poster = field(default_factory=dict)

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
        self,
        figur: str,
        drawn: str,
        own: Cell,
        other: Cell,
        ord: Sequence[str],
        uten: Cell | None = None,
        snudd: bool = False,
    ) -> Cell:
        """The message of a chart that holds a share of the income against that of the others.

        ``snudd`` is of what is spent, which has a minus in the tables and none in words.
        """
        when = tekst(" ", self.valg.andre, " i ", self.valg.aar, " (")
        both = (-own, -other) if snudd else (own, other)
        return self.steg.say(figur, drawn, own - other, PUNKTER, ord, when, mot=both, uten=uten)

    def column(self, group: int, year: int) -> int:
        """The place of a group's year. Groups are three wide however many years there are."""
        return 1 + group * 3 + self.aar.index(year) + 3 - len(self.aar)

    def new_page(self) -> None:
        """The next table starts on a new page."""
        self.sidestart.append(self.row)

    def title(self, text: str | Call) -> None:
        layout.text(self.sheet, self.row, 0, text, styles.OVERSKRIFT)
        self.row += TITTELRADER

    def heads(self, first: str | Call, groups: Sequence[str | Call | Cell]) -> None:
        """Two header rows: a label over each group of years, and the years."""
        layout.year_groups(self.sheet, self.row, first, groups, self.valg.aarstallene, 3)
        self.row += HODERADER

    def head(self, labels: Iterable[str | Cell], height: float = 28) -> None:
        """One header row."""
        for column, label in enumerate(labels):
            look = styles.HODE if column else styles.HODE_VENSTRE
            layout.text(self.sheet, self.row, column, label, look)
        self.sheet.heights[self.row] = height

    def label(self, text: str, total: bool = False) -> None:
        look = styles.sumrad(styles.RAD) if total else styles.RAD
        self.sheet.put(self.row, 0, text, look)

    def note(self, text: str) -> None:
        self.row = layout.notes(self.sheet, self.row, (text,), NOTEBREDDE)

    def put(
        self,
        group: int,
        year: int,
        function: Function | Formula | Call,
        *arguments: Argument,
        decimals: int = 0,
        total: bool = False,
    ) -> Cell:
        """A figure in the line that is being written."""
        look = styles.tall(decimals, total)
        return self.sheet.calc(self.row, self.column(group, year), function, *arguments, style=look)

    def empty(self, group: int, year: int, total: bool = False) -> None:
        """A place in the line that no figure has."""
        self.sheet.put(self.row, self.column(group, year), None, styles.tall(0, total))

    def place(self, group: int, year: int, tall: Tall, decimals: int = 0, total: bool = False) -> Cell:
        """A figure in the line as the source has it."""
        return plasser(self.sheet, self.row, self.column(group, year), tall, styles.tall(decimals, total))

    def steder(self, year: int) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """The places in the line of a figure, its yellow cell and what counts, when they stand together."""
        base, what_if, used = (self.column(group, year) for group in range(3))
        return (self.row, base), (self.row, what_if), (self.row, used)

    def growth(self, function: Function, new: int, old: int, *arguments: Argument) -> Call:
        """A change from one year to another; a merger in between breaks the series."""
        call, breaks = of(function, *arguments), self.steg.brudd
        if breaks is None:
            return call
        one = self.aar.index(new) - self.aar.index(old) == 1
        return of(rf.uten_brudd, breaks.brutt[new] if one else breaks.perioden, call)

    def amount_input(self, post: str, table: str, unit: str = TUSEN) -> None:
        """A line of the municipality's own amounts, with yellow cells."""
        self.amount_given(post, unit, {year: self.kilde.beloep(table, post, year, unit) for year in self.aar})

    def amount_given(self, post: str, unit: str, given: dict[int, Tall], label: str = "") -> None:
        """A line of the municipality's own amounts as given, with yellow cells in each year's kroner."""
        self.label(label or postnavn(post))
        for year in self.aar:
            apart = self.steg.uten if year in self.valg.pris else None
            made = self.yellow(post, year, given[year], f"{postnavn(post)}, {unit}", styles.tall(0), apart)
            if apart is None:
                self.keep_base(post, year, made.base)
            else:
                self.shown(0, year, made.base)
            self.beloep.setdefault(post, {})[year] = made.used

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
        counts = self.steg.naa
        places = ((self.row, self.column(0, year)), (self.row, self.column(1, year)), counts.at(post, year))
        if apart is not None:
            places = (apart.at(post, year), *places[1:])
            about["base_on"] = apart.sheet
        about |= {"label": label, "aar": self.valg.aarstall[year], "style": style, "used_on": counts.sheet}
        if post in self.linjer and year == self.valg.data.rapportaar:
            more = self.satsene if post == "sosiale" else None
            line = Linjetall(self.sheet, places, given, **about, tillegg=more, satser=more)
            return self.linjer.inndata(post, line)
        return inndata(self.sheet, *places, given, **about)

    def amount(self, group: int, post: str, year: int, call: Call, **about: Any) -> Cell:
        """An amount that counts; where prices can be chosen it is a step, and shown in those."""
        if not self.valg.pris:
            return self.put(group, year, call, **about)
        counts = self.steg.loepende[group].calc(post, year, call)
        self.shown(group, year, counts, **about)
        return counts

    def shown(self, group: int, year: int, amount: Cell | Call, **about: Any) -> Cell:
        """An amount that only is shown, in the prices that are chosen."""
        shown = self.valg.faste(amount, year)
        return self.put(group, year, of(bb.gjenta, shown) if isinstance(shown, Cell) else shown, **about)

    def amount_heads(self, unit: str) -> tuple[str | Call, str | Call]:
        """Of amounts, and of their yellow cells."""
        return self.valg.i_priser(unit), self.valg.i_loepende("Hva hvis")

    def keep_base(self, post: str, year: int, base: Cell) -> None:
        """Let an amount stand among those without what-if."""
        self.steg.uten.calc(post, year, bb.gjenta, base, style=styles.hjelp(base.style))

    def given(self, post: str, table: str, unit: str = TUSEN) -> None:
        """A line that what-if figures elsewhere move, as the source has it."""
        for year in self.aar:
            self.steg.uten.tall(post, year, self.kilde.beloep(table, post, year, unit))

    def amount_moved(self, post: str, move: Callable[[int, Cell], Call]) -> None:
        """The same line with what they move."""
        self.label(postnavn(post))
        for year in self.aar:
            call = move(year, self.base(post, year))
            self.beloep.setdefault(post, {})[year] = self.amount(0, post, year, call)
            self.empty(1, year)

    def amount_calc(
        self, post: str, av: Regnet, table: str = "", unit: str = TUSEN, total: bool = True
    ) -> None:
        """A line worked out from other lines."""
        self.label(postnavn(post), total)
        for year in self.aar:
            made = self.amount(0, post, year, av.i(self.beloep, year), total=total)
            self.beloep.setdefault(post, {})[year] = self.kilde.trykt(made, table, post, KOMMUNE, year, unit)
            self.base_calc(post, year, av)
            self.empty(1, year, total)

    def base_calc(self, post: str, year: int, av: Regnet) -> None:
        """The same line without what-if."""
        self.steg.uten.calc(post, year, av(lambda p: self.base(p, year)))

    def base(self, post: str, year: int) -> Cell:
        """An amount without what-if."""
        return self.steg.uten.cell(post, year)

    def percent(
        self, post: str, actor: str, year: int, call: Call, table: str, total: bool = False, printed: str = ""
    ) -> Cell:
        """A percentage of an actor; a line that stands in several tables keeps its first place."""
        cell = self.put(2 + AKTOERER.index(actor), year, call, decimals=1, total=total)
        self.kilde.trykt(cell, table, printed or post, actor, year, PST)
        return self.pst[actor].setdefault(post, {}).setdefault(year, cell)

    def share(self, post: str, year: int, amount: Cell, income: Cell | None = None) -> Call:
        """An amount of a line in percent of driftsinntekter."""
        thousand = amount * 1000.0 if post in MILLPOSTER else amount
        return of(f.pst_av_inntekt, thousand, income or self.beloep["driftsinntekter"][year])

    def base_share(self, post: str, year: int) -> Call | Cell | None:
        """A line in percent of driftsinntekter, both without what-if; spending is negative."""
        if post in self.andel_uten:
            return self.andel_uten[post][year]
        if post not in self.steg.uten:
            return None
        own = self.share(post, year, self.base(post, year), self.base("driftsinntekter", year))
        return -own if post in UTGIFTER else own
