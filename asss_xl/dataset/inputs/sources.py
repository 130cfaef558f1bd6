"""Where figures come from: one source, or several people's files of the same network joined as one package.

Every row has a place; what sources disagree on is named.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..files import DESCRIPTOR
from ..messages import Problem, fault
from ..packages.metadata import Metadata, joined_by
from ..packages.tables import Table
from ..schema import FIGURE, UTEN_VERDI
from . import about
from .layout import ABOUT, NOT_ASKED, figures, layout, layouts

#: A row's number in a source is its own; sources after the first begin at a multiple of this.
SPAN = 10_000_000
_FAR = re.compile(r"\brad (\d{8,})")


class UnitBeside(NamedTuple):
    """What a row says that its unit is."""

    resource: str
    row: int
    key: tuple[str, str]
    text: str


@dataclass
class Source:
    """A data package or an input workbook that has been read, and what is wrong with it."""

    name: str
    meta: Metadata
    tables: dict[str, Table]
    problems: list[Problem]
    #: The descriptor, and each file of the package, as they are named in messages.
    descriptor: str
    paths: Mapping[str, str]
    is_workbook: bool = False
    #: A hash of its files.
    versjon: str = ""
    #: A workbook's columns by (file of the package, column), as «E (Netto)»; and the package's
    #: own keys' rows.
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    about: dict[str, int] = field(default_factory=dict)
    units: list[UnitBeside] = field(default_factory=list)
    #: Rows that are there to be filled in, and are not: line and cells, by file of the package.
    unfilled: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        """What its messages begin with, in the order in which they are shown."""
        if not self.is_workbook:
            return [self.descriptor, *self.paths.values()]
        sheets = [ABOUT, *(each.sheet for each in layouts())]
        return [self.name, *(f"{self.name}, arket {sheet}" for sheet in sheets)]

    def settle(self) -> None:
        """A figure without a status is as final as its year, one of a year to come is not; a row with
        neither is there to be filled in, and is taken out of its table."""
        for name in self.tables.keys() & FIGURE.keys():
            table = self.tables[name]
            if "" in table.texts["status"]:
                self.unfilled[name] = _without_figure(table, name)
                last = max(self.meta.aar, default=9999)
                rows = zip(table.texts["status"], table.texts["aar"], strict=True)
                table.put("status", [status or _default(aar, self.meta, last) for status, aar in rows])

    def called(self, resource: str) -> str:
        """A sheet or a file, as a message about another source names it."""
        inside = f"arket {layout(resource).sheet}" if self.is_workbook else self.paths[resource]
        return f"{self.name}, {inside}"

    def place(self, problem: Problem, resource: str | None, row: int | None) -> Problem:
        """A problem with the file, sheet, row and column that its reader knows."""
        if not self.is_workbook:
            fil = problem.fil if resource is None else self.paths.get(resource, problem.fil)
            return dataclasses.replace(problem, fil=fil, rad=row)
        fil, kolonne = problem.fil, problem.kolonne
        if resource is not None:
            fil = f"arket {layout(resource).sheet}"
            names = kolonne.split(", ") if kolonne else []
            kolonne = ", ".join(self.columns.get((resource, name), name) for name in names) or None
        elif problem.fil == f"arket {ABOUT}" and kolonne in self.about:
            row, kolonne = self.about[kolonne], f"B ({about.ABOUT_KEYS[kolonne][0]})"
        return Problem(f"{self.name}, {fil}", row, kolonne, problem.melding, problem.raad)


def _default(aar: str, meta: Metadata, last: int) -> str:
    year = int(aar) if aar.isdigit() else 0
    return "foreløpig" if year in meta.foreloepige_aar or year > last else "endelig"


def _without_figure(table: Table, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a table that have neither a figure nor a status, taken out of it and said to be missing.

    One that has a remark is no blank to be filled in: it stays, and is missing.
    """
    said = [table.texts[column] for column in ("status", *figures(name))]
    remarks = table.texts.get("merknad", [""] * len(said[0]))
    marked = [
        "mangler" if note and not any(texts) else texts[0]
        for note, *texts in zip(remarks, *said, strict=True)
    ]
    table.put("status", marked)
    said = [table.texts[column] for column in ("status", *figures(name))]
    empty = [not any(texts) for texts in zip(*said, strict=True)]
    at = table.columns.index("status")
    found = []
    for line, cells, out in zip(table.lines, table.cells, empty, strict=True):
        if out:
            found.append((line, [*cells[:at], "mangler", *cells[at + 1 :]]))
    table.keep([not out for out in empty])
    return found


