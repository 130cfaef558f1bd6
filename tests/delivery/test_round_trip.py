"""Out and back: six workbooks edited by others, collected, and the report built again."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.checks.libreoffice import convert
from asss_xl.dataset import load
from asss_xl.delivery.stamp import stamped, yellow_cells
from asss_xl.report import rettelser
from asss_xl.workbook.book import Input
from tests.support import networks


def _run(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


def _figure(package: Path, place: str, fil: str = "regnskap", year: str = "2023") -> Input:
    book = stamped(load(package), place).book
    found = [
        y.about for y in yellow_cells(book)
        if isinstance(y.about, Input) and y.about.figur and y.about.figur.fil == fil
        and dict(y.about.figur.noekkel)["aar"] == year and isinstance(y.about.base.value, float)
    ]  # fmt: skip
    return found[0]


def _edit(path: Path, to: Path, cells: dict[tuple[str, int, int], object]) -> Path:
    book = openpyxl.load_workbook(path)
    for (sheet, row, column), value in cells.items():
        book[sheet].cell(row + 1, column + 1).value = value  # type: ignore[union-attr]
    book.save(to)
    return to


def _at(given: Input) -> tuple[str, int, int]:
    return given.what_if.sheet, given.what_if.row, given.what_if.column


def _correction(row: int, amount: float, why: str = "Ført feil") -> dict[tuple[str, int, int], object]:
    at = rettelser.HODERAD + 1 + row
    said = {rettelser.GJELDER: "Grunnskole", rettelser.AAR: 2023, rettelser.BELOEP: amount,
            rettelser.MED: "Ja", rettelser.BEGRUNNELSE: why, rettelser.HVEM: "Kari"}  # fmt: skip
    return {("Rettelser", at, column): value for column, value in said.items()}


def _rows(package: Path, name: str) -> list[dict[str, str]]:
    with (package / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def built(package: Path, tmp_path: Path) -> Path:
    out = tmp_path / "ut"
    assert _run("build", "--data", package, "--municipality", "all", "--out", out).exit_code == 0
    return out


def _collect(package: Path, *files: Path, accept: bool = False) -> tuple[int, list[dict[str, Any]]]:
    done = _run("collect", *files, "--data", package, "--json", *(["--accept"] if accept else []))
    assert done.exit_code in (0, 1), done.output
    return done.exit_code, json.loads(done.stdout)


@pytest.mark.libreoffice
def test_what_libreoffice_only_saved_has_no_change(package: Path, built: Path, tmp_path: Path) -> None:
    saved = convert(built / "Kommunerapport_By AA_2023.xlsx", tmp_path)
    code, (answer,) = _collect(package, saved)
    assert (code, answer["accepted"], answer["refused"]) == (0, [], [])
    assert (answer["municipality"], answer["year"]) == ("By AA", 2023)


@pytest.mark.libreoffice
def test_the_right_figures_move_and_no_others(package: Path, built: Path, tmp_path: Path) -> None:
    one, two = (built / f"Kommunerapport_{n}_2023.xlsx" for n in ("By AA", "By AB"))
    given, other = _figure(package, "By AA"), _figure(package, "By AB")
    value = float(given.base.value) + 1000  # type: ignore[arg-type]
    edited = _edit(one, tmp_path / "aa.xlsx", {_at(given): value, **_correction(0, -500, "@SUM(1)")})
    by_libreoffice = tmp_path / "lo"
    by_libreoffice.mkdir()
    right = convert(edited, by_libreoffice)
    tampered = _edit(two, tmp_path / "endret.xlsx", {_at(other): 1.0, ("Forside", 0, 0): "Annet"})
    contradicting = [
        _edit(two, tmp_path / f"mot{n}.xlsx", {_at(other): 5000.0 + n}) for n in (1, 2)
    ]
    elsewhere = networks.write(tmp_path / "annet", networks.rows(members=5, services=1))
    assert _run("build", "--data", elsewhere, "--municipality", "By AD", "--out", built).exit_code == 0
    foreign = _edit(built / "Kommunerapport_By AD_2023.xlsx", tmp_path / "ad.xlsx", {})
    files = (right, tampered, *contradicting, foreign)
    before = {f.name: f.read_bytes() for f in package.iterdir()}
    code, answers = _collect(package, *files)
    assert code == 1 and {f.name: f.read_bytes() for f in package.iterdir()} == before
    assert [len(a["accepted"]) for a in answers] == [2, 0, 0, 0, 0], answers
    assert {(r["sheet"], r["address"]) for r in answers[1]["refused"]} == {("Forside", "A1"), ("", "")}
    assert all("motsier" in a["refused"][0]["reason"] for a in answers[2:4])
    assert "By AD" in answers[4]["refused"][0]["reason"]

    old = _rows(package, "regnskap")
    assert _collect(package, *files, accept=True)[0] == 1
    moved = [(a, b) for a, b in zip(old, _rows(package, "regnskap"), strict=True) if a != b]
    assert len(moved) == 1 and moved[0][1]["kommune"] == "By AA"
    assert float(moved[0][1]["beloep"]) == value and "Rettet fra" in moved[0][1]["merknad"]
    (line,) = _rows(package, "korreksjoner")
    assert (line["beloep_1000kr"], line["hvem"], line["begrunnelse"]) == ("-500", "Kari", "'@SUM(1)")
    assert float(_figure(package, "By AA").base.value) == value  # type: ignore[arg-type]
    assert not [f for f in package.parent.iterdir() if f.name.startswith(".asss_xl")]

    # The same answer once more is an older build now: the figure has changed since.
    code, (late,) = _collect(package, right)
    assert code == 1 and any("eldre bygg" in r["reason"] for r in late["refused"])


def test_an_older_build_counts_where_the_figure_is_unchanged(
    package: Path, built: Path, tmp_path: Path
) -> None:
    given = _figure(package, "By AA")
    edited = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "a.xlsx", {_at(given): 7e6})
    text = (package / "demografisatser.csv").read_text("utf-8")
    (package / "demografisatser.csv").write_text(text.replace(",40000,", ",40001,"), "utf-8")
    code, (answer,) = _collect(package, edited)
    assert code == 0 and len(answer["accepted"]) == 1, answer


@pytest.mark.parametrize("value", [1e308, "tekst", "=1+1"])
def test_what_is_out_of_range_or_no_number_is_refused(
    package: Path, built: Path, tmp_path: Path, value: object
) -> None:
    given = _figure(package, "By AA")
    edited = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "a.xlsx", {_at(given): value})
    code, (answer,) = _collect(package, edited)
    assert code == 1 and not answer["accepted"]
    assert answer["refused"][0]["sheet"] == given.what_if.sheet


def test_files_that_are_no_sound_workbook_are_refused(package: Path, built: Path, tmp_path: Path) -> None:
    whole = (built / "Kommunerapport_By AA_2023.xlsx").read_bytes()
    made = {"kort.xlsx": whole[: len(whole) // 2], "tom.xlsx": b"",
            "gammel.xlsx": bytes.fromhex("d0cf11e0a1b11ae1"),
            "side.xlsx": b"<html>", "ellers.xlsx": b"PK\3\4" + bytes(100)}  # fmt: skip
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    plain = openpyxl.Workbook()
    plain.save(tmp_path / "uten.xlsx")
    code, answers = _collect(package, *(tmp_path / name for name in (*made, "uten.xlsx")))
    assert code == 1 and all(a["refused"] and not a["accepted"] for a in answers)
