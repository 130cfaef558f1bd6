"""The functions for xlwings Lite: one file to paste in, without any dependency.

``main.py`` has two kinds of top-level names, so that it can stand beside anybody's own code: the
functions themselves, and ``_asss_xl``, which holds everything they need. What they need is taken
from the source of :mod:`asss_xl.functions`: the definitions that the Python side of a catalogue
function reaches, without texts, types and Excel expressions.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from asss_xl.functions import CATALOGUE, Function, Parameter
from asss_xl.functions.excel.evaluator import Constant, Name, Node, Use, parsed
from asss_xl.functions.values import OMITTED

_PACKAGE = "asss_xl.functions"
_HEAD = '''"""ASSS-funksjonene for xlwings Lite.

Lim hele filen inn i fanen main.py i xlwings Lite, før eller etter din egen kode, og start xlwings
Lite på nytt. Funksjonene heter da =ASSS_AVVIK(...) og så videre. Alt de trenger, ligger i _asss_xl;
ingen andre navn i filen din berøres. Argumenter, enheter og eksempler står i docs/funksjoner.md. Filen er
laget av tools.macros.lite; ikke endre den her.
"""

import xlwings as xw

'''
#: How Lite's lists of rows become the catalogue's values and back; error values are their text.
_CALL = """
def call(name, *arguments):
    try:
        function = CATALOGUE[name]
        given = function.bound(tuple(from_lite(argument) for argument in arguments), {})
        result = function.on_cells(given)
    except Exception:
        return "#VALUE!"
    if not is_range(result):
        return to_lite(result)
    return [[to_lite(value) for value in row] for row in as_rows(result)]

def from_lite(argument):
    if argument is OMITTED:
        return argument
    if not is_range(argument):
        return lite_value(argument)
    return tuple(tuple(lite_value(value) for value in row) for row in as_rows(argument))

def lite_value(value):
    return ERRORS.get(value, value) if isinstance(value, str) else value

def to_lite(value):
    if is_error(value):
        return str(value)
    return "" if value is None else value

def evaluated(condition, values):
    return condition(**values)

