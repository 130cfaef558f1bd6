"""The functions as Python offers them: ``asss_xl.avvik(11288, 10640, indeks=0.968)``.

Each is a real function with name, signature, type hints and help text, made from the catalogue.
``asss_xl/__init__.pyi``, which ``tools`` writes, is the same for type checkers and editors.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from decimal import Decimal
from textwrap import fill, indent
from typing import Any, Protocol, Union

from asss_xl.extras import install
from asss_xl.functions.catalogue import CATALOGUE, Function, Parameter
from asss_xl.functions.values import OMITTED, ExcelError, as_rows, is_range, listed, needs_numpy, plain


class Tabell(Protocol):
    """A numpy array, a Series, a DataFrame or anything else that can be an array."""

    def __array__(self, *arguments: Any, **named: Any) -> Any:
        """The values as a numpy array."""


#: What one cell can hold; None, NaN and text are missing figures.
Enkeltverdi = Union[float, Decimal, str, None]
#: What a function of single values takes: one, or many at a time.
Verdier = Union[Enkeltverdi, Sequence[Any], Tabell]
#: The values of a range.
Omraade = Verdier
#: One answer, or many when the question was many values.
Svar = Union[float, ExcelError, Sequence[Any], Tabell]
Tekst = Union[str, ExcelError, Sequence[Any], Tabell]

_WIDTH = 96
_ANSWERS = """\
Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene."""
_ANSWERS_OF_RANGES = """\
Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene."""


def public_functions() -> dict[str, Callable[..., Any]]:
    """Python name -> function, in the order of the catalogue."""
    return {f.python.__name__: _public(f) for f in CATALOGUE.values()}


def _public(function: Function) -> Callable[..., Any]:
    left_out = [p.name for p in function.parameters if p.default is OMITTED]

    def call(*arguments: Any, **named: Any) -> Any:
        values = [listed(value) for value in function.bound(arguments, named)]
        for index, parameter in enumerate(function.parameters):
            if values[index] is None and parameter.name in left_out:
                values[index] = OMITTED
        return _as_asked(function, values, answered(function, values))

    call.__name__ = call.__qualname__ = function.python.__name__
    call.__module__ = "asss_xl"
    call.__doc__ = help_text(function)
    call.__annotations__ = {
        **{p.name: _annotation(p) for p in function.parameters},
        "return": _answer_hint(function),
    }
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            p.replace(
                annotation=call.__annotations__[p.name], default=None if p.default is OMITTED else p.default
            )
            for p in function.__signature__.parameters.values()
        ],
        return_annotation=call.__annotations__["return"],
    )
    return call


def answered(function: Function, values: list[Any]) -> Any:
    """The answer for a value per parameter, whatever Python has for values and ranges."""
    # A number of numpy's, and an array without dimensions, is one value like any other.
    values = [plain(value) if getattr(value, "ndim", None) == 0 else value for value in values]
    if not any(map(needs_numpy, values)):
        return function.on_cells(values)
    # Here and not above: whoever calls with plain values should not wait for numpy.
    try:
        from asss_xl.functions import arrays
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "Pakken numpy er ikke installert, og trengs for det som verken er tall, tekst eller lister. "
            + install("excel")
        ) from error
    return arrays.call(function, values)


def _as_asked(function: Function, values: list[Any], answer: Any) -> Any:
    """Lists for lists, flat when those given are; what is neither is as it should be."""
    pairs = zip(function.parameters, values, strict=True)
    given = [as_rows(v) for p, v in pairs if not p.is_range and isinstance(v, (list, tuple))]
    if not given or not (isinstance(answer, tuple) or not is_range(answer)):
        return answer
    nested = [v for v in values if isinstance(v, (list, tuple)) and any(map(is_range, v))]
    rows = as_rows(answer)
    return [list(row) for row in rows] if nested else [value for row in rows for value in row]


def help_text(function: Function) -> str:
    """What ``help()`` shows, in bokmål."""
    in_excel = fill(f"I Excel: ={function.signature()}", _WIDTH, subsequent_indent="    ")
    lines = [fill(function.description, _WIDTH), "", in_excel, ""]
    for parameter in function.parameters:
        about = f"{parameter.name}: {parameter.description}"
        lines.append(indent(fill(about, _WIDTH - 8, subsequent_indent="    "), "    "))
    lines += ["", _ANSWERS if takes_single_values(function) else _ANSWERS_OF_RANGES, ""]
    lines += [f"Enhet: {function.unit}.", fill(f"Kilde: {function.source}.", _WIDTH)]
    return "\n".join(lines)


def takes_single_values(function: Function) -> bool:
    """True when at least one argument is a value, so that many values give many answers."""
    return any(not p.is_range for p in function.parameters)


def answer_type(function: Function) -> str:
    return "str" if function.unit == "tekst" else "float"


def _answer_hint(function: Function) -> str:
    if not takes_single_values(function):
        return f"{answer_type(function)} | ExcelError"
    return "Tekst" if function.unit == "tekst" else "Svar"


def _annotation(parameter: Parameter) -> str:
    """A name of this module, which reads better in ``help()`` than all that it stands for."""
    return "Omraade" if parameter.is_range else "Verdier"
