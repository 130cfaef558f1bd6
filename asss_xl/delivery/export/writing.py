"""A case document as a file: Word, a page for the browser, or all figures as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from asss_xl.delivery.answers import safe_text
from asss_xl.delivery.export.page import page
from asss_xl.delivery.export.saken import Sak, Tabell
from asss_xl.functions.values import Value
from asss_xl.replacing import replacing

#: Centimetres of an upright A4 page, and of them for the names in a table.
_TEXT_WIDTH, _NAME_WIDTH = 17.0, 6.0


class MissingLibrary(Exception):
    """What a format needs is not installed."""


def check(kind: str) -> None:
    """Raises `MissingLibrary` when what writes the format is not there."""
    if kind == "docx" and find_spec("docx") is None:
        raise MissingLibrary(
            "--format docx: pakken python-docx er ikke installert. Kjør pip install 'asss_xl[docx]'."
        )


def write(about: Sak, kind: str, target: Path) -> None:
    """Write the document; a failed run leaves what was there."""
    with replacing(target) as made:
        FORMATS[kind](about, made)


def _html(about: Sak, target: Path) -> None:
    target.write_text(page(about), encoding="utf-8", newline="\n")


def _csv(about: Sak, target: Path) -> None:
    """A row a figure, as a Norwegian Excel opens it: semicolon, decimal comma, all decimals."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("kommune", "aar", "tabell", "linje", "kolonne", "verdi"))
        for table in (*about.tabeller, *(chapter.tabell for chapter in about.kapitler)):
            for name, *figures in table.rader:
                for head, figure in zip(table.hode[1:], figures, strict=True):
                    value = _plain(figure.verdi) if figure.er_tall else safe_text(str(figure))
                    row = map(safe_text, (about.kommune, str(about.aar), table.tittel, str(name), head))
                    writer.writerow((*row, value))


def _plain(value: Value) -> str:
    """All digits that a spreadsheet tells apart, and none of the noise behind them."""
    return f"{value:.15g}".replace(".", ",")


def _docx(about: Sak, target: Path) -> None:
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = about.tittel
    document.core_properties.language = "nb-NO"
    document.core_properties.author = ""
    document.add_heading(about.tittel, 0)
    document.add_paragraph(about.forbehold)
    for sentence in about.hovedfunn:
        document.add_paragraph(sentence, style="List Bullet")
    for table in about.tabeller:
        document.add_heading(table.tittel, 1)
        _docx_table(document, table)
    for chapter in about.kapitler:
        document.add_heading(chapter.tittel, 1)
        for sentence in chapter.setninger:
            document.add_paragraph(sentence, style="List Bullet")
        _docx_table(document, chapter.tabell)
    document.add_paragraph(f"Kilde: {about.kilde}")
    document.save(str(target))


def _docx_table(document: object, table: Tabell) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    made = document.add_table(rows=1, cols=len(table.hode), style="Light Grid Accent 1")  # type: ignore[attr-defined]
    for cell, head in zip(made.rows[0].cells, table.hode, strict=True):
        cell.text = head
    # Word repeats the head on each page the table goes on to.
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rader:
        for cell, figure in zip(made.add_row().cells, row, strict=True):
            cell.text = str(figure)
            if figure.er_tall:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.autofit = False
    others = Cm((_TEXT_WIDTH - _NAME_WIDTH) / (len(table.hode) - 1))
    for number, column in enumerate(made.columns):
        for cell in column.cells:
            cell.width = others if number else Cm(_NAME_WIDTH)


FORMATS: dict[str, Callable[[Sak, Path], None]] = {"docx": _docx, "html": _html, "csv": _csv}
