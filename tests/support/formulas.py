"""The calculations that the report states: in a chapter's table, in its module, beside what uses them."""

from __future__ import annotations

import ast
import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asss_xl

ROOT = Path(asss_xl.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}
#: A module and a name in it.
Named = tuple[str, str]


def _is_formula(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "formula"


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)


#: The modules that state formulas, by their whole names: the chapters' own, and others for themselves.
FORMULAS = {
    _module(path): path
    for path, tree in TREES.items()
    if path.is_relative_to(ROOT / "report")
    and (path.name == "formler.py" or any(map(_is_formula, ast.walk(tree))))
}


def _assigned(path: Path) -> Iterator[tuple[str, ast.expr | None]]:
    for node in TREES[path].body:
        if isinstance(node, ast.Assign):
            yield from ((each.id, node.value) for each in node.targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.value


def stated() -> Iterator[Named]:
    """Each by its module and its name; of a module of formulas also what it makes them of."""
    for module, path in FORMULAS.items():
        whole = path.name == "formler.py"
        table = path.with_suffix(".toml")
        if whole and table.exists():
            yield from ((module, name) for name in tomllib.loads(table.read_text(encoding="utf-8")))
        yield from ((module, name) for name, value in _assigned(path) if whole or _is_formula(value))
        for node in TREES[path].body:
            if whole and isinstance(node, ast.FunctionDef) and node.name != "__getattr__":
                yield module, node.name


def value(named: Named) -> Any:
    """What a name of :func:`stated` stands for."""
    return getattr(importlib.import_module(named[0]), named[1])
