"""The service profiles, worked out from the raw tables."""

from __future__ import annotations

import math
from functools import cached_property

import pandas as pd

from tests.independent.figures import Book, share
from tests.independent.raw import Choice, Package

#: The columns that compare; empty where there are too few to compare with.
COMPARED = ("indeks", "avvik", "avvik pst", "plass")


class Indicators:
    """Every unit's figure and weight, by indicator and year."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def defined(self) -> pd.DataFrame:
        services = self.package["tjenester"].set_index("tjeneste")["navn"]
        rows = self.package["indikatorer"].copy()
        rows["navn"] = rows["tjeneste"].map(services)
        return rows

    @cached_property
    def values(self) -> dict[tuple[str, int, str, int], tuple[float, float]]:
        rows = self.package["indikatorverdier"].merge(
            self.package["indikatorer"][["tjeneste", "nr", "faktor"]], on=["tjeneste", "nr"]
        )
        ratio = rows["teller"] / rows["nevner"] * rows["faktor"].fillna(1.0)
        figure = rows["verdi"].fillna(ratio)
        keys = zip(rows["tjeneste"], rows["nr"], rows["kommune"], rows["aar"], strict=True)
        found = zip(figure, rows["nevner"], strict=True)
        return {key: pair for key, pair in zip(keys, found, strict=True) if not math.isnan(pair[0])}


class Profiles:
    """The profiles of one choice, as reported."""

    def __init__(self, book: Book, indicators: Indicators) -> None:
        self.book, self.values = book, indicators.values
        self.rows = indicators.defined
        self.choice: Choice = book.choice
        self.group = book.package.members(book.choice)
        order = {unit: n for n, unit in enumerate(book.package.units)}
        self.inside = sorted(self.group, key=order.__getitem__)

    def write(self) -> None:
        for row in self.rows.itertuples():
            self._indicator(row)

    def figure(self, row: object, unit: str, year: int) -> float | None:
        found = self.values.get((row.tjeneste, row.nr, unit, year))  # type: ignore[attr-defined]
        return None if found is None else float(found[0])

    def compared(self, row: object, year: int) -> dict[str, tuple[float, float]]:
        """The figures and weights of those who are in the mean."""
        left_out = str(row.uten).split(",") if isinstance(row.uten, str) else []  # type: ignore[attr-defined]
        weighted = row.snitt_type == "veid"  # type: ignore[attr-defined]
        found = {}
        for unit in self.inside:
            pair = self.values.get((row.tjeneste, row.nr, unit, year))  # type: ignore[attr-defined]
            if pair is not None and unit not in left_out:
                found[unit] = (float(pair[0]), float(pair[1]) if weighted else 1.0)
        return found

    @staticmethod
    def mean(figures: dict[str, tuple[float, float]]) -> float | None:
        return share(sum(v * w for v, w in figures.values()), sum(w for _, w in figures.values()))

    def _indicator(self, row: object) -> None:
        own, year = self.choice.own, self.choice.year
        part, name = f"profil: {row.navn}", row.indikator  # type: ignore[attr-defined]
        mine, others = self.figure(row, own, year), self.compared(row, year)
        values = {unit: value for unit, (value, _) in others.items()}
        few = len(values) < row.minste_antall  # type: ignore[attr-defined]
        mean = self.mean(others)
        index = share(mine, mean, 100)
        found: dict[str, float | str | None] = {
            "verdi": mine,
            "snitt": mean,
            "n": float(len(values)),
            "lavest": min(values.values(), default=None),
            "høyest": max(values.values(), default=None),
            "lavest hos": self._who(values, min),
            "høyest hos": self._who(values, max),
            "indeks": index,
            "avvik": None if mine is None or mean is None else mine - mean,
            "avvik pst": None if index is None else index - 100,
            "plass": 1.0 + sum(v > values[own] for v in values.values()) if own in values else None,
        }
        for column, value in found.items():
            self.book.put(part, name, column, 0, None if few and column in COMPARED else value)
        self._earlier(part, name, row, mine, None if few else index)

    @staticmethod
    def _who(values: dict[str, float], edge: object) -> str | None:
        if not values:
            return None
        wanted = edge(values.values())  # type: ignore[operator]
        names = [unit for unit, value in values.items() if value == wanted]
        return names[0] + (" m.fl." if len(names) > 1 else "")

    def _earlier(self, part: str, name: str, row: object, mine: float | None, index: float | None) -> None:
        """The two years before, what has changed, and the index against those who are in now."""
        own, (first, before, last) = self.choice.own, self.choice.years
        for year in (first, before):
            self.book.put(part, name, "år", year, self.figure(row, own, year))
        others = self.compared(row, before)
        few = len(others) < row.minste_antall  # type: ignore[attr-defined]
        past = self.figure(row, own, before)
        old = None if few else share(past, self.mean(others), 100)
        self.book.put(part, name, "indeks før", 0, old)
        if self.book.package.broken(own, before, last):
            past = old = None
        for column, new, was in (("endring", mine, past), ("endring i indeks", index, old)):
            self.book.put(part, name, column, 0, None if new is None or was is None else new - was)
