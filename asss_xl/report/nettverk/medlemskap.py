"""Nettverk: the members, each with a yellow ja/nei, and who is in which mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from asss_xl.dataset.model import Datasett, Kommune
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import GRUPPE_RAD, Valg
from asss_xl.workbook import Call, Cell, Range, Sheet, styles

HODERAD = 6
NAVN, NUMMER, GRUPPE, VALGT, MED, BRUDD = range(6)
#: Helper columns: own place, masks, the last break of the series, left out of «øvrige».
PLASS, MASKE, OEVRIGE, LAND, SISTE_BRUDD, UTENFOR, _KREVD = range(8, 15)


@dataclass
class Nettverk:
    """Who there are and who is in, as the other sheets look them up."""

    enheter: tuple[Kommune, ...]
    kommunenr: Cell
    med: list[Cell] = field(default_factory=list)
    maske: list[Cell] = field(default_factory=list)
    oevrige: list[Cell] = field(default_factory=list)
    land: list[Cell] = field(default_factory=list)
    plass: list[Cell] = field(default_factory=list)
    navn: list[Cell] = field(default_factory=list)
    brudd: Cell | None = None
    gruppe: Cell | None = None
    antall: Cell | None = None
    #: How the mean and the group are spoken of in a finding.
    snittet: Cell | None = None
    blant: Cell | None = None


def choose_group(front: Sheet, data: Datasett) -> Cell:
    """The list of groups on Forside."""
    front.put(GRUPPE_RAD, 0, "Sammenlikn med", styles.RAD.but(bold=True))
    chosen = next(g.navn for g in data.grupper if g.nettverk)
    column = 21
    front.put(2, column, "Grupper å velge", styles.HJELP_HODE)
    for row, group in enumerate(data.grupper, start=3):
        front.put(row, column, group.navn, styles.HJELP)
    choices = front.range((3, column), (2 + len(data.grupper), column))
    look = styles.RAD.but(bold=True, align="left")
    if len(data.grupper) == 1:
        return front.put(GRUPPE_RAD, 1, chosen, look)
    return front.editable(GRUPPE_RAD, 1, chosen, look, "Gruppen det sammenliknes med",
                          choices=choices)  # fmt: skip


class _Writer:
    def __init__(self, sheet: Sheet, valg: Valg, gruppe: Cell, faste: Sequence[str] = ()) -> None:
        self.faste = faste
        self.sheet, self.valg, self.data, self.gruppe = sheet, valg, valg.data, gruppe
        self.enheter = self.data.enheter
        self.first = HODERAD + 1
        self.matrix = _KREVD + len(self.data.vindu) + 2
        look = styles.HJELP.but(align="right")
        names = sheet.range((self.first, NAVN), (self.first + len(self.enheter) - 1, NAVN))
        for row, unit in enumerate(self.enheter, start=self.first):
            sheet.put(row, NAVN, unit.navn, styles.RAD)
        names = sheet.range((self.first, NAVN), (self.first + len(self.enheter) - 1, NAVN))
        top = HODERAD - 2
        sheet.put(top, PLASS, "Kommunens plass", styles.HJELP)
        kommunenr = sheet.calc(top, MASKE, bb.plass_i, valg.kommune, names, style=look)
        sheet.book.name("Kommunenr", kommunenr)
        self.groups = self._group_flags()
        sheet.put(top, OEVRIGE, "Gruppens plass", styles.HJELP)
        self.gruppenr = sheet.calc(top, LAND, bb.plass_i, gruppe, self.groups, style=look)
        flags = sheet.range((1, self.groups.rows[0][0].column),
                            (1, self.groups.rows[0][-1].column))  # fmt: skip
        sheet.put(top, SISTE_BRUDD, "Uten egen", styles.HJELP)
        self.uten_egen = sheet.calc(top, UTENFOR, bb.velg, flags, 1.0, self.gruppenr, style=look)
        self.made = Nettverk(self.enheter, kommunenr, gruppe=gruppe)

    def _group_flags(self) -> Range:
        """The groups in a row, with a 1 under those that leave the municipality itself out."""
        sheet, groups = self.sheet, self.data.grupper
        for offset, group in enumerate(groups):
            sheet.put(0, self.matrix + offset, group.navn, styles.HJELP)
            sheet.put(1, self.matrix + offset, float(group.uten_egen), styles.HJELP)
        return sheet.range((0, self.matrix), (0, self.matrix + len(groups) - 1))

    def write(self) -> Nettverk:
        sheet = self.sheet
        layout.head(
            sheet, HODERAD, 0,
            ("Kommune", "Kommunenr", "Med i gruppen", "Ja/Nei", "Med nå", "Brudd i serien"),
        )  # fmt: skip
        for column, label in ((PLASS, "Plass"), (MASKE, "I snittet"), (OEVRIGE, "I øvrige"),
                              (LAND, "I landet"), (SISTE_BRUDD, "Siste brudd"),
                              (UTENFOR, "Utenfor øvrige")):  # fmt: skip
            sheet.put(HODERAD, column, label, styles.HJELP_HODE)
        sheet.put(HODERAD - 1, self.matrix, "Med i gruppe og år (1 = med), gruppe for gruppe",
                  styles.HJELP)  # fmt: skip
        for number, unit in enumerate(self.enheter):
            self._member(self.first + number, number, unit)
        last = self.first + len(self.enheter) - 1
        made = self.made
        look = styles.HJELP.but(align="right", number_format="0")
        breaks = sheet.range((self.first, SISTE_BRUDD), (last, SISTE_BRUDD))
        sheet.put(HODERAD - 3, PLASS, "Kommunens siste brudd", styles.HJELP)
        made.brudd = sheet.calc(HODERAD - 3, MASKE, bb.velg, breaks, made.kommunenr, 1.0, style=look)
        sheet.put(last + 1, NAVN, "Antall med", styles.sumrad(styles.RAD))
        for column in (NUMMER, GRUPPE, VALGT, BRUDD):
            sheet.put(last + 1, column, None, styles.sumrad(styles.RAD))
        made.antall = sheet.calc(
            last + 1, MED, bb.summen, sheet.range((self.first, MASKE), (last, MASKE)),
            style=styles.sumrad(styles.tall(0)).but(align="center"),
        )  # fmt: skip
        self._spoken_of(last)
        return made

    def _spoken_of(self, last: int) -> None:
        """«ASSS-gjennomsnittet» only where it is the network's own mean."""
        sheet, made = self.sheet, self.made
        yellow = sheet.range((self.first, VALGT), (last, VALGT))
        own = next(g.navn for g in self.data.grupper if g.nettverk)
        usual = "ASSS-gjennomsnittet" if "ASSS" in self.data.nettverk else "nettverkets snitt"
        row = HODERAD - 3
        made.snittet = sheet.calc(
            row, LAND, bb.omtale, yellow, self.gruppe, own, usual, "snittet for ",
            "snittet for de valgte kommunene", style=styles.HJELP,
        )  # fmt: skip
        made.blant = sheet.calc(
            row, SISTE_BRUDD, bb.omtale, yellow, self.gruppe, own, "i nettverket", "",
            "blant dem", style=styles.HJELP,
        )  # fmt: skip

    def _member(self, row: int, number: int, unit: Kommune) -> None:
        sheet, made, data = self.sheet, self.made, self.data
        center, small = styles.RAD.but(align="center"), styles.HJELP.but(number_format="0")
        name = sheet.cells[row, NAVN]
        year = self.valg.aarnr[data.rapportaar]
        numbers = self._years(row, [unit.nummer(y) for y in data.aar], 0)
        sheet.calc(row, NUMMER, bb.velg, numbers, 1.0, year, style=center, missing="")
        inside = self._matrix(row, unit)
        standard = sheet.calc(
            row, GRUPPE, bb.standard_med, inside, self.gruppenr, year, float(len(data.aar)),
            self.uten_egen, name, self.valg.kommune, style=center,
        )  # fmt: skip
        if unit.navn in self.faste:
            yellow = sheet.put(row, VALGT, None, center)
        else:
            yellow = sheet.editable(
                row, VALGT, None, center, f"{unit.navn}: med i snittet? Tomt følger gruppen",
                choices=("Ja", "Nei"),
            )  # fmt: skip
        now = sheet.calc(row, MED, bb.valgt_med, standard, yellow, style=center)
        breaks = self._years(row, [float(_last_break(unit, y)) for y in data.aar], 1)
        sheet.calc(row, SISTE_BRUDD, bb.velg, breaks, 1.0, year, style=small)
        told = [f"{_told(unit, y)}" for y in data.aar]
        sheet.calc(row, BRUDD, bb.velg, self._years(row, told, 2), 1.0, year,
                   style=styles.RAD_BRYT.but(size=9), missing="")  # fmt: skip
        longest = max(told, key=len)
        sheet.heights[row] = layout.text_height(longest, 46, 18)
        made.navn.append(name)
        made.med.append(now)
        made.plass.append(sheet.put(row, PLASS, float(number + 1), small))
        made.maske.append(sheet.calc(row, MASKE, bb.maske, now, style=small))
        sheet.put(row, UTENFOR, float(_outside(data, unit)), small)
        together = unit.navn in data.medlemmer or unit.navn == data.resten
        made.land.append(sheet.put(row, LAND, float(together), small))

    def _matrix(self, row: int, unit: Kommune) -> Range:
        """Membership by group and year."""
        sheet, column = self.sheet, self.matrix
        for group in self.data.grupper:
            for year in self.data.aar:
                sheet.put(row, column, float(group.med(unit.navn, year)), styles.HJELP)
                column += 1
        return sheet.range((row, self.matrix), (row, column - 1))

    def _years(self, row: int, values: Sequence[str | float], block: int) -> Range:
        sheet, data = self.sheet, self.data
        start = self.matrix + len(data.grupper) * len(data.aar) + 1 + block * (len(data.aar) + 1)
        label = ("Nummer", "Brudd", "Merknad")[block]
        for offset, value in enumerate(values):
            if row == self.first:
                head = f"{label} {data.aar[offset]}"
                sheet.put(HODERAD, start + offset, head, styles.HJELP_HODE)
            if value != "":
                sheet.put(row, start + offset, value, styles.HJELP)
        return sheet.range((row, start), (row, start + len(values) - 1))


