"""The charts of the accounts: two side by side, a message as title, what is drawn above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asss_xl.report import figurer, layout
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE, PST
from asss_xl.report.regnskap.mellomregning import Budskap, aarstekst
from asss_xl.report.steg import Blokk
from asss_xl.workbook import GAP, Argument, Call, Cell, Chart, Range, Series, of, styles

_PUNKT = styles.hjelp(styles.tall(1))
#: The point that is drawn where a what-if has moved the figure, and the figure itself.
GRUNNLAG, _UTEN = "Grunnlag", "Uten hva hvis"
#: Of the charts that compare one line: its name, and the words for less, alike and more.
_ORD = {
    "brutto": ("Figur 4", "Brutto driftsresultat", "lavere {} enn", "samme {} som", "høyere {} enn"),
    "renter_avdrag": (
        "Figur 5",
        "Netto renteinntekter og avdrag",
        "svakere {} enn",
        "samme {} som",
        "bedre {} enn",
    ),
    "netto": ("Figur 6", "Netto driftsresultat", "lavere {} enn", "samme {} som", "høyere {} enn"),
    "handlingsrom": ("Figur 7", "Handlingsrom", "mindre {} enn", "samme {} som", "større {} enn"),
    "investeringer": ("Figur 8", "Investeringsutgifter", "høyere {} enn", "samme {} som", "lavere {} enn"),
    "finansbehov": ("Figur 9", "Finansieringsbehov", "større {} enn", "samme {} som", "mindre {} enn"),
    "laan": ("Figur 10", "Netto bruk av lån", "mindre {} enn", "samme {} som", "større {} enn"),
    "netto_gjeld": ("Figur 11", "Netto lånegjeld", "lavere {} enn", "samme {} som", "høyere {} enn"),
}
#: Lines that are negative.
_NED = ("renter_avdrag", "investeringer", "finansbehov")
FIGURER = (
    "Figur 0.a",
    "Figur 0.b",
    "Figur 1",
    "Figur 2",
    "Figur 2b",
    "Figur 3",
    *(name for name, *_ in _ORD.values()),
)
PUNKTER = " prosentenheter "


#: Rows of a pair of charts: what is drawn, the charts, the source, and air.
RADER = 1 + figurer.RADER + 2


@dataclass(frozen=True)
class Figur:
    """A chart that has its figures and lacks its place; ``tegnet`` says what is drawn."""

    nr: str
    tegnet: str
    tittel: Cell
    serier: tuple[Series, ...]
    alt: str
    enhet: str = "Prosent"
    slag: str = "column"
    #: Whether the bars go down.
    ned: bool = False


def place(ark: Ark, *figures: Figur | None) -> None:
    """Charts side by side, what is drawn above and the source below each."""
    there = [figure for figure in figures if figure is not None]
    if not there:
        return
    top = ark.row
    small = styles.NOTE.but(italic=False)
    for figure, column in zip(there, (figurer.VENSTRE, figurer.HOEYRE), strict=False):
        ark.sheet.put(top, column, f"{figure.nr}. {figure.tegnet}", styles.TEKST.but(bold=True))
        ark.sheet.charts.append(
            Chart(
                figure.slag,
                figure.tittel,
                figure.serier,
                row=top + 1,
                column=column,
                width=figurer.HALV_BREDDE,
                height=figurer.HOEYDE,
                plot=figurer.PLOTT_NED if figure.ned else figurer.PLOTT,
                labels_high=figure.ned,
                y_title=figure.enhet,
                y_format="General",
                gap=30,
                source=False,
                alt=figure.alt,
            )
        )
        ark.sheet.put(top + 1 + figurer.RADER, column, f"Kilde: {layout.source(ark.valg.data)}.", small)
    ark.row = top + RADER


def labels(block: Blokk) -> Range:
    """The names of a block's lines."""
    row = block.row + 2
    return block.sheet.range((row, 0), (row + block.lines - 1, 0))


def headings(block: Blokk, count: int) -> Range:
    """The first headings of a block."""
    return block.sheet.range((block.row + 1, 1), (block.row + 1, count))


def line(block: Blokk, number: int, count: int) -> Range:
    """The first figures of a line."""
    return block.line(number, "1", str(count))


