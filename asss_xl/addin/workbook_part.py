"""The workbook part of a file: where its names and its calculation settings are, byte by byte.

Edits are replacements of bytes, so that everything else in the part stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from asss_xl import unpacking as pk
from asss_xl.addin.xml_bytes import Change, attribute_change, tag_end
from asss_xl.unpacking import WorkbookError

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
#: The elements of a workbook that stand before definedNames, in the order of the schema.
_BEFORE = ("sheets", "functionGroups", "externalReferences")


@dataclass
class Name:
    """A definedName element: where its bytes are, and what it says."""

    name: str
    start: int
    comment: str
    sheet: str | None
    end: int = 0
    text: str = ""


@dataclass
class WorkbookPart:
    """What is where in the bytes of the workbook part. Positions are -1 for what is not there."""

    content: bytes
    prefix: str = ""
    insert_at: int = 0
    names_start: int = -1
    names_end: int = -1
    names_closing: int = -1
    names: list[Name] = field(default_factory=list)
    names_prefix: str = ""
    calculation: int = -1
    sheets: list[tuple[str, str]] = field(default_factory=list)

    def insertion(self, elements: bytes) -> Change:
        """New names, at the end of the list or in a list of their own."""
        prefix = self.names_prefix
        wrapped = f"<{prefix}definedNames>".encode() + elements + f"</{prefix}definedNames>".encode()
        if self.names_start < 0:
            return Change(self.insert_at, self.insert_at, wrapped)
        if self.names_closing < 0:
            return Change(self.names_start, self.names_end, wrapped)  # an empty <definedNames/>
        return Change(self.names_closing, self.names_closing, elements)

    def removal(self, names: list[Name]) -> list[Change]:
        """Names taken out; the schema allows no empty list."""
        if len(names) == len(self.names):
            return [Change(self.names_start, self.names_end, b"")]
        return [Change(name.start, name.end, b"") for name in names]

    def full_calculation(self) -> Change:
        """Excel calculates every formula when it opens the file."""
        if self.calculation >= 0:
            return attribute_change(self.content, self.calculation, "fullCalcOnLoad", "1")
        at = self.names_end if self.names_end >= 0 else self.insert_at
        return Change(at, at, f'<{self.prefix}calcPr fullCalcOnLoad="1"/>'.encode())


def understand(path: Path, content: bytes) -> WorkbookPart:
    """Read the workbook part; raises :class:`WorkbookError`."""
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
        self.found = WorkbookPart(content)
        self.starts: list[int] = []
        self.open: Name | None = None
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
        elif depth == 2 and local == "calcPr":
            self.found.calculation = at
        elif depth == 3 and local == "sheet":
            ids = (value for key, value in attributes.items() if key.rpartition(":")[2] == "id")
            self.found.sheets.append((attributes.get("name", ""), next(ids, "")))
        elif depth == 3 and local == "definedName":
            self.open = Name(
                attributes.get("name", ""), at, attributes.get("comment", ""), attributes.get("localSheetId")
            )

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        depth, start = len(self.starts), self.starts.pop()
        after = tag_end(self.content, start)
        closing = -1
        if self.content[after - 2 : after] != b"/>":  # expat is past the tag of an empty element
            closing = self.parser.CurrentByteIndex
            after = tag_end(self.content, closing)
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
