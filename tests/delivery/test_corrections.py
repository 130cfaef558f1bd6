"""What a line of corrections or a yellow cell of a returned workbook says, and what is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from asss_xl.checks.package import Workbook
from asss_xl.dataset import load
from asss_xl.dataset.cells.grid import letter
from asss_xl.dataset.rettbare import steder
from asss_xl.delivery.stamp import stamped
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.workbook.writer import save
from tests.delivery.returning import (
    Cells,
    change_row,
    changed_copy,
    collect_from,
    correction_at,
    edit_cells,
    figure_of,
    figures_in,
    line_at,
    new_figure,
    rows_of,
    run_command,
    what_if_of,
    write_rows,
    yellow_at,
)
from tests.support.packages import read_part, with_parts


def test_a_yellow_cell_is_never_a_correction(bergen: tuple[Path, Path], tmp_path: Path) -> None:
    """The transfer from the state as a what-if: it is told, and nothing is written."""
    package, sent = bergen
    given = what_if_of(package, "Bergen", "Rammetilskudd")
    answer = edit_cells(sent, tmp_path / "svar.xlsx", yellow_at(given, 999.0))
    before = {f.name: f.read_bytes() for f in package.iterdir()}
    code, (told,) = collect_from(package, answer, accept=True)
    assert code == 0 and not told["accepted"] and not told["refused"]
    (scenario,) = told["scenario"]
    assert (scenario["sheet"], scenario["new"]) == (given.what_if.sheet, 999)
    assert scenario["old"] == given.base.value and "Rammetilskudd" in scenario["figure"]
    assert {f.name: f.read_bytes() for f in package.iterdir()} == before


def test_a_correction_without_reason_or_sender_is_refused(package: Path, built: Path, tmp_path: Path) -> None:
    figure = figure_of(package, "By AA")
    path = built / "Kommunerapport_By AA_2023.xlsx"
    near = float(figure.verdi.sagt or 0) + 1
    for field, said in (("BEGRUNNELSE", "Begrunnelsen"), ("HVEM", "Hvem")):
        edited = edit_cells(path, tmp_path / f"{field}.xlsx", new_figure(0, figure, near, **{field: None}))
        code, (answer,) = collect_from(package, edited)
        assert code == 1 and not answer["accepted"] and said in answer["refused"][0]["reason"]
        # The cell is the one that lacks it, not the amount's.
        assert (
            answer["refused"][0]["address"] == f"{letter(getattr(rettelser, field))}{rettelser.HODERAD + 2}"
        )


#: The format of the cell, what is in it, what is said of it.
SHOWN = (
    ("dd.mm.yyyy", 45424, "datoen 12.05.2024"),
    ("mm-dd-yy", 45424, "datoen 12.05.2024"),  # which is one of the formats without a code
    (r"[$-414]d\. mmmm yyyy;@", 45424, "datoen"),
    ("0%", 0.85, "85 %"),
    ("0.00%", 0.85, "85 %"),
)


def test_what_a_spreadsheet_made_of_the_figure_is_told(bergen: tuple[Path, Path], tmp_path: Path) -> None:
    """A date and a percentage are other numbers than they look like: refused, with cell and remedy."""
    package, sent = bergen
    figures = [
        s
        for s in steder(load(package))
        if s.om.fil == "indikatorverdier" and s.om.enhet == "prosent" and 60 < (s.verdi.sagt or 0) < 100
    ]
    book = openpyxl.load_workbook(sent)
    for row, ((code, value, _), figure) in enumerate(zip(SHOWN, figures, strict=False), start=3):
        for (sheet, at, column), said in new_figure(row, figure, value).items():
            cell = book[sheet].cell(at + 1, column + 1)
            cell.value = said  # type: ignore[union-attr]
            if column == rettelser.NYTT:
                cell.number_format = code
    book.save(tmp_path / "svar.xlsx")
    code, (told,) = collect_from(package, tmp_path / "svar.xlsx", accept=True)
    assert code == 1 and not told["accepted"] and len(told["refused"]) == len(SHOWN)
    for (_, _, said), refused in zip(SHOWN, told["refused"], strict=True):
        assert said in refused["reason"] and "tallformat" in refused["reason"] and not refused["confirm"]
        assert refused["sheet"] == "Rettelser" and refused["address"][0] == "G"


#: The unit, what the figure is made, what is said of it.
DOUBTFUL: tuple[tuple[str, Callable[[float], float], str], ...] = (
    ("prosent", lambda old: old / 100, "skriv"),
    ("mill kr", lambda old: -5.0, "Fortegnet"),
    ("mill kr", lambda old: old * 1000, "5 ganger"),
    ("mill kr", lambda old: 0.0, "5 ganger"),
    ("prosent", lambda old: old * 1.9, "utenfor"),
)


def test_what_can_hardly_be_meant_is_confirmed_one_by_one(bergen: tuple[Path, Path], tmp_path: Path) -> None:
    package, sent = bergen
    data = load(package)
    known = {key[:2] for key, v in data.referanser.items() if key[4] == "høyest" and v.verdi is not None}
    known -= {key[:2] for key, v in data.referanser.items() if key[4] == "lavest" and v.verdi is None}
    found = [
        s
        for s in steder(data)
        if s.om.fil != "indikatorverdier"
        or tuple(dict(s.rad)[k] for k in ("tjeneste", "nr"))
        in {(service, str(number)) for service, number in known}
    ]
    percent, amounts = (
        iter([s for s in found if (s.om.fil, s.om.enhet) == of and (s.verdi.sagt or 0) > 60])
        for of in (("indikatorverdier", "prosent"), ("figurer", "mill kr"))
    )
    of_unit = {"prosent": percent, "mill kr": amounts}
    new = {(s := next(of_unit[unit])): value(float(s.verdi.sagt or 0)) for unit, value, _ in DOUBTFUL}
    lines = [new_figure(row, s, value) for row, (s, value) in enumerate(new.items(), start=3)]
    answer = edit_cells(sent, tmp_path / "svar.xlsx", {k: v for line in lines for k, v in line.items()})
    code, (told,) = collect_from(package, answer, accept=True)
    assert code == 1 and not told["accepted"]
    for (_, _, said), refused in zip(DOUBTFUL, told["refused"], strict=True):
        assert said in refused["reason"], refused
    wrong = run_command("collect", answer, "--data", package, "--confirm", "svar.xlsx:Rettelser!A1")
    assert wrong.exit_code == 2 and "A1" in wrong.stderr
    confirm = told["refused"][1]["confirm"]
    done = run_command("collect", answer, "--data", package, "--accept", "--confirm", confirm)
    assert done.exit_code == 1, done.output
    was = {(s.om.fil, s.rad, s.om.kolonne): s.verdi.sagt for s in new}
    now = figures_in(package)
    figure, value = list(new.items())[1]
    moved = {key: now[key] for key in was if now[key] != was[key]}
    assert moved == {(figure.om.fil, figure.rad, figure.om.kolonne): pytest.approx(value)}


def test_two_colleagues_with_the_same_build(package: Path, built: Path, tmp_path: Path) -> None:
    """Each one's lines are taken, two lines of one when somebody says so; the same line twice is one."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    kari = edit_cells(path, tmp_path / "kari.xlsx", {**correction_at(0, 5), **correction_at(1, 7, "Mer")})
    code, (answer,) = collect_from(package, kari)
    (asked,) = answer["refused"]
    assert code == 1 and [c["new"] for c in answer["accepted"]] == [5]
    assert "Grunnskole 2023" in asked["reason"] and answer["accepted"][0]["address"] in asked["reason"]
    done = run_command("collect", kari, "--data", package, "--json", "--confirm", asked["confirm"])
    assert done.exit_code == 0 and [c["new"] for c in json.loads(done.stdout)[0]["accepted"]] == [5, 7]
    kari = edit_cells(path, tmp_path / "kari.xlsx", {**correction_at(0, 5), **_SMALL})
    ola = edit_cells(
        path, tmp_path / "ola.xlsx", {**correction_at(4, 5), **line_at(5, FUNKSJON=222, AAR=2023, BELOEP=3)}
    )
    untouched = edit_cells(path, tmp_path / "tom.xlsx", {})
    code, answers = collect_from(package, kari, ola, untouched)
    assert code == 0 and [[c["new"] for c in a["accepted"]] for a in answers] == [[5, 7], [3], []]
    assert "kari.xlsx" in answers[1]["told"][0]["reason"]
    other = edit_cells(path, tmp_path / "per.xlsx", line_at(0, **{**_SCHOOL, "BELOEP": 8, "HVEM": "Per"}))
    code, answers = collect_from(package, kari, other)
    assert code == 1 and [[c["new"] for c in a["accepted"]] for a in answers] == [[7], []]
    assert all("Kari" in r["reason"] and "Per" in r["reason"] for a in answers for r in a["refused"])
    # They are two corrections after all: somebody says so, of each.
    keys = [r["confirm"] for a in answers for r in a["refused"]]
    done = run_command(
        "collect", kari, other, "--data", package, "--json", *(w for k in keys for w in ("--confirm", k))
    )
    assert done.exit_code == 0, done.output
    assert [len(a["accepted"]) for a in json.loads(done.stdout)] == [2, 1]


