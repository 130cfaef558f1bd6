"""Kroner: how far each profile is from the mean, in million kroner."""

from __future__ import annotations

from asss_xl.report import layout
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Sheet, styles

_HODER = ("Tjeneste", "Indikator", "Enhet", "Mengde", "Nå", "Snittet", "Avvik", "Avvik, mill. kr")


def fill(sheet: Sheet, report: Rapport, row: int) -> None:
    """A line per indicator in kroner whose number of people is known; the rest have none."""
    sheet.put(row, 0, "Avviket fra snittet i mill. kr, der antallet er kjent", styles.OVERSKRIFT)
    layout.head(sheet, row + 1, 0, _HODER, 30)
    at = row + 2
    for profile in report.profiler:
        for line in profile.rader:
            if line.mill is None:
                continue
            i = line.indikator
            sheet.put(at, 0, profile.tjeneste.navn, styles.LENKE, link=profile.ark)
            texts = [(text, styles.RAD) for text in (i.kortnavn, i.enhet, i.nevner)]
            figures = [(cell, styles.tall(0)) for cell in (line.verdi.used, line.snitt, line.avvik)]
            layout.line(sheet, at, 1, *texts, *figures, (line.mill, styles.tall(1)))
            at += 1
    sheet.put(
        at,
        0,
        "Indikatorer per elev, bruker eller en aldersgruppe som ikke er kjent, kan ikke regnes "
        "om til mill. kr.",
        styles.NOTE,
    )
    sheet.printing.last_column = 9
    sheet.printing.one_page = False