def told(
    problems: Iterable[Problem], sources: Sequence[Source], tables: Mapping[str, Table]
) -> list[Problem]:
    """The problems where their readers find them, each of them once."""
    if len(sources) == 1 and not sources[0].is_workbook:
        return list(problems)
    resources = {table.fil: name for name, table in tables.items()}
    made: list[Problem] = []
    for problem in problems:
        resource = resources.get(problem.fil)
        source, row = (0, None) if problem.rad is None else divmod(problem.rad, SPAN)
        placed = sources[source].place(problem, resource, row or None)
        said, advice = (_in_words(text, sources, source) for text in (placed.melding, placed.raad))
        made.append(dataclasses.replace(placed, melding=said, raad=advice))
    return list(dict.fromkeys(made))


def _in_words(text: str, sources: Sequence[Source], here: int) -> str:
    """A message of a data package as one of workbooks: sheets for files, rows of other files."""

    def far(found: re.Match[str]) -> str:
        source, row = divmod(int(found[1]), SPAN)
        return f"rad {row} i {sources[source].name}"

    text = _FAR.sub(far, text)
    if sources[here].is_workbook:
        for each in layouts():
            # A file of another source stands after that source's name.
            text = re.sub(rf"(?<!, )\b{each.resource}\.csv", f"arket {each.sheet}", text)
        text = text.replace(DESCRIPTOR, f"arket {ABOUT}")
    return text


#: What is defined by service, and what a cost key is made of.
_OF_SERVICE, _OF_KEY = (
    ("tjenester", "indikatorer", "produksjonsvekter", "indikatorverdier"),
    ("noekler", "vekter"),
)
#: The file whose key is only a number on a list.
_NUMBERED = "korreksjoner"

_Cells = Sequence[str]


@dataclasses.dataclass
class _Row:
    """A row, and the source it came from."""

    source: int
    line: int
    cells: _Cells


