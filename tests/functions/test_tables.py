"""Arrays, Series and DataFrames give what the same values give cell by cell."""

from __future__ import annotations

import math
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

import asss_xl
from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.public import answered
from asss_xl.functions.values import NA, Rows, Value, as_rows, is_error, is_number, shape
from tests.functions.test_three_forms import cases_of
from tests.support.drawn import given_values

ELEMENTWISE = [name for name, f in CATALOGUE.items() if f.spills]
OF_RANGES = [name for name, f in CATALOGUE.items() if any(p.is_range for p in f.parameters)]


def asked(function: Function, *values: Any) -> Any:
    """The answer for values of whatever kind, as Python's users get it before lists are made of it."""
    return answered(function, function.bound(values, {}))


def _disguised(random: Random, value: Value) -> Any:
    """The same value as another Python type."""
    if value is None:
        return random.choice((None, float("nan"), pd.NA, np.float64("nan")))
    if is_number(value):
        return random.choice((value, Decimal(repr(value)), np.float64(value)))  # type: ignore[arg-type]
    return value


def _disguised_rows(random: Random, rows: Rows) -> list[list[Any]]:
    return [[_disguised(random, value) for value in row] for row in rows]


def _table(random: Random, rows: Rows, labels: bool) -> Any:
    """The rows as one of the things that Python keeps tables in.

    Without labels where sizes differ: tables with labels would be matched by them.
    """
    plain = all(value is None or is_number(value) for row in rows for value in row)
    values: Any = _disguised_rows(random, rows)
    if plain and random.random() < 0.5:
        floats = [[math.nan if v is None else v for v in row] for row in rows]
        values = np.array(floats, dtype=float)
    kind = "list" if len(rows[0]) > 1 or not labels else random.choice(("list", "series", "nullable"))
    if kind == "nullable" and plain:
        return pd.Series([row[0] for row in rows], dtype="Float64")
    if kind == "series":
        return pd.Series([row[0] for row in values], dtype=object)
    if labels and random.random() < 0.5:
        return pd.DataFrame(values, dtype=object)
    return values if isinstance(values, np.ndarray) else np.array(values, dtype=object)


def _full(rows: Rows, size: tuple[int, int]) -> Rows:
    high, wide = len(rows), len(rows[0])
    return tuple(
        tuple(rows[r if high > 1 else 0][c if wide > 1 else 0] for c in range(size[1]))
        for r in range(size[0])
    )


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_elementwise_functions_agree_cell_by_cell(name: str) -> None:
    function, random = CATALOGUE[name], Random(2009)
    for case in cases_of(function):
        given = [as_rows(value) for value in given_values(function, case)]
        size = (max(map(len, given)), max(len(rows[0]) for rows in given))
        if any(len(r) not in (1, size[0]) or len(r[0]) not in (1, size[1]) for r in given):
            with pytest.raises(ValueError, match="ulik størrelse"):
                asked(function, *[np.array(rows, dtype=object) for rows in given])
            continue
        spread = [_full(rows, size) for rows in given]
        answer, kind = _asked(function, random, given, spread)
        assert isinstance(answer, kind)
        got = np.asarray(answer, dtype=float).reshape(size)
        wanted = as_rows(asked(function, *spread))
        for r, c in np.ndindex(size):
            if is_error(wanted[r][c]):
                assert math.isnan(got[r, c]), (case, wanted, got)
            else:
                assert got[r, c] == pytest.approx(wanted[r][c], rel=1e-12, abs=1e-12), case


def _asked(function: Function, random: Random, given: list[Rows], spread: list[Rows]) -> tuple[Any, type]:
    """The answer for the values in one kind of table, and the kind that it should be."""
    tall = len(spread[0][0]) == 1
    table = random.choice(("array", "frame", "series") if tall else ("array", "frame"))
    arguments: list[Any] = []
    for rows, full in zip(given, spread, strict=True):
        values = _disguised_rows(random, full)
        if arguments and len(rows) == len(rows[0]) == 1:
            arguments.append(values[0][0])
        elif table == "series":
            arguments.append(pd.Series([row[0] for row in values], dtype=object))
        else:
            made = pd.DataFrame(values, dtype=object)
            arguments.append(made if table == "frame" else made.to_numpy())
    kinds = {"array": np.ndarray, "frame": pd.DataFrame, "series": pd.Series}
    return asked(function, *arguments), kinds[table]


@pytest.mark.parametrize("name", OF_RANGES)
def test_functions_of_ranges_agree(name: str) -> None:
    function, random = CATALOGUE[name], Random(2009)
    for case in cases_of(function):
        given = given_values(function, case)
        sizes = {
            shape(as_rows(value))
            for p, value in zip(function.parameters, given, strict=False)
            if p.name in function.together
        }
        arguments = [
            _table(random, as_rows(value), labels=len(sizes) <= 1)
            if p.is_range
            else _disguised(random, value)
            for p, value in zip(function.parameters, given, strict=False)
        ]
        wanted, got = asked(function, *given), asked(function, *arguments)
        assert type(wanted) is type(got)
        assert got == pytest.approx(wanted) if is_number(wanted) else got == wanted, case


