"""The functions for xlwings Lite: one file to paste in, without any dependency.

``main.py`` is made of the source of :mod:`asss_xl.functions` itself, module after module with
their imports taken out, and a decorated function per catalogue entry.
"""

from __future__ import annotations

import ast
import importlib
import inspect

from asss_xl.functions import CATALOGUE, Function, Parameter
from asss_xl.functions.values import OMITTED

_MODULES = (
    "values", "expression", "catalogue", "paired", "utgiftsbehov", "avvik", "profil", "funn",
    "regnskap", "demografi",
)  # fmt: skip
#: Top-level names that several modules may have, each using its own before the next is read.
_SHARED = {"KAP"}

_HEAD = '''"""ASSS-funksjonene for xlwings Lite.

Lim hele filen inn i fanen main.py i xlwings Lite og start xlwings Lite på nytt. Funksjonene
heter da =ASSS_AVVIK(...) og så videre. Filen er laget av asss_xl.addin.lite fra
funksjonskatalogen; ikke endre den her.
"""

from __future__ import annotations
'''

_START = '''
from xlwings import arg, func, ret

# Dataclasses look up their own module, which Lite need not have registered yet.
_REGISTERED = __name__ in sys.modules
sys.modules.setdefault(__name__, ModuleType(__name__))
'''

_CALL = '''
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
'''

_END = """
if not _REGISTERED:
    del sys.modules[__name__]
"""

_REQUIREMENTS = """\
# Funksjonene trenger ingen pakker ut over xlwings, som Lite alltid har.
# Behold linjene som xlwings Lite selv har satt inn; ikke bytt dem ut med denne filen.
xlwings
"""


def main_py() -> str:
    """The text of ``main.py``."""
    sources = {name: _source(name) for name in _MODULES}
    _check_collisions(sources)
    imports = {"import sys", "from types import ModuleType, SimpleNamespace"}
    bodies = []
    for name, source in sources.items():
        tree = ast.parse(source)
        imports |= _plain_imports(tree)
        bodies.append(f"\n# --- asss_xl.functions.{name} ---\n{_body(source, tree)}")
        if name == "expression":
            bodies.append(_namespace("xl", tree))
    functions = "\n".join(_function(function) for function in CATALOGUE.values())
    return "\n".join(
        [_HEAD, *sorted(imports, key=_import_order), _START, *bodies, _CALL, functions, _END]
    )


def requirements() -> str:
    """The text of ``requirements.txt``."""
    return _REQUIREMENTS


def _source(name: str) -> str:
    return inspect.getsource(importlib.import_module(f"asss_xl.functions.{name}"))


def _import_order(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line


def _plain_imports(tree: ast.Module) -> set[str]:
    """The imports from the standard library, one per line."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {f"import {alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and _is_plain(node.module or ""):
            found |= {f"from {node.module} import {alias.name}" for alias in node.names}
    return found


def _is_plain(module: str) -> bool:
    return module != "__future__" and not module.startswith("asss_xl")


def _body(source: str, tree: ast.Module) -> str:
    """The source without imports and module docstring."""
    lines = source.splitlines()
    drop: set[int] = set()
    for number, node in enumerate(tree.body):
        is_docstring = number == 0 and isinstance(node, ast.Expr)
        if is_docstring or isinstance(node, (ast.Import, ast.ImportFrom)):
            drop |= set(range(node.lineno - 1, node.end_lineno or node.lineno))
    kept = [line for number, line in enumerate(lines) if number not in drop]
    return "\n".join(kept).strip() + "\n"


def _namespace(name: str, tree: ast.Module) -> str:
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    listed = "".join(f"\n    {one}={one}," for one in functions)
    return f"\n{name} = SimpleNamespace({listed}\n)\n"


def _check_collisions(sources: dict[str, str]) -> None:
    owner: dict[str, str] = {}
    for module, source in sources.items():
        for name in _top_level_names(ast.parse(source)) - _SHARED:
            if name in owner:
                raise ValueError(f"{name} is defined in both {owner[name]} and {module}")
            owner[name] = module


def _top_level_names(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            targets = [leaf for target in node.targets for leaf in ast.walk(target)]
            found |= {leaf.id for leaf in targets if isinstance(leaf, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def _function(function: Function) -> str:
    arguments = "".join(
        f"@arg({p.name!r}, ndim=2, err_to_str=True, doc={_quoted(p.description)})\n"
        for p in function.parameters
    )
    listed = ", ".join(map(_parameter, function.parameters))
    given = ", ".join(p.name for p in function.parameters)
    return (
        f"\n@func\n{arguments}@ret()\ndef {function.name}({listed}):\n"
        f"    {_quoted(function.description, 3)}\n"
        f'    return _lite("{function.name}", {given})\n'
    )


def _parameter(parameter: Parameter) -> str:
    if not parameter.optional:
        return parameter.name
    default = "OMITTED" if parameter.default is OMITTED else repr(parameter.default)
    return f"{parameter.name}={default}"


def _quoted(text: str, quotes: int = 1) -> str:
    marks = '"' * quotes
    return marks + text.replace("\\", "\\\\").replace('"', '\\"') + marks
