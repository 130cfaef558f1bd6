"""Any file with a table as a grid of cells.

The one place where such a file is opened and walked. A damaged or hostile file is refused in one
line, whatever a library makes of it: every reading is inside `guarded`. OpenDocument sheets are read by
their XML: no library of ours keeps both the percent cells and the merged ones.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path
from typing import Any

from ... import files, tables
from ...messages import DatasetError, fault, refused, shown
from . import excel
from .grid import ERROR, MOST_MERGED, NO_ANSWER, Area, Cell, Cells, Grid, chosen, guarded

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
    with path.open("rb") as stream:
        start = stream.read(100)
    if not start:
        raise refused(path.name, *fault("tom_tabell", "Filen er tom."))
    if start.startswith(b"PK") and zipfile.is_zipfile(path) and _is_ods(path):
        return _ods(path, sheet)
    if not start.startswith(b"PK") and path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return _csv(path, sheet)
    # Whatever it is, the one that knows Excel's files says why it is not one.
    with excel.opened(path) as book:
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
            cells.put(Cell(line, at, value.strip()))
    return Grid(path.name, name, cells.ordered, (), (name,))


def _is_ods(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        return "mimetype" in names and archive.read("mimetype")[:100].decode("latin-1").strip() == _ODS


def _ods(path: Path, sheet: str | None) -> Grid:
    from lxml import etree

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
    tables = {str(each.get(f"{_TABLE}name")): each for each in root.iter(f"{_TABLE}table")}
    wanted = chosen(path.name, sheet, list(tables))
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
    return Grid(path.name, wanted, cells.ordered, tuple(merged[:MOST_MERGED]), tuple(tables))


def _ods_row(cells: Cells, merged: list[Area], row: Any, number: int) -> bool:
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
