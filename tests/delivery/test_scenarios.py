"""Scenarios: kept out of a returned workbook, built in, chosen, compared; and never a correction."""

from __future__ import annotations

import csv
import json
import math
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.checks.formula_text import split_place
from asss_xl.checks.package import Workbook, file_cells
from asss_xl.dataset import Datasett, files, load
from asss_xl.delivery import scenarios
from asss_xl.delivery.printing import convert
from asss_xl.delivery.stamp import stamped
from asss_xl.functions.values import Value, is_number
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.report.scenarioer import ark
from asss_xl.workbook.what_if import Input
from asss_xl.workbook.writer import save
from tests.support.engine import differences, recalculate
from tests.support.refilled import formula_cells


def _run(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


@pytest.fixture(scope="session")
def bergen() -> Datasett:
    return load("bergen_2009")


@pytest.fixture(scope="session")
def base(bergen: Datasett) -> Rapport:
    return build(bergen)


@pytest.fixture(scope="session")
def two(base: Rapport) -> dict[str, dict[str, float]]:
    """Less transfer from the state; and three percent less spending everywhere but in barnevern."""
    inputs = [i for i in base.book.inputs if is_number(i.base.value)]
    transfer = next(i for i in inputs if i.line_and_year == "Rammetilskudd, mill kr 2009")
    spending = [
        i for i in inputs if "kommunens bruk, mill. kr 2009" in i.line_and_year and "Barnevern" not in i.line
    ]
    assert len(spending) > 4
    return {
        "Mindre ramme": {transfer.what_if.place: float(transfer.base.value) - 100},  # type: ignore[arg-type]
        "3 pst mindre": {i.what_if.place: float(i.base.value) * 0.97 for i in spending},  # type: ignore[arg-type]
    }


@pytest.fixture(scope="session")
def both(bergen: Datasett, two: dict[str, dict[str, float]]) -> Rapport:
    return build(bergen, scenarioer=two)


def _choice(report: Rapport) -> str:
    return next(e.cell.place for e in report.book.editables if e.label == ark.VALGT)


def _close(one: Value, other: Value) -> bool:
    if is_number(one) and is_number(other):
        return math.isclose(float(one), float(other), rel_tol=1e-11, abs_tol=1e-9)  # type: ignore[arg-type]
    return one == other


def _table(report: Rapport) -> dict[str, dict[str, Value]]:
    """The comparison as it stands on its sheet: line -> heading -> value."""
    sheet = report.book.sheets[ark.SCENARIOARK]
    heads = {c: str(sheet.at(6, c).value) for c in range(1, 9) if sheet.at(6, c).value}
    names = {line.navn for line in ark.linjer(report)}
    return {
        str(label.value): {f"{heads[c]} {c}": sheet.at(row, c).value for c in heads}
        for (row, column), label in sheet.cells.items()
        if column == 0 and label.value in names
    }


def test_what_is_compared_is_what_a_report_with_the_cells_filled_in_has(
    bergen: Datasett, base: Rapport, both: Rapport, two: dict[str, dict[str, float]]
) -> None:
    alone = [base, *(build(bergen, what_if=values) for values in two.values())]
    table = _table(both)
    assert len(table) > 20 and {line.gruppe for line in ark.linjer(both)} == {
        ark.NOEKKELTALL,
        ark.SEKTORER,
        ark.PROFILER,
    }
    for report, column in zip(alone, (1, 2, 4), strict=True):
        for line in ark.linjer(report):
            (value,) = [v for head, v in table[line.navn].items() if head.endswith(f" {column}")]
            assert _close(value, line.naa.value), (line.navn, column)
    moved = [name for name, row in table.items() if not _close(row["Endring 5"], 0.0)]
    assert any("Grunnskole" in name for name in moved)
    assert not any(name.startswith("Barnevern: avvik") for name in moved)
    assert all("beregnet ved bygging" in head for head in next(iter(table.values())) if head[-1] in "124")


@pytest.mark.parametrize("name", ["Mindre ramme", "3 pst mindre"])
def test_the_one_that_is_chosen_is_in_force_everywhere(
    name: str, bergen: Datasett, both: Rapport, two: dict[str, dict[str, float]]
) -> None:
    """Every figure of the workbook is the one that has the scenario in its yellow cells."""
    chosen = build(bergen, what_if={_choice(both): name}, scenarioer=two)
    filled = build(bergen, what_if=two[name])
    there = {i.line_and_year + i.what_if.place: i.used.value for i in chosen.book.inputs}
    for given in filled.book.inputs:
        assert _close(there[given.line_and_year + given.what_if.place], given.used.value), given.label
    for one, other in zip(ark.linjer(chosen), ark.linjer(filled), strict=True):
        assert _close(one.naa.value, other.naa.value), one.navn
    assert chosen.fylt is not None and chosen.fylt.value == len(two[name])


def test_none_is_the_printed_report_and_own_cells_count_only_when_chosen(
    bergen: Datasett, base: Rapport, both: Rapport, two: dict[str, dict[str, float]]
) -> None:
    (own,) = two["Mindre ramme"]
    for name, moved in ((ark.INGEN, False), (ark.EGNE, True), ("3 pst mindre", False)):
        made = build(bergen, what_if={_choice(both): name, own: 1.0}, scenarioer=two)
        given = next(i for i in made.book.inputs if i.what_if.place == own)
        assert (given.used.value == 1.0) is moved, name
        if name == ark.INGEN:
            values = {c.place: c.value for c in made.book.cells()}
            for cell in base.book.cells():
                aside = (ark.SCENARIOARK, "Forside", ark.SCENARIOSTEG, "Kontroll", "Metode")
                if is_number(cell.value) and cell.sheet not in aside and cell.place != own:
                    assert _close(values[cell.place], cell.value), cell.place


@pytest.fixture(scope="session")
def file(both: Rapport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scenarioer") / "begge.xlsx"
    save(both.book, path)
    return path


def test_ironcalc_changes_no_cell(file: Path) -> None:
    assert not differences(file)


@pytest.mark.libreoffice
def test_libreoffice_changes_no_cell(file: Path) -> None:
    assert not differences(file, "libreoffice")


def test_choosing_in_an_engine_gives_the_computed_figures(both: Rapport, file: Path, tmp_path: Path) -> None:
    """The live column of the one that is chosen is the column that was computed when it was built."""
    book = openpyxl.load_workbook(file)
    sheet, address = split_place(_choice(both))
    book[sheet][address].value = "3 pst mindre"
    book.save(tmp_path / "valgt.xlsx")
    values = recalculate(tmp_path / "valgt.xlsx").values
    rows = [row for (row, c), cell in both.book.sheets[ark.SCENARIOARK].cells.items() if c == 6 and cell.call]
    assert len(rows) > 20
    for row in rows:
        live, computed = (values.get((ark.SCENARIOARK, f"{column}{row + 1}")) for column in "GE")
        assert _close(live, computed), row


# -- kept as files --------------------------------------------------------------------------------


def _filled(path: Path, to: Path, cells: dict[Input, float]) -> Path:
    book = openpyxl.load_workbook(path)
    for given, value in cells.items():
        book[given.what_if.sheet][given.what_if.address].value = value
    book.properties.lastModifiedBy = "Kari"
    book.save(to)
    return to


@pytest.fixture
def kept(base: Rapport, tmp_path: Path) -> tuple[Path, dict[Input, float]]:
    """A scenario saved out of a workbook that LibreOffice has saved as well, and what was filled in."""
    out = tmp_path / "ut"
    assert _run("build", "--out", out).exit_code == 0
    inputs = [i for i in base.book.inputs if is_number(i.base.value)]
    cells = {
        i: round(float(i.base.value) * 0.97, 3) for i in (inputs[3], inputs[-3], inputs[len(inputs) // 2])
    }  # type: ignore[arg-type]
    (sent,) = out.iterdir()
    filled = _filled(sent, tmp_path / "svar.xlsx", cells)
    done = _run("scenario", "save", filled, "--name", "Mindre", "--out", tmp_path / "Mindre.csv")
    assert done.exit_code == 0, done.output
    return tmp_path / "Mindre.csv", cells


def test_a_scenario_is_kept_and_gives_the_figures_that_the_workbook_showed(
    kept: tuple[Path, dict[Input, float]], bergen: Datasett, tmp_path: Path
) -> None:
    path, cells = kept
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {(r["ark"], r["felt"], float(r["hva_hvis"])) for r in rows} == {
        (i.what_if.sheet, i.what_if.address, value) for i, value in cells.items()
    }
    assert {(r["scenario"], r["kommune"], r["aar"], r["hvem"]) for r in rows} == {
        ("Mindre", "Bergen", "2009", "Kari")
    }
    assert all(
        float(r["endring"]) == pytest.approx(float(r["hva_hvis"]) - float(r["grunnlag"])) for r in rows
    )
    out = tmp_path / "med"
    done = _run("build", "--scenario", path, "--out", out)
    assert done.exit_code == 0 and "Se over" not in done.output, done.output
    (made,) = out.iterdir()
    found = {
        cell.value for (sheet, _), cell in file_cells(Workbook.open(made)).items() if sheet == ark.SCENARIOARK
    }
    shown = build(bergen, what_if={i.what_if.place: v for i, v in cells.items()})
    for line in ark.linjer(shown):
        assert any(_close(line.naa.value, value) for value in found), line.navn
    # It is the same build: nothing in it is changed, and its scenario is no correction.
    done = _run("collect", made, "--data", "bergen_2009", "--json")
    (answer,) = json.loads(done.stdout)
    assert done.exit_code == 0 and not answer["accepted"] and not answer["scenario"]
    (told,) = answer["told"]
    assert "bygget med scenarioer: «Mindre»" in told["reason"] and "«Egne gule felt» valgt" in told["reason"]


@pytest.mark.parametrize(("saved_by", "who"), [("Kari", "Kari"), (None, ""), ("asss_xl", "")])
def test_who_made_a_scenario_is_who_saved_the_workbook_last(
    bergen: Datasett, base: Rapport, tmp_path: Path, saved_by: str | None, who: str
) -> None:
    """A program that keeps the names of the one who sent it says nothing of the one who filled it in."""
    save(stamped(bergen, "Bergen").book, tmp_path / "sendt.xlsx")
    given = next(i for i in base.book.inputs if is_number(i.base.value))
    book = openpyxl.load_workbook(tmp_path / "sendt.xlsx")
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("asss_xl", "asss_xl")
    book[given.what_if.sheet][given.what_if.address].value = given.base.value
    book.properties.lastModifiedBy = saved_by
    book.save(tmp_path / "svar.xlsx")
    done = _run("scenario", "save", tmp_path / "svar.xlsx", "--name", "A", "--out", tmp_path / "A.csv")
    assert done.exit_code == 0, done.output
    with (tmp_path / "A.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["hvem"] for row in csv.DictReader(stream)} == {who}


def test_a_workbook_with_scenarios_is_the_same_build(
    both: Rapport, bergen: Datasett, two: dict[str, dict[str, float]], tmp_path: Path
) -> None:
    """Corrections without what the figure was, own yellow cells and tampering are seen as in any other."""
    sent = tmp_path / "sendt.xlsx"
    save(stamped(bergen, "Bergen", scenarioer=two).book, sent)
    given = next(i for i in both.book.inputs if is_number(i.base.value))
    book = openpyxl.load_workbook(sent)
    sheet, address = split_place(_choice(both))
    book[sheet][address].value = "3 pst mindre"
    book[given.what_if.sheet][given.what_if.address].value = float(given.base.value) + 1  # type: ignore[arg-type]
    line = {
        rettelser.GJELDER: "Grunnskole",
        rettelser.AAR: 2009,
        rettelser.BELOEP: -500,
        rettelser.MED: "Ja",
        rettelser.BEGRUNNELSE: "Ført feil",
        rettelser.HVEM: "Kari",
    }
    known = len([k for k in bergen.korreksjoner if k.brukes])
    for column, value in line.items():
        book["Rettelser"].cell(rettelser.HODERAD + known + 2, column + 1).value = value
    book.save(tmp_path / "svar.xlsx")
    done = _run("collect", tmp_path / "svar.xlsx", "--data", "bergen_2009", "--json")
    (answer,) = json.loads(done.stdout)
    assert done.exit_code == 0 and [c["new"] for c in answer["accepted"]] == [-500], answer
    assert [w["address"] for w in answer["scenario"]] == [given.what_if.address]
    assert "«3 pst mindre» valgt" in answer["told"][0]["reason"]

    formula = next(c for c in formula_cells(both.book) if c.sheet == "Regnskap")
    book[formula.sheet][formula.address].value = 1.0
    book.save(tmp_path / "endret.xlsx")
    done = _run("collect", tmp_path / "endret.xlsx", "--data", "bergen_2009", "--json")
    (answer,) = json.loads(done.stdout)
    named = {(r["sheet"], r["address"]) for r in answer["refused"]}
    assert done.exit_code == 1 and named == {
        (formula.sheet, formula.address),
        ("Rettelser", f"E{rettelser.HODERAD + known + 2}"),
        ("", ""),
    }

    for gone in (False, True):
        book = openpyxl.load_workbook(tmp_path / "svar.xlsx")
        (place,) = two["Mindre ramme"]
        cell = next(c for row in book[ark.SCENARIOARK].iter_rows() for c in row if c.value == place)
        cell.value = "Forside!A1"
        if gone:
            del book[ark.SCENARIOARK]
        book.save(tmp_path / "innhold.xlsx")
        done = _run("collect", tmp_path / "innhold.xlsx", "--data", "bergen_2009", "--json")
        (answer,) = json.loads(done.stdout)
        (told,) = answer["refused"]
        assert (
            not answer["accepted"]
            and told["sheet"] == ark.SCENARIOARK
            and "hvilke scenarioer" in told["reason"]
        )


@pytest.mark.libreoffice
def test_a_scenario_is_kept_from_what_libreoffice_saved(
    kept: tuple[Path, dict[Input, float]], tmp_path: Path
) -> None:
    path, _ = kept
    saved = convert(tmp_path / "svar.xlsx", tmp_path / "lo")
    done = _run("scenario", "save", saved, "--name", "Mindre", "--out", tmp_path / "lo.csv")
    assert done.exit_code == 0, done.output

    def told(file: Path) -> list[list[str]]:
        return [row[:9] for row in csv.reader(file.open(encoding="utf-8", newline=""))]

    assert told(tmp_path / "lo.csv") == told(path)


def test_what_no_longer_fits_another_build_is_told(
    kept: tuple[Path, dict[Input, float]], tmp_path: Path
) -> None:
    path, cells = kept
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0] |= {"tall": "Et tall som er borte"}
    rows[1] |= {"grunnlag": "1", "felt": "A1"}
    rows[2] |= {"hva_hvis": "-99999999999999"}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    report = build(load("bergen_2009"))
    values, told = scenarios.fit([scenarios.read(path)], report)
    assert len(told) == 3, told
    assert "finnes ikke lenger" in told[0] and "grunnlaget var 1" in told[1]
    assert "utenfor" in told[2]
    assert list(values["Mindre"].values()) == [float(rows[1]["hva_hvis"])]
    (place,) = values["Mindre"]
    assert place in {i.what_if.place for i in cells}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("scenario,", "navn,", 1), "kolonne scenario"),
        (lambda text: text.replace("Bergen,", "Oslo,"), "Oslo"),
        (lambda text: text.replace("Bergen,2009", "Bergen,2008", 1), "ett scenario"),
        (lambda text: text + "x,y\n", "felt"),
        (lambda text: text.replace("Mindre,", "Ingen,"), "opptatt"),
        (lambda text: text.split("\n")[0] + "\n", "ett scenario"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(change: Any, said: str, tmp_path: Path) -> None:
    row = "Mindre,Bergen,2009,Regnskap,G70,Rammetilskudd,1968,{},-68,Kari,2026-11-29,1\n"
    text = ",".join(scenarios.HEAD) + "\n" + row.format("1900") + row.format("1800")
    path = tmp_path / "s.csv"
    path.write_text(change(text), encoding="utf-8")
    done = _run("build", "--scenario", path, "--out", tmp_path / "ut")
    assert done.exit_code == 2 and said in done.stderr and not (tmp_path / "ut").exists(), done.output
    for value in ("1_0", "١٢", "1,5", ""):
        path.write_text(text.replace("1900", f'"{value}"'), encoding="utf-8")
        done = _run("build", "--scenario", path, "--out", tmp_path / "ut")
        assert done.exit_code == 2 and "rad 2" in done.stderr


def test_a_name_that_cannot_be_one_and_a_workbook_without_yellow(base: Rapport, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    assert _run("build", "--out", out).exit_code == 0
    (sent,) = out.iterdir()
    for name in ("", "a/b", "Ingen", "=1", "x" * 50, "CON", "lpt1.lav"):
        done = _run("scenario", "save", sent, "--name", name, "--out", tmp_path / "s.csv")
        assert done.exit_code == 2 and "--name" in done.stderr
    done = _run("scenario", "save", sent, "--name", "A", "--out", tmp_path / "s.csv")
    assert done.exit_code == 2 and "ingen gule felt" in done.stderr and not (tmp_path / "s.csv").exists()
    given = base.book.inputs[0]
    text = _filled(sent, tmp_path / "t.xlsx", {given: "tekst"})  # type: ignore[dict-item]
    done = _run("scenario", "save", text, "--name", "A", "--out", tmp_path / "s.csv")
    assert done.exit_code == 2 and given.what_if.address in done.stderr
    shutil.copytree(files.locate("bergen_2009")[0], tmp_path / "pakke")
    done = _run("build", "--scenario", text, "--out", tmp_path / "x")
    assert done.exit_code == 2 and "Traceback" not in done.output
