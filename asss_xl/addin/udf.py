"""The module that xlwings loads: every function of :data:`EXPOSED` as an Excel UDF.

Name it in ``UDF MODULES`` of the xlwings configuration (``asss-xl addin install`` does). Each
function is made from the catalogue with the catalogue's own parameters as its signature. A range
arrives in one call as a 2-D array of objects, which the add-in has cut after the last row in use; nothing
that goes wrong shows as a traceback in a cell.

An error value goes out as its text (``#N/A``). pywin32 cannot send an error value: it turns
``VARIANT(VT_ERROR, code)`` into «argument missing» whatever the code. The wrapper in
``macros/ASSS_xl.bas`` makes real error values of the texts with ``CVErr``.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import xlwings as xw

from asss_xl.addin.exposed import CATEGORY, EXPOSED
from asss_xl.functions import Function
from asss_xl.functions.catalogue import cut
from asss_xl.functions.values import ERRORS, ExcelError, Value, is_range, plain

#: What COM hands over for a cell with an error value: an integer.
COM_ERRORS = {
    -2146828288 + code: text
    for code, text in {
        2000: "#NULL!",
        2007: "#DIV/0!",
        2015: "#VALUE!",
        2023: "#REF!",
        2029: "#NAME?",
        2036: "#NUM!",
        2042: "#N/A",
        2043: "#GETTING_DATA",
        2045: "#SPILL!",
        2046: "#CONNECT!",
        2047: "#BLOCKED!",
        2048: "#UNKNOWN!",
        2049: "#FIELD!",
        2050: "#CALC!",
    }.items()
}
#: What COM hands over for an optional argument that was left out (DISP_E_PARAMNOTFOUND).
COM_MISSING = -2147352572

_ERROR_TEXTS = frozenset(ERRORS) | frozenset(COM_ERRORS.values())
_EPOCH = dt.datetime(1899, 12, 30)
_DAY = dt.timedelta(days=1)


#: How xlwings reads an argument: a 2-D array of cell values, blanks None, errors as their text.
ARGUMENT_OPTIONS: dict[str, Any] = {"ndim": 2, "dtype": object, "empty": None, "err_to_str": True}
_log = logging.getLogger(__name__)
__all__ = list(EXPOSED)


def value_from_excel(value: Any) -> Value:
    """One cell's value; dates become Excel's serial numbers, currency a float."""
    held = value if isinstance(value, (dt.date, dt.time)) else plain(value)
    if isinstance(held, str) and held in _ERROR_TEXTS:
        return ExcelError(held)
    if isinstance(held, int) and not isinstance(held, bool):
        return ExcelError(COM_ERRORS[held]) if held in COM_ERRORS else held
    if isinstance(held, dt.datetime):
        return (held.replace(tzinfo=None) - _EPOCH) / _DAY
    if isinstance(held, dt.date):
        return float((dt.datetime(held.year, held.month, held.day) - _EPOCH).days)
    if isinstance(held, dt.time):
        return (held.hour * 3600 + held.minute * 60 + held.second) / 86400
    return held if held is None or isinstance(held, (float, str, bool)) else str(held)


def from_excel(argument: Any) -> Any:
    """An argument: one value stays one value, anything with rows becomes a tuple of rows."""
    if not is_range(argument):
        return value_from_excel(argument)
    return tuple(tuple(map(value_from_excel, row)) for row in _rows(argument, lying=True))


def _rows(values: Any, lying: bool) -> list[Iterable[Any]]:
    """What has rows, row by row; values without are one row where they lie, else a row each."""
    rows = list(values.tolist() if isinstance(values, np.ndarray) else values)
    if lying and not any(map(is_range, rows)):
        return [rows]
    return [row if is_range(row) else (row,) for row in rows]


def value_to_excel(value: Any) -> Any:
    """One result as a value that COM can carry; an error value goes as its text."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (int, float)) and not math.isfinite(value):
        return "#NUM!"
    if value is None:
        return ""
    # An error value is a text with more to it.
    return value if isinstance(value, (bool, int, float)) else str(value)


def to_excel(result: Any) -> Any:
    """A result: one value, or a list of equally long rows."""
    if not is_range(result):
        return value_to_excel(result)
    rows = [list(map(value_to_excel, row)) for row in _rows(result, lying=False)]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows] if width else ""


def evaluate(exposed: Function, arguments: list[Any]) -> Any:
    """Call a function with Excel's arguments; what fails is ``#VALUE!`` and goes to the log."""
    try:
        given = [
            _argument(value, parameter.default)
            for value, parameter in zip(arguments, exposed.parameters, strict=True)
        ]
        compute = exposed if exposed.excel else exposed.python
        return to_excel(compute(*given))
    except Exception:
        _log.exception("%s kan ikke beregnes", exposed.name)
        return "#VALUE!"


def _argument(value: Any, default: Any) -> Any:
    if value is default:
        return default
    left_out = isinstance(value, int) and not isinstance(value, bool) and value == COM_MISSING
    return default if left_out else from_excel(value)


def as_udf(exposed: Function) -> Callable[..., Any]:
    """The function that xlwings calls, with name, signature, help texts and converters."""
    own = exposed.__signature__

    def function(*arguments: Any, **named: Any) -> Any:
        bound = own.bind(*arguments, **named)
        bound.apply_defaults()
        return evaluate(exposed, list(bound.arguments.values()))

    function.__name__ = function.__qualname__ = exposed.name
    function.__module__ = __name__
    function.__doc__ = cut(exposed.description)
    function.__signature__ = own  # type: ignore[attr-defined]
    function.__annotations__ = {}  # xlwings would take type hints for converters
    decorated: Callable[..., Any] = xw.ret(transpose=False)(function)
    for parameter in reversed(exposed.parameters):
        doc = cut(parameter.description)
        decorated = xw.arg(parameter.name, np.array, doc=doc, **ARGUMENT_OPTIONS)(decorated)
    return xw.func(category=CATEGORY)(decorated)


globals().update({name: as_udf(exposed) for name, exposed in EXPOSED.items()})
