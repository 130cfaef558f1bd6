"""Cells, ranges and calls: addresses, references, values and formulas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from asss_xl import functions as f
from asss_xl.checks.formula_text import address_of, area
from asss_xl.checks.package import Workbook
from asss_xl.functions.values import DIV0, NA, VALUE
from asss_xl.report import formler as bb
from asss_xl.workbook import GAP, MISSING_TEXT, Book, Call, Cell, Sheet, of, styles
from asss_xl.workbook.cells import column_letters, quoted
from asss_xl.workbook.writer import write

Made = Callable[[Cell, Cell], Call]


def _formula(cell: Cell, form: str) -> str:
    assert cell.call is not None
    return "=" + cell.call.formula(cell.sheet, form, cell.missing)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_the_letters_of_a_column(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@given(st.integers(0, 16383), st.integers(0, 1048575))
def test_an_address_leads_back_to_its_place(column: int, row: int) -> None:
    address = f"{column_letters(column)}{row + 1}"
    assert address == address_of(row + 1, column + 1)
    assert area(address) == (row + 1, column + 1, row + 1, column + 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Grunnskole", "Grunnskole"),
        ("Hva hvis", "'Hva hvis'"),
        ("Pleie og omsorg 67+", "'Pleie og omsorg 67+'"),
        ("Kjøkken", "'Kjøkken'"),
        ("2009", "'2009'"),
        ("A1", "'A1'"),
        ("Åse's ark", "'Åse''s ark'"),
    ],
)
def test_a_sheet_name_in_a_formula(name: str, text: str) -> None:
    assert quoted(name) == text


def test_a_reference_names_the_sheet_only_from_another(sheet: Sheet) -> None:
    cell = sheet.put(4, 2, 1.0)
    assert (cell.address, cell.place) == ("C5", "Ark!C5")
    assert (cell.reference("Ark"), cell.reference("Forside")) == ("C5", "Ark!C5")
    box = sheet.range((4, 2), (6, 3))
    assert (box.reference("Ark"), box.reference("Forside")) == ("C5:D7", "Ark!C5:D7")
    assert box.absolute == "=Ark!$C$5:$D$7"
    assert (len(box), box.value) == (6, ((1.0, None), (None, None), (None, None)))


def test_a_range_of_one_cell_has_one_address(sheet: Sheet) -> None:
    sheet.put(0, 0, 1.0)
    assert sheet.range((0, 0), (0, 0)).address == "A1"


def test_a_cell_written_twice_is_an_error(sheet: Sheet) -> None:
    sheet.put(0, 0, 1.0)
    with pytest.raises(ValueError, match=r"Ark!A1 is written twice"):
        sheet.put(0, 0, 2.0)


def test_a_figure_has_the_digits_that_the_file_has_room_for(sheet: Sheet, tmp_path: Path) -> None:
    """Else the last binary digit is another in the file, and an equal figure is not equal there."""
    long = 177.76235757581589
    assert float(f"{long:.16g}") != long
    cell = sheet.put(0, 0, long)
    write(sheet.book, tmp_path / "a.xlsx")
    package = Workbook.open(tmp_path / "a.xlsx")
    own = next(part for part in package.worksheets if part.name == sheet.name)
    (held,) = (c for c in package.cells(own) if c.address == "A1")
    assert held.value == cell.value == pytest.approx(long, rel=1e-15)


def test_two_sheets_of_one_name_are_an_error(book: Book) -> None:
    book.sheet("Et ark")
    with pytest.raises(ValueError, match="Et ark"):
        book.sheet("Et ark")


def test_a_book_in_a_form_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="native"):
        Book(form="blandet")


def test_a_book_without_its_switch_says_so() -> None:
    with pytest.raises(ValueError, match="switch"):
        Book().sheet("Ark").input((0, 0), (0, 1), (0, 2), 1.0, label="", style=styles.TEKST)


def test_a_calculation_has_its_value_and_its_formula_in_both_forms(sheet: Sheet) -> None:
    own, mean = sheet.put(0, 0, 110.0), sheet.put(0, 1, 100.0)
    cell = sheet.calc(0, 2, f.avvik, own, mean)
    assert cell.value == 10.0
    assert _formula(cell, "named") == '=IFERROR(ASSS_AVVIK(A1,B1),"Ikke data")'
    native = _formula(cell, "native")
    assert "ASSS_" not in native and "A1" in native and "B1" in native
    assert cell.call is not None and list(cell.call.inputs()) == [own, mean]


def test_a_call_in_a_call_is_one_formula(sheet: Sheet) -> None:
    a, b = sheet.put(0, 0, 7.0), sheet.put(0, 1, 2.0)
    cell = sheet.calc(0, 2, (a - b) * 3.0)
    assert cell.value == 15.0
    assert cell.call is not None and list(cell.call.inputs()) == [a, b]
    assert not cell.call.uses_names()
    assert sheet.calc(0, 3, of(f.avvik, a, b) - 1.0).call.uses_names()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("made", "text", "value"),
    [
        (lambda a, b: a - (b - 1.0) * a, "=A1-(B1-1)*A1", 0.0),
        (lambda a, b: a - b - 1.0, "=A1-B1-1", 4.0),
        (lambda a, b: 100.0 * b / a, "=100*B1/A1", 200 / 7),
        (lambda a, b: 1.0 - a, "=1-A1", -6.0),
        (lambda a, b: 1.0 + -(a + b), "=1+-(A1+B1)", -8.0),
    ],
)
def test_arithmetic_on_cells_is_a_formula(sheet: Sheet, made: Made, text: str, value: float) -> None:
    cell = sheet.calc(0, 2, made(sheet.put(0, 0, 7.0), sheet.put(0, 1, 2.0)))
    assert (_formula(cell, "native"), cell.value) == (text, pytest.approx(value))


def test_a_constant_in_a_formula_is_quoted_and_escaped(sheet: Sheet) -> None:
    cell = sheet.calc(0, 0, bb.gjenta, 'sa "=1+1"')
    assert cell.value == 'sa "=1+1"'
    assert '"sa ""=1+1"""' in _formula(cell, "native")


