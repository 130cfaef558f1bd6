"""A cached value that is not what an engine calculates is a difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.checks.recalculation import Difference, same_value
from asss_xl.functions.values import DIV0, NA, Value
from tests.support.engine import differences, lambda_cells
from tests.support.office import needs_libreoffice
from tests.support.packages import SECOND, SHEET, edited

BOTH = ["ironcalc", pytest.param("libreoffice", marks=needs_libreoffice)]
IFERROR = '<f>IFERROR(C2/0,"Ikke data")</f>'
#: The piece of the good file, the wrong cached value, the place of the difference.
WRONG = [
    ("<f>C2-B2</f><v>0.75</v>", "<f>C2-B2</f><v>0.7500001</v>", "D2"),
    ("</f><v></v>", "</f><v>Ikke data</v>", "D3"),
    (f"{IFERROR}<v>Ikke data</v>", f"{IFERROR}<v>ikke data</v>", "D4"),
    ("<f>C2&gt;B2</f><v>1</v>", "<f>C2&gt;B2</f><v>0</v>", "D5"),
    ("<v>#N/A</v>", "<v>#DIV/0!</v>", "M2"),
    (f't="str">{IFERROR}<v>Ikke data</v>', f">{IFERROR}<v>0</v>", "D4"),
    ('<c r="F3"><v>6.25</v></c>', "", "F3"),
    ('<c r="F3"><v>6.25</v></c>', '<c r="F3"><v>0</v></c>', "F3"),
]


@pytest.mark.parametrize("engine", BOTH)
def test_a_good_workbook_has_no_differences(engine: str, good: Path) -> None:
    assert differences(good, engine) == []


@pytest.mark.parametrize(("old", "new", "address"), WRONG)
def test_a_wrong_cached_value_is_caught(old: str, new: str, address: str, good: Path, tmp_path: Path) -> None:
    broken = edited(good, tmp_path / "g.xlsx", SHEET, old, new)
    assert [(d.sheet, d.address) for d in differences(broken)] == [("Grunnskole", address)]


@pytest.mark.parametrize("libre", [pytest.param("libreoffice", marks=needs_libreoffice)])
def test_wrong_cached_values_are_caught_by_libreoffice(libre: str, good: Path, tmp_path: Path) -> None:
    """All the faults in one file: a conversion takes a second or two."""
    broken = good
    places = set()
    for number, (old, new, address) in enumerate(WRONG):
        if address not in places:
            broken = edited(broken, tmp_path / f"{number}.xlsx", SHEET, old, new)
            places.add(address)
    assert {difference.address for difference in differences(broken, libre)} == places


def test_a_difference_says_where_and_what(good: Path, tmp_path: Path) -> None:
    broken = edited(good, tmp_path / "g.xlsx", SECOND, "<v>17.5</v>", "<v>-1</v>")
    assert differences(broken) == [Difference("Øvrige tall", "A2", "SUM(A1,5)", -1.0, 17.5)]


def test_a_spill_names_the_formula_that_spilled(good: Path, tmp_path: Path) -> None:
    broken = edited(good, tmp_path / "g.xlsx", SHEET, '<c r="F3"><v>6.25</v></c>', "")
    (difference,) = differences(broken)
    assert difference.formula == "TRANSPOSE(B2:C2)*1"
    assert (difference.cached, difference.recalculated) == (None, 6.25)


class TestNamedFunctions:
    def test_are_left_out_for_libreoffice_with_what_depends_on_them(self, good: Path, tmp_path: Path) -> None:
        chain = edited(good, tmp_path / "1.xlsx", SHEET, "<f>D2+D8</f>", "<f>D6-D2</f>")
        chain = edited(
            chain,
            tmp_path / "2.xlsx",
            SECOND,
            "<f>SUM(A1,5)</f><v>17.5",
            "<f>SUM(Grunnskole!$D$6:D7)</f><v>2.25",
        )
        assert lambda_cells(chain) == {("Grunnskole", "D6"), ("Grunnskole", "D7"), ("Øvrige tall", "A2")}
        assert differences(chain) == []

    @pytest.mark.parametrize("libre", [pytest.param("libreoffice", marks=needs_libreoffice)])
    def test_show_as_differences_in_libreoffice_when_asked_for(self, libre: str, good: Path) -> None:
        found = differences(good, libre, leave_out_names=False)
        assert [difference.address for difference in found] == ["D6"]

    def test_can_be_left_out_for_ironcalc(self, good: Path, tmp_path: Path) -> None:
        broken = edited(good, tmp_path / "n.xlsx", SHEET, "<v>1.5</v>", "<v>3</v>")
        assert [difference.address for difference in differences(broken)] == ["D6"]
        assert differences(broken, leave_out_names=True) == []


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (1.0, 1.0 + 5e-10, True),
        (1.0, 1.0 + 5e-9, False),
        (1e9, 1e9 + 0.5, True),
        (0.0, 5e-10, True),
        (0.0, 5e-9, False),
        (1, 1.0, True),
        (True, 1.0, False),
        ("a", "a", True),
        ("a", "A", False),
        ("7", 7.0, False),
        ("", None, True),
        ("", 0.0, False),
        (NA, NA, True),
        (NA, DIV0, False),
        (NA, "#N/A", False),
        (True, True, True),
        (True, False, False),
        (None, None, True),
        (None, 0.0, False),
    ],
)
def test_what_counts_as_the_same(left: Value, right: Value, same: bool) -> None:
    assert same_value(left, right) is same
    assert same_value(right, left) is same
