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


def _sheets(file: Path) -> dict[str, list[dict[str, object]]]:
    """The rows of each sheet with a municipality in it, by heading."""
    book = openpyxl.load_workbook(file, read_only=True)
    found = {}
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        if len(rows) > HEADING and "Kommune" in rows[HEADING - 1] and "År" in rows[HEADING - 1]:
            heads = rows[HEADING - 1]
            found[sheet.title] = [dict(zip(heads, row, strict=False)) for row in rows[HEADING:]]
    book.close()
    return found


def test_each_municipality_is_asked_only_for_what_could_not_be_fetched(fetched: Path, tmp_path: Path) -> None:
    """One workbook each, filled in by its own, and joined with what is fetched."""
    folder = tmp_path / "inndata"
    told = run("new", "--data", fetched, "--municipality", "all", "--out", folder)
    before = load(fetched)
    names = [place.navn for place in before.kommuner if place.slag == "kommune"]
    assert "Skrev 13 inndatabøker" in told and f"--data {fetched} --data {folder}" in told
    assert {file.name for file in folder.iterdir()} == {
        f"Inndata_{name}_2024.xlsx" for name in (*names, "felles")
    }
    have = {(key[0], str(key[1]), key[2], key[3]) for key, v in before.verdier.items() if v.verdi is not None}
    for name in names:
        file = folder / f"Inndata_{name}_2024.xlsx"
        sheets = _sheets(file)
        assert {row["Kommune"] for rows in sheets.values() for row in rows} == {name}
        asked = {(r["Tjeneste"], str(r["Nr"]), r["Kommune"], r["År"]) for r in sheets["Indikatorverdier"]}
        assert asked and not asked & have
        posts = {(r["Post"], r["År"]) for r in sheets["Regnskap"]}
        assert posts and not posts & {(key[1], key[2]) for key in before.regnskap if key[0] == name}
        assert sum(len(rows) for rows in sheets.values()) < 1000
        book = openpyxl.load_workbook(file)
        which = {"Tjeneste": "grunnskole", "Indikator": "Trivsel"}
        _put(book["Indikatorverdier"], which, "Verdi", 4.0 + names.index(name) / 100)
        progress = book["Utfylling"]
        assert [c.value for c in progress["A"] if c.value in names] == [name]
        book.save(file)
    joined = load(fetched, folder)
    old = {key for key, v in before.verdier.items() if v.verdi is not None}
    mine = {key: v.verdi for key, v in joined.verdier.items() if v.verdi is not None and key not in old}
    assert {(key[2], value) for key, value in mine.items()} == {
        (name, 4.0 + at / 100) for at, name in enumerate(names)
    }
    assert joined.foreloepige_aar == before.foreloepige_aar


def test_one_municipality_by_name(fetched: Path, tmp_path: Path) -> None:
    out = tmp_path / "bergen.xlsx"
    told = run("new", "--data", fetched, "--municipality", "bergen", "--out", out)
    assert "--municipality Bergen" in told
    assert {row["Kommune"] for rows in _sheets(out).values() for row in rows} == {"Bergen"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--municipality", "Bergn", "--out", "b.xlsx"), "Mente du «Bergen»?"),
        (("--municipality", "all", "--out", "b.xlsx"), "skrives til en mappe"),
        (("--years", "2022-2023", "--out", "b.xlsx"), "Rapportåret i --data er 2024"),
        (("--network", "nett.csv", "--out", "b.xlsx"), "Tallene i --data er for «ASSS-12»"),
    ],
)
def test_a_workbook_that_could_not_be_joined(
    fetched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nett.csv").write_text("kommune,nummer,fra\nBergen,4601,2020\n", encoding="utf-8")
    answer = RUN.invoke(app, ["new", "--data", str(fetched), *words])
    assert answer.exit_code == 2 and told in answer.output
    assert [path.name for path in tmp_path.iterdir()] == ["nett.csv"]
