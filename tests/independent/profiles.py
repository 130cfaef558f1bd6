"""The service profiles, worked out from the raw tables."""

from __future__ import annotations

import math
from functools import cache, cached_property

import pandas as pd

from tests.independent.figures import OTHER, PREMIE, Book, share
from tests.independent.raw import Choice, Package

#: A share of all spending, by what it is per.
WHOLE = "Samlede netto driftsutgifter"
#: The columns that compare; empty where there are too few to compare with.
COMPARED = ("snitt", "lavest", "høyest", "lavest hos", "høyest hos", "indeks", "avvik", "avvik pst", "plass")


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

    @cached_property
    def parts(self) -> dict[tuple[str, int, str, int], tuple[float, float]]:
        """The two amounts or numbers that a figure is the quotient of."""
        rows = self.package["indikatorverdier"]
        keys = zip(rows["tjeneste"], rows["nr"], rows["kommune"], rows["aar"], strict=True)
        return dict(zip(keys, zip(rows["teller"], rows["nevner"], strict=True), strict=True))

    @cached_property
    def net(self) -> dict[tuple[str, int, str], float]:
        """Net spending by unit, year and function, 1000 kr."""
        rows = self.package["beloep"]
        rows = rows[rows["art"] == "netto"]
        return rows.set_index(["kommune", "aar", "funksjon"])["beloep"].to_dict()

    @cache  # noqa: B019
    def spent(self, functions: str, divided: bool, own: str, year: int) -> float:
        """What a correction of some functions is shared by: all that is said to be spent on them."""
        if not divided:
            return sum(self.net.get((own, year, code), 0.0) for code in frozenset(functions.split()))
        rows = self.defined
        alike = rows[(rows["funksjoner"] == functions) & (rows["arter"] == "netto") & rows["nevner"].notna()]
        first = alike.drop_duplicates("tjeneste")
        return sum(self.parts[o.tjeneste, o.nr, own, year][0] for o in first.itertuples())


class Profiles:
    """The profiles of one choice, as reported, and what corrections make of a figure beside it."""

    def __init__(self, book: Book, indicators: Indicators) -> None:
        self.book, self.values, self.indicators = book, indicators.values, indicators
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

    def priced(self, row: object, year: int, figure: float | None) -> float | None:
        """A figure of an earlier year, where it is kroner in those of the chosen year."""
        kroner = str(row.enhet).split()[:1] == ["kr"]  # type: ignore[attr-defined]
        worth = self.book.package.worth(self.choice, year) if kroner else 1.0
        return None if figure is None else figure * worth

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

    def too_few(self, row: object, count: int) -> bool:
        """Whether so few have a figure that none is held against it: one at least beside oneself."""
        left_out = str(row.uten).split(",") if isinstance(row.uten, str) else []  # type: ignore[attr-defined]
        inside = self.choice.own in self.group and self.choice.own not in left_out
        return count < max(int(row.minste_antall), 2 if inside else 1)  # type: ignore[attr-defined]

    @staticmethod
    def mean(figures: dict[str, tuple[float, float]]) -> float | None:
        return share(sum(v * w for v, w in figures.values()), sum(w for _, w in figures.values()))

    def _indicator(self, row: object) -> None:
        own, year = self.choice.own, self.choice.year
        part, name = f"profil: {row.navn}", row.indikator  # type: ignore[attr-defined]
        mine, others = self.figure(row, own, year), self.compared(row, year)
        values = {unit: value for unit, (value, _) in others.items()}
        few = self.too_few(row, len(values))
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
        if len(values) < 3:
            found["plass"] = None
        for column, value in found.items():
            self.book.put(part, name, column, 0, None if few and column in COMPARED else value)
        moved = self._moved(row, mine)
        if moved is not None:
            self.book.put(part, name, "rettet", 0, moved)
            self.book.put(part, name, "indeks rettet", 0, None if few else share(moved, mean, 100))
        self._earlier(part, name, row, mine, None if few else index)

    # -- corrections --------------------------------------------------------------------------

    def _moved(self, row: object, mine: float | None) -> float | None:
        """The figure with the corrections of its functions; None where they do not move it."""
        package, choice = self.book.package, self.choice
        if mine is None or row.arter != "netto" or not isinstance(row.funksjoner, str):  # type: ignore[attr-defined]
            return None
        codes = frozenset(row.funksjoner.split())  # type: ignore[attr-defined]
        moved = sum(
            c.amount
            for c in choice.corrections
            if (c.unit, c.year) == (choice.own, choice.year)
            and (c.what in codes or package.functions.get(c.what, {""}) <= codes)
        )
        if str(row.nevner).startswith(WHOLE):  # type: ignore[attr-defined]
            spent = self.indicators.parts[row.tjeneste, row.nr, choice.own, choice.year][1]
            found = share(mine * spent + moved * row.faktor, spent + self._all_moved())  # type: ignore[attr-defined]
        else:
            divided = isinstance(row.nevner, str)  # type: ignore[attr-defined]
            spent = self.indicators.spent(row.funksjoner, divided, choice.own, choice.year)  # type: ignore[attr-defined]
            found = share(mine * (spent + moved), spent)
        return None if found is None or math.isclose(found, mine, rel_tol=1e-12) else found

    def _all_moved(self) -> float:
        """What the corrections do to all net spending, which has functions 170 and 171 too, 1000 kr."""
        year = self.choice.year
        key = self.book.package.key(self.choice, year)
        uses = (*self.book.package.key_sectors(key), OTHER, PREMIE)
        return sum(self.book.correction(use, year) for use in uses)

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
            self.book.put(part, name, "år", year, self.priced(row, year, self.figure(row, own, year)))
        others = self.compared(row, before)
        few = self.too_few(row, len(others))
        past = self.figure(row, own, before)
        old = None if few else share(past, self.mean(others), 100)
        self.book.put(part, name, "indeks før", 0, old)
        past = self.priced(row, before, past)
        if self.book.package.broken(own, before, last):
            past = old = None
        for column, new, was in (("endring", mine, past), ("endring i indeks", index, old)):
            self.book.put(part, name, column, 0, None if new is None or was is None else new - was)
