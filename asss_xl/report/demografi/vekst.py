"""What the expected growth of the population costs, with its figure."""

from __future__ import annotations

from asss_xl.report import figurer, layout
from asss_xl.report import formler as bb
from asss_xl.report.demografi import formler as fl
from asss_xl.report.demografi.folketall import Folketabell
from asss_xl.report.demografi.kilde import I_ALT, Demografikilde
from asss_xl.report.demografi.satser import Alderssatser
from asss_xl.report.formler import tekst
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Ledd
from asss_xl.workbook import GAP, Cell, Series, Sheet, of, styles

_VEKST, _KOSTNAD, _ULIK, _OVERSKRIFT = "Vekst", "Kostnad", "Kostnad, når ulik", "Overskrift"
_HODER = ("Aldersgruppe", "Vekst, innbyggere", "Vekst, %", "Kostnad, mill. kr", "Per år, mill. kr")
_FOLK, _PROSENT, _MILL, _PER_AAR = range(1, len(_HODER))
_BREDDE = 150


class Vekst:
    """The table of growth; it is written when the table of populations is."""

    def __init__(self, sheet: Sheet, kilde: Demografikilde, steg: Steg, satser: Alderssatser) -> None:
        self.sheet, self.kilde, self.satser, self.row = sheet, kilde, satser, satser.neste_rad + 2
        self.groups, self.notes = kilde.grupper, kilde.valg.data.tekst("Demografi: vekst", "merknad")
        title, heads = "Veksten uten hva hvis, og figurens overskrift", (_VEKST, _KOSTNAD, _ULIK, _OVERSKRIFT)
        self.steps = steg.blokk(title, heads, {g: g for g in self.groups}, styles.hjelp(styles.tall(1)))

    def height(self) -> int:
        """The rows that the table, its remarks and its figure take."""
        lines = sum(len(layout.wrapped(note, _BREDDE)) for note in self.notes)
        return 6 + len(self.groups) + lines + figurer.RADER

    def write(self, people: Folketabell) -> dict[str, Ledd]:
        """The growth of each group."""
        sheet, row, kilde, groups = self.sheet, self.row, self.kilde, self.groups
        first, last = kilde.aarstall[0], kilde.aarstall[-1]
        rounded = "" if kilde.beregnet else " (avrundet i kilden)"
        ending = f"{rounded} og hva den koster med satsene over"
        title = tekst("Ventet vekst i ", kilde.valg.kommune, " ", first, "–", last, ending)
        layout.text(sheet, row, 0, title, styles.OVERSKRIFT)
        layout.head(sheet, row + 1, 0, _HODER, 30)
        table = Blokk(sheet, row, range(1, len(_HODER)), (*groups, I_ALT), styles.tall(1))
        table.navngi({group: group for group in (*groups, I_ALT)}, [I_ALT])
        growths = {}
        for group in groups:
            growths[group] = self._growth(table, group, people)
            self._cost(table, group, growths[group])
        table.put(I_ALT, _PROSENT, None, styles.tall(1, True))
        for column in (_FOLK, _MILL, _PER_AAR):
            cells, look = table.column(column, last=groups[-1]), styles.tall(column != _FOLK, True)
            table.calc(I_ALT, column, bb.sum_av_antall, cells, float(len(groups)), style=look)
        below = layout.notes(sheet, row + 3 + len(groups), self.notes, _BREDDE)
        call = of(fl.hva_det_koster, first, last, table.cell(I_ALT, _MILL))
        missing = "Hva befolkningsveksten koster"
        message = self.steps.calc(groups[0], _OVERSKRIFT, call, style=styles.HJELP, missing=missing)
        self._chart(table, below + 1, message)
        return growths

    def _growth(self, table: Blokk, group: str, people: Folketabell) -> Ledd:
        last, look = len(self.kilde.aarstall) - 1, styles.hjelp(styles.tall(0))
        if self.kilde.beregnet:
            first, later = (people.table.cell(group, ("Folketall", n)) for n in (0, last))
            base = self.steps.calc(group, _VEKST, later - first, style=look)
        else:
            base = self.steps.tall(group, _VEKST, self.kilde.vekst(group), style=look)
        moved = base + people.flyttet(group, last) - people.flyttet(group, 0)
        used = table.calc(group, _FOLK, moved, style=styles.tall(0))
        table.calc(group, _PROSENT, 100.0 * used / people.naa(group, 0))
        return Ledd(base, used)

    def _cost(self, table: Blokk, group: str, grown: Ledd) -> None:
        rate = self.satser.celler[group]
        cost = table.calc(group, _MILL, bb.mill, rate, grown.used)
        table.calc(group, _PER_AAR, cost / float(self.kilde.steg))
        base = self.steps.calc(group, _KOSTNAD, bb.mill, rate, grown.base)
        self.steps.calc(group, _ULIK, bb.hvis_ulik, base, cost, missing=GAP)

    def _chart(self, table: Blokk, row: int, title: Cell) -> None:
        rows = [table.at(group, _MILL)[0] for group in self.groups]
        categories = self.sheet.range((rows[0], 0), (rows[-1], 0))
        cost, base = table.column(_MILL, last=self.groups[-1]), self.steps.column(_ULIK)
        figurer.hel_side(
            self.sheet,
            row,
            "column",
            title,
            (
                Series("Beregnet", categories, cost, labels=True),
                Series(
                    "Grunnlag (når ulik)", categories, base, color=styles.ORANSJE, pattern=True, legend=False
                ),
            ),
            f"Mill. kr over perioden. {figurer.SKRAVERT}Kilde: {layout.source(self.kilde.valg.data)}.",
            y_title="Mill. kr",
            alt="Søylediagram. Kostnaden ved befolkningsveksten i perioden for hver "
            "aldersgruppe, mill. kr. Tallene står i tabellen over.",
        )
