"""Bergen's derived population, as it is felt in the need."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, load
from asss_xl.report import build
from tests.independent import sheets
from tests.independent.raw import Choice
from tests.support.engine import opened


@pytest.fixture(scope="module")
def bergen() -> Datasett:
    return load("bergen_2009")


def test_children_as_in_the_country_are_a_need_as_in_the_country(bergen: Datasett, tmp_path: Path) -> None:
    """The criterion «Innbyggere 6-15 år» then corrects nothing, in each sector that has it."""
    report = build(bergen)
    session = opened(report, tmp_path / "bok.xlsx")
    choice = Choice("Bergen", 2009, "")
    people = sheets.shown(sheets.pages(session.values()), "folketall", choice)
    wanted = people["6-15 år", "som i landet", 0]
    (yellow,) = [
        e.what_if.place
        for e in report.book.inputs
        if e.label.startswith("6-15 år: innbyggere i kommunen")
        and e.base.value == people["6-15 år", "innbyggere", 2010]
    ]
    assert isinstance(wanted, float)
    session.set(yellow, wanted)
    session.evaluate()
    book = sheets.pages(session.values())
    for sector in ("Grunnskole", "Kommunehelse", "Barnevern", "Administrasjon"):
        shown = sheets.shown(book, f"behov: {sector}", choice)
        corrected, mean = (shown[row, "kr", 2009] for row in ("Innbyggere 6-15 år", "landet"))
        assert isinstance(mean, float) and corrected == pytest.approx(0, abs=0.001 * mean)
