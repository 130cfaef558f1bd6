"""Accounts: their lines, corrections, and the functions that hold in a year."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.checks.common import Tables, firsts, rows_of
from asss_xl.dataset.messages import Problem, near, shown
from asss_xl.dataset.model import PREMIEAVVIK
from asss_xl.dataset.poster import ANVENDELSER, KONTI, POSTER
from asss_xl.dataset.tables import Row

#: Functions of services; above them are financing and others.
_SERVICES = ("100", "399")


def check(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    """Every breach in the accounts, and in the functions when their own file is sound."""
    yield from _lines(tables, sound)
    if "funksjoner" in sound:
        yield from _functions(tables)


def _lines(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    accounts = {konto for konti in KONTI.values() for konto in konti}
    for name, column, known, raad in (
        ("regnskap", "post", set(POSTER), "Postene står i docs/datapakke.md."),
        ("balanse", "konto", accounts, f"Kontoene er {', '.join(sorted(accounts))}."),
    ):
        for row in firsts(tables, name, column, known):
            yield Problem(
                tables[name].fil,
                row["_linje"],
                column,
                f"{shown(row[column])} er ukjent.",
                f"{near(row[column], known)}{raad}",
            )
    if "korreksjoner" in tables and "sektorer" in sound | ({"sektorer"} - set(tables)):
        sectors = {row["sektor"] for row in rows_of(tables, "sektorer")}
        known = set(POSTER) | sectors | {ANVENDELSER["andre_sektorer"]}
        for row in rows_of(tables, "korreksjoner"):
            post = row["post"]
            code = len(post) == 3 and post.isdigit()
            if post and not code and post not in known and post != "kalkulatoriske_renter":
                yield Problem(
                    tables["korreksjoner"].fil,
                    row["_linje"],
                    "post",
                    f"{shown(post)} er verken en post, en sektor eller en KOSTRA-funksjon.",
                    f"{near(post, known)}La feltet stå tomt når den ikke kan regnes inn.",
                )
            if row["brukes"] and (not post or row["beloep_1000kr"] is None):
                yield Problem(
                    tables["korreksjoner"].fil,
                    row["_linje"],
                    "brukes",
                    "Rettelsen brukes, men mangler post eller beløp.",
                    "Fyll ut post og beloep_1000kr, eller sett brukes til nei.",
                )


def _functions(tables: Tables) -> Iterator[Problem]:
    """Spending has a sector in the year it is of; a correction has a function that holds."""
    held: dict[str, list[Row]] = {}
    for row in rows_of(tables, "funksjoner"):
        if row["sektor"]:
            held.setdefault(row["funksjon"], []).append(row)
    if not held:
        return

    def homeless(code: str, year: int, spent: bool) -> bool:
        service = _SERVICES[0] <= code <= _SERVICES[1] and code not in PREMIEAVVIK
        return spent and service and not any(_within(r, year) for r in held.get(code, ()))

    if (spending := tables.get("beloep")) is not None:
        spent = list(map(bool, spending.values("beloep")))
        for row in spending.where(homeless, "funksjon", "aar", spent, once=True):
            yield _homeless(tables, "beloep", "funksjon", row, held.get(row["funksjon"], []))
    for row in rows_of(tables, "korreksjoner"):
        found = held.get(row["post"], [])
        if found and row["aar"] is not None and not any(_within(r, row["aar"]) for r in found):
            yield _homeless(tables, "korreksjoner", "post", row, found)


def _within(row: Row, year: int) -> bool:
    return bool((row["fra"] or 0) <= year <= (row["til"] or 9999))


def _homeless(tables: Tables, name: str, column: str, row: Row, known: list[Row]) -> Problem:
    """A function that no sector has in the year."""
    fil, code = tables["funksjoner"].fil, row[column]
    if not known:
        melding = f"Funksjon {code} hører ikke til noen sektor."
        raad = f"Legg til en rad i {fil} som sier hvilken sektor den er i."
    else:
        last = known[-1]
        when = f"fra og med {last['fra']}" if (last["fra"] or 0) > row["aar"] else f"til og med {last['til']}"
        melding = f"Funksjon {code} gjelder bare {when}, men raden er for {row['aar']}."
        raad = (
            f"Flytt beløpet til funksjonen som gjaldt i {row['aar']}, eller rett årene (rad "
            f"{last['_linje']} i {fil})."
        )
    return Problem(tables[name].fil, row["_linje"], column, melding, raad)
