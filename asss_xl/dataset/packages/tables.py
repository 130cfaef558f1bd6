"""A CSV file of a data package as a table whose rows remember their line in the file."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, product, repeat, starmap
from typing import Any

from ..cells.values import Read, from_text
from ..messages import Fault, Problem, by_row, fault, near, number_fault, shown
from ..schema import OUTDATED

MAX_ROWS = 1_000_000

Row = dict[str, Any]

_FORMS = {
    # Programs that have whole numbers beside an empty cell write them with a decimal.
    "integer": re.compile(r"-?[0-9]{1,15}(\.0{1,12})?", re.ASCII),
    "number": re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", re.ASCII),
}

#: A first line by which Excel is told what is between the cells.
_SEP = re.compile(r"sep=.", re.I)
#: How many lines are looked at to find what is between the cells.
_LOOKED_AT = 200
#: Columns where a line break is part of the text.
_LONG_TEXT = {"merknad", "begrunnelse"}


@dataclass
class Table:
    """The texts of one file by column, in the schema's order, and each row's line number.

    Columns are gone through whole, or by their distinct texts, which are few; a row is put together
    only where something is to be said of it, or where the file has few.
    """

    fil: str
    fields: list[dict[str, Any]]
    lines: list[int] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    #: Cells (line, column) found wrong before any other check.
    faults: set[tuple[int, str]] = field(default_factory=set)
    #: Lines that have a problem; their values are not to be used.
    bad: set[int] = field(default_factory=set)
    #: False when rows had to be left out, so that what they would have said is unknown.
    complete: bool = True
    #: The distinct texts of a column and what they say, and all its values: as they were asked for.
    _distinct: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False, compare=False)
    _read: dict[str, list[Any]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._kinds = {f["name"]: f["type"] for f in self.fields}
        for name in self._kinds:
            self.texts.setdefault(name, [])

    @property
    def sound(self) -> bool:
        """Whether every row of the file can be used, so that totals over rows mean something."""
        return self.complete and not self.bad

    @property
    def columns(self) -> list[str]:
        return list(self._kinds)

    @property
    def cells(self) -> list[tuple[str, ...]]:
        """The texts by row."""
        return list(zip(*(self.texts[name] for name in self.columns), strict=True))

    def fault(self, row: Row | None, column: str | None, which: str, *values: object) -> Problem:
        """A fault of `feil.csv` in one of its rows, or in the whole file."""
        return Problem(self.fil, None if row is None else row["_linje"], column, *fault(which, *values))

    def add(self, line: int, cells: Iterable[str]) -> None:
        """One row more."""
        for name, text in zip(self.columns, cells, strict=True):
            self.texts[name].append(text)
        self.lines.append(line)
        self._distinct.clear()
        self._read.clear()

    def put(self, column: str, texts: list[str]) -> None:
        """Other texts in a column."""
        self.texts[column] = texts
        self._distinct.pop(column, None)
        self._read.pop(column, None)

    def keep(self, which: Sequence[bool]) -> None:
        """Leave out the other rows."""
        for column in self.columns:
            self.put(column, list(compress(self.texts[column], which)))
        self.lines = list(compress(self.lines, which))

    def distinct(self, column: str) -> dict[str, Any]:
        """The texts of a column, each once, with its value; None for one that cannot be read."""
        if column not in self._distinct:
            self._distinct[column] = _typed(self._kinds[column], set(self.texts[column]))
        return self._distinct[column]

    def all_values(self, column: str) -> list[Any]:
        """The values of a column, also of rows that have a problem."""
        if self._kinds[column] == "string":
            return self.texts[column]
        if column not in self._read:
            self._read[column] = list(map(self.distinct(column).__getitem__, self.texts[column]))
        return self._read[column]

    def values(self, column: str) -> list[Any]:
        """The values of a column of the rows that have no problem."""
        return self._kept(self.all_values(column))

    def written(self, column: str) -> list[str]:
        """The texts of a column of the rows that have no problem."""
        return self._kept(self.texts[column])

    def where(
        self, test: Callable[..., bool], *columns: str | list[Any], once: bool = False
    ) -> Iterator[Row]:
        """The rows where a test of some columns holds; with `once` the first of each combination.

        A column is a name, or a list with something of each row, in step with `values`. The test is asked
        of what could stand together: where it never holds, no row is looked at.
        """
        each = [self._different(c) for c in columns]
        if math.prod(map(len, each)) <= len(self.lines) and not any(starmap(test, product(*each))):
            return
        known = [c if isinstance(c, list) else self.values(c) for c in columns]
        left = {found for found in set(zip(*known, strict=True)) if test(*found)}
        if not left:
            return
        for at, found in zip(self._kept(range(len(self.lines))), zip(*known, strict=True), strict=True):
            if found in left:
                yield self._row(at)
                if once:
                    left.discard(found)

    def _different(self, column: str | list[Any]) -> set[Any]:
        if isinstance(column, list) or self.bad:
            return set(column if isinstance(column, list) else self.values(column))
        return set(self.distinct(column).values())

    def rows(self) -> list[Row]:
        """The rows that have no problem, with typed values, and their line and place (`_linje`, `_plass`)."""
        names, places = [*self.columns, "_linje", "_plass"], self._kept(range(len(self.lines)))
        columns = (*map(self.values, self.columns), self._kept(self.lines), places)
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def _row(self, at: int) -> Row:
        values = {name: self.all_values(name)[at] for name in self.columns}
        return {**values, "_linje": self.lines[at], "_plass": at}

    def text(self, row: Row, column: str) -> str:
        """A cell of one of its rows as it is written."""
        return self.texts[column][row["_plass"]]

    def _kept(self, each: Sequence[Any]) -> Any:
        """Of one thing for each row: that of the rows that have no problem."""
        if not self.bad:
            return each
        return [one for one, line in zip(each, self.lines, strict=True) if line not in self.bad]


_READERS: dict[str, Callable[[str], Any]] = {
    "integer": lambda text: int(text.partition(".")[0]),
    "number": float,
    "boolean": "ja".__eq__,
}


def _typed(kind: str, texts: set[str]) -> dict[str, Any]:
    """The texts with the values that they are."""
    if kind == "string":
        return {text: text for text in texts}
    filled, read = texts - {""}, _READERS[kind]
    empty = {text: None for text in texts & {""}}
    try:
        return empty | dict(zip(filled, map(read, filled), strict=True))
    except ValueError:
        return empty | {text: _one(read, text) for text in filled}


def _one(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return None


def parse(
    text: str, fil: str, fields: list[dict[str, Any]], figures: tuple[str, ...] = ()
) -> tuple[Table | None, list[Problem]]:
    """The table in `text`, and what is wrong with its heading, rows and numbers.

    There is no table when the heading cannot be used. With semicolons or tabs the file is as a
    Norwegian spreadsheet saves it, and its cells are read as people write; `figures` are the
    columns in which a word may say that a figure is missing.
    """
    mark = delimiter(text)
    heading, lines, columns, ended = _columns(text, fil, mark)
    if heading is None:
        return None, ended or [Problem(fil, None, None, *fault("tom_fil"))]
    positions, problems = _heading(heading[1], fil, heading[0], fields)
    if positions is None:
        return None, problems
    blank = [""] * len(lines)
    texts = {f["name"]: blank if i is None else columns[i] for f, i in zip(fields, positions, strict=True)}
    table = Table(fil, fields, lines, texts, complete=not ended)
    missing, told = [""] * len(lines), list(ended)
    for spec in fields:
        told += _column(table, spec, None if mark == "," else figures, missing)
    if any(missing) and "status" in texts:
        status = zip(missing, table.texts["status"], strict=True)
        table.put("status", [said or text for said, text in status])
    table.bad |= {line for line, _ in table.faults}
    return table, [*problems, *by_row(told)]


_Columns = tuple[tuple[int, list[str]] | None, list[int], list[list[str]], list[Problem]]


def _columns(text: str, fil: str, delimiter: str) -> _Columns:
    """The heading and its line, the rows' lines, the columns, and what is wrong with the rows.

    Where every line is a row and no cell is in quotes, all the cells are found at once.
    """
    plain = text.replace("\r\n", "\n").removesuffix("\n")
    rows = plain.split("\n")
    width = rows[0].count(delimiter) + 1
    even = set(map(str.count, rows, repeat(","))) == {width - 1} and "," * (width - 1) not in rows
    if (
        even
        and delimiter == ","
        and width > 1
        and len(rows) <= MAX_ROWS
        and not any(map(plain.count, '"\r\0'))
    ):
        cells = ",".join(rows).split(",")
        columns = [cells[width + place :: width] for place in range(width)]
        return (1, cells[:width]), list(range(2, len(rows) + 1)), columns, []
    return _read(text, fil, delimiter)


def _read(text: str, fil: str, delimiter: str) -> _Columns:
    """The same of any file, row by row."""
    lines, found, ended = records(text, fil, delimiter)
    if not found:
        return None, [], [], ended
    if delimiter != ",":
        heading = _trimmed(found[0], 0)
        found = [heading, *(_trimmed(record, len(heading)) for record in found[1:])]
    heading, first = found.pop(0), lines.pop(0)
    wide = [(n, len(r)) for n, r in zip(lines, found, strict=True) if len(r) != len(heading)]
    if wide:
        out = {line for line, _ in wide}
        found = [record for line, record in zip(lines, found, strict=True) if line not in out]
        lines = [line for line in lines if line not in out]
    columns = list(map(list, zip(*found, strict=True))) or [[] for _ in heading]
    which = {True: "felt_for_faa", False: "felt_for_mange"}
    told = [
        Problem(fil, line, None, *fault(which[has < len(heading)], has, len(heading))) for line, has in wide
    ]
    return (first, heading), lines, columns, [*told, *ended]


def records(text: str, fil: str, delimiter: str) -> tuple[list[int], list[list[str]], list[Problem]]:
    """The rows that are not empty, where each begins, and why there are no more of them."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    lines: list[int] = []
    found: list[list[str]] = []
    start = 1
    try:
        for record in reader:
            line, start = start, reader.line_num + 1
            if not any(record) or (line == 1 and _SEP.fullmatch(text[:5])):
                continue
            if len(found) > MAX_ROWS:
                return lines, found, [Problem(fil, line, None, *fault("for_mange_rader", MAX_ROWS))]
            lines.append(line)
            found.append(record)
    except csv.Error:
        return lines, found, [Problem(fil, start, None, *fault("ikke_csv"))]
    return lines, found, []


