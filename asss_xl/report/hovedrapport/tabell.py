"""A table of lines x members: mean, lowest, highest and n, and a sign at the two ends."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any, NamedTuple

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula
from asss_xl.functions.funn import FAERREST_FOR_PLASS
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import hovedrapport as formler
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.steg import Linje, Steg
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles
from asss_xl.workbook.page import pixel_width, wrapped_lines
from asss_xl.workbook.styles import Style


class Medlemmer:
    """Whose figures are side by side: all but the rest of the country, which can be in no mean here."""

    def __init__(self, valg: Valg, medlemmene: Medlemmene) -> None:
        self.valg, self.nettverk = valg, medlemmene.nettverk
        units = [
            (n, unit.navn) for n, unit in enumerate(self.nettverk.enheter) if unit.navn != valg.data.resten
        ]
        #: Their places among the network's units, and their names.
        self.plasser, self.navn = [n for n, _ in units], [name for _, name in units]

    def aarets(self, kolonner: Callable[[int], Range], key: int | None = None) -> list[Call]:
        """Each member's figure of the report year, or another, from a column of years for each unit."""
        year = self.valg.aarnr[self.valg.data.rapportaar if key is None else key]
        return [of(bb.paa_plass, kolonner(place), year) for place in self.plasser]


def hver(function: Function | Formula, *arguments: Argument | Sequence[Argument]) -> list[Call]:
    """A calculation for each member: of what a list has for each, and of what is the same for all."""
    count = next(len(each) for each in arguments if isinstance(each, list))
    columns: list[Any] = [each if isinstance(each, list) else [each] * count for each in arguments]
    return [of(function, *each) for each in zip(*columns, strict=True)]


_NAVN, _ENHET, FELLES = range(3)
HODERAD = 3
MED_RAD = HODERAD + 1
FORSTE_RAD = MED_RAD + 1
_MERKE = 1.3
#: The name takes what there is of the paper's width, between these; letters of 9 are then printed as 8.
_NAVN_BREDDE, _PAPIR, _KANT = (20.5, 28.0), 172.0, 0.74
_ENHET_BREDDE = 9.0
#: A letter of a member's name over its column.
_BOKSTAV = 0.78
#: How much wider bold is.
_FET = 1.06
#: Room for a name and for «Gjelder ikke året» on two lines.
_HOEYDE = 24
#: A line of text in points, as Excel takes them in letters of 9; a head of one line, and of two.
_LINJE, _HODER = 12.0, (18.0, 30.0)
#: Air between the source, the table and the remarks: a service is to have room on a page.
LUFT = 3.0
#: What stands at the highest and at the lowest figure of a row: a sign, not a colour.
MERKE_HOEYEST, MERKE_LAVEST = "▲", "▼"
TEGN = (
    f"{MERKE_HOEYEST} = høyest, {MERKE_LAVEST} = lavest av kommunene som er med. Kommuner som "
    "ikke er med i gruppen, står tomme."
)


def uveid(data: Datasett) -> str:
    """How means of frie inntekter, need and deviations are made: all members count."""
    return ", ".join(["uveid", *(f"også {name}" for name in data.utenfor_oevrige)])


def _plass(navn: str) -> str:
    return f"Plass {navn}"


#: What counts instead of the figure of one who is kept out of the mean.
HOLDT_UTENFOR = "Holdt utenfor"
#: What is made of a line on its block.
_LINJEN = (
    *("n", "Lavest", "Høyest", "Merkes lavest", "Merkes høyest"),
    *("Snittet utenfor", "Lavest hos", "Høyest hos"),
)
_N, _LAVEST, _HOEYEST, MERKET_LAVEST, _MERKET_HOEYEST, _UTENFOR, HVEM_LAVEST, HVEM_HOEYEST = _LINJEN


