"""A table of lines x members: mean, lowest, highest and n, and a sign at the two ends."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asss_xl import functions as f
from asss_xl.functions.funn import FAERREST_FOR_PLASS
from asss_xl.report import formler as bb
from asss_xl.report import layout, steg
from asss_xl.report.hovedrapport import formler
from asss_xl.report.hovedrapport.bredder import FET
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.regnskapstall import FOLK, Regnskapstall
from asss_xl.report.nettverk.valg import Valg
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles
from asss_xl.workbook.styles import Style

NAVN, ENHET, SNITT = range(3)
HODERAD = 3
MED_RAD = HODERAD + 1
FORSTE_RAD = MED_RAD + 1
_MERKE = 1.3
#: The name takes what there is of the paper's width, between these; letters of 9 are then printed as 8.
_NAVN_BREDDE, _PAPIR, _KANT = (20.0, 28.0), 172.0, 0.74
_ENHET_BREDDE = 9.0
#: A letter of a member's name over its column.
_BOKSTAV = 0.78
#: Room for a name and for «Gjelder ikke året» on two lines.
_HOEYDE = 24
#: A line of text in points, letters of a name per width, and on a line of a unit.
_LINJE, _TEGN, _ENHET_TEGN = 11.2, 1.35, 12
TEGN = (
    f"{formler.HOEYEST} = høyest, {formler.LAVEST} = lavest av kommunene som er med. Kommuner som "
    "ikke er med i gruppen, står tomme."
)


def _plass(navn: str) -> str:
    return f"Plass {navn}"


def _alltid(call: Call) -> Call:
    return call


#: What counts instead of the figure of one who is kept out of the mean.
UTENFOR = "Holdt utenfor"
#: What is made of a line on its block.
LAVEST_HOS, HOEYEST_HOS = "Lavest hos", "Høyest hos"
_N, _MINST, _LAVEST, _HOEYEST = "n", "Minste n", "Lavest", "Høyest"
_MINST_PLASS = "Minste n for plass"
MERKET_LAVEST, _MERKET_HOEYEST = "Merkes lavest", "Merkes høyest"
_UTENFOR = "Snittet utenfor"
_LINJEN = (
    _N,
    _MINST,
    _MINST_PLASS,
    _LAVEST,
    _HOEYEST,
    MERKET_LAVEST,
    _MERKET_HOEYEST,
    _UTENFOR,
    LAVEST_HOS,
    HOEYEST_HOS,
)


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
    #: The block behind it, its line there, and whose figures they are.
    blokk: steg.Blokk
    steg: int
    navn: Sequence[str]

    def plasser(self) -> list[Cell]:
        """The members' places from the highest; one who is kept out of the mean has none."""
        count, least = (self.blokk.cell(self.steg, heading) for heading in (_N, _MINST_PLASS))
        made = []
        for name in self.navn:
            own = self.blokk.cell(self.steg, name)
            made.append(
                self.blokk.calc(self.steg, _plass(name), formler.plassen, own, self.verdier, count, least)
            )
        return made

    def utenfor(self) -> Cell:
        """1 where the mean is not between the ends."""
        ends = [self.blokk.cell(self.steg, heading) for heading in (_LAVEST, _HOEYEST)]
        return self.blokk.calc(self.steg, _UTENFOR, formler.utenfor, self.snitt, *ends)

    def hos(self, heading: str, end: Cell) -> Cell:
        """Who has the lowest or the highest figure."""
        names = self.blokk.heads(self.navn[0], self.navn[-1])
        return self.blokk.calc(self.steg, heading, formler.hvem, end, self.verdier, names)


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


