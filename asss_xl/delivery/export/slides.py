"""A case document as slides: what it finds, each table under what is found in it, each profile drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from asss_xl.delivery.export.saken import Kapittel, Punkt, Sak, Sakstabell

#: Inches of a wide slide: the margins, where the title ends, where the foot is, a line of a picture.
_WIDE, _HIGH, _EDGE, _TOP, _FOOT, _LINE = 13.333, 7.5, 0.6, 1.45, 6.95, 0.34
#: How many rows a slide has room for, how high one of a table is, and points of letters.
_ROWS, _ROW, _LETTERS, _FOUND, _SMALL = 15, 0.32, 12, 14, 11
#: Points of a title by how many characters it has fewer than.
_TITLES = {110: 24, 230: 18, 10_000: 14}
#: A service of fewer indicators has no slide: what is found in it stands on the first.
_FEWEST = 3
#: Inches down to what must be said under the findings.
_UNDER = 6.0
#: Of a picture: where it begins and ends across the slide.
_FROM, _TO = 4.6, 11.8
_BLUE, _PALE, _RED, _DARK, _GREY = "1F3864", "9DC3E6", "C00000", "1F4E79", "595959"


def write(about: Sak, target: Path) -> None:
    """The whole presentation."""
    slides = _Slides(about, Presentation())
    slides.deck.slide_width, slides.deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    properties = slides.deck.core_properties
    properties.title, properties.author, properties.language = about.tittel, "", "nb-NO"
    slides.front()
    # The first thing that is said of a table is what its slide is called.
    messages: dict[Sakstabell, str] = {}
    for said, table in about.hovedfunn:
        messages.setdefault(table, said)
    for table in about.tabeller:
        slides.tables(table.melding or messages.get(table, table.tittel), table)
    for chapter in about.kapitler:
        title = messages.get(chapter.tabell, chapter.melding)
        if len(chapter.bilde) >= _FEWEST:
            slides.profile(chapter, title)
        elif len(chapter.kjente.rader) >= _FEWEST:
            slides.tables(title, chapter.kjente)
    slides.deck.save(str(target))


class _Slides:
    def __init__(self, about: Sak, deck: Any) -> None:
        self.about, self.deck = about, deck

    def front(self) -> None:
        """What it is about, and all that it finds."""
        slide = self._slide(self.about.tittel)
        wide = _WIDE - 2 * _EDGE
        said = "\n".join(f"•  {said}" for said, _ in self.about.hovedfunn)
        self._text(slide, said, (_EDGE, _TOP - 0.3, wide, _UNDER - _TOP + 0.2), _FOUND)
        self._text(slide, self.about.forbehold, (_EDGE, _UNDER, wide, _FOOT - _UNDER), _LETTERS, _GREY)

    def tables(self, title: str, table: Sakstabell) -> None:
        """A table on as many slides as it needs, with what must be said of it."""
        for first in range(0, len(table.rader), _ROWS):
            slide, rows = self._slide(title), table.rader[first : first + _ROWS]
            self._table(slide, table, rows)
            under = _TOP + 0.1 + _ROW * (len(rows) + 1)
            self._text(slide, table.merknad, (_EDGE, under, _WIDE - 2 * _EDGE, 0.5), _LETTERS, _GREY)

    def profile(self, chapter: Kapittel, title: str) -> None:
        """The lines of a profile on as many slides as it needs."""
        for first in range(0, len(chapter.bilde), _ROWS):
            slide = self._slide(title)
            points = chapter.bilde[first : first + _ROWS]
            for number, point in enumerate(points):
                self._line(slide, chapter, point, _TOP + 0.1 + _LINE * number)
            bottom = _TOP + 0.1 + _LINE * len(points)
            mean = self._at(100.0, chapter)
            self._box(slide, (mean - 0.01, _TOP, 0.02, bottom - _TOP), _RED)
            low, high = chapter.skala
            told = (
                f"{chapter.tittel}. Punkt: {self.about.kommune}. Lys strek: laveste til høyeste. "
                f"Rød strek: snittet = 100. Fra {low:.0f} til {high:.0f}."
            )
            self._text(slide, told, (_EDGE, bottom + 0.05, _WIDE - 2 * _EDGE, 0.3), _SMALL, _GREY)

    def _at(self, index: float, chapter: Kapittel) -> float:
        low, high = chapter.skala
        return _FROM + (index - low) / (high - low) * (_TO - _FROM)

    def _line(self, slide: Any, chapter: Kapittel, point: Punkt, top: float) -> None:
        self._text(slide, point.navn, (_EDGE, top, _FROM - _EDGE - 0.1, _LINE), _LETTERS)
        low, high, own = (self._at(v, chapter) for v in (point.lavest, point.hoeyest, point.indeks))
        middle = top + _LINE / 2
        bar = self._box(slide, (low, middle - 0.04, max(high - low, 0.02), 0.08), _PALE)
        bar._element.nvSpPr.cNvPr.set("descr", str(point))
        self._box(slide, (own - 0.08, middle - 0.08, 0.16, 0.16), _DARK, MSO_SHAPE.OVAL)
        self._text(slide, point.vist, (_TO + 0.2, top, 0.8, _LINE), _LETTERS)

    # -- what a slide is made of --------------------------------------------------------------

    def _slide(self, title: str) -> Any:
        """A slide with its title, its source and, of a scenario, the mark."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        shape = slide.shapes.title
        self._place(shape, (_EDGE, 0.3, _WIDE - 2 * _EDGE, _TOP - 0.4))
        size = next(size for most, size in _TITLES.items() if len(title) < most)
        self._letters(shape.text_frame, title, size, _BLUE, bold=True)
        foot = (_EDGE, _FOOT, _WIDE - 2 * _EDGE, 0.4)
        mark = f"{self.about.hva_hvis} " if self.about.hva_hvis else ""
        self._text(slide, f"{mark}Kilde: {self.about.kilde}", foot, _SMALL, _RED if mark else _GREY)
        return slide

    def _table(self, slide: Any, table: Sakstabell, rows: tuple[Any, ...]) -> None:
        wide = _WIDE - 2 * _EDGE
        place = (_EDGE, _TOP, wide, _ROW * (len(rows) + 1))
        frame = slide.shapes.add_table(len(rows) + 1, len(table.hode), *map(Inches, place))
        made = frame.table
        name = 0.4 * wide
        for number, column in enumerate(made.columns):
            column.width = Inches((wide - name) / (len(table.hode) - 1) if number else name)
        for at, cells in enumerate((table.hode, *rows)):
            made.rows[at].height = Inches(_ROW)
            for column, value in enumerate(cells):
                cell = made.cell(at, column)
                cell.margin_top = cell.margin_bottom = Inches(0.03)
                self._letters(cell.text_frame, str(value), _LETTERS, None)
                if table.har_tall(column):
                    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def _text(
        self, slide: Any, text: str, at: tuple[float, ...], size: int, color: str | None = None
    ) -> None:
        box = slide.shapes.add_textbox(*map(Inches, at))
        box.text_frame.word_wrap = True
        box.text_frame.margin_top = box.text_frame.margin_bottom = 0
        self._letters(box.text_frame, text, size, color)

    @staticmethod
    def _letters(frame: Any, text: str, size: int, color: str | None, bold: bool = False) -> None:
        frame.text = text
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.name = Pt(size), "Calibri"
                run.font.bold = bold or None
                if color is not None:
                    run.font.color.rgb = RGBColor.from_string(color)

    def _box(self, slide: Any, at: tuple[float, ...], color: str, shape: Any = None) -> Any:
        made = slide.shapes.add_shape(shape or MSO_SHAPE.RECTANGLE, *map(Inches, at))
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor.from_string(color)
        made.line.fill.background()
        made.shadow.inherit = False
        return made

    @staticmethod
    def _place(shape: Any, at: tuple[float, ...]) -> None:
        shape.left, shape.top, shape.width, shape.height = map(Inches, at)
