"""Regnskap: the accounts, tables 0-5d and figures 0.a-11 (report ch. 0-1)."""

from __future__ import annotations

from asss_xl.report import layout
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.regnskap import hovedtall, inntekter, laan, loenn, tabeller
from asss_xl.report.regnskap.ark import BRUKT, SISTE_KOLONNE, Ark
from asss_xl.report.regnskap.kilde import Regnskapskilde
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.workbook import Cell, Sheet

__all__ = ["Ark", "Regnskapskilde", "fill"]

#: Rows that figures 0.a and 0.b take; they need the reference figures of the later tables.
_FIGUR_0_RADER = 46


def fill(
    sheet: Sheet,
    valg: Valg,
    kilde: Regnskapskilde,
    rettelser: Rettelser,
    brudd: Cell | None,
    sektorendring: dict[int, Cell],
) -> Ark:
    """Write all tables and figures of chapters 0 and 1.

    Tabell 0 is written after tabell 1 and 2 and the loans, which move its lines.
    """
    layout.heading(sheet, valg, "Regnskap", "Regnskap")
    layout.widths(sheet, [44] + [11] * SISTE_KOLONNE)
    layout.widths(sheet, [9] * 4 + [26] + [9] * 8, BRUKT)
    ark = Ark(sheet, valg, kilde, rettelser, brudd=brudd, sektorendring=sektorendring)
    top = ark.row
    figures_at = top + hovedtall.height(ark)
    ark.row = figures_at + _FIGUR_0_RADER
    ark.new_page()
    inntekter.table_1(ark)
    hovedtall.income(ark, top)
    for part in (inntekter.figure_1, inntekter.figure_2, inntekter.figure_2b, loenn.table_2,
                 loenn.figure_3):  # fmt: skip
        ark.new_page()
        part(ark)
    ark.new_page()
    laan.assumptions(ark)
    here, ark.row = ark.row, top
    hovedtall.table(ark)
    if ark.row != figures_at:
        raise ValueError(f"tabell 0 takes {ark.row - top} rows")
    ark.row = here
    for part in (
        tabeller.gross_result, tabeller.table_3,
        tabeller.net_result, tabeller.table_4, tabeller.table_5, tabeller.table_5b,
        tabeller.table_5c, tabeller.table_5d,
    ):  # fmt: skip
        ark.new_page()
        part(ark)
    end, ark.row = ark.row, figures_at
    hovedtall.figures(ark)
    if ark.row > figures_at + _FIGUR_0_RADER:
        raise ValueError(f"figures 0.a and 0.b need {ark.row - figures_at} rows")
    ark.row = end
    sheet.printing.last_column = SISTE_KOLONNE
    sheet.printing.parts = (figures_at, *ark.sidestart)
    sheet.freeze = (2, 1)
    return ark
