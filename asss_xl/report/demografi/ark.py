"""Demografi: rates per age group and what the growth of the population costs (ch. 2.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.report import layout
from asss_xl.report.demografi.folk import Folk
from asss_xl.report.demografi.folketall import Folketabell
from asss_xl.report.demografi.kilde import Demografikilde
from asss_xl.report.demografi.satser import satser
from asss_xl.report.demografi.vekst import Vekst
from asss_xl.report.linjer import Linjer
from asss_xl.report.steg import Steg
from asss_xl.report.tall import Ledd
from asss_xl.workbook import Range, Sheet

ARK = "Steg_demografi"


@dataclass(frozen=True)
class Demografi:
    """Rates, growth and populations by age group."""

    satsomraade: Range
    vekst: dict[str, Ledd] = field(default_factory=dict)
    folk: Folk | None = None
    folketall: Range | None = None
    basis: Range | None = None
    trykt_vekst: float | None = None


def fill(sheet: Sheet, kilde: Demografikilde, linjer: Linjer) -> Demografi:
    """Write the rates, the growth and the table of populations."""
    steg = Steg(sheet.book, ARK)
    layout.heading(sheet, kilde.valg, "Demografi", "Demografi")
    layout.widths(sheet, [30] + [10.5] * 16)
    rates = satser(sheet, kilde, steg)
    sheet.freeze = (2, 1)
    sheet.printing.last_column = 6
    if not kilde.har_vekst:
        return Demografi(rates.omraade)
    kilde.place_years(steg)
    growth = Vekst(sheet, kilde, steg, rates)
    people = Folketabell(sheet, kilde, steg, rates, growth.row + growth.height() + 1, linjer)
    folk = people.write()
    vekst = growth.write(people)
    people.yearly()
    last = len(kilde.aarstall) - 1
    sheet.printing.last_column = max(6, 2 * last + 3)
    sheet.printing.parts = (growth.row, people.row)
    count = people.folk(last), people.folk(0)
    return Demografi(rates.omraade, vekst, folk, *count, kilde.trykt_vekst)
