"""ASSS-funksjonene for xlwings Lite.

Lim hele filen inn i fanen main.py i xlwings Lite og start xlwings Lite på nytt. Funksjonene
heter da =ASSS_AVVIK(...) og så videre. Filen er laget av asss_xl.addin.lite fra
funksjonskatalogen; ikke endre den her.
"""

from __future__ import annotations

import inspect
import math
import re
import sys
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from decimal import ROUND_HALF_UP
from functools import lru_cache
from types import CodeType
from types import ModuleType, SimpleNamespace
from typing import Any
from typing import Union

from xlwings import arg, func, ret

# Dataclasses look up their own module, which Lite need not have registered yet.
_REGISTERED = __name__ in sys.modules
sys.modules.setdefault(__name__, ModuleType(__name__))


# --- asss_xl.functions.values ---
class ExcelError(str):
    """An error value as Excel shows it, for example ``#N/A``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"ExcelError({str(self)})"


NA = ExcelError("#N/A")
DIV0 = ExcelError("#DIV/0!")
VALUE = ExcelError("#VALUE!")
NUM = ExcelError("#NUM!")
ERRORS = {
    str(code): ExcelError(code)
    for code in ("#N/A", "#DIV/0!", "#VALUE!", "#NUM!", "#REF!", "#NAME?", "#NULL!", "#SPILL!")
}



class Omitted:
    """Stands for an argument that was left out; a blank cell is something else."""

    def __repr__(self) -> str:
        return "OMITTED"


OMITTED = Omitted()

#: Texts that say that a figure is missing, as the sources write it.
MISSING_MARKS = ("Ikke data", ":", ".", "..", "-")
#: How many digits Excel keeps.
_DIGITS = 15

Value = Union[float, str, bool, None, ExcelError]
Rows = tuple[tuple[Value, ...], ...]


def is_error(value: object) -> bool:
    """True for an Excel error value."""
    return isinstance(value, ExcelError)


def is_number(value: object) -> bool:
    """True for a number; logical values, text (also ``"7"``), blanks, NaN and errors are not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value


def is_text(value: object) -> bool:
    """True for text that is not empty; Excel's ``value > ""`` (logical values count as well)."""
    if is_error(value):
        return False
    return isinstance(value, bool) or (isinstance(value, str) and value != "")


def is_blank(value: object) -> bool:
    """True for an empty cell and for empty text; Excel's ``value = ""``."""
    return value is None or (isinstance(value, str) and not is_error(value) and value == "")


def text_of(value: Value) -> str:
    """A value as ``&`` joins it: a blank is nothing, a whole number has no decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value:.15g}" if isinstance(value, (int, float)) else str(value)


def plain(value: Any) -> Any:
    """A Python value as a cell holds it: NaN, ``pd.NA`` and NaT are blank, Decimal is a number."""
    kind = type(value)
    if kind is float:
        return None if value != value else value
    if kind in (int, str, bool, ExcelError, Omitted) or value is None:
        return value
    if isinstance(value, str):
        return str(value)
    # By name, because pandas must not be imported to find out.
    if kind.__name__ in ("NAType", "NaTType", "MaskedConstant"):
        return None
    if hasattr(value, "dtype") and hasattr(value, "item"):
        return plain(value.item())
    return plain(float(value)) if hasattr(value, "__float__") else value


def as_rows(argument: Any) -> Rows:
    """A scalar, a list (one column), a list of rows, an array or a table, as a tuple of rows."""
    if isinstance(argument, (Mapping, Set)):
        raise TypeError(
            f"{type(argument).__name__} har ingen rader og kolonner. "
            "Gi en liste, en numpy-array, en Series eller en DataFrame."
        )
    if hasattr(argument, "to_numpy") and hasattr(argument, "shape"):
        argument = argument.to_numpy(dtype=object)
    if hasattr(argument, "tolist"):
        argument = argument.tolist()
    if not is_range(argument):
        return ((plain(argument),),)
    rows = tuple(
        tuple(map(plain, row)) if is_range(row) else (plain(row),) for row in argument
    )  # fmt: skip
    if len({len(row) for row in rows}) > 1:
        raise ValueError("Radene i området er ikke like lange.")
    return rows


def is_range(argument: Any) -> bool:
    """True for anything with rows, False for one value."""
    if isinstance(argument, (str, bytes)) or getattr(argument, "ndim", 1) == 0:
        return False
    return hasattr(argument, "tolist") or isinstance(argument, Iterable)


def shape(rows: Rows) -> tuple[int, int]:
    """(rows, columns)."""
    return len(rows), len(rows[0]) if rows else 0


def cells(rows: Rows) -> list[Value]:
    """All values, row by row."""
    return [value for row in rows for value in row]


def first_error(values: Iterable[Value]) -> ExcelError | None:
    """The first error value, or None."""
    return next((value for value in values if isinstance(value, ExcelError)), None)


def numbers(rows: Rows) -> list[float]:
    """The numbers of a range; everything else is left out, as COUNT and AVERAGE do."""
    return [float(value) for value in cells(rows) if is_number(value)]  # type: ignore[arg-type]


def checked(compute: Callable[[], Any]) -> Any:
    """The result of a calculation, with Python's arithmetic errors as Excel's error values."""
    try:
        result = compute()
    except ZeroDivisionError:
        return DIV0
    except OverflowError:
        return NUM
    if isinstance(result, float) and not math.isfinite(result):
        return NUM
    return result


def round_half_away(value: float, digits: int = 0) -> float:
    """Round as Excel and KOSTRA do: half away from zero.

    Like Excel it looks at 15 digits: 100*4.685/0.04 is 11712.5, not 11712.499999999998.
    """
    shown = Decimal(f"{value:.15g}")
    # With so many digits before the comma there is nothing to round.
    if shown.adjusted() + digits >= _DIGITS:
        return float(shown)
    rounded = shown.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return float(rounded) + 0.0  # no minus zero: Excel shows 0


def broadcast(arguments: Sequence[Any], compute: Callable[..., Value]) -> Any:
    """Apply a function of single values to ranges, as an Excel formula spills.

    One value, one row or one column stretches over the others; a place that one of the ranges
    does not reach is ``#N/A``. Without any range the result is one value.
    """
    if not any(is_range(argument) for argument in arguments):
        return compute(*map(plain, arguments))
    ranges = [as_rows(argument) for argument in arguments]
    shapes = [shape(rows) for rows in ranges]
    height = max(size[0] for size in shapes)
    width = max(size[1] for size in shapes)
    result = tuple(
        tuple(_at(ranges, shapes, row, column, compute) for column in range(width))
        for row in range(height)
    )
    return result[0][0] if (height, width) == (1, 1) else result


def _at(
    ranges: list[Rows],
    shapes: list[tuple[int, int]],
    row: int,
    column: int,
    compute: Callable[..., Value],
) -> Value:
    picked: list[Value] = []
    so_far = (1, 1)
    for rows, size in zip(ranges, shapes, strict=True):
        if not _reaches(so_far, row, column):
            return NA
        reached = _reaches(size, row, column)
        picked.append(
            rows[0 if size[0] == 1 else row][0 if size[1] == 1 else column] if reached else NA
        )
        so_far = (max(so_far[0], size[0]), max(so_far[1], size[1]))
    return compute(*picked)


def _reaches(size: tuple[int, int], row: int, column: int) -> bool:
    return (size[0] == 1 or row < size[0]) and (size[1] == 1 or column < size[1])


# --- asss_xl.functions.expression ---
_TOKEN = re.compile(r'"(?:[^"]|"")*"|\#[A-Z0-9/]+[!?]?|[A-Za-z_][A-Za-z0-9_.]*|\d+(?:\.\d+)?')
_PLAIN = re.compile(
    r"""(?:'(?:[^']|'')+'!|[A-Za-z0-9_ÆØÅæøå]+!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?
        |-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)? | "(?:[^"]|"")*" | [_A-Za-z.]+ | [A-Za-z_.]+\([^()]*\)""",
    re.VERBOSE,
)


def substitute(expression: str, replace: Callable[[str, str], str | None]) -> str:
    """Replace names outside string literals; ``replace(name, text_before)`` or None to keep."""
    parts: list[str] = []
    position = 0
    for match in _TOKEN.finditer(expression):
        parts.append(expression[position : match.start()])
        token = match.group()
        following = expression[match.end() : match.end() + 1]
        is_name = token[0].isalpha() or token[0] == "_"
        new = replace(token, "".join(parts)) if is_name and following != "(" else None
        parts.append(token if new is None else new)
        position = match.end()
    parts.append(expression[position:])
    return "".join(parts)


def names(expression: str) -> set[str]:
    """The names an expression uses, functions and string literals left out."""
    found: set[str] = set()

    def note(name: str, _before: str) -> None:
        found.add(name)

    substitute(expression, note)
    return found


def parenthesised(text: str) -> str:
    """An argument that is not a plain reference, number or call, in parentheses."""
    return text if _PLAIN.fullmatch(text) else f"({text})"


def native(expression: str, arguments: Mapping[str, str]) -> str:
    """The expression with its parameters replaced by references, numbers or formulas."""
    return substitute(
        expression,
        lambda name, _before: parenthesised(arguments[name]) if name in arguments else None,
    )


def drop_neutral(expression: str, constants: Mapping[str, str]) -> str:
    """Take out ``*x`` where the omitted x is 1 and ``+x`` where it is 0: nothing is added.

    ``1+x/100`` stays as it is: there x is only a part of what is added.
    """
    for name, text in constants.items():
        sign = {"1": r"\*", "0": r"\+"}.get(text)
        if sign:
            expression = re.sub(rf"{sign}{name}\b(?![*/^(])", "", expression)
    return re.sub(r"(?<![A-Za-z_.])\((\w+)\)", r"\1", expression)


@lru_cache(maxsize=256)
def _compiled(expression: str) -> CodeType:
    return compile(expression, expression, "eval")


def evaluated(expression: str, values: Mapping[str, Any]) -> Any:
    """An expression of plain arithmetic and comparisons, which mean the same in Python."""
    return eval(_compiled(expression), {"__builtins__": {}}, dict(values))


def terms(condition: str) -> list[str]:
    """The conditions that ``(a<0)+(b<=0)`` joins, of which one is enough."""
    if ")+(" in condition:
        return condition[1:-1].split(")+(")
    return [condition] if condition else []


def drop_settled(condition: str, constants: Mapping[str, str]) -> str:
    """Take out the terms of ``(a<0)+(b<=0)`` that numbers written in the formula make false."""

    def is_open(term: str) -> bool:
        used = names(term)
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
    expression: str,
    parameters: Sequence[str],
    optional: Mapping[str, str],
    optional_range: str = "",
) -> str:
    """The stored form of a named LAMBDA, with the prefixes of the file format.

    ``optional`` gives the value that an omitted parameter stands for; ``optional_range`` is an
    optional parameter that the expression itself tests with ISOMITTED. Optional parameters are
    ``_xlop.`` in the list and ``_xlpm.`` in the body.
    """

    def prefixed(name: str, _before: str) -> str | None:
        if name in optional:
            return f"_xlpm.{name}_v"
        return f"_xlpm.{name}" if name in parameters else None

    body = substitute(expression, prefixed)
    if optional:
        bindings = ",".join(
            f"_xlpm.{name}_v,IF(_xlfn.ISOMITTED(_xlpm.{name}),{value},_xlpm.{name})"
            for name, value in optional.items()
        )
        body = f"_xlfn.LET({bindings},{body})"
    left_out = {*optional, optional_range}
    listed = ",".join(("_xlop." if p in left_out else "_xlpm.") + p for p in parameters)
    return f"_xlfn.LAMBDA({listed},{body})"


def displayed(stored: str) -> str:
    """A stored formula as Excel shows it: without the file format's prefixes."""
    return re.sub(r"_xlfn\.(_xlws\.)?|_xlpm\.|_xlop\.", "", stored)


xl = SimpleNamespace(
    substitute=substitute,
    names=names,
    parenthesised=parenthesised,
    native=native,
    drop_neutral=drop_neutral,
    _compiled=_compiled,
    evaluated=evaluated,
    terms=terms,
    drop_settled=drop_settled,
    number_guard=number_guard,
    lambda_text=lambda_text,
    displayed=displayed,
)


# --- asss_xl.functions.catalogue ---
#: Excel cuts descriptions of functions, of arguments and of names here.
LONGEST_TEXT = 255

