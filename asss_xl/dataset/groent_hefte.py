"""The cost key of Grønt hefte: criterion indices from its tables, checked by their own total.

KDD publishes one spreadsheet per table; table E-k has the criterion indices of every municipality
and the total index. The weights are in the PDF and stand in the catalogue. A table is used only when
its printed total can be recomputed from it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine

from asss_xl import catalogue

from .cost_keys import CostKeyError, Weights

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
    rows, name = _rows(path, sheet)
    first, column = _first_line(rows, path, name)
    headings = _headings(rows[:first], max(map(len, rows)))
    columns = _columns(headings, key, path, name)
    found: list[Municipality] = []
    problems: list[str] = []
    for number, cells in enumerate(rows[first:], first + 1):
        code = _number(cells, column)
        if code is None:
            continue
        values = {c: _value(cells, at) for c, at in columns.items()}
        bad = [c for c, value in values.items() if value is None]
        if bad:
            problems.append(f"{name}, rad {number} ({code}): {', '.join(bad)} er ikke et tall.")
            continue
        read_ = {c: v for c, v in values.items() if v is not None}
        total = read_.pop(TOTAL)
        found.append(Municipality(code, number, read_, total, _decimals(cells[columns[TOTAL]])))
    problems += [f"{name}, rad {m.row} ({m.number}): {told}" for m in found if (told := check(m, key))]
    twice = {m.number for m in found if sum(o.number == m.number for o in found) > 1}
    problems += [f"{name}: kommune {number} står flere ganger." for number in sorted(twice)]
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
    return (
        f"samlet indeks er trykt som {_shown(municipality.total)}, men delindeksene og vektene i "
        f"{key.name} gir {_shown(made)}. Er det tabellen for et annet år, eller er kolonner byttet?"
    )


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


def _rows(path: Path, sheet: str | None) -> tuple[list[list[Any]], str]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        name = sheet or next(iter(names), "")
        if name not in names:
            known = f"Arkene er {', '.join(names)}." if names else "Filen har ingen ark."
            raise CostKeyError(f"{path.name}: arket {name} finnes ikke. {known}")
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False), name
    except CostKeyError:
        raise
    except BaseException as error:
        # A damaged part makes the library raise anything, also what is no Exception: Rust's panic.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise CostKeyError(
            f"{path}: kan ikke leses som regneark. Bruk .ods- eller .xlsx-filen slik den er "
            "publisert på regjeringen.no."
        ) from None


def _first_line(rows: list[list[Any]], path: Path, name: str) -> tuple[int, int]:
    """Where the municipalities begin: the first line, and the column of their numbers."""
    for line, cells in enumerate(rows):
        for column in range(min(3, len(cells))):
            if _number(cells, column) and sum(_value(cells, at) is not None for at in range(len(cells))) > 5:
                return line, column
    raise CostKeyError(
        f"{path.name}, {name}: fant ingen linjer med kommunenummer først og indekser etter. Er det "
        "riktig tabell (E-k)? Oppgi arket hvis boken har flere."
    )


def _number(cells: Sequence[Any], column: int) -> str | None:
    value = cells[column] if column < len(cells) else ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{int(value):04d}" if float(value).is_integer() and 300 < value < 6000 else None
    found = re.match(r"(\d{4})(\s|$)", str(value).strip())
    return found[1] if found else None


def _headings(rows: list[list[Any]], width: int) -> list[str]:
    """Each column's heading, whose words may stand on several lines."""
    above = rows[-_DEEPEST_HEADING:]
    made = []
    for column in range(width):
        words = [str(r[column]).strip() for r in above if column < len(r) and isinstance(r[column], str)]
        text = re.sub(r"-\s+", "-", " ".join(w for w in words if w))
        text = re.sub(r"\s+", " ", text.replace("\N{EN DASH}", "-").replace("\xad", ""))
        made.append(text.casefold())
    return made


def _columns(headings: list[str], key: Weights, path: Path, name: str) -> dict[str, int]:
    patterns = {row["kriterium"]: row["overskrift"] for row in catalogue.rows("kriterier")} | key.headings
    columns: dict[str, int] = {}
    problems: list[str] = []
    for criterion in [*key.names, TOTAL]:
        found = [at for at, text in enumerate(headings) if _is_of(text, criterion, patterns)]
        if len(found) == 1:
            columns[criterion] = found[0]
        elif not found:
            problems.append(f"ingen kolonne for {criterion}")
        else:
            problems.append(f"{len(found)} kolonner kan være {criterion}")
    used = list(columns.values())
    problems += [f"{headings[at]!r} passer for flere kriterier" for at in set(used) if used.count(at) > 1]
    if problems:
        seen = "; ".join(text for text in headings if text)
        raise CostKeyError(
            f"{path.name}, {name}: {'; '.join(problems)}. Overskriftene er: {seen[:900]}. Er det riktig "
            "tabell, skriv overskriftene i kolonnen overskrift i en CSV-fil med vektene (--cost-key)."
        )
    return columns


def _is_of(heading: str, criterion: str, patterns: dict[str, str]) -> bool:
    """Whether a heading is a criterion's: by the pattern that is known, or by its own name."""
    pattern = patterns.get(criterion, re.escape(criterion))
    plain = criterion.casefold() == heading or patterns.get(criterion, "").casefold() == heading
    return plain or bool(re.fullmatch(rf"(innbyggere |innbyggj?arar |indeks )?({pattern})", heading, re.I))


def _value(cells: Sequence[Any], column: int) -> float | None:
    value = cells[column] if column < len(cells) else None
    if isinstance(value, str):
        try:
            value = float(value.replace("\xa0", "").replace(" ", "").replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)


def _decimals(value: Any) -> int:
    """Decimals of a printed total; a full value in the cell is as good as six."""
    text = repr(round(_value([value], 0) or 0.0, 6))
    return max(4, len(text.partition(".")[2]))


def _shown(value: float) -> str:
    return f"{value:.4f}".replace(".", ",")