def complete(
    sheet: Sheet, network: Nettverk, required: Sequence[Sequence[Call]], valg: Valg
) -> None:
    """Who is in «øvrige»: members with the figures in every year shown, by a list per unit."""
    small = styles.HJELP.but(number_format="0")
    for number, cells in enumerate(required):
        row = HODERAD + 1 + number
        for offset, call in enumerate(cells):
            sheet.calc(row, _KREVD + offset, call.function, *call.arguments, style=small)
        need = sheet.range((row, _KREVD), (row, _KREVD + max(len(cells), 1) - 1))
        network.oevrige.append(
            sheet.calc(
                row, OEVRIGE, bb.maske_oevrige, network.med[number], network.navn[number],
                valg.kommune, sheet.cells[row, UTENFOR], need, style=small,
            )
        )  # fmt: skip


def _outside(data: Datasett, unit: Kommune) -> bool:
    return unit.navn in data.utenfor_oevrige or unit.slag != "kommune"


def _last_break(unit: Kommune, year: int) -> int:
    return max((b for b, _ in unit.brudd if b <= year), default=0)


def _told(unit: Kommune, year: int) -> str:
    found = [f"{b}: {note or 'sammenslåing'}" for b, note in unit.brudd if b <= year]
    return found[-1] if found else ""


def fill(sheet: Sheet, valg: Valg, gruppe: Cell, faste: Sequence[str] = ()) -> Nettverk:
    """Write the list; :func:`complete` adds who is in «øvrige» when the accounts are there.

    ``faste`` names those that cannot be taken in or out.
    """
    layout.heading(sheet, valg, "Nettverk", "Nettverk")
    layout.widths(sheet, (26, 12, 14, 10, 10, 46, 3, 3) + (9,) * 6 + (13,) * 3)
    sheet.put(3, 0, "Skriv Ja eller Nei i et gult felt for å ta en kommune inn i eller ut av snitt, "
              "laveste, høyeste og plass. Tomt felt følger gruppen som er valgt på Forside.",
              styles.TEKST)  # fmt: skip
    sheet.freeze = (HODERAD + 1, 1)
    sheet.printing.last_column = BRUDD
    return _Writer(sheet, valg, gruppe, faste).write()
