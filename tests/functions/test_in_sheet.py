"""What the report's own cells hold for a function: the same figures as its careful form."""

from __future__ import annotations

import itertools
import random

import pytest

from asss_xl import functions as f
from asss_xl.functions import Function

FOERST = [f.demografikostnad, f.demografiindeks]


@pytest.mark.parametrize("function", FOERST)
def test_age_groups(function: Function) -> None:
    chance = random.Random(1)
    for _ in range(50):
        columns = [tuple((float(chance.randint(1, 90_000)),) for _ in range(5)) for _ in range(3)]
        assert function.plain(3)(*columns) == pytest.approx(function(*columns), rel=1e-12)


@pytest.mark.parametrize("function", FOERST)
def test_a_word_in_an_age_group_is_an_error(function: Function) -> None:
    columns = [((1.0,), (2.0,)), ((3.0,), ("Ikke data",)), ((4.0,), (5.0,))]
    assert function.plain(3)(*columns) == "#VALUE!"


@pytest.mark.parametrize(
    "function", [f.vekst, f.indeksserie, f.pst_av_inntekt, f.ressursbruk, f.effektivitet]
)
def test_the_two_forms_of_a_report_refuse_the_same(function: Function) -> None:
    """`--formulas native` had a growth of -225 percent where `named` had none."""
    count = len(function.parameters)
    answers = set()
    for given in itertools.product((-120.0, -5.0, 0.0, 7.0, 120.0, "Ikke data"), repeat=count):
        said, plain = function(*given), function.plain(count)(*given)
        if function is f.ressursbruk and isinstance(given[2], float) and given[2] > 10:
            continue  # a cost index over 10 has no cell in a report
        answers.add(isinstance(said, float))
        same = said == pytest.approx(plain) if isinstance(said, float) else isinstance(plain, str)
        assert same, given
    assert answers == {True, False}


def test_net_debt() -> None:
    plain = f.netto_laanegjeld.plain(2)
    assert plain.excel == "gjeld-fordringer"
    assert plain(10782.0, 7299.0) == f.netto_laanegjeld(10782, 7299)
    assert plain("Ikke data", 7299.0) == "#VALUE!"


def test_a_cost_index_is_calculated_whatever_the_weights_add_to() -> None:
    """What a yellow weight changes is shown with its sum beside it; the careful form refuses it."""
    indices, weights = ((0.9,), (1.2,)), ((0.6,), (0.3,))
    assert f.kostnadsindeks.plain(2)(weights, indices) == pytest.approx(0.9)
    assert f.kostnadsindeks(weights, indices) == "#NUM!"


def test_a_rank_is_of_one_value() -> None:
    assert "MMULT" not in f.rang.plain(2).excel
    assert f.rang.plain(2)(6.7, ((6.2,), (6.7,), ("Ikke data",), (9.0,))) == 2.0
