"""What a returned workbook says: corrections, what-ifs, what cannot be taken, what is only told.

And whether a corrected figure can be what was meant: how its cell shows it, and how far it moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from asss_xl.checks.formula_text import Place, address_of
from asss_xl.checks.package import FileCell, Workbook, file_cells
from asss_xl.checks.recalculation import same_value
from asss_xl.dataset.cells.values import number_text
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.messages import shown
from asss_xl.dataset.rettbare import Sted, steder
from asss_xl.functions.values import Value, is_error
from asss_xl.norsk import norsk
from asss_xl.report.profil.kolonner import grenser

#: A number in a formula, not the row of an address.
_NUMBER = re.compile(r"(?<![\w.$])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.(])")
#: A range of one cell, which some programs write as the cell.
_ONE_CELL = re.compile(r"(?<![\w\]$])((?:r\[?-?\d+\]?c\[?-?\d+\]?)|(?:\$?[a-z]{1,3}\$?\d+)):\1(?![\w\[])")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


#: A figure that becomes this many times larger or smaller is told.
FAKTOR = 5.0
#: No field takes more.
_LARGEST = 1e12
#: So many other figures of an indicator say what it can be.
_NOK = 3
#: What is in quotes, brackets or after a backslash in a number format is text, colour or condition.
_TEXT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass(frozen=True)
class Change:
    """One correction: a figure of the package (``sted``), or an amount on a line (``linje``)."""

    sheet: str
    address: str
    figure: str
    old: Value
    new: Value
    reason: str
    who: str
    when: str
    file: str
    sted: Sted | None = None
    linje: tuple[tuple[str, str], ...] = ()

    @property
    def target(self) -> tuple[object, ...]:
        """What it changes."""
        if self.sted is not None:
            return (self.sted.om.fil, self.sted.rad, self.sted.om.kolonne)
        line = dict(self.linje)
        return ("korreksjoner", line["kommune"], line["post"], line["aar"])

    @property
    def says(self) -> tuple[object, ...]:
        """What it says of its target; the same from two senders is one correction."""
        value = number_text(float(self.new))  # type: ignore[arg-type]
        if self.sted is not None:
            return (value,)
        return (value, dict(self.linje)["brukes"], casefolded(self.reason))


@dataclass(frozen=True)
class WhatIf:
    """A yellow cell that is filled in: a scenario, never a correction."""

    sheet: str
    address: str
    figure: str
    old: Value
    new: Value
    #: Where the figure's name does not have it.
    unit: str = ""


@dataclass(frozen=True)
class Told:
    """Something about a cell, a sheet, or the file where there is none.

    ``confirm`` is what confirms it, where somebody may: then it is taken in after all.
    """

    sheet: str
    address: str
    reason: str
    confirm: str = ""


@dataclass(frozen=True)
class Comment:
    """What somebody wrote beside a cell, on one line and harmless."""

    sheet: str
    address: str
    author: str
    text: str


@dataclass
class Answer:
    """What a returned file says."""

    file: str
    municipality: str = ""
    year: str = ""
    build: str = ""
    who: str = ""
    when: str = ""
    #: Whether the file is a workbook at all.
    readable: bool = True
    accepted: list[Change] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    scenario: list[WhatIf] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    #: The confirmations that were needed.
    confirmed: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The file without its folder."""
        return Path(self.file).name

    def refuse(self, reason: str, place: Place = ("", ""), confirm: str = "") -> None:
        """Say why something is not taken in, and by which key its sender can confirm it."""
        self.refused.append(Told(*place, reason, confirm))

    def tell(self, reason: str, place: Place = ("", "")) -> None:
        """Say something that stops nothing."""
        self.told.append(Told(*place, reason))


class Content(Workbook):
    """A file's cells by their place, and its formulas in a form that no program changes."""

    @cached_property
    def by_place(self) -> dict[Place, FileCell]:
        return file_cells(self)

    @cached_property
    def formulas(self) -> dict[Place, str]:
        return {(found.sheet.name, found.cell.address): unmarked(found.seen) for found in self.formula_cells}

    @staticmethod
    def place(sheet: str, row: int, column: int) -> Place:
        """Where a row and a column, counted from 0, are."""
        return sheet, address_of(row + 1, column + 1)

    def value(self, place: Place) -> Value:
        found = self.by_place.get(place)
        return None if found is None or found.value == "" else found.value

    def sheet(self, name: str) -> dict[tuple[int, int], Value]:
        """The values of a sheet, its rows and columns counted from 0."""
        return {
            (cell.row - 1, cell.column - 1): cell.value
            for (sheet, _), cell in self.by_place.items()
            if sheet == name
        }

    def format(self, place: Place) -> str:
        """How a cell shows its number."""
        found = self.by_place.get(place)
        return "General" if found is None else self.number_format(found)


def equal(one: Value, two: Value) -> bool:
    """Whether two values are one, whichever program wrote their digits."""
    return same_value(one, two, 1e-12)


def casefolded(reason: str) -> str:
    """A reason as two who give the same may write it."""
    return " ".join(reason.casefold().split())


