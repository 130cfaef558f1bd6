"""How large charts are on the page that they are read on, and which colours tell years apart.

A chart is designed at the size at which it is seen: half the width of a sheet beside another,
high enough that the plot keeps three fifths of it when legend and axis have their letters.
Its message stands in a cell above it: LibreOffice keeps what the title of a chart once was when the
cell that it is linked to says another thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, count
from typing import Any

from asss_xl.report import formler as bb, layout
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.valg import Valg
from asss_xl.workbook import GAP, Argument, Call, Cell, Chart, Range, Series, Sheet, of, styles
from asss_xl.workbook.page import ROW_HEIGHT, pixel_width
from asss_xl.workbook.styles import Style

#: Pixels: a chart that has another one beside it, and the rows that it and its message take.
HALV_BREDDE, HOEYDE, RADER = 630, 288, 17
#: One as wide as the page.
HEL_BREDDE = 1180
#: Where the left and the right one start.
FIGUR_VENSTRE, FIGUR_HOEYRE = 0, 6
#: The plot within the chart: from the left, from the top, width, height.
PLOTT = (0.12, 0.06, 0.86, 0.68)
#: The same where the categories are named above bars that go down.
PLOTT_NED = (0.12, 0.14, 0.86, 0.68)
#: Points in four fields: higher, with names on both axes.
FIREFELT_HOEYDE, FIREFELT_RADER = 504, 29
#: Of figures whose decimals follow a choice: by how large they are.
ETIKETT = "[>=100]#,##0;[<2]0.00;0.0"
#: Pixels that a lying bar takes, and what is around the plot.
_STAV, _RUNDT = 31, 30
#: The look of a message: there is room for two lines of it; a chart may end so far into a column.
_MELDING, _LINJER, _KNAPT = styles.OVERSKRIFT.but(size=11, wrap=True), 2, 20
#: Of fewer points a small line says nothing that the figures do not; its look, and a year without a figure.
MINST, _LINJEN, _HULL = 3, styles.RAD.but(bold=True, color=styles.BLAA, align="center"), "\u2800"
#: The years by strength of one colour; the weakest has 3:1 against white.
AARSFARGER = (styles.SVAK_BLAA, styles.HALV_BLAA, styles.BLAA)
#: The municipality, the other members, the rest of the country.
AKTOERFARGER = (styles.BLAA, styles.ORANSJE, styles.MELLOMGRAA)


def hoeyde_av(staver: int) -> int:
    """How high a chart of lying bars is: as the others, or what the bars take."""
    return max(HOEYDE, _RUNDT + _STAV * staver)


def rader_av(hoeyde: int) -> int:
    """The rows that a chart and its message take."""
    return 1 - (-hoeyde * (RADER - 1) // HOEYDE)


def tegn(sheet: Sheet, chart: Chart) -> None:
    """A chart, and its message in the row where it would start, as wide as it is."""
    widths = accumulate(pixel_width(sheet, [column]) for column in count(chart.column))
    last = next(column for column, right in enumerate(widths, chart.column) if right > chart.width - _KNAPT)
    layout.text(sheet, chart.row, chart.column, chart.title, _MELDING, missing="")
    sheet.merge(chart.row, chart.column, last)
    sheet.heights[chart.row] = ROW_HEIGHT * _LINJER
    sheet.charts.append(chart._replace(row=chart.row + 1))


def hel_side(
    sheet: Sheet,
    row: int,
    kind: str,
    title: Cell,
    series: tuple[Series, ...],
    told: str,
    height: int = HOEYDE,
    **about: Any,
) -> None:
    """A chart as wide as the page, and what is said of it below."""
    about |= {"row": row, "column": 0, "width": HEL_BREDDE, "height": height, "plot": PLOTT}
    tegn(sheet, Chart(kind, title, series, **about))
    under(sheet, row + rader_av(height), 0, series, told)


def under(
    sheet: Sheet, row: int, column: int, series: Sequence[Series], told: str, style: Style = styles.NOTE
) -> None:
    """What is said below a chart, and what is hatched while a what-if has moved some of it."""
    moved = [each.values for each in series if each.pattern]
    if not moved:
        sheet.put(row, column, told, style)
    for base in moved:
        always = float(sum(cell.call is None for cell in base))
        sheet.calc(row, column, bb.med_skravering, base, always, told, style=style)


def year_columns(
    categories: Range,
    values: Mapping[int, Range],
    base: Range,
    names: Mapping[int, Cell],
    label_format: str = "",
) -> tuple[Series, ...]:
    """A series per year and, hatched, the last year's figure before what-if.

    ``values`` are the figures by year, which may stand apart from the labels in ``categories``;
    ``names`` the cells with the years. With ``label_format`` the years have their values written
    on them.
    """
    labels = {"labels": True, "label_format": label_format} if label_format else {}
    colors = AARSFARGER[-len(values) :]
    series = [
        Series(names[year], categories, column, color=color, **labels)  # type: ignore[arg-type]
        for (year, column), color in zip(values.items(), colors, strict=True)
    ]
    # Not in the legend, where it would stand also when nothing is moved.
    moved = Series("Grunnlag", categories, base, color=styles.ORANSJE, pattern=True, legend=False)
    return (*series, moved)


def tegnede(
    steg: Steg, valg: Valg, drawn: Blokk, labels: Range, what: str, base: str, *, hull: bool
) -> tuple[Range, dict[int, Range], Range]:
    """Labels, figures by year and base of a picture; ``what`` and ``base`` are headings of ``drawn``.

    Without ``hull`` there are no holes for what the chosen cost key lacks: a line without a figure other
    than 0 is left out, and those after it move up. At the end stand as many places without a name.
    """
    if hull:
        return labels, {y: drawn.column((what, y)) for y in valg.vindu}, drawn.column(base)
    key, place = valg.data.rapportaar, ("Så langt", "Linjen", "Navn")
    heads = valg.kolonner(what, foer=place, etter=(base,))
    made = steg.blokk("Det samme uten hull", heads, [""] * drawn.lines)
    so_far: Argument = 0.0
    for n, line in enumerate(drawn.keys()):
        figures = drawn.line(line, (what, valg.vindu[0]), (what, key))
        so_far = made.calc(n, place[0], bb.tegnet_saa_langt, so_far, figures)
    for n in range(drawn.lines):
        at = made.calc(n, place[1], bb.plass_i, float(n + 1), made.column(place[0]), missing="")
        made.calc(n, place[2], bb.ord_paa_plass, labels, at, missing="")
        for head in (*((what, year) for year in valg.vindu), base):
            made.calc(n, head, bb.paa_plass, drawn.column(head), at, missing=GAP)
    return made.column(place[2]), {y: made.column((what, y)) for y in valg.vindu}, made.column(base)


def smaaserier(
    sheet: Sheet, row: int, column: int, rows: Mapping[int, Sequence[Cell | Call]], title: str
) -> None:
    """The years of each row as a small line in ``column``, under a head in ``row``; nothing of few years.

    There is a gap where a word says that a figure is missing. The line is letters: LibreOffice prints no
    sparklines, and previewers do not know them.
    """
    longest = max(map(len, rows.values()), default=0)
    if longest < MINST:
        return
    sheet.put(row, column, "Utvikling", styles.HODE)
    heads = [f"{number}{what}" for what in ("", " som punkt") for number in range(1, longest + 1)]
    block = Steg(sheet.book, "Steg_serier").blokk(
        title, [*heads, "Lavest", "Spenn"], [f"Rad {at + 1}" for at in rows]
    )
    for line, (at, cells) in enumerate(rows.items()):
        figures = [
            block.calc(line, head, cell if isinstance(cell, Call) else of(bb.gjenta, cell), missing="")
            for head, cell in zip(heads, cells, strict=False)
        ]
        whole = block.line(line, heads[0], heads[len(cells) - 1])
        lowest = block.calc(line, "Lavest", bb.minste, whole)
        scale = (lowest, block.calc(line, "Spenn", bb.spenn, whole, lowest))
        drawn = [
            block.calc(line, head, bb.punkt, figure, *scale, missing=_HULL)
            for head, figure in zip(heads[longest:], figures, strict=False)
        ]
        sheet.calc(at, column, bb.tekst(*drawn), style=_LINJEN)
