"""The functions as a library that travels with a workbook: named LAMBDAs and their texts.

``add_names`` edits the workbook part of an existing file at the byte level. Nothing else in the
file changes, and names that are not ours are never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from asss_xl.addin import package as pk
from asss_xl.addin.package import WorkbookError
from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.catalogue import LONGEST_TEXT, cut
from asss_xl.functions.expression import displayed

__all__ = [
    "MARK", "Result", "WorkbookError", "add_names", "afe_text", "comment", "functions_json",
]  # fmt: skip

#: The end of the comment of a name that is ours.
MARK = " [asss_xl]"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_LAMBDA = re.compile(r"\s*=?\s*(?:_xlfn\.)?LAMBDA\(", re.IGNORECASE)
_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_TABLE_PART = re.compile(r"xl/tables/[^/]+\.xml", re.IGNORECASE)
#: The elements of a workbook that stand before definedNames, in the order of the schema.
_BEFORE = ("sheets", "functionGroups", "externalReferences")


@dataclass(frozen=True)
class Result:
    """What ``add_names`` did, by function name."""

    target: Path
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """False when the target is the same file, byte for byte."""
        return bool(self.added or self.updated)


@dataclass
class _Name:
    """A definedName element: where its bytes are, and what it says."""

    name: str
    start: int
    comment: str
    sheet: str | None
    end: int = 0
    text: str = ""

    def is_ours(self, function: Function) -> bool:
        """Made by asss_xl: a LAMBDA with our comment, or exactly our definition."""
        if self.sheet is not None:
            return False
        if self.text == function.lambda_text():
            return True
        ours = self.comment.endswith(MARK) or self.comment == cut(function.description)
        return ours and bool(_LAMBDA.match(self.text))


@dataclass
class _Workbook:
    """Where in the bytes of the workbook part the names are, or should be."""

    prefix: str = ""
    insert_at: int = 0
    names_start: int = -1
    names_end: int = -1
    names_closing: int = -1
    names: list[_Name] = field(default_factory=list)
    names_prefix: str = ""


def comment(function: Function) -> str:
    """The comment of a name: the description, cut, with our mark."""
    return cut(function.description, LONGEST_TEXT - len(MARK)) + MARK


def add_names(source: Path, target: Path) -> Result:
    """Put every function into a workbook; raises :class:`WorkbookError` and writes nothing else.

    Names of ours that are out of date are updated, current ones keep their bytes. A name that
    something else has, also a table or a name of one sheet, is an error that lists them all.
    """
    source, target = Path(source), Path(target)
    package = pk.open_package(source)
    pk.check_target(source, target)
    content = package.read(package.workbook_part)
    found = _understand(source, content)
    _check_free(package, found)
    by_name = {n.name.casefold(): n for n in found.names}
    changes: list[tuple[int, int, bytes]] = []
    added: list[str] = []
    updated: list[str] = []
    for name, function in CATALOGUE.items():
        old = by_name.get(name.casefold())
        if old is None:
            added.append(name)
        elif old.text != function.lambda_text():
            updated.append(name)
            changes.append((old.start, old.end, _element(function, found.names_prefix)))
    if added:
        changes.append(_insertion(found, sorted(added)))
    parts = {package.workbook_part: _edited(content, changes)} if changes else {}
    pk.write_with(package, target, parts)
    same = [n for n in CATALOGUE if n not in added and n not in updated]
    return Result(target, tuple(added), tuple(updated), tuple(same))


def _understand(path: Path, content: bytes) -> _Workbook:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        raise WorkbookError(path, ["Arbeidsboken er lagret i UTF-16, som ikke støttes."])
    reader = _Reader(path, content)
    reader.read()
    return reader.found


class _Reader:
    """Finds the names and their byte positions with expat."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.content = content
        self.found = _Workbook()
        self.starts: list[int] = []
        self.open: _Name | None = None
        self.parser = pk.expat.ParserCreate()

    def read(self) -> None:
        pk.connect(self.path, self.parser, self.start, self.end, self.text)
        self.parser.buffer_text = True
        try:
            self.parser.Parse(self.content, True)
        except pk.expat.ExpatError as error:
            problem = f"Filen er skadet: ugyldig XML i arbeidsboken ({error})."
            raise WorkbookError(self.path, [problem]) from error
        if not self.found.insert_at:
            raise WorkbookError(self.path, ["Filen er skadet: arbeidsboken har ingen ark."])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        at = self.parser.CurrentByteIndex
        self.starts.append(at)
        depth = len(self.starts)
        if depth == 1:
            self._check_root(prefix, local, attributes)
        elif depth == 2 and local == "definedNames":
            self.found.names_start = at
            self.found.names_prefix = f"{prefix}:" if prefix else ""
        elif depth == 3 and local == "definedName":
            self.open = _Name(
                attributes.get("name", ""), at, attributes.get("comment", ""),
                attributes.get("localSheetId"),
            )  # fmt: skip

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        depth, start = len(self.starts), self.starts.pop()
        after = _tag_end(self.content, start)
        closing = -1
        if self.content[after - 2 : after] != b"/>":  # expat is past the tag of an empty element
            closing = self.parser.CurrentByteIndex
            after = _tag_end(self.content, closing)
        if depth == 2 and local in _BEFORE:
            self.found.insert_at = after
        elif depth == 2 and local == "definedNames":
            self.found.names_end = after
            self.found.names_closing = closing
        elif depth == 3 and self.open is not None:
            self.open.end = after
            self.found.names.append(self.open)
            self.open = None

    def text(self, data: str) -> None:
        if self.open is not None:
            self.open.text += data

    def _check_root(self, prefix: str, local: str, attributes: dict[str, str]) -> None:
        namespace = attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
        if namespace == _STRICT_MAIN:
            raise WorkbookError(self.path, [pk.strict_problem()])
        if local != "workbook" or namespace != _MAIN:
            raise WorkbookError(self.path, ["Filen er ikke en Excel-arbeidsbok."])
        self.found.prefix = f"{prefix}:" if prefix else ""
        self.found.names_prefix = self.found.prefix


