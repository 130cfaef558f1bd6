"""Scenarioer: what a scenario makes of the results, against the raw figures with the same change."""

from __future__ import annotations

import pytest

from asss_xl.dataset import Datasett
from asss_xl.functions.values import is_number
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from asss_xl.report.scenarioer import ark
from tests.independent.comparing import RAW, Oracle
from tests.independent.raw import Choice, Package

OWN, YEAR = "Bergen", 2024
CHOICE = Choice(OWN, YEAR, "ASSS-12")
LESS_GRANT, LESS_SPENDING = "Mindre ramme", "Mindre administrasjon"
#: 1000 kr less from the state; and the share of spending that is cut.
GRANT, SHARE = 50_000.0, 0.03
SECTOR = "Administrasjon"
#: The sectors whose deviation a scenario moves.
MOVED: dict[str, set[str]] = {LESS_GRANT: set(), LESS_SPENDING: {SECTOR}}
#: The lines of the sheet, and where the independent figures have them.
RESULTS = {
    "Netto driftsresultat, 1000 kr": ("tabell 0", "netto", "regnskap"),
    "Overskudd før lån, 1000 kr": ("tabell 0", "overskudd", "regnskap"),
    "Handlingsrom, 1000 kr": ("tabell 4", "handlingsrom", "beloep"),
    "Finansieringsbehov, 1000 kr": ("tabell 5", "finansbehov", "beloep"),
}


@pytest.fixture(scope="module")
def report(few_services: Datasett) -> Rapport:
    plain = build(few_services.for_kommune(OWN, YEAR))
    inputs = {i.line_and_year: i for i in plain.book.inputs if is_number(i.base.value)}
    grant = inputs[f"Rammetilskudd, mill kr {YEAR}"]
    percent = inputs[f"Endring i prosent: {SECTOR} {YEAR}"]
    return build(
        plain.data,
        scenarioer={
            LESS_GRANT: {grant.what_if.place: float(grant.base.value) - GRANT / 1000},
            LESS_SPENDING: {percent.what_if.place: -100 * SHARE},
        },
        grunnlag=plain,
    )


@pytest.fixture(scope="module")
def shown(report: Rapport) -> dict[str, dict[str, object]]:
    """Line and heading of the sheet to its figure."""
    cells = report.book.sheets[ark.SCENARIOARK].cells
    starts = {at: str(cell.value).partition(",")[0] for at, cell in sorted(cells.items())}
    head = next(row for (row, column), text in starts.items() if column == 1 and text == ark.GRUNNLAG)
    heads = {c: text for (row, c), text in starts.items() if row == head and c}
    made: dict[str, dict[str, object]] = {}
    for (row, column), cell in sorted(cells.items()):
        if row > head and column in heads and (row, 0) in cells:
            made.setdefault(str(cells[row, 0].value), {}).setdefault(heads[column], cell.value)
    return made


def _changed(what: str) -> Package:
    """The raw tables with what the scenario changes."""
    package = Package(RAW)
    accounts = package["regnskap"]
    here = (accounts["kommune"] == OWN) & (accounts["aar"] == YEAR)
    if what == LESS_GRANT:
        posts, by = ("rammetilskudd", "driftsinntekter"), GRANT
    else:
        posts, by = ("driftsutgifter",), SHARE * _spent(Package(RAW))
    hit = here & accounts["post"].isin(posts)
    assert hit.sum() == len(posts)
    moved = accounts["beloep"].where(~hit, accounts["beloep"] - by)
    package.tables["regnskap"] = accounts.assign(beloep=moved)
    if what == LESS_SPENDING:
        spent = package["beloep"]
        cut = (spent["kommune"] == OWN) & (spent["aar"] == YEAR) & (spent["art"] == "netto")
        cut &= spent["funksjon"].isin(package.functions[SECTOR])
        package.tables["beloep"] = spent.assign(
            beloep=spent["beloep"].where(~cut, spent["beloep"] * (1 - SHARE))
        )
    return package


def _spent(package: Package) -> float:
    """Net spending of the sector, 1000 kr."""
    codes = package.functions[SECTOR]
    return float(sum(package.amounts.get((OWN, YEAR, code, "netto"), 0.0) for code in codes))


@pytest.mark.parametrize("scenario", [LESS_GRANT, LESS_SPENDING])
def test_the_results_are_those_of_the_raw_figures_with_the_change(
    scenario: str, shown: dict[str, dict[str, object]]
) -> None:
    base = Oracle(Package(RAW)).figures(CHOICE, profiles=False)
    changed = Oracle(_changed(scenario)).figures(CHOICE, profiles=False)
    for line, key in RESULTS.items():
        before, after = base[*key, YEAR], changed[*key, YEAR]
        assert isinstance(before, float) and isinstance(after, float) and before != after
        assert shown[line][ark.GRUNNLAG] == pytest.approx(before, abs=1e-6)
        assert shown[line][scenario] == pytest.approx(after, abs=1e-6), line


@pytest.mark.parametrize("scenario", [LESS_GRANT, LESS_SPENDING])
def test_the_deviations_move_where_the_money_does_and_nowhere_else(
    scenario: str, shown: dict[str, dict[str, object]]
) -> None:
    """The country is the members, and moves too; depreciation and social costs are as they were."""
    base = Oracle(Package(RAW)).figures(CHOICE, profiles=False)
    changed = Oracle(_changed(scenario)).figures(CHOICE, profiles=False)
    lines = {
        line.partition(":")[0]: line for line in shown if line.endswith(": avvik fra landet, kr per innb.")
    }
    moved: set[str] = set()
    for name, line in lines.items():
        four, before, after = (
            found["kjede", name, step, YEAR]
            for found, step in ((base, "trinn 4"), (base, "trinn 3"), (changed, "trinn 3"))
        )
        if four is None:
            assert not is_number(shown[line][scenario])
            continue
        assert isinstance(four, float) and isinstance(before, float) and isinstance(after, float)
        assert shown[line][ark.GRUNNLAG] == pytest.approx(four, abs=1e-6), line
        assert shown[line][scenario] == pytest.approx(four + after - before, abs=1e-6), line
        if abs(after - before) > 1:
            moved.add(name)
    assert len(lines) > 8 and moved == MOVED[scenario]


def test_a_sector_outside_the_key_has_a_dash_in_all_its_cells(report: Rapport) -> None:
    """It was empty, with a change of 0,0 beside it, and «Ikke data» in the change of the live column."""
    cells = report.book.sheets[ark.SCENARIOARK].cells
    outside = {line.navn for line in ark.linjer(report) if line.naa.value in (None, "")}
    assert outside
    for (row, column), cell in cells.items():
        if column == 0 and cell.value in outside:
            assert {c.value for (r, at), c in cells.items() if r == row and at} == {"–"}, cell.value