Decorator = Callable[[Callable[..., Any]], "Function"]
CATALOGUE: dict[str, Function] = {}
#: The groups of functions, as a reader of bokmål sees them, in the order they are shown.
CATEGORIES = {
    "utgiftsbehov": "Utgiftsbehov",
    "avvik": "Avvik",
    "profil": "Tjenesteprofil",
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
    ``together`` names the ranges that belong together row by row.
    ``same_as`` is the function that has the same formula, when the field has two names for it.
    """

    name: str | None
    python: Callable[..., Any]
    parameters: tuple[Parameter, ...]
    excel: str
    spills: bool
    excel_short: str = ""
    refuse: str = ""
    together: tuple[str, ...] = ()
    same_as: str = ""
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
        return self.evaluated(self.bound(arguments, named))

    def evaluated(self, values: list[Any]) -> Any:
        """The answer for a value per parameter, whatever Python has for values and ranges."""
        if any(hasattr(type(value), "__array__") for value in values):
            # Here and not above: whoever calls with plain values should not wait for numpy.
            from asss_xl.functions import arrays

            return arrays.call(self, values)
        return self.on_cells(values)

    def on_cells(self, values: list[Any]) -> Any:
        """The answer for values and ranges as cells hold them, a value per parameter."""
        if self.spills:
            return broadcast(values, self._single)
        if not any(p.is_range for p in self.parameters):
            return broadcast(values, lambda *single: checked(lambda: self.python(*single)))
        return self._of_ranges(values)

    def native(self, *arguments: str) -> str:
        """The plain formula (without ``=``) over the given references; runs in every Excel."""
        given = dict(zip((p.name for p in self.parameters), arguments, strict=False))
        if self._takes_short(len(arguments)):
            return xl.native(self.excel_short, given)
        omitted = {p.name: literal(p.default) for p in self.parameters[len(arguments) :]}
        body = self.excel
        if self.spills:
            numbers = {n: t for n, t in {**omitted, **given}.items() if _is_literal(t)}
            body = self._body(xl.drop_settled(self.refuse, numbers))
            body = xl.number_guard(self._guarded(given), xl.drop_neutral(body, omitted))
        return xl.native(body, {**omitted, **given})

    def named(self, *arguments: str) -> str:
        """The call by name, ``ASSS_AVVIK(B2,C2)``; a building block has only its native form."""
        if self.name is None:
            return self.native(*arguments)
        return f"{self.name}({','.join(arguments)})"

    def lambda_text(self) -> str:
        """The definition of the workbook name, in the stored form of the file."""
        names = [p.name for p in self.parameters]
        body = xl.number_guard(names, self._body(self.refuse)) if self.spills else self.excel
        if self.excel_short:
            last = self.parameters[-1].name
            body = f"IF(_xlfn.ISOMITTED({last}),{self.excel_short},{body})"
            return xl.lambda_text(body, names, {}, optional_range=last)
        optional = {p.name: literal(p.default) for p in self.parameters if p.optional}
        return xl.lambda_text(body, names, optional)

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
        names = [p.name for p in self.parameters]
        if len(arguments) > len(names):
            raise TypeError(f"{self._called()} tar {len(names)} argumenter, ikke {len(arguments)}.")
        for name in named:
            if name not in names:
                raise TypeError(f"{self._called()} har ikke noe argument «{name}».")
        values = list(arguments)
        for name in names[: len(arguments)]:
            if name in named:
                raise TypeError(f"{self._called()} har fått «{name}» to ganger.")
        for parameter in self.parameters[len(arguments) :]:
            if parameter.name in named:
                values.append(named[parameter.name])
            elif parameter.optional:
                values.append(parameter.default)
            else:
                raise TypeError(f"{self._called()} mangler argumentet «{parameter.name}».")
        return values

    def _called(self) -> str:
        listed = ", ".join(f"[{p.name}]" if p.optional else p.name for p in self.parameters)
        return f"{self.python.__name__}({listed})"

    def _single(self, *values: Value) -> Value:
        error = first_error(values)
        if error is not None:
            return error
        if not all(is_number(value) for value in values):
            return NA
        if self.refuse and xl.evaluated(self.refuse, self._named_values(values)):
            return NUM
        return checked(lambda: self.python(*values))

    def _named_values(self, values: tuple[Value, ...]) -> dict[str, Value]:
        return {p.name: value for p, value in zip(self.parameters, values, strict=True)}

    def _of_ranges(self, values: list[Any]) -> Any:
        given: list[Any] = []
        for parameter, value in zip(self.parameters, values, strict=True):
            if value is OMITTED:
                given.append(value)
                continue
            rows = as_rows(value)
            if not parameter.is_range and len(cells(rows)) != 1:
                return VALUE
            given.append(rows if parameter.is_range else rows[0][0])
        return checked(lambda: self.python(*given))

    def _guarded(self, given: Mapping[str, str]) -> list[str]:
        return [name for name, text in given.items() if not _is_literal(text)]


def cut(text: str, length: int = LONGEST_TEXT) -> str:
    """A text that Excel would cut, cut with a sign that it is."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _python_parameter(parameter: Parameter) -> inspect.Parameter:
    default = parameter.default if parameter.optional else inspect.Parameter.empty
    return inspect.Parameter(
        parameter.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default
    )


def literal(value: Value) -> str:
    """A constant as Excel writes it in a formula."""
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(int(value)) if float(value).is_integer() else repr(value)


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def _is_literal(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def scalar(name: str | None = None, *, excel: str, **about: Any) -> Decorator:
    """A function of numbers: a missing argument gives ``#N/A``, ranges spill.

    ``refuse`` is the condition, in Excel, that gives ``#NUM!``.
    """
    return _register(name, excel, spills=True, about=about)


def aggregate(name: str | None = None, *, excel: str, **about: Any) -> Decorator:
    """A function of ranges or text, which says itself what missing values mean.

    ``ranges`` names the parameters that are ranges; the others are single values.
    ``together`` names the ranges that belong together row by row.
    ``excel_short`` is the expression for when the last parameter, a range, is left out.
    """
    return _register(name, excel, spills=False, about=about)


def _register(name: str | None, excel: str, spills: bool, about: dict[str, Any]) -> Decorator:
    descriptions: Mapping[str, str] = about.pop("parameters", {})
    about["excel_short"] = _one_line(about.get("excel_short", ""))
    ranges = set(about.pop("ranges", ()))

    def decorate(python: Callable[..., Any]) -> Function:
        parameters = tuple(
            Parameter(
                name=p.name,
                description=descriptions.get(p.name, ""),
                optional=p.default is not inspect.Parameter.empty,
                default=None if p.default is inspect.Parameter.empty else p.default,
                is_range=p.name in ranges,
            )
            for p in inspect.signature(python).parameters.values()
        )
        function = Function(name, python, parameters, _one_line(excel), spills, **about)
        if name is not None:
            if name in CATALOGUE:
                raise ValueError(f"{name} is defined twice")
            CATALOGUE[name] = function
        return function

    return decorate


# --- asss_xl.functions.paired ---
def paired_excel(names: Sequence[str], body: str) -> str:
    """The Excel side of the rule around ``body``."""
    first, *others = names
    size = "+".join(
        f"(ROWS({first})<>ROWS({other}))+(COLUMNS({first})<>COLUMNS({other}))" for other in others
    )
    # ABS of a difference, because ironcalc loses the parentheses of (a<"")<>(b<"") in a file.
    gaps = "+".join(f'ABS(({first}<"")-({other}<""))' for other in others)
    return f"IF({size},#VALUE!,IF(SUMPRODUCT({gaps})>0,NA(),IF(COUNT({first})=0,NA(),{body})))"


def paired_rows(
    ranges: Sequence[Rows], compute: Callable[[list[tuple[float, ...]]], float]
) -> float | ExcelError:
    """The Python side of the rule: ``compute`` gets the places where all ranges have numbers."""
    if len({shape(rows) for rows in ranges}) > 1:
        return VALUE
    columns = [cells(rows) for rows in ranges]
    error = first_error(value for place in zip(*columns, strict=True) for value in place)
    if error is not None:
        return error
    complete: list[tuple[float, ...]] = []
    for place in zip(*columns, strict=True):
        present = [is_number(value) for value in place]
        if all(present):
            complete.append(tuple(float(value) for value in place))
        elif any(present):
            return NA
    return compute(complete) if complete else NA


# --- asss_xl.functions.utgiftsbehov ---
KAP = "utgiftsbehov"


@aggregate(
    "ASSS_KOSTNADSINDEKS",
    category=KAP,
    description="Kostnadsindeks for en sektor: summen av vekt ganger kriterieindeks. Landet = 1.",
    parameters={
        "indekser": "Kommunens kriterieindekser (landet = 1).",
        "vekter": "Kriterienes vekter i sektoren, i samme rekkefølge (summen er 1).",
    },
    ranges=("indekser", "vekter"),
    together=("indekser", "vekter"),
    excel=paired_excel(("indekser", "vekter"), "SUMPRODUCT(indekser,vekter)"),
    unit="indeks, landet = 1",
    source="ASSS 2009, kap. 2.1 og vedleggstabell 2, s. 25 og 39",
    example=(((0.943, 1.236, 0.781, 0.661, 0.044),), ((0.849, 0.049, 0.031, 0.034, 0.038),)),
)
def kostnadsindeks(indekser: Rows, vekter: Rows) -> float | ExcelError:
    """Cost index ``sum(w * i)`` of a sector; 1.10 is ten percent more need than the country.

    Rows where neither range has a number are skipped; a number missing in only one of them is
    ``#N/A``; ranges of different size are ``#VALUE!``. Source: vedleggstabell 2, p. 39.
    """
    return paired_rows((indekser, vekter), lambda pairs: sum(i * w for i, w in pairs))


@scalar(
    "ASSS_KORREKSJON",
    category=KAP,
    description="Korreksjon for utgiftsbehov i kroner per innbygger: vekt * (indeks - 1) * snitt.",
    parameters={
        "snitt": "Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.",
        "indeks": "Kriteriets indeks eller sektorens kostnadsindeks (landet = 1).",
        "vekt": "Kriteriets vekt i sektoren. Utelatt: 1, som gir sektorens samlede korreksjon.",
    },
    excel="(indeks-1)*snitt*vekt",
    unit="kr per innbygger",
    source="ASSS 2009, vedleggstabell 2, s. 39",
    example=(8383, 0.943, 0.849),
)
def korreksjon(snitt: float, indeks: float, vekt: float = 1.0) -> float:
    """Correction for need of one criterion, or of a whole sector when the weight is left out."""
    return (indeks - 1) * snitt * vekt


@scalar(
    "ASSS_UTGIFTSBEHOV",
    category=KAP,
    description="Beregnet utgiftsbehov i kroner per innbygger: snitt * indeks + tillegg.",
    parameters={
        "snitt": "Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.",
        "indeks": "Sektorens kostnadsindeks (landet = 1).",
        "tillegg": "Korreksjoner utenom indeksen, kr per innbygger (grunnskole: statlige og "
        "frittstående skoler, minoritetsspråklige). Utelatt: 0.",
    },
    excel="snitt*indeks+tillegg",
    unit="kr per innbygger",
    source="ASSS 2009, kap. 2.3.2 og vedleggstabell 2, s. 33 og 39",
    example=(8383, 0.909, -170),
)
def utgiftsbehov(snitt: float, indeks: float, tillegg: float = 0.0) -> float:
    """Calculated need for spending, kroner per inhabitant (grunnskole 2009: about 7 450)."""
    return snitt * indeks + tillegg


@scalar(
    "ASSS_SOSIALE",
    category=KAP,
    description="Sosiale lønnsutgifter som belaster netto driftsutgifter: sosiale * netto / brutto.",
    parameters={
        "sosiale": "Pensjonsinnskudd og arbeidsgiveravgift i sektoren.",
        "netto": "Sektorens netto driftsutgifter.",
        "brutto": "Sektorens brutto driftsutgifter, samme enhet som netto.",
    },
    excel="sosiale*netto/brutto",
    unit="samme som sosiale",
    source="ASSS 2009, kap. 2.4, s. 37",
    example=(900, 8000, 10000),
)
def sosiale(sosiale: float, netto: float, brutto: float) -> float:
    """Pension and employer's tax, taken in proportion to net over gross spending."""
    return sosiale * netto / brutto


# --- asss_xl.functions.avvik ---
KAP = "avvik"
_ANVENDELSER = ("egne", "snitt", "korreksjoner")
_AVVIK_PARAMETERS = {
    "verdi": "Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.",
    "snitt": "Landets eller nettverkets snitt av det samme.",
    "indeks": "Kostnadsindeks som snittet korrigeres med. Utelatt: 1.",
    "tillegg": "Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.",
}


@scalar(
    "ASSS_AVVIK",
    category=KAP,
    description="Avvik fra snittet korrigert for utgiftsbehov: verdi - (snitt * indeks + tillegg).",
    parameters=_AVVIK_PARAMETERS,
    excel="verdi-(snitt*indeks+tillegg)",
    unit="samme som verdi",
    source="ASSS 2009, kap. 2.3 og vedleggstabell 1, s. 31-38",
    example=(11288, 10640, 0.968),
)
def avvik(verdi: float, snitt: float, indeks: float = 1.0, tillegg: float = 0.0) -> float:
    """Deviation from the mean, the mean corrected for calculated need for spending."""
    return verdi - (snitt * indeks + tillegg)


@scalar(
    "ASSS_AVVIK_PST",
    category=KAP,
    description="Avvik fra snittet korrigert for utgiftsbehov, i prosent av det korrigerte snittet. "
    "Er det negativt, er svaret en feilverdi.",
    parameters=_AVVIK_PARAMETERS,
    refuse="snitt*indeks+tillegg<0",
    excel="100*(verdi-(snitt*indeks+tillegg))/(snitt*indeks+tillegg)",
    unit="prosent",
    source="ASSS 2009, kap. 2.3.2, s. 32",
    example=(11288, 10640, 0.968),
)
def avvik_pst(verdi: float, snitt: float, indeks: float = 1.0, tillegg: float = 0.0) -> float:
    """The deviation in percent of the corrected mean (pleie og omsorg 2009: 9.6)."""
    behov = snitt * indeks + tillegg
    return 100 * (verdi - behov) / behov


@scalar(
    "ASSS_AVVIK_UTEN_AVSKRIVNINGER",
    category=KAP,
    description="Avviket når forskjellen i avskrivninger er trukket ut (trinn 1 til trinn 2): "
    "avvik - (avskrivninger - snitt_avskrivninger).",
    parameters={
        "avvik": "Ukorrigert avvik fra landet, kr per innbygger, med avskrivninger.",
        "avskrivninger": "Kommunens avskrivninger i sektoren, kr per innbygger.",
        "snitt_avskrivninger": "Landets avskrivninger i sektoren, kr per innbygger.",
    },
    excel="avvik-(avskrivninger-snitt_avskrivninger)",
    unit="kr per innbygger",
    source="ASSS 2009, kap. 2.3 og vedleggstabell 1, s. 31-38",
    example=(-1189, 500, 810),
)
def avvik_uten_avskrivninger(
    avvik: float, avskrivninger: float, snitt_avskrivninger: float
) -> float:
    """The depreciation step of the chain: d1 = d0 - (own - country depreciation)."""
    return avvik - (avskrivninger - snitt_avskrivninger)


@scalar(
    "ASSS_AVSTAND_TIL_MAAL",
    category=KAP,
    description="Hva det koster å nå et mål, i kroner: (maal - verdi) * mengde. Negativt når "
    "målet er lavere enn verdien.",
    parameters={
        "verdi": "Kommunens verdi i kroner per enhet, for eksempel per innbygger.",
        "maal": "Målet, samme enhet som verdi; for eksempel snittet i nettverket.",
        "mengde": "Hvor mange enheter det gjelder: innbyggere, plasser, elever. For en verdi i "
        "prosent av driftsinntektene: driftsinntektene i kroner delt på 100.",
    },
    refuse="mengde<0",
    excel="(maal-verdi)*mengde",
    unit="kroner",
    source="ASSS 2009, kap. 2.3.4, s. 34-35",
    example=(11288, 10640, 249540),
)
def avstand_til_maal(verdi: float, maal: float, mengde: float) -> float:
    """Distance to a goal in kroner; negative when the goal is to spend less."""
    return (maal - verdi) * mengde


@scalar(
    "ASSS_AVVIK_BELOEP",
    category=KAP,
    description="Avviket i 1000 kroner: kroner per innbygger ganger innbyggere, delt på 1000.",
    parameters={
        "avvik": "Avvik i kroner per innbygger.",
        "innbyggere": "Kommunens folketall.",
    },
    excel="avvik*innbyggere/1000",
    unit="1000 kr",
    source="ASSS 2009, tabell 19, s. 35",
    example=(984, 249540),
)
def avvik_beloep(avvik: float, innbyggere: float) -> float:
    """Deviation in 1000 kroner (pleie og omsorg 2009: about 250 million)."""
    return avvik * innbyggere / 1000


@aggregate(
    "ASSS_INNTEKTSNIVAA",
    category=KAP,
    description="Kommunens inntektsnivå i forhold til landet når forskjeller i utgiftsbehov er "
    "trukket ut: (sum egne - sum korreksjoner) / sum snitt.",
    parameters={
        "egne": "Kommunens bruk per anvendelse, kr per innbygger, uten sosiale lønnsutgifter.",
        "snitt": "Landets snitt per anvendelse, i samme rekkefølge.",
        "korreksjoner": "Korreksjon for utgiftsbehov per anvendelse; 0 der det ikke finnes "
        "kostnadsnøkkel.",
    },
    ranges=_ANVENDELSER,
    together=_ANVENDELSER,
    excel=paired_excel(
        _ANVENDELSER, "IF(SUM(snitt)<0,#NUM!,(SUM(egne)-SUM(korreksjoner))/SUM(snitt))"
    ),
    unit="forholdstall, landet = 1",
    source="ASSS 2009, kap. 2.3.4 og tabell 19, s. 34-35 (formelen er ikke trykt)",
    example=(((7504, 11288),), ((8383, 10640),), ((-932, -337),)),
)
def inntektsnivaa(egne: Rows, snitt: Rows, korreksjoner: Rows) -> float | ExcelError:
    """Income level r of the municipality, country = 1 (2009: 0.9285)."""

    def level(places: list[tuple[float, ...]]) -> float:
        total = sum(place[1] for place in places)
        if total == 0:
            return DIV0  # type: ignore[return-value]
        if total < 0:
            return NUM  # type: ignore[return-value]
        return (sum(p[0] for p in places) - sum(p[2] for p in places)) / total

    return paired_rows((egne, snitt, korreksjoner), level)


@scalar(
    "ASSS_AVVIK_INNTEKT",
    category=KAP,
    description="Avvik fra landets snitt ved kommunens eget inntektsnivå: "
    "egen - (snitt * nivaa + korreksjon). Samme formel som ASSS_AVVIK, med nivaa som indeks og "
    "korreksjon som tillegg.",
    same_as="ASSS_AVVIK",
    parameters={
        "egen": "Kommunens bruk, kr per innbygger, uten sosiale lønnsutgifter.",
        "snitt": "Landets snitt, kr per innbygger.",
        "korreksjon": "Korreksjon for utgiftsbehov, kr per innbygger.",
        "nivaa": "Inntektsnivået fra ASSS_INNTEKTSNIVAA.",
    },
    excel="egen-(snitt*nivaa+korreksjon)",
    unit="kr per innbygger",
    source="ASSS 2009, tabell 19, s. 35",
    example=(7504, 8383, -932, 0.9285),
)
def avvik_inntekt(egen: float, snitt: float, korreksjon: float, nivaa: float) -> float:
    """Deviation from the country at the municipality's own income level; sums to 0 over uses."""
    return avvik.python(egen, snitt, nivaa, korreksjon)


@scalar(
    "ASSS_DISPONIBEL_INNTEKT",
    category=KAP,
    description="Disponibel inntekt: netto driftsutgifter + renter/avdrag + premieavvik + netto "
    "driftsresultat - avskrivninger.",
    parameters={
        "netto_driftsutgifter": "Sum netto driftsutgifter (eller avvik fra landet), kr per innbygger.",
        "renter_avdrag": "Renter og avdrag.",
        "premieavvik": "Premieavvik.",
        "netto_driftsresultat": "Netto driftsresultat.",
        "avskrivninger": "Avskrivninger som ligger i netto driftsutgifter. Utelatt: 0.",
    },
    excel="netto_driftsutgifter+renter_avdrag+premieavvik+netto_driftsresultat-avskrivninger",
    unit="kr per innbygger",
    source="ASSS 2009, kap. 2.4 og vedleggstabell 1, s. 37-38",
    example=(-726, -1494, -282, -1567, -309),
)
def disponibel_inntekt(
    netto_driftsutgifter: float,
    renter_avdrag: float,
    premieavvik: float,
    netto_driftsresultat: float,
    avskrivninger: float = 0.0,
) -> float:
    """Disposable income: the sum of all uses of income, depreciation taken out."""
    uses = netto_driftsutgifter + renter_avdrag + premieavvik + netto_driftsresultat
    return uses - avskrivninger


# --- asss_xl.functions.profil ---
KAP = "profil"
_VERDIER = (
    "Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som "
    "overskrift er et tall og regnes med: la området begynne under det."
)


@scalar(
    "ASSS_INDEKS",
    category=KAP,
    description="Kommunens verdi i prosent av snittet: 100 * verdi / snitt. Snittet = 100. Et "
    "negativt snitt gir ingen indeks, men en feilverdi.",
    refuse="snitt<0",
    parameters={"verdi": "Kommunens verdi.", "snitt": "Nettverkets snitt."},
    excel="100*verdi/snitt",
    unit="indeks, snitt = 100",
    source="ASSS 2009, kap. 3, s. 43",
    example=(6.2, 6.7),
)
def indeks(verdi: float, snitt: float) -> float:
    """Index of a value, mean = 100; also used for the highest and lowest value."""
    return 100 * verdi / snitt


@scalar(
    "ASSS_RESSURSBRUK",
    category=KAP,
    description="Ressursbruksindikator: netto driftsutgifter korrigert for utgiftsbehov, i "
    "forhold til nettverkets snitt av det samme. 1 = snittet.",
    parameters={
        "netto_driftsutgifter": "Kommunens netto driftsutgifter, kr per innbygger.",
        "korrigert_snitt": "Nettverkets snitt av netto driftsutgifter delt på kostnadsindeks, ikke "
        "snittet av netto driftsutgifter alene. For landet er de to like.",
        "kostnadsindeks": "Kommunens kostnadsindeks for tjenesten.",
    },
    refuse="(korrigert_snitt<0)+(kostnadsindeks<0)",
    excel="netto_driftsutgifter/kostnadsindeks/korrigert_snitt",
    unit="forholdstall, snitt = 1",
    source="ASSS 2009, kap. 3, s. 43",
    example=(7504, 8400, 0.909),
)
def ressursbruk(
    netto_driftsutgifter: float, korrigert_snitt: float, kostnadsindeks: float
) -> float:
    """Use of resources relative to the network, corrected for need; 1.00 is the mean."""
    return netto_driftsutgifter / kostnadsindeks / korrigert_snitt


_ULIK_FORM = "(ROWS(verdier)<>ROWS({other}))+(COLUMNS(verdier)<>COLUMNS({other}))"
_UTEN_VEKT = '(verdier<"")*(1-(vekter<""))'


@aggregate(
    "ASSS_SNITT",
    category=KAP,
    description="Nettverkets snitt over kommunene som har en verdi, uveid eller veid.",
    parameters={
        "verdier": _VERDIER,
        "vekter": "Vekter, for eksempel innbyggere, i samme rekkefølge. Utelatt: uveid.",
    },
    ranges=("verdier", "vekter"),
    together=("verdier", "vekter"),
    excel=f"""IF({_ULIK_FORM.format(other="vekter")},#VALUE!,
        IF(SUMPRODUCT({_UTEN_VEKT})>0,NA(),IF(COUNT(verdier)=0,NA(),
        SUMPRODUCT(verdier,vekter)/SUMPRODUCT((verdier<"")*1,vekter))))""",
    excel_short="IF(COUNT(verdier)=0,NA(),AVERAGE(verdier))",
    unit="samme som verdiene",
    source="ASSS 2009, kap. 1.1 og 3, s. 9 og 43",
    example=(((6.2, 6.7, 7.1),),),
)
def snitt(verdier: Rows, vekter: Rows | Omitted = OMITTED) -> float | ExcelError:
    """Mean over the members that have a value; a missing value is not in the mean.

    With weights the mean is the sum of value times weight over the sum of the weights that
    have a value; a value without a weight is ``#N/A``, ranges of different size ``#VALUE!``.
    """
    if isinstance(vekter, Omitted):
        return _plain_mean(verdier)
    if shape(verdier) != shape(vekter):
        return VALUE
    return _weighted_mean(cells(verdier), cells(vekter))


def _plain_mean(verdier: Rows) -> float | ExcelError:
    found = numbers(verdier)
    if not found:
        return NA
    return first_error(cells(verdier)) or sum(found) / len(found)


def _weighted_mean(values: list[Value], weights: list[Value]) -> float | ExcelError:
    error = first_error(v for pair in zip(values, weights, strict=True) for v in pair)
    if error is not None:
        return error
    pairs = [(v, w) for v, w in zip(values, weights, strict=True) if is_number(v)]
    if not pairs or any(not is_number(w) for _, w in pairs):
        return NA
    return sum(v * w for v, w in pairs) / sum(w for _, w in pairs)  # type: ignore[operator,misc]


_MED_EN = '(verdier<"")*(enheter<>uten)'
_MED_FLERE = '(verdier<"")*ISNA(MATCH(enheter,uten,0))'
_FINNES_EN = 'SUMPRODUCT((enheter=uten)*(uten<>""))>0'
#: MATCH takes * and ? for any letters, so a name with them cannot be looked up.
_FINNES_FLERE = (
    'IF(SUMPRODUCT((enheter<>"")*0)+SUMPRODUCT((uten<>"")*1)=0,FALSE,'
    "IF((ROWS(enheter)>1)*(COLUMNS(enheter)>1),FALSE,"
    'SUMPRODUCT((uten<>"")*ISNA(MATCH(uten,enheter,0)))+'
    'SUMPRODUCT((SUBSTITUTE(SUBSTITUTE(uten,"*",""),"?","")<>uten&"")*1)=0))'
)


def _mean_without(included: str, weight: str) -> str:
    weights = f",{weight}" if weight else ""
    gaps = f"IF(SUMPRODUCT({included}*(1-({weight}<\"\")))>0,NA()," if weight else "("
    return (
        f"IF(SUMPRODUCT({included})=0,NA(),{gaps}"
        f"SUMPRODUCT({included},verdier{weights})/SUMPRODUCT({included}{weights})))"
    )


def _snitt_uten_excel(weight: str) -> str:
    others = ("enheter", weight) if weight else ("enheter",)
    size = "+".join(_ULIK_FORM.format(other=other) for other in others)
    # IFERROR, because LibreOffice has no ROWS of a text written in the formula.
    size += "+IFERROR((ROWS(uten)>1)*(COLUMNS(uten)>1),0)"
    return (
        f"IF({size},#VALUE!,IF(IFERROR(ROWS(uten)*COLUMNS(uten),1)=1,"
        f"IF({_FINNES_EN},{_mean_without(_MED_EN, weight)},NA()),"
        f"IF({_FINNES_FLERE},{_mean_without(_MED_FLERE, weight)},NA())))"
    )


@aggregate(
    "ASSS_SNITT_UTEN",
    category=KAP,
    description="Snitt uten bestemte kommuner, for eksempel uten Oslo og uten kommunen selv. Et "
    "navn som ikke står blant enhetene, gir en feilverdi.",
    parameters={
        "verdier": _VERDIER,
        "enheter": "Kommunenavnene, i samme rekkefølge som verdiene.",
        "uten": "Kommunen som skal holdes utenfor, eller flere i én rad eller kolonne; skrevet som i "
        "enheter (store og små bokstaver er like).",
        "vekter": "Vekter i samme rekkefølge. Utelatt: uveid.",
    },
    ranges=("verdier", "enheter", "uten", "vekter"),
    together=("verdier", "enheter", "vekter"),
    excel=_snitt_uten_excel("vekter"),
    excel_short=_snitt_uten_excel(""),
    unit="samme som verdiene",
    source="ASSS 2009, kap. 1.1, s. 9",
    example=(((6.2, 6.7, 7.1),), (("Bergen", "Oslo", "Tromsø"),), "Oslo"),
)
def snitt_uten(
    verdier: Rows, enheter: Rows, uten: Rows, vekter: Rows | Omitted = OMITTED
) -> float | ExcelError:
    """Mean over the members that are not named in ``uten``; no member left gives ``#N/A``."""
    weights = as_rows(1.0) if isinstance(vekter, Omitted) else vekter
    if shape(verdier) != shape(enheter):
        return VALUE
    if not isinstance(vekter, Omitted) and shape(verdier) != shape(vekter):
        return VALUE
    if min(shape(uten)) > 1:
        return VALUE
    left_out = cells(uten)
    single = len(left_out) == 1
    values, units = cells(verdier), cells(enheter)
    wrong = _wrong_names(units, left_out, shape(enheter)) or first_error(values)
    if wrong is not None:
        return wrong
    kept = [
        is_number(v) and not (_same(u, left_out[0]) if single else _listed(u, left_out))
        for v, u in zip(values, units, strict=True)
    ]
    if not any(kept):
        return NA
    flat: list[Value] = list(cells(weights))
    if len(flat) != len(values):
        flat = [1.0] * len(values)
    chosen = [v if keep else None for v, keep in zip(values, kept, strict=True)]
    return _weighted_mean(chosen, flat)


def _wrong_names(
    units: list[Value], left_out: list[Value], size: tuple[int, int]
) -> ExcelError | None:
    """An error among the names, ``#N/A`` for a name that is not there, or None."""
    # In the order in which Excel meets them, comparing each unit with the one name.
    single = len(left_out) == 1
    error = first_error(units[:1] + left_out + units[1:] if single else units + left_out)
    if error is not None:
        return error
    wanted = [name for name in left_out if not is_blank(name)]
    if not wanted or (len(left_out) > 1 and min(size) > 1):
        return NA
    for name in wanted:
        wild = len(left_out) > 1 and isinstance(name, str) and bool({*name} & {"*", "?"})
        if wild or not any(_same(unit, name) for unit in units):
            return NA
    return None


def _same(left: Value, right: Value) -> bool:
    if is_error(left) or is_error(right):
        return False
    if left is None or right is None:
        other = right if left is None else left
        return is_blank(other) or other == 0  # a blank cell equals 0 and FALSE as well
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return is_number(left) == is_number(right) and left == right


def _listed(unit: Value, names: list[Value]) -> bool:
    return any(_same(unit, name) for name in names if not is_blank(name) and not is_blank(unit))


@aggregate(
    "ASSS_LAVEST",
    category=KAP,
    description="Laveste verdi i nettverket; manglende verdier er ikke med.",
    parameters={"verdier": _VERDIER},
    ranges=("verdier",),
    excel="IF(COUNT(verdier)=0,NA(),MIN(verdier))",
    unit="samme som verdiene",
    source="ASSS 2009, kap. 3, s. 43",
    example=(((6.2, 6.7, 7.1),),),
)
def lavest(verdier: Rows) -> float | ExcelError:
    """Lowest value of the network."""
    found = numbers(verdier)
    return (first_error(cells(verdier)) or min(found)) if found else NA


@aggregate(
    "ASSS_HOEYEST",
    category=KAP,
    description="Høyeste verdi i nettverket; manglende verdier er ikke med.",
    parameters={"verdier": _VERDIER},
    ranges=("verdier",),
    excel="IF(COUNT(verdier)=0,NA(),MAX(verdier))",
    unit="samme som verdiene",
    source="ASSS 2009, kap. 3, s. 43",
    example=(((6.2, 6.7, 7.1),),),
)
def hoeyest(verdier: Rows) -> float | ExcelError:
    """Highest value of the network."""
    found = numbers(verdier)
    return (first_error(cells(verdier)) or max(found)) if found else NA


@aggregate(
    "ASSS_ANTALL",
    category=KAP,
    description="Hvor mange kommuner som har en verdi.",
    parameters={"verdier": _VERDIER},
    ranges=("verdier",),
    excel="COUNT(verdier)",
    unit="antall",
    source="ASSS 2009, kap. 3, s. 43",
    example=(((6.2, "Ikke data", 7.1),),),
)
def antall(verdier: Rows) -> float:
    """n: how many members have a value."""
    return float(len(numbers(verdier)))


def _rank_excel(beats: str) -> str:
    """One value against a range; a range of values would all get the same rank."""
    return (
        "IF(IFERROR(ROWS(verdi)*COLUMNS(verdi),1)>1,#VALUE!,"
        'IF(verdi<"",IF(COUNT(verdier)=0,NA(),'
        f'1+SUMPRODUCT((verdier<"")*({beats}))),NA()))'
    )


@aggregate(
    "ASSS_RANG",
    category=KAP,
    description="Kommunens plass i nettverket regnet fra høyest. Like verdier deler plass.",
    parameters={"verdi": "Kommunens verdi.", "verdier": _VERDIER},
    ranges=("verdier",),
    excel=_rank_excel("verdier>verdi"),
    unit="plass, 1 = høyest",
    source="ASSS 2009, kap. 3, s. 43",
    example=(6.7, ((6.2, 6.7, 7.1),)),
)
def rang(verdi: Value, verdier: Rows) -> float | ExcelError:
    """Rank from the highest; ties share a rank. The value itself need not be in the range."""
    return _rank(verdi, verdier, lambda other, own: other > own)


@aggregate(
    "ASSS_RANG_LAVEST",
    category=KAP,
    description="Kommunens plass i nettverket regnet fra lavest. Like verdier deler plass.",
    parameters={"verdi": "Kommunens verdi.", "verdier": _VERDIER},
    ranges=("verdier",),
    excel=_rank_excel("verdier<verdi"),
    unit="plass, 1 = lavest",
    source="ASSS 2009, kap. 3, s. 43",
    example=(6.2, ((6.2, 6.7, 7.1),)),
)
def rang_lavest(verdi: Value, verdier: Rows) -> float | ExcelError:
    """Rank from the lowest; ties share a rank. The value itself need not be in the range."""
    return _rank(verdi, verdier, lambda other, own: other < own)


def _rank(
    verdi: Value, verdier: Rows, beats: Callable[[float, float], bool]
) -> float | ExcelError:
    if isinstance(verdi, ExcelError):
        return verdi
    found = numbers(verdier)
    if not is_number(verdi) or not found:
        return NA
    own = float(verdi)  # type: ignore[arg-type]
    return first_error(cells(verdier)) or 1.0 + sum(beats(other, own) for other in found)


# --- asss_xl.functions.funn ---
KAP = "profil"
#: Differences of printed decimals are not exact in binary; 1.5 - 1.4 must count as 0.1.
_SLAKK = 1.000001
#: A mean this small beside the value is 0 that binary fractions have missed.
_NULL = "0.000000000001"
_RETNINGER = {
    "høy": "|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt|",
    "lav": "|lav|lavt|låg|lågt|",
}
_FLEST_DESIMALER = 3


def _retning_excel(spellings: str) -> str:
    """Where a direction stands among its spellings, 0 when it does not."""
    return f'IFERROR(FIND("|"&LOWER(TRIM(gunstig))&"|","{spellings}"),0)'


_UKJENT_RETNING = f'IF(TRIM(gunstig)="",FALSE,{_retning_excel("".join(_RETNINGER.values()))}=0)'
_GYLDIGE_DESIMALER = "+".join(f"(desimaler={n})" for n in range(_FLEST_DESIMALER + 1))
#: Rounded twice: 8.5 percent must not become 8 because binary fractions make it 8.4999999.
_STOERRELSE = "ROUND(ROUND(ABS(100*(verdi-snitt)/snitt),9),desimaler)"
#: FIXED writes the reader's own decimal sign; the sentence has a comma whoever reads it.
_SIFRE = f"""IF(desimaler=0,FIXED({_STOERRELSE},0,TRUE),FIXED(INT({_STOERRELSE}),0,TRUE)&","&
    RIGHT("000"&FIXED(ROUND(({_STOERRELSE}-INT({_STOERRELSE}))*10^desimaler,0),0,TRUE),desimaler))"""
_RANG_TEKST = """IF(rang=1,", høyest i nettverket",IF(rang=antall,", lavest i nettverket",
    IF(rang=2,", nest høyest i nettverket",IF(rang=antall-1,", nest lavest i nettverket",
    IF(rang<=antall/3,", blant de høyeste i nettverket",
    IF(antall+1-rang<=antall/3,", blant de laveste i nettverket",""))))))"""
_PLASS = f"""IF(IF((lavest<"")*(hoeyest<""),lavest=hoeyest,FALSE),"",
    IF(IF(hoeyest<"",verdi>=hoeyest,FALSE),", høyest i nettverket",
    IF(IF(lavest<"",verdi<=lavest,FALSE),", lavest i nettverket",
    IF((rang<"")*(antall<""),{_RANG_TEKST},""))))"""
_VURDERING = f"""IF(TRIM(gunstig)="","",
    IF(IF(verdi>snitt,1,0)=IF({_retning_excel(_RETNINGER["høy"])}>0,1,0)," (gunstig)"," (ugunstig)"))"""


@aggregate(
    "ASSS_FUNN",
    category=KAP,
    description="Avviket fra snittet i ord: retning, størrelse og plass i nettverket. Tomt når "
    "for få kommuner har tall eller forskjellen er innenfor avrundingen. Et negativt snitt gir "
    "en feilverdi.",
    parameters={
        "indikator": "Navnet som setningen skal begynne med; tomt gir bare avviket.",
        "verdi": "Kommunens verdi.",
        "snitt": "Nettverkets snitt.",
        "lavest": "Laveste verdi i nettverket, hvis den er kjent.",
        "hoeyest": "Høyeste verdi i nettverket, hvis den er kjent.",
        "avrunding": "Største forskjell som avrundingen av de trykte tallene kan forklare.",
        "antall": "Hvor mange kommuner som har tall.",
        "minste_antall": "Færrest kommuner som indikatoren kan sammenliknes for.",
        "rang": "Kommunens plass fra ASSS_RANG, hvis den er kjent.",
        "gunstig": "høy eller lav når fagfeltet er enig om hva som er gunstig, ellers tomt. Andre ord "
        "gir en feilverdi.",
        "desimaler": "Antall desimaler i prosenten, 0 til 3. Utelatt: 0.",
    },
    excel=f"""IF({_UKJENT_RETNING},#VALUE!,IF({_GYLDIGE_DESIMALER}=0,#VALUE!,
        IF((verdi<"")*(snitt<""),
        IF(IF((antall<"")*(minste_antall<""),antall<minste_antall,FALSE),"",
        IF(snitt<=-{_NULL}*(1+ABS(verdi)),#NUM!,
        IF(IF(ABS(snitt)<{_NULL}*(1+ABS(verdi)),IF(ABS(verdi)<{_NULL},0,#DIV/0!),{_STOERRELSE})=0,
            IF(indikator="","På ASSS-gjennomsnittet",indikator&" ligger på ASSS-gjennomsnittet"),
        IF(ABS(verdi-snitt)<={_SLAKK}*IF(avrunding<"",avrunding,0),"",
            IF(indikator="","",indikator&" er ")&{_SIFRE}&
            IF(verdi>snitt," prosent over"," prosent under")&" ASSS-gjennomsnittet"&
            {_PLASS}&{_VURDERING})))),NA())))""",
    unit="tekst",
    source="ASSS 2009, kap. 3, s. 44-75; Bærum 2019",
    example=("Andel elever med spesialundervisning", 6.2, 6.7),
)
def funn(
    indikator: Value,
    verdi: Value,
    snitt: Value,
    lavest: Value = None,
    hoeyest: Value = None,
    avrunding: Value = None,
    antall: Value = None,
    minste_antall: Value = None,
    rang: Value = None,
    gunstig: Value = None,
    desimaler: Value = 0,
) -> str | ExcelError:
    """A finding such as «Sykefravær er 29 prosent over ASSS-gjennomsnittet (ugunstig)».

    A missing value or mean is ``#N/A``, a mean of 0 ``#DIV/0!`` unless the value is 0 as well.
    The optional arguments may be missing one by one; the sentence then says less.
    """
    error = first_error((gunstig,))
    if error is not None:
        return error
    favourable = _direction(gunstig)
    if favourable is VALUE:
        return VALUE
    digits = 0 if desimaler is None else desimaler
    error = first_error((digits,))
    if error is not None:
        return error
    if not is_number(digits) or digits not in range(_FLEST_DESIMALER + 1):
        return VALUE
    error = first_error((verdi, snitt))
    if error is not None:
        return error
    if not is_number(verdi) or not is_number(snitt):
        return NA
    error = first_error((antall, minste_antall))
    if error is not None:
        return error
    if is_number(antall) and is_number(minste_antall) and antall < minste_antall:  # type: ignore[operator]
        return ""
    size = _size(float(verdi), float(snitt), int(digits))  # type: ignore[arg-type]
    if isinstance(size, ExcelError):
        return size
    error = first_error((avrunding,) if size else (indikator,))
    if error is not None:
        return error
    if size == 0:
        return (
            "På ASSS-gjennomsnittet"
            if is_blank(indikator)
            else f"{text_of(indikator)} ligger på ASSS-gjennomsnittet"
        )
    slack = float(avrunding) if is_number(avrunding) else 0.0  # type: ignore[arg-type]
    if abs(verdi - snitt) <= _SLAKK * slack:  # type: ignore[operator]
        return ""
    place = _place(float(verdi), lavest, hoeyest, antall, rang)  # type: ignore[arg-type]
    error = first_error((indikator, lavest, hoeyest, place))
    if error is not None:
        return error
    lead = "" if is_blank(indikator) else f"{text_of(indikator)} er "
    above = verdi > snitt  # type: ignore[operator]
    share = f"{size:.{int(digits)}f}".replace(".", ",")
    return (
        f"{lead}{share} prosent {'over' if above else 'under'} ASSS-gjennomsnittet"
        + place
        + _judgement(above, favourable)
    )


def _direction(gunstig: Value) -> str | ExcelError:
    """``høy``, ``lav`` or nothing, however it is spelled; other words are an error."""
    word = " ".join(text_of(gunstig).casefold().split())
    found = (name for name, spelled in _RETNINGER.items() if f"|{word}|" in spelled)
    return next(found, VALUE) if word else ""


def _size(verdi: float, snitt: float, digits: int) -> float | ExcelError:
    """The deviation in percent, rounded; 0 against 0 is none."""
    nothing = float(_NULL)
    if snitt <= -nothing * (1 + abs(verdi)):
        return NUM
    if abs(snitt) < nothing * (1 + abs(verdi)):
        return 0.0 if abs(verdi) < nothing else DIV0
    return round_half_away(round_half_away(abs(100 * (verdi - snitt) / snitt), 9), digits)


def _place(verdi: float, lavest: Value, hoeyest: Value, antall: Value, rang: Value) -> str:
    """The place in the network: the extremes first, since ties share a rank."""
    if is_number(lavest) and is_number(hoeyest) and lavest == hoeyest:
        return ""
    if is_number(hoeyest) and verdi >= hoeyest:  # type: ignore[operator]
        return ", høyest i nettverket"
    if is_number(lavest) and verdi <= lavest:  # type: ignore[operator]
        return ", lavest i nettverket"
    if is_error(rang):
        return rang  # type: ignore[return-value]
    return _ranked(float(rang), float(antall)) if is_number(rang) and is_number(antall) else ""  # type: ignore[arg-type]


def _ranked(rang: float, antall: float) -> str:
    if rang == 1:
        return ", høyest i nettverket"
    if rang == antall:
        return ", lavest i nettverket"
    if rang == 2:
        return ", nest høyest i nettverket"
    if rang == antall - 1:
        return ", nest lavest i nettverket"
    if rang <= antall / 3:
        return ", blant de høyeste i nettverket"
    return ", blant de laveste i nettverket" if antall + 1 - rang <= antall / 3 else ""


def _judgement(above: bool, favourable: str) -> str:
    if not favourable:
        return ""
    return " (gunstig)" if above == (favourable == "høy") else " (ugunstig)"


# --- asss_xl.functions.regnskap ---
KAP = "regnskap"
_INNTEKT = "Kommunens driftsinntekter, samme enhet som beløpet."
#: A cell with the percent format holds 0.051 where it shows 5.1 %.
_PROSENT = " Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar."
MISSING_MARKS_FOLDED = {mark.casefold() for mark in MISSING_MARKS}


@scalar(
    "ASSS_BRUTTO_DRIFTSRESULTAT",
    category=KAP,
    description="Brutto driftsresultat før avskrivninger: driftsinntekter - driftsutgifter.",
    parameters={
        "driftsinntekter": "Driftsinntekter.",
        "driftsutgifter": "Driftsutgifter uten avskrivninger.",
    },
    excel="driftsinntekter-driftsutgifter",
    unit="samme som beløpene",
    source="ASSS 2009, tabell 0, s. 6",
    example=(13972130, 13810762),
)
def brutto_driftsresultat(driftsinntekter: float, driftsutgifter: float) -> float:
    """Gross operating result before depreciation."""
    return driftsinntekter - driftsutgifter


@scalar(
    "ASSS_NETTO_DRIFTSRESULTAT",
    category=KAP,
    description="Netto driftsresultat: brutto driftsresultat + renteinntekter - renteutgifter - "
    "netto avdrag.",
    parameters={
        "brutto_driftsresultat": "Brutto driftsresultat.",
        "renteinntekter": "Renteinntekter, utbytte og finansielle gevinster.",
        "renteutgifter": "Renteutgifter, provisjoner og finansielle tap (positivt tall).",
        "avdrag": "Netto avdrag (positivt tall).",
    },
    excel="brutto_driftsresultat+renteinntekter-renteutgifter-avdrag",
    unit="samme som beløpene",
    source="ASSS 2009, tabell 0, s. 6",
    example=(161368, 751284, 431376, 389713),
)
def netto_driftsresultat(
    brutto_driftsresultat: float, renteinntekter: float, renteutgifter: float, avdrag: float
) -> float:
    """Net operating result, the key indicator of economic balance."""
    return brutto_driftsresultat + renteinntekter - renteutgifter - avdrag


@scalar(
    "ASSS_OVERSKUDD_FOER_LAAN",
    category=KAP,
    description="Overskudd før lån: brutto driftsresultat + renteinntekter - renteutgifter - "
    "brutto investeringer + tilskudd, refusjon og salg.",
    parameters={
        "brutto_driftsresultat": "Brutto driftsresultat.",
        "renteinntekter": "Renteinntekter.",
        "renteutgifter": "Renteutgifter (positivt tall).",
        "investeringer": "Brutto investeringsutgifter (positivt tall).",
        "tilskudd": "Tilskudd, refusjoner og salgsinntekter til investeringene.",
    },
    excel="brutto_driftsresultat+renteinntekter-renteutgifter-investeringer+tilskudd",
    unit="samme som beløpene",
    source="ASSS 2009, tabell 0, s. 6",
    example=(161368, 751284, 431376, 1459419, 279430),
)
def overskudd_foer_laan(
    brutto_driftsresultat: float,
    renteinntekter: float,
    renteutgifter: float,
    investeringer: float,
    tilskudd: float,
) -> float:
    """Surplus before loans: how the year's operation and investment move the net debt."""
    return brutto_driftsresultat + renteinntekter - renteutgifter - investeringer + tilskudd


@scalar(
    "ASSS_HANDLINGSROM",
    category=KAP,
    description="Handlingsrom: netto driftsresultat + bundne fond + dekning av tidligere år + "
    "(avdrag - avskrivninger) + investeringsmoms, med fortegn som i tabell 4.",
    parameters={
        "netto_driftsresultat": "Netto driftsresultat.",
        "bundne_fond": "Bruk (+) eller avsetning (-) til bundne fond.",
        "dekning": "Dekning av tidligere års underskudd (-) eller bruk av overskudd (+).",
        "avdrag_avskrivninger": "Avdrag minus avskrivninger.",
        "investeringsmoms": "Momsrefusjon av investeringer (negativt tall).",
    },
    excel="netto_driftsresultat+bundne_fond+dekning+avdrag_avskrivninger+investeringsmoms",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.6.1 og tabell 4, s. 17-18",
    example=(91563, 85964, -40789, -172653, -174237),
)
def handlingsrom(
    netto_driftsresultat: float,
    bundne_fond: float,
    dekning: float,
    avdrag_avskrivninger: float,
    investeringsmoms: float,
) -> float:
    """Room for action: what is left of the net result after what is already bound."""
    bound = bundne_fond + dekning + avdrag_avskrivninger + investeringsmoms
    return netto_driftsresultat + bound


@scalar(
    "ASSS_FINANSIERINGSBEHOV",
    category=KAP,
    description="Finansieringsbehov: netto driftsresultat - brutto investeringer + tilskudd, "
    "refusjon og salg + premieavvik. Negativt tall = behov.",
    parameters={
        "netto_driftsresultat": "Netto driftsresultat.",
        "investeringer": "Brutto investeringsutgifter (positivt tall).",
        "tilskudd": "Tilskudd, refusjoner og salgsinntekter til investeringene.",
        "premieavvik": "Premieavvik med fortegn som i tabell 5.",
    },
    excel="netto_driftsresultat-investeringer+tilskudd+premieavvik",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 og tabell 5, s. 20-21",
    example=(91563, 1459419, 279430, -192604),
)
def finansieringsbehov(
    netto_driftsresultat: float, investeringer: float, tilskudd: float, premieavvik: float
) -> float:
    """Need for financing by loans or funds; negative means need."""
    return netto_driftsresultat - investeringer + tilskudd + premieavvik


@scalar(
    "ASSS_NETTO_BRUK_AV_LAAN",
    category=KAP,
    description="Netto bruk av lån: (bruk av lån - avdrag) + (mottatte avdrag - utlån) + (salg av "
    "aksjer - kjøp av aksjer). KOSTRA-arter (910-510)+(920-520)+(929-529).",
    parameters={
        "bruk_av_laan": "Bruk av lån (art 910).",
        "avdrag": "Avdragsutgifter (art 510, positivt tall).",
        "mottatte_avdrag": "Mottatte avdrag på utlån (art 920).",
        "utlaan": "Utlån (art 520, positivt tall).",
        "salg_av_aksjer": "Salg av aksjer og andeler (art 929).",
        "kjoep_av_aksjer": "Kjøp av aksjer og andeler (art 529, positivt tall).",
    },
    excel="(bruk_av_laan-avdrag)+(mottatte_avdrag-utlaan)+(salg_av_aksjer-kjoep_av_aksjer)",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 og tabell 5c, s. 22-23",
    example=(1180000, 390000, 21000, 15000, 4000, 2000),
)
def netto_bruk_av_laan(
    bruk_av_laan: float,
    avdrag: float,
    mottatte_avdrag: float,
    utlaan: float,
    salg_av_aksjer: float,
    kjoep_av_aksjer: float,
) -> float:
    """Net use of loans: (910 - 510) + (920 - 520) + (929 - 529)."""
    loans = (bruk_av_laan - avdrag) + (mottatte_avdrag - utlaan)
    return loans + (salg_av_aksjer - kjoep_av_aksjer)


@scalar(
    "ASSS_NETTO_ANSKAFFELSE",
    category=KAP,
    description="Netto anskaffelse av midler: finansieringsbehov + netto bruk av lån.",
    parameters={
        "finansieringsbehov": "Fra ASSS_FINANSIERINGSBEHOV (negativt tall = behov).",
        "netto_bruk_av_laan": "Fra ASSS_NETTO_BRUK_AV_LAAN, samme enhet.",
    },
    excel="finansieringsbehov+netto_bruk_av_laan",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 og tabell 5c, s. 22-23",
    example=(-9.2, 5.7),
)
def netto_anskaffelse(finansieringsbehov: float, netto_bruk_av_laan: float) -> float:
    """What is left over of the year's funds (2009: -3.5 percent of income)."""
    return finansieringsbehov + netto_bruk_av_laan


_GJELD = ("gjeld", "fordringer")
_OVERSKRIFT = (
    " Tekst i første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler "
    "er ikke med."
)


def _missing_excel(name: str) -> str:
    """How many texts a range has, a heading in its first row left out."""
    first = f"INDEX({name},1,0)"
    marks = "".join(f'*({first}<>"{mark}")' for mark in MISSING_MARKS)
    # Logical values are more than text as well, and LibreOffice has no order among the three.
    text = f'({first}>"")*({first}<>TRUE)*({first}<>FALSE)'
    heading = f"IFERROR(SUMPRODUCT({text}{marks}),0)"
    return f'SUMPRODUCT(({name}>"")*1)-IF(IFERROR(ROWS({name}),1)>1,{heading},0)'


@aggregate(
    "ASSS_NETTO_LAANEGJELD",
    category=KAP,
    description="Netto lånegjeld: sum gjeld minus sum fordringer.",
    parameters={
        "gjeld": "Gjeldspostene (kap. 2.41, 2.43, 2.45, 2.31, 2.32 og tvillingene i 5.xx)."
        + _OVERSKRIFT,
        "fordringer": "Fordringene (kap. 2.22, 2.21, 2.13, 2.18, 2.12, 2.11, 2.10 og 5.xx)."
        + _OVERSKRIFT,
    },
    ranges=_GJELD,
    excel=f"IF({_missing_excel('gjeld')}>0,NA(),IF({_missing_excel('fordringer')}>0,NA(),"
    "IF(COUNT(gjeld)*COUNT(fordringer)=0,NA(),SUM(gjeld)-SUM(fordringer))))",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 fotnote 6, tabell 5d og figur 11, s. 23-24",
    example=(10782, 7299),
)
def netto_laanegjeld(gjeld: Rows, fordringer: Rows) -> float | ExcelError:
    """Net debt. Empty cells are left out; text (a figure that is missing) gives ``#N/A``."""
    for rows in (gjeld, fordringer):
        error = first_error(cells(rows))
        if error is not None:
            return error
        if any(map(is_text, cells(rows[1:] if _has_heading(rows) else rows))):
            return NA
    if not numbers(gjeld) or not numbers(fordringer):
        return NA
    return sum(numbers(gjeld)) - sum(numbers(fordringer))


def _has_heading(rows: Rows) -> bool:
    """True when the texts of the first row of several are headings, and not missing figures."""
    return len(rows) > 1 and not any(
        isinstance(value, bool) or str(value).casefold() in MISSING_MARKS_FOLDED
        for value in rows[0]
        if is_text(value)
    )


@scalar(
    "ASSS_PST_AV_INNTEKT",
    category=KAP,
    description="Beløp i prosent av driftsinntektene: 100 * beløp / driftsinntekter. Samme formel "
    "som ASSS_INDEKS, med driftsinntektene som snitt.",
    same_as="ASSS_INDEKS",
    refuse="driftsinntekter<0",
    parameters={"beloep": "Beløpet.", "driftsinntekter": _INNTEKT},
    excel="100*beloep/driftsinntekter",
    unit="prosent",
    source="ASSS 2009, kap. 1.1, s. 9",
    example=(91563, 13972130),
)
def pst_av_inntekt(beloep: float, driftsinntekter: float) -> float:
    """An amount in percent of driftsinntekter, the report's measure of size."""
    return indeks.python(beloep, driftsinntekter)


@scalar(
    "ASSS_KRONER_AV_INNTEKT",
    category=KAP,
    description="Hva prosentenheter av driftsinntektene er i kroner: prosentenheter * "
    "driftsinntekter / 100.",
    parameters={
        "prosentenheter": "Forskjell i prosent av driftsinntektene." + _PROSENT,
        "driftsinntekter": "Kommunens driftsinntekter.",
    },
    excel="prosentenheter*driftsinntekter/100",
    unit="samme som driftsinntekter",
    source="ASSS 2009, kap. 0.2, s. 8",
    example=(-2.9, 13972130),
)
def kroner_av_inntekt(prosentenheter: float, driftsinntekter: float) -> float:
    """Kroner at stake: 2.9 percentage points were about 410 million in 2009."""
    return prosentenheter * driftsinntekter / 100


@scalar(
    "ASSS_VEKST",
    category=KAP,
    description="Vekst i prosent fra ett år til et annet: (ny / gammel - 1) * 100. Fra eller til et "
    "negativt tall finnes ingen vekst i prosent; svaret er en feilverdi.",
    refuse="(ny<0)+(gammel<0)",
    parameters={"ny": "Årets verdi.", "gammel": "Verdien i året det måles fra."},
    excel="100*(ny/gammel-1)",
    unit="prosent",
    source="ASSS 2009, tabell 0 og 1, s. 6 og 11",
    example=(13972130, 13155679),
)
def vekst(ny: float, gammel: float) -> float:
    """Growth in percent; from 0 there is none (``#DIV/0!``)."""
    return 100 * (ny / gammel - 1)


@scalar(
    "ASSS_REALVEKST",
    category=KAP,
    description="Vekst i prosent korrigert for prisstigning og, når den er oppgitt, for "
    "befolkningsvekst.",
    parameters={
        "vekst": "Nominell vekst i prosent." + _PROSENT,
        "deflator": "Prisstigning (kostnadsdeflator) i prosent." + _PROSENT,
        "befolkning": "Befolkningsvekst i prosent. Utelatt: 0." + _PROSENT,
    },
    refuse="(vekst<-100)+(deflator<=-100)+(befolkning<=-100)",
    excel="100*((1+vekst/100)/((1+deflator/100)*(1+befolkning/100))-1)",
    unit="prosent",
    source="ASSS 2009, figur 2b, s. 12",
    example=(5.1, 6.45, 1.65),
)
def realvekst(vekst: float, deflator: float, befolkning: float = 0.0) -> float:
    """Real growth in percent, per inhabitant when population growth is given."""
    return 100 * ((1 + vekst / 100) / ((1 + deflator / 100) * (1 + befolkning / 100)) - 1)


@scalar(
    "ASSS_INDEKSSERIE",
    category=KAP,
    description="Verdi som indeks der basisåret er 100: 100 * verdi / basis. Samme formel som "
    "ASSS_INDEKS, med basisåret som snitt.",
    same_as="ASSS_INDEKS",
    refuse="basis<0",
    parameters={"verdi": "Verdi eller serie av verdier.", "basis": "Verdien i basisåret."},
    excel="100*verdi/basis",
    unit="indeks, basisåret = 100",
    source="ASSS 2009, figur 2, s. 11",
    example=(((7305, 7675, 8182),), 7305),
)
def indeksserie(verdi: float, basis: float) -> float:
    """Index series, base year = 100; a range of years spills."""
    return indeks.python(verdi, basis)


@scalar(
    "ASSS_AARSVERKSVEKST",
    category=KAP,
    description="Anslått vekst i årsverk i prosent: lønnsvekst uten sosiale utgifter korrigert "
    "for årslønnsvekst. Samme formel som ASSS_REALVEKST, med årslønnsveksten som deflator.",
    same_as="ASSS_REALVEKST",
    refuse="(loennsvekst<-100)+(aarsloennsvekst<=-100)",
    parameters={
        "loennsvekst": "Vekst i lønnsutgifter uten sosiale utgifter, prosent." + _PROSENT,
        "aarsloennsvekst": "Årslønnsvekst i prosent." + _PROSENT,
    },
    excel="100*((1+loennsvekst/100)/(1+aarsloennsvekst/100)-1)",
    unit="prosent",
    source="ASSS 2009, kap. 1.3.1 og figur 3, s. 13",
    example=(10.0, 4.6),
)
def aarsverksvekst(loennsvekst: float, aarsloennsvekst: float) -> float:
    """Estimated growth in man-years in percent."""
    return realvekst.python(loennsvekst, aarsloennsvekst)


@scalar(
    "ASSS_PER_INNBYGGER",
    category=KAP,
    description="Beløp per innbygger: beløp * enhet / innbyggere.",
    parameters={
        "beloep": "Beløpet.",
        "innbyggere": "Folketallet.",
        "enhet": "Hva beløpet er oppgitt i: 1 for kroner, 1000 for 1000 kr, 1000000 for mill. kr.",
    },
    refuse="(innbyggere<0)+(enhet<=0)",
    excel="beloep*enhet/innbyggere",
    unit="kr per innbygger",
    source="ASSS 2009, tabell 19, s. 35",
    example=(2816787, 249540, 1000),
)
def per_innbygger(beloep: float, innbyggere: float, enhet: float) -> float:
    """Kroner per inhabitant of an amount in kroner, 1000 kroner or million kroner."""
    return beloep * enhet / innbyggere


# --- asss_xl.functions.demografi ---
KAP = "demografi"
_PARAMETERS = {
    "satser": "Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.",
    "folketall": "Innbyggere i hver aldersgruppe i året som beregnes.",
    "basis": "Innbyggere i hver aldersgruppe i basisåret.",
}
_RANGES = ("satser", "folketall", "basis")


@aggregate(
    "ASSS_DEMOGRAFIKOSTNAD",
    category=KAP,
    description="Demografikostnad: hva utgiftene må øke med når satsene er uendret og "
    "folketallet endrer seg. Sum av sats * (folketall - basis).",
    parameters=_PARAMETERS,
    ranges=_RANGES,
    together=_RANGES,
    excel=paired_excel(_RANGES, "SUMPRODUCT(satser,folketall)-SUMPRODUCT(satser,basis)"),
    unit="kroner",
    source="ASSS 2009, kap. 2.2 og vedleggstabell 5, s. 29-31 og 42",
    example=(((90845, 135604),), ((21000, 30225),), ((18000, 30000),)),
)
def demografikostnad(satser: Rows, folketall: Rows, basis: Rows) -> float | ExcelError:
    """Demography cost against the base year, kroner."""
    return paired_rows(
        (satser, folketall, basis),
        lambda groups: sum(s * n for s, n, _ in groups) - sum(s * b for s, _, b in groups),
    )


@aggregate(
    "ASSS_DEMOGRAFIINDEKS",
    category=KAP,
    description="Demografiindeks: demografisk utgiftsbehov i forhold til basisåret = 100.",
    parameters=_PARAMETERS,
    ranges=_RANGES,
    together=_RANGES,
    excel=paired_excel(
        _RANGES,
        "IF(SUMPRODUCT(satser,basis)<0,#NUM!,"
        "100*SUMPRODUCT(satser,folketall)/SUMPRODUCT(satser,basis))",
    ),
    unit="indeks, basisåret = 100",
    source="ASSS 2009, kap. 2.2 og figur 18, s. 30",
    example=(((90845, 135604),), ((21000, 30225),), ((18000, 30000),)),
)
def demografiindeks(satser: Rows, folketall: Rows, basis: Rows) -> float | ExcelError:
    """Index of demographic need, base year = 100."""

    def index(groups: list[tuple[float, ...]]) -> float:
        base = sum(s * b for s, _, b in groups)
        if base == 0:
            return DIV0  # type: ignore[return-value]
        if base < 0:
            return NUM  # type: ignore[return-value]
        return 100 * sum(s * n for s, n, _ in groups) / base

    return paired_rows((satser, folketall, basis), index)


# --- xlwings Lite ---


def _lite(name, *arguments):
    """Call a function with Lite's lists of rows; error values come and go as their text."""
    try:
        result = CATALOGUE[name](*[_from_lite(argument) for argument in arguments])
    except Exception:
        return "#VALUE!"
    if not is_range(result):
        return _to_lite(result)
    return [[_to_lite(value) for value in row] for row in as_rows(result)]


def _from_lite(argument):
    if argument is OMITTED:
        return argument
    if not is_range(argument):
        return _lite_value(argument)
    return tuple(tuple(_lite_value(value) for value in row) for row in as_rows(argument))


def _lite_value(value):
    return ERRORS.get(value, value) if isinstance(value, str) else value


def _to_lite(value):
    if is_error(value):
        return str(value)
    return "" if value is None else value


@func
@arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.")
@arg('snitt', ndim=2, err_to_str=True, doc="Landets eller nettverkets snitt av det samme.")
@arg('indeks', ndim=2, err_to_str=True, doc="Kostnadsindeks som snittet korrigeres med. Utelatt: 1.")
@arg('tillegg', ndim=2, err_to_str=True, doc="Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.")
@ret()
def ASSS_AVVIK(verdi, snitt, indeks=1.0, tillegg=0.0):
    """Avvik fra snittet korrigert for utgiftsbehov: verdi - (snitt * indeks + tillegg)."""
    return _lite("ASSS_AVVIK", verdi, snitt, indeks, tillegg)


@func
@arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.")
@arg('snitt', ndim=2, err_to_str=True, doc="Landets eller nettverkets snitt av det samme.")
@arg('indeks', ndim=2, err_to_str=True, doc="Kostnadsindeks som snittet korrigeres med. Utelatt: 1.")
@arg('tillegg', ndim=2, err_to_str=True, doc="Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.")
@ret()
def ASSS_AVVIK_PST(verdi, snitt, indeks=1.0, tillegg=0.0):
    """Avvik fra snittet korrigert for utgiftsbehov, i prosent av det korrigerte snittet. Er det negativt, er svaret en feilverdi."""
    return _lite("ASSS_AVVIK_PST", verdi, snitt, indeks, tillegg)


@func
@arg('avvik', ndim=2, err_to_str=True, doc="Ukorrigert avvik fra landet, kr per innbygger, med avskrivninger.")
@arg('avskrivninger', ndim=2, err_to_str=True, doc="Kommunens avskrivninger i sektoren, kr per innbygger.")
@arg('snitt_avskrivninger', ndim=2, err_to_str=True, doc="Landets avskrivninger i sektoren, kr per innbygger.")
@ret()
def ASSS_AVVIK_UTEN_AVSKRIVNINGER(avvik, avskrivninger, snitt_avskrivninger):
    """Avviket når forskjellen i avskrivninger er trukket ut (trinn 1 til trinn 2): avvik - (avskrivninger - snitt_avskrivninger)."""
    return _lite("ASSS_AVVIK_UTEN_AVSKRIVNINGER", avvik, avskrivninger, snitt_avskrivninger)


@func
@arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi i kroner per enhet, for eksempel per innbygger.")
@arg('maal', ndim=2, err_to_str=True, doc="Målet, samme enhet som verdi; for eksempel snittet i nettverket.")
@arg('mengde', ndim=2, err_to_str=True, doc="Hvor mange enheter det gjelder: innbyggere, plasser, elever. For en verdi i prosent av driftsinntektene: driftsinntektene i kroner delt på 100.")
@ret()
def ASSS_AVSTAND_TIL_MAAL(verdi, maal, mengde):
    """Hva det koster å nå et mål, i kroner: (maal - verdi) * mengde. Negativt når målet er lavere enn verdien."""
    return _lite("ASSS_AVSTAND_TIL_MAAL", verdi, maal, mengde)


@func
@arg('avvik', ndim=2, err_to_str=True, doc="Avvik i kroner per innbygger.")
@arg('innbyggere', ndim=2, err_to_str=True, doc="Kommunens folketall.")
@ret()
def ASSS_AVVIK_BELOEP(avvik, innbyggere):
    """Avviket i 1000 kroner: kroner per innbygger ganger innbyggere, delt på 1000."""
    return _lite("ASSS_AVVIK_BELOEP", avvik, innbyggere)


@func
@arg('egne', ndim=2, err_to_str=True, doc="Kommunens bruk per anvendelse, kr per innbygger, uten sosiale lønnsutgifter.")
@arg('snitt', ndim=2, err_to_str=True, doc="Landets snitt per anvendelse, i samme rekkefølge.")
@arg('korreksjoner', ndim=2, err_to_str=True, doc="Korreksjon for utgiftsbehov per anvendelse; 0 der det ikke finnes kostnadsnøkkel.")
@ret()
def ASSS_INNTEKTSNIVAA(egne, snitt, korreksjoner):
    """Kommunens inntektsnivå i forhold til landet når forskjeller i utgiftsbehov er trukket ut: (sum egne - sum korreksjoner) / sum snitt."""
    return _lite("ASSS_INNTEKTSNIVAA", egne, snitt, korreksjoner)


@func
@arg('egen', ndim=2, err_to_str=True, doc="Kommunens bruk, kr per innbygger, uten sosiale lønnsutgifter.")
@arg('snitt', ndim=2, err_to_str=True, doc="Landets snitt, kr per innbygger.")
@arg('korreksjon', ndim=2, err_to_str=True, doc="Korreksjon for utgiftsbehov, kr per innbygger.")
@arg('nivaa', ndim=2, err_to_str=True, doc="Inntektsnivået fra ASSS_INNTEKTSNIVAA.")
@ret()
def ASSS_AVVIK_INNTEKT(egen, snitt, korreksjon, nivaa):
    """Avvik fra landets snitt ved kommunens eget inntektsnivå: egen - (snitt * nivaa + korreksjon). Samme formel som ASSS_AVVIK, med nivaa som indeks og korreksjon som tillegg."""
    return _lite("ASSS_AVVIK_INNTEKT", egen, snitt, korreksjon, nivaa)


@func
@arg('netto_driftsutgifter', ndim=2, err_to_str=True, doc="Sum netto driftsutgifter (eller avvik fra landet), kr per innbygger.")
@arg('renter_avdrag', ndim=2, err_to_str=True, doc="Renter og avdrag.")
@arg('premieavvik', ndim=2, err_to_str=True, doc="Premieavvik.")
@arg('netto_driftsresultat', ndim=2, err_to_str=True, doc="Netto driftsresultat.")
@arg('avskrivninger', ndim=2, err_to_str=True, doc="Avskrivninger som ligger i netto driftsutgifter. Utelatt: 0.")
@ret()
def ASSS_DISPONIBEL_INNTEKT(netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger=0.0):
    """Disponibel inntekt: netto driftsutgifter + renter/avdrag + premieavvik + netto driftsresultat - avskrivninger."""
    return _lite("ASSS_DISPONIBEL_INNTEKT", netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger)


@func
@arg('satser', ndim=2, err_to_str=True, doc="Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.")
@arg('folketall', ndim=2, err_to_str=True, doc="Innbyggere i hver aldersgruppe i året som beregnes.")
@arg('basis', ndim=2, err_to_str=True, doc="Innbyggere i hver aldersgruppe i basisåret.")
@ret()
def ASSS_DEMOGRAFIKOSTNAD(satser, folketall, basis):
    """Demografikostnad: hva utgiftene må øke med når satsene er uendret og folketallet endrer seg. Sum av sats * (folketall - basis)."""
    return _lite("ASSS_DEMOGRAFIKOSTNAD", satser, folketall, basis)


@func
@arg('satser', ndim=2, err_to_str=True, doc="Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.")
@arg('folketall', ndim=2, err_to_str=True, doc="Innbyggere i hver aldersgruppe i året som beregnes.")
@arg('basis', ndim=2, err_to_str=True, doc="Innbyggere i hver aldersgruppe i basisåret.")
@ret()
def ASSS_DEMOGRAFIINDEKS(satser, folketall, basis):
    """Demografiindeks: demografisk utgiftsbehov i forhold til basisåret = 100."""
    return _lite("ASSS_DEMOGRAFIINDEKS", satser, folketall, basis)


@func
@arg('indikator', ndim=2, err_to_str=True, doc="Navnet som setningen skal begynne med; tomt gir bare avviket.")
@arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi.")
@arg('snitt', ndim=2, err_to_str=True, doc="Nettverkets snitt.")
@arg('lavest', ndim=2, err_to_str=True, doc="Laveste verdi i nettverket, hvis den er kjent.")
@arg('hoeyest', ndim=2, err_to_str=True, doc="Høyeste verdi i nettverket, hvis den er kjent.")
@arg('avrunding', ndim=2, err_to_str=True, doc="Største forskjell som avrundingen av de trykte tallene kan forklare.")
@arg('antall', ndim=2, err_to_str=True, doc="Hvor mange kommuner som har tall.")
@arg('minste_antall', ndim=2, err_to_str=True, doc="Færrest kommuner som indikatoren kan sammenliknes for.")
@arg('rang', ndim=2, err_to_str=True, doc="Kommunens plass fra ASSS_RANG, hvis den er kjent.")
@arg('gunstig', ndim=2, err_to_str=True, doc="høy eller lav når fagfeltet er enig om hva som er gunstig, ellers tomt. Andre ord gir en feilverdi.")
@arg('desimaler', ndim=2, err_to_str=True, doc="Antall desimaler i prosenten, 0 til 3. Utelatt: 0.")
@ret()
def ASSS_FUNN(indikator, verdi, snitt, lavest=None, hoeyest=None, avrunding=None, antall=None, minste_antall=None, rang=None, gunstig=None, desimaler=0):
    """Avviket fra snittet i ord: retning, størrelse og plass i nettverket. Tomt når for få kommuner har tall eller forskjellen er innenfor avrundingen. Et negativt snitt gir en feilverdi."""
    return _lite("ASSS_FUNN", indikator, verdi, snitt, lavest, hoeyest, avrunding, antall, minste_antall, rang, gunstig, desimaler)


@func
@arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi.")
@arg('snitt', ndim=2, err_to_str=True, doc="Nettverkets snitt.")
@ret()
def ASSS_INDEKS(verdi, snitt):
    """Kommunens verdi i prosent av snittet: 100 * verdi / snitt. Snittet = 100. Et negativt snitt gir ingen indeks, men en feilverdi."""
    return _lite("ASSS_INDEKS", verdi, snitt)


@func
@arg('netto_driftsutgifter', ndim=2, err_to_str=True, doc="Kommunens netto driftsutgifter, kr per innbygger.")
@arg('korrigert_snitt', ndim=2, err_to_str=True, doc="Nettverkets snitt av netto driftsutgifter delt på kostnadsindeks, ikke snittet av netto driftsutgifter alene. For landet er de to like.")
@arg('kostnadsindeks', ndim=2, err_to_str=True, doc="Kommunens kostnadsindeks for tjenesten.")
@ret()
def ASSS_RESSURSBRUK(netto_driftsutgifter, korrigert_snitt, kostnadsindeks):
    """Ressursbruksindikator: netto driftsutgifter korrigert for utgiftsbehov, i forhold til nettverkets snitt av det samme. 1 = snittet."""
    return _lite("ASSS_RESSURSBRUK", netto_driftsutgifter, korrigert_snitt, kostnadsindeks)


@func
@arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@arg('vekter', ndim=2, err_to_str=True, doc="Vekter, for eksempel innbyggere, i samme rekkefølge. Utelatt: uveid.")
@ret()
def ASSS_SNITT(verdier, vekter=OMITTED):
    """Nettverkets snitt over kommunene som har en verdi, uveid eller veid."""
    return _lite("ASSS_SNITT", verdier, vekter)


@func
@arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@arg('enheter', ndim=2, err_to_str=True, doc="Kommunenavnene, i samme rekkefølge som verdiene.")
@arg('uten', ndim=2, err_to_str=True, doc="Kommunen som skal holdes utenfor, eller flere i én rad eller kolonne; skrevet som i enheter (store og små bokstaver er like).")
@arg('vekter', ndim=2, err_to_str=True, doc="Vekter i samme rekkefølge. Utelatt: uveid.")
@ret()
def ASSS_SNITT_UTEN(verdier, enheter, uten, vekter=OMITTED):
    """Snitt uten bestemte kommuner, for eksempel uten Oslo og uten kommunen selv. Et navn som ikke står blant enhetene, gir en feilverdi."""
    return _lite("ASSS_SNITT_UTEN", verdier, enheter, uten, vekter)


@func
@arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@ret()
def ASSS_LAVEST(verdier):
    """Laveste verdi i nettverket; manglende verdier er ikke med."""
    return _lite("ASSS_LAVEST", verdier)


@func
@arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@ret()
def ASSS_HOEYEST(verdier):
    """Høyeste verdi i nettverket; manglende verdier er ikke med."""
    return _lite("ASSS_HOEYEST", verdier)


@func
@arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@ret()
def ASSS_ANTALL(verdier):
    """Hvor mange kommuner som har en verdi."""
    return _lite("ASSS_ANTALL", verdier)


@func
@arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi.")
@arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@ret()
def ASSS_RANG(verdi, verdier):
    """Kommunens plass i nettverket regnet fra høyest. Like verdier deler plass."""
    return _lite("ASSS_RANG", verdi, verdier)


@func
@arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi.")
@arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@ret()
def ASSS_RANG_LAVEST(verdi, verdier):
    """Kommunens plass i nettverket regnet fra lavest. Like verdier deler plass."""
    return _lite("ASSS_RANG_LAVEST", verdi, verdier)


@func
@arg('driftsinntekter', ndim=2, err_to_str=True, doc="Driftsinntekter.")
@arg('driftsutgifter', ndim=2, err_to_str=True, doc="Driftsutgifter uten avskrivninger.")
@ret()
def ASSS_BRUTTO_DRIFTSRESULTAT(driftsinntekter, driftsutgifter):
    """Brutto driftsresultat før avskrivninger: driftsinntekter - driftsutgifter."""
    return _lite("ASSS_BRUTTO_DRIFTSRESULTAT", driftsinntekter, driftsutgifter)


@func
@arg('brutto_driftsresultat', ndim=2, err_to_str=True, doc="Brutto driftsresultat.")
@arg('renteinntekter', ndim=2, err_to_str=True, doc="Renteinntekter, utbytte og finansielle gevinster.")
@arg('renteutgifter', ndim=2, err_to_str=True, doc="Renteutgifter, provisjoner og finansielle tap (positivt tall).")
@arg('avdrag', ndim=2, err_to_str=True, doc="Netto avdrag (positivt tall).")
@ret()
def ASSS_NETTO_DRIFTSRESULTAT(brutto_driftsresultat, renteinntekter, renteutgifter, avdrag):
    """Netto driftsresultat: brutto driftsresultat + renteinntekter - renteutgifter - netto avdrag."""
    return _lite("ASSS_NETTO_DRIFTSRESULTAT", brutto_driftsresultat, renteinntekter, renteutgifter, avdrag)


@func
@arg('brutto_driftsresultat', ndim=2, err_to_str=True, doc="Brutto driftsresultat.")
@arg('renteinntekter', ndim=2, err_to_str=True, doc="Renteinntekter.")
@arg('renteutgifter', ndim=2, err_to_str=True, doc="Renteutgifter (positivt tall).")
@arg('investeringer', ndim=2, err_to_str=True, doc="Brutto investeringsutgifter (positivt tall).")
@arg('tilskudd', ndim=2, err_to_str=True, doc="Tilskudd, refusjoner og salgsinntekter til investeringene.")
@ret()
def ASSS_OVERSKUDD_FOER_LAAN(brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd):
    """Overskudd før lån: brutto driftsresultat + renteinntekter - renteutgifter - brutto investeringer + tilskudd, refusjon og salg."""
    return _lite("ASSS_OVERSKUDD_FOER_LAAN", brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd)


@func
@arg('netto_driftsresultat', ndim=2, err_to_str=True, doc="Netto driftsresultat.")
@arg('bundne_fond', ndim=2, err_to_str=True, doc="Bruk (+) eller avsetning (-) til bundne fond.")
@arg('dekning', ndim=2, err_to_str=True, doc="Dekning av tidligere års underskudd (-) eller bruk av overskudd (+).")
@arg('avdrag_avskrivninger', ndim=2, err_to_str=True, doc="Avdrag minus avskrivninger.")
@arg('investeringsmoms', ndim=2, err_to_str=True, doc="Momsrefusjon av investeringer (negativt tall).")
@ret()
def ASSS_HANDLINGSROM(netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms):
    """Handlingsrom: netto driftsresultat + bundne fond + dekning av tidligere år + (avdrag - avskrivninger) + investeringsmoms, med fortegn som i tabell 4."""
    return _lite("ASSS_HANDLINGSROM", netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms)


@func
@arg('netto_driftsresultat', ndim=2, err_to_str=True, doc="Netto driftsresultat.")
@arg('investeringer', ndim=2, err_to_str=True, doc="Brutto investeringsutgifter (positivt tall).")
@arg('tilskudd', ndim=2, err_to_str=True, doc="Tilskudd, refusjoner og salgsinntekter til investeringene.")
@arg('premieavvik', ndim=2, err_to_str=True, doc="Premieavvik med fortegn som i tabell 5.")
@ret()
def ASSS_FINANSIERINGSBEHOV(netto_driftsresultat, investeringer, tilskudd, premieavvik):
    """Finansieringsbehov: netto driftsresultat - brutto investeringer + tilskudd, refusjon og salg + premieavvik. Negativt tall = behov."""
    return _lite("ASSS_FINANSIERINGSBEHOV", netto_driftsresultat, investeringer, tilskudd, premieavvik)


@func
@arg('bruk_av_laan', ndim=2, err_to_str=True, doc="Bruk av lån (art 910).")
@arg('avdrag', ndim=2, err_to_str=True, doc="Avdragsutgifter (art 510, positivt tall).")
@arg('mottatte_avdrag', ndim=2, err_to_str=True, doc="Mottatte avdrag på utlån (art 920).")
@arg('utlaan', ndim=2, err_to_str=True, doc="Utlån (art 520, positivt tall).")
@arg('salg_av_aksjer', ndim=2, err_to_str=True, doc="Salg av aksjer og andeler (art 929).")
@arg('kjoep_av_aksjer', ndim=2, err_to_str=True, doc="Kjøp av aksjer og andeler (art 529, positivt tall).")
@ret()
def ASSS_NETTO_BRUK_AV_LAAN(bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer):
    """Netto bruk av lån: (bruk av lån - avdrag) + (mottatte avdrag - utlån) + (salg av aksjer - kjøp av aksjer). KOSTRA-arter (910-510)+(920-520)+(929-529)."""
    return _lite("ASSS_NETTO_BRUK_AV_LAAN", bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer)


@func
@arg('finansieringsbehov', ndim=2, err_to_str=True, doc="Fra ASSS_FINANSIERINGSBEHOV (negativt tall = behov).")
@arg('netto_bruk_av_laan', ndim=2, err_to_str=True, doc="Fra ASSS_NETTO_BRUK_AV_LAAN, samme enhet.")
@ret()
def ASSS_NETTO_ANSKAFFELSE(finansieringsbehov, netto_bruk_av_laan):
    """Netto anskaffelse av midler: finansieringsbehov + netto bruk av lån."""
    return _lite("ASSS_NETTO_ANSKAFFELSE", finansieringsbehov, netto_bruk_av_laan)


@func
@arg('gjeld', ndim=2, err_to_str=True, doc="Gjeldspostene (kap. 2.41, 2.43, 2.45, 2.31, 2.32 og tvillingene i 5.xx). Tekst i første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med.")
@arg('fordringer', ndim=2, err_to_str=True, doc="Fordringene (kap. 2.22, 2.21, 2.13, 2.18, 2.12, 2.11, 2.10 og 5.xx). Tekst i første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med.")
@ret()
def ASSS_NETTO_LAANEGJELD(gjeld, fordringer):
    """Netto lånegjeld: sum gjeld minus sum fordringer."""
    return _lite("ASSS_NETTO_LAANEGJELD", gjeld, fordringer)


@func
@arg('beloep', ndim=2, err_to_str=True, doc="Beløpet.")
@arg('driftsinntekter', ndim=2, err_to_str=True, doc="Kommunens driftsinntekter, samme enhet som beløpet.")
@ret()
def ASSS_PST_AV_INNTEKT(beloep, driftsinntekter):
    """Beløp i prosent av driftsinntektene: 100 * beløp / driftsinntekter. Samme formel som ASSS_INDEKS, med driftsinntektene som snitt."""
    return _lite("ASSS_PST_AV_INNTEKT", beloep, driftsinntekter)


@func
@arg('prosentenheter', ndim=2, err_to_str=True, doc="Forskjell i prosent av driftsinntektene. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@arg('driftsinntekter', ndim=2, err_to_str=True, doc="Kommunens driftsinntekter.")
@ret()
def ASSS_KRONER_AV_INNTEKT(prosentenheter, driftsinntekter):
    """Hva prosentenheter av driftsinntektene er i kroner: prosentenheter * driftsinntekter / 100."""
    return _lite("ASSS_KRONER_AV_INNTEKT", prosentenheter, driftsinntekter)


@func
@arg('ny', ndim=2, err_to_str=True, doc="Årets verdi.")
@arg('gammel', ndim=2, err_to_str=True, doc="Verdien i året det måles fra.")
@ret()
def ASSS_VEKST(ny, gammel):
    """Vekst i prosent fra ett år til et annet: (ny / gammel - 1) * 100. Fra eller til et negativt tall finnes ingen vekst i prosent; svaret er en feilverdi."""
    return _lite("ASSS_VEKST", ny, gammel)


@func
@arg('vekst', ndim=2, err_to_str=True, doc="Nominell vekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@arg('deflator', ndim=2, err_to_str=True, doc="Prisstigning (kostnadsdeflator) i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@arg('befolkning', ndim=2, err_to_str=True, doc="Befolkningsvekst i prosent. Utelatt: 0. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@ret()
def ASSS_REALVEKST(vekst, deflator, befolkning=0.0):
    """Vekst i prosent korrigert for prisstigning og, når den er oppgitt, for befolkningsvekst."""
    return _lite("ASSS_REALVEKST", vekst, deflator, befolkning)


@func
@arg('verdi', ndim=2, err_to_str=True, doc="Verdi eller serie av verdier.")
@arg('basis', ndim=2, err_to_str=True, doc="Verdien i basisåret.")
@ret()
def ASSS_INDEKSSERIE(verdi, basis):
    """Verdi som indeks der basisåret er 100: 100 * verdi / basis. Samme formel som ASSS_INDEKS, med basisåret som snitt."""
    return _lite("ASSS_INDEKSSERIE", verdi, basis)


@func
@arg('loennsvekst', ndim=2, err_to_str=True, doc="Vekst i lønnsutgifter uten sosiale utgifter, prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@arg('aarsloennsvekst', ndim=2, err_to_str=True, doc="Årslønnsvekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@ret()
def ASSS_AARSVERKSVEKST(loennsvekst, aarsloennsvekst):
    """Anslått vekst i årsverk i prosent: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst. Samme formel som ASSS_REALVEKST, med årslønnsveksten som deflator."""
    return _lite("ASSS_AARSVERKSVEKST", loennsvekst, aarsloennsvekst)


@func
@arg('beloep', ndim=2, err_to_str=True, doc="Beløpet.")
@arg('innbyggere', ndim=2, err_to_str=True, doc="Folketallet.")
@arg('enhet', ndim=2, err_to_str=True, doc="Hva beløpet er oppgitt i: 1 for kroner, 1000 for 1000 kr, 1000000 for mill. kr.")
@ret()
def ASSS_PER_INNBYGGER(beloep, innbyggere, enhet):
    """Beløp per innbygger: beløp * enhet / innbyggere."""
    return _lite("ASSS_PER_INNBYGGER", beloep, innbyggere, enhet)


@func
@arg('indekser', ndim=2, err_to_str=True, doc="Kommunens kriterieindekser (landet = 1).")
@arg('vekter', ndim=2, err_to_str=True, doc="Kriterienes vekter i sektoren, i samme rekkefølge (summen er 1).")
@ret()
def ASSS_KOSTNADSINDEKS(indekser, vekter):
    """Kostnadsindeks for en sektor: summen av vekt ganger kriterieindeks. Landet = 1."""
    return _lite("ASSS_KOSTNADSINDEKS", indekser, vekter)


@func
@arg('snitt', ndim=2, err_to_str=True, doc="Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.")
@arg('indeks', ndim=2, err_to_str=True, doc="Kriteriets indeks eller sektorens kostnadsindeks (landet = 1).")
@arg('vekt', ndim=2, err_to_str=True, doc="Kriteriets vekt i sektoren. Utelatt: 1, som gir sektorens samlede korreksjon.")
@ret()
def ASSS_KORREKSJON(snitt, indeks, vekt=1.0):
    """Korreksjon for utgiftsbehov i kroner per innbygger: vekt * (indeks - 1) * snitt."""
    return _lite("ASSS_KORREKSJON", snitt, indeks, vekt)


@func
@arg('snitt', ndim=2, err_to_str=True, doc="Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.")
@arg('indeks', ndim=2, err_to_str=True, doc="Sektorens kostnadsindeks (landet = 1).")
@arg('tillegg', ndim=2, err_to_str=True, doc="Korreksjoner utenom indeksen, kr per innbygger (grunnskole: statlige og frittstående skoler, minoritetsspråklige). Utelatt: 0.")
@ret()
def ASSS_UTGIFTSBEHOV(snitt, indeks, tillegg=0.0):
    """Beregnet utgiftsbehov i kroner per innbygger: snitt * indeks + tillegg."""
    return _lite("ASSS_UTGIFTSBEHOV", snitt, indeks, tillegg)


@func
@arg('sosiale', ndim=2, err_to_str=True, doc="Pensjonsinnskudd og arbeidsgiveravgift i sektoren.")
@arg('netto', ndim=2, err_to_str=True, doc="Sektorens netto driftsutgifter.")
@arg('brutto', ndim=2, err_to_str=True, doc="Sektorens brutto driftsutgifter, samme enhet som netto.")
@ret()
def ASSS_SOSIALE(sosiale, netto, brutto):
    """Sosiale lønnsutgifter som belaster netto driftsutgifter: sosiale * netto / brutto."""
    return _lite("ASSS_SOSIALE", sosiale, netto, brutto)


if not _REGISTERED:
    del sys.modules[__name__]
