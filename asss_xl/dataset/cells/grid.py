"""The cells of a sheet as a grid: value, number format, place, merged areas."""

from __future__ import annotations

import contextlib
import datetime
import re
import time
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

from asss_xl.replacing import reason

from ..messages import DatasetError, fault, near, refused

MOST_CELLS, MOST_ROWS, MOST_COLUMNS = 2_000_000, 200_000, 1_000
MOST_MERGED = 20_000
#: Of the processor's time: a busy computer makes no file too slow.
_LONGEST_SECONDS = 30.0
_LONGEST_TEXT = 2_000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: A word that someone has parted to make a column narrower.
_HYPHENED = re.compile(r"(?<=[a-zæøå])-\r?\n(?=[a-zæøå])")
#: Digits that mark a note, and the marks as they stand behind a word or a year: «Bergen 1)», «2024¹».
#: Those of «m²», «km²» and «m³» mark none.
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = str.maketrans("0123456789", _RAISED)
_METRES = r"(?<!(?<![^\W\d_])m)(?<!(?<![^\W\d_])[kcdm]m)"
_NOTE = re.compile(rf"(?:{_METRES}[²³]|[⁰¹⁴⁵⁶⁷⁸⁹])[{_RAISED}]*\)?|(?<=\S)[ \xa0]+\d\)(?!\S)")
_YEAR_ONLY = re.compile(r"(?:\[[^\]]*\])?[yå]+(?:;@)?", re.I)
_CLOSED = re.compile(r"\([^()]*\)")

NO_ANSWER, ERROR = "no answer", "error"
ALONE = "Lagre tabellen alene i en ny fil."


class GridCell(NamedTuple):
    """A cell that is not empty. `fault` where it has no value to read; `formula` where it has one."""

    row: int
    column: int
    value: Any
    format: str = ""
    fault: str = ""
    formula: bool = False

    @property
    def address(self) -> str:
        return f"{letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What a person sees of a text, a date or a whole number; marks of notes say nothing."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        if isinstance(self.value, datetime.date):
            if _YEAR_ONLY.fullmatch(self.format):
                return f"{self.value:%Y}"
            return f"{self.value:%d.%m.%Y}"
        text = "" if self.value is None else _HYPHENED.sub("", str(self.value))
        return " ".join(_NOTE.sub(_own, text).split())


def _own(mark: re.Match[str]) -> str:
    """What of a mark is no mark where a parenthesis is open: its end, and a digit before it."""
    opened = "(" in _CLOSED.sub("", mark.string[: mark.start()])
    return mark[0].lstrip(_RAISED) if opened else ""


class Area(NamedTuple):
    """Merged cells: rows and columns, first and last."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(NamedTuple):
    """The cells of one sheet, by row and column."""

    file: str
    sheet: str
    rows: dict[int, dict[int, GridCell]]
    merged: tuple[Area, ...] = ()
    sheets: tuple[str, ...] = ()
    #: How many rows were gone through, also those with nothing in them.
    height: int = 0

    def at(self, row: int, column: int) -> GridCell | None:
        return self.rows.get(row, {}).get(column)

    def area(self, row: int, column: int) -> Area | None:
        for each in self.merged:
            if each.top <= row <= each.bottom and each.left <= column <= each.right:
                return each
        return None

    def only(self, first: int, last: int) -> Grid:
        """Some of its columns, with what is merged into them from the left at their beginning."""
        rows = {
            number: {column: cell for column, cell in row.items() if first <= column <= last}
            for number, row in self.rows.items()
        }
        for area in self.merged:
            if area.left < first <= area.right and (cell := self.at(area.top, area.left)):
                rows[area.top] = {first: cell._replace(column=first), **rows[area.top]}
        return self._replace(rows={number: row for number, row in rows.items() if row})

    def covering(self, row: int, column: int) -> GridCell | None:
        """The cell that stands here, or is merged over this place."""
        area = None if self.at(row, column) else self.area(row, column)
        return self.at(area.top, area.left) if area else self.at(row, column)


def letter(position: int) -> str:
    """A column as a spreadsheet names it."""
    position, last = divmod(position, len(_LETTERS))
    return (letter(position - 1) if position else "") + _LETTERS[last]


@contextlib.contextmanager
def guarded(name: str) -> Iterator[None]:
    """Whatever goes wrong in reading a file is a sentence about the file."""
    try:
        yield
    except DatasetError:
        raise
    except (MemoryError, RecursionError):
        raise refused(name, *fault("uten_tabell")) from None
    except OSError as error:
        raise refused(name, *fault("kan_ikke_leses", reason(error))) from None
    except Exception as error:
        # A damaged part makes the libraries raise anything; the user is told of the file.
        raise refused(name, *fault("skadet", type(error).__name__)) from None


class Cells:
    """The cells as they are read, with a limit to how many and how long; `advice` is for a file beyond it."""

    def __init__(self, name: str, advice: str = ALONE) -> None:
        self.name, self.advice, self.count = name, advice, 0
        self.rows: dict[int, dict[int, GridCell]] = {}
        self.until = time.process_time() + _LONGEST_SECONDS

    def put(self, cell: GridCell) -> None:
        value = cell.value
        if value is None and not cell.fault or isinstance(value, str) and not value.strip():
            return
        self.count += 1
        if self.count > MOST_CELLS or cell.row > MOST_ROWS or cell.column >= MOST_COLUMNS:
            self.refuse(f"Arket har noe i {cell.address}, og er for stort til å være en tabell.")
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            cell = cell._replace(value=value[:_LONGEST_TEXT])
        self.rows.setdefault(cell.row, {})[cell.column] = cell

    def tick(self) -> None:
        if time.process_time() > self.until:
            self.refuse("Filen tar for lang tid å lese.")

    def refuse(self, what: str) -> NoReturn:
        raise refused(self.name, what, self.advice)

    @property
    def ordered(self) -> dict[int, dict[int, GridCell]]:
        return {number: dict(sorted(self.rows[number].items())) for number in sorted(self.rows)}


def chosen(name: str, sheet: str | None, names: list[str]) -> str:
    """The sheet that is asked for, the first when none is."""
    if not names:
        raise refused(name, *fault("uten_ark"))
    if sheet is not None and sheet not in names:
        raise refused(name, *fault("ark_finnes_ikke", sheet, near(sheet, names), names))
    return sheet or names[0]
