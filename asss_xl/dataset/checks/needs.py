"""Cost keys: their weights, their years, and a value for each criterion that has a weight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from asss_xl.dataset.checks.common import Tables, add_to_1, firsts, overlap, rows_of, within
from asss_xl.dataset.messages import Problem, near, shown
from asss_xl.dataset.tables import Row


def check(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    if "vekter" in sound:
        yield from add_to_1(tables["vekter"], "{} i nøkkelen {}", "kriterium", "sektor", "noekkel")
    if {"vekter", "kriterieverdier"} <= sound:
        known = {row["kriterium"] for row in rows_of(tables, "vekter")}
        for row in firsts(tables, "kriterieverdier", "kriterium", known):
            told = f"{shown(row['kriterium'])} har ingen vekt i noen nøkkel."
            advice = f"{near(row['kriterium'], known)}Rett navnet, eller legg vekten til."
            yield tables["kriterieverdier"].problem(row, "kriterium", told, advice)
    if {"vekter", "kriterieverdier", "noekler"} <= sound:
        yield from _sectors_by_year(tables)
    dated = [row for row in rows_of(tables, "noekler") if row["fra"] is not None]
    for other, row in combinations(dated, 2):
        if overlap(row, other):
            told = f"Nøkkelen gjelder noen av de samme årene som {shown(other['noekkel'])}."
            advice = "Rett fra og til; hvert år har én nøkkel."
            yield tables["noekler"].problem(row, "fra", told, advice)


def _sectors_by_year(tables: Tables) -> Iterator[Problem]:
    """In a year with values a sector has both weights in the year's key and values, or neither."""
    weighted: dict[tuple[str, str], Row] = {}
    criteria: dict[tuple[str, str], set[str]] = {}
    for row in rows_of(tables, "vekter"):
        weighted.setdefault((row["noekkel"], row["sektor"]), row)
        criteria.setdefault((row["noekkel"], row["sektor"]), set()).add(row["kriterium"])
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
                told = f"{sector} har ingen vekter i nøkkelen {key}, men kriterieverdier for {year}."
                advice = f"Legg til vektene, eller ta ut verdiene (rad {row['_linje']} i {values.fil})."
                yield weights.problem(None, "sektor", told, advice)
        for (name, sector), row in weighted.items():
            reached = sector in valued.get(year, {}) or criteria[name, sector] & general.get(year, set())
            if name == key and not reached:
                told = f"{sector} har ingen kriterieverdier for {year}, men vekter i nøkkelen {key}."
                advice = f"Legg til verdiene, eller ta ut vektene (rad {row['_linje']} i {weights.fil})."
                yield values.problem(None, "sektor", told, advice)
