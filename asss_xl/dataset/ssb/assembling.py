"""A data package of the fetched figures, in the layout of `schema`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from asss_xl import catalogue

from ..alder import OLDEST, ages_of, names_everyone
from ..grouping import grouped
from ..new import definitions
from ..new.definitions import THE_COUNTRY, THE_REST, NewRow
from ..new.network_file import Member
from .figures import Figures, Sourced, summed
from .jsonstat import Datum
from .mapping import DIMENSION, RATIO_PARTS, Resolved, ages

#: What the figures of each chapter are in the links.
_PER_INHABITANT = ("beloep", "innbyggere")
_CHAPTERS = {
    "Regnskap": ("regnskap", "balanse"),
    "Utgiftsbehov": _PER_INHABITANT,
    "Ressursbruk": _PER_INHABITANT,
    "Demografi": ("innbyggere",),
    "Tjenesteprofil": (*_PER_INHABITANT, "verdi", *RATIO_PARTS),
}
_ALL_SPENDING = "Samlede netto driftsutgifter, 1000 kr"
_ESTIMATED = "Tallene for landet er SSBs anslag, der kommuner som ikke har levert, er beregnet."
#: Functions of services; 8xx are financing.
_LAST_SERVICE = "399"


@dataclass
class Assembled:
    """The rows of every file, and the indicators that StatBank's figures do not give."""

    rows: dict[str, list[NewRow]]
    not_covered: list[str]
    preliminary: list[int]
    #: Functions with spending that the catalogue does not know: no sector has them.
    unplaced: list[str] = field(default_factory=list)


