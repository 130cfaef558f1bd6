"""Excel's own functions and operators, as far as the report's formulas use them.

Values are those of :mod:`asss_xl.functions.values`; a range is a tuple of rows. An operator on a
range works place by place, as it does inside SUMPRODUCT. Errors come out as Excel has them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import add, mul, sub, truediv
from statistics import median
from typing import Any

from asss_xl.functions.values import (
    DIV0,
    NA,
    NUM,
    REF,
    VALUE,
    ExcelError,
    Value,
    added,
    checked,
    compared,
    first_error,
    is_number,
    kind_of,
    order,
    round_half_away,
    text_of,
)

_RANGE = tuple


def flat(values: Sequence[Any]) -> Iterator[Value]:
    """All values of several arguments, ranges row by row."""
    for value in values:
        if isinstance(value, _RANGE):
            for row in value:
                yield from row
        else:
            yield value


def number(value: Value) -> float | ExcelError:
    """A value as arithmetic takes it: a blank is 0, a text is ``#VALUE!``.

    Excel also reads numbers out of texts, by the reader's locale; no formula may rest on that.
    """
    if isinstance(value, float):
        return value  # as it is: it may know what it depends on
    if value is None:
        return 0.0
    if isinstance(value, str):
        return value if isinstance(value, ExcelError) else VALUE
    return float(value)


def spread(compute: Callable[..., Value], *values: Any) -> Any:
    """A function of single values, place by place where any argument is a range."""
    ranges = [value for value in values if isinstance(value, _RANGE)]
    if not ranges:
        return compute(*values)
    height, width = max(map(len, ranges)), max(len(value[0]) for value in ranges)
    rows = zip(*[_stretched(value, height, width) for value in values], strict=True)
    return tuple([tuple(map(compute, *row)) for row in rows])


def _stretched(value: Any, height: int, width: int) -> Sequence[Sequence[Value]]:
    """A value, a row or a column as a rectangle; what is outside of a range is ``#N/A``."""
    if not isinstance(value, _RANGE):
        return ((value,) * width,) * height
    if len(value[0]) != width:
        value = [row * width if len(row) == 1 else row + (NA,) * (width - len(row)) for row in value]
    if len(value) == height:
        return value
    return value * height if len(value) == 1 else [*value, *[(NA,) * width] * (height - len(value))]


#: What an operator made of ranges: a list of many lines asks for the same in each of its cells.
_SPREAD: dict[Any, tuple[Any, Any, Any]] = {}
_SPREAD_MOST, _SPREAD_LONG = 32, 100


def _placed(single: Callable[[Any, Any], Value]) -> Callable[..., Any]:
    """An operator on single values as one that ranges can be given to."""

    def operator(a: Any, b: Any) -> Any:
        if isinstance(a, _RANGE) or isinstance(b, _RANGE):
            long = max(len(v) for v in (a, b) if isinstance(v, _RANGE)) >= _SPREAD_LONG
            return _kept(single, a, b) if long else spread(single, a, b)
        return single(a, b)

    return operator


def _kept(single: Callable[[Any, Any], Value], a: Any, b: Any) -> Any:
    """What was made of the very same ranges, which stay as they are."""
    key = (single, *((id(v),) if isinstance(v, _RANGE) else (type(v), v) for v in (a, b)))
    if key not in _SPREAD:
        if len(_SPREAD) >= _SPREAD_MOST:
            _SPREAD.clear()
        # The ranges are held, so that no others get their identities.
        _SPREAD[key] = (a, b, spread(single, a, b))
    return _SPREAD[key][2]


def _arithmetic(compute: Callable[[float, float], float]) -> Callable[..., Any]:
    def single(a: Value, b: Value) -> Value:
        left = a if type(a) is float else number(a)
        if isinstance(left, ExcelError):
            return left
        right = b if type(b) is float else number(b)
        if isinstance(right, ExcelError):
            return right
        try:
            found = compute(left, right)
        except ZeroDivisionError:
            return DIV0
        except OverflowError:
            return NUM
        return found if math.isfinite(found) else NUM

    return _placed(single)


def _comparison(*holds: int) -> Callable[..., Any]:
    def single(a: Value, b: Value) -> Value:
        found = order(a, b) if type(a) is float and type(b) is float else compared(a, b)
        return found if isinstance(found, ExcelError) else found in holds

    return _placed(single)


def _power(a: float, b: float) -> float:
    if a == 0 and b <= 0:
        raise OverflowError if b == 0 else ZeroDivisionError
    if a < 0 and b != int(b):
        raise OverflowError
    return math.pow(a, b)


def _single(compute: Callable[..., Value]) -> Callable[..., Any]:
    """A function of single numbers."""

    def one(*values: Value) -> Value:
        given = list(map(number, values))
        return first_error(given) or checked(lambda: compute(*given))

    return lambda *values: spread(one, *values)


def _texts(compute: Callable[..., Value]) -> Callable[..., Any]:
    """A function of single texts."""
    return lambda *values: spread(lambda *one: first_error(one) or compute(*one), *values)


