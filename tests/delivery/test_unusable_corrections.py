"""Corrections that the package could not be read with are refused one by one, and the others stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.messages import refused
from asss_xl.delivery import collecting
from asss_xl.delivery.answers import Answer, Change


def _change(figure: str) -> Change:
    return Change("Rettelser", figure, figure, 1.0, 2.0, "Ført feil", "Kari", "", "svar.xlsx")


@pytest.mark.parametrize(
    ("figures", "kept"),
    [("abc", "abc"), ("aXbYc", "abc"), ("XY", ""), ("pq", "p"), ("aqp", "aq")],
    ids=["sound", "two of five", "all", "the second of a pair", "the pair the other way"],
)
def test_each_that_cannot_be_is_told_by_its_cell(
    figures: str, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """X and Y can never be; p and q only one at a time."""
    written: list[str] = []

    def copied(_package: str, _data: Datasett, to: Path) -> str:
        to.mkdir()
        return "datapackage.json"

    def changed(_root: Path, _descriptor: str, changes: Sequence[Change]) -> list[str]:
        written[:] = [change.figure for change in changes]
        return []

    def read(_path: Path) -> None:
        if {"X", "Y"} & set(written) or {"p", "q"} <= set(written):
            raise refused("regnskap.csv", "Kan ikke være.", "Rett det.")

    for name, instead in (("_copied", copied), ("_change", changed), ("load", read)):
        monkeypatch.setattr(collecting, name, instead)
    answers = [Answer(f"{n}.xlsx", accepted=[_change(figure)]) for n, figure in enumerate(figures)]
    collecting._hold_against(str(tmp_path), Datasett(), answers)
    assert "".join(c.figure for answer in answers for c in answer.accepted) == kept
    told = [(t.address, t.reason) for answer in answers for t in answer.refused]
    reason = "Pakken kan ikke brukes med rettelsen: Kan ikke være. Rett det."
    assert told == [(figure, reason) for figure in figures if figure not in kept]
