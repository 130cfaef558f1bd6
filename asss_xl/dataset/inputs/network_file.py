"""A file with a network's members, as people save it: everything that is wrong in it, at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from .. import files, kommunenavn, tables
from ..messages import DatasetError, Problem, shown
from ..metadata import is_name

COLUMNS = ("kommune", "nummer", "fra", "til", "brudd", "medlem_fra", "merknad", "gikk_inn_i")
_NEEDED = ("kommune", "nummer", "fra")
_WHOLE = ("fra", "til", "medlem_fra")
_FIELDS = [
    {"name": name, "type": "integer" if name in _WHOLE else "string", "optional": name not in _NEEDED}
    for name in COLUMNS
]


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
    gikk_inn_i: str


def read(path: Path) -> list[Member]:
    """The members; raises `DatasetError` with everything that is wrong."""
    table, problems = tables.parse(files.text(path), path.name, _FIELDS)
    lines: dict[Member, int] = {}
    for row in table.rows() if table is not None else []:
        member = _member(row)
        wrong = [Problem(path.name, row["_linje"], *told) for told in _faults(member, row)]
        problems += wrong
        if not wrong:
            lines.setdefault(member, row["_linje"])
    if not lines and not problems:
        advice = "Skriv en rad for hvert kommunenummer."
        problems.append(Problem(path.name, None, None, "Filen har ingen medlemmer.", advice))
    for (first, line), (later, at) in combinations(lines.items(), 2):
        if told := _same(first, later, line):
            problems.append(Problem(path.name, at, *told))
    if problems:
        raise DatasetError(sorted(problems, key=lambda p: p.rad or 0))
    return list(lines)


def _member(row: tables.Row) -> Member:
    return Member(
        re.sub(r"\s*/\s*", " - ", " ".join(str(row["kommune"]).split())),
        str(row["nummer"]).strip().zfill(4),
        row["fra"] or 0,
        row["til"] or kommunenavn.ALWAYS,
        str(row["brudd"] or "nei").casefold(),
        str(row["medlem_fra"] or ""),
        str(row["merknad"] or ""),
        str(row["gikk_inn_i"] or ""),
    )


def _faults(member: Member, row: tables.Row) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one of them: the column, what, what to do."""
    if not is_name(member.kommune):
        yield "kommune", f"{shown(member.kommune)} er ikke et kommunenavn.", "Skriv navnet som i KLASS."
    if not re.fullmatch(r"[0-9]{4}", member.nummer):
        yield "nummer", f"{shown(member.nummer)} er ikke et kommunenummer.", "Skriv fire sifre."
    if not 1838 <= member.fra <= 2100:
        told = "Året nummeret gjelder fra, mangler eller er ikke et årstall."
        yield "fra", told, "Skriv for eksempel 2020."
    elif member.til < member.fra:
        yield "til", f"{member.til} er før {member.fra}.", "Rett fra eller til."
    if member.brudd not in ("ja", "nei"):
        yield "brudd", f"{shown(member.brudd)} er verken ja eller nei.", "Skriv ja eller nei."


def _same(first: Member, later: Member, line: int) -> tuple[str, str, str] | None:
    """One name with two numbers, or one number with two names, in the same year."""
    if not kommunenavn.overlapping([(first.fra, first.til), (later.fra, later.til)]):
        return None
    year, name, number = max(first.fra, later.fra), later.kommune, later.nummer
    if first.nummer == number and first.kommune != name:
        told = f"{number} er både {first.kommune} (rad {line}) og {name} i {year}."
        return "nummer", told, "Et nummer er én kommune om gangen; rett det ene."
    if first.nummer == number:
        told = f"{name} med {number} står også på rad {line} for noen av de samme årene."
        return "fra", told, "Rett fra og til."
    if kommunenavn.plain(first.kommune) != kommunenavn.plain(name):
        return None
    one, other = (
        known.navn if (known := kommunenavn.of_number(each.nummer)) else each.nummer
        for each in (first, later)
    )
    advice = f"Er det samme kommune, skriv {later.fra - 1} i til på rad {line}."
    if one != other:
        advice = f"Er det to kommuner, skriv {shown(one)} og {shown(other)}."
    return "kommune", f"{name} har to numre i {year}: {first.nummer} (rad {line}) og {number}.", advice


def doubts(members: Iterable[Member]) -> list[str]:
    """Numbers that KLASS gives to another municipality than the file does."""
    return [
        f"{each.nummer} er nummeret til {whose}, ikke {each.kommune}, etter KLASS."
        for each in members
        if (whose := kommunenavn.mistaken(each.kommune, each.nummer))
    ]
