"""What a table says of a figure, and where: by its own row and column, and by what stands over more; and what
became of it, told so that somebody can look it over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...cells.grid import GridCell
from ...grouping import grouped
from ...messages import fault, said
from .saying import PLACE, UNIT, YEAR, Said


@dataclass(frozen=True)
class Fact:
    """Something said of a figure, and where; `own` when its own row or column says it."""

    value: Any
    where: str
    own: bool = False
    text: str = ""


@dataclass
class TableFigure:
    """A cell with a figure, what is said of it, and what of that is not understood."""

    cell: GridCell
    facts: dict[str, Fact] = field(default_factory=dict)
    #: Texts that place it and are not understood, with their cells; two that disagree.
    unknown: list[tuple[str, str]] = field(default_factory=list)
    disagree: list[str] = field(default_factory=list)
    #: Titles and headings over its rows that are not understood, where all is said without them.
    passed: list[str] = field(default_factory=list)
    #: The text in a mapping, or a column, that says that it is not to be used.
    unused: str = ""
    #: What cells say in other rows that are blank in its own, and where those are.
    blank: dict[str, str] = field(default_factory=dict)
    heading: str = ""
    #: Whether the cell is no part of any table.
    outside: bool = False

    def of(self, what: str) -> Any:
        return self.facts[what].value if what in self.facts else None

    def at(self, cell: GridCell) -> TableFigure:
        """Another figure of the same row, with what the row says."""
        made = TableFigure(cell, dict(self.facts), list(self.unknown), list(self.disagree))
        made.unused, made.blank = self.unused, self.blank
        return made

    def say(self, what: str, fact: Fact) -> None:
        """What its own row or column says."""
        before = self.facts.setdefault(what, fact)
        if what == PLACE and (fact.value.slag == "sum" or fact.value.kommune in before.value.blant):
            self.facts[what] = fact
        elif not _same(what, before, fact):
            self._twice(what, before, fact)

    def also(self, what: str, facts: Sequence[Fact]) -> None:
        """What is said of more than the figure, where its row and column say nothing themselves."""
        if what in self.facts or (what in (PLACE, YEAR) and what in self.blank):
            return
        if all(_same(what, fact, facts[0]) for fact in facts):
            self.facts[what] = facts[-1]
        else:
            self._twice(what, facts[0], facts[-1])

    def _twice(self, what: str, one: Fact, other: Fact) -> None:
        self.disagree.append(f"{what} er sagt to ganger, i {one.where} og {other.where}")


def _same(what: str, one: Fact, other: Fact) -> bool:
    """A number and a name of the same municipality are no contradiction; nor two ways to write a unit."""
    a, b = one.value, other.value
    if what == PLACE and a != b:
        either = a.kommune in b.blant or b.kommune in a.blant
        return either or bool((a.slag, a.kommune) == (b.slag, b.kommune))
    if what == UNIT and a != b:
        return bool((a.slag, a.factor) == (b.slag, b.factor))
    return bool(a == b)


@dataclass
class Section:
    """The headings over the rows that follow, as far as they have been read."""

    facts: dict[str, Fact] = field(default_factory=dict)
    unknown: list[tuple[Said, str]] = field(default_factory=list)
    used: bool = False

    def heading(self, texts: Sequence[tuple[Said, str]]) -> None:
        """A new one ends the former's unknown texts, and what it says itself."""
        if self.used:
            self.unknown, self.used = [], False
        for told, where in texts:
            if not told.understood:
                self.unknown.append((told, where))
            for what, value in told.sure.items():
                self.facts[what] = Fact(value, where, False, told.text)


LEFT, UNKNOWN = "utelatt", "ikke forstått"
FIRST_PLACES, _FIRST_TEXTS = 4, 12
#: How many kinds of figures are told one by one.
_MOST_LINES = 15


@dataclass(frozen=True)
class Reason:
    """Why a figure is not placed: one message for all with the same; the lines of `what` tell them apart."""

    slag: str
    why: str
    what: str = ""
    advice: str = ""


def left_out(which: str, what: str = "", *values: object) -> Reason:
    """A figure that the package does not take."""
    why, advice = fault(which, *values)
    return Reason(LEFT, why, what, advice)


def unclear(which: str, what: str = "", *values: object) -> Reason:
    """A figure that is not understood."""
    return replace(left_out(which, what, *values), slag=UNKNOWN)


