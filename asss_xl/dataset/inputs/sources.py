"""Where figures come from: one source or several, with a place for every row."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..files import DESCRIPTOR
from ..messages import Problem
from ..metadata import Metadata
from ..tables import Table
from .layout import ABOUT, layout, layouts

#: A row's number in a source is its own; sources after the first begin at a multiple of this.
SPAN = 10_000_000
_FAR = re.compile(r"\brad (\d{8,})")


@dataclass(frozen=True)
class Unit:
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
    units: list[Unit] = field(default_factory=list)
    #: Rows that are there to be filled in, and are not: line and cells by file of the package.
    unfilled: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        """What its messages begin with, in the order in which they are shown."""
        if not self.is_workbook:
            return [self.descriptor, *self.paths.values()]
        sheets = [ABOUT, *(each.sheet for each in layouts())]
        return [self.name, *(f"{self.name}, arket {sheet}" for sheet in sheets)]

    def place(self, problem: Problem, resource: str | None, row: int | None) -> Problem:
        """A problem with the file, sheet, row and column that its reader knows."""
        if not self.is_workbook:
            fil = problem.fil if resource is None else self.paths.get(resource, problem.fil)
            return dataclasses.replace(problem, fil=fil, rad=row)
        fil, kolonne = problem.fil, problem.kolonne
        if resource is not None:
            fil = f"arket {layout(resource).sheet}"
            kolonne = self.columns.get((resource, kolonne or ""), kolonne)
        elif problem.fil == f"arket {ABOUT}" and kolonne in self.about:
            row, kolonne = self.about[kolonne], f"B ({kolonne})"
        return Problem(f"{self.name}, {fil}", row, kolonne, problem.melding, problem.raad)


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
        made.append(
            dataclasses.replace(
                placed, melding=_in_words(placed.melding, sources), raad=_in_words(placed.raad, sources)
            )
        )
    return list(dict.fromkeys(made))


def _in_words(text: str, sources: Sequence[Source]) -> str:
    """A message of a data package as one of workbooks: sheets for files, rows of other files."""

    def far(found: re.Match[str]) -> str:
        source, row = divmod(int(found[1]), SPAN)
        return f"rad {row} i {sources[source].name}"

    text = _FAR.sub(far, text)
    if all(source.is_workbook for source in sources):
        for each in layouts():
            text = text.replace(f"{each.resource}.csv", f"arket {each.sheet}")
        text = text.replace(DESCRIPTOR, f"arket {ABOUT}")
    return text
