"""The catalogue: each function is defined once, as Python and as an Excel expression.

``scalar`` is for functions of single values, which spill over ranges; ``aggregate`` for
functions that take whole ranges. Both register a :class:`Function` under its Excel name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asss_xl.functions.excel import expression as xl
from asss_xl.functions.excel.evaluator import PUBLIC, evaluated
from asss_xl.functions.excel.formula import Formula, literal
from asss_xl.functions.values import (
    NA,
    NUM,
    OMITTED,
    VALUE,
    Value,
    as_rows,
    broadcast,
    cells,
    checked,
    first_error,
    is_number,
    shape,
)
from asss_xl.stated import beside

#: Excel cuts descriptions of functions, of arguments and of names here.
LONGEST_TEXT = 255

Decorator = Callable[[Callable[..., Any]], "Function"]
CATALOGUE: dict[str, Function] = {}
#: What each function is, by name: texts, units, sources and examples.
_ABOUT = beside(Path(__file__).with_name("about"))
#: The groups of functions, as a reader of bokmål sees them, in the order they are shown.
CATEGORIES = {
    "utgiftsbehov": "Utgiftsbehov",
    "avvik": "Avvik",
    "profil": "Tjenesteprofil",
    "produksjon": "Produksjon og effektivitet",
    "regnskap": "Regnskap",
    "demografi": "Demografi",
}


@dataclass(frozen=True)
class Parameter:
    """One argument: its name, its meaning in bokmål, whether it may be left out."""

    name: str
    description: str
    optional: bool = False
    default: Any = None
    is_range: bool = False


@dataclass(frozen=True, eq=False)
class Function:
    """A function in all its forms. Calling it evaluates the Python side.

    ``refuse`` is the condition under which the input has no meaning: the answer is ``#NUM!``.
    ``in_sheet`` is the expression over cells that hold a number or a word for why there is none;
    without it, that is ``excel``. The careful form, which takes anything, is the LAMBDA's.
    ``together`` names the ranges that belong together row by row.
    ``each`` is the value of which there may be many, in a function of ranges: an answer for each.
    """

    name: str
    python: Callable[..., Any]
    parameters: tuple[Parameter, ...]
    excel: str
    spills: bool
    excel_short: str = ""
    in_sheet: str = ""
    refuse: str = ""
    together: tuple[str, ...] = ()
    each: str = ""
    category: str = ""
    description: str = ""
    unit: str = ""
    source: str = ""
    example: tuple[Any, ...] = ()
    __signature__: inspect.Signature = field(init=False, repr=False)

    def __post_init__(self) -> None:
        own = inspect.Signature([_python_parameter(p) for p in self.parameters])
        object.__setattr__(self, "__signature__", own)
        object.__setattr__(self, "__doc__", self.description or self.python.__doc__)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self.on_cells(self.bound(arguments, named))

    def on_cells(self, values: list[Any]) -> Any:
        """The answer for values and ranges as cells hold them, a value per parameter."""
        if self.spills:
            return broadcast(values, self._single)
        if not any(p.is_range for p in self.parameters):
            return broadcast(values, lambda *single: checked(lambda: self.python(*single)))
        return self._of_ranges(values)

    def native(self, *arguments: str) -> str:
        """The plain formula (without ``=``) over references, names or numbers; runs in every Excel."""
        given = dict(zip((p.name for p in self.parameters), arguments, strict=False))
        if self._takes_short(len(arguments)):
            return xl.native(self.excel_short, given)
        omitted = {p.name: literal(p.default) for p in self.parameters[len(arguments) :]}
        body = self.excel
        if self.spills:
            body = self._body(xl.drop_settled(self.refuse, omitted))
            body = xl.number_guard(list(given), xl.drop_neutral(body, omitted))
        return xl.native(body, {**omitted, **given})

    def plain(self, count: int) -> Formula:
        """The calculation as the report's own cells have it, when so many arguments are given."""
        given, rest = self.parameters[:count], self.parameters[count:]
        body = self.excel_short if self._takes_short(count) else self.in_sheet or self.excel
        omitted = {p.name: literal(p.default) for p in rest if p.default is not OMITTED}
        body = xl.native(xl.drop_neutral(body, omitted), omitted)
        return Formula(tuple(p.name for p in given), body)

    def lambda_text(self) -> str:
        """The definition of the workbook name, in the stored form of the file."""
        names = [p.name for p in self.parameters]
        body = self.careful()
        if self.excel_short:
            last = self.parameters[-1].name
            body = f"IF(_xlfn.ISOMITTED({last}),{self.excel_short},{body})"
            return xl.lambda_text(body, names, {}, optional_range=last)
        optional = {p.name: literal(p.default) for p in self.parameters if p.optional}
        return xl.lambda_text(body, names, optional)

    def careful(self) -> str:
        """The expression over the parameters, with the guards that take whatever cells hold."""
        if not self.spills:
            return self.excel
        return xl.number_guard([p.name for p in self.parameters], self._body(self.refuse))

    def signature(self) -> str:
        """As a reader of bokmål sees it: ``ASSS_AVVIK(verdi; snitt; [indeks]; [tillegg])``."""
        listed = "; ".join(f"[{p.name}]" if p.optional else p.name for p in self.parameters)
        return f"{self.name}({listed})"

    def _body(self, refuse: str) -> str:
        return f"IF({refuse},#NUM!,{self.excel})" if refuse else self.excel

    def _takes_short(self, count: int) -> bool:
        return bool(self.excel_short) and count < len(self.parameters)

    def bound(self, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> list[Any]:
        """A value per parameter; :class:`TypeError` when the call does not fit."""
        if not named and len(arguments) == len(self.parameters):
            return list(arguments)
        try:
            found = self.__signature__.bind(*arguments, **named)
        except TypeError:
            raise TypeError(f"Kallet passer ikke med {self._called()}.") from None
        found.apply_defaults()
        return list(found.arguments.values())

    def _called(self) -> str:
        listed = ", ".join(f"[{p.name}]" if p.optional else p.name for p in self.parameters)
        return f"{self.python.__name__}({listed})"

    def _single(self, *values: Value) -> Value:
        error = first_error(values)
        if error is not None:
            return error
        if not all(is_number(value) for value in values):
            return NA
        named = {p.name: value for p, value in zip(self.parameters, values, strict=True)}
        if self.refuse and evaluated(self.refuse, named):
            return NUM
        return checked(lambda: self.python(*values))

    def _of_ranges(self, values: list[Any]) -> Any:
        given: list[Any] = []
        for parameter, value in zip(self.parameters, values, strict=True):
            if value is OMITTED:
                given.append(value)
                continue
            rows = as_rows(value)
            if parameter.is_range or parameter.name == self.each:
                given.append(rows)
                continue
            if len(cells(rows)) != 1:
                return VALUE
            given.append(rows[0][0])
        answer = checked(lambda: self.python(*given))
        single = isinstance(answer, tuple) and shape(answer) == (1, 1)
        return answer[0][0] if single else answer


def cut(text: str, length: int = LONGEST_TEXT) -> str:
    """A text that Excel would cut, cut with a sign that it is."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _python_parameter(parameter: Parameter) -> inspect.Parameter:
    default = parameter.default if parameter.optional else inspect.Parameter.empty
    return inspect.Parameter(parameter.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def scalar(name: str, *, excel: str, **about: Any) -> Decorator:
    """A function of numbers: a missing argument gives ``#N/A``, ranges spill.

    ``refuse`` is the condition, in Excel, that gives ``#NUM!``.
    """
    return _register(name, excel, spills=True, about=about)


def aggregate(name: str, *, excel: str, **about: Any) -> Decorator:
    """A function of ranges or text, which says itself what missing values mean.

    ``ranges`` names the parameters that are ranges; the others are single values.
    ``together`` names the ranges that belong together row by row.
    ``each`` is the single value of which there may be many, with an answer for each.
    ``excel_short`` is the expression for when the last parameter, a range, is left out.
    """
    return _register(name, excel, spills=False, about=about)


def _register(name: str, excel: str, spills: bool, about: dict[str, Any]) -> Decorator:
    def decorate(python: Callable[..., Any]) -> Function:
        # A module is a chapter, where nothing else is said.
        chapter = python.__module__.rpartition(".")[2]
        function = described(name, python, excel, spills, **{"category": chapter, **about})
        if name in CATALOGUE:
            raise ValueError(f"{name} is defined twice")
        CATALOGUE[name] = function
        PUBLIC[name] = lambda *values: function.on_cells(function.bound(values, {}))
        return function

    return decorate


def described(
    name: str,
    python: Callable[..., Any],
    excel: str,
    spills: bool,
    *,
    ranges: Iterable[str] = (),
    **about: Any,
) -> Function:
    """A function with what ``about.toml`` says of it; ``ranges`` names the parameters that are ranges."""
    said = {**_ABOUT[name], **about}
    descriptions: Mapping[str, str] = said.pop("parameters")
    said["example"] = tuple(map(_frozen, said.get("example", ())))
    for text in ("excel_short", "in_sheet"):
        said[text] = _one_line(said.get(text, ""))
    parameters = tuple(
        Parameter(
            name=p.name,
            description=descriptions[p.name],
            optional=p.default is not inspect.Parameter.empty,
            default=None if p.default is inspect.Parameter.empty else p.default,
            is_range=p.name in ranges,
        )
        for p in inspect.signature(python).parameters.values()
    )
    return Function(name, python, parameters, _one_line(excel), spills, **said)