def delimiter(text: str) -> str:
    """What parts most lines into equally many, outside of quotation marks; a decimal comma does not."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT]]

    def parted(mark: str) -> int:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        return max((marks * times for marks, times in counts.items()), default=0)

    return max(";\t,", key=parted)


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
    problems: list[Problem] = []

    def tell(column: str | None, which: str, *values: object) -> None:
        problems.append(Problem(fil, line, column, *fault(which, *values)))

    columns = [f["name"] for f in fields]
    needed = [f["name"] for f in fields if not f.get("optional")]
    for name, times in Counter(record).items():
        if not name:
            tell(None, "kolonne_uten_navn")
        elif times > 1:
            tell(name, "kolonne_flere_ganger")
        elif name not in columns and name not in OUTDATED:
            tell(name if name.isprintable() else shown(name), "kolonne_ukjent", columns, near(name, columns))
    for name in needed:
        if name not in record:
            tell(name, "kolonne_mangler")
    if problems and (set(needed) - set(record) or max(Counter(record).values()) > 1):
        return None, problems
    return [record.index(name) if name in record else None for name in columns], problems


def _column(
    table: Table, spec: dict[str, Any], spoken: tuple[str, ...] | None, missing: list[str]
) -> list[Problem]:
    """What is wrong with the texts of a column; those that people wrote get the package's form.

    `missing` is filled in with what a word in place of a figure says of the row.
    """
    name, kind = spec["name"], spec["type"]
    known = table.distinct(name)
    if spoken is None and kind in _FORMS and all(map(_FORMS[kind].fullmatch, filter(None, known))):
        return []
    if spoken is None and kind == "string" and not any(_fault(text, spec) for text in known):
        return []
    reads = {t: Read(t) if spoken is None else from_text(t, spec, name in spoken) for t in known}
    faults = {t: found for t, read in reads.items() if (found := read.fault or _fault(read.text, spec))}
    becomes = {t: "x" if t in faults and kind != "string" else read.text for t, read in reads.items()}
    texts = table.texts[name]
    if any(read.missing for read in reads.values()):
        missing[:] = [said or reads[text].missing for said, text in zip(missing, texts, strict=True)]
    if any(becomes[text] != text for text in known):
        table.put(name, [becomes[text] for text in texts])
    if not faults:
        return []
    wrong = [(line, faults[text]) for line, text in zip(table.lines, texts, strict=True) if text in faults]
    table.faults |= {(line, name) for line, _ in wrong}
    return [Problem(table.fil, line, name, *fault) for line, fault in wrong]


def _fault(text: str, spec: dict[str, Any]) -> Fault | None:
    """What is wrong with a cell beyond what Table Schema can say."""
    if not text:
        return None
    if spec["type"] in ("integer", "number"):
        whole = spec["type"] == "integer"
        if not _FORMS[spec["type"]].fullmatch(text):
            return number_fault(text, whole)
    elif spec["type"] == "string":
        if text != text.strip():
            return fault("mellomrom", text)
        if text.startswith("="):
            return fault("ligner_formel", text)
        if spec["name"] not in _LONG_TEXT and ("\n" in text or "\r" in text):
            return fault("linjeskift", text)
    return None
