"""The reader of workbooks that come from anybody: nothing in the file is trusted.

Sizes are limited before anything is unpacked, and the number of elements, cells, texts and merged
areas and the length of formulas before they are worked on, so that a file costs what it is big
and never more than half a gigabyte. XML is parsed without entities and network. Whatever is wrong
is a :class:`PackageError` with a message for the user.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

from lxml import etree

from asss_xl.checks.formula_text import (
    MAX_FORMULA,
    box_of,
    column_letters,
    column_number,
    functions_of,
    relative,
    shifted,
)
from asss_xl.functions.values import ERRORS, ExcelError, Value
from asss_xl.unpacking import MAX_PART, MAX_PARTS, MAX_UNPACKED, bomb, too_big

Element = Any
#: (sheet, address).
Place = tuple[str, str]

MAX_FILE = 50_000_000
#: Marks (<) of XML: of a part that is taken whole, and of all sheets, which are taken row by row.
MAX_MARKS, MAX_SHEET_MARKS = 1_500_000, 2_500_000
MAX_CELLS = 250_000
MAX_STRINGS = 300_000
MAX_MERGED = 100_000
#: The characters of all formulas, those that are shared written out.
MAX_FORMULA_TEXT = 20_000_000
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    UnicodeError,
)
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_NUMERAL = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
#: The formats without a code of their own that show another thing than a number: percent, dates, hours.
_BUILT_IN = {"9": "0%", "10": "0.00%", **{str(n): "d.m.yyyy" for n in (*range(14, 23), *range(27, 37))}}
_BUILT_IN |= {str(n): "h:mm" for n in (*range(45, 48), *range(50, 59))}
#: What a cell's formula is told as when it is a data table's, which has no text of its own.
DATA_TABLE = "TABLE()"


class PackageError(Exception):
    """The file cannot be read as a workbook; ``rule`` says which finding it is."""

    def __init__(self, rule: str, where: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.where = where
        self.message = message


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
class SheetPart:
    """A sheet of the workbook and the part that holds it."""

    name: str
    part: str
    state: str
    index: int
    is_worksheet: bool = True

    @property
    def visible(self) -> bool:
        """Whether the sheet has a tab."""
        return self.state == "visible"


@dataclass(frozen=True)
class SheetContent:
    """What is taken of a sheet: cells with content, and what is hidden (columns as first, last)."""

    cells: tuple[FileCell, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Relationship:
    """A relationship from one part to another, or out of the file."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class DefinedName:
    """A name of the workbook, or of one sheet when ``scope`` is its index."""

    name: str
    text: str
    comment: str = ""
    scope: int | None = None


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
class Package:
    """An opened workbook; parts are read when they are asked for."""

    path: Path
    names: tuple[str, ...]
    _archive: zipfile.ZipFile
    _roots: dict[str, Element] = field(default_factory=dict)
    _contents: dict[str, SheetContent] = field(default_factory=dict)
    #: What has been read of what is limited over the whole file.
    _read: dict[str, int] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path | str) -> Package:
        """Open a workbook; raises :class:`PackageError` and, for no file, FileNotFoundError."""
        path = Path(path)
        if path.is_dir():
            raise PackageError("not-a-workbook", path.name, "Dette er en mappe, ikke en fil.")
        if path.stat().st_size > MAX_FILE:
            message = f"Filen er på over {MAX_FILE // 1_000_000} MB og ble ikke lest."
            raise PackageError("unsafe-package", path.name, message)
        try:
            content = path.read_bytes()
        except PermissionError as error:
            message = "Filen kan ikke leses: tilgangen er nektet, eller den er åpen et annet sted."
            raise PackageError("not-a-workbook", path.name, message) from error
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            infos = archive.infolist()
        except _READ_ERRORS as error:
            raise PackageError("not-a-workbook", path.name, _not_a_zip(content)) from error
        _limit(path, infos)
        package = cls(path, tuple(info.filename for info in infos), archive)
        package.sheets  # noqa: B018 - a file without a workbook part is refused at once
        return package

    def has(self, name: str) -> bool:
        """True when the part exists."""
        return name in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.names)

    def data(self, name: str) -> bytes:
        """The bytes of a part, never more than its limit."""
        try:
            with self._archive.open(name) as part:
                content = part.read(MAX_PART + 1)
        except KeyError as error:
            message = f"Delen {name} mangler i filen. Lagre den på nytt i Excel."
            raise PackageError("not-a-workbook", name, message) from error
        except _READ_ERRORS as error:
            message = f"Delen {name} er skadet. Hent filen på nytt."
            raise PackageError("not-a-workbook", name, message) from error
        if len(content) > MAX_PART:
            raise PackageError("unsafe-package", name, f"Delen {name} er for stor utpakket.")
        return content

    def root(self, name: str) -> Element:
        """The root element of an XML part."""
        if name not in self._roots:
            content = self.data(name)
            _few(name, content.count(b"<"), MAX_MARKS, "elementer")
            try:
                root = etree.fromstring(content, etree.XMLParser(**_SAFE))
            except etree.XMLSyntaxError as error:
                raise _bad_xml(name) from error
            _refuse_dtd(name, root)
            self._roots[name] = root
        return self._roots[name]

    def look_over(self) -> None:
        """Every part can be unpacked, and every part of XML is XML without a document type."""
        for name in self.names:
            content = self.data(name)
            if not name.lower().endswith((".xml", ".rels")):
                continue
            parser = expat.ParserCreate()
            parser.StartDoctypeDeclHandler = lambda *_, name=name: _refuse(name)
            try:
                parser.Parse(content, True)
            except (expat.ExpatError, LookupError, ValueError) as error:  # also an encoding that is none
                raise _bad_xml(name) from error

    @cached_property
    def workbook_part(self) -> str:
        """The name of the workbook part."""
        for relation in self.relationships(""):
            if relation.kind == "officeDocument":
                return relation.target
        raise PackageError("not-a-workbook", self.path.name, "Filen er ikke en Excel-arbeidsbok (.xlsx).")

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The sheets in their order."""
        targets = {r.id: r for r in self.relationships(self.workbook_part)}
        found = []
        listed = self.root(self.workbook_part).iterfind("{*}sheets/{*}sheet")
        for index, element in enumerate(listed):
            relation = targets.get(attribute_by_local_name(element, "id"))
            name = element.get("name", "")
            if relation is None or not self.has(relation.target):
                raise PackageError("not-a-workbook", name, f"Arket «{name}» mangler i filen.")
            state, is_worksheet = element.get("state", "visible"), relation.kind == "worksheet"
            found.append(SheetPart(name, relation.target, state, index, is_worksheet))
        if not found:
            raise PackageError("not-a-workbook", self.path.name, "Arbeidsboken har ingen ark.")
        return tuple(found)

    @cached_property
    def worksheets(self) -> tuple[SheetPart, ...]:
        """The sheets that have cells."""
        return tuple(sheet for sheet in self.sheets if sheet.is_worksheet)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part, targets as part names; ``""`` is the package."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(source):
            return ()
        found = self.root(source).iterfind("{*}Relationship")
        return tuple(_relationship(element, folder) for element in found)

    @cached_property
    def all_relationships(self) -> tuple[tuple[str, Relationship], ...]:
        """Every relationship of the file with the part it is from; ``""`` is the package."""
        found = []
        for name in self.names:
            folder, file = posixpath.split(name)
            if posixpath.basename(folder) == "_rels" and file.endswith(".rels"):
                source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
                found += [(source, relation) for relation in self.relationships(source)]
        return tuple(found)

    def of_kind(self, kind: str, source: str | None = None) -> list[str]:
        """The parts that a relationship of a kind leads to, such as ``table``, from one part or any."""
        found = [
            relation.target
            for origin, relation in self.all_relationships
            if relation.kind == kind
            and not relation.external
            and self.has(relation.target)
            and source in (None, origin)
        ]
        return list(dict.fromkeys(found))

    @cached_property
    def defined_names(self) -> tuple[DefinedName, ...]:
        """All names of the workbook, hidden and built-in ones as well."""
        found = []
        for element in self.root(self.workbook_part).iterfind("{*}definedNames/{*}definedName"):
            name, text = element.get("name", ""), element.text or ""
            _short(f"navnet {name}", text)
            try:
                scope = _number(element.get("localSheetId"))
            except ValueError as error:
                message = f"Navnet {name} gjelder et ark som ikke er et tall. Hent filen på nytt."
                raise PackageError("not-a-workbook", f"navnet {name}", message) from error
            found.append(DefinedName(name, text, element.get("comment", ""), scope))
        return tuple(found)

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
                found.append(_rich_text(item))
                self._count("tekster", MAX_STRINGS, 1, part)
            return tuple(found)
        return ()

    def content(self, sheet: SheetPart) -> SheetContent:
        """What is taken of a sheet, its cells in the order of the file."""
        if sheet.part not in self._contents:
            self._contents[sheet.part] = _SheetReader(self, sheet).read()
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

    def parts(self, folder: str) -> list[str]:
        """The XML parts directly in a folder, such as ``xl/charts``."""
        return sorted(
            name for name in self.names if posixpath.dirname(name) == folder and name.endswith(".xml")
        )

    def _stream(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of some kinds, each of them forgotten when the next is asked for."""
        content = self.data(part)
        self._count("elementer", MAX_SHEET_MARKS, content.count(b"<"), part)
        first = True
        try:
            for _event, element in etree.iterparse(io.BytesIO(content), tag=tags, **_SAFE):
                if first:
                    _refuse_dtd(part, element)
                    first = False
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise _bad_xml(part) from error

    def _count(self, what: str, most: int, more: int, where: str) -> None:
        """Take note of so many more; what is past the limit of the file ends the reading."""
        self._read[what] = self._read.get(what, 0) + more
        _few(where, self._read[what], most, what)


