"""The register of lint rules: a rule is a function from a package to what is wrong, where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from asss_xl.checks.package import FileCell, Package, SheetPart, area

Problem = tuple[str, str]
Rule = Callable[[Package, "Options"], Iterator[Problem]]
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Finding:
    """One thing to correct: the rule, the place in the file, the message in bokmål."""

    rule: str
    where: str
    message: str


@dataclass(frozen=True)
class Options:
    """What a caller allows.

    ``na_outside_print_area`` lets cells outside the print area hold ``#N/A``, which charts draw
    as a gap. ``ignore`` names rules that are not used.
    """

    max_bytes: int = 1_000_000
    na_outside_print_area: bool = True
    ignore: frozenset[str] = field(default=frozenset())


#: Rule id -> the function that finds the problems; its docstring says what the rule wants.
RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule under its id."""

    def register(function: Rule) -> Rule:
        if name in RULES:
            raise ValueError(f"two rules are named {name}")
        RULES[name] = function
        return function

    return register


def in_cell(sheet: SheetPart, address: str) -> str:
    """``Grunnskole!C5``, the place of a finding."""
    return f"{sheet.name}!{address}"


def formula_cells(package: Package) -> Iterator[tuple[SheetPart, FileCell, str]]:
    """Every cell with a formula of its own text."""
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if cell.formula:
                yield sheet, cell, cell.formula


def formulas(package: Package) -> Iterator[tuple[str, str]]:
    """Every formula of the file with its place: cells, names, rules and validations."""
    for sheet, cell, formula in formula_cells(package):
        yield in_cell(sheet, cell.address), formula
    for name in package.defined_names:
        yield f"navnet {name.name}", name.text
    for sheet in package.worksheets:
        root = package.root(sheet.part)
        for tag in ("formula", "formula1", "formula2"):
            for element in root.iter(f"{{*}}{tag}"):
                yield f"{sheet.name}!{_covered(element)}", element.text or ""


def _covered(element: Any) -> str:
    return str(element.getparent().get("sqref") or "")


def elements(package: Package, sheet: SheetPart, path: str) -> Iterator[Any]:
    """The elements of a sheet at a path of local names, such as ``mergeCells/mergeCell``."""
    return package.root(sheet.part).iterfind("/".join(f"{{*}}{step}" for step in path.split("/")))


def drawings(package: Package) -> Iterator[tuple[SheetPart, str]]:
    """Each sheet's drawing part."""
    for sheet in package.sheets:
        for relation in package.relationships(sheet.part):
            if relation.kind == "drawing" and package.has(relation.target):
                yield sheet, relation.target


def print_areas(package: Package, sheet: SheetPart) -> list[Box] | None:
    """The boxes of the sheet that are printed, or None when nothing limits them."""
    for name in package.defined_names:
        if name.name == "_xlnm.Print_Area" and name.scope == sheet.index:
            try:
                return [area(part.rpartition("!")[2]) for part in name.text.split(",")]
            except ValueError:
                return None
    return None


def inside(cell: FileCell, boxes: list[Box] | None) -> bool:
    """True when the cell is in one of the boxes, or when there are none to be in."""
    if boxes is None:
        return True
    return any(
        top <= cell.row <= bottom and left <= cell.column <= right
        for top, left, bottom, right in boxes
    )


def hidden_places(package: Package, sheet: SheetPart) -> tuple[set[int], list[tuple[int, int]]]:
    """The hidden rows, and the hidden columns as (first, last)."""
    rows = {
        int(row.get("r"))
        for row in elements(package, sheet, "sheetData/row")
        if row.get("hidden") in ("1", "true") and row.get("r")
    }
    columns = [
        (int(column.get("min")), int(column.get("max")))
        for column in elements(package, sheet, "cols/col")
        if column.get("hidden") in ("1", "true")
    ]
    return rows, columns
