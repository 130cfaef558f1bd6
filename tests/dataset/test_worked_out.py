"""Indicators that the package's own amounts and people give are worked out, and nothing stated is touched."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, load
from asss_xl.dataset.alder import OLDEST, ages_of, is_everyone
from asss_xl.dataset.packages.assembling import REGNET
from asss_xl.dataset.rettbare import steder
from asss_xl.dataset.utgifter import utgiftsindikator
from asss_xl.report.demografi.folketall import delt_i

WHO, YEAR, SCHOOL = "Tromsø", 2024, "grunnskole"
AGE = "6-15 år"
Row = dict[str, str]


def _changed(folder: Path, name: str, change: Callable[[Row], Row | None]) -> None:
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [made for row in rows if (made := change(dict(row))) is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = str(files("asss_xl.dataset") / "eksempelnettverk")
    return Path(shutil.copytree(source, tmp_path / "pakke"))


def _without(number: str) -> Callable[[Row], Row | None]:
    return lambda row: None if (row["tjeneste"], row["nr"]) == (SCHOOL, number) else row


def _by_hand(folder: Path) -> float:
    codes = {"202", "215", "222", "223"}
    with (folder / "beloep.csv").open(encoding="utf-8", newline="") as file:
        spent = sum(
            float(r["beloep"])
            for r in csv.DictReader(file)
            if (r["kommune"], r["aar"], r["art"]) == (WHO, str(YEAR), "netto") and r["funksjon"] in codes
        )
    with (folder / "innbyggere.csv").open(encoding="utf-8", newline="") as file:
        (people,) = [
            float(r["antall"])
            for r in csv.DictReader(file)
            if (r["kommune"], r["aar"], r["aldersgruppe"]) == (WHO, str(YEAR), AGE)
        ]
    return 1000 * spent / people


def _said(data: Datasett, number: int = 2) -> tuple[float | None, str]:
    value = data.verdier[SCHOOL, number, WHO, YEAR]
    return value.verdi, value.merknad


def test_an_indicator_without_rows_is_made_of_amounts_and_people(folder: Path) -> None:
    stated = load(folder)
    assert REGNET not in {v.merknad for v in stated.verdier.values()}
    _changed(folder, "indikatorverdier", _without("2"))
    value, told = _said(load(folder))
    assert (value, told) == (pytest.approx(_by_hand(folder)), REGNET)


def test_a_row_that_only_says_that_it_is_missing_is_no_figure(folder: Path) -> None:
    def missing(row: Row) -> Row:
        if (row["tjeneste"], row["nr"], row["kommune"], row["aar"]) == (SCHOOL, "2", WHO, str(YEAR)):
            row |= {"verdi": "", "teller": "", "nevner": "", "status": "mangler", "merknad": ""}
        return row

    _changed(folder, "indikatorverdier", missing)
    assert _said(load(folder)) == (pytest.approx(_by_hand(folder)), REGNET)


@pytest.mark.parametrize("said", [{"status": "skjermet"}, {"status": "mangler", "merknad": "Ikke levert."}])
def test_what_the_source_says_stands(folder: Path, said: Row) -> None:
    def stated(row: Row) -> Row:
        if (row["tjeneste"], row["nr"], row["kommune"], row["aar"]) == (SCHOOL, "2", WHO, str(YEAR)):
            row |= {"verdi": "", "teller": "", "nevner": "", **said}
        return row

    _changed(folder, "indikatorverdier", stated)
    value, told = _said(load(folder))
    assert value is None and told != REGNET


def test_a_function_that_is_missing_gives_no_indicator(folder: Path) -> None:
    def unknown(row: Row) -> Row:
        if (row["kommune"], row["aar"], row["art"], row["funksjon"]) == (WHO, str(YEAR), "netto", "222"):
            row |= {"beloep": "", "status": "mangler"}
        return row

    _changed(folder, "beloep", unknown)
    _changed(folder, "indikatorverdier", _without("2"))
    assert (SCHOOL, 2, WHO, YEAR) not in load(folder).verdier


def test_an_indicator_that_nobody_has_does_not_stand_for_the_service(folder: Path) -> None:
    _changed(folder, "indikatorverdier", _without("1"))
    data = load(folder)
    (school,) = [t for t in data.tjenester if t.noekkel == SCHOOL]
    found = utgiftsindikator(data, school)
    assert found is not None and found.nr == 2


def test_a_part_never_stands_for_the_service() -> None:
    """Roads are not technical services; and they are not where the municipalities differ most in those."""
    data = load(str(files("asss_xl.dataset") / "eksempelnettverk"))
    found = {t.noekkel: utgiftsindikator(data, t) for t in data.tjenester}
    assert {key for key, i in found.items() if i is None} == {"tekniske_tjenester", "fysisk_planlegging"}


def test_part_of_the_functions_is_not_the_whole(folder: Path) -> None:
    """A function that is in use and has no row at all may be left out by whoever made the file."""
    _changed(folder, "indikatorverdier", _without("2"))
    gone = {(WHO, "222", str(YEAR)), (WHO, "254", str(YEAR))}
    _changed(folder, "beloep", lambda r: None if (r["kommune"], r["funksjon"], r["aar"]) in gone else r)
    data = load(folder)
    assert (SCHOOL, 2, WHO, YEAR) not in data.verdier
    assert data.verdier[SCHOOL, 2, WHO, YEAR - 1].merknad == REGNET


def test_what_is_worked_out_is_not_corrected_but_what_it_is_made_of(folder: Path) -> None:
    def places() -> set[tuple[str, int | None]]:
        where = steder(load(folder))
        return {
            (s.om.fil, s.aar)
            for s in where
            if s.kommune == WHO and {("tjeneste", SCHOOL), ("nr", "2")} <= set(s.rad)
        }

    assert ("indikatorverdier", YEAR) in places()
    _changed(folder, "indikatorverdier", _without("2"))
    assert ("indikatorverdier", YEAR) not in places()


def test_people_without_one_of_the_age_groups_are_not_counted(folder: Path) -> None:
    whole = load(folder).folketall(WHO, YEAR)
    gone = (WHO, "16-66 år", str(YEAR))
    _changed(
        folder, "innbyggere", lambda r: None if (r["kommune"], r["aldersgruppe"], r["aar"]) == gone else r
    )
    data = load(folder)
    assert whole.verdi is not None and data.folketall(WHO, YEAR).verdi is None
    assert data.folketall(WHO, YEAR - 1).verdi == load("eksempelnettverk").folketall(WHO, YEAR - 1).verdi


def test_a_package_of_children_alone_has_no_whole_population(folder: Path) -> None:
    for name in ("innbyggere", "demografisatser"):
        _changed(folder, name, lambda r: r if r["aldersgruppe"] in ("0-5 år", "6-15 år") else None)
    assert load(folder).folketall(WHO, YEAR).verdi is None


@pytest.mark.parametrize(
    ("groups", "whole"),
    [
        (["0-17 år", "18 år og over"], True),
        (["0-5 år", "6 år +"], True),
        (["0-5 år", "7 år +"], False),
        (["Alle"], True),
        (["6-15 år"], False),
    ],
)
def test_which_groups_are_everyone(groups: list[str], whole: bool) -> None:
    assert is_everyone(groups) is whole


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("0 år", (0, 0)),
        ("Innbyggere 0 år", (0, 0)),
        ("7 år", (7, 7)),
        ("7-åringer", None),
        ("6-15 år", (6, 15)),
        ("6 – 15 år", (6, 15)),
        ("Innbyggere 6–15 år", (6, 15)),
        ("innb. 6-15 år", (6, 15)),
        ("90 år +", (90, OLDEST)),
        ("90+", (90, OLDEST)),
        ("Innbyggere 67 år og eldre", (67, OLDEST)),
        ("Innbyggere 90 år og over", (90, OLDEST)),
        ("105 år eller eldre", (105, OLDEST)),
        ("15-6 år", None),
        ("202", None),
        ("Mottakere 0-66 år", None),
        ("Uføre 18-49 år", None),
        ("Innbyggere", None),
        ("Basistillegg", None),
        ("", None),
    ],
)
def test_which_ages_a_text_is_of(text: str, ages: tuple[int, int] | None) -> None:
    assert ages_of(text) == ages


def test_a_group_may_be_one_year_of_age() -> None:
    groups = ("0 år", "1-5 år", "6 år +")
    assert delt_i("Innbyggere 0-5 år", groups) == ("0 år", "1-5 år")
    assert delt_i("Innbyggere 0 år", groups) == ("0 år",)
    assert delt_i("Innbyggere", groups) == groups
    assert delt_i("Innbyggere 0-4 år", groups) == ()


def test_a_row_with_a_remark_and_no_figure_is_kept_as_missing(folder: Path) -> None:
    gone = (WHO, "0-5 år", str(YEAR))

    def blank(row: Row) -> Row:
        mine = (row["kommune"], row["aldersgruppe"], row["aar"]) == gone
        return {**row, "antall": "", "status": "", "merknad": "Tallet er feil i kilden"} if mine else row

    _changed(folder, "innbyggere", blank)
    kept = load(folder).innbyggere[WHO, "0-5 år", YEAR]
    assert (kept.verdi, kept.status) == (None, "mangler") and "feil i kilden" in kept.merknad
