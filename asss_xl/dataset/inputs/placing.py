"""A table's figures put in the rows of a new package, and an account of every one of them.

A figure is placed only where municipality, year, line and unit are said. Every number is placed, left
out with the reason, or told as not understood; nothing is guessed.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ..kommunenavn import Found, Places, plain
from ..messages import near, refused, shown
from ..poster import POSTER, UTEN_FORTEGN
from ..schema import FIGURE
from . import opening, remembering
from .account import FIRST_PLACES, Outcome, Reason, left, unclear
from .axes import Axes
from .axes import Read as Axed
from .factors import Factors
from .facts import Fact, Figure
from .grid import ERROR, NO_ANSWER
from .lines import AMOUNTS, Line, Lines, rows_by_key
from .saying import (
    ACCOUNTS,
    ADJUSTED,
    ART,
    FUNCTION,
    HEEDED,
    KIND,
    LINE,
    PART,
    PLACE,
    PRELIMINARY,
    TREASURY,
    UNIT,
    YEAR,
    Reader,
    computed,
)
from .template import Row, Template
from .units_said import Unit, unit_of
from .values import MISSING, Read, from_cell, from_text, number_text

_NUMBER = {"name": "verdi", "type": "number"}
#: How alike a name is to be asked about.
_ALIKE = 0.75
#: How many headings are named that nothing was made of.
_FIRST_HEADINGS = 8
_NOT_SO = "Gjelder det ikke tabellen, skriv den teksten i koblingsfilen, med tom tekst etter."
_BLANK = "Gjelder navnet nedover, skriv «som over» i «tomme_celler» i koblingsfilen."
_DIGITS = "Skriv bare sifre, minus først og komma foran desimalene."
_NOT_ALL = {
    PART: ("er ikke regnskap for hele året", _NOT_SO),
    ADJUSTED: ("er regnet om til faste priser, eller korrigert", _NOT_SO),
    TREASURY: (
        "er ikke konsernets regnskap, som pakkens tall er",
        "Skal det brukes likevel, skriv teksten i koblingsfilen, med «konsern» etter.",
    ),
}
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d")
_OTHER_NUMBER = left("står på et kommunenummer som ikke gjaldt i året")


@dataclass(frozen=True)
class Given:
    """What the user says of the table, besides what it says itself."""

    place: str = ""
    year: int | None = None
    unit: str = ""


class Source:
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

    def years(self, made: Template, given: Given) -> list[int]:
        """The years that the figures of the table have, budgets left aside."""
        read, _ = self._read(made, given)
        of_accounts = [f for f in read.figures if f.of(KIND) in (None, ACCOUNTS)]
        found = {f.of(YEAR) for f in of_accounts or read.figures} - {None}
        if not found:
            dated = list(map(shown, filter(_DATED.search, read.unknown)))[:FIRST_PLACES]
            told = f" {', '.join(dated)} er ikke lest som år." if dated else ""
            what = f"Tabellen sier ikke hvilke år tallene gjelder.{told}"
            raise refused(self.file.name, what, "Skriv årene med --years, for eksempel --years 2024.")
        return sorted(found)

    def fill(self, made: Template, given: Given) -> Outcome:
        """Put the figures in the package's rows; what became of each of them."""
        read, lines = self._read(made, given)
        outcome = Outcome(self.file.name, self.grid.sheet, str(remembering.memory(self.file)))
        outcome.unread = self.unread
        _Placing(made, lines, outcome).take(read)
        remembering.keep(self.kept, self.file, read)
        return outcome

    def _read(self, made: Template, given: Given) -> tuple[Axed, Lines]:
        lines, places = Lines(made), _places(made)
        reader = Reader(lines, places, self.kept.read_as)
        remembering.check(self.kept, self.file, reader)
        told = self._given(given, reader)
        name = reader.said(self.grid.sheet)
        if name.understood and self.grid.sheets != (self.file.stem,):
            for what in (PLACE, YEAR, *HEEDED):
                if what in name.facts and what not in told:
                    told[what] = Fact(name.facts[what], "arknavnet", text=self.grid.sheet)
        read = Axes(self.grid, reader, self.kept.blanks, told).read()
        if not read.figures:
            more = f" Arkene er {', '.join(self.grid.sheets)}; velg med --sheet." if self.unread else ""
            advice = f"Skriv bare sifre i cellene, og enheten i overskriften.{more}"
            raise refused(self.file.name, f"Arket {shown(self.grid.sheet)} har ingen tall.", advice)
        return read, lines

    def _given(self, given: Given, reader: Reader) -> dict[str, Fact]:
        """What the options, and else the corrected mapping, say of the whole table."""
        memory = remembering.memory(self.file).name
        told: dict[str, Fact] = {}
        if place := given.place or self.kept.place:
            option = "--municipality" if given.place else memory
            found = reader.places.find(place)
            if found.slag != "member":
                raise refused(
                    option,
                    f"{shown(place)} er ikke en kommune i nettverket.",
                    near(place, reader.places.names.values()),
                )
            told[PLACE] = Fact(found, option)
        year = self.kept.year if given.year is None else given.year
        if year is not None:
            told[YEAR] = Fact(year, memory if given.year is None else "--year")
        if text := given.unit or self.kept.unit:
            option = "--unit" if given.unit else memory
            unit = unit_of(text.casefold(), reader.lines.units)
            if unit is None:
                raise refused(
                    option,
                    f"{shown(text)} er ikke en kjent enhet.",
                    "Skriv for eksempel 1000 kr, mill. kr, kr eller prosent.",
                )
            told[UNIT] = Fact(unit, option)
        return told