def columns(block: Blokk, years: int, label_format: str = "") -> tuple[Series, ...]:
    """A series per year, the strongest colour last, and what a what-if has moved from, hatched."""
    colors = figurer.AARSFARGER[-years:]
    names = list(headings(block, years + 1))
    made = [
        Series(
            names[n - 1],
            labels(block),
            block.column(str(n)),
            color=color,
            labels=bool(label_format),
            label_format=label_format,
        )
        for n, color in zip(range(1, years + 1), colors, strict=True)
    ]
    base = Series(names[-1], labels(block), block.column(str(years + 1)), color=styles.ORANSJE, pattern=True)
    return (*made, base)


def year_block(ark: Ark, title: str, names: Sequence[str | Cell]) -> Blokk:
    """A block with a column per year, and the report year's figure where a what-if has moved it."""
    years = [ark.valg.aarstall[year] for year in ark.aar]
    heads: list[Cell | Call | str] = [*years, tekst(f"{GRUNNLAG} ", ark.valg.aar), _UTEN]
    return ark.steg.steg.blokk(title, heads, names)


def unmoved(block: Blokk, ark: Ark, number: int, base: Argument, now: Cell) -> Cell:
    """The figure without what-if, where one has moved it."""
    call = base if isinstance(base, Call) else of(bb.gjenta, base)
    figure = block.calc(number, _UTEN, call, style=_PUNKT)
    return block.calc(number, str(len(ark.aar) + 1), rf.hvis_flyttet, figure, now, style=_PUNKT, missing=GAP)


def zero(block: Blokk, ark: Ark, number: int) -> Cell:
    """A bar of no height: it makes the axis start from zero."""
    return block.put(number, str(len(ark.aar) + 1), 0.0, _PUNKT)


def point(block: Blokk, number: int, heading: str, cell: Cell, **about: object) -> Cell:
    """A figure for a chart: a gap where it is missing."""
    return block.calc(number, heading, rf.punkt, cell, style=_PUNKT, missing=GAP, **about)


def actors(ark: Ark, post: str) -> Figur:
    """One line of the accounts: the three actors, a column per year."""
    nr, name, *words = _ORD[post]
    drawn = f"{name}, prosent av driftsinntekt"
    block = year_block(ark, f"{nr}. {drawn}", [ark.navn(actor) for actor in ark.aktoerer])
    for number, actor in enumerate(ark.aktoerer):
        for n, year in enumerate(ark.aar, start=1):
            point(
                block,
                number,
                str(n),
                ark.pst[actor][post][year],
                published=ark.printed(nr, post, actor, year, PST),
            )
        if number:
            zero(block, ark, number)
    own, other = (ark.pst[actor][post][ark.aar[-1]] for actor in (KOMMUNE, OEVRIGE))
    share = ark.base_share(post, ark.aar[-1])
    moved = None
    if share is not None:
        moved = unmoved(block, ark, 0, share, own)
    lower = name[0].lower() + name[1:]
    title = ark.steg.say(
        nr,
        Budskap(
            of(bb.minus, own, other),
            PUNKTER,
            ark.enn_de_andre(*(word.format(lower) for word in words)),
            aarstekst(ark.valg),
            drawn,
            egen=own,
            etter=" prosent av inntekten)",
            uten=moved,
        ),
    )
    return Figur(
        nr,
        drawn,
        title,
        columns(block, len(ark.aar), "0.0"),
        f"Søylediagram. {drawn}: kommunen, de andre og resten av landet, år for år.",
        ned=post in _NED,
    )


def curve_block(ark: Ark, title: str, names: Sequence[str | Cell]) -> Blokk:
    """A block for lines over the years: a line for each pair of years that a curve goes between."""
    years = [ark.valg.aarstall[year] for year in ark.aar]
    pairs = max(len(years) - 1, 1)
    return ark.steg.steg.blokk(title, years, [name for name in names for _ in range(pairs)])


def curves(
    block: Blokk, series: Sequence[Sequence[Cell]], colors: Sequence[str] = figurer.AKTOERFARGER
) -> tuple[Series, ...]:
    """Lines over the years, drawn from year to year: past a year without a figure goes none."""
    made, names = [], list(labels(block))
    for number, (cells, color) in enumerate(zip(series, colors, strict=False)):
        pairs = len(cells) - 1
        for n in range(1, pairs + 1):
            at = number * pairs + n - 1
            for place in (n, n + 1):
                point(block, at, str(place), cells[place - 1])
            made.append(
                Series(
                    names[at],
                    headings(block, len(cells)),
                    line(block, at, len(cells)),
                    color=color,
                    line=True,
                    marker="circle",
                    marker_size=6,
                    legend=n == 1,
                )
            )
    return tuple(made)
