"""What is made of the finished profiles: Profiler, and the distances in million kroner on Kroner.

Profiler has them all on one sheet, about two to an upright page, for those who read on paper. Each figure
is the one on the service's own sheet, and the picture is drawn from the same points; only where a row is
differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from asss_xl.norsk import uten_linjeskift
from asss_xl.report import formler as bb, layout
from asss_xl.report.profil import bilde, kolonner
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.rad import Rad
from asss_xl.stated import beside
from asss_xl.workbook import Cell, Sheet, styles
from asss_xl.workbook.page import POINTS_PER_PIXEL, room_left
from asss_xl.workbook.styles import Style

_DATA = beside(__file__)
_NAVN, _ENHET, _KOMMUNE, _SNITT, _LAVEST, _HOEYEST, _VENSTRE, _BILDE, _HOEYRE = range(9)
#: In pixels: on paper letters of 9.5 points are 8.
_BREDDER = (286, 76, 72, 64, 64, 64, *(kolonner.BREDDER[c] for c in kolonner.SAMLET[_VENSTRE:]))
#: Heights in pixels by the lines of text; never 20, which the file would leave out.
#: As close as Excel and ONLYOFFICE take lines: then two profiles with long names have room on a page.
_HOEYDER = {1: 18, 2: 34, 3: 51, 4: 68}
_TITTEL, _GRUPPE, _LUFT = 33, 17, 4
#: A name that just fits takes a line more in a program with other letters.
_TRANGT = 3
_SAMLET = " samlet"
#: Rows of the distances that a page takes, with their head.
_PAA_SIDEN = 42
#: Said where the last page has so many points left for it; letters to a line.
_SLIK_HOEYDE, _SLIK_BREDDE = 125.0, 150


class Samlet:
    """Every profile as it is read on paper."""

    def __init__(self, sheet: Sheet, profiler: tuple[Profil, ...]) -> None:
        self.sheet, self.steg = sheet, profiler[0].steg
        self.valg = self.steg.valg
        layout.heading(sheet, self.valg, "Tjenesteprofiler", "Tjenesteprofil")
        sheet.ways = (_SNITT, _HOEYEST, _BILDE)
        layout.pixels(sheet, _BREDDER)
        layout.text(sheet, 2, 0, self.steg.bildetekst, styles.NOTE)
        row, parts = 3, []
        for profile in profiler:
            parts.append(row)
            row = self._profile(row, profile)
        printing = sheet.printing
        printing.parts, printing.last_column, printing.landscape = tuple(parts[1:]), _HOEYRE, False
        sheet.freeze = (2, 0)
        if room_left(sheet) >= _SLIK_HOEYDE:
            sheet.put(row + 1, 0, "Slik leses profilene", styles.OVERSKRIFT)
            layout.notes(sheet, row + 2, _DATA["slik"], _SLIK_BREDDE)

    def _profile(self, row: int, profile: Profil) -> int:
        """The message, the head, the rows and the picture over them; the answer is the next row."""
        sheet, steg, service = self.sheet, self.steg, profile.tjeneste
        said = steg.tjenester[service.noekkel]["Melding"]
        look = styles.OVERSKRIFT.but(size=10, wrap=True, valign="bottom")
        title = layout.text(sheet, row, _NAVN, said, look)
        sheet.merge(row, _NAVN, _HOEYRE)
        self._height(row, _TITTEL)
        head = row + 1
        kolonner.hode(sheet, head, self.valg.kommune, kolonner.SAMLET, navn=service.navn)
        self._height(head, bilde.HODEHOEYDE)
        row, top = head + 1, 0
        for group, lines in groupby(profile.rader, lambda line: line.indikator.gruppe):
            layout.group(sheet, row, group, _HOEYRE, kolonner.GRUPPEHODE)
            top += self._height(row, _GRUPPE)
            self._lines(row + 1, same := list(lines))
            for line in same:
                row += 1
                i = line.indikator
                texts = (i.navn, _BREDDER[_NAVN] - _TRANGT), (i.enhet, _BREDDER[_ENHET])
                high = self._height(row, _HOEYDER[kolonner.antall_linjer(kolonner.SKRIFTSTOERRELSE, *texts)])
                bilde.lenger_ned(line.linje, top + high / 2, _SAMLET)
                top += high
            row += 1
        bilde.snittlinje(steg, service, top, _SAMLET)
        sheet.charts.append(bilde.tegn(steg, service, top, title, (head, _VENSTRE), _SAMLET))
        self._height(row, _LUFT)
        return row + 1

    def _lines(self, row: int, lines: Sequence[Rad]) -> None:
        """The rows of a group, which stand together on the service's sheet too."""
        sheet, decimals = self.sheet, self.steg.kilde.desimaler
        text = kolonner.tekststil()
        for at, line in enumerate(lines, start=row):
            i = line.indikator
            texts = uten_linjeskift(i.navn), uten_linjeskift(i.enhet)
            layout.line(sheet, at, _NAVN, *zip(texts, (text, text.but(color=styles.GRAA)), strict=True))
            sheet.put(at, _BILDE, None, text)
        own = [kolonner.tallstil(decimals(x.indikator, "kommune")).but(bold=True) for x in lines]
        numbers = [kolonner.tallstil(decimals(x.indikator)) for x in lines]
        references = [[x.snitt, x.lavest, x.hoeyest] for x in lines]
        for offset in range(3):
            self._repeated(row, _SNITT + offset, [cells[offset] for cells in references], numbers)
        for column, heading, looks in (
            (_KOMMUNE, "Brukt", own),
            (_VENSTRE, bilde.UNDER, [bilde.TIL_VENSTRE.but(size=kolonner.SKRIFTSTOERRELSE)] * len(lines)),
            (_HOEYRE, bilde.OVER, [bilde.TIL_HOEYRE.but(size=kolonner.SKRIFTSTOERRELSE)] * len(lines)),
        ):
            self._repeated(row, column, [x.linje[heading] for x in lines], looks)

    def _repeated(self, row: int, column: int, cells: Sequence[Cell], looks: Sequence[Style]) -> None:
        for at, (cell, look) in enumerate(zip(cells, looks, strict=True), start=row):
            self.sheet.calc(at, column, bb.gjenta, cell, style=look)

    def _height(self, row: int, pixels: int) -> int:
        self.sheet.heights[row] = pixels * POINTS_PER_PIXEL
        return pixels


