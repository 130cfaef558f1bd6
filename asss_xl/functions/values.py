"""Excel values in Python: numbers, text, blanks and errors, single or in ranges.

A *value* is ``float | str | bool | None | ExcelError``: what a cell can hold. A *range* is a
tuple of rows of values. Every ASSS function treats a value that is not a number as missing,
never as zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeGuard, Union


class ExcelError(str):
    """An error value as Excel shows it, for example ``#N/A``; no number and not to reckon with."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"ExcelError({str(self)})"

    def _refused(self, *_: object) -> Any:
        raise TypeError(
            f"Feilverdien {self} er ikke et tall og kan ikke regnes med. "
            "Spør først med isinstance(svar, asss_xl.ExcelError)."
        )

    # A text repeats when it is multiplied, and two of them join: 3 * "#N/A" must not be an answer.
    __mul__ = __rmul__ = __mod__ = __sub__ = __rsub__ = _refused
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __pow__ = __rpow__ = _refused
    __neg__ = __pos__ = __abs__ = _refused

    def __add__(self, other: object) -> str:
        """A message may be joined to it; nothing can be added."""
        return str(self) + other if type(other) is str else self._refused()

    def __radd__(self, other: object) -> str:
        return other + str(self) if type(other) is str else self._refused()


NA = ExcelError("#N/A")
DIV0 = ExcelError("#DIV/0!")
VALUE = ExcelError("#VALUE!")
NUM = ExcelError("#NUM!")
REF = ExcelError("#REF!")
ERRORS = {
    str(code): ExcelError(code)
    for code in ("#N/A", "#DIV/0!", "#VALUE!", "#NUM!", "#REF!", "#NAME?", "#NULL!", "#SPILL!")
}


class Omitted:
    """Stands for an argument that was left out; a blank cell is something else."""

    def __repr__(self) -> str:
        return "OMITTED"


OMITTED = Omitted()

#: What a sheet shows where a figure is missing.
MISSING_TEXT = "Ikke data"
#: Texts that say that a figure is missing, as the sources write it.
MISSING_MARKS = (MISSING_TEXT, ":", ".", "..", "-")
#: How many digits Excel keeps.
_DIGITS = 15

Value = Union[float, str, bool, None, ExcelError]
Rows = tuple[tuple[Value, ...], ...]


def is_error(value: object) -> bool:
    """True for an Excel error value."""
    return isinstance(value, ExcelError)


def is_number(value: object) -> TypeGuard[float]:
    """True for a number; logical values, text (also ``"7"``), blanks, NaN and errors are not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value


def is_text(value: object) -> bool:
    """True for text that is not empty; Excel's ``value > ""`` (logical values count as well)."""
    if is_error(value):
        return False
    return isinstance(value, bool) or (isinstance(value, str) and value != "")


def is_blank(value: object) -> bool:
    """True for an empty cell and for empty text; Excel's ``value = ""``."""
    return value is None or (isinstance(value, str) and not is_error(value) and value == "")


def same(left: Value, right: Value) -> bool:
    """Excel's ``left = right``: case does not count; False where either is an error."""
    return compared(left, right) == 0


def in_fifteen_digits(value: float) -> float:
    """The number that Excel compares: what two numbers have in common when they are equal there."""
    return float(f"{value:.15g}")


def order(left: float, right: float) -> int:
    """-1, 0 or 1 as Excel's ``<``, ``=`` and ``>`` have it: by the first 15 digits of each.

    The mean of 4.16 and 4.22 is 4.1899999999999995 in the computer, and 4.19 is not above it.
    """
    if left == right:
        return 0
    # What is alike in 15 digits is nearer than this; of the rest the digits are not asked.
    near = abs(left - right) <= 1.1e-14 * abs(left)
    if near and in_fifteen_digits(left) == in_fifteen_digits(right):
        return 0
    return 1 if left > right else -1


def kind_of(value: Value) -> int:
    """Numbers before texts before logical values."""
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def compared(a: Value, b: Value) -> int | ExcelError:
    """-1, 0 or 1: numbers before texts before logical values, capitals alike."""
    if type(a) is float:
        if type(b) is float:
            return order(a, b)
        if type(b) is str:
            return -1
    if type(a) is str and a == b and type(b) is str:
        return 0
    for value in (a, b):
        if isinstance(value, ExcelError):
            return value
    if a is None:
        a = "" if isinstance(b, str) else False if isinstance(b, bool) else 0.0
    if b is None:
        b = "" if isinstance(a, str) else False if isinstance(a, bool) else 0.0
    if kind_of(a) != kind_of(b):
        return -1 if kind_of(a) < kind_of(b) else 1
    if isinstance(a, str):
        left, right = a.casefold(), str(b).casefold()
        return (left > right) - (left < right)
    return order(float(a), float(b))