#: A line of another sector than the others.
_SMALL = line_at(1, FUNKSJON=222, AAR=2022, BELOEP=7, BEGRUNNELSE="Mer")


def test_two_lines_exactly_alike_are_one_unless_somebody_says_so(
    package: Path, built: Path, tmp_path: Path
) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    twice = edit_cells(path, tmp_path / "to.xlsx", {**correction_at(0, 1500), **correction_at(1, 1500)})
    code, (answer,) = collect_from(package, twice)
    (refused,) = answer["refused"]
    assert code == 1 and [c["new"] for c in answer["accepted"]] == [1500]
    assert f"rettet i Rettelser!{answer['accepted'][0]['address']} også" in refused["reason"]
    # In another workbook too it is said already.
    other = edit_cells(path, tmp_path / "annen.xlsx", correction_at(0, 1500))
    _, answers = collect_from(package, other, twice)
    assert [len(a["accepted"]) for a in answers] == [1, 0]
    done = run_command("collect", twice, "--data", package, "--accept", "--confirm", refused["confirm"])
    assert done.exit_code == 0, done.output
    before = len(rows_of(package, "korreksjoner"))
    again = run_command("collect", other, "--data", package, "--accept")
    assert "fra før" in again.stdout and len(rows_of(package, "korreksjoner")) == before


