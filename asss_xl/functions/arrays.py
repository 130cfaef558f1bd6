"""The functions on numpy arrays, Series and DataFrames.

Functions of single values take whole columns at a time, those of ranges the cells one by one. Where an
Excel error would stand, an array of numbers has NaN. A Series or DataFrame is matched by its labels, not
by its order, and the answer has the same labels.
"""

from __future__ import annotations

import operator
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from asss_xl.functions.excel.evaluator import Name, Node, Use, parsed
from asss_xl.functions.values import (
    OMITTED,
    ExcelError,
    Value,
    as_rows,
    cells,
    is_error,
    is_number,
    is_range,
    plain,
)

if TYPE_CHECKING:
    from asss_xl.functions.catalogue import Function


_SHOWN = 5
_BY_ORDER = "Gi dem samme indeks, eller bruk .to_numpy() på alle for å passe dem sammen etter rekkefølgen."
_TWICE = (
    "Etiketter som står flere ganger, kan ikke passes sammen ({}). "
    "Bruk reset_index() eller samme indeks på alle argumentene."
)


_NUMBERS = frozenset((float, int, np.float64, np.int64))
_MISSING = frozenset((type(None), str, bool, ExcelError))
Rebuild = Callable[[np.ndarray], Any]
_UNLIKE_LENGTH = "Arrayene har ulik størrelse: {}. Gi like lange, eller Series med samme etiketter."


def is_table(value: Any) -> bool:
    """True for a Series or a DataFrame."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, (pandas.Series, pandas.DataFrame))


def by_label(tables: Sequence[tuple[str, Any]]) -> list[Any]:
    """Tables, each with the name of its argument, with the same rows (and columns).

    The order is that of the first. ``ValueError`` where they have no label in common; a warning
    that names the labels where one of them lacks some: a figure is missing there.
    """
    frames = [(name, table) for name, table in tables if table.ndim == 2]
    index = _union([(name, table.index) for name, table in tables], "rad", bool(frames))
    columns = _union([(name, table.columns) for name, table in frames], "kolonne", True)
    return [
        table.reindex(index=index) if table.ndim == 1 else table.reindex(index=index, columns=columns)
        for _, table in tables
    ]


def _union(labels: list[tuple[str, Any]], kind: str, frames: bool) -> Any:
    first: Any = labels[0][1] if labels else None
    if all(first is one or first.equals(one) for _, one in labels[1:]):
        return first
    twice = [name for name, one in labels if not one.is_unique]
    if twice:
        raise ValueError(_TWICE.format(_listed(twice)))
    _check_common(labels, kind, frames)
    union = reduce(lambda found, one: found.union(one, sort=False), (one for _, one in labels))
    _say_what_is_missing(labels, union)
    return union


def _check_common(labels: list[tuple[str, Any]], kind: str, frames: bool) -> None:
    common = labels[0][1]
    for place, (name, one) in enumerate(labels):
        common = common[common.isin(one)]
        if len(common):
            continue
        names = _listed([other for other, _ in labels[:place]] + [name])
        by_rows = " En Series passes inn etter radene i en DataFrame; bruk DataFrame.T hvis det er "
        by_rows += "kolonnene som skal passe."
        what = "etikett" if kind == "rad" else "kolonne"
        hint = by_rows if frames and kind == "rad" else ""
        raise ValueError(f"Ingen {what} er felles for {names}. {_BY_ORDER}{hint}")


def _say_what_is_missing(labels: list[tuple[str, Any]], union: Any) -> None:
    lacking = []
    for name, one in labels:
        missing = union[~union.isin(one)]
        if len(missing):
            lacking.append(f"{name} har ikke {_listed([str(label) for label in missing])}")
    if lacking:
        warnings.warn(
            f"Argumentene har ikke de samme etikettene: {'; '.join(lacking)}. Tallet regnes som "
            "manglende der, aldri som null.",
            stacklevel=_outside(),
        )


def _listed(names: Sequence[str]) -> str:
    """``a, b og c``; of many, the first of them and how many more."""
    if len(names) > _SHOWN:
        return f"{', '.join(names[:_SHOWN])} og {len(names) - _SHOWN} til"
    return " og ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _outside() -> int:
    """How far up the caller's own code is, so that the warning points there."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("asss_xl."):
        level, frame = level + 1, frame.f_back
    return level