def join(sources: Sequence[Source]) -> tuple[Metadata, dict[str, Table], list[Problem]]:
    """The joined metadata and tables; a row's line says which source it is of."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    packages = [source for source in sources if not source.is_workbook]
    for source in sources if packages else ():
        if source.is_workbook:
            _define_by_figures(source, packages)
    for name in (each.resource for each in layouts()):
        if any(name in source.tables for source in sources):
            made = _Joined(name, sources)
            tables[name] = made.table
            problems += made.problems
    fill_out(tables, sources)
    meta, found = _metadata(sources)
    return meta, tables, problems + found


def _define_by_figures(book: Source, packages: Sequence[Source]) -> None:
    """Beside a package a blank workbook defines nothing: what it has no figures of is left out.

    A service comes with a figure of it, a cost key and its sectors with an index; a function that the
    package lacks comes with an amount, and its sector with it.
    """

    def known(name: str, column: str) -> set[str]:
        return {text for each in packages if name in each.tables for text in each.tables[name].texts[column]}

    def keep(name: str, column: str, wanted: set[str]) -> None:
        if (table := book.tables.get(name)) is not None:
            table.keep([text in wanted for text in table.texts[column]])

    services = _with_figures(book, "indikatorverdier", "tjeneste")
    for name in _OF_SERVICE:
        keep(name, "tjeneste", services)
    if _with_figures(book, "kriterieverdier", "kriterium"):
        return
    for name in _OF_KEY:
        book.tables.pop(name, None)
    if functions := known("funksjoner", "funksjon"):
        keep("funksjoner", "funksjon", _with_figures(book, "beloep", "funksjon") - functions)
    if sectors := known("sektorer", "sektor"):
        named = book.tables["funksjoner"].texts["sektor"] if "funksjoner" in book.tables else ()
        keep("sektorer", "sektor", set(named) - sectors)


def _with_figures(book: Source, name: str, column: str) -> set[str]:
    """What there are figures of in a file, but for what is not asked for."""
    if (table := book.tables.get(name)) is None:
        return set()
    told = zip(table.texts[column], table.texts["status"], strict=True)
    return {text for text, status in told if status != NOT_ASKED}


def fill_out(tables: Mapping[str, Table], sources: Sequence[Source]) -> None:
    """What is there to be filled in, and is not, is missing beside what its municipality has filled in of the
    year, where somebody has filled in its line.

    A line that nobody has filled in is not in use. Before anyone has filled in anything, every figure is
    missing: the report can be seen.
    """
    if not any(source.unfilled for source in sources):
        return
    nothing_yet = not any(tables[name].lines for name in tables if figures(name))
    for name in tables.keys() & FIGURE.keys():
        table, key = tables[name], layout(name).key
        line = [at for at, column in enumerate(key) if column not in ("kommune", "aar")]
        known = set(zip(*(table.texts[column] for column in key), strict=True))
        used = {tuple(each[at] for at in line) for each in known}
        whose = [at for at in range(len(key)) if at not in line]
        places = [table.columns.index(column) for column in key]
        for number, source in enumerate(sources):
            filled = source.tables[name].cells if name in source.tables else ()
            # The template itself says which indicators are not of the year.
            given = {tuple(cells[places[at]] for at in whose) for cells in filled if NOT_ASKED not in cells}
            for row, cells in source.unfilled.get(name, []):
                mine = tuple(cells[at] for at in places)
                asked = tuple(mine[at] for at in whose) in given and tuple(mine[at] for at in line) in used
                if mine not in known and (nothing_yet or asked):
                    known.add(mine)
                    table.add(number * SPAN + row, cells)


class _Joined:
    """One file of the package, of everyone's."""

    def __init__(self, name: str, sources: Sequence[Source]) -> None:
        first = next(source.tables[name] for source in sources if name in source.tables)
        self.name, self.sources = name, sources
        self.table = Table(first.fil, first.fields)
        self.problems: list[Problem] = []
        self._key = [self.table.columns.index(column) for column in layout(name).key]
        self._kept: dict[tuple[str, ...], _Row] = {}
        for row in self._rows():
            self._take(row)
        rows = list(self._kept.values())
        if all(source.is_workbook for source in sources):
            # People's copies have their rows in the same places, whoever's is read first.
            rows.sort(key=lambda row: (row.line % SPAN, self._whose(row.cells)))
        for row in rows:
            self.table.add(row.line, row.cells)

    def _rows(self) -> Iterator[_Row]:
        for number, source in enumerate(self.sources):
            if (table := source.tables.get(self.name)) is not None:
                self.table.complete = self.table.complete and table.complete
                self.table.faults |= {(number * SPAN + line, column) for line, column in table.faults}
                self.table.bad |= {number * SPAN + line for line in table.bad}
                for line, cells in zip(table.lines, table.cells, strict=True):
                    yield _Row(number, number * SPAN + line, cells)

    def _whose(self, cells: _Cells) -> tuple[str, ...]:
        return tuple(cells[place] for place in self._key)

    def _take(self, row: _Row) -> None:
        """Keep a row, or what it has beside the one with the same key."""
        before = self._kept.get(self._whose(row.cells))
        if self.name == _NUMBERED and before is not None and before.source != row.source:
            row.cells = self._numbered(row.cells)
        whose = self._whose(row.cells)
        earlier = self._kept.setdefault(whose, row)
        if earlier is row or row.line in self.table.bad or earlier.line in self.table.bad:
            return
        if earlier.source == row.source:
            named = ", ".join(filter(None, whose))
            told = fault("to_like_rader", earlier.line % SPAN, named)
            self.problems.append(Problem(self.table.fil, row.line, None, *told))
        elif (winner := self._known_to_one(earlier, row)) is not None:
            earlier.cells, earlier.line = winner.cells, winner.line
        else:
            self._merge(earlier, row)

    def _numbered(self, cells: _Cells) -> _Cells:
        """A correction under a number of its own: everyone begins with number 1."""
        for row in self._kept.values():
            if row.cells[1:] == cells[1:]:
                return row.cells
        numbers = [int(row.cells[0]) for row in self._kept.values() if row.cells[0].isdigit()]
        return [str(1 + max(numbers)), *cells[1:]]

    def _merge(self, mine: _Row, other: _Row) -> None:
        """Fill in what one of the rows lacks; what both say, and say differently, is a problem."""
        cells = list(mine.cells)
        for place, column in enumerate(self.table.columns):
            ours, theirs = mine.cells[place], other.cells[place]
            cells[place] = ours or theirs
            if ours and theirs and not _same(ours, theirs):
                source = self.sources[mine.source]
                where = (source.called(self.name), mine.line % SPAN)
                told = fault("to_ulike_tall", theirs, ours, *where)
                self.problems.append(Problem(self.table.fil, other.line, column, *told))
        mine.cells = cells

    def _known_to_one(self, *rows: _Row) -> _Row | None:
        """The row with a figure, where a data package only says that its source has none."""
        packages = [row for row in rows if not self.sources[row.source].is_workbook]
        if self.name not in FIGURE or len(packages) != 1:
            return None
        status = self.table.columns.index("status")
        known = [row for row in rows if row.cells[status] not in UTEN_VERDI]
        return known[0] if len(known) == 1 and packages[0].cells[status] == "mangler" else None


