"""Several people's files of the same network as one package; what they disagree on is named."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from ..messages import Problem, shown
from ..metadata import Metadata
from ..schema import FIGURE, UTEN_VERDI
from ..tables import Table
from .layout import figures, layout, layouts
from .sources import SPAN, Source

#: Keys of the package that must be the same in every file.
_SAME = ("nettverk", "rapportaar", "oppdiktet", "resten", "landet")

#: The file whose key is only a number on a list.
_NUMBERED = "korreksjoner"

Cells = Sequence[str]


@dataclasses.dataclass
class _Kept:
    """A row that is in the joined table, and the source it came from."""

    source: int
    line: int
    cells: Cells


def join(sources: Sequence[Source]) -> tuple[Metadata, dict[str, Table], list[Problem]]:
    """The joined metadata and tables; a row's line says which source it is of."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for each in layouts():
        name = each.resource
        if any(name in source.tables for source in sources):
            tables[name], found = _table(name, sources)
            problems += found
    if not any(tables[name].lines for name in tables if figures(name)):
        _nothing_yet(tables, sources)
    meta, found = _metadata(sources)
    return meta, tables, problems + found


def _nothing_yet(tables: dict[str, Table], sources: Sequence[Source]) -> None:
    """Before anyone has filled in anything, every figure is missing: the report can be seen."""
    for name, table in tables.items():
        if name in FIGURE:
            once: set[tuple[str, ...]] = set()
            for number, source in enumerate(sources):
                for line, cells in source.unfilled.get(name, []):
                    if tuple(cells) not in once:
                        once.add(tuple(cells))
                        table.add(number * SPAN + line, cells)


def _table(name: str, sources: Sequence[Source]) -> tuple[Table, list[Problem]]:
    first = next(source.tables[name] for source in sources if name in source.tables)
    made = Table(first.fil, first.fields)
    key = [made.columns.index(column) for column in layout(name).key]
    kept: dict[tuple[str, ...], _Kept] = {}
    problems: list[Problem] = []
    for number, source in enumerate(sources):
        table = source.tables.get(name)
        if table is None:
            continue
        made.complete = made.complete and table.complete
        made.faults |= {(number * SPAN + line, column) for line, column in table.faults}
        made.bad |= {number * SPAN + line for line in table.bad}
        cells: Cells
        for line, cells in zip(table.lines, table.cells, strict=True):
            row = _Kept(number, number * SPAN + line, cells)
            whose = tuple(cells[place] for place in key)
            if name == _NUMBERED and whose in kept and kept[whose].source != number:
                row.cells, whose = _numbered(made, kept, cells)
            earlier = kept.setdefault(whose, row)
            if earlier is row:
                continue
            if line in table.bad or earlier.line in made.bad:
                continue
            if earlier.source == number:
                problems.append(
                    Problem(
                        made.fil,
                        row.line,
                        None,
                        f"Raden har samme nøkkel som rad {earlier.line % SPAN} "
                        f"({', '.join(filter(None, whose))}).",
                        "Behold bare én av radene, eller rett nøkkelen.",
                    )
                )
                continue
            problems += _merge(name, made, earlier, row, sources)
    rows = list(kept.values())
    if all(source.is_workbook for source in sources):
        # People's copies have their rows in the same places, whoever's is read first.
        rows.sort(key=lambda row: (row.line % SPAN, [row.cells[place] for place in key]))
    for row in rows:
        made.add(row.line, row.cells)
    return made, problems


def _numbered(
    table: Table, kept: dict[tuple[str, ...], _Kept], cells: Cells
) -> tuple[Cells, tuple[str, ...]]:
    """A correction under a number of its own: everyone begins with number 1."""
    for whose, row in kept.items():
        if row.cells[1:] == cells[1:]:
            return row.cells, whose
    free = 1 + max(int(row.cells[0]) for row in kept.values() if row.cells[0].isdigit())
    return [str(free), *cells[1:]], (str(free),)


def _merge(name: str, table: Table, mine: _Kept, other: _Kept, sources: Sequence[Source]) -> list[Problem]:
    """Fill in what one of the rows lacks; what both say, and say differently, is a problem."""
    if (winner := _known_to_one(name, table, mine, other, sources)) is not None:
        mine.cells, mine.line = winner.cells, winner.line
        return []
    problems: list[Problem] = []
    cells = list(mine.cells)
    for place, column in enumerate(table.columns):
        ours, theirs = mine.cells[place], other.cells[place]
        if not ours:
            cells[place] = theirs
        elif theirs and not _same(ours, theirs):
            problems.append(
                Problem(
                    table.fil,
                    other.line,
                    column,
                    f"{shown(theirs)} her, men {shown(ours)} i {sources[mine.source].name}, rad "
                    f"{mine.line % SPAN}.",
                    "Finn ut hva som er riktig, og rett den andre filen.",
                )
            )
    mine.cells = cells
    return problems


def _known_to_one(
    name: str, table: Table, mine: _Kept, other: _Kept, sources: Sequence[Source]
) -> _Kept | None:
    """The row with a figure, where a data package only says that its source has none."""
    if name not in FIGURE or sources[mine.source].is_workbook == sources[other.source].is_workbook:
        return None
    status = table.columns.index("status")
    lacking = [row.cells[status] in UTEN_VERDI for row in (mine, other)]
    package = mine if not sources[mine.source].is_workbook else other
    if sum(lacking) == 1 and package.cells[status] == "mangler":
        return other if package is mine else mine
    return None


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def _metadata(sources: Sequence[Source]) -> tuple[Metadata, list[Problem]]:
    """The first one's, with everyone's years."""
    first = sources[0].meta
    problems: list[Problem] = []
    for number, source in enumerate(sources[1:], 1):
        for key in _SAME:
            ours, theirs = getattr(first, key), getattr(source.meta, key)
            if ours and theirs and ours != theirs:
                problems.append(
                    Problem(
                        source.descriptor,
                        number * SPAN,
                        key,
                        f"{shown(theirs)} her, men {shown(ours)} i {sources[0].name}.",
                        "Rett den ene, slik at filene gjelder det samme.",
                    )
                )
    years = {year for source in sources for year in source.meta.aar}
    preliminary = {year for source in sources for year in source.meta.foreloepige_aar}
    changed: dict[str, object] = {
        "aar": tuple(sorted(years)),
        "foreloepige_aar": tuple(sorted(preliminary)),
        "oppdatert": max(source.meta.oppdatert for source in sources),
    }
    for key in ("resten", "landet", "utenfor_oevrige", "kommune", "statusmerknad"):
        told = next((getattr(s.meta, key) for s in sources if getattr(s.meta, key)), None)
        if told:
            changed[key] = told
    return dataclasses.replace(first, **changed), problems  # type: ignore[arg-type]
