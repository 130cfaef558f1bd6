"""Cost keys: the weights of sectors and criteria, from the catalogue or a small CSV of one's own.

A key is made from the accounts of one year, and is used for no other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asss_xl import catalogue

from . import files, tables
from .messages import DatasetError, Problem, near, shown
from .ssb.errors import FetchError

#: How far from 1 printed weights may add up to.
_SUM = 0.002
_COLUMNS = {
    "noekkel": "string",
    "regnskapsaar": "integer",
    "sektor": "string",
    "sektorvekt": "number",
    "kriterium": "string",
    "vekt": "number",
}
_HEADING = "overskrift"
_LONGEST_NAME = 40


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
        raise CostKeyError(
            f"--cost-key: det er ingen kostnadsnøkkel for regnskapsåret {year}. En nøkkel brukes bare for "
            f"året den bygger på. Kjent er {known}. Gi vektene for {year} i en CSV-fil med kolonnene "
            f"{', '.join(_COLUMNS)}."
        )
    return found


def read(path: Path) -> list[Weights]:
    """The keys of a file of one's own; raises with everything that is wrong."""
    try:
        text = files.text(path)
    except files.Rejected as rejected:
        raise CostKeyError(str(rejected)) from None
    fields: list[dict[str, Any]] = [{"name": name, "type": kind} for name, kind in _COLUMNS.items()]
    fields.append({"name": _HEADING, "type": "string", "optional": True})
    table, problems = tables.parse(text, path.name, fields)
    rows = table.rows() if table is not None else []
    by_key: dict[str, list[tables.Row]] = {}
    for row in rows:
        problems += [Problem(path.name, row["_linje"], *told) for told in _faults(row)]
        by_key.setdefault(str(row["noekkel"] or ""), []).append(row)
    if not problems:
        problems += [problem for name in by_key for problem in _whole(name, by_key[name], path.name)]
    if not rows and not problems:
        problems.append(Problem(path.name, None, None, "Filen har ingen vekter.", "Skriv en rad for hver."))
    if problems:
        raise CostKeyError(f"{path.name} kan ikke brukes:\n{DatasetError(problems)}")
    return [_made(name, found, path.name) for name, found in by_key.items()]


def _made(name: str, rows: Sequence[tables.Row], source: str) -> Weights:
    return Weights(
        name,
        int(rows[0]["regnskapsaar"]),
        {str(row["sektor"]): float(row["sektorvekt"]) for row in rows},
        {(str(row["sektor"]), str(row["kriterium"])): float(row["vekt"]) for row in rows},
        f"Vektene er gitt i {source}.",
        {str(row["kriterium"]): str(row[_HEADING]) for row in rows if row.get(_HEADING)},
    )


def _faults(row: tables.Row) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one weight: the column, what, what to do."""
    name, sectors = str(row["noekkel"] or ""), [each["sektor"] for each in catalogue.rows("sektorer")]
    if not 1 <= len(name) <= _LONGEST_NAME:
        yield "noekkel", f"{shown(name)} er ikke et navn.", f"Skriv 1-{_LONGEST_NAME} tegn."
    if not 2000 <= (row["regnskapsaar"] or 0) <= 2100:
        told = "Året mangler eller er ikke et årstall."
        yield "regnskapsaar", told, "Skriv året nøkkelen bygger på."
    if row["sektor"] not in sectors:
        sector = str(row["sektor"] or "")
        advice = f"{near(sector, sectors)}Sektorene er {', '.join(sectors)}."
        yield "sektor", f"{shown(sector)} er ikke en sektor.", advice
    if not row["kriterium"]:
        yield "kriterium", "Kriteriet mangler.", "Skriv navnet på det."
    for column in ("vekt", "sektorvekt"):
        if row[column] is None or not 0 <= row[column] <= 1:
            yield column, "Vekten er ikke et tall fra 0 til 1.", "Skriv den som en andel, som 0,2299."
    if row.get(_HEADING):
        try:
            re.compile(row[_HEADING])
        except re.error as error:
            yield _HEADING, f"Mønsteret kan ikke leses ({error}).", "Skriv overskriften slik den står."


def _whole(name: str, rows: Sequence[tables.Row], fil: str) -> Iterator[Problem]:
    """What is wrong with a key whose weights are each of them right."""
    first = rows[0]
    sectors: dict[str, list[tables.Row]] = {}
    for row in rows:
        sectors.setdefault(row["sektor"], []).append(row)
        if row["regnskapsaar"] != first["regnskapsaar"]:
            what = f"{shown(name)} har både {first['regnskapsaar']} og {row['regnskapsaar']}."
            yield Problem(fil, row["_linje"], "regnskapsaar", what, "En nøkkel er for ett år.")
    for sector, found in sectors.items():
        if len({row["sektorvekt"] for row in found}) > 1:
            what = f"{sector} har flere sektorvekter."
            yield Problem(fil, found[0]["_linje"], "sektorvekt", what, "Skriv samme tall på radene.")
        if len({row["kriterium"] for row in found}) < len(found):
            what = f"{sector} har et kriterium flere ganger."
            yield Problem(fil, found[0]["_linje"], "kriterium", what, "Behold én rad.")
        yield from _adds_up(f"{name}, {sector}: vektene", [row["vekt"] for row in found], found[0], fil)
    own = [found[0]["sektorvekt"] for found in sectors.values()]
    yield from _adds_up(f"{name}: sektorvektene", own, first, fil)


def _adds_up(what: str, numbers: Sequence[float], row: tables.Row, fil: str) -> Iterator[Problem]:
    total = math.fsum(numbers)
    if abs(total - 1) > _SUM:
        told = f"{total:.4f}".replace(".", ",")
        yield Problem(fil, row["_linje"], None, f"{what} har summen {told}, ikke 1.", "Rett vektene.")
