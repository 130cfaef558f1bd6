"""A small invented network that is built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, files, load
from asss_xl.delivery.stamp import stamped
from asss_xl.workbook.writer import save
from tests.delivery.returning import rows_of, run_command, write_rows
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


@pytest.fixture
def built(package: Path, tmp_path: Path) -> Path:
    out = tmp_path / "ut"
    assert run_command("build", "--data", package, "--municipality", "all", "--out", out).exit_code == 0
    return out


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The printed report's package, and the workbook that is made of it."""
    folder = tmp_path_factory.mktemp("trykt")
    package, sent = folder / "bergen", folder / "sendt.xlsx"
    shutil.copytree(files.locate("bergen_2009")[0], package)
    write_rows(
        package / "indikatorverdier.csv",
        # The printed figures themselves as the reconciled ones: they are within their rounding.
        [{**row, "avstemt": row["verdi"]} for row in rows_of(package, "indikatorverdier")],
    )
    save(stamped(load(package), "Bergen").book, sent)
    return package, sent


@pytest.fixture
def bergen(printed: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the package that can be written to, and the workbook."""
    package, sent = printed
    shutil.copytree(package, tmp_path / "bergen")
    return tmp_path / "bergen", sent
