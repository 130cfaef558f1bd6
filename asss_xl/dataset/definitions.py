"""The catalogue's definitions as rows of a package."""

from __future__ import annotations

from collections.abc import Collection, Set

from asss_xl import catalogue
from asss_xl.catalogue import KostraFunction

Row = dict[str, object]
#: Columns that say where an indicator's figures are from; a package says it figure by figure.
_OURS = ("ikke_i_regnskapet", "utgiver")


def services() -> list[str]:
    """The keys of the services, in the report's order."""
    return [row["tjeneste"] for row in catalogue.rows("tjenester")]


def service_rows(chosen: Collection[str]) -> list[Row]:
    """The services at their places among all: packages with some of them can be joined."""
    found = enumerate(catalogue.rows("tjenester"), 1)
    return [{"rekkefoelge": n, **row} for n, row in found if row["tjeneste"] in chosen]


def indicator_rows(chosen: Collection[str], years: Collection[int]) -> list[Row]:
    """The indicators of services, with the functions that hold in one of the years.

    An indicator's number is its place in its service.
    """
    last = dict.fromkeys(chosen, 0)
    made: dict[str, list[Row]] = {service: [] for service in chosen}
    for row in catalogue.rows("indikatorer"):
        service = row["tjeneste"]
        if service in last:
            last[service] += 1
            made[service].append(
                {
                    "nr": last[service],
                    **{k: v for k, v in row.items() if k not in _OURS},
                    "kildefeil": "nei",
                    "funksjoner": " ".join(c for c in row["funksjoner"].split() if _holds(c, years)),
                    "snitt_type": "veid" if row["nevner"] else "uveid",
                }
            )
    return [row for found in made.values() for row in found]


def sector_rows() -> list[Row]:
    return [
        {"rekkefoelge": n, **{k: v for k, v in row.items() if k != "funksjoner_fra"}}
        for n, row in enumerate(catalogue.rows("sektorer"), 1)
    ]


def function_rows(
    chosen: Collection[str], years: Collection[int], spent_on: Set[str] = frozenset()
) -> list[Row]:
    """Sector by function, also the sectors made of others; and service by function.

    They are those that hold in one of the years, and those on which something is spent.
    """
    functions = [f for code, f in catalogue.functions().items() if code in spent_on or _holds(code, years)]
    made = [_function("sektor", f, sektor=f.sector) for f in functions]
    for sector in catalogue.rows("sektorer"):
        of = sector["funksjoner_fra"].split(";")
        made += [
            _function("sektor", f, sektor=sector["sektor"])
            for f in functions
            if f.sector in of or f.code in of
        ]
    used: dict[str, set[str]] = {service: set() for service in chosen}
    for row in catalogue.rows("indikatorer"):
        if row["tjeneste"] in used:
            used[row["tjeneste"]] |= set(row["funksjoner"].split())
    return made + [
        _function("tjeneste", f, tjeneste=service)
        for service, codes in used.items()
        for f in functions
        if f.code in codes
    ]


def _holds(code: str, years: Collection[int]) -> bool:
    return any(map(catalogue.functions()[code].holds, years))


def _function(division: str, function: KostraFunction, **of: str) -> Row:
    """A function's row; years that are only worked out refuse nobody's figures."""
    row: Row = {"inndeling": division, **of, "funksjon": function.code, "navn": function.name}
    years = {"fra": function.first, "til": function.last} if function.seen else {}
    return row | {name: year for name, year in years.items() if year}
