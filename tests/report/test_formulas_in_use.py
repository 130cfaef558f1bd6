"""Each calculation that the report states is used, and what is used is there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.formulas import FORMULAS, ROOT, SHARED, TREES, Named, stated, value


def _used(path: Path, tree: ast.Module) -> Iterator[Named]:
    """What a module takes of the formulas: imported by name, through their module, or its own."""
    alias: dict[str, str] = {}
    own = next((module for module, there in FORMULAS.items() if there == path), None)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            whole = {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
            alias |= {name: module for name, module in whole.items() if module in FORMULAS}
            if node.module in FORMULAS:
                yield from ((node.module, each.name) for each in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in alias:
            yield alias[node.value.id], node.attr
        elif own and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield own, node.id


#: What makes formulas beside what uses them: a line of the accounts, a figure and its years in words,
#: what a sentence begins with.
MAKERS = {
    "poster.py": {"regnet": 1},
    "uten.py": {"merke": 1},
    "profil/rad.py": {"tall_i_ord": 1, "aar_paa_rad": 1},
}


def test_every_formula_of_the_report_is_seen() -> None:
    """What is written outside the tables has a name of its own, but for what a few functions make."""
    paths = [path for path in TREES if path.is_relative_to(ROOT / "report") and path != SHARED]
    outside = {path: _written(path) for path in paths if _written(path)}
    named = [FORMULAS[module] for module, _ in stated() if FORMULAS[module] in outside]
    made = {ROOT / "report" / path: makers for path, makers in MAKERS.items()}
    assert len(named) > 5
    for path, count in outside.items():
        makers = made.get(path, {})
        assert count == named.count(path) - len(makers) + sum(makers.values()), path


def _written(path: Path) -> int:
    """How many formulas a module writes."""
    calls = (node.func for node in ast.walk(TREES[path]) if isinstance(node, ast.Call))
    return sum(isinstance(called, ast.Name) and called.id == "formula" for called in calls)


def test_no_formula_is_there_for_the_tests_alone() -> None:
    known = set(stated())
    assert len(FORMULAS) > 12 and len(known) > 350
    assert known - {each for path, tree in TREES.items() for each in _used(path, tree)} == set()


def test_each_formula_that_is_asked_for_is_stated() -> None:
    modules = {module for module, path in FORMULAS.items() if path.suffix == ".toml" or path == SHARED}
    others = ((path, tree) for path, tree in TREES.items() if path != SHARED)
    used = {each for path, tree in others for each in _used(path, tree) if each[0] in modules}
    assert len(used) > 200
    lacking = []
    for each in sorted(used):
        try:
            value(each)
        except AttributeError:
            lacking.append(each)
    assert lacking == []