class Tabell:
    """Writes lines on one sheet; every table of a sheet has the members in the same columns.

    What is calculated along a line stands in a block on ``Steg_tall``: the figures that count,
    their ends, who is marked, and the places.
    """

    def __init__(
        self,
        sheet: Sheet,
        med: Medlemmer,
        *,
        ekstra: Sequence[str] = (),
        bredde: float = 6.8,
        snitt: str = "Snitt",
        hoeyde: float = _HOEYDE,
    ) -> None:
        self.sheet, self.med, self.valg = sheet, med, med.valg
        self.ekstra, self.snitt, self.height = tuple(ekstra), snitt, hoeyde
        self.first = SNITT + 1 + len(self.ekstra)
        self.count = len(med.plasser)
        # On paper there is room to the last member; who is lowest and highest is marked there.
        self.last = self.first + 2 * self.count - 1
        self.lavest, self.hoeyest, self.n = range(self.last + 1, self.last + 4)
        self._widths(bredde)
        self.steg = steg.Steg(sheet.book, "Steg_tall")
        layout.widths(self.steg.sheet, (44, *(11,) * (2 * self.count + len(_LINJEN))))
        heads = [*med.navn, *_LINJEN, *(_plass(name) for name in med.navn)]
        self.blokk = self.steg.blokk(sheet.name, heads, [])
        self._folk: list[Cell] = []
        self._uten: dict[tuple[str, ...], int] = {}
        self._heads_of_members()

    def _widths(self, bredde: float) -> None:
        sheet, bold = self.sheet, (bredde - 1) * FET + 1
        layout.widths(sheet, (_ENHET_BREDDE, bold, *(bredde + 2 for _ in self.ekstra)), ENHET)
        for number, name in enumerate(self.med.navn):
            needed = max(len(word) for word in name.split()) * _BOKSTAV
            # A name runs over the empty mark to its left; there is none before the first.
            free = _MERKE if number else 0
            layout.widths(sheet, (max(bredde, needed + 0.6 - free), _MERKE), self.column(number))
        taken = sum(width + _KANT for width in sheet.widths.values()) + _KANT
        narrow, wide = _NAVN_BREDDE
        sheet.widths[NAVN] = min(wide, max(narrow, _PAPIR - taken))
        layout.widths(sheet, (bold, bold, 4), self.lavest)

    def _heads_of_members(self) -> None:
        """Who is in, over the figures that count."""
        self._med = self.steg.linje(self.blokk, "Med nå (1 = med)")
        for name, unit in zip(self.med.navn, self.med.plasser, strict=True):
            self.blokk.calc(self._med, name, bb.gjenta, self.med.network.maske[unit])

    def column(self, number: int) -> int:
        """Where a member's figures stand."""
        return self.first + 2 * number

    def om_med(self, number: int, call: Call) -> Call:
        """A figure of a member on the block; empty for one that is out."""
        return of(bb.naar, self.blokk.cell(self._med, self.med.navn[number]), call)

    def hent(self, label: str | Cell | Call, columns: Callable[[int], Range], aarnr: Cell) -> list[Cell]:
        """A line on the block with a year's figures, from a column of years for each unit."""
        line = self.steg.linje(self.blokk, label)
        made = []
        for number, name in enumerate(self.med.navn):
            found = of(bb.paa_plass, columns(self.med.plasser[number]), aarnr)
            call = self.om_med(number, found)
            made.append(self.blokk.calc(line, name, call))
        return made

    def folk(self, tall: Regnskapstall) -> list[Cell]:
        """The members' inhabitants on the block."""
        if not self._folk:
            year = self.valg.aarnr[self.valg.data.rapportaar]
            self._folk = self.hent("Innbyggere", tall.kolonner(FOLK), year)
        return self._folk

    def heads(self, hva: str = "Indikator") -> None:
        """The head of the sheet's tables, and who is not in."""
        sheet = self.sheet
        layout.head(sheet, HODERAD, 0, [hva, "Enhet", self.snitt, *self.ekstra], 30)
        layout.head(sheet, HODERAD, self.lavest, ["Lavest", "Høyest", "n"], 30)
        for number, name in enumerate(self.med.navn):
            look = styles.HODE.but(size=9, align="right", wrap=" " in name)
            sheet.put(HODERAD, self.column(number), name, look)
            sheet.put(HODERAD, self.column(number) + 1, None, styles.HODE)
        for column in range(self.n + 1):
            if not self.first <= column <= self.last or (column - self.first) % 2:
                sheet.put(MED_RAD, column, None, styles.NOTE)
        look = styles.NOTE.but(size=9, align="center")
        for number, place in enumerate(self.med.plasser):
            sheet.calc(
                MED_RAD, self.column(number), formler.ikke_med, self.med.network.maske[place], style=look
            )
        sheet.freeze = (FORSTE_RAD, 1)
        sheet.printing.last_column = self.last
        sheet.printing.repeat_rows = (HODERAD, MED_RAD)

    def ute(self, number: int) -> Cell:
        """The word over a member's column: empty for one that is in."""
        return self.sheet.cells[MED_RAD, self.column(number)]

    def group(self, row: int, label: str) -> int:
        """A heading among the lines; returns the next row."""
        for column in range(self.n + 1):
            self.sheet.put(row, column, label if column == 0 else None, styles.GRUPPE)
        return row + 1

    def label(self, row: int, navn: str | Cell, enhet: str, look: Style = styles.RAD_BRYT) -> None:
        """What a line is called, and its unit."""
        layout.text(self.sheet, row, NAVN, navn, look.but(size=9, number_format="0", align="left"))
        self.sheet.put(row, ENHET, enhet, look.but(size=9, color=styles.GRAA))
        said = str(navn.value) if isinstance(navn, Cell) else navn
        lines = max(
            len(textwrap.wrap(said, round(self.sheet.widths[NAVN] * _TEGN))),
            len(textwrap.wrap(enhet, _ENHET_TEGN)),
        )
        self.sheet.heights[row] = max(self.height, lines * _LINJE + 1)

    def plain(
        self,
        row: int,
        navn: str,
        enhet: str,
        calls: Callable[[int], Call],
        style: Style,
        felles: Call | None = None,
    ) -> tuple[list[Cell], Cell | None]:
        """A line of figures behind others: nothing is made of them but what is common to all."""
        self.label(row, navn, enhet)
        look = style.but(size=9, wrap=True)
        made = [self.sheet.calc(row, self.column(n), calls(n), style=look) for n in range(self.count)]
        common = None
        if felles is not None:
            common = self.sheet.calc(row, SNITT, felles, style=style.but(size=9))
        for column in range(self.n + 1):
            if (row, column) not in self.sheet.cells:
                self.sheet.put(row, column, None, styles.RAD)
        return made, common

    def line(
        self,
        row: int,
        hva: Om,
        calls: Callable[[int], Call],
        snitt: Call | None = None,
        ekstra: Sequence[Call] = (),
        total: bool = False,
        paa_steg: bool = True,
        om: Callable[[Call], Call] = _alltid,
    ) -> Linje:
        """A line with its references; ``snitt`` where it is not the plain mean of those shown.

        ``calls`` are calculated on the block, or (``paa_steg`` false) where they are shown. ``om``
        keeps the references of a line empty where it does not apply.
        """
        style = styles.tall(hva.desimaler).but(size=9)
        look = styles.RAD_BRYT
        if total:
            style, look = styles.sumrad(style), styles.sumrad(look)
        self.label(row, hva.navn, hva.enhet, look)
        flags = self.holdt_utenfor(hva.uten)
        number_of = self.steg.linje(self.blokk, hva.etikett or hva.navn)
        shown = [
            self._figure(row, number_of, n, calls(n), style.but(wrap=True), paa_steg, flags)
            for n in range(self.count)
        ]
        made = self._references(row, number_of, hva, shown, snitt, style, om)
        for offset, call in enumerate(ekstra):
            self.sheet.calc(row, SNITT + 1 + offset, call, style=style.but(wrap=True))
        self._marks(row, number_of, made, look.but(size=9, color=styles.BLAA, align="left", wrap=False))
        return made

    def holdt_utenfor(self, uten: tuple[str, ...]) -> int | None:
        """A line of ones for those who are kept out of a mean; None where nobody is.

        Asked for before the lines it is used on, which then stand without others between them.
        """
        if uten and uten not in self._uten:
            line = self.steg.linje(self.blokk, f"Holdt utenfor (1 = ja): {', '.join(uten)}")
            for name in self.med.navn:
                self.blokk.put(line, name, float(name in uten))
            self._uten[uten] = line
        return self._uten.get(uten)

    def _figure(
        self, row: int, line: int, number: int, call: Call, style: Style, paa_steg: bool, flags: int | None
    ) -> Cell:
        """A member's figure where it is shown and where it counts."""
        sheet, name = self.sheet, self.med.navn[number]
        at, small = (row, self.column(number)), styles.hjelp(style.but(wrap=False))
        if paa_steg and flags is None:
            counted = self.blokk.calc(line, name, call, style=small)
            return sheet.calc(*at, bb.gjenta, counted, style=style)
        shown = sheet.calc(*at, call, style=style)
        counts = of(bb.gjenta, shown)
        if flags is not None:
            counts = of(formler.teller_med, self.blokk.cell(flags, name), shown, UTENFOR)
        self.blokk.calc(line, name, counts, style=small)
        return shown

    def _references(
        self,
        row: int,
        line: int,
        hva: Om,
        shown: list[Cell],
        snitt: Call | None,
        style: Style,
        om: Callable[[Call], Call],
    ) -> Linje:
        """Mean, ends and n of a line, and which figures are marked as its ends."""
        sheet, blokk = self.sheet, self.blokk
        values = blokk.line(line, self.med.navn[0], self.med.navn[-1])
        small = styles.hjelp(style)
        low = blokk.calc(line, _LAVEST, f.lavest, values, style=small)
        high = blokk.calc(line, _HOEYEST, f.hoeyest, values, style=small)
        count = blokk.calc(line, _N, f.antall, values)
        least = blokk.put(line, _MINST, float(hva.minst))
        for_place = blokk.put(line, _MINST_PLASS, float(max(hva.minst, FAERREST_FOR_PLASS)))
        for heading, end in ((MERKET_LAVEST, low), (_MERKET_HOEYEST, high)):
            blokk.calc(line, heading, formler.merkes, count, for_place, low, high, end, style=small)
        wrapped = style.but(wrap=True)

        def seen(column: int, call: Call, look: Style) -> Cell:
            kept = om(call)
            return sheet.calc(row, column, kept, style=look)

        return Linje(
            hva,
            shown,
            values,
            seen(SNITT, snitt or of(formler.snittet, values), wrapped.but(bold=True)),
            seen(self.lavest, of(bb.gjenta, low), wrapped),
            seen(self.hoeyest, of(bb.gjenta, high), wrapped),
            seen(self.n, of(bb.gjenta, count), style.but(number_format="#,##0")),
            least,
            blokk,
            line,
            self.med.navn,
        )

    def _marks(self, row: int, line: int, made: Linje, look: Style) -> None:
        ends = [self.blokk.cell(line, heading) for heading in (_MERKET_HOEYEST, MERKET_LAVEST)]
        for number, cell in enumerate(made.vist):
            at = (row, self.column(number) + 1)
            if self.med.navn[number] in made.om.uten:
                self.sheet.put(*at, "", look)
            else:
                self.sheet.calc(*at, formler.merke, cell, *ends, style=look)

    def note(self, row: int, texts: Sequence[str]) -> int:
        """Remarks below the tables; returns the next row."""
        return layout.notes(self.sheet, row, texts, 185)
