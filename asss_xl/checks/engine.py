"""ironcalc over a finished file: what does a program that did not make it calculate?

The engine gets a copy of the workbook, in a process of its own: its values, formulas, names and
tables, nothing else. Engines stumble over styles, printers and parts that have nothing to do with
what is calculated, and take long over areas of a million blank rows.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from asss_xl.checks.formula_text import MAX_COLUMN, MAX_ROW, Place, address_of, clamped
from asss_xl.checks.package import DATA_TABLE, FileCell, Workbook, file_cells
from asss_xl.functions.values import ERRORS, ExcelError, Value
from asss_xl.replacing import Refused

#: By its file: as a module of the package it would load all of it.
_WORKER = Path(__file__).with_name("worker.py")
#: An engine is stopped after so much processor time, and at the latest after so many times as much.
_TIMEOUT, _BUSY = 180.0, 10
#: What the system stops a program with that has used its time.
_OUT_OF_TIME = (-24, -9)
#: A sheet of the copy alone, where each function that is asked about is called without arguments.
PROBES = "asss_xl_motor"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DEFAULTS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)
_STYLES = Path(__file__).with_name("stiler.xml").read_text(encoding="utf-8").strip()
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class EngineError(Refused):
    """The engine could not recalculate the file."""


@dataclass(frozen=True)
class Recalculated:
    """What an engine calculated (``values``) and what the file holds (``cells``).

    Places are (sheet, address). Blank cells are left out of both.
    """

    values: dict[Place, Value]
    cells: dict[Place, FileCell]
    #: The functions, of those that were asked about, that the engine does not know.
    unknown: frozenset[str] = frozenset()
    #: Whether areas were cut off behind the last cell.
    clamped: bool = False

    @property
    def formulas(self) -> dict[Place, str]:
        """The cells that have a formula."""
        found = {place: cell.formula for place, cell in self.cells.items()}
        return {place: text for place, text in found.items() if text is not None}


def recalculate(
    package: Workbook, timeout: float = _TIMEOUT, clamp: bool = False, probes: Collection[str] = ()
) -> Recalculated:
    """Every cell's recalculated value; raises :class:`EngineError`.

    ``clamp`` leaves the blank cells behind the last one out of large areas, and ``probes`` are
    functions to ask the engine about.
    """
    with tempfile.TemporaryDirectory(prefix="asss_xl_") as folder:
        copy = Path(folder, "kopi.xlsx")
        cut = write_copy(package, copy, clamp, probes)
        values = _calculated(copy, package.path.name, timeout)
    kept = {place: value for place, value in values.items() if place[0] != PROBES}
    unknown = {
        name for row, name in enumerate(probes, 1) if values.get((PROBES, address_of(row, 1))) == "#NAME?"
    }
    return Recalculated(kept, file_cells(package), frozenset(unknown), cut)


def _calculated(path: Path, name: str, timeout: float) -> dict[Place, Value]:
    out = path.with_name("celler.json")
    seconds = max(math.ceil(timeout), 1)
    arguments = [sys.executable, "-P", str(_WORKER), str(path), str(out), str(seconds)]
    late = f"ironcalc ble ikke ferdig på {seconds} sekunder."
    try:
        done = subprocess.run(arguments, capture_output=True, timeout=_BUSY * max(timeout, 0.0))
    except subprocess.TimeoutExpired as error:
        raise EngineError(late) from error
    if done.returncode in _OUT_OF_TIME:
        raise EngineError(late)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        # The last line begins with the name of the kind of error.
        code = f"Programmet stoppet med kode {done.returncode}."
        reason = said[-1].rpartition("Error: ")[2] if said else code
        raise EngineError(f"ironcalc kunne ikke regne om {name}. {reason}")
    return _by_place(json.loads(out.read_text(encoding="utf-8")))


def _by_place(rows: list[list[Any]]) -> dict[Place, Value]:
    return {
        (sheet, address_of(row, column)): ERRORS.get(value) or ExcelError(value) if kind == "error" else value
        for sheet, row, column, kind, value in rows
        if value is not None
    }


def write_copy(package: Workbook, out: Path, clamp: bool = False, probes: Collection[str] = ()) -> bool:
    """Write the copy; whether ``clamp`` cut an area off behind the last cell."""
    areas, kinds = _Areas(package if clamp else None), dict[str, str]()
    asked = [FileCell(address_of(row, 1), row, 1, 0, f"{name}()") for row, name in enumerate(probes, 1)]
    with zipfile.ZipFile(out, "w") as archive:

        def put(name: str, kind: str, text: str | bytes) -> str:
            kinds[name] = kind
            archive.writestr(f"xl/{name}.xml", text)
            return f"../{name}.xml"

        tables = count(1)
        for number, sheet in enumerate(package.worksheets, 1):
            content, held = package.content(sheet), package.of_kind("table", sheet.part)
            targets = [("table", put(f"tables/table{next(tables)}", "table", package.data(t))) for t in held]
            rows = _rows(content.cells, content.hidden_rows, areas)
            put(f"worksheets/sheet{number}", "worksheet", _sheet(rows, len(held)))
            archive.writestr(f"xl/worksheets/_rels/sheet{number}.xml.rels", _rels(targets))
        names = [sheet.name for sheet in package.worksheets] + [PROBES] * bool(asked)
        if asked:
            put(f"worksheets/sheet{len(names)}", "worksheet", _sheet(_rows(asked, (), areas), 0))
        put("workbook", "sheet.main", _workbook(package, names, areas))
        put("styles", "styles", _STYLES)
        listed = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
        archive.writestr("xl/_rels/workbook.xml.rels", _rels([*listed, ("styles", "styles.xml")]))
        archive.writestr("_rels/.rels", _rels([("officeDocument", "xl/workbook.xml")]))
        made = "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}{kind}+xml"/>'
            for name, kind in kinds.items()
        )
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{_DEFAULTS}{made}</Types>')
    return areas.cut


class _Areas:
    """Formulas with their areas as far as the last used cell, and whether one was longer."""

    def __init__(self, package: Workbook | None) -> None:
        """The last row and column of a workbook; None leaves every area as it is."""
        cells = [package.cells(sheet) for sheet in package.worksheets] if package else []
        self.row = max((cell.row for held in cells for cell in held), default=MAX_ROW)
        self.column = max((cell.column for held in cells for cell in held), default=MAX_COLUMN)
        self.cut = False

    def within(self, formula: str) -> str:
        short = clamped(formula, self.row, self.column)
        self.cut = self.cut or short != formula
        return short


def _rows(cells: Iterable[FileCell], hidden: Collection[int], areas: _Areas) -> Iterator[str]:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    for row, group in groupby(ordered, key=lambda cell: cell.row):
        yield f'<row r="{row}" hidden="1">' if row in hidden else f'<row r="{row}">'
        for cell in group:
            yield _cell(cell, areas)
        yield "</row>"


def _cell(cell: FileCell, areas: _Areas) -> str:
    value, formula = cell.value, ""
    if cell.formula and cell.formula != DATA_TABLE:
        text = escape(areas.within(cell.formula))
        array = f' t="array" ref="{cell.spill}"' if cell.spill else ""
        formula = f"<f{array}>{text}</f>"
    if value is None:
        kind, held = "", ""
    elif isinstance(value, bool):
        kind, held = ' t="b"', f"<v>{int(value)}</v>"
    elif isinstance(value, ExcelError):
        kind, held = ' t="e"', f"<v>{escape(value)}</v>"
    elif isinstance(value, str):
        text = _CONTROL.sub(lambda match: f"_x{ord(match.group()):04X}_", escape(value))
        kind, held = ' t="str"', f"<v>{text}</v>"
        if not formula:
            kind, held = ' t="inlineStr"', f'<is><t xml:space="preserve">{text}</t></is>'
    else:
        kind, held = "", f"<v>{float(value)!r}</v>"
    return f'<c r="{cell.address}"{kind}>{formula}{held}</c>'


def _sheet(rows: Iterator[str], tables: int) -> str:
    held = "".join(f'<tablePart r:id="rId{n}"/>' for n in range(1, tables + 1))
    listed = f'<tableParts count="{tables}">{held}</tableParts>' if tables else ""
    return (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData>{"".join(rows)}</sheetData>'
        f"{listed}</worksheet>"
    )


def _workbook(package: Workbook, sheets: list[str], areas: _Areas) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)
    )
    at = {sheet.index: number for number, sheet in enumerate(package.worksheets)}
    names = ""
    for name in package.defined_names:
        if name.name.startswith("_xlnm.") or (name.scope is not None and name.scope not in at):
            continue
        own = "" if name.scope is None else f' localSheetId="{at[name.scope]}"'
        text = escape(areas.within(name.text))
        names += f"<definedName name={quoteattr(name.name)}{own}>{text}</definedName>"
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>{defined}</workbook>'


def _rels(targets: list[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'
