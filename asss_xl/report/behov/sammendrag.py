"""The summary of Utgiftsbehov: the cost index of each sector and in all, and figure 12."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asss_xl.report import figurer, layout, smaaserier
from asss_xl.report import formler as bb
from asss_xl.report.aarsfigur import year_columns
from asss_xl.report.behov import formler as fl
from asss_xl.report.behov.kilde import Behovskilde
from asss_xl.report.behov.noekkel import aaret
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import GAP, Cell, Chart, Range, Sheet, styles

if TYPE_CHECKING:
    from asss_xl.report.behov.ark import Sektor

_HODERAD = 4
_I_ALT = "I alt"
_NOTE = (
    "I alt er sektorindeksene veid med landets netto driftsutgifter. Tillegg utenom nøkkelen "
    "er ikke med i indeksene."
)
_INDEKS, _GRUNNLAG, _SNITT, _SNITT_GRUNNLAG, _BEHOV, _KORR = (
    "Indeks",
    "Indeks, grunnlag",
    "Landets snitt",
    "Landets snitt, grunnlag",
    "Utgiftsbehov",
    "Korreksjon",
)
_ULIK, _OVERSKRIFT = "Grunnlag, når ulik", "Overskrift"


@dataclass(frozen=True)
class Sammendrag:
    """All sectors together, by year."""

    i_alt: dict[int, Cell]
    behov: dict[int, Cell]
    korreksjon: dict[int, Cell]


def height(sectors: int) -> int:
    """The row after the summary and its figure."""
    return _figure_row(sectors) + figurer.RADER + 4


def _figure_row(sectors: int) -> int:
    return _HODERAD + sectors + 4


def fill(sheet: Sheet, steg: Steg, valg: Valg, kilde: Behovskilde, sectors: Sequence[Sektor]) -> Sammendrag:
    """Write the table and the figure; the sums over sectors stand among the steps."""
    row, years = _HODERAD, valg.vindu
    names = [sector.navn for sector in sectors]
    heads = [aaret(what, valg, year) for what in (_INDEKS, _SNITT, _BEHOV, _KORR) for year in years]
    block = steg.blokk(
        "Alle sektorene (0 utenfor nøkkelen)",
        [*heads, _GRUNNLAG, _SNITT_GRUNNLAG, _ULIK, _OVERSKRIFT],
        [_I_ALT, *names],
    )
    sheet.put(row, 0, "Kostnadsindeks, landet = 1", styles.HODE_VENSTRE)
    for offset, year in enumerate(years, start=1):
        layout.year_head(sheet, row, offset, valg.aarstall[year])
    base = 1 + len(years)
    sheet.calc(row, base, *bb.tekst("Grunnlag ", valg.aar), style=styles.HODE)
    sheet.heights[row] = 30
    for number, name in enumerate([_I_ALT, *names], start=1):
        sheet.put(row + number, 0, name, styles.RAD.but(bold=name == _I_ALT))
    for line, sector in enumerate(sectors):
        at = row + 2 + line
        for offset, year in enumerate(years, start=1):
            sheet.calc(at, offset, bb.gjenta, sector.indeks[year], style=styles.tall(3))
        sheet.calc(at, base, bb.gjenta, sector.indeks_grunnlag[years[-1]], style=styles.tall(3))
        _steps(block, 1 + line, valg, sector)
    made = _totals(sheet, block, valg, kilde, row + 1, len(names))
    for line, at in enumerate(range(row + 1, row + 2 + len(names))):
        block.calc(
            line,
            _ULIK,
            bb.hvis_ulik,
            sheet.at(at, base),
            sheet.at(at, len(years)),
            style=styles.hjelp(styles.tall(3)),
            missing=GAP,
        )
    if len(years) >= smaaserier.MINST:
        drawn = {at: [sheet.at(at, c) for c in range(1, base)] for at in range(row + 1, row + 2 + len(names))}
        sheet.put(row, base + 1, smaaserier.OVERSKRIFT, styles.HODE)
        smaaserier.tegn(sheet, base + 1, drawn, "Kostnadsindeks")
    sheet.put(row + 2 + len(names), 0, _NOTE, styles.NOTE)
    _figure_12(sheet, block, valg, len(names))
    return made


def _steps(block: Blokk, line: int, valg: Valg, sector: Sektor) -> None:
    """A sector's figures where the key has it; 0 in sums of products elsewhere."""
    last = valg.vindu[-1]
    given = [
        (_GRUNNLAG, last, sector.indeks_grunnlag[last], 3),
        (_SNITT_GRUNNLAG, last, sector.snitt_grunnlag[last], 0),
    ]
    for year in valg.vindu:
        given += [
            (aaret(_INDEKS, valg, year), year, sector.indeks[year], 3),
            (aaret(_SNITT, valg, year), year, sector.snitt[year], 0),
        ]
        for what, cell in ((_BEHOV, sector.behov[year]), (_KORR, sector.korreksjon[year])):
            block.calc(line, aaret(what, valg, year), bb.gjenta, cell, style=styles.hjelp(styles.tall(0)))
    for head, year, cell, decimals in given:
        call = sector.eller_null(year, cell)
        block.calc(line, head, call, style=styles.hjelp(styles.tall(decimals)))


