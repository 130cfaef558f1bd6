"""The functions on numpy arrays, Series and DataFrames: whole columns at a time.

Where an Excel error would stand, an array of numbers has NaN. A Series or DataFrame is matched
by its labels, not by its order, and the answer has the same labels. pandas is used only when the
caller already does.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from asss_xl.functions.catalogue import literal
from asss_xl.functions.evaluator import compiled_node, parsed
from asss_xl.functions.expression import drop_neutral, names, terms
from asss_xl.functions.values import OMITTED, Value, is_error, is_number, is_range, plain

if TYPE_CHECKING:
    from asss_xl.functions.catalogue import Function

#: Excel's arithmetic on whole arrays of numbers.
_ON_ARRAYS: dict[str, Callable[..., Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "^": operator.pow, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne, "-x": operator.neg, "+x": operator.pos,
}  # fmt: skip


@lru_cache(maxsize=512)
def _compiled(text: str) -> Callable[[Mapping[str, Any]], Any]:
    return compiled_node(parsed(text), (_ON_ARRAYS,))


def _evaluated(text: str, named: Mapping[str, Any]) -> Any:
    return _compiled(text)(named)


Rebuild = Callable[[np.ndarray], Any]
_UNLIKE_LENGTH = "Arrayene har ulik størrelse: {}. Gi like lange, eller Series med samme etiketter."


def call(function: Function, values: Sequence[Any]) -> Any:
    """The answer of a function when at least one argument is an array or a table."""
    given = [_unwrapped(value) for value in values]
    if function.spills and any(map(is_range, given)):
        columns, rebuild = _matched(given)
        return rebuild(_calculated(function, [_numbers(column) for column in columns]))
    given = _matched_ranges(function, given)
    single = [
        index
        for index, parameter in enumerate(function.parameters)
        if not parameter.is_range and _is_array(given[index])
    ]
    if not single:
        return function.on_cells(given)
    columns, rebuild = _matched([given[index] for index in single])
    return rebuild(_one_by_one(function, given, single, columns))


def _unwrapped(value: Any) -> Any:
    """An array of no dimensions is one value; an index is an array."""
    if not hasattr(type(value), "__array__"):
        return value
    if getattr(value, "ndim", None) == 0:
        return plain(value)
    return value if _is_table(value) else np.asanyarray(value)


def _is_array(value: Any) -> bool:
    return hasattr(type(value), "__array__")


def _is_table(value: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, (pandas.Series, pandas.DataFrame))


def _calculated(function: Function, values: Sequence[Any]) -> np.ndarray:
    """The function on whole arrays of numbers; NaN where Excel has an error.

    What is calculated is the Excel expression, so that a left out factor of 1 costs nothing.
    """
    named = {p.name: v for p, v in zip(function.parameters, values, strict=True)}
    left_out = {
        p.name: literal(p.default)
        for p in function.parameters
        if p.optional and np.ndim(named[p.name]) == 0 and named[p.name] == p.default
    }
    with np.errstate(all="ignore"):
        answers = _evaluated(drop_neutral(function.excel, left_out), named)
        answers = np.asarray(answers) if np.ndim(answers) else np.full(1, answers)
        # The sum is finite only when every answer is: quicker than asking each.
        if not np.isfinite(np.add.reduce(answers, axis=None)):
            answers = np.where(np.isfinite(answers), answers, np.nan)
        # One at a time, because the sum of two logical arrays takes longer than all the rest.
        for condition in terms(drop_neutral(function.refuse, left_out)):
            if answers.size and _may_hold(condition, named):
                answers = np.where(_evaluated(condition, named), np.nan, answers)
    shape = np.broadcast_shapes(*(np.shape(value) for value in values))
    return answers if answers.shape == shape else np.broadcast_to(answers, shape).copy()


def _may_hold(condition: str, named: Mapping[str, Any]) -> bool:
    """False when a condition of one value (all ask for too small ones) fails for the least."""
    used = names(condition)
    if len(used) > 1:
        return True
    least = {name: np.fmin.reduce(named[name], axis=None) for name in used}
    return bool(_evaluated(condition, least))


def _one_by_one(
    function: Function, given: list[Any], single: list[int], columns: Sequence[Any]
) -> np.ndarray:
    """A function of text or of one value against a range, for each of the values."""
    spread = np.broadcast_arrays(*(np.asarray(column, dtype=object) for column in columns))
    answers: list[Value] = []
    for place in zip(*(column.ravel() for column in spread), strict=True):
        values = list(given)
        for index, value in zip(single, place, strict=True):
            values[index] = plain(value)
        answer = function.on_cells(values)
        answers.append(float("nan") if is_error(answer) else answer)
    numeric = all(is_number(answer) or answer != answer for answer in answers)
    made = np.array(answers, dtype=float if numeric and function.unit != "tekst" else object)
    return made.reshape(spread[0].shape)


def _matched_ranges(function: Function, given: list[Any]) -> list[Any]:
    """The ranges that belong together, by their labels where they have any."""
    places = [i for i, p in enumerate(function.parameters) if p.name in function.together]
    tables = [i for i in places if _is_table(given[i])]
    if len(tables) < 2:
        return given
    matched = dict(zip(tables, _by_label([given[i] for i in tables]), strict=True))
    return [matched.get(index, value) for index, value in enumerate(given)]


def _matched(values: Sequence[Any]) -> tuple[list[Any], Rebuild]:
    """The values as arrays of one shape, and what makes an answer of the callers' kind."""
    tables = [value for value in values if _is_table(value)]
    if not tables:
        return [_checked_shape(value, values) for value in values], lambda result: result
    matched = iter(_by_label(tables))
    columns = [next(matched) if _is_table(value) else value for value in values]
    frame = next((c for c in columns if _is_table(c) and c.ndim == 2), None)
    like = frame if frame is not None else next(c for c in columns if _is_table(c))
    arrays = [_beside(column, like) for column in columns]
    if frame is not None:
        return arrays, lambda r: type(frame)(r, index=frame.index, columns=frame.columns)
    names = {table.name for table in tables}
    name = tables[0].name if len(names) == 1 else None
    return arrays, lambda r: type(like)(r, index=like.index, name=name)


