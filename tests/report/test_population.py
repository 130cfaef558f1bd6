"""Bergen's derived population, as it is felt in the need."""

from __future__ import annotations

import pytest

from asss_xl.report.rapport import Rapport
from tests.independent import sheets
from tests.independent.raw import Choice
from tests.support.engine import Session, filled_in


def test_children_as_in_the_country_are_a_need_as_in_the_country(
    native: Rapport, native_session: Session
) -> None:
    """The criterion «Innbyggere 6-15 år» then corrects nothing, in each sector that has it."""
    choice = Choice("Bergen", 2009, "")
    people = sheets.shown(sheets.pages(native_session.values()), "folketall", choice)
    wanted = people["6-15 år", "som i landet", 0]
    (yellow,) = [
        e.what_if.place
        for e in native.book.inputs
        if e.label.startswith("6-15 år: innbyggere i kommunen")
        and e.base.value == people["6-15 år", "innbyggere", 2010]
    ]
    assert isinstance(wanted, float)
    book = sheets.pages(filled_in(native_session, {yellow: wanted}))
    for sector in ("Grunnskole", "Kommunehelse", "Barnevern", "Administrasjon"):
        shown = sheets.shown(book, f"behov: {sector}", choice)
        corrected, mean = (shown[row, "kr", 2009] for row in ("Innbyggere 6-15 år", "landet"))
        assert isinstance(mean, float) and corrected == pytest.approx(0, abs=0.001 * mean)