def text_of(value: Value) -> str:
    """A value as ``&`` joins it: a blank is nothing, a whole number has no decimals, fifteen digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if not isinstance(value, (int, float)):
        return str(value)
    text = f"{value:.15g}".upper()
    # Small numbers are written out; only the large ones have an exponent.
    return f"{Decimal(text):f}" if "E-" in text else text


def plain(value: Any) -> Any:
    """A Python value as a cell holds it: NaN, ``pd.NA`` and NaT are blank, Decimal is a number."""
    kind = type(value)
    if kind is float:
        return None if value != value else value
    if kind in (int, str, bool, ExcelError, Omitted) or value is None:
        return value
    if isinstance(value, str):
        return str(value)
    # By name, because pandas must not be imported to find out.
    if kind.__name__ in ("NAType", "NaTType", "MaskedConstant"):
        return None
    if hasattr(value, "dtype") and hasattr(value, "item"):
        return plain(value.item())
    return plain(float(value)) if hasattr(value, "__float__") else value


#: What most cells hold; asked first, because a workbook asks a million times.
_SINGLE = frozenset((float, int, str, bool, type(None), ExcelError))


class CellRows(tuple[tuple[Value, ...], ...]):
    """Rows of values that cells hold already: there is nothing left to make plain in them."""


_ROWS = (tuple, list, CellRows)


def as_rows(argument: Any) -> Rows:
    """A scalar, a list (one column), a list of rows, an array or a table, as a tuple of rows."""
    if type(argument) is CellRows:
        return argument
    if type(argument) in _SINGLE:
        return ((plain(argument),),)
    if type(argument) not in _ROWS and isinstance(argument, (Mapping, Set)):
        raise TypeError(
            f"{type(argument).__name__} har ingen rader og kolonner. "
            "Gi en liste, en numpy-array, en Series eller en DataFrame."
        )
    if hasattr(argument, "to_numpy") and hasattr(argument, "shape"):
        argument = argument.to_numpy(dtype=object)
    if hasattr(argument, "tolist"):
        argument = argument.tolist()
    if not is_range(argument):
        return ((plain(argument),),)
    rows = tuple(tuple(map(plain, row)) if is_range(row) else (plain(row),) for row in argument)
    if len({len(row) for row in rows}) > 1:
        raise ValueError("Radene i området er ikke like lange.")
    return rows


def is_range(argument: Any) -> bool:
    """True for anything with rows, False for one value."""
    kind = type(argument)
    if kind in _SINGLE or kind in _ROWS:
        return kind in _ROWS
    if isinstance(argument, (str, bytes)) or getattr(argument, "ndim", 1) == 0:
        return False
    return hasattr(argument, "tolist") or isinstance(argument, Iterable)


def listed(argument: Any) -> Any:
    """A ``range``, a generator or another row of values that is gone through once, as a list."""
    known = type(argument) in _SINGLE or type(argument) in _ROWS
    if known or isinstance(argument, (str, bytes, Mapping, Set)) or hasattr(argument, "tolist"):
        return argument
    if hasattr(type(argument), "__array__") or not isinstance(argument, Iterable):
        return argument
    return list(argument)


def shape(rows: Rows) -> tuple[int, int]:
    """(rows, columns)."""
    return len(rows), len(rows[0]) if rows else 0


def cells(rows: Rows) -> list[Value]:
    """All values, row by row."""
    return [value for row in rows for value in row]


def needs_numpy(argument: Any) -> bool:
    """True for an array, a Series and whatever else offers to be an array."""
    kind = type(argument)
    return kind not in _SINGLE and kind not in _ROWS and hasattr(kind, "__array__")


def first_error(values: Iterable[Value]) -> ExcelError | None:
    """The first error value, or None."""
    return next((value for value in values if isinstance(value, ExcelError)), None)


def added(values: Iterable[float]) -> float:
    """The sum from the left, as an engine adds: Python's own has another last digit from 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total


def numbers(rows: Rows) -> list[float]:
    """The numbers of a range; everything else is left out, as COUNT and AVERAGE do."""
    return [float(value) for value in cells(rows) if is_number(value)]


def checked(compute: Callable[[], Any]) -> Any:
    """The result of a calculation, with Python's arithmetic errors as Excel's error values."""
    try:
        result = compute()
    except ZeroDivisionError:
        return DIV0
    except OverflowError:
        return NUM
    if isinstance(result, float) and not math.isfinite(result):
        return NUM
    return result


def round_half_away(value: float, digits: int = 0) -> float:
    """Round as Excel and KOSTRA do: half away from zero.

    Like Excel it looks at 15 digits: 100*4.685/0.04 is 11712.5, not 11712.499999999998.
    """
    shown = Decimal(f"{value:.15g}")
    # With so many digits before the comma there is nothing to round.
    if shown.adjusted() + digits >= _DIGITS:
        return float(shown)
    rounded = shown.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return float(rounded) + 0.0  # no minus zero: Excel shows 0


def broadcast(arguments: Sequence[Any], compute: Callable[..., Value]) -> Any:
    """Apply a function of single values to ranges, as an Excel formula spills.

    One value, one row or one column stretches over the others; a place that one of the ranges
    does not reach is ``#N/A``. Without any range the result is one value, and of no values there is
    none.
    """
    if not any(is_range(argument) for argument in arguments):
        return compute(*map(plain, arguments))
    ranges = [as_rows(argument) for argument in arguments]
    shapes = [shape(rows) for rows in ranges]
    if any(0 in size for size in shapes):
        return ()
    height = max(size[0] for size in shapes)
    width = max(size[1] for size in shapes)
    result = tuple(
        tuple(_at(ranges, shapes, row, column, compute) for column in range(width)) for row in range(height)
    )
    return result[0][0] if (height, width) == (1, 1) else result


def _at(
    ranges: list[Rows], shapes: list[tuple[int, int]], row: int, column: int, compute: Callable[..., Value]
) -> Value:
    picked: list[Value] = []
    so_far = (1, 1)
    for rows, size in zip(ranges, shapes, strict=True):
        if not _reaches(so_far, row, column):
            return NA
        reached = _reaches(size, row, column)
        picked.append(rows[0 if size[0] == 1 else row][0 if size[1] == 1 else column] if reached else NA)
        so_far = (max(so_far[0], size[0]), max(so_far[1], size[1]))
    return compute(*picked)


def _reaches(size: tuple[int, int], row: int, column: int) -> bool:
    return (size[0] == 1 or row < size[0]) and (size[1] == 1 or column < size[1])
