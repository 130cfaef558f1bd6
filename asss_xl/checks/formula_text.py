"""Formulas as the file stores them: their pieces, what they use, how they look from their cell.

Nothing is evaluated, nothing recurses, and no pattern takes longer than the formula is long, since
a formula may come from anybody. The reader of the file refuses one that is longer than Excel takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from asss_xl.unpacking import MAX_COLUMN, MAX_ROW, column_number, position
from asss_xl.workbook.cells import column_letters

#: First row and column, last row and column.
Box = tuple[int, int, int, int]

#: A text and a quoted sheet, closed or not: what is not closed goes on to the end.
_TEXT = r'"[^"]*+(?:""[^"]*+)*+"?'
_QUOTED = r"'[^']*+(?:''[^']*+)*+'?"
_TOKEN = re.compile(
    rf"""(?P<text>{_TEXT})
      | (?P<sheet>{_QUOTED}!?|(?<![\w.])[\w.]++(?::[\w.]++)?!)
      | (?P<book>(?<![\w\]])\[(?:\d+|[^][]+\.xl\w+)\](?=[\w!]))
      | (?P<error>\#(?:N/A|[A-Z/0]+[!?]))
      | (?P<name>\$?[^\W\d][\w.\\$]*)
      | (?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
      | (?P<mark>[(){{}},;|\[\]])""",
    re.VERBOSE,
)
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_WHOLE = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}"
_REFERENCE = re.compile(
    rf"""(?P<text>{_TEXT})
      | (?<![\w.$\\])(?:(?P<sheet>{_QUOTED}|[\w.]++(?::[\w.]++)?)!)?
        (?P<area>{_CELL}(?::{_CELL})?|{_WHOLE})(?![\w(.!\\])
      | {_QUOTED}""",
    re.VERBOSE,
)
_SEEN = re.compile(
    rf"""(?P<kept>{_TEXT}|{_QUOTED}|\[[^\[\]]*+\]?)
      | (?<![\w.$\\:])(?P<whole>{_WHOLE})(?![\w(.!\\:])
      | (?<![\w.$\\])(?P<c>\$?)(?P<column>[A-Za-z]{{1,3}})(?P<r>\$?)(?P<row>[1-9]\d{{0,6}})(?![\w(.!\\])""",
    re.VERBOSE,
)
#: The row that an area ends in; none where it is whole columns or rows, or goes far to the right.
_AREA_END = re.compile(r":\$?(?:[A-Za-z]{1,2}\$?(\d{1,7})|[A-Za-z\d])")
#: Functions whose answer is how large an area is, blanks and all.
_BY_SIZE = re.compile(r"(?:ROWS|COLUMNS|COUNTBLANK)\(", re.IGNORECASE)
_CALLED = re.compile(r"(?<![\w.])[^\W\d][\w.]*+(?=\()")
_PART = re.compile(r"(\$?(?=[A-Za-z])|)([A-Za-z]*)(\$?)(\d*)")


class Token(NamedTuple):
    """A piece of a formula; ``called`` is a name that an opening parenthesis follows."""

    kind: str
    text: str
    at: int
    called: bool = False


@dataclass
class FunctionCall:
    """A function call; each argument is its tokens."""

    name: str
    first: int
    arguments: list[list[Token]] = field(default_factory=lambda: [[]])


def tokens(formula: str) -> list[Token]:
    """The tokens of a formula; operators and spaces are left out."""
    return [
        Token(m.lastgroup or "", m[0], m.start(), m.lastgroup == "name" and formula.startswith("(", m.end()))
        for m in _TOKEN.finditer(formula)
    ]


def calls(formula: str) -> list[FunctionCall]:
    """All function calls with their arguments, outer and inner ones."""
    found: list[FunctionCall] = []
    open_calls: list[FunctionCall | None] = []
    name: Token | None = None
    for token in tokens(formula):
        opens = token.kind == "mark" and token.text in "({["
        closes = token.kind == "mark" and token.text in ")}]"
        if closes and open_calls:
            open_calls.pop()
        inner = open_calls[-1] if open_calls else None
        if inner is not None and token.kind == "mark" and token.text == ",":
            inner.arguments.append([])
        elif inner is not None:
            inner.arguments[-1].append(token)
        if opens:
            started = FunctionCall(name.text, name.at) if name is not None and token.text == "(" else None
            if started is not None:
                found.append(started)
            open_calls.append(started)
        name = token if token.called else None
    return found


def bare(name: str) -> str:
    """A function's name in capitals, without the prefix that the file wants."""
    return name.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")


def books(formula: str) -> list[str]:
    """The workbooks that a formula refers to, as ``[1]`` or ``[Budsjett.xlsx]``; ``[0]`` is its own."""
    found = []
    for token in tokens(formula) if "[" in formula else ():
        if token.kind == "book":
            found.append(token.text)
        elif token.kind == "sheet" and "[" in token.text:
            found.append(token.text[token.text.index("[") : token.text.rfind("]") + 1])
    return found


def functions_of(formula: str) -> frozenset[str]:
    """The functions that a formula calls, in capitals, with the prefixes that the file has."""
    return frozenset(name.upper() for name in _CALLED.findall(without_texts(formula)))


def without_texts(formula: str) -> str:
    """The formula with every text in it emptied."""
    return re.sub(_TEXT, '""', formula) if '"' in formula else formula


def references(formula: str, sheet: str) -> Iterator[tuple[str, Box]]:
    """The (sheet, area) pairs that a formula refers to; ``Jan:Mar`` is the sheets of a 3-D one."""
    for match in _REFERENCE.finditer(formula):
        if match.group("area"):
            named = match.group("sheet")
            if named and named.startswith("'"):
                named = named[1:-1].replace("''", "'")
            yield named or sheet, box_of(match.group("area"))


@lru_cache(maxsize=50_000)
def box_of(reference: str) -> Box:
    """The box of ``A1``, ``$A$1:B2``, ``A:B`` or ``1:3``."""
    first, _, last = reference.partition(":")
    top, left = _corner(first, 1)
    bottom, right = _corner(last, MAX_ROW) if last else (top, left)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _corner(text: str, lacking: int) -> tuple[int, int]:
    """Row and column of ``$A$1``; of ``A`` and ``1`` the first or the last of what is lacking."""
    _, letters, _, digits = _PART.fullmatch(text).groups()  # type: ignore[union-attr]
    column = column_number(letters) if letters else min(lacking, MAX_COLUMN)
    return int(digits) if digits else lacking, column


def _rewritten(formula: str, end: Callable[[str, str, str, str], str]) -> str:
    """The formula with another text for each cell, and for each end of whole rows or columns.

    ``end`` takes the column with its dollar and the row with its own; one of the two may be empty.
    """

    def written(match: re.Match[str]) -> str:
        kept, whole, *cell = match.groups()
        if kept is not None:
            return str(kept)
        ends = (_PART.fullmatch(part).groups() for part in whole.split(":")) if whole else (cell,)  # type: ignore[union-attr]
        return ":".join(end(*each) for each in ends)

    return _SEEN.sub(written, formula)


def relative(formula: str, row: int, column: int) -> str:
    """The formula with references as seen from its cell: equal for cells that are filled alike."""

    def seen(c: str, letters: str, r: str, digits: str) -> str:
        number = column_number(letters)
        rows = f"R{digits}" if r else f"R[{int(digits) - row}]" if digits else ""
        return rows + ("" if not letters else f"C{number}" if c else f"C[{number - column}]")

    return _rewritten(formula, seen)


def shifted(formula: str, down: int, right: int) -> str:
    """The formula as it is when it is filled so many rows down and columns to the right."""

    def filled(c: str, letters: str, r: str, digits: str) -> str:
        column = column_number(letters) + (0 if c else right) if letters else 1
        row = int(digits) + (0 if r else down) if digits else 1
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
            return "#REF!"
        return (f"{c}{column_letters(column - 1)}" if letters else "") + (f"{r}{row}" if digits else "")

    return _rewritten(formula, filled)


def clamped(formula: str, last_row: int, last_column: int) -> str:
    """The formula with areas that go on past the used cells cut off there: blanks cost an engine time."""
    ends = _AREA_END.findall(formula) if ":" in formula and last_row < MAX_ROW else ()
    if all(row and int(row) <= last_row for row in ends) or _BY_SIZE.search(formula):
        return formula

    def cut(match: re.Match[str]) -> str:
        area = match.group("area")
        if not area or ":" not in area:
            return match.group()
        top, left, bottom, right = box_of(area)
        bottom, right = max(top, min(bottom, last_row)), max(left, min(right, last_column))
        if (top, left, bottom, right) == box_of(area):
            return match.group()
        first, last = f"{column_letters(left - 1)}{top}", f"{column_letters(right - 1)}{bottom}"
        return match.group()[: -len(area)] + f"{first}:{last}"

    return _REFERENCE.sub(cut, formula)


#: (sheet, address).
Place = tuple[str, str]


@lru_cache(maxsize=200_000)
def address_of(row: int, column: int) -> str:
    """The address of a row and a column, counted from 1."""
    return f"{column_letters(column - 1)}{row}"


def area(reference: str) -> Box:
    """First row and column, last row and column of ``A1`` or ``$A$1:B2``."""
    for corner in reference.split(":", 1):
        position(corner)  # a ValueError when it is not an area
    return box_of(reference)


def inside(box: Box, row: int, column: int) -> bool:
    """Whether a cell is in an area."""
    top, left, bottom, right = box
    return top <= row <= bottom and left <= column <= right


def split_place(place: str | Place) -> Place:
    """``'Ark 1'!C5`` or ``Ark 1!C5`` as (sheet, address)."""
    if not isinstance(place, str):
        return place
    sheet, _, address = place.rpartition("!")
    if sheet.startswith("'") and sheet.endswith("'") and len(sheet) > 1:
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, address.replace("$", "")
