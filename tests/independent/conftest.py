"""The example network's workbook, built once, and the independent figures."""

from __future__ import annotations

import pytest

from asss_xl.dataset import load
from asss_xl.report import build
from tests.independent.comparing import RAW, Oracle, Workbook
from tests.independent.raw import Package
from tests.support.engine import opened


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    return Oracle(Package(RAW))


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    report = build(load("eksempelnettverk"))
    return Workbook(report, opened(report, tmp_path_factory.mktemp("bok") / "bok.xlsx"))
