"""The sheet Regnskap as it is being filled: what the tables share.

Amounts are the municipality's own, in 1000 kr; everything is compared in percent of
driftsinntekter, income positive and spending negative, for the municipality, the other ASSS
members and the rest of the country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from asss_xl.dataset.model import Datasett
from asss_xl.functions import Function
from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.aarsfigur import year_series
from asss_xl.report.published import Trykt, trykt
from asss_xl.report.rettelser import Rettelser
from asss_xl.workbook import Call, Cell, Chart, Input, Sheet, of, styles

OEVRIGE, RESTEN = "Øvrige ASSS", "Resten av landet"
TUSEN, MILL, PST, VEKST = "1000 kr", "mill kr", "pst av driftsinntekt", "vekst pst"
#: Helper columns: the used amounts, then the figures behind the charts.
BRUKT, BAK = 17, 21
SISTE_KOLONNE = 15
DIAGRAM = (1480, 300)
_DIAGRAMRADER = 16

Aar = dict[int, Cell]


@dataclass
class Ark:
    """Cursor, and the cells that later tables and sheets refer to, by line and year."""

    sheet: Sheet
    data: Datasett
    rettelser: Rettelser
    row: int = 3
    beloep: dict[str, Aar] = field(default_factory=dict)
    pst: dict[str, dict[str, Aar]] = field(default_factory=dict)
    inndata: dict[str, dict[int, Input]] = field(default_factory=dict)
    rettet: dict[str, Aar] = field(default_factory=dict)
    rettet_pst: dict[str, Aar] = field(default_factory=dict)
    celler: dict[str, Cell] = field(default_factory=dict)
    sidestart: list[int] = field(default_factory=list)

    @property
    def kommune(self) -> str:
        return self.data.kommune

    @property
    def aar(self) -> tuple[int, ...]:
        return self.data.aar

    @property
    def aktoerer(self) -> tuple[str, str, str]:
        """The municipality, the other ASSS members, the rest of the country."""
        return (self.kommune, OEVRIGE, RESTEN)

    def column(self, group: int, year: int) -> int:
        return 1 + group * len(self.aar) + self.aar.index(year)

    def new_page(self) -> None:
        """The next table starts on a new page."""
        self.sidestart.append(self.row)

    def title(self, text: str) -> None:
        self.sheet.put(self.row, 0, text, styles.OVERSKRIFT)
        self.row += 1

    def heads(self, first: str, groups: Sequence[str]) -> None:
        layout.year_groups(self.sheet, self.row, first, groups, self.aar)
        for year in self.aar:
            self.sheet.put(
                self.row + 1, BRUKT + self.aar.index(year), f"brukt {year}", styles.HJELP_HODE
            )
        self.row += 2

    def label(self, text: str, total: bool = False) -> None:
        look = styles.sumrad(styles.RAD) if total else styles.RAD
        self.sheet.put(self.row, 0, text, look)

    def note(self, text: str) -> None:
        for line in layout.wrapped(text, 150):
            self.sheet.put(self.row, 0, line, styles.NOTE)
            self.row += 1

    def printed(self, table: str, line: str, actor: str, year: int, unit: str) -> tuple[Trykt, ...]:
        """The printed figure, or nothing where the source has none."""
        try:
            return trykt(self.data.figur(table, line, actor, year, unit))
        except KeyError:
            return ()

    def amount_input(
        self, key: str, text: str, table: str, line: str, unit: str = TUSEN, decimals: int = 0
    ) -> None:
        """A line of the municipality's own amounts, with yellow cells."""
        self.label(text)
        self.beloep[key], self.inndata[key] = {}, {}
        for year in self.aar:
            figure = self.data.figur(table, line, self.kommune, year, unit)
            given = self.sheet.input(
                (self.row, self.column(0, year)), (self.row, self.column(1, year)),
                (self.row, BRUKT + self.aar.index(year)), figure.verdi,
                label=f"{text} {year}, {unit}", style=styles.tall(decimals),
                rounding=figure.avrunding, published=trykt(figure),
            )  # fmt: skip
            self.inndata[key][year] = given
            self.beloep[key][year] = given.used

    def amount_calc(
        self,
        key: str,
        text: str,
        function: Function,
        keys: Sequence[str],
        table: str = "",
        line: str = "",
        unit: str = TUSEN,
        total: bool = True,
    ) -> None:
        """A line worked out from other lines."""
        self.label(text, total)
        self.beloep[key] = {}
        style = styles.tall(0, total)
        for year in self.aar:
            self.beloep[key][year] = self.sheet.calc(
                self.row, self.column(0, year), function,
                *(self.beloep[k][year] for k in keys), style=style,
                published=self.printed(table, line, self.kommune, year, unit),
            )  # fmt: skip
            self.sheet.put(self.row, self.column(1, year), None, style)

    def percent_cell(
        self, group: int, actor: str, year: int, table: str, line: str, total: bool, call: Call
    ) -> Cell:
        """One calculated percentage, with what the source printed for it."""
        style = styles.tall(1, total)
        return self.sheet.calc(
            self.row, self.column(group, year), call.function, *call.arguments, style=style,
            published=self.printed(table, line, actor, year, PST),
        )  # fmt: skip

    def reference_input(self, key: str, group: int, actor: str, table: str, line: str) -> None:
        """Printed percentages of the other members or the rest of the country."""
        values = self.pst.setdefault(actor, {}).setdefault(key, {})
        for year in self.aar:
            figure = self.data.figur(table, line, actor, year, PST)
            values[year] = self.sheet.put(
                self.row, self.column(group, year), figure.verdi, styles.tall(1),
                rounding=figure.avrunding, published=trykt(figure),
            )  # fmt: skip

    def percent_calc(
        self, key: str, group: int, actor: str, function: Function, keys: Sequence[str],
        table: str, line: str, total: bool = True,
    ) -> None:  # fmt: skip
        """Percentages worked out from other percentages of the same actor."""
        values = self.pst.setdefault(actor, {})
        made: Aar = {}
        for year in self.aar:
            call = of(function, *(values[k][year] for k in keys))
            made[year] = self.percent_cell(group, actor, year, table, line, total, call)
        # A line that stands in several tables keeps its first place.
        values.setdefault(key, made)

    def figure(self, key: str, title: str, table: str, line: str, note: str = "") -> None:
        """A column chart of one line: the three actors, a column per year."""
        sheet, at = self.sheet, self.row
        small = styles.hjelp(styles.tall(1))
        for offset, year in enumerate(self.aar, start=1):
            sheet.put(at, BAK + offset, str(year), styles.HJELP_HODE)
        sheet.put(at, BAK + 4, f"Grunnlag {self.aar[-1]}", styles.HJELP_HODE)
        for number, actor in enumerate(self.aktoerer, start=1):
            sheet.put(at + number, BAK, actor, styles.HJELP)
            for offset, year in enumerate(self.aar, start=1):
                sheet.calc(
                    at + number, BAK + offset, bb.gjenta, self.pst[actor][key][year], style=small,
                    published=self.printed(title.split(".")[0], line, actor, year, PST),
                )  # fmt: skip
            if actor == self.kommune:
                self._printed_base(at + number, key, actor, table, line)
        self._chart(title, at, note)

    def _printed_base(self, at: int, key: str, actor: str, table: str, line: str) -> None:
        """The printed figure of the report year, drawn where a what-if figure has moved it."""
        year, small = self.aar[-1], styles.hjelp(styles.tall(1))
        known = self.printed(table, line, actor, year, PST)
        base = self.sheet.put(
            at, BAK + 5, known[0].verdi if known else None, small,
            rounding=known[0].avrunding if known else 0.0,
        )  # fmt: skip
        slack = known[0].avrunding if known else 0.0
        self.sheet.calc(
            at, BAK + 4, bb.hvis_flyttet, base, self.pst[actor][key][year], slack, style=small,
            missing=None,
        )  # fmt: skip

    def _chart(self, title: str, at: int, note: str) -> None:
        columns = {year: BAK + offset for offset, year in enumerate(self.aar, start=1)}
        series = year_series(self.sheet, (at + 1, at + 3), BAK, columns, BAK + 4, "0.0")
        self.place(
            Chart(
                "column", f"{title} Prosent av driftsinntekt", series, row=at, column=0,
                width=DIAGRAM[0], height=DIAGRAM[1],
                alt=f"Søylediagram. {title} {self.kommune}, øvrige ASSS og resten av landet, "
                f"{self.aar[0]}–{self.aar[-1]}, prosent av driftsinntekt. {note}".strip(),
                y_title="Prosent", y_format="0.0",
            )  # fmt: skip
        )

    def place(self, chart: Chart) -> None:
        """Put a chart at the cursor and move past it."""
        self.sheet.charts.append(chart)
        self.row = max(self.row, chart.row) + _DIAGRAMRADER
