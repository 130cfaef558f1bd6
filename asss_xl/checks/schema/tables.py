"""The schema tables, compiled where they are asked for.

``ooxml.json`` is the schema data of the Open XML SDK, which covers ECMA-376 and Microsoft's
published extensions; ``make.py`` made it. A content model becomes an automaton over the children's
names whose states are found as they are met, so that a child costs one look-up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

#: A particle: kind or type name, fewest, most (None is any number), items.
Particle = list[Any]
State = frozenset[int]
_MANY = 8
_INTEGERS = {
    "ByteValue": (0, 255), "SByteValue": (-128, 127), "UInt16Value": (0, 65_535),
    "Int32Value": (-(2**31), 2**31 - 1), "UInt32Value": (0, 2**32 - 1),
    "Int64Value": (-(2**63), 2**63 - 1), "UInt64Value": (0, 2**64 - 1),
    "IntegerValue": (-(10**30), 10**30),
}  # fmt: skip
_INTEGER = re.compile(r"\s*[+-]?\d{1,30}\s*")
_DOUBLE = re.compile(r"\s*(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)\s*")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})*")
_DATE = re.compile(r"-?\d{4,}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")
_BOOLEANS = frozenset(("0", "1", "true", "false", "on", "off", "t", "f"))
#: The same vocabulary under the names of the strict edition.
_STRICT = "http://purl.oclc.org/ooxml/"


class Schemas:
    """The element types of the schemas by name (``x:CT_Row/x:row``)."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.prefixes: dict[str, str] = {uri: p for p, uri in tables["namespaces"].items()}
        self._types: dict[str, dict[str, Any]] = tables["types"]
        self._compiled: dict[str, ElementType] = {}
        self.roots: dict[str, str] = {name.partition("/")[2]: name for name in tables["roots"]}

    def type(self, name: str) -> ElementType | None:
        """The type of a name, or None where the schemas leave the content open."""
        if name not in self._compiled and name in self._types:
            self._compiled[name] = ElementType(name, self._types[name])
        return self._compiled.get(name)

    def root_type(self, tag: str) -> ElementType | None:
        """The type of a part's root element, or None when the part is not of these schemas."""
        name = self.roots.get(self.short(tag))
        return self.type(name) if name else None

    def short(self, tag: str) -> str:
        """``{uri}local`` as ``prefix:local``; ``:local`` where there is no namespace."""
        uri, _, local = tag.rpartition("}")
        return f"{self.prefixes.get(uri[1:], uri)}:{local}" if uri else f":{local}"

    @staticmethod
    def is_strict(tag: str) -> bool:
        """True for the strict edition's names, which these tables do not cover."""
        return tag.startswith("{" + _STRICT)


class ElementType:
    """What an element may have: attributes, and children in an order."""

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.element = name.partition("/")[2]
        self.attributes: dict[str, Attribute] = {
            key: Attribute(value) for key, value in table.get("attributes", {}).items()
        }
        self.required = tuple(k for k, a in self.attributes.items() if a.required)
        self._content: Particle | None = table.get("content")

    @property
    def has_children(self) -> bool:
        """True when the content is elements, not text."""
        return self._content is not None

    @cached_property
    def model(self) -> ContentModel:
        """The order of the children."""
        return ContentModel(self._content)


