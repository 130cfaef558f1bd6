"""Any file with a table as a grid of cells: value, number format, place, merged areas.

The one place where such a file is opened and walked. A damaged or hostile file is refused in one
line, whatever a library makes of it: every reading is inside `guarded`.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asss_xl.replacing import reason

from .. import files
from ..messages import DatasetError, Problem, near, shown

MOST_CELLS, MOST_ROWS, MOST_COLUMNS = 2_000_000, 200_000, 1_000
_LONGEST_SECONDS = 30.0
_LONGEST_TEXT = 2_000
_MOST_MERGED = 20_000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: A word that someone has parted to make a column narrower.
_HYPHENED = re.compile(r"(?<=[a-zæøå])-\r?\n(?=[a-zæøå])")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
#: An .ods says of its last column or row that it is repeated to the end of the sheet.
_MOST_REPEATED = 1_000

NO_ANSWER, ERROR = "no answer", "error"
_NO_TABLE = "Oppgi en fil med en tabell, og arket med --sheet når den har flere."


@dataclass(frozen=True)
class Cell:
    """A cell that is not empty. `fault` where it has no value to read."""

    row: int
    column: int
    value: Any
    format: str = ""
    fault: str = ""

    @property
    def address(self) -> str:
        return f"{letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What a person sees of a text or a whole number."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return "" if self.value is None else " ".join(_HYPHENED.sub("", str(self.value)).split())


@dataclass(frozen=True)
class Area:
    """Merged cells: rows and columns, first and last."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, by row and column."""

    file: str
    sheet: str
    rows: dict[int, dict[int, Cell]]
    merged: tuple[Area, ...] = ()
    sheets: tuple[str, ...] = field(default=())

    def at(self, row: int, column: int) -> Cell | None:
        return self.rows.get(row, {}).get(column)

    def area(self, row: int, column: int) -> Area | None:
        for each in self.merged:
            if each.top <= row <= each.bottom and each.left <= column <= each.right:
                return each
        return None


def letter(position: int) -> str:
    """A column as a spreadsheet names it."""
    position, last = divmod(position, len(_LETTERS))
    return (letter(position - 1) if position else "") + _LETTERS[last]


@contextlib.contextmanager
def guarded(name: str) -> Iterator[None]:
    """Whatever goes wrong in reading a file is a sentence about the file."""
    try:
        yield
    except DatasetError:
        raise
    except (MemoryError, RecursionError):
        raise DatasetError(
            [
                Problem(
                    name,
                    None,
                    None,
                    "Filen er for stor eller for innviklet til å leses.",
                    "Lagre tabellen alene i en ny fil.",
                )
            ]
        ) from None
    except OSError as error:
        raise DatasetError(
            [
                Problem(
                    name,
                    None,
                    None,
                    f"Filen kan ikke leses ({reason(error)}).",
                    "Se etter at den finnes og at du har tilgang.",
                )
            ]
        ) from None
    except Exception as error:
        # A damaged part makes the libraries raise anything; the user is told of the file.
        raise DatasetError(
            [
                Problem(
                    name,
                    None,
                    None,
                    f"Filen er skadet ({type(error).__name__}).",
                    "Lagre den på nytt i et regneark og prøv igjen.",
                )
            ]
        ) from None


class _Cells:
    """The cells as they are read, with a limit to how many and how long."""

    def __init__(self, name: str) -> None:
        self.name, self.rows, self.count = name, {}, 0  # type: ignore[var-annotated]
        self.until = time.monotonic() + _LONGEST_SECONDS

    def put(self, cell: Cell) -> None:
        value = cell.value
        if value is None and not cell.fault or isinstance(value, str) and not value.strip():
            return
        self.count += 1
        if self.count > MOST_CELLS or cell.row > MOST_ROWS or cell.column >= MOST_COLUMNS:
            self.refuse(f"Arket har noe i {cell.address}, og er for stort til å være en tabell.")
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            cell = Cell(cell.row, cell.column, value[:_LONGEST_TEXT], cell.format)
        self.rows.setdefault(cell.row, {})[cell.column] = cell

    def tick(self) -> None:
        if time.monotonic() > self.until:
            self.refuse("Filen tar for lang tid å lese.")

    def refuse(self, what: str) -> None:
        raise DatasetError([Problem(self.name, None, None, what, "Lagre tabellen alene i en ny fil.")])


