"""From the command that fetches to the command that builds, with nothing between them."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from asss_xl.checks import check
from asss_xl.cli import app
from asss_xl.dataset import load
from asss_xl.dataset.ssb import client
from asss_xl.delivery.new import new
from tests.support.filling import HEADING, columns
from tests.support.ssb_server import Server

RUN = CliRunner()


def run(*words: object) -> str:
    answer = RUN.invoke(app, [str(word) for word in words])
    assert answer.exit_code == 0, answer.output
    return answer.output


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hentet")
    with Server() as server, pytest.MonkeyPatch.context() as patch:
        # The local server has no limit; without this a minute is waited.
        patch.setattr(client, "CALLS", 1000)
        run(
            "fetch",
            "--year",
            2024,
            "--years",
            2,
            "--base-url",
            server.url,
            "--cache",
            folder / "lager",
            "--out",
            folder / "tall",
        )
    return folder / "tall"


def test_twelve_workbooks_and_the_main_one(fetched: Path, tmp_path: Path) -> None:
    told = run("build", "--data", fetched, "--municipality", "all", "--out", tmp_path)
    assert "13 av 13 arbeidsbøker" in told
    names = [place.navn for place in load(fetched).kommuner if place.slag == "kommune"]
    assert len(names) == 12
    expected = {f"Kommunerapport_{name}_2024.xlsx" for name in names} | {"Hovedrapport_ASSS-12_2024.xlsx"}
    assert {file.name for file in tmp_path.iterdir()} == expected
    assert not check(tmp_path / "Hovedrapport_ASSS-12_2024.xlsx").differences
    shown = _numbers(tmp_path / "Kommunerapport_Tromsø_2024.xlsx", "Regnskap")
    with (fetched / "regnskap.csv").open(encoding="utf-8") as stream:
        income = {
            (r["kommune"], r["aar"]): float(r["beloep"])
            for r in csv.DictReader(stream)
            if r["post"] == "driftsinntekter"
        }
    assert income["Tromsø", "2024"] in shown or income["Tromsø", "2024"] / 1000 in shown


def _numbers(file: Path, sheet: str) -> set[float]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    return {
        float(cell.value)
        for row in book[sheet].iter_rows()
        for cell in row
        if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    }


def test_what_is_lacking_is_filled_in_by_hand(fetched: Path, tmp_path: Path) -> None:
    """Fetched figures and an input workbook together; what StatBank lacks is no contradiction."""
    own = tmp_path / "egne.xlsx"
    new("asss12", "2023-2024", own, "xlsx")
    book = openpyxl.load_workbook(own)
    _put(book["Indikatorverdier"], {"Tjeneste": "grunnskole", "Indikator": "Grunnskolepoeng"}, "Verdi", 41.5)
    _put(book["Nasjonale"], {"Størrelse": "kostnadsdeflator"}, "Verdi", 4.1)
    book.save(own)
    before, joined = load(fetched), load(fetched, own)
    assert not before.nasjonale
    assert {key: v.verdi for key, v in joined.nasjonale.items()} == {
        (2023, "kostnadsdeflator"): 4.1,
        (2024, "kostnadsdeflator"): 4.1,
    }
    more = set(joined.verdier) - set(before.verdier)
    assert len(more) == 24 and {joined.verdier[key].verdi for key in more} == {41.5}
    assert {key: joined.verdier[key] for key in before.verdier} == dict(before.verdier)
    run("build", "--data", fetched, "--data", own, "--out", tmp_path / "ut")


def _put(sheet: object, which: dict[str, str], heading: str, value: float) -> None:
    where = columns(sheet)
    for row in range(HEADING + 1, sheet.max_row + 1):  # type: ignore[attr-defined]
        if all(sheet.cell(row, where[k]).value == v for k, v in which.items()):  # type: ignore[attr-defined]
            sheet.cell(row, where[heading]).value = value  # type: ignore[attr-defined]
