"""``ASSS_formler``: the functions as VBA that calculates itself, for Excel without LAMBDA.

Each function is written from the parsed tree of its Excel text, the same text that is the LAMBDA.
A part that stands several times in the text is calculated once. Excel's own rules are in the
modules of :data:`CALCULATION`; what they do not know is an error when the module is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.excel.evaluator import Constant, Name, Node, Use, parsed
from asss_xl.functions.values import OMITTED, ExcelError, Value
from tools.macros.xlam import GENERATED, declared, functions_module, string_literal, template

#: The hand-written modules that calculate: module name -> source.
CALCULATION = {name: template(name) for name in ("ASSS_regning", "ASSS_matrise", "ASSS_omraade")}
#: One answer for a whole range, and what gives or takes a whole range in another way.
_ONE_ANSWER = frozenset(("SUM", "MIN", "MAX", "AVERAGE", "COUNT", "SUMPRODUCT", "ROWS", "COLUMNS"))
_OF_RANGES = _ONE_ANSWER | {"MMULT", "TRANSPOSE", "MATCH", "INDEX"}
_OF_CELLS = frozenset(["+", "-", "*", "/", "^", "&", "=", "<>", "<", "<=", ">", ">=", "-x"]) | {
    *("IF", "IFERROR", "ISNA", "ABS", "INT", "ROUND"),
    *("FIXED", "LOWER", "TRIM", "RIGHT", "FIND", "SUBSTITUTE"),
}
#: The last arguments of these are always the same in our texts, and the VBA knows only that.
_LAST = {"MATCH": (Constant(0.0),), "INDEX": (Constant(0.0),), "FIXED": (Constant(0.0), Constant(True))}
_ERRORS = {"#N/A": "xlErrNA", "#VALUE!": "xlErrValue", "#NUM!": "xlErrNum", "#DIV/0!": "xlErrDiv0"}


def module(functions: Iterable[Function] = CATALOGUE.values()) -> str:
    """The module with every function of the catalogue."""
    lines = ['Attribute VB_Name = "ASSS_formler"', f"' {GENERATED}", "Option Explicit", ""]
    for function in functions:
        lines += _function(function)
    return "\n".join(lines)


def _function(function: Function) -> list[str]:
    ranges = {p.name for p in function.parameters if p.is_range or p.name == function.each}
    if ranges and len(ranges) < len(function.parameters):
        raise ValueError(f"{function.name} has both ranges and single values: not known in VBA.")
    code = _Code({p.name: f"a({at})" for at, p in enumerate(function.parameters)})
    last = function.parameters[-1].name
    if function.excel_short:
        code.lines.append("    If utelatt Then")
        code.answer(function.excel_short, function.name, 2)
        code.lines.append("    Else")
        code.answer(function.careful(), function.name, 2)
        code.lines.append("    End If")
    else:
        code.answer(function.careful(), function.name, 1)
    given = ", ".join(p.name for p in function.parameters)
    short = ["    Dim utelatt As Boolean", f"    utelatt = IsMissing({last})"] if function.excel_short else []
    return [
        f"Public Function {function.name}({declared(function.parameters)}) As Variant",
        "    Dim a As Variant",
        f"    Dim t(1 To {code.count}) As Variant",
        *short,
        *_defaults(function),
        f"    a = ASSS_Argumenter(Array({given}), {function.spills}, {bool(ranges)})",
        *code.lines,
        "End Function",
        "",
    ]


def _defaults(function: Function) -> list[str]:
    return [
        f"    If IsMissing({p.name}) Then {p.name} = {_default(p.default)}"
        for p in function.parameters
        if p.optional
    ]


def _default(value: Any) -> str:
    return "Empty" if value is None or value is OMITTED else _literal(value)


class _Code:
    """The lines of a function: every part of the tree has its place among the intermediate values."""

    def __init__(self, arguments: dict[str, str]) -> None:
        self.arguments, self.lines, self.count = arguments, list[str](), 0

    def answer(self, text: str, name: str, depth: int) -> None:
        found = self._part(parsed(text), {}, depth)
        self.lines.append(f"{'    ' * depth}{name} = ASSS_Resultat({found})")

    def _part(self, node: Node, known: dict[Node, str], depth: int) -> str:
        """The VBA of a part. ``known`` are the parts that are calculated already, here or outside."""
        if isinstance(node, Constant):
            return _literal(node.value)
        if isinstance(node, Name):
            return self.arguments[node.name]
        if not isinstance(node, Use):
            raise ValueError(f"{node} does not stand in the text of a function.")
        if node not in known:
            known[node] = self._calculated(node, known, depth)
        return known[node]

    def _calculated(self, node: Use, known: dict[Node, str], depth: int) -> str:
        if node.function == "NA":
            return _literal(ExcelError("#N/A"))
        if node.function == "IF" and _is_single(node.arguments[0]):
            return self._chosen(node, known, depth)
        fixed = _LAST.get(node.function, ())
        given = node.arguments[: len(node.arguments) - len(fixed)]
        if node.arguments[len(given) :] != fixed:
            raise ValueError(f"The last argument of {node.function} is not known in VBA.")
        if node.function not in _OF_RANGES | _OF_CELLS or len(given) > 3:
            raise ValueError(f"{node.function} is not known in VBA.")
        kind = "ASSS_Samlet" if node.function in _OF_RANGES else "ASSS_Celle"
        listed = ", ".join(self._part(part, known, depth) for part in given)
        return self._kept(f'{kind}("{node.function}", {listed})', depth)

    def _chosen(self, node: Use, known: dict[Node, str], depth: int) -> str:
        """Of a condition that is one value only the branch that is taken is calculated."""
        test, *branches = node.arguments
        place = self._kept(f"ASSS_Sann({self._part(test, known, depth)})", depth)
        indent = "    " * depth
        self.lines.append(f"{indent}If Not IsError({place}) Then")
        for word, branch in zip((f"If {place} Then", "Else"), branches, strict=True):
            self.lines.append(f"{indent}    {word}")
            # What is calculated in one branch is not there in the other.
            found = self._part(branch, dict(known), depth + 2)
            self.lines.append(f"{indent}        {place} = {found}")
        self.lines += [f"{indent}    End If", f"{indent}End If"]
        return place

    def _kept(self, expression: str, depth: int) -> str:
        self.count += 1
        self.lines.append(f"{'    ' * depth}t({self.count}) = {expression}")
        return f"t({self.count})"


def _is_single(node: Node) -> bool:
    """Whether a part is one value, whatever the arguments are."""
    if isinstance(node, Use):
        return node.function in _ONE_ANSWER or all(map(_is_single, node.arguments))
    return isinstance(node, Constant)


def _literal(value: Value) -> str:
    if isinstance(value, ExcelError):
        return f"CVErr({_ERRORS[value]})"
    if isinstance(value, str):
        return string_literal(value)
    return str(value).upper() if isinstance(value, float) else str(value)


def modules() -> dict[str, str]:
    """The standard modules of the add-in that needs no Python: module name -> source."""
    # What the button tells of Python concerns the other add-in.
    ribbon_macros = template("ASSS_baand").replace("    ASSS_MeldTilstand\n", "")
    return {
        "ASSS_formler": module(),
        **CALCULATION,
        "ASSS_funksjoner": functions_module(CATALOGUE),
        "ASSS_baand": ribbon_macros,
    }
