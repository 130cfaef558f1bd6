"""The Excel side of a function: names replaced, prefixes set, neutral terms left out."""

from __future__ import annotations

import pytest

from asss_xl.functions.excel import expression as xl
from asss_xl.functions.values import DIV0, NA, VALUE, broadcast, first_error, round_half_away, text_of


def test_names_in_text_and_function_names_are_left_alone() -> None:
    assert xl.native('IF(a="a",SUM(b),"b a")', {"a": "X1", "b": "Y1:Y2"}) == ('IF(X1="a",SUM(Y1:Y2),"b a")')


def test_an_argument_is_not_read_again_for_names() -> None:
    assert xl.native("a-b", {"a": "b", "b": "a"}) == "b-a"


def test_neutral_terms_are_left_out_only_where_they_are_whole() -> None:
    omitted = {"i": "1", "t": "0"}
    assert xl.drop_neutral("v-(s*i+t)", omitted) == "v-s"
    assert xl.drop_neutral("(1+v/100)/((1+d/100)*(1+t/100))-1", omitted) == (
        "(1+v/100)/((1+d/100)*(1+t/100))-1"
    )
    assert xl.drop_neutral("a+t*b", omitted) == "a+t*b"
    assert xl.drop_neutral("a*i^b", omitted) == "a*i^b"
    assert xl.drop_neutral("a*in_t+ti", omitted) == "a*in_t+ti"


def test_conditions_that_numbers_settle_are_left_out() -> None:
    condition = "(a<0)+(b<=0)"
    assert xl.drop_settled(condition, {}) == condition
    assert xl.drop_settled(condition, {"b": "1000"}) == "a<0"
    assert xl.drop_settled(condition, {"b": "0"}) == condition
    assert xl.drop_settled(condition, {"a": "1", "b": "1"}) == ""
    assert xl.drop_settled("a*b<0", {"b": "1"}) == "a*b<0"
    assert xl.drop_settled("", {"b": "1"}) == ""


def test_an_expression_is_calculated_without_anything_around_it() -> None:
    assert xl.evaluated("a-(b*2)", {"a": 7, "b": 2}) == 3
    with pytest.raises(KeyError):
        xl.evaluated("open", {})


def test_lambda_has_the_prefixes_of_the_file() -> None:
    assert xl.lambda_text("a*b", ["a", "b"], {"b": "1"}) == (
        "_xlfn.LAMBDA(_xlpm.a,_xlop.b,_xlfn.LET(_xlpm.b_v,"
        "IF(_xlfn.ISOMITTED(_xlpm.b),1,_xlpm.b),_xlpm.a*_xlpm.b_v))"
    )


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        (2.5, 0, 3.0),
        (-2.5, 0, -3.0),
        (0.5, 0, 1.0),
        (1.005, 2, 1.01),
        (-0.4, 0, 0.0),
        (100 * 4.685 / 0.04, 0, 11713.0),
        (1234567.5, 0, 1234568.0),
        (1250.0, -2, 1300.0),
        (0.0, 3, 0.0),
    ],
)
def test_rounds_half_away_from_zero_on_fifteen_digits(value: float, digits: int, rounded: float) -> None:
    result = round_half_away(value, digits)
    assert result == rounded
    assert not str(result).startswith("-0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (5.0, "5"),
        (-2.5, "-2.5"),
        (True, "TRUE"),
        ("x", "x"),
        (1e6, "1000000"),
        (123456789012345.0, "123456789012345"),
        (1.2345e16, "1.2345E+16"),
        (0.0000123, "0.0000123"),
    ],
)
def test_a_value_is_joined_to_text_as_excel_does(value: object, text: str) -> None:
    assert text_of(value) == text  # type: ignore[arg-type]


class TestSpilling:
    def test_one_row_and_one_column_make_a_table(self) -> None:
        table = broadcast([((1.0, 2.0),), ((10.0,), (20.0,))], lambda a, b: a + b)
        assert table == ((11.0, 12.0), (21.0, 22.0))

    def test_a_place_that_is_not_reached_is_na(self) -> None:
        table = broadcast(
            [((1.0,), (2.0,)), ((1.0,), (2.0,), (3.0,))], lambda *values: first_error(values) or sum(values)
        )
        assert table == ((2.0,), (4.0,), (NA,))

    def test_the_leftmost_error_is_the_one_that_shows(self) -> None:
        def pick(*values: object) -> object:
            return first_error(values)  # type: ignore[arg-type]

        assert broadcast([((VALUE, DIV0),), ((1.0, NA, 2.0),)], pick) == ((VALUE, DIV0, NA),)

    def test_a_range_of_one_cell_is_one_value(self) -> None:
        assert broadcast([((1.0,),), 2.0], lambda a, b: a + b) == 3.0
