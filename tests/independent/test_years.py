"""Years that the package does not have: the others' accounts are of the years that it has."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from asss_xl.checks.formula_text import split_place
from asss_xl.dataset import load
from asss_xl.report import build
from tests.independent import sheets
from tests.independent.accounts import FIGURE_0, OTHERS, OWN, WITH_PERCENT, Accounts
from tests.independent.comparing import RAW, Oracle, Workbook, agree
from tests.independent.figures import Book
from tests.independent.raw import Choice, Package
from tests.support import choosing, networks


def _accounts(package: Package, oracle: Oracle, choice: Choice) -> Accounts:
    return Accounts(Book(package, oracle.spending, choice))


@pytest.mark.parametrize(
    "choice",
    [
        Choice("Bergen", 2021, "ASSS-12"),
        Choice("Tromsø", 2020, "ASSS-12"),
        Choice("Oslo", 2021, "KOSTRA-gruppe 12"),
    ],
    ids=str,
)
def test_a_year_that_nobody_has_shuts_nobody_out(choice: Choice, oracle: Oracle, workbook: Workbook) -> None:
    book = workbook.book(choice)
    accounts = _accounts(oracle.package, oracle, choice)
    assert len(accounts.actors[OTHERS]) >= 3
    years = [year for year in choice.years if (choice.own, year) in oracle.package.accounts.index]
    assert years == list(range(2020, choice.year + 1))
    lines = {"figur 0": FIGURE_0, **{part: shares for part, (_, shares) in WITH_PERCENT.items()}}
    count = 0
    for part, posts in lines.items():
        shown = sheets.shown(book, part, choice)
        for (line, actor, year), value in shown.items():
            if line in posts and actor in (OWN, OTHERS):
                expected = accounts.percent(actor, line, year) if year in years else None
                assert agree(expected, value), (part, line, actor, year, expected, value)
                count += expected is not None
    assert count > 40 * len(years)
    said = [str(value) for value in book["Forside"].cells.values()]
    assert not [text for text in said if "Det er ingen tall for andre" in text]


def test_a_package_of_two_years_has_the_others(tmp_path: Path, oracle: Oracle) -> None:
    for path in RAW.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".csv" and "aar" in text.partition("\n")[0].split(","):
            rows = pd.read_csv(path, dtype=str, keep_default_na=False)
            text = rows[rows["aar"].isin(["", "2023", "2024"])].to_csv(index=False)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    made = build(load(tmp_path))
    accounts = _accounts(Package(tmp_path), oracle, Choice("Bergen", 2024, "ASSS-12"))
    assert len(accounts.actors[OTHERS]) == 10
    assert made.regnskap is not None
    for year in (2023, 2024):
        shown = made.regnskap.pst[OTHERS]["netto"][year].value
        assert shown == pytest.approx(accounts.percent(OTHERS, "netto", year))


def test_nothing_grows_over_a_year_that_the_package_lacks(tmp_path: Path) -> None:
    """«2023–2024» was the others' growth since 2022, beside «Ikke data» for the municipality's own."""
    rows = networks.rows(members=5, years=(2021, 2022, 2024), services=1, indicators=2, holes=0.0)
    data = load(networks.write(tmp_path, rows, years=(2021, 2022, 2024)))
    book = sheets.pages({split_place(c.place): c.value for c in build(data).book.cells()})
    compared = 0
    for part in ("tabell 1", "tabell 2", "figur 2", "figur 2b", "figur 3"):
        shown = sheets.shown(book, part, Choice(data.kommune, 2024, "Alle"))
        for (line, column, year), value in shown.items():
            others = column.startswith("vekst") and line != "kommune"
            over = part == "figur 2b" and column not in ("pris", "nominell")
            if others or over or part == "figur 3" and column != "aarsloenn":
                assert not isinstance(value, float), (part, line, column, year, value)
                compared += 1
    assert compared > 30


def test_years_in_a_row_are_years_and_not_lines(tmp_path: Path) -> None:
    """Two years back of 2022, 2023 and 2024 is 2021, which a package may lack: 2020 is not it."""
    years = (2019, 2020, 2022, 2023, 2024)
    rows = networks.rows(members=4, years=years, services=1, indicators=1, holes=0.0)
    for row in rows["indikatorverdier"]:
        row.update(teller={2019: 900, 2020: 100, 2022: 200, 2023: 300, 2024: 400}[row["aar"]], nevner=1000)
    for name, told in (("hull", False), ("uten hull", True)):
        if told:
            for key in rows:
                rows[key] = [
                    {**row, "aar": row["aar"] + (row["aar"] < 2022)} if "aar" in row else row
                    for row in rows[key]
                ]
            years = (2020, 2021, 2022, 2023, 2024)
        data = load(networks.write(tmp_path / name, rows, years=years))
        said = " ".join(str(row.setning.value) for row in build(data).profiler[0].rader)
        assert ("for tredje år på rad" in said) is told, said


@pytest.mark.parametrize(("years", "chosen"), [((2021, 2022, 2024), False), ((2022, 2023, 2024), True)])
def test_prices_are_chosen_where_every_year_s_growth_is_known(
    years: tuple[int, ...], chosen: bool, tmp_path: Path
) -> None:
    """Over a missing year the amounts stayed as they were under «i 2024-kroner»."""
    rows = networks.rows(members=4, years=years, services=1, indicators=1, holes=0.0)
    report = build(load(networks.write(tmp_path, rows, years=years)))
    offered = any(place.startswith(choosing.PRISER) for place in choosing.places(report))
    assert offered is chosen
