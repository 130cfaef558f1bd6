"""A merger between two years: no change, verdict or growth goes over it, anybody's."""

from __future__ import annotations

import pytest

from asss_xl.functions.values import is_number
from tests.support import built

_BROKEN = "Brudd i serien"


@pytest.mark.parametrize(("year", "broken"), [(2022, False), (2023, True), (2024, False)])
def test_the_first_page_has_no_change_or_verdict_over_a_merger(year: int, broken: bool) -> None:
    """Fredrikstad merged in 2023, in `kommuner.csv`."""
    front = built.report("eksempelnettverk", "Fredrikstad", year).book.sheets["Forside"]
    for heading, words in ((f"Endring fra {year - 1}", "Vurdering"), ("Endring", "Retning")):
        row, column = next(at for at, cell in front.cells.items() if cell.value == heading)
        assert front.cells[row, column + 1].value == words
        lines = 0
        while (row + 1 + lines, column) in front.cells and front.at(row + 1 + lines, column + 1).call:
            change, verdict = (front.cells[row + 1 + lines, column + n].value for n in (0, 1))
            assert is_number(change) is not broken, (row + lines, change)
            assert ((change, verdict) == (_BROKEN, "")) is broken, (change, verdict)
            lines += 1
        assert lines >= 6
