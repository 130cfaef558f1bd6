"""Drops the values that a change of names has made stale: none survives until Excel recalculates.

A cell that calls one of the names, directly, through another name or through other cells, loses
its stored value, and so do the points that a chart has stored for it. What does not depend on
the names keeps every byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import unescape

from asss_xl.addin import package as pk
from asss_xl.addin.package import WorkbookError
from asss_xl.addin.references import Block, Sources, block_of, cell_place, sources
from asss_xl.addin.workbook_part import WorkbookPart
from asss_xl.addin.xml_bytes import Change, edited, tag_end, without_attribute

_CHART = re.compile(r"xl/charts/[^/]+\.xml", re.IGNORECASE)
_POINTS = re.compile(
    rb"<(?P<p>\w+:)?f>(?P<formula>[^<]*)</(?P=p)?f>\s*"
    rb"(?P<cache><(?:\w+:)?(?P<kind>numCache|strCache|multiLvlStrCache)>.*?</(?:\w+:)?(?P=kind)>)",
    re.DOTALL,
)


@dataclass
class _Cell:
    """A cell in the bytes of a sheet part."""

    sheet: str
    row: int
    column: int
    start: int
    formula: str | None = None
    shared: str = ""
    area: Block | None = None
    table: bool = False
    value: tuple[int, int] | None = None
    sources: Sources = field(default_factory=Sources)

    @property
    def block(self) -> Block:
        """The cells that the formula fills."""
        return self.area or Block(self.sheet, self.row, self.column, self.row, self.column)


def callers(package: pk.Package, book: WorkbookPart, names: Iterable[str]) -> dict[str, list[str]]:
    """Name -> the cells whose own formula calls it."""
    wanted = {name.casefold(): name for name in names}
    found: dict[str, list[str]] = {name: [] for name in wanted.values()}
    for sheet, part in _sheet_parts(package, book).items():
        content = package.read(part)
        if not _mentions(content, wanted):
            continue
        for cell in _cells(package.path, sheet, content):
            for name in cell.sources.names & wanted.keys():
                found[wanted[name]].append(f"{sheet}!{_address(cell)}")
    return found


def without_stale(package: pk.Package, book: WorkbookPart, names: Iterable[str]) -> dict[str, bytes]:
    """The sheet and chart parts that change when the definitions of ``names`` do."""
    affected = _through_names(book, {name.casefold() for name in names})
    sheets = _sheet_parts(package, book)
    contents = {part: package.read(part) for part in sheets.values()}
    if not any(_mentions(content, affected) for content in contents.values()):
        return {}
    cells = [cell for sheet, part in sheets.items() for cell in _cells(package.path, sheet, contents[part])]
    dirty = _Dirty(book, affected)
    dirty.spread([cell for cell in cells if cell.formula is not None])
    changed = {}
    for sheet, part in sheets.items():
        new = _dropped(contents[part], (c for c in cells if c.sheet == sheet.casefold()), dirty)
        if new != contents[part]:
            changed[part] = new
    for part in package.parts():
        if _CHART.fullmatch(part):
            content = package.read(part)
            new = _without_points(content, dirty)
            if new != content:
                changed[part] = new
    return changed


class _Dirty:
    """The cells with stale values, and whether a formula depends on one of them."""

    def __init__(self, book: WorkbookPart, affected: set[str]) -> None:
        self.affected = affected
        self.blocks: dict[str, list[Block]] = {}
        self.single: dict[str, set[tuple[int, int]]] = {}
        self.any = False
        self.names: dict[str, Sources] = {}
        for name in book.names:
            own = sources(name.text, "")
            before = self.names.get(name.name.casefold(), Sources())
            self.names[name.name.casefold()] = Sources(
                before.blocks + own.blocks, before.names | own.names, before.anything or own.anything
            )

    def spread(self, formulas: list[_Cell]) -> None:
        """Mark every formula that depends on the affected names, through any number of cells."""
        left = formulas
        while found := [cell for cell in left if self.depends(cell.sources)]:
            marked = {id(cell) for cell in found}
            left = [cell for cell in left if id(cell) not in marked]
            for cell in found:
                self.add(cell.block)

    def add(self, block: Block) -> None:
        self.any = True
        if (block.top, block.left) == (block.bottom, block.right):
            self.single.setdefault(block.sheet, set()).add((block.top, block.left))
        else:
            self.blocks.setdefault(block.sheet, []).append(block)

    def depends(self, own: Sources) -> bool:
        if own.names & self.affected:
            return True
        if not self.any:
            return False
        if own.anything:
            return True
        blocks, seen, queue = list(own.blocks), set[str](), list(own.names)
        while queue:
            name = queue.pop()
            if name in seen or name not in self.names:
                continue
            seen.add(name)
            meant = self.names[name]
            if meant.anything:
                return True
            blocks += meant.blocks
            queue += meant.names
        return any(self.reaches(block) for block in blocks)

    def reaches(self, block: Block) -> bool:
        """True when a stale cell is in the block."""
        if any(_overlap(block, other) for other in self.blocks.get(block.sheet, ())):
            return True
        cells = self.single.get(block.sheet, set())
        size = (block.bottom - block.top + 1) * (block.right - block.left + 1)
        if size <= len(cells):
            return any(
                (row, column) in cells
                for row in range(block.top, block.bottom + 1)
                for column in range(block.left, block.right + 1)
            )
        return any(
            block.top <= row <= block.bottom and block.left <= column <= block.right for row, column in cells
        )


def _overlap(one: Block, other: Block) -> bool:
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )


def _through_names(book: WorkbookPart, affected: set[str]) -> set[str]:
    """The affected names, and the names that are defined by them."""
    found, before = set(affected), 0
    while len(found) > before:
        before = len(found)
        for name in book.names:
            if sources(name.text, "").names & found:
                found.add(name.name.casefold())
    return found


def _mentions(content: bytes, names: Iterable[str]) -> bool:
    """A quick look: whether a name stands anywhere in the bytes."""
    folded = content.lower()
    return any(name.encode().lower() in folded for name in names)


def _sheet_parts(package: pk.Package, book: WorkbookPart) -> dict[str, str]:
    """Sheet name -> part, worksheets only."""
    targets = package.relations(package.workbook_part)
    return {
        name: targets[relation]
        for name, relation in book.sheets
        if "/worksheets/" in targets.get(relation, "")
    }


def _cells(path: Path, sheet: str, content: bytes) -> list[_Cell]:
    """The cells that have a formula or a value."""
    reader = _CellReader(path, sheet, content)
    return reader.read()


class _CellReader:
    """Finds cells, formulas and the bytes of values with expat."""

    def __init__(self, path: Path, sheet: str, content: bytes) -> None:
        self.path, self.sheet, self.content = path, sheet, content
        self.found: list[_Cell] = []
        self.shared: dict[str, tuple[str, int, int]] = {}
        self.open: _Cell | None = None
        self.inside = ""
        self.text = ""
        self.value_start = 0
        self.row = self.column = 0
        self.parser = pk.expat.ParserCreate()

    def read(self) -> list[_Cell]:
        pk.connect(self.path, self.parser, self.start, self.end, self.characters)
        self.parser.buffer_text = True
        try:
            self.parser.Parse(self.content, True)
        except pk.expat.ExpatError as error:
            problem = f"Filen er skadet: ugyldig XML i arket {self.sheet} ({error})."
            raise WorkbookError(self.path, [problem]) from error
        return self.found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        at = self.parser.CurrentByteIndex
        if local == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif local == "c":
            self._place(attributes.get("r"))
            self.open = _Cell(self.sheet.casefold(), self.row, self.column, at)
        elif self.open is not None and local == "f":
            self.inside, self.text = "f", ""
            self.open.formula = ""
            self.open.shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            self.open.table = attributes.get("t") == "dataTable"
            if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
                self.open.area = block_of(self.sheet, attributes["ref"])
        elif self.open is not None and local == "v":
            self.value_start = at

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if self.open is None:
            return
        if local == "f":
            self._formula(self.open)
            self.inside = ""
        elif local == "v":
            after = tag_end(self.content, self.value_start)
            if self.content[after - 2 : after] != b"/>":
                after = tag_end(self.content, self.parser.CurrentByteIndex)
            self.open.value = (self.value_start, after)
        elif local == "c":
            if self.open.formula is not None or self.open.value is not None:
                self.found.append(self.open)
            self.open = None

    def characters(self, data: str) -> None:
        if self.inside == "f":
            self.text += data

    def _formula(self, cell: _Cell) -> None:
        text, shift = self.text, (0, 0)
        if cell.shared and text:
            self.shared[cell.shared] = (text, cell.row, cell.column)
        elif cell.shared in self.shared:
            text, row, column = self.shared[cell.shared]
            shift = (cell.row - row, cell.column - column)
        cell.formula = text
        known = sources(text, cell.sheet, shift)
        lost = cell.table or (not text)
        cell.sources = Sources(known.blocks, known.names, known.anything or lost)

    def _place(self, address: str | None) -> None:
        """Where the cell is; without an address it is the one after the last."""
        if address is None:
            self.column += 1
        else:
            self.row, self.column = cell_place(address)


def _dropped(content: bytes, cells: Iterator[_Cell], dirty: _Dirty) -> bytes:
    """The sheet without the stale values."""
    changes: list[Change] = []
    for cell in cells:
        here = Block(cell.sheet, cell.row, cell.column, cell.row, cell.column)
        if cell.value is None or not dirty.reaches(here):
            continue
        changes.append(Change(*cell.value, b""))
        kind = without_attribute(content, cell.start, "t")
        if kind is not None:
            changes.append(kind)
    return edited(content, changes)


def _without_points(content: bytes, dirty: _Dirty) -> bytes:
    """The chart without the points it has stored for stale cells."""
    changes = []
    for match in _POINTS.finditer(content):
        formula = unescape(match["formula"].decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})
        if dirty.depends(sources(formula, "")):
            changes.append(Change(match.start("cache"), match.end("cache"), b""))
    return edited(content, changes)


def _address(cell: _Cell) -> str:
    letters, column = "", cell.column
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{cell.row}"
