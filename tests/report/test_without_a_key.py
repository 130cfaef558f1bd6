"""A year that no cost key is for, and one outside the package.

A key that lacks a sector has the spending among «andre sektorer»; a year without a key is divided as in the
nearest, and nothing that builds on its weights is 0.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.frames import ressursbruk
from asss_xl.functions.values import MISSING_TEXT, Value, is_number
from asss_xl.report import build, build_main
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT
from asss_xl.report.avvik.kjede import AVSKR
from asss_xl.report.avvik.tabell import DISPONIBEL, SUM_DRIFT, SUM_IS
from asss_xl.report.behov.kilde import UTENFOR
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap.hovedtall import FRIE, KORRIGERT
from tests.support import choosing

LAST, BEFORE = 2024, 2023
TOLD = "Uten kostnadsnøkkel: 2020, 2021, 2022 og 2023."
_SUMS = (SUM_IS, ANDRE, SUM_DRIFT, AVSKR, DISPONIBEL)


@pytest.fixture(scope="module")
def cut(few_services: Datasett) -> Datasett:
    """The network with one key, which is the last year's only."""
    return replace(few_services, noekler=(replace(few_services.noekler[0], fra=LAST),))


@pytest.fixture(scope="module")
def report(cut: Datasett) -> Rapport:
    return build(cut)


def _line(report: Rapport, label: str) -> list[Value]:
    """The figures of a line in the lowest table of Forside that has it."""
    cells = report.book.sheets["Forside"].cells
    row = max(row for (row, column), cell in cells.items() if column == 0 and cell.value == label)
    return [cells[row, column].value for column in range(1, 5)]


def _texts(report: Rapport, sheet: str) -> str:
    return "\n".join(str(cell.value) for cell in report.book.sheets[sheet].cells.values())


def _chain(report: Rapport, year: int) -> dict[str, list[Value]]:
    assert report.avvik is not None
    steps = (*report.avvik.kjede.steg, report.avvik.kjede.rettet)
    return {line: [step[line][year].value for step in steps] for line in report.avvik.kjede.slutt}


@pytest.mark.parametrize("year", [LAST - 2, BEFORE])
def test_nothing_that_builds_on_a_key_is_known_in_a_year_without_one(
    report: Rapport, network_report: Rapport, year: int
) -> None:
    chain, whole = _chain(report, year), _chain(network_report, year)
    assert set(_SUMS) < set(chain)
    for line, values in chain.items():
        # Spending beside the country's needs no key, and what is in no sector has no need.
        known = len(values) if line in (RENTER, PREMIE, RESULTAT, ANDRE, AVSKR) else 2
        assert values[:known] == whole[line][:known], line
        assert set(values[known:]) <= {MISSING_TEXT}, line
    table, needs, each = report.avvik.tabell19, report.behov, report.per_innbygger
    assert table is not None and needs is not None and each is not None
    for by_year in (table.nivaa, table.sum_avvik, needs.i_alt, needs.sum_behov, needs.sum_korreksjon):
        assert by_year[year].value == MISSING_TEXT
        assert is_number(by_year[LAST].value)


def test_a_year_with_a_key_is_as_before(report: Rapport, network_report: Rapport) -> None:
    whole = _chain(network_report, LAST)
    assert _chain(report, LAST) == {line: whole[line] for line in _chain(report, LAST)}


@pytest.mark.parametrize(
    "label",
    [
        "Utgiftsbehov, landet = 1",
        "Utgifter over behov, kr/innb.",
        "Avvik i disp. inntekt, kr/innb.",
        "Inntektsnivå, landet = 1",
        "Korrigerte frie innt., kr/innb.",
    ],
)
def test_the_first_page_has_no_change_from_a_year_without_a_key(report: Rapport, label: str) -> None:
    """It had «−28, endring −28, ▼ ned»."""
    now, before, change, direction = _line(report, label)
    assert is_number(now)
    assert (before, change, direction) == (MISSING_TEXT, MISSING_TEXT, "")


def test_the_sheets_name_the_years_without_a_key_and_the_dash_is_for_other_years(
    report: Rapport, network_report: Rapport, cut: Datasett
) -> None:
    for sheet in ("Forside", "Ressursbruk", "Utgiftsbehov"):
        assert TOLD in _texts(report, sheet)
        assert "Uten kostnadsnøkkel" not in _texts(network_report, sheet)
    main = build_main(cut)
    assert any(TOLD in str(cell.value) for cell in main.book.sheets["Avvik"].cells.values())
    table = ressursbruk(cut)
    assert list(table.index.get_level_values("aar").unique()) == list(cut.aar)
    assert set(table.loc[table["behov"].notna()].index.get_level_values("aar")) == {LAST}


def _pension(report: Rapport) -> Value:
    cells = report.book.sheets["Hva hvis"].cells
    (row,) = [row for (row, column), cell in cells.items() if cell.value == "Pensjon, av lønn"]
    return cells[row, 1].value


