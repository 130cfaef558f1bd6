"""A table of lines x members: mean, lowest, highest and n, and a sign at the two ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.valg import Valg
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles
from asss_xl.workbook.styles import Style

NAVN, ENHET, SNITT, LAVEST, HOEYEST, N = range(6)
HODERAD = 3
MED_RAD = HODERAD + 1
FORSTE_RAD = MED_RAD + 1
_MERKE = 2.3
_BREDDER = (31, 9)
#: A letter of a member's name over its column.
_BOKSTAV = 0.72
#: Room for a name and for «Gjelder ikke året» on two lines.
_HOEYDE = 25
TEGN = (
    f"{bb.HOEYEST} = høyest, {bb.LAVEST} = lavest av kommunene som er med. Kommuner som ikke er med "
    "i gruppen, står tomme."
)


def _alltid(call: Call) -> Call:
    return call


@dataclass(frozen=True)
class Om:
    """What a line is about."""

    navn: str | Cell
    enhet: str = ""
    desimaler: int = 0
    gunstig: str | None = None
    minst: int = 1
    uten: tuple[str, ...] = ()
    #: What it is called where it stands alone, among lines of all sheets.
    etikett: str = ""
    merknad: str = ""
    gruppe: str = ""


@dataclass
class Linje:
    """The cells of one line; ``verdier`` are those that count, ``vist`` those that are shown."""

    om: Om
    vist: list[Cell]
    verdier: Range
    snitt: Cell
    lavest: Cell
    hoeyest: Cell
    n: Cell
    minst: Cell
    lavest_hos: Cell
    hoeyest_hos: Cell


@dataclass(frozen=True)
class Medlemmer:
    """Whose figures are side by side: places among the network's units, and their names."""

    valg: Valg
    network: Nettverk
    plasser: tuple[int, ...]

    @classmethod
    def av(cls, valg: Valg, network: Nettverk) -> Medlemmer:
        """Everyone but the rest of the country, which can be in no mean here."""
        found = (n for n, unit in enumerate(network.enheter) if unit.navn != valg.data.resten)
        return cls(valg, network, tuple(found))

    @property
    def navn(self) -> list[str]:
        """Their names in order."""
        return [self.network.enheter[n].navn for n in self.plasser]

    def om_med(self, number: int, call: Call) -> Call:
        """A figure of a member; empty for one that is out."""
        return of(bb.naar, self.network.maske[self.plasser[number]], call)


