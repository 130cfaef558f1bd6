"""Plass: the rank of every member on every line, as a table whose colour is stronger nearer the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.hovedrapport.medlemmer import Medlemmer
from asss_xl.report.hovedrapport.tabell import Linje
from asss_xl.workbook import Range, Sheet, styles
from asss_xl.workbook.book import Table

HODERAD = 4
_NAVN, _ARK, _ENHET, _GUNSTIG, _N, _FORSTE = range(6)
_GUNSTIG_TEKST = {"høy": "Høyt er gunstig", "lav": "Lavt er gunstig"}


def fill(sheet: Sheet, med: Medlemmer, parts: Mapping[str, Sequence[Linje]]) -> list[Range]:
    """Write the lines of each sheet; the answer is each line's ranks."""
    layout.heading(sheet, med.valg, "Plass", "Tjenesteprofil")
    layout.widths(sheet, (57, 22, 15, 12, 4) + (9.4,) * len(med.plasser))
    sheet.put(
        2,
        0,
        "Plass 1 er den høyeste verdien blant kommunene som er med, og like verdier "
        "deler plass. Mørkere blått er nærmere plass 1. Om høyt eller lavt er gunstig, står i egen kolonne "
        "der faget er enig.",
        styles.TEKST,
    )
    layout.head(sheet, HODERAD, 0, ("Indikator", "Ark", "Enhet", "Gunstig", "n"), 30)
    for number, name in enumerate(med.navn):
        sheet.put(HODERAD, _FORSTE + number, name, styles.HODE.but(size=8))
    row, made = HODERAD + 1, []
    last = _FORSTE + len(med.plasser) - 1
    for title, lines in parts.items():
        for line in lines:
            made.append(_line(sheet, row, title, line))
            row += 1
    sheet.tables.append(Table("Tabell_plass", HODERAD, row - 1, last))
    ranks = sheet.range((HODERAD + 1, _FORSTE), (row - 1, last))
    sheet.heat.append((ranks, float(len(med.plasser))))
    sheet.freeze = (HODERAD + 1, 1)
    sheet.printing.last_column = last
    sheet.printing.one_page = False
    sheet.printing.repeat_rows = (HODERAD, HODERAD)
    return made


def _line(sheet: Sheet, row: int, ark: str, line: Linje) -> Range:
    small = styles.RAD.but(size=8, color=styles.GRAA)
    layout.text(sheet, row, _NAVN, line.om.navn, styles.RAD.but(size=9))
    sheet.put(row, _ARK, ark, small)
    sheet.put(row, _ENHET, line.om.enhet, small)
    sheet.put(row, _GUNSTIG, _GUNSTIG_TEKST.get(line.om.gunstig or "", ""), small)
    sheet.calc(row, _N, bb.gjenta, line.n, style=styles.tall(0).but(size=8))
    look = styles.tall(0).but(size=9, align="center", wrap=True)
    for number, rank in enumerate(line.plasser()):
        sheet.calc(row, _FORSTE + number, bb.gjenta, rank, style=look)
    return sheet.range((row, _FORSTE), (row, _FORSTE + len(line.vist) - 1))
