"""The cost key of Grønt hefte: criterion indices from its tables, checked by their own total.

KDD publishes one spreadsheet per table; table E-k has the criterion indices of every municipality
and the total index. The weights are in the PDF and stand in the catalogue. A table is used only when
its printed total can be recomputed from it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asss_xl import catalogue

from .cost_keys import CostKeyError, Weights
from .inputs.cells import opening
from .inputs.cells.grid import Cell, Grid
from .messages import DatasetError, said

TOTAL = "Samlet indeks"
#: Decimals of the printed weights and of the indices and totals in the tables.
_WEIGHT_HALF = 0.00005
_DEEPEST_HEADING = 6


@dataclass(frozen=True)
class Municipality:
    """A line of the table: the indices by criterion, and the printed total."""

    number: str
    row: int
    indices: dict[str, float]
    total: float
    decimals: int


def read(path: Path, key: Weights, sheet: str | None = None) -> list[Municipality]:
    """Every municipality of a table, recomputed and found to agree; or all that is wrong."""
    try:
        grid = opening.read(path, sheet)
    except DatasetError as error:
        advice = "Bruk .ods- eller .xlsx-filen slik den er publisert på regjeringen.no."
        raise CostKeyError(f"{path}: kan ikke leses som regneark. {error} {advice}") from None
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
        found.append(Municipality(code, number, indices, total, _decimals(total)))
    problems += [f"{grid.sheet}, rad {m.row} ({m.number}): {told}" for m in found if (told := check(m, key))]
    twice = [code for code, times in Counter(m.number for m in found).items() if times > 1]
    problems += [f"{grid.sheet}: kommune {code} står flere ganger." for code in sorted(twice)]
    if problems:
        raise CostKeyError(f"{path.name} kan ikke brukes:\n" + "\n".join(problems[:40]))
    return found


def recomputed(municipality: Municipality, key: Weights) -> float:
    """The total index: sector weights times the weighted criteria."""
    return math.fsum(
        key.sectors[sector] * weight * municipality.indices[criterion]
        for (sector, criterion), weight in key.criteria.items()
    )


def check(municipality: Municipality, key: Weights) -> str | None:
    """What is wrong with the printed total; None when it lies within the rounding."""
    half = 0.5 * 10.0**-municipality.decimals
    slack = half + math.fsum(
        _WEIGHT_HALF * abs(municipality.indices[c]) * (key.sectors[s] + weight)
        + key.sectors[s] * weight * half
        for (s, c), weight in key.criteria.items()
    )
    made = recomputed(municipality, key)
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
        raise CostKeyError(f"{source}: tabellen har ikke {', '.join(lacking)}.")
    return [
        {
            "kommune": name,
            "kriterium": criterion,
            "aar": key.year,
            "indeks": repr(known[number].indices[criterion]),
            "status": "publisert",
            "kilde": f"{key.name}, {source}",
        }
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
    raise CostKeyError(said("uten_linjer", name))


def _number(cell: Cell | None) -> str | None:
    value = "" if cell is None else cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{int(value):04d}" if float(value).is_integer() and 300 < value < 6000 else None
    found = re.match(r"(\d{4})(\s|$)", str(value).strip())
    return found[1] if found else None


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
        text = re.sub(r"\s+", " ", text.replace("\N{EN DASH}", "-").replace("\xad", ""))
        made[column] = text.casefold()
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
        raise CostKeyError(said("gale_kolonner", name, "; ".join(problems), seen))
    return columns


def _is_of(heading: str, criterion: str, patterns: dict[str, str]) -> bool:
    """Whether a heading is a criterion's: by the pattern that is known, or by its own name."""
    pattern = patterns.get(criterion, re.escape(criterion))
    plain = criterion.casefold() == heading or patterns.get(criterion, "").casefold() == heading
    return plain or bool(re.fullmatch(rf"(innbyggere |innbyggj?arar |indeks )?({pattern})", heading, re.I))


def _value(cell: Cell | None) -> float | None:
    value = None if cell is None or cell.fault else cell.value
    if isinstance(value, str):
        try:
            value = float(value.replace("\xa0", "").replace(" ", "").replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)


def _decimals(total: float) -> int:
    """Decimals of a printed total; a full value in the cell is as good as six."""
    return max(4, len(repr(round(total, 6)).partition(".")[2]))
