"""Every formula that the chapters ask for by name is stated, and every stated one is asked for."""

from __future__ import annotations

import ast
import importlib
import tomllib
from pathlib import Path

import pytest

import asss_xl
from asss_xl.functions.excel.formula import Formula

_PRODUCT = Path(asss_xl.__file__).parent
_TABLES = sorted(_PRODUCT.rglob("formler.toml"))


def _module(table: Path) -> str:
    return ".".join(table.with_suffix("").relative_to(_PRODUCT.parent).parts)


def _asked_for(module: str) -> set[str]:
    """The names that the product takes from a module, whatever it calls the module."""
    package, _, name = module.rpartition(".")
    found: set[str] = set()
    for path in _PRODUCT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        known = {
            one.asname or one.name
            for node in imports
            if node.module == package
            for one in node.names
            if one.name == name
        }
        found |= {one.name for node in imports if node.module == module for one in node.names}
        found |= {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known
        }
    return found


@pytest.mark.parametrize("table", _TABLES, ids=lambda path: path.parent.name)
def test_what_is_asked_for_is_stated_and_the_other_way(table: Path) -> None:
    stated = set(tomllib.loads(table.read_text(encoding="utf-8")))
    module = importlib.import_module(_module(table))
    own = {name for name, value in vars(module).items() if not name.startswith("_")}
    asked = _asked_for(_module(table))
    assert stated and asked
    assert asked - own <= stated
    assert stated <= asked
    assert all(isinstance(getattr(module, name), Formula) for name in stated)
