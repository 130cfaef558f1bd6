"""The calculations that the report states: in a chapter's table, in its module, beside what uses them."""

from __future__ import annotations

import ast
import pkgutil
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


#: What all chapters share, in a module and its table.
SHARED = ROOT / "report" / "formler.py"
#: What states formulas, by its whole name: the chapters' tables, and modules for themselves.
FORMULAS = {
    f"{_module(SHARED)}.{table.parent.name}": table for table in ROOT.glob("report/*/formler.toml")
} | {
    _module(path): path
    for path, tree in TREES.items()
    if path.is_relative_to(ROOT / "report") and any(map(_is_formula, ast.walk(tree)))
}


def makes(function: ast.FunctionDef) -> bool:
    """Whether a function makes formulas: of those that all chapters share each does."""
    return function in TREES[SHARED].body or any(map(_is_formula, ast.walk(function)))


def _assigned(path: Path) -> Iterator[tuple[str, ast.expr | None]]:
    for node in TREES[path].body:
        if isinstance(node, ast.Assign):
            yield from ((each.id, node.value) for each in node.targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.value


def stated() -> Iterator[Named]:
    """Each by where it stands and its name; of what all chapters share also what makes them."""
    for module, path in FORMULAS.items():
        if path.suffix == ".toml" or path == SHARED:
            table = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
            yield from ((module, name) for name in table)
        if path.suffix == ".py":
            yield from ((module, name) for name, value in _assigned(path) if _is_formula(value))
            for node in TREES[path].body:
                if isinstance(node, ast.FunctionDef) and node.name != "__getattr__" and makes(node):
                    yield module, node.name


def value(named: Named) -> Any:
    """What a name of :func:`stated` stands for."""
    return pkgutil.resolve_name(".".join(named))
