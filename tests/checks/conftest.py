"""The good workbook that the tests of the checks break."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.packages import good_workbook


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook in which nothing is wrong; copy it before breaking it."""
    return good_workbook(tmp_path_factory.mktemp("good") / "rapport.xlsx")