def read(path: Path, sheet: str | None = None) -> Grid:
    """The sheet, the first when none is named; raises `DatasetError` in one line."""
    found = _read(path, sheet)
    if not found.rows:
        what = f"Arket {shown(found.sheet)} er tomt." if len(found.sheets) > 1 else "Filen er tom."
        raise DatasetError([Problem(path.name, None, None, what, _NO_TABLE)])
    return found


def _read(path: Path, sheet: str | None) -> Grid:
    with guarded(path.name):
        with path.open("rb") as stream:
            start = stream.read(100)
        if not start:
            raise DatasetError([Problem(path.name, None, None, "Filen er tom.", _NO_TABLE)])
        if start.startswith(b"PK"):
            return _ods(path, sheet) if _is_ods(path) else _workbook(path, sheet)
        if path.suffix.lower() in (".csv", ".txt", ".tsv"):
            return _csv(path, sheet)
        # Whatever it is, the one that knows Excel's files says why it is not one.
        return _workbook(path, sheet)


def _chosen(path: Path, sheet: str | None, names: list[str]) -> str:
    if not names:
        raise DatasetError([Problem(path.name, None, None, "Filen har ingen ark.", "Oppgi en annen fil.")])
    if sheet is not None and sheet not in names:
        raise DatasetError(
            [
                Problem(
                    path.name,
                    None,
                    None,
                    f"Arket {shown(sheet)} finnes ikke.",
                    f"{near(sheet, names)}Arkene er {', '.join(names)}.",
                )
            ]
        )
    return sheet or names[0]


# -- Excel ------------------------------------------------------------------------------------------


def _workbook(path: Path, sheet: str | None) -> Grid:
    from .workbook import formulas, looked_over, opened

    package = looked_over(path)
    book = opened(path, data_only=True)
    try:
        names = [each.title for each in book.worksheets]
        wanted = _chosen(path, sheet, names)
        found = book[wanted]
        part = str(getattr(found, "_worksheet_path", "")).lstrip("/")
        content = package.read(part) if part in package.parts() else b""
        lacking = formulas(path, package, found)
        cells = _Cells(path.name)
        found.reset_dimensions()
        for number, row in enumerate(found.iter_rows(), 1):
            if number % 1000 == 0:
                cells.tick()
            for cell in row:
                at = cell.column - 1 if cell.value is not None else -1
                if at < 0:
                    continue
                fault = ERROR if cell.data_type == "e" else ""
                cells.put(Cell(cell.row, at, cell.value, cell.number_format or "", fault))
                lacking.discard((cell.row, at))
        for number, at in lacking:
            cells.put(Cell(number, at, None, "", NO_ANSWER))
        return Grid(path.name, wanted, _ordered(cells), _merged(content), tuple(names))
    finally:
        book.close()


def _merged(content: bytes) -> tuple[Area, ...]:
    made = []
    for found in _MERGED.finditer(content):
        left, top, right, bottom = found.groups()
        made.append(Area(int(top), _position(left), int(bottom), _position(right)))
        if len(made) >= _MOST_MERGED:
            break
    return tuple(made)


def _position(name: bytes) -> int:
    at = 0
    for byte in name:
        at = at * len(_LETTERS) + byte - 64
    return at - 1


def _ordered(cells: _Cells) -> dict[int, dict[int, Cell]]:
    return {number: dict(sorted(cells.rows[number].items())) for number in sorted(cells.rows)}


# -- OpenDocument -----------------------------------------------------------------------------------


