"""Reading an input workbook: every sheet's rows with their place, and all that is wrong.

The file is looked over before anything is taken out of it. Formulas are not worked out: a cell has
the value that the spreadsheet stored.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asss_xl.replacing import reason
from asss_xl.unpacking import Package, WorkbookError, open_package

from .. import metadata
from ..files import MAX_BYTES
from ..messages import DatasetError, Problem, near, shown
from ..schema import ARTER, FIGURE, RETIRED, UTEN_VERDI
from ..tables import Table
from . import about
from .grid import guarded, letter
from .layout import ABOUT, ART, NOTE, OTHER, UNIT, Column, Layout, alike, figures, heading, layouts
from .sources import Source, Unit
from .values import Read, from_cell

_DEEPEST_HEADING = 30
#: A stray cell in the last corner of a sheet must not cost a sheet's worth of empty ones.
_MOST_ROWS, _MOST_COLUMNS = 200_000, 100
_FORMULA = re.compile(rb"<f[\s/>]")

Cells = Sequence[Any]


@dataclass
class _Sheet:
    """A sheet whose heading has been found: where each column is."""

    layout: Layout
    fil: str
    positions: dict[int, Column]
    table: Table
    heading_row: int
    problems: list[Problem] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    unfilled: list[tuple[int, list[str]]] = field(default_factory=list)

    def fault(self, row: int, position: int | None, melding: str, raad: str) -> None:
        kolonne = None
        if position is not None:
            column = self.positions.get(position)
            kolonne = f"{letter(position)} ({column.heading})" if column else letter(position)
        self.problems.append(Problem(self.fil, row, kolonne, melding, raad))


def read(path: Path) -> Source:
    """The workbook; raises `DatasetError` only when the file itself cannot be read."""
    with guarded(path.name):
        package = looked_over(path)
        values = opened(path, data_only=True)
        try:
            made = _read(path, package, values)
            made.identitet = path.stem
            made.versjon = hashlib.sha256(path.read_bytes()).hexdigest()
            return made
        finally:
            values.close()


def looked_over(path: Path) -> Package:
    """The file's parts, when nothing in them is to be feared."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise WorkbookError(path, [f"Filen er større enn {MAX_BYTES // 1_000_000} MB."])
        package = open_package(path)
        for part in package.parts():
            if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(part):
                raise WorkbookError(path, ["Filen har en dokumenttype i XML-en og leses ikke."])
    except WorkbookError as error:
        # The other parts that are wrong tell nothing more of a damaged file.
        told = error.problems[0]
        raise DatasetError(
            [Problem(path.name, None, None, told, "Oppgi filen slik Excel lagrer den.")]
        ) from None
    except OSError as error:
        raise DatasetError(
            [
                Problem(
                    path.name,
                    None,
                    None,
                    f"Filen kan ikke leses ({reason(error)}).",
                    "Se etter at du har tilgang til den.",
                )
            ]
        ) from None
    return package


def opened(path: Path, data_only: bool) -> Any:
    """A file that has been looked over, in openpyxl."""
    import openpyxl

    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:
        # Whatever a damaged part makes the library raise, the user is told of the file.
        raise DatasetError(
            [
                Problem(
                    path.name,
                    None,
                    None,
                    f"Filen kan ikke leses som arbeidsbok ({type(error).__name__}).",
                    "Åpne den i Excel, lagre den på nytt og prøv igjen.",
                )
            ]
        ) from None


def _read(path: Path, package: Package, book: Any) -> Source:
    known = {alike(found.sheet): found for found in layouts()}
    sheets: list[_Sheet] = []
    problems: list[Problem] = []
    described: dict[str, object] = {}
    rows: dict[str, int] = {}
    names = [sheet.title for sheet in book.worksheets]
    if not {alike(ABOUT), alike("kommuner")} & set(map(alike, names)):
        raise DatasetError(
            [
                Problem(
                    path.name,
                    None,
                    None,
                    "Filen er ikke en inndatabok.",
                    "Lag en med asss-xl new, eller sett inn tabellen din i en med asss-xl new --from.",
                )
            ]
        )
    for sheet in book.worksheets:
        name = alike(sheet.title)
        if name == alike(ABOUT):
            described, rows, faults = about.read(rows_of(sheet), f"{path.name}, arket {sheet.title}")
            problems += faults
        elif name in known:
            found, faults = _headings(rows_of(sheet), known[name], f"{path.name}, arket {sheet.title}")
            problems += faults
            if found is not None:
                sheets.append(found)
                _take(found, rows_of(sheet), formulas(path, package, sheet))
        elif not name.startswith(alike(NOTE)) and name not in map(alike, OTHER):
            missing = [found.sheet for found in layouts() if alike(found.sheet) not in map(alike, names)]
            problems.append(
                Problem(
                    path.name,
                    None,
                    f"arket {sheet.title}",
                    "Arket er ukjent.",
                    f"{near(sheet.title, [*missing, ABOUT])}Gi det rett navn, slett det, eller la navnet "
                    f"begynne med «{NOTE}» når det er dine egne notater.",
                )
            )
    return _source(path, described, rows, sheets, problems)


