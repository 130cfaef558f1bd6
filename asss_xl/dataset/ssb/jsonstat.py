"""json-stat2 answers: every cell by its codes, whatever order the dimensions have."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from asss_xl.norsk import norsk

from .. import files
from .client import FetchError

#: StatBank's three kinds of missing, and what a data package calls them.
_MISSING = {".": "ikke_aktuelt", "..": "mangler", ":": "skjermet"}
_UPDATED = re.compile(r"\d{4}-\d{2}-\d{2}T[0-9:.]+(Z|[+-]\d{2}:?\d{2})?")
#: No figure of StatBank's is near this: a figure of more digits is not one that it means.
_LARGEST = 1e15
#: More than the client asks for at a time.
_MOST_CELLS = 1_000_000
Codes = tuple[str, ...]


@dataclass(frozen=True)
class Datum:
    """A figure, or the kind of missing it is."""

    value: float | None
    missing: str = ""


#: Each cell by its codes.
CubeCells = dict[frozenset[tuple[str, str]], Datum]


@dataclass(frozen=True)
class Dimension:
    labels: dict[str, str]
    optional: bool

    @property
    def codes(self) -> Codes:
        return tuple(self.labels)


@dataclass(frozen=True)
class Cube:
    """A table or a part of it; `cells` is empty for metadata."""

    table: str
    updated: str
    dimensions: dict[str, Dimension]
    cells: CubeCells


def read(content: bytes, table: str, *, cells: bool) -> Cube:
    """An answer as a cube, or what is wrong with it."""
    try:
        raw = files.loads(content)
    except files.BadText as error:
        raise _wrong(table, f"{error.key}: {error.melding.rstrip('.')}") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(table, "svaret er ikke gyldig JSON") from error
    if not isinstance(raw, dict) or raw.get("class") != "dataset" or raw.get("version") != "2.0":
        raise _wrong(table, "svaret er ikke json-stat2")
    updated = raw.get("updated")
    if not isinstance(updated, str) or not _UPDATED.fullmatch(updated):
        raise _wrong(table, "svaret sier ikke når tabellen sist ble oppdatert")
    said = str(_part(_part(raw, "extension"), "px").get("tableid") or table)
    if said != table:
        raise _wrong(table, f"svaret gjelder tabell {said}")
    dimensions = dict(_dimensions(raw, table))
    found = _cells(raw, table, dimensions) if cells else {}
    return Cube(table, updated, dimensions, found)


def _part(raw: Any, name: str) -> dict[str, Any]:
    """A part of an answer that may be left out, or be null."""
    part = raw.get(name) if isinstance(raw, dict) else None
    return part if isinstance(part, dict) else {}


def _wrong(table: str, what: str) -> FetchError:
    return FetchError(f"Tabell {table}: {what}. Ingenting er skrevet. Prøv igjen senere.")


def _dimensions(raw: dict[str, Any], table: str) -> Iterator[tuple[str, Dimension]]:
    names, sizes, told = raw.get("id"), raw.get("size"), _part(raw, "dimension")
    if not isinstance(names, list) or not isinstance(sizes, list) or len(names) != len(sizes):
        raise _wrong(table, "svaret mangler dimensjonene")
    names = list(map(str, names))
    if len(set(names)) != len(names) or not set(names) <= set(told):
        raise _wrong(table, "dimensjonene i svaret passer ikke sammen")
    for name, size in zip(names, sizes, strict=True):
        category = _part(told[name], "category")
        labels = _part(category, "label")
        index = category.get("index")
        if index is None:
            index = list(labels)
        if isinstance(index, list):
            index = {str(code): place for place, code in enumerate(index)}
        if not isinstance(index, dict) or not all(type(place) is int for place in index.values()):
            raise _wrong(table, f"{name} sier ikke hvilken plass hver kode har")
        if len(index) != size or sorted(index.values()) != list(range(len(index))):
            raise _wrong(table, f"{name} har ikke én plass for hver kode (koder gjentas)")
        ordered = sorted(index, key=index.__getitem__)
        optional = _part(told[name], "extension").get("elimination") is True
        named = {code: str(labels.get(code) or "") for code in ordered}
        units = _part(category, "unit")
        for code in named:
            # Most names end with the unit; the others are to.
            unit = _part(units, code).get("base")
            if unit and not named[code].endswith(f"({unit})"):
                named[code] += f" ({unit})"
        yield name, Dimension(named, optional)


def _cells(raw: dict[str, Any], table: str, dimensions: dict[str, Dimension]) -> CubeCells:
    count = math.prod(len(d.labels) for d in dimensions.values())
    if count > _MOST_CELLS:
        said = norsk(count, ",.0f")
        raise _wrong(table, f"svaret sier at det har {said} celler, og vi ber aldri om så mange")
    values = _by_place(raw.get("value"), count, table, "verdier")
    statuses = _by_place(raw.get("status") or {}, count, table, "statuser")
    every = itertools.product(*([(n, code) for code in d.codes] for n, d in dimensions.items()))
    return {
        frozenset(codes): _cell(values[place], statuses[place], table) for place, codes in enumerate(every)
    }


def _by_place(told: Any, count: int, table: str, what: str) -> list[Any]:
    """Values come as a list, or by place with the empty ones left out."""
    if isinstance(told, str):
        return [told] * count
    if isinstance(told, dict):
        # «01» is a place too, and no figure that is sent may be missing without a word.
        if sum(str(place) in told for place in range(count)) < len(told):
            raise _wrong(table, f"svaret har {what} utenfor tabellen")
        return [told.get(str(place)) for place in range(count)]
    if not isinstance(told, list) or len(told) != count:
        found = len(told) if isinstance(told, list) else 0
        raise _wrong(table, f"svaret har {found} {what}, ikke {count}")
    return told


def _cell(value: Any, status: Any, table: str) -> Datum:
    if isinstance(status, str) and status in _MISSING:
        if value is not None:
            raise _wrong(table, f"svaret har både {str(value)[:20]!r} og tegnet {status!r} i en celle")
        return Datum(None, _MISSING[status])
    if status not in (None, ""):
        raise _wrong(table, f"svaret har et statustegn vi ikke kjenner, {str(status)[:10]!r}")
    if value is None:
        return Datum(None, "mangler")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < _LARGEST:
        raise _wrong(table, f"svaret har {str(value)[:20]!r} der det skal stå et tall")
    return Datum(value)
