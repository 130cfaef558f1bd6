"""A file with a network's members, as people save it: everything that is wrong in it, at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from asss_xl.catalogue import NETWORKS
from asss_xl.replacing import Refused

from .. import files, kommunenavn
from ..grouping import grouped
from ..messages import DatasetError, Problem, by_row, fault, said, shown
from ..packages import tables
from ..packages.metadata import is_name

_COLUMNS = ("kommune", "nummer", "fra", "til", "brudd", "medlem_fra", "merknad", "gikk_inn_i")
_NEEDED = ("kommune", "nummer", "fra")
_WHOLE = ("fra", "til", "medlem_fra")
_FIELDS = [
    {"name": name, "type": "integer" if name in _WHOLE else "string", "optional": name not in _NEEDED}
    for name in _COLUMNS
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


def named(name: str) -> list[Member]:
    """A network that is included, or a CSV file of the same form."""
    given = Path(name)
    path = given if given.suffix == ".csv" else NETWORKS / f"{name}.csv"
    if not path.is_file():
        what = "er verken et nettverk eller en CSV-fil" if os.path.lexists(given) else "finnes ikke"
        included = sorted(p.stem for p in NETWORKS.glob("*.csv"))
        raise Refused(said("nettverk_finnes_ikke", name, included, _COLUMNS, what))
    try:
        return read(path)
    except DatasetError as error:
        told = "\n".join(map(str, error.problemer))
        optional = [name for name in _COLUMNS if name not in _NEEDED]
        raise Refused(f"{said('ubrukelig_nettverksfil', path, _NEEDED, optional)}\n{told}") from None


def read(path: Path) -> list[Member]:
    """The members; raises `DatasetError` with everything that is wrong."""
    head, end, rest = files.text(path).partition("\n")
    head = re.sub(r"(?<=\w) (?=\w)", "_", head.casefold())  # «Medlem fra», as people write it
    table, problems = tables.parse(f"{head}{end}{rest}", path.name, _FIELDS)
    lines: dict[Member, int] = {}
    for row in table.rows() if table is not None else []:
        member = _member(row)
        wrong = [Problem(path.name, row["_linje"], *told) for told in _faults(member)]
        problems += wrong
        if not wrong:
            lines.setdefault(member, row["_linje"])
    if not lines and not problems:
        problems.append(Problem(path.name, None, None, *fault("ingen_medlemmer")))
    for (first, line), (later, at) in combinations(lines.items(), 2):
        if told := _same(first, later, line):
            problems.append(Problem(path.name, at, *told))
    if problems:
        raise DatasetError(by_row(problems))
    return list(lines)


def cover(members: Sequence[Member], years: Iterable[int], file: str) -> None:
    """Every year of a member that KLASS has a number for has one in the file; raises `DatasetError`."""
    problems: dict[str, Problem] = {}
    for year, (name, mine) in product(years, grouped((m.kommune, m) for m in members).items()):
        began = min(int(m.medlem_fra or 0) for m in mine)
        if year >= began and not any(m.fra <= year <= m.til for m in mine):
            known = [each for m in mine if (each := kommunenavn.of_number(m.nummer))]
            for other in (other for each in known for other in kommunenavn.named(each.navn)):
                if other.fra <= year <= other.til and other.nummer not in {m.nummer for m in mine}:
                    told = fault("nummer_mangler", name, year, other.nummer, other.fra, other.til)
                    problems.setdefault(other.nummer, Problem(file, None, None, *told))
    if problems:
        raise DatasetError(problems.values())


def unsaid_breaks(members: Sequence[Member], years: Sequence[int]) -> Iterator[str]:
    """Members that an included network says became others in one of the years, and these do not."""
    read_each = (read(each) for each in sorted(NETWORKS.glob("*.csv")))
    known = {(m.nummer, m.fra): m.merknad for each in read_each for m in each if m.brudd == "ja"}
    told = {(m.nummer, m.fra) for m in members if m.brudd == "ja"}
    for member, (number, year) in product(members, known.keys() - told):
        inside = years[0] < year <= years[-1] and member.fra <= year <= member.til
        if number == member.nummer and inside:
            yield said("brudd_ikke_sagt_i_filen", member.kommune, year, known[number, year])


def _member(row: tables.Row) -> Member:
    number = str(row["nummer"]).strip()
    return Member(
        re.sub(r"\s*/\s*", " - ", " ".join(str(row["kommune"]).split())),
        number.zfill(4) if len(number) == 3 else number,
        row["fra"] or 0,
        row["til"] or kommunenavn.ALWAYS,
        str(row["brudd"] or "nei").casefold(),
        str(row["medlem_fra"] or ""),
        str(row["merknad"] or ""),
        str(row["gikk_inn_i"] or ""),
    )


def _faults(member: Member) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one of them: the column, what, what to do."""
    if not is_name(member.kommune):
        yield "kommune", *fault("klass_navn", member.kommune)
    if not re.fullmatch(r"[0-9]{4}", member.nummer):
        yield "nummer", *fault("ikke_kommunenummer", member.nummer)
    elif whose := kommunenavn.mistaken(member.kommune, member.nummer):
        yield "nummer", *fault("andres_nummer", member.nummer, whose, member.kommune)
    elif own := kommunenavn.misspelt(member.kommune, member.nummer):
        yield "kommune", *fault("nesten_navnet", member.kommune, member.nummer, own)
    if not 1838 <= member.fra <= 2100:
        yield "fra", *fault("nummer_uten_aar")
    elif member.til < member.fra:
        yield "til", *fault("baklengs", member.til, member.fra)
    if member.brudd not in ("ja", "nei"):
        yield "brudd", *fault("ja_nei", member.brudd)


def _same(first: Member, later: Member, line: int) -> tuple[str, str, str] | None:
    """One name with two numbers, or one number with two names, in the same year."""
    if not kommunenavn.overlapping([(first.fra, first.til), (later.fra, later.til)]):
        return None
    year, name, number = max(first.fra, later.fra), later.kommune, later.nummer
    if first.nummer == number and first.kommune != name:
        return "nummer", *fault("to_kommuner", number, first.kommune, line, name, year)
    if first.nummer == number:
        return "fra", *fault("samme_nummer", name, number, line)
    if kommunenavn.as_name(first.kommune) != kommunenavn.as_name(name):
        return None
    one, other = (
        known.navn if (known := kommunenavn.of_number(each.nummer)) else each.nummer
        for each in (first, later)
    )
    advice = f"Er det samme kommune, skriv {later.fra - 1} i til på rad {line}."
    if one != other:
        advice = f"Er det to kommuner, skriv {shown(one)} og {shown(other)}."
    return "kommune", *fault("to_numre", name, year, first.nummer, line, number, advice)