def _by_label(tables: list[Any]) -> list[Any]:
    """Series and DataFrames with the same rows (and columns), in the order of the first."""
    index = _union([table.index for table in tables])
    columns = _union([table.columns for table in tables if table.ndim == 2])
    frames = [table for table in tables if table.ndim == 2]
    for table in tables:
        if frames and table.ndim == 1 and not table.index.isin(frames[0].index).any():
            raise ValueError(
                "Ingen av etikettene i Series finnes blant radene i DataFrame. Series passes "
                "inn etter radene; bruk DataFrame.T hvis det er kolonnene som skal passe."
            )
    return [
        table.reindex(index=index) if table.ndim == 1 else table.reindex(index=index, columns=columns)
        for table in tables
    ]


def _union(labels: list[Any]) -> Any:
    if not labels or all(labels[0] is one or labels[0].equals(one) for one in labels[1:]):
        return labels[0] if labels else None
    found = labels[0]
    for one in labels:
        if not one.is_unique:
            raise ValueError(
                "Etiketter som står flere ganger, kan ikke passes sammen. "
                "Bruk reset_index() eller samme indeks på alle argumentene."
            )
        found = found.union(one, sort=False)
    return found


def _beside(column: Any, like: Any) -> Any:
    """A value, an array or a table as an array that fits a table."""
    if _is_table(column):
        return column if column.ndim == like.ndim else _as_column(column)
    if not is_range(column):
        return column
    array = np.asanyarray(column)
    if array.shape != like.shape:
        raise ValueError(_UNLIKE_LENGTH.format(f"{array.shape} og {like.shape}"))
    return array


def _as_column(series: Any) -> np.ndarray:
    return _numbers(series)[:, np.newaxis]


def _checked_shape(value: Any, values: Sequence[Any]) -> Any:
    shapes = [np.shape(one) for one in values if is_range(one)]
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(_UNLIKE_LENGTH.format(" og ".join(map(str, shapes)))) from None
    return value


def _numbers(value: Any) -> Any:
    """Floats, with NaN for all that is not a number (logical values and text as well)."""
    if value is OMITTED or not is_range(value):
        single = plain(value)
        return np.float64(single) if is_number(single) else np.float64("nan")
    if _is_table(value):
        value = _plain_array(value)
    array = np.asanyarray(value)
    if isinstance(array, np.ma.MaskedArray):
        array = np.ma.filled(array.astype(object), None)
    if array.dtype.kind in "fiu":
        return array.astype(np.float64, copy=False)
    numbers = [x if is_number(x) else float("nan") for x in map(plain, array.ravel().tolist())]
    return np.array(numbers, dtype=np.float64).reshape(array.shape)


def _plain_array(table: Any) -> np.ndarray:
    """The values of a table; the nullable types as floats with NaN, and not as objects."""
    kinds = {table.dtype} if table.ndim == 1 else set(table.dtypes)
    if all(getattr(kind, "kind", "O") in "fiu" for kind in kinds):
        return table.to_numpy(dtype=np.float64, na_value=np.nan)
    return table.to_numpy(dtype=object)
