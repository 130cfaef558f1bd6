"""The parts of an .xlsx file, read without trusting the file.

Sizes are limited before anything is unpacked, XML is parsed without entities and network, and
whatever is wrong with the package is a :class:`PackageError` with a message for the user.
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
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from asss_xl.functions.values import ERRORS, ExcelError, Value

Element = Any
Place = tuple[str, str]

MAX_FILE = 50_000_000
MAX_PARTS = 5_000
MAX_PART = 60_000_000
MAX_UNPACKED = 200_000_000
_READ_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError,
    ValueError, UnicodeError,
)  # fmt: skip
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class PackageError(Exception):
    """The file cannot be read as a workbook; ``rule`` says which finding it is."""

    def __init__(self, rule: str, where: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.where = where
        self.message = message


@dataclass(frozen=True)
class FileCell:
    """A cell as the file holds it. ``formula`` is ``""`` where it is shared with another cell."""

    address: str
    row: int
    column: int
    value: Value
    formula: str | None = None
    has_value: bool = True
    spill: str = ""


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook and the part that holds it."""

    name: str
    part: str
    visible: bool
    index: int
    is_worksheet: bool = True


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


@dataclass
class Package:
    """An opened workbook; parts are read when they are asked for."""

    path: Path
    names: tuple[str, ...]
    _archive: zipfile.ZipFile
    _roots: dict[str, Element] = field(default_factory=dict)
    _cells: dict[str, tuple[FileCell, ...]] = field(default_factory=dict)
    #: What the rules have worked out about the file and want again.
    memory: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path | str) -> Package:
        """Open a workbook; raises :class:`PackageError` and, for no file, FileNotFoundError."""
        path = Path(path)
        if path.is_dir():
            raise PackageError("not-a-workbook", path.name, "Dette er en mappe, ikke en fil.")
        if path.stat().st_size > MAX_FILE:
            raise PackageError("unsafe-package", path.name, "Filen er for stor til å kontrolleres.")
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
            message = f"Delen {name} mangler i filen."
            raise PackageError("not-a-workbook", name, message) from error
        except _READ_ERRORS as error:
            raise PackageError("not-a-workbook", name, f"Delen {name} er skadet.") from error
        if len(content) > MAX_PART:
            raise PackageError("unsafe-package", name, f"Delen {name} er for stor utpakket.")
        return content

    def root(self, name: str) -> Element:
        """The root element of an XML part."""
        if name not in self._roots:
            self._roots[name] = _parse(name, self.data(name))
        return self._roots[name]

    @cached_property
    def workbook_part(self) -> str:
        """The name of the workbook part."""
        for relation in self.relationships(""):
            if relation.kind == "officeDocument":
                return relation.target
        raise PackageError(
            "not-a-workbook", self.path.name, "Filen er ikke en Excel-arbeidsbok (.xlsx)."
        )

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
            visible = element.get("state", "visible") == "visible"
            is_worksheet = relation.kind == "worksheet"
            found.append(SheetPart(name, relation.target, visible, index, is_worksheet))
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
        return tuple(_relationship(element, folder) for element in self.root(source))

    @cached_property
    def defined_names(self) -> tuple[DefinedName, ...]:
        """All names of the workbook, hidden and built-in ones as well."""
        elements = self.root(self.workbook_part).iterfind("{*}definedNames/{*}definedName")
        return tuple(
            DefinedName(
                element.get("name", ""),
                element.text or "",
                element.get("comment", ""),
                _number(element.get("localSheetId")),
            )
            for element in elements
        )

    @cached_property
    def shared_strings(self) -> tuple[str, ...]:
        """The texts that cells point to."""
        for relation in self.relationships(self.workbook_part):
            if relation.kind == "sharedStrings" and self.has(relation.target):
                return tuple(_rich_text(item) for item in self.root(relation.target).iter("{*}si"))
        return ()

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

    def related(self, source: str, kind: str) -> list[str]:
        """The parts of the file that a part leads to by relationships of a kind."""
        found = (r.target for r in self.relationships(source) if r.kind == kind)
        return [target for target in found if self.has(target)]

    def of_kind(self, kind: str) -> list[str]:
        """The XML parts that a relationship of a kind leads to, such as ``table``."""
        found = [
            relation.target for _source, relation in self.all_relationships
            if relation.kind == kind and not relation.external and self.has(relation.target)
        ]  # fmt: skip
        return list(dict.fromkeys(found))

    def cells(self, sheet: SheetPart) -> tuple[FileCell, ...]:
        """The cells of a sheet that hold a value or a formula, in the order of the file."""
        if sheet.part not in self._cells:
            rows = self.root(sheet.part).iterfind("{*}sheetData/{*}row")
            found: list[FileCell] = []
            try:
                found.extend(_read_cells(rows, self.shared_strings))
            except IndexError as error:
                last = f" etter {found[-1].address}" if found else ""
                message = f"En celle{last} viser til en tekst som ikke er i tekstlisten."
                raise PackageError("string-index", sheet.name, message) from error
            except ValueError as error:
                last = f" etter {found[-1].address}" if found else ""
                message = f"En celle{last} kan ikke leses: adressen eller verdien er ugyldig."
                raise PackageError("cell-value", sheet.name, message) from error
            self._cells[sheet.part] = tuple(found)
        return self._cells[sheet.part]

    def parts(self, folder: str) -> list[str]:
        """The XML parts directly in a folder, such as ``xl/charts``."""
        return sorted(
            name for name in self.names
            if posixpath.dirname(name) == folder and name.endswith(".xml")
        )  # fmt: skip


