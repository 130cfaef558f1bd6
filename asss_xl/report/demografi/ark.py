"""Demografi: rates per age group and what the growth of the population costs (ch. 2.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.functions.excel.formula import beside
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.demografi.folketall import Folk, Folketabell
from asss_xl.report.demografi.kilde import I_ALT, Demografikilde
from asss_xl.report.formler import demografi as fl, tekst
from asss_xl.report.linjer import Linjer
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Ledd
from asss_xl.report.valg import Valg
from asss_xl.workbook import GAP, Call, Cell, Range, Series, Sheet, of, styles

ARK, _RAD = "Steg_demografi", 4
_DATA = beside(__file__)
_VEKST, _KOSTNAD, _ULIK, _OVERSKRIFT = "Vekst", "Kostnad", "Kostnad, når ulik", "Overskrift"
_RUNDET, _I_ORD = "I alt, rundet", "I ord"
_TEGNET = "Kostnad i figuren"
_HODER = ("Aldersgruppe", "Vekst, innbyggere", "Vekst, %", "Kostnad, mill. kr", "Per år, mill. kr")
_VOKST, _PROSENT, _KOST, _PER_AAR = range(1, len(_HODER))
_BREDDE = 150
_ENHETER = {"mill kr": "Mill. kr", "innbyggere": "Innbyggere i landet"}
_VEKT, _HVIS, _KR, _SUM = "forenklet kostnadsnøkkel", "hva hvis", "kr per innbygger", "sum"
_MILL, _FOLK = _ENHETER
#: The columns; the yellow cells stand after what they change.
_KOLONNER = {
    _VEKT: "Vekt i forenklet nøkkel",
    _MILL: "Mill. kr",
    (_MILL, _HVIS): "Hva hvis",
    _FOLK: "Innbyggere i landet",
    (_FOLK, _HVIS): "Hva hvis",
    _KR: "Kr per innbygger",
}


def _rates(sheet: Sheet, kilde: Demografikilde, steg: Steg) -> tuple[Blokk, Blokk]:
    """Vedleggstabell 5: what the country spends on each age group; and what counts of it."""
    groups = {group: group for group in kilde.grupper}
    used = steg.blokk("Satsene som er i bruk", _ENHETER, groups)
    title = "Vedleggstabell 5. Satser per aldersgruppe "
    known = tekst(title, kilde.valg.aar) if kilde.tall is not None else f"{title}{kilde.satsaar}"
    layout.text(sheet, _RAD - 1, 0, known, styles.OVERSKRIFT)
    layout.head(sheet, _RAD, 0, ("Aldersgruppe", *_KOLONNER.values()), 42)
    table = Blokk(sheet, _RAD - 1, _KOLONNER, (*groups, _SUM), styles.tall(0))
    table.navngi({**groups, _SUM: "Sum"}, [_SUM])
    for group in groups:
        for unit in _ENHETER:
            given, label = kilde.sats(group, unit), f"{group}: {unit} i landet"
            table.inndata(group, unit, (unit, _HVIS), unit, given, steg=used, label=label, limits=(0, 1e9))
        each = of(f.per_innbygger, used.cell(group, _MILL), used.cell(group, _FOLK), 1_000_000.0)
        table.calc(group, _KR, each).held_against(kilde.i_tabellen(group, _KR).trykt)
    _totals(kilde, table, used)
    return table, used


def _totals(kilde: Demografikilde, table: Blokk, used: Blokk) -> None:
    """The sums, and the share of them that each group is."""
    groups, style, three = kilde.grupper, styles.tall(0, True), styles.tall(3)

    def put(line: str, heading: str, call: Call, look: styles.Style) -> Cell:
        return table.calc(line, heading, call, style=look).held_against(kilde.i_tabellen(line, heading).trykt)

    sums = []
    for unit in _ENHETER:
        sums.append(put(_SUM, unit, of(bb.sum_av_antall, used.column(unit), float(len(groups))), style))
        table.put(_SUM, (unit, _HVIS), None, style)
    put(_SUM, _KR, of(f.per_innbygger, *sums, 1_000_000.0), style)
    for group in groups:
        put(group, _VEKT, used.cell(group, _MILL) / sums[0], three)
    shares = table.column(_VEKT, last=groups[-1])
    put(_SUM, _VEKT, of(bb.sum_av_antall, shares, float(len(groups))), styles.sumrad(three))


class _Vekst:
    """The table of growth; it is written when the table of populations is."""

    def __init__(self, sheet: Sheet, kilde: Demografikilde, steg: Steg, satser: Blokk) -> None:
        self.sheet, self.kilde, self.satser, self.row = sheet, kilde, satser, _RAD + 4 + len(kilde.grupper)
        self.groups, self.notes = kilde.grupper, kilde.valg.data.tekst("Demografi: vekst", "merknad")
        title, heads = (
            "Veksten uten hva hvis, og figurens overskrift",
            (_VEKST, _KOSTNAD, _ULIK, _TEGNET, _RUNDET, _I_ORD, _OVERSKRIFT),
        )
        self.steps = steg.blokk(title, heads, {g: g for g in self.groups}, styles.hjelp(styles.tall(1)))

    def height(self) -> int:
        """The rows that the table, its remarks and its figure take."""
        lines = sum(len(layout.wrapped(note, _BREDDE)) for note in self.notes)
        return 6 + len(self.groups) + lines + figurer.rader_av(_DATA["figurer"]["kostnad"]["height"])

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
            rate, grown = self.satser.cell(group, _KR), growths[group]
            cost = table.calc(group, _KOST, bb.mill, rate, grown.used)
            table.calc(group, _PER_AAR, cost / float(kilde.steg))
            base = self.steps.calc(group, _KOSTNAD, bb.mill, rate, grown.base)
            self.steps.calc(group, _ULIK, bb.hvis_ulik, base, cost, missing=GAP)
            self.steps.calc(group, _TEGNET, bb.tall_eller_hull, cost, missing=GAP)
        table.put(I_ALT, _PROSENT, None, styles.tall(1, True))
        for column in (_VOKST, _KOST, _PER_AAR):
            cells, look = table.column(column, last=groups[-1]), styles.tall(column != _VOKST, True)
            table.calc(I_ALT, column, bb.sum_av_antall, cells, float(len(groups)), style=look)
        below = layout.notes(sheet, row + 3 + len(groups), self.notes, _BREDDE)
        cost = table.cell(I_ALT, _KOST)
        size = self.steps.calc(groups[0], _RUNDET, bb.stoerrelse, cost, 0.0)
        said = self.steps.calc(groups[0], _I_ORD, bb.stoerrelse_i_ord, size)
        call = of(fl.hva_det_koster, first, last, cost, said)
        message = self.steps.calc(groups[0], _OVERSKRIFT, call, style=styles.HJELP)
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
        used = table.calc(group, _VOKST, moved, style=styles.tall(0))
        table.calc(group, _PROSENT, 100.0 * used / people.naa(group, 0))
        return Ledd(base, used)

    def _chart(self, table: Blokk, row: int, title: Cell) -> None:
        rows = [table.at(group, _KOST)[0] for group in self.groups]
        categories = self.sheet.range((rows[0], 0), (rows[-1], 0))
        cost, base = (self.steps.column(heading) for heading in (_TEGNET, _ULIK))
        moved = {"color": styles.ORANSJE, "pattern": True, "legend": False}
        series = (
            Series("Beregnet", categories, cost, labels=True),
            Series("Grunnlag (når ulik)", categories, base, **moved),  # type: ignore[arg-type]
        )
        told = f"Mill. kr over perioden. {figurer.SKRAVERT}Kilde: {layout.source(self.kilde.valg.data)}."
        figurer.hel_side(self.sheet, row, "column", title, series, told, **_DATA["figurer"]["kostnad"])


@dataclass(frozen=True)
class Demografi:
    """Rates, growth and populations by age group."""

    satsomraade: Range
    vekst: dict[str, Ledd] = field(default_factory=dict)
    folk: Folk | None = None
    folketall: Range | None = None
    basis: Range | None = None
    trykt_vekst: float | None = None


def fill(sheet: Sheet, valg: Valg, linjer: Linjer, medlemmene: Medlemmene | None = None) -> Demografi:
    """Write the rates, the growth and the table of populations."""
    kilde = Demografikilde(valg, medlemmene.regnskap if medlemmene else None)
    steg = Steg(sheet.book, ARK)
    layout.heading(sheet, kilde.valg, "Demografi", "Demografi")
    layout.widths(sheet, [30] + [10.5] * 16)
    rates, used = _rates(sheet, kilde, steg)
    area = rates.column(_KR, last=kilde.grupper[-1])
    sheet.freeze = (2, 1)
    sheet.printing.last_column = 6
    if not kilde.har_vekst:
        return Demografi(area)
    kilde.place_years(steg)
    growth = _Vekst(sheet, kilde, steg, rates)
    people = Folketabell(
        sheet, kilde, steg, (area, used.column(_FOLK)), growth.row + growth.height() + 1, linjer
    )
    folk = people.write()
    vekst = growth.write(people)
    people.yearly()
    last = len(kilde.aarstall) - 1
    sheet.printing.last_column = max(6, 2 * last + 3)
    sheet.printing.parts = (growth.row, people.row)
    count = people.folk(last), people.folk(0)
    return Demografi(area, vekst, folk, *count, kilde.trykt_vekst)
