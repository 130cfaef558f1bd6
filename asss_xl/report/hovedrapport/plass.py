"""Plass: the rank of every member on every line, as a table whose colour is stronger nearer the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl.report import layout
from asss_xl.report.hovedrapport.medlemmer import Medlemmer
from asss_xl.report.hovedrapport.tabell import Linje
from asss_xl.workbook import Sheet, styles
from asss_xl.workbook.book import Table

HODERAD = 4
#: The first member's column, after what the line is.
_FORSTE = 5
_GUNSTIG_TEKST = {"høy": "Høyt er gunstig", "lav": "Lavt er gunstig"}


def fill(sheet: Sheet, med: Medlemmer, parts: Mapping[str, Sequence[Linje]]) -> None:
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
    row = HODERAD + 1
    last = _FORSTE + len(med.plasser) - 1
    for title, lines in parts.items():
        for line in lines:
            _line(sheet, row, title, line)
            row += 1
    sheet.tables.append(Table("Tabell_plass", HODERAD, row - 1, last))
    ranks = sheet.range((HODERAD + 1, _FORSTE), (row - 1, last))
    sheet.heat.append((ranks, float(len(med.plasser))))
    sheet.freeze = (HODERAD + 1, 1)
    sheet.printing.last_column = last
    sheet.printing.one_page = False
    sheet.printing.repeat_rows = (HODERAD, HODERAD)


def _line(sheet: Sheet, row: int, ark: str, line: Linje) -> None:
    small, look = styles.RAD.but(size=8, color=styles.GRAA), styles.tall(0)
    about = (ark, line.om.enhet, _GUNSTIG_TEKST.get(line.om.gunstig or "", ""))
    told = [(line.om.navn, styles.RAD.but(size=9)), *((text, small) for text in about)]
    centered = look.but(size=9, align="center", wrap=True)
    ranks = ((rank, centered) for rank in line.plasser())
    layout.line(sheet, row, 0, *told, (line.n, look.but(size=8)), *ranks)