OPERATORS: dict[str, Callable[..., Any]] = {
    "+": _arithmetic(add),
    "-": _arithmetic(sub),
    "*": _arithmetic(mul),
    "/": _arithmetic(truediv),
    "^": _arithmetic(_power),
    "&": _texts(lambda a, b: text_of(a) + text_of(b)),
    "=": _comparison(0),
    "<>": _comparison(-1, 1),
    "<": _comparison(-1),
    "<=": _comparison(-1, 0),
    ">": _comparison(1),
    ">=": _comparison(0, 1),
    "-x": _single(lambda x: 0.0 - x),
    "+x": lambda value: value,
    "%": _single(lambda x: 0.01 * x + 0.0),
}


def truth(value: Value) -> bool | ExcelError:
    """A value as a condition: a number is true unless it is 0, a text is none."""
    if isinstance(value, ExcelError):
        return value
    return VALUE if isinstance(value, str) else bool(value)


# -- functions of whole ranges ---------------------------------------------------------------------


def _numbers(values: Sequence[Any]) -> list[float] | ExcelError:
    """What SUM, MAX and their like take: numbers in ranges; a text given by itself is an error."""
    found: list[float] = []
    for value in values:
        single = not isinstance(value, _RANGE)
        for one in flat((value,)):
            if type(one) is float and one == one:
                found.append(one + 0.0)
            elif isinstance(one, ExcelError):
                return one
            elif is_number(one):
                found.append(one + 0.0)
            elif single and one is not None:
                given = number(one)
                if isinstance(given, ExcelError):
                    return given
                found.append(given)
    return found


def _of_numbers(compute: Callable[[list[float]], Value]) -> Callable[..., Value]:
    def function(*values: Any) -> Value:
        found = _numbers(values)
        return found if isinstance(found, ExcelError) else compute(found)

    return function


def _sumproduct(*ranges: Any) -> Value:
    columns = [tuple(flat((one,))) for one in ranges]
    if len({len(column) for column in columns}) > 1:
        return VALUE
    total = 0.0
    for place in zip(*columns, strict=True):
        product = 1.0
        for value in place:
            if type(value) is float and value == value:
                product *= value
            elif isinstance(value, ExcelError):
                return value
            else:
                product *= value if is_number(value) else 0.0
        total += product
    return total


def _rows(value: Any) -> Sequence[Sequence[Value]]:
    return value if isinstance(value, _RANGE) else ((value,),)


def _mmult(left: Any, right: Any) -> Any:
    """The product of two matrices; a place that is no number is ``#VALUE!``, as in Excel."""
    first, second = _rows(left), _rows(right)
    error = first_error(flat((left, right)))
    if error is not None:
        return error
    if len(first[0]) != len(second) or not all(map(is_number, flat((left, right)))):
        return VALUE
    columns = tuple(zip(*second, strict=True))
    return tuple(
        tuple(added([a * b for a, b in zip(row, column, strict=True)]) for column in columns) for row in first
    )


def _sumif(tested: Any, wanted: Value, summed: Any = None) -> Value:
    values = flat((tested if summed is None else summed,))
    kept = [value for value, test in zip(values, flat((tested,)), strict=True) if _matches(test, wanted)]
    return EAGER["SUM"]((tuple(kept),))


def _matches(value: Value, wanted: Value) -> bool:
    """A criterion of COUNTIF and SUMIF: a plain value; those with signs and wildcards are not used."""
    if value is None or isinstance(value, ExcelError):
        return False
    return kind_of(value) == kind_of(wanted) and compared(value, wanted) == 0


def _nth(largest: bool) -> Callable[..., Value]:
    def function(values: Any, place: Value) -> Value:
        found, at = _numbers((values,)), number(place)
        if isinstance(found, ExcelError):
            return found
        if isinstance(at, ExcelError):
            return at
        ranked = sorted(found, reverse=largest)
        return ranked[math.ceil(at) - 1] if 0 < at <= len(ranked) else NUM

    return function


def _logical(join: Callable[[list[bool]], bool], values: Sequence[Any]) -> Value:
    found = [truth(value) for value in flat(values) if value is not None]
    return first_error(found) or (join(found) if found else VALUE)  # type: ignore[arg-type]


# -- looking up ------------------------------------------------------------------------------------


def _index(block: Any, row: Value, column: Value = None) -> Any:
    if isinstance(block, ExcelError):
        return block
    block, places = _rows(block), [number(row), number(column)]
    error = first_error(places)
    if error is not None:
        return error
    down, across = (int(one) for one in places)
    if column is None:
        down, across = (1, down) if len(block) == 1 else (down, 1)
    if not (0 <= down <= len(block) and 0 <= across <= len(block[0])):
        return REF
    rows = block[down - 1 : down] if down else block
    kept = tuple(r[across - 1 : across] if across else r for r in rows)
    return kept[0][0] if down and across else kept


