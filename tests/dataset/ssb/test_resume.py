"""A fetch that is killed and started again gives the same package.

A small share of `python -m tests.support.killing`, which does it 20 times.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asss_xl.dataset.packages import writing
from asss_xl.replacing import Refused
from tests.support.killing import killed, left_by_a_killed_run


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_and_started_again(tmp_path: Path) -> None:
    assert len(list(killed(7, 2, tmp_path))) == 2


def test_stopped_between_the_two_renames(tmp_path: Path) -> None:
    out = tmp_path / "pakke"
    writing.write(out, {"name": "gammel"}, {"kommuner": [{"kommune": "Bergen"}]})
    out.rename(writing._aside(out))
    left_by_a_killed_run(tmp_path)
    assert writing.refusal(out) is None
    writing.write(out, {"name": "ny"}, {"kommuner": [{"kommune": "Oslo"}]})
    assert "Oslo" in (out / "kommuner.csv").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["pakke"]


def _package(out: Path, place: str) -> None:
    writing.write(out, {"name": "en"}, {"kommuner": [{"kommune": place}]})


def test_what_may_be_the_only_copy_of_a_package_is_never_removed(tmp_path: Path) -> None:
    """Stopped between the renames; then somebody put another package in the place that was empty."""
    out = tmp_path / "pakke"
    _package(out, "Bergen")
    out.rename(writing._aside(out))
    (tmp_path / "annen").mkdir()
    _package(tmp_path / "annen", "Oslo")
    (tmp_path / "annen").rename(out)
    told = writing.refusal(out)
    assert told is not None and writing._aside(out).name in told
    assert "Bergen" in (writing._aside(out) / "kommuner.csv").read_text(encoding="utf-8")
    own = tmp_path / ".pakke.gammel"
    own.mkdir()
    (own / "viktig.txt").write_text("x", encoding="utf-8")
    writing._aside(out).rename(tmp_path / "reddet")
    assert writing.refusal(out) is None
    _package(out, "Voss")
    assert (own / "viktig.txt").exists() and "Voss" in (out / "kommuner.csv").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".pakke.gammel", "pakke", "reddet"]


def test_the_package_is_put_back_when_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pakke"
    _package(out, "Bergen")
    rename = os.rename

    def once(source: Path, target: Path) -> None:
        if target == out and source.parent != tmp_path:
            raise OSError(5, "I/O error")
        rename(source, target)

    monkeypatch.setattr(writing.os, "rename", once)
    with pytest.raises(Refused, match="kan ikke skrives"):
        _package(out, "Oslo")
    assert [path.name for path in tmp_path.iterdir()] == ["pakke"]
    assert "Bergen" in (out / "kommuner.csv").read_text(encoding="utf-8")


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "pakke"
    writing.write(out, {"name": "gammel"}, {"kommuner": [{"kommune": "Bergen"}]})
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_fill", full)
    with pytest.raises(Refused, match="kan ikke skrives"):
        writing.write(out, {"name": "ny"}, {"kommuner": [{"kommune": "Oslo"}]})
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["pakke"]
