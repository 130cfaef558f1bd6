"""A changed criterion on Utgiftsbehov moves the whole chain after it."""

from __future__ import annotations

from functools import cache

import pytest

from asss_xl.dataset import Datasett
from asss_xl.report import build
from asss_xl.report.avvik.tabell import DISPONIBEL, SUM_DRIFT, SUM_IS
from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook import Cell
from tests.support import built
from tests.support.engine import Session, filled_in

STEP = 0.1
#: Sectors with a criterion that is theirs alone; the others share theirs, or follow the population.
SECTORS = ("Grunnskole", "Pleie og omsorg", "Sosialtjenesten", "Administrasjon")
SHARED = ("Sosialtjenesten", "Barnevern", "Skilte og separerte")
#: The figures that follow the need: the sheet, and which of its charts.
FIGURES = {"Figur 12": ("Utgiftsbehov", 0), "Figur 17": ("Ressursbruk", 0), "Figur 18": ("Ressursbruk", 2)}


def _index_cell(report: Rapport, sector: str, year: int) -> tuple[Cell, Cell]:
    """The first criterion with a weight that only the sector has: (its index, its yellow cell)."""
    given = {i.used: i for i in report.book.inputs}
    weights, indices = (getattr(report.behov.sektorer[sector], k) for k in ("vekter", "indekser"))
    for weight, index in zip(weights[year], indices[year], strict=True):
        shared = index in given and given[index].label.startswith(f"Kriterieindeks: {SHARED[2]},")
        if weight.value > 0 and index in given and not shared:
            return weight, given[index].what_if
    raise AssertionError(f"{sector} {year} has no criterion with a weight of its own")


@cache
def _moved(sector: str) -> tuple[Rapport, float]:
    """The report with the sector's criterion a step up, and what that moves the sector's index by."""
    report = built.report("bergen_2009")
    weight, yellow = _index_cell(report, sector, report.data.rapportaar)
    base = next(i.base.value for i in report.book.inputs if i.what_if is yellow)
    moved = build(report.data, what_if={yellow.place: float(base) + STEP})  # type: ignore[arg-type]
    return moved, float(weight.value) * STEP  # type: ignore[arg-type]


def test_the_other_sectors_have_no_criterion_of_their_own(bergen: Datasett, native: Rapport) -> None:
    for sector in set(bergen.sektorer) - set(SECTORS):
        with pytest.raises(AssertionError, match="no criterion"):
            _index_cell(native, sector, bergen.rapportaar)


def test_a_shared_criterion_is_filled_in_once_and_felt_in_both(bergen: Datasett, native: Rapport) -> None:
    first, second, criterion = SHARED
    year = bergen.rapportaar
    (given,) = [
        i
        for i in native.book.inputs
        if i.label.startswith(f"Kriterieindeks: {criterion}") and i.aar and i.aar.value == year
    ]
    moved = build(bergen, what_if={given.what_if.place: float(given.base.value) + STEP})  # type: ignore[arg-type]
    for sector in (first, second):
        before, after = (r.behov.sektorer[sector].indeks[year].value for r in (native, moved))
        assert after - before > 0.001, sector


@pytest.mark.parametrize("sector", SECTORS)
def test_a_criterion_moves_the_chain(sector: str, bergen: Datasett, native: Rapport) -> None:
    year = bergen.rapportaar
    moved, change = _moved(sector)

    def change_of(pick) -> float:  # type: ignore[no-untyped-def]
        return pick(moved).value - pick(native).value

    mean = native.behov.sektorer[sector].snitt[year].value
    kroner = pytest.approx(change * mean)
    less = pytest.approx(-change * mean)
    assert change_of(lambda r: r.behov.sektorer[sector].indeks[year]) == pytest.approx(change)
    assert change_of(lambda r: r.behov.sektorer[sector].korreksjon[year]) == kroner
    assert change_of(lambda r: r.behov.sektorer[sector].behov[year]) == kroner
    for step in (0, 1):
        assert change_of(lambda r, step=step: r.avvik.kjede.steg[step][sector][year]) == 0
    for step in (2, 3):
        for line in (sector, SUM_IS, SUM_DRIFT, DISPONIBEL):
            assert change_of(lambda r, s=step, w=line: r.avvik.kjede.steg[s][w][year]) == less
    table = native.avvik.tabell19
    for use in table.avvik:
        moved_by = change_of(lambda r, use=use: r.avvik.tabell19.avvik[use][year])
        assert abs(moved_by) > 1e-6, use
    # The printed deviations are whole kroner: their sum is what rounding leaves of 0.
    assert abs(native.avvik.tabell19.sum_avvik[year].value) <= 0.5 * len(table.avvik)
    assert change_of(lambda r: r.avvik.tabell19.sum_avvik[year]) == pytest.approx(0, abs=1e-6)
    assert change_of(lambda r: r.avvik.tabell19.nivaa[year]) < 0
    others = [y for y in bergen.aar if y != year]
    for other in others:
        assert change_of(lambda r, y=other: r.avvik.kjede.slutt[sector][y]) == 0


@pytest.mark.parametrize("sector", SECTORS)
def test_a_criterion_moves_the_figures(sector: str, bergen: Datasett, native: Rapport) -> None:
    moved, _ = _moved(sector)
    for title, (sheet, number) in FIGURES.items():
        before, after = (r.book.sheets[sheet].charts[number] for r in (native, moved))
        for old, new in zip(before.series, after.series, strict=True):
            name = old.name.value if isinstance(old.name, Cell) else old.name
            same = name in bergen.aar[:-1]
            assert (old.values.value == new.values.value) is same, (title, name)


def test_a_criterion_moves_them_in_the_file_as_well(
    bergen: Datasett, native: Rapport, native_session: Session
) -> None:
    year, sector = bergen.rapportaar, "Sosialtjenesten"
    moved, _ = _moved(sector)
    _, yellow = _index_cell(native, sector, year)
    filled = next(c.value for c in moved.book.cells() if c.place == yellow.place)
    values = filled_in(native_session, {yellow.place: filled})
    for cell in (
        moved.behov.sektorer[sector].indeks[year],
        moved.behov.sektorer[sector].korreksjon[year],
        moved.avvik.kjede.steg[2][sector][year],
        moved.avvik.kjede.slutt[DISPONIBEL][year],
        moved.avvik.tabell19.avvik["Grunnskole"][year],
    ):
        assert values[cell.sheet, cell.address] == pytest.approx(cell.value, rel=1e-9)