class _SheetReader:
    def __init__(self, package: Package, sheet: SheetPart) -> None:
        self.package, self.sheet = package, sheet
        self.strings = package.shared_strings
        self.cells: list[FileCell] = []
        self.shared: dict[str, FileCell] = {}
        self.rows: set[int] = set()
        self.columns: list[tuple[int, int]] = []
        self.number = 0
        self.seen: set[str] = set()

    def read(self) -> SheetContent:
        try:
            for element in self.package._stream(self.sheet.part, "{*}row", "{*}col", "{*}mergeCell"):
                self._take(element)
        except IndexError as error:
            message = f"En celle{self._after()} viser til en tekst som ikke er i tekstlisten."
            raise PackageError("string-index", self.sheet.name, message) from error
        except (ValueError, TypeError) as error:
            message = (
                f"En celle{self._after()} kan ikke leses: adressen eller verdien er ugyldig, eller adressen "
                "står to ganger. Lagre filen på nytt i Excel."
            )
            raise PackageError("cell-value", self.sheet.name, message) from error
        return SheetContent(tuple(self.cells), frozenset(self.rows), tuple(self.columns))

    def _after(self) -> str:
        return f" etter {self.cells[-1].address}" if self.cells else ""

    def _take(self, element: Element) -> None:
        kind = element.tag.rpartition("}")[2]
        if kind == "row":
            self._row(element)
        elif kind == "mergeCell":
            self.package._count("sammenslåtte områder", MAX_MERGED, 1, self.sheet.name)
        elif is_on(element, "hidden"):
            self.columns.append((int(element.get("min")), int(element.get("max"))))

    def _row(self, row: Element) -> None:
        self.number = _number(row.get("r")) or self.number + 1
        self.package._count("celler", MAX_CELLS, len(row), self.sheet.name)
        if is_on(row, "hidden") and len(row):
            self.rows.add(self.number)
        column = 0
        for element in row:
            address = element.get("r")
            if address:
                at, column = position(address)
            else:
                at, column = self.number, column + 1
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
            value: Value = _rich_text(element)
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
        where = f"{self.sheet.name}!{cell.address}"
        _short(where, text)
        self.package._count("tegn i formler", MAX_FORMULA_TEXT, len(text), where)
        return cell if text == cell.formula else cell._replace(formula=text)