def _is_ods(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        return "mimetype" in names and archive.read("mimetype")[:100].decode("latin-1").strip() == _ODS


def _ods(path: Path, sheet: str | None) -> Grid:
    """By its XML: no library of ours keeps both the percent cells and the merged ones apart."""
    from lxml import etree

    cells = _Cells(path.name)
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("content.xml")
        if entry.file_size > files.MAX_BYTES or entry.flag_bits & 1:
            cells.refuse("Filen er for stor, eller låst med passord.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        with archive.open(entry) as stream:
            content = stream.read(files.MAX_BYTES + 1)
    if len(content) > files.MAX_BYTES or b"<!DOCTYPE" in content:
        cells.refuse("Filen er for stor, eller har en dokumenttype i XML-en.")
    root = etree.fromstring(content, parser)
    tables = {str(each.get(f"{_TABLE}name")): each for each in root.iter(f"{_TABLE}table")}
    wanted = _chosen(path, sheet, list(tables))
    merged: list[Area] = []
    number = 1
    for row in tables[wanted].iter(f"{_TABLE}table-row"):
        cells.tick()
        times = int(row.get(f"{_TABLE}number-rows-repeated") or 1)
        filled = _ods_row(cells, merged, row, number)
        if filled and times > _MOST_REPEATED:
            cells.refuse("En rad er gjentatt svært mange ganger.")
        for further in range(1, times if filled else 1):
            _ods_row(cells, merged, row, number + further)
        number += times
    return Grid(path.name, wanted, _ordered(cells), tuple(merged[:_MOST_MERGED]), tuple(tables))


def _ods_row(cells: _Cells, merged: list[Area], row: Any, number: int) -> bool:
    at, filled = 0, False
    for each in row:
        if each.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = int(each.get(f"{_TABLE}number-columns-repeated") or 1)
        value, kind, fault = _ods_value(each)
        if value is not None or fault:
            filled = True
            for further in range(min(times, _MOST_REPEATED)):
                cells.put(Cell(number, at + further, value, kind, fault))
        wide = int(each.get(f"{_TABLE}number-columns-spanned") or 1)
        high = int(each.get(f"{_TABLE}number-rows-spanned") or 1)
        if wide > 1 or high > 1:
            merged.append(Area(number, at, number + high - 1, at + wide - 1))
        at += times
    return filled


def _ods_value(cell: Any) -> tuple[Any, str, str]:
    """A cell's value, number format and fault."""
    kind = cell.get(f"{_OFFICE}value-type")
    number = cell.get(f"{_OFFICE}value")
    if kind in ("float", "percentage", "currency") and number is not None:
        value = float(number)
        whole = int(value) if value.is_integer() else value
        return whole, "0%" if kind == "percentage" else "", ""
    if kind == "date":
        return datetime.datetime.fromisoformat(str(cell.get(f"{_OFFICE}date-value"))[:19]), "", ""
    text = "\n".join("".join(p.itertext()) for p in cell.iter(f"{_TEXT}p"))
    if kind is None and not text.strip():
        return None, "", NO_ANSWER if cell.get(f"{_TABLE}formula") else ""
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true", "", ""
    return text or None, "", ERROR if re.fullmatch(r"#\S+[!?]?|Err:\d+", text) else ""


# -- CSV --------------------------------------------------------------------------------------------


def _csv(path: Path, sheet: str | None) -> Grid:
    try:
        text = files.text(path)
    except files.Rejected as rejected:
        raise DatasetError([rejected.problem]) from None
    name = _chosen(path, sheet, [path.stem])
    cells = _Cells(path.name)
    if re.match(r"sep=.\r?\n", text, re.I):
        text = "\n" + text.partition("\n")[2]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            if number % 1000 == 0:
                cells.tick()
            for at, value in enumerate(record):
                cells.put(Cell(reader.line_num, at, value.strip()))
    except csv.Error:
        raise DatasetError(
            [
                Problem(
                    path.name,
                    number + 1,
                    None,
                    "Raden er ikke gyldig CSV.",
                    "Se etter anførselstegn uten makker.",
                )
            ]
        ) from None
    return Grid(path.name, name, _ordered(cells), (), (name,))


def _delimiter(text: str) -> str:
    """What parts most lines into equally many, outside of quotation marks; a decimal comma does not."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:200] if line.strip()]

    def parted(mark: str) -> int:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        return max((marks * times for marks, times in counts.items()), default=0)

    return max(";\t,", key=parted)
