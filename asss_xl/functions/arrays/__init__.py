"""The functions on numpy arrays, Series and DataFrames: whole columns at a time.

Where an Excel error would stand, an array of numbers has NaN. A Series or DataFrame is matched
by its labels, not by its order, and the answer has the same labels.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from asss_xl.functions.arrays import whole_ranges
from asss_xl.functions.catalogue import CATALOGUE, literal
from asss_xl.functions.excel.evaluator import Compiled, parsed, used_names
from asss_xl.functions.excel.expression import drop_neutral, terms
from asss_xl.functions.values import OMITTED, ExcelError, Value, is_error, is_number, is_range, plain

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


def floats(value: Any) -> Any:
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


def block(value: Any, texts_are_missing: bool = True) -> Any:
    """An array or a table as rows of floats; None where it holds what only cells can tell apart.

    That is an error value, always, and a text where it is not the same as a missing figure.
    """
    if not is_array(value):
        return None
    array = _values(value)
    if array.ndim not in (1, 2) or not array.size:
        return None
    if array.dtype.kind not in "fiu":
        kinds = set(map(type, array.ravel().tolist()))
        allowed = {type(None), str} if texts_are_missing else {type(None)}
        if not kinds <= _NUMBERS | allowed:
            return None
    found = floats(array)
    return found.reshape(-1, 1) if found.ndim == 1 else found


def holds_error(value: Any) -> bool:
    """True when an error value stands among the values."""
    array = _values(value)
    return array.dtype.kind not in "fiu" and ExcelError in set(map(type, array.ravel().tolist()))


def _values(value: Any) -> Any:
    """The array of a table; masked places and those of the nullable types are NaN or None."""
    if is_table(value):
        kinds = {value.dtype} if value.ndim == 1 else set(value.dtypes)
        if not all(getattr(kind, "kind", "O") in "fiu" for kind in kinds):
            return value.to_numpy(dtype=object)
        if len(kinds) == 1 and all(isinstance(kind, np.dtype) for kind in kinds):
            return value.to_numpy()
        return value.to_numpy(dtype=np.float64, na_value=np.nan)
    # numpy makes one kind of what a list has: figures beside a text become texts, True the figure 1.
    array: Any = np.asanyarray(value) if is_array(value) else np.array(value, dtype=object)
    if array.dtype.kind in "mM":
        # numpy would hand over a date as the number of nanoseconds.
        return np.full(array.shape, None)
    if not isinstance(array, np.ma.MaskedArray):
        return array
    if array.dtype.kind in "fiu":
        return np.ma.filled(array.astype(np.float64), np.nan)
    return np.ma.filled(array.astype(object), None)


@lru_cache(maxsize=512)
def _compiled(text: str) -> Compiled:
    return whole_ranges.compiled(parsed(text))


def call(function: Function, values: Sequence[Any]) -> Any:
    """The answer of a function when at least one argument is an array or a table."""
    given = [_unwrapped(value) for value in values]
    named = [p.name for p in function.parameters]
    if function.spills and any(map(is_range, given)):
        columns, rebuild = _matched(named, given)
        return rebuild(_calculated(function, [floats(column) for column in columns]))
    given = _matched_ranges(function, given)
    many = [i for i, p in enumerate(function.parameters) if not p.is_range and is_array(given[i])]
    if not many:
        return _of_ranges(function, given)
    columns, rebuild = _matched([named[i] for i in many], [given[i] for i in many])
    if function.each:
        return rebuild(_ranks(function, *given))
    return rebuild(_one_by_one(function, given, many, columns))


def _unwrapped(value: Any) -> Any:
    """An index is an array."""
    return np.asanyarray(value) if is_array(value) and not is_table(value) else value


def _of_ranges(function: Function, given: list[Any]) -> Any:
    """A function of ranges, on blocks of numbers where that is what is given, or cell by cell."""
    if function.name == "ASSS_SNITT_UTEN":
        return _mean_without(function, *given)
    if function.each:
        return _rank_of_one(function, *given)
    texts = not whole_ranges.tells_text_from_blank(function)
    blocks = [value if value is OMITTED else block(value, texts) for value in given]
    if any(one is None for one in blocks):
        return function.on_cells(given)
    return whole_ranges.calculated(function, blocks)


def _mean_without(function: Function, values: Any, units: Any, left_out: Any, weights: Any) -> Any:
    figures = block(values)
    weighing = weights if weights is OMITTED else block(weights)
    if figures is None or weighing is None or not is_array(units):
        return function.on_cells([values, units, left_out, weights])
    units = np.asarray(units, dtype=object)
    return whole_ranges.mean_without(CATALOGUE["ASSS_SNITT"], figures, units, left_out, weighing)


def _ranks(function: Function, own: Any, others: Any) -> np.ndarray:
    """The rank of each; NaN for all of them where an error stands among the others."""
    given = floats(own)
    if holds_error(others):
        return np.full(given.shape, np.nan)
    ranked = given if own is others else np.atleast_1d(floats(others))
    return whole_ranges.ranks(given, ranked, function.name == "ASSS_RANG")


def _rank_of_one(function: Function, own: Any, others: Any) -> Any:
    ranked = block(others)
    if ranked is None or is_range(own) or not is_number(plain(own)):
        return function.on_cells([own, others])
    return whole_ranges.rank_of_one(plain(own), ranked, function.name == "ASSS_RANG")


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
    excel = drop_neutral(function.excel, left_out)
    conditions = terms(drop_neutral(function.refuse, left_out))
    with np.errstate(all="ignore"):
        answers = np.atleast_1d(_compiled(excel)(named))
        if _any_infinite(answers):
            answers = np.where(np.isfinite(answers), answers, np.nan)
        # One at a time, because the sum of two logical arrays takes longer than all the rest.
        for condition in conditions:
            if answers.size and _may_hold(condition, named):
                answers = np.where(_compiled(condition)(named), np.nan, answers)
    shape = np.broadcast_shapes(*(np.shape(value) for value in values))
    return answers if answers.shape == shape else np.broadcast_to(answers, shape).copy()


def _any_infinite(answers: np.ndarray) -> bool:
    """Quicker than asking each: the extremes are finite, or NaN when there is nothing but NaN."""
    extremes = (np.fmin, np.fmax)
    return answers.size > 0 and any(np.isinf(find.reduce(answers, axis=None)) for find in extremes)


def _may_hold(condition: str, named: Mapping[str, Any]) -> bool:
    """False when a condition of one value fails for the least, or for the greatest, of them."""
    used = used_names(parsed(condition))
    if len(used) > 1:
        return True
    find = np.fmax if ">" in condition else np.fmin
    extreme = {name: find.reduce(named[name], axis=None) for name in used}
    return bool(_compiled(condition)(extreme))


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
        return column if column.ndim == like.ndim else floats(column)[:, np.newaxis]
    if not is_range(column):
        return column
    array = _values(column)
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
