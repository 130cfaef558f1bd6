"""A table that someone already has becomes an input workbook; the guess is told and remembered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from asss_xl.dataset import DatasetError, load
from asss_xl.delivery.new import new

WIDE = [
    ["Regnskapstall ASSS", None, None, None, None, None],
    [None] * 6,
    ["Kommune", "År", "Driftsinntekter (1000 kr)", "Lønnsutgifter, mill. kr", "Rare greier",
     "Grunnskolepoeng"],
    ["4601 Bergen", 2023, 23_000_000, "11 500,5", "x", 42.1],
    ["TROMSØ", 2023, 7_500_000, 3900, "y", "Ikke data"],
    ["Bergen", 2024, 24_000_000, 12_000, None, None],
]  # fmt: skip
LONG = [
    ["Indikator", "Kommune", 2023, 2024],
    ["Grunnskolepoeng", "Bergen", 42.1, 42.5],
    ["Innbyggere 0-5 år", "Bergen", 17000, 16800],
    ["Noe helt annet", "Bergen", 1, 2],
]


@pytest.fixture
def members(tmp_path: Path) -> Path:
    file = tmp_path / "to.csv"
    file.write_text(
        "kommune,nummer,fra,til,brudd,medlem_fra,merknad\nBergen,4601,2020,,nei,,\n"
        "Tromsø,5401,2020,2023,nei,,\nTromsø,5501,2024,,nei,,\n", encoding="utf-8",
    )  # fmt: skip
    return file


def table(file: Path, rows: list[list[Any]], title: str = "Ark1") -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Forside"
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file


def made(members: Path, file: Path, **chosen: Any) -> tuple[str, Path]:
    out = file.with_name("inndata.xlsx")
    told = new(str(members), chosen.pop("years", None), out, "xlsx", file, chosen.pop("sheet", "Ark1"))
    return told, out


def test_columns_of_figures(members: Path, tmp_path: Path) -> None:
    told, out = made(members, table(tmp_path / "tall.xlsx", WIDE))
    assert "Driftsinntekter (1000 kr): regnskap/driftsinntekter" in told
    assert "Lønnsutgifter, mill. kr: regnskap/loenn, ganget med 1000" in told
    assert "Rare greier: brukes ikke" in told
    assert "Grunnskolepoeng: indikatorverdier/grunnskole/Grunnskolepoeng" in told
    assert "8 tall satt inn" in told
    data = load(out)
    assert data.aar == (2023, 2024)
    amounts = {key: value.verdi for key, value in data.regnskap.items()}
    assert amounts == {
        ("Bergen", "driftsinntekter", 2023): 23_000_000, ("Bergen", "loenn", 2023): 11_500_500,
        ("Tromsø", "driftsinntekter", 2023): 7_500_000, ("Tromsø", "loenn", 2023): 3_900_000,
        ("Bergen", "driftsinntekter", 2024): 24_000_000, ("Bergen", "loenn", 2024): 12_000_000,
    }  # fmt: skip
    values = {k[2:]: (v.verdi, v.status) for k, v in data.verdier.items() if v.status != "gjelder_ikke"}
    assert values == {("Bergen", 2023): (42.1, "endelig"), ("Tromsø", 2023): (None, "mangler")}


def test_lines_in_rows_and_years_in_columns(members: Path, tmp_path: Path) -> None:
    told, out = made(members, table(tmp_path / "tall.xlsx", LONG))
    assert "Noe helt annet: brukes ikke" in told
    data = load(out)
    assert {k[2:]: v.verdi for k, v in data.verdier.items() if v.verdi} == {
        ("Bergen", 2023): 42.1, ("Bergen", 2024): 42.5,
    }  # fmt: skip
    assert data.innbyggere["Bergen", "0-5 år", 2024].verdi == 16800


def test_what_is_corrected_is_what_counts(members: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "tall.xlsx", WIDE)
    _, out = made(members, file)
    memory = tmp_path / "tall.koblinger.json"
    raw = json.loads(memory.read_text(encoding="utf-8"))
    assert raw["ark"] == "Ark1" and raw["overskriftsrad"] == 3
    raw["kolonner"]["Driftsinntekter (1000 kr)"] = "regnskap/driftsutgifter"
    raw["faktorer"] = {}
    memory.write_text(json.dumps(raw), encoding="utf-8")
    out.unlink()
    _, out = made(members, file)
    assert json.loads(memory.read_text(encoding="utf-8")) == raw
    amounts = load(out).regnskap
    assert amounts["Bergen", "driftsutgifter", 2024].verdi == 24_000_000
    assert amounts["Bergen", "loenn", 2024].verdi == 12_000

    raw["kolonner"]["Rare greier"] = "regnskap/loen"
    memory.write_text(json.dumps(raw), encoding="utf-8")
    out.unlink()
    with pytest.raises(DatasetError, match="Mente du «regnskap/loenn»"):
        made(members, file)
    assert not out.exists()


def test_every_problem_and_nothing_written(members: Path, tmp_path: Path) -> None:
    rows = [list(row) for row in WIDE]
    rows[3][2], rows[4][0], rows[5][3] = "ca. 5", "Tromsö by", "-"
    rows.append(["Bergen", 2024, 25_000_000, None, None, None])
    with pytest.raises(DatasetError) as caught:
        made(members, table(tmp_path / "tall.xlsx", rows))
    assert [(p.rad, p.kolonne) for p in caught.value.problemer] == [
        (4, "C"), (5, "A"), (6, "D"), (7, "C"),
    ]  # fmt: skip
    assert "ulike tall" in caught.value.problemer[3].melding
    assert {file.name for file in tmp_path.iterdir()} == {"tall.xlsx", "to.csv"}


@pytest.mark.parametrize(
    ("chosen", "told"),
    [({"sheet": "Ark2"}, "Arkene er Forside, Ark1"), ({"sheet": "Forside"}, "Årene er ikke oppgitt"),
     ({"sheet": "Forside", "years": "2024"}, "Fant ingen kolonner"),
     ({"years": "2025"}, "ingen tall for kommunene og årene")],
)  # fmt: skip
def test_the_wrong_sheet_or_years(
    members: Path, tmp_path: Path, chosen: dict[str, Any], told: str
) -> None:
    with pytest.raises(DatasetError, match=told):
        made(members, table(tmp_path / "tall.xlsx", WIDE), **chosen)