class Assembler:
    """Makes the rows of a package from figures that are looked up."""

    def __init__(self, figures: Figures, members: Sequence[Member], name: str) -> None:
        self._figures, self._members, self._name = figures, members, name
        self._years = figures.years
        resolved = (found for answers in figures.fetched.tables.values() for found in answers.resolved)
        self._by_target = grouped((found.link.target, found) for found in resolved)
        self._rest = self._with_rest()
        self.places = (*figures.names, THE_REST) if self._rest else figures.names
        #: Those with amounts and people: also the country by the source's own figures.
        self.units = (*self.places, THE_COUNTRY) if self._rest else self.places
        self._preliminary: set[int] = set()
        # Many indicators ask for the same ages.
        self._people = cache(self._of_ages)

    def _with_rest(self) -> bool:
        links = [f for f in self._by_target.get("beloep", []) if f.link.key == "netto"]
        code = {DIMENSION: "202"}
        return any(
            "202" in f.codes.get(DIMENSION, ()) and self._figures.country_is_a_sum(f, **code) for f in links
        )

    def package(self) -> Assembled:
        """Every file's rows, in the layout's order."""
        values, covered, not_covered = self._indicators()
        services = definitions.services()
        used = [s for s in services if any(key[0] == s for key in covered)]
        defined = definitions.indicator_rows(services, self._years, self.places)
        groups, grouped = definitions.group_rows(self._members, self._name, self._rest)
        amounts = self._by_function()
        spent_on = {str(row["funksjon"]) for row in amounts if row["beloep"] not in ("", "0")}
        rows: dict[str, list[NewRow]] = {
            "kommuner": definitions.municipality_rows(self._members) + self._rest_row(),
            "grupper": groups,
            "gruppemedlemmer": grouped,
            "tjenester": definitions.service_rows(used),
            "indikatorer": [r for r in defined if (r["tjeneste"], r["nr"]) in covered],
            "indikatorverdier": values,
            "regnskap": self._linked("regnskap", self.units, "post") + self._fixed(),
            "balanse": self._linked("balanse", self.units, "konto") if self._has_totals() else [],
            # The rest of the country has no key figures of its own.
            "kontrolltall": self._linked("kontrolltall", self._figures.names, "stoerrelse", "verdi"),
            "beloep": amounts,
            "nasjonale": self._national(),
            "sektorer": definitions.sector_rows(later=False),
            "funksjoner": definitions.function_rows(used, self._years, spent_on, made=False),
            "innbyggere": self._inhabitants(),
            "tekster": self._texts(),
        }
        unplaced = sorted(spent_on - set(catalogue.functions()))
        return Assembled(rows, not_covered, sorted(self._preliminary), unplaced)

    def _rest_row(self) -> list[NewRow]:
        told = {
            THE_REST: "Landet i Statistikkbanken minus kommunene i pakken.",
            THE_COUNTRY: "Hele landet i Statistikkbanken (EAK).",
        }
        row = {"fra": min(self._years), "slag": "samlet", "brudd": "nei"}
        return [
            {"kommune": name, **row, "merknad": f"{note} {_ESTIMATED}"}
            for name, note in told.items()
            if self._rest
        ]

    # -- amounts --------------------------------------------------------------------------------

    def _of(self, target: str, year: int, key: str = "") -> list[Resolved]:
        """The links of a target that are for a year."""
        return [
            found
            for found in self._by_target.get(target, [])
            if found.link.holds(year) and key in ("", found.link.key)
        ]

    def _figure(self, found: Resolved, place: str, year: int, **codes: str) -> Sourced:
        figure = self._figures.of(found, place, year, **codes)
        if not figure.final and figure.cell.value is not None:
            self._preliminary.add(year)
        return figure

    def _each(self, target: str, places: Sequence[str]) -> Iterator[tuple[NewRow, Resolved, str, int]]:
        """Each place and year with each link of a target, and how their row begins."""
        for place in places:
            for year in self._years:
                for found in self._of(target, year):
                    yield {"kommune": place, "aar": year}, found, place, year

    def _linked(
        self, target: str, places: Sequence[str], column: str, figure: str = "beloep"
    ) -> list[NewRow]:
        """A row for each place, year and link; `column` has the link's key."""
        return [
            row | {column: found.link.key} | self._figure(found, place, year).row(figure, found.link.note)
            for row, found, place, year in self._each(target, places)
        ]

    def _fixed(self) -> list[NewRow]:
        """What is the same for everyone there is, such as a tax that municipalities no longer have."""
        same = {"status": "endelig", "kilde": "Fast tall i koblingene"}
        figures = self._figures
        return [
            {"kommune": p, "aar": y, "post": f.key, "beloep": f.fixed, **same, "merknad": f.note}
            for p in self.units
            for y in self._years
            if p not in figures.names or figures.number(p, y)
            for f in figures.fetched.fixed
            if f.holds(y)
        ]

    def _national(self) -> list[NewRow]:
        return [
            {"aar": year, "stoerrelse": found.link.key}
            | self._figures.of(found, place, year).row("verdi", found.link.note)
            for _, found, place, year in self._each("nasjonale", (THE_COUNTRY,))
        ]

    def _has_totals(self) -> bool:
        """Whether debt and claims have figures of their own.

        The mapping has only some of the balance's accounts, and a loader without the totals adds
        up what accounts it finds.
        """
        return {"gjeld", "fordringer"} <= {f.link.key for f in self._by_target.get("regnskap", [])}

    def _functions_of(self, found: Resolved) -> tuple[str, ...]:
        codes = found.codes.get(DIMENSION, ())
        return tuple(c for c in codes if c.isdigit() and "100" <= c <= _LAST_SERVICE)

    def _by_function(self) -> list[NewRow]:
        """Spending; a function that is not in use in the year is not there without any."""
        return [
            row | {"funksjon": function, "art": found.link.key} | figure.row("beloep")
            for row, found, place, year in self._each("beloep", self.units)
            for function in self._functions_of(found)
            if (figure := self._figure(found, place, year, **{DIMENSION: function})).cell.value
            or _in_use(function, year)
        ]

    # -- people -----------------------------------------------------------------------------------

    def _of_ages(self, place: str, year: int, first: int, last: int) -> Sourced | None:
        """The inhabitants from one age to another, both included."""
        for found in self._of("innbyggere", year):
            codes = ages(found.codes[found.link.dimension])
            parts = [
                self._figure(found, place, year, **{found.link.dimension: codes[age]})
                for age in range(first, min(last, 105) + 1)
            ]
            return _sum(parts)
        return None

    def _inhabitants(self) -> list[NewRow]:
        return [
            row | {"aldersgruppe": group["aldersgruppe"], "framskrevet": "nei"} | figure.row("antall")
            for row, _, place, year in self._each("innbyggere", self.units)
            for group in catalogue.rows("aldersgrupper")
            if (figure := self._people(place, year, int(group["fra"]), int(group["til"] or OLDEST)))
        ]

    # -- indicators -------------------------------------------------------------------------------

    def _indicators(self) -> tuple[list[NewRow], set[tuple[object, object]], list[str]]:
        rows: list[NewRow] = []
        covered: set[tuple[object, object]] = set()
        not_covered: list[str] = []
        for number, indicator in definitions.numbered():
            name = f"{indicator['tjeneste']}/{indicator['kortnavn']}"
            key = (indicator["tjeneste"], number)
            made = [
                {"tjeneste": key[0], "nr": key[1], "kommune": place, "aar": year, **row}
                for place in self.places
                for year in self._years
                if (row := self._indicator(indicator, name, place, year)) is not None
            ]
            if made:
                rows += made
                covered.add(key)
            else:
                # Why StatBank's figures do not give it, or who publishes it.
                why = indicator["ikke_i_regnskapet"] or f"publiseres av {indicator['utgiver']}"
                not_covered.append(f"{name} ({why})")
        return rows, covered, not_covered

    def _indicator(self, indicator: Mapping[str, str], name: str, place: str, year: int) -> NewRow | None:
        first, last = indicator["fra"] or "0", indicator["til"] or "9999"
        if not int(first) <= year <= int(last):
            return {"status": "gjelder_ikke"}
        if ready := self._of("verdi", year, name):
            # A share of the country is no share of the rest of it.
            return None if place == THE_REST else self._figure(ready[0], place, year).row("verdi")
        over = self._part("teller", indicator, name, place, year)
        under = self._part("nevner", indicator, name, place, year)
        return None if over is None or under is None else _ratio(over, under)

    def _part(
        self, part: str, indicator: Mapping[str, str], name: str, place: str, year: int
    ) -> Sourced | None:
        """One of the two figures of an indicator: as it is linked, spent, or counted in ages."""
        if linked := self._of(part, year, name):
            return self._figure(linked[0], place, year)
        art = indicator["arter"]
        if part == "teller" and art:
            return self._spent(art, functions_spent_on(indicator).split(), place, year)
        if ages := (0, OLDEST) if names_everyone(indicator[part]) else ages_of(indicator[part]):
            return self._people(place, year, *ages)
        if indicator[part] == _ALL_SPENDING and (found := self._of("beloep", year, art)):
            return self._spent(art, self._functions_of(found[0]), place, year)
        return None

    def _spent(self, art: str, functions: Sequence[str], place: str, year: int) -> Sourced | None:
        found = next(iter(self._of("beloep", year, art)), None)
        functions = [code for code in functions if _in_use(code, year)]
        if found is None or not functions or not set(functions) <= set(self._functions_of(found)):
            return None
        return _sum([self._figure(found, place, year, **{DIMENSION: code}) for code in functions])

    def _texts(self) -> list[NewRow]:
        """For each chapter the tables behind it, by the day they were updated."""
        rows: list[NewRow] = []
        for place, targets in _CHAPTERS.items():
            by_day = grouped(
                (answers.updated[:10], table)
                for table, answers in sorted(self._figures.fetched.tables.items())
                if any(found.link.target in targets for found in answers.resolved)
            )
            told = "; ".join(f"tabell {', '.join(found)} (oppdatert {day})" for day, found in by_day.items())
            if told:
                rows.append({"nr": len(rows) + 1, "sted": place, "slag": "kilde", "tekst": told[:1000]})
        return rows


