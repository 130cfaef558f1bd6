"""The cells of a book against what an engine made of them."""

from __future__ import annotations

from collections.abc import Container, Mapping

from asss_xl.checks.package import Place, split_place
from asss_xl.checks.recalculation import same_value
from asss_xl.functions.values import Value
from asss_xl.workbook.book import Book


def unlike(
    book: Book, values: Mapping[Place, Value], left_out: Container[Place] = ()
) -> list[str]:
    """Every cell that the engine has another value for, in words; both ways."""
    found = []
    expected = {split_place(cell.place): cell for cell in book.cells()}
    for place, cell in expected.items():
        if place not in left_out and not same_value(cell.value, values.get(place)):
            found.append(f"{cell.place}: bok {cell.value!r}, motor {values.get(place)!r}")
    for place in values.keys() - expected.keys():
        found.append(f"{'!'.join(place)}: bare i motoren, {values[place]!r}")
    return found


def told(found: list[str], most: int = 12) -> str:
    """The first of the differences, for a failing test."""
    more = [f"... og {len(found) - most} til"] if len(found) > most else []
    return "\n".join([f"{len(found)} ulike celler", *found[:most], *more])
