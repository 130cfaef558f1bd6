"""An error that is pasted in yellow cells: the rules of a cell hold back only what is typed."""

from __future__ import annotations

import pytest

from asss_xl.checks.formula_text import split_place
from asss_xl.functions.values import NA, ExcelError
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.book import Book
from asss_xl.workbook.what_if import AV, PAA
from tests.end_to_end.yellow_cells import the_switch
from tests.support.engine import Session, opened


@pytest.fixture(scope="module", params=["native", "network_report"])
def report(request: pytest.FixtureRequest) -> Rapport:
    made: Rapport = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="module")
def loaded(report: Rapport, tmp_path_factory: pytest.TempPathFactory) -> Session:
    return opened(report, tmp_path_factory.mktemp("limt") / "bok.xlsx")


def _yellow(book: Book, kind: str) -> list[str]:
    """What figures are filled in, or the lines that are corrected."""
    if kind == "gule felt":
        return [given.what_if.place for given in book.inputs]
    return [e.cell.place for e in book.editables if not e.choices or e.cell.sheet == "Rettelser"]


def test_a_choice_that_an_error_is_pasted_in_shows_none_elsewhere(report: Rapport, loaded: Session) -> None:
    """Municipality, year, group, key, prices, the switch, who is in the mean, what a sheet shows."""
    book, before = report.book, loaded.values()
    choices = [e.cell.place for e in book.editables if e.choices and e.cell.sheet != "Rettelser"]
    members = [place for place in choices if place.startswith("Nettverk")]
    told = [place for place in choices if place not in members[1:]]
    assert the_switch(book).place in told
    for pasted in told:
        loaded.set(pasted, NA)
        loaded.evaluate()
        after = loaded.values()
        loaded.restore()
        # The examples of Funksjoner answer as the functions do.
        read = {
            at: value
            for at, value in after.items()
            if not book.sheets[at[0]].calculation and at[0] != "Funksjoner" and at != split_place(pasted)
        }
        shown = [at for at, value in read.items() if isinstance(value, ExcelError) and before[at] != value]
        assert not shown, (pasted, shown[:10])


@pytest.mark.parametrize("switch", [AV, PAA])
@pytest.mark.parametrize("kind", ["gule felt", "linjer som rettes"])
def test_no_cell_that_is_read_shows_an_error(
    kind: str, switch: str, report: Rapport, loaded: Session
) -> None:
    book, before = report.book, loaded.values()
    pasted = _yellow(book, kind)
    for place in pasted:
        loaded.set(place, NA)
    loaded.set(the_switch(book).place, switch)
    loaded.evaluate()
    after = loaded.values()
    loaded.restore()
    own = set(map(split_place, pasted))
    assert len(own) > 100 and all(after[place] == NA for place in own)
    read = {at: v for at, v in after.items() if not book.sheets[at[0]].calculation and at not in own}
    shown = [at for at, value in read.items() if isinstance(value, ExcelError) and before[at] != value]
    assert not shown, shown[:10]
    if kind == "gule felt":
        moved = {sheet for (sheet, address), value in read.items() if before[sheet, address] != value}
        assert moved <= {"Forside", "Hva hvis", "Kontroll"}
