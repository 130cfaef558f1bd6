"""The sheet Regnskap as it is being filled: what the tables share.

Amounts are the municipality's own, in 1000 kr; everything is compared in percent of
driftsinntekter, income positive and spending negative, for the municipality, the other ASSS
members and the rest of the country.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asss_xl import functions as f
from asss_xl.dataset.poster import POSTER, UTREGNEDE
from asss_xl.functions import Function
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.aarsfigur import year_series
from asss_xl.report.nettverk.valg import Valg, tekst
from asss_xl.report.published import Trykt
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE, PST, RESTEN, TUSEN, Regnskapskilde
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.tall import Tall, inndata, plasser
from asss_xl.workbook import GAP, Argument, Call, Cell, Chart, Input, Range, Sheet, of, styles

if TYPE_CHECKING:
    from asss_xl.report.regnskap.laan import Laan

#: Helper columns: the used amounts, then the figures behind the charts.
BRUKT, BAK = 17, 21
SISTE_KOLONNE = 15
DIAGRAM = (1480, 270)
_DIAGRAMRADER = 16
AKTOERNAVN = {OEVRIGE: "Øvrige ASSS", RESTEN: "Resten av landet"}

#: Lines that are drawn as negative: spending.
UTGIFTER = ("renteutgifter", "avdrag", "investeringer", "netto_investeringer", "avskrivninger")

Aar = dict[int, Cell]


def postnavn(post: str) -> str:
    """The name of a line."""
    return POSTER.get(post) or UTREGNEDE[post]


@dataclass
class Ark:
    """Cursor, and the cells that later tables and sheets refer to, by line and year.

    Actors are ``kommune``, ``oevrige`` and ``resten``; years are the keys of the window.
    """

    sheet: Sheet
    valg: Valg
    kilde: Regnskapskilde
    rettelser: Rettelser
    row: int = 3
    beloep: dict[str, Aar] = field(default_factory=dict)
    pst: dict[str, dict[str, Aar]] = field(default_factory=dict)
    inndata: dict[str, dict[int, Input]] = field(default_factory=dict)
    rettet: dict[str, Aar] = field(default_factory=dict)
    rettet_pst: dict[str, Aar] = field(default_factory=dict)
    celler: dict[str, Cell] = field(default_factory=dict)
    sidestart: list[int] = field(default_factory=list)
    brudd: Cell | None = None
    laan: Laan | None = None
    #: The sectors' change in net spending by year, 1000 kr, where a what-if can move it.
    sektorendring: Aar = field(default_factory=dict)
    #: Lines that others move: as they are without what-if.
    grunnlag: dict[str, Aar] = field(default_factory=dict)

    aktoerer: tuple[str, str, str] = (KOMMUNE, OEVRIGE, RESTEN)

    @property
    def aar(self) -> tuple[int, ...]:
        return self.valg.vindu

    def navn(self, aktor: str) -> str | Cell:
        """What an actor is called: the municipality by its name."""
        return self.valg.kommune if aktor == KOMMUNE else AKTOERNAVN[aktor]

    def column(self, group: int, year: int) -> int:
        """The place of a group's year. Groups are three wide however many years there are."""
        return 1 + group * 3 + self.aar.index(year) + 3 - len(self.aar)

    def new_page(self) -> None:
        """The next table starts on a new page."""
        self.sidestart.append(self.row)

    def title(self, text: str | Call) -> None:
        layout.text(self.sheet, self.row, 0, text, styles.OVERSKRIFT)
        self.row += 1

    def heads(self, first: str, groups: Sequence[str | Call]) -> None:
        """Two header rows: a label over each group of years, and the years."""
        sheet = self.sheet
        sheet.put(self.row, 0, "", styles.HODE_VENSTRE)
        sheet.put(self.row + 1, 0, first, styles.HODE_VENSTRE)
        for index, group in enumerate(groups):
            for place in range(3):
                at = 1 + index * 3 + place
                key = place - 3 + len(self.aar)
                first_place = place == 3 - len(self.aar)
                layout.text(sheet, self.row, at, group if first_place else "",
                            styles.HODE_VENSTRE.but(wrap=False, bottom=None))  # fmt: skip
                if key >= 0:
                    layout.year_head(sheet, self.row + 1, at, self.valg.aarstall[self.aar[key]])
                else:
                    sheet.put(self.row + 1, at, "", styles.HODE)
        for year in self.aar:
            sheet.calc(
                self.row + 1, BRUKT + self.aar.index(year),
                *bb.tekst("brukt ", self.valg.aarstall[year]), style=styles.HJELP_HODE,
            )  # fmt: skip
        self.row += 2

    def percent_heads(self, first: str, unit: str = "1000 kr") -> None:
        """The heads of the tables with amounts, what-if and the three actors' percentages."""
        self.heads(first, (unit, "Hva hvis", tekst(self.valg.kommune, ", prosent"),
                           *(f"{AKTOERNAVN[a]}, prosent" for a in (OEVRIGE, RESTEN))))  # fmt: skip

    def label(self, text: str, total: bool = False) -> None:
        look = styles.sumrad(styles.RAD) if total else styles.RAD
        self.sheet.put(self.row, 0, text, look)

    def note(self, text: str) -> None:
        self.row = layout.notes(self.sheet, self.row, (text,), 150)

    def merknader(self, sted: str) -> None:
        """What the package itself has to say at a place."""
        self.row = layout.notes(
            self.sheet, self.row, self.valg.data.tekst(f"Regnskap: {sted}", "merknad"), 150
        )

    def printed(self, table: str, post: str, actor: str, year: int, unit: str) -> tuple[Trykt, ...]:
        """The printed figure, or nothing where the source has none."""
        return self.kilde.trykt(table, post, actor, year, unit)

    def growth(self, function: Function, new: int, old: int, *arguments: Argument) -> Call:
        """A change from one year to another; a merger in between breaks the series."""
        call = of(function, *arguments)
        if self.brudd is None:
            return call
        return of(bb.uten_brudd, call, self.brudd, self.valg.aarstall[old])

    def amount_input(self, post: str, table: str, unit: str = TUSEN, decimals: int = 0) -> None:
        """A line of the municipality's own amounts, with yellow cells."""
        self.label(postnavn(post))
        self.beloep[post], self.inndata[post] = {}, {}
        for year in self.aar:
            given = inndata(
                self.sheet, (self.row, self.column(0, year)), (self.row, self.column(1, year)),
                (self.row, BRUKT + self.aar.index(year)),
                self.kilde.beloep(table, post, year, unit),
                label=f"{postnavn(post)}, {unit}", aar=self.valg.aarstall[year],
                style=styles.tall(decimals),
            )  # fmt: skip
            self.inndata[post][year] = given
            self.beloep[post][year] = given.used

    def amount_moved(
        self, post: str, table: str, move: Callable[[int, Cell], Call], unit: str = TUSEN
    ) -> None:
        """A line that what-if figures elsewhere move; the figure itself stands to the right."""
        self.label(postnavn(post))
        self.beloep[post], self.grunnlag[post] = {}, {}
        small = styles.hjelp(styles.tall(0))
        for year in self.aar:
            base = plasser(self.sheet, self.row, BRUKT + self.aar.index(year),
                           self.kilde.beloep(table, post, year, unit), small)  # fmt: skip
            call = move(year, base)
            self.grunnlag[post][year] = base
            self.beloep[post][year] = self.sheet.calc(
                self.row, self.column(0, year), call.function, *call.arguments,
                style=styles.tall(0),
            )  # fmt: skip
            self.sheet.put(self.row, self.column(1, year), None, styles.tall(0))

    def amount_rest(self, post: str, total: str, parts: Sequence[str], one_more: str = "") -> None:
        """What is left of a line of tabell 0 when the table's own lines are taken out, mill. kr."""
        self.label(postnavn(post))
        self.inndata[post] = {}
        for year in self.aar:
            offset = self.aar.index(year)
            whole = plasser(
                self.sheet, self.row, BAK + 1 + offset, self.kilde.beloep("Tabell 0", total, year),
                styles.hjelp(styles.tall(0)), published=(),
            )  # fmt: skip
            another = self.inndata[one_more][year].base if one_more else 0.0
            self.inndata[post][year] = inndata(
                self.sheet, (self.row, self.column(0, year)), (self.row, self.column(1, year)),
                (self.row, BRUKT + offset),
                Tall(of(bb.resten_av, whole, self.lines(parts, year)[1], another)),
                label=f"{postnavn(post)}, mill. kr", aar=self.valg.aarstall[year],
                style=styles.tall(0),
            )  # fmt: skip
        self.row += 1

    def lines(self, posts: Sequence[str], year: int) -> tuple[Range, Range]:
        """The lines of a table between two of them: as they count, and without what-if."""
        given = [self.inndata[post][year] for post in posts]
        return (self.sheet.column_range(given[0].used, given[-1].used),
                self.sheet.column_range(given[0].base, given[-1].base))  # fmt: skip

    def amount_calc(
        self,
        post: str,
        function: Function,
        posts: Sequence[str],
        table: str = "",
        unit: str = TUSEN,
        total: bool = True,
    ) -> None:
        """A line worked out from other lines."""
        self.label(postnavn(post), total)
        self.beloep[post] = {}
        style = styles.tall(0, total)
        for year in self.aar:
            self.beloep[post][year] = self.sheet.calc(
                self.row, self.column(0, year), function,
                *(self.beloep[p][year] for p in posts), style=style,
                published=self.printed(table, post, KOMMUNE, year, unit),
            )  # fmt: skip
            self.grunnlag.setdefault(post, {})[year] = self.sheet.calc(
                self.row, BRUKT + self.aar.index(year), function,
                *(self.base(p, year) for p in posts), style=styles.hjelp(styles.tall(0)),
            )  # fmt: skip
            self.sheet.put(self.row, self.column(1, year), None, style)

    def base(self, post: str, year: int) -> Cell:
        """An amount without what-if."""
        known = self.grunnlag.get(post)
        return known[year] if known else self.inndata[post][year].base

    def percent_cell(
        self, group: int, actor: str, year: int, table: str, post: str, total: bool, call: Call
    ) -> Cell:
        """One calculated percentage, with what the source printed for it."""
        style = styles.tall(1, total)
        return self.sheet.calc(
            self.row, self.column(group, year), call.function, *call.arguments, style=style,
            published=self.printed(table, post, actor, year, PST),
        )  # fmt: skip

    def reference_input(
        self, post: str, group: int, actor: str, table: str, negative: bool = False
    ) -> None:
        """Percentages of the other members or the rest of the country."""
        values = self.pst.setdefault(actor, {}).setdefault(post, {})
        for year in self.aar:
            values[year] = plasser(
                self.sheet, self.row, self.column(group, year),
                self.kilde.andel(table, post, actor, year, negative), styles.tall(1),
            )  # fmt: skip

    def percent_calc(
        self, post: str, group: int, actor: str, function: Function, posts: Sequence[str],
        table: str, total: bool = True, printed: str = "",
    ) -> None:  # fmt: skip
        """Percentages worked out from other percentages of the same actor."""
        values = self.pst.setdefault(actor, {})
        made: Aar = {}
        for year in self.aar:
            call = of(function, *(values[p][year] for p in posts))
            made[year] = self.percent_cell(
                group, actor, year, table, printed or post, total, call
            )
        # A line that stands in several tables keeps its first place.
        values.setdefault(post, made)

    def figure(self, post: str, title: str, table: str, note: str = "") -> None:
        """A column chart of one line: the three actors, a column per year."""
        sheet, at = self.sheet, self.row
        small = styles.hjelp(styles.tall(1))
        for offset, year in enumerate(self.aar, start=1):
            layout.year_head(sheet, at, BAK + offset, self.valg.aarstall[year], styles.HJELP_HODE)
        sheet.calc(at, BAK + 4, *bb.tekst("Grunnlag ", self.valg.aar), style=styles.HJELP_HODE)
        for number, actor in enumerate(self.aktoerer, start=1):
            layout.text(sheet, at + number, BAK, self.navn(actor), styles.HJELP)
            for offset, year in enumerate(self.aar, start=1):
                sheet.calc(
                    at + number, BAK + offset, bb.gjenta, self.pst[actor][post][year], style=small,
                    published=self.printed(title.split(".")[0], post, actor, year, PST),
                )  # fmt: skip
            if actor == KOMMUNE:
                self._base(at + number, post, table)
        self._chart(title, at, note)

    def _base(self, at: int, post: str, table: str) -> None:
        """The report year's own figure, drawn where a what-if figure has moved it."""
        year, small = self.aar[-1], styles.hjelp(styles.tall(1))
        now = self.pst[KOMMUNE][post][year]
        base = self.base_cell(at, BAK + 5, post, year)
        self.sheet.calc(at, BAK + 4, bb.hvis_ulik, base, now, style=small, missing=GAP)

    def base_cell(
        self, row: int, column: int, post: str, year: int, compared: bool = False
    ) -> Cell:
        """What a what-if moves away from.

        Spending is drawn as negative; ``compared``: less that of the others.
        """
        small = styles.hjelp(styles.tall(1))
        call = self._base_share(post, year)
        if call is None:
            return self.sheet.put(row, column, None, small)
        if compared:
            call = of(f.avvik, call, self.pst[OEVRIGE][post][year])
        return self.sheet.calc(row, column, call.function, *call.arguments, style=small)

    def _base_share(self, post: str, year: int) -> Call | None:
        """The line in percent of driftsinntekter, both without what-if."""
        share = self.kilde.andel("", post, KOMMUNE, year, negativ=post in UTGIFTER)
        if isinstance(share.verdi, Call):
            return share.verdi
        if post not in self.grunnlag and post not in self.inndata:
            return None
        own = of(f.pst_av_inntekt, self.base(post, year), self.base("driftsinntekter", year))
        return of(bb.motsatt, own) if post in UTGIFTER else own

    def _chart(self, title: str, at: int, note: str) -> None:
        columns = {year: BAK + offset for offset, year in enumerate(self.aar, start=1)}
        years = {y: self.sheet.cells[at, BAK + offset] for offset, y in enumerate(self.aar, start=1)}
        series = year_series(self.sheet, (at + 1, at + 3), BAK, columns, BAK + 4, years,
                             self.sheet.cells[at, BAK + 4], "0.0")  # fmt: skip
        self.place(
            Chart(
                "column", f"{title} Prosent av driftsinntekt", series, row=at, column=0,
                width=DIAGRAM[0], height=DIAGRAM[1],
                alt=f"Søylediagram. {title} Kommunen, øvrige ASSS og resten av landet, år for "
                f"år, prosent av driftsinntekt. {note}".strip(),
                y_title="Prosent", y_format="0.0",
            )  # fmt: skip
        )

    def place(self, chart: Chart) -> None:
        """Put a chart at the cursor and move past it."""
        self.sheet.charts.append(chart)
        self.row = max(self.row, chart.row) + _DIAGRAMRADER