@dataclass
class Outcome:
    """What became of each number of the table."""

    file: str
    sheet: str
    memory: str
    #: Where each number is told of when there are many kinds of them.
    account: str = ""
    placed: list[TableFigure] = field(default_factory=list)
    others: list[tuple[TableFigure, Reason]] = field(default_factory=list)
    #: How many figures each text gave, by what it was taken for.
    lines: Counter[str] = field(default_factory=Counter)
    #: Where each figure that is placed went, by its cell.
    targets: dict[tuple[int, int], str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    keys: int = 0
    missing: int = 0
    #: Whether the memory has a text to be answered.
    asked: bool = False
    #: Sheets that were not read, where the user has not chosen one.
    unread: tuple[str, ...] = ()

    def count(self, slag: str) -> int:
        return sum(reason.slag == slag for _, reason in self.others)

    @property
    def complete(self) -> bool:
        return bool(self.placed) and not self.count(UNKNOWN)

    @property
    def place(self) -> str:
        """The municipality, where all that is placed is one's."""
        found = {figure.of(PLACE).kommune for figure in self.placed if figure.of(PLACE) is not None}
        return found.pop() if len(found) == 1 else ""

    @property
    def is_long(self) -> bool:
        """Whether what each text was taken for fills more than a screen has room for."""
        return len(self.lines) > _MOST_LINES

    def _lines(self) -> Mapping[str, int]:
        """What each text was taken for, or of many no more than the file of the package."""
        if not self.is_long:
            return self.lines
        short: Counter[str] = Counter()
        for target in self.targets.values():
            short[target.partition("/")[0]] += 1
        return short

    def every_number(self) -> str:
        """A line for each number: its cell, what stands there, what became of it."""
        told = {
            (f.cell.row, f.cell.column): f"satt inn: {self.targets[f.cell.row, f.cell.column]}"
            for f in self.placed
        }
        for figure, reason in self.others:
            why = ": ".join(filter(None, (reason.slag, reason.why, ", ".join(reason.what.splitlines()))))
            told[figure.cell.row, figure.cell.column] = why
        cells = {(f.cell.row, f.cell.column): f.cell for f in (*self.placed, *(f for f, _ in self.others))}
        return "".join(f"{cells[at].address}\t{cells[at].text}\t{told[at]}\n" for at in sorted(cells))

    def as_text(self) -> str:
        """The account, for the one who shall look at it."""
        out = [f"{self.file}, arket {self.sheet}:"]
        out += [f"  {told} ({count} tall)" for told, count in self._lines().items()]
        if self.is_long:
            out.append(f"  Hvert tall, med celle og hva det ble, står i {self.account}.")
        for slag in (LEFT, UNKNOWN):
            out += self._told(slag)
        out += [f"Se over: {warning}" for warning in self.warnings]
        if self.unread:
            out.append(f"Bare dette arket er lest. Velg et annet med --sheet: {', '.join(self.unread)}.")
        total = len(self.placed) + len(self.others)
        out.append(
            f"{total} tall i tabellen: {len(self.placed)} tall satt inn, {self.count(LEFT)} utelatt, "
            f"{self.count(UNKNOWN)} ikke forstått."
        )
        if self.missing:
            out.append(f"Dessuten sier {self.missing} tegn i tabellen at et tall mangler.")
        if self.keys:
            out.append(f"Årstall og kommunenumre ({self.keys}) er brukt som det, og ikke regnet med.")
        if self.count(UNKNOWN):
            out.append(said("svar_i_koblingene" if self.asked else "koblingsfilen_er", self.memory))
        return "\n".join(out)

    def _told(self, slag: str) -> list[str]:
        mine = ((figure, reason) for figure, reason in self.others if reason.slag == slag)
        groups = grouped(((reason.why, reason.advice), (figure, reason.what)) for figure, reason in mine)
        out = []
        for (why, advice), found in groups.items():
            whats = list(dict.fromkeys(part for _, what in found for part in what.splitlines()))
            more = f", og {len(whats) - _FIRST_TEXTS} til" if len(whats) > _FIRST_TEXTS else ""
            named = f": {', '.join(whats[:_FIRST_TEXTS])}{more}" if whats else ""
            cells = [figure.cell.address for figure, _ in found]
            rest = f" og {len(cells) - FIRST_PLACES} til" if len(cells) > FIRST_PLACES else ""
            said = f"  {slag.capitalize()}, {len(found)} tall ({', '.join(cells[:FIRST_PLACES])}{rest}): "
            out.append(f"{said}{why}{named}.{' ' + advice if advice else ''}")
        return out
