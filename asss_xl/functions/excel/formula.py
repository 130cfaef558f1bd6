"""A piece of Excel with names where cells will stand, and what becomes of it in a cell.

``formula("a b", "a-b")`` states a calculation once. Used on cells it gives both the text of a
formula and its value: both come from the same tree, built once for every way in which the
formula is used. What is known when the book is built is worked in: no ``0=0`` is written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from asss_xl.functions.excel import sheet_functions as xl
from asss_xl.functions.excel.certain import COMPARISONS, NOTHING, Known, may_fail
from asss_xl.functions.excel.evaluator import BINDING, Constant, Hole, Name, Node, Use, compiled_node, parsed
from asss_xl.functions.values import NUM, ExcelError, Value

#: What stands in a template where a reference goes.
_HOLE = "\0"
_SIGN = 6
#: Excel says that a file is damaged when a text in a formula is longer than 255 characters.
_LONGEST_TEXT = 255
#: What gives one answer whatever stands around it, so that constants can be worked out early.
_FOLDED = frozenset(xl.OPERATORS) | {"ABS", "ROUND", "AND", "OR", "INT"}


@dataclass(frozen=True, eq=False)
class Formula:
    """A calculation without a public name: parameters and Excel text over them."""

    parameters: tuple[str, ...]
    excel: str

    def __call__(self, *values: Any) -> Value:
        """The value for a value or a range per parameter."""
        return self.template(tuple(Hole(n) for n in range(len(values)))).value(values)

    def node(self, arguments: Sequence[Node]) -> Node:
        """The tree with arguments for the parameters."""
        given = dict(zip(self.parameters, arguments, strict=True))
        return replaced(parsed(self.excel), given)

    def template(self, arguments: tuple[Node, ...]) -> Template:
        """Text and value when the arguments are these; a hole is a reference yet to come."""
        return template(folded(self.node(arguments)))


@cache
def formula(parameters: str, excel: str) -> Formula:
    """A calculation: its parameters, separated by spaces, and its Excel text over them."""
    return Formula(tuple(parameters.split()), "".join(line.strip() for line in excel.splitlines()))


@dataclass(frozen=True, eq=False)
class Template:
    """A formula that only lacks its references: the text between them, and the calculation."""

    pattern: str
    holes: tuple[int, ...]
    compute: Callable[[Sequence[Any]], Any]

    def text(self, references: Sequence[str]) -> str:
        """The Excel text (without ``=``)."""
        return self.pattern % tuple([references[hole] for hole in self.holes])

    def value(self, values: Sequence[Any]) -> Value:
        """The answer, with the values of the references."""
        found = self.compute(values)
        if type(found) is float and found and math.isfinite(found):
            return found
        if isinstance(found, tuple):
            found = found[0][0] if len(found) == len(found[0]) == 1 else ExcelError("#VALUE!")
        return settled(found)


def settled(value: Value) -> Value:
    """An answer as its cell holds it: a blank is 0, a number is a finite float without minus zero."""
    if value is None:
        return 0.0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value + 0.0 if math.isfinite(value) else NUM
    return value


@lru_cache(maxsize=16384)
def template(node: Node) -> Template:
    """The text and the calculation of a tree that is folded."""
    text, holes = _rendered(node)[0], []
    pieces = []
    for number, piece in enumerate(text.split(_HOLE)):
        # Between two marks stands the number of the reference.
        if number % 2:
            holes.append(int(piece))
        else:
            pieces.append(piece.replace("%", "%%"))
    return Template("%s".join(pieces), tuple(holes), compiled_node(node))


def replaced(node: Node, given: dict[str, Node]) -> Node:
    """The tree with other nodes for its names."""
    if isinstance(node, Name):
        return given.get(node.name, node)
    if isinstance(node, Use):
        return Use(node.function, tuple(replaced(part, given) for part in node.arguments))
    return node


def folded(node: Node, known: Known = NOTHING) -> Node:
    """The tree with what is known worked out, and the branches not taken left out."""
    if not isinstance(node, Use):
        return node
    parts = tuple(folded(part, known) for part in node.arguments)
    if node.function == "IF" and isinstance(parts[0], Constant):
        truth = xl.truth(parts[0].value)
        if isinstance(truth, bool):
            return parts[1] if truth else parts[2] if len(parts) > 2 else Constant(False)
    if node.function == "IFERROR":
        return _guarded(parts[0], parts[1], known)
    if node.function in COMPARISONS and (answer := known.answer(node.function, parts)) is not None:
        return Constant(answer)
    if node.function == "*":
        # Of two ranges that are as large.
        for first, asked in (parts, parts[::-1]):
            if isinstance(first, Hole) and known[first.number].wide and known.all_numbers(asked):
                return first
    if node.function in _FOLDED:
        if all(isinstance(part, Constant) for part in parts):
            return Constant(compiled_node(Use(node.function, parts))(()))
        kept = _without_settled(node.function, parts)
        if kept is not None:
            return kept
    return Use(node.function, parts)


def _guarded(node: Node, instead: Node, known: Known) -> Node:
    """What stands for an error: in the place of the error itself when it is known where that is."""
    if isinstance(node, Constant) or (known.leaves or isinstance(node, Hole)) and not may_fail(node, known):
        return node
    if isinstance(node, Use) and node.function == "IF" and len(node.arguments) > 2:
        sound = Use("IF", tuple(Constant(0.0) if _is_error(part) else part for part in node.arguments))
        if sound != node and not may_fail(sound, known):
            return Use("IF", tuple(instead if _is_error(part) else part for part in node.arguments))
    return Use("IFERROR", (node, instead))


def _is_error(node: Node) -> bool:
    return isinstance(node, Constant) and isinstance(node.value, ExcelError) or node == Use("NA", ())


def _without_settled(sign: str, parts: tuple[Node, ...]) -> Node | None:
    """One condition of several joined by * or +, when the other is known not to matter."""
    neutral = {"*": True, "+": False}.get(sign)
    for known, other in (parts, parts[::-1]) if len(parts) == 2 else ():
        settled = isinstance(known, Constant) and known.value is neutral
        if settled and isinstance(other, Use) and (other.function in COMPARISONS or other.function == sign):
            return other
    if sign == "*" and any(isinstance(p, Constant) and p.value is False for p in parts):
        return Constant(False)
    return None


def _rendered(node: Node) -> tuple[str, int]:
    """The text of a tree, and how tightly its outermost sign binds."""
    if isinstance(node, Hole):
        return f"{_HOLE}{node.number}{_HOLE}", 9
    if isinstance(node, Constant):
        if isinstance(node.value, str) and len(node.value) > _LONGEST_TEXT:
            return _in_pieces(node.value), BINDING["&"]
        tight = _SIGN if isinstance(node.value, (int, float)) and node.value < 0 else 9
        return literal(node.value), tight
    if isinstance(node, Name):
        return node.name, 9
    sign = node.function
    if sign in ("-x", "+x"):
        return sign[0] + _within(node.arguments[0], _SIGN), _SIGN
    if sign == "%":
        return _within(node.arguments[0], 8) + "%", 8
    if sign in BINDING:
        binding = BINDING[sign]
        left, right = node.arguments
        # All signs go from left to right, so that only the right side needs more than its equal.
        return _within(left, binding) + sign + _within(right, binding + 1), binding
    return f"{sign}({','.join(_rendered(part)[0] for part in node.arguments)})", 9


def _within(node: Node, least: int) -> str:
    text, binding = _rendered(node)
    return text if binding >= least else f"({text})"


def _in_pieces(text: str) -> str:
    starts = range(0, len(text), _LONGEST_TEXT)
    return "&".join(literal(text[start : start + _LONGEST_TEXT]) for start in starts)


def literal(value: Value) -> str:
    """A constant as Excel writes it in a formula."""
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ExcelError):
        return "NA()" if value == "#N/A" else str(value)
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
