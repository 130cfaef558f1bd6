"""``macros/lite/main.py`` in a Python without asss_xl, xlwings or any other package."""

from __future__ import annotations

import ast
import json
import math
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from asss_xl.functions import CATALOGUE
from asss_xl.functions.values import ERRORS, ExcelError, is_range
from tools.macros import lite

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "macros" / "lite" / "main.py"
CELLS: list[Any] = [1.0, 2.5, -3.0, 0.0, 100.0, None, "Ikke data", ":", "7", True, "#N/A", "#DIV/0!"]

#: Runs main.py with a stand-in for Lite's xlwings, as a module that nobody has registered.
DRIVER = """
import json, sys, types
stub = types.ModuleType("xlwings")
metadata = {}
def func(f=None, **options):
    def inner(f):
        metadata[f.__name__] = {"doc": f.__doc__, "args": getattr(f, "args", [])[::-1]}
        return f
    return inner if f is None else inner(f)
def arg(name, convert=None, **options):
    def inner(f):
        f.__dict__.setdefault("args", []).append([name, options])
        return f
    return inner
stub.func, stub.arg, stub.ret = func, arg, lambda *a, **k: (lambda f: f)
sys.modules["xlwings"] = stub
request = json.load(sys.stdin)
space = {"__name__": request["name"]}
source = request["before"] + request["source"] + request["after"]
exec(compile(source, "main.py", "exec"), space)
results = [space[name](*arguments) for name, arguments in request["calls"]]
foreign = sorted(m for m in sys.modules if m.split(".")[0] in ("asss_xl", "numpy", "pandas"))
own = sorted(n for n in space if not n.startswith("__"))
json.dump({"metadata": metadata, "own": own, "results": results, "foreign": foreign,
           "left": "main" in sys.modules}, sys.stdout)
"""

#: The same in Pyodide, which is the Python of xlwings Lite: WebAssembly, here in node.
PYODIDE = """
const { loadPyodide } = require("pyodide");
const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const pyodide = await loadPyodide();
  pyodide.globals.set("driver", input.driver);
  pyodide.globals.set("request", JSON.stringify(input.request));
  process.stdout.write(pyodide.runPython(`
import io, sys
sys.stdin, sys.stdout = io.StringIO(request), io.StringIO()
exec(driver, {})
sys.stdout.getvalue()`));
})();
"""


def run(calls: list[Any], name: str = "main", before: str = "", after: str = "") -> dict[str, Any]:
    request = {
        "calls": calls,
        "source": MAIN.read_text(encoding="utf-8"),
        "name": name,
        "before": before,
        "after": after,
    }
    return started([sys.executable, "-I", "-S", "-X", "utf8", "-c", DRIVER], request)


def started(command: list[str], given: dict[str, Any]) -> dict[str, Any]:
    """What a program answers, JSON in and out."""
    done = subprocess.run(
        command,
        input=json.dumps(given),
        capture_output=True,
        cwd=ROOT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("name", ["main", "__main__"])
def test_imports_without_any_package(name: str) -> None:
    answer = run([], name)
    assert answer["foreign"] == [] and answer["left"] is False
    assert set(answer["metadata"]) == set(CATALOGUE)
    for function in CATALOGUE.values():
        info = answer["metadata"][function.name]
        assert info["doc"] == function.description
        assert info["args"] == [
            [p.name, {"ndim": 2, "err_to_str": True, "doc": p.description}] for p in function.parameters
        ]


def test_results_are_those_of_the_catalogue() -> None:
    calls = some_calls()
    compare(calls, run(calls)["results"])


def test_results_in_pyodide_are_those_of_the_catalogue() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: Lite's code is run in plain Python only")
    found = subprocess.run([node, "-e", "require.resolve('pyodide')"], cwd=ROOT, capture_output=True)
    if found.returncode:
        pytest.skip("Pyodide is not installed: npm install --no-save pyodide@0.28")
    calls = some_calls()
    request = {"calls": calls, "source": lite.main_py(), "name": "__main__", "before": "", "after": ""}
    answer = started([node, "-e", PYODIDE], {"driver": DRIVER, "request": request})
    assert set(answer["metadata"]) == set(CATALOGUE)
    compare(calls, answer["results"])


def some_calls() -> list[Any]:
    """Drawn arguments and the examples of every function."""
    chance = random.Random(2009)
    calls: list[Any] = [[name, _arguments(name, chance)] for name in CATALOGUE for _ in range(400)]
    return calls + [[name, [_rows(v) for v in f.example]] for name, f in CATALOGUE.items()]


def compare(calls: list[Any], results: list[Any]) -> None:
    for (name, arguments), result in zip(calls, results, strict=True):
        expected = _shown(CATALOGUE[name](*[_values(argument) for argument in arguments]))
        found, wanted = _rows(result), _rows(expected)
        assert [len(row) for row in found] == [len(row) for row in wanted], (name, arguments)
        for a, b in zip(sum(found, []), sum(wanted, []), strict=True):
            # From 3.12 Python's sum keeps more digits.
            near = type(a) is type(b) is float and math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-9)
            assert near or (a == b and isinstance(a, str) == isinstance(b, str)), (name, arguments)


