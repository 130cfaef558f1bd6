"""The cells of a book against what an engine made of them."""

from __future__ import annotations

from collections.abc import Container, Mapping

from asss_xl.checks.formula_text import Place, split_place
from asss_xl.checks.recalculation import same_value
from asss_xl.functions.values import Value
from asss_xl.workbook.book import Book
from asss_xl.workbook.cells import Cell


def by_place(book: Book) -> dict[Place, Cell]:
    """The cells of a book as an engine names them."""
    return {split_place(cell.place): cell for cell in book.cells()}


def unlike(
    book: Book | Mapping[Place, Cell], values: Mapping[Place, Value], left_out: Container[Place] = ()
) -> list[str]:
    """Every cell that the engine has another value for, in words; both ways."""
    expected = by_place(book) if isinstance(book, Book) else book
    found = [
        f"{'!'.join(place)}: bok {expected[place].value!r}, motor {values.get(place)!r}"
        for place in unlike_places(expected, values)
        if place not in left_out
    ]
    for place in values.keys() - expected.keys():
        found.append(f"{'!'.join(place)}: bare i motoren, {values[place]!r}")
    return found


def unlike_places(expected: Mapping[Place, Cell], values: Mapping[Place, Value]) -> list[Place]:
    """The cells of a book that the engine has another value for."""
    found = []
    for place, cell in expected.items():
        value, other = cell.value, values.get(place)
        # Most are the same, and a workbook has many: the careful look is for the rest.
        if (value != other or type(value) is not type(other)) and not same_value(value, other):
            found.append(place)
    return found


def told(found: list[str], most: int = 12) -> str:
    """The first of the differences, for a failing test."""
    more = [f"... og {len(found) - most} til"] if len(found) > most else []
    return "\n".join([f"{len(found)} ulike celler", *found[:most], *more])
