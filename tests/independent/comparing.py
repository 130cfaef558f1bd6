"""The workbook's figures held against the independent ones, one choice at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import asss_xl.dataset
from asss_xl.functions.values import Value
from asss_xl.report.rapport import Rapport
from tests.independent import key_figures, likeness, sheets
from tests.independent.accounts import Accounts
from tests.independent.figures import Book, Figures, Spending
from tests.independent.profiles import Indicators, Profiles
from tests.independent.raw import Choice, Correction, Package
from tests.support import choosing
from tests.support.engine import Session

RAW = Path(asss_xl.dataset.__file__).parent / "eksempelnettverk"
#: Relative, and for what is a difference of large figures absolute.
CLOSE = 1e-6
#: The first line of corrections that the package leaves free.
_FREE = 3


@dataclass(frozen=True)
class Difference:
    """A figure that the workbook has otherwise."""

    choice: Choice
    key: tuple[str, str, str, int]
    expected: object
    shown: object

    def __str__(self) -> str:
        part, row, column, year = self.key
        who = f"{self.choice.own} {self.choice.year}, {self.choice.group}, {self.choice.key or 'årets'}"
        return f"{who} | {part} | {row} | {column} | {year}: {self.shown!r}, uavhengig {self.expected!r}"


@dataclass
class Oracle:
    """The independent figures of any choice."""

    package: Package
    spending: Spending = field(init=False)
    indicators: Indicators = field(init=False)

    def __post_init__(self) -> None:
        self.spending = Spending(self.package)
        self.indicators = Indicators(self.package)

    def figures(self, choice: Choice, profiles: bool = True) -> Figures:
        book = Book(self.package, self.spending, choice)
        if choice.group == likeness.GROUP:
            self.package.alike[choice] = set(likeness.nearest(book))
        likeness.write(book)
        book.chain()
        book.needs()
        book.demography()
        accounts = Accounts(book)
        accounts.write()
        if not choice.fixed:
            # In fixed prices the table is called so, and earlier kroner are others: `test_prices` has them.
            key_figures.write(book, accounts)
        if profiles:
            Profiles(book, self.indicators).write()
        for key, value in book.figures.items():
            if _kroner(*key) and isinstance(value, float | int):
                book.figures[key] = value * self.package.worth(choice, key[3])
        return book.figures


def _kroner(part: str, row: str, column: str, _year: int) -> bool:
    """Whether a figure is an amount over the years, worked out in the kroner of each."""
    if part == "tabell 19":
        return row != "nivaa"
    if part.startswith("tabell") or part in ("figur 0", "figur 4", "figur 6", "disposisjonsfond"):
        return column in ("beloep", "mill", "regnskap", "rettet") and (part, column) != ("figur 0", "rettet")
    return part in ("kjede", "sosiale")


class Workbook:
    """A built network workbook in an engine, asked for one choice after the other."""

    def __init__(self, report: Rapport, session: Session) -> None:
        self.session = session
        self.places = choosing.places(report)

    def book(self, choice: Choice) -> Mapping[str, sheets.Page]:
        """The sheets as they are with a choice made; what the package corrects is left out."""
        for place, value in self._cells(choice).items():
            self.session.set(place, value)
        self.session.evaluate()
        found = sheets.pages(self.session.values())
        self.session.restore()
        return found

    def _cells(self, choice: Choice) -> dict[str, Value]:
        made: dict[str, Value] = {
            choosing.KOMMUNE: choice.own,
            choosing.AAR: float(choice.year),
            choosing.GRUPPE: choice.group,
        }
        if choice.fixed:
            made[choosing.PRISER] = "Faste"
        if choice.key:
            made[choosing.NOEKKEL] = choice.key
        for number in range(1, _FREE):
            made[f"Rettelse {number}: er den med?"] = "Nei"
        for number, correction in enumerate(choice.corrections, start=_FREE):
            made |= _line(number, correction)
        starts = {label: place for label, place in self.places.items()}
        return {
            next(place for known, place in starts.items() if known.startswith(label)): value
            for label, value in made.items()
        }


def _line(number: int, correction: Correction) -> dict[str, Value]:
    what = f"Rettelse {number}: "
    given: Value = correction.what
    label = "linje eller sektor"
    if correction.what.isdigit():
        label, given = "KOSTRA-funksjon", float(correction.what)
    elif correction.what in sheets.LINES:
        given = sheets.LINES[correction.what]
    return {
        what + label: given,
        what + "året": float(correction.year),
        what + "1000 kr": correction.amount,
        what + "er den med?": "Ja",
        what + "kommunen": correction.unit,
    }


def compare(
    choice: Choice, figures: Figures, book: Mapping[str, sheets.Page]
) -> tuple[int, list[Difference]]:
    """How many cells were compared, and those that differ.

    A cell of a table that nothing independent is said of is a difference too.
    """
    by_part: dict[str, dict[sheets.Figure, object]] = {}
    for (part, *key), value in figures.items():
        by_part.setdefault(part, {})[tuple(key)] = value  # type: ignore[index]
    count, found = 0, []
    for part, expected in by_part.items():
        shown = sheets.shown(book, part, choice)
        missing = expected.keys() - shown.keys()
        if missing:
            raise LookupError(f"{part}: ikke på arket: {sorted(missing)[:5]}")
        for key, value in shown.items():
            wanted = expected.get(key)
            count += key in expected
            if not agree(wanted, value):
                found.append(Difference(choice, (part, *key), wanted, value))
    return count, found


def agree(expected: object, shown: object) -> bool:
    """Whether a cell holds the figure, the name, or nothing where there can be none."""
    if expected is None:
        return not isinstance(shown, float | int) or isinstance(shown, bool)
    if isinstance(expected, str):
        return expected == shown
    if not isinstance(shown, float | int) or isinstance(shown, bool):
        return False
    assert isinstance(expected, float | int)
    return math.isclose(float(shown), float(expected), rel_tol=CLOSE, abs_tol=CLOSE)


def told(found: Iterable[Difference], at_most: int = 25) -> str:
    """The differences in words, the first of them."""
    listed = list(found)
    more = f"\n… og {len(listed) - at_most} til" if len(listed) > at_most else ""
    return f"{len(listed)} avvik:\n" + "\n".join(str(d) for d in listed[:at_most]) + more
