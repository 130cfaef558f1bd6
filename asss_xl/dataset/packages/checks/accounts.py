"""Accounts: their lines, corrections, and the functions that hold in a year. Cost keys: their weights,
their years, and a value for each criterion that has a weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.messages import Problem, near
from asss_xl.dataset.packages.checks.rows import Tables, add_to_1, firsts, overlap, rows_of, within
from asss_xl.dataset.packages.tables import Row
from asss_xl.dataset.poster import ANVENDELSER, KONTI, POSTER, RETTES
from asss_xl.dataset.verdi import PREMIEAVVIK
from asss_xl.stated import beside

#: Functions that no sector needs to have. Others are services', or no functions.
_OTHERS = frozenset(beside(__file__)["andre_funksjoner"].split())


def check(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    """Every breach in the accounts, and in the functions when their own file is sound."""
    accounts = {konto for konti in KONTI.values() for konto in konti}
    for name, column, known, raad in (
        ("regnskap", "post", set(POSTER), "Postene står i docs/datapakke.md."),
        ("balanse", "konto", accounts, f"Kontoene er {', '.join(sorted(accounts))}."),
    ):
        for row in firsts(tables, name, column, known):
            yield tables[name].fault(row, column, "ukjent", row[column], near(row[column], known) + raad)
    if "korreksjoner" in tables and "sektorer" in sound | ({"sektorer"} - set(tables)):
        yield from _corrections(tables)
    if "funksjoner" in sound:
        yield from _functions(tables)


def _corrections(tables: Tables) -> Iterator[Problem]:
    """A correction is of what is known; one that is used has a year, an amount and a place."""
    table, sectors = tables["korreksjoner"], {row["sektor"] for row in rows_of(tables, "sektorer")}
    corrected = {*RETTES, ANVENDELSER["andre_sektorer"], *sectors}
    for row in table.rows():
        post = row["post"]
        code = len(post) == 3 and post.isdigit()
        known = corrected if row["brukes"] else {*corrected, *POSTER, "kalkulatoriske_renter"}
        if post and not code and post not in known:
            yield table.fault(row, "post", "ukjent_rettelse", post, near(post, known))
        if row["brukes"] and (not post or row["beloep_1000kr"] is None or row["aar"] is None):
            yield table.fault(row, "brukes", "rettelse_uten_beloep")


def _functions(tables: Tables) -> Iterator[Problem]:
    """Spending has a sector in the year it is of; a correction has a function that holds."""
    held = grouped((row["funksjon"], row) for row in rows_of(tables, "funksjoner") if row["sektor"])
    if not held:
        return

    def homeless(code: str, year: int, spent: bool) -> bool:
        other = code in _OTHERS or code in PREMIEAVVIK
        return spent and not other and not any(within(r, year) for r in held.get(code, ()))

    if (spending := tables.get("beloep")) is not None:
        spent = list(map(bool, spending.values("beloep")))
        for row in spending.where(homeless, "funksjon", "aar", spent, once=True):
            yield _homeless(tables, "beloep", "funksjon", row, held.get(row["funksjon"], []))
    for row in rows_of(tables, "korreksjoner"):
        code, found = row["post"].isdigit(), held.get(row["post"], [])
        counts = row["aar"] is not None and (found or (code and row["brukes"]))
        if counts and not any(within(r, row["aar"]) for r in found):
            yield _homeless(tables, "korreksjoner", "post", row, found)


def _homeless(tables: Tables, name: str, column: str, row: Row, known: list[Row]) -> Problem:
    """A function that no sector has in the year."""
    fil, code, year = tables["funksjoner"].fil, row[column], row["aar"]
    if not known:
        return tables[name].fault(row, column, "uten_sektor", code, fil)
    last = known[-1]
    when = f"fra og med {last['fra']}" if (last["fra"] or 0) > year else f"til og med {last['til']}"
    return tables[name].fault(row, column, "sektor_et_annet_aar", code, fil, when, year, last["_linje"])


def check_keys(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    """Every breach in the cost keys and the criteria."""
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
