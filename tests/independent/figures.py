"""The figures of the chapters, worked out from the raw tables.

A figure's key is (part, row, column, year): parts, rows and columns by short names, which
`sheets` knows the visible headings of. A figure that cannot be is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache, cached_property

from tests.independent.raw import PREMIUM, Choice, Package

Key = tuple[str, str, str, int]
Figures = dict[Key, float | str | None]

OTHER = "Andre sektorer"
SUM_KEY, SUM_SPENT = "sum_noekkel", "sum_drift"
INTEREST, PREMIE, RESULT, WEAR, TOTAL = (
    "renter_avdrag",
    "premieavvik",
    "resultat",
    "avskrivninger",
    "disponibel",
)
KINDS = ("netto", "brutto", "avskrivninger", "pensjon", "arbeidsgiveravgift")


def share(part: float | None, whole: float | None, factor: float = 1.0) -> float | None:
    """A quotient; None where there is nothing to divide."""
    if part is None or whole is None or math.isnan(part) or math.isnan(whole) or whole == 0:
        return None
    return factor * part / whole


def growth(new: float | None, old: float | None) -> float | None:
    found = share(new, old, 100)
    return None if found is None else found - 100


class Spending:
    """What a unit and the country spend per inhabitant, by use of income."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def _by_unit(self) -> dict[tuple[str, int], dict[str, dict[str, float]]]:
        """Amounts by unit and year, then kind and function."""
        found: dict[tuple[str, int], dict[str, dict[str, float]]] = {}
        for (unit, year, function, kind), amount in self.package.amounts.items():
            found.setdefault((unit, year), {}).setdefault(kind, {})[function] = float(amount)
        return found

    def functions(self, sector: str, key: str) -> tuple[frozenset[str], bool]:
        """The functions of a sector, or those of all sectors when the others are wanted."""
        if sector != OTHER:
            return self.package.functions[sector], True
        inside: frozenset[str] = frozenset().union(
            *(self.package.functions[s] for s in self.package.key_sectors(key))
        )
        return inside | PREMIUM, False

    @cache  # noqa: B019
    def amount(self, unit: str, year: int, kind: str, sector: str, key: str) -> float:
        """1000 kr of a kind; of the country when the unit is empty."""
        if not unit:
            return sum(self.amount(u, year, kind, sector, key) for u in self.package.country)
        codes, inside = self.functions(sector, key)
        rows = self._by_unit[unit, year][kind]
        return math.fsum(v for code, v in rows.items() if (code in codes) is inside)

    def people(self, unit: str, year: int) -> float:
        if unit:
            return float(self.package.people[unit, year])
        return float(sum(self.package.people[u, year] for u in self.package.country))

    def each(self, unit: str, year: int, kind: str, sector: str, key: str) -> float:
        """Kroner per inhabitant of a sector or of another use of income."""
        people = self.people(unit, year)
        if sector in (INTEREST, PREMIE, RESULT):
            return 1000 * self.account(unit, year, sector) / people
        return 1000 * self.amount(unit, year, kind, sector, key) / people

    def account(self, unit: str, year: int, use: str) -> float:
        """Interest and repayment, premium deviation or net result as uses of income, 1000 kr."""
        if not unit:
            return sum(self.account(u, year, use) for u in self.package.country)
        if use == PREMIE:
            rows = self._by_unit[unit, year]["netto"]
            return math.fsum(v for code, v in rows.items() if code in PREMIUM)
        if use == INTEREST:
            return -self.package.line(unit, year, "renter_avdrag")
        return self.package.line(unit, year, "netto")

    def social(self, unit: str, year: int, kind: str, sector: str, key: str) -> float:
        """Pension or employer's tax in proportion to net over gross."""
        gross = self.each(unit, year, "brutto", sector, key)
        net = self.each(unit, year, "netto", sector, key)
        return self.each(unit, year, kind, sector, key) * net / gross


