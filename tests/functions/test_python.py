"""The functions as a Python user meets them: import, signature, help, types, wrong calls."""

from __future__ import annotations

import ast
import inspect
import pydoc
import re
import subprocess
import sys
import typing
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import asss_xl
from asss_xl import functions
from asss_xl.functions import CATALOGUE
from asss_xl.functions.values import DIV0, NA, OMITTED, added, as_rows, order, same

NAMES = [function.python.__name__ for function in CATALOGUE.values()]
STUB = Path(asss_xl.__file__).with_suffix(".pyi")
MISSING = [
    None,
    float("nan"),
    np.nan,
    np.float32("nan"),
    pd.NA,
    pd.NaT,
    Decimal("nan"),
    "",
    ":",
    "Ikke data",
    "7",
    True,
    np.bool_(True),
    np.str_("7"),
    np.ma.masked,
]


def test_the_call_of_the_documentation() -> None:
    assert asss_xl.avvik(11288, 10640, indeks=0.968) == pytest.approx(988.48)


def test_numbers_are_told_apart_by_fifteen_digits_as_in_excel() -> None:
    mean = (4.16 + 4.22) / 2
    assert mean < 4.19
    assert [order(mean, 4.19), order(4.19, mean), order(4.19, 4.18), order(-1.0, 1.0)] == [0, 0, 1, -1]
    assert order(1.0, 1.00000000000001) == -1
    assert order(0.0, 1e-300) == -1
    assert same(mean, 4.19) and not same(mean, "4.19")
    assert asss_xl.rang(mean, [4.19, 4.16, 4.22]) == 2 == asss_xl.rang(4.19, [mean, 4.16, 4.22])


def test_import_is_quick_and_help_needs_no_numpy() -> None:
    code = (
        "import sys, asss_xl\n"
        "before = {'numpy', 'pandas', 'asss_xl.functions'} & set(sys.modules)\n"
        "asss_xl.avvik(1, 2)\n"
        "print(before, {'numpy', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set() set()"


def test_every_function_is_offered_and_listed() -> None:
    assert [*NAMES, "ExcelError"] == asss_xl.__all__
    assert set(NAMES) <= set(dir(asss_xl))
    space: dict[str, object] = {}
    exec("from asss_xl import *", space)
    assert set(NAMES) <= set(space)


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="kostnad_indeks"):
        asss_xl.kostnad_indeks  # type: ignore[attr-defined]  # noqa: B018
    assert not hasattr(asss_xl, "__wrapped__")


@pytest.mark.parametrize("name", NAMES)
class TestEveryFunction:
    def test_is_a_function_with_the_catalogues_signature(self, name: str) -> None:
        function = getattr(asss_xl, name)
        catalogued = CATALOGUE[f"ASSS_{name.upper()}"]
        assert inspect.isfunction(function) and function.__name__ == name
        signature = inspect.signature(function)
        assert list(signature.parameters) == [p.name for p in catalogued.parameters]
        for parameter in catalogued.parameters:
            default = signature.parameters[parameter.name].default
            if not parameter.optional:
                assert default is inspect.Parameter.empty
            else:
                assert default == (None if parameter.default is OMITTED else parameter.default)
        assert list(inspect.signature(catalogued).parameters) == list(signature.parameters)

    def test_has_type_hints(self, name: str) -> None:
        function = getattr(asss_xl, name)
        hints = typing.get_type_hints(function)
        assert set(hints) == {*inspect.signature(function).parameters, "return"}

    def test_explains_itself_in_norwegian(self, name: str) -> None:
        text = pydoc.plain(pydoc.render_doc(getattr(asss_xl, name)))
        catalogued = CATALOGUE[f"ASSS_{name.upper()}"]
        flat = " ".join(text.split())
        assert f"{name}(" in text and " ".join(catalogued.description.split()) in flat
        for parameter in catalogued.parameters:
            assert f"{parameter.name}: {parameter.description}" in flat
        assert catalogued.unit in flat and catalogued.source in flat

    def test_refuses_a_call_that_does_not_fit(self, name: str) -> None:
        function = getattr(asss_xl, name)
        catalogued = CATALOGUE[f"ASSS_{name.upper()}"]
        given = list(catalogued.example)
        first = catalogued.parameters[0].name
        takes = re.escape(f"passer ikke med {name}({first}")
        calls: tuple[tuple[list[Any], dict[str, Any]], ...] = (
            (given, {"finnes_ikke": 1}),
            (given, {first: 1}),
            ([*given, *[1] * 12], {}),
            ([], {}),
        )
        for call, (arguments, named) in product((function, catalogued), calls):
            with pytest.raises(TypeError, match=takes):
                call(*arguments, **named)

    def test_takes_its_arguments_by_name(self, name: str) -> None:
        catalogued = CATALOGUE[f"ASSS_{name.upper()}"]
        named = {p.name: v for p, v in zip(catalogued.parameters, catalogued.example, strict=False)}
        answer = getattr(asss_xl, name)(**named)
        assert as_rows(answer) == as_rows(catalogued(*catalogued.example))