def is_on(element: Element, attribute: str) -> bool:
    """Whether a flag of an element is set, in either of the format's spellings."""
    return element.get(attribute) in ("1", "true")


def position(address: str) -> tuple[int, int]:
    """Row and column of an address, counted from 1."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(f"{address!r} is not a cell address")
    return int(match.group(2)), column_number(match.group(1))


@lru_cache(maxsize=200_000)
def address_of(row: int, column: int) -> str:
    """The address of a row and a column, counted from 1."""
    return f"{column_letters(column)}{row}"


def area(reference: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of ``A1`` or ``$A$1:B2``."""
    for corner in reference.split(":", 1):
        position(corner)  # a ValueError when it is not an area
    return box_of(reference)


def file_cells(package: Package) -> dict[Place, FileCell]:
    """All cells of a workbook by (sheet, address)."""
    return {(sheet.name, cell.address): cell for sheet in package.worksheets for cell in package.cells(sheet)}


def split_place(place: str | Place) -> Place:
    """``'Ark 1'!C5`` or ``Ark 1!C5`` as (sheet, address)."""
    if not isinstance(place, str):
        return place
    sheet, _, address = place.rpartition("!")
    if sheet.startswith("'") and sheet.endswith("'") and len(sheet) > 1:
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, address.replace("$", "")


