"""The names of a workbook file: what they say, how they are changed, which cells call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from asss_xl.unpacking import DefinedName, Element, PackageError, Parts, SheetPart
from asss_xl.workbook.cells import column_letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
#: The relationship of a package to its signatures.
_SIGNATURE = "origin"
#: The elements of a workbook that stand before definedNames, in the order of the schema.
_BEFORE = ("{*}sheets", "{*}functionGroups", "{*}externalReferences")
#: Texts, names of sheets and columns of tables are no calls.
_PASSED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'!|\[[^\]]*\]")
_NAME = re.compile(r"[^\W\d][\w.?\\]*(?![\w.?\\]*!)")


class NameElement(NamedTuple):
    """A definedName element, and what it says."""

    said: DefinedName
    element: Element

    @property
    def name(self) -> str:
        """What formulas call it."""
        return self.said.name


class CallingCell(NamedTuple):
    """A cell whose own formula calls a name."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letters(self.column - 1)}{self.row}"


class WorkbookPart:
    """The workbook part and its names, which can be changed; everything else in it stays as it is."""

    def __init__(self, package: Parts) -> None:
        """Raises :class:`PackageError` for a workbook whose names cannot be changed."""
        self.root = package.root(package.workbook_part)
        kind = etree.QName(self.root)
        problem = ""
        if kind.namespace == _STRICT_MAIN:
            problem = (
                "Arbeidsboken er lagret som «Strict Open XML». Lagre den som vanlig .xlsx og prøv igjen."
            )
        elif kind.namespace != _MAIN:
            problem = "Filen er ikke en Excel-arbeidsbok."
        elif any(relation.kind == _SIGNATURE for relation in package.relationships("")):
            problem = "Arbeidsboken er digitalt signert; en endring ville gjort signaturen ugyldig."
        if problem:
            raise PackageError("not-a-workbook", package.workbook_part, problem)
        elements = self.root.iterfind("{*}definedNames/{*}definedName")
        self.names = [NameElement(*both) for both in zip(package.defined_names, elements, strict=True)]

    def put(self, name: str, comment: str, text: str, old: NameElement | None = None) -> None:
        """A name in the place of an old one, or at the end of the list."""
        element = old.element if old is not None else etree.SubElement(self._list(), self._tag("definedName"))
        for attribute in element.attrib:
            del element.attrib[attribute]
        element.set("name", name)
        element.set("comment", comment)
        element.text = text

    def remove(self, names: Iterable[NameElement]) -> None:
        """Names taken out; the schema allows no empty list."""
        for name in names:
            listed = name.element.getparent()
            listed.remove(name.element)
            if not len(listed):
                self.root.remove(listed)

    def content(self, calculate: bool) -> bytes:
        """The part as it is now; Excel can be told to calculate when it opens the file."""
        settings = self.root.find("{*}calcPr")
        if settings is None and calculate:
            settings = self._after(("{*}definedNames", *_BEFORE), "calcPr")
        if settings is not None and calculate:
            settings.set("fullCalcOnLoad", "1")
        tree = self.root.getroottree()
        return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _list(self) -> Element:
        found = self.root.find("{*}definedNames")
        return self._after(_BEFORE, "definedNames") if found is None else found

    def _after(self, tags: tuple[str, ...], name: str) -> Element:
        """A new element after the last of some."""
        *_, last = self.root.iterchildren(*tags)
        made = etree.Element(self._tag(name))
        self.root.insert(self.root.index(last) + 1, made)
        return made

    def _tag(self, name: str) -> str:
        return f"{{{etree.QName(self.root).namespace}}}{name}"


def called(text: str) -> set[str]:
    """The names that a formula calls, without regard to case."""
    return {name.casefold() for name in _NAME.findall(_PASSED.sub(" ", text))}


def callers(package: Parts, names: Iterable[str]) -> dict[str, list[CallingCell]]:
    """Name -> the cells that call it."""
    wanted = {name.casefold(): name for name in names}
    found: dict[str, list[CallingCell]] = {name: [] for name in wanted.values()}
    for sheet in package.sheets:
        folded = package.data(sheet.part).lower() if sheet.is_worksheet else b""
        if any(name.encode() in folded for name in wanted):
            for call, formula in _formulas(package, sheet):
                for name in called(formula) & wanted.keys():
                    found[wanted[name]].append(call)
    return found


def _formulas(package: Parts, sheet: SheetPart) -> Iterator[tuple[CallingCell, str]]:
    """The formulas of a sheet."""
    shared: dict[str, str] = {}
    for row, column, formula in package.written_formulas(sheet.part):
        # Of formulas that are shared only the first has a text; the names in it are everyone's.
        group = formula.get("si", "") if formula.get("t") == "shared" else ""
        text = formula.text or shared.get(group, "")
        if group:
            shared.setdefault(group, text)
        yield CallingCell(sheet.name, row, column), text