def test_a_failure_is_an_error_value() -> None:
    assert run([["ASSS_AVVIK", [{"a": 1}, 2]], ["ASSS_SNITT", [[[]]]]])["results"] == ["#VALUE!", "#N/A"]


def private_names() -> set[str]:
    """Everything that _asss_xl defines inside itself."""
    tree = ast.parse(MAIN.read_text(encoding="utf-8"))
    engine = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "_asss_xl")
    found = {n.name for n in engine.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    return found | {
        leaf.id
        for n in engine.body
        if isinstance(n, ast.Assign)
        for target in n.targets
        for leaf in ast.walk(target)
        if isinstance(leaf, ast.Name)
    }


def test_the_only_names_are_the_functions_and_one_more() -> None:
    assert set(run([])["own"]) == {*CATALOGUE, "_asss_xl", "xw"}


def test_a_users_own_code_changes_nothing() -> None:
    """Every name inside, and some of a user's own, set before and after: numbers = [1]."""
    own = "import xlwings as xw\n" + "".join(
        f"{name} = [1]\n"
        for name in sorted({*private_names(), "arg", "func", "ret", "math", "sys", "Iterable"})
        if name not in CATALOGUE
    )
    calls = [[name, [_rows(v) for v in f.example]] for name, f in CATALOGUE.items()]
    plain = run(calls)["results"]
    assert run(calls, before=own)["results"] == plain
    assert run(calls, after=own)["results"] == plain
    assert run(calls, after='if __name__ == "main":\n    numbers = [1]\n')["results"] == plain


def test_a_user_keeps_what_was_there_before() -> None:
    own = "numbers = [1]\narg = 2\nNA = 3\n"
    answer = run([], before=own, after="kept = (numbers, arg, NA)\nassert kept == ([1], 2, 3)\n")
    assert {"numbers", "arg", "NA", "kept"} <= set(answer["own"])


def test_only_what_the_functions_need_is_there() -> None:
    text = MAIN.read_text(encoding="utf-8")
    for name in private_names() - {"CATALOGUE"}:
        assert len(re.findall(rf"\b{name}\b", text)) > 1, f"{name} is not used"
    for unneeded in ("lambda_text", "native", "ISOMITTED", "xlfn", "SUMPRODUCT", "Kilde"):
        assert unneeded not in text
    engine = text.split("_asss_xl = _asss_xl()")[0]
    assert len(engine.splitlines()) < 18 * len(CATALOGUE)


def test_generator_refuses_two_definitions_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Same(lite._Engine):
        def body(self) -> list[ast.stmt]:
            node = ast.parse("def broadcast():\n    pass").body[0]
            module = self.modules["asss_xl.functions.catalogue"]
            module.nodes["broadcast"] = node
            self.taken[module.name, "broadcast"] = node
            return super().body()

    monkeypatch.setattr(lite, "_Engine", Same)
    with pytest.raises(ValueError, match="broadcast is defined in both"):
        lite.main_py()


def test_defaults_are_the_catalogues() -> None:
    text = MAIN.read_text(encoding="utf-8")
    assert "def ASSS_AVVIK(verdi, snitt, indeks=1.0, tillegg=0.0):" in text
    assert "def ASSS_SNITT(verdier, vekter=_asss_xl.OMITTED):" in text
    assert "asss_xl import" not in text and "from __future__" not in text
    lines = [line for line in lite.REQUIREMENTS.splitlines() if not line.startswith("#")]
    assert lines == ["xlwings"]


def _arguments(name: str, chance: random.Random) -> list[Any]:
    shape = (chance.randint(1, 3), chance.randint(1, 3))
    arguments = []
    for parameter in CATALOGUE[name].parameters:
        if parameter.optional and chance.random() < 0.3:
            break
        size = shape if parameter.is_range or chance.random() < 0.3 else (1, 1)
        arguments.append([[chance.choice(CELLS) for _ in range(size[1])] for _ in range(size[0])])
    return arguments


def _rows(value: Any) -> Any:
    return [list(row) for row in value] if is_range(value) else [[value]]


def _values(argument: Any) -> Any:
    return tuple(tuple(ERRORS.get(v, v) if isinstance(v, str) else v for v in row) for row in argument)


def _shown(value: Any) -> Any:
    if is_range(value):
        return [[_shown(v) for v in row] for row in value]
    if isinstance(value, ExcelError):
        return str(value)
    return "" if value is None else value
