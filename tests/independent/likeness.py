"""Who is like a municipality, worked out from the raw tables."""

from __future__ import annotations

import math
import statistics

from tests.independent.figures import Book

PART, GROUP, COUNT = "likeste", "De likeste", 5


def measures(book: Book, unit: str, year: int) -> tuple[float, float, float]:
    """Need (the country = 1), free income per inhabitant and the logarithm of the inhabitants."""
    package, spending = book.package, book.spending
    key = package.key(book.choice, year)
    needs, means = 0.0, 0.0
    for sector in package.key_sectors(key):
        mean = spending.each("", year, "netto", sector, key)
        weights = package.weights[key, sector]
        needs += mean * sum(w * package.criteria[unit, c, year] for c, w in weights.items())
        means += mean
    people = spending.people(unit, year)
    return needs / means, 1000 * package.line(unit, year, "frie") / people, math.log(people)


def distances(book: Book) -> dict[str, float]:
    """How far each municipality is from the chosen one, in the chosen year."""
    year = book.choice.year
    found = {unit: measures(book, unit, year) for unit in book.package.municipalities}
    spread = [statistics.pstdev(values) for values in zip(*found.values(), strict=True)]
    own = found[book.own]
    return {
        unit: math.hypot(*((a - b) / s for a, b, s in zip(mine, own, spread, strict=True)))
        for unit, mine in found.items()
    }


def nearest(book: Book) -> list[str]:
    """The nearest, first the one that is nearest of all."""
    found = distances(book)
    return sorted((unit for unit in found if unit != book.own), key=found.__getitem__)[:COUNT]


def write(book: Book) -> None:
    """The table on Nettverk: the municipality, and those nearest."""
    found, year = distances(book), book.choice.year
    for unit in (book.own, *nearest(book)):
        need, income, size = measures(book, unit, year)
        for column, value in (
            ("avstand", found[unit]),
            ("behov", need),
            ("inntekt", income),
            ("folk", float(round(math.exp(size)))),
        ):
            book.put(PART, unit, column, 0, value)
