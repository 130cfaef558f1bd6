"""The UDFs as xlwings sees and calls them, through its own Windows code."""

from __future__ import annotations

import inspect
import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from asss_xl.addin import udf
from asss_xl.addin.exposed import EXPOSED
from asss_xl.addin.udf import COM_ERRORS, COM_MISSING, to_excel
from asss_xl.functions import CATALOGUE
from asss_xl.functions.values import ExcelError
from tools.macros import xlam

Run = Callable[[list[Any]], dict[str, Any]]
CELLS: list[Any] = [
    1.0,
    2.5,
    -3.0,
    0.0,
    100.0,
    7.25,
    None,
    "",
    "Ikke data",
    ":",
    ".",
    "..",
    "7",
    True,
    -2146826246,
    -2146826281,
]


@pytest.fixture(scope="module")
def answer(xlwings_windows: Run) -> dict[str, Any]:
    return xlwings_windows([])


def test_every_function_has_its_metadata(answer: dict[str, Any]) -> None:
    assert set(answer["metadata"]) == set(EXPOSED) >= set(CATALOGUE)
    for name, info in answer["metadata"].items():
        exposed = EXPOSED[name]
        assert info["category"] == "ASSS" and info["volatile"] is False
        assert info["doc"] == exposed.description and len(info["doc"]) <= 255
        assert info["ret"] == {"transpose": False}
        assert [a["name"] for a in info["args"]] == [p.name for p in exposed.parameters]
        assert [a["optional"] for a in info["args"]] == [p.optional for p in exposed.parameters]
        for argument, parameter in zip(info["args"], exposed.parameters, strict=True):
            assert argument["doc"] == parameter.description and 0 < len(argument["doc"]) <= 255
            assert (argument["ndim"], argument["convert"]) == (2, "array")


def test_functions_have_real_signatures() -> None:
    for name, function in CATALOGUE.items():
        found = inspect.signature(getattr(udf, name)).parameters
        assert list(found) == [p.name for p in function.parameters]
        assert [p.default for p in found.values() if p.default is not p.empty] == [
            p.default for p in function.parameters if p.optional
        ]
    assert udf.ASSS_AVVIK(verdi=10, snitt=4) == 6  # type: ignore[attr-defined]


def test_wrapper_passes_what_xlwings_own_wrapper_passes(answer: dict[str, Any]) -> None:
    """Our VBA calls Python with the same functions, arguments and optional arguments."""
    head = re.compile(r"Function (\w+)\((.*?)\)(?: As Variant)?\n")
    theirs = dict(head.findall(answer["vba"]))
    ours = dict(head.findall(xlam.wrapper_module()))
    assert {name: text.replace(" As Variant", "") for name, text in ours.items()} == theirs
    given = re.compile(r'"(ASSS_\w+)", (Array\(.*?\))')
    assert given.findall(xlam.wrapper_module()) == given.findall(answer["vba"])[::2]
    assert "XLPy.CallUDF(" in answer["vba"] and ".CallUDF(" in xlam.template("ASSS_tjener")


def test_examples_through_xlwings(xlwings_windows: Run) -> None:
    calls: list[Any] = []
    for name, function in CATALOGUE.items():
        left_out = [COM_MISSING] * (len(function.parameters) - len(function.example))
        calls.append([name, [_as_com(v) for v in function.example] + left_out])
    for (called, _), result in zip(calls, xlwings_windows(calls)["results"], strict=True):
        assert result == _as_block(CATALOGUE[called](*CATALOGUE[called].example)), called


def test_random_calls_through_xlwings_are_the_catalogue(xlwings_windows: Run) -> None:
    chance = random.Random(20100)
    calls: list[Any] = [_random_call(name, chance) for name in CATALOGUE for _ in range(400)]
    for (name, arguments), result in zip(calls, xlwings_windows(calls)["results"], strict=True):
        function = CATALOGUE[name]
        values = [
            p.default if a == COM_MISSING and not isinstance(a, dict) else _plain(a)
            for a, p in zip(arguments, function.parameters, strict=True)
        ]
        assert result == _as_block(function(*values)), (name, arguments)


def test_dates_and_constants(xlwings_windows: Run) -> None:
    calls = [
        ["ASSS_AVVIK", [{"date": "2009-01-01"}, 39800, COM_MISSING, COM_MISSING]],
        ["ASSS_AVVIK", [{"range": [[{"date": "2009-01-01"}, 1]]}, 1, COM_MISSING, 1]],
        ["ASSS_AVVIK", [-2146826281, 1, COM_MISSING, COM_MISSING]],
    ]
    assert xlwings_windows(calls)["results"] == [[[14.0]], [[39812.0, -1.0]], [["#DIV/0!"]]]


def test_nothing_shows_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no")

    function = udf.as_udf(replace(EXPOSED["ASSS_AVVIK"], python=broken))
    assert function(1, 2) == "#VALUE!"
    assert udf.ASSS_AVVIK(object(), 2) == "#N/A"  # type: ignore[attr-defined]


def _random_call(name: str, chance: random.Random) -> list[Any]:
    shape = (chance.randint(1, 3), chance.randint(1, 3))
    arguments: list[Any] = []
    for parameter in CATALOGUE[name].parameters:
        if parameter.optional and chance.random() < 0.4:
            arguments.append(COM_MISSING)
        elif parameter.is_range or (CATALOGUE[name].spills and chance.random() < 0.4):
            size = shape if chance.random() < 0.8 else (2, 1)
            rows = [[_cell(chance) for _ in range(size[1])] for _ in range(size[0])]
            arguments.append({"range": rows})
        else:
            arguments.append(_cell(chance))
    return [name, arguments]


def _cell(chance: random.Random) -> Any:
    return chance.choice(CELLS[:6]) if chance.random() < 0.7 else chance.choice(CELLS)


def _plain(argument: Any) -> Any:
    if isinstance(argument, dict):
        return tuple(tuple(_plain(v) for v in row) for row in argument["range"])
    if type(argument) is int and argument in COM_ERRORS:
        return ExcelError(COM_ERRORS[argument])
    return None if argument == "" else argument


def _as_com(argument: Any) -> Any:
    return {"range": argument} if isinstance(argument, tuple) else argument


def _as_block(value: Any) -> Any:
    result = to_excel(value)
    return result if isinstance(result, list) else [[result]]
