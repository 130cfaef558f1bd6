"""All relations at once: what one of them allows, several together need not."""

from __future__ import annotations

import pytest

from asss_xl.checks.reproduction.narrowing import System
from asss_xl.checks.reproduction.relations import Figure, Relation, Relations


def system(figures: dict[str, float], *relations: tuple[str, dict[str, float]], half: float = 0.5) -> System:
    """Relations ``key = sum(share * other)`` between printed figures."""
    made = []
    for key, shares in relations:
        computed = sum(share * figures[name] for name, share in shares.items())
        made.append(Relation(key, computed, computed - figures[key], dict(shares)))
    return System(Relations({k: Figure(v, half) for k, v in figures.items()}, made))


SUM = ("c", {"a": 1.0, "b": 1.0})
DIFFERENCE = ("d", {"a": 1.0, "b": -1.0})


def test_what_agrees_has_no_conflict() -> None:
    assert system({"a": 10, "b": 3, "c": 13, "d": 7}, SUM, DIFFERENCE).conflicts() == {}


def test_a_rounded_sum_may_be_one_off() -> None:
    assert system({"a": 10, "b": 3, "c": 14, "d": 7}, SUM, DIFFERENCE).conflicts() == {}


def test_two_relations_that_each_hold_need_not_hold_together() -> None:
    """The sum wants both as high as they can be, the difference wants one high and one low."""
    figures = {"a": 10.0, "b": 3.0, "c": 14.0, "d": 8.0}
    assert system(figures, SUM).conflicts() == {}
    assert system(figures, DIFFERENCE).conflicts() == {}
    assert system(figures, SUM, DIFFERENCE).conflicts() == {}  # a 10.5, b 2.9: just possible
    figures = {"a": 10.0, "b": 3.0, "c": 14.4, "d": 8.4}
    assert system(figures, SUM).conflicts() == {}
    assert system(figures, DIFFERENCE).conflicts() == {}
    (step,) = system(figures, SUM, DIFFERENCE).conflicts().values()
    assert abs(step) == pytest.approx(0.4, abs=1e-3)


def test_the_step_is_what_the_figure_lacks() -> None:
    """The sum is 13 with 1.5 of rounding in all; 16 is 1.5 more than that."""
    (step,) = system({"a": 10, "b": 3, "c": 16}, SUM).conflicts().values()
    assert abs(step) == pytest.approx(1.5, abs=1e-3)


def test_an_exact_sum_leaves_nothing_open() -> None:
    assert system({"a": 10, "b": 3, "c": 13}, SUM, half=1e-4).conflicts() == {}
    assert system({"a": 10, "b": 3, "c": 14}, SUM, half=1e-4).conflicts()


def test_a_figure_is_where_all_its_relations_allow() -> None:
    """A copy printed with more decimals narrows what a wide sum leaves open."""
    figures = {"a": 10.0, "b": 3.0, "c": 13.0, "e": 10.02}
    wide = system(figures, SUM).allowed()["a"]
    assert (wide.low, wide.high) == pytest.approx((9.0, 11.0), abs=1e-4)
    relations = [Relation(k, c, c - figures[k], s) for k, c, s in (
        ("c", 13.0, {"a": 1.0, "b": 1.0}), ("e", 10.0, {"a": 1.0}),
    )]  # fmt: skip
    halves = {"a": 0.5, "b": 0.5, "c": 0.5, "e": 0.005}
    both = System(Relations({k: Figure(v, halves[k]) for k, v in figures.items()}, relations))
    narrow = both.allowed()["a"]
    assert (narrow.low, narrow.high) == pytest.approx((10.015, 10.025), abs=1e-4)
    assert both.allowed()["b"].half == pytest.approx(1.0, abs=1e-4)


def test_a_bend_gives_room_on_its_own_side_only() -> None:
    figures = {"a": Figure(1.0, 0.5), "c": Figure(3.0, 0.5)}
    made = [Relation("c", 1.0, -2.0, {"a": 1.0}, (0.0, 1.0))]
    assert System(Relations(figures, made)).conflicts() == {}
    made = [Relation("c", 1.0, -2.0, {"a": 1.0}, (-1.0, 0.0))]
    assert System(Relations(figures, made)).conflicts()


def test_nothing_to_solve() -> None:
    assert System(Relations()).conflicts() == {}
    assert System(Relations({"a": Figure(1.0, 0.5)})).allowed() == {}
