"""Rettelser, below the lines: what the corrections make of the accounts, the deviations and the profiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asss_xl import functions as f
from asss_xl.report import layout
from asss_xl.report.avvik.ark import Avvik
from asss_xl.report.avvik.kilde import RENTER, RESULTAT, linjenavn
from asss_xl.report.formler import rettelser as rf
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.rettelser.ark import BEGRUNNELSE, GJELDER, Rettelser
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Call, Cell, Sheet, of, styles

_DATA = beside(__file__)
#: What a line is called, its figure as reported and as corrected, its decimals, and what it is.
_Rettet = tuple[str, Cell | Call, Cell | Call, int, str]


def fill(
    sheet: Sheet,
    valg: Valg,
    rettelser: Rettelser,
    baand: Cell,
    regnskap: Ark | None = None,
    avvik: Avvik | None = None,
    flyt: Profilflyt | None = None,
    profiler: tuple[Profil, ...] = (),
) -> None:
    """A block per year, so that reported (or what-if), corrected and their difference stand together.

    The last year stands beside the sums of the corrections, those before it two by two below.
    """
    years = [(year, [*_accounts(regnskap, year), *_deviations(avvik, year)]) for year in valg.vindu[::-1]]
    if not years[0][1]:
        return
    row, uncorrected = rettelser.rad, of(rf.rapportert, baand)
    title = "Rapportert og rettet (avvik er etter trinn 4 på arket Ressursbruk)"
    layout.text(sheet, row, BEGRUNNELSE, valg.i_loepende(title), styles.OVERSKRIFT)
    below = _block(sheet, row + 1, BEGRUNNELSE, valg, *years[0], uncorrected)
    row, parts = max(rettelser.neste_rad, below + 1), list(sheet.printing.parts)
    for number, block in enumerate(years[1:]):
        parts += [row] * (number % 2 == 0)
        below = _block(sheet, row, (GJELDER, BEGRUNNELSE)[number % 2], valg, *block, uncorrected)
        row = below + 1 if number % 2 else row
    if flyt and (profiles := list(_profiles(flyt, profiler))):
        parts.append(row := below + 1)
        _block(sheet, row, GJELDER, valg, valg.vindu[-1], profiles, uncorrected)
    sheet.printing.parts = tuple(parts)


def _block(
    sheet: Sheet, row: int, column: int, valg: Valg, year: int, lines: Sequence[_Rettet], uncorrected: Call
) -> int:
    """The lines of a year, from a column on; returns the next row."""
    layout.year_head(sheet, row, column, valg.aarstall[year], styles.HODE_VENSTRE.but(align="left"))
    heads: tuple[str | Call, ...] = (uncorrected, "Rettet", "Endring")
    for at, label in enumerate(heads, start=column + 1):
        layout.text(sheet, row, at, label, styles.HODE.but(wrap=False))
    for label, reported, corrected, decimals, about in lines:
        row += 1
        sheet.put(row, column, label, styles.RAD)
        if about:
            # Right of the figures, over columns that are empty there.
            sheet.put(row, column + 4, about, styles.TEKST.but(indent=1))
        style = styles.tall(decimals)
        left = layout.text(sheet, row, column + 1, reported, style)
        right = layout.text(sheet, row, column + 2, corrected, style)
        sheet.calc(row, column + 3, right - left, style=style, missing="–")
    return row + 1


def _accounts(ark: Ark | None, year: int) -> Iterator[_Rettet]:
    """The accounts of a year."""
    if ark is not None:
        for key, label in _DATA["regnskap"].items():
            yield f"{label}, 1000 kr", ark.beloep[key][year], ark.rettet[key][year], 0, ""
        for key, label in _DATA["andeler"].items():
            before, after = (
                of(f.pst_av_inntekt, cells[key][year], cells["driftsinntekter"][year])
                for cells in (ark.beloep, ark.rettet)
            )
            yield label, before, after, 1, ""


def _deviations(avvik: Avvik | None, year: int) -> Iterator[_Rettet]:
    """The last step of the chain in a year."""
    if avvik is not None:
        chain = avvik.kjede
        for line in (*chain.avskrivning, RENTER, RESULTAT):
            label = f"{linjenavn(line)}, avvik kr/innb."
            yield label, chain.slutt[line][year], chain.rettet[line][year], 0, ""


def _profiles(flyt: Profilflyt, profiler: tuple[Profil, ...]) -> Iterator[_Rettet]:
    """The figures of the profiles, which are of the report year."""
    for profile in profiler:
        for line in profile.rader:
            i = line.indikator
            if (found := flyt.rettet.get(noekkel(i))) is not None:
                figures = line.verdi.used, found, flyt.steg.kilde.desimaler(i)
                yield (profile.tjeneste.navn, *figures, f"{i.navn}, {i.enhet}")
