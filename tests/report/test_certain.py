"""What the formulas are taken to be certain of holds with anything in the yellow cells."""

from __future__ import annotations

import random

import pytest

from asss_xl.functions.values import ExcelError, Value, is_number
from asss_xl.report import build
from tests.support import built

_ANYTHING: tuple[Value, ...] = (0.0, -1.0, 1e-9, 1e12, -1e12, None, "tekst", "Ikke data", "7")


@pytest.mark.parametrize("package", ["bergen_2009", "eksempelnettverk"])
def test_what_is_certain_holds_whatever_is_filled_in(package: str) -> None:
    data, chance = built.package(package), random.Random(2026)
    plain = built.report(package).book
    filled = {item.what_if.place: chance.choice(_ANYTHING) for item in plain.inputs}
    filled |= {e.cell.place: chance.choice(_ANYTHING) for e in plain.editables if e.lowest is not None}
    numbers = 0
    for cell in build(data, what_if=filled).book.cells():
        if cell.leaf.number:
            numbers += cell.call is not None
            assert is_number(cell.value), cell.place
        if cell.leaf.divisor:
            assert cell.value != 0, cell.place
        if isinstance(cell.value, ExcelError):
            assert cell.leaf.faulty or cell.missing is None, cell.place
    assert numbers > 500
