"""What the corrections do, on the sheet Rettelser: reported and corrected side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import RENTER, RESULTAT, linjenavn
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap import Ark
from asss_xl.report.regnskap.ark import Aar
from asss_xl.report.rettelser.ark import BEGRUNNELSE, GJELDER
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Sheet, of, styles

#: A formula for a year.
Regnet = Callable[[int], Call]
#: What a line is called, its figure as reported and as corrected, its decimals, and what it is.
Linje = tuple[str, Regnet, Regnet, int, str]

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
    lines = _lines(report.regnskap, report.kjede)
    if corrections is None or not lines:
        return
    row = corrections.neste_rad
    title = "Rapportert og rettet (avvik er etter trinn 4 på arket Ressursbruk)"
    sheet.put(row, GJELDER, title, styles.OVERSKRIFT)
    blocks = [(year, lines) for year in valg.vindu]
    profiles = _profiles(report)
    blocks += [(valg.vindu[-1], profiles)] if profiles else []
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
        style = styles.tall(decimals)
        sheet.put(row, GJELDER, label, styles.RAD)
        if about:
            # Right of the figures, where there is room for a whole name.
            sheet.put(row, BEGRUNNELSE, about, styles.TEKST)
        before, after = reported(year), corrected(year)
        left = sheet.calc(row, 2, before, style=style)
        right = sheet.calc(row, 3, after, style=style)
        sheet.calc(row, 4, right - left, style=style)
    return row + 1


def _lines(ark: Ark | None, chain: Kjede | None) -> Sequence[Linje]:
    """(label, reported by year, corrected by year, decimals)."""
    made: list[Linje] = []
    if ark is not None:
        made += [
            (f"{label}, 1000 kr", _same(ark.beloep[key]), _same(ark.rettet[key]), 0, "")
            for key, label in _REGNSKAP
        ]
        made += [
            (label, _share(ark, ark.beloep, key), _share(ark, ark.rettet, key), 1, "")
            for key, label in _ANDELER
        ]
    if chain is not None:
        made += [
            (f"{linjenavn(line)}, avvik kr/innb.", _same(chain.slutt[line]), _same(chain.rettet[line]), 0, "")
            for line in (*chain.avskrivning, RENTER, RESULTAT)
        ]
    return made


def _profiles(report: Rapport) -> list[Linje]:
    """The figures of the profiles, which are of the report year."""
    made: list[Linje] = []
    for profile in report.profiler:
        for line in profile.rader:
            i = line.indikator
            found = report.flyt.rettet.get(noekkel(i)) if report.flyt else None
            if found is None:
                continue
            year = report.valg.vindu[-1]
            cells = ({year: line.verdi.used}, {year: found})
            figures = (_same(cells[0]), _same(cells[1]), report.kilde.desimaler(i))
            made.append((profile.tjeneste.navn, *figures, f"{i.navn}, {i.enhet}"))
    return made


def _same(cells: Aar) -> Regnet:
    return lambda year: of(bb.gjenta, cells[year])


def _share(ark: Ark, cells: dict[str, Aar], key: str) -> Regnet:
    def call(year: int) -> Call:
        return of(f.pst_av_inntekt, cells[key][year], cells["driftsinntekter"][year])

    return call
