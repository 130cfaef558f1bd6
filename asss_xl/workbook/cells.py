"""Cells that know their value, their formula and their address.

A sheet is written once: sheet code calls functions on cells, and each call becomes a formula
and its value: both come from the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Union

from xlsxwriter.utility import xl_col_to_name

from asss_xl.functions.catalogue import Function
from asss_xl.functions.excel.certain import Known, Leaf, may_fail, sure_number
from asss_xl.functions.excel.evaluator import Constant, Hole, Node, Use
from asss_xl.functions.excel.formula import Formula, Template, folded, formula, template
from asss_xl.functions.values import NA, CellRows, ExcelError, Value

if TYPE_CHECKING:
    from asss_xl.workbook.styles import Style


#: What a chart leaves out; it would draw any other error as 0.
GAP = NA


#: The letters of a column, counted from 0.
column_letters: Callable[[int], str] = cache(xl_col_to_name)


@cache
def quoted(sheet_name: str) -> str:
    """A sheet name as a formula writes it: in quotes unless it is one plain ASCII word."""
    if sheet_name.isascii() and sheet_name.replace("_", "a").isalpha():
        return sheet_name
    return "'" + sheet_name.replace("'", "''") + "'"


class Term:
    """What stands in a formula: plain arithmetic on it is a calculation too."""

    __slots__ = ()

    def __add__(self, other: Argument) -> Call:
        return of(_ADDED, self, other)  # type: ignore[arg-type]

    def __sub__(self, other: Argument) -> Call:
        return of(_LESS, self, other)  # type: ignore[arg-type]

    def __mul__(self, other: Argument) -> Call:
        return of(_TIMES, self, other)  # type: ignore[arg-type]

    def __truediv__(self, other: Argument) -> Call:
        return of(_OVER, self, other)  # type: ignore[arg-type]

    def __radd__(self, other: Argument) -> Call:
        return of(_ADDED, other, self)  # type: ignore[arg-type]

    def __rsub__(self, other: Argument) -> Call:
        return of(_LESS, other, self)  # type: ignore[arg-type]

    def __rmul__(self, other: Argument) -> Call:
        return of(_TIMES, other, self)  # type: ignore[arg-type]

    def __neg__(self) -> Call:
        return of(_NEGATED, self)  # type: ignore[arg-type]


_ADDED, _LESS, _TIMES, _OVER = (formula("a b", f"a{sign}b") for sign in "+-*/")
_NEGATED = formula("a", "-a")


@dataclass(eq=False, slots=True)
class Cell(Term):
    """One cell."""

    sheet: str
    row: int
    column: int
    value: Value
    style: Style
    call: Call | None = field(default=None, repr=False)
    missing: str | ExcelError | None = None
    #: The sheet, or the sheet and the cell (``Regnskap!A12``), that the cell leads to.
    link: str | None = None
    published: tuple[Any, ...] = ()
    #: What formulas call the cell instead of its address, in the whole workbook.
    name: str = ""
    #: What is certain of it, whatever a reader fills in.
    leaf: Leaf = Leaf()
    #: What stands for it where no what-if counts; None before anybody has said or asked.
    unmoved: Cell | Call | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """``C5``."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def absolute(self) -> str:
        """``=Grunnskole!$C$5``, as names write it."""
        return f"={quoted(self.sheet)}!${column_letters(self.column)}${self.row + 1}"

    @property
    def place(self) -> str:
        """``Grunnskole!C5``, the identity of the cell in the workbook."""
        return f"{self.sheet}!{self.address}"

    def held_against(self, printed: tuple[Any, ...]) -> Cell:
        """The same cell, with what its source printed."""
        self.published = printed
        return self

    def reference(self, from_sheet: str) -> str:
        """As a formula on the given sheet writes it."""
        if self.name:
            return self.name
        return self.address if from_sheet == self.sheet else f"{quoted(self.sheet)}!{self.address}"


@dataclass(eq=False)
class Range:
    """A rectangle of one sheet."""

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""

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
        if self.name:
            return self.name
        text = f"{self.rows[0][0].address}:{self.rows[-1][-1].address}"
        return text if from_sheet == self.sheet else f"{quoted(self.sheet)}!{text}"

    @property
    def absolute(self) -> str:
        """``=Grunnskole!$C$5:$C$9``, as charts write it."""
        corners = [
            f"${column_letters(cell.column)}${cell.row + 1}" for cell in (self.rows[0][0], self.rows[-1][-1])
        ]
        return f"={quoted(self.sheet)}!{':'.join(corners)}"

    @cached_property
    def leaf(self) -> Leaf:
        """What is certain of its cells, whatever a reader fills in."""
        kinds = {cell.leaf for row in self.rows for cell in row}
        return Leaf(
            all([kind.number for kind in kinds]), faulty=any([kind.faulty for kind in kinds]), wide=True
        )

    @cached_property
    def value(self) -> CellRows:
        """The values, row by row; read once, since a cell keeps its value and a table is long."""
        return CellRows([tuple([cell.value for cell in row]) for row in self.rows])


