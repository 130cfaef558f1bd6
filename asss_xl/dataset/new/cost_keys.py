"""Cost keys: the weights of sectors and criteria, from the catalogue or a small CSV of one's own.

A key is made from the accounts of one year, and is used for no other. KDD publishes one spreadsheet
per table of Grønt hefte; table E-k has the criterion indices of every municipality and the total
index, and is used only when its printed total can be recomputed from it. The weights are in the PDF
and stand in the catalogue.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asss_xl import catalogue
from asss_xl.replacing import Refused

from ..cells import opening
from ..cells.grid import Grid, GridCell
from ..cells.values import Read, from_cell
from ..grouping import grouped
from ..messages import DatasetError, Problem, by_row, fault, near, said
from ..packages import constraints, tables
from ..schema import declared_columns

#: How far from 1 printed weights may add up to.
_SUM = 0.002
_HEADING = "overskrift"


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
    sectors = grouped((r["noekkel"], (r["sektor"], float(r["vekt"]))) for r in catalogue.rows("sektorvekter"))
    criteria = grouped(
        (r["noekkel"], ((r["sektor"], r["kriterium"]), float(r["vekt"]))) for r in catalogue.rows("vekter")
    )
    return [
        Weights(
            row["noekkel"],
            int(row["regnskapsaar"]),
            dict(sectors[row["noekkel"]]),
            dict(criteria[row["vekter_fra"] or row["noekkel"]]),
            row["merknad"],
        )
        for row in catalogue.rows("noekler")
    ]


def of_year(year: int, own: Sequence[Weights] = ()) -> Weights | None:
    """The key that is made from a year's accounts; one's own before the catalogue's."""
    return next((key for key in (*own, *bundled()) if key.year == year), None)


def needed(year: int, own: Sequence[Weights] = ()) -> Weights:
    """The same, for those who cannot do without."""
    found = of_year(year, own)
    if found is None:
        known = ", ".join(f"{key.year} ({key.name})" for key in (*own, *bundled()))
        raise Refused(said("uten_noekkel", year, known, declared_columns("kostnadsnoekkel")))
    return found


def for_years(years: Sequence[int], own: Sequence[Weights]) -> list[Weights]:
    """The keys that a package of some years has: one's own of each of them, and that of the last."""
    mine = [key for key in own if key.year in years]
    if own and not mine:
        raise Refused(said("noekkel_utenfor", [key.name for key in own], sorted({key.year for key in own})))
    last = of_year(years[-1], own)
    return mine if last is None or last in mine else [*mine, last]


def read(path: Path) -> list[Weights]:
    """The keys of a file of one's own; raises with everything that is wrong."""
    rows, problems = constraints.lone(path, "kostnadsnoekkel")
    problems += [Problem(path.name, row["_linje"], *told) for row in rows for told in _faults(row)]
    by_key = grouped((row["noekkel"], row) for row in rows)
    if not problems:
        problems += [problem for name in by_key for problem in _whole(name, by_key[name], path.name)]
    for year, names in grouped((found[0]["regnskapsaar"], name) for name, found in by_key.items()).items():
        if len(names) > 1 and not problems:
            problems.append(Problem(path.name, None, "regnskapsaar", *fault("to_noekler", names, year)))
    if not rows and not problems:
        problems.append(Problem(path.name, None, None, *fault("ingen_vekter")))
    if problems:
        raise Refused("\n".join((f"{path.name} kan ikke brukes:", *map(str, by_row(problems)))))
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


TOTAL = "Samlet indeks"
#: Decimals of the printed weights and of the indices and totals in the tables.
_WEIGHT_HALF = 0.00005
_DEEPEST_HEADING = 6
_INDEX = {"name": "indeks", "type": "number"}


@dataclass(frozen=True)
class Municipality:
    """A line of the table: the indices by criterion, and the printed total."""

    number: str
    row: int
    indices: dict[str, float]
    total: float

    @property
    def decimals(self) -> int:
        """Of the printed total; a full value in the cell is as good as six."""
        return max(4, len(repr(round(self.total, 6)).partition(".")[2]))


def read_table(path: Path, key: Weights, sheet: str | None = None) -> list[Municipality]:
    """Every municipality of a table, recomputed and found to agree; or all that is wrong."""
    try:
        grid = opening.read(path, sheet)
    except DatasetError as error:
        advice = "Bruk .ods- eller .xlsx-filen slik den er publisert på regjeringen.no."
        raise Refused(f"{path}: kan ikke leses som regneark. {error} {advice}") from None
    name = f"{path.name}, {grid.sheet}"
    first, column = _first_line(grid, name)
    columns = _columns(_headings(grid, first), key, name)
    found: list[Municipality] = []
    problems: list[str] = []
    for number, cells in grid.rows.items():
        code = _number(cells.get(column)) if number >= first else None
        if code is None:
            continue
        values = {c: _value(cells.get(at)) for c, at in columns.items()}
        bad = [c for c, value in values.items() if value is None]
        if bad:
            problems.append(f"{grid.sheet}, rad {number} ({code}): {', '.join(bad)} er ikke et tall.")
            continue
        indices = {c: v for c, v in values.items() if v is not None}
        total = indices.pop(TOTAL)
        found.append(Municipality(code, number, indices, total))
    problems += [f"{grid.sheet}, rad {m.row} ({m.number}): {told}" for m in found if (told := check(m, key))]
    twice = [code for code, times in Counter(m.number for m in found).items() if times > 1]
    problems += [f"{grid.sheet}: kommune {code} står flere ganger." for code in sorted(twice)]
    if problems:
        raise Refused(f"{path.name} kan ikke brukes:\n" + "\n".join(problems[:40]))
    return found