def avstand(sheet: Sheet, profiler: tuple[Profil, ...]) -> None:
    """Kroner, below the parts: how far each profile is from the mean, in million kroner."""
    start = sheet.last_row + 3
    sheet.put(start, 0, "Avviket fra snittet i mill. kr, der antallet er kjent", styles.OVERSKRIFT)
    layout.head(sheet, start + 1, 0, _DATA["avstand"]["hoder"], 30)
    at, parts = start + 2, [start]
    for profile in profiler:
        known = [line for line in profile.rader if line.mill is not None]
        if at + len(known) > parts[-1] + _PAA_SIDEN:
            # The sheet's second table: its head stands anew where a page of it begins.
            layout.head(sheet, at, 0, _DATA["avstand"]["hoder"], 30)
            parts.append(at)
            at += 1
        for line in known:
            i = line.indikator
            sheet.put(at, 0, profile.tjeneste.navn, styles.LENKE, link=profile.ark)
            texts = [(text, styles.RAD) for text in (i.kortnavn, i.enhet, i.nevner)]
            figures = [(cell, styles.tall(0)) for cell in (line.verdi.used, line.snitt, line.avvik)]
            layout.line(sheet, at, 1, *texts, *figures, (line.mill, styles.tall(1)))
            at += 1
    sheet.put(at, 0, _DATA["avstand"]["om"], styles.NOTE)
    sheet.printing.last_column = 9
    sheet.printing.parts = tuple(parts)
