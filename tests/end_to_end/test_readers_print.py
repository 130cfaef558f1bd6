"""What comes out when the whole workbook is printed: few pages, each of them full and readable."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from asss_xl.delivery.printing import readers_pages
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Book, styles
from asss_xl.workbook.saving import save
from tests.end_to_end.rendering import Page, ink, pages, to_pdf

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
    ),
]
#: Points, less what a program rounds off, and the share of a page.
LEAST_LETTERS, LEAST_INK = 7.95, 0.15
#: The same of what few print, such as all the figures with where they are from.
LEAST_ON_DEMAND = 6.0
KINDS = {"native": (10, "Bergen"), "network_report": (14, "Bergen"), "main_report": (20, "ASSS-12")}


@dataclass
class Printed:
    """A workbook, its pages, and how much of each has something on it."""

    book: Book
    pages: list[Page]
    ink: list[float]
    most: int
    name: str


def _printed(book: Book, folder: Path, pdf: Path | None = None) -> tuple[list[Page], list[float]]:
    if pdf is None:
        save(book, folder / "bok.xlsx")
        pdf = to_pdf(readers_pages(folder / "bok.xlsx", folder), folder)
    return pages(pdf, list(book.sheets)), ink(pdf, folder)


@pytest.fixture(scope="module", params=KINDS)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    most, name = KINDS[request.param]
    book = request.getfixturevalue(request.param).book
    pdf = request.getfixturevalue("native_pdf") if request.param == "native" else None
    return Printed(book, *_printed(book, tmp_path_factory.mktemp("pages"), pdf), most, name)


def test_the_readers_pages_are_few_and_all_there(printed: Printed) -> None:
    assert len(printed.pages) <= printed.most
    chosen = [sheet.name for sheet in printed.book.readers_pages]
    assert list(dict.fromkeys(page.sheet for page in printed.pages)) == chosen
    assert chosen[0] == "Forside" and len(chosen) >= 4


def test_every_page_says_whose_it_is(printed: Printed) -> None:
    assert [p.number for p in printed.pages if printed.name not in " ".join(p.words[:25])] == []


@pytest.fixture(scope="module")
def whole(native: Rapport, native_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """All that comes when every sheet of a workbook is printed."""
    folder = tmp_path_factory.mktemp("whole")
    pdf = to_pdf(native_file, folder)
    return Printed(native.book, pages(pdf, list(native.book.sheets)), ink(pdf, folder), 0, "Bergen")


def test_each_sheet_is_printed_from_where_it_stands(whole: Printed) -> None:
    """Excel and ONLYOFFICE print nothing of a sheet whose print area is empty; only steps have none."""
    read = [sheet.name for sheet in whole.book.ordered() if not sheet.calculation]
    assert list(dict.fromkeys(page.sheet for page in whole.pages)) == read
    small = {p.sheet: min(p.letters) for p in whole.pages if min(p.letters) < LEAST_ON_DEMAND}
    assert small == {}
    bare = {
        p.number: p.sheet for p, share in zip(whole.pages, whole.ink, strict=True) if share < LEAST_INK / 3
    }
    assert bare == {}


def test_letters_can_be_read(printed: Printed) -> None:
    small = {p.number: (p.sheet, min(p.letters)) for p in printed.pages if min(p.letters) < LEAST_LETTERS}
    assert small == {}


def test_no_page_is_nearly_empty(printed: Printed) -> None:
    last = {page.sheet: page.number for page in printed.pages}
    assert len(printed.ink) == len(printed.pages)
    bare = {p.number: share for p, share in zip(printed.pages, printed.ink, strict=True) if share < LEAST_INK}
    assert bare.keys() <= {last[page.sheet] for page in printed.pages}, bare
    assert not any(share < LEAST_INK / 3 for share in printed.ink), printed.ink


def test_no_error_and_no_cut_number_is_printed(printed: Printed) -> None:
    assert {p.number: p.errors for p in printed.pages if p.errors or "###" in p.text} == {}


def test_a_number_below_zero_has_a_minus_sign(printed: Printed) -> None:
    words = [word for page in printed.pages for word in page.words]
    assert [word for word in words if re.match(r"-\d", word) or re.fullmatch(r"−0([.,]0+)?", word)] == []
    assert any(re.match(r"−\d", word) for word in words)


def test_what_is_wrong_with_a_page_is_seen(tmp_path: Path) -> None:
    """The measures above: small letters, an error, a page with a title only, a sheet of others."""
    book = Book("Prøve", "", "native", {}, "På")
    for name in ("Bra", "Dårlig", "Utenfor"):
        sheet = book.sheet(name)
        sheet.put(0, 0, f"{name} tittel", styles.TEKST.but(size=10))
        sheet.printing.last_column = 5
    for row in range(1, 30):
        for column in range(6):
            book.sheets["Bra"].put(row, column, 12345678.0, styles.tall(0).but(size=10))
    book.sheets["Dårlig"].put(1, 0, "#I/T", styles.TEKST.but(size=6))
    book.on_paper = ("Bra", "Dårlig")
    (good, bad), (full, bare) = _printed(book, tmp_path)
    assert min(good.letters) == pytest.approx(10, abs=0.3) and good.errors == []
    assert min(bad.letters) == pytest.approx(6, abs=0.3) and bad.errors == ["#I/T"]
    assert full > LEAST_INK and bare < LEAST_INK / 3


def test_the_page_says_how_old_the_figures_are(printed: Printed) -> None:
    day = printed.book.updated
    assert day is not None and {p.updated for p in printed.pages} == {f"{day.day}.{day.month}.{day.year}"}
