"""Which cells and names a formula depends on, on the safe side.

What cannot be known from the text (INDIRECT, a table's columns, several sheets at once, another
workbook) depends on anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_CELL = r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})"
_TOKEN = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    | {_SHEET}(?P<block>{_CELL}(?::{_CELL})?)(?![\w.(!])
    | {_SHEET.replace("sheet", "sheet2")}(?P<columns>(\$?)([A-Za-z]{{1,3}}):(\$?)([A-Za-z]{{1,3}}))(?![\w.(!])
    | {_SHEET.replace("sheet", "sheet3")}(?P<rows>(\$?)(\d{{1,7}}):(\$?)(\d{{1,7}}))(?![\w.(!])
    | {_SHEET.replace("sheet", "sheet4")}(?P<name>[^\W\d][\w.?\\]*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)""",
    re.VERBOSE,
)
_UNKNOWABLE = re.compile(r"[\[\]#@]|'[^']*:[^']*'!|\w:[\w.]+!")
_ANYWHERE = frozenset({"indirect", "offset", "getpivotdata", "cell"})
_ERRORS = re.compile(r"#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)")


class Block(NamedTuple):
    """Cells of a sheet; rows and columns from 1, both ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sources:
    """What a formula depends on. ``anything``: it cannot be known."""

    blocks: tuple[Block, ...] = ()
    names: frozenset[str] = frozenset()
    anything: bool = False


def sources(formula: str, sheet: str, shift: tuple[int, int] = (0, 0)) -> Sources:
    """Read a formula of the given sheet; ``shift`` moves relative references (shared formulas)."""
    blocks: list[Block] = []
    names: set[str] = set()
    plain = re.sub(r'"(?:[^"]|"")*"', '""', formula)
    anything = bool(_UNKNOWABLE.search(_ERRORS.sub("0", plain)))
    for match in _TOKEN.finditer(formula):
        own = next((match[k] for k in ("sheet", "sheet2", "sheet3", "sheet4") if match[k]), None)
        place = _sheet_name(own) if own else sheet
        if match["block"]:
            blocks.append(_block(place, match["block"], shift))
        elif match["columns"]:
            blocks.append(_columns(place, match["columns"], shift))
        elif match["rows"]:
            blocks.append(_rows(place, match["rows"], shift))
        elif match["name"]:
            names.add(match["name"].casefold())
    return Sources(tuple(blocks), frozenset(names), anything or bool(names & _ANYWHERE))


def column_number(letters: str) -> int:
    """A = 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_place(address: str) -> tuple[int, int]:
    """(row, column) of an address such as B7."""
    match = re.fullmatch(_CELL, address)
    if match is None:
        raise ValueError(f"{address} is not the address of a cell")
    return int(match[4]), column_number(match[2])


def block_of(sheet: str, area: str) -> Block:
    """The block of an area such as B7:C9."""
    return _block(sheet.casefold(), area, (0, 0))


def _sheet_name(text: str) -> str:
    return (text[1:-1].replace("''", "'") if text.startswith("'") else text).casefold()


def _block(sheet: str, area: str, shift: tuple[int, int]) -> Block:
    first, _, last = area.partition(":")
    (top, left), (bottom, right) = _corner(first, shift), _corner(last or first, shift)
    return Block(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _corner(text: str, shift: tuple[int, int]) -> tuple[int, int]:
    match = re.fullmatch(_CELL, text)
    assert match is not None
    row = int(match[4]) + (0 if match[3] else shift[0])
    column = column_number(match[2]) + (0 if match[1] else shift[1])
    return row, column


def _columns(sheet: str, area: str, shift: tuple[int, int]) -> Block:
    ends = [
        column_number(end.lstrip("$")) + (0 if end.startswith("$") else shift[1]) for end in area.split(":")
    ]
    return Block(sheet, 1, min(ends), LAST_ROW, max(ends))


def _rows(sheet: str, area: str, shift: tuple[int, int]) -> Block:
    ends = [int(end.lstrip("$")) + (0 if end.startswith("$") else shift[0]) for end in area.split(":")]
    return Block(sheet, min(ends), 1, max(ends), LAST_COLUMN)
