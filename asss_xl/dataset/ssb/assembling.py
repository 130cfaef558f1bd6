"""A data package of the fetched figures, in the layout of `schema`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from asss_xl import catalogue

from .. import definitions
from .figures import THE_REST, Figure, Figures, added
from .jsonstat import Cell
from .mapping import Member, Resolved

Row = dict[str, object]
_FUNCTION = "KOKfunksjon0000"
_AGES = re.compile(r"Innbyggere(?: (\d+)(?:-(\d+) år| år og eldre| år \+))?")
#: Functions of services; 8xx are financing.
_LAST_SERVICE = "399"


@dataclass
class Package:
    """The rows of every file, and the indicators that StatBank's figures do not give."""

    rows: dict[str, list[Row]]
    not_covered: list[str]
    preliminary: list[int]
    #: Functions with spending that the catalogue does not know: no sector has them.
    unplaced: list[str] = field(default_factory=list)


class Assembler:
    """Makes the rows of a package from figures that are looked up."""

    def __init__(self, figures: Figures, members: Sequence[Member], name: str) -> None:
        self._figures, self._members, self._name = figures, members, name
        self._years = figures.years
        self._by_target: dict[str, list[Resolved]] = {}
        for answers in figures.fetched.tables.values():
            for found in answers.resolved:
                self._by_target.setdefault(found.link.target, []).append(found)
        self._rest = self._with_rest()
        self.places = (*figures.names, THE_REST) if self._rest else figures.names
        self._seen: dict[tuple[object, ...], Figure] = {}
        self._peopled: dict[tuple[object, ...], Figure | None] = {}
        self._preliminary: set[int] = set()

    def _with_rest(self) -> bool:
        links = [f for f in self._by_target.get("beloep", []) if f.link.key == "netto"]
        code = {_FUNCTION: "202"}
        return any(
            "202" in f.codes.get(_FUNCTION, ()) and self._figures.country_is_a_sum(f, **code) for f in links
        )

    def package(self) -> Package:
        """Every file's rows, in the layout's order."""
        values, covered, not_covered = self._indicators()
        services = definitions.services()
        used = [s for s in services if any(key[0] == s for key in covered)]
        defined = indicator_rows(services, self.places, self._years)
        groups, grouped = group_rows(self._members, self._name, self._rest)
        amounts = self._by_function()
        spent_on = {str(row["funksjon"]) for row in amounts if row["beloep"] not in ("", "0")}
        rows: dict[str, list[Row]] = {
            "kommuner": municipality_rows(self._members) + self._rest_row(),
            "grupper": groups,
            "gruppemedlemmer": grouped,
            "tjenester": definitions.service_rows(used),
            "indikatorer": [r for r in defined if (r["tjeneste"], r["nr"]) in covered],
            "indikatorverdier": values,
            "regnskap": self._amounts("regnskap", "post") + self._fixed(),
            "balanse": self._amounts("balanse", "konto") if self._has_totals() else [],
            "beloep": amounts,
            "nasjonale": self._national(),
            "sektorer": _sectors(),
            "funksjoner": _functions(used, self._years, spent_on),
            "innbyggere": self._inhabitants(),
            "tekster": self._texts(),
        }
        unplaced = sorted(spent_on - set(catalogue.functions()))
        return Package(rows, not_covered, sorted(self._preliminary), unplaced)

    def _rest_row(self) -> list[Row]:
        if not self._rest:
            return []
        return [
            {
                "kommune": THE_REST,
                "fra": min(self._years),
                "slag": "samlet",
                "brudd": "nei",
                "merknad": "Landet i Statistikkbanken minus kommunene i pakken. Tallene for landet "
                "er SSBs anslag, der kommuner som ikke har levert, er beregnet.",
            }
        ]

    # -- amounts --------------------------------------------------------------------------------

    def _figure(self, found: Resolved, place: str, year: int, **codes: str) -> Figure:
        key = (found.link.name, place, year, *codes.values())
        if key not in self._seen:
            self._seen[key] = self._figures.of(found, place, year, **codes)
        figure = self._seen[key]
        if not figure.final and figure.cell.value is not None:
            self._preliminary.add(year)
        return figure

    def _amounts(self, target: str, column: str) -> list[Row]:
        return [
            {
                "kommune": place,
                "aar": year,
                column: found.link.key,
                **self._figure(found, place, year).row("beloep", found.link.note),
            }
            for place in self.places
            for year in self._years
            for found in self._by_target.get(target, [])
        ]

    def _fixed(self) -> list[Row]:
        """What is the same for everyone, such as a tax that municipalities no longer have."""
        return [
            {
                "kommune": place,
                "aar": year,
                "post": link.key,
                "beloep": link.fixed,
                "status": "endelig",
                "kilde": "Fast tall i koblingene",
                "merknad": link.note,
            }
            for place in self.places
            for year in self._years
            for link in self._figures.fetched.fixed
        ]

    def _national(self) -> list[Row]:
        return [
            {
                "aar": year,
                "stoerrelse": found.link.key,
                **self._figures.national(found, year).row("verdi", found.link.note),
            }
            for year in self._years
            for found in self._by_target.get("nasjonale", [])
        ]

    def _has_totals(self) -> bool:
        """Whether debt and claims have figures of their own.

        The mapping has only some of the balance's accounts, and a loader without the totals adds
        up what accounts it finds.
        """
        return {"gjeld", "fordringer"} <= {f.link.key for f in self._by_target.get("regnskap", [])}

    def _functions_of(self, found: Resolved) -> tuple[str, ...]:
        codes = found.codes.get(_FUNCTION, ())
        return tuple(c for c in codes if c.isdigit() and "100" <= c <= _LAST_SERVICE)

    def _by_function(self) -> list[Row]:
        """Spending; a function that is not in use in the year is not there without any."""
        rows: list[Row] = []
        for place in self.places:
            for year in self._years:
                for found in self._by_target.get("beloep", []):
                    for function in self._functions_of(found):
                        figure = self._figure(found, place, year, **{_FUNCTION: function})
                        if figure.cell.value or _in_use(function, year):
                            rows.append(
                                {
                                    "kommune": place,
                                    "aar": year,
                                    "funksjon": function,
                                    "art": found.link.key,
                                    **figure.row("beloep"),
                                }
                            )
        return rows

    # -- people -----------------------------------------------------------------------------------

    def _people(self, place: str, year: int, first: int, last: int) -> Figure | None:
        """The inhabitants from one age to another, both included."""
        key = (place, year, first, last)
        if key not in self._peopled:
            self._peopled[key] = self._added_people(place, year, first, last)
        return self._peopled[key]

    def _added_people(self, place: str, year: int, first: int, last: int) -> Figure | None:
        for found in self._by_target.get("innbyggere", []):
            ages = {
                int(code.rstrip("+")): code
                for code in found.codes[found.link.dimension]
                if code.rstrip("+").isdigit()
            }
            if sorted(ages) != list(range(106)):
                return None
            parts = [
                self._figure(found, place, year, **{found.link.dimension: ages[age]})
                for age in range(first, min(last, 105) + 1)
            ]
            cell = added((1, part.cell) for part in parts)
            return Figure(cell, parts[0].table, parts[0].updated, parts[0].final)
        return None

    def _inhabitants(self) -> list[Row]:
        rows: list[Row] = []
        for place in self.places:
            for year in self._years:
                for group in catalogue.rows("aldersgrupper"):
                    figure = self._people(place, year, int(group["fra"]), int(group["til"] or 105))
                    if figure is not None:
                        rows.append(
                            {
                                "kommune": place,
                                "aar": year,
                                "aldersgruppe": group["aldersgruppe"],
                                "framskrevet": "nei",
                                **figure.row("antall"),
                            }
                        )
        return rows

    # -- indicators -------------------------------------------------------------------------------

    def _indicators(self) -> tuple[list[Row], set[tuple[object, object]], list[str]]:
        ready = {found.link.key: found for found in self._by_target.get("verdi", [])}
        defined = definitions.indicator_rows(definitions.services(), self._years)
        numbered = {(r["tjeneste"], r["kortnavn"]): r["nr"] for r in defined}
        rows: list[Row] = []
        covered: set[tuple[object, object]] = set()
        not_covered: list[str] = []
        for indicator in catalogue.rows("indikatorer"):
            name = f"{indicator['tjeneste']}/{indicator['kortnavn']}"
            key = (indicator["tjeneste"], numbered[indicator["tjeneste"], indicator["kortnavn"]])
            made = [
                {"tjeneste": key[0], "nr": key[1], "kommune": place, "aar": year, **row}
                for place in self.places
                for year in self._years
                if (row := self._indicator(indicator, ready.get(name), place, year)) is not None
            ]
            if made:
                rows += made
                covered.add(key)
            else:
                why = indicator["ikke_i_regnskapet"]
                not_covered.append(f"{name} ({why})" if why else name)
        return rows, covered, not_covered

    def _indicator(
        self, indicator: Mapping[str, str], ready: Resolved | None, place: str, year: int
    ) -> Row | None:
        first, last = indicator["fra"] or "0", indicator["til"] or "9999"
        if not int(first) <= year <= int(last):
            return {"status": "gjelder_ikke"}
        if ready is None and indicator["ikke_i_regnskapet"]:
            return None
        if ready is not None:
            # A share of the country is no share of the rest of it.
            return None if place == THE_REST else self._figure(ready, place, year).row("verdi")
        spent = self._spent(indicator["arter"], indicator["funksjoner"].split(), place, year)
        under = self._divisor(indicator["nevner"], indicator["arter"], place, year)
        if spent is None or under is None:
            return None
        if spent.cell.value is None or not under.cell.value:
            missing = spent.cell.missing or under.cell.missing or "ikke_aktuelt"
            return Figure(Cell(None, missing), spent.table, spent.updated, spent.final).row("verdi")
        row = Figure(spent.cell, spent.table, spent.updated, spent.final and under.final).row("teller")
        tables = " og ".join(dict.fromkeys((spent.table, under.table)))
        updated = min(spent.updated, under.updated)[:10]
        return {
            **row,
            "nevner": under.row("nevner")["nevner"],
            "kilde": f"SSB, tabell {tables}",
            "oppdatert": updated,
        }

    def _spent(self, art: str, functions: Sequence[str], place: str, year: int) -> Figure | None:
        found = next((f for f in self._by_target.get("beloep", []) if f.link.key == art), None)
        functions = [code for code in functions if _in_use(code, year)]
        if found is None or not functions or not set(functions) <= set(self._functions_of(found)):
            return None
        parts = [self._figure(found, place, year, **{_FUNCTION: code}) for code in functions]
        cell = added(((1, part.cell) for part in parts), lenient=True)
        return Figure(cell, parts[0].table, parts[0].updated, parts[0].final)

    def _divisor(self, text: str, art: str, place: str, year: int) -> Figure | None:
        if ages := _AGES.fullmatch(text):
            first, last = int(ages[1] or 0), int(ages[2] or 105)
            return self._people(place, year, first, last)
        if text.startswith("Samlede netto driftsutgifter"):
            found = next((f for f in self._by_target.get("beloep", []) if f.link.key == art), None)
            return self._spent(art, self._functions_of(found), place, year) if found else None
        return None

    def _texts(self) -> list[Row]:
        tables = [
            f"{table} (oppdatert {answers.updated[:10]})"
            for table, answers in sorted(self._figures.fetched.tables.items())
        ]
        told = f"Statistikkbanken (SSB), tabell {', '.join(tables)}"
        rows: list[Row] = []
        for place in ("Regnskap", "Utgiftsbehov", "Ressursbruk", "Demografi", "Tjenesteprofil"):
            rows.append({"nr": len(rows) + 1, "sted": place, "slag": "kilde", "tekst": told[:1000]})
        return rows


