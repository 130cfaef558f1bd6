"""The charts of the accounts: two side by side, what is drawn and a message above them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.formler import regnskap as rf
from asss_xl.report.regnskap.ark import AKTOERER, Ark
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE, PST
from asss_xl.report.steg import Blokk
from asss_xl.report.uten import i_figuren
from asss_xl.stated import beside
from asss_xl.workbook import GAP, Call, Cell, Chart, Series, styles

_PUNKT = styles.hjelp(styles.tall(1))
#: Of the figures, and along the axis: some with decimals and some without do not read as one scale.
_TALL = "0.0"
#: The point that is drawn where a what-if has moved the figure.
FOER_HVA_HVIS = "Grunnlag"
_DATA = beside(__file__)
_FOERST = ("Figur 0.a", "Figur 0.b", "Figur 1", "Figur 2", "Figur 2b", "Figur 3")
FIGURER = (*_FOERST, *(figure["nr"] for figure in _DATA.values()))

#: Rows of a pair of charts: what is drawn, the charts, the source, and air.
FIGURRADER = 1 + figurer.RADER + 2


class Regnskapsfigur(NamedTuple):
    """A chart that has its figures and lacks its place; ``tegnet`` says what is drawn."""

    nr: str
    tegnet: str
    tittel: Cell
    serier: tuple[Series, ...]
    alt: str
    slag: str = "column"
    #: Whether the bars go down.
    ned: bool = False


def place(ark: Ark, *figures: Regnskapsfigur | None) -> None:
    """Charts side by side, what is drawn above and the source below each."""
    there = [figure for figure in figures if figure is not None]
    if not there:
        return
    top = ark.row
    small = styles.NOTE.but(italic=False)
    for figure, column in zip(there, (figurer.FIGUR_VENSTRE, figurer.FIGUR_HOEYRE), strict=False):
        drawn, look = f"{figure.nr}. {figure.tegnet}", styles.TEKST.but(bold=True)
        if figure.slag == "line":
            ark.sheet.calc(top, column, bb.tekst(drawn, " der ", ark.steg.basis, " = 100"), style=look)
        else:
            ark.sheet.put(top, column, drawn, look)
        plot = figurer.PLOTT_NED if figure.ned else figurer.PLOTT
        size = {"width": figurer.HALV_BREDDE, "height": figurer.HOEYDE, "plot": plot, "gap": 30}
        about = {"labels_high": figure.ned, "y_format": _TALL, "alt": figure.alt}
        place = {"row": top + 1, "column": column, **size, **about}
        made = Chart(figure.slag, figure.tittel, figure.serier, **place)  # type: ignore[arg-type]
        figurer.tegn(ark.sheet, made)
        told = f"Kilde: {layout.source(ark.valg.data)}."
        figurer.under(ark.sheet, top + 1 + figurer.RADER, column, figure.serier, told, small)
    ark.row = top + FIGURRADER


def columns(ark: Ark, block: Blokk, label_format: str = "") -> tuple[Series, ...]:
    """A series per year, the strongest colour last, and what a what-if has moved from, hatched."""
    values = {year: block.column(year) for year in ark.aar}
    called = dict(zip(ark.aar, block.heads(), strict=False))
    return figurer.year_columns(block.labels, values, block.column(FOER_HVA_HVIS), called, label_format)


def year_block(ark: Ark, title: str, names: Mapping[str, str | Cell]) -> Blokk:
    """A block with a column per year, and the report year's figure where a what-if has moved it."""
    heads: dict[Hashable, str | Cell | Call] = {**ark.valg.aarstall, FOER_HVA_HVIS: FOER_HVA_HVIS}  # type: ignore[dict-item]
    return ark.steg.steg.blokk(title, heads, names, _PUNKT)


def point(block: Blokk, line: Hashable, heading: Hashable, cell: Cell) -> Cell:
    """A figure for a chart: a gap where it is missing."""
    return block.calc(line, heading, rf.som_tall, cell, style=_PUNKT, missing=GAP)


def actors(ark: Ark, post: str) -> Regnskapsfigur:
    """One line of the accounts: the three actors, a column per year."""
    nr, name, less, more = (_DATA[post][key] for key in ("nr", "navn", "mindre", "mer"))
    drawn = f"{name}, prosent av driftsinntekt"
    last = ark.aar[-1]
    block = year_block(ark, f"{nr}. {drawn}", {actor: ark.navn(actor) for actor in AKTOERER})
    for actor in AKTOERER:
        for year in ark.aar:
            drawn_at = point(block, actor, year, ark.pst[actor][post][year])
            ark.kilde.trykt(drawn_at, nr, post, actor, year, PST)
        if actor != KOMMUNE:
            # A bar of no height: it makes the axis start from zero.
            block.put(actor, FOER_HVA_HVIS, 0.0)
    own, other = (ark.pst[actor][post][last] for actor in (KOMMUNE, OEVRIGE))
    i_figuren(block, KOMMUNE, FOER_HVA_HVIS, own)
    lower = name[0].lower() + name[1:]
    words = (f"{less} {lower} enn", f"om lag samme {lower} som", f"{more} {lower} enn")
    title = ark.mot_de_andre(nr, drawn, own, other, words, snudd="brukt" in _DATA[post])
    told = f"Søylediagram. {drawn}: kommunen, de andre og resten av landet, år for år."
    return Regnskapsfigur(nr, drawn, title, columns(ark, block, _TALL), told, ned="ned" in _DATA[post])


def kurver(
    ark: Ark,
    nr: str,
    drawn: str,
    title: Cell,
    names: Sequence[str | Cell],
    rows: Sequence[Sequence[Cell]],
    who: str = "",
) -> Regnskapsfigur:
    """Indices over the years, drawn from year to year: past a year without a figure goes no line."""
    pairs = list(pairwise(ark.aar)) or [(ark.aar[0],) * 2]
    labels = {(number, year): name for number, name in enumerate(names) for _, year in pairs}
    block = ark.steg.steg.blokk(f"{nr}. {drawn}", ark.valg.aarstall, labels, _PUNKT)
    made, label = [], iter(block.labels)
    about = {"line": True, "marker": "circle", "marker_size": 6}
    for number, (cells, color) in enumerate(zip(rows, figurer.AKTOERFARGER, strict=False)):
        known = dict(zip(ark.aar, cells, strict=True))
        for before, year in pairwise(ark.aar):
            for each in (before, year):
                point(block, (number, year), each, known[each])
            line, first = block.line((number, year)), before == ark.aar[0]
            made.append(Series(next(label), block.heads(), line, color=color, legend=first, **about))  # type: ignore[arg-type]
    return Regnskapsfigur(nr, drawn, title, tuple(made), f"Linjediagram. {drawn}{who}.", "line")