class Tabell:
    """Writes lines on one sheet; every table of a sheet has the members in the same columns."""

    def __init__(
        self, sheet: Sheet, med: Medlemmer, *, ekstra: Sequence[str] = (), bredde: float = 8,
        snitt: str = "Snitt", hoeyde: float = _HOEYDE,
    ) -> None:  # fmt: skip
        self.sheet, self.med, self.valg = sheet, med, med.valg
        self.ekstra, self.snitt, self.height = tuple(ekstra), snitt, hoeyde
        self.first = N + 1 + len(self.ekstra)
        self.count = len(med.plasser)
        self.last = self.first + 2 * self.count - 1
        self.behind = self.last + 2
        self.names: Range | None = None
        bredde = max([bredde, *(len(word) * _BOKSTAV + 1 for n in med.navn for word in n.split())])
        sizes = (*_BREDDER, bredde, bredde, bredde, 4, *(bredde + 2 for _ in self.ekstra))
        layout.widths(sheet, sizes)
        layout.widths(sheet, (bredde, _MERKE) * self.count, self.first)
        layout.widths(sheet, (9,) * (self.count + 4), self.behind)

    def column(self, number: int) -> int:
        """Where a member's figures stand."""
        return self.first + 2 * number

    def heads(self, hva: str = "Indikator") -> None:
        """The head of the sheet's tables, and who is not in."""
        sheet = self.sheet
        labels = [hva, "Enhet", self.snitt, "Lavest", "Høyest", "n", *self.ekstra]
        layout.head(sheet, HODERAD, 0, labels, 36)
        for number, name in enumerate(self.med.navn):
            sheet.put(HODERAD, self.column(number), name, styles.HODE.but(size=8, align="right"))
            sheet.put(HODERAD, self.column(number) + 1, None, styles.HODE)
        for column in range(self.last + 1):
            if column < self.first or (column - self.first) % 2:
                sheet.put(MED_RAD, column, None, styles.NOTE)
        look = styles.NOTE.but(size=8, align="center")
        for number, place in enumerate(self.med.plasser):
            sheet.calc(MED_RAD, self.column(number), bb.for_nummer, self.med.network.maske[place],
                       1.0, "", "ikke med", style=look)  # fmt: skip
            sheet.put(HODERAD, self.behind + number, self.med.navn[number], styles.HJELP_HODE)
        for offset, label in enumerate(("Minste n", "Lavest hos", "Høyest hos")):
            sheet.put(HODERAD, self.behind + self.count + offset, label, styles.HJELP_HODE)
        sheet.put(HODERAD - 1, self.behind, "Tallene som teller med (skrives ikke ut)", styles.HJELP)
        self.names = sheet.range(
            (HODERAD, self.behind), (HODERAD, self.behind + self.count - 1)
        )
        sheet.freeze = (FORSTE_RAD, 1)
        sheet.printing.last_column = self.last
        sheet.printing.repeat_rows = (HODERAD, MED_RAD)

    def group(self, row: int, label: str) -> int:
        """A heading among the lines; returns the next row."""
        for column in range(self.last + 1):
            self.sheet.put(row, column, label if column == 0 else None, styles.GRUPPE)
        return row + 1

    def values(
        self, row: int, navn: str | Cell, enhet: str, calls: Callable[[int], Call], style: Style,
        look: Style = styles.RAD_BRYT,
    ) -> list[Cell]:  # fmt: skip
        """The members' figures and nothing made of them."""
        sheet = self.sheet
        layout.text(sheet, row, NAVN, navn, look.but(size=9, number_format="0", align="left"))
        sheet.put(row, ENHET, enhet, look.but(size=8, color=styles.GRAA))
        sheet.heights[row] = self.height
        made = []
        for number in range(self.count):
            call = self.med.om_med(number, calls(number))
            made.append(sheet.calc(row, self.column(number), call.function, *call.arguments,
                                   style=style.but(size=9, wrap=True)))  # fmt: skip
        return made

    def plain(
        self, row: int, navn: str, enhet: str, calls: Callable[[int], Call], style: Style,
        felles: Call | None = None,
    ) -> tuple[list[Cell], Cell | None]:  # fmt: skip
        """A line of figures behind others: nothing is made of them but what is common to all."""
        made = self.values(row, navn, enhet, calls, style)
        common = None
        if felles is not None:
            common = self.sheet.calc(row, SNITT, felles.function, *felles.arguments,
                                     style=style.but(size=9))  # fmt: skip
        for column in range(self.last + 1):
            if (row, column) not in self.sheet.cells:
                self.sheet.put(row, column, None, styles.RAD)
        return made, common

    def line(
        self, row: int, hva: Om, calls: Callable[[int], Call], snitt: Call | None = None,
        ekstra: Sequence[Call] = (), total: bool = False, om: Callable[[Call], Call] = _alltid,
    ) -> Linje:  # fmt: skip
        """A line with its references; ``snitt`` where it is not the plain mean of those shown.

        ``om`` keeps the references of a line empty where it does not apply.
        """
        sheet, med = self.sheet, self.med
        style = styles.tall(hva.desimaler).but(size=9)
        look = styles.RAD_BRYT
        if total:
            style, look = styles.sumrad(style), styles.sumrad(look)
        shown = self.values(row, hva.navn, hva.enhet, calls, style, look)
        for number, cell in enumerate(shown):
            at = (row, self.behind + number)
            if med.navn[number] in hva.uten:
                sheet.put(*at, "Holdt utenfor", styles.HJELP)
            else:
                sheet.calc(*at, bb.gjenta, cell, style=styles.hjelp(style))
        values = sheet.range((row, self.behind), (row, self.behind + self.count - 1))
        mean = om(snitt or of(f.snitt, values))
        small = style.but(size=8, number_format="#,##0")
        count = om(of(f.antall, values))
        ends = [
            sheet.calc(row, column, call.function, *call.arguments, style=style.but(wrap=True))
            for column, call in ((LAVEST, om(of(f.lavest, values))),
                                 (HOEYEST, om(of(f.hoeyest, values))))
        ]
        assert self.names is not None
        holders = [
            sheet.calc(row, self.behind + self.count + 1 + offset, bb.hvem, end, values, self.names,
                       style=styles.HJELP)
            for offset, end in enumerate(ends)
        ]  # fmt: skip
        made = Linje(
            hva, shown, values,
            sheet.calc(row, SNITT, mean.function, *mean.arguments,
                       style=style.but(bold=True, wrap=True)),
            ends[0], ends[1],
            sheet.calc(row, N, count.function, *count.arguments, style=small),
            sheet.put(row, self.behind + self.count, float(hva.minst), styles.HJELP),
            holders[0], holders[1],
        )  # fmt: skip
        for offset, call in enumerate(ekstra):
            sheet.calc(row, N + 1 + offset, call.function, *call.arguments,
                       style=style.but(wrap=True))  # fmt: skip
        for number in range(self.count):
            sheet.calc(
                row, self.column(number) + 1, bb.merke, values.rows[0][number], made.lavest,
                made.hoeyest, made.n, made.minst,
                style=look.but(size=9, color=styles.BLAA, align="left", wrap=False),
            )  # fmt: skip
        return made

    def note(self, row: int, texts: Sequence[str]) -> int:
        """Remarks below the tables; returns the next row."""
        return layout.notes(self.sheet, row, texts, 150)


def bredde(tall: Sequence[tuple[float, int]], minst: float = 7.8) -> float:
    """The width that the figures (with their decimals) need in a column of size 9."""
    def needed(value: float, decimals: int) -> float:
        text = f"{value:,.{decimals}f}"
        digits = sum(sign.isdigit() for sign in text)
        return (digits + 0.55 * (len(text) - digits)) * 0.9 * 1.06 + 1.3

    return max([minst, *(needed(value, decimals) for value, decimals in tall)])
