"""The printed pages, as LibreOffice makes them: everything inside, no figure as ``###``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook.book import Sheet
from tests.end_to_end.rendering import Page, pages

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        shutil.which("pdftotext") is None, reason="pdftotext (pakken poppler-utils) er ikke installert"
    ),
]
#: A4 in points.
_SHORT, _LONG = 595, 842


@pytest.fixture(scope="module")
def printed(native: Rapport, native_pdf: Path) -> list[Page]:
    """All pages of the workbook."""
    return pages(native_pdf, [sheet.name for sheet in _read(native)])


def _read(native: Rapport) -> list[Sheet]:
    """The sheets that are printed: those for the reader."""
    return native.book.readers_pages


def _of(printed: list[Page], sheet: Sheet) -> list[Page]:
    return [page for page in printed if page.sheet == sheet.name]


def _fixed(native: Rapport) -> Iterator[Sheet]:
    """The sheets that go on one page whatever the typefaces."""
    for sheet in _read(native):
        if sheet.printing.one_page and not sheet.printing.parts:
            yield sheet


def test_every_page_says_which_sheet_it_is(native: Rapport, printed: list[Page]) -> None:
    assert [page.number for page in printed if not page.sheet] == []
    order = list(dict.fromkeys(page.sheet for page in printed))
    assert order == [sheet.name for sheet in _read(native)]


def test_every_sheet_has_the_pages_that_it_is_laid_out_for(native: Rapport, printed: list[Page]) -> None:
    counts = {sheet.name: len(_of(printed, sheet)) for sheet in _fixed(native)}
    assert counts == dict.fromkeys(counts, 1)


def test_the_front_page_holds_what_a_chief_officer_needs(printed: list[Page]) -> None:
    first = next(page for page in printed if page.sheet == "Forside")
    for word in ("Viktigste tall", "Netto driftsresultat", "Hovedfunn", "Tjenestene på ett blikk"):
        assert word in first.text, word
    assert "Innhold" not in first.text


def test_no_page_holds_only_a_stray_column(native: Rapport, printed: list[Page]) -> None:
    """On every page of a table that runs on stands something from its first two columns."""
    laid_out = {sheet.name for sheet in _fixed(native)}
    laid_out |= {sheet.name for sheet in native.book.sheets.values() if sheet.printing.parts}
    for sheet in _read(native):
        if sheet.name in laid_out:
            continue
        starts = {
            " ".join(str(cell.value).split()[:2])
            for (_, column), cell in sheet.cells.items()
            if column < 2 and isinstance(cell.value, str) and len(cell.value) > 3
        }
        for page in _of(printed, sheet):
            assert any(start in page.text for start in starts), (sheet.name, page.number)


def test_no_page_is_empty(printed: list[Page]) -> None:
    assert [page.number for page in printed if len(page.words) < 5] == []


def test_the_pages_are_a4_the_right_way_round(native: Rapport, printed: list[Page]) -> None:
    for sheet in _read(native):
        size = (_LONG, _SHORT) if sheet.printing.landscape else (_SHORT, _LONG)
        for page in _of(printed, sheet):
            assert (page.width, page.height) == pytest.approx(size, abs=2), sheet.name


def test_every_number_fits_its_column(printed: list[Page]) -> None:
    assert [(p.sheet, p.number) for p in printed if "###" in p.text] == []


def test_the_texts_are_norwegian_all_the_way(printed: list[Page]) -> None:
    """A font or an encoding that loses æ, ø and å would show here."""
    text = " ".join(page.text for page in printed)
    for word in ("Kommunerapport", "øvrige", "Høyest", "prøve", "årstimer", "utgiftsbehov"):
        assert word.lower() in text.lower(), word
