"""What every sheet has in common: its heading, its tables, its widths."""

from __future__ import annotations

import math
from collections.abc import Sequence

from asss_xl.dataset.model import Datasett
from asss_xl.workbook import styles
from asss_xl.workbook.book import Sheet
from asss_xl.workbook.styles import Style

#: Points per line of text and a little air.
_LINJE = 12.5


def heading(sheet: Sheet, data: Datasett, title: str, source: str) -> None:
    """The two first rows: title with municipality and year, and where the figures come from."""
    sheet.put(0, 0, f"{title} – {data.kommune} {data.rapportaar}", styles.TITTEL)
    status = f"Status: {data.status} tall."
    sheet.put(1, 0, f"Kilde: {source} {status}", styles.UNDERTITTEL)
    sheet.heights.update({0: 28, 1: 18})


def head(sheet: Sheet, row: int, column: int, labels: Sequence[str], height: float = 30) -> None:
    """A header row; the first label of a table stands left."""
    for offset, label in enumerate(labels):
        look = styles.HODE_VENSTRE if column + offset == 0 else styles.HODE
        sheet.put(row, column + offset, label, look)
    sheet.heights[row] = height


def year_groups(
    sheet: Sheet, row: int, first_label: str, groups: Sequence[str], years: Sequence[int]
) -> None:
    """Two header rows: a label over each group of years, and the years."""
    sheet.put(row, 0, "", styles.HODE_VENSTRE)
    sheet.put(row + 1, 0, first_label, styles.HODE_VENSTRE)
    for index, group in enumerate(groups):
        for offset, year in enumerate(years):
            column = 1 + index * len(years) + offset
            label = group if offset == 0 else ""
            sheet.put(row, column, label, styles.HODE_VENSTRE.but(wrap=False, bottom=None))
            sheet.put(row + 1, column, str(year), styles.HODE)


def widths(sheet: Sheet, sizes: Sequence[float], first: int = 0) -> None:
    """Column widths from a column on."""
    sheet.widths.update({first + offset: size for offset, size in enumerate(sizes)})


def text_height(text: str, width: float, minimum: float = 15) -> float:
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


def paragraph(
    sheet: Sheet, row: int, column: int, text: str, width: float, style: Style | None = None
) -> int:
    """A wrapped text in one cell with the row height it needs; returns the next row."""
    sheet.put(row, column, text, style or styles.TEKST_BRYT)
    sheet.heights[row] = max(sheet.heights.get(row, 0), text_height(text, width))
    return row + 1
