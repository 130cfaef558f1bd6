"""What the main report says: the same as the members' own, in order, and in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import asss_xl.dataset
from asss_xl.dataset import Datasett, load
from asss_xl.functions.values import is_number
from asss_xl.report import Hovedrapport, build, build_main, formler as bb
from asss_xl.report.formler import hovedrapport as formler
from asss_xl.report.hovedrapport.avvik import I_ALT
from asss_xl.report.hovedrapport.tabell import HVEM_LAVEST


def _beside(own, tolerance: float):
    """What the main report has for it: the same word where there is no figure."""
    return pytest.approx(own, abs=tolerance) if is_number(own) else own


@pytest.mark.parametrize("key", ["Årets nøkkel", "Ny nøkkel"])
def test_deviations_and_indices_are_those_of_the_members_own_reports(data: Datasett, key: str):
    year = data.rapportaar
    main = build_main(data, what_if={"Avvik!B3": key})
    compared = 0
    for number, name in enumerate(data.medlemmer):
        own = build(data.for_kommune(name, year), what_if={"Utgiftsbehov!B3": key})
        for sector, line in main.avvik.kroner.items():
            there = own.avvik.kjede.slutt[sector][year].value
            assert line.vist[number].value == _beside(there, 1e-6), (name, sector)
            compared += is_number(there)
        for sector, line in main.avvik.indeks.items():
            cells = own.behov.i_alt if sector == I_ALT else own.behov.sektorer[sector].indeks
            there = cells[year].value
            assert line.vist[number].value == _beside(there, 1e-9), (name, sector)
            compared += is_number(there)
    assert compared >= 7 * len(data.medlemmer)


def test_accounts_are_those_of_the_members_own_reports(data: Datasett, report: Hovedrapport):
    for number, name in enumerate(data.medlemmer):
        own = build(data.for_kommune(name, data.rapportaar)).regnskap
        for post in ("netto", "netto_gjeld"):
            for year in data.vindu:
                mine = report.regnskap[post][year].vist[number].value
                assert mine == pytest.approx(own.pst["kommune"][post][year].value)


def test_ten_key_figures_and_each_on_the_front_in_words(report: Hovedrapport):
    assert len(report.noekkeltall) == 10
    front = [str(c.value) for c in report.book.sheets["Forside"].cells.values()]
    for line in report.noekkeltall:
        lowest = line.linje.steg[HVEM_LAVEST].value
        assert any(f"Lavest: {lowest} (" in text for text in front)


def test_it_is_said_which_means_leave_oslo_out(network: Datasett):
    """The mean of the accounts is without Oslo, that of the deviations with: said where it is printed."""
    book = build_main(network).book
    for name in ("Forside", "Nøkkeltall"):
        sheet = book.sheets[name]
        told = " ".join(str(c.value) for c in sheet.cells.values() if c.column == 0)
        assert "sum over sum uten Oslo" in told and "også Oslo" in told, name
    texts = [c.value for c in book.sheets["Produksjon"].cells.values()]
    assert "indeks" in texts and "snitt = 100" not in texts


@pytest.mark.parametrize("year", [2022, 2024])
def test_all_checks_are_ok_at_rest(year: int, network: Datasett):
    cells = build_main(network.for_kommune(network.kommune, year)).book.sheets["Kontroll"].cells
    answers = [c.value for (_, column), c in cells.items() if column == 4 and c.call is not None]
    assert answers.count("OK") > 40 and set(answers) <= {"OK", "Ikke prøvd"}


def test_a_headline_with_a_reservation_is_not_a_key_figure(data: Datasett):
    service = data.tjenester[0]
    first = replace(service.indikatorer[0], forbehold="Ikke sammenliknbar.")
    changed = replace(service, indikatorer=(first, *service.indikatorer[1:]))
    made = build_main(replace(data, tjenester=(changed, *data.tjenester[1:])))
    labels = [line.linje.om.etikett for line in made.noekkeltall]
    assert f"{service.navn}: {first.kortnavn}" not in labels
    texts = [c.value for c in made.book.sheets[service.navn].cells.values()]
    assert any("Ikke sammenliknbar." in str(text) for text in texts)


def test_too_few_with_figures_get_neither_sign_nor_rank(data: Datasett):
    service = data.tjenester[0]
    asked = tuple(replace(i, minste_antall=99) for i in service.indikatorer)
    made = build_main(replace(data, tjenester=(replace(service, indikatorer=asked),)))
    sheet = made.book.sheets[service.navn]
    signs = {c.value for c in sheet.cells.values() if c.call and c.call.function is formler.merke}
    assert signs == {""}
    ranks = {c.value for c in made.book.sheets["Plass"].cells.values()}
    assert "For få" in ranks


def test_members_of_each_figure_stand_from_the_highest(report: Hovedrapport):
    for chart in report.book.sheets["Figur"].charts:
        categories = chart.series[0].categories
        sheet = report.book.sheets[categories.sheet]
        rows = [cell.row for cell in categories]
        given = {sheet.cells[row, 0].value: sheet.cells[row, 1].value for row in rows}
        numbers = {name: v for name, v in given.items() if is_number(v)}
        drawn = [str(cell.value) for cell in categories if cell.value]
        assert sorted(drawn) == sorted(numbers)
        assert [numbers[name] for name in drawn] == sorted(numbers.values(), reverse=True)


def test_equal_figures_are_all_drawn():
    values = ((3.0,), (5.0,), (3.0,), ("Ikke data",), (5.0,))
    places = [formler.rekkefoelge(v[0], values, values[: n + 1]) for n, v in enumerate(values)]
    assert places == [3.0, 1.0, 4.0, "", 2.0]


def test_every_sheet_says_that_the_figures_are_invented(report: Hovedrapport):
    for name, sheet in report.book.sheets.items():
        assert "OPPDIKTEDE TALL" in str(sheet.cells[1, 0].value).upper(), name


def test_a_single_service_with_two_indicators_of_one_name_can_be_told_apart(data: Datasett):
    service = data.tjenester[0]
    alike = tuple(replace(i, kortnavn="Det samme") for i in service.indikatorer)
    made = build_main(replace(data, tjenester=(replace(service, indikatorer=alike),)))
    labels = [line.om.etikett for line in made.linjer[service.navn]]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    "number, decimals, text",
    [
        (-0.04, 1, "0"),
        (1234.5, 1, "1 235"),
        (0.976, 3, "0,976"),
        (-12.05, 1, "−12,1"),
        (9.96, 1, "10"),
        (-3410.4, 0, "−3 410"),
        (-999.96, 1, "−1 000"),
        (709037, 0, "709 037"),
    ],
)
def test_numbers_in_sentences(number, decimals, text):
    assert bb.i_ord(bb.avrundet(number, float(decimals))) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    "number, text", [(2864.3, "2 860"), (-246.4, "250"), (66.4, "66"), (0.4, "0,4"), (161705.8, "161 710")]
)
def test_amounts_that_are_about(number, text):
    assert bb.i_ord(bb.om_lag(number)) == text.replace(" ", "\u00a0")


def test_bars_start_from_zero_whatever_is_chosen(report: Hovedrapport):
    """Programs begin at 0,8 when all figures are near 1; a series of zeros keeps the scale."""
    for chart in report.book.sheets["Figur"].charts:
        assert chart.kind == "column" and {cell.value for cell in chart.series[-1].values} == {0.0}


def test_the_country_is_no_member(tmp_path: Path):
    """As a group to be held against it had a column of its own, and with two keys the main report stopped."""
    for file in (Path(asss_xl.dataset.__file__).parent / "eksempelnettverk").iterdir():
        text = file.read_text(encoding="utf-8").replace("Resten av landet", "Landet")
        (tmp_path / file.name).write_text(text.replace('"resten": "Landet"', '"landet": "Landet"'), "utf-8")
    data = load(tmp_path)
    assert any("Landet" in group.medlemmer for group in data.grupper)
    sheet = build_main(data).book.sheets["Avvik"]
    heads = [c.value for (row, _), c in sheet.cells.items() if row < 5]
    assert "Bergen" in heads and "Landet" not in heads
