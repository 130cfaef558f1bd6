"""Answers with nothing in them: what StatBank shows between 05 and 08, while new figures are put in.

A zero is a figure, and so is a small municipality's whole answer of them. What is no answer is
nothing but zeros and dots where the year before had figures, or a zero for the whole country.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..grouping import grouped
from ..messages import said
from .errors import Unfilled
from .fetching import COUNTRY, Answers, Fetched
from .jsonstat import Cell
from .klass import Klass
from .mapping import CONTENTS, TIME

#: So many figures do not all become zero at once, unless it is the table that is not filled.
_MANY = 5
#: Figures that a table may get months after its others: without them the rest is still an answer.
_LATER = ("verdi", "teller", "nevner", "kontrolltall")

#: Cells with their regions.
Column = list[tuple[str, Cell]]


def refuse(fetched: Fetched, klass: Klass) -> None:
    """Raise when a table is not filled; a lone indicator that has no figures yet is only told."""
    told: dict[str, list[str]] = {}
    for table, answers in fetched.tables.items():
        late, wrong = _by_code(table, answers)
        wrong += _by_region(table, answers, klass)
        if wrong:
            told[table] = wrong
        elif late:
            fetched.unfilled.append(table)
            fetched.left_out += late
    if told:
        lines = list(dict.fromkeys(line for lines in told.values() for line in lines))
        raise Unfilled(told, "\n".join((*lines[:10], said("ikke_fylt"))))


def _by_code(table: str, answers: Answers) -> tuple[list[str], list[str]]:
    """The codes without figures: of indicators that may come later, and of what must be there."""
    late: list[str] = []
    wrong: list[str] = []
    names = {found.link.dimension or CONTENTS for found in answers.resolved}
    chosen = ((dict(codes), cell) for codes, cell in answers.cells.items())
    by_code = grouped(
        ((name, codes[name], codes[TIME]), (codes.get(answers.region, ""), cell))
        for codes, cell in chosen
        for name in names & codes.keys()
    )
    for found in answers.resolved:
        name = found.link.dimension or CONTENTS
        times = [t for t in answers.times if found.link.holds(int(t) - found.link.shift)]
        for code, time in ((code, time) for code in found.codes[name] for time in times):
            now = by_code.get((name, code, time), [])
            if now and _empty(now, by_code.get((name, code, str(int(time) - 1)), [])):
                zeros = any(cell.value == 0 for _, cell in now)
                told = f"Tabell {table}, {found.link.name} ({code}): alle tall for {time} er 0 eller mangler."
                (wrong if zeros or found.link.target not in _LATER else late).append(told)
    return late, wrong


def _empty(now: Column, before: Column) -> bool:
    """Whether a code has no figure in any region, though it must have."""
    if any(cell.value for _, cell in now):
        return False
    lost = [region for region, cell in before if cell.value]
    return (
        len(lost) >= _MANY
        or any(region in COUNTRY for region in lost)
        or any(region in COUNTRY and cell.value == 0 for region, cell in now)
    )


def _by_region(table: str, answers: Answers, klass: Klass) -> Iterator[str]:
    """Municipalities that had figures over the table and have zeros the year after, and a table of zeros."""
    chosen = ((dict(codes), cell) for codes, cell in answers.cells.items())
    by_region = grouped(((codes.get(answers.region, ""), codes[TIME]), cell) for codes, cell in chosen)
    for time in answers.times:
        held = klass.valid(int(time))
        zeros = [
            region
            for region in answers.regions
            if region in held and _zeros(by_region.get((region, time), ()))
        ]
        for region in zeros:
            before = by_region.get((region, str(int(time) - 1)), [])
            if sum(bool(cell.value) for cell in before) >= _MANY:
                yield f"Tabell {table}: alle tall for {region} i {time} er 0, men ikke året før."
        if len(zeros) > 1 and not any(cell.value for cells in by_region.values() for cell in cells):
            yield f"Tabell {table}: alle tall er 0 eller mangler."


def _zeros(cells: Sequence[Cell]) -> bool:
    return any(cell.value == 0 for cell in cells) and not any(cell.value for cell in cells)
