"""Reading an input workbook: every sheet's rows with their place, and all that is wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..cells import opening
from ..cells.grid import ERROR, MOST_ROWS, NO_ANSWER, Grid, GridCell, guarded, letter
from ..cells.values import Read, from_cell
from ..kommunenavn import ALWAYS, Places
from ..messages import Problem, fault, near, refused
from ..packages import metadata
from ..packages.tables import Table
from ..schema import ARTER, FIGURE, OUTDATED, UTEN_VERDI
from . import about
from .layout import (
    ABOUT,
    ART,
    HELD,
    LISTS,
    NOTAT,
    OTHER,
    PLACES,
    UNITS,
    Column,
    Layout,
    alike,
    figures,
    heading,
    layouts,
    shown_names,
)
from .sources import Source, UnitBeside

_DEEPEST_HEADING = 30
#: A stray cell in the last corner of a sheet must not cost a sheet's worth of empty ones.
_MOST_COLUMNS = 100
#: For a workbook that has more than can be read.
_PARTED = "Lag én inndatabok for hver kommune."
_SERVICES, _PLACES = "tjenester", "kommuner"
#: A column that helped in workbooks made before.
_RETIRED = ("linje",)


def read(path: Path) -> Source:
    """The workbook; raises `DatasetError` only when the file itself cannot be read."""
    with guarded(path.name), opening.opened(path) as book:
        made = _read(path.name, book)
        made.meta = replace(made.meta, pakke=path.stem, slettet=tuple(_deleted(path.name, book)))
        made.versjon = hashlib.sha256(path.read_bytes()).hexdigest()
        return made


def _read(file: str, book: opening.OpenBook) -> Source:
    known = {alike(found.sheet): found for found in layouts()}
    there = set(map(alike, book.names))
    if not {alike(ABOUT), alike(_PLACES)} & there:
        raise refused(file, *fault("ikke_inndatabok"))
    held = _listed(book, HELD) or [heading(_PLACES)]
    if gone := [sheet for sheet in (ABOUT, *held) if alike(sheet) not in there]:
        raise refused(file, *fault("ark_borte", gone))
    sheets: list[_Sheet] = []
    problems: list[Problem] = []
    described: dict[str, object] = {}
    rows: dict[str, int] = {}
    services: dict[str, str] = {}
    places = Places(())
    whose = own[0] if len(own := _listed(book, PLACES)) == 1 else ""
    # What services and municipalities are called is known before the figures of them are read.
    for title in sorted(book.names, key=lambda title: alike(title) not in (_SERVICES, _PLACES)):
        name, fil = alike(title), f"{file}, arket {title}"
        if name == alike(ABOUT):
            described, rows, faults = about.read(_cells(book, title), fil)
            problems += faults
        elif name in known:
            sheets.append(_Sheet(known[name], fil, _cells(book, title), services, places, whose))
            told = sheets[-1].table.texts
            if name == _SERVICES:
                services |= zip(told["tjeneste"], told["navn"], strict=True)
            elif name == _PLACES:
                spans = zip(*(told[each] for each in ("kommune", "nummer", "fra", "til")), strict=True)
                places = Places((who, nr, _year(a, 0), _year(b, ALWAYS)) for who, nr, a, b in spans)
        elif not name.startswith(alike(NOTAT)) and name not in map(alike, OTHER) and _cells(book, title).rows:
            missing = [found.sheet for each, found in known.items() if each not in there]
            wrong = fault("ukjent_ark", near(title, [*missing, ABOUT]), NOTAT)
            problems.append(Problem(file, None, f"arket {title}", *wrong))
    return _source(file, described, rows, sheets, problems)


def _listed(book: opening.OpenBook, name: str) -> list[str]:
    """What the sheet of lists, out of sight, has under a heading; nothing in workbooks made before it had."""
    cells = _cells(book, LISTS).rows if LISTS in book.names else {}
    at = next((n for n, cell in cells.get(1, {}).items() if cell.value == name), None)
    return [str(row[at].value) for number, row in cells.items() if number > 1 and at in row]


def _deleted(file: str, book: opening.OpenBook) -> Iterator[str]:
    """The sheets of figures that the first sheet still lists."""
    guide = OTHER[0]
    cells = _cells(book, guide).rows.values() if guide in book.names else ()
    listed = {alike(row[0].value) for row in cells if 0 in row} - set(map(alike, book.names))
    yield from (f"{file}: arket {each.sheet}" for each in layouts() if alike(each.sheet) in listed)


def _cells(book: opening.OpenBook, sheet: str) -> Grid:
    return book.grid(sheet, MOST_ROWS, _MOST_COLUMNS, _PARTED)


def _source(
    file: str,
    described: dict[str, object],
    rows: dict[str, int],
    sheets: list[_Sheet],
    problems: list[Problem],
) -> Source:
    problems = problems + [problem for sheet in sheets for problem in sheet.problems]
    sheets = [sheet for sheet in sheets if sheet.heading_row]
    tables = {sheet.layout.resource: sheet.table for sheet in sheets}
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    descriptor = f"arket {ABOUT}"
    meta, _, faults = metadata.parse(json.dumps({**described, "resources": resources}), descriptor)
    source = Source(
        file,
        meta,
        tables,
        problems,
        descriptor,
        paths={name: table.fil for name, table in tables.items()},
        is_workbook=True,
        columns={
            (sheet.layout.resource, column.art or column.name or column.heading): sheet.called(position)
            for sheet in sheets
            for position, column in sheet.positions.items()
        },
        about=rows,
        units=[unit for sheet in sheets for unit in sheet.units],
    )
    source.problems += [source.place(fault, None, None) for fault in faults]
    source.settle()
    return source


@dataclass
class _Sheet:
    """A sheet as it is read: where each column is, its rows, and what is wrong with them."""

    layout: Layout
    fil: str
    grid: Grid
    #: What the services are called.
    services: Mapping[str, str]
    #: Whom a name means, where the sheet is one to fill in.
    places: Places
    #: The municipality that the workbook was made for; empty when it is for several.
    whose: str
    #: The row with the headings; 0 when there is none.
    heading_row: int = 0
    positions: dict[int, Column] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    units: list[UnitBeside] = field(default_factory=list)
    _lacking: list[Column] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.table = Table(f"arket {self.layout.sheet}", list(self.layout.fields))
        self.fields = set(figures(self.layout.resource))
        self.names = shown_names(self.layout.resource, self.services)
        self._headings()
        self.table.complete = not self.problems
        if self.heading_row and not any(self.layout.needed(column) for column in self._lacking):
            self._rows()

    def called(self, position: int) -> str:
        """A column as a message names it."""
        column = self.positions.get(position)
        return f"{letter(position)} ({column.heading})" if column else letter(position)

    def _fault(self, row: int | None, kolonne: str | None, which: str, *values: object) -> None:
        self.problems.append(Problem(self.fil, row, kolonne, *fault(which, *values)))

    # -- headings ---------------------------------------------------------------------------------

    def _headings(self) -> None:
        """Where the columns are, from the row that has the most of their headings."""
        columns = self.layout.columns
        known = {alike(name): Column("", heading(name), {}) for name in (*OUTDATED, *_RETIRED)}
        known |= {alike(column.heading): column for column in columns}
        rows = {
            number: {at: alike(cell.value) for at, cell in cells.items() if isinstance(cell.value, str)}
            for number, cells in self.grid.rows.items()
            if number <= _DEEPEST_HEADING
        }
        found = {number: len(known.keys() & set(texts.values())) for number, texts in rows.items()}
        line = max(found, key=lambda number: found[number], default=0)
        if found.get(line, 0) < min(2, len(columns)):
            needed = [column.heading for column in columns if self.layout.needed(column)]
            return self._fault(None, None, "uten_overskrifter", needed)
        self.heading_row = line
        there = list(rows[line].values())
        self._lacking = [column for column in columns if alike(column.heading) not in there]
        for position, text in rows[line].items():
            if text not in known:
                instead = near(text, [column.heading for column in self._lacking])
                self._fault(line, letter(position), "ukjent_overskrift", text, instead, NOTAT)
            elif known[text] in self.positions.values():
                self._fault(line, letter(position), "overskrift_to_ganger", text)
            else:
                self.positions[position] = known[text]
        for column in filter(self.layout.needed, self._lacking):
            self._fault(line, None, "overskrift_mangler", column.heading)

    # -- rows -------------------------------------------------------------------------------------

    def _rows(self) -> None:
        for number, cells in self.grid.rows.items():
            if number > self.heading_row:
                self._row(number, cells)
        if self.grid.height >= MOST_ROWS:
            self._fault(MOST_ROWS, None, "ark_for_mange_rader", MOST_ROWS)
            self.table.complete = False

    def _row(self, number: int, cells: dict[int, GridCell]) -> None:
        """Take one row into the table, or several where it has an amount in each of several columns."""
        reads: dict[str, Read] = {}
        amounts: dict[str, Read] = {}
        wrong: set[str] = set()
        unit = ""
        for position, cell in cells.items():
            column = self.positions.get(position)
            if column is None:
                # A heading that is not known is told once.
                if self.grid.at(self.heading_row, position) is None:
                    self._fault(number, self.called(position), "uten_overskrift", cell.value)
            elif column.is_help:
                unit = str(cell.value).strip() if column.heading == UNITS else unit
            else:
                got = self._as_key(column.name, _value(cell, column, column.name in self.fields))
                if got.fault:
                    self.problems.append(Problem(self.fil, number, self.called(position), *got.fault))
                    wrong.add(column.name)
                if column.art:
                    amounts[column.art] = got
                else:
                    reads[column.name] = got
        self._of_the_year(number, cells, reads)
        if unit:
            service, nr = (reads.get(name, Read()).text for name in ("tjeneste", "nr"))
            self.units.append(UnitBeside(self.layout.resource, number, (service, nr), unit))
        if (
            wrong
            or any(got.text for got in reads.values())
            or any(a.text or a.missing for a in amounts.values())
        ):
            for row in self._rows_of(number, reads, amounts, wrong):
                self._add(number, row, wrong)

    def _of_the_year(self, number: int, cells: dict[int, GridCell], reads: dict[str, Read]) -> None:
        """A number beside the municipality's name is one that it had in the year of the figure."""
        name, year = (reads.get(key, Read()).text for key in ("kommune", "aar"))
        for position, cell in cells.items() if self.fields and year.isdigit() else ():
            column = self.positions.get(position)
            if column and column.name == "kommune" and cell.value != name:
                found = self.places.find(str(cell.value))
                if not found.fra <= int(year) <= found.til:
                    self._fault(number, self.called(position), "nummer_uten_aaret", cell.value, year)

    def _as_key(self, column: str, got: Read) -> Read:
        """The package's key for what people call it; a correction may be of something else too."""
        if column == "kommune" and self.fields and (found := self.places.find(got.text)).slag == "member":
            if self.whose not in ("", found.kommune):
                return got._replace(fault=fault("andres_rad", found.kommune, self.whose))
            return got._replace(text=found.kommune)
        named = self.names.get(column)
        if not got.text or not named:
            return got
        # A book shows names, and the name of one can be the key of another.
        keys = [key for key, name in named.items() if name == got.text]
        if not keys and got.text not in named:
            keys = [key for key, name in named.items() if alike(name) == alike(got.text)]
        if len(keys) > 1:
            return got._replace(fault=fault("to_med_navnet", got.text, keys))
        if keys or got.text in named or not self.fields:
            return got._replace(text=keys[0] if keys else got.text)
        return got._replace(fault=fault("ukjent", got.text, near(got.text, named.values()) or "Rett navnet."))

    def _rows_of(
        self, number: int, reads: dict[str, Read], amounts: dict[str, Read], wrong: set[str]
    ) -> Iterator[dict[str, str]]:
        """The rows of the package that a row of the sheet is, also where nothing is filled in."""
        text = {name: got.text for name, got in reads.items()}
        status = text.get("status", "")
        if self.layout.wide:
            filled = bool(amounts) or bool(status)
            for art in ARTER:
                got = amounts.get(art, Read())
                said = got.text or got.missing or got.fault or status in UTEN_VERDI
                figure = {FIGURE[self.layout.resource]: "x" if got.fault else got.text}
                yield {**text, ART: art, **figure, "status": (got.missing or status) if said else ""}
        else:
            word = next((reads[f].missing for f in self.fields if f in reads and reads[f].missing), "")
            said = bool(word or status or self.fields & wrong)
            filled = not self.fields or said or any(text.get(name) for name in self.fields)
            if filled or self.layout.resource in FIGURE:
                yield {**text, "status": word or status}
        if not filled and text.get("merknad"):
            self._fault(number, None, "merknad_uten_tall")

    def _add(self, number: int, row: dict[str, str], wrong: set[str]) -> None:
        for spec in self.table.fields:
            if spec["name"] in wrong:
                self.table.faults.add((number, spec["name"]))
                self.table.bad.add(number)
                row |= {spec["name"]: "" if spec["type"] == "string" else "x"}
        self.table.add(number, [row.get(name, "") for name in self.table.columns])


def _year(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() else otherwise


def _value(cell: GridCell, column: Column, figure: bool) -> Read:
    if cell.fault == NO_ANSWER:
        return Read(fault=fault("uten_svar"))
    if cell.fault == ERROR:
        what = "Formelen gir feilen" if cell.formula else "Cellen har feilen"
        return Read(fault=fault("celle_med_feil", what, cell.value))
    return from_cell(cell.value, cell.format, column.spec, figure)
