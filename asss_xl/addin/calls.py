"""Which cells of a workbook call some of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from asss_xl import unpacking as pk
from asss_xl.addin.workbook_part import WorkbookPart

#: Texts, names of sheets and columns of tables are no calls.
_PASSED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'!|\[[^\]]*\]")
_NAME = re.compile(r"[^\W\d][\w.?\\]*(?![\w.?\\]*!)")


class Call(NamedTuple):
    """A cell whose own formula calls a name."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


def callers(package: pk.Package, book: WorkbookPart, names: Iterable[str]) -> dict[str, list[Call]]:
    """Name -> the cells that call it."""
    wanted = {name.casefold(): name for name in names}
    found: dict[str, list[Call]] = {name: [] for name in wanted.values()}
    for call, formula in _formulas(package, book, wanted):
        for name in _names(formula) & wanted.keys():
            found[wanted[name]].append(call)
    return found


def _names(formula: str) -> set[str]:
    return {found.casefold() for found in _NAME.findall(_PASSED.sub(" ", formula))}


def _formulas(package: pk.Package, book: WorkbookPart, wanted: Iterable[str]) -> Iterator[tuple[Call, str]]:
    """The formulas of the worksheets where one of the names is written at all."""
    targets = package.relations(package.workbook_part)
    for sheet, relation in book.sheets:
        part = targets.get(relation, "")
        if "/worksheets/" in part:
            content = package.read(part)
            folded = content.lower()
            if any(name.encode() in folded for name in wanted):
                yield from _Reader(sheet).read(package, content)


class _Reader:
    """Finds the formulas of a sheet; a cell without an address is the one after the last."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.found: list[tuple[Call, str]] = []
        self.shared: dict[str, str] = {}
        self.row = self.column = 0
        self.group = ""
        self.text: str | None = None

    def read(self, package: pk.Package, content: bytes) -> list[tuple[Call, str]]:
        pk.parse(package.path, content, self.start, self.end, self.characters)
        return self.found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif local == "c":
            address = attributes.get("r")
            self.row, self.column = coordinate_to_tuple(address) if address else (self.row, self.column + 1)
        elif local == "f":
            self.text = ""
            self.group = attributes.get("si", "") if attributes.get("t") == "shared" else ""

    def characters(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "f" and self.text is not None:
            # Of formulas that are shared only the first has a text; the names in it are everyone's.
            text = self.text or self.shared.get(self.group, "")
            self.shared.setdefault(self.group, text)
            self.found.append((Call(self.sheet, self.row, self.column), text))
            self.text = None