return SimpleNamespace(call=call, OMITTED=OMITTED)
"""
#: What the code above defines anew: a condition is Python there, and nothing has to read Excel.
_OWN = (f"{_PACKAGE}.excel.evaluator", "evaluated")
#: Excel's signs that mean the same in Python between numbers, and its comparisons.
_SIGNS = ("+", "-", "*")
_COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "==", "<>": "!="}
#: The methods of ``Function`` that the call above starts from.
_CALLED = ("bound", "on_cells")
_CALL_NEEDS = ("is_range", "as_rows", "OMITTED", "ERRORS", "is_error", "order")
REQUIREMENTS = """\
# Funksjonene trenger ingen pakker ut over xlwings, som Lite alltid har.
# Behold linjene som xlwings Lite selv har satt inn; ikke bytt dem ut med denne filen.
xlwings
"""

_Key = tuple[str, str]


def main_py() -> str:
    """The text of ``main.py``."""
    engine = _Engine()
    for function in CATALOGUE.values():
        engine.take(_key(function))
    for need in _CALL_NEEDS:
        engine.take((f"{_PACKAGE}.values", need))
    for need in ("Function", "Parameter"):
        engine.take((f"{_PACKAGE}.catalogue", need))
    private = ast.parse("def _asss_xl(): pass").body[0]
    assert isinstance(private, ast.FunctionDef)
    private.body = engine.body()
    text = ast.unparse(ast.fix_missing_locations(ast.Module([private], [])))
    functions = "\n".join(_function(function) for function in CATALOGUE.values())
    return f"{_HEAD}\n{text}\n\n\n_asss_xl = _asss_xl()\n\n{functions}"


class _Module:
    """A module's definitions by name, and where its other names come from."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tree = ast.parse(inspect.getsource(importlib.import_module(name)))
        self.nodes: dict[str, ast.stmt] = {}
        self.imported: dict[str, _Key] = {}
        self.modules: dict[str, str] = {}
        self.plain: dict[str, ast.stmt] = {}
        for node in self.tree.body:
            for defined in _defined(node):
                self.nodes[defined] = node
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_PACKAGE):
                for alias in node.names:
                    local, path = alias.asname or alias.name, f"{node.module}.{alias.name}"
                    if node.module == _PACKAGE:
                        self.modules[local] = path
                    else:
                        self.imported[local] = (node.module or "", alias.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                for alias in node.names:
                    one = type(node)(**{**vars(node), "names": [alias]})
                    self.plain[(alias.asname or alias.name).split(".")[0]] = one

    @property
    def order(self) -> list[str]:
        """The definitions in the order of the source."""
        return list(self.nodes)


class _Engine:
    """Collects definitions with all that they reach."""

    def __init__(self) -> None:
        self.modules: dict[str, _Module] = {}
        self.taken: dict[_Key, ast.stmt] = {}
        self.imports: dict[str, str] = {"SimpleNamespace": "from types import SimpleNamespace"}
        self.finished: list[str] = []

    def take(self, key: _Key) -> None:
        """Take a definition and what it reaches."""
        module = self._module(key[0])
        if key in self.taken or key == _OWN or key[1] not in module.nodes:
            return
        node = _reduced(module.nodes[key[1]])
        self.taken[key] = node
        for name in _names(node):
            if name in module.nodes:
                self.take((key[0], name))
            elif name in module.imported:
                self.take(module.imported[name])
            elif name in module.plain:
                self.imports[name] = ast.unparse(module.plain[name])
            elif name in module.modules:
                raise ValueError(f"{key} uses the module {name}; import the names it needs")

    def body(self) -> list[ast.stmt]:
        """Imports, definitions and the call, in an order in which each finds what it needs."""
        owner: dict[str, str] = {}
        out: list[ast.stmt] = []
        for text in sorted(set(self.imports.values())):
            out += ast.parse(text).body
        # Function and Parameter are used while the other modules are read.
        for module in sorted(self.finished, key=lambda name: not name.endswith((".values", ".catalogue"))):
            done: set[int] = set()
            for name in self.modules[module].order:
                if (module, name) not in self.taken:
                    continue
                if owner.setdefault(name, module) != module:
                    raise ValueError(f"{name} is defined in both {owner[name]} and {module}")
                source = self.modules[module].nodes[name]
                if id(source) in done:
                    continue
                done.add(id(source))
                out.append(self.taken[module, name])
                out += self._wrapped(module, name)
        entries = ", ".join(f"{name!r}: {_entry(f)}" for name, f in CATALOGUE.items())
        return [*out, *ast.parse(f"CATALOGUE = {{{entries}}}").body, *_statements(_CALL)]

    def _wrapped(self, module: str, name: str) -> list[ast.stmt]:
        """A catalogue function is more than its Python side: it knows what is missing data."""
        found = getattr(importlib.import_module(module), name)
        if not isinstance(found, Function):
            return []
        return ast.parse(f"{name} = {_constructed(found, name)}").body

    def _module(self, name: str) -> _Module:
        if name not in self.modules:
            self.modules[name] = _Module(name)
            for other in [key[0] for key in self.modules[name].imported.values()]:
                self._module(other)
            self.finished.append(name)
        return self.modules[name]


def _key(function: Function) -> _Key:
    return function.python.__module__, function.python.__name__


def _entry(function: Function) -> str:
    """The function's object in the engine; an alias has one of its own."""
    module, name = _key(function)
    if getattr(importlib.import_module(module), name) is function:
        return name
    return _constructed(function, f"{name}.python")


def _constructed(function: Function, python: str) -> str:
    given = {
        "name": repr(function.name),
        "python": python,
        "parameters": "(" + "".join(_parameter_object(p) + ", " for p in function.parameters) + ")",
        "spills": repr(function.spills),
        "excel": "''",
    }
    if function.refuse:
        given["refuse"] = _condition(function)
    if function.each:
        given["each"] = repr(function.each)
    for one in fields(function):
        needed = one.default is MISSING and one.default_factory is MISSING
        if needed and one.init and one.name not in given:
            given[one.name] = repr(getattr(function, one.name))
    return f"Function({', '.join(f'{key}={value}' for key, value in given.items())})"


def _condition(function: Function) -> str:
    """When the function refuses its input, as a Python function of its parameters."""
    names = ", ".join(parameter.name for parameter in function.parameters)
    return f"lambda {names}: {_python(parsed(function.refuse))}"


def _python(node: Node) -> str:
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Constant):
        return repr(node.value)
    if isinstance(node, Use):
        parts = [_python(argument) for argument in node.arguments]
        if node.function in _COMPARISONS:
            return f"(order({', '.join(parts)}) {_COMPARISONS[node.function]} 0)"
        if node.function in _SIGNS:
            return f"({f' {node.function} '.join(parts)})"
        if node.function == "-x":
            return f"(-{parts[0]})"
    raise ValueError(f"{node} has no form in Python")