def test_a_correction_that_changes_nothing_is_told_and_not_written(
    package: Path, built: Path, tmp_path: Path
) -> None:
    figure = figure_of(package, "By AA")
    cells = {**new_figure(0, figure, figure.verdi.sagt), **correction_at(1, 0)}
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "svar.xlsx", cells)
    before = {f.name: f.read_bytes() for f in package.iterdir()}
    code, (answer,) = collect_from(package, path, accept=True)
    assert (code, answer["accepted"], answer["refused"]) == (0, [], [])
    assert "er likt pakkens tall" in answer["told"][0]["reason"] and "er 0" in answer["told"][1]["reason"]
    assert {f.name: f.read_bytes() for f in package.iterdir()} == before


def test_what_the_figure_was_is_told_as_a_norwegian_writes_it(
    package: Path, built: Path, tmp_path: Path
) -> None:
    figure = figure_of(package, "By AA")
    path = built / "Kommunerapport_By AA_2023.xlsx"
    for was, said in ((470, "«470»"), (470.5, "«470,5»")):
        edited = edit_cells(path, tmp_path / "svar.xlsx", new_figure(0, figure, 471, GAMMELT=was))
        _, (answer,) = collect_from(package, edited)
        assert f"«Tallet var» er {said}, men" in answer["refused"][0]["reason"]


_SCHOOL = {"GJELDER": "Grunnskole", "AAR": 2023}


