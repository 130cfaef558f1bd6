"""Who there are: names, numbers and years of municipalities, and that all files mean the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from asss_xl.dataset.checks.common import COLUMNS, Tables, firsts, rows_of
from asss_xl.dataset.messages import Problem, near, shown
from asss_xl.dataset.metadata import Metadata, is_name
from asss_xl.dataset.tables import Row

#: Files whose municipality is one of kommuner.csv; a finding may be of another's report.
_WITH_MUNICIPALITY = [
    name for name, found in COLUMNS.items() if "kommune" in found and name not in ("kommuner", "tekstfunn")
]


def check(tables: Tables, metadata: Metadata, descriptor: str, sound: set[str]) -> Iterator[Problem]:
    if "kommuner" not in tables:
        return
    fil, municipalities = tables["kommuner"].fil, rows_of(tables, "kommuner")
    for row in municipalities:
        if not is_name(row["kommune"]):
            yield Problem(
                fil,
                row["_linje"],
                "kommune",
                f"{shown(row['kommune'])} er ikke et kommunenavn.",
                "Bruk bare latinske bokstaver, sifre, mellomrom og bindestrek.",
            )
    yield from _names_alike(fil, municipalities)
    yield from _numbers_in_use(fil, municipalities)
    if "kommuner" not in sound:
        return
    known = {row["kommune"] for row in municipalities}
    for name in _WITH_MUNICIPALITY:
        for row in firsts(tables, name, "kommune", known):
            count = list(tables[name].values("kommune")).count(row["kommune"])
            several = f" Det gjelder {count} rader." if count > 1 else ""
            yield Problem(
                tables[name].fil,
                row["_linje"],
                "kommune",
                f"{shown(row['kommune'])} finnes ikke i {fil}.{several}",
                f"{_formerly(row['kommune'], municipalities) or near(row['kommune'], known)}"
                f"Rett navnet, eller legg kommunen til i {fil}.",
            )
    told: set[str] = set()
    for row in rows_of(tables, "indikatorer"):
        for name in (part.strip() for part in row["uten"].split(",")):
            if name and name not in known and name not in told:
                told.add(name)
                yield Problem(
                    tables["indikatorer"].fil,
                    row["_linje"],
                    "uten",
                    f"{shown(name)} finnes ikke i {fil}.",
                    f"{near(name, known)}Rett navnet, eller legg kommunen til i {fil}.",
                )
    for key, name in (
        ("kommune", metadata.kommune),
        ("resten", metadata.resten),
        ("landet", metadata.landet),
        *(("utenfor_oevrige", n) for n in metadata.utenfor_oevrige),
    ):
        if name and name not in known:
            yield Problem(
                descriptor,
                None,
                key,
                f"{shown(name)} finnes ikke i {fil}.",
                f"{near(name, known)}Rett navnet.",
            )
    yield from _has_figures(tables, metadata, descriptor, known)
    groups = rows_of(tables, "grupper")
    if groups and sum(row["nettverk"] for row in groups) != 1:
        yield Problem(
            tables["grupper"].fil,
            None,
            "nettverk",
            "Én og bare én gruppe skal være nettverket.",
            "Sett nettverk til ja for en av dem.",
        )


def _formerly(name: str, rows: Iterable[Row]) -> str:
    """What became of a municipality that was merged into another, or whose number this is."""
    for row in rows:
        if row["nummer"] and row["nummer"] == name:
            return f"{name} er nummeret til {row['kommune']}; skriv navnet. "
        if row["brudd"] and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", row["merknad"]):
            return (
                f"{name} er en del av {row['kommune']} fra {row['fra']}; tall fra og med det året føres "
                f"på {row['kommune']}. "
            )
    return ""


def _has_figures(tables: Tables, metadata: Metadata, descriptor: str, known: set[str]) -> Iterator[Problem]:
    """The municipality that the report is about has figures, if anyone has."""
    figures = [tables[n] for n in _WITH_MUNICIPALITY if n in tables and n != "gruppemedlemmer"]
    owners = {name for table in figures for name in table.distinct("kommune")}
    if metadata.kommune in known and owners and metadata.kommune not in owners:
        some = ", ".join(sorted(owners)[:12])
        yield Problem(
            descriptor,
            None,
            "kommune",
            f"Pakken har ingen tall for {metadata.kommune}, bare for {some}.",
            "Rett kommunen her, eller i radene som har tallene.",
        )


def _names_alike(fil: str, rows: Iterable[Row]) -> Iterator[Problem]:
    """Two names that differ in capitals only would be one file name on most machines."""
    seen: dict[str, str] = {}
    for row in rows:
        first = seen.setdefault(row["kommune"].casefold(), row["kommune"])
        if first != row["kommune"]:
            yield Problem(
                fil,
                row["_linje"],
                "kommune",
                f"{shown(row['kommune'])} er bare ulik {shown(first)} i store og små bokstaver.",
                "Skriv kommunen likt overalt.",
            )


def _numbers_in_use(fil: str, rows: Iterable[Row]) -> Iterator[Problem]:
    """A number belongs to one municipality at a time, a municipality has one number at a time."""
    seen: list[Row] = []
    for row in rows:
        for other in seen:
            overlap = row["fra"] <= (other["til"] or 9999) and other["fra"] <= (row["til"] or 9999)
            same_name = row["kommune"] == other["kommune"]
            same_number = row["nummer"] and row["nummer"] == other["nummer"]
            if overlap and (same_name or same_number):
                what = row["kommune"] if same_name else f"Nummer {row['nummer']}"
                yield Problem(
                    fil,
                    row["_linje"],
                    "fra",
                    f"{what} står også på rad {other['_linje']} for noen av de samme årene.",
                    "Rett fra og til, slik at årene ikke overlapper.",
                )
                break
        seen.append(row)
