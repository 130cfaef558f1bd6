"""The reader of Excel files that come from anybody: nothing in the file is trusted.

Sizes are limited before anything is unpacked, and XML is parsed without entities and network.
Whatever is wrong is a :class:`PackageError` with a message for the user.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from xml.parsers import expat

from lxml import etree

from asss_xl.norsk import norsk, whole
from asss_xl.replacing import LOCK, Refused, lock_advice
from asss_xl.stated import beside

Element = Any

MAX_FILE = 50_000_000
MAX_PARTS = 5_000
MAX_PART = 60_000_000
MAX_UNPACKED = 200_000_000
#: XML of a workbook compresses well, but not like this.
MAX_RATIO, RATIO_FROM = 300, 10_000_000
#: Marks (<) of XML of a part that is taken whole.
MAX_MARKS = 1_500_000
#: The characters of a formula or a definition, which is what Excel takes.
MAX_FORMULA = 8_192
#: The rows and columns of a sheet.
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_READ_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
#: What is wrong with a file, by its name: the finding that it is, and what is told.
_FAULTS = {name: (rule, told) for rule, texts in beside(__file__).items() for name, told in texts.items()}


class PackageError(Refused):
    """The file cannot be read as a workbook; ``rule`` says which finding it is."""

    def __init__(self, rule: str, where: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.where = where
        self.message = message


def _fault(which: str, where: str, *about: object) -> PackageError:
    """What is wrong in a part of a file, or in the whole of it."""
    rule, told = _FAULTS[which]
    return PackageError(rule, where, told.format(where, *about))


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


class Relationship(NamedTuple):
    """A relationship from one part to another, or out of the file."""

    id: str
    kind: str
    target: str
    external: bool


class DefinedName(NamedTuple):
    """A name of the workbook, or of one sheet when ``scope`` is its index."""

    name: str
    text: str
    comment: str = ""
    scope: int | None = None


_Opened = TypeVar("_Opened", bound="Parts")


@dataclass(eq=False)
class Parts:
    """An opened workbook; parts are read when they are asked for."""

    path: Path
    names: tuple[str, ...]
    _archive: zipfile.ZipFile
    _roots: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def open(cls: type[_Opened], path: Path | str) -> _Opened:
        """Open a workbook; raises :class:`PackageError` and, for no file, FileNotFoundError."""
        path = Path(path)
        if path.name.startswith(LOCK):
            raise PackageError("not-a-workbook", path.name, lock_advice(path))
        if path.is_dir():
            raise _fault("mappe", path.name)
        size = path.stat().st_size
        if not path.is_file():  # a pipe never ends to be read, nor does a device
            raise _fault("ikke_vanlig", path.name)
        if size > MAX_FILE:
            raise _fault("stor_fil", path.name, MAX_FILE // 1_000_000)
        try:
            content = path.read_bytes()
        except PermissionError as error:
            raise _fault("nektet", path.name) from error
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            infos = archive.infolist()
        except _READ_ERRORS as error:
            raise _fault(_not_a_zip(content), path.name) from error
        _limit(path, infos)
        package = cls(path, tuple(info.filename for info in infos), archive)
        package.sheets  # noqa: B018 - a file without a workbook part is refused at once
        return package

    def has(self, name: str) -> bool:
        """True when the part exists."""
        return name.casefold() in self._known

    @cached_property
    def _known(self) -> dict[str, str]:
        return {name.casefold(): name for name in self.names}

    def _named(self, name: str) -> str:
        """A part's name as the file has it: capitals make no other name."""
        return self._known.get(name.casefold(), name)

    def data(self, name: str) -> bytes:
        """The bytes of a part, never more than its limit."""
        try:
            with self._archive.open(self._named(name)) as part:
                content = part.read(MAX_PART + 1)
        except KeyError as error:
            raise _fault("del_mangler", name) from error
        except _READ_ERRORS as error:
            raise _fault("skadet_del", name) from error
        if len(content) > MAX_PART:
            raise _fault("stor_del", name)
        return content

    def root(self, name: str) -> Element:
        """The root element of an XML part."""
        if name not in self._roots:
            content = self.data(name)
            few(name, content.count(b"<"), MAX_MARKS, "elementer")
            try:
                root = etree.fromstring(content, etree.XMLParser(**_SAFE))
            except etree.XMLSyntaxError as error:
                raise _fault("ugyldig_xml", name) from error
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
            parser.StartDoctypeDeclHandler = lambda *_, name=name: _refuse_doctype(name)
            try:
                parser.Parse(content, True)
            except (expat.ExpatError, LookupError, ValueError) as error:  # also an encoding that is none
                raise _fault("ugyldig_xml", name) from error

    @cached_property
    def workbook_part(self) -> str:
        """The name of the workbook part."""
        for relation in self.relationships(""):
            if relation.kind == "officeDocument" and relation.target.endswith(".bin"):
                raise _fault("xlsb", self.path.name)
            if relation.kind == "officeDocument":
                return relation.target
        kind = self.data("mimetype") if self.has("mimetype") else b""
        ods = kind.startswith(b"application/vnd.oasis.opendocument")
        raise _fault("ods" if ods else "ingen_bok", self.path.name)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The sheets in their order."""
        targets = {r.id: r for r in self.relationships(self.workbook_part)}
        found = []
        root = self.root(self.workbook_part)
        if etree.QName(root).localname != "workbook":
            raise _fault("ingen_bok", self.path.name)
        listed = root.iterfind("{*}sheets/{*}sheet")
        for index, element in enumerate(listed):
            own = element.xpath("@*[local-name() = 'id' and namespace-uri()]")  # whichever namespace it has
            relation = targets.get(own[0] if own else "")
            name = element.get("name", "")
            if relation is None or not self.has(relation.target):
                raise _fault("ark_mangler", name)
            state, is_worksheet = element.get("state", "visible"), relation.kind == "worksheet"
            found.append(SheetPart(name, relation.target, state, index, is_worksheet))
        if not found:
            raise _fault("uten_ark", self.path.name)
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
        related = (_relationship(element, folder) for element in found)
        return tuple(r if r.external else r._replace(target=self._named(r.target)) for r in related)

    @cached_property
    def all_relationships(self) -> tuple[tuple[str, Relationship], ...]:
        """Every relationship of the file with the part it is from; ``""`` is the package."""
        found = []
        for name in self.names:
            folder, file = posixpath.split(name)
            if posixpath.basename(folder).casefold() == "_rels" and file.casefold().endswith(".rels"):
                source = self._named(posixpath.join(posixpath.dirname(folder), file[: -len(".rels")]))
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
                own = element.get("localSheetId")
                scope = None if own is None else whole(own)
            except ValueError as error:
                raise _fault("navn_uten_ark", f"navnet {name}", name) from error
            found.append(DefinedName(name, text, element.get("comment", ""), scope))
        return tuple(found)

    def written_formulas(self, part: str) -> Iterator[tuple[int, int, Element]]:
        """Row and column (counted from 1) and element of each formula.

        A row or a cell without an address is the one after the last.
        """
        number = 0
        for row in self.stream(part, "{*}row"):
            number, column = int(row.get("r", number + 1)), 0
            for cell in row.iterchildren("{*}c"):
                address, formula = cell.get("r"), cell.find("{*}f")
                at, column = position(address) if address else (number, column + 1)
                if formula is not None:
                    yield at, column, formula

    def stream(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of some kinds, each of them forgotten when the next is asked for."""
        first = True
        try:
            for _event, element in etree.iterparse(io.BytesIO(self.data(part)), tag=tags, **_SAFE):
                if first:
                    _refuse_dtd(part, element)
                    first = False
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise _fault("ugyldig_xml", part) from error


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    if not external:
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        target = posixpath.normpath(joined)
    kind = element.get("Type", "").rsplit("/", 1)[-1]
    return Relationship(element.get("Id", ""), kind, target, external)


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The number of a column, counted from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def position(address: str) -> tuple[int, int]:
    """Row and column of an address, counted from 1."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(f"{address!r} is not a cell address")
    row, column = int(match.group(2)), column_number(match.group(1))
    if row > MAX_ROW or column > MAX_COLUMN:
        raise ValueError(f"{address} is outside a sheet")
    return row, column


def _limit(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse what should not be unpacked, a bomb by its name."""
    if any(info.flag_bits & 1 for info in infos):
        raise _fault("passord", path.name)
    if len(infos) > MAX_PARTS:
        raise _fault("mange_deler", path.name, len(infos), MAX_PARTS)
    for info in infos:
        squeezed = info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size
        if info.file_size > MAX_PART or squeezed:
            raise _too_much(info.filename, info.file_size, info.compress_size)
        if info.filename.startswith("/") or ".." in info.filename.split("/"):
            raise _fault("peker_ut", info.filename)
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        raise _too_much(path.name, unpacked, sum(info.compress_size for info in infos))
    if len({info.filename.casefold() for info in infos}) < len(infos):
        raise _fault("to_med_navnet", path.name)


def _too_much(where: str, unpacked: int, packed: int) -> PackageError:
    """Of a file, or a part of it, that should not be unpacked."""
    return _fault("bombe", where, *(norsk(size / 1e6, ".1f") for size in (packed, unpacked)))


def _not_a_zip(content: bytes) -> str:
    """What is wrong with a file that is no zip archive, by what it seems to be instead."""
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "passord_i_excel"
        old = any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book\0"))
        return "xls" if old else "ingen_bok"
    if not content:
        return "tom"
    if content[:300].lstrip().lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "nettside"
    return "delvis" if content.startswith(b"PK") else "skadet_bok"


def few(where: str, count: int, most: int, what: str) -> None:
    """Refuse more of something than there may be."""
    if count > most:
        raise _fault("flere_enn", where, norsk(most), what)


def short(where: str, formula: str) -> None:
    """A formula that Excel takes; a longer one is not looked into."""
    if len(formula) > MAX_FORMULA:
        raise _fault("lang_formel", where, len(formula), MAX_FORMULA)


def _refuse_doctype(name: str) -> None:
    raise _fault("dokumenttype", name)


def _refuse_dtd(name: str, element: Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        _refuse_doctype(name)