class Om(NamedTuple):
    """What a line is about."""

    navn: str | Cell
    enhet: str = ""
    desimaler: int = 0
    gunstig: str | None = None
    #: How many must have a figure before there is a mean.
    minst: float = 1.0
    uten: tuple[str, ...] = ()
    #: What it is called where it stands alone, among lines of all sheets.
    etikett: str = ""

    @property
    def minst_for_plass(self) -> float:
        """How many must have a figure before anybody has a place."""
        return max(self.minst, FAERREST_FOR_PLASS)


class Medlemslinje(NamedTuple):
    """The cells of one line; ``verdier`` are those that count, ``vist`` those that are shown."""

    om: Om
    vist: list[Cell]
    verdier: Range
    snitt: Cell
    lavest: Cell
    hoeyest: Cell
    n: Cell
    #: What is made of it on the block behind it, and whose figures they are.
    steg: Linje
    navn: Sequence[str]

    def plasser(self) -> list[Cell]:
        """The members' places from the highest; one who is kept out of the mean has none."""
        known = (self.verdier, self.steg[_N], self.om.minst_for_plass)
        return [self.steg.calc(_plass(n), formler.plass_eller_ord, self.steg[n], *known) for n in self.navn]

    def utenfor(self) -> Cell:
        """1 where the mean is not between the ends."""
        return self.steg.calc(
            _UTENFOR, formler.snitt_utenfor, self.snitt, self.steg[_LAVEST], self.steg[_HOEYEST]
        )

    def hos(self, heading: str, end: Cell) -> Cell:
        """Who has the lowest or the highest figure."""
        names = self.steg.blokk.heads(self.navn[0], self.navn[-1])
        return self.steg.calc(heading, formler.hvem, end, self.verdier, names)


def bredde(tall: Sequence[tuple[float, int]], minst: float = 6.8, *, fet: bool = False) -> float:
    """The width that the figures (with their decimals) need in a column of size 9, or in bold there."""

    def needed(value: float, decimals: int) -> float:
        text = f"{value:,.{decimals}f}"
        digits = sum(sign.isdigit() for sign in text)
        return (digits + 0.55 * (len(text) - digits)) * 0.9 * (_FET if fet else 1) + 1.05

    return max([minst, *(needed(value, decimals) for value, decimals in tall)])


