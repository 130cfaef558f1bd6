"""What a reader may fill in: every yellow cell of a book, and random figures for them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from asss_xl.dataset import Datasett
from asss_xl.functions.values import Value, is_number
from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook import Cell
from asss_xl.workbook.book import Book
from asss_xl.workbook.what_if import AV, PAA, Editable, Input

#: What a yellow cell takes when neither the figure nor its limits say anything about the size.
_SIZE = 10_000.0
_TEXTS = ("Føringen gjelder bydel Åsane & Ærlig talt", "=1+1", "<b>«sitat»</b>", "'tekst", "7", "  ")


@dataclass(frozen=True)
class Scenario:
    """Figures for some yellow cells by place; None empties the cell."""

    number: int
    what_if: dict[str, Value]
    switch: str

    def __str__(self) -> str:
        filled = ", ".join(f"{place} = {value!r}" for place, value in self.what_if.items())
        return f"scenario {self.number}, bryter {self.switch}: {filled}"


def the_switch(book: Book) -> Cell:
    """The cell that turns all the yellow cells on or off."""
    return next(e.cell for e in book.editables if e.choices == (PAA, AV))


def yellow_places(book: Book) -> list[str]:
    """Every cell that a reader may change, the switch among them."""
    return [*(i.what_if.place for i in book.inputs), *(e.cell.place for e in book.editables)]


def scenarios(report: Rapport, count: int, seed: int) -> list[Scenario]:
    """Random scenarios that together fill every yellow cell of the workbook.

    The cells are dealt out of shuffled decks, 1 to 12 to a scenario; a workbook with more cells
    than that gets larger scenarios, never cells that nobody tries.
    """
    chance = random.Random(seed)
    places = [p for p in yellow_places(report.book) if p != the_switch(report.book).place]
    sizes = [chance.randint(1, 12) for _ in range(count)]
    while sum(sizes) < len(places):
        sizes[chance.randrange(count)] += 1
    deck = _deck(chance, places)
    draw = Drawing(chance, report)
    return [_scenario(number, size, deck, draw) for number, size in enumerate(sizes)]


def _deck(chance: random.Random, places: list[str]) -> Iterator[str]:
    while True:
        yield from chance.sample(places, len(places))


def _scenario(number: int, size: int, deck: Iterator[str], draw: Drawing) -> Scenario:
    filled: dict[str, Value] = {}
    while len(filled) < size:
        filled |= draw.filled(next(deck))
    return Scenario(number, filled, AV if draw.chance.random() < 0.1 else PAA)


class Drawing:
    """Figures within what the validation of each cell allows."""

    def __init__(self, chance: random.Random, report: Rapport) -> None:
        self.chance = chance
        self.data: Datasett = report.data
        self.inputs = {i.what_if.place: i for i in report.book.inputs}
        switch = the_switch(report.book)
        self.editables = {e.cell.place: e for e in report.book.editables if e.cell is not switch}
        #: Editable cells that stand on one row belong together.
        rows: dict[tuple[str, int], list[str]] = {}
        for place, editable in self.editables.items():
            rows.setdefault((editable.cell.sheet, editable.cell.row), []).append(place)
        self.lines = {p: line for line in rows.values() if len(line) > 2 for p in line}

    def places(self) -> list[str]:
        """Every yellow cell but the switch."""
        return [*self.inputs, *self.editables]

    def filled(self, place: str) -> dict[str, Value]:
        """A figure for a cell, with the rest of its line where it is a line of corrections."""
        made = {place: self.value(place)}
        if place in self.lines and self.chance.random() < 0.7:
            # A line of corrections moves nothing until all of it is there.
            made |= self.line(place)
        return made

    def value(self, place: str) -> Value:
        if place in self.inputs:
            return self._figure(self.inputs[place])
        return None if self.chance.random() < 0.15 else self._own(self.editables[place])

    def line(self, place: str) -> dict[str, Value]:
        return {other: self._own(self.editables[other]) for other in self.lines[place]}

    def _figure(self, given: Input) -> Value:
        low, high = given.lowest, given.highest
        if low is not None and high is not None and self.chance.random() < 0.3:
            return self.chance.choice((low, high, self.chance.uniform(low, high)))
        base = given.base.value
        if is_number(base) and self.chance.random() < 0.15:
            return float(base)  # type: ignore[arg-type]
        if is_number(base) and base != 0:
            found = float(base) * self.chance.uniform(0.3, 1.8)  # type: ignore[arg-type]
        else:
            found = self.chance.choice((0.0, self.chance.uniform(-_SIZE, _SIZE)))
        found = round(found, self.chance.choice((0, 1, 3, 12)))
        return _within(found, low, high)

    def _own(self, editable: Editable) -> Value:
        if editable.choices:
            listed = [c if isinstance(c, str) else c.value for c in editable.choices]
            return self.chance.choice([value for value in listed if value not in (None, "")])
        if editable.lowest is None and not is_number(editable.cell.value):
            return self.chance.choice(_TEXTS)
        if "KOSTRA-funksjon" in editable.label:
            codes = [f.funksjon for f in self.data.funksjoner if f.funksjon.isdigit()]
            return self.chance.choice((None, None, float(self.chance.choice(codes)), 999.0))
        low = editable.lowest if editable.lowest is not None else -_SIZE
        high = editable.highest if editable.highest is not None else _SIZE
        if editable.cell.style.number_format == "0":
            return float(self.chance.randint(int(low), int(high)))
        return _within(round(self.chance.uniform(-50, 50) * _SIZE, 2), low, high)


def _within(value: float, low: float | None, high: float | None) -> float:
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)