Argument = Union[Cell, Range, "Call", Value]


@dataclass(eq=False, slots=True)
class Call(Term):
    """A calculation on arguments: a formula that has not got its cell yet."""

    function: Function | Formula
    arguments: tuple[Argument, ...] = field(default=())
    #: The cells and ranges that the formula refers to, in order and as often as it does.
    leaves: list[Cell | Range] = field(init=False, repr=False)
    #: What two formulas have in common that differ only in what they refer to.
    shape: tuple[Any, ...] = field(init=False, repr=False)
    #: How it was last asked about, and what it then was: its value is wanted first, then its text.
    _known: tuple[Any, _Made] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        shape: list[Any] = [self.function]
        self.leaves = []
        for argument in self.arguments:
            if isinstance(argument, (Cell, Range)):
                self.leaves.append(argument)
                shape.append(None)
            elif isinstance(argument, Call):
                self.leaves += argument.leaves
                shape.append(argument.shape)
            else:
                shape.append((type(argument), argument))
        self.shape = tuple(shape)

    def answer(self, form: str, missing: str | ExcelError | None = None) -> tuple[Value, Leaf]:
        """The value of the formula, by the text that its cell gets, and what is certain of it."""
        made, certain = self._made(form, missing)
        return made.value([leaf.value for leaf in self.leaves]), certain

    def formula(self, sheet: str, form: str, missing: str | ExcelError | None = None) -> str:
        """The Excel text (without ``=``) for a cell on the given sheet."""
        return self._made(form, missing)[0].text([leaf.reference(sheet) for leaf in self.leaves])

    def _made(self, form: str, missing: str | ExcelError | None) -> _Made:
        if self._known is None or self._known[0] != (form, missing):
            self._known = (form, missing), _made(self, form, missing)
        return self._known[1]

    def uses_names(self) -> bool:
        """True when the named form of the formula calls a LAMBDA."""
        return isinstance(self.function, Function) or any(
            isinstance(argument, Call) and argument.uses_names() for argument in self.arguments
        )

    def inputs(self) -> Iterator[Cell]:
        """The cells that the formula refers to."""
        for found in self.leaves:
            if isinstance(found, Range):
                yield from found
            else:
                yield found


def of(function: Function | Formula, *arguments: Argument) -> Call:
    """A call to be used as an argument of another call, in the same cell."""
    return Call(function, arguments)


#: The formula without its references, and what is certain of its answer.
_Made = tuple[Template, Leaf]
#: Made once for all cells that are used alike.
_TEMPLATES: dict[Any, _Made] = {}


def _made(call: Call, form: str, missing: str | ExcelError | None) -> _Made:
    leaves = tuple([leaf.leaf for leaf in call.leaves])
    key = (call.shape, form, missing, leaves)
    found = _TEMPLATES.get(key)
    if found is None:
        known = Known(leaves)
        body = folded(call_node(call, form, count()), known)
        if missing is not None:
            instead = Use("NA", ()) if missing == GAP else Constant(missing)
            body = folded(Use("IFERROR", (body, instead)), known)
        faulty = missing == GAP and may_fail(body, known)
        found = template(body), Leaf(sure_number(body, known), known.divides(body), faulty)
        _TEMPLATES[key] = found
    return found


def call_node(call: Call, form: str, holes: Iterator[int]) -> Node:
    parts = tuple(
        call_node(argument, form, holes)
        if isinstance(argument, Call)
        else Hole(next(holes))
        if isinstance(argument, (Cell, Range))
        # A formula has no way to write a blank.
        else Constant("" if argument is None else argument)
        for argument in call.arguments
    )
    function = call.function
    if isinstance(function, Function):
        if form == "named":
            return Use(function.name, parts)
        function = function.plain(len(parts))
    return function.node(parts)


def rectangle(sheet: str, cells: Sequence[Sequence[Cell]]) -> Range:
    """A range from its rows of cells."""
    return Range(sheet, tuple(tuple(row) for row in cells))
