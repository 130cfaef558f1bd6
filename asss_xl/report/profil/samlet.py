"""Profiler: all the profiles on one sheet, about two to an upright page, for those who read on paper.

Each figure is the one on the service's own sheet, and the picture is drawn from the same points; only
where a row is differs.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from asss_xl.dataset.model import Indikator
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.profil import bilde, kolonner
from asss_xl.report.profil.ark import Profil, Rad
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.workbook import Cell, Sheet, styles
from asss_xl.workbook.page import POINTS_PER_PIXEL

ARK = "Profiler"
NAVN, ENHET, KOMMUNE, SNITT, LAVEST, HOEYEST, VENSTRE, BILDE, HOEYRE = range(9)
#: In pixels: on paper letters of 9.5 points are 8.
_BREDDER = (
    286,
    76,
    72,
    64,
    64,
    64,
    *(kolonner.BREDDER[c] for c in (kolonner.VENSTRE, kolonner.BILDE, kolonner.HOEYRE)),
)
#: Heights in pixels by the lines of text; never 20, which the file would leave out.
#: As close as the letters allow: then two profiles with long names have room on a page.
_HOEYDER = {1: 18, 2: 31, 3: 46, 4: 61}
_TITTEL, _GRUPPE, _LUFT = 33, 16, 4
#: How many letters a line takes.
_NAVN_BREDDE, _ENHET_BREDDE = 47, 11
_SAMLET = " samlet"


class _Writer:
    def __init__(self, sheet: Sheet, flyt: Profilflyt) -> None:
        self.sheet, self.flyt, self.steg, self.valg = sheet, flyt, flyt.steg, flyt.valg

    def write(self, profiles: Sequence[Profil]) -> None:
        sheet = self.sheet
        layout.heading(sheet, self.valg, "Tjenesteprofiler", "Tjenesteprofil")
        sheet.ways = (SNITT, HOEYEST, BILDE)
        for column, pixels in enumerate(_BREDDER):
            sheet.widths[column] = (pixels - 5) / 7
        layout.text(sheet, 2, 0, self.steg.bildetekst, styles.NOTE)
        row, parts = 3, []
        for profile in profiles:
            parts.append(row)
            row = self._profile(row, profile)
        printing = sheet.printing
        printing.parts, printing.last_column, printing.landscape = tuple(parts[1:]), HOEYRE, False
        sheet.freeze = (2, 0)

    def _profile(self, row: int, profile: Profil) -> int:
        """The message, the head, the rows and the picture over them; the answer is the next row."""
        sheet, steg, service = self.sheet, self.steg, profile.tjeneste
        said = steg.tjenester.cell(steg.tjenestelinje[service.noekkel], "Melding")
        title = sheet.calc(
            row, NAVN, bb.gjenta, said, style=styles.OVERSKRIFT.but(size=10, wrap=True, valign="bottom")
        )
        sheet.merge(row, NAVN, HOEYRE)
        self._height(row, _TITTEL)
        head = row + 1
        self._head(head)
        row, top, group = head + 1, 0, ""
        for line in profile.rader:
            if line.indikator.gruppe != group:
                group = line.indikator.gruppe
                for column in range(HOEYRE + 1):
                    look = styles.GRUPPE.but(size=9.5)
                    sheet.put(row, column, group if column == NAVN else None, look)
                top += self._height(row, _GRUPPE)
                row += 1
            high = self._height(row, _lines(line.indikator))
            bilde.hoeyder(steg, line.indikator, top + high / 2, _SAMLET)
            self._line(row, line)
            top += high
            row += 1
        bilde.snittlinje(steg, service, top, _SAMLET)
        sheet.charts.append(bilde.tegn(steg, service, top, title, (head, VENSTRE), _SAMLET))
        self._height(row, _LUFT)
        return row + 1

    def _head(self, row: int) -> None:
        labels: tuple[str | Cell, ...] = (
            "Indikator",
            "Enhet",
            self.valg.kommune,
            "Snitt",
            "Lavest",
            "Høyest",
            "",
            "Indeks, snitt = 100",
            "",
        )
        for column, label in enumerate(labels):
            look = (styles.HODE_VENSTRE if column in (NAVN, ENHET) else styles.HODE).but(size=9.5)
            look = look.but(valign="top") if column == BILDE else look
            layout.text(self.sheet, row, column, label, look)
        self._height(row, bilde.HODE)

    def _line(self, row: int, line: Rad) -> None:
        sheet, steg, i, found = self.sheet, self.steg, line.indikator, line.referanser
        numbers = kolonner.tall(self.flyt.kilde.desimaler(i))
        own = kolonner.tall(self.flyt.kilde.desimaler(i, "kommune")).but(bold=True)
        sheet.put(row, NAVN, i.navn, kolonner.tekst())
        sheet.put(row, ENHET, i.enhet, kolonner.tekst(color=styles.GRAA))
        sheet.calc(row, KOMMUNE, bb.gjenta, line.verdi.used, style=own)
        for column, cell in ((SNITT, found.snitt), (LAVEST, found.lavest), (HOEYEST, found.hoeyest)):
            sheet.calc(row, column, bb.gjenta, cell, style=numbers)
        sheet.put(row, BILDE, None, kolonner.tekst())
        look = styles.RAD.but(size=9.5, color=styles.GRAA)
        for column, heading, align in ((VENSTRE, "Under skalaen", "right"), (HOEYRE, "Over skalaen", "left")):
            text = steg.linjer.cell(steg.linje(i), heading)
            sheet.calc(row, column, bb.gjenta, text, style=look.but(align=align))

    def _height(self, row: int, pixels: int) -> int:
        self.sheet.heights[row] = pixels * POINTS_PER_PIXEL
        return pixels


def _lines(i: Indikator) -> int:
    wrapped = (textwrap.wrap(i.navn, _NAVN_BREDDE), textwrap.wrap(i.enhet or " ", _ENHET_BREDDE))
    return _HOEYDER[min(max(map(len, wrapped)), max(_HOEYDER))]


def fill(sheet: Sheet, profiles: Sequence[Profil], flyt: Profilflyt) -> None:
    """Write every profile as it is read on paper."""
    _Writer(sheet, flyt).write(profiles)
