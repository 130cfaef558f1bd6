"""The names of a workbook file: where they are in its bytes, what they say, which cells call them.

An edit replaces bytes, so that everything else in the part stays as it was.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from asss_xl import unpacking as pk
from asss_xl.unpacking import WorkbookError

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
#: The elements of a workbook that stand before definedNames, in the order of the schema.
_BEFORE = (b"sheets", b"functionGroups", b"externalReferences")
#: What looks like a tag in a comment, an instruction or a text is none; a > in an attribute ends no tag.
_TAG = re.compile(
    rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"
    rb"|<(?P<end>/?)(?:[^\s/>:]+:)?(?P<name>[^\s/>:]+)"
    rb"(?:[^\"'>/]++|\"[^\"]*\"|'[^']*'|/(?!>))*(?P<empty>/?)>",
    re.DOTALL,
)
_ON_LOAD = re.compile(rb"\sfullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
#: Texts, names of sheets and columns of tables are no calls.
_PASSED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'!|\[[^\]]*\]")
_NAME = re.compile(r"[^\W\d][\w.?\\]*(?![\w.?\\]*!)")


class Name(NamedTuple):
    """A definedName element: what it says, and where its bytes are."""

    name: str
    comment: str
    sheet: str | None
    text: str
    start: int
    end: int


class Change(NamedTuple):
    """The bytes from ``start`` to ``end`` become ``new``."""

    start: int
    end: int
    new: bytes


class Call(NamedTuple):
    """A cell whose own formula calls a name."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


@dataclass
class WorkbookPart:
    """What is where in the bytes of the workbook part; ``prefix`` is that of its elements, with the colon."""

    content: bytes
    prefix: str
    sheets: list[tuple[str, str]]
    names: list[Name] = field(default_factory=list)
    insert_at: int = 0
    #: The list of names: where it starts, its closing tag (itself when it is empty), where it ends.
    listed: tuple[int, int, int] | None = None
    #: The tag of the settings of calculation.
    calculation: re.Match[bytes] | None = None

    def insertion(self, elements: bytes) -> Change:
        """New names, at the end of the list or in a list of their own."""
        wrapped = b"<%bdefinedNames>%b</%bdefinedNames>" % (self._prefix, elements, self._prefix)
        if self.listed is None:
            return Change(self.insert_at, self.insert_at, wrapped)
        start, closing, end = self.listed
        if start == closing:
            return Change(start, end, wrapped)
        return Change(closing, closing, elements)

    def removal(self, names: list[Name]) -> list[Change]:
        """Names taken out; the schema allows no empty list."""
        if self.listed is not None and len(names) == len(self.names):
            return [Change(self.listed[0], self.listed[2], b"")]
        return [Change(name.start, name.end, b"") for name in names]

    def changed(self, changes: list[Change]) -> bytes:
        """The part after the changes, in their order; Excel calculates when it opens the file."""
        pieces: list[bytes] = []
        position = 0
        for change in sorted([*changes, self._full_calculation()], key=lambda change: change[:2]):
            pieces += [self.content[position : change.start], change.new]
            position = change.end
        return b"".join([*pieces, self.content[position:]])

    def _full_calculation(self) -> Change:
        wanted, tag = b' fullCalcOnLoad="1"', self.calculation
        if tag is None:
            at = self.listed[2] if self.listed else self.insert_at
            return Change(at, at, b"<%bcalcPr%b/>" % (self._prefix, wanted))
        known = _ON_LOAD.search(self.content, tag.start(), tag.end())
        return Change(*(known.span() if known else (tag.start("empty"),) * 2), wanted)

    @property
    def _prefix(self) -> bytes:
        return self.prefix.encode()


def understand(package: pk.Package) -> WorkbookPart:
    """Read the workbook part; raises :class:`WorkbookError`."""
    path, content = package.path, package.read(package.workbook_part)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        raise WorkbookError(path, ["Arbeidsboken er lagret i UTF-16, som ikke støttes."])
    pk.parse(path, content)
    root = etree.fromstring(content, etree.XMLParser(**_SAFE))
    kind = etree.QName(root)
    if kind.namespace == _STRICT_MAIN:
        raise WorkbookError(path, [pk.strict_problem()])
    if (kind.namespace, kind.localname) != (_MAIN, "workbook"):
        raise WorkbookError(path, ["Filen er ikke en Excel-arbeidsbok."])
    sheets = [
        (e.get("name", ""), next((v for k, v in e.items() if etree.QName(k).localname == "id"), ""))
        for e in root.iterfind("{*}sheets/{*}sheet")
    ]
    found = WorkbookPart(content, f"{root.prefix}:" if root.prefix else "", sheets)
    elements = root.iterfind("{*}definedNames/{*}definedName")
    for depth, tag, last in _ended(content):
        name = tag["name"]
        if depth == 3 and name == b"definedName":
            e = next(elements)
            said = (e.get("name", ""), e.get("comment", ""), e.get("localSheetId"), "".join(e.itertext()))
            found.names.append(Name(*said, tag.start(), last.end()))
        elif depth == 2 and name == b"definedNames":
            found.listed = (tag.start(), last.start(), last.end())
        elif depth == 2 and name == b"calcPr":
            found.calculation = tag
        elif depth == 2 and name in _BEFORE:
            found.insert_at = last.end()
    if not found.insert_at:
        raise WorkbookError(path, ["Filen er skadet: arbeidsboken har ingen ark."])
    return found


def _ended(content: bytes) -> Iterator[tuple[int, re.Match[bytes], re.Match[bytes]]]:
    """Each element of well-formed XML as it ends: its depth, its first tag and its last."""
    open_: list[re.Match[bytes]] = []
    for tag in _TAG.finditer(content):
        if tag["name"] is None:
            continue
        if not tag["end"]:
            open_.append(tag)
        if tag["end"] or tag["empty"]:
            first = open_.pop()
            yield len(open_) + 1, first, tag


def callers(package: pk.Package, book: WorkbookPart, names: Iterable[str]) -> dict[str, list[Call]]:
    """Name -> the cells that call it."""
    wanted = {name.casefold(): name for name in names}
    found: dict[str, list[Call]] = {name: [] for name in wanted.values()}
    targets = package.relations(package.workbook_part)
    for sheet, relation in book.sheets:
        part = targets.get(relation, "")
        content = package.read(part) if "/worksheets/" in part else b""
        folded = content.lower()
        if any(name.encode() in folded for name in wanted):
            pk.parse(package.path, content)
            for call, formula in _formulas(sheet, content):
                called = {name.casefold() for name in _NAME.findall(_PASSED.sub(" ", formula))}
                for name in called & wanted.keys():
                    found[wanted[name]].append(call)
    return found


def _formulas(sheet: str, content: bytes) -> Iterator[tuple[Call, str]]:
    """The formulas of a sheet; a row or a cell without an address is the one after the last."""
    shared: dict[str, str] = {}
    number = 0
    for _, row in etree.iterparse(io.BytesIO(content), tag="{*}row", **_SAFE):
        number, column = int(row.get("r", number + 1)), 0
        for cell in row.iterchildren("{*}c"):
            address, formula = cell.get("r"), cell.find("{*}f")
            at, column = coordinate_to_tuple(address) if address else (number, column + 1)
            if formula is not None:
                # Of formulas that are shared only the first has a text; the names in it are everyone's.
                group = formula.get("si", "") if formula.get("t") == "shared" else ""
                text = formula.text or shared.get(group, "")
                if group:
                    shared.setdefault(group, text)
                yield Call(sheet, at, column), text
        row.clear()
