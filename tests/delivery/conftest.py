"""A small invented network that is built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, load
from tests.support import networks


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program keeps for a person is kept apart for each test."""
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "tilstand"))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return networks.write(tmp_path / "pakke", networks.rows(members=3, services=1))


@pytest.fixture
def data(package: Path) -> Datasett:
    return load(package)
