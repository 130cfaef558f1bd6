"""A network of one's own with a place for the whole country's figures."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from asss_xl.dataset import load
from asss_xl.delivery.new import new

MEMBERS = "kommune;nummer;fra\nVoss;4621;2020\nKvam;4622;2020\n"


@pytest.fixture
def members(tmp_path: Path) -> str:
    path = tmp_path / "fire.csv"
    path.write_text(MEMBERS, "utf-8")
    return str(path)


def test_the_country_has_a_place_of_its_own(members: str, tmp_path: Path) -> None:
    out = tmp_path / "pakke"
    told = new(members, "2023-2024", out, "csv", country=True).told
    assert "--country" not in told
    files = ("beloep", "regnskap", "balanse", "innbyggere")
    rows = {name: (out / f"{name}.csv").read_text("utf-8") for name in files}
    for name, text in rows.items():
        lines = [line for line in text.splitlines()[1:] if line.startswith("Landet,")]
        assert {line.split(",")[1] for line in lines} <= {"2023", "2024"} or name != "innbyggere"
        assert len(lines) > 10, name
    amounts = rows["beloep"].replace("Landet,2024,202,netto,,,", "Landet,2024,202,netto,5000000,endelig,")
    assert amounts != rows["beloep"]
    (out / "beloep.csv").write_text(amounts, "utf-8")
    data = load(out)
    assert (data.landet, data.kalt_landet, data.egne_indekser) == ("Landet", "landet", False)
    assert data.beloep["Landet", "202", "netto", 2024].verdi == 5000000
    assert "Landet" not in data.medlemmer


def test_without_it_one_is_told(members: str, tmp_path: Path) -> None:
    told = new(members, "2022-2024", tmp_path / "bok.xlsx", "xlsx").told
    assert "--country" in told and "medlemmene samlet" in told
    assert "Uten kostnadsnøkkel: 2022, 2023" in told and "--cost-key" not in told


def test_the_country_of_a_package_is_the_package_s(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="Utelat --country"):
        new("eksempelnettverk", "2025", tmp_path / "bok.xlsx", "xlsx", country=True)
    assert not (tmp_path / "bok.xlsx").exists()


def test_the_example_of_an_index_can_be_one(members: str, tmp_path: Path) -> None:
    new(members, "2024", out := tmp_path / "bok.xlsx", "xlsx")
    sheet = openpyxl.load_workbook(out)["Indikatorverdier"]
    said = {head.value: example.value for example, head in zip(sheet[4], sheet[5], strict=True)}
    assert said["Enhet"] == "indeks" and 0.5 < said["Verdi"] < 2
    sheet = openpyxl.load_workbook(out)["Behovstillegg"]
    said = {head.value: example.value for example, head in zip(sheet[4], sheet[5], strict=True)}
    assert abs(said["Verdi"]) > 10, "kroner per inhabitant are no index"
    sheet = openpyxl.load_workbook(out)["Nasjonale"]
    said = {head.value: example.value for example, head in zip(sheet[4], sheet[5], strict=True)}
    assert said["Verdi"] > 2, "growth in percent, which nobody is to take for a factor"
