"""What a table says of a figure, and where: by its own row and column, and by what stands over more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..cells.grid import Cell
from .saying import PLACE, UNIT, YEAR, Said


@dataclass(frozen=True)
class Fact:
    """Something said of a figure, and where; `own` when its own row or column says it."""

    value: Any
    where: str
    own: bool = False
    text: str = ""


@dataclass
class Figure:
    """A cell with a figure, what is said of it, and what of that is not understood."""

    cell: Cell
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

    def at(self, cell: Cell) -> Figure:
        """Another figure of the same row, with what the row says."""
        made = Figure(cell, dict(self.facts), list(self.unknown), list(self.disagree))
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
