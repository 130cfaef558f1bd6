"""Bergen's derived population, as it is felt in the need."""

from __future__ import annotations

import pytest

from asss_xl.dataset import Datasett
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from tests.independent import sheets
from tests.independent.raw import Choice
from tests.support import built
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


def test_the_list_of_filled_in_fields_has_the_report_year(bergen: Datasett, native: Rapport) -> None:
    """A field on Hva hvis was listed with the base year of the projection, 2010 in a report of 2009."""
    (place,) = [
        p for e in native.book.inputs if e.label.startswith("0-5 år: inn") and "Hva" in (p := e.what_if.place)
    ]
    cells = build(bergen, what_if={place: 20000.0}).book.sheets["Hva hvis"].cells
    texts = [str(cell.value) for (_, column), cell in cells.items() if not column]
    assert [t for t in texts if "innbyggere i kommunen" in t] == ["0-5 år: innbyggere i kommunen, 2009"]


def test_the_people_of_the_profiles_are_those_of_demografi(native: Rapport) -> None:
    """They were worked out again from the criteria: those under 67 and the others were too many together."""
    kroner = native.book.sheets["Kroner"].cells
    # The parts stand first on the sheet.
    rows = sorted((row for row, column in kroner if column == 4), reverse=True)
    counted = {kroner[row, 3].value: kroner[row, 4].value for row in rows if (row, 3) in kroner}
    assert native.demografi and native.demografi.folk
    people = {group: float(cell.value) for group, cell in native.demografi.folk.grunnlag.items()}  # type: ignore[arg-type]
    old = sum(people[group] for group in ("67-79 år", "80-89 år", "90 år +"))
    assert counted["Innbyggere 67 år og eldre"] == old
    assert counted["Innbyggere 0-66 år"] == sum(people.values()) - old


def test_years_that_follow_each_other_are_a_line(native: Rapport) -> None:
    """Bergen has the population of two years, six years apart: what is between them is not told."""

    def lined(report: Rapport) -> list[bool]:
        drawn = [chart for chart in report.book.sheets["Demografi"].charts if chart.kind == "line"]
        return [series.line for chart in drawn for series in chart.series]

    assert lined(native) == [False]
    assert lined(built.report("eksempelnettverk", "Tromsø")) == [True]


def test_the_bars_say_their_figures_without_a_scale(native: Rapport) -> None:
    """Lines of the scale went through the labels; what is below zero stood on the axis."""
    (bars,) = (chart for chart in native.book.sheets["Demografi"].charts if chart.kind == "column")
    assert bars.series[0].labels and not bars.scale
