"""Lines that the accounts lack are added up: which of them, and that every row can still be corrected."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from asss_xl.dataset import Datasett, load
from asss_xl.dataset.rettbare import rettede, steder
from asss_xl.report import build
from tests.independent import lacking

ME = {"kommune": "Bergen", "aar": 2024}
LINE, KEY = {**ME, "post": "premieavvik"}, ("Bergen", "premieavvik", 2024)
FUNCTIONS = ("170", "171")
ACCOUNT = {"gjeld": "2.45", "fordringer": "2.13"}


def _of(function: str) -> lacking.Where:
    return {**ME, "funksjon": function, "art": "netto"}


def _rows(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _hit(rows: pd.DataFrame, where: lacking.Where) -> pd.Series:
    return (rows[list(where)] == [str(v) for v in where.values()]).all(axis=1)


def _without(folder: Path, name: str, where: lacking.Where) -> None:
    rows = _rows(folder, name)
    assert _hit(rows, where).any()
    rows[~_hit(rows, where)].to_csv(folder / f"{name}.csv", index=False)


def _places(data: Datasett) -> int:
    return sum(
        s.om.fil == "regnskap" and (s.kommune, dict(s.om.noekkel)["post"], s.aar) == KEY for s in steder(data)
    )


@pytest.mark.parametrize("post", ["gjeld", "fordringer"])
@pytest.mark.parametrize("status", ["skjermet", "mangler", "ikke_oppgitt", "ikke_aktuelt"])
def test_a_row_of_debt_that_nobody_gave_is_made_up_of_all_its_accounts(
    post: str, status: str, tmp_path: Path
) -> None:
    folder = lacking.package(tmp_path / "pakke", [], country=False)
    made_up = load(folder).regnskap["Bergen", post, 2024].verdi
    rows = _rows(folder, "regnskap")
    row = dict.fromkeys(rows.columns, "") | {"kommune": "Bergen", "aar": "2024", "post": post}
    pd.concat([rows, pd.DataFrame([row | {"status": status}])]).to_csv(folder / "regnskap.csv", index=False)
    found = load(folder).regnskap["Bergen", post, 2024]
    nobody_gave = status in ("mangler", "ikke_oppgitt")
    assert made_up and found.verdi == (pytest.approx(made_up) if nobody_gave else None)
    _without(folder, "balanse", {**ME, "konto": ACCOUNT[post]})
    found = load(folder).regnskap["Bergen", post, 2024]
    assert (found.verdi, found.status) == (None, status)


@pytest.mark.parametrize("status", ["mangler", "ikke_oppgitt", "skjermet", "ikke_aktuelt"])
def test_a_premium_deviation_is_made_up_where_nobody_gave_it_and_can_be_corrected(
    status: str, tmp_path: Path
) -> None:
    folder = lacking.package(tmp_path / "pakke", [("regnskap", LINE, status)], country=False)
    amounts = _rows(folder, "beloep")
    parts = amounts[amounts["funksjon"].isin(FUNCTIONS) & _hit(amounts, {**ME, "art": "netto"})]["beloep"]
    assert len(parts) == 2
    # What is corrected in a function is no correction of the line.
    amounts.loc[_hit(amounts, _of("170")), "merknad"] = "Rettet fra 1 til 2 av Kari."
    amounts.to_csv(folder / "beloep.csv", index=False)
    data = load(folder)
    found = data.regnskap[KEY]
    if status in ("mangler", "ikke_oppgitt"):
        assert found.verdi == pytest.approx(parts.astype(float).sum())
    else:
        assert (found.verdi, found.status) == (None, status)
    assert KEY not in data.uten_rad and _places(data) == 1
    assert {s.om.fil for s in rettede(data)} == {"beloep"}


@pytest.mark.parametrize("status", ["mangler", "skjermet", None])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_half_a_premium_deviation_is_not_called_the_whole(
    function: str, status: str | None, tmp_path: Path
) -> None:
    gone: list[tuple[str, lacking.Where, str]] = [("regnskap", LINE, "mangler")]
    gone += [("beloep", _of(function), status)] if status else []
    folder = lacking.package(tmp_path / "pakke", gone, country=False)
    if status is None:
        _without(folder, "beloep", _of(function))
    found = load(folder).regnskap[KEY]
    assert (found.verdi, found.status) == (None, "mangler")


def test_a_line_without_a_row_is_made_up_and_has_no_row_to_correct(tmp_path: Path) -> None:
    folder = lacking.package(tmp_path / "pakke", [], country=False)
    _without(folder, "regnskap", LINE)
    data = load(folder)
    assert data.regnskap[KEY].verdi and KEY in data.uten_rad and _places(data) == 0


@pytest.mark.parametrize("status", ["mangler", "ikke_oppgitt", "skjermet", None])
def test_a_tax_that_has_ended_is_none_and_empties_no_sum(status: str | None, tmp_path: Path) -> None:
    """Left empty in an input workbook it made «Skatt i alt» and «Frie inntekter» of everybody «Ikke data»."""
    tax: lacking.Where = {"post": "selskap"}
    folder = lacking.package(tmp_path / "pakke", [("regnskap", tax, status or "mangler")], country=False)
    if status is None:
        _without(folder, "regnskap", tax)
    data = load(folder)
    found = {key: value for key, value in data.regnskap.items() if key[1] == "selskap"}
    assert len(found) == 39
    none = None if status == "skjermet" else 0.0
    assert {value.verdi for value in found.values()} == {none}
    book = build(data).regnskap
    assert book is not None and isinstance(book.beloep["frie"][2024].value, float) is (none == 0.0)