def safe_text(text: str) -> str:
    """A text on one line that no spreadsheet takes for a formula."""
    plain = "".join(c if c.isprintable() else " " for c in text).strip()
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def unmarked(formula: str) -> str:
    """A formula without what programs write differently when they save it."""
    text = re.sub(r"_xlfn\.|_xlws\.|_xlpm\.|\s|\+(?=\()", "", formula.lstrip("="))
    text = re.sub(r"\b(TRUE|FALSE)\(\)", r"\1", text)
    text = _NUMBER.sub(lambda found: f"{float(found.group()):.13g}", text)
    text = re.sub(r"'([A-Za-zÆØÅæøå_]+)'!", r"\1!", text).casefold()
    return _ONE_CELL.sub(r"\1", text)


def no_number(value: Value) -> str:
    """Why what stands where a number should is none, and what to write: what it means is not guessed."""
    kind = "ikke et tall" if is_error(value) or not isinstance(value, str) else "tekst, ikke et tall"
    advice = "Skriv tallet med sifre, uten mellomrom og enhet, i en celle med tallformat."
    return f"{shown(value)} er {kind}. {advice}"


def contradiction(told: str, alike: bool) -> str:
    """Why amounts that are given for the same are not taken; ``told`` says whose they are."""
    if alike:
        return f"Det samme beløpet er sagt med ulike begrunnelser: {told}. Avklar om det gjelder to ganger."
    return f"Svar motsier hverandre: {told}. Avklar hva som gjelder."


def beyond(value: float, low: float | None = None, high: float | None = None) -> str:
    """Why a number is outside what its field takes; nothing when it is inside."""
    low, high = -_LARGEST if low is None else low, _LARGEST if high is None else high
    if low <= value <= high:
        return ""
    return f"{norsk(value)} er utenfor det feltet tar, som er {norsk(low)} til {norsk(high)}."


def shown_as(code: str, value: float, percent: bool) -> str:
    """Why a number is not what was typed, by how its cell shows it; nothing when it can be."""
    plain = _TEXT.sub("", code)
    if plain != "General" and re.search("[dmyhsDMYHS]", plain):
        return (
            f"{norsk(value)} vises som {_date(value)}: regnearket har gjort om det som ble skrevet. "
            "Sett tallformat på cellen og skriv tallet på nytt."
        )
    if "%" in plain:
        typed = norsk(100 * value)
        wanted = f"Skriv {typed}, uten prosenttegn." if percent else "Tallet er ikke i prosent."
        return f"{norsk(value)} vises som {typed} %. {wanted} Sett tallformat på cellen."
    return ""


def _date(value: float) -> str:
    try:
        return f"datoen {date(1899, 12, 30) + timedelta(days=value):%d.%m.%Y}"
    except OverflowError:
        return "en dato"


def moved(old: float | None, new: float, percent: bool = False) -> Iterator[str]:
    """What is odd about a figure that becomes another one."""
    if not old:
        return
    change = f"{norsk(old)} blir {norsk(new)}"
    if percent and 0 < abs(new) <= 1 < FAKTOR * abs(new) < abs(old):
        yield f"{change} prosent. Er {norsk(100 * new)} prosent ment, så skriv {norsk(100 * new)}."
    elif new * old < 0:
        yield f"Fortegnet er et annet: {change}."
    elif not abs(old) / FAKTOR <= abs(new) <= abs(old) * FAKTOR:
        yield f"Tallet er mer enn {FAKTOR:g} ganger større eller mindre: {change}."


def outside(data: Datasett, sted: Sted, new: float) -> Iterator[str]:
    """Whether a figure is outside what its indicator can be, or is with the others.

    A figure that is not held against what it was, since it was nothing, is held against the others' largest.
    """
    known = _known(data, sted)
    if sted.om.fil == "indikatorverdier" and sted.om.kolonne == "verdi":
        low, high = grenser(sted.om.enhet)
        if low is not None and high is not None and not low <= new <= high:
            yield f"{norsk(new)} er utenfor {norsk(low)} til {norsk(high)}, som {sted.om.enhet} kan være."
            return
        if len(known) >= _NOK and not min(known) <= new <= max(known):
            told = f"{norsk(min(known))} til {norsk(max(known))}"
            yield f"{norsk(new)} er utenfor {told}, som pakken ellers har."
            return
    largest = max(map(abs, known), default=0.0)
    if not sted.verdi.sagt and largest and abs(new) > FAKTOR * largest:
        was = "manglet" if sted.verdi.sagt is None else "var 0"
        told = f"Tallet {was}, og {norsk(new)} er mer enn {FAKTOR:g} ganger det største pakken ellers har"
        yield f"{told}, {norsk(largest)}."


def _known(data: Datasett, sted: Sted) -> Sequence[float]:
    """The other figures of an indicator: the others', other years', and the stated references."""
    return [
        found.verdi.sagt
        for found in steder(data)
        if found.verdi.sagt is not None
        and found.om.kolonne == sted.om.kolonne
        and set(sted.om.noekkel) <= set(found.om.noekkel)
        and found.rad != sted.rad
    ]
