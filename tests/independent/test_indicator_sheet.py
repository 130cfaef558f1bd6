"""Indikator: every municipality on a chosen indicator, its years and its place, against the raw figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from asss_xl.functions.values import Value, is_number
from asss_xl.report.rapport import Rapport
from tests.independent import sheets
from tests.independent.comparing import RAW, Oracle, Workbook, agree
from tests.independent.figures import Book
from tests.independent.profiles import Profiles
from tests.independent.raw import Choice, Package
from tests.support import choosing

ARK = "Indikator"
PACKAGE = Package(RAW)
GROUPS = ("ASSS-12", "KOSTRA-gruppe 12", "ASSS uten Oslo")
YEARS = (2024, 2023, 2022)
_MEAN = "Snitt"
#: The fewest among whom there is a place.
_FEWEST = 3


def _labels(oracle: Oracle) -> dict[str, object]:
    """What can be chosen, and the indicator that it is: those of the members' own figures."""
    rows = list(oracle.indicators.defined.itertuples())
    short = [f"{row.navn}: {row.kortnavn}" for row in rows]
    return {
        f"{text} ({row.nr})" if short.count(text) > 1 else text: row
        for text, row in zip(short, rows, strict=True)
    }


class _Expected:
    """A choice's figures of one indicator."""

    def __init__(self, oracle: Oracle, choice: Choice, row: object) -> None:
        self.package, self.choice, self.row = oracle.package, choice, row
        self.profiles = Profiles(Book(oracle.package, oracle.spending, choice), oracle.indicators)
        first = min(year for _, year in oracle.package.people)
        self.years = range(max(first, choice.year - 4), choice.year + 1)

    def mean(self, year: int) -> float | None:
        found = self.profiles.compared(self.row, year)
        few = len(found) < self.row.minste_antall  # type: ignore[attr-defined]
        return None if few else self.profiles.mean(found)

    def figure(self, unit: str, year: int) -> float | None:
        if self.package.broken(unit, year, self.choice.year):
            return None
        return self.profiles.figure(self.row, unit, year)

    def place(self, unit: str) -> str:
        inside = {u: round(v, 9) for u, (v, _) in self.profiles.compared(self.row, self.choice.year).items()}
        least = max(self.row.minste_antall, _FEWEST)  # type: ignore[attr-defined]
        if unit not in inside or len(inside) < least:
            return "–"
        return str(1 + sum(other > inside[unit] for other in inside.values()))

    def wrong(self, page: sheets.Page) -> Iterator[str]:
        """The cells of the table that are otherwise; the order of its rows."""
        head = next(row for row in range(1, page.last_row) if page.text(row, 2) == "Kommune")
        columns = {page.text(head, c): c for c in range(3, 12) if page.text(head, c)}
        rows = {page.text(row, 2): row for row in range(head + 1, head + 1 + len(PACKAGE.units) + 1)}
        last, mean = self.choice.year, self.mean(self.choice.year)
        for unit, row in rows.items():
            figures = {y: self.mean(y) if unit == _MEAN else self.figure(unit, y) for y in self.years}
            for year, expected in figures.items():
                if not agree(expected, page.cells.get((row, columns[str(year)]))):
                    yield f"{unit} {year}: {page.cells.get((row, columns[str(year)]))}, {expected}"
            if unit == _MEAN:
                continue
            now = figures[last]
            apart = None if now is None or mean is None else now - mean
            share = None if apart is None or not mean or mean < 0 else 100 * apart / mean
            for head_text, expected in (("Fra snittet", apart), ("Fra snittet, prosent", share)):
                found = page.cells.get((row, columns[head_text]))
                if not agree(expected, found):
                    yield f"{unit} {head_text}: {found}, {expected}"
            if page.text(row) != self.place(unit):
                yield f"{unit} plass: {page.text(row)}, {self.place(unit)}"
        shown = [page.cells.get((row, columns[str(last)])) for row in rows.values()]
        numbers = [round(float(v), 9) for v in shown if is_number(v)]  # type: ignore[arg-type]
        if set(rows) - {_MEAN} != set(PACKAGE.units) or numbers != sorted(numbers, reverse=True):
            yield f"rekkefølgen: {list(rows)}"


def _page(workbook: Workbook, choice: Choice, label: str) -> sheets.Page:
    made: Mapping[str, Value] = {
        choosing.KOMMUNE: choice.own,
        choosing.AAR: float(choice.year),
        choosing.GRUPPE: choice.group,
    }
    for what, value in made.items():
        workbook.session.set(next(p for known, p in workbook.places.items() if known.startswith(what)), value)
    workbook.session.set(f"{ARK}!C4", label)
    workbook.session.evaluate()
    found = sheets.pages({p: v for p, v in workbook.session.values().items() if p[0] == ARK})
    workbook.session.restore()
    return found[ARK]


def _check(oracle: Oracle, workbook: Workbook, labels: list[str], year: int) -> None:
    rows, own = _labels(oracle), PACKAGE.municipalities
    for n, label in enumerate(labels):
        choice = Choice(own[n % len(own)], year, GROUPS[n % len(GROUPS)])
        found = list(_Expected(oracle, choice, rows[label]).wrong(_page(workbook, choice, label)))
        assert not found, (label, choice, found[:8])


def test_the_indicators_to_choose_are_those_of_the_package(oracle: Oracle, network_report: Rapport) -> None:
    (choice,) = [e for e in network_report.book.editables if e.cell.place == f"{ARK}!C4"]
    assert {str(cell.value) for cell in choice.choices} == set(_labels(oracle))


@pytest.mark.parametrize("year", YEARS)
def test_a_chosen_indicator_is_what_the_raw_figures_say(
    year: int, oracle: Oracle, workbook: Workbook
) -> None:
    _check(oracle, workbook, list(_labels(oracle))[YEARS.index(year) :: 37], year)


@pytest.mark.grundig
@pytest.mark.parametrize("year", YEARS)
def test_every_indicator_is_what_the_raw_figures_say(year: int, oracle: Oracle, workbook: Workbook) -> None:
    _check(oracle, workbook, list(_labels(oracle)), year)


def test_a_figure_a_thousandth_off_is_found(workbook: Workbook) -> None:
    package = Package(RAW)
    rows = package["indikatorverdier"]
    hit = (rows["kommune"] == "Tromsø") & (rows["tjeneste"] == "barnevern") & (rows["aar"] == 2024)
    package.tables["indikatorverdier"] = rows.assign(
        teller=rows["teller"].where(~hit, rows["teller"] * 1.001)
    )
    planted = Oracle(package)
    label = next(text for text, row in _labels(planted).items() if (row.tjeneste, row.nr) == ("barnevern", 3))  # type: ignore[attr-defined]
    choice = Choice("Bergen", 2024, GROUPS[0])
    found = list(_Expected(planted, choice, _labels(planted)[label]).wrong(_page(workbook, choice, label)))
    assert any(text.startswith("Tromsø 2024") for text in found), found
