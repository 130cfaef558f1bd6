"""The module that xlwings loads: every function of :data:`EXPOSED` as an Excel UDF.

Name it in ``UDF MODULES`` of the xlwings configuration (``asss-xl addin install`` does). Each
function is made from the catalogue with the catalogue's own parameters as its signature. A range
arrives in one call as a 2-D array of objects; nothing that goes wrong shows as a traceback in a
cell.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import numpy as np
import xlwings as xw

from asss_xl.addin.convert import COM_MISSING, from_excel, to_excel, trimmed
from asss_xl.addin.exposed import CATEGORY, EXPOSED
from asss_xl.functions import Function
from asss_xl.functions.catalogue import cut

#: How xlwings reads an argument: a 2-D array of cell values, blanks None, errors as their text.
ARGUMENT_OPTIONS: dict[str, Any] = {"ndim": 2, "dtype": object, "empty": None, "err_to_str": True}

_log = logging.getLogger(__name__)


def evaluate(exposed: Function, arguments: list[Any]) -> Any:
    """Call a function with Excel's arguments; what fails is ``#VALUE!`` and goes to the log."""
    try:
        values = trimmed(arguments, fills=exposed.spills)
        given = [
            _argument(value, parameter.default)
            for value, parameter in zip(values, exposed.parameters, strict=True)
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

__all__ = list(EXPOSED)
