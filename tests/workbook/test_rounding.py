"""Intervals from the rounding of printed inputs, against intervals worked out by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.workbook import Book, Cell, Sheet, of, styles
from asss_xl.workbook.rounding import Rounding


def _sheet() -> Sheet:
    book = Book()
    book.place_switch(book.sheet("Forside"), 0, 0, styles.TEKST)
    return book.sheet("Ark")


def _half(cell: Cell) -> float:
    return Rounding().half_width(cell)


def test_a_printed_figure_is_off_by_half_its_last_decimal(sheet: Sheet) -> None:
    assert _half(sheet.put(0, 0, 8383.0, rounding=0.5)) == 0.5
    assert _half(sheet.put(0, 1, 1.05, rounding=0.005)) == 0.005
    assert _half(sheet.put(0, 2, 100.0)) == 0
    assert _half(sheet.put(0, 3, "Ikke data", rounding=0.5)) == 0.5


def test_sums_and_differences_add_up(sheet: Sheet) -> None:
    a = sheet.put(0, 0, 10.0, rounding=0.5)
    b = sheet.put(0, 1, 20.0, rounding=0.05)
    assert _half(sheet.calc(1, 0, bb.pluss, a, b)) == pytest.approx(0.55)
    assert _half(sheet.calc(1, 1, bb.minus, a, b)) == pytest.approx(0.55)
    assert _half(sheet.calc(1, 2, bb.summen, sheet.range((0, 0), (0, 1)))) == pytest.approx(0.55)


def test_an_input_that_comes_in_twice_counts_once(sheet: Sheet) -> None:
    a = sheet.put(0, 0, 10.0, rounding=0.5)
    again = sheet.calc(0, 1, bb.gjenta, a)
    assert _half(sheet.calc(1, 0, bb.minus, a, again)) == pytest.approx(0, abs=1e-9)
    assert _half(sheet.calc(1, 1, bb.pluss, a, again)) == pytest.approx(1.0)
    assert _half(sheet.calc(1, 2, bb.minus, of(bb.ganger, a, 3.0), again)) == pytest.approx(1.0)


def test_a_correction_of_a_criterion(sheet: Sheet) -> None:
    """k = w (i - 1) a, so that dk = (i - 1) a dw + w a di + w (i - 1) da."""
    mean = sheet.put(0, 0, 8383.0, rounding=0.5)
    index = sheet.put(0, 1, 1.234, rounding=0.0005)
    weight = sheet.put(0, 2, 0.31, rounding=0.005)
    cell = sheet.calc(1, 0, f.korreksjon, mean, index, weight)
    assert cell.value == pytest.approx(0.31 * 0.234 * 8383)
    by_hand = 0.234 * 8383 * 0.005 + 0.31 * 8383 * 0.0005 + 0.31 * 0.234 * 0.5
    assert _half(cell) == pytest.approx(by_hand, rel=1e-6)


def test_a_what_if_input_has_the_rounding_of_the_printed_figure() -> None:
    sheet = _sheet()
    given = sheet.input((0, 0), (0, 1), (0, 2), 5.0, label="", style=styles.tall(1), rounding=0.05)
    assert _half(given.used) == pytest.approx(0.05)


def test_a_missing_figure_adds_nothing(sheet: Sheet) -> None:
    a, missing = sheet.put(0, 0, 10.0, rounding=0.5), sheet.put(0, 1, "Ikke data", rounding=0.5)
    assert _half(sheet.calc(1, 0, f.indeks, a, missing)) == 0


def test_working_it_out_leaves_every_value_as_it_was(sheet: Sheet) -> None:
    a, b = sheet.put(0, 0, 10.0, rounding=0.5), sheet.put(0, 1, 3.0, rounding=0.5)
    cell = sheet.calc(1, 0, f.indeks, a, b)
    before = (a.value, b.value, cell.value)
    _half(cell)
    assert (a.value, b.value, cell.value) == before


_FIGURES = st.floats(50, 5000).map(lambda v: round(v, 1))


@settings(max_examples=60, deadline=None)
@given(_FIGURES, _FIGURES, st.sampled_from([0.5, 0.05, 0.005]))
def test_an_index_is_within_its_exact_interval(own: float, mean: float, half: float) -> None:
    """The exact ends are in the corners; the half-width is their distance to first order."""
    sheet = _sheet()
    cell = sheet.calc(
        1, 0, f.indeks, sheet.put(0, 0, own, rounding=half), sheet.put(0, 1, mean, rounding=half)
    )
    corners = [
        100 * (own + s * half) / (mean + t * half) for s, t in itertools.product((-1, 1), repeat=2)
    ]
    exact = (max(corners) - min(corners)) / 2
    assert _half(cell) == pytest.approx(exact, rel=5e-3)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.5, 2)), min_size=1, max_size=6))
def test_a_cost_index_is_within_its_exact_interval(pairs: list[tuple[float, float]]) -> None:
    """Weights and indices each off by half a thousandth; the largest sum less the smallest."""
    sheet, half = _sheet(), 0.0005
    for row, (weight, index) in enumerate(pairs):
        sheet.put(row, 0, weight, rounding=half)
        sheet.put(row, 1, index, rounding=half)
    last = len(pairs) - 1
    cell = sheet.calc(
        0, 3, f.kostnadsindeks, sheet.range((0, 0), (last, 0)), sheet.range((0, 1), (last, 1))
    )
    exact = sum((w + half) * (i + half) - (w - half) * (i - half) for w, i in pairs) / 2
    assert _half(cell) == pytest.approx(exact, rel=1e-4)
