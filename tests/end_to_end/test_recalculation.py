"""An independent engine recalculates the finished file, and no cell changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asss_xl.checks.formula_text import split_place
from asss_xl.functions.values import is_number
from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook import Cell
from tests.end_to_end.comparing import told, unlike
from tests.end_to_end.planting import with_cached
from tests.support.engine import differences, lambda_cells, recalculate
from tests.support.refilled import formula_cells

# What an engine says of the delivered file is asked once. That ironcalc changes none of it, the checks say.
FORMS = ("native", "named")
ENGINES = ("ironcalc", pytest.param("libreoffice", marks=pytest.mark.libreoffice))
NAMED_CALLS = "Funksjoner"


@pytest.mark.parametrize("form", FORMS)
def test_ironcalc_gives_the_values_that_python_gave(
    form: str, files: dict[str, Path], request: pytest.FixtureRequest
) -> None:
    report: Rapport = request.getfixturevalue(form)
    found = unlike(report.book, recalculate(files[form]).values)
    assert not found, told(found)


def test_only_the_named_calls_are_left_to_programs_with_lambda(native: Rapport, native_file: Path) -> None:
    """Exactly the cells that are made as named calls, on one sheet; nothing reads from them."""
    made = {
        split_place(sheet.cells[at].place)
        for sheet in native.book.sheets.values()
        for at in sheet.named_calls
    }
    assert lambda_cells(native_file) == made
    assert {sheet for sheet, _ in made} == {NAMED_CALLS}
    for cell in formula_cells(native.book):
        if cell.sheet != NAMED_CALLS:
            assert not any(given.sheet == NAMED_CALLS for given in cell.call.inputs()), cell.place


def _victims(report: Rapport) -> Iterator[Cell]:
    """A number, a text and a figure behind a chart."""
    yield report.avvik.kjede.slutt["Barnevern"][2009]
    yield next(row.setning for p in report.profiler for row in p.rader if row.setning.value)
    chart = next(sheet.charts[0] for sheet in report.book.sheets.values() if sheet.charts)
    yield next(
        cell
        for series in chart.series
        for cell in series.values
        if cell.call is not None and is_number(cell.value)
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_wrong_cached_values_are_caught_and_no_other_cell_changes(
    engine: str, native: Rapport, native_file: Path, tmp_path: Path
) -> None:
    """Recalculation is really on: the faults that are planted in the file are found, and nothing else."""
    victims = list(_victims(native))
    wrong = {
        cell: f"{float(cell.value) + 1e-3!r}" if is_number(cell.value) else "En annen tekst"  # type: ignore[arg-type]
        for cell in victims
    }
    planted = with_cached(native_file, tmp_path / "feil.xlsx", wrong)
    by_place = {(d.sheet, d.address): d for d in differences(planted, engine)}
    assert by_place.keys() == {split_place(cell.place) for cell in victims}, told(list(map(str, by_place)))
    for cell in victims:
        difference = by_place[split_place(cell.place)]
        assert difference.cached != difference.recalculated
        assert unlike_one(difference.recalculated, cell) == ""


def unlike_one(value: object, cell: Cell) -> str:
    """What an engine's value has against the cell's, in words; empty when they agree."""
    if is_number(cell.value) and is_number(value):
        return "" if value == pytest.approx(cell.value, rel=1e-9) else f"{value} {cell.value}"
    return "" if value == cell.value else f"{value!r} {cell.value!r}"
