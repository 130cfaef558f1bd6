"""The catalogue's definitions as rows of a package."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from asss_xl import catalogue

Row = dict[str, object]


def services() -> list[str]:
    """The keys of the services, in the report's order."""
    return [row["tjeneste"] for row in catalogue.rows("tjenester")]


def service_rows(chosen: Collection[str]) -> list[Row]:
    found = [row for row in catalogue.rows("tjenester") if row["tjeneste"] in chosen]
    return [{"rekkefoelge": n, **row} for n, row in enumerate(found, 1)]


def indicator_rows(chosen: Collection[str]) -> list[Row]:
    """The indicators of services; an indicator's number is its place in its service."""
    last = dict.fromkeys(chosen, 0)
    made: dict[str, list[Row]] = {service: [] for service in chosen}
    for row in catalogue.rows("indikatorer"):
        service = row["tjeneste"]
        if service in last:
            last[service] += 1
            made[service].append({
                "nr": last[service], **row, "kildefeil": "nei",
                "snitt_type": "veid" if row["nevner"] else "uveid",
            })  # fmt: skip
    return [row for found in made.values() for row in found]


def sector_rows() -> list[Row]:
    return [
        {"rekkefoelge": n, **{k: v for k, v in row.items() if k != "funksjoner_fra"}}
        for n, row in enumerate(catalogue.rows("sektorer"), 1)
    ]


def function_rows(chosen: Collection[str]) -> list[Row]:
    """Sector by function, also the sectors made of others; and service by function."""
    functions = catalogue.rows("funksjoner")
    made = [_function("sektor", f, sektor=f["sektor"]) for f in functions]
    for sector in catalogue.rows("sektorer"):
        of = sector["funksjoner_fra"].split(";")
        made += [
            _function("sektor", f, sektor=sector["sektor"])
            for f in functions if f["sektor"] in of or f["funksjon"] in of
        ]  # fmt: skip
    used: dict[str, set[str]] = {service: set() for service in chosen}
    for row in catalogue.rows("indikatorer"):
        if row["tjeneste"] in used:
            used[row["tjeneste"]] |= set(row["funksjoner"].split())
    return made + [
        _function("tjeneste", f, tjeneste=service)
        for service, codes in used.items() for f in functions if f["funksjon"] in codes
    ]  # fmt: skip


def _function(division: str, function: Mapping[str, str], **of: str) -> Row:
    return {"inndeling": division, **of, "funksjon": function["funksjon"], "navn": function["navn"]}
