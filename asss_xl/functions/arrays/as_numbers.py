"""What Python keeps figures in, as arrays of floats with NaN where a figure is missing."""

from __future__ import annotations

from typing import Any

import numpy as np

from asss_xl.functions.arrays.labels import is_table
from asss_xl.functions.values import OMITTED, ExcelError, is_number, is_range, plain

_NUMBERS = frozenset((float, int, np.float64, np.int64))
_MISSING = frozenset((type(None), str, bool, ExcelError))


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
    found = numbers(array)
    return found.reshape(-1, 1) if found.ndim == 1 else found


def holds_error(value: Any) -> bool:
    """True when an error value stands among the values."""
    if is_array(value) and _values(value).dtype.kind in "fiu":
        return False
    array = _values(value) if is_array(value) else np.array(value, dtype=object)
    return ExcelError in set(map(type, array.ravel().tolist()))


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