def test_the_package_own_lines_are_its_own(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    first = edit_cells(path, tmp_path / "a.xlsx", {**correction_at(0, 5), **_SMALL})
    assert collect_from(package, first, accept=True)[0] == 0
    assert run_command("build", "--data", package, "--municipality", "By AA", "--out", built).exit_code == 0
    untouched = edit_cells(path, tmp_path / "b.xlsx", {})
    code, (answer,) = collect_from(package, untouched, first)[0], collect_from(package, untouched)[1]
    assert (code, answer["accepted"], answer["refused"], answer["told"]) == (0, [], [], [])
    changed = edit_cells(
        path, tmp_path / "d.xlsx", {("Rettelser", rettelser.HODERAD + 1, rettelser.BELOEP): 50}
    )
    switch = {("Rettelser", rettelser.HODERAD + 1, rettelser.MED): "Nei"}
    code, (answer,) = collect_from(package, edit_cells(path, tmp_path / "e.xlsx", switch))
    assert code == 0 and not answer["accepted"] and "fra før" in answer["told"][0]["reason"]
    code, (answer,) = collect_from(package, changed)
    assert code == 1 and "fantes fra før" in answer["refused"][0]["reason"]
    fields = (rettelser.GJELDER, rettelser.AAR, rettelser.BELOEP, rettelser.MED)
    fields = (*fields, rettelser.BEGRUNNELSE, rettelser.HVEM, rettelser.FOR_KOMMUNE)
    emptied = {("Rettelser", rettelser.HODERAD + 1, column): None for column in fields}
    code, (answer,) = collect_from(package, edit_cells(path, tmp_path / "f.xlsx", emptied))
    (told,) = answer["refused"]
    assert code == 1 and "er tømt" in told["reason"] and told["address"] == f"E{rettelser.HODERAD + 2}"


def test_an_answer_to_an_older_build_contradicts_what_was_accepted(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """As it does when both come together; and they are two corrections when somebody says so."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    kari = edit_cells(path, tmp_path / "kari.xlsx", correction_at(0, -5))
    ola = edit_cells(path, tmp_path / "ola.xlsx", line_at(4, **_SCHOOL, BELOEP=-7, HVEM="Ola"))
    assert collect_from(package, kari, accept=True)[0] == 0
    code, (answer,) = collect_from(package, ola)
    (told,) = answer["refused"]
    assert code == 1 and not answer["accepted"] and told["reason"].startswith("Svar motsier hverandre")
    assert "−5 (i pakken fra før), −7 (Ola, «ola.xlsx»)" in told["reason"]
    done = run_command("collect", ola, "--data", package, "--json", "--confirm", told["confirm"])
    assert done.exit_code == 0 and [c["new"] for c in json.loads(done.stdout)[0]["accepted"]] == [-7]


def test_what_the_package_does_not_take_is_said_of_its_cell(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """A function of other years: the line is refused when it is read, and the others are taken."""
    functions = rows_of(package, "funksjoner")
    for row in functions:
        row["til"] = "2022" if row["funksjon"] == "222" else row["til"]
    write_rows(package / "funksjoner.csv", functions)
    amounts = [r for r in rows_of(package, "beloep") if (r["funksjon"], r["aar"]) != ("222", "2023")]
    write_rows(package / "beloep.csv", amounts)
    out = tmp_path / "nye"
    assert run_command("build", "--data", package, "--municipality", "By AA", "--out", out).exit_code == 0
    lines = [line_at(n, FUNKSJON=222, AAR=year, BELOEP=2) for n, year in enumerate((2022, 2023))]
    cells = {**lines[0], **lines[1], **line_at(2, **_SCHOOL, BELOEP=3)}
    answer = edit_cells(out / "Kommunerapport_By AA_2023.xlsx", tmp_path / "svar.xlsx", cells)
    code, (told,) = collect_from(package, answer)
    (refused,) = told["refused"]
    assert code == 1 and [c["new"] for c in told["accepted"]] == [2, 3]
    assert refused["address"] == f"E{rettelser.HODERAD + 3}" and "til og med 2022" in refused["reason"]
    assert collect_from(package, answer, accept=True)[0] == 1
    assert len(rows_of(package, "korreksjoner")) == 2


def test_texts_of_a_line_are_on_one_line_and_not_cut(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"

    def told(**said: object) -> Any:
        answer = edit_cells(path, tmp_path / "svar.xlsx", line_at(0, **_SCHOOL, BELOEP=5, **said))
        return run_command("collect", answer, "--data", package)

    assert "Begrunnelsen mangler" in told(BEGRUNNELSE="\u200b").stdout
    forged = told(BEGRUNNELSE="Feil\n  godtatt Rettelser!E9: \u202e1", HVEM=12345.0)
    assert forged.exit_code == 0 and "; 12345" in forged.stdout and "12345.0" not in forged.stdout
    assert "\u202e" not in forged.stdout and len(re.findall("^  godtatt", forged.stdout, re.M)) == 1
    long = told(BEGRUNNELSE="x" * 32_000)
    assert long.exit_code == 1 and "32000 tegn, og det er plass til 400" in long.stdout


def test_an_older_build_must_say_what_the_figure_was(package: Path, built: Path, tmp_path: Path) -> None:
    """Unless the workbook has the figure that the package has: then somebody else's was corrected."""
    figure = figure_of(package, "By AA")
    old = float(figure.verdi.sagt or 0)
    path = built / "Kommunerapport_By AA_2023.xlsx"
    change_row(package, figure_of(package, "By AB"), 7.0)

    def is_taken(now: float, was: float | None) -> bool:
        said = {} if was is None else {"GAMMELT": was}
        edited = edit_cells(path, tmp_path / "e.xlsx", new_figure(0, figure, now + 9, **said))
        code, (answer,) = collect_from(package, edited)
        assert code == (0 if answer["accepted"] else 1)
        return bool(answer["accepted"])

    assert [is_taken(old, was) for was in (None, old + 3, old)] == [True, False, True]
    change_row(package, figure, old + 2)
    assert [is_taken(old + 2, was) for was in (None, old, old + 2)] == [False, False, True]


def test_a_figure_that_was_nothing_is_held_against_the_largest(
    package: Path, built: Path, tmp_path: Path
) -> None:
    figure = figure_of(package, "By AA")
    change_row(package, figure, 0.0)
    assert run_command("build", "--data", package, "--municipality", "By AA", "--out", built).exit_code == 0
    for new, asked in ((7_000_000.0, False), (5e9, True)):
        edited = edit_cells(
            built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "n.xlsx", new_figure(0, figure, new)
        )
        code, (answer,) = collect_from(package, edited)
        assert code == int(asked) and bool(answer["accepted"]) is not asked, answer
        assert not asked or "mer enn 5 ganger det største pakken ellers har" in answer["refused"][0]["reason"]
        assert not asked or answer["refused"][0]["confirm"] == "n.xlsx:Rettelser!G8"


def test_what_stands_elsewhere_in_an_older_build_is_not_its_reader_s_fault(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """Where a yellow field is now, the older workbook may have a formula or a heading."""
    given, cells = what_if_of(package, "By AA"), correction_at(0, -500)
    for n, other in enumerate(("=1+1", "Hva hvis")):
        answer = edit_cells(
            built / "Kommunerapport_By AA_2023.xlsx", tmp_path / f"{n}.xlsx", cells | yellow_at(given, other)
        )
        assert "tall" in collect_from(package, answer)[1][0]["refused"][0]["reason"]
    change_row(package, figure_of(package, "By AB"), 7.0)
    for n in range(2):
        code, (told,) = collect_from(package, tmp_path / f"{n}.xlsx")
        assert code == 0 and len(told["accepted"]) == 1 and not told["scenario"], told
        assert any("fra et annet bygg" in t["reason"] for t in told["told"]), told


def test_of_an_older_build_only_the_lines_must_be_there(package: Path, built: Path, tmp_path: Path) -> None:
    """Sheets come and go between versions of the program."""
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", correction_at(0, 5))
    change_row(package, figure_of(package, "By AB"), 7.0)
    code, (answer,) = collect_from(
        package, changed_copy(path, tmp_path / "a.xlsx", lambda b: b.remove(b["Regnskap"]))
    )
    assert code == 0 and [c["new"] for c in answer["accepted"]] == [5], answer
    assert ["fra et annet bygg" in t["reason"] for t in answer["told"]] == [True], answer
    code, (answer,) = collect_from(
        package, changed_copy(path, tmp_path / "b.xlsx", lambda b: b.remove(b["Rettelser"]))
    )
    assert code == 1 and answer["refused"][0]["sheet"] == "Rettelser"


def test_a_new_figure_that_is_written_is_not_asked_about_again(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """The same command once more: the package is another build by then, and has the figure."""
    figure = figure_of(package, "By AA")
    path = built / "Kommunerapport_By AA_2023.xlsx"
    new = float(figure.verdi.sagt or 0) + 9
    for said in ({}, {"GAMMELT": figure.verdi.sagt}):
        answer = edit_cells(path, tmp_path / "a.xlsx", new_figure(0, figure, new, **said))
        collect_from(package, answer, accept=True)
        code, (told,) = collect_from(package, answer, accept=True)
        assert code == 0 and not told["accepted"] and "fra før" in told["told"][-1]["reason"], told


def test_both_a_new_figure_and_a_change_is_said(package: Path, built: Path, tmp_path: Path) -> None:
    figure = figure_of(package, "By AA")
    old = float(figure.verdi.sagt or 0)
    path = built / "Kommunerapport_By AA_2023.xlsx"
    for said, taken in (
        ({"NYTT": old + 1}, old + 1),
        ({"BELOEP": 2}, old + 2),
        ({"NYTT": old + 1, "BELOEP": 1}, "ikke begge"),
        ({}, "Verken nytt tall eller endring er skrevet."),
        ({"NYTT": old + 1, "MED": "Nei"}, "Med er Nei"),
    ):
        line = line_at(0, GJELDER=figure.om.navn, AAR=figure.aar, **said)
        _, (answer,) = collect_from(package, edit_cells(path, tmp_path / "a.xlsx", line))
        told = " ".join(r["reason"] for r in answer["refused"] + answer["told"])
        assert [c["new"] for c in answer["accepted"]] == ([] if isinstance(taken, str) else [taken]), answer
        assert not isinstance(taken, str) or taken in told


def test_a_line_that_is_left_out_is_said_not_to_count(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    for choice, counts in (("Ja", True), ("Nei", False)):
        answer = edit_cells(
            path, tmp_path / f"{choice}.xlsx", {**correction_at(0, 5), **line_at(0, MED=choice)}
        )
        said = run_command("collect", answer, "--data", package).stdout
        assert "godtatt" in said and ("«brukes» blir nei" not in said) is counts, said


@pytest.mark.parametrize("value", [1e308, "tekst", "=1+1"])
def test_what_is_out_of_range_or_no_number_is_refused(
    package: Path, built: Path, tmp_path: Path, value: object
) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    given, figure = what_if_of(package, "By AA"), figure_of(package, "By AA")
    for cells, sheet in (
        (yellow_at(given, value), given.what_if.sheet),
        (new_figure(0, figure, value), "Rettelser"),
    ):
        code, (answer,) = collect_from(package, edit_cells(path, tmp_path / "a.xlsx", cells))
        assert code == 1 and not answer["accepted"] and not answer["scenario"]
        assert answer["refused"][0]["sheet"] == sheet


@pytest.mark.parametrize("hidden", [None, "row", "column"])
def test_what_is_filled_in_where_nobody_sees_it_is_told(
    hidden: str | None, package: Path, built: Path, tmp_path: Path
) -> None:
    """A filter, or a folded group, left a correction that the one who looked did not see."""
    path, figure = built / "Kommunerapport_By AA_2023.xlsx", figure_of(package, "By AA")
    cells = new_figure(0, figure, 1.01 * (figure.verdi.sagt or 0.0))
    answer = edit_cells(path, tmp_path / "a.xlsx", cells)
    book = openpyxl.load_workbook(answer)
    sheet = book["Rettelser"]
    if hidden == "row":
        sheet.row_dimensions[rettelser.HODERAD + 2].hidden = True
    elif hidden:
        sheet.column_dimensions[letter(rettelser.NYTT)].hidden = True
    book.save(answer)
    _, (told,) = collect_from(package, answer)
    assert len(told["accepted"]) == 1
    assert any("skjult rad eller kolonne" in each["reason"] for each in told["told"]) is bool(hidden)


@pytest.mark.parametrize("written", ["1_0", "١٢", "0x10", "1,5", "nan"])
def test_a_number_that_a_file_does_not_write_so_is_refused(
    written: str, package: Path, built: Path, tmp_path: Path
) -> None:
    """Python's own reader of numbers takes the first two."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    sheet = next(s for s in Workbook.open(path).sheets if s.name == "Regnskap")
    changed = re.sub(r"<v>[-0-9.]+</v>", f"<v>{written}</v>", read_part(path, sheet.part), count=1)
    code, (answer,) = collect_from(package, with_parts(path, tmp_path / "a.xlsx", {sheet.part: changed}))
    assert code == 2 and "kan ikke leses" in answer["refused"][0]["reason"]


TEXTS = ("1 234,5", "12,5", "1\u00a0234", "500 kr", "1_0", "١٢", "１２", "12.05.2024")


def test_a_text_for_a_number_is_told_with_its_cell(package: Path, built: Path, tmp_path: Path) -> None:
    """Also a year and a function: what a text means is never guessed."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    cells: Cells = {}
    for row, text in enumerate(TEXTS):
        cells |= line_at(row, GJELDER="Grunnskole", AAR=2023, BELOEP=text)
    odd = {"AAR": "2023", "FUNKSJON": "222"}
    for row, (name, text) in enumerate(odd.items(), start=len(TEXTS)):
        cells |= line_at(row, **{"GJELDER": "Grunnskole", "AAR": 2023, "BELOEP": 5, name: text})
    cells |= line_at(len(TEXTS) + 2, FUNKSJON=222.4, AAR=2023, BELOEP=5)
    code, (answer,) = collect_from(package, edit_cells(path, tmp_path / "a.xlsx", cells))
    assert code == 1 and not answer["accepted"] and len(answer["refused"]) == len(TEXTS) + 3
    for text, told in zip((*TEXTS, *odd.values()), answer["refused"], strict=False):
        assert text.replace("\u00a0", " ") in told["reason"].replace("\ufffd", " "), told
        assert "er tekst, ikke et tall" in told["reason"]
    columns = ["E"] * len(TEXTS) + ["D", "C"]
    assert [told["address"][0] for told in answer["refused"]][:-1] == columns
    figure = figure_of(package, "By AA")
    for value, said in ((True, "«SANN» er ikke et tall"), ("#N/A", "«#N/A» er ikke et tall")):
        wrong = edit_cells(path, tmp_path / "b.xlsx", new_figure(0, figure, value))
        ((told,),) = (a["refused"] for a in collect_from(package, wrong)[1])
        assert told["address"] == "G8" and said in told["reason"] and "tekst" not in told["reason"]
    was = edit_cells(path, tmp_path / "v.xlsx", new_figure(0, figure, 5, GAMMELT="1 234"))
    ((told,),) = (a["refused"] for a in collect_from(package, was)[1])
    assert told["address"] == "F8" and "«1 234» er tekst, ikke et tall" in told["reason"]
    given = what_if_of(package, "By AA")
    for text in TEXTS:
        _, (answer,) = collect_from(package, edit_cells(path, tmp_path / "g.xlsx", yellow_at(given, text)))
        assert not answer["scenario"] and answer["refused"][0]["address"] == given.what_if.address


def test_a_yellow_cell_that_became_a_date_or_a_percentage_is_no_what_if(
    package: Path, built: Path, tmp_path: Path
) -> None:
    given = what_if_of(package, "By AA")
    for value, code, said in ((45424, "dd.mm.yyyy", "datoen 12.05.2024"), (0.85, "0%", "85 %")):

        def write(book: Any, value: float = value, code: str = code) -> None:
            cell = book[given.what_if.sheet][given.what_if.address]
            cell.value, cell.number_format = value, code

        changed = changed_copy(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "a.xlsx", write)
        _, (answer,) = collect_from(package, changed)
        (told,) = answer["refused"]
        assert not answer["scenario"] and told["address"] == given.what_if.address and said in told["reason"]


def test_what_is_accepted_is_not_written_until_somebody_says_so(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """Told last, and in the numbers that people write."""
    path, figure = built / "Kommunerapport_By AA_2023.xlsx", figure_of(package, "By AA")
    given = what_if_of(package, "By AA", ": skriv en verdi i kr.")
    percent = what_if_of(package, "By AA", "Endring i prosent: Grunnskole")
    old = float(figure.verdi.sagt or 0)
    cells = {**correction_at(0, -12500), **new_figure(1, figure, old + 0.5), **yellow_at(given, 12345)}
    answer = edit_cells(path, tmp_path / "svar.xlsx", {**cells, **yellow_at(percent, 2)})
    content = {f.name: f.read_bytes() for f in package.iterdir()}
    looked = run_command("collect", answer, "--data", package)
    assert looked.exit_code == 0 and {f.name: f.read_bytes() for f in package.iterdir()} == content
    *lines, last = looked.stdout.splitlines()
    remedy = f"Kjør kommandoen på nytt med --accept for å skrive til {package}."
    assert last == f"2 rettelser godtatt. Ingenting er skrevet. {remedy}"
    said = "\n".join(lines).replace("\u00a0", " ")
    assert "->" not in said and not re.search(r"(fra|til) \S*\d\.\d", said), said
    assert "Grunnskole 2023, fra tomt til −12 500 (1000 kr) (Ført feil; Kari" in said
    assert re.search(rf"{figure.om.navn} 2023, fra [\d ]+ til [\d ]+,5 \(Ført feil", said), said
    assert re.search(rf"{re.escape(given.line)}, fra [\d ]+(,\d+)? til 12 345 kr$", said, re.M), said
    assert "Endring i prosent: Grunnskole 2023, fra 0 til 2 prosent" in said
    written = run_command("collect", answer, "--data", package, "--accept")
    assert written.stdout.splitlines()[-1] == f"2 rettelser skrevet til {package}."
    again = run_command("collect", path, "--data", package)
    assert again.stdout.splitlines()[-1] == "0 rettelser godtatt. Ingenting er skrevet."


def test_a_stream_without_the_sign_shows_a_minus(package: Path, built: Path, tmp_path: Path) -> None:
    """Windows sends what is not shown on the screen in a set of signs that lacks some."""
    answer = edit_cells(
        built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "svar.xlsx", correction_at(0, -500)
    )
    done = subprocess.run(
        [sys.executable, "-m", "asss_xl.cli", "collect", answer, "--data", package],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
    )
    assert done.returncode == 0 and "fra tomt til -500 (1000 kr)" in done.stdout.decode("cp1252"), done


def test_a_number_out_of_range_is_told_with_the_limit_and_a_text_as_a_text(
    package: Path, built: Path, tmp_path: Path
) -> None:
    path, figure = built / "Kommunerapport_By AA_2023.xlsx", figure_of(package, "By AA")
    given = next(i for i in stamped(load(package), "By AA").book.inputs if i.highest == 100)
    cells = {
        **correction_at(0, 12_500_000_000),
        **line_at(1, GJELDER="Grunnskole", AAR=2023, BELOEP="tolv"),
        **line_at(2, GJELDER="Grunnskole", AAR=2023),
        **new_figure(3, figure, -2e12),
        **yellow_at(given, 101.5),
    }
    code, (answer,) = collect_from(package, edit_cells(path, tmp_path / "svar.xlsx", cells))
    yellow, *told = [r["reason"].replace("\u00a0", " ") for r in answer["refused"]]
    assert code == 1 and yellow.startswith("101,5 er utenfor det feltet tar, som er 0 til 100.")
    limits = "er utenfor det feltet tar, som er −1 000 000 000"
    assert told[0] == f"12 500 000 000 {limits} til 1 000 000 000. Skriv beløpet i 1000 kr."
    assert "«tolv» er tekst, ikke et tall" in told[1] and "utenfor" not in told[1]
    assert told[2] == "Endringen mangler. Skriv beløpet i 1000 kr."
    assert told[3] == f"−2 000 000 000 000 {limits} 000 til 1 000 000 000 000."


def test_the_same_words_from_two_municipalities_are_two_corrections(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """The package has the first one's when the second one's comes, of the same build."""
    for n, place in enumerate(("By AA", "By AB")):
        sent = built / f"Kommunerapport_{place}_2023.xlsx"
        answer = edit_cells(sent, tmp_path / f"{place}.xlsx", correction_at(0, -500))
        code, (told,) = collect_from(package, answer, accept=True)
        assert code == 0 and len(told["accepted"]) == 1, told
        # The same again, in other letters, is what the package has.
        again = edit_cells(sent, tmp_path / f"{place} igjen.xlsx", correction_at(3, -500, "FØRT  feil"))
        assert collect_from(package, again)[1][0]["accepted"] == []
        assert [row["kommune"] for row in rows_of(package, "korreksjoner")] == ["By AA", "By AB"][: n + 1]
        doubled = edit_cells(sent, tmp_path / "to.xlsx", correction_at(0, -500, "En annen grunn"))
        assert "ulike begrunnelser" in collect_from(package, doubled)[1][0]["refused"][0]["reason"]


def test_lines_that_are_sorted_are_the_same_lines(package: Path, built: Path, tmp_path: Path) -> None:
    first = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "1.xlsx", correction_at(0, -500))
    assert collect_from(package, first, accept=True)[0] == 0
    save(stamped(load(package), "By AA").book, tmp_path / "sendt.xlsx")
    at = rettelser.HODERAD + 2

    def put_first(book: Any) -> None:
        sheet = book["Rettelser"]
        for column in range(rettelser.GJELDER + 1, rettelser.FOR_KOMMUNE + 2):
            if column != rettelser.VIRKER + 1:
                sheet.cell(at + 1, column).value = sheet.cell(at, column).value
                sheet.cell(at, column).value = None
        for (_, row, column), value in correction_at(0, 700, "En til").items():
            sheet.cell(row + 1, column + 1).value = value

    answer = changed_copy(tmp_path / "sendt.xlsx", tmp_path / "2.xlsx", put_first)
    code, (told,) = collect_from(package, answer)
    assert code == 0 and [c["new"] for c in told["accepted"]] == [700] and not told["refused"], told


def test_what_a_line_is_about_is_helped_on_its_way(package: Path, built: Path, tmp_path: Path) -> None:
    lines = line_at(0, GJELDER="grunskole", AAR=2023, BELOEP=5) | line_at(1, AAR=2023, BELOEP=5)
    lines |= line_at(2, GJELDER="driftsinntektr", AAR=2023, BELOEP=5)
    answer = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "svar.xlsx", lines)
    first, second, third = (told["reason"] for told in collect_from(package, answer)[1][0]["refused"])
    assert "Mente du «Grunnskole»" in first and second.startswith("Linjen sier ikke hva den gjelder.")
    assert "Mente du «Driftsinntekter»" in third and "«driftsinntekter»" not in third


def test_a_function_that_is_not_of_the_sector_is_refused(package: Path, built: Path, tmp_path: Path) -> None:
    """The workbook counts it where the function is, so what its sender meant is not known."""
    data = load(package)
    of_sector = {f.sektor: f for f in data.funksjoner if f.sektor}
    own, other = list(of_sector.values())[:2]
    lines = line_at(0, GJELDER=own.sektor, FUNKSJON=int(own.funksjon), AAR=2023, BELOEP=-7)
    lines |= line_at(1, GJELDER=own.sektor, FUNKSJON=int(other.funksjon), AAR=2023, BELOEP=-5)
    answer = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "svar.xlsx", lines)
    code, (told,) = collect_from(package, answer)
    assert code == 1 and [c["new"] for c in told["accepted"]] == [-7], told
    assert told["accepted"][0]["figure"] == f"Funksjon {own.funksjon} 2023"
    assert told["refused"][0]["address"] == f"{letter(rettelser.FUNKSJON)}{rettelser.HODERAD + 3}"
    assert told["refused"][0]["reason"].startswith(
        f"Funksjon {other.funksjon} hører til {other.sektor}, ikke «{own.sektor}»."
    )


def test_many_files_are_told_as_they_are_read_and_names_as_they_are(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """Nothing was said until all were read; a name could turn the rest of its line around."""
    answers = tmp_path / "svar"
    answers.mkdir()
    for name in ("1", "2", "3", "\u202egpj"):
        (answers / f"{name}.xlsx").write_text("hei")
    for name in ("4", "5"):
        (answers / f"{name}.xlsx").write_bytes((built / "Kommunerapport_By AA_2023.xlsx").read_bytes())
    run = run_command("collect", answers, answers / "4.xlsx", "--data", package)
    assert [line.partition("]")[0] for line in run.stderr.splitlines()] == [f"[{n}/6" for n in range(1, 7)]
    assert "\u202e" not in run.output and run.stdout.count("\ufffdgpj.xlsx") == 1
    assert run.stdout.count("5.xlsx: By AA 2023\n  ingen rettelser\n") == 1
    (answers / "1.xlsx").unlink()
    assert run_command("collect", answers, "--data", package).stderr == ""
    missing = run_command("collect", tmp_path / "\u202egpj.xlsx", "--data", package)
    assert missing.stderr.endswith("\ufffdgpj.xlsx: finnes ikke.\n")
