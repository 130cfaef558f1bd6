"""Accounts: their lines, corrections, and the functions that hold in a year."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.checks.common import Tables, firsts, rows_of, within
from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.messages import Problem, near
from asss_xl.dataset.poster import ANVENDELSER, KONTI, POSTER
from asss_xl.dataset.tables import Row
from asss_xl.dataset.verdi import PREMIEAVVIK

#: Functions of services; above them are financing and others.
_SERVICES = ("100", "399")


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
    """A correction is of something that is known, and one that is used has an amount."""
    table, sectors = tables["korreksjoner"], {row["sektor"] for row in rows_of(tables, "sektorer")}
    known = set(POSTER) | sectors | {ANVENDELSER["andre_sektorer"]}
    for row in table.rows():
        post = row["post"]
        code = len(post) == 3 and post.isdigit()
        if post and not code and post not in known and post != "kalkulatoriske_renter":
            yield table.fault(row, "post", "ukjent_rettelse", post, near(post, known))
        if row["brukes"] and (not post or row["beloep_1000kr"] is None):
            yield table.fault(row, "brukes", "rettelse_uten_beloep")


def _functions(tables: Tables) -> Iterator[Problem]:
    """Spending has a sector in the year it is of; a correction has a function that holds."""
    held = grouped((row["funksjon"], row) for row in rows_of(tables, "funksjoner") if row["sektor"])
    if not held:
        return

    def homeless(code: str, year: int, spent: bool) -> bool:
        service = _SERVICES[0] <= code <= _SERVICES[1] and code not in PREMIEAVVIK
        return spent and service and not any(within(r, year) for r in held.get(code, ()))

    if (spending := tables.get("beloep")) is not None:
        spent = list(map(bool, spending.values("beloep")))
        for row in spending.where(homeless, "funksjon", "aar", spent, once=True):
            yield _homeless(tables, "beloep", "funksjon", row, held.get(row["funksjon"], []))
    for row in rows_of(tables, "korreksjoner"):
        found = held.get(row["post"], [])
        if found and row["aar"] is not None and not any(within(r, row["aar"]) for r in found):
            yield _homeless(tables, "korreksjoner", "post", row, found)


def _homeless(tables: Tables, name: str, column: str, row: Row, known: list[Row]) -> Problem:
    """A function that no sector has in the year."""
    fil, code, year = tables["funksjoner"].fil, row[column], row["aar"]
    if not known:
        return tables[name].fault(row, column, "uten_sektor", code, fil)
    last = known[-1]
    when = f"fra og med {last['fra']}" if (last["fra"] or 0) > year else f"til og med {last['til']}"
    return tables[name].fault(row, column, "sektor_et_annet_aar", code, fil, when, year, last["_linje"])
