"""What the corrections do, on the sheet Rettelser: reported and corrected side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import RENTER, RESULTAT, linjenavn
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.regnskap import Ark
from asss_xl.report.regnskap.ark import Aar
from asss_xl.report.rettelser.ark import GJELDER, Rettelser
from asss_xl.workbook import Call, Sheet, of, styles

#: A formula for a year.
Regnet = Callable[[int], Call]

_REGNSKAP = (
    ("driftsinntekter", "Driftsinntekter"),
    ("driftsutgifter", "Driftsutgifter"),
    ("brutto", "Brutto driftsresultat"),
    ("renteinntekter", "Renteinntekter"),
    ("renteutgifter", "Renteutgifter"),
    ("netto", "Netto driftsresultat"),
    ("investeringer", "Brutto investeringsutgifter"),
    ("overskudd", "Overskudd før lån"),
)
_ANDELER = (
    ("renteinntekter", "Renteinntekter, % av inntekt"),
    ("renteutgifter", "Renteutgifter, % av inntekt"),
    ("netto", "Netto driftsresultat, % av inntekt"),
)


def fill(sheet: Sheet, valg: Valg, corrections: Rettelser, ark: Ark | None, chain: Kjede | None) -> None:
    """A block per year, so that reported, corrected and their difference stand together."""
    lines = _lines(ark, chain)
    if not lines:
        return
    row = corrections.neste_rad
    title = "Rapportert og rettet (avvik er etter trinn 4 på arket Ressursbruk)"
    sheet.put(row, GJELDER, title, styles.OVERSKRIFT)
    step = len(lines) + 2
    sheet.printing.parts = (row, *(row + 1 + n * step for n in range(1, len(valg.vindu))))
    for year in valg.vindu:
        row += 1
        layout.year_head(sheet, row, GJELDER, valg.aarstall[year], styles.HODE_VENSTRE.but(align="left"))
        for column, label in ((2, "Rapportert"), (4, "Rettet"), (5, "Endring")):
            sheet.put(row, column, label, styles.HODE.but(wrap=False))
        for label, reported, corrected, decimals in lines:
            row += 1
            style = styles.tall(decimals)
            sheet.put(row, GJELDER, label, styles.RAD)
            before, after = reported(year), corrected(year)
            left = sheet.calc(row, 2, before.function, *before.arguments, style=style)
            right = sheet.calc(row, 4, after.function, *after.arguments, style=style)
            sheet.calc(row, 5, bb.minus, right, left, style=style)
        row += 1


def _lines(ark: Ark | None, chain: Kjede | None) -> Sequence[tuple[str, Regnet, Regnet, int]]:
    """(label, reported by year, corrected by year, decimals)."""
    made: list[tuple[str, Regnet, Regnet, int]] = []
    if ark is not None:
        made += [
            (f"{label}, 1000 kr", _same(ark.beloep[key]), _same(ark.rettet[key]), 0)
            for key, label in _REGNSKAP
        ]
        made += [
            (label, _share(ark, ark.beloep, key), _share(ark, ark.rettet, key), 1) for key, label in _ANDELER
        ]
    if chain is not None:
        made += [
            (f"{linjenavn(line)}, avvik kr/innb.", _same(chain.slutt[line]), _same(chain.rettet[line]), 0)
            for line in (*chain.avskrivning, RENTER, RESULTAT)
        ]
    return made


def _same(cells: Aar) -> Regnet:
    return lambda year: of(bb.gjenta, cells[year])


def _share(ark: Ark, cells: dict[str, Aar], key: str) -> Regnet:
    def call(year: int) -> Call:
        return of(f.pst_av_inntekt, cells[key][year], cells["driftsinntekter"][year])

    return call
