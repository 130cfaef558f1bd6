"""The evaluator of Excel text: what stands in a formula is parsed once and calculated here.

A formula is written in the file's own grammar (English names, commas), with names where cells
will stand. ``compiled_node`` gives a Python callable that takes a value for each name. It knows the
functions that the report uses (:mod:`asss_xl.functions.excel.sheet_functions`) and nothing more: an
unknown name or function is an error when the text is parsed, not when a workbook is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from asss_xl.functions.excel import sheet_functions as xl
from asss_xl.functions.values import ERRORS, ExcelError, Value

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<error>\#(?:N/A|[A-Z0-9/]+[!?]))'
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<name>[A-Za-z_ÆØÅæøå][\wÆØÅæøå.]*)"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>%(),]))"
)
#: From the loosest to the tightest; a sign in front binds tighter than all of them.
BINDING = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}

Compiled = Callable[[Any], Any]
_Tables = tuple[Mapping[str, Callable[..., Any]], ...]


#: The ASSS functions, called by name; the catalogue fills it.
PUBLIC: dict[str, Callable[..., Any]] = {}
#: What operators and functions mean on the values of cells; numpy has its own (``arrays``).
_ON_CELLS: _Tables = (xl.OPERATORS, xl.EAGER, PUBLIC)


class FormulaError(ValueError):
    """A text that is no formula, or that uses what the evaluator does not know."""


@dataclass(frozen=True, eq=False)
class Constant:
    """A number, a text, a logical value or an error; TRUE and 1 are two, unlike in Python."""

    value: Value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Constant) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[bool, Value]:
        return isinstance(self.value, bool), self.value


@dataclass(frozen=True)
class Name:
    """A name that gets its value from outside."""

    name: str


@dataclass(frozen=True)
class Use:
    """An operator or a function on its arguments."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Hole:
    """The place of a cell or a range among the references of a formula, counted from 0."""

    number: int


Node = Constant | Name | Hole | Use


@lru_cache(maxsize=4096)
def parsed(text: str) -> Node:
    """The parts of a formula (without ``=``)."""
    return _Parser(text).whole()


def used_names(node: Node) -> set[str]:
    """The names that a formula uses."""
    if isinstance(node, Name):
        return {node.name}
    found = (used_names(argument) for argument in getattr(node, "arguments", ()))
    return set().union(*found)


def called_functions(node: Node) -> set[str]:
    """The functions and operators that a formula uses."""
    if not isinstance(node, Use):
        return set()
    return {node.function}.union(*(called_functions(argument) for argument in node.arguments))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.tokens, position = text, [], 0
        while text[position:].strip():
            match = _TOKEN.match(text, position)
            if match is None:
                raise FormulaError(f"cannot read {text[position:]!r} in {text!r}")
            self.tokens.append((match.lastgroup or "", match.group(match.lastgroup or 0)))
            position = match.end()
        self.at = 0

    def whole(self) -> Node:
        node = self.expression(0)
        if self.at < len(self.tokens):
            raise FormulaError(f"something is left over after {self.tokens[: self.at]} in {self.text!r}")
        return node

    def expression(self, least: int) -> Node:
        """Operators that bind tighter than ``least``; all of Excel's go from left to right."""
        node = self.operand()
        while self.next_is() and BINDING.get(self.tokens[self.at][1], 0) > least:
            sign = self.take()
            node = Use(sign, (node, self.expression(BINDING[sign])))
        return node

    def operand(self) -> Node:
        kind, token = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        self.at += 1
        if kind == "sign" and token in "-+":
            return Use(f"{token}x", (self.operand(),))
        node = self.plain(kind, token)
        while self.next_is("%"):
            self.take()
            node = Use("%", (node,))
        return node

    def plain(self, kind: str, token: str) -> Node:
        if kind == "number":
            return Constant(float(token))
        if kind == "text":
            return Constant(token[1:-1].replace('""', '"'))
        if kind == "error" and token in ERRORS:
            return Constant(ERRORS[token])
        if kind == "name":
            if self.next_is("("):
                return self.call(token)
            return Constant(token == "TRUE") if token in ("TRUE", "FALSE") else Name(token)
        if (kind, token) == ("sign", "("):
            node = self.expression(0)
            self.expect(")")
            return node
        raise FormulaError(f"unexpected {token!r} in {self.text!r}")

    def call(self, function: str) -> Node:
        if not any(function in known for known in (xl.EAGER, LAZY, PUBLIC)):
            raise FormulaError(f"unknown function {function} in {self.text!r}")
        self.take()
        arguments: list[Node] = []
        while not self.next_is(")"):
            arguments.append(self.expression(0))
            if not self.next_is(")"):
                self.expect(",")
        self.expect(")")
        return Use(function, tuple(arguments))

    def next_is(self, sign: str = "") -> bool:
        kind, token = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        return kind == "sign" and sign in ("", token)

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def expect(self, token: str) -> None:
        if not self.next_is(token):
            raise FormulaError(f"{token!r} is missing in {self.text!r}")
        self.take()


# -- functions that look at their arguments only when they need them ------------------------------


def _if(parts: list[Compiled], given: Any) -> Any:
    test = parts[0](given)
    if isinstance(test, tuple):
        rest = [part(given) for part in parts[1:]] + ([] if len(parts) > 2 else [False])
        return xl.spread(_chosen, test, *rest)
    holds = xl.truth(test)
    if isinstance(holds, ExcelError):
        return holds
    return parts[1](given) if holds else parts[2](given) if len(parts) > 2 else False


def _chosen(test: Value, yes: Value, no: Value) -> Value:
    holds = xl.truth(test)
    return holds if isinstance(holds, ExcelError) else yes if holds else no


def _iferror(parts: list[Compiled], given: Any) -> Any:
    found = parts[0](given)
    if isinstance(found, tuple):
        other = parts[1](given)
        return xl.spread(lambda v, o: o if isinstance(v, ExcelError) else v, found, other)
    return parts[1](given) if isinstance(found, ExcelError) else found


LAZY: dict[str, Callable[[list[Compiled], Any], Any]] = {"IF": _if, "IFERROR": _iferror}


def compiled_node(node: Node, tables: _Tables = _ON_CELLS) -> Compiled:
    """A tree as a callable that takes the values of its names, or of its holes by number."""
    if isinstance(node, Constant):
        value = node.value
        return lambda _: value
    if isinstance(node, Use):
        return _compiled_use(node, tables)
    place = node.name if isinstance(node, Name) else node.number
    return lambda given: given[place]


def _compiled_use(node: Use, tables: _Tables) -> Compiled:
    inner = [compiled_node(argument, tables) for argument in node.arguments]
    if node.function in LAZY:
        lazy = LAZY[node.function]
        return lambda given: lazy(inner, given)
    function = next(table[node.function] for table in tables if node.function in table)
    if len(inner) == 1:
        (only,) = inner
        return lambda given: function(only(given))
    if len(inner) == 2:
        first, second = inner
        return lambda given: function(first(given), second(given))
    return lambda given: function(*[part(given) for part in inner])


def evaluated(text: str, given: Mapping[str, Any]) -> Any:
    """The answer of a formula for values of its names: a value, or rows of them."""
    return compiled_node(parsed(text))(given)