def test_a_missing_figure_is_shown_as_text_and_counted_as_missing(sheet: Sheet) -> None:
    missing = sheet.put(0, 0, MISSING_TEXT)
    shown_cell = sheet.calc(0, 1, f.avvik, missing, 100.0)
    assert shown_cell.value == MISSING_TEXT
    assert sheet.calc(0, 2, f.avvik, shown_cell, 5.0).value == MISSING_TEXT
    behind_chart = sheet.calc(0, 3, f.avvik, missing, 100.0, missing=GAP)
    assert behind_chart.value == NA
    assert _formula(behind_chart, "native") == "=IFERROR(A1-100,NA())"
    let_through = sheet.calc(0, 4, f.avvik, missing, 100.0, missing=None)
    assert let_through.value == VALUE
    assert not _formula(let_through, "native").startswith("=IFERROR")


@pytest.mark.parametrize(("divisor", "missing", "value"), [(0.0, "", ""), (0.0, None, DIV0), (2.0, "x", 1.5)])
def test_a_word_stands_only_where_there_is_an_error(
    sheet: Sheet, divisor: float, missing: str | None, value: object
) -> None:
    above, below = sheet.put(0, 0, 3.0), sheet.put(0, 1, divisor)
    assert sheet.calc(0, 2, above / below, missing=missing).value == value


# -- what-if --------------------------------------------------------------------------------------


def _with(what_if: dict[str, object], switch: str = "På") -> Sheet:
    book = Book(what_if=what_if, switch_value=switch)  # type: ignore[arg-type]
    book.place_switch(book.sheet("Forside"), 0, 0, styles.TEKST)
    sheet = book.sheet("Ark")
    sheet.input((0, 0), (0, 1), (0, 2), 10.0, label="Et tall", style=styles.tall(1))
    sheet.input((1, 0), (1, 1), (1, 2), None, label="Et tall til", style=styles.tall(1))
    return sheet


@pytest.mark.parametrize(
    ("what_if", "switch", "used"),
    [
        ({}, "På", 10.0),
        ({"Ark!B1": 12.5}, "På", 12.5),
        ({"Ark!B1": 0.0}, "På", 0.0),
        ({"Ark!B1": 12.5}, "Av", 10.0),
        ({"Ark!B1": None}, "På", 10.0),
        ({"Ark!B1": "tolv"}, "På", 10.0),
        ({"Ark!B9": 12.5}, "På", 10.0),
    ],
)
def test_the_yellow_cell_counts_where_it_holds_a_number_and_the_switch_is_on(
    what_if: dict[str, object], switch: str, used: float
) -> None:
    assert _with(what_if, switch).book.inputs[0].used.value == used


def test_a_missing_figure_can_be_filled_in() -> None:
    empty, filled = _with({}), _with({"Ark!B2": 3.0})
    assert empty.book.inputs[1].base.value == MISSING_TEXT
    assert empty.book.inputs[1].used.value == MISSING_TEXT
    assert filled.book.inputs[1].base.value == MISSING_TEXT
    assert filled.book.inputs[1].used.value == 3.0


def test_only_the_yellow_cell_is_unlocked() -> None:
    given = _with({}).book.inputs[0]
    unlocked = [c.style.unlocked for c in (given.base, given.what_if, given.used)]
    assert unlocked == [False, True, False]
    assert given.what_if.style.fill == styles.GUL


def test_an_editable_cell_has_a_figure_of_its_own_that_what_if_replaces() -> None:
    for what_if, value in (({}, 5.0), ({"Ark!A1": 7.0}, 7.0), ({"Ark!A1": None}, None)):
        cell = (
            Book(what_if=what_if)
            .sheet("Ark")
            .editable(  # type: ignore[arg-type]
                0, 0, 5.0, styles.tall(0), "Et tall", limits=(0, 10)
            )
        )
        assert cell.value == value


def test_a_long_chain_of_cells_can_be_shown_without_end(sheet: Sheet) -> None:
    """The name of a cell in an error message, not the whole workbook behind it."""
    cell = sheet.put(0, 0, 1.0)
    for row in range(1, 2000):
        cell = sheet.calc(row, 0, cell + cell)
    assert len(repr(cell)) < 2000
    assert len(repr(sheet)) < 2000