def _totals(sheet: Sheet, block: Blokk, valg: Valg, kilde: Behovskilde, row: int, count: int) -> Sammendrag:
    years, look = valg.vindu, styles.tall(3).but(bold=True)

    def column(what: str, year: int | None = None) -> Range:
        head = what if year is None else aaret(what, valg, year)
        return block.sheet.range(block.at(1, head), block.at(count, head))

    def summed(what: str, year: int) -> Cell:
        return block.calc(
            0,
            aaret(what, valg, year),
            fl.sum_av,
            column(what, year),
            kilde.antall(year),
            style=styles.hjelp(styles.tall(0)),
        )

    total = {
        year: sheet.calc(row, offset, fl.veid, column(_INDEKS, year), column(_SNITT, year), style=look)
        for offset, year in enumerate(years, start=1)
    }
    sheet.calc(row, 1 + len(years), fl.veid, column(_GRUNNLAG), column(_SNITT_GRUNNLAG), style=look)
    return Sammendrag(total, {y: summed(_BEHOV, y) for y in years}, {y: summed(_KORR, y) for y in years})


def _figure_12(sheet: Sheet, block: Blokk, valg: Valg, sectors: int) -> None:
    first, last = _HODERAD + 1, _HODERAD + 1 + sectors
    columns = {
        year: sheet.range((first, offset), (last, offset)) for offset, year in enumerate(valg.vindu, start=1)
    }
    names = {year: sheet.at(_HODERAD, offset) for offset, year in enumerate(valg.vindu, start=1)}
    series = year_columns(
        sheet.range((first, 0), (last, 0)),
        columns,
        block.column(_ULIK),
        names,
        sheet.at(_HODERAD, 1 + len(valg.vindu)),
    )
    row = _figure_row(sectors)
    sheet.put(row, 0, "Figur 12. Beregnet utgiftsbehov per innbygger, landet = 1", styles.OVERSKRIFT)
    title = block.calc(
        0,
        _OVERSKRIFT,
        fl.overskrift,
        valg.kommune,
        sheet.at(first, len(columns)),
        missing="Beregnet utgiftsbehov",
    )
    sheet.charts.append(
        Chart(
            "column",
            title,
            series,
            row=row + 1,
            column=0,
            width=figurer.HEL_BREDDE,
            height=figurer.HOEYDE,
            plot=figurer.PLOTT,
            source=False,
            y_title="Indeks",
            alt="Søylediagram av kostnadsindeksen i alt og for hver sektor, år for år. Landet er 1.",
            crossing=1.0,
            y_format="0.0",
            y_min=0.4,
        )
    )
    sheet.put(
        row + 1 + figurer.RADER,
        0,
        f"Søylene går fra landet, som er 1. Kilde: {layout.source(valg.data)}.",
        styles.NOTE,
    )