def test_a_sum_is_the_same_in_every_python() -> None:
    """From 3.12 on Python's own ``sum`` carries what it rounds off, and gives 1.0 here; no engine does."""
    assert added([0.1] * 10) == 0.9999999999999999
    assert added([]) == 0.0 and added(n / 10 for n in (1, 2)) == 0.1 + 0.2


class TestStub:
    def test_has_the_signatures_of_the_functions(self) -> None:
        tree = ast.parse(STUB.read_text(encoding="utf-8"))
        found = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        assert {node.name for node in found} == set(NAMES)
        for node in found:
            own = inspect.signature(getattr(asss_xl, node.name)).parameters
            assert [a.arg for a in node.args.args] == list(own)
            optional = sum(p.default is not inspect.Parameter.empty for p in own.values())
            assert len(node.args.defaults) == optional

    def test_is_shipped(self) -> None:
        assert STUB.with_name("py.typed").is_file()


def test_a_type_checker_knows_the_calls(tmp_path: Path) -> None:
    """mypy as a user runs it, on calls that are right and on calls that are not."""
    source = tmp_path / "bruk.py"
    source.write_text(
        "import asss_xl\nimport numpy as np\nfrom decimal import Decimal\n"
        "reveal_type(asss_xl.avvik(11288, Decimal(10640), indeks=0.968))\n"
        "reveal_type(asss_xl.avvik(np.ones(3), 10640))\n"
        "reveal_type(asss_xl.snitt([6.2, 7.1]))\n"
        "reveal_type(asss_xl.funn('x', np.int64(6), 7))\n"
        "asss_xl.avvik(11288, 10640, kostnadsindeks=1)\n"
        "asss_xl.per_innbygger(1, 2)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=", "--cache-dir", str(tmp_path), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.partition("bruk.py:")[2] for line in done.stdout.splitlines()]
    said = {int(line.split(":")[0]): line for line in reversed(lines) if line[:1].isdigit()}
    assert "float | asss_xl.functions.values.ExcelError" in said[4]
    assert "ndarray" in said[5]
    assert "float | asss_xl.functions.values.ExcelError" in said[6]
    assert "str" in said[7]
    assert "error" in said[8] and "kostnadsindeks" in done.stdout
    assert "error" in said[9]


class TestMissing:
    @pytest.mark.parametrize("missing", MISSING, ids=repr)
    def test_is_never_a_number(self, missing: object) -> None:
        for place in range(4):
            given: list[object] = [11288.0, 10640.0, 0.968, 0.0]
            given[place] = missing
            assert asss_xl.avvik(*given) is NA  # type: ignore[call-overload]
        assert asss_xl.snitt([1.0, missing, 3.0]) == 2.0
        assert asss_xl.antall([1.0, missing]) == 1.0
        assert asss_xl.rang(missing, [1.0, 2.0]) is NA  # type: ignore[call-overload]
        assert asss_xl.kostnadsindeks([0.5, 0.5], [1.0, missing]) is NA
        assert asss_xl.funn("x", missing, 2.0) is NA  # type: ignore[call-overload]

    def test_weights_that_are_none_are_left_out(self) -> None:
        assert asss_xl.snitt([1, 2], None) == asss_xl.snitt([1, 2]) == 1.5
        assert asss_xl.snitt_uten([1, 2], ["a", "b"], "a", vekter=None) == 2.0


