"""A case document in Word: sentences, tables, and the profiles drawn, each line a small PNG."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from math import isqrt
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from asss_xl.delivery.export.saken import HODE_ENHET, Kapittel, Punkt, Sak, Sakstabell

#: Centimetres of an upright A4 page, of them for the names in a table, and for a line of a picture.
_TEXT_WIDTH, _NAME_WIDTH, _PICTURE_WIDTH = 17.0, 6.0, 9.0
#: How much wider a column of words is than one of figures; points of a table's letters; how many of them
#: a column of figures has room for in one word.
_WORDS, _LETTERS, _ROOM = 1.3, 9, 7
#: So many rows stand together on a page.
_TOGETHER = 17
#: A line's picture, in pixels so fine that edges are smooth: its size; the margin, half of each thing drawn.
WIDTH, HEIGHT = 1920, 96
MARGIN, _BAR, _DOT, _MARK = 48, 12, 28, 4
#: The colours, by their number in the picture.
_WHITE, _PALE, _RED, _DARK = range(4)
_PALETTE = bytes.fromhex("FFFFFF9DC3E6C000001F4E79")


def write(about: Sak, target: Path) -> None:
    """The whole document."""
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.header.paragraphs[0].text = about.hva_hvis
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = about.tittel
    document.core_properties.language = "nb-NO"
    document.core_properties.author = ""
    document.add_heading(about.tittel, 0)
    document.add_paragraph(about.forbehold)
    for found, _ in about.hovedfunn:
        document.add_paragraph(found, style="List Bullet")
    for table in about.tabeller:
        document.add_heading(table.tittel, 1)
        _table(document, table)
    for chapter in about.kapitler:
        document.add_heading(chapter.tittel, 1)
        document.add_paragraph(chapter.melding).runs[0].bold = True
        for sentence in chapter.setninger:
            document.add_paragraph(sentence, style="List Bullet")
        _table(document, chapter.tabell)
        _picture(document, chapter)
    document.add_paragraph(f"Kilde: {about.kilde}")
    document.save(str(target))


def _started(document: Any, heads: tuple[str, ...], style: str) -> Any:
    """A table with its head, which Word repeats on each page the table goes on to."""
    made = document.add_table(rows=1, cols=len(heads), style=style)
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        cell.text = head
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.autofit = False
    return made


def _table(document: Any, table: Sakstabell) -> None:
    made = _started(document, table.hode, "Light Grid Accent 1")
    for row in table.rader:
        for cell, figure in zip(made.add_row().cells, row, strict=True):
            cell.text = str(figure)
    for number, column in enumerate(made.columns):
        for cell in column.cells:
            if table.har_tall(number):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(_LETTERS)
    columns = zip(table.hode[1:], *(row[1:] for row in table.rader), strict=True)
    wide = [max(_WORDS if said[0] == HODE_ENHET else 1.0, _longest(said) / _ROOM) for said in columns]
    _widths(made, (_NAME_WIDTH, *((_TEXT_WIDTH - _NAME_WIDTH) * part / sum(wide) for part in wide)))
    if table.merknad:
        document.add_paragraph(table.merknad)


def _longest(said: tuple[object, ...]) -> int:
    """The letters of the longest word of a column: no line is broken in it."""
    return max(len(word) for text in said for word in str(text).split(" "))


def _picture(document: Any, chapter: Kapittel) -> None:
    """A line for each indicator: its name, where one is between the lowest and the highest, the index."""
    if not chapter.bilde:
        return
    document.add_paragraph()
    low, high = chapter.skala
    drawn = f"Laveste til høyeste, rød strek = snittet (100), fra {low:.0f} til {high:.0f}"
    made = _started(document, (chapter.tittel, drawn, "Indeks"), "Table Grid")
    for point in chapter.bilde:
        name, line, index = made.add_row().cells
        name.text, index.text = point.navn, point.vist
        picture = BytesIO(png(point, chapter.skala))
        inline = line.paragraphs[0].add_run().add_picture(picture, width=Cm(_PICTURE_WIDTH - 0.5))
        inline._inline.docPr.set("descr", f"{chapter.tittel}: {point}")
    _widths(made, (_NAME_WIDTH, _PICTURE_WIDTH, _TEXT_WIDTH - _NAME_WIDTH - _PICTURE_WIDTH))


def _widths(table: Any, widths: tuple[float, ...]) -> None:
    """Of the columns and of each cell: Word goes by the cells, LibreOffice by the columns.

    A table that a page has room for stands on one.
    """
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    if len(table.rows) <= _TOGETHER:
        for paragraph in (cell.paragraphs[0] for row in table.rows[:-1] for cell in row.cells):
            paragraph.paragraph_format.keep_with_next = True
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def png(point: Punkt, scale: tuple[float, float]) -> bytes:
    """From the lowest to the highest, a red line at the mean, a dot for one's own."""

    def at(index: float) -> int:
        share = (index - scale[0]) / (scale[1] - scale[0])
        return round(MARGIN + share * (WIDTH - 2 * MARGIN))

    middle = HEIGHT // 2
    rows = [bytearray([_WHITE]) * WIDTH for _ in range(HEIGHT)]

    def paint(row: int, first: int, last: int, color: int) -> None:
        rows[row][first:last] = bytes([color]) * (last - first)

    for row in range(middle - _BAR, middle + _BAR):
        paint(row, at(point.lavest), at(point.hoeyest), _PALE)
    for row in range(HEIGHT):
        paint(row, at(100.0) - _MARK, at(100.0) + _MARK, _RED)
    for row in range(middle - _DOT, middle + _DOT + 1):
        half = isqrt(_DOT**2 - (row - middle) ** 2)
        paint(row, at(point.indeks) - half, at(point.indeks) + half + 1, _DARK)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)),
        (b"PLTE", _PALETTE),
        (b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
