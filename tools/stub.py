"""``asss_xl/__init__.pyi``: the functions for type checkers and editors."""

from __future__ import annotations

from textwrap import indent

from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.public import answer_type, help_text, takes_single_values

_STUB_HEAD = """\
# Laget med python -m tools.make fra funksjonskatalogen; ikke endre filen her.
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol, TypeVar, Union, overload

import numpy as np

from asss_xl.functions.values import ExcelError as ExcelError

__version__: str

class Tabell(Protocol):
    def __array__(self, *arguments: Any, **named: Any) -> Any: ...

_Enkel = Union[float, Decimal, str, np.number[Any], None]
_Omraade = Union[_Enkel, Sequence[Any], Tabell]
_Tabell = TypeVar("_Tabell", bound=Tabell)
"""


def text() -> str:
    """The text of ``asss_xl/__init__.pyi``."""
    return "\n".join([_STUB_HEAD, *map(_stub_of, CATALOGUE.values())])


def _stub_of(function: Function) -> str:
    one = f"{answer_type(function)} | ExcelError"
    if not takes_single_values(function):
        return _definition(function, "_Enkel", one, "", with_help=True)
    # numpy's numbers can be arrays too, but the first match, one value, is the right one.
    ignore = "  # type: ignore[overload-overlap]"
    return "\n".join(
        f"@overload\n{_definition(function, kind, answer, pragma, with_help=last)}"
        for kind, answer, pragma, last in (
            ("_Enkel", one, ignore, False),
            ("_Enkel | _Tabell", "_Tabell", "", False),
            ("_Omraade", "Any", "", True),
        )
    )


def _definition(function: Function, kind: str, answer: str, pragma: str, with_help: bool) -> str:
    listed = "".join(
        f"    {p.name}: {'_Omraade' if p.is_range else kind}{' = ...' if p.optional else ''},\n"
        for p in function.parameters
    )
    head = f"def {function.python.__name__}({pragma}\n{listed}) -> {answer}:"
    if not with_help:
        return f"{head} ..."
    text = indent(help_text(function), "    ").strip()
    return f'{head}\n    """{text}\n    """\n'