class Attribute:
    """The values that an attribute takes."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.required = bool(table.get("required"))
        self.values = table.get("values")
        self._accepts = _accepts(table)

    def accepts(self, value: str) -> bool:
        """True when the schema allows the value."""
        return self._accepts(value)


def _accepts(table: dict[str, Any]) -> Callable[[str], bool]:
    if "values" in table:
        return frozenset(table["values"]).__contains__
    kind = table["type"]
    if kind == "BooleanValue":
        return _BOOLEANS.__contains__
    if kind in _INTEGERS:
        return _numbers(_INTEGER, *_bounds(table, *_INTEGERS[kind]))
    if kind == "DoubleValue":
        return _numbers(_DOUBLE, *_bounds(table, float("-inf"), float("inf")))
    if kind == "HexBinaryValue":
        length = table.get("length")
        return lambda v: bool(_HEX.fullmatch(v)) and (length is None or len(v) == 2 * length)
    if kind == "DateTimeValue":
        return lambda v: bool(_DATE.fullmatch(v))
    if kind == "StringValue":
        return _texts(table)
    return lambda _value: True


def _bounds(table: dict[str, Any], low: float, high: float) -> tuple[float, float, bool, bool]:
    least = max(low, table.get("min", low), table.get("above", low))
    most = min(high, table.get("max", high), table.get("below", high))
    return least, most, least == table.get("above"), most == table.get("below")


def _numbers(
    form: re.Pattern[str], least: float, most: float, open_below: bool, open_above: bool
) -> Callable[[str], bool]:
    def accepts(value: str) -> bool:
        if form.fullmatch(value) is None:
            return False
        number = float(value)
        if number != number:
            return True
        below = number < least or (open_below and number == least)
        return not below and not number > most and not (open_above and number == most)

    return accepts


def _texts(table: dict[str, Any]) -> Callable[[str], bool]:
    shortest, longest = table.get("shortest", 0), table.get("longest", 10**9)
    form = None
    if "pattern" in table:
        try:
            form = re.compile(table["pattern"])
        except re.error:  # XML Schema has classes that Python's expressions lack
            form = None
    return lambda v: shortest <= len(v) <= longest and (form is None or bool(form.fullmatch(v)))


class ContentModel:
    """An automaton over the names of children: non-deterministic as built, determined as used."""

    def __init__(self, particle: Particle | None) -> None:
        self._empty: list[list[int]] = [[]]
        self._steps: list[dict[str, tuple[int, str]]] = [{}]
        end = 0 if particle is None else self._build(particle, 0)
        self._end = end
        self.children: dict[str, str] = {
            name: kind for steps in self._steps for name, (_to, kind) in steps.items()
        }
        self.start: State = self._closed({0})
        self._known: dict[tuple[State, str], tuple[State, str] | None] = {}

    def step(self, state: State, name: str) -> tuple[State, str] | None:
        """The next state and the child's type (``""`` for any), or None when it may not stand here."""
        key = (state, name)
        if key not in self._known:
            self._known[key] = self._step(state, name)
        return self._known[key]

    def may_end(self, state: State) -> bool:
        """True when nothing more is needed."""
        return self._end in state

    def expected(self, state: State) -> list[str]:
        """The names that may stand in a state."""
        return sorted({name for at in state for name in self._steps[at]})

    def _step(self, state: State, name: str) -> tuple[State, str] | None:
        for wanted in (name, "*"):
            found = [self._steps[at][wanted] for at in state if wanted in self._steps[at]]
            if found:
                return self._closed({to for to, _kind in found}), found[0][1]
        return None

    def _closed(self, states: set[int]) -> State:
        waiting = list(states)
        while waiting:
            for to in self._empty[waiting.pop()]:
                if to not in states:
                    states.add(to)
                    waiting.append(to)
        return frozenset(states)

    def _new(self) -> int:
        self._empty.append([])
        self._steps.append({})
        return len(self._empty) - 1

    def _build(self, particle: Particle, start: int) -> int:
        """Add a particle after a state; the answer is the state where it ends."""
        _head, fewest, most, *_items = particle
        at = start
        for _ in range(min(fewest, _MANY)):
            at = self._once(particle, at)
        if most is None or most > _MANY:
            loop = self._new()
            self._empty[at].append(loop)
            self._empty[self._once(particle, loop)].append(loop)
            return loop
        done = self._new()
        self._empty[at].append(done)
        for _ in range(most - fewest):
            at = self._once(particle, at)
            self._empty[at].append(done)
        return done

    def _once(self, particle: Particle, start: int) -> int:
        head, _fewest, _most, *items = particle
        if head in ("Sequence", "Group"):
            at = start
            for item in items:
                at = self._build(item, at)
            return at
        if head in ("Choice", "All"):
            return self._choice(items, start, every=head == "All")
        at, entry = self._new(), self._new()
        self._empty[start].append(entry)
        name = "*" if head == "Any" else head.partition("/")[2]
        self._steps[entry][name] = (at, "" if head == "Any" else head)
        return at

    def _choice(self, items: list[Particle], start: int, every: bool) -> int:
        done = self._new()
        if every:  # in any order; how many of each is left to the reader
            self._empty[start].append(done)
            for item in items:
                self._empty[self._once(item, done)].append(done)
            return done
        for item in items:
            entry = self._new()
            self._empty[start].append(entry)
            self._empty[self._build(item, entry)].append(done)
        return done


@cache
def schemas() -> Schemas:
    """The tables, read once."""
    text = (files("asss_xl.checks.schema") / "ooxml.json").read_text("utf-8")
    return Schemas(json.loads(text))
