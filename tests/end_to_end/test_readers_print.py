"""What comes out when the whole workbook is printed: few pages, each of them full and readable."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from asss_xl.workbook import Book, Sheet, styles
from asss_xl.workbook.writer import save
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
#: A book with something wrong on each page but the first, which shows that the measures see it.
_WRONG = "wrong"
#: All that comes when the print areas of the sheets that are read are ignored.
_WHOLE = "whole"
_EMPTY = r'<definedName name="_xlnm.Print_Area" localSheetId="{}">[^<]*</definedName>'
#: A4 in points.
_SHORT, _LONG = 595, 842


@dataclass
class Printed:
    """A workbook, its pages, and how much of each has something on it."""

    book: Book
    pages: list[Page]
    ink: list[float]
    most: int = 0
    name: str = ""

    def of(self, sheet: Sheet) -> list[Page]:
        return [page for page in self.pages if page.sheet == sheet.name]


@pytest.fixture(scope="module")
def every(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """What is printed of each workbook."""
    folder = tmp_path_factory.mktemp("utskrift")
    books = {kind: request.getfixturevalue(kind).book for kind in KINDS} | {_WRONG: _wrong()}
    paths = {}
    for kind, book in books.items():
        save(book, folder / f"{kind}.xlsx")
        paths[kind] = folder / f"{kind}.xlsx"
    books[_WHOLE] = books["native"]
    paths[_WHOLE] = _ignoring_areas(books["native"], paths["native"], folder / f"{_WHOLE}.xlsx")
    made = {}
    for (kind, book), pdf in zip(books.items(), to_pdf(list(paths.values()), folder), strict=True):
        drawn = tmp_path_factory.mktemp(kind)
        made[kind] = Printed(book, pages(pdf, list(book.sheets)), ink(pdf, drawn), *KINDS.get(kind, ()))
    return made


def _ignoring_areas(book: Book, path: Path, target: Path) -> Path:
    """A copy that prints the sheets on demand too, as «Ignorer utskriftsområde» does."""
    asked = [
        n for n, sheet in enumerate(book.ordered()) if not sheet.calculation and sheet.printing.on_demand
    ]
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/workbook.xml":
                for number in asked:
                    data = re.sub(_EMPTY.format(number).encode(), b"", data)
            new.writestr(name, data)
    return target


@pytest.fixture(params=KINDS)
def printed(request: pytest.FixtureRequest, every: dict[str, Printed]) -> Printed:
    return every[request.param]


@pytest.fixture
def bergen_printed(every: dict[str, Printed]) -> Printed:
    return every["native"]


def test_the_readers_pages_are_few_and_all_there(printed: Printed) -> None:
    assert len(printed.pages) <= printed.most
    chosen = [sheet.name for sheet in _read(printed)]
    assert list(dict.fromkeys(page.sheet for page in printed.pages)) == chosen
    assert chosen[0] == "Forside" and len(chosen) >= 4


def _read(printed: Printed) -> list[Sheet]:
    """The sheets that are printed with the whole book: those for the reader."""
    return [s for s in printed.book.ordered() if not s.calculation and not s.printing.on_demand]


def test_every_page_says_whose_it_is(printed: Printed) -> None:
    assert [p.number for p in printed.pages if printed.name not in " ".join(p.words[:25])] == []


def test_what_is_printed_on_demand_can_be_read_too(every: dict[str, Printed]) -> None:
    """Small letters, a page without the line that says whether the figures are the source's, a bare one."""
    whole = every[_WHOLE]
    read = [sheet for sheet in whole.book.ordered() if not sheet.calculation]
    assert list(dict.fromkeys(page.sheet for page in whole.pages)) == [sheet.name for sheet in read]
    said = {sheet.name: " ".join(str(sheet.cells[1, 0].value).split()[:3]) for sheet in read}
    assert [(p.sheet, p.number) for p in whole.pages if said[p.sheet] not in p.text] == []
    small = {p.sheet: min(p.letters) for p in whole.pages if min(p.letters) < LEAST_ON_DEMAND}
    assert small == {}
    bare = {
        p.number: p.sheet for p, share in zip(whole.pages, whole.ink, strict=True) if share < LEAST_INK / 3
    }
    assert bare == {}


