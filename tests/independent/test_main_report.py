"""The main report against the independent computation: every member side by side."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from asss_xl.dataset import load
from asss_xl.report.hovedrapport.bok import build
from asss_xl.workbook.writer import save
from tests.independent import sheets
from tests.independent.comparing import Oracle, agree
from tests.independent.main_report import MainReport
from tests.support import choosing
from tests.support.engine import Session

pytestmark = pytest.mark.grundig

YEARS = (2024, 2023, 2022)
GROUPS = ("ASSS-12", "ASSS uten Oslo", "KOSTRA-gruppe 12")
KEYS = ("", "Grønt hefte 2026")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, dict[str, str]]:
    report = build(load("eksempelnettverk"))
    path = Path(tmp_path_factory.mktemp("bok")) / "hovedrapport.xlsx"
    save(report.book, path)
    return Session(path), choosing.places(report)


def _shown(
    workbook: tuple[Session, dict[str, str]], year: int, group: str, key: str, columns: list[str]
) -> dict[tuple[str, str, str, str], object]:
    session, place = workbook
    session.set(place[choosing.AAR], float(year))
    session.set(place[choosing.GRUPPE], group)
    if key:
        session.set(place[choosing.NOEKKEL], key)
    session.evaluate()
    book = sheets.pages(session.values())
    session.restore()
    return sheets.main_report(book, columns)


def _compare(
    workbook: tuple[Session, dict[str, str]], oracle: Oracle, year: int, group: str, key: str
) -> None:
    """Hold every cell against the figures."""
    package = oracle.package
    columns = [*package.municipalities, str(package.about["resten"])]
    expected = MainReport(oracle, year, group, key).write()
    shown = _shown(workbook, year, group, key, columns)
    assert not expected.keys() - shown.keys() and len(expected) > 7900
    wrong = sorted(at for at in shown if not agree(expected.get(at), shown[at]))
    assert not wrong, [(at, shown[at], expected.get(at)) for at in wrong[:10]]


def test_the_main_report_is_what_the_raw_figures_say(
    workbook: tuple[Session, dict[str, str]], oracle: Oracle
) -> None:
    _compare(workbook, oracle, YEARS[0], GROUPS[0], KEYS[1])


@pytest.mark.parametrize("year", YEARS)
def test_every_main_report_is_what_the_raw_figures_say(
    year: int, workbook: tuple[Session, dict[str, str]], oracle: Oracle
) -> None:
    for group, key in product(GROUPS, KEYS):
        _compare(workbook, oracle, year, group, key)


def test_a_figure_that_is_off_is_found(workbook: tuple[Session, dict[str, str]], oracle: Oracle) -> None:
    report = MainReport(oracle, YEARS[0], GROUPS[2])
    expected = report.write()
    shown = _shown(workbook, YEARS[0], GROUPS[2], "", [*oracle.package.municipalities])
    at = ("Avvik", "Kostnadsindeks, landet = 1", "I alt", "Bergen")
    value = expected[at]
    assert value is not None and agree(value, shown[at])
    assert not agree(value * (1 + 3e-6), shown[at])
