"""A workbook where one service is filled in, joined to a package: nothing else of it comes along."""

from __future__ import annotations

import json
import shutil
from dataclasses import fields
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import asss_xl.dataset
from asss_xl import cli
from asss_xl.dataset import DatasetError, Datasett, load
from asss_xl.delivery.new import new
from tests.support.filling import fill

EXAMPLE = Path(asss_xl.dataset.__file__).parent / "eksempelnettverk"
SERVICE, OWN, YEARS = "grunnskole", "Bergen", ("2022", "2023", "2024")
KEYED = "Administrasjon og landbruk"
#: What the package lacks and the blank workbook has, besides indicators and a sector that only a key has.
LACKING = ("noekler", "vekter", "kriterieverdier", "behovstillegg", "produksjonsvekter")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("delvis") / "pakke")
    for name in LACKING:
        (folder / f"{name}.csv").unlink()
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    about["resources"] = [each for each in about["resources"] if each["name"] not in LACKING]
    (folder / "datapackage.json").write_text(json.dumps(about), "utf-8")
    for name, column, kept in (
        ("sektorer", "sektor", lambda sector: sector != KEYED),
        ("funksjoner", "sektor", lambda sector: sector != KEYED),
        ("indikatorer", "nr", lambda number: number == "2"),
        ("indikatorverdier", "nr", lambda number: number == "2"),
    ):
        rows = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        rows[[kept(value) for value in rows[column]]].to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def joined(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Datasett:
    folder = tmp_path_factory.mktemp("bok")
    blank = folder / "tom.xlsx"
    about = ["--network", str(EXAMPLE), "--years", "2022-2024", "--out", str(blank)]
    made = CliRunner().invoke(cli.app, ["new", *about])
    assert made.exit_code == 0, made.output

    def mine(row: object) -> bool:
        told = dict(row)  # type: ignore[call-overload]
        inside = (told.get("tjeneste"), told.get("kommune")) == (SERVICE, OWN)
        return inside and told.get("aar") in YEARS and told["nr"] != "2"

    return load(package, fill(blank, EXAMPLE, folder / "skole.xlsx", mine))


def test_the_service_comes_along_and_nothing_else(package: Path, joined: Datasett) -> None:
    plain = load(package)
    changed = {f.name for f in fields(plain) if getattr(plain, f.name) != getattr(joined, f.name)}
    assert changed == {"verdier", "tjenester", "produksjonsvekter", "versjon"}
    assert {weight.tjeneste for weight in joined.produksjonsvekter} == {SERVICE}
    more = joined.verdier.keys() - plain.verdier.keys()
    assert {key[0] for key in more} == {SERVICE}
    known = [key for key in more if joined.verdier[key].verdi is not None]
    assert len(known) > 20 and {key[2] for key in known} == {OWN}
    assert all(joined.verdier[key] == value for key, value in plain.verdier.items())
    counts = [{t.noekkel: len(t.indikatorer) for t in data.tjenester} for data in (plain, joined)]
    assert counts[1].pop(SERVICE) > counts[0].pop(SERVICE) and counts[0] == counts[1]


def test_what_the_package_says_differently_is_found(tmp_path: Path) -> None:
    """The package's file and the workbook's sheet are named, whichever tells of the other."""
    blank, book = tmp_path / "tom.xlsx", tmp_path / "bok.xlsx"
    new(str(EXAMPLE), "2022-2024", blank, "xlsx")
    filled = openpyxl.load_workbook(fill(blank, EXAMPLE, book, lambda row: row.get("aar") == "2024"))
    filled["Regnskap"]["E8"] = 1
    filled["Beløp"]["C8"] = "299"
    filled.save(book)
    with pytest.raises(DatasetError) as caught:
        load(EXAMPLE, book)
    told = "\n".join(map(str, caught.value.problemer))
    assert "bok.xlsx, arket Regnskap, rad 8, kolonne E (Beløp)" in told
    assert " i eksempelnettverk, regnskap.csv, rad " in told
    assert "Legg til en rad i arket Funksjoner" in told


def test_a_key_comes_along_with_its_figures(package: Path, tmp_path: Path) -> None:
    blank = tmp_path / "tom.xlsx"
    CliRunner().invoke(
        cli.app, ["new", "--network", str(EXAMPLE), "--years", "2022-2024", "--out", str(blank)]
    )
    filled = fill(
        blank, EXAMPLE, tmp_path / "behov.xlsx", lambda row: "kriterium" in row and row["aar"] in YEARS
    )
    both = load(package, filled)
    assert both.noekler and KEYED in {s for key in both.noekler for s in key.vekter}
    assert both.kriterieverdier


def test_a_function_left_blank_is_missing(tmp_path: Path) -> None:
    """It was counted as none, and made a sector cheap; one that nobody has anything on is none."""
    blank = tmp_path / "tom.xlsx"
    about = ["--network", str(EXAMPLE), "--years", "2023-2024", "--out", str(blank)]
    assert CliRunner().invoke(cli.app, ["new", *about]).exit_code == 0

    def given(row: object) -> bool:
        told = dict(row)  # type: ignore[call-overload]
        left = (told.get("kommune"), told.get("aar"), told.get("funksjon")) == (OWN, "2024", "253")
        return told.get("aar") in YEARS[1:] and not left and told.get("funksjon") != "385"

    data = load(fill(blank, EXAMPLE, tmp_path / "fylt.xlsx", given))
    care = data.sektorfunksjoner["Pleie og omsorg"]
    assert [*data.utelatte(OWN, "netto", 2024, care)] == ["253"] and not data.utelatte(
        OWN, "netto", 2023, care
    )
    assert data.beloep[OWN, "253", "brutto", 2024].status == "mangler"
    assert not any(key[1] == "385" for key in data.beloep)


@pytest.mark.parametrize("turned", [False, True])
def test_a_damaged_package_in_two_halves_is_the_whole(turned: bool, tmp_path: Path) -> None:
    """Figures that are withheld, not relevant and absent are so whoever has their rows."""
    whole = shutil.copytree(EXAMPLE, tmp_path / "hele")
    halves = [tmp_path / "den ene", tmp_path / "den andre"]
    tables = {
        name: pd.read_csv(whole / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("regnskap", "beloep", "indikatorverdier", "innbyggere", "balanse")
    }
    amounts, lines = tables["beloep"], tables["regnskap"]
    for rows, hit, status in (
        (amounts, (amounts["kommune"] == "Tromsø") & (amounts["funksjon"] == "251"), "skjermet"),
        (amounts, (amounts["kommune"] == "Oslo") & (amounts["funksjon"] == "385"), "ikke_aktuelt"),
        (lines, (lines["kommune"] == "Asker") & (lines["post"] == "loenn"), "mangler"),
    ):
        rows.loc[hit, ["beloep", "status"]] = ["", status]
    tables["balanse"] = tables["balanse"][tables["balanse"]["kommune"] != "Drammen"]
    for name, rows in tables.items():
        rows.to_csv(whole / f"{name}.csv", index=False)
    for number, half in enumerate(halves):
        shutil.copytree(whole, half)
        for name, rows in tables.items():
            mine = rows["kommune"].isin(["Tromsø", "Asker", "Bergen"]) == bool(number)
            rows[mine].to_csv(half / f"{name}.csv", index=False)
    plain, both = load(whole), load(*(halves[::-1] if turned else halves))
    assert {f.name for f in fields(plain) if getattr(plain, f.name) != getattr(both, f.name)} == {"versjon"}


def test_a_function_that_the_package_lacks_comes_with_its_amounts(tmp_path: Path) -> None:
    """It was refused, with the advice to write in the workbook what stood there already."""
    blank, code = tmp_path / "tom.xlsx", "385"
    about = ["--network", str(EXAMPLE), "--years", "2022-2024", "--out", str(blank)]
    assert CliRunner().invoke(cli.app, ["new", *about]).exit_code == 0
    package = shutil.copytree(EXAMPLE, tmp_path / "pakke")
    for name in ("funksjoner", "beloep"):
        rows = pd.read_csv(package / f"{name}.csv", dtype=str, keep_default_na=False)
        rows[rows["funksjon"] != code].to_csv(package / f"{name}.csv", index=False)

    def mine(row: object) -> bool:
        told = dict(row)  # type: ignore[call-overload]
        return (told.get("funksjon"), told.get("kommune")) == (code, OWN) and told.get("aar") in YEARS

    plain, both = load(package), load(package, fill(blank, EXAMPLE, tmp_path / "ny.xlsx", mine))
    assert [f for f in both.funksjoner if f.funksjon != code] == list(plain.funksjoner)
    assert {f.sektor for f in both.funksjoner if f.funksjon == code} == {"Kultur", ""}
    more = both.beloep.keys() - plain.beloep.keys()
    assert {key[:2] for key in more} == {(OWN, code)} and both.alle_sektorer == plain.alle_sektorer
