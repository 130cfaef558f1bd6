"""Any file with a table as a grid of cells.

The one place where such a file is opened and walked. A damaged or hostile file is refused in one
line, whatever a library makes of it: every reading is inside `guarded`. Formulas are not worked out: a
cell has the value that the spreadsheet stored. OpenDocument is read by its XML, since no library of
ours keeps both the percent cells and the merged ones.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from asss_xl.unpacking import PackageError, Parts, column_number

from .. import files
from ..messages import DatasetError, fault, refused, shown
from ..packages import tables
from .grid import ALONE, ERROR, MOST_MERGED, NO_ANSWER, RAISED, Area, Cells, Grid, GridCell, chosen, guarded

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
#: An .ods says of its last column or row that it is repeated to the end of the sheet.
_MOST_REPEATED = 1_000


def read(path: Path, sheet: str | None = None) -> Grid:
    """The sheet, the first when none is named; raises `DatasetError` in one line."""
    with guarded(path.name):
        found = _read(path, sheet)
    if not found.rows:
        what = f"Arket {shown(found.sheet)} er tomt." if len(found.sheets) > 1 else "Filen er tom."
        raise refused(path.name, *fault("tom_tabell", what))
    return found


def _read(path: Path, sheet: str | None) -> Grid:
    if path.exists() and not path.is_file():
        raise refused(path.name, *fault("ikke_vanlig_fil"))
    with path.open("rb") as stream:
        start = stream.read(100)
    if not start:
        raise refused(path.name, *fault("tom_tabell", "Filen er tom."))
    if start.startswith(b"PK") and zipfile.is_zipfile(path) and _is_ods(path):
        return _ods(path, sheet)
    if not start.startswith(b"PK") and path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return _csv(path, sheet)
    # Whatever it is, the one that knows Excel's files says why it is not one.
    with opened(path) as book:
        return book.grid(chosen(path.name, sheet, book.names))


def _csv(path: Path, sheet: str | None) -> Grid:
    text = files.text(path)
    name = chosen(path.name, sheet, [path.stem])
    lines, records, problems = tables.records(text, path.name, tables.delimiter(text))
    if problems:
        raise DatasetError(problems)
    cells = Cells(path.name)
    for line, record in zip(lines, records, strict=True):
        for at, value in enumerate(record):
            cells.put(GridCell(line, at, value.strip()))
    return Grid(path.name, name, cells.ordered, (), (name,))


def _is_ods(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        return "mimetype" in names and archive.read("mimetype")[:100].decode("latin-1").strip() == _ODS


def _ods(path: Path, sheet: str | None) -> Grid:
    cells = Cells(path.name)
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
    sheets = {str(each.get(f"{_TABLE}name")): each for each in root.iter(f"{_TABLE}table")}
    wanted = chosen(path.name, sheet, list(sheets))
    merged: list[Area] = []
    number = 1
    for row in sheets[wanted].iter(f"{_TABLE}table-row"):
        cells.tick()
        times = int(row.get(f"{_TABLE}number-rows-repeated") or 1)
        filled = _ods_row(cells, merged, row, number)
        if filled and times > _MOST_REPEATED:
            cells.refuse("En rad er gjentatt svært mange ganger.")
        for further in range(1, times if filled else 1):
            _ods_row(cells, merged, row, number + further)
        number += times
    return Grid(path.name, wanted, cells.ordered, tuple(merged[:MOST_MERGED]), tuple(sheets))


def _ods_row(cells: Cells, merged: list[Area], row: Any, number: int) -> bool:
    at, filled = 0, False
    for each in row:
        if each.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = int(each.get(f"{_TABLE}number-columns-repeated") or 1)
        value, kind, wrong = _ods_value(each)
        if value is not None or wrong:
            filled = True
            for further in range(min(times, _MOST_REPEATED)):
                cells.put(GridCell(number, at + further, value, kind, wrong))
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


_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


@contextlib.contextmanager
def opened(path: Path) -> Iterator[OpenBook]:
    """The workbook, with the answers of its formulas."""
    try:
        package = Parts.open(path)
        package.look_over()
    except PackageError as error:
        raise refused(path.name, error.message, "Oppgi filen slik Excel lagrer den.") from None
    # By its contents: a workbook that is called .xls is one all the same.
    with path.open("rb") as stream, contextlib.closing(_loaded(stream)) as answers:
        yield OpenBook(path, package, answers)


def _loaded(stream: Any) -> Any:
    from openpyxl.chartsheet import Chartsheet
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def read_chartsheet(self, *_: Any) -> None:
            """In its place, and not read: one with an empty frame cannot be, and none has cells."""
            self.wb._sheets.append(Chartsheet())

    reader = Reader(stream, read_only=True, data_only=True, keep_links=False, rich_text=True)
    reader.read()
    return reader.wb


class OpenBook:
    """A workbook that is open."""

    def __init__(self, path: Path, package: Parts, answers: Any) -> None:
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
        written = self._package.written_formulas(part) if _FORMULA.search(content or b"") else ()
        formulas = {
            (row, column - 1)
            for row, column, _ in written
            if row <= (rows or row) and column <= (columns or column)
        }
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
                    wrong = ERROR if cell.data_type == "e" else ""
                    cells.put(
                        GridCell(*at, _flat(cell.value), cell.number_format or "", wrong, at in formulas)
                    )
                    lacking.discard(at)
        for at in lacking:
            cells.put(GridCell(*at, None, "", NO_ANSWER, True))
        merged = _merged(content or b"")
        return Grid(self.path.name, name, cells.ordered, merged, tuple(self.names), number)


def _flat(value: Any) -> Any:
    """A text in one piece, in which a raised digit is the mark of a note and not one of a number."""
    if not isinstance(value, list):
        return value
    parts = ((part, getattr(getattr(part, "font", None), "vertAlign", None)) for part in value)
    return "".join(str(part).translate(RAISED) if at == "superscript" else str(part) for part, at in parts)


def _merged(content: bytes) -> tuple[Area, ...]:
    areas = (map(bytes.decode, each.groups()) for each in _MERGED.finditer(content))
    return tuple(
        Area(int(top), column_number(left) - 1, int(bottom), column_number(right) - 1)
        for left, top, right, bottom in islice(areas, MOST_MERGED)
    )
