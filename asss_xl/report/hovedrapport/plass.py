"""Plass: the rank of every member on every line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.hovedrapport.tabell import Linje, Medlemmer
from asss_xl.workbook import Range, Sheet, styles

HODERAD = 4
_NAVN, _ENHET, _GUNSTIG, _N, _FORSTE = range(5)
_GUNSTIG_TEKST = {"høy": "Høyt er gunstig", "lav": "Lavt er gunstig"}


def fill(sheet: Sheet, med: Medlemmer, parts: Mapping[str, Sequence[Linje]]) -> list[Range]:
    """Write a part of the table per sheet; the answer is each line's ranks."""
    layout.heading(sheet, med.valg, "Plass", "Tjenesteprofil")
    layout.widths(sheet, (58, 14, 14, 4) + (9.4,) * len(med.plasser))
    sheet.put(
        2,
        0,
        "Plass 1 er den høyeste verdien blant kommunene som er med, og like verdier "
        "deler plass. Om høyt eller lavt er gunstig, står i egen kolonne der faget er enig.",
        styles.TEKST,
    )
    layout.head(sheet, HODERAD, 0, ("Indikator", "Enhet", "Gunstig", "n"), 30)
    for number, name in enumerate(med.navn):
        sheet.put(HODERAD, _FORSTE + number, name, styles.HODE.but(size=8))
    row, made = HODERAD + 1, []
    last = _FORSTE + len(med.plasser) - 1
    for title, lines in parts.items():
        for column in range(last + 1):
            sheet.put(row, column, title if column == 0 else None, styles.GRUPPE)
        row += 1
        for line in lines:
            made.append(_line(sheet, row, line))
            row += 1
    sheet.freeze = (HODERAD + 1, 1)
    sheet.printing.last_column = last
    sheet.printing.one_page = False
    sheet.printing.repeat_rows = (HODERAD, HODERAD)
    return made


def _line(sheet: Sheet, row: int, line: Linje) -> Range:
    small = styles.RAD.but(size=8, color=styles.GRAA)
    layout.text(sheet, row, _NAVN, line.om.navn, styles.RAD.but(size=9))
    sheet.put(row, _ENHET, line.om.enhet, small)
    sheet.put(row, _GUNSTIG, _GUNSTIG_TEKST.get(line.om.gunstig or "", ""), small)
    sheet.calc(row, _N, bb.gjenta, line.n, style=styles.tall(0).but(size=8))
    look = styles.tall(0).but(size=9, align="center", wrap=True)
    for number, rank in enumerate(line.plasser()):
        sheet.calc(row, _FORSTE + number, bb.gjenta, rank, style=look)
    return sheet.range((row, _FORSTE), (row, _FORSTE + len(line.vist) - 1))
