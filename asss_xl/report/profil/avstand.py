"""Kroner, below the parts: how far each profile is from the mean in million kroner."""

from __future__ import annotations

from asss_xl.functions.excel.formula import beside
from asss_xl.report import layout
from asss_xl.report.profil.ark import Profil
from asss_xl.workbook import Sheet, styles

_DATA = beside(__file__)


def fill(sheet: Sheet, profiler: tuple[Profil, ...]) -> None:
    """How far each profile is from the mean, in million kroner, where the number of people is known."""
    row = sheet.last_row + 3
    sheet.put(row, 0, "Avviket fra snittet i mill. kr, der antallet er kjent", styles.OVERSKRIFT)
    layout.head(sheet, row + 1, 0, _DATA["hoder"], 30)
    at = row + 2
    for profile in profiler:
        for line in profile.rader:
            if line.mill is None:
                continue
            i = line.indikator
            sheet.put(at, 0, profile.tjeneste.navn, styles.LENKE, link=profile.ark)
            texts = [(text, styles.RAD) for text in (i.kortnavn, i.enhet, i.nevner)]
            figures = [(cell, styles.tall(0)) for cell in (line.verdi.used, line.snitt, line.avvik)]
            layout.line(sheet, at, 1, *texts, *figures, (line.mill, styles.tall(1)))
            at += 1
    sheet.put(at, 0, _DATA["om"], styles.NOTE)
    sheet.printing.last_column = 9
    sheet.printing.one_page = False
