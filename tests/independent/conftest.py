"""The example network's workbook, built once, and the independent figures."""

from __future__ import annotations

import pytest

from asss_xl.report.rapport import Rapport
from tests.independent.comparing import RAW, Oracle, Workbook
from tests.independent.raw import Package
from tests.support.engine import Session


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    return Oracle(Package(RAW))


@pytest.fixture(scope="session")
def workbook(network_report: Rapport, network_session: Session) -> Workbook:
    return Workbook(network_report, network_session)
