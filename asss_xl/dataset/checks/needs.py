"""Cost keys: their weights, their years, and a value for each criterion that has a weight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from asss_xl.dataset.checks.common import Tables, add_to_1, firsts, overlap, rows_of, within
from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.messages import Problem, near
from asss_xl.dataset.tables import Row


def check(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    if "vekter" in sound:
        yield from add_to_1(tables["vekter"], "{} i nøkkelen {}", "kriterium", "sektor", "noekkel")
    if {"vekter", "kriterieverdier"} <= sound:
        known = {row["kriterium"] for row in rows_of(tables, "vekter")}
        for row in firsts(tables, "kriterieverdier", "kriterium", known):
            about = (row["kriterium"], near(row["kriterium"], known))
            yield tables["kriterieverdier"].fault(row, "kriterium", "uten_vekt", *about)
    if {"vekter", "kriterieverdier", "noekler"} <= sound:
        yield from _sectors_by_year(tables)
    dated = [row for row in rows_of(tables, "noekler") if row["fra"] is not None]
    for other, row in combinations(dated, 2):
        if overlap(row, other):
            yield tables["noekler"].fault(row, "fra", "noekler_overlapper", other["noekkel"])


def _sectors_by_year(tables: Tables) -> Iterator[Problem]:
    """In a year with values a sector has both weights in the year's key and values, or neither."""
    weighted = grouped(((row["noekkel"], row["sektor"]), row) for row in rows_of(tables, "vekter"))
    valued: dict[int, dict[str, Row]] = {}
    general: dict[int, set[str]] = {}
    weights, values = tables["vekter"], tables["kriterieverdier"]
    for row in values.where(lambda *_: True, "aar", "sektor", "kriterium", once=True):
        if row["sektor"]:
            valued.setdefault(row["aar"], {}).setdefault(row["sektor"], row)
        else:
            general.setdefault(row["aar"], set()).add(row["kriterium"])
    keys = [k for k in rows_of(tables, "noekler") if k["fra"] is not None]
    for year in sorted(valued.keys() | general.keys()):
        key = next((k["noekkel"] for k in keys if within(k, year)), None)
        for sector, row in valued.get(year, {}).items() if key else ():
            if (key, sector) not in weighted:
                about = (sector, key, year, row["_linje"], values.fil)
                yield weights.fault(None, "sektor", "verdier_uten_vekter", *about)
        for (name, sector), rows in weighted.items():
            criteria, row = {each["kriterium"] for each in rows}, rows[0]
            reached = sector in valued.get(year, {}) or criteria & general.get(year, set())
            if name == key and not reached:
                about = (sector, key, year, row["_linje"], weights.fil)
                yield values.fault(None, "sektor", "vekter_uten_verdier", *about)
