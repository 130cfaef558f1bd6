"""What every room's tests share: the bundled data, the report in both forms, its files."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from asss_xl.dataset import Datasett
from asss_xl.delivery.printing import EngineMissing, find_command
from asss_xl.delivery.stamp import stamp
from asss_xl.report import build
from asss_xl.report.hovedrapport import Hovedrapport
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.writer import save
from tests.support import built
from tests.support.engine import Session, opened
from tests.support.refilled import Refilled

# How long an example takes on a busy machine decides nothing.
settings.register_profile("asss_xl", deadline=None)
settings.load_profile("asss_xl")
# A workbook is a hundred thousand objects that live to the end of the tests: looking through them
# for garbage as often as Python does by itself takes a third of the time.
gc.set_threshold(1_000_000, 20, 100)
# A command that is run in this process would thaw all of it again, and look through it before it builds.
_freeze = gc.freeze
gc.freeze = gc.unfreeze = lambda: None

# The command is started some hundred times: compiling all of it each time takes longer than it runs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

#: Long proofs: `pytest -m grundig` runs them, and so does .ci/run.
_GRUNDIG = (
    "tests/proofs/",
    "tests/delivery/",
    "tests/addin/test_formulas_vba.py",
    "tests/end_to_end/test_chart_pages.py",
    "tests/end_to_end/test_fetched.py",
    "tests/dataset/inputs/",
    "tests/dataset/new/",
    "tests/dataset/ssb/test_resume.py",
    "tests/report/test_parts.py",
    "tests/dataset/test_network_problems.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the long proofs; skip, with the reason, what needs LibreOffice where it is missing."""
    for item in items:
        if item.nodeid.startswith(_GRUNDIG):
            item.add_marker(pytest.mark.grundig)
    try:
        find_command()
    except EngineMissing:
        skip = pytest.mark.skip(reason="LibreOffice (kommandoen soffice) er ikke installert")
        for item in items:
            if item.get_closest_marker("libreoffice"):
                item.add_marker(skip)


@pytest.fixture(scope="session")
def bergen() -> Datasett:
    """The figures of the ASSS 2009 report."""
    return built.package("bergen_2009")


@pytest.fixture(scope="session")
def native() -> Rapport:
    """The report with plain formulas and nothing filled in. Not to be changed."""
    return built.report("bergen_2009")


@pytest.fixture(scope="session")
def named(bergen: Datasett) -> Rapport:
    """The report with ``=ASSS_...()`` calls and nothing filled in. Not to be changed."""
    return build(bergen, "named")


@pytest.fixture(scope="session")
def network() -> Datasett:
    """The example network's figures. Not to be changed."""
    return built.package("eksempelnettverk")


@pytest.fixture(scope="session")
def few_services(network: Datasett) -> Datasett:
    """The same with two services, for what is asked of the accounts: the profiles are half of a report."""
    return replace(network, tjenester=network.tjenester[:2])


@pytest.fixture(scope="session")
def network_report() -> Rapport:
    """The report of the network's municipality. Not to be changed."""
    return built.report("eksempelnettverk")


@pytest.fixture(scope="session")
def network_refilled(network_report: Rapport) -> Refilled:
    """Fills in the report of the network's municipality, which is built once; whoever does, puts it back."""
    return Refilled(network_report.book)


@pytest.fixture(scope="session")
def main_report() -> Hovedrapport:
    """The network's own report. Not to be changed."""
    return built.main_report("eksempelnettverk")


@pytest.fixture(scope="session")
def files(native: Rapport, named: Rapport, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The two files that the real writer makes, by form."""
    folder = tmp_path_factory.mktemp("arbeidsbok")
    made: dict[str, Path] = {}
    for form, report in (("native", native), ("named", named)):
        made[form] = folder / f"{form}.xlsx"
        about = report.data
        report.book.properties = stamp(about, report.book, about.kommune).properties()
        save(report.book, made[form])
    return made


@pytest.fixture(scope="session")
def native_file(files: dict[str, Path]) -> Path:
    """The delivered workbook."""
    return files["native"]


@pytest.fixture(scope="session")
def native_session(native_file: Path) -> Session:
    """The delivered workbook in an engine; whoever fills something in puts it back."""
    return Session(native_file)


@pytest.fixture(scope="session")
def network_session(network_report: Rapport, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The network's workbook in an engine; whoever fills something in puts it back."""
    return opened(network_report, tmp_path_factory.mktemp("nettverk") / "nettverk.xlsx")


@pytest.fixture(scope="module", autouse=True)
def _what_a_module_left() -> None:
    """Look for the garbage of the modules before: else a process of the whole run ends at five gigabytes.

    What is there after that is every module's, and stays: to look through it again would take longer than
    many a module's tests.
    """
    gc.collect()
    _freeze()
