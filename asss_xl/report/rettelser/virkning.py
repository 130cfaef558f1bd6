"""What the corrections do, on the sheet Rettelser: reported and corrected side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asss_xl import functions as f
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import RENTER, RESULTAT, linjenavn
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.rapport import Rapport
from asss_xl.report.rettelser.ark import GJELDER
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Cell, Sheet, of, styles

#: What a line is called, its figure as reported and as corrected, its decimals, and what it is.
Linje = tuple[str, Cell | Call, Cell | Call, int, str]

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


def fill(sheet: Sheet, report: Rapport) -> None:
    """A block per year, so that reported, corrected and their difference stand together."""
    valg, corrections = report.valg, report.rettelser
    blocks = [(year, lines) for year in valg.vindu if (lines := list(_lines(report, year)))]
    if corrections is None or not blocks:
        return
    if profiles := list(_profiles(report)):
        blocks.append((valg.vindu[-1], profiles))
    row = corrections.neste_rad
    title = "Rapportert og rettet (avvik er etter trinn 4 på arket Ressursbruk)"
    sheet.put(row, GJELDER, title, styles.OVERSKRIFT)
    parts, row = [row], row + 1
    for year, figures in blocks:
        # The title stays with the first of them.
        parts += [row] if row > parts[0] + 1 else []
        row = _block(sheet, row, valg, year, figures)
    sheet.printing.parts = tuple(parts)


def _block(sheet: Sheet, row: int, valg: Valg, year: int, lines: Sequence[Linje]) -> int:
    """The lines of a year; returns the next row."""
    layout.year_head(sheet, row, GJELDER, valg.aarstall[year], styles.HODE_VENSTRE.but(align="left"))
    for column, label in ((2, "Rapportert"), (3, "Rettet"), (4, "Endring")):
        sheet.put(row, column, label, styles.HODE.but(wrap=False))
    for label, reported, corrected, decimals, about in lines:
        row += 1
        sheet.put(row, GJELDER, label, styles.RAD)
        if about:
            # Right of the figures, over columns that are empty there.
            sheet.put(row, 5, about, styles.TEKST.but(indent=1))
        style = styles.tall(decimals)
        left = layout.text(sheet, row, 2, reported, style)
        right = layout.text(sheet, row, 3, corrected, style)
        sheet.calc(row, 4, right - left, style=style)
    return row + 1


def _lines(report: Rapport, year: int) -> Iterator[Linje]:
    """The accounts and the deviations of a year."""
    ark, chain = report.regnskap, report.kjede
    if ark is not None:
        for key, label in _REGNSKAP:
            yield f"{label}, 1000 kr", ark.beloep[key][year], ark.rettet[key][year], 0, ""
        for key, label in _ANDELER:
            before, after = (
                of(f.pst_av_inntekt, cells[key][year], cells["driftsinntekter"][year])
                for cells in (ark.beloep, ark.rettet)
            )
            yield label, before, after, 1, ""
    if chain is not None:
        for line in (*chain.avskrivning, RENTER, RESULTAT):
            label = f"{linjenavn(line)}, avvik kr/innb."
            yield label, chain.slutt[line][year], chain.rettet[line][year], 0, ""


def _profiles(report: Rapport) -> Iterator[Linje]:
    """The figures of the profiles, which are of the report year."""
    for profile in report.profiler:
        for line in profile.rader:
            i = line.indikator
            found = report.flyt.rettet.get(noekkel(i)) if report.flyt else None
            if found is not None:
                figures = line.verdi.used, found, report.kilde.desimaler(i)
                yield (profile.tjeneste.navn, *figures, f"{i.navn}, {i.enhet}")