class Medlemstabell:
    """Writes lines on one sheet, one below the other; every table has the members in the same columns.

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
        #: Where the next line goes.
        self.row = FORSTE_RAD
        self.first = FELLES + 1 + len(self.ekstra)
        # On paper there is room to the last member; who is lowest and highest is marked there.
        self.last = self.first + 2 * len(med.plasser) - 1
        self.columns = range(self.first, self.last, 2)
        self.lavest, self.hoeyest, self.n = range(self.last + 1, self.last + 4)
        self._widths(bredde)
        self.steg = Steg(sheet.book, "Steg_tall")
        layout.widths(self.steg.sheet, (44, *(11,) * (2 * len(med.plasser) + len(_LINJEN))))
        self.blokk = self.steg.blokk(sheet.name, [*med.navn, *_LINJEN, *map(_plass, med.navn)], [])
        self._uten: dict[tuple[str, ...], Linje] = {}

    def _widths(self, bredde: float) -> None:
        sheet, bold = self.sheet, (bredde - 1) * _FET + 1
        # A unit breaks between words only: «medlemmene = 1».
        unit = max(_ENHET_BREDDE, 1.1 * len(self.valg.data.indeksens_en))
        layout.widths(sheet, (unit, bold, *(bredde + 2 for _ in self.ekstra)), _ENHET)
        for column, name in zip(self.columns, self.med.navn, strict=True):
            needed = max(len(word) for word in name.split()) * _BOKSTAV
            # A name runs over the empty mark to its left; the first has its own room there.
            room = 0 if column > self.first else _MERKE
            layout.widths(sheet, (max(bredde, needed + 0.6 - _MERKE) + room, _MERKE), column)
        taken = sum(width + _KANT for width in sheet.widths.values()) + _KANT
        narrow, wide = _NAVN_BREDDE
        sheet.widths[_NAVN] = min(wide, max(narrow, _PAPIR - taken))
        layout.widths(sheet, (bold, bold, 4), self.lavest)

    def heads(self, hva: str = "Indikator") -> None:
        """The head of the sheet's tables, and who is not in."""
        sheet = self.sheet
        high = _HODER[any(" " in name for name in (*self.ekstra, *self.med.navn))]
        layout.head(sheet, HODERAD, 0, [hva, "Enhet", self.snitt, *self.ekstra], high)
        layout.head(sheet, HODERAD, self.lavest, ["Lavest", "Høyest", "n"], high)
        out = styles.NOTE.but(size=9, align="center")
        for column, name, place in zip(self.columns, self.med.navn, self.med.plasser, strict=True):
            look = styles.HODE.but(size=9, align="right", wrap=" " in name)
            layout.line(sheet, HODERAD, column, (name, look), (None, styles.HODE))
            sheet.calc(MED_RAD, column, formler.ikke_med, self.med.nettverk.maske[place], style=out)
        sheet.heights[MED_RAD] = _LINJE
        self._empty(MED_RAD, styles.NOTE)
        sheet.freeze = (FORSTE_RAD, 1)
        sheet.printing.last_column = self.last
        sheet.printing.repeat_rows = (HODERAD, MED_RAD)

    def inne(self, calls: Iterable[Call]) -> list[Call]:
        """The members' figures on the sheet; empty for one that is out."""
        return hver(formler.om_inne, self.ute, list(calls))

    @property
    def ute(self) -> list[Cell]:
        """The word over each member's column: empty for one that is in."""
        return [self.sheet.cells[MED_RAD, column] for column in self.columns]

    def under(self, first: int, last: int) -> list[Range]:
        """Each member's figures from a row to another."""
        return [self.sheet.range((first, column), (last, column)) for column in self.columns]

    def group(self, label: str, row: int | None = None) -> int:
        """A heading among the lines, or where another part starts; returns the row of its first line."""
        layout.group(self.sheet, self.row if row is None else row, label, self.n)
        self.row = 1 + (self.row if row is None else row)
        return self.row

    def _empty(self, row: int, look: Style) -> None:
        """The places of a row where nothing stands."""
        for column in range(self.n + 1):
            if (row, column) not in self.sheet.cells:
                self.sheet.put(row, column, None, look)

    def _label(self, navn: str | Cell, enhet: str, look: Style = styles.RAD_BRYT) -> int:
        """What the next line is called, and its unit; returns its row."""
        row, sheet = self.row, self.sheet
        named = look.but(size=9, number_format="0", align="left")
        layout.line(sheet, row, _NAVN, (navn, named), (enhet, look.but(size=9, color=styles.GRAA)))
        said = str(navn.value) if isinstance(navn, Cell) else navn
        texts = (said, _NAVN), (enhet, _ENHET)
        lines = max(wrapped_lines(text, round(pixel_width(sheet, (c,))), 9) for text, c in texts)
        sheet.heights[row] = max(self.height, lines * _LINJE)
        self.row += 1
        return row

    def plain(
        self, navn: str, enhet: str, calls: Iterable[Call], style: Style, felles: Call | None = None
    ) -> list[Cell]:
        """A line of figures behind others: nothing is made of them but what is common to all."""
        row, look = self._label(navn, enhet), style.but(size=9, wrap=True)
        made = [
            self.sheet.calc(row, c, call, style=look) for c, call in zip(self.columns, calls, strict=True)
        ]
        if felles is not None:
            self.sheet.calc(row, FELLES, felles, style=style.but(size=9))
        self._empty(row, styles.RAD)
        return made

    def line(
        self,
        hva: Om,
        calls: Iterable[Call],
        snitt: Call | None = None,
        ekstra: Sequence[Call] = (),
        total: bool = False,
        om: Callable[[Call], Call] = lambda call: call,
    ) -> Medlemslinje:
        """A line with its references; ``snitt`` where it is not the plain mean of those shown.

        ``om`` says what the references of a line are where it does not apply.
        """
        style, look = styles.tall(hva.desimaler).but(size=9), styles.RAD_BRYT
        if total:
            style, look = styles.sumrad(style), styles.sumrad(look)
        row, wrapped = self._label(hva.navn, hva.enhet, look), style.but(wrap=True)
        flags = self.holdt_utenfor(hva.uten)
        line = self.steg.linje(self.blokk, hva.etikett or hva.navn)
        shown = [
            self._figure((row, column), line, name, call, wrapped, flags)
            for column, name, call in zip(self.columns, self.med.navn, calls, strict=True)
        ]
        values = line.line(self.med.navn[0], self.med.navn[-1])
        low, high, count = self._ends(line, values, hva, styles.hjelp(style))

        def enough(call: Call) -> Call:
            return of(bb.av_nok, count, hva.minst, call) if hva.minst > 1 else call

        mean, lowest, highest, n = [
            self.sheet.calc(row, column, om(call), style=look)
            for column, call, look in (
                (FELLES, enough(snitt or of(formler.snittet, values)), wrapped.but(bold=True)),
                (self.lavest, enough(of(bb.gjenta, low)), wrapped),
                (self.hoeyest, enough(of(bb.gjenta, high)), wrapped),
                (self.n, of(bb.gjenta, count), style.but(number_format="#,##0")),
            )
        ]
        layout.line(self.sheet, row, FELLES + 1, *((call, wrapped) for call in ekstra))
        self._marks(shown, hva.uten, line, look)
        ends = lowest, highest
        return Medlemslinje(hva, shown, values, mean, *ends, n, line, self.med.navn)

    def _marks(self, shown: Sequence[Cell], uten: Container[str], line: Linje, look: Style) -> None:
        """Beside each figure whether it is the highest or the lowest of its line."""
        ends = (line[_MERKET_HOEYEST], line[MERKET_LAVEST])
        look = look.but(size=9, color=styles.BLAA, align="left", wrap=False)
        for name, cell in zip(self.med.navn, shown, strict=True):
            mark = "" if name in uten else of(formler.merke, cell, *ends)
            layout.text(self.sheet, cell.row, cell.column + 1, mark, look)

    def holdt_utenfor(self, uten: tuple[str, ...]) -> Linje | None:
        """A line of ones for those who are kept out of a mean; None where nobody is.

        Asked for before the lines it is used on, which then stand without others between them.
        """
        if uten and uten not in self._uten:
            line = self.steg.linje(self.blokk, f"Holdt utenfor (1 = ja): {', '.join(uten)}")
            for name in self.med.navn:
                line.put(name, float(name in uten))
            self._uten[uten] = line
        return self._uten.get(uten)

    def _figure(
        self, at: tuple[int, int], line: Linje, name: str, call: Call, style: Style, flags: Linje | None
    ) -> Cell:
        """A member's figure where it is shown, and where it counts."""
        shown = self.sheet.calc(*at, call, style=style)
        counts = of(bb.gjenta, shown)
        if flags is not None:
            counts = of(formler.teller_med, flags[name], shown, HOLDT_UTENFOR)
        line.calc(name, counts, style=styles.hjelp(style))
        return shown

    @staticmethod
    def _ends(line: Linje, values: Range, om: Om, look: Style) -> tuple[Cell, Cell, Cell]:
        """Lowest, highest and n of a line, and which figures are marked as its ends."""
        count = line.calc(_N, f.antall, values)
        low = line.calc(_LAVEST, bb.lavest, count, values, style=look)
        high = line.calc(_HOEYEST, bb.hoeyest, count, values, style=look)
        for heading, end in ((MERKET_LAVEST, low), (_MERKET_HOEYEST, high)):
            line.calc(heading, formler.merkes, count, om.minst_for_plass, low, high, end, style=look)
        return low, high, count

    def note(self, *texts: str) -> None:
        """Remarks below the tables."""
        self.sheet.heights[self.row] = LUFT
        layout.notes(self.sheet, self.row + 1, texts, 185)
