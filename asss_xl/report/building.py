"""How a report is put together: a list of parts, in order, each made of the results of those before it.

A part is a function, or a class whose object has what it wrote. Its parameters are the names of the results
that it needs, and what it returns goes by the part's name from then on: finished, nobody adds to it. A
parameter with a default can do without. A part that lacks something else, or whose figures the package
lacks, is left out with its sheets, and so is what needs it. Which sheets a report has follows from the list
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from inspect import signature
from typing import Any, NamedTuple

from asss_xl.catalogue import keyed
from asss_xl.dataset.datasett import Datasett
from asss_xl.workbook import Book, styles

#: The sheet that a part fills is asked for by this name, the first of its sheets; all sheets by the other.
SHEET, SHEETS = "sheet", "sheets"
#: The sheets of the services, by one name.
TJENESTENE = "*"
#: Every sheet in the reader's order: its colour, what is on it, whether it is the reader's on paper.
ARKENE = keyed("ark", "ark")


class Part(NamedTuple):
    """A step of the report: what its result is called, what makes it, its sheets, whether it is there."""

    name: str
    make: Callable[..., object]
    sheets: tuple[str, ...]
    when: Callable[[Datasett], object]

    @property
    def asks(self) -> dict[str, bool]:
        """What it is made of, and whether it must have it."""
        parameters = signature(self.make).parameters.values()
        return {p.name: p.default is p.empty for p in parameters}


def part(
    name: str, make: Callable[..., object], *sheets: str, when: Callable[[Datasett], object] = lambda _: True
) -> Part:
    """A line of the list."""
    return Part(name, make, sheets, when)


def there(parts: Iterable[Part], data: Datasett, given: Iterable[str]) -> list[Part]:
    """The parts that the package has figures for, when some things are given."""
    known, found = {*given, SHEET, SHEETS}, list[Part]()
    for each in parts:
        if each.when(data) and all(name in known for name, must in each.asks.items() if must):
            found.append(each)
            known.add(each.name)
    return found


def build(
    parts: Sequence[Part], book: Book, data: Datasett, services: Sequence[str], **given: object
) -> dict[str, Any]:
    """Make every part, on sheets in the order of ``ARKENE``; the answer is all results by name."""
    made: dict[str, Any] = {"book": book, "data": data, **given}
    found = there(parts, data, made)
    wanted = {sheet: ARKENE[sheet] for each in found for sheet in each.sheets}
    sheets = made[SHEETS] = {
        each: book.sheet(each, getattr(styles, wanted[name]["farge"]))
        for name in ARKENE
        if name in wanted
        for each in (services if name == TJENESTENE else (name,))
    }
    for each in found:
        known = {**made, SHEET: next((sheets[name] for name in each.sheets if name in sheets), None)}
        made[each.name] = each.make(**{name: known[name] for name in each.asks if name in known})
    return made
