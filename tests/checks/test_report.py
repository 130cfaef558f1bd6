"""The report of a check, as the command line writes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asss_xl.checks import check
from asss_xl.checks.engine import EngineError
from asss_xl.functions import avvik, funn, snitt
from asss_xl.functions.excel.formula import formula
from asss_xl.workbook import GAP, Book, styles
from asss_xl.workbook.writer import write
from tests.support.engine import differences
from tests.support.office import needs_libreoffice
from tests.support.packages import SECOND, SHEET, edited, faults_of


def test_a_good_workbook(good: Path) -> None:
    report = check(good)
    assert not faults_of(report)
    assert report.to_json() == {
        "file": str(good),
        "formulas": 10,
        "recalculated": True,
        "differences": [],
        "findings": [],
        "uncontrolled": [],
        "stamp": {},
    }


def test_differences_and_findings_are_plain_json(good: Path, tmp_path: Path) -> None:
    broken = edited(good, tmp_path / "1.xlsx", SECOND, "<v>17.5</v>", "<v>-1</v>")
    broken = edited(broken, tmp_path / "2.xlsx", SHEET, "<v>#N/A</v>", "<v>#DIV/0!</v>")
    report = check(broken)
    assert faults_of(report)
    read_back = json.loads(json.dumps(report.to_json(), ensure_ascii=False))
    assert read_back["differences"] == [
        {
            "sheet": "Grunnskole",
            "address": "M2",
            "formula": "NA()",
            "cached": "#DIV/0!",
            "recalculated": "#N/A",
        },
        {
            "sheet": "Øvrige tall",
            "address": "A2",
            "formula": "SUM(A1,5)",
            "cached": -1.0,
            "recalculated": 17.5,
        },
    ]
    assert read_back["findings"] == []  # the difference tells of the error value


def test_an_engine_that_fails_is_an_error_and_says_that_nothing_was_calculated(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise EngineError("ironcalc kunne ikke regne om rapport.xlsx.")

    monkeypatch.setattr("asss_xl.checks.recalculation.recalculate", stopped)
    report = check(good)
    assert report.has_errors and not report.recalculated and report.to_json()["recalculated"] is False
    assert "feil: rapport.xlsx: Ingenting er regnet på nytt, så tallene er ikke" in report.as_text()


@pytest.mark.parametrize("form", ["native", "named"])
def test_what_the_recorder_writes_is_good(form: str, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    write(_book(form), path)
    report = check(path)
    assert not faults_of(report), report
    assert report.formulas == 8


@pytest.mark.parametrize("form", ["native", "named"])
@pytest.mark.parametrize("engine", [pytest.param("libreoffice", marks=needs_libreoffice)])
def test_what_the_recorder_writes_is_the_same_in_libreoffice(form: str, engine: str, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    write(_book(form), path)
    assert differences(path, engine) == []


def _book(form: str) -> Book:
    book = Book("Prøve", form)
    sheet = book.sheet("Grunnskole")
    book.place_switch(sheet, 0, 0, styles.TEKST)
    number = styles.tall(1)
    own = sheet.input((2, 0), (2, 1), (2, 2), 100.0, label="egen", style=number)
    lacking = sheet.input((3, 0), (3, 1), (3, 2), None, label="mangler", style=number)
    sheet.calc(4, 0, avvik, own.used, lacking.used)
    difference = sheet.calc(5, 0, avvik, own.used, 2.5)
    mean = sheet.calc(6, 0, snitt, sheet.range((2, 2), (3, 2)))
    sheet.calc(7, 0, formula("a b c", "ROUND(a-b,c)"), own.used, difference, 3.0)
    sheet.named_call(8, 0, funn, "Sykefravær", own.used, difference, style=styles.TEKST)
    sheet.calc(9, 20, avvik, mean, lacking.used, missing=GAP)
    return book
