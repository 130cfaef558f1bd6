"""What every sheet has in common: its heading, its tables, its widths."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from asss_xl.dataset.datasett import Datasett
from asss_xl.functions.values import MISSING_TEXT, Value
from asss_xl.report import formler as bb
from asss_xl.report.valg import Valg
from asss_xl.workbook import Book, Call, Cell, Range, styles
from asss_xl.workbook.book import Sheet
from asss_xl.workbook.page import ROW_HEIGHT
from asss_xl.workbook.styles import Style

#: Points per line of text and a little air.
_LINJE = 12.5
#: Room in a title for a municipality's name and a year.
_NAVN_OG_AAR = 18
#: A letter of a title in characters of ordinary text, air after it, and room for a link.
_TEGN_I_TITTEL, _LUFT, _LENKE = 1.75, 4.0, 9.5
#: So many rows down is looked for what stands under a heading.
_UNDER = 7
#: The fills of headings.
_GRUPPER = (styles.HODE_BLAA, styles.ANNENHVER_BLAA)
_VALGT = styles.RAD.but(bold=True, align="left")
_OPPDIKTET = "OPPDIKTEDE TALL. "
_LAGT_SAMMEN = "Sammenslåtte kommuner er lagt sammen bakover (beregnet). "


def invented(data: Datasett) -> str:
    """The marks that come first on every sheet of invented or added figures; empty for all others."""
    return _OPPDIKTET * data.oppdiktet + _LAGT_SAMMEN * data.lagt_til


def source(data: Datasett) -> str:
    """The source as headers, charts and the file itself name it."""
    return f"{_OPPDIKTET.capitalize() if data.oppdiktet else ''}{_LAGT_SAMMEN * data.lagt_til}{data.kilde}"


def about(book: Book, data: Datasett) -> Book:
    """The book, knowing what it is about and how old its figures are."""
    book.subject = f"{data.nettverk}: økonomi, utgiftsbehov og tjenester {data.rapportaar}"
    if data.oppdatert:
        book.updated = datetime.date.fromisoformat(data.oppdatert)
    return book


def heading(
    sheet: Sheet,
    valg: Valg,
    title: str,
    sted: str,
    sizes: Sequence[float] = (),
    *,
    last: int | None = None,
    freeze: tuple[int, int] | None = None,
    long: bool = False,
) -> None:
    """The two first rows: title with municipality and year, and where the figures come from.

    The second is written by :func:`finish`, when it is known whether the figures are the source's.
    ``sizes`` are the widths of the columns, ``last`` the last one that is printed; a ``long`` sheet
    runs on over several pages, with what is frozen on top of each.
    """
    widths(sheet, sizes)
    if freeze is not None:
        sheet.freeze = freeze
    if last is not None:
        sheet.printing.last_column = last
    sheet.printing.one_page = not long
    data = valg.data
    sheet.calc(0, 0, valg.tittel(title), style=styles.TITTEL)
    told = f"{invented(data)}Kilde: {data.henvisning(sted)}. Status: "
    sheet.source = (told, valg.status, " tall.")
    sheet.heights.update({0: 28, 1: 18})
    sheet.printing.repeat_rows = (0, freeze[0] - 1 if long and freeze else 1)


#: Said where a sheet is not printed with the whole book.
_SKRIVES_UT = " Skrives ut med valget «Ignorer utskriftsområde»."


def finish(book: Book, front: Sheet, on_paper: Sequence[str], band: Cell | None = None) -> None:
    """On every sheet: the source, after ``band`` (a warning, or nothing), and the way on.

    Those not ``on_paper`` print nothing by themselves, and say how they do; but not the profiles, whose
    line is full to its end with what the picture shows, and which are printed together.
    """
    book.print_only(*on_paper)
    read = [sheet for sheet in book.ordered() if not sheet.calculation]
    for sheet in read:
        _heads(sheet)
    home = (f"← {front.name}", front)
    for sheet in book.ordered():
        if sheet.calculation:
            _way(sheet, (home,))
    for number, sheet in enumerate(read):
        parts = sheet.source if band is None else (band, *sheet.source)
        if sheet.printing.on_demand and sheet.source and not isinstance(sheet.source[-1], Cell):
            parts += (_SKRIVES_UT,)
        if parts:
            look = styles.UNDERTITTEL
            if sheet.printing.on_demand and not sheet.printing.landscape:
                # The line is wider than such a sheet: what runs over its edge makes the page's letters small.
                look, sheet.heights[1] = look.but(wrap=True, valign="top"), 31.0
                sheet.merge(1, 0, sheet.printing.last_column)
            cell = sheet.calc(1, 0, bb.tekst(*parts), style=look)
            if band is not None:
                sheet.bands.append((cell, band))
        if sheet is not front:
            following = read[(number + 1) % len(read)]
            _way(sheet, (home, ("‹ Forrige", read[number - 1]), ("Neste ›", following)))


def _heads(sheet: Sheet) -> None:
    """A heading stands as what is under it: right over figures, left over words."""
    beside_buttons = {table.header for table in sheet.tables}
    for (row, column), head in sheet.cells.items():
        look = head.style
        if look.fill not in _GRUPPER or look.align != "center" or look.rotation:
            continue
        below = (sheet.cells.get((row + down, column)) for down in range(1, _UNDER))
        until = takewhile(lambda c: c is None or c.style.fill not in _GRUPPER, below)
        under = [c for c in until if c is not None and (c.style.align or c.value)]
        # A remark may stand where a figure would.
        found = next((c.style for c in under if c.style.align), under[0].style if under else None)
        if found is not None and not (found.align == "right" and row in beside_buttons):
            head.style = look.but(align=found.align or "left", indent=found.indent)


def _way(sheet: Sheet, links: Sequence[tuple[str, Sheet]]) -> None:
    """Links on the first row, after its title and where the columns have room for them."""
    if sheet.ways:
        for number, (column, (text, target)) in enumerate(zip(sheet.ways, links, strict=True)):
            look = styles.LENKE.but(size=9.5, indent=int(number == len(links) - 1))
            sheet.put(0, column, text, look, link=target.name)
        return
    title = sheet.cells[0, 0]
    # The place may not depend on which municipality and year are chosen.
    said = str(title.value) if title.call is None else f"{title.call.arguments[0]}{_NAVN_OG_AAR * ' '}"
    left = len(said) * _TEGN_I_TITTEL + _LUFT
    columns = iter(_places(sheet, left))
    for text, target in links:
        sheet.put(0, next(columns), text, styles.LENKE.but(size=9.5), link=target.name)


def _places(sheet: Sheet, left: float) -> Iterator[int]:
    """Columns that start so far to the right, each with room for a link that the page does not cut."""
    at, start, column = 0.0, left, 0
    edge = sum(sheet.widths.get(each, 8.43) for each in range(sheet.printing.last_column + 1))
    while True:
        if at >= start and not edge - _LENKE < at < edge:
            yield column
            start = at + _LENKE
        at += sheet.widths.get(column, 8.43)
        column += 1


def text(
    sheet: Sheet,
    row: int,
    column: int,
    what: Value | Call | Cell,
    style: Style,
    missing: str | None = MISSING_TEXT,
) -> Cell:
    """What stands, or follows the choices: a formula, or what another cell has."""
    if isinstance(what, Call):
        return sheet.calc(row, column, what, style=style, missing=missing)
    if isinstance(what, Cell):
        return sheet.calc(row, column, bb.gjenta, what, style=style, missing=missing)
    return sheet.put(row, column, what, style)


def line(
    sheet: Sheet,
    row: int,
    column: int,
    *cells: tuple[Value | Call | Cell, Style],
    missing: str | None = MISSING_TEXT,
) -> list[Cell]:
    """What stands beside each other in a row, from a column on, each with its look."""
    places = enumerate(cells, start=column)
    return [text(sheet, row, at, what, style, missing) for at, (what, style) in places]


def choice(
    sheet: Sheet,
    row: int,
    label: str,
    value: Value,
    about: str,
    choices: Range | tuple[str, ...],
    look: Style = _VALGT,
    **more: Any,
) -> Cell:
    """A label, and beside it a list to choose from; what there is no choice of stands as it is."""
    sheet.put(row, 0, label, styles.RAD.but(bold=True))
    if len(choices) > 1:
        return sheet.editable(row, 1, value, look, about, choices=choices, **more)
    return sheet.put(row, 1, value, look)


def group(sheet: Sheet, row: int, label: str, last: int, style: Style = styles.GRUPPE) -> None:
    """A heading among the lines of a table, as wide as the table."""
    line(sheet, row, 0, (label, style), *((None, style) for _ in range(last)))


def head(
    sheet: Sheet, row: int, column: int, labels: Sequence[str | Call | Cell], height: float = 30
) -> None:
    """A header row; the first label of a table stands left."""
    for offset, label in enumerate(labels):
        look = styles.HODE_VENSTRE if column + offset == 0 else styles.HODE
        text(sheet, row, column + offset, label, look.but(number_format="0"))
    sheet.heights[row] = height


def year_groups(
    sheet: Sheet,
    row: int,
    first_label: str | Call,
    groups: Sequence[str | Call | Cell],
    years: Sequence[Cell],
    width: int = 0,
) -> None:
    """Two header rows: a label over each group of years, and the years; a wider group begins empty.

    Every other group is a little darker, so that it is seen which years are whose. A name that follows a
    choice may be long, and has two lines.
    """
    width = width or len(years)
    sheet.put(row, 0, "", styles.HODE_VENSTRE.but(bottom=None))
    text(sheet, row + 1, 0, first_label, styles.HODE_VENSTRE)
    for index, group in enumerate(groups):
        first, fill = 1 + (index + 1) * width - len(years), _GRUPPER[index % 2]
        over = styles.HODE_VENSTRE.but(wrap=False, bottom=None, fill=fill)
        follows = isinstance(group.arguments[0] if isinstance(group, Call) else group, Cell)
        if follows:
            sheet.merge(row, first, first + len(years) - 1)
            sheet.heights[row] = 2 * ROW_HEIGHT
        for column in range(1 + index * width, first):
            sheet.put(row, column, None, over)
            sheet.put(row + 1, column, "", styles.HODE.but(fill=fill))
        for column, year in enumerate(years, start=first):
            # Empty after the first year, so that the label can run over it.
            text(sheet, row, column, "" if column > first else group, over.but(wrap=follows))
            if group != "":
                year_head(sheet, row + 1, column, year, styles.HODE.but(fill=fill))
            else:
                sheet.put(row + 1, column, "", styles.HODE.but(fill=fill))


def year_head(sheet: Sheet, row: int, column: int, year: Cell, style: Style = styles.HODE) -> Cell:
    """A year as a heading."""
    return sheet.calc(row, column, bb.gjenta, year, style=style.but(number_format="0"))


def widths(sheet: Sheet, sizes: Sequence[float], first: int = 0) -> None:
    """Column widths from a column on."""
    sheet.widths.update({first + offset: size for offset, size in enumerate(sizes)})


def pixels(sheet: Sheet, sizes: Sequence[int]) -> None:
    """Column widths in pixels, from the first column on."""
    widths(sheet, [(size - 5) / 7 for size in sizes])


def text_height(text: str, width: float, minimum: float = ROW_HEIGHT) -> float:
    """The row height that a wrapped text needs in a column of the given width."""
    lines = math.ceil(len(text) * 1.08 / max(width, 1))
    return max(minimum, lines * _LINJE + 3)


def wrapped(text: str, width: int) -> list[str]:
    """A long text over several rows, so that no cell needs merging."""
    lines, line = [], "–"
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = "  "
        line += " " + word
    return [*lines, line]


def lines(sheet: Sheet, row: int, texts: Sequence[str], style: Style = styles.TEKST) -> int:
    """Texts, a row each; returns the next row."""
    for text in texts:
        sheet.put(row, 0, text, style)
        row += 1
    return row


def notes(sheet: Sheet, row: int, texts: Sequence[str], width: int) -> int:
    """Remarks under a table; returns the next row."""
    for note in texts:
        row = lines(sheet, row, wrapped(note, width), styles.NOTE)
    return row


def live_note(sheet: Sheet, row: int, what: Call, last: int, height: float) -> int:
    """A remark that follows the choices, wrapped over columns; returns the next row."""
    sheet.calc(row, 0, what, style=styles.NOTE.but(wrap=True, valign="top"), missing="")
    sheet.merge(row, 0, last)
    sheet.heights[row] = height
    return row + 1


def paragraph(sheet: Sheet, row: int, text: str, width: float, style: Style | None = None) -> None:
    """A wrapped text in the first cell of a row, which gets the height it needs."""
    sheet.put(row, 0, text, style or styles.TEKST_BRYT)
    sheet.heights[row] = max(sheet.heights.get(row, 0), text_height(text, width))


def ramset_opp(words: Iterable[str]) -> str:
    """``a, b og c``."""
    *first, last = words
    return f"{', '.join(first)} og {last}" if first else last
