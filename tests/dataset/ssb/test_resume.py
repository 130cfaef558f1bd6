"""A fetch that is killed and started again gives the same package.

A small share of `python -m tests.support.killing`, which does it 20 times.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asss_xl.dataset.ssb import writing
from asss_xl.dataset.ssb.errors import FetchError
from tests.support.killing import killed, left_by_a_killed_run


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_and_started_again(tmp_path: Path) -> None:
    assert len(list(killed(7, 2, tmp_path))) == 2


def test_stopped_between_the_two_renames(tmp_path: Path) -> None:
    out = tmp_path / "pakke"
    writing.write(out, {"name": "gammel"}, {"kommuner": [{"kommune": "Bergen"}]})
    out.rename(tmp_path / ".pakke.gammel")
    left_by_a_killed_run(tmp_path)
    assert writing.refusal(out) is None
    writing.write(out, {"name": "ny"}, {"kommuner": [{"kommune": "Oslo"}]})
    assert "Oslo" in (out / "kommuner.csv").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["pakke"]


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "pakke"
    writing.write(out, {"name": "gammel"}, {"kommuner": [{"kommune": "Bergen"}]})
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_fill", full)
    with pytest.raises(FetchError, match="kan ikke skrives"):
        writing.write(out, {"name": "ny"}, {"kommuner": [{"kommune": "Oslo"}]})
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["pakke"]
