"""Each calculation that a ``formler.py`` or the table beside it states is used, and what is used is there."""

from __future__ import annotations

import ast
import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

import asss_xl

ROOT = Path(asss_xl.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}
#: The modules of formulas by their whole names.
FORMULAS = {
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts): path
    for path in ROOT.glob("report/**/formler.py")
}
Named = tuple[str, str]


def _stated() -> Iterator[Named]:
    for module, path in FORMULAS.items():
        table = path.with_suffix(".toml")
        known = tomllib.loads(table.read_text(encoding="utf-8")) if table.exists() else {}
        yield from ((module, name) for name in known)
        for node in TREES[path].body:
            if isinstance(node, ast.Assign):
                yield from ((module, name.id) for name in node.targets if isinstance(name, ast.Name))
            elif isinstance(node, ast.FunctionDef) and node.name != "__getattr__":
                yield module, node.name


def _used(path: Path, tree: ast.Module) -> Iterator[Named]:
    """What a module takes of the formulas: imported by name, through their module, or its own."""
    alias: dict[str, str] = {}
    own = next((module for module, there in FORMULAS.items() if there == path), None)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in FORMULAS:
            yield from ((node.module, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            whole = {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
            alias |= {name: module for name, module in whole.items() if module in FORMULAS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in alias:
            yield alias[node.value.id], node.attr
        elif own and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield own, node.id


def test_no_formula_is_there_for_the_tests_alone() -> None:
    stated = set(_stated())
    assert len(FORMULAS) > 10 and len(stated) > 200
    assert stated - {each for path, tree in TREES.items() for each in _used(path, tree)} == set()


def test_each_formula_that_is_asked_for_is_stated() -> None:
    others = ((path, tree) for path, tree in TREES.items() if path not in FORMULAS.values())
    used = {each for path, tree in others for each in _used(path, tree)}
    assert len(used) > 200
    assert [each for each in sorted(used) if not hasattr(importlib.import_module(each[0]), each[1])] == []