def test_lists_give_lists() -> None:
    assert asss_xl.avvik([3, 5], 2) == [1.0, 3.0]
    assert asss_xl.avvik([3], 2) == [1.0]
    assert asss_xl.avvik(3, (2, None)) == [1.0, NA]
    assert asss_xl.avvik([[3, 5], [7, 9]], 2) == [[1.0, 3.0], [5.0, 7.0]]
    assert asss_xl.funn(["a", "b"], 3, [3, 3]) == [
        "a ligger på ASSS-gjennomsnittet",
        "b ligger på ASSS-gjennomsnittet",
    ]
    assert asss_xl.snitt([3, 5]) == 4.0
    assert asss_xl.avvik([], 2) == asss_xl.avvik(3, []) == asss_xl.funn([], 3, 3) == []


def test_a_list_beside_a_number_or_an_array_of_numpys_keeps_its_kinds() -> None:
    mixed = [1.0, "Ikke data", True, 5, None]
    assert asss_xl.avvik(mixed, np.float64(2)) == [-1.0, NA, NA, 3.0, NA]
    assert asss_xl.avvik(mixed, np.array(2)) == [-1.0, NA, NA, 3.0, NA]
    wanted = [-1.0, np.nan, np.nan, 3.0, np.nan]
    for twos in (np.full(5, 2.0), pd.Series([2.0] * 5)):
        np.testing.assert_array_equal(asss_xl.avvik(mixed, twos), wanted)
    np.testing.assert_array_equal(asss_xl.rang(np.array([1.0, 5.0]), mixed), [2.0, 1.0])


def test_what_is_gone_through_once_is_a_list() -> None:
    assert asss_xl.avvik(range(3), 1) == [-1.0, 0.0, 1.0]
    assert asss_xl.avvik((x for x in (3, 5)), 2) == [1.0, 3.0]
    assert asss_xl.snitt(x for x in (3, None, 5)) == 4.0
    assert asss_xl.kostnadsindeks((w for w in (0.5, 0.5)), {"a": 0.9, "b": 1.2}.values()) == 1.05
    assert asss_xl.avvik(np.ones(3), range(3)).tolist() == [1.0, 0.0, -1.0]


def test_each_of_a_list_has_a_rank() -> None:
    values = [6.2, None, 7.1, 7.1, "Ikke data"]
    assert asss_xl.rang(values, values) == [3.0, NA, 1.0, 1.0, NA]
    assert asss_xl.rang_lavest([6.2], values) == [1.0]
    assert asss_xl.rang([7.1, 6.2], np.array([6.2, 7.1])) == [1.0, 2.0]


@pytest.mark.parametrize(
    "value", [5, Decimal("5"), np.float64(5), np.float32(5), np.int64(5), np.array(5.0)], ids=repr
)
def test_every_kind_of_number_is_one(value: object) -> None:
    answer = asss_xl.indeks(value, 10)  # type: ignore[call-overload]
    assert answer == 50.0 and isinstance(answer, float)
    assert asss_xl.snitt([value, 7]) == 6.0  # type: ignore[list-item,unused-ignore]


def test_a_mean_near_zero_does_not_raise() -> None:
    assert asss_xl.funn("x", 100, 0.1 + 0.2 - 0.3) is DIV0
    assert asss_xl.funn("x", 1e300, 1e-300) is DIV0


def test_what_has_no_rows_is_a_type_error() -> None:
    for wrong in ({"Bergen": 6.2}, {6.2, 7.1}):
        with pytest.raises(TypeError, match="Gi en liste"):
            asss_xl.snitt(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="ikke like lange"):
        asss_xl.snitt([[1, 2], [3]])


def test_an_error_cannot_be_taken_for_a_number() -> None:
    answer = asss_xl.indeks(1, 0)
    assert isinstance(answer, asss_xl.ExcelError) and answer == "#DIV/0!"
    for reckoned in (
        lambda: answer - 1,
        lambda: 3 * answer,
        lambda: answer * 3,
        lambda: 1 + answer,
        lambda: sum([1.0, answer]),
        lambda: answer + answer,
        lambda: -answer,
        lambda: answer % 2,
        lambda: answer / 2,
        lambda: 2**answer,
        lambda: np.float64(2) * answer,
        lambda: np.ones(2) * answer,
    ):
        with pytest.raises(TypeError):
            reckoned()
    with pytest.raises(TypeError, match="#DIV/0! er ikke et tall.*isinstance"):
        3 * answer
    assert "Svar: " + answer == f"Svar: {answer}" == "Svar: #DIV/0!" and answer + " x" == "#DIV/0! x"


def test_the_modules_own_names_are_untouched() -> None:
    assert functions.avvik is CATALOGUE["ASSS_AVVIK"]
    assert asss_xl.__version__