def test_no_remark_beside_a_narrow_sheet_makes_its_page_small(every: dict[str, Printed]) -> None:
    """A text that runs over the last column widens what is printed, and all letters shrink."""
    asked = [s for s in every[_WHOLE].book.ordered() if s.printing.on_demand and not s.printing.landscape]
    assert asked
    pages_of = {sheet.name: every[_WHOLE].of(sheet) for sheet in asked}
    assert {n: min(p.letters) for n, made in pages_of.items() for p in made if min(p.letters) < 7.5} == {}


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


def _wrong() -> Book:
    book = Book("Prøve", "", "native", {}, "På")
    for name in ("Bra", "Dårlig", "Utenfor"):
        sheet = book.sheet(name)
        sheet.put(0, 0, f"{name} tittel", styles.TEKST.but(size=10))
        sheet.printing.last_column = 5
    for row in range(1, 30):
        for column in range(6):
            book.sheets["Bra"].put(row, column, 12345678.0, styles.tall(0).but(size=10))
    book.sheets["Dårlig"].put(1, 0, "#I/T", styles.TEKST.but(size=6))
    book.print_only("Bra", "Dårlig")
    return book


def test_what_is_wrong_with_a_page_is_seen(every: dict[str, Printed]) -> None:
    """The measures above: small letters, an error, a page with a title only, a sheet on demand."""
    (good, bad), (full, bare) = every[_WRONG].pages, every[_WRONG].ink
    assert min(good.letters) == pytest.approx(10, abs=0.3) and good.errors == []
    assert min(bad.letters) == pytest.approx(6, abs=0.3) and bad.errors == ["#I/T"]
    assert full > LEAST_INK and bare < LEAST_INK / 3


def test_the_page_says_how_old_the_figures_are(printed: Printed) -> None:
    day = printed.book.updated
    assert day is not None and {p.updated for p in printed.pages} == {f"{day.day}.{day.month}.{day.year}"}


# -- the pages of Bergen's report ------------------------------------------------------------------


def _fixed(printed: Printed) -> list[Sheet]:
    """The sheets that go on one page whatever the typefaces."""
    return [s for s in _read(printed) if s.printing.one_page and not s.printing.parts]


def test_every_sheet_has_the_pages_that_it_is_laid_out_for(bergen_printed: Printed) -> None:
    counts = {sheet.name: len(bergen_printed.of(sheet)) for sheet in _fixed(bergen_printed)}
    assert counts == dict.fromkeys(counts, 1)


def test_the_front_page_holds_what_a_chief_officer_needs(bergen_printed: Printed) -> None:
    first = next(page for page in bergen_printed.pages if page.sheet == "Forside")
    for word in ("Viktigste tall", "Netto driftsresultat", "Hovedfunn", "Tjenestene på ett blikk"):
        assert word in first.text, word
    assert "Innhold" not in first.text


def test_no_page_holds_only_a_stray_column(bergen_printed: Printed) -> None:
    """On every page of a table that runs on stands something from its first two columns."""
    laid_out = {sheet.name for sheet in _fixed(bergen_printed)}
    laid_out |= {sheet.name for sheet in bergen_printed.book.sheets.values() if sheet.printing.parts}
    for sheet in _read(bergen_printed):
        if sheet.name in laid_out:
            continue
        starts = {
            " ".join(str(cell.value).split()[:2])
            for (_, column), cell in sheet.cells.items()
            if column < 2 and isinstance(cell.value, str) and len(cell.value) > 3
        }
        for page in bergen_printed.of(sheet):
            assert any(start in page.text for start in starts), (sheet.name, page.number)


def test_the_pages_are_a4_the_right_way_round(bergen_printed: Printed) -> None:
    for sheet in _read(bergen_printed):
        size = (_LONG, _SHORT) if sheet.printing.landscape else (_SHORT, _LONG)
        for page in bergen_printed.of(sheet):
            assert (page.width, page.height) == pytest.approx(size, abs=2), sheet.name


def test_the_texts_are_norwegian_all_the_way(bergen_printed: Printed) -> None:
    """A font or an encoding that loses æ, ø and å would show here."""
    text = " ".join(page.text for page in bergen_printed.pages)
    for word in ("Kommunerapport", "øvrige", "Høyest", "prøve", "årstimer", "utgiftsbehov"):
        assert word.lower() in text.lower(), word
