"""The cells of workbooks that come from anybody.

The number of elements, cells, texts and merged areas and the length of formulas are limited before they
are worked on, so that a file costs what it is big and never more than half a gigabyte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from asss_xl import unpacking
from asss_xl.checks.cells import FileCell, SheetContent, SheetReader, rich_text
from asss_xl.checks.formula_text import functions_of, relative
from asss_xl.checks.places import Place, address_of, area
from asss_xl.unpacking import SheetPart, few

Element = Any

#: Marks (<) of XML of all sheets and texts.
MAX_SHEET_MARKS = 2_500_000
MAX_STRINGS = 300_000
#: Array formulas that fill more cells than this are not those of a report, but of a hostile file.
_MAX_SPILL = 100_000
#: The formats without a code of their own that show another thing than a number: percent, dates, hours.
_BUILT_IN = {"9": "0%", "10": "0.00%", **{str(n): "d.m.yyyy" for n in (*range(14, 23), *range(27, 37))}}
_BUILT_IN |= {str(n): "h:mm" for n in (*range(45, 48), *range(50, 59))}


@dataclass(frozen=True)
class FormulaCell:
    """A cell with a formula, its sheet, and the formula as seen from the cell."""

    sheet: SheetPart
    cell: FileCell
    formula: str
    seen: str

    @property
    def where(self) -> str:
        """``Grunnskole!C5``."""
        return f"{self.sheet.name}!{self.cell.address}"


@dataclass(eq=False)
class Package(unpacking.Package):
    """An opened workbook and its cells; each sheet is read when it is asked for."""

    _contents: dict[str, SheetContent] = field(default_factory=dict)
    #: What has been read of what is limited over the whole file.
    _read: dict[str, int] = field(default_factory=dict)

    @cached_property
    def properties(self) -> dict[str, str]:
        """The file's own (custom) properties."""
        return {
            element.get("name", ""): "".join(element.itertext()).strip()
            for part in self.of_kind("custom-properties", "")
            for element in self.root(part).iterfind("{*}property")
        }

    @cached_property
    def number_formats(self) -> tuple[str, ...]:
        """The number format of each of the looks that cells point to, by their place."""
        for part in self.of_kind("styles", self.workbook_part):
            root = self.root(part)
            own = {e.get("numFmtId"): e.get("formatCode", "") for e in root.iterfind("{*}numFmts/{*}numFmt")}
            numbers = [e.get("numFmtId", "0") for e in root.iterfind("{*}cellXfs/{*}xf")]
            return tuple(own.get(n) or _BUILT_IN.get(n, "General") for n in numbers)
        return ()

    def number_format(self, cell: FileCell) -> str:
        """How a cell shows its number."""
        place = int(cell.style) if cell.style.isascii() and cell.style.isdigit() else -1
        return self.number_formats[place] if 0 <= place < len(self.number_formats) else "General"

    @cached_property
    def shared_strings(self) -> tuple[str, ...]:
        """The texts that cells point to."""
        for part in self.of_kind("sharedStrings", self.workbook_part):
            found = []
            for item in self._stream(part, "{*}si"):
                found.append(rich_text(item))
                self._count("tekster", MAX_STRINGS, 1, part)
            return tuple(found)
        return ()

    def content(self, sheet: SheetPart) -> SheetContent:
        """What is taken of a sheet, its cells in the order of the file."""
        if sheet.part not in self._contents:
            reader = SheetReader(sheet.name, self.shared_strings, self._count)
            self._contents[sheet.part] = reader.read(self._stream(sheet.part, *SheetReader.TAGS))
        return self._contents[sheet.part]

    def cells(self, sheet: SheetPart) -> tuple[FileCell, ...]:
        """The cells of a sheet that hold a value or a formula, in the order of the file."""
        return self.content(sheet).cells

    @cached_property
    def formula_cells(self) -> tuple[FormulaCell, ...]:
        """Every cell with a formula."""
        return tuple(
            FormulaCell(sheet, cell, cell.formula, relative(cell.formula, cell.row, cell.column))
            for sheet in self.worksheets
            for cell in self.cells(sheet)
            if cell.formula is not None
        )

    @cached_property
    def shapes(self) -> dict[str, str]:
        """Each formula as seen from its cell -> one that looks so: most are filled along a row."""
        return {cell.seen: cell.formula for cell in self.formula_cells}

    @cached_property
    def called(self) -> dict[str, frozenset[str]]:
        """The functions of each formula as seen from its cell."""
        return {seen: functions_of(formula) for seen, formula in self.shapes.items()}

    def _stream(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of a part that is never taken whole."""
        self._count("elementer", MAX_SHEET_MARKS, self.data(part).count(b"<"), part)
        return self.stream(part, *tags)

    def _count(self, what: str, most: int, more: int, where: str) -> None:
        """Take note of so many more; what is past the limit of the file ends the reading."""
        self._read[what] = self._read.get(what, 0) + more
        few(where, self._read[what], most, what)


def file_cells(package: Package) -> dict[Place, FileCell]:
    """All cells of a workbook by (sheet, address)."""
    return {(sheet.name, cell.address): cell for sheet in package.worksheets for cell in package.cells(sheet)}


def filled_cells(cells: Mapping[Place, FileCell]) -> dict[Place, Place]:
    """The cells that an array formula fills besides its own -> the formula's cell."""
    found: dict[Place, Place] = {}
    for (sheet, address), cell in cells.items():
        if not cell.spill:
            continue
        top, left, bottom, right = area(cell.spill)
        if len(found) + (bottom - top + 1) * (right - left + 1) > _MAX_SPILL:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                place = (sheet, address_of(row, column))
                if place != (sheet, address):
                    found[place] = (sheet, address)
    return found
