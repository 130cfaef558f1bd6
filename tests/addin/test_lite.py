"""``macros/lite/main.py`` in a Python without asss_xl, xlwings or any other package."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from asss_xl.addin import lite
from asss_xl.functions import CATALOGUE
from asss_xl.functions.values import ERRORS, OMITTED, ExcelError, is_range

MAIN = Path(__file__).parents[2] / "macros" / "lite" / "main.py"
CELLS: list[Any] = [
    1.0, 2.5, -3.0, 0.0, 100.0, None, "Ikke data", ":", "7", True, "#N/A", "#DIV/0!",
]  # fmt: skip

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
exec(compile(request["source"], "main.py", "exec"), space)
given = lambda v: space["OMITTED"] if v == "OMITTED" else v
results = [space[name](*arguments) for name, arguments in request["calls"]]
foreign = sorted(m for m in sys.modules if m.split(".")[0] in ("asss_xl", "numpy", "pandas"))
json.dump({"metadata": metadata, "results": results, "foreign": foreign,
           "left": "main" in sys.modules}, sys.stdout)
"""


def run(calls: list[Any], name: str = "main") -> dict[str, Any]:
    request = {"calls": calls, "source": MAIN.read_text(encoding="utf-8"), "name": name}
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", DRIVER],
        input=json.dumps(request), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
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
            [p.name, {"ndim": 2, "err_to_str": True, "doc": p.description}]
            for p in function.parameters
        ]


def test_results_are_those_of_the_catalogue() -> None:
    chance = random.Random(2009)
    calls: list[Any] = [[name, _arguments(name, chance)] for name in CATALOGUE for _ in range(40)]
    calls += [[name, [_rows(v) for v in f.example]] for name, f in CATALOGUE.items()]
    for (name, arguments), result in zip(calls, run(calls)["results"], strict=True):
        expected = CATALOGUE[name](*[_values(argument) for argument in arguments])
        assert result == _shown(expected), (name, arguments)


def test_a_failure_is_an_error_value() -> None:
    assert run([["ASSS_AVVIK", [{"a": 1}, 2]], ["ASSS_SNITT", [[[]]]]])["results"] == [
        "#VALUE!", "#N/A",
    ]  # fmt: skip


def test_generator_refuses_two_definitions_of_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lite, "_source", lambda _: "def same():\n    pass\n")
    with pytest.raises(ValueError, match="same is defined in both"):
        lite.main_py()


def test_defaults_are_the_catalogues() -> None:
    text = MAIN.read_text(encoding="utf-8")
    assert "def ASSS_AVVIK(verdi, snitt, indeks=1.0, tillegg=0.0):" in text
    assert "def ASSS_SNITT(verdier, vekter=OMITTED):" in text
    assert OMITTED is not None and "asss_xl import" not in text
    lines = [line for line in lite.requirements().splitlines() if not line.startswith("#")]
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
    return tuple(
        tuple(ERRORS.get(v, v) if isinstance(v, str) else v for v in row) for row in argument
    )


def _shown(value: Any) -> Any:
    if is_range(value):
        return [[_shown(v) for v in row] for row in value]
    if isinstance(value, ExcelError):
        return str(value)
    return "" if value is None else value
