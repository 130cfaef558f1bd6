"""A file with a network's members, as people save it: everything that is wrong in it, at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import files, kommunenavn, tables
from ..messages import DatasetError, Problem, shown
from ..metadata import is_name

COLUMNS = ("kommune", "nummer", "fra", "til", "brudd", "medlem_fra", "merknad")
_NEEDED = ("kommune", "nummer", "fra")
_WHOLE = ("fra", "til", "medlem_fra")


@dataclass(frozen=True)
class Member:
    """A municipality number of a network's member, and the years it is in use."""

    kommune: str
    nummer: str
    fra: int
    til: int
    brudd: str
    medlem_fra: str
    merknad: str


def read(path: Path) -> list[Member]:
    """The members; raises `DatasetError` with everything that is wrong."""
    text = files.text(path)
    table, problems = tables.parse(text, path.name, _fields(text))
    lines: dict[Member, int] = {}
    for row in table.rows() if table is not None else []:
        member, faults = _member(row, path.name)
        problems += faults
        if member is not None:
            lines.setdefault(member, row["_linje"])
    if not lines and not problems:
        problems.append(
            Problem(
                path.name, None, None, "Filen har ingen medlemmer.", "Skriv en rad for hvert kommunenummer."
            )
        )
    problems += told_apart(lines, path.name)
    if problems:
        raise DatasetError(sorted(problems, key=lambda p: p.rad or 0))
    return list(lines)


def _fields(text: str) -> list[dict[str, object]]:
    """The columns that the file has, and those that it must have."""
    first = text.removeprefix("sep=;\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    given = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
    return [
        {"name": name, "type": "integer" if name in _WHOLE else "string"}
        for name in COLUMNS
        if name in given or name in _NEEDED
    ]


def _member(row: tables.Row, fil: str) -> tuple[Member | None, list[Problem]]:
    line = row["_linje"]
    problems = []

    def fault(column: str, what: str, advice: str) -> None:
        problems.append(Problem(fil, line, column, what, advice))

    name = re.sub(r"\s*/\s*", " - ", " ".join(str(row["kommune"]).split()))
    number = str(row["nummer"]).strip().zfill(4)
    if not is_name(name):
        fault("kommune", f"{shown(name)} er ikke et kommunenavn.", "Skriv navnet som i KLASS.")
    if not re.fullmatch(r"[0-9]{4}", number):
        fault("nummer", f"{shown(number)} er ikke et kommunenummer.", "Skriv fire sifre.")
    first, last = row["fra"], row.get("til") or kommunenavn.ALWAYS
    if first is None or not 1838 <= first <= 2100:
        fault(
            "fra", "Året nummeret gjelder fra, mangler eller er ikke et årstall.", "Skriv for eksempel 2020."
        )
    elif last < first:
        fault("til", f"{last} er før {first}.", "Rett fra eller til.")
    broken = str(row.get("brudd") or "nei").casefold()
    if broken not in ("ja", "nei"):
        fault("brudd", f"{shown(broken)} er verken ja eller nei.", "Skriv ja eller nei.")
    if problems:
        return None, problems
    return Member(
        name, number, first, last, broken, str(row.get("medlem_fra") or ""), str(row.get("merknad") or "")
    ), []


def doubts(members: Iterable[Member]) -> list[str]:
    """Numbers that KLASS gives to another municipality than the file does."""
    return [
        f"{each.nummer} er nummeret til {whose}, ikke {each.kommune}, etter KLASS."
        for each in members
        if (whose := kommunenavn.mistaken(each.kommune, each.nummer))
    ]


def told_apart(lines: dict[Member, int], fil: str) -> Iterator[Problem]:
    """One name with two numbers, or one number with two names, in the same year."""
    members = list(lines)
    for at, later in enumerate(members):
        for first in members[:at]:
            if not kommunenavn.overlapping([(first.fra, first.til), (later.fra, later.til)]):
                continue
            year = max(first.fra, later.fra)
            if first.nummer == later.nummer:
                if first.kommune != later.kommune:
                    yield Problem(
                        fil,
                        lines[later],
                        "nummer",
                        f"{later.nummer} er både {first.kommune} (rad {lines[first]}) og {later.kommune} "
                        f"i {year}.",
                        "Et nummer er én kommune om gangen; rett det ene.",
                    )
                else:
                    yield Problem(
                        fil,
                        lines[later],
                        "fra",
                        f"{later.kommune} med {later.nummer} står også på rad "
                        f"{lines[first]} for noen av de samme årene.",
                        "Rett fra og til.",
                    )
            elif kommunenavn.plain(first.kommune) == kommunenavn.plain(later.kommune):
                yield Problem(
                    fil,
                    lines[later],
                    "kommune",
                    f"{later.kommune} har to numre i {year}: {first.nummer} (rad {lines[first]}) og "
                    f"{later.nummer}.",
                    _advice(first, later, lines[first]),
                )


def _advice(first: Member, later: Member, line: int) -> str:
    names = [
        known.navn if (known := kommunenavn.of_number(each.nummer)) else each.nummer
        for each in (first, later)
    ]
    if names[0] != names[1]:
        return f"Er det to kommuner, skriv {' og '.join(map(shown, names))}."
    return f"Er det samme kommune, skriv {later.fra - 1} i til på rad {line}."