def _in_use(function: str, year: int) -> bool:
    """Whether a function holds in a year, as far as the catalogue knows it."""
    known = catalogue.functions().get(function)
    return known is None or known.holds(year)


def indicator_rows(services: Sequence[str], places: Sequence[str], years: Sequence[int]) -> list[Row]:
    """The indicators' definitions; only who is there can be left out of a mean."""
    rows = definitions.indicator_rows(services, years)
    for row in rows:
        names = [name.strip() for name in str(row.get("uten") or "").split(",")]
        row["uten"] = ", ".join(name for name in names if name in places)
    return rows


def municipality_rows(members: Sequence[Member]) -> list[Row]:
    """A network's members, a row for each number that they have had."""
    return [
        {
            "kommune": m.kommune,
            "nummer": m.nummer,
            "fra": m.fra,
            "til": "" if m.til == 9999 else m.til,
            "slag": "kommune",
            "brudd": m.brudd,
            "merknad": m.merknad,
        }
        for m in members
    ]


def group_rows(members: Sequence[Member], name: str, rest: bool) -> tuple[list[Row], list[Row]]:
    """The groups that a network is compared in, and who is in each of them."""
    network = name.upper().replace("ASSS12", "ASSS-12")
    since = {m.kommune: m.medlem_fra for m in members}
    without = {n: y for n, y in since.items() if n != "Oslo"}
    groups: list[tuple[str, str, str, dict[str, str]]] = [(network, "nei", "ja", since)]
    if "Oslo" in since and without:
        groups.append((f"{network} uten Oslo", "nei", "nei", without))
        groups.append((f"Øvrige {network} (uten egen og Oslo)", "ja", "nei", without))
    if rest:
        groups.append((THE_REST, "nei", "nei", {THE_REST: ""}))
    told: list[Row] = [
        {"rekkefoelge": n, "gruppe": name, "uten_egen": own, "nettverk": is_network}
        for n, (name, own, is_network, _) in enumerate(groups, 1)
    ]
    grouped: list[Row] = [
        {"gruppe": name, "kommune": k, "fra": fra} for name, _, _, m in groups for k, fra in m.items()
    ]
    return told, grouped


