"""What an engine makes of the file is what Python wrote, whatever is chosen."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from asss_xl.checks import check
from asss_xl.dataset import Datasett, load
from asss_xl.functions.values import Value
from asss_xl.report import Hovedrapport, IkkeNettverk, build_main
from asss_xl.workbook.writer import save
from tests.end_to_end.comparing import unlike
from tests.support import networks
from tests.support.engine import Session, differences, filled_in
from tests.support.office import needs_libreoffice


@pytest.fixture(scope="module")
def session(file: Path) -> Session:
    return Session(file)


def test_recalculation_changes_no_cell_and_no_rule_finds_fault(file):
    found = check(file)
    assert found.formulas > 2000
    assert (found.differences, found.findings) == ([], [])


def test_the_accounts_of_one_in_one_year_give_no_finding(tmp_path: Path) -> None:
    rows = networks.rows(members=1, years=(2023,), parts=("regnskap",))
    made = build_main(load(networks.write(tmp_path / "pakke", rows, years=(2023,))))
    save(made.book, tmp_path / "h.xlsx")
    assert check(tmp_path / "h.xlsx").findings == []


@pytest.mark.parametrize("form", ["named"])
def test_the_named_form_recalculates_too(data: Datasett, form: str, tmp_path: Path):
    save(build_main(data, form).book, tmp_path / "h.xlsx")
    assert differences(tmp_path / "h.xlsx") == []


def test_every_year_group_and_key_gives_the_book_built_for_it(
    data: Datasett, report: Hovedrapport, session: Session
):
    groups = [group.navn for group in report.data.grupper]
    assert len(groups) == 2, "a group without the municipality itself has no meaning here"
    for year, group, key in itertools.product(data.aar, groups, ("Årets nøkkel", "Ny nøkkel")):
        what: dict[str, Value] = {"Forside!B6": group, "Avvik!B3": key}
        found = filled_in(session, {"Forside!B5": float(year), **what})
        expected = build_main(data.for_kommune(data.kommune, year), what_if=what)
        assert unlike(expected.book, found) == [], (year, group, key)


def test_leaving_a_member_out_and_drawing_another_indicator(
    data: Datasett, report: Hovedrapport, session: Session
):
    choices = [e for e in report.book.editables if e.cell.sheet == "Figur"][0].choices
    labels = [str(cell.value) for cell in choices]
    for number in range(len(data.medlemmer)):
        what: dict[str, Value] = {f"Nettverk!D{8 + number}": "Nei", "Figur!B4": labels[number % len(labels)]}
        expected = build_main(data, what_if=what)
        assert expected.medlemmene.nettverk.antall.value == len(data.medlemmer) - 1
        assert unlike(expected.book, filled_in(session, what)) == []


def test_a_wrong_cell_is_seen(report: Hovedrapport, session: Session):
    found = session.values()
    cell = report.noekkeltall[0].linje.snitt
    found[cell.sheet, cell.address] = cell.value + 0.001
    (told,) = unlike(report.book, found)
    assert told.startswith(cell.place)


@pytest.mark.parametrize("members, years", [(1, (2021, 2022)), (3, (2023,)), (30, (2022, 2023))])
def test_networks_of_any_size(members: int, years: tuple[int, ...], tmp_path: Path):
    made = networks.rows(members=members, years=years)
    made_data = load(networks.write(tmp_path / "pakke", made, years=years))
    save(build_main(made_data).book, tmp_path / "h.xlsx")
    found = check(tmp_path / "h.xlsx")
    assert (found.differences, found.findings) == ([], [])


#: The parts alone, in pairs and all but one; those of three are long proofs.
_PARTS = [
    pytest.param(c, marks=[pytest.mark.grundig] if n == 3 else [])
    for n in range(1, 6)
    for c in itertools.combinations(networks.PARTS, n)
]


@pytest.mark.parametrize("parts", _PARTS, ids="-".join)
def test_a_package_with_some_of_the_parts(parts: tuple[str, ...], tmp_path: Path):
    made = networks.rows(members=3, years=(2022, 2023), parts=parts)
    made_data = load(networks.write(tmp_path / "pakke", made, years=(2022, 2023)))
    found = build_main(made_data)
    save(found.book, tmp_path / "h.xlsx")
    result = check(tmp_path / "h.xlsx")
    assert (result.differences, result.findings) == ([], [])
    said = " ".join(str(c.value) for c in found.book.sheets["Metode"].cells.values())
    assert [name for name in found.utelatt if name not in said] == []


def test_a_report_of_one_municipality_is_refused_in_words(bergen: Datasett):
    with pytest.raises(IkkeNettverk, match="bare tall for én kommune"):
        build_main(bergen)


def test_the_example_network_is_small_and_recalculates(main_report: Hovedrapport, tmp_path: Path):
    target = tmp_path / "h.xlsx"
    save(main_report.book, target)
    assert target.stat().st_size < 1_000_000
    found = check(target)
    assert (found.differences, found.findings) == ([], [])


class TestLibreOffice:
    pytestmark = needs_libreoffice

    def test_libreoffice_changes_no_cell(self, file: Path):
        assert differences(file, "libreoffice") == []
