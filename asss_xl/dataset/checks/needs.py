"""Cost keys: their weights, their years, and a value for each criterion that has a weight."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.checks.common import Tables, add_to_1, firsts, rows_of
from asss_xl.dataset.messages import Problem, near, shown
from asss_xl.dataset.tables import Row


def check(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    if "vekter" in sound:
        groups: dict[str, list[Row]] = {}
        for row in rows_of(tables, "vekter"):
            groups.setdefault(f"{row['sektor']} i nøkkelen {row['noekkel']}", []).append(row)
        yield from add_to_1(tables["vekter"].fil, groups, "kriterium")
    if {"vekter", "kriterieverdier"} <= sound:
        known = {row["kriterium"] for row in rows_of(tables, "vekter")}
        for row in firsts(tables, "kriterieverdier", "kriterium", known):
            yield Problem(
                tables["kriterieverdier"].fil,
                row["_linje"],
                "kriterium",
                f"{shown(row['kriterium'])} har ingen vekt i noen nøkkel.",
                f"{near(row['kriterium'], known)}Rett navnet, eller legg vekten til.",
            )
    if {"vekter", "kriterieverdier", "noekler"} <= sound:
        yield from _sectors_by_year(tables)
    keys = rows_of(tables, "noekler")
    for number, row in enumerate(keys):
        for other in keys[:number]:
            if row["fra"] is None or other["fra"] is None:
                continue
            if row["fra"] <= (other["til"] or 9999) and other["fra"] <= (row["til"] or 9999):
                yield Problem(
                    tables["noekler"].fil,
                    row["_linje"],
                    "fra",
                    f"Nøkkelen gjelder noen av de samme årene som {shown(other['noekkel'])}.",
                    "Rett fra og til; hvert år har én nøkkel.",
                )


def _sectors_by_year(tables: Tables) -> Iterator[Problem]:
    """In a year with values a sector has both weights in the year's key and values, or neither."""
    weighted: dict[tuple[str, str], Row] = {}
    criteria: dict[tuple[str, str], set[str]] = {}
    for row in rows_of(tables, "vekter"):
        weighted.setdefault((row["noekkel"], row["sektor"]), row)
        criteria.setdefault((row["noekkel"], row["sektor"]), set()).add(row["kriterium"])
    valued: dict[int, dict[str, Row]] = {}
    general: dict[int, set[str]] = {}
    values = tables["kriterieverdier"]
    for row in values.where(lambda *_: True, "aar", "sektor", "kriterium", once=True):
        if row["sektor"]:
            valued.setdefault(row["aar"], {}).setdefault(row["sektor"], row)
        else:
            general.setdefault(row["aar"], set()).add(row["kriterium"])
    for year in sorted(valued.keys() | general.keys()):
        key = next(
            (
                k["noekkel"]
                for k in rows_of(tables, "noekler")
                if k["fra"] is not None and k["fra"] <= year <= (k["til"] or 9999)
            ),
            None,
        )
        if key is None:
            continue
        for sector, row in valued.get(year, {}).items():
            if (key, sector) not in weighted:
                yield Problem(
                    tables["vekter"].fil,
                    None,
                    "sektor",
                    f"{sector} har ingen vekter i nøkkelen {key}, men kriterieverdier for {year}.",
                    f"Legg til vektene, eller ta ut verdiene (rad {row['_linje']} i "
                    f"{tables['kriterieverdier'].fil}).",
                )
        for (name, sector), row in weighted.items():
            reached = sector in valued.get(year, {}) or criteria[name, sector] & general.get(year, set())
            if name == key and not reached:
                yield Problem(
                    tables["kriterieverdier"].fil,
                    None,
                    "sektor",
                    f"{sector} har ingen kriterieverdier for {year}, men vekter i nøkkelen {key}.",
                    f"Legg til verdiene, eller ta ut vektene (rad {row['_linje']} i {tables['vekter'].fil}).",
                )