def is_array(value: Any) -> bool:
    """True for an array, a Series, a DataFrame and whatever else offers to be an array."""
    return hasattr(type(value), "__array__")


def numbers(value: Any) -> Any:
    """Floats, with NaN for all that is not a number (logical values and text as well)."""
    if value is OMITTED or not is_range(value):
        single = plain(value)
        return np.float64(single) if is_number(single) else np.float64("nan")
    array = _values(value)
    if array.dtype.kind in "fiu":
        return array.astype(np.float64, copy=False)
    flat = array.ravel().tolist()
    if set(map(type, flat)) <= _NUMBERS | _MISSING:
        found = [x if type(x) in _NUMBERS else np.nan for x in flat]
    else:
        found = [x if is_number(x) else np.nan for x in map(plain, flat)]
    return np.array(found, dtype=np.float64).reshape(array.shape)


def _values(value: Any) -> Any:
    """The array of a table; masked places and those of the nullable types are NaN or None."""
    if is_table(value):
        kinds = {value.dtype} if value.ndim == 1 else set(value.dtypes)
        if not all(getattr(kind, "kind", "O") in "fiu" for kind in kinds):
            return value.to_numpy(dtype=object)
        if len(kinds) == 1 and all(isinstance(kind, np.dtype) for kind in kinds):
            return value.to_numpy()
        return value.to_numpy(dtype=np.float64, na_value=np.nan)
    array: Any = np.asanyarray(value)
    if array.dtype.kind in "mM":
        # numpy would hand over a date as the number of nanoseconds.
        return np.full(array.shape, None)
    if not isinstance(array, np.ma.MaskedArray):
        return array
    if array.dtype.kind in "fiu":
        return np.ma.filled(array.astype(np.float64), np.nan)
    return np.ma.filled(array.astype(object), None)


def call(function: Function, values: Sequence[Any]) -> Any:
    """The answer of a function when at least one argument is an array or a table."""
    given = [_unwrapped(value) for value in values]
    named = [p.name for p in function.parameters]
    if function.spills and any(map(is_range, given)):
        columns, rebuild = _matched(named, given)
        return rebuild(_calculated(function, [numbers(column) for column in columns]))
    given = _matched_ranges(function, given)
    many = [i for i, p in enumerate(function.parameters) if not p.is_range and is_array(given[i])]
    if not many:
        return function.on_cells(_as_cells(given))
    columns, rebuild = _matched([named[i] for i in many], [given[i] for i in many])
    if function.each:
        return rebuild(_each(function, *given))
    return rebuild(_one_by_one(function, _as_cells(given), many, columns))


def _unwrapped(value: Any) -> Any:
    """An array of no dimensions is one value; an index is an array."""
    if not is_array(value):
        return value
    if getattr(value, "ndim", None) == 0:
        return plain(value)
    return value if is_table(value) else np.asanyarray(value)


def _as_cells(given: Sequence[Any]) -> list[Any]:
    return [_values(value) if is_array(value) else value for value in given]


def _each(function: Function, own: Any, others: Any) -> np.ndarray:
    """The answer for each of the values against all the others, whichever way they lie."""
    given = [_values(own).ravel(), _values(others).ravel() if is_array(others) else others]
    answers = cells(as_rows(function.on_cells(given)))
    return np.array([np.nan if is_error(a) else a for a in answers], dtype=float).reshape(np.shape(own))


