"""A small book to write, and a way to read what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from asss_xl.checks.package import FileCell, Workbook, file_cells
from asss_xl.workbook import Book, Sheet, styles
from asss_xl.workbook.writer import write


@pytest.fixture
def book() -> Book:
    """A book with a switch on its first sheet."""
    made = Book("Prøvebok")
    front = made.sheet("Forside")
    made.place_switch(front, 0, 0, styles.TEKST)
    return made


@pytest.fixture
def sheet(book: Book) -> Sheet:
    """A sheet to fill in."""
    return book.sheet("Ark")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Book], Workbook]:
    """Writes a book; the answer is the file's package."""

    def writing(book: Book) -> Workbook:
        path = tmp_path / "prøve.xlsx"
        write(book, path)
        return Workbook.open(path)

    return writing


@pytest.fixture
def held(written: Callable[[Book], Workbook]) -> Callable[[Book, str], FileCell]:
    """Writes a book; the answer is what the file holds in one place of the sheet «Ark»."""

    def looking(book: Book, address: str) -> FileCell:
        return file_cells(written(book))["Ark", address]

    return looking