def _match(value: Any, values: Any, kind: Value = 1.0) -> Any:
    if isinstance(value, _RANGE):
        return spread(lambda one: _match(one, values, kind), value)
    if isinstance(value, ExcelError):
        return value
    wanted = 0.0 if value is None else value
    candidates = list(flat((values,)))
    if number(kind) == 0:
        found = (n for n, one in enumerate(candidates, 1) if _matches(one, wanted))
        return float(next(found, 0)) or NA
    below = [
        n
        for n, one in enumerate(candidates, 1)
        if one is not None and kind_of(one) == kind_of(wanted) and compared(one, wanted) in (-1, 0)
    ]
    return float(below[-1]) if below else NA


# -- single numbers and texts ----------------------------------------------------------------------


def _fixed(value: Value, digits: Value = 2.0, no_commas: Value = False) -> Value:
    """Digits and a decimal point. With decimals it follows the reader's locale: none may be used."""
    given, places = number(value), number(digits)
    error = first_error((given, places))
    if error is not None:
        return error
    if places != 0 or not no_commas:
        raise ValueError("FIXED with decimals or thousands follows the reader's locale")
    return f"{Decimal(repr(round_half_away(given))):.0f}"  # type: ignore[arg-type]


def _part(text: Value, first: float | None, count: Value) -> Value:
    """So many signs of a text from a place on, or the last ones."""
    said, signs = text_of(text), int(count)  # type: ignore[arg-type]
    start = max(len(said) - signs, 0) if first is None else int(first)
    return said[start : start + signs]


def _substitute(text: Value, old: Value, new: Value) -> Value:
    return text_of(text).replace(text_of(old), text_of(new)) if old else text_of(text)


def _devsq(found: Sequence[float]) -> float:
    mean = added(found) / len(found)
    return added((value - mean) ** 2 for value in found)


def _kind(test: Callable[[Value], bool]) -> Callable[..., Any]:
    return lambda value: spread(test, value)


_MEDIAN = _of_numbers(lambda found: median(found) if found else NUM)
EAGER: dict[str, Callable[..., Any]] = {
    "SUM": _of_numbers(added),
    "MAX": _of_numbers(lambda found: max(found, default=0.0)),
    "MIN": _of_numbers(lambda found: min(found, default=0.0)),
    "AVERAGE": _of_numbers(lambda found: added(found) / len(found) if found else DIV0),
    # Always of cells, whose texts it leaves out.
    "MEDIAN": lambda *values: _MEDIAN((tuple(flat(values)),)),
    "DEVSQ": _of_numbers(lambda found: _devsq(found) if found else NUM),
    "COUNT": lambda *values: float(sum(is_number(v) for v in flat(values))),
    "COUNTA": lambda *values: float(sum(v is not None for v in flat(values))),
    "COUNTIF": lambda tested, wanted: float(sum(_matches(v, wanted) for v in flat((tested,)))),
    "SUMIF": _sumif,
    "SUMPRODUCT": _sumproduct,
    "MMULT": _mmult,
    "TRANSPOSE": lambda block: tuple(zip(*_rows(block), strict=True)),
    "LARGE": _nth(True),
    "SMALL": _nth(False),
    "AND": lambda *values: _logical(all, values),
    "OR": lambda *values: _logical(any, values),
    "INDEX": _index,
    "CHOOSE": lambda number, *values: values[int(number) - 1],
    "MATCH": _match,
    "ROWS": lambda block: float(len(block)) if isinstance(block, _RANGE) else 1.0,
    "COLUMNS": lambda block: float(len(block[0])) if isinstance(block, _RANGE) else 1.0,
    "NA": lambda: NA,
    "ABS": _single(abs),
    "SIGN": _single(lambda x: float((x > 0) - (x < 0))),
    "LN": _single(lambda x: math.log(x) if x > 0 else NUM),
    "INT": _single(lambda x: float(math.floor(x))),
    "ROUND": _single(lambda x, digits=0.0: round_half_away(x, int(digits))),
    "MOD": _single(lambda x, by: x - by * math.floor(x / by)),
    "FIXED": _texts(_fixed),
    "LEFT": _texts(lambda text, count=1.0: _part(text, 0, count)),
    "RIGHT": _texts(lambda text, count=1.0: _part(text, None, count)),
    "MID": _texts(lambda text, start, count: _part(text, start - 1, count)),
    "LEN": _texts(lambda text: float(len(text_of(text)))),
    "LOWER": _texts(lambda text: text_of(text).lower()),
    "UPPER": _texts(lambda text: text_of(text).upper()),
    "TRIM": _texts(lambda text: " ".join(text_of(text).split())),
    "SUBSTITUTE": _texts(_substitute),
    "FIND": _texts(lambda part, text: float(text_of(text).find(text_of(part)) + 1) or VALUE),
    "REPT": _texts(lambda text, count: text_of(text) * int(count)),
    "HYPERLINK": _texts(lambda _, shown: shown),
    "ISNUMBER": _kind(is_number),
    "ISNA": _kind(lambda v: v == NA and isinstance(v, ExcelError)),
}
