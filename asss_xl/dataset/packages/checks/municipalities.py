"""Who there are: names, numbers and years of municipalities, and that all files mean the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from asss_xl.dataset.kommunenavn import mistaken
from asss_xl.dataset.messages import Problem, fault, near
from asss_xl.dataset.packages.checks.rows import COLUMNS, Tables, overlap, rows_of
from asss_xl.dataset.packages.metadata import Metadata, is_name
from asss_xl.dataset.packages.tables import Row, Table
from asss_xl.dataset.schema import FIGURE, UTEN_VERDI

#: Files whose municipality is one of kommuner.csv; a finding may be of another's report.
_WITH_MUNICIPALITY = [
    name for name, found in COLUMNS.items() if "kommune" in found and name not in ("kommuner", "tekstfunn")
]


def check(tables: Tables, metadata: Metadata, descriptor: str, sound: set[str]) -> Iterator[Problem]:
    if "kommuner" not in tables:
        return
    municipalities = tables["kommuner"]
    rows = municipalities.rows()
    yield from _names(municipalities, rows)
    yield from _numbers_in_use(municipalities, rows)
    if "kommuner" not in sound:
        return
    known = {row["kommune"] for row in rows}
    yield from _mentioned(tables, rows, known)
    yield from _after_the_end(tables, rows)
    yield from _merged(municipalities, rows)
    for key in ("kommune", "resten", "landet", "utenfor_oevrige"):
        said = getattr(metadata, key)
        for name in said if isinstance(said, tuple) else filter(None, (said,)):
            if name not in known:
                told = fault("ukjent_navn", name, municipalities.fil, near(name, known))
                yield Problem(descriptor, None, key, *told)
    yield from _has_figures(tables, metadata, descriptor, known)
    groups = rows_of(tables, "grupper")
    if groups and sum(row["nettverk"] for row in groups) != 1:
        yield tables["grupper"].fault(None, "nettverk", "ett_nettverk")
    inside = {row["gruppe"] for row in rows_of(tables, "gruppemedlemmer")}
    for row in groups:
        # The country is the members of the network and the rest: without members it is another.
        if metadata.resten and row["nettverk"] and row["gruppe"] not in inside:
            yield tables["grupper"].fault(row, "gruppe", "uten_medlemmer", row["gruppe"])


def _merged(table: Table, rows: list[Row]) -> Iterator[Problem]:
    """Who became part of another: it is there the year after, and has not itself become part of this one."""
    for row in rows:
        if not (into := row["gikk_inn_i"]):
            continue
        there = [r for r in rows if r["kommune"] == into and r["slag"] == row["slag"] == "kommune"]
        last = max(r["til"] or 9999 for r in rows if r["kommune"] == row["kommune"])
        if not any(r["fra"] <= last + 1 <= (r["til"] or 9999) for r in there) or into == row["kommune"]:
            yield table.fault(row, "gikk_inn_i", "gikk_inn_i", into, row["kommune"])


def _mentioned(tables: Tables, rows: list[Row], known: set[str]) -> Iterator[Problem]:
    """Whoever has figures, or is left out of a mean, is among the municipalities."""
    fil = tables["kommuner"].fil
    for table in (tables[name] for name in _WITH_MUNICIPALITY if name in tables):
        for row in table.where(lambda name: name not in {"", *known}, "kommune", once=True):
            name = row["kommune"]
            count = list(table.values("kommune")).count(name)
            several = f" Det gjelder {count} rader." if count > 1 else ""
            former = _formerly(name, rows) or near(name, known)
            yield table.fault(row, "kommune", "ukjent_kommune", name, fil, several, former)
    told_of: set[str] = set()
    for row in rows_of(tables, "indikatorer"):
        for name in (part.strip() for part in row["uten"].split(",")):
            if name and name not in known | told_of:
                told_of.add(name)
                about = (name, fil, "", near(name, known))
                yield tables["indikatorer"].fault(row, "uten", "ukjent_kommune", *about)


def _after_the_end(tables: Tables, rows: list[Row]) -> Iterator[Problem]:
    """Who became part of another, or is no more, has no figures after its last year."""
    last: dict[str, Row] = {}
    for row in (row for row in rows if (row["til"] or 9999) >= row["fra"]):
        if (row["til"] or 9999) >= (last.setdefault(row["kommune"], row)["til"] or 9999):
            last[row["kommune"]] = row
    ended = {name: row["til"] for name, row in last.items() if row["til"]}

    def late(who: str, year: int | None, status: str, figure: object) -> bool:
        # Packages that were fetched before have noughts there, which move nothing.
        return year is not None and year > ended.get(who, year) and status not in UTEN_VERDI and figure != 0

    for name in (name for name in FIGURE if name in tables and "kommune" in COLUMNS[name]):
        table = tables[name]
        for row in table.where(late, "kommune", "aar", "status", FIGURE[name], once=True) if ended else ():
            who, into = row["kommune"], last[row["kommune"]]["gikk_inn_i"]
            to = f"Tall fra og med {ended[who] + 1} føres på {into}. " if into else ""
            yield table.fault(row, "kommune", "etter_slutten", who, ended[who], row["aar"], to)


def _formerly(name: str, rows: Iterable[Row]) -> str:
    """What became of a municipality that was merged into another, or whose number this is."""
    for row in rows:
        if row["nummer"] and row["nummer"] == name:
            return f"{name} er nummeret til {row['kommune']}; skriv navnet. "
        if row["brudd"] and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", row["merknad"]):
            whole = row["kommune"]
            since = f"{name} er en del av {whole} fra {row['fra']}"
            return f"{since}; tall fra og med det året føres på {whole}. "
    return ""


def _has_figures(tables: Tables, metadata: Metadata, descriptor: str, known: set[str]) -> Iterator[Problem]:
    """The municipality that the report is about has figures, if anyone has."""
    figures = [tables[n] for n in _WITH_MUNICIPALITY if n in tables and n != "gruppemedlemmer"]
    owners = {name for table in figures for name in table.distinct("kommune")}
    if metadata.kommune in known and owners and metadata.kommune not in owners:
        told = fault("uten_tall", metadata.kommune, sorted(owners)[:12])
        yield Problem(descriptor, None, "kommune", *told)


def _names(table: Table, rows: Iterable[Row]) -> Iterator[Problem]:
    """Names are names, and two that differ in capitals only would be one file name on most machines."""
    seen: dict[str, str] = {}
    for row in rows:
        name = row["kommune"]
        if not is_name(name):
            yield table.fault(row, "kommune", "ikke_kommunenavn", name)
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            yield table.fault(row, "kommune", "store_og_smaa", name, first)


def _numbers_in_use(table: Table, rows: list[Row]) -> Iterator[Problem]:
    """A number belongs to one municipality at a time, and is its own; a municipality has one at a time."""
    for at, row in enumerate(rows):
        if whose := mistaken(row["kommune"], row["nummer"] or ""):
            yield table.fault(row, "nummer", "andres_nummer", row["nummer"], whose, row["kommune"])
        for other in rows[:at]:
            same_name = row["kommune"] == other["kommune"]
            same_number = row["nummer"] and row["nummer"] == other["nummer"]
            if overlap(row, other) and (same_name or same_number):
                what = row["kommune"] if same_name else f"Nummer {row['nummer']}"
                yield table.fault(row, "fra", "samme_aar", what, other["_linje"])
                break
