"""One figure is of one municipality and in one unit; what an answer calls something else is not taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asss_xl.dataset.new import network_file
from asss_xl.dataset.ssb import mapping
from asss_xl.dataset.ssb.client import FetchError
from asss_xl.dataset.ssb.jsonstat import Dimension
from tests.support import ssb_server
from tests.support.ssb_server import Server

from .conftest import Fetch, few_links
from .test_package import rows

_HEADING = "kommune,nummer,fra,til,brudd,medlem_fra,merknad\n"


def _network(folder: Path, text: str) -> str:
    path = folder / "nett.csv"
    path.write_text(_HEADING + text, encoding="utf-8")
    return str(path)


def _people(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    found = rows(folder / "pakke", "innbyggere")
    return {(row["kommune"], row["aar"]): row for row in found if row["aldersgruppe"] == "90 år +"}


def _population(number: str, date: int) -> float:
    codes = {"Region": number, "ContentsCode": "Personer1", "Tid": str(date)}
    return sum(
        ssb_server.figure("07459", codes | {"Alder": age})
        for age in [f"{age:03d}" for age in range(90, 105)] + ["105+"]
    )


def test_the_year_before_a_merger_has_no_people_of_the_merged(tmp_path: Path, fetch: Fetch) -> None:
    """The accounts of 2019 are the old municipality's; 1 January 2020 there is only the new one."""
    members = [m for m in network_file.named("asss12") if m.fra <= 2020 <= m.til and m.fra != 2022]
    merged = {m.kommune for m in members if m.brudd == "ja" and m.fra == 2020} - {"Lillestrøm"}
    assert {"Drammen", "Trondheim"} < merged and "Bergen" not in merged
    with Server() as server:
        result = fetch(server, year=2021, years=3, network="asss12", links=mapping.load())
    people, spent = _people(tmp_path), rows(tmp_path / "pakke", "indikatorverdier")
    for member in members:
        before = people[member.kommune, "2019"]
        if member.kommune in merged:
            assert (before["antall"], before["status"]) == ("", "mangler") and "2020" in before["merknad"]
        elif member.kommune != "Lillestrøm":
            assert float(before["antall"]) == _population(member.nummer, 2020)
        assert float(people[member.kommune, "2020"]["antall"]) == _population(member.nummer, 2021)
    found = [row for row in spent if row["kommune"] in merged and row["aar"] == "2019" and row["nevner"]]
    # What is left are parts of the accounts themselves and of tables of 2019.
    assert found and all("07459" not in row["kilde"] for row in found)
    assert people["Lillestrøm", "2019"]["status"] == "gjelder_ikke"
    told = [line for line in result.left_out if "sammenslåing" in line]
    assert len(told) == 1 and all(name in told[0] for name in merged)


def test_people_are_of_the_years_that_have_accounts(tmp_path: Path, fetch: Fetch) -> None:
    """One number ends with 2023 and another's begins: the people of 1 January 2024 are in neither's 2023."""
    text = "Gammel,3005,2020,2023,nei,,\nDrammen,3301,2024,,ja,,\nBergen,4601,2020,,nei,,\n"
    with Server() as server:
        result = fetch(server, years=2, network=_network(tmp_path, text))
    assert [line for line in result.left_out if line.startswith("Gammel: ") and "nettverksfilen" in line]
    people = _people(tmp_path)
    assert people["Gammel", "2023"]["status"] == "mangler"
    assert people["Gammel", "2024"]["status"] == people["Drammen", "2023"]["status"] == "gjelder_ikke"
    assert float(people["Drammen", "2024"]["antall"]) == _population("3301", 2025)


