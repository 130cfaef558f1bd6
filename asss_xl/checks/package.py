"""The reader of workbooks that come from anybody: nothing in the file is trusted.

Sizes are limited before anything is unpacked, and the number of elements, cells, texts and merged
areas and the length of formulas before they are worked on, so that a file costs what it is big
and never more than half a gigabyte. XML is parsed without entities and network. Whatever is wrong
is a :class:`PackageError` with a message for the user.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.parsers import expat

from lxml import etree

from asss_xl.checks.cells import FileCell, SheetContent, SheetReader, rich_text, whole_or_none
from asss_xl.checks.formula_text import functions_of, relative
from asss_xl.checks.limits import (
    MAX_FILE,
    MAX_MARKS,
    MAX_SHEET_MARKS,
    MAX_STRINGS,
    PackageError,
    bad_xml,
    few,
    limit,
    not_a_zip,
    refuse_doctype,
    refuse_dtd,
    short,
)
from asss_xl.checks.places import Place, address_of, area
from asss_xl.unpacking import MAX_PART

Element = Any

#: Array formulas that fill more cells than this are not those of a report, but of a hostile file.
_MAX_SPILL = 100_000
_READ_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
#: The formats without a code of their own that show another thing than a number: percent, dates, hours.
_BUILT_IN = {"9": "0%", "10": "0.00%", **{str(n): "d.m.yyyy" for n in (*range(14, 23), *range(27, 37))}}
_BUILT_IN |= {str(n): "h:mm" for n in (*range(45, 48), *range(50, 59))}


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
            raise PackageError("not-a-workbook", path.name, not_a_zip(content)) from error
        limit(path, infos)
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
            few(name, content.count(b"<"), MAX_MARKS, "elementer")
            try:
                root = etree.fromstring(content, etree.XMLParser(**_SAFE))
            except etree.XMLSyntaxError as error:
                raise bad_xml(name) from error
            refuse_dtd(name, root)
            self._roots[name] = root
        return self._roots[name]

    def look_over(self) -> None:
        """Every part can be unpacked, and every part of XML is XML without a document type."""
        for name in self.names:
            content = self.data(name)
            if not name.lower().endswith((".xml", ".rels")):
                continue
            parser = expat.ParserCreate()
            parser.StartDoctypeDeclHandler = lambda *_, name=name: refuse_doctype(name)
            try:
                parser.Parse(content, True)
            except (expat.ExpatError, LookupError, ValueError) as error:  # also an encoding that is none
                raise bad_xml(name) from error

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
            short(f"navnet {name}", text)
            try:
                scope = whole_or_none(element.get("localSheetId"))
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
        """The elements of some kinds, each of them forgotten when the next is asked for."""
        content = self.data(part)
        self._count("elementer", MAX_SHEET_MARKS, content.count(b"<"), part)
        first = True
        try:
            for _event, element in etree.iterparse(io.BytesIO(content), tag=tags, **_SAFE):
                if first:
                    refuse_dtd(part, element)
                    first = False
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise bad_xml(part) from error

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


def attribute_by_local_name(element: Element, name: str) -> str:
    """A namespaced attribute such as ``r:id``, whichever namespace the file uses."""
    return next((str(value) for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    if not external:
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        target = posixpath.normpath(joined)
    kind = element.get("Type", "").rsplit("/", 1)[-1]
    return Relationship(element.get("Id", ""), kind, target, external)
