"""The cells of workbooks that come from anybody.

The number of elements, cells, texts and merged areas and the length of formulas are limited before they
are worked on, so that a file costs what it is big and never more than half a gigabyte.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from asss_xl import unpacking
from asss_xl.checks.formula_text import Place, address_of, area, functions_of, position, relative, shifted
from asss_xl.functions.values import ERRORS, ExcelError, Value
from asss_xl.norsk import whole
from asss_xl.unpacking import Element, PackageError, SheetPart, few, short
from asss_xl.workbook.book import STAMP

#: Takes note of so many more of a kind, the limit of the kind and the place; refuses what is past it.
Count = Callable[[str, int, int, str], None]

MAX_CELLS = 250_000
MAX_MERGED = 100_000
#: Marks (<) of XML of all sheets and texts.
MAX_SHEET_MARKS = 2_500_000
MAX_STRINGS = 300_000
#: Array formulas that fill more cells than this are not those of a report, but of a hostile file.
_MAX_SPILL = 100_000
#: The formats without a code of their own that show another thing than a number: percent, dates, hours.
_BUILT_IN = {"9": "0%", "10": "0.00%", **{str(n): "d.m.yyyy" for n in (*range(14, 23), *range(27, 37))}}
_BUILT_IN |= {str(n): "h:mm" for n in (*range(45, 48), *range(50, 59))}
#: The characters of all formulas, those that are shared written out.
MAX_FORMULA_TEXT = 20_000_000
#: What a cell's formula is told as when it is a data table's, which has no text of its own.
DATA_TABLE = "TABLE()"
_NUMERAL = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class FileCell(NamedTuple):
    """A cell as the file holds it; a formula that is shared is written out."""

    address: str
    row: int
    column: int
    value: Value
    formula: str | None = None
    has_value: bool = True
    spill: str = ""
    style: str = "0"


@dataclass(frozen=True)
class SheetContent:
    """What is taken of a sheet: cells with content, and what is hidden (columns as first, last)."""

    cells: tuple[FileCell, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]
    #: The formulas of conditional formats and validations, with what they are of.
    conditions: tuple[tuple[str, str], ...]
    #: The headers and footers of the pages.
    headers: tuple[str, ...]

    def hides(self, row: int, column: int) -> bool:
        """Whether a cell is in a row or a column that is hidden."""
        return row in self.hidden_rows or any(first <= column <= last for first, last in self.hidden_columns)


class SheetReader:
    """Takes a sheet's rows, columns, merged areas and the like one by one, in the order of the file."""

    CONDITIONS = {
        "conditionalFormatting": "betinget format",
        "dataValidation": "datavalidering",
        "hyperlink": "lenke",
    }
    TAGS = ("{*}row", "{*}col", "{*}mergeCell", "{*}headerFooter", *(f"{{*}}{tag}" for tag in CONDITIONS))

    def __init__(self, sheet: str, strings: tuple[str, ...], count: Count) -> None:
        self.sheet, self.strings, self.count = sheet, strings, count
        self.cells: list[FileCell] = []
        self.shared: dict[str, FileCell] = {}
        self.rows: set[int] = set()
        self.columns: list[tuple[int, int]] = []
        self.conditions: list[tuple[str, str]] = []
        self.headers: list[str] = []
        self.number = 0
        self.seen: set[str] = set()

    def read(self, elements: Iterable[Element]) -> SheetContent:
        try:
            for element in elements:
                self._take(element)
        except IndexError as error:
            message = f"En celle{self._after()} viser til en tekst som ikke er i tekstlisten."
            raise PackageError("string-index", self.sheet, message) from error
        except (ValueError, TypeError) as error:
            message = (
                f"En celle{self._after()} kan ikke leses: adressen eller verdien er ugyldig, eller adressen "
                "står to ganger. Lagre filen på nytt i Excel."
            )
            raise PackageError("cell-value", self.sheet, message) from error
        others = tuple(self.conditions), tuple(self.headers)
        return SheetContent(tuple(self.cells), frozenset(self.rows), tuple(self.columns), *others)

    def _after(self) -> str:
        return f" etter {self.cells[-1].address}" if self.cells else ""

    def _take(self, element: Element) -> None:
        kind = element.tag.rpartition("}")[2]
        if kind == "row":
            self._row(element)
        elif kind == "mergeCell":
            self.count("sammenslåtte områder", MAX_MERGED, 1, self.sheet)
        elif kind == "headerFooter":
            self.headers.extend(element.itertext())
        elif kind in self.CONDITIONS:
            self._condition(self.CONDITIONS[kind], element)
        elif _is_out_of_sight(element, "width"):
            self.columns.append((int(element.get("min")), int(element.get("max"))))

    def _condition(self, kind: str, element: Element) -> None:
        area = element.get("sqref") or element.findtext("{*}sqref") or element.get("ref", "")
        where = f"{kind} i {self.sheet}!{area}"
        for formula in element.iter("{*}formula", "{*}formula1", "{*}formula2", "{*}f"):
            short(where, formula.text or "")
            self.conditions.append((where, formula.text or ""))
        # With an id, the place is in another file.
        if not any("}id" in key for key in element.attrib):
            self.conditions.append((where, element.get("location", "")))

    def _row(self, row: Element) -> None:
        own = row.get("r")
        self.number = self.number + 1 if own is None else whole(own) or self.number + 1
        self.count("celler", MAX_CELLS, len(row), self.sheet)
        if _is_out_of_sight(row, "ht") and len(row):
            self.rows.add(self.number)
        column = 0
        for element in row:
            address = element.get("r")
            at, column = position(address) if address else (self.number, column + 1)
            address = address_of(at, column)
            if address in self.seen:
                raise ValueError(f"{address} is there twice")
            self.seen.add(address)
            cell = self._cell(element, address, at, column)
            if cell is not None:
                self.cells.append(cell)

    def _cell(self, element: Element, address: str, row: int, column: int) -> FileCell | None:
        formula = held = None
        for child in element:
            tag = child.tag
            if type(tag) is str and tag.endswith("}v"):
                held = child.text or ""
            elif type(tag) is str and tag.endswith("}f"):
                formula = child
        kind = element.get("t", "n")
        if kind == "inlineStr":
            value: Value = rich_text(element)
            has_value = True
        else:
            has_value = held is not None and (bool(held) or kind == "str")
            value = _value(kind, held or "", self.strings) if has_value else None
        style = element.get("s", "0")
        if formula is None:
            return FileCell(address, row, column, value, style=style) if has_value else None
        spill = formula.get("ref", "") if formula.get("t") == "array" else ""
        if spill:
            area(spill)  # a ValueError when it is not an area
        cell = FileCell(address, row, column, value, formula.text or "", has_value, spill, style)
        return self._written_out(cell, formula)

    def _written_out(self, cell: FileCell, element: Element) -> FileCell:
        kind, text = element.get("t"), cell.formula or ""
        if kind == "dataTable":
            text = DATA_TABLE
        elif kind == "shared":
            first = self.shared.setdefault(element.get("si", ""), cell)
            if first is not cell and not text:
                text = shifted(first.formula or "", cell.row - first.row, cell.column - first.column)
        where = f"{self.sheet}!{cell.address}"
        short(where, text)
        self.count("tegn i formler", MAX_FORMULA_TEXT, len(text), where)
        return cell if text == cell.formula else cell._replace(formula=text)


