"""Cells that know their value, their formula and their address.

A sheet is written once: sheet code calls functions on cells, and each call becomes a formula
with the value that the function's Python side gives for the argument cells' values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Union

from asss_xl.functions.catalogue import Function, literal
from asss_xl.functions.values import NA, CellRows, ExcelError, Value, is_error, is_number

if TYPE_CHECKING:
    from asss_xl.workbook.styles import Style


#: What a chart leaves out; it would draw any other error as 0.
GAP = NA


def column_letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(sheet_name: str) -> str:
    """A sheet name as a formula writes it: in quotes unless it is one plain ASCII word."""
    if sheet_name.isascii() and sheet_name.replace("_", "a").isalpha():
        return sheet_name
    return "'" + sheet_name.replace("'", "''") + "'"


@dataclass(eq=False)
class Cell:
    """One cell. ``rounding`` is half a unit of the last printed decimal of an input.

    ``rest`` is the value when nothing is filled in. ``difference`` holds the printed figure less
    what the formula gives then: the cell starts from print and moves by the method.
    """

    sheet: str
    row: int
    column: int
    value: Value
    style: Style
    call: Call | None = field(default=None, repr=False)
    missing: str | ExcelError | None = None
    rounding: float = 0.0
    link: str | None = None
    published: tuple[Any, ...] = ()
    rest: Value = None
    difference: Cell | None = field(default=None, repr=False)
    #: The formula has no answer of its own at rest: ``difference`` holds the printed figure.
    stands_in: bool = False

    @property
    def recomputed(self) -> Value:
        """What the formula alone gives, before the difference to print is added."""
        return self.value if self.call is None else shown(self.call.evaluate(), self.missing)

    @property
    def address(self) -> str:
        """``C5``."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def place(self) -> str:
        """``Grunnskole!C5``, the identity of the cell in the workbook."""
        return f"{self.sheet}!{self.address}"

    def reference(self, from_sheet: str) -> str:
        """As a formula on the given sheet writes it."""
        return self.address if from_sheet == self.sheet else f"{quoted(self.sheet)}!{self.address}"


@dataclass(eq=False)
class Range:
    """A rectangle of one sheet."""

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]

    def __iter__(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row)

    def __len__(self) -> int:
        return sum(len(row) for row in self.rows)

    @property
    def address(self) -> str:
        """``C5:C9``."""
        first, last = self.rows[0][0], self.rows[-1][-1]
        return first.address if first is last else f"{first.address}:{last.address}"

    def reference(self, from_sheet: str) -> str:
        """As a formula on the given sheet writes it: also one cell as a range.

        Some engines take ``MATCH(x,E4,0)`` for a lookup in a value, which Excel does not.
        """
        text = f"{self.rows[0][0].address}:{self.rows[-1][-1].address}"
        return text if from_sheet == self.sheet else f"{quoted(self.sheet)}!{text}"

    @property
    def absolute(self) -> str:
        """``=Grunnskole!$C$5:$C$9``, as charts write it."""
        corners = [
            f"${column_letters(cell.column)}${cell.row + 1}"
            for cell in (self.rows[0][0], self.rows[-1][-1])
        ]
        return f"={quoted(self.sheet)}!{':'.join(corners)}"

    @property
    def values(self) -> CellRows:
        """The values, row by row."""
        return CellRows(tuple([cell.value for cell in row]) for row in self.rows)


Argument = Union[Cell, Range, "Call", Value]


@dataclass(eq=False)
class Call:
    """A function on arguments: a formula that has not got its cell yet."""

    function: Function
    arguments: tuple[Argument, ...] = field(default=())

    def evaluate(self, rest: bool = False) -> Value:
        """The value, by the Python side of the function; ``rest``: with nothing filled in."""
        return self.function(*[_value(argument, rest) for argument in self.arguments])

    def formula(self, sheet: str, form: str) -> str:
        """The Excel text (without ``=``) for a cell on the given sheet."""
        texts = [_text(argument, sheet, form) for argument in self.arguments]
        render = self.function.named if form == "named" else self.function.native
        return render(*texts)

    def uses_names(self) -> bool:
        """True when the named form of the formula calls a LAMBDA."""
        return self.function.name is not None or any(
            isinstance(argument, Call) and argument.uses_names() for argument in self.arguments
        )

    def inputs(self) -> Iterator[Cell]:
        """The cells that the formula refers to."""
        for argument in self.arguments:
            if isinstance(argument, Cell):
                yield argument
            elif isinstance(argument, Range):
                yield from argument
            elif isinstance(argument, Call):
                yield from argument.inputs()


def of(function: Function, *arguments: Argument) -> Call:
    """A call to be used as an argument of another call, in the same cell."""
    return Call(function, arguments)


def shown(value: Value, missing: str | ExcelError | None) -> Value:
    """What a cell shows: the text for missing figures, or a gap, instead of an error."""
    return missing if missing is not None and is_error(value) else value


def cell_formula(cell: Cell, form: str) -> str:
    """The cell's formula with ``=``, errors turned into the text for missing figures."""
    assert cell.call is not None
    body = cell.call.formula(cell.sheet, form)
    if cell.difference is not None:
        place = cell.difference.reference(cell.sheet)
        body = f"IFERROR({body},{place})" if cell.stands_in else f"{body}+{place}"
    if cell.missing is None:
        return f"={body}"
    instead = "NA()" if cell.missing == GAP else literal(cell.missing)
    return f"=IFERROR({body},{instead})"


def with_difference(value: Value, difference: Cell | None, stands_in: bool = False) -> Value:
    """A formula's value moved to where print has it; an empty difference moves nothing."""
    if stands_in and difference is not None and is_error(value):
        return difference.value
    if stands_in or difference is None or not is_number(value) or not is_number(difference.value):
        return value
    return float(value) + float(difference.value)  # type: ignore[arg-type]


def _value(argument: Argument, rest: bool = False) -> Any:
    if isinstance(argument, Cell):
        return argument.rest if rest else argument.value
    if isinstance(argument, Range):
        if rest:
            return CellRows(tuple([cell.rest for cell in row]) for row in argument.rows)
        return argument.values
    if isinstance(argument, Call):
        return argument.evaluate(rest)
    return argument


def _text(argument: Argument, sheet: str, form: str) -> str:
    if isinstance(argument, (Cell, Range)):
        return argument.reference(sheet)
    if isinstance(argument, Call):
        return argument.formula(sheet, form)
    if isinstance(argument, ExcelError):
        return str(argument)
    return literal(argument)


def rectangle(sheet: str, cells: Sequence[Sequence[Cell]]) -> Range:
    """A range from its rows of cells."""
    return Range(sheet, tuple(tuple(row) for row in cells))