def test_a_series_keeps_its_index_and_name() -> None:
    own = pd.Series([6.2, 7.1], index=["Bergen", "Oslo"], name="plasser")
    answer = asss_xl.indeks(own, 10)
    assert isinstance(answer, pd.Series)
    pd.testing.assert_series_equal(answer, pd.Series([62.0, 71.0], index=["Bergen", "Oslo"], name="plasser"))


def test_series_are_matched_by_label() -> None:
    own = pd.Series({"Bergen": 2.0, "Oslo": 3.0})
    mean = pd.Series({"Oslo": 1.0, "Bergen": 4.0, "Tromsø": 9.0})
    expected = pd.Series({"Bergen": 50.0, "Oslo": 300.0, "Tromsø": math.nan})
    with pytest.warns(UserWarning, match="verdi har ikke Tromsø"):
        pd.testing.assert_series_equal(asss_xl.indeks(own, mean), expected)
    weights = pd.Series({"Oslo": 3.0, "Bergen": 1.0})
    assert asss_xl.snitt(own, weights) == (2.0 * 1 + 3.0 * 3) / 4
    with pytest.warns(UserWarning, match="indekser har ikke Tromsø"):
        assert asss_xl.kostnadsindeks(mean, own) is NA


class TestLabelsThatDoNotMeet:
    own = pd.Series({"Bergen": 6.2, "Oslo": 7.1})

    def test_the_mean_without_oslo_is_not_a_mean_of_both(self) -> None:
        with pytest.raises(ValueError, match=r"verdier og enheter.*samme indeks.*to_numpy"):
            asss_xl.snitt_uten(self.own, pd.Series(["Bergen", "Oslo"]), "Oslo")
        names = pd.Series(["Bergen", "Oslo"], index=self.own.index)
        assert asss_xl.snitt_uten(self.own, names, "Oslo") == 6.2
        assert asss_xl.snitt_uten(self.own.to_numpy(), names, "Oslo") == 6.2

    @pytest.mark.parametrize(
        "name", [n for n, f in CATALOGUE.items() if len(f.together or f.parameters * f.spills) > 1]
    )
    def test_nothing_in_common_is_refused_everywhere(self, name: str) -> None:
        function = CATALOGUE[name]
        matched = function.together or [p.name for p in function.parameters]
        given = [1.0] * sum(not p.optional for p in function.parameters)
        if name == "ASSS_SNITT_UTEN":
            given[2] = "Oslo"  # type: ignore[call-overload]
        if name == "ASSS_SNITT":
            given.append(1.0)
        places = [i for i, p in enumerate(function.parameters) if p.name in matched][:2]
        for place, labels in zip(places, (["a", "b"], ["c", "d"]), strict=True):
            given[place] = pd.Series([1.0, 2.0], index=labels)  # type: ignore[call-overload]
        with pytest.raises(ValueError, match="Ingen etikett er felles for"):
            asked(function, *given)

    def test_columns_in_common_are_needed_too(self) -> None:
        with pytest.raises(ValueError, match="Ingen kolonne er felles for verdi og snitt"):
            asss_xl.avvik(self.own.to_frame("2008"), self.own.to_frame(2008))

    def test_a_value_without_a_unit_is_missing_and_that_is_said(self) -> None:
        names = pd.Series({"Bergen": "Bergen", "Tromsø": "Tromsø"})
        with pytest.warns(UserWarning, match="verdier har ikke Tromsø; enheter har ikke Oslo") as said:
            assert asss_xl.snitt_uten(self.own, names, "Tromsø") is NA
        assert said[0].filename == __file__
        weights = pd.Series({"Bergen": 1.0, "Stavanger": 2.0})
        with pytest.warns(UserWarning, match="vekter har ikke Oslo"):
            assert asss_xl.snitt(self.own, weights) is NA

    def test_many_are_not_listed_one_by_one(self) -> None:
        with pytest.warns(UserWarning, match="verdi har ikke 1, 2, 3, 4, 5 og 4 til"):
            asss_xl.avvik(pd.Series([1.0]), pd.Series(range(10)))


def test_a_frame_is_matched_by_rows_and_columns() -> None:
    own = pd.DataFrame({"2008": [2.0, 3.0], "2009": [4.0, 6.0]}, index=["Bergen", "Oslo"])
    mean = own[["2009", "2008"]].iloc[::-1]
    assert (asss_xl.indeks(own, mean) == 100.0).all(axis=None)
    by_row = asss_xl.avvik(own, pd.Series({"Oslo": 1.0, "Bergen": 2.0}))
    assert by_row.loc["Bergen"].tolist() == [0.0, 2.0]
    with pytest.raises(ValueError, match="etter radene"):
        asss_xl.avvik(own, pd.Series({"2008": 1.0, "2009": 2.0}))