class Book:
    """All figures of one choice."""

    def __init__(self, package: Package, spending: Spending, choice: Choice) -> None:
        self.package, self.spending, self.choice = package, spending, choice
        self.own = choice.own
        self.figures: Figures = {}

    def put(self, part: str, row: str, column: str, year: int, value: float | str | None) -> None:
        bad = isinstance(value, float) and math.isnan(value)
        self.figures[part, row, column, year] = None if bad else value

    # -- corrections --------------------------------------------------------------------------

    def correction(self, use: str, year: int) -> float:
        """What the corrections do to a use of income, 1000 kr."""
        key = self.package.key(self.choice, year)
        mine = [c for c in self.choice.corrections if c.unit == self.own and c.year == year]
        lines = {line: sum(c.amount for c in mine if c.what == line) for line in ACCOUNT_LINES}
        interest = lines["renteutgifter"] + lines["avdrag"] - lines["renteinntekter"]
        sectors = [c for c in mine if c.what not in ACCOUNT_LINES]
        if use == INTEREST:
            return interest
        if use == RESULT:
            spent = sum(c.amount for c in sectors) + lines["driftsutgifter"]
            return lines["driftsinntekter"] - spent - interest
        moved = sum(c.amount for c in sectors if self.package.place(c.what, key) == use)
        # Spending that is not said of a sector is not in one.
        return moved + (lines["driftsutgifter"] if use == OTHER else 0.0)

    def corrected(self, line: str, year: int) -> float:
        """A line of the accounts with the corrections, 1000 kr."""
        moved = sum(
            c.amount for c in self.choice.corrections if (c.unit, c.year, c.what) == (self.own, year, line)
        )
        if line == "driftsutgifter":
            moved += sum(
                c.amount
                for c in self.choice.corrections
                if (c.unit, c.year) == (self.own, year) and c.what not in ACCOUNT_LINES
            )
        return self.package.line(self.own, year, line) + moved

    # -- the chain ----------------------------------------------------------------------------

    def gap(self, kind: str, sector: str, year: int, how: Callable[..., float]) -> float:
        key = self.package.key(self.choice, year)
        return how(self.own, year, kind, sector, key) - how("", year, kind, sector, key)

    def chain(self) -> None:
        """Vedleggstabell 1 and 3, the kroner, and tabell 19."""
        for year in self.choice.years:
            key = self.package.key(self.choice, year)
            sectors = self.package.key_sectors(key)
            uses = (*sectors, OTHER, INTEREST, PREMIE, RESULT)
            people = self.spending.people(self.own, year)
            each = self.spending.each
            first = {u: self.gap("netto", u, year, each) for u in uses}
            wear = {s: self.gap("avskrivninger", s, year, each) for s in (*sectors, OTHER)}
            need = {s: self.need(s, year)["korreksjon"] for s in sectors}
            pension, tax = (
                {s: self.gap(kind, s, year, self.spending.social) for s in (*sectors, OTHER)}
                for kind in ("pensjon", "arbeidsgiveravgift")
            )
            # The premium deviation goes to the net result.
            pension[PREMIE], pension[RESULT] = first[PREMIE], -first[PREMIE]
            social = {u: pension[u] + tax.get(u, 0.0) for u in pension}
            steps = [first]
            for taken in (wear, need, social):
                steps.append({u: steps[-1][u] - taken.get(u, 0.0) for u in uses})
            for number, step in enumerate(steps):
                worn = sum(wear.values()) if number == 0 else 0.0
                self.sums("kjede", f"trinn {number + 1}", year, sectors, {**step, WEAR: worn})
            moved = {u: 1000 * self.correction(u, year) / people for u in uses}
            # The premium deviation goes to the net result, and a correction of it with it.
            moved[RESULT] += moved.pop(PREMIE)
            right = {u: value + moved.get(u, 0.0) for u, value in steps[-1].items()}
            self.sums("kjede", "rettet", year, sectors, {**right, WEAR: 0.0})
            for name, table in (("pensjon", pension), ("avgift", tax), ("sum", social)):
                self.sums("sosiale", name, year, sectors, table)
            self.kroner(year, sectors, people)
            self.table_19(year, sectors, steps[-1], need, people)
            self.put("folk", "innbyggere", "grunnlag", year, people)
            for s in (*self.package.sectors, OTHER, INTEREST, PREMIE, RESULT):
                self.put("egen bruk", s, "grunnlag", year, each(self.own, year, "netto", s, key))
                self.put("landets bruk", s, "grunnlag", year, each("", year, "netto", s, key))

    def sums(
        self, part: str, column: str, year: int, sectors: Iterable[str], table: dict[str, float]
    ) -> None:
        """A column of the chain, with its sums; sectors outside the key are empty."""
        for sector in self.package.sectors:
            self.put(part, sector, column, year, table.get(sector))
        inside = sum(table[s] for s in sectors)
        spent = inside + table[OTHER]
        for row, value in ((SUM_KEY, inside), (OTHER, table[OTHER]), (SUM_SPENT, spent)):
            self.put(part, row, column, year, value)
        uses = (PREMIE, RESULT) if part == "sosiale" else (INTEREST, PREMIE, RESULT)
        if part == "sosiale":
            table = {PREMIE: 0.0, RESULT: 0.0, **table}
        for use in uses:
            self.put(part, use, column, year, table[use])
        total = spent + sum(table[use] for use in uses)
        if part == "kjede":
            self.put(part, WEAR, column, year, table[WEAR])
            total -= table[WEAR]
        self.put(part, TOTAL, column, year, total)

    def kroner(self, year: int, sectors: tuple[str, ...], people: float) -> None:
        """The last step in kroner, millions and percent of the need."""
        for row in (*self.package.sectors, SUM_KEY, OTHER, TOTAL):
            gap = self.figures["kjede", row, "trinn 4", year]
            assert not isinstance(gap, str)
            shown = None if gap is None else gap * self.package.worth(self.choice, year)
            self.put("kroner", row, "kr", year, shown)
            self.put("kroner", row, "mill", year, None if shown is None else shown * people / 1e6)
            if row in sectors or row == SUM_KEY:
                wanted = sectors if row == SUM_KEY else (row,)
                need = sum(self.need(s, year)["behov"] for s in wanted)
                self.put("kroner", row, "pst", year, share(gap, need, 100))
            else:
                self.put("kroner", row, "pst", year, None)

    def table_19(
        self,
        year: int,
        sectors: tuple[str, ...],
        last: dict[str, float],
        need: dict[str, float],
        people: float,
    ) -> None:
        key = self.package.key(self.choice, year)
        uses = (*sectors, OTHER, INTEREST, RESULT)
        mean = {u: self.spending.each("", year, "netto", u, key) for u in uses}
        used = {u: mean[u] + need.get(u, 0.0) + last[u] for u in uses}
        level = (sum(used.values()) - sum(need.values())) / sum(mean.values())
        gap = {u: used[u] - mean[u] * level - need.get(u, 0.0) for u in uses}
        rows = {u: (used.get(u), gap.get(u)) for u in (*self.package.sectors, *uses)}
        rows["sum"] = (sum(used.values()), 0.0)
        for row, (each, deviation) in rows.items():
            for column, value, factor in (
                ("bruk 1000", each, people / 1000),
                ("bruk", each, 1.0),
                ("avvik", deviation, 1.0),
                ("avvik 1000", deviation, people / 1000),
            ):
                self.put("tabell 19", row, column, year, None if value is None else value * factor)
        self.put("tabell 19", "nivaa", "avvik", year, level)

    # -- need ---------------------------------------------------------------------------------

    @cache  # noqa: B019
    def need(self, sector: str, year: int) -> dict[str, float]:
        """Index, correction and need of a sector of the key, kr per inhabitant."""
        key = self.package.key(self.choice, year)
        mean = self.spending.each("", year, "netto", sector, key)
        weights = self.weights(key, sector)
        indices = {c: self.index(c, year) for c in weights}
        criteria = {c: w * (indices[c] - 1) * mean for c, w in weights.items()}
        more = self.additions(sector, year)
        total = sum(criteria.values()) + sum(more.values())
        return {
            "landet": mean,
            "vekt": sum(weights.values()),
            "indeks": sum(w * indices[c] for c, w in weights.items()),
            "sum": sum(criteria.values()),
            "korreksjon": total,
            "behov": mean + total,
        }

    def weights(self, key: str, sector: str) -> dict[str, float]:
        return self.package.weights.get((key, sector), {})

    def index(self, criterion: str, year: int) -> float:
        return self.package.criteria[self.own, criterion, year]

    def additions(self, sector: str, year: int) -> dict[str, float]:
        return self.package.additions.get((self.own, sector, year), {})

    def needs(self) -> None:
        """The indices, and vedleggstabell 2."""
        criteria = self.package["vekter"].groupby("sektor")["kriterium"].agg(dict.fromkeys)
        for year in self.choice.years:
            key = self.package.key(self.choice, year)
            sectors = self.package.key_sectors(key)
            found = {s: self.need(s, year) for s in sectors}
            for sector in self.package.sectors:
                mine = found.get(sector)
                index = None if mine is None else mine["indeks"]
                self.put("indeks", sector, "indeks", year, index)
                # Criteria that none of the years' keys has are not on the sheet.
                keys = {self.package.key(self.choice, y) for y in self.choice.years}
                used = {c for k in keys for c in self.weights(k, sector)}
                self._sector(sector, year, key, [c for c in criteria[sector] if c in used], mine)
            weighed = sum(n["indeks"] * n["landet"] for n in found.values())
            self.put("indeks", "alt", "indeks", year, weighed / sum(n["landet"] for n in found.values()))
        for row in (*self.package.sectors, "alt"):
            value = self.figures["indeks", row, "indeks", self.choice.year]
            self.put("indeks", row, "grunnlag", self.choice.year, value)

    def _sector(
        self, sector: str, year: int, key: str, criteria: list[str], mine: dict[str, float] | None
    ) -> None:
        part = f"behov: {sector}"
        self.put(part, "landet", "kr", year, self.spending.each("", year, "netto", sector, key))
        weights = self.weights(key, sector)
        for criterion in criteria:
            inside = mine is not None and criterion in weights
            index = self.index(criterion, year) if inside else None
            weight = weights.get(criterion) if inside else None
            self.put(part, criterion, "vekt", year, weight)
            self.put(part, criterion, "indeks", year, index)
            kroner = None
            if mine is not None and weight is not None and index is not None:
                kroner = weight * (index - 1) * mine["landet"]
            self.put(part, criterion, "kr", year, kroner)
        for column, name in (("vekt", "vekt"), ("indeks", "indeks"), ("kr", "sum")):
            self.put(part, "sum", column, year, None if mine is None else mine[name])
        known = self.package["behovstillegg"]
        names = dict.fromkeys(known.loc[known["sektor"] == sector, "tillegg"])
        for name in names:
            value = self.additions(sector, year).get(name) if mine is not None else None
            self.put(part, name, "kr", year, value)
        if names:
            self.put(part, "sum_tillegg", "kr", year, None if mine is None else mine["korreksjon"])
        self.put(part, "behov", "kr", year, None if mine is None else mine["behov"])

    # -- demography ---------------------------------------------------------------------------

    def demography(self) -> None:
        """The rates, what the growth costs, and the population year by year."""
        rates = self.package["demografisatser"]
        rates = rates[rates["aar"] == self.choice.year].set_index("aldersgruppe")
        spent, country = rates["mill_kr"].astype(float), rates["innbyggere"].astype(float)
        year = self.choice.year
        last = min(year + 6, int(self.package["innbyggere"]["aar"].max()))
        ages = {(y, g): n for (unit, y, g), n in self.package.ages.items() if unit == self.own}
        rows = {**{g: [g] for g in rates.index}, "sum": list(rates.index)}
        for row, groups in rows.items():
            mill, people = float(spent[groups].sum()), float(country[groups].sum())
            for column, value in (
                ("vekt", mill / spent.sum()),
                ("mill", mill),
                ("landet", people),
                ("kr", 1e6 * mill / people),
            ):
                self.put("satser", row, column, 0, float(value))
            growths = [float(ages[last, g] - ages[year, g]) for g in groups]
            costs = [n * spent[g] / country[g] for n, g in zip(growths, groups, strict=True)]
            self.put("vekst", row, "innbyggere", 0, sum(growths))
            base = sum(ages[year, g] for g in groups)
            self.put("vekst", row, "pst", 0, 100 * sum(growths) / base if row != "sum" else None)
            self.put("vekst", row, "mill", 0, sum(costs))
            self.put("vekst", row, "per aar", 0, sum(costs) / (last - year))
        start = sum(ages[year, g] * spent[g] / country[g] for g in rates.index)
        for later in range(year, last + 1):
            for group in rates.index:
                self.put("folketall", group, "innbyggere", later, float(ages[later, group]))
            cost = sum(ages[later, g] * spent[g] / country[g] for g in rates.index)
            self.put("demografi", "kostnad", "", later, cost - start)
            self.put("demografi", "indeks", "", later, 100 * cost / start)
        everyone = sum(ages[year, g] for g in rates.index)
        for group in rates.index:
            self.put("folketall", group, "som i landet", 0, float(everyone * country[group] / country.sum()))


ACCOUNT_LINES = (
    "driftsinntekter",
    "driftsutgifter",
    "renteinntekter",
    "renteutgifter",
    "avdrag",
    "investeringer",
    "tilskudd",
)
