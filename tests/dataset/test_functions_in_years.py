"""A KOSTRA function has years: what it is no longer, it is not missing; what has no sector is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from asss_xl.dataset import DatasetError, Datasett, Problem, load
from tests.support import networks
from tests.support.networks import Rows

YEARS = (2022, 2023, 2024)
OMSORG = "Pleie og omsorg"
OLD, NEW = "254", ("257", "258")


def split(**changes: dict[str, Any]) -> Rows:
    """A network in which home care is one function through 2023, and two after it.

    `changes` are the years that funksjoner.csv gives a function.
    """
    rows = networks.rows(members=3, years=YEARS, services=1, indicators=2, holes=0.0)
    made = []
    for row in rows["beloep"]:
        if row["funksjon"] != OLD or row["aar"] < 2024:
            made.append(row)
        else:
            made += [{**row, "funksjon": code, "beloep": row["beloep"] / 2} for code in NEW]
    rows["beloep"] = made
    (home,) = [r for r in rows["funksjoner"] if r["funksjon"] == OLD]
    rows["funksjoner"] += [{**home, "funksjon": code} for code in NEW]
    years: dict[str, dict[str, Any]] = {OLD: {"til": 2023}, **dict.fromkeys(NEW, {"fra": 2024})}
    for row in rows["funksjoner"]:
        row |= years.get(row["funksjon"], {}) | changes.get(f"f{row['funksjon']}", {})
    return rows


def amounts(rows: Rows, code: str, year: int) -> list[dict[str, Any]]:
    return [r for r in rows["beloep"] if r["funksjon"] == code and r["aar"] == year]


def loaded(folder: Path, rows: Rows) -> Datasett:
    return load(networks.write(folder, rows, years=YEARS))


def problems(folder: Path, rows: Rows) -> list[Problem]:
    with pytest.raises(DatasetError) as caught:
        loaded(folder, rows)
    return caught.value.problemer


def spent(data: Datasett, year: int, kind: str = "netto") -> Any:
    return data.funksjonsbeloep("By AA", kind, year, data.sektorfunksjoner[OMSORG])


def test_a_sector_is_whole_over_a_change_of_functions(tmp_path: Path) -> None:
    rows = split()
    data = loaded(tmp_path, rows)
    for year in YEARS:
        wanted = [
            r["beloep"]
            for r in rows["beloep"]
            if r["kommune"] == "By AA"
            and r["art"] == "netto"
            and r["aar"] == year
            and r["funksjon"] in ("253", OLD, *NEW)
        ]
        assert len(wanted) == (3 if year == 2024 else 2)
        assert spent(data, year).verdi == sum(wanted)


@pytest.mark.parametrize("status", ["mangler", "ikke_aktuelt", "gjelder_ikke", "skjermet"])
def test_a_function_that_is_not_in_use_is_not_missing(tmp_path: Path, status: str) -> None:
    """Whatever sign a source puts where 254 was, and where 257 and 258 were not yet."""
    rows = split()
    before = spent(loaded(tmp_path / "a", rows), 2024).verdi, spent(loaded(tmp_path / "a", rows), 2023).verdi
    for old in amounts(rows, OLD, 2023):
        rows["beloep"].append({**old, "aar": 2024, "beloep": "", "status": status})
        rows["beloep"] += [{**old, "funksjon": c, "beloep": "", "status": status} for c in NEW]
    data = loaded(tmp_path / "b", rows)
    assert (spent(data, 2024).verdi, spent(data, 2023).verdi) == before


def test_not_relevant_beside_other_functions_is_none_of_it(tmp_path: Path) -> None:
    rows = split()
    for row in amounts(rows, "253", 2023):
        row |= {"beloep": "", "status": "ikke_aktuelt"}
    data = loaded(tmp_path, rows)
    (only,) = [
        r["beloep"] for r in amounts(rows, OLD, 2023) if r["kommune"] == "By AA" and r["art"] == "netto"
    ]
    assert spent(data, 2023).verdi == only


def test_a_sector_where_nothing_is_relevant_is_none_in_accounts_that_have_others(tmp_path: Path) -> None:
    rows = split()
    for row in (*amounts(rows, "253", 2023), *amounts(rows, OLD, 2023)):
        row |= {"beloep": "", "status": "ikke_aktuelt"}
    assert spent(loaded(tmp_path / "a", rows), 2023).verdi == 0
    for row in rows["beloep"]:
        row |= {"beloep": "", "status": "ikke_aktuelt"} if row["aar"] == 2023 else {}
    found = spent(loaded(tmp_path / "b", rows), 2023)
    assert (found.verdi, found.status) == (None, "ikke_aktuelt")


@pytest.mark.parametrize("status", ["mangler", "skjermet"])
def test_what_is_not_known_is_not_none(tmp_path: Path, status: str) -> None:
    """It is named beside the sum of the others; where nothing is known, there is no sum."""
    rows = split()
    for row in amounts(rows, "253", 2023):
        row |= {"beloep": "", "status": status}
    data = loaded(tmp_path / "a", rows)
    codes = data.sektorfunksjoner[OMSORG]
    (rest,) = [
        r["beloep"] for r in amounts(rows, OLD, 2023) if r["kommune"] == "By AA" and r["art"] == "netto"
    ]
    assert spent(data, 2023).verdi == rest
    assert {c: v.status for c, v in data.utelatte("By AA", "netto", 2023, codes).items()} == {"253": status}
    assert not data.utelatte("By AA", "netto", 2022, codes)
    for row in amounts(rows, OLD, 2023):
        row |= {"beloep": "", "status": status}
    data = loaded(tmp_path / "b", rows)
    assert (spent(data, 2023).verdi, spent(data, 2023).status) == (None, status)
    assert not data.utelatte("By AA", "netto", 2023, codes)


def test_a_function_that_no_sector_has(tmp_path: Path) -> None:
    rows = split()
    rows["funksjoner"] = [r for r in rows["funksjoner"] if r["funksjon"] not in NEW]
    found = problems(tmp_path, rows)
    assert [p.melding for p in found] == [f"Funksjon {c} hører ikke til noen sektor." for c in NEW]
    assert all((p.fil, p.kolonne) == ("beloep.csv", "funksjon") and p.rad for p in found)
    assert all("funksjoner.csv" in p.raad for p in found)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"f254": {"til": 2022}}, "Funksjon 254 gjelder bare til og med 2022, men raden er for 2023."),
        ({"f257": {"fra": 2025}}, "Funksjon 257 gjelder bare fra og med 2025, men raden er for 2024."),
    ],
)
def test_spending_outside_the_years_of_its_function(
    tmp_path: Path, changes: dict[str, dict[str, Any]], told: str
) -> None:
    (problem,) = problems(tmp_path, split(**changes))
    assert (problem.fil, problem.kolonne, problem.melding) == ("beloep.csv", "funksjon", told)
    assert "Flytt beløpet" in problem.raad


def test_nothing_spent_outside_the_years_is_fine(tmp_path: Path) -> None:
    rows = split()
    rows["beloep"] += [{**r, "aar": 2024, "beloep": 0} for r in amounts(rows, OLD, 2023)]
    assert spent(loaded(tmp_path, rows), 2024).verdi


@pytest.mark.parametrize(
    ("post", "year", "told"),
    [
        (OLD, 2024, "til og med 2023"),
        (OLD, "", "mangler post, år eller beløp"),
        ("999", 2023, "Funksjon 999 hører ikke til noen sektor"),
        ("loenn", 2023, "«loenn» er verken en post som kan rettes"),
    ],
)
def test_a_correction_that_is_used_counts_somewhere(
    post: str, year: int | str, told: str, tmp_path: Path
) -> None:
    rows = split()
    given = {"nr": 1, "kommune": "By AA", "tabell": "Ressursbruk", "linje": "Funksjon 254", "post": post}
    given |= {"aar": year, "beloep_1000kr": -10, "begrunnelse": "Feil", "kilde": "Melding"}
    rows["korreksjoner"] = [{**given, "brukes": "ja"}]
    (problem,) = problems(tmp_path, rows)
    assert problem.fil == "korreksjoner.csv" and told in problem.melding
    if told != "til og med 2023":
        rows["korreksjoner"][0]["brukes"] = "nei"
        assert len(loaded(tmp_path / "unused", rows).korreksjoner) == 1


def test_the_years_end_after_they_begin(tmp_path: Path) -> None:
    found = problems(tmp_path, split(f253={"fra": 2030, "til": 2020}))
    assert [p.melding for p in found if p.fil == "funksjoner.csv"] == ["2020 er før 2030."]