def _source(
    path: Path,
    described: dict[str, object],
    rows: dict[str, int],
    sheets: list[_Sheet],
    problems: list[Problem],
) -> Source:
    tables = {sheet.layout.resource: sheet.table for sheet in sheets}
    paths = {name: table.fil for name, table in tables.items()}
    descriptor = f"arket {ABOUT}"
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    text = json.dumps({**described, "resources": resources})
    meta, _, faults = metadata.parse(text, descriptor)
    columns = {
        (sheet.layout.resource, column.name or column.heading): f"{letter(position)} ({column.heading})"
        for sheet in sheets
        for position, column in sheet.positions.items()
    }
    source = Source(
        path.name, meta, tables, problems, descriptor, paths, is_workbook=True, columns=columns, about=rows
    )
    source.problems += [source.place(fault, None, None) for fault in faults]
    for sheet in sheets:
        _default_status(sheet.table, meta)
        source.problems += sheet.problems
        source.units += sheet.units
        source.unfilled[sheet.layout.resource] = sheet.unfilled
    return source


def rows_of(sheet: Any) -> Iterator[Cells]:
    """The rows of a sheet, as far as a table to fill in can go."""
    return iter(sheet.iter_rows(max_row=_MOST_ROWS + _DEEPEST_HEADING, max_col=_MOST_COLUMNS))


def _headings(rows: Iterator[Cells], layout: Layout, fil: str) -> tuple[_Sheet | None, list[Problem]]:
    """Where the columns are, from the row that has the most of their headings."""
    known = {alike(name): Column("", heading(name), {}) for name in RETIRED}
    known |= {alike(column.heading): column for column in layout.columns}
    best: list[str] = []
    line = 0
    for number, cells in zip(range(1, _DEEPEST_HEADING + 1), rows, strict=False):
        texts = [alike(cell.value) if isinstance(cell.value, str) else "" for cell in cells]
        if len(set(texts) & set(known)) > len(set(best) & set(known)):
            best, line = texts, number
    if len(set(best) & set(known)) < min(2, len(layout.columns)):
        told = ", ".join(column.heading for column in layout.columns if layout.needed(column))
        return None, [
            Problem(
                fil,
                None,
                None,
                "Fant ikke raden med overskrifter.",
                f"Sett inn en rad med {told} og de andre kolonnene.",
            )
        ]
    problems: list[Problem] = []
    positions: dict[int, Column] = {}
    for position, text in enumerate(best):
        if text and text not in known:
            lacking = [c.heading for c in layout.columns if alike(c.heading) not in best]
            problems.append(
                Problem(
                    fil,
                    line,
                    letter(position),
                    f"Kolonnen {shown(text)} er ukjent.",
                    f"{near(text, lacking)}Slett den, eller flytt den til et ark som begynner med «{NOTE}».",
                )
            )
        elif text and best.index(text) < position:
            problems.append(
                Problem(
                    fil,
                    line,
                    letter(position),
                    f"Kolonnen {shown(text)} står to ganger.",
                    "Behold bare én av dem.",
                )
            )
        elif text:
            positions[position] = known[text]
    for column in layout.columns:
        if alike(column.heading) not in best and layout.needed(column):
            problems.append(
                Problem(fil, line, None, f"Kolonnen {column.heading} mangler.", "Sett den inn igjen.")
            )
    table = Table(f"arket {layout.sheet}", list(layout.fields))
    table.complete = not problems
    return _Sheet(layout, fil, positions, table, heading_row=line), problems


def formulas(path: Path, package: Package, sheet: Any) -> set[tuple[int, int]]:
    """The cells that hold a formula; the file is read again only where there are some."""
    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    if part in package.parts() and not _FORMULA.search(package.read(part)):
        return set()
    book = opened(path, data_only=False)
    try:
        return {
            (cell.row, cell.column - 1)
            for cells in rows_of(book[sheet.title])
            for cell in cells
            if cell.value is not None and cell.data_type == "f"
        }
    finally:
        book.close()


def _take(sheet: _Sheet, rows: Iterator[Cells], formulas: set[tuple[int, int]]) -> None:
    for number, cells in enumerate(rows, 1):
        if number <= sheet.heading_row:
            continue
        if number - sheet.heading_row > _MOST_ROWS:
            sheet.fault(
                number,
                None,
                f"Arket har over {_MOST_ROWS} rader.",
                "Slett radene under tabellen, eller del arket opp.",
            )
            sheet.table.complete = False
            return
        mine = {p: c for p, c in enumerate(cells) if _has_content(c) or (number, p) in formulas}
        if mine:
            _row(sheet, number, mine, formulas)


def _has_content(cell: Any) -> bool:
    return bool(cell.value.strip()) if isinstance(cell.value, str) else cell.value is not None


