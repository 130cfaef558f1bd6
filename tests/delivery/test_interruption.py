"""Full disk, locked target, killed and simultaneous builds: what was there before is whole."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asss_xl import cli, replacing
from tests.proofs import interruption
from tests.support import networks
from tests.support.killing import left_by_a_killed_run

resource = pytest.importorskip("resource", reason="finnes ikke på Windows")


def test_killed_builds_leave_the_previous_file_and_nothing_after_the_next() -> None:
    found = interruption.run(6, seed=3)
    assert (found.kills, found.intact, found.stray) == (6, 6, 0), found


@pytest.fixture
def built(package: Path, tmp_path: Path) -> Path:
    subprocess.run(interruption.command(package, tmp_path / "ut"), check=True, capture_output=True)
    (target,) = (tmp_path / "ut").iterdir()
    return target


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


def test_a_full_disk(package: Path, built: Path) -> None:
    before = built.read_bytes()
    assert len(before) > 40_000
    done = subprocess.run(
        interruption.command(package, built.parent), capture_output=True, text=True, preexec_fn=_limited
    )
    assert done.returncode == 2 and "disken er full" in done.stderr and "Traceback" not in done.stderr
    assert built.read_bytes() == before and list(built.parent.iterdir()) == [built]


def test_a_full_disk_while_drafts_are_written(package: Path, tmp_path: Path) -> None:
    people = tmp_path / "k.csv"
    people.write_text("kommune,navn,epost\nOslo,Kari,a@example.no\n", "utf-8")
    arguments = ["mail", "--to", str(people), "--data", str(package), "--out", str(tmp_path / "post")]
    done = subprocess.run(
        [*interruption.command(package, tmp_path)[:3], *arguments],
        capture_output=True,
        text=True,
        preexec_fn=_limited,
    )
    assert done.returncode == 2 and "disken er full" in done.stderr and "Traceback" not in done.stderr
    assert not list((tmp_path / "post").iterdir())


def test_a_target_that_is_open_elsewhere(package: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows answers when the workbook is open in Excel."""
    before = built.read_bytes()

    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(replacing.os, "replace", locked)
    done = CliRunner().invoke(cli.app, ["build", "--data", str(package), "--out", str(built.parent)])
    assert done.exit_code == 2 and "tilgangen er nektet" in done.stderr and "Excel" in done.stderr
    assert built.read_bytes() == before and list(built.parent.iterdir()) == [built]


@pytest.mark.skipif(os.geteuid() == 0, reason="den som er root, kan skrive overalt")
def test_a_folder_that_cannot_be_written_to(package: Path, built: Path) -> None:
    built.parent.chmod(0o555)
    done = CliRunner().invoke(cli.app, ["build", "--data", str(package), "--out", str(built.parent)])
    built.parent.chmod(0o755)
    assert done.exit_code == 2 and "tilgangen er nektet" in done.stderr


def test_eight_builds_at_once_into_one_folder(package: Path, built: Path) -> None:
    before = built.read_bytes()
    left_by_a_killed_run(built.parent)
    command = interruption.command(package, built.parent)
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(8)]
    assert [process.wait() for process in running] == [0] * 8
    assert built.read_bytes() == before and list(built.parent.iterdir()) == [built]


def test_a_run_that_writes_now_is_left_alone(tmp_path: Path) -> None:
    with replacing.unfinished(tmp_path) as first:
        (first / "halv").write_text("x", "utf-8")
        with replacing.unfinished(tmp_path) as second:
            assert first != second and (first / "halv").exists()
        assert (first / "halv").exists()
    assert not list(tmp_path.iterdir())


def test_an_answer_that_cannot_be_written_leaves_the_package_as_it_was(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = {f.name: f.read_bytes() for f in package.iterdir()}
    staged = networks.write(tmp_path / "ny", networks.rows(members=4, services=1))
    replace, calls = os.replace, iter(range(2))

    def failing(source: object, target: object) -> None:
        if next(calls, None) is None and not str(source).endswith(".gammel"):
            raise OSError(28, "No space left on device")
        replace(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(replacing.os, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        replacing.move_all(staged, package, sorted(content))
    assert {f.name: f.read_bytes() for f in package.iterdir()} == content