#: What is asked before a function of numbers is worked out.
_ON_ARRAYS: dict[str, Callable[..., Any]] = {
    **{"+": operator.add, "-": operator.sub, "*": operator.mul, "-x": operator.neg},
    **{"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge},
}


def _asked(node: Node, named: Mapping[str, Any]) -> Any:
    """A condition on whole arrays."""
    if isinstance(node, Use):
        return _ON_ARRAYS[node.function](*(_asked(part, named) for part in node.arguments))
    return named[node.name] if isinstance(node, Name) else node.value  # type: ignore[union-attr]


def _calculated(function: Function, values: Sequence[Any]) -> np.ndarray:
    """The function on whole arrays of numbers; NaN where Excel has an error."""
    named = {p.name: v for p, v in zip(function.parameters, values, strict=True)}
    shape = np.broadcast_shapes(*(np.shape(value) for value in values))
    with np.errstate(all="ignore"):
        found = function.python(*values)
        wrong = ~np.isfinite(found)
        if function.refuse:
            wrong |= np.asarray(_asked(parsed(function.refuse), named), dtype=bool)
    return np.where(np.broadcast_to(wrong, shape), np.nan, found)


def _one_by_one(function: Function, given: list[Any], many: list[int], columns: Sequence[Any]) -> np.ndarray:
    """A function of text, for each of the values."""
    spread = np.broadcast_arrays(*(np.asarray(column, dtype=object) for column in columns))
    answers: list[Value] = []
    for place in zip(*(column.ravel() for column in spread), strict=True):
        values = list(given)
        for index, value in zip(many, place, strict=True):
            values[index] = plain(value)
        answer = function.on_cells(values)
        answers.append(float("nan") if is_error(answer) else answer)
    numeric = all(is_number(answer) or answer != answer for answer in answers)
    made = np.array(answers, dtype=float if numeric and function.unit != "tekst" else object)
    return made.reshape(spread[0].shape)


def _matched_ranges(function: Function, given: list[Any]) -> list[Any]:
    """The ranges that belong together, by their labels where they have any."""
    places = [i for i, p in enumerate(function.parameters) if p.name in function.together]
    tables = {i: given[i] for i in places if is_table(given[i])}
    if len(tables) < 2:
        return given
    matched = by_label([(function.parameters[i].name, table) for i, table in tables.items()])
    found = dict(zip(tables, matched, strict=True))
    return [found.get(index, value) for index, value in enumerate(given)]


def _matched(named: Sequence[str], values: Sequence[Any]) -> tuple[list[Any], Rebuild]:
    """The values as arrays of one shape, and what makes an answer of the callers' kind."""
    tables = [(name, value) for name, value in zip(named, values, strict=True) if is_table(value)]
    if not tables:
        return [_checked_shape(value, values) for value in values], lambda result: result
    matched = iter(by_label(tables))
    columns = [next(matched) if is_table(value) else value for value in values]
    frame = next((c for c in columns if is_table(c) and c.ndim == 2), None)
    like = frame if frame is not None else next(c for c in columns if is_table(c))
    arrays = [_beside(column, like) for column in columns]
    if frame is not None:
        return arrays, lambda r: type(frame)(r, index=frame.index, columns=frame.columns)
    titles = {table.name for _, table in tables}
    title = tables[0][1].name if len(titles) == 1 else None
    return arrays, lambda r: type(like)(r, index=like.index, name=title)


def _beside(column: Any, like: Any) -> Any:
    """A value, an array or a table as an array that fits a table."""
    if is_table(column):
        return column if column.ndim == like.ndim else numbers(column)[:, np.newaxis]
    if not is_range(column):
        return column
    array = np.asanyarray(column)
    if array.shape != like.shape:
        raise ValueError(_UNLIKE_LENGTH.format(f"{array.shape} og {like.shape}"))
    return array


def _checked_shape(value: Any, values: Sequence[Any]) -> Any:
    shapes = [np.shape(one) for one in values if is_range(one)]
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(_UNLIKE_LENGTH.format(" og ".join(map(str, shapes)))) from None
    return value