def _row(sheet: _Sheet, number: int, cells: dict[int, Any], formulas: set[tuple[int, int]]) -> None:
    """Take one row into the table, or several where it has an amount in each of several columns."""
    fields = set(figures(sheet.layout.resource))
    reads: dict[str, Read] = {}
    amounts: dict[str, Read] = {}
    wrong: set[str] = set()
    for position, cell in cells.items():
        column = sheet.positions.get(position)
        if column is None:
            sheet.fault(
                number,
                position,
                f"{shown(cell.value)} står i en kolonne uten overskrift.",
                "Flytt det til Merknad, eller slett det.",
            )
            continue
        if column.is_help:
            continue
        got = _value(cell, column, column.name in fields, (number, position) in formulas)
        if got.fault:
            sheet.fault(number, position, *got.fault)
            wrong.add(column.name)
        if column.art:
            amounts[column.art] = got
        else:
            reads[column.name] = got
    _units(sheet, number, cells, reads)
    text = {name: got.text for name, got in reads.items()}
    if not any(text.values()) and not wrong and not any(a.text or a.missing for a in amounts.values()):
        return
    for made in _rows_of(sheet, number, text, reads, amounts, fields, wrong):
        _add(sheet.table, number, made, wrong)


def _value(cell: Any, column: Column, figure: bool, formula: bool) -> Read:
    if cell.value is None and formula:
        return Read(
            fault=(
                "Formelen har ikke noe lagret svar.",
                "Åpne filen i Excel, la den regne, og lagre; eller lim inn tallet som verdi.",
            )
        )
    if getattr(cell, "data_type", "") == "e":
        what = "Formelen gir feilen" if formula else "Cellen har feilen"
        return Read(
            fault=(
                f"{what} {cell.value}.",
                "Rett formelen, eller skriv tallet; mangler det, skriv «Ikke data».",
            )
        )
    return from_cell(cell.value, cell.number_format or "", column.spec, figure)


def _rows_of(
    sheet: _Sheet,
    number: int,
    text: dict[str, str],
    reads: dict[str, Read],
    amounts: dict[str, Read],
    fields: set[str],
    wrong: set[str],
) -> Iterator[dict[str, str]]:
    """The rows of the package that a row of the sheet is; none when nothing is filled in."""
    status = text.get("status", "")
    if sheet.layout.wide:
        figure = FIGURE[sheet.layout.resource]
        for art in ARTER:
            got = amounts.get(art, Read())
            if got.text or got.missing or got.fault or status in UTEN_VERDI:
                yield {
                    **text,
                    ART: art,
                    figure: "x" if got.fault else got.text,
                    "status": got.missing or status,
                }
        filled = bool(amounts) or bool(status)
        missing = [{**text, ART: art, "status": "mangler"} for art in ARTER]
    else:
        word = next((reads[f].missing for f in fields if f in reads and reads[f].missing), "")
        said = bool(word or status or fields & wrong)
        filled = not fields or said or any(text.get(name) for name in fields)
        if filled:
            yield {**text, "status": word or status}
        missing = [{**text, "status": "mangler"}]
    if not filled:
        sheet.unfilled += [(number, _in_order(sheet.table, row)) for row in missing]
    if not filled and text.get("merknad"):
        sheet.fault(
            number,
            None,
            "Raden har en merknad, men ikke noe tall.",
            "Skriv tallet, eller «Ikke data», «.», «..» eller «:» når det mangler.",
        )


def _add(table: Table, number: int, row: dict[str, str], wrong: set[str]) -> None:
    for spec in table.fields:
        if spec["name"] in wrong:
            table.faults.add((number, spec["name"]))
            table.bad.add(number)
            row |= {spec["name"]: "" if spec["type"] == "string" else "x"}
    table.add(number, _in_order(table, row))


def _in_order(table: Table, row: dict[str, str]) -> list[str]:
    return [row.get(name, "") for name in table.columns]


def _units(sheet: _Sheet, number: int, cells: dict[int, Any], reads: dict[str, Read]) -> None:
    for position, cell in cells.items():
        column = sheet.positions.get(position)
        if column is not None and column.is_help and column.heading == UNIT:
            key = tuple(reads.get(name, Read()).text for name in ("tjeneste", "nr"))
            sheet.units.append(Unit(sheet.layout.resource, number, key, str(cell.value).strip()))  # type: ignore[arg-type]


def _default_status(table: Table, meta: metadata.Metadata) -> None:
    """A figure without a status is as final as its year; a year to come is not."""
    if "status" not in table.columns or "aar" not in table.columns:
        return
    last = max(meta.aar, default=9999)

    def default(aar: str) -> str:
        year = int(aar) if aar.isdigit() else 0
        return "foreløpig" if year in meta.foreloepige_aar or year > last else "endelig"

    rows = zip(table.texts["status"], table.texts["aar"], strict=True)
    table.put("status", [status or default(aar) for status, aar in rows])