def test_a_report_of_such_a_year_has_no_rate_of_nothing(cut: Datasett, few_services: Datasett) -> None:
    """Pension was 0 percent of wages; it needs no key."""
    report = build(cut.for_kommune("Bergen", BEFORE))
    assert report.avvik is not None
    assert report.avvik.kjede.slutt[SUM_IS][BEFORE].value == MISSING_TEXT
    assert _pension(report) == _pension(build(few_services.for_kommune("Bergen", BEFORE)))
    assert is_number(_pension(report))
    front = report.book.sheets["Forside"].cells
    (row,) = [row for (row, column), cell in front.items() if (column, cell.value) == (0, "Grunnskole")][:1]
    assert front[row, 1].value == MISSING_TEXT


def test_a_key_that_is_chosen_is_the_key_of_every_year(
    report: Rapport, network_report: Rapport, cut: Datasett
) -> None:
    """The one that is left is what the years have in the whole package."""
    chosen = build(cut, what_if={choosing.places(report)[choosing.NOEKKEL]: cut.noekler[0].navn})
    for year in (BEFORE, LAST):
        found, wanted = _chain(chosen, year), _chain(network_report, year)
        for line in (*cut.noekler[0].vekter, *_SUMS):
            assert found[line] == pytest.approx(wanted[line], abs=1e-6), (line, year)


def test_a_year_outside_the_package_is_not_nothing(few_services: Datasett, network_report: Rapport) -> None:
    """The year before the first: built so, and chosen in the workbook."""
    first = few_services.aar[0]
    built = build(few_services.for_kommune("Bergen", first))
    chosen = build(few_services, what_if={choosing.places(network_report)[choosing.AAR]: float(first)})
    for report in (built, chosen):
        now, before, change, direction = _line(report, "Utgifter over behov, kr/innb.")
        assert is_number(now)
        assert (before, change, direction) == (MISSING_TEXT, MISSING_TEXT, "")
        key = report.data.rapportaar - 1
        assert {values[0] for values in _chain(report, key).values()} == {MISSING_TEXT}


def test_the_report_of_one_municipality_has_no_need_in_a_year_without_a_key(bergen: Datasett) -> None:
    """Its weights counted as 0, which made an index of 0 and a need of nothing."""
    keys = tuple(key for key in bergen.noekler if not key.gjelder(2008))
    needs = build(replace(bergen, noekler=keys)).behov
    assert needs is not None
    assert needs.i_alt[2008].value == needs.sum_korreksjon[2008].value == MISSING_TEXT
    assert is_number(needs.i_alt[2009].value) and is_number(needs.i_alt[2007].value)


@pytest.mark.parametrize("members_only", [True, False])
def test_corrected_income_is_held_only_against_what_is_corrected_alike(
    members_only: bool, cut: Datasett
) -> None:
    """The country is held to need what it has, and members alone too; without a key nobody is."""
    data = replace(cut, resten="", landet="") if members_only else cut
    made = build(data).per_innbygger
    assert made is not None
    theirs = {year: cell.value for year, cell in made.landet.get(KORRIGERT, {}).items()}
    mine = {year: cell.value for year, cell in made.egen[KORRIGERT].items()}
    assert is_number(mine[LAST]) and mine[BEFORE] == MISSING_TEXT
    known = {year for year, value in theirs.items() if is_number(value)}
    assert known == {LAST}
    if members_only:
        # What one is held to need more, another needs less: together they have what they are held against.
        people = {unit: data.folketall(unit, LAST).verdi or 0.0 for unit in data.medlemmer}
        needs = ressursbruk(data).xs(LAST, level="aar")["korreksjon"].groupby(level="kommune").sum()
        assert sum(people[u] * needs[u] for u in people) / sum(people.values()) == pytest.approx(
            0.0, abs=1e-6
        )
    assert is_number(made.landet[FRIE][BEFORE].value)


def test_one_who_has_criteria_alone_has_nothing_in_a_sector_outside_the_key(
    few_services: Datasett, network_report: Rapport
) -> None:
    """Barnehage had the index 0, so there was no need for it, and the whole need was a fifth too low."""
    own = {
        key: value for key, value in few_services.kriterieverdier.items() if key[0] == few_services.kommune
    }
    report = build(replace(few_services, kriterieverdier=own))
    assert report.behov is not None and network_report.behov is not None
    shown = {name: sector.indeks[LAST].value for name, sector in report.behov.sektorer.items()}
    assert shown == {name: s.indeks[LAST].value for name, s in network_report.behov.sektorer.items()}
    assert UTENFOR in shown.values()
    assert report.behov.i_alt[LAST].value == network_report.behov.i_alt[LAST].value


def test_the_main_report_of_a_year_without_a_key_has_no_need(cut: Datasett) -> None:
    """Every cost index was 0.000, and the deviations were said to be corrected for need."""
    main = build_main(replace(cut, rapportaar=BEFORE))
    assert main.avvik is not None and main.avvik.indeks and main.avvik.kroner
    inside = [line for name, line in main.avvik.kroner.items() if name in main.avvik.sectors]
    for line in (*main.avvik.indeks.values(), *inside):
        assert {cell.value for cell in line.vist} <= {MISSING_TEXT, ""}
    others = {cell.value for cell in main.avvik.kroner[ANDRE].vist}
    assert all(is_number(value) for value in others - {""})
