"""The register of lint rules: a rule is a function from a package to what is wrong, where."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from asss_xl.checks.package import FileCell, Package, SheetPart, area

#: The row of a reference; a number of seven digits may be outside the sheet, and is left.
_ROW = re.compile(r"(?<![\w.$])(\$?[A-Z]{1,3}\$?)[1-9]\d{0,5}(?![\w(.])")
Problem = tuple[str, str]
Finder = Callable[[Package, "Options"], Iterator[Problem]]
Box = tuple[int, int, int, int]


class Severity(StrEnum):
    """How much a finding matters; only errors make ``check`` answer with exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word in bokmål."""
        return {"error": "feil", "warning": "advarsel", "note": "merknad"}[self.value]


@dataclass(frozen=True)
class Finding:
    """One thing to correct: the rule, the place in the file, the message in bokmål."""

    rule: str
    where: str
    message: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Options:
    """What a caller allows.

    ``na_outside_print_area`` lets cells outside the print area hold ``#N/A``, which charts draw
    as a gap. ``ignore`` names rules that are not used.
    """

    max_bytes: int = 1_000_000
    na_outside_print_area: bool = True
    ignore: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Rule:
    """A rule: its name, how much it matters, why (in bokmål), the chapter it stands in."""

    name: str
    severity: Severity
    reason: str
    chapter: str
    find: Finder

    def __call__(self, package: Package, options: Options) -> Iterator[Problem]:
        return self.find(package, options)


#: Rule id -> the rule.
RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity, reason: str) -> Callable[[Finder], Finder]:
    """Register a rule under its id; the chapter is the module's ``CHAPTER``."""

    def register(function: Finder) -> Finder:
        if name in RULES:
            raise ValueError(f"two rules are named {name}")
        chapter = vars(sys.modules[function.__module__])["CHAPTER"]
        RULES[name] = Rule(name, severity, reason, chapter, function)
        return function

    return register


def in_cell(sheet: SheetPart, address: str) -> str:
    """``Grunnskole!C5``, the place of a finding."""
    return f"{sheet.name}!{address}"


def formula_cells(package: Package) -> tuple[tuple[SheetPart, FileCell, str], ...]:
    """Every cell with a formula of its own text."""
    if "formula_cells" not in package.memory:
        package.memory["formula_cells"] = tuple(
            (sheet, cell, cell.formula)
            for sheet in package.worksheets
            for cell in package.cells(sheet)
            if cell.formula
        )
    return package.memory["formula_cells"]


def formulas(package: Package) -> tuple[tuple[str, str], ...]:
    """Every formula of the file with its place: cells, names, rules and validations."""
    if "formulas" not in package.memory:
        package.memory["formulas"] = tuple(_formulas(package))
    return package.memory["formulas"]


def by_shape(package: Package, problems: Callable[[str], list[str]]) -> Iterator[Problem]:
    """The problems of every formula, worked out once for those that differ only in their rows."""
    if "shapes" not in package.memory:
        package.memory["shapes"] = [_ROW.sub(r"\g<1>0", text) for _where, text in formulas(package)]
    known: dict[str, list[str]] = {}
    for (where, formula), shape in zip(formulas(package), package.memory["shapes"], strict=True):
        if shape not in known:
            known[shape] = problems(formula)
        for problem in known[shape]:
            yield where, problem


def _formulas(package: Package) -> Iterator[tuple[str, str]]:
    for sheet, cell, formula in formula_cells(package):
        yield in_cell(sheet, cell.address), formula
    for name in package.defined_names:
        if name.text.strip():
            yield f"navnet {name.name}", name.text
    for sheet in package.worksheets:
        for element in package.root(sheet.part).iter("{*}formula", "{*}formula1", "{*}formula2"):
            if element.text and len(element) == 0:
                yield f"{sheet.name}!{_covered(element)}", element.text


def _covered(element: Any) -> str:
    return str(element.getparent().get("sqref") or "")


def elements(package: Package, sheet: SheetPart, path: str) -> Iterator[Any]:
    """The elements of a sheet at a path of local names, such as ``mergeCells/mergeCell``."""
    return package.root(sheet.part).iterfind("/".join(f"{{*}}{step}" for step in path.split("/")))


def is_on(element: Any, attribute: str) -> bool:
    """Whether a flag of an element is set, in either of the format's spellings."""
    return element.get(attribute) in ("1", "true")


def drawings(package: Package) -> Iterator[tuple[SheetPart, str]]:
    """Each sheet's drawing part."""
    for sheet in package.sheets:
        for part in package.related(sheet.part, "drawing"):
            yield sheet, part


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
        if is_on(row, "hidden") and row.get("r")
    }
    columns = [
        (int(column.get("min")), int(column.get("max")))
        for column in elements(package, sheet, "cols/col")
        if is_on(column, "hidden")
    ]
    return rows, columns