def test_what_cannot_be_matched_is_refused() -> None:
    twice = pd.Series([1.0, 2.0], index=["Bergen", "Bergen"])
    with pytest.raises(ValueError, match="flere ganger"):
        asss_xl.avvik(twice, pd.Series({"Bergen": 1.0}))
    assert asss_xl.avvik(twice, twice).tolist() == [0.0, 0.0]
    with pytest.raises(ValueError, match="ulik størrelse"):
        asss_xl.avvik(np.ones(3), np.ones(4))
    with pytest.raises(ValueError, match="ulik størrelse"):
        asss_xl.avvik(pd.Series([1.0, 2.0, 3.0]), np.ones(4))


def test_arrays_keep_their_shape() -> None:
    for size in ((0,), (1,), (3,), (2, 3), (2, 2, 2)):
        assert asss_xl.indeks(np.ones(size), 2.0).shape == size
    assert asss_xl.avvik(5.0, np.ones(3), [1, 2, 3]).tolist() == [4.0, 3.0, 2.0]
    assert math.isnan(asss_xl.indeks(np.array([1.0]), 0.0)[0])
    assert math.isnan(asss_xl.vekst(np.array([1.0]), -1.0)[0])
    assert np.isnan(asss_xl.indeks(np.ma.array([1.0, 2.0], mask=[True, False]), 2)).tolist() == [True, False]
    assert np.isnan(asss_xl.indeks(np.array([True, False]), 2)).all()


def test_findings_and_ranks_of_a_table() -> None:
    table = pd.DataFrame({"navn": ["Plasser", "Elever"], "egen": [6.0, None], "snitt": [5.0, 5.0]})
    found = asss_xl.funn(table["navn"], table["egen"], table["snitt"])
    assert found[0] == "Plasser er 20 prosent over ASSS-gjennomsnittet" and pd.isna(found[1])
    values = pd.Series({"Bergen": 6.2, "Oslo": 7.1, "Tromsø": None})
    assert asss_xl.rang(values, values).to_dict() == {
        "Bergen": 2.0,
        "Oslo": 1.0,
        "Tromsø": pytest.approx(math.nan, nan_ok=True),
    }


def test_ranks_of_arrays_are_those_of_cells() -> None:
    near = [4.16, 4.22, 4.19, (4.16 + 4.22) / 2, None, 0.3, 0.1 + 0.2, -1.0, -1.0, 0.0, 1e-300]
    array = np.array(near, dtype=float)
    for function in (asss_xl.rang, asss_xl.rang_lavest):
        cells = function(near, near)
        wanted = [math.nan if is_error(rank) else rank for rank in cells]
        np.testing.assert_array_equal(function(array, array), wanted)
        np.testing.assert_array_equal(function(array, array.copy()), wanted)
        np.testing.assert_array_equal(function(array, near), wanted)
        for value, rank in zip(near, cells, strict=True):
            assert function(value, array) == rank
    assert np.isnan(asss_xl.rang(array, [1.0, NA])).all()
    assert np.isnan(asss_xl.rang(array, np.array([np.nan]))).all()


def test_dates_are_no_figures() -> None:
    dates = pd.Series(pd.to_datetime(["2009-01-01", "2009-01-02"]))
    assert asss_xl.avvik(dates, 1.0).isna().all()
    assert asss_xl.antall(dates) == 0 == asss_xl.antall(dates.to_numpy())


@pytest.mark.parametrize("name", [n for n in CATALOGUE if n != "ASSS_FUNN"])
def test_a_column_with_gaps_is_one_calculation(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not cell by cell; how long it takes is a line of benchmarks/arrays.py."""
    function, random = CATALOGUE[name], np.random.default_rng(2009)
    figures = random.uniform(0.5, 1.5, 40)
    figures[::7] = np.nan
    given: list[Any] = [figures] * len(function.parameters)
    if name == "ASSS_SNITT_UTEN":
        given[1:3] = [np.array(["Bergen", "Oslo"] * 20, dtype=object), "Oslo"]
    if name in ("ASSS_KOSTNADSINDEKS", "ASSS_PRODUKSJONSINDEKS"):
        given[0] = figures / np.nansum(figures)
    if name in ("ASSS_PRODUKSJONSINDEKS", "ASSS_EFFEKTIVITET"):
        given[1] = 100 * figures
    wanted = as_rows(asked(function, *[v.tolist() if isinstance(v, np.ndarray) else v for v in given]))

    def forbidden(*_: object) -> object:
        raise AssertionError("cell by cell")

    monkeypatch.setattr(Function, "on_cells", forbidden)
    got = as_rows(asked(function, *given))
    for (right,), (found,) in zip(wanted, got, strict=True):
        assert found == pytest.approx(right) if is_number(right) else found in (None, right)


def test_a_million_rows_are_one_calculation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not cell by cell; how long it takes is a line of benchmarks/arrays.py."""
    function = CATALOGUE["ASSS_AVVIK"]

    def forbidden(*_: object) -> object:
        raise AssertionError("cell by cell")

    monkeypatch.setattr(Function, "on_cells", forbidden)
    assert asked(function, np.full(10**6, 3.0), 2.0).sum() == 10**6
