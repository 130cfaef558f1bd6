"""Regnskap: missing figures, mergers that break a series, what stands without what-if, the charts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from asss_xl.dataset import load
from asss_xl.functions.values import is_number
from asss_xl.report import build
from asss_xl.report.figurer import AARSFARGER
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Cell, Series
from tests.support import networks

YEARS = (2020, 2021, 2022, 2023)
WINDOW = YEARS[1:]
EGNE = (
    "Regnskap",
    "Rettelser",
    "Mål",
    "Hva hvis",
    "Steg_regnskap",
    "Steg_rettelser",
    "Steg_maal",
    "Steg_hvahvis",
)


def _network(
    folder: Path, without: tuple[tuple[str, int], ...] = (), merged: int = 0, only_own: bool = True
) -> Rapport:
    """A network whose last municipality lacks some figures, or is new from a year."""
    made = networks.rows(seed=3, members=4, years=YEARS, parts=("regnskap",))
    own = made["kommuner"][-2]["kommune"]
    made["regnskap"] = [
        row
        for row in made["regnskap"]
        if (row["post"], row["aar"]) not in without or (only_own and row["kommune"] != own)
    ]
    if merged:
        old = next(row for row in made["kommuner"] if row["kommune"] == own)
        made["kommuner"].remove(old)
        made["kommuner"] += [
            {**old, "til": merged - 1},
            {**old, "nummer": "9999", "fra": merged, "brudd": "ja"},
        ]
    return build(load(networks.write(folder, made, kommune=own, years=YEARS)))


def _row(report: Rapport, label: str, number: int = 1) -> list[Cell]:
    """The row of Regnskap with a label, the first or a later one of several."""
    sheet = report.book.sheets["Regnskap"]
    rows = sorted(r for (r, column), c in sheet.cells.items() if column == 0 and c.value == label)
    return [sheet.at(rows[number - 1], column) for column in range(1, 16)]


def _below(report: Rapport, heading: str, offset: int) -> list[Cell]:
    sheet = report.book.sheets["Regnskap"]
    row = next(r for (r, column), c in sheet.cells.items() if column == 0 and c.value == heading)
    return [sheet.at(row + offset, column) for column in range(0, 16)]


def _values(cells: list[Cell]) -> list[Any]:
    return [cell.value for cell in cells]


# -- missing figures --


def test_an_index_of_figures_that_are_missing_is_not_100(tmp_path: Path) -> None:
    whole = tuple(("rammetilskudd", year) for year in YEARS)
    report = _network(tmp_path, whole, only_own=False)
    for offset in (1, 2, 3):
        assert _values(_below(report, "Figur 2", offset)[1:5]) == ["Ikke data"] * 4


def test_a_missing_year_is_a_gap_that_no_line_crosses(tmp_path: Path) -> None:
    report = _network(tmp_path, (("rammetilskudd", WINDOW[1]),))
    own = _below(report, "Figur 2", 1)
    assert own[1].value == pytest.approx(100) and own[2].value == "Ikke data"
    lines = [s for s in _chart(report, "Figur 2").series if _name(s) == own[0].value]
    assert len(lines) == 2
    for series in lines:
        assert sum(is_number(cell.value) for cell in series.values) == 1


def test_the_real_growth_keeps_the_years_that_the_nominal_has(tmp_path: Path) -> None:
    report = _network(tmp_path, (("rammetilskudd", WINDOW[1]),))
    for name in ("Nominell", "Deflatert", "Per innbygger"):
        drawn = [s for s in _chart(report, "Figur 2b").series if _name(s) == name]
        known = [is_number(cell.value) for series in drawn for cell in series.values]
        # Without inhabitants nothing can be said per inhabitant but of the first year.
        expected = [True, False, False] + [False, False, name != "Per innbygger"]
        assert known == expected, name


# -- mergers --


def test_no_growth_goes_over_a_merger_and_growth_beside_it_is_shown(tmp_path: Path) -> None:
    report = _network(tmp_path, merged=WINDOW[1])
    first, second = _row(report, "Driftsinntekter")[9:11]
    assert first.value == "Brudd" and is_number(second.value)
    own = _below(report, "Figur 2", 1)
    assert own[0].value == report.data.kommune
    assert own[1].value == own[4].value == "Brudd"
    assert own[2].value == pytest.approx(100) and is_number(own[3].value)
    spans = [_below(report, "Figur 2b", offset) for offset in (1, 2, 3)]
    assert [row[1].value == "Brudd" for row in spans] == [True, False, True]
    assert [row[6].value == "Brudd" for row in spans] == [True, False, True]


def test_a_merger_after_both_years_breaks_nothing(tmp_path: Path) -> None:
    report = _network(tmp_path, merged=WINDOW[2])
    first, second = _row(report, "Driftsinntekter")[9:11]
    assert is_number(first.value) and second.value == "Brudd"


# -- signs, and what stands without what-if --


def test_depreciation_has_the_sign_of_the_other_spending(network: Rapport) -> None:
    row = _values(_row(network, "Avskrivninger"))
    assert all(value < 0 for value in row[:3] + row[6:15])
    paid, gap = _row(network, "Netto avdrag")[:3], _row(network, "Avdrag minus avskrivninger")[:3]
    for a, b, c in zip(paid, row[:3], gap, strict=True):
        assert a.value + b == pytest.approx(c.value)


def test_amounts_without_what_if_stay_when_one_is_filled_in(tmp_path: Path) -> None:
    before = _network(tmp_path)
    year = before.data.rapportaar
    yellow = next(
        i.what_if.place
        for i in before.book.inputs
        if i.label.startswith("Eiendomsskatt") and i.aar.value == year
    )
    after = build(before.data, what_if={yellow: 5000.0})
    for post in ("driftsinntekter", "netto", "frie", "handlingsrom", "netto_gjeld"):
        kept = [r.regnskap.base(post, year).value for r in (before, after)]  # type: ignore[union-attr]
        assert kept[0] == kept[1]
    now = [r.regnskap.beloep["netto"][year].value for r in (before, after)]  # type: ignore[union-attr]
    assert now[0] != now[1]
    assert before.regnskap is not None
    assert before.regnskap.base("netto", year).value == now[0]


# -- charts and formulas --


def test_a_figure_says_what_it_shows_and_when_a_what_if_has_moved_it(tmp_path: Path) -> None:
    before = _network(tmp_path)
    name, year = before.data.kommune, before.data.rapportaar
    said = str(_chart(before, "Figur 6").title.value)  # type: ignore[union-attr]
    own, other = _values(_row(before, "Netto driftsresultat", 2))[2:9:6]
    word = "lavere" if own < other else "høyere"
    gap = f"{abs(round(own - other, 1)):.1f}".replace(".", ",")
    told = f"{name} har {gap} prosentenheter {word} netto driftsresultat enn resten av nettverket"
    assert said.startswith(told)
    assert f" i {year} (" in said
    yellow = next(
        i.what_if.place
        for i in before.book.inputs
        if i.label.startswith("Rammetilskudd") and i.aar.value == year
    )
    after = build(before.data, what_if={yellow: 1.0})
    moved = str(_chart(after, "Figur 6").title.value)  # type: ignore[union-attr]
    assert moved.startswith("Hva hvis: ") and moved != f"Hva hvis: {said}"


def test_a_figure_without_a_finding_says_what_is_drawn(tmp_path: Path) -> None:
    whole = tuple(("driftsutgifter", year) for year in YEARS)
    report = _network(tmp_path, whole, only_own=False)
    title = _chart(report, "Figur 4").title
    assert isinstance(title, Cell)
    assert title.value == "Brutto driftsresultat, prosent av driftsinntekt"


def test_bars_start_from_zero_and_the_years_are_one_colour_by_strength(network: Rapport) -> None:
    for number in ("4", "5", "6", "7", "8", "9", "11"):
        series = _chart(network, f"Figur {number}").series
        assert [s.color for s in series[:-1]] == list(AARSFARGER) and len(series) <= 4
        assert [cell.value for cell in series[-1].values][1:] == [0.0, 0.0]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Rapport:
    return _network(tmp_path_factory.mktemp("nettverk"))


def _chart(report: Rapport, number: str) -> Any:
    """The chart under the row that names it."""
    sheet = report.book.sheets["Regnskap"]
    place = next(at for at, c in sheet.cells.items() if str(c.value).startswith(f"{number}. "))
    return next(c for c in sheet.charts if (c.row, c.column) == (place[0] + 2, place[1]))


def _name(series: Series) -> Any:
    return series.name.value if isinstance(series.name, Cell) else series.name