def _same(one: str, other: str) -> bool:
    try:
        return one == other or float(one) == float(other)
    except ValueError:
        return False


def _metadata(sources: Sequence[Source]) -> tuple[Metadata, list[Problem]]:
    """The first one's, with everyone's years."""
    first = sources[0].meta
    problems: list[Problem] = []
    for number, source in enumerate(sources[1:], 1):
        for key in joined_by("lik"):
            ours, theirs = getattr(first, key), getattr(source.meta, key)
            if ours and theirs and ours != theirs:
                told = fault("to_ulike_noekler", theirs, ours, sources[0].name)
                problems.append(Problem(source.descriptor, number * SPAN, key, *told))
    changed: dict[str, object] = {
        key: tuple(sorted({year for source in sources for year in getattr(source.meta, key)}))
        for key in joined_by("alle")
    }
    books = tuple(source.meta.pakke for source in sources if source.is_workbook)
    if len(books) > 1:
        # A name that neither another file among them nor its name changes.
        network = re.sub("[^a-z0-9]+", "-", f"{first.nettverk} {first.rapportaar}".casefold()).strip("-")
        package = next((source.meta.pakke for source in sources if not source.is_workbook), network)
        changed |= {"pakke": package, "boeker": books}
    changed["slettet"] = tuple(each for source in sources for each in source.meta.slettet)
    changed["oppdatert"] = max(source.meta.oppdatert for source in sources)
    for key in joined_by("foerste"):
        told_by = next((getattr(s.meta, key) for s in sources if getattr(s.meta, key)), None)
        if told_by:
            changed[key] = told_by
    return dataclasses.replace(first, **changed), problems  # type: ignore[arg-type]
