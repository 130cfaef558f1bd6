"""Excel's values in and out, in every shape that xlwings and COM can hand over."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, strategies as st

from asss_xl.addin.udf import COM_ERRORS, from_excel, to_excel, value_from_excel, value_to_excel
from asss_xl.functions.values import ERRORS, NA, ExcelError

CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(min_value=-(10**9), max_value=10**9),
    st.text(max_size=20),
    st.sampled_from(sorted(COM_ERRORS)),
)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=4)
)


def test_error_codes_are_those_of_xlwings() -> None:
    known = {
        -2146826281: "#DIV/0!",
        -2146826246: "#N/A",
        -2146826259: "#NAME?",
        -2146826288: "#NULL!",
        -2146826252: "#NUM!",
        -2146826265: "#REF!",
        -2146826273: "#VALUE!",
    }
    assert known.items() <= COM_ERRORS.items()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (7.5, 7.5),
        ("", ""),
        ("Ikke data", "Ikke data"),
        (Decimal("12.5"), 12.5),
        (np.float64(2.5), 2.5),
        (np.bool_(True), True),
        (float("nan"), None),
        (dt.datetime(2009, 1, 1, 12, tzinfo=dt.UTC), 39814.5),
        (dt.date(2009, 1, 1), 39814.0),
        (dt.time(6), 0.25),
        (-2146826246.0, -2146826246.0),
    ],
)
def test_one_value_in(value: object, expected: object) -> None:
    found = value_from_excel(value)
    assert found == expected and type(found) is type(expected)


@given(st.sampled_from(sorted(COM_ERRORS)))
def test_error_codes_and_texts_become_error_values(code: int) -> None:
    found = value_from_excel(code)
    assert isinstance(found, ExcelError) and found == COM_ERRORS[code]
    assert value_from_excel(str(found)) == found
    assert isinstance(value_from_excel(str(found)), ExcelError)


@given(ROWS)
def test_every_shape_of_a_range_is_the_same_range(rows: list[list[object]]) -> None:
    expected = tuple(tuple(value_from_excel(v) for v in row) for row in rows)
    array = np.empty((len(rows), len(rows[0])), dtype=object)
    for at, row in enumerate(rows):
        array[at, :] = row
    assert from_excel(rows) == expected
    assert from_excel(tuple(map(tuple, rows))) == expected
    assert from_excel(array) == expected


@given(st.lists(CELL, min_size=1, max_size=5))
def test_a_flat_list_is_a_row(values: list[object]) -> None:
    assert from_excel(values) == (tuple(value_from_excel(v) for v in values),)


@given(ROWS)
def test_what_goes_out_is_what_com_can_carry(rows: list[list[object]]) -> None:
    result = to_excel(from_excel(rows))
    assert [len(row) for row in result] == [len(rows[0])] * len(rows)
    for value in (v for row in result for v in row):
        assert isinstance(value, (bool, int, float, str))
        assert not isinstance(value, ExcelError)
        assert not isinstance(value, float) or math.isfinite(value)


def test_errors_go_out_as_their_text() -> None:
    for error in ERRORS.values():
        assert value_to_excel(error) == str(error) and type(value_to_excel(error)) is str
    assert value_to_excel(float("inf")) == "#NUM!"
    assert to_excel(((1.0, NA),)) == [[1.0, "#N/A"]]
    assert to_excel(None) == ""
    assert to_excel(()) == ""


def test_ragged_rows_are_filled_up() -> None:
    assert to_excel([[1], [2, 3]]) == [[1, ""], [2, 3]]
