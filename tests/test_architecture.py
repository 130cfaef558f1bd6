"""What `docs/arkitektur.md` says of the code is so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import asss_xl
from asss_xl.checks.package import Workbook

ROOT = Path(asss_xl.__file__).parent
PAGE = (ROOT.parent / "docs" / "arkitektur.md").read_text(encoding="utf-8")
ROOMS = {path.parent.name for path in ROOT.glob("*/__init__.py")}


@cache
def _nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _imports(path: Path, types: bool = True) -> Iterator[str]:
    """The modules that a file imports, by their whole names; maybe without those for the names of types."""
    package = ("asss_xl", *path.relative_to(ROOT).parent.parts)
    nodes = _nodes(path)
    blocks = [n for n in nodes if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    apart = set() if types else {id(node) for block in blocks for node in ast.walk(block)}
    for node in (node for node in nodes if id(node) not in apart):
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield from (".".join([*above, *filter(None, [node.module]), a.name]) for a in node.names)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names)


def test_a_room_knows_only_those_that_are_drawn_above_it() -> None:
    drawing = PAGE.split("```")[1].splitlines()
    level = {word: n for n, line in enumerate(drawing) for word in re.findall(r"\w+", line) if word in ROOMS}
    assert set(level) == ROOMS
    wrong = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            known = {name.split(".")[1] for name in _imports(path) if name.startswith("asss_xl.")}
            wrong |= {(room, other) for other in known & ROOMS - {room} if level[other] >= level[room]}
    assert not wrong


def test_no_module_waits_for_one_that_waits_for_it() -> None:
    """What is imported in a function counts too: that may save time, and is not to break a circle."""
    modules = {_name(path): path for path in ROOT.rglob("*.py")}
    known = {
        name: {each if each in modules else each.rpartition(".")[0] for each in _imports(path, False)}
        - {name}
        for name, path in modules.items()
    }
    order = list(TopologicalSorter(known).static_order())
    assert order.index("asss_xl.dataset.datasett") < order.index("asss_xl.dataset.frames.indikatorer")


def _name(path: Path) -> str:
    return ".".join(("asss_xl", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def test_what_stands_above_the_rooms_knows_none_of_them() -> None:
    for name in ("extras", "norsk", "replacing", "stated", "unpacking"):
        assert f"`{name}.py`" in PAGE
        assert not [n for n in _imports(ROOT / f"{name}.py") if set(n.split(".")[1:2]) & ROOMS]


def test_the_formulas_that_are_quoted_stand_in_their_cells(files: dict[str, Path]) -> None:
    cells = {cell.where: f"={cell.formula}" for cell in Workbook.open(files["native"]).formula_cells}
    quoted = re.findall(r"`([A-Z]\w+![A-Z]+\d+)`(?:[:,\s]| \|.*\| )+`(=[^`]+)`", PAGE)
    of_old = re.findall(r"\| `=[^`]+` \| `=", PAGE)
    assert len(quoted) + len(of_old) == PAGE.count("`=")
    assert {place: cells.get(place) for place, _ in quoted} == dict(quoted)


def test_files_are_replaced_only_where_the_page_says() -> None:
    rule = PAGE.split("- En fil som er der fra før, ")[1].split("\n- ")[0]
    moving = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in _nodes(path)
        if isinstance(node, ast.Attribute)
        and (node.attr == "rename" or ast.unparse(node) in ("os.replace", "os.renames", "shutil.move"))
    }
    assert moving == set(re.findall(r"`([\w/]+\.py)`", rule))


def test_the_call_that_is_quoted_stands_in_its_module() -> None:
    module, call = re.findall(r"`(report/profil/ark\.py)` regner av det: indeksen er kallet `([^`]+)`", PAGE)[
        0
    ]
    assert call in (ROOT / module).read_text(encoding="utf-8")


#: What each sheet or report has of its own, and words that say the same wherever they stand.
_OF_EACH = {"HODERAD", "PARTS", "ART", "I_ALT"}


def _defined(node: ast.AST) -> Iterator[str]:
    """The classes and constants, and the types by other names, that a statement of a module defines."""
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and "TypeVar(" not in ast.unparse(node):
        for target in targets:
            yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name) and n.id[0].isupper())


def test_a_class_and_a_constant_that_others_can_ask_for_has_a_name_of_its_own() -> None:
    where: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for name in _defined(node):
                where.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    shared = {name: found for name, found in where.items() if len(found) > 1}
    assert shared.keys() >= _OF_EACH
    assert {name: found for name, found in shared.items() if name not in _OF_EACH} == {}