def _places(made: Template) -> Places:
    return Places(
        (
            str(row["kommune"]),
            str(row.get("nummer") or ""),
            int(str(row.get("fra") or 0)),
            int(str(row.get("til") or 9999)),
        )
        for row in made.rows["kommuner"]
    )


class _Placing:
    """Takes figures, one by one, to the rows that are there for them."""

    def __init__(self, made: Template, lines: Lines, outcome: Outcome) -> None:
        self.lines, self.out = lines, outcome
        self.rows = rows_by_key(made)
        self.members = {str(row["kommune"]) for row in made.rows["kommuner"]}
        #: The figures of each target, what they say, and how it was told; nothing when they disagree.
        self.taken: dict[tuple[str, ...], tuple[list[Figure], str, str]] = {}
        self.years = made.described["aar"]

    def take(self, read: Axed) -> None:
        self.out.keys = read.keys
        ready: list[tuple[Figure, Line, Read]] = []
        for figure in read.figures:
            value = _value(figure)
            found = self._stopped(figure) or self._unplaced(figure) or self._line(figure)
            if value.missing:
                self._missing(figure, found, value.missing)
            elif isinstance(found, Reason):
                self._out(figure, found)
            elif value.fault:
                self._out(figure, unclear("kan ikke leses som tall", value.fault[0].rstrip("."), _DIGITS))
            else:
                ready.append((figure, found, value))
        factors = Factors(ready)
        for figure, line, value in ready:
            self._put(figure, line, value, factors.of(figure, line, value))
        self.out.warnings += factors.warnings
        for figures, text, told in self.taken.values():
            if text:
                self.out.placed += figures
                self.out.lines[told] += len(figures)
        if passed := dict.fromkeys(text for figure in self.out.placed for text in figure.passed):
            listed = ", ".join(list(passed)[:_FIRST_HEADINGS])
            self.out.warnings.append(f"overskrifter over radene er ikke forstått, og ikke brukt: {listed}.")

    def _out(self, figure: Figure, reason: Reason) -> None:
        self.out.others.append((figure, reason))

    # -- what stops a figure ------------------------------------------------------------------------

    def _stopped(self, figure: Figure) -> Reason | None:
        """What is known not to be a figure for the package, and cells that have no value."""
        kind, place, cell = figure.of(KIND), figure.of(PLACE), figure.cell
        if figure.outside:
            return unclear("står utenfor tabellen, uten overskrift eller kommune")
        if figure.unused:
            return left("brukes ikke, etter koblingsfilen", shown(figure.unused))
        if kind not in (None, ACCOUNTS):
            said = figure.facts[KIND]
            told = f"{kind}, etter {shown(said.text)} ({said.where})"
            return left("er ikke regnskap", told, "" if said.own else _NOT_SO)
        for what, (why, advice) in _NOT_ALL.items():
            if said_so := figure.facts.get(what):
                return left(why, f"etter {shown(said_so.text)} ({said_so.where})", advice)
        if place is not None and (reason := self._not_a_member(place, figure.facts[PLACE])):
            return reason
        if cell.fault == NO_ANSWER:
            advice = "Åpne filen i et regneark, la den regne, og lagre."
            return unclear("formelen har ikke noe lagret svar", cell.address, advice)
        if cell.fault == ERROR:
            return unclear("cellen har en feil", str(cell.value), "Rett formelen.")
        return None

    def _not_a_member(self, place: Found, said: Fact) -> Reason | None:
        if place.slag == "country":
            lacks = place.kommune not in self.members
            return left("hele landet; den nye pakken har ingen rad for det") if lacks else None
        advice = "Skriv kommunenummeret foran navnet."
        return {
            "sum": left("summer og snitt"),
            "collection": left("grupper og samlinger av kommuner", said.text),
            "outside": left("kommuner utenfor nettverket", place.kommune),
            "unclear": unclear("kommunen er ikke entydig", f"{said.where} {place.grunn}", advice),
        }.get(place.slag)

    def _unplaced(self, figure: Figure) -> Reason | None:
        """What is lacking, contradicts itself or is not understood."""
        if figure.unknown:
            texts = ", ".join(f"{shown(text)} ({where}{self._like(text)})" for text, where in figure.unknown)
            return unclear("tekster som ikke er forstått", texts)
        if figure.disagree:
            return unclear("filen motsier seg selv", "; ".join(figure.disagree))
        if figure.of(PLACE) is None and not str(figure.of(LINE)).startswith("nasjonale/"):
            if figure.blank:
                cells = ", ".join(figure.blank)
                return unclear("kommunen er ikke sagt; cellen under navnet er tom", cells, _BLANK)
            advice = "Skriv --municipality, eller «kommune» i koblingsfilen."
            return unclear("kommunen er ikke sagt", "", advice)
        if figure.of(YEAR) is None:
            return unclear("året er ikke sagt", "", "Skriv --year, eller «aar» i koblingsfilen.")
        return None

    def _like(self, text: str) -> str:
        """The nearest name, as a question; of one that is almost a line, what makes it another."""
        bare = plain(re.sub(r"\([^()]*\)", " ", text)).strip()
        if bare in self.lines.unclear:
            line, why = self.lines.unclear[bare]
            return (
                f", er {why}, men pakkens linje er {shown(POSTER[line])}: trekk dem fra og skriv det navnet, "
                f"eller skriv «regnskap/{line}» i koblingsfilen når tallet alt er uten"
            )
        known = {name: self.lines.written.get(name, name) for name in self.lines.names if "/" not in name}
        known |= {plain(name): name for name in self.members}
        alike = difflib.get_close_matches(plain(text), list(known), n=1, cutoff=_ALIKE)
        return f", mente du {shown(known[alike[0]])}?" if alike else ""

    def _line(self, figure: Figure) -> Line | Reason:
        """The line that the row, the column and the titles together say."""
        label, function, art = figure.of(LINE), figure.of(FUNCTION), figure.of(ART)
        if function and not art:
            return unclear("det er ikke sagt om utgiften er netto eller brutto", f"funksjon {function}")
        if function:
            label = self.lines.of_function(function, art)
            if not label:
                return left("funksjoner som pakken ikke har", f"{function} {art}")
        if not label and art:
            return unclear("funksjonen er ikke sagt", shown(figure.heading))
        if not label:
            heading = shown(figure.heading) if figure.heading else ""
            advice = "Gi kolonnen en overskrift, eller en kolonne «Linje»."
            return unclear("linjen er ikke sagt", heading, advice)
        if computed(label):
            return left("linjer som regnes av andre", label.partition("/")[2])
        return self.lines.by_label[label]

    # -- putting ----------------------------------------------------------------------------------

    def _target(self, figure: Figure, line: Line) -> tuple[str, ...]:
        place = figure.of(PLACE)
        whose = "" if line.resource == "nasjonale" or place is None else place.kommune
        return (line.resource, *line.key, whose, str(figure.of(YEAR)))

    def _put(self, figure: Figure, line: Line, value: Read, factor: Decimal | Reason) -> None:
        target, year = self._target(figure, line), figure.of(YEAR)
        row = self.rows.get(target)
        if isinstance(factor, Reason):
            self._out(figure, factor)
        elif row is None and year not in self.years:
            self._out(figure, left("år utenfor den nye pakken", str(year)))
        elif row is None:
            self._out(figure, left("kommunen eller linjen er ikke med det året", f"{line.label} {year}"))
        else:
            text = value.text if factor == 1 else number_text(float(Decimal(value.text) * factor))
            self._keep(figure, line, target, row, text, factor)

    def _keep(
        self, figure: Figure, line: Line, target: tuple[str, ...], row: Row, text: str, factor: Decimal
    ) -> None:
        """Put it in the row; of two that differ none is put."""
        before, said, _ = self.taken.get(target, ([], text, ""))
        # In a year one number holds; what stands by another one is not this year's municipality.
        if said != text and _of_its_year(before[0]) and not _of_its_year(figure):
            self._out(figure, _OTHER_NUMBER)
            return
        if said != text and _of_its_year(figure) and not _of_its_year(before[0]):
            self.out.others += [(each, _OTHER_NUMBER) for each in before if said]
            before, said = [], text
        whose = f"{line.label} {target[-2]} {target[-1]}"
        row.pop("status", None)
        if said != text:
            what = f"{whose} i {before[0].cell.address} og {figure.cell.address}"
            clash = unclear("to ulike tall for det samme", what, "Behold det ene.")
            self.out.others += [(each, clash) for each in (*(before if said else ()), figure)]
            self.taken[target] = (before, "", "")
            row.pop(FIGURE[line.resource], None)
            return
        self.taken[target] = ([*before, figure], text, _taken_for(figure, line, factor))
        row[FIGURE[line.resource]] = text
        if figure.of(PRELIMINARY):
            row["status"] = "foreløpig"
        if line.resource == "regnskap" and line.key[0] in UTEN_FORTEGN and text.startswith("-"):
            told = f"{whose} er under null ({figure.cell.address})"
            self.out.warnings.append(f"{told}; linjen skrives uten minus.")

    def _missing(self, figure: Figure, line: Line | Reason, status: str) -> None:
        """A sign for a missing figure says so of its row, where nothing else is in doubt."""
        if isinstance(line, Reason):
            return
        row = self.rows.get(self._target(figure, line))
        # «.» for a number that does not hold in the year is said of the number, not of the figure.
        if row is None or not _of_its_year(figure):
            return
        if not row.get(FIGURE[line.resource]) and "status" not in row:
            row["status"] = status
            self.out.missing += 1