@pytest.mark.parametrize(("said", "told"), [("nei", 1), ("ja", 0)])
def test_a_municipality_that_was_parted_has_a_break(
    said: str, told: int, tmp_path: Path, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By KLASS 3005 became two; the one that kept the name is another municipality than before."""
    monkeypatch.setitem(ssb_server.SAME, "3312", "3005")
    text = f"Drammen,3005,2020,2023,nei,,\nDrammen,3301,2024,,{said},,\nBærum,3024,2020,2023,nei,,\n"
    with Server() as server:
        result = fetch(server, years=2, network=_network(tmp_path, f"{text}Bærum,3201,2024,,nei,,\n"))
    assert len(result.breaks) == told and all("Drammen 2024" in line for line in result.breaks)
    people = _people(tmp_path)["Drammen", "2023"]
    assert (people["status"] == "mangler") == (said == "ja")


def _as(label: str, unit: str = "") -> Callable[[str, dict[str, Any]], None]:
    def alter(table: str, raw: dict[str, Any]) -> None:
        told = raw["dimension"].get("ContentsCode", {}).get("category", {})
        if table == "13551":
            told["label"] = dict.fromkeys(told["label"], label)
            told["unit"] = {code: {"base": unit} for code in told["label"]} if unit else None

    return alter


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Beløp (kr)", "kr"),
        ("Beløp (mill. kr)", ""),
        ("Beløp (1000 kr)", "kr"),
        ("Beløp (1000 kr)", "euro"),
        ("Beløp", "mill. kr"),
        ("Beløp", ""),
        ("Beløp", "euro"),
        ("Beløp (prosent)", "prosent"),
    ],
)
def test_amounts_in_another_unit_are_left_out_and_told(
    label: str, unit: str, tmp_path: Path, fetch: Fetch
) -> None:
    with Server() as server:
        server.altered = _as(label, unit)
        result = fetch(server)
    assert "regnskap driftsinntekter" in result.gone
    (line,) = [line for line in result.left_out if ": tabell 13551" in line]
    assert "regnskap driftsinntekter, " in line and "1000 kr" in line
    posts = {row["post"] for row in rows(tmp_path / "pakke", "regnskap")}
    assert "driftsinntekter" not in posts and "avdrag" in posts


@pytest.mark.parametrize(
    ("label", "unit"), [("Beløp", "1000 kr"), ("Beløp (1000 kr)", ""), ("Sum", "1 000 kr")]
)
def test_a_unit_may_be_said_in_the_name_or_beside_it(
    label: str, unit: str, tmp_path: Path, fetch: Fetch
) -> None:
    with Server() as server:
        server.altered = _as(label, unit)
        assert not fetch(server).gone


@pytest.mark.parametrize("code", ["050", "105+"])
def test_people_without_an_age_are_left_out_and_told(code: str, tmp_path: Path, fetch: Fetch) -> None:
    def alter(table: str, raw: dict[str, Any]) -> None:
        if table == "07459" and "value" not in raw:
            told = raw["dimension"]["Alder"]["category"]
            told["index"] = [age for age in told["index"] if age != code]
            raw["size"][raw["id"].index("Alder")] -= 1

    with Server() as server:
        server.altered = alter
        result = fetch(server)
    assert result.gone == ["innbyggere 0-105"]
    assert any("innbyggere 0-105: " in line for line in result.left_out)
    assert not _people(tmp_path)


def test_an_indicator_in_another_unit_is_left_out(tmp_path: Path, fetch: Fetch) -> None:
    def alter(table: str, raw: dict[str, Any]) -> None:
        if table == "12272":
            raw["dimension"]["ContentsCode"]["category"]["unit"]["KOSandel120000"] = {"base": "personer"}

    with Server() as server:
        server.altered = alter
        result = fetch(server)
    assert any("Dekningsgrad 1-2 år" in line and "personer" in line for line in result.left_out)


@pytest.mark.parametrize("unit", ["prosent", "1000 kr", "1000 personer"])
def test_what_an_indicator_is_made_of_in_another_unit_is_left_out(
    unit: str, tmp_path: Path, fetch: Fetch
) -> None:
    """Its unit was not asked about: a share was divided by the population."""

    def alter(table: str, raw: dict[str, Any]) -> None:
        if table == "11875":
            told = raw["dimension"]["ContentsCode"]["category"]["unit"]
            raw["dimension"]["ContentsCode"]["category"]["unit"] = dict.fromkeys(told, {"base": unit})

    links = [*few_links(), *(link for link in mapping.load() if link.table == "11875")]
    with Server() as server:
        server.altered = alter
        result = fetch(server, links=links)
    assert any("Brutto driftsutg. per plass" in line and unit in line for line in result.left_out)


def test_every_link_says_a_unit_that_its_table_can_have() -> None:
    """The rule that refuses must not refuse StatBank's own names."""
    known = {"prosent": "prosent", "kr": "kr", "1000 kr": "1000 kr", "personer": "personer"}
    for link in mapping.load():
        for unit in filter(link.unit.startswith, known if link.table else ()):
            assert mapping._units(f"Navn ({known[unit]})") == mapping._units(f"({link.unit})")


def test_the_accounts_of_the_treasury_alone_are_not_the_concern_s(fetch: Fetch) -> None:
    def alter(table: str, raw: dict[str, Any]) -> None:
        labels = raw["dimension"].get("KOKregnskapsomfa0000", {"category": {"label": {}}})["category"][
            "label"
        ]
        labels |= {"A": "Kommunekasse"} if "A" in labels else {}

    with Server() as server:
        server.altered = alter
        result = fetch(server)
    assert "beloep netto" in result.gone
    assert any("«konsern» står ikke i «kommunekasse»" in line for line in result.left_out)


def test_a_word_of_what_is_chosen_is_held_against_that_alone() -> None:
    """`A=konsern` is of the code A; a word without a code is of the figure's own names."""
    link = next(each for each in mapping.load() if each.name == "beloep netto")
    labels = {
        "KOKkommuneregion0000": {"4601": "Bergen"},
        "KOKregnskapsomfa0000": {"A": "Kommunekonsern", "B": "Kommunekasse"},
        "KOKfunksjon0000": {"202": "Netto driftsutgifter for konsernet"},
        "KOKart0000": {"AGD2": "Netto driftsutgifter"},
        "ContentsCode": {"KOSbelop0000": "Beløp (1000 kr)"},
        "Tid": {"2024": "2024"},
    }

    def faults(**changed: dict[str, str]) -> list[str]:
        dimensions = {name: Dimension(told, False) for name, told in (labels | changed).items()}
        return mapping.resolve(link, mapping.Cube("12367", "2025-06-13T22:00:00Z", dimensions, {}))[1]

    assert not faults()
    assert "konsern" in faults(KOKregnskapsomfa0000={"A": "Kommunekasse"})[0]
    assert "netto driftsutgifter" in faults(KOKart0000={"AGD2": "Brutto"})[0]


def test_a_number_that_the_table_gives_another_municipality_is_refused(tmp_path: Path, fetch: Fetch) -> None:
    def alter(table: str, raw: dict[str, Any]) -> None:
        for name in {"Region", "KOKkommuneregion0000"} & set(raw["dimension"]):
            labels = raw["dimension"][name]["category"]["label"]
            labels |= {"4601": "Stavanger (2020-)"} if "4601" in labels else {}

    with Server() as server, pytest.raises(FetchError, match=re.escape("4601 Stavanger")):
        server.altered = alter
        fetch(server)
    assert not (tmp_path / "pakke").exists()
