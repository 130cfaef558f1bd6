"""What is certain of a formula before anything is calculated: that it cannot fail, that it is a number.

A cell holds a number or a word. Where it is known that it holds a number, no guard is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from asss_xl.functions.excel.evaluator import Constant, Hole, Node, Use

COMPARISONS = frozenset(("=", "<>", "<", "<=", ">", ">="))
#: What gives no error when its arguments are none.
_SAFE = COMPARISONS | {"&", "IF", "SUM", "MAX", "MIN", "COUNT", "COUNTA", "COUNTIF", "AND", "OR"}
_SAFE |= {"SUBSTITUTE", "ISNUMBER", "SUMPRODUCT", "SUMIF", "LEN"}
_LOGICAL = COMPARISONS | {"AND", "OR", "ISNUMBER"}
#: What gives a number of numbers.
_CALCULATES = frozenset(("+", "-", "*", "-x", "+x", "ABS", "ROUND", "INT", "SIGN", "MEDIAN"))
#: What gives a number or an error.
_COUNTS = _CALCULATES | _LOGICAL | {"/", "SUM", "MAX", "MIN", "COUNT", "COUNTA", "COUNTIF"}
_COUNTS |= {"SUMIF", "SUMPRODUCT"}


class Leaf(NamedTuple):
    """What is certain of a cell or a range, whatever a reader fills in."""

    #: It holds a number, or only numbers.
    number: bool = False
    #: A number but 0.
    divisor: bool = False
    #: It can be an error, such as the gap of a chart.
    faulty: bool = False
    #: It is a range, which is asked about place by place.
    wide: bool = False


@dataclass(frozen=True)
class Known:
    """What is certain of the references of a formula, by their number."""

    leaves: tuple[Leaf, ...] | None = None

    def __getitem__(self, number: int) -> Leaf:
        return Leaf() if self.leaves is None else self.leaves[number]

    def when(self, condition: Node) -> Known:
        """What is certain where a condition is true."""
        if not isinstance(condition, Use) or self.leaves is None:
            return self
        sign, parts = condition.function, condition.arguments
        if sign in ("AND", "*") and all(_logical(part) or self._counted(part) for part in parts):
            found = self
            for part in parts:
                found = found.when(part)
            return found
        asked = parts[0]
        below = (
            sign == "<" and parts[1] == Constant("") or sign in ("<", "<=") and sure_number(parts[1], self)
        )
        counted = sign == "COUNT" and len(parts) == 1
        if (
            not isinstance(asked, Hole)
            or self[asked.number].wide
            or not (sign == "ISNUMBER" or counted or below)
        ):
            return self
        leaves = list(self.leaves)
        leaves[asked.number] = leaves[asked.number]._replace(number=True, faulty=False)
        return Known(tuple(leaves))

    def _counted(self, node: Node) -> bool:
        """Whether something is a number that is above 0 or 0: how many there are, or a certain number."""
        return isinstance(node, Use) and node.function == "COUNT" or sure_number(node, self)

    def divides(self, node: Node) -> bool:
        """Whether something is a number but 0."""
        if isinstance(node, Hole):
            return self[node.number].divisor
        return isinstance(node, Constant) and isinstance(node.value, float) and node.value != 0

    def answer(self, sign: str, parts: tuple[Node, ...]) -> bool | None:
        """Whether a cell is a number or a text, where it is certain that it is a number."""
        asked, text = parts
        cell = isinstance(asked, Hole) and self[asked.number].number and not self[asked.number].wide
        return sign.startswith("<") if cell and sign in COMPARISONS and text == Constant("") else None

    def all_numbers(self, asked: Node) -> bool:
        """Whether something asks which cells of a range are numbers when it is certain that all are."""
        if not isinstance(asked, Use) or asked.function != "<" or asked.arguments[1] != Constant(""):
            return False
        of = asked.arguments[0]
        return isinstance(of, Hole) and self[of.number].wide and self[of.number].number


#: When nothing is certain of what the cells hold.
NOTHING = Known()


def may_fail(node: Node, known: Known = NOTHING) -> bool:
    """Whether a formula can be an error when all its cells hold numbers or words."""
    if not isinstance(node, Use):
        return isinstance(node, Hole) and known[node.number].faulty
    sign, parts = node.function, node.arguments
    if sign == "IF":
        within = known.when(parts[0])
        return may_fail(parts[0], known) or any(
            may_fail(part, k) for part, k in zip(parts[1:], (within, known), strict=False)
        )
    if sign in ("COUNT", "ISNUMBER"):
        return any(isinstance(part, Use) and may_fail(part, known) for part in parts)
    if sign in _SAFE:
        return any(may_fail(part, known) for part in parts)
    if sign == "MEDIAN" and all(isinstance(part, Hole) for part in parts):
        # Of cells it takes the numbers.
        return any(may_fail(p, known) for p in parts) or not any(sure_number(p, known) for p in parts)
    if sign in ("LEFT", "RIGHT") and isinstance(parts[1], Constant):
        return may_fail(parts[0], known)
    if sign == "INDEX" and len(parts) == 2 and _by_sign(parts[1]):
        return not sure_number(parts[1], known)
    if sign in _CALCULATES:
        return not all(sure_number(part, known) for part in parts)
    if sign == "/":
        return not sure_number(parts[0], known) or not known.divides(parts[1])
    return sign != "IFERROR" or may_fail(parts[1], known)


def sure_number(node: Node, known: Known = NOTHING) -> bool:
    """Whether a formula is a number whatever its cells hold."""
    if isinstance(node, Constant):
        return isinstance(node.value, (int, float))
    if isinstance(node, Hole):
        return known[node.number].number
    if not isinstance(node, Use):
        return False
    sign, parts = node.function, node.arguments
    if sign == "IFERROR":
        return sure_number(parts[1], known) and _counts(parts[0])
    if sign == "IF":
        return not may_fail(node, known) and all(
            sure_number(part, k) for part, k in zip(parts[1:], (known.when(parts[0]), known), strict=True)
        )
    return _counts(node) and not may_fail(node, known)


def _counts(node: Node) -> bool:
    """Whether a formula is a number or an error, and no text."""
    return isinstance(node, Use) and node.function in _COUNTS


def _by_sign(node: Node) -> bool:
    """Whether a place is that of one of three: by the sign of a number, 2 in the middle."""
    if not isinstance(node, Use) or node.function not in ("+", "-") or node.arguments[0] != Constant(2.0):
        return False
    return isinstance(node.arguments[1], Use) and node.arguments[1].function == "SIGN"


def _logical(node: Node) -> bool:
    """A comparison, or several joined by * or +: true or false whatever the cells hold."""
    if isinstance(node, Use) and node.function in ("*", "+"):
        return all(map(_logical, node.arguments))
    known = isinstance(node, Use) and node.function in _LOGICAL
    return known and not any(map(may_fail, node.arguments))  # type: ignore[union-attr]
