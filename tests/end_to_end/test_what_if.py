"""Random what-if scenarios over all inputs: the engine's cells and the report's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.dataset import Datasett
from asss_xl.functions.values import Value, is_number
from asss_xl.report import build
from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook import Cell
from asss_xl.workbook.what_if import AV, PAA
from tests.end_to_end.comparing import by_place, told, unlike
from tests.end_to_end.yellow_cells import Scenario, scenarios, the_switch, yellow_places
from tests.support.engine import Session, lambda_cells, recalculate
from tests.support.refilled import Refilled

COUNT = 200
SEED = 2009
#: These of them are worked out by the formulas; tests.proofs.scenarios tries hundreds of its own.
TRIED = range(0, COUNT, 8)
#: With these the workbook is also built anew, which takes ten times as long.
REBUILT = range(0, COUNT, 40)

#: The sheets that tell which yellow cells are filled in, also when the switch is off, and their steps.
TELLS_OF_YELLOW_CELLS = ("Hva hvis", "Steg_hvahvis")


@pytest.fixture(scope="module")
def drawn(native: Rapport) -> list[Scenario]:
    """The scenarios, the same ones in every process."""
    return scenarios(native, COUNT, SEED)


def _in_engine(session: Session, scenario: Scenario, switch_place: str) -> dict:
    try:
        session.set(switch_place, scenario.switch)
        for place, value in scenario.what_if.items():
            session.set(place, value)
        session.evaluate()
        return session.values()
    finally:
        session.restore()


def _rebuilt(data: Datasett, scenario: Scenario, form: str = "native") -> Rapport:
    return build(data, form, what_if=scenario.what_if, switch=scenario.switch)


class Followed:
    """A report of its own whose formulas follow what is filled in, and its cells by place."""

    def __init__(self, report: Rapport) -> None:
        self.refilled, self.cells = Refilled(report.book), by_place(report.book)


@pytest.fixture(scope="module")
def followed(bergen: Datasett) -> Followed:
    return Followed(build(bergen))


@pytest.mark.parametrize("number", TRIED)
def test_a_random_scenario_gives_what_the_formulas_give(
    number: int, drawn: list[Scenario], native: Rapport, native_session: Session, followed: Followed
) -> None:
    scenario = drawn[number]
    switch = the_switch(native.book).place
    values = _in_engine(native_session, scenario, switch)
    followed.refilled.fill({switch: scenario.switch, **scenario.what_if})
    found = unlike(followed.cells, values)
    followed.refilled.restore()
    assert not found, f"{scenario}\n{told(found)}"


@pytest.mark.parametrize("number", REBUILT)
def test_a_random_scenario_gives_the_rebuilt_report(
    number: int, drawn: list[Scenario], bergen: Datasett, native: Rapport, native_session: Session
) -> None:
    """The report that is built with the same filled in has the same values, for a share of them."""
    scenario = drawn[number]
    values = _in_engine(native_session, scenario, the_switch(native.book).place)
    found = unlike(_rebuilt(bergen, scenario).book, values)
    assert not found, f"{scenario}\n{told(found)}"


def test_the_scenarios_fill_every_yellow_cell(drawn: list[Scenario], native: Rapport) -> None:
    made = drawn
    filled = {place for scenario in made for place in scenario.what_if}
    missing = set(yellow_places(native.book)) - filled - {the_switch(native.book).place}
    assert not missing
    assert {scenario.switch for scenario in made} == {PAA, AV}
    on_missing = {i.what_if.place for i in native.book.inputs if not is_number(i.base.value)}
    assert on_missing, "there should be figures that the source lacks"
    assert any(value is None for scenario in made for value in scenario.what_if.values())
    corrections = {e.cell.place for e in native.book.editables if set(e.choices) == {"Ja", "Nei"}}
    answers = {s.what_if[place] for s in made for place in corrections & s.what_if.keys()}
    assert {"Ja", "Nei"} <= answers


def test_the_scenarios_are_the_same_in_every_run(drawn: list[Scenario], native: Rapport) -> None:
    assert scenarios(native, COUNT, SEED) == drawn


def test_a_scenario_with_a_figure_that_is_not_the_same_is_caught(
    bergen: Datasett, native: Rapport, native_session: Session
) -> None:
    """Proof that a scenario can fail: one figure a millionth off in one of the two."""
    (given,) = [
        i
        for i in native.book.inputs
        if i.label.startswith("Barnevern: kommunens bruk") and i.aar and i.aar.value == 2009
    ]
    value = float(given.base.value) + 10  # type: ignore[arg-type]
    place = given.what_if.place
    right = Scenario(0, {place: value}, PAA)
    wrong = Scenario(0, {place: value * (1 + 1e-6)}, PAA)
    values = _in_engine(native_session, wrong, the_switch(native.book).place)
    found = unlike(_rebuilt(bergen, right).book, values)
    ends = [native.avvik.kjede.slutt["Barnevern"][2009].place, place]
    assert all(any(line.startswith(f"{end}:") for line in found) for end in ends)
    values = _in_engine(native_session, right, the_switch(native.book).place)
    assert not unlike(_rebuilt(bergen, right).book, values)


def test_a_figure_that_is_not_rebuilt_is_caught(native: Rapport, native_session: Session) -> None:
    """The other way round: the engine moves and the book does not."""
    moving = [i for i in native.book.inputs if i.used.call is not None]
    for given in (moving[0], moving[-1]):
        scenario = Scenario(0, {given.what_if.place: 5.0}, PAA)
        values = _in_engine(native_session, scenario, the_switch(native.book).place)
        found = unlike(native.book, values)
        assert any(line.startswith(f"{given.used.place}:") for line in found)


def _all_filled(report: Rapport) -> dict[str, Value]:
    """Every what-if cell with a figure a tenth above, or 5 where the figure is missing."""
    return {
        i.what_if.place: float(i.base.value) * 1.1 if is_number(i.base.value) else 5.0  # type: ignore[arg-type]
        for i in report.book.inputs
    }


def test_clearing_the_yellow_cells_brings_the_report_back_exactly(
    native: Rapport, native_session: Session
) -> None:
    before = native_session.values()
    filled = _all_filled(native)
    for place, value in filled.items():
        native_session.set(place, value)
    native_session.evaluate()
    moved = native_session.values()
    for place in filled:
        native_session.clear(place)
    native_session.evaluate()
    after = native_session.values()
    native_session.restore()
    changed = [place for place in before if before[place] != moved.get(place)]
    assert len(changed) > len(filled)
    assert after == before


def test_the_switch_brings_the_report_back_exactly(
    bergen: Datasett, native: Rapport, native_session: Session
) -> None:
    filled = _all_filled(native)
    off = build(bergen, what_if=filled, switch=AV)
    book = native.book
    # Forside says how many cells are filled in, also when the switch is off.
    switch, read = the_switch(book), book.names["HvaHvis"]
    assert isinstance(read, Cell) and read.call is not None
    steps = {cell.place for cell in read.call.inputs()}
    own = {switch.place, read.place, *steps, "Forside!B8", *filled}
    for cell, before in zip(off.book.cells(), book.cells(), strict=True):
        assert cell.place == before.place
        if cell.place not in own and cell.sheet not in TELLS_OF_YELLOW_CELLS:
            assert cell.value == before.value, cell.place
    values = _in_engine(native_session, Scenario(0, filled, AV), the_switch(book).place)
    assert not unlike(off.book, values)


@pytest.mark.libreoffice
@pytest.mark.parametrize("number", [77, *(pytest.param(n, marks=pytest.mark.grundig) for n in (3, 141))])
def test_libreoffice_gives_the_rebuilt_report(
    number: int, drawn: list[Scenario], bergen: Datasett, native: Rapport, native_file: Path
) -> None:
    """The native form, without the named calls of Funksjoner and what depends on them."""
    scenario = drawn[number]
    changes = {the_switch(native.book).place: scenario.switch, **scenario.what_if}
    values = recalculate(native_file, "libreoffice", changes).values
    left_out = lambda_cells(native_file)
    assert {sheet for sheet, _ in left_out} <= {"Funksjoner"}
    found = unlike(_rebuilt(bergen, scenario).book, values, left_out)
    assert not found, f"{scenario}\n{told(found)}"
