"""The charts of a finished file, as its XML has them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asss_xl.checks.formula_text import Place, address_of, area, split_place
from asss_xl.checks.package import Workbook, file_cells
from asss_xl.functions.values import Value


def parts_in(package: Workbook, folder: str) -> list[str]:
    """The XML parts directly in a folder, such as ``xl/charts``."""
    return sorted(n for n in package.names if posixpath.dirname(n) == folder and n.endswith(".xml"))


@dataclass(frozen=True)
class Cache:
    """What a chart keeps of a range: the reference, and the values by their number in it."""

    chart: str
    role: str
    reference: str
    count: int
    points: dict[int, str]

    @property
    def places(self) -> list[Place]:
        """The cells of the reference, row by row."""
        sheet, _ = split_place(self.reference)
        top, left, bottom, right = area(self.reference.rpartition("!")[2])
        return [
            (sheet, address_of(row, column))
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


def caches(path: Path) -> Iterator[Cache]:
    """Every cache of every chart: titles, names, categories, values and error bars."""
    package = Workbook.open(path)
    for part in parts_in(package, "xl/charts"):
        for element in package.root(part).iter("{*}numRef", "{*}strRef"):
            yield _cache(part, element)


def references(path: Path) -> dict[str, list[str]]:
    """Each chart part's references to values, in the order of the series."""
    package = Workbook.open(path)
    return {
        part: [
            ref.text or ""
            for what in ("val", "yVal")
            for ref in package.root(part).iterfind(f".//{{*}}{what}//{{*}}f")
        ]
        for part in parts_in(package, "xl/charts")
    }


def cell_values(path: Path) -> dict[Place, Value]:
    """The values that the file holds, by (sheet, address)."""
    return {place: cell.value for place, cell in file_cells(Workbook.open(path)).items()}


def _cache(part: str, element: Any) -> Cache:
    held = element.find("{*}numCache")
    held = element.find("{*}strCache") if held is None else held
    role = element.getparent().tag.rpartition("}")[2]
    reference = element.findtext("{*}f")
    if held is None:
        return Cache(part, role, reference, 0, {})
    count = held.find("{*}ptCount")
    points = {int(p.get("idx")): p.findtext("{*}v") or "" for p in held.iterfind("{*}pt")}
    return Cache(part, role, reference, int(count.get("val")), points)