def attribute_by_local_name(element: Element, name: str) -> str:
    """A namespaced attribute such as ``r:id``, whichever namespace the file uses."""
    for key, value in element.attrib.items():
        if key.endswith(f"}}{name}"):
            return str(value)
    return ""


def _not_a_zip(content: bytes) -> str:
    """What a file that is no zip archive seems to be instead, and what to do."""
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "Filen er kryptert med passord. Fjern passordet i Excel og lagre den på nytt."
        return "Filen er ikke en .xlsx, men en eldre Excel-fil (.xls). Lagre den som .xlsx i Excel."
    if content[:300].lstrip().lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "Filen er en nettside eller XML, ikke en Excel-arbeidsbok. Lagre den som .xlsx."
    if content.startswith(b"PK"):
        return "Filen er skadet eller bare delvis lastet ned. Hent den på nytt."
    return "Filen er ikke en Excel-arbeidsbok (.xlsx), eller den er skadet."


def _limit(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse what should not be unpacked, a bomb by its name."""
    if any(info.flag_bits & 1 for info in infos):
        message = "Filen er kryptert med passord. Fjern passordet og lagre den på nytt."
        raise PackageError("not-a-workbook", path.name, message)
    if len(infos) > MAX_PARTS:
        message = f"Filen har {len(infos)} deler; en arbeidsbok har høyst {MAX_PARTS}."
        raise PackageError("unsafe-package", path.name, message)
    biggest = max(infos, key=lambda info: info.file_size, default=None)
    for info in infos:
        if too_big(info):
            raise _bomb(info.filename, info.file_size, info.compress_size)
        if info.filename.startswith("/") or ".." in info.filename.split("/"):
            message = "Filen har en del som peker ut av pakken, og ble ikke lest."
            raise PackageError("unsafe-package", info.filename, message)
    unpacked = sum(info.file_size for info in infos)
    if biggest is not None and unpacked > MAX_UNPACKED:
        raise _bomb(path.name, unpacked, sum(info.compress_size for info in infos))
    if len({info.filename for info in infos}) < len(infos):
        message = "Filen har to deler med samme navn, og ble ikke lest."
        raise PackageError("unsafe-package", path.name, message)


def _bomb(where: str, unpacked: int, packed: int) -> PackageError:
    return PackageError("unsafe-package", where, bomb(where, unpacked, packed))


def _few(where: str, count: int, most: int, what: str) -> None:
    if count > most:
        told = f"Filen har flere enn {most:,} {what}".replace(",", " ")
        raise PackageError("unsafe-package", where, f"{told}, og ble ikke lest.")


def _short(where: str, formula: str) -> None:
    """A formula that Excel takes; a longer one is not looked into."""
    if len(formula) > MAX_FORMULA:
        told = f"Formelen er på {len(formula)} tegn; Excel tar {MAX_FORMULA}. Filen ble ikke lest."
        raise PackageError("formula-length", where, told)


def _bad_xml(name: str) -> PackageError:
    message = f"Delen {name} er ikke gyldig XML, så filen er skadet. Hent den på nytt."
    return PackageError("not-a-workbook", name, message)


def _refuse(name: str) -> None:
    message = f"Delen {name} har en DTD, som Excel-filer ikke skal ha. Den ble ikke lest."
    raise PackageError("unsafe-package", name, message)


def _refuse_dtd(name: str, element: Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        _refuse(name)


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    if not external:
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        target = posixpath.normpath(joined)
    kind = element.get("Type", "").rsplit("/", 1)[-1]
    return Relationship(element.get("Id", ""), kind, target, external)


def _value(kind: str, text: str, shared: tuple[str, ...]) -> Value:
    if kind == "s":
        return shared[_whole(text)]
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


def _rich_text(item: Element) -> str:
    texts = [
        element.text or ""
        for element in item.iter("{*}t")
        if etree.QName(element.getparent()).localname != "rPh"
    ]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _number(text: str | None) -> int | None:
    return None if text is None else _whole(text)


def _whole(text: str) -> int:
    """A count or a place; Python's own ``int`` takes ``1_0`` and digits of other scripts too."""
    if not (text.isascii() and text.strip().isdigit()):
        raise ValueError(f"{text} is not a whole number")
    return int(text)
