"""Cost keys: the weights of sectors and criteria, from the catalogue or a small CSV of one's own.

A key is made from the accounts of one year, and is used for no other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asss_xl import catalogue

from . import constraints, tables
from .grouping import grouped
from .messages import DatasetError, Problem, by_row, fault, near, said
from .schema import declared_columns
from .ssb.errors import FetchError

#: How far from 1 printed weights may add up to.
_SUM = 0.002
_HEADING = "overskrift"


class CostKeyError(FetchError):
    """A key or a table that cannot be used; every problem is told."""


@dataclass(frozen=True)
class Weights:
    """A cost key: the sectors' weights and the criteria's within them."""

    name: str
    year: int
    sectors: dict[str, float]
    criteria: dict[tuple[str, str], float]
    note: str = ""
    #: How the table's headings are written, where the key says it itself: a regular expression or a text.
    headings: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(criterion for _, criterion in self.criteria))


def bundled() -> list[Weights]:
    """The keys of the catalogue."""
    return [weights(row["noekkel"]) for row in catalogue.rows("noekler")]


def weights(name: str) -> Weights:
    """A key of the catalogue."""
    found = next((row for row in catalogue.rows("noekler") if row["noekkel"] == name), None)
    if found is None:
        raise CostKeyError(f"Kostnadsnøkkelen {name} er ikke kjent.")
    criteria = {
        (row["sektor"], row["kriterium"]): float(row["vekt"])
        for row in catalogue.rows("vekter")
        if row["noekkel"] == (found["vekter_fra"] or name)
    }
    sectors = {
        row["sektor"]: float(row["vekt"]) for row in catalogue.rows("sektorvekter") if row["noekkel"] == name
    }
    return Weights(name, int(found["regnskapsaar"]), sectors, criteria, found["merknad"])


def of_year(year: int, own: Sequence[Weights] = ()) -> Weights | None:
    """The key that is made from a year's accounts; one's own before the catalogue's."""
    return next((key for key in (*own, *bundled()) if key.year == year), None)


def needed(year: int, own: Sequence[Weights] = ()) -> Weights:
    """The same, for those who cannot do without."""
    found = of_year(year, own)
    if found is None:
        known = ", ".join(f"{key.year} ({key.name})" for key in (*own, *bundled()))
        raise CostKeyError(said("uten_noekkel", year, known, declared_columns("kostnadsnoekkel")))
    return found


def read(path: Path) -> list[Weights]:
    """The keys of a file of one's own; raises with everything that is wrong."""
    try:
        rows, problems = constraints.lone(path, "kostnadsnoekkel")
    except DatasetError as error:
        raise CostKeyError(str(error)) from None
    problems += [Problem(path.name, row["_linje"], *told) for row in rows for told in _faults(row)]
    by_key = grouped((row["noekkel"], row) for row in rows)
    if not problems:
        problems += [problem for name in by_key for problem in _whole(name, by_key[name], path.name)]
    if not rows and not problems:
        problems.append(Problem(path.name, None, None, *fault("ingen_vekter")))
    if problems:
        raise CostKeyError(f"{path.name} kan ikke brukes:\n{DatasetError(by_row(problems))}")
    return [_made(name, found, path.name) for name, found in by_key.items()]


def _made(name: str, rows: Sequence[tables.Row], source: str) -> Weights:
    return Weights(
        name,
        int(rows[0]["regnskapsaar"]),
        {row["sektor"]: row["sektorvekt"] for row in rows},
        {(row["sektor"], row["kriterium"]): row["vekt"] for row in rows},
        f"Vektene er gitt i {source}.",
        {row["kriterium"]: row[_HEADING] for row in rows if row[_HEADING]},
    )


def _faults(row: tables.Row) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one weight besides what is declared: the column, what, what to do."""
    sectors = [each["sektor"] for each in catalogue.rows("sektorer")]
    if row["sektor"] not in sectors:
        yield "sektor", *fault("ukjent_sektor", row["sektor"], near(row["sektor"], sectors), sectors)
    try:
        re.compile(row[_HEADING])
    except re.error as error:
        yield _HEADING, *fault("moenster", error)


def _whole(name: str, rows: Sequence[tables.Row], fil: str) -> Iterator[Problem]:
    """What is wrong with a key whose weights are each of them right."""
    first = rows[0]
    sectors = grouped((row["sektor"], row) for row in rows)
    for row in rows:
        if row["regnskapsaar"] != first["regnskapsaar"]:
            told = fault("to_aar", name, first["regnskapsaar"], row["regnskapsaar"])
            yield Problem(fil, row["_linje"], "regnskapsaar", *told)
    for sector, found in sectors.items():
        if len({row["sektorvekt"] for row in found}) > 1:
            yield Problem(fil, found[0]["_linje"], "sektorvekt", *fault("flere_sektorvekter", sector))
        if len({row["kriterium"] for row in found}) < len(found):
            yield Problem(fil, found[0]["_linje"], "kriterium", *fault("kriterium_flere_ganger", sector))
        yield from _adds_up(f"{name}, {sector}: vektene", [row["vekt"] for row in found], found[0], fil)
    own = [found[0]["sektorvekt"] for found in sectors.values()]
    yield from _adds_up(f"{name}: sektorvektene", own, first, fil)


def _adds_up(what: str, numbers: Sequence[float], row: tables.Row, fil: str) -> Iterator[Problem]:
    total = math.fsum(numbers)
    if abs(total - 1) > _SUM:
        yield Problem(fil, row["_linje"], None, *fault("summen_er_ikke_1", what, total))
