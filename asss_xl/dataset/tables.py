"""A CSV file of a data package as a table whose rows remember their line in the file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .columns import RETIRED
from .inputs.values import from_text
from .messages import Problem, number_fault, shown

MAX_ROWS = 1_000_000

Row = dict[str, Any]

_WHOLE = re.compile(r"-?[0-9]{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", re.ASCII)

#: A first line by which Excel is told what is between the cells.
_SEP = re.compile(r"sep=.", re.I)
#: Columns where a line break is part of the text.
_LONG_TEXT = {"merknad", "begrunnelse"}


@dataclass
class Table:
    """The cells of one file in the schema's column order, and each row's line number."""

    fil: str
    fields: list[dict[str, Any]]
    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    #: Cells (line, column) found wrong before any other check.
    faults: set[tuple[int, str]] = field(default_factory=set)
    #: Lines that have a problem; their values are not to be used.
    bad: set[int] = field(default_factory=set)
    #: The rows as they were last asked for, and what they were made of.
    _made: tuple[tuple[int, int], list[Row]] | None = field(
        default=None, init=False, repr=False, compare=False
    )
    #: False when rows had to be left out, so that what they would have said is unknown.
    complete: bool = True

    @property
    def sound(self) -> bool:
        """Whether every row of the file can be used, so that totals over rows mean something."""
        return self.complete and not self.bad

    @property
    def columns(self) -> list[str]:
        return [f["name"] for f in self.fields]

    def rows(self) -> list[Row]:
        """The rows that have no problem, with typed values and their line as `_linje`."""
        now = (len(self.bad), len(self.cells))
        if self._made is not None and self._made[0] == now:
            return self._made[1]
        kept = [at for at, line in enumerate(self.lines) if line not in self.bad]
        written = self.columns
        names = [*written, "_linje", "_tekst"]
        columns: list[list[Any]] = []
        for place, spec in enumerate(self.fields):
            texts = [self.cells[at][place] for at in kept]
            values = {text: typed(spec["type"], text) for text in set(texts)}
            columns.append([values[text] for text in texts])
        lines = [self.lines[at] for at in kept]
        texts_of = [_Texts(written, self.cells[at]) for at in kept]
        out = [dict(zip(names, row, strict=True)) for row in zip(*columns, lines, texts_of, strict=True)]
        self._made = (now, out)
        return out


class _Texts:
    """The cells of a row as they are written; looked up only where something is to be said."""

    __slots__ = ("_cells", "_columns")

    def __init__(self, columns: list[str], cells: list[str]) -> None:
        self._columns, self._cells = columns, cells

    def __getitem__(self, column: str) -> str:
        return self._cells[self._columns.index(column)]


def typed(kind: str, text: str) -> Any:
    if kind == "string":
        return text
    if not text:
        return None
    match kind:
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case _:
            return text == "ja"


def parse(
    text: str, fil: str, fields: list[dict[str, Any]], figures: tuple[str, ...] = ()
) -> tuple[Table | None, list[Problem]]:
    """The table in `text`, and what is wrong with its heading, rows and numbers.

    There is no table when the heading cannot be used. With semicolons or tabs the file is as a
    Norwegian spreadsheet saves it, and its cells are read as people write; `figures` are the
    columns in which a word may say that a figure is missing.
    """
    problems: list[Problem] = []
    table = Table(fil, fields)
    delimiter = _delimiter(text)
    spoken = figures if delimiter != "," else None
    #: By column the texts that were found to be right: most are there many times.
    right: list[set[str]] = [set() for _ in fields]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    positions: list[int | None] | None = None
    width = 0
    start = 1
    try:
        for record in reader:
            line, start = start, reader.line_num + 1
            if not any(record) or (
                not table.lines and positions is None and _SEP.fullmatch(text[:5]) and line == 1
            ):
                continue
            if spoken is not None:
                record = _trimmed(record, width)
            if positions is None:
                positions, found = _heading(record, fil, line, fields)
                problems += found
                width = len(record)
                if positions is None:
                    return None, problems
                continue
            if len(table.lines) >= MAX_ROWS:
                problems.append(Problem(fil, line, None, f"Fila har over {MAX_ROWS} rader.", "Del den opp."))
                table.complete = False
                break
            problems += _row(table, record, line, positions, width, spoken, right)
    except csv.Error:
        table.complete = False
        problems.append(
            Problem(
                fil,
                start,
                None,
                "Raden er ikke gyldig CSV.",
                "Se etter anførselstegn uten makker; skriv dem dobbelt inni tekst.",
            )
        )
    if positions is None:
        if not problems:
            problems.append(Problem(fil, None, None, "Fila er tom.", "Første rad skal ha kolonnenavnene."))
        return None, problems
    return table, problems


def _delimiter(text: str) -> str:
    """What is between the cells: the heading's names have none of these in them."""
    lines = text.split("\n", 2)
    heading = lines[1] if _SEP.match(lines[0]) and len(lines) > 1 else lines[0]
    return max(",;\t", key=heading.count)


