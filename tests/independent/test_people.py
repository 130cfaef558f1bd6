"""More people who cost nothing: the workbook's what-if is what the raw files say of so many people."""

from __future__ import annotations

import pytest

from asss_xl.report.rapport import Rapport
from tests.independent import sheets
from tests.independent.comparing import RAW, Workbook
from tests.independent.figures import Book, Spending
from tests.independent.raw import Choice, Package

_YEAR, _MORE = 2023, 5000.0


@pytest.mark.parametrize("own", ["Trondheim", "Oslo"])
@pytest.mark.parametrize("part", ["kjede", "sosiale"])
def test_deviations_are_of_as_many_people_as_there_are(
    own: str, part: str, network_report: Rapport, workbook: Workbook
) -> None:
    package, choice = Package(RAW), Choice(own, 2024, "ASSS-12")
    people = float(package.people[own, _YEAR]) + _MORE
    package.people[own, _YEAR] = people
    expected = Book(package, Spending(package), choice)
    expected.chain()
    yellow = next(
        i.what_if.place
        for i in network_report.book.inputs
        if i.what_if.sheet == "Ressursbruk" and i.line_and_year == f"Innbyggere {_YEAR}"
    )
    workbook.session.set(yellow, people)
    shown = sheets.shown(workbook.book(choice), part, choice)
    held = {
        (row, column): value
        for (where, row, column, year), value in expected.figures.items()
        if (where, year) == (part, _YEAR) and value is not None
    }
    assert len(held) > 20
    for (row, column), value in held.items():
        assert shown[row, column, _YEAR] == pytest.approx(value, abs=0.05), (row, column)
