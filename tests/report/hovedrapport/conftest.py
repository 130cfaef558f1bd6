"""A small network, its main report and its file; not to be changed by a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, load
from asss_xl.report import Hovedrapport, build_main
from asss_xl.workbook.writer import save
from tests.support import networks


@pytest.fixture(scope="session")
def rows() -> networks.Rows:
    """The raw rows of the network."""
    return networks.rows(seed=7, members=5, holes=0.15)


@pytest.fixture(scope="session")
def data(rows: networks.Rows, tmp_path_factory: pytest.TempPathFactory) -> Datasett:
    """The same as a data set."""
    return load(networks.write(tmp_path_factory.mktemp("nettverk") / "pakke", rows))


@pytest.fixture(scope="session")
def report(data: Datasett) -> Hovedrapport:
    """The main report with nothing chosen."""
    return build_main(data)


@pytest.fixture(scope="session")
def file(report: Hovedrapport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its file."""
    path = tmp_path_factory.mktemp("hovedrapport") / "h.xlsx"
    save(report.book, path)
    return path