def _of_its_year(figure: Figure) -> bool:
    """Whether the municipality's number, where the table has one, holds in the figure's year."""
    place = figure.of(PLACE)
    return place is None or place.fra <= figure.of(YEAR) <= place.til


def _taken_for(figure: Figure, line: Line, factor: Decimal) -> str:
    """What a text was taken for, and in which unit."""
    texts = dict.fromkeys(figure.facts[what].text for what in (FUNCTION, ART, LINE) if what in figure.facts)
    said = " / ".join(text for text in texts if text)
    unit = figure.of(UNIT)
    told = ""
    if line.resource in AMOUNTS and isinstance(unit, Unit):
        told = f", {unit.text}" + (f", ganget med {factor.normalize():f}" if factor != 1 else "")
    return f"{said}: {line.label}{told}" if said else f"{line.label}{told}"


def _value(figure: Figure) -> Read:
    """The figure in the package's form; a percent as it is shown."""
    value, form = figure.cell.value, figure.cell.format
    if figure.cell.fault:
        return Read()
    if isinstance(value, str):
        if value.strip().casefold() in MISSING:
            return Read(missing=MISSING[value.strip().casefold()])
        return from_text(value.strip().removesuffix("%"), _NUMBER, figure=True)
    if "%" in form and isinstance(value, (int, float)) and not isinstance(value, bool):
        return Read(number_text(value * 100))
    return from_cell(value, form, _NUMBER, figure=True)
