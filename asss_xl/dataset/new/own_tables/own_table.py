"""A file with a table of one's own, opened once, and what the user says of all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ...cells import opening
from ...kommunenavn import Places
from ...messages import fault, near, refused, shown
from ..template import NewPackage, span
from . import remembering, saying as s
from .axes import Axes, Understood, parted
from .facts import FIRST_PLACES, Fact, Outcome, TableFigure
from .lines import LineNames
from .placing import Placing, is_of_people
from .saying import Reader
from .units import unit_of

_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d")


@dataclass(frozen=True)
class Given:
    """What the user says of the table, besides what it says itself."""

    place: str = ""
    year: int | None = None
    unit: str = ""


class OwnTable:
    """A file with a table, opened once, with what has been said of it before."""

    def __init__(self, file: Path, sheet: str | None) -> None:
        self.file = file
        kept = remembering.recall(file)
        self.grid = opening.read(file, sheet or kept.sheet or None)
        if kept.sheet not in ("", self.grid.sheet):
            kept = remembering.Remembered()
        kept.sheet = self.grid.sheet
        self.kept = kept
        self.unread = tuple(name for name in self.grid.sheets if sheet is None and name != kept.sheet)

    def years(self, made: NewPackage, given: Given) -> list[int]:
        """The years that the figures of the table have, budgets left aside."""
        read, _ = self._read(made, given)
        of_accounts = [f for f in read.figures if f.of(s.KIND) in (None, s.ACCOUNTS)]
        found = {f.of(s.YEAR) for f in of_accounts or read.figures} - {None}
        if not found:
            texts = [*map(shown, read.unknown), *(text for figure in read.figures for text in figure.passed)]
            dated = list(dict.fromkeys(filter(_DATED.search, texts)))[:FIRST_PLACES]
            told = f" {', '.join(dated)} er ikke lest som år." if dated else ""
            raise refused(self.file.name, *fault("uten_aar", told))
        return sorted(found)

    def fill(self, made: NewPackage, given: Given) -> Outcome:
        """Put the figures in the package's rows; what became of each of them."""
        read, lines = self._read(made, given)
        account = remembering.account(self.file)
        outcome = Outcome(self.file.name, self.grid.sheet, str(remembering.memory(self.file)), str(account))
        outcome.unread, outcome.asked = self.unread, bool(read.unknown)
        Placing(made, lines, outcome).take(read)
        remembering.keep(self.kept, self.file, read)
        if outcome.is_long:
            remembering.put(account, outcome.every_number())
        return outcome

    def _read(self, made: NewPackage, given: Given) -> tuple[Understood, LineNames]:
        lines, places = LineNames(made), _places(made)
        reader = Reader(lines, places, self.kept.read_as)
        remembering.check(self.kept, self.file, reader)
        told = self._given(given, reader)
        if self.grid.sheets != (self.file.stem,):
            for what, value in reader.said(self.grid.sheet, filler=True).sure.items():
                if what in (s.PLACE, s.YEAR, s.SERVICE, *s.HEEDED):
                    told.setdefault(what, Fact(value, "arknavnet", text=self.grid.sheet))
        read = Understood()
        for part in parted(self.grid):
            Axes(part, reader, self.kept.blanks, told, read).read()
        for figure in read.figures:
            _at_the_end_of_the_year(figure, self.kept.people)
        if not read.figures:
            more = f" Arkene er {', '.join(self.grid.sheets)}; velg med --sheet." if self.unread else ""
            raise refused(self.file.name, *fault("ark_uten_tall", self.grid.sheet, more))
        return read, lines

    def _given(self, given: Given, reader: Reader) -> dict[str, Fact]:
        """What the options, and else the corrected mapping, say of the whole table."""
        memory = remembering.memory(self.file).name
        told: dict[str, Fact] = {}
        if place := given.place or self.kept.place:
            option = "--municipality" if given.place else memory
            found = reader.places.find(place)
            if found.slag != "member":
                advice = near(place, reader.places.names.values())
                raise refused(option, *fault("ikke_i_nettverket", place, advice))
            told[s.PLACE] = Fact(found, option)
        year = self.kept.year if given.year is None else given.year
        if year is not None:
            told[s.YEAR] = Fact(year, memory if given.year is None else "--year")
        if text := given.unit or self.kept.unit:
            option = "--unit" if given.unit else memory
            unit = unit_of(text.casefold(), reader.lines.units)
            if unit is None:
                raise refused(option, *fault("ukjent_enhet", text))
            told[s.UNIT] = Fact(unit, option)
        return told


def _at_the_end_of_the_year(figure: TableFigure, kept: str) -> None:
    """People at the beginning of a year that the table says are those at the end of the year before."""
    facts = figure.facts
    said_by_table = s.YEAR in facts and not facts[s.YEAR].where.startswith("--")
    if kept and is_of_people(figure) and not {s.OPENING, s.CLOSING} & facts.keys():
        facts[remembering.PEOPLE[kept]] = Fact(kept, "«folketall»")
        said_by_table = s.YEAR in facts  # the answer is of whichever year it is
    if s.OPENING not in facts or not said_by_table or not is_of_people(figure):
        return
    del facts[s.OPENING]
    facts[s.YEAR] = replace(facts[s.YEAR], value=facts[s.YEAR].value - 1)
    facts[s.YEAR_BEFORE] = facts[s.YEAR]
    if s.PLACE in facts:
        # A number that holds from a year has its people of the beginning of it.
        place = facts[s.PLACE].value
        moved = place._replace(fra=place.fra - 1, til=place.til - 1)
        facts[s.PLACE] = replace(facts[s.PLACE], value=moved)


def _places(made: NewPackage) -> Places:
    rows = made.rows["kommuner"]
    return Places((str(row["kommune"]), str(row.get("nummer") or ""), *span(row)) for row in rows)