def _sectors() -> list[Row]:
    """The sectors of before the key of 2026; `with_key` puts in those."""
    plain = {s["sektor"] for s in catalogue.rows("sektorer") if not s["merknad"]}
    return [row for row in definitions.sector_rows() if row["sektor"] in plain]


def _functions(services: Sequence[str], years: Sequence[int], spent_on: set[str]) -> list[Row]:
    """The functions of the services and sectors, without the sectors made of others."""
    made = {s["sektor"] for s in catalogue.rows("sektorer") if s["funksjoner_fra"]}
    rows = definitions.function_rows(services, years, spent_on)
    return [row for row in rows if row.get("sektor") not in made]


def with_key(package: Package, key: dict[str, list[Row]]) -> None:
    """Put a cost key in a package, with the sectors that it is for."""
    package.rows |= key | {
        "sektorer": definitions.sector_rows(),
        "funksjoner": definitions.function_rows(
            [str(r["tjeneste"]) for r in package.rows["tjenester"]],
            {int(str(r["aar"])) for r in package.rows["beloep"]},
            {str(r["funksjon"]) for r in package.rows["beloep"]},
        ),
    }


def with_kostra_groups(package: Package, groups: dict[str, str], numbers: dict[str, str], year: int) -> None:
    """Groups of the members that are in the same KOSTRA group in the year; one alone is none.

    `numbers` is each member's number in the year.
    """
    inside: dict[str, list[str]] = {}
    for name, number in numbers.items():
        if number in groups:
            inside.setdefault(groups[number], []).append(name)
    told = package.rows["grupper"]
    network = next(str(row["gruppe"]) for row in told if row["nettverk"] == "ja")
    for group, names in sorted(inside.items()):
        if len(names) > 1:
            title = f"{group} i {network}"[:60]
            told.append(
                {
                    "rekkefoelge": len(told) + 1,
                    "gruppe": title,
                    "uten_egen": "nei",
                    "nettverk": "nei",
                    "merknad": f"Medlemmene som er i gruppa i {year} (KLASS 112).",
                }
            )
            package.rows["gruppemedlemmer"] += [{"gruppe": title, "kommune": name} for name in names]
