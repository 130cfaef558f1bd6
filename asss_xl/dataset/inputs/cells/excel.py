"""Sheets of a workbook that somebody sends: looked over before anything is taken out of it.

Formulas are not worked out: a cell has the value that the spreadsheet stored.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asss_xl.unpacking import Package, PackageError

from ...messages import refused
from .grid import ALONE, ERROR, MOST_MERGED, NO_ANSWER, RAISED, Area, Cell, Cells, Grid

_FORMULA = re.compile(rb"<f[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Book]:
    """The workbook, with the answers of its formulas."""
    package = _looked_over(path)
    with contextlib.closing(_loaded(path, data_only=True)) as answers:
        yield Book(path, package, answers)


def _looked_over(path: Path) -> Package:
    """The file's parts, when nothing in them is to be feared."""
    try:
        package = Package.open(path)
        package.look_over()
    except PackageError as error:
        raise refused(path.name, error.message, "Oppgi filen slik Excel lagrer den.") from None
    return package


def _loaded(path: Path, data_only: bool) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path, read_only=True, data_only=data_only, keep_links=False, rich_text=True)


class Book:
    """A workbook that is open."""

    def __init__(self, path: Path, package: Package, answers: Any) -> None:
        self.path, self._package, self._answers = path, package, answers
        #: Those that are hidden last: what nobody sees is never the first.
        shown_first = sorted(answers.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
        self.names = [str(sheet.title) for sheet in shown_first]

    def grid(
        self, name: str, rows: int | None = None, columns: int | None = None, advice: str = ALONE
    ) -> Grid:
        """A sheet, or no more than its first rows and columns."""
        sheet = self._answers[name]
        part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        content = self._package.data(part) if self._package.has(part) else None
        formulas = self._formulas(name, content, rows, columns)
        cells = Cells(self.path.name, advice)
        lacking = set(formulas)
        sheet.reset_dimensions()
        number = 0
        for number, row in enumerate(sheet.iter_rows(max_row=rows, max_col=columns), 1):
            if number % 1000 == 0:
                cells.tick()
            for cell in row:
                if cell.value is not None:
                    at = (cell.row, cell.column - 1)
                    fault = ERROR if cell.data_type == "e" else ""
                    cells.put(Cell(*at, _flat(cell.value), cell.number_format or "", fault, at in formulas))
                    lacking.discard(at)
        for at in lacking:
            cells.put(Cell(*at, None, "", NO_ANSWER, True))
        merged = _merged(content or b"")
        return Grid(self.path.name, name, cells.ordered, merged, tuple(self.names), number)

    def _formulas(
        self, name: str, content: bytes | None, rows: int | None, columns: int | None
    ) -> set[tuple[int, int]]:
        """The cells that hold a formula; the file is read again only where there are some."""
        if content is not None and not _FORMULA.search(content):
            return set()
        with contextlib.closing(_loaded(self.path, data_only=False)) as book:
            return {
                (cell.row, cell.column - 1)
                for found in book[name].iter_rows(max_row=rows, max_col=columns)
                for cell in found
                if cell.value is not None and cell.data_type == "f"
            }


def _flat(value: Any) -> Any:
    """A text in one piece, in which a raised digit is the mark of a note and not one of a number."""
    if not isinstance(value, list):
        return value
    parts = ((part, getattr(getattr(part, "font", None), "vertAlign", None)) for part in value)
    return "".join(str(part).translate(RAISED) if at == "superscript" else str(part) for part, at in parts)


def _merged(content: bytes) -> tuple[Area, ...]:
    found = (each.groups() for each, _ in zip(_MERGED.finditer(content), range(MOST_MERGED), strict=False))
    return tuple(
        Area(int(top), _position(left), int(bottom), _position(right)) for left, top, right, bottom in found
    )


def _position(name: bytes) -> int:
    at = 0
    for byte in name:
        at = at * 26 + byte - 64
    return at - 1