def position(address: str) -> tuple[int, int]:
    """Row and column of an address, counted from 1."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(f"{address!r} is not a cell address")
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


@lru_cache(maxsize=200_000)
def address_of(row: int, column: int) -> str:
    """The address of a row and a column, counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def area(reference: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of ``A1`` or ``$A$1:B2``."""
    first, _, last = reference.partition(":")
    top, left = position(first)
    bottom, right = position(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


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


def file_cells(package: Package) -> dict[Place, FileCell]:
    """All cells of a workbook by (sheet, address)."""
    return {
        (sheet.name, cell.address): cell
        for sheet in package.worksheets
        for cell in package.cells(sheet)
    }


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


def _limit(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        message = "Filen er kryptert med passord. Fjern passordet og lagre den på nytt."
        raise PackageError("not-a-workbook", path.name, message)
    unpacked = sum(info.file_size for info in infos)
    biggest = max((info.file_size for info in infos), default=0)
    if len(infos) > MAX_PARTS or unpacked > MAX_UNPACKED or biggest > MAX_PART:
        message = "Filen vokser til en urimelig størrelse når den pakkes ut, og ble ikke lest."
        raise PackageError("unsafe-package", path.name, message)
    for info in infos:
        if info.filename.startswith("/") or ".." in info.filename.split("/"):
            message = "Filen har en del som peker ut av pakken, og ble ikke lest."
            raise PackageError("unsafe-package", info.filename, message)
    if len({info.filename for info in infos}) < len(infos):
        message = "Filen har to deler med samme navn, og ble ikke lest."
        raise PackageError("unsafe-package", path.name, message)


def _parse(name: str, content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError("not-a-workbook", name, f"Delen {name} er ikke gyldig XML.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        message = f"Delen {name} har en DTD, som Excel-filer ikke skal ha. Den ble ikke lest."
        raise PackageError("unsafe-package", name, message)
    return root


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    if not external:
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        target = posixpath.normpath(joined)
    kind = element.get("Type", "").rsplit("/", 1)[-1]
    return Relationship(element.get("Id", ""), kind, target, external)


def _read_cells(rows: Iterator[Element], shared: tuple[str, ...]) -> Iterator[FileCell]:
    number = 0
    for row in rows:
        number = _number(row.get("r")) or number + 1
        column = 0
        for element in row.iterfind("{*}c"):
            address = element.get("r")
            if address:
                at, column = position(address)
            else:
                at, column = number, column + 1
                address = address_of(at, column)
            cell = _cell(element, address, at, column, shared)
            if cell is not None:
                yield cell


def _cell(
    element: Element, address: str, row: int, column: int, shared: tuple[str, ...]
) -> FileCell | None:
    formula = element.find("{*}f")
    held = element.find("{*}v")
    kind = element.get("t", "n")
    if kind == "inlineStr":
        value: Value = _rich_text(element)
        has_value = True
    else:
        has_value = held is not None and (bool(held.text) or kind == "str")
        value = _value(kind, held.text or "", shared) if has_value else None
    if formula is None:
        return FileCell(address, row, column, value) if has_value else None
    spill = formula.get("ref", "") if formula.get("t") == "array" else ""
    if spill:
        area(spill)  # a ValueError when it is not an area
    return FileCell(address, row, column, value, formula.text or "", has_value, spill)


def _value(kind: str, text: str, shared: tuple[str, ...]) -> Value:
    if kind == "s":
        index = int(text)
        if index < 0:
            raise IndexError(text)
        return shared[index]
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind == "e":
        return ERRORS.get(text) or ExcelError(text)
    if kind in ("str", "d"):
        return _unescaped(text)
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not a number of a cell")
    return number


def _rich_text(item: Element) -> str:
    texts = [
        element.text or "" for element in item.iter("{*}t")
        if etree.QName(element.getparent()).localname != "rPh"
    ]  # fmt: skip
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