def functions_spent_on(indicator: Mapping[str, str]) -> str:
    """The functions whose spending is the upper figure of an indicator, if the accounts tell them apart."""
    spends = indicator["arter"] and indicator["nevner"] and not indicator["ikke_i_regnskapet"]
    return indicator["funksjoner"] if spends else ""


def _sum(parts: Sequence[Sourced]) -> Sourced:
    """Figures of one table, added."""
    return replace(parts[0], cell=summed((1, part.cell) for part in parts))


def _ratio(over: Sourced, under: Sourced) -> NewRow:
    """The row of an indicator that is one figure over another."""
    final = over.final and under.final
    if over.cell.value is None or not under.cell.value:
        lacking = under if over.cell.value is not None and under.cell.value is None else over
        missing = Datum(None, lacking.cell.missing or "ikke_aktuelt")
        return replace(lacking, cell=missing, final=final).row("verdi")
    tables = " og ".join(dict.fromkeys((over.table, under.table)))
    return {
        **replace(over, final=final).row("teller"),
        "nevner": under.row("nevner")["nevner"],
        "kilde": f"SSB, tabell {tables}",
        "oppdatert": min(over.updated, under.updated)[:10],
    }


def _in_use(function: str, year: int) -> bool:
    """Whether a function holds in a year, as far as the catalogue knows it."""
    known = catalogue.functions().get(function)
    return known is None or known.holds(year)


def with_key(package: Assembled, key: dict[str, list[NewRow]]) -> None:
    """Put a cost key in a package, with the sectors that it is for."""
    package.rows |= key | {
        "sektorer": definitions.sector_rows(),
        "funksjoner": definitions.function_rows(
            [str(r["tjeneste"]) for r in package.rows["tjenester"]],
            {int(str(r["aar"])) for r in package.rows["beloep"]},
            {str(r["funksjon"]) for r in package.rows["beloep"]},
        ),
    }


def with_kostra_groups(
    package: Assembled, groups: dict[str, str], numbers: dict[str, str], year: int
) -> None:
    """Groups of the members that are in the same KOSTRA group in the year; one alone is none.

    `numbers` is each member's number in the year.
    """
    inside = grouped((groups[number], name) for name, number in numbers.items() if number in groups)
    told = package.rows["grupper"]
    network = next(str(row["gruppe"]) for row in told if row["nettverk"] == "ja")
    note = f"Medlemmene som er i gruppa i {year} (KLASS 112)."
    same = {"uten_egen": "nei", "nettverk": "nei", "merknad": note}
    for group, names in sorted(inside.items()):
        if len(names) > 1:
            title = f"{group} i {network}"[:60]
            told.append({"rekkefoelge": len(told) + 1, "gruppe": title, **same})
            package.rows["gruppemedlemmer"] += [{"gruppe": title, "kommune": name} for name in names]