def _trimmed(record: list[str], width: int) -> list[str]:
    """A row as wide as the heading: a spreadsheet adds and leaves out empty cells at the end."""
    while len(record) > width and not record[-1].strip():
        record = record[:-1]
    return record + [""] * (width - len(record))


def _heading(
    record: list[str], fil: str, line: int, fields: list[dict[str, Any]]
) -> tuple[list[int | None] | None, list[Problem]]:
    """Where each schema column stands in the file, and the heading's problems.

    No places when the heading cannot be used; None for an optional column that is not there.
    """
    problems = []
    columns = [f["name"] for f in fields]
    needed = [f["name"] for f in fields if not f.get("optional")]
    for name, times in Counter(record).items():
        if not name:
            problems.append(
                Problem(fil, line, None, "En kolonne mangler navn.", "Gi den navn eller slett den.")
            )
        elif times > 1:
            problems.append(Problem(fil, line, name, "Kolonnen står flere ganger.", "Behold bare én av dem."))
        elif name not in columns and name not in RETIRED:
            problems.append(
                Problem(
                    fil,
                    line,
                    name if name.isprintable() else shown(name),
                    "Kolonnen er ukjent.",
                    f"Slett den, eller bruk et av navnene {', '.join(columns)}.",
                )
            )
    for name in needed:
        if name not in record:
            problems.append(Problem(fil, line, name, "Kolonnen mangler.", "Legg den til i første rad."))
    if problems and (set(needed) - set(record) or max(Counter(record).values()) > 1):
        return None, problems
    return [record.index(name) if name in record else None for name in columns], problems


def _row(
    table: Table,
    record: list[str],
    line: int,
    positions: list[int | None],
    width: int,
    spoken: tuple[str, ...] | None,
    right: list[set[str]],
) -> list[Problem]:
    """Take one record into the table; its problems."""
    if len(record) != width:
        few = len(record) < width
        table.complete = False
        return [
            Problem(
                table.fil,
                line,
                None,
                f"Raden har {len(record)} felt, men overskriften har {width}.",
                "Legg til feltene som mangler." if few else "Sett anførselstegn rundt tekst med komma.",
            )
        ]
    problems = []
    cells = ["" if i is None else record[i] for i in positions]
    missing = ""
    for column, spec in enumerate(table.fields):
        if spoken is None and cells[column] in right[column]:
            continue
        fault = None
        if spoken is not None:
            read = from_text(cells[column], spec, spec["name"] in spoken)
            cells[column], fault = read.text, read.fault
            missing = missing or read.missing
        fault = fault or _fault(cells[column], spec)
        if fault:
            problems.append(Problem(table.fil, line, spec["name"], *fault))
            table.faults.add((line, spec["name"]))
            if spec["type"] != "string":
                cells[column] = "x"
        elif spoken is None:
            right[column].add(cells[column])
    if missing and "status" in table.columns:
        cells[table.columns.index("status")] = missing
    if problems:
        table.bad.add(line)
    table.cells.append(cells)
    table.lines.append(line)
    return problems


def _fault(text: str, spec: dict[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a cell beyond what Table Schema can say."""
    if not text:
        return None
    if spec["type"] in ("integer", "number"):
        whole = spec["type"] == "integer"
        if not (_WHOLE if whole else _NUMBER).fullmatch(text):
            return number_fault(text, whole)
    elif spec["type"] == "string":
        if text != text.strip():
            return f"{shown(text)} har mellomrom først eller sist.", "Fjern mellomrommet."
        if text.startswith("="):
            return f"{shown(text)} ligner en formel.", "Skriv verdien som vanlig tekst."
        if spec["name"] not in _LONG_TEXT and ("\n" in text or "\r" in text):
            return f"{shown(text)} har linjeskift.", "Skriv teksten på én linje."
    return None
