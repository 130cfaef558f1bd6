"""The library workbook: every function explained, tried on its own sheet, and right."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.addin.library import WORKBOOK
from asss_xl.checks import check
from asss_xl.functions import CATALOGUE, CATEGORIES, Function
from asss_xl.workbook.writer import save
from tests.support.engine import recalculate
from tests.support.refilled import formula_cells
from tools import function_workbook
from tools.function_workbook import build

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bok") / WORKBOOK.name
    save(build(), target)
    return target


def test_every_function_is_called_by_name_once_and_answers_ok():
    book = build()
    functions = [cell.call.function for cell in formula_cells(book)]
    called = [function.name for function in functions if isinstance(function, Function)]
    assert sorted(called) == sorted(CATALOGUE)
    front = book.sheets["Om funksjonene"]
    answers = [c.value for c in front.cells.values() if c.call is not None]
    assert answers == ["OK"] * len(CATALOGUE)


def test_there_is_a_sheet_per_group_and_every_argument_is_described():
    book = build()
    for category, label in CATEGORIES.items():
        texts = {c.value for c in book.sheets[label].cells.values() if isinstance(c.value, str)}
        for function in CATALOGUE.values():
            if function.category == category:
                assert {p.description for p in function.parameters} <= texts
                assert function.description in texts


def test_an_independent_engine_changes_no_cell(built):
    report = check(built)
    assert report.differences == []
    assert report.findings == []
    assert report.formulas > 3 * len(CATALOGUE) - 1


def test_a_wrong_definition_shows_as_feil(built):
    """The OK cells look at the results: a changed input makes its function's answer FEIL."""
    book = build()
    cell = next(
        c for c in book.sheets["Avvik"].cells.values() if isinstance(c.value, float) and c.call is None
    )
    changed = recalculate(built, changes={cell.place: cell.value + 1000.0})
    answers = [v for (sheet, _), v in changed.values.items() if sheet == "Om funksjonene"]
    assert answers.count("FEIL") == 1


@pytest.mark.parametrize("committed", [WORKBOOK, ROOT / "workbooks" / WORKBOOK.name])
def test_the_committed_workbook_is_what_is_made(built, committed):
    assert committed.read_bytes() == built.read_bytes(), "run: python -m tools.make --only workbooks/"


def test_a_function_without_its_own_group_would_be_missed(monkeypatch):
    monkeypatch.setattr(function_workbook, "CATEGORIES", {"avvik": "Avvik"})
    assert len(build().sheets) == 2
