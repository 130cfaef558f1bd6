"""Figures some rows too far down or up, as when a column is pasted from the wrong cell.

Each of them could be its line's, and no sum tells. But a line is about the same from one year to the next,
and another line is not: where most leaps would end if the column were moved, it was. A workbook of one year,
and one in which each line has all of another's years, says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..grouping import grouped
from ..messages import Problem
from ..packages.bookkeeping import CHECKED
from ..packages.tables import Row, Table
from ..schema import FIGURES, OPPSLAG
from .layout import ART
from .sources import SPAN, Source

#: How many rows a column is moved to see.
_MOVED = (1, -1, 2, -2, 3, -3)
#: What is a leap from one year to the next, and the fewest that say something.
_LEAP, _FEWEST = 1.6, 5
#: The share of the leaps that may be left when the column is moved, and of the comparisons that must be.
_LEFT, _COMPARED = 0.5, 0.7

_Key = tuple[tuple[object, ...], int]


def check(tables: Mapping[str, Table], sources: Sequence[Source]) -> Iterator[Problem]:
    """A problem for each column of each workbook, at the first such row, with the municipalities."""
    for name, key in OPPSLAG.values() if any(source.is_workbook for source in sources) else ():
        if name in tables and {"kommune", "aar"} <= set(key):
            keys = [each for each in key if each not in ("kommune", "aar", ART)]
            for (_, column), firsts in grouped(_moved(tables[name], name, keys, sources)).items():
                places = [row["kommune"] for row in firsts]
                yield tables[name].fault(firsts[0], column, "paa_feil_rad", places, CHECKED)


def _moved(
    table: Table, name: str, keys: Sequence[str], sources: Sequence[Source]
) -> Iterator[tuple[tuple[int, str], Row]]:
    """The first row of each municipality whose figures leap less when they are moved, by file and column."""
    for (_, art), listed in grouped(((row["kommune"], row.get(ART)), row) for row in table.rows()).items():
        by_line: dict[int, _Key] = {
            row["_linje"]: (tuple(row[k] for k in keys), row["aar"]) for row in listed
        }
        values = {row["_linje"]: value for row in listed if (value := _figure(row, name))}
        for number in {line // SPAN for line in values if sources[line // SPAN].is_workbook}:
            mine = {line: value for line, value in values.items() if line // SPAN == number}
            now, compared = _leaps(by_line, mine, 0)
            moved = [_leaps(by_line, mine, rows) for rows in _MOVED if now >= _FEWEST]
            first = next(row for row in listed if row["_linje"] // SPAN == number)
            released = (first.get("merknad") or "").casefold().startswith(CHECKED)
            if any(n <= _LEFT * now and of >= _COMPARED * compared for n, of in moved) and not released:
                yield (number, art or FIGURES[name][0]), first


def _figure(row: Row, name: str) -> float | None:
    return next((row[each] for each in FIGURES[name] if row[each] is not None), None)


def _leaps(by_line: Mapping[int, _Key], mine: Mapping[int, float], rows: int) -> tuple[int, int]:
    """How many figures leap to the next year when each is moved so many rows up, and of how many."""
    known = {by_line[line - rows]: value for line, value in mine.items() if line - rows in by_line}
    pairs = [(a, known[what, year + 1]) for (what, year), a in known.items() if (what, year + 1) in known]
    return sum(not 1 / _LEAP <= a / b <= _LEAP for a, b in pairs), len(pairs)