def _parameter_object(parameter: Parameter) -> str:
    given = {}
    for one in fields(parameter):
        value = "" if one.name == "description" else getattr(parameter, one.name)
        if one.default is MISSING or value != one.default:
            given[one.name] = "OMITTED" if value is OMITTED else repr(value)
    return f"Parameter({', '.join(f'{key}={value}' for key, value in given.items())})"


def _reduced(node: ast.stmt) -> ast.stmt:
    """A definition without texts, types, catalogue decorators and methods that nothing calls."""
    copy = ast.parse(ast.unparse(node)).body[0]
    if isinstance(copy, ast.ClassDef):
        _keep_called_methods(copy)
    reduced = _Reducer().visit(copy)
    if isinstance(reduced, ast.FunctionDef):
        reduced.decorator_list = [d for d in reduced.decorator_list if not isinstance(d, ast.Call)]
    assert isinstance(reduced, ast.stmt)
    return reduced


class _Reducer(ast.NodeTransformer):
    """Takes out docstrings and annotations; a dataclass keeps its fields."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.returns = None
        for argument in ast.walk(node.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        node.body = _without_docstring(node.body)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        for part in node.body:
            if isinstance(part, ast.AnnAssign):
                part.annotation = ast.Name("object", ast.Load())
        node.body = _without_docstring(
            [p if isinstance(p, ast.AnnAssign) else self.visit(p) for p in node.body]
        )
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        if node.value is None:
            return ast.Pass()
        return ast.Assign([node.target], node.value, lineno=node.lineno)


def _without_docstring(body: list[Any]) -> list[Any]:
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        body = body[1:]
    return body or [ast.Pass()]


def _keep_called_methods(node: ast.ClassDef) -> None:
    """``Function`` has its Excel forms and numpy too; Lite asks it for a value on cells."""
    methods = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}
    keep = [name for name in methods if name in _CALLED] or list(methods)
    for name in keep:
        for leaf in ast.walk(methods[name]):
            if isinstance(leaf, ast.Attribute) and leaf.attr in methods and leaf.attr not in keep:
                keep.append(leaf.attr)
    node.body = [p for p in node.body if not isinstance(p, ast.FunctionDef) or p.name in keep]


def _names(node: ast.stmt) -> set[str]:
    return {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name)}


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from (leaf.id for leaf in ast.walk(target) if isinstance(leaf, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _statements(text: str) -> list[ast.stmt]:
    indented = "\n".join(f"    {line}" for line in text.splitlines())
    outer = ast.parse(f"def outer():\n{indented}").body[0]
    assert isinstance(outer, ast.FunctionDef)
    return outer.body


def _function(function: Function) -> str:
    arguments = "".join(
        f"@xw.arg({p.name!r}, ndim=2, err_to_str=True, doc={_quoted(p.description)})\n"
        for p in function.parameters
    )
    listed = ", ".join(map(_parameter, function.parameters))
    given = ", ".join(p.name for p in function.parameters)
    return (
        f"\n@xw.func\n{arguments}@xw.ret()\ndef {function.name}({listed}):\n"
        f"    {_quoted(function.description, 3)}\n"
        f'    return _asss_xl.call("{function.name}", {given})\n'
    )


def _parameter(parameter: Parameter) -> str:
    if not parameter.optional:
        return parameter.name
    omitted = parameter.default is OMITTED
    return f"{parameter.name}={'_asss_xl.OMITTED' if omitted else repr(parameter.default)}"


def _quoted(text: str, quotes: int = 1) -> str:
    marks = '"' * quotes
    return marks + text.replace("\\", "\\\\").replace('"', '\\"') + marks