def _value(kind: str, text: str, shared: tuple[str, ...]) -> Value:
    if kind == "s":
        return shared[whole(text)]
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind == "e":
        return ERRORS.get(text) or ExcelError(text)
    if kind == "d":
        return _serial(text)
    if kind == "str":
        return _unescaped(text)
    if not _NUMERAL.fullmatch(text):
        raise ValueError(f"{text} is not a number as a file writes it")
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not a number of a cell")
    return number


def _serial(text: str) -> Value:
    """A date that is written as one, as the number that Excel shows as it."""
    try:
        since = datetime.fromisoformat(text).replace(tzinfo=None) - datetime(1899, 12, 30)
    except ValueError:
        return text
    return since / timedelta(days=1)


def rich_text(item: Element) -> str:
    """The text of a cell or a note, whatever its parts look like."""
    texts = [
        element.text or ""
        for element in item.iter("{*}t")
        if etree.QName(element.getparent()).localname != "rPh"
    ]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _is_out_of_sight(element: Element, size: str) -> bool:
    """Whether a row or a column is hidden, or has been drawn so small that it is gone."""
    return is_on(element, "hidden") or float(element.get(size, 1)) == 0


def is_on(element: Element, attribute: str) -> bool:
    """Whether a flag of an element is set, in either of the format's spellings."""
    return element.get(attribute) in ("1", "true")


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
class Workbook(unpacking.Parts):
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
    def stamp(self) -> dict[str, str]:
        """What a workbook of this product says of where it is from."""
        return {n.removeprefix(STAMP): text for n, text in self.properties.items() if n.startswith(STAMP)}

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


def file_cells(package: Workbook) -> dict[Place, FileCell]:
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
