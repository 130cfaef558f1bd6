"""Arguments for catalogue functions, drawn by hypothesis: good, missing and wrong ones.

A :class:`Case` is one call. Most values are numbers; the rest is what stands in real sheets where
a number should be: blanks, text, numbers as text, logical values, errors. Hypothesis draws the
random source of each case and not each value, which is ten times as fast: the cases are many and
are calculated in one batch, where there is nothing to shrink.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import Phase, given, seed, settings, strategies as st

from asss_xl.functions.catalogue import Function, Parameter
from asss_xl.functions.values import DIV0, ERRORS, NA, VALUE, Rows, Value, first_error, is_error, is_number
from tests.support.domains import COLUMNS, DOMAINS, FREE_SIZE, FUNCTION_DOMAINS, PICKED, number

HIGHEST, WIDEST = 6, 6


@dataclass(frozen=True)
class Argument:
    """One argument: ``kind`` is cell, range, constant, call, difference or omitted.

    A call is a guarded difference of first and second, and a difference the text
    ``first-second``, both over the two cells of ``rows``: arguments that are formulas themselves.
    """

    kind: str
    rows: Rows = ((None,),)


@dataclass(frozen=True)
class Case:
    """The arguments of one call."""

    arguments: tuple[Argument, ...]

    def values(self) -> list[Value]:
        """All the values in the arguments."""
        return [value for argument in self.arguments for row in argument.rows for value in row]


def evaluated(function: Function, case: Case) -> Any:
    """The Python side's answer."""
    return function(*given_values(function, case))


def given_values(function: Function, case: Case) -> list[Any]:
    """The arguments of a case as Python takes them: values, and rows of values."""
    given: list[Any] = []
    for parameter, argument in zip(function.parameters, case.arguments, strict=False):
        if argument.kind == "omitted":
            given.append(parameter.default)
        elif argument.kind == "range":
            given.append(argument.rows)
        elif argument.kind == "call":
            given.append(guarded_difference(*argument.rows[0]))
        elif argument.kind == "difference":
            given.append(argument.rows[0][0] - argument.rows[0][1])  # type: ignore[operator]
        else:
            given.append(argument.rows[0][0])
    return given


def guarded_difference(first: Value, second: Value) -> Value:
    """``first-second``; missing where one of them is no number. An error comes out as it is."""
    error = first_error((first, second))
    if error is not None:
        return error
    return first - second if is_number(first) and is_number(second) else NA  # type: ignore[operator]


_WRONG = (
    None,
    None,
    None,
    None,
    "Ikke data",
    "Ikke data",
    ":",
    ".",
    "..",
    "7",
    "",
    "Bergen",
    "på",
    True,
    False,
    NA,
    DIV0,
    VALUE,
    ERRORS["#REF!"],
)


class _Drawer:
    """Draws one case of a function."""

    def __init__(self, function: Function, random: Random) -> None:
        self.function = function
        self.random = random
        self.share = random.choice((0.0, 0.0, 0.08, 0.4))
        self.size = self.any_size()
        self.spilling = (function.spills or bool(function.each)) and random.random() < 0.5

    def case(self) -> Case:
        parameters = self.function.parameters
        required = sum(not parameter.optional for parameter in parameters)
        count = self.random.randint(required, len(parameters))
        drawn = {p.name: self.argument(p) for p in parameters[:count]}
        for parameter in parameters[:count]:
            name = parameter.name
            source = PICKED.get(name)
            if source is not None and self.random.random() < 0.6:
                drawn[name] = self.picked(drawn[name], drawn[source])
        return Case(tuple(drawn.values()))

    def picked(self, argument: Argument, source: Argument) -> Argument:
        """The argument with values of another one in place of its own."""
        there = [value for row in source.rows for value in row if isinstance(value, str) or is_number(value)]
        found = [value for value in there if value != "" and not is_error(value)] or [None]
        rows = tuple(tuple(self.random.choice(found) for _ in row) for row in argument.rows)
        return argument if found == [None] else Argument(argument.kind, rows)

    def argument(self, parameter: Parameter) -> Argument:
        can_leave_out = parameter.optional and not self.function.excel_short
        if can_leave_out and self.random.random() < 0.15:
            return Argument("omitted")
        if parameter.is_range or (self.spilling and self.random.random() < 0.7):
            size = self.sized(parameter)
            if size == (1, 1) and self.random.random() < 0.2:
                return Argument("constant", ((self.good(parameter),),))
            return Argument("cell" if size == (1, 1) else "range", self.rows(parameter, size))
        kind = self.random.choice(("cell",) * 6 + ("constant", "call", "difference"))
        if kind == "cell":
            return Argument(kind, self.rows(parameter, (1, 1)))
        if kind == "constant" or self.has_domain(parameter):
            return Argument("constant", ((self.good(parameter),),))
        second = number(self.random) if kind == "difference" else self.value(parameter)
        return Argument(kind, ((number(self.random), second),))

    def rows(self, parameter: Parameter, size: tuple[int, int]) -> Rows:
        column = COLUMNS.get(self.own_name(parameter))
        if column is not None:
            values = iter(column(self.random, size[0] * size[1]))
            return tuple(tuple(self.spoiled(next(values)) for _ in range(size[1])) for _ in range(size[0]))
        return tuple(tuple(self.value(parameter) for _ in range(size[1])) for _ in range(size[0]))

    def value(self, parameter: Parameter) -> Value:
        if self.random.random() < self.share:
            return self.random.choice(_WRONG)
        return self.good(parameter)

    def spoiled(self, good: Value) -> Value:
        """The value, or what stands in its place in real sheets."""
        return self.random.choice(_WRONG) if self.random.random() < self.share else good

    def has_domain(self, parameter: Parameter) -> bool:
        return parameter.name in DOMAINS or self.own_name(parameter) in DOMAINS

    def own_name(self, parameter: Parameter) -> str:
        return f"{self.function.python.__name__}.{parameter.name}"

    def good(self, parameter: Parameter) -> Value:
        general = FUNCTION_DOMAINS.get(self.function.python.__name__, number)
        own = DOMAINS.get(parameter.name, general)
        return DOMAINS.get(self.own_name(parameter), own)(self.random)

    def sized(self, parameter: Parameter) -> tuple[int, int]:
        """Mostly the size of the other ranges; what spills may be one row or column of it."""
        if parameter.name in FREE_SIZE or self.random.random() < 0.1:
            return self.any_size()
        rows, columns = self.size
        if self.spilling:
            return self.random.choice(((rows, columns), (rows, columns), (1, columns), (rows, 1)))
        return self.size

    def any_size(self) -> tuple[int, int]:
        long = self.random.randint(1, HIGHEST)
        return self.random.choice(((long, 1), (long, 1), (1, long), (long, 2), (2, 2), (1, 1)))


def drawn_cases(function: Function, count: int, keep: Callable[[Case], bool] = lambda _: True) -> list[Case]:
    """``count`` different cases, the same ones in every run."""
    found: dict[str, Case] = {}
    at_a_time = 20

    @settings(max_examples=count // 4, database=None, deadline=None, phases=[Phase.generate])
    @seed(2026)
    @given(st.randoms(use_true_random=True))
    def collect(random: Random) -> None:
        for _ in range(at_a_time if len(found) < count else 0):
            case = _Drawer(function, random).case()
            if keep(case):
                found.setdefault(repr(case), case)

    collect()
    assert len(found) >= count, f"only {len(found)} different cases"
    return list(found.values())[:count]
