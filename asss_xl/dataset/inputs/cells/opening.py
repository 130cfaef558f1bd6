"""Any file with a table as a grid of cells.

The one place where such a file is opened and walked. A damaged or hostile file is refused in one
line, whatever a library makes of it: every reading is inside `guarded`.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from ... import files, tables
from ...messages import DatasetError, fault, refused, shown
from . import excel, ods
from .grid import Cell, Cells, Grid, chosen, guarded


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
    if start.startswith(b"PK") and zipfile.is_zipfile(path) and ods.is_ods(path):
        return ods.read(path, sheet)
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
