"""The Excel side of a function: an expression over the parameter names, turned into its forms.

An expression is Excel text in the file's own grammar (English names, commas) where each
parameter is written by its name: ``verdi-(snitt*indeks+tillegg)``. From it come

* the native formula: the parameters replaced by cell references;
* the named LAMBDA: the parameters prefixed as the file format wants them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from asss_xl.functions.excel.evaluator import evaluated, parsed, used_names

_TOKEN = re.compile(r'"(?:[^"]|"")*"|\#[A-Z0-9/]+[!?]?|[A-Za-z_][A-Za-z0-9_.]*+(?!\()|\d+(?:\.\d+)?')


def native(expression: str, arguments: Mapping[str, str]) -> str:
    """The expression with its parameters, outside texts, replaced by references or numbers."""
    return _TOKEN.sub(lambda match: arguments.get(match.group(), match.group()), expression)


def drop_neutral(expression: str, constants: Mapping[str, str]) -> str:
    """Take out ``*x`` where the omitted x is 1 and ``+x`` where it is 0: nothing is added.

    ``1+x/100`` stays as it is: there x is only a part of what is added.
    """
    for name, text in constants.items():
        sign = {"1": r"\*", "0": r"\+"}.get(text)
        if sign:
            expression = re.sub(rf"{sign}{name}\b(?![*/^(])", "", expression)
    return re.sub(r"(?<![A-Za-z_.\"])\(([a-z_]\w*)\)(?!\")", r"\1", expression)


def terms(condition: str) -> list[str]:
    """The conditions that ``(a<0)+(b<=0)`` joins, of which one is enough."""
    if ")+(" in condition:
        return condition[1:-1].split(")+(")
    return [condition] if condition else []


def drop_settled(condition: str, constants: Mapping[str, str]) -> str:
    """Take out the terms of ``(a<0)+(b<=0)`` that numbers written in the formula make false."""

    def is_open(term: str) -> bool:
        used = used_names(parsed(term))
        return not used <= constants.keys() or bool(
            evaluated(term, {name: float(constants[name]) for name in used})
        )

    left = [term for term in terms(condition) if is_open(term)]
    return "+".join(f"({term})" for term in left) if len(left) > 1 else "".join(left)


def number_guard(required: Sequence[str], body: str) -> str:
    """``body`` where all the names are numbers, otherwise ``#N/A``; errors pass through.

    In Excel's ordering every number is less than every text, and blank equals empty text, so
    ``x<""`` is true for numbers only. Unlike AND and ISNUMBER it works element by element in
    every engine, so that ranges spill.
    """
    if not required:
        return body
    test = "*".join(f'({name}<"")' for name in required)
    test = test[1:-1] if len(required) == 1 else test
    return f"IF({test},{body},NA())"


def lambda_text(
    expression: str, parameters: Sequence[str], optional: Mapping[str, str], optional_range: str = ""
) -> str:
    """The stored form of a named LAMBDA, with the prefixes of the file format.

    ``optional`` gives the value that an omitted parameter stands for; ``optional_range`` is an
    optional parameter that the expression itself tests with ISOMITTED. Optional parameters are
    ``_xlop.`` in the list and ``_xlpm.`` in the body.
    """
    prefixed = {name: f"_xlpm.{name}{'_v' * (name in optional)}" for name in parameters}
    body = native(expression, prefixed)
    if optional:
        bindings = ",".join(
            f"_xlpm.{name}_v,IF(_xlfn.ISOMITTED(_xlpm.{name}),{value},_xlpm.{name})"
            for name, value in optional.items()
        )
        body = f"_xlfn.LET({bindings},{body})"
    left_out = {*optional, optional_range}
    listed = ",".join(("_xlop." if p in left_out else "_xlpm.") + p for p in parameters)
    return f"_xlfn.LAMBDA({listed},{body})"