def _tag_end(content: bytes, at: int) -> int:
    """Where a tag ends; a > in an attribute does not end it."""
    match = _TAG.match(content, at)
    return match.end() if match else len(content)


def _check_free(package: pk.Package, found: _Workbook) -> None:
    functions = {name.casefold(): function for name, function in CATALOGUE.items()}
    problems = []
    seen: set[str] = set()
    for name in found.names:
        function = functions.get(name.name.casefold())
        if function is not None and name.sheet is None:
            if name.name.casefold() in seen:
                problems.append(f"{name.name} er definert to ganger. Slett begge og prøv igjen.")
            seen.add(name.name.casefold())
        if function is None or name.is_ours(function):
            continue
        where = "et navn på ett av arkene" if name.sheet is not None else "et annet navn"
        problems.append(
            f"{name.name} er opptatt av {where}: {name.text[:80]}. Slett eller endre navnet i "
            "Navnebehandling."
        )
    for table in _table_names(package):
        if table.casefold() in functions:
            problems.append(f"{table} er opptatt av en tabell. Gi tabellen et annet navn.")
    if problems:
        raise WorkbookError(package.path, problems)


def _table_names(package: pk.Package) -> list[str]:
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "table":
            found.append(attributes.get("displayName", attributes.get("name", "")))

    for part in package.parts():
        if _TABLE_PART.fullmatch(part):
            pk.parse(package.path, package.read(part), start)
    return found


def _element(function: Function, prefix: str) -> bytes:
    attributes = f'name="{function.name}" comment={quoteattr(comment(function))}'
    body = escape(function.lambda_text())
    element = f"<{prefix}definedName {attributes}>{body}</{prefix}definedName>"
    return element.encode("ascii", "xmlcharrefreplace")


def _insertion(found: _Workbook, names: list[str]) -> tuple[int, int, bytes]:
    prefix = found.names_prefix
    elements = b"".join(_element(CATALOGUE[name], prefix) for name in names)
    wrapped = f"<{prefix}definedNames>".encode() + elements + f"</{prefix}definedNames>".encode()
    if found.names_start < 0:
        return found.insert_at, found.insert_at, wrapped
    if found.names_closing < 0:
        return found.names_start, found.names_end, wrapped  # an empty <definedNames/>
    return found.names_closing, found.names_closing, elements


def _edited(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for start, end, new in sorted(changes, reverse=True):
        content = content[:start] + new + content[end:]
    return content


def afe_text(separator: str = ",") -> str:
    """A module for Advanced Formula Environment in Excel Labs.

    Excel Labs reads the user's own separators. With ``;`` the text suits an Excel with decimal
    comma: arguments are separated by ``;`` and definitions end with ``;;``.
    """
    if separator not in (",", ";"):
        raise ValueError("separator must be , or ;")
    ending = ";" if separator == "," else ";;"
    parts = ["// ASSS-funksjoner. Laget av asss_xl; lim inn som en modul i Excel Labs.\n"]
    for name, function in CATALOGUE.items():
        about = f"{function.description} {function.signature()}".replace("*/", "* /")
        body = optional_in_brackets(function.lambda_text())
        if separator == ";":
            body = _semicolons(body)
        parts.append(f"/** {about} */\n{name} = {body}{ending}\n")
    return "\n".join(parts)


def optional_in_brackets(stored: str) -> str:
    """A stored LAMBDA as a user types it: no prefixes, optional parameters in brackets."""
    return displayed(re.sub(r"_xlop\.(\w+)", r"[\1]", stored))


def _semicolons(formula: str) -> str:
    """Commas between arguments to semicolons, decimal points to commas, texts left alone."""
    pieces = re.split(r'("(?:[^"]|"")*")', formula)
    for at in range(0, len(pieces), 2):
        swapped = pieces[at].replace(",", ";")
        pieces[at] = re.sub(r"(?<=\d)\.(?=\d)", ",", swapped)
    return "".join(pieces)


def functions_json() -> list[dict[str, Any]]:
    """The functions for ``functions --json``.

    ``native`` has the parameter names where the references go; ``lambda`` is the definition in
    the stored form of the file.
    """
    return [
        {
            "name": name,
            "category": function.category,
            "description": function.description,
            "parameters": [
                {"name": p.name, "description": p.description, "optional": p.optional}
                for p in function.parameters
            ],
            "native": "=" + function.native(*(p.name for p in function.parameters)),
            "lambda": "=" + function.lambda_text(),
            "source": function.source,
        }
        for name, function in CATALOGUE.items()
    ]
