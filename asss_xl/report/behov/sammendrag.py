"""The summary of Utgiftsbehov: the cost index of each sector and in all, and figure 12."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.behov.kilde import VALG_RAD, Behovskilde, Sektorbehov
from asss_xl.report.formler import behov as fl
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.uten import i_figuren, merke, uten_hva_hvis
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import GAP, Call, Cell, Range, Sheet, of, styles

_DATA, _HODERAD = beside(__file__), 4
#: Points of the row where a key would be chosen, when there is none to choose.
_TOM = 3.0
_I_ALT = "I alt"
_INDEKS, _SNITT, _BEHOV, _KORR = "Indeks", "Landets snitt", "Utgiftsbehov", "Korreksjon"
_TEGNET = "Prosent over landet i figuren"
_GRUNNLAG = "Grunnlag"
_ULIK, _PROSENT, _MERKET, _OVERSKRIFT = (
    "Grunnlag, når ulik",
    "Prosent over landet",
    "Merket navn",
    "Overskrift",
)
_TRE, _EN, _HELE = (styles.hjelp(styles.tall(decimals)) for decimals in (3, 1, 0))


#: By year.
_Aar = dict[int, Cell]


def height(sectors: int) -> int:
    """The row after the summary and its figure."""
    return _figure_row(sectors) + figurer.rader_av(_DATA["figurer"]["figur 12"]["height"]) + 4


def _figure_row(sectors: int) -> int:
    return _HODERAD + sectors + 4


def fill(
    sheet: Sheet, steg: Steg, kilde: Behovskilde, sectors: Sequence[Sektorbehov]
) -> tuple[_Aar, _Aar, _Aar]:
    """Write the table and the figure; the answer is the index, the needs and the corrections in all."""
    row, valg = _HODERAD, kilde.valg
    years, names = valg.vindu, [_I_ALT, *(sector.navn for sector in sectors)]
    after = (_ULIK, _PROSENT, _MERKET, _OVERSKRIFT)
    heads = valg.kolonner(_INDEKS, _SNITT, _BEHOV, _KORR, _TEGNET, etter=after)
    labels = {name: name for name in names}
    block = steg.blokk("Alle sektorene (0 utenfor nøkkelen)", heads, labels)
    table = Blokk(sheet, row - 1, (*years, _GRUNNLAG), labels, styles.tall(3))
    _heads(sheet, valg, names)
    if kilde.noekler is None:
        sheet.heights[VALG_RAD] = _TOM
    for sector in sectors:
        for year in years:
            table.calc(sector.navn, year, bb.gjenta, sector.indeks[year])
        _steps(block, valg, sector)
    made = _totals(table, block, kilde, names)
    for name in names:
        now = table.cell(name, years[-1])
        table.calc(name, _GRUNNLAG, bb.gjenta, uten_hva_hvis(sheet.book, now), style=now.style)
    sheet.put(row + 1 + len(names), 0, valg.data.om_landet(_DATA["tekst"]), styles.NOTE)
    _figure_12(sheet, steg, table, block, kilde, len(sectors))
    return made


def _heads(sheet: Sheet, valg: Valg, names: Sequence[str]) -> None:
    row = _HODERAD
    sheet.put(row, 0, f"Kostnadsindeks, {valg.data.indeksens_en} = 1", styles.HODE_VENSTRE)
    for offset, year in enumerate(valg.vindu, start=1):
        layout.year_head(sheet, row, offset, valg.aarstall[year])
    sheet.calc(row, 1 + len(valg.vindu), bb.tekst("Grunnlag ", valg.aar), style=styles.HODE)
    sheet.heights[row] = 30
    for at, name in enumerate(names, start=row + 1):
        sheet.put(at, 0, name, styles.RAD.but(bold=name == _I_ALT))


def _steps(block: Blokk, valg: Valg, sector: Sektorbehov) -> None:
    """A sector's figures where the key has it; 0 in sums of products elsewhere."""
    name = sector.navn
    for year in valg.vindu:
        block.calc(name, (_INDEKS, year), sector.eller_null(year, sector.indeks[year]), style=_TRE)
        block.calc(name, (_SNITT, year), sector.eller_null(year, sector.snitt[year]), style=_HELE)
        block.calc(name, (_BEHOV, year), bb.gjenta, sector.behov[year], style=_HELE)
        block.calc(name, (_KORR, year), bb.gjenta, sector.korreksjon[year], style=_HELE)


def _totals(table: Blokk, block: Blokk, kilde: Behovskilde, names: Sequence[str]) -> tuple[_Aar, _Aar, _Aar]:
    years, look = kilde.valg.vindu, styles.tall(3).but(bold=True)

    def sectors(heading: Hashable) -> Range:
        return block.column(heading, names[1])

    def summed(what: str, year: int) -> Cell:
        call = of(bb.sum_av_antall, sectors((what, year)), kilde.antall(year))
        return block.calc(_I_ALT, (what, year), call, style=_HELE)

    total = {}
    for year in years:
        weighed = of(fl.veid, sectors((_INDEKS, year)), sectors((_SNITT, year)))
        total[year] = table.calc(_I_ALT, year, weighed, style=look)
    return total, {y: summed(_BEHOV, y) for y in years}, {y: summed(_KORR, y) for y in years}


def _over(index: Cell) -> Call:
    """How far an index is over the country's, percent: bars from it have an axis that the figures choose."""
    return index * 100.0 - 100.0


def _figure_12(
    sheet: Sheet, steg: Steg, table: Blokk, block: Blokk, kilde: Behovskilde, sectors: int
) -> None:
    valg = kilde.valg
    row, years = _figure_row(sectors), valg.vindu
    for name in table.labels:
        for year in years:
            now = block.calc(
                name.value, (_TEGNET, year), _over(table.cell(name.value, year)), style=_EN, missing=GAP
            )
        i_figuren(block, name.value, _ULIK, now, style=_EN)
    drawn = figurer.tegnede(steg, valg, block, table.labels, _TEGNET, _ULIK, hull=kilde.noekler is None)
    names = {year: sheet.at(_HODERAD, offset) for offset, year in enumerate(years, start=1)}
    series = figurer.year_columns(*drawn, names)
    whose = valg.data.indeksens_en
    title = f"Figur 12. Beregnet utgiftsbehov per innbygger, prosent over eller under {whose}"
    sheet.put(row, 0, title, styles.OVERSKRIFT)
    share = block.calc(_I_ALT, _PROSENT, bb.rundet, _over(table.cell(_I_ALT, years[-1])), 0.0, style=_HELE)
    mark = merke(block, _I_ALT, _MERKET, share)
    message = of(fl.overskrift, mark, valg.kommune, share, whose)
    if valg.data.behovstillegg:
        message = bb.tekst(message, " (uten tillegg)")
    said = block.calc(_I_ALT, _OVERSKRIFT, message, missing="Beregnet utgiftsbehov")
    left_out = _DATA["utenfor"] * (kilde.noekler is not None)
    told = f"Søylene går fra {whose}. {left_out}Kilde: {layout.source(valg.data)}."
    about = _DATA["figurer"]["figur 12"]
    about = {**about, "alt": valg.data.om_landet(about["alt"])}
    figurer.hel_side(sheet, row + 1, "column", said, series, told, **about)