def check(municipality: Municipality, key: Weights) -> str | None:
    """What is wrong with the printed total, held against sector weights times the weighted criteria.

    None when it lies within the rounding.
    """
    half = 0.5 * 10.0**-municipality.decimals
    parts = [(key.sectors[s], weight, municipality.indices[c]) for (s, c), weight in key.criteria.items()]
    slack = half + math.fsum(
        _WEIGHT_HALF * abs(index) * (sector + weight) + sector * weight * half
        for sector, weight, index in parts
    )
    made = math.fsum(map(math.prod, parts))
    if abs(made - municipality.total) <= slack:
        return None
    return said("samlet_indeks", municipality.total, key.name, made)


def index_rows(
    municipalities: Sequence[Municipality], key: Weights, numbers: dict[str, str], source: str
) -> list[dict[str, object]]:
    """The indices of a key as rows of a package, for municipalities by their number."""
    known = {m.number: m for m in municipalities}
    lacking = sorted(name for number, name in numbers.items() if number not in known)
    if lacking:
        raise Refused(f"{source}: tabellen har ikke {', '.join(lacking)}.")
    about = {"aar": key.year, "status": "publisert", "kilde": f"{key.name}, {source}"}
    return [
        {"kommune": name, "kriterium": criterion, "indeks": repr(known[number].indices[criterion]), **about}
        for number, name in numbers.items()
        for criterion in key.names
    ]


def key_rows(keys: Sequence[Weights]) -> dict[str, list[dict[str, object]]]:
    """Keys and their weights as files of a package, each for its own year."""
    return {
        "noekler": [
            {
                "noekkel": key.name,
                "fra": key.year,
                "til": key.year,
                "kilde": key.name,
                "merknad": f"Vektene bygger på regnskapet for {key.year}. {key.note}".strip(),
            }
            for key in keys
        ],
        "vekter": [
            {"noekkel": key.name, "sektor": s, "kriterium": c, "vekt": w, "desimaler": 4}
            for key in keys
            for (s, c), w in key.criteria.items()
        ],
    }


# -- the sheet ------------------------------------------------------------------------------------


def _first_line(grid: Grid, name: str) -> tuple[int, int]:
    """Where the municipalities begin: the first line, and the column of their numbers."""
    for line, cells in grid.rows.items():
        for column in (at for at in cells if at < 3 and _number(cells[at])):
            if sum(_value(cell) is not None for cell in cells.values()) > 5:
                return line, column
    raise Refused(said("uten_linjer", name))


def _number(cell: GridCell | None) -> str | None:
    found = re.match(r"(\d{3,4})(?!\S)", cell.text if cell else "")
    return found[1].zfill(4) if found and 300 < int(found[1]) < 6000 else None


def _headings(grid: Grid, first: int) -> dict[int, str]:
    """Each column's heading, whose words may stand on several lines."""
    words: dict[int, list[str]] = {}
    for line in range(first - _DEEPEST_HEADING, first):
        for column, cell in grid.rows.get(line, {}).items():
            if isinstance(cell.value, str):
                words.setdefault(column, []).append(cell.value.strip())
    made = {}
    for column in sorted(words):
        text = re.sub(r"-\s+", "-", " ".join(words[column]))
        made[column] = " ".join(text.replace("\N{EN DASH}", "-").replace("\xad", "").split()).casefold()
    return made


def _columns(headings: dict[int, str], key: Weights, name: str) -> dict[str, int]:
    patterns = {row["kriterium"]: row["overskrift"] for row in catalogue.rows("kriterier")} | key.headings
    found = {
        criterion: [at for at, text in headings.items() if _is_of(text, criterion, patterns)]
        for criterion in [*key.names, TOTAL]
    }
    problems = [f"ingen kolonne for {criterion}" for criterion, at in found.items() if not at]
    problems += [f"{len(at)} kolonner kan være {criterion}" for criterion, at in found.items() if len(at) > 1]
    columns = {criterion: at[0] for criterion, at in found.items() if len(at) == 1}
    used = Counter(columns.values())
    problems += [f"{headings[at]!r} passer for flere kriterier" for at, times in used.items() if times > 1]
    if problems:
        seen = "; ".join(headings.values())[:900]
        raise Refused(said("gale_kolonner", name, "; ".join(problems), seen))
    return columns


def _is_of(heading: str, criterion: str, patterns: dict[str, str]) -> bool:
    """Whether a heading is a criterion's: by the pattern that is known, or by its own name."""
    pattern = patterns.get(criterion, re.escape(criterion))
    plain = criterion.casefold() == heading or patterns.get(criterion, "").casefold() == heading
    return plain or bool(re.fullmatch(rf"(innbyggere |innbyggj?arar |indeks )?({pattern})", heading, re.I))


def _value(cell: GridCell | None) -> float | None:
    found = from_cell(cell.value, cell.format, _INDEX) if cell and not cell.fault else Read()
    return None if found.fault or not found.text else float(found.text)
