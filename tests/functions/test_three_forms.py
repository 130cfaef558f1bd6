"""Every function is one function in all its forms, also on missing and wrong input.

Each test draws some hundred calls, writes them as native formulas and as calls of the named
LAMBDA, has ironcalc calculate the file and compares every cell with the Python side. What an
engine cannot do is listed, with reasons, in ``tests/support/exclusions.py``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from asss_xl.functions import CATALOGUE
from asss_xl.functions.catalogue import Function
from asss_xl.functions.values import is_error, is_range
from tests.support.drawn import Case, drawn_cases
from tests.support.exclusions import excluded
from tests.support.forms import evaluated, mismatches

CASES = 400


@cache
def cases_of(function: Function) -> list[Case]:
    return drawn_cases(function, CASES, lambda case: not excluded("ironcalc", "native", function, case))


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_python_native_and_named_forms_agree(name: str, tmp_path: Path) -> None:
    found = mismatches(CATALOGUE[name], cases_of(CATALOGUE[name]), tmp_path)
    assert not found, "\n".join(map(str, found[:8]))


@pytest.mark.parametrize(
    ("name", "right", "planted"),
    [
        ("ASSS_AVVIK", "verdi-(snitt*indeks+tillegg)", "verdi-(snitt*indeks-tillegg)"),
        ("ASSS_INDEKS", "100*verdi/snitt", "100*snitt/verdi"),
        ("ASSS_LAVEST", "MIN(verdier)", "MAX(verdier)"),
        ("ASSS_LAVEST", "COUNT(verdier)=0", "COUNT(verdier)=1"),
        ("ASSS_RANG", "verdier>verdi", "verdier>=verdi"),
        ("ASSS_FUNN", ", nest lavest i nettverket", ", nest høyest i nettverket"),
        ("ASSS_FUNN", "antall<minste_antall", "antall<=minste_antall"),
        ("ASSS_KOSTNADSINDEKS", "NA()", "0"),
        ("ASSS_PRODUKSJONSINDEKS", "MAX(indekser)<10", "MAX(indekser)<1"),
        ("ASSS_EFFEKTIVITET", "100*produksjon/ressursbruk", "100*ressursbruk/produksjon"),
        ("ASSS_SNITT_UTEN", "#VALUE!", "#N/A"),
    ],
)
def test_a_planted_wrong_definition_is_caught(name: str, right: str, planted: str, tmp_path: Path) -> None:
    function = CATALOGUE[name]
    assert right in function.excel
    wrong = replace(
        function,
        excel=function.excel.replace(right, planted),
        excel_short=function.excel_short.replace(right, planted),
    )
    found = mismatches(wrong, cases_of(function), tmp_path)
    assert {mismatch.form for mismatch in found} == {"native", "named"}


def test_a_planted_wrong_python_side_is_caught(tmp_path: Path) -> None:
    function = CATALOGUE["ASSS_AVVIK"]

    def missing_is_zero(verdi: float, snitt: float, indeks: float = 1, tillegg: float = 0) -> float:
        return verdi - (snitt * indeks + tillegg) + 1e-6

    assert mismatches(replace(function, python=missing_is_zero), cases_of(function), tmp_path)


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_the_drawn_cases_meet_good_missing_and_wrong_input(name: str) -> None:
    function = CATALOGUE[name]
    cases = cases_of(function)
    answers = [evaluated(function, case) for case in cases]
    kinds = {argument.kind for case in cases for argument in case.arguments}
    values = [value for case in cases for value in case.values()]
    assert len(cases) == CASES
    assert {"cell", "constant"} <= kinds
    assert any(value is None for value in values)
    assert any(value == "Ikke data" for value in values)
    assert any(isinstance(value, bool) for value in values)
    assert any(is_error(value) for value in values)
    assert any(value == 0 for value in values if isinstance(value, float))
    if function.spills or function.each:
        assert sum(is_range(answer) for answer in answers) > 50
    single = [answer for answer in answers if not is_range(answer)]
    assert sum(not is_error(answer) for answer in single) > 50
    assert name == "ASSS_ANTALL" or any(answer == "#N/A" for answer in single)


def test_the_cases_are_the_same_in_every_run() -> None:
    function = CATALOGUE["ASSS_SNITT"]
    assert drawn_cases(function, 30) == drawn_cases(function, 30)
