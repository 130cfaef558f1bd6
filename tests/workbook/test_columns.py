"""One formula for a column of alike cells: which they are, and what the file holds of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.checks.package import FileCell, Package, file_cells
from asss_xl.functions.excel.formula import Formula, formula
from asss_xl.functions.values import NA
from asss_xl.workbook import GAP, Book, Cell, Sheet, styles
from asss_xl.workbook.writer import save
from tests.support.engine import differences, recalculate

doubled, rounded = formula("x", "2*x"), formula("x", "ROUND(x,0)")
gap_at_text, with_unit = formula("x", 'IF(x<"",x,NA())'), formula("x", 'x&" kr"')
added = formula("a b", "a+b")
FIGURES = (1.4, -2.0, "Ikke data", 3.6)


@pytest.fixture
def steps(book: Book) -> Sheet:
    """A calculation sheet with figures in its first column."""
    sheet = book.calculation_sheet("Steg_x")
    for row, value in enumerate(FIGURES):
        sheet.put(row, 0, value)
    return sheet


def _filled(sheet: Sheet, function: Formula, column: int = 1, missing: object = "Ikke data") -> list[Cell]:
    return [
        sheet.calc(row, column, function, sheet.at(row, 0), missing=missing)  # type: ignore[arg-type]
        for row in range(len(FIGURES))
    ]


def _held(book: Book, folder: Path) -> dict[str, FileCell]:
    """What the file has of each cell of the steps, when an engine agrees with all of it."""
    path = folder / "bok.xlsx"
    save(book, path)
    assert not differences(path)
    return {at: cell for (name, at), cell in file_cells(Package.open(path)).items() if name == "Steg_x"}


def test_a_column_of_alike_steps_has_one_formula(book: Book, steps: Sheet, tmp_path: Path) -> None:
    _filled(steps, doubled)
    held = _held(book, tmp_path)
    assert (held["B1"].formula, held["B1"].spill) == ('IFERROR(2*A1:A4,"Ikke data")', "B1:B4")
    assert [held[f"B{row}"].value for row in range(1, 5)] == [2.8, -4.0, "Ikke data", 7.2]
    assert [held[f"B{row}"].formula for row in range(2, 5)] == [None] * 3


def test_an_error_in_a_filled_cell_is_an_error_in_the_file(book: Book, steps: Sheet, tmp_path: Path) -> None:
    _filled(steps, gap_at_text, missing=GAP)
    held = _held(book, tmp_path)
    assert held["B1"].spill == "B1:B4"
    assert held["B3"].value == NA and isinstance(held["B3"].value, type(NA))


@pytest.mark.parametrize("function", [rounded, formula("x", "COUNT(x)"), formula("x", "IF(ISNUMBER(x),x,0)")])
def test_what_an_engine_takes_otherwise_of_a_column_stays_a_formula_a_cell(
    function: Formula, book: Book, steps: Sheet, tmp_path: Path
) -> None:
    _filled(steps, function)
    assert not any(cell.spill for cell in _held(book, tmp_path).values())


def test_a_text_is_not_joined_to_what_can_be_an_error(book: Book, steps: Sheet, tmp_path: Path) -> None:
    _filled(steps, formula("x", '2*x&" kr"'))
    _filled(steps, with_unit, column=2)
    held = _held(book, tmp_path)
    assert not held["B1"].spill and held["C1"].spill == "C1:C4"


def test_a_formula_never_rests_on_itself(book: Book, steps: Sheet, tmp_path: Path) -> None:
    """A sum so far, and two columns that take from each other's rows above."""
    for row in range(1, 4):
        steps.calc(row, 1, added, steps.at(row - 1, 1), steps.at(row, 0))
    for row in range(4):
        above = row - 1 if row else 0
        steps.calc(row, 3, added, steps.at(above, 4) if row else steps.at(0, 0), steps.at(row, 0))
        steps.calc(row, 4, doubled, steps.at(row, 3))
    held = _held(book, tmp_path)
    assert not held["B2"].spill
    assert not (held["D2"].spill and held["E1"].spill)


def test_what_is_read_has_a_formula_a_cell_but_yellow_cells_have_one(
    book: Book, sheet: Sheet, tmp_path: Path
) -> None:
    for row in range(3):
        given = sheet.input(
            (row, 0), (row, 1), (row, 2), float(row + 1), label=f"Linje {row}", style=styles.tall(0)
        )
        sheet.calc(row, 3, doubled, given.used)
    path = tmp_path / "bok.xlsx"
    save(book, path)
    held = {at: cell for (name, at), cell in file_cells(Package.open(path)).items() if name == "Ark"}
    assert held["C1"].spill == "C1:C3" and not held["D1"].spill
    changed = recalculate(path, changes={"Ark!B2": 10.0}).values
    assert [changed["Ark", f"D{row}"] for row in (1, 2, 3)] == [2.0, 20.0, 6.0]
