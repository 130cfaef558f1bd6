"""The services at a glance: what stands for a service's spending."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from asss_xl.dataset import Datasett, load
from asss_xl.functions.values import is_number
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Cell
from tests.support import built, choosing, networks
from tests.support.refilled import Refilled

_HEAD, _AGAINST_MEAN = "Tjenestene på ett blikk", 2


def _against_mean(report: Rapport) -> dict[str, Any]:
    """What the table on the front says of each service."""
    cells = report.book.sheets["Forside"].cells
    (head,) = [row for (row, column), c in cells.items() if column == 0 and c.value == _HEAD]
    found, row = {}, head + 1
    while (row, _AGAINST_MEAN) in cells:
        found[str(cells[row, 0].value)] = cells[row, _AGAINST_MEAN].value
        row += 1
    return found


def test_spending_stands_for_spending_and_reservations_are_kept(native: Rapport) -> None:
    """Barnevern is 18 percent over the mean (s. 54), not the need's 95 of figure 3."""
    found = _against_mean(native)
    shown = [round(found[name]) for name in ("Barnevern", "Grunnskole", "Kultur")]
    assert shown == [118, 98, 105]
    for reserved in ("Barnehage", "Kommunehelse", "Sosialtjeneste", "Eiendom", "Pleie og omsorg"):
        assert found[reserved] == "forbehold", reserved


@pytest.mark.parametrize("services", [1, 2])
def test_a_service_that_is_the_only_one_is_named_once(services: int, tmp_path: Path) -> None:
    """Not «Tjeneste 1 ligger 40 prosent over snittet, tjeneste 1 40 prosent over»."""
    rows = networks.rows(services=services, indicators=2, parts=("profiler",), holes=0.0)
    report = build(load(networks.write(tmp_path / "pakke", rows)))
    titles = [str(c.value) for c in report.book.sheets["Forside"].cells.values()]
    (title,) = [t for t in titles if t.startswith("Tjeneste ") and " ligger " in t]
    assert len(re.findall(r"tjeneste \d", title.lower())) == services, title
    assert title.count(" prosent ") == services, title


def test_a_picture_with_nothing_to_say_is_not_headed_by_the_name_of_its_table(tmp_path: Path) -> None:
    """«Tjenestene på ett blikk» stood over the table and in it."""
    rows = networks.rows(services=2, indicators=2, parts=("profiler",), holes=0.0)
    data = load(networks.write(tmp_path / "pakke", rows))
    none = tuple(
        dataclasses.replace(t, indikatorer=tuple(dataclasses.replace(i, maaler=None) for i in t.indikatorer))
        for t in data.tjenester
    )
    front = build(dataclasses.replace(data, tjenester=none)).book.sheets["Forside"]
    told = [cell.value for cell in front.cells.values()]
    assert told.count(_HEAD) == 1 and told.count("Ingen tjenester kan holdes mot snittet") == 1
    (chart,) = [chart for chart in front.charts if chart.kind == "rows"]
    assert isinstance(chart.title, Cell) and chart.title.value == "Ingen tjenester kan holdes mot snittet"


@pytest.mark.parametrize(
    "group, among, inside",
    [
        ("ASSS-12", "ASSS-gjennomsnittet", True),
        ("KOSTRA-gruppe 12", "snittet for KOSTRA-gruppe 12", True),
        ("ASSS uten egen kommune", "snittet for ASSS uten egen kommune", False),
        ("De likeste", "snittet for de likeste kommunene", False),
    ],
)
def test_the_ends_are_counted_among_those_that_are_named(
    network_report: Rapport, network_refilled: Refilled, group: str, among: str, inside: bool
) -> None:
    """0 and 0 «i nettverket» was said of a municipality that was not among those it was held against."""
    cells = network_report.book.sheets["Forside"].cells
    (head,) = [row for (row, column), c in cells.items() if column == 0 and c.value == _HEAD]
    ends = [
        cells[row, column]
        for row in range(head + 1, head + 2 + len(network_report.profiler))
        for column in (7, 8)
        if cells[row, 0].value != "Pleie og omsorg"
    ]
    with network_refilled.having({choosing.places(network_report)[choosing.GRUPPE]: group}):
        (note,) = [str(c.value) for c in cells.values() if str(c.value).startswith("Lavest og høyest: ")]
        assert f"kommunen er det av dem i {among};" in note
        found = [cell.value for cell in ends]
    assert any(isinstance(value, float) and value for value in found) if inside else set(found) == {"–"}


def test_every_indicator_says_what_it_measures(bergen: Datasett) -> None:
    for data in (bergen, built.package("eksempelnettverk")):
        indicators = [i for service in data.tjenester for i in service.indikatorer]
        assert all(i.maaler for i in indicators)
        for i in indicators:
            if "gebyr" in i.kortnavn.lower():
                assert i.maaler == "pris", i.kortnavn
            if i.gruppe == "Kvalitet" and "gebyr" not in i.kortnavn.lower():
                assert i.maaler == "kvalitet", i.kortnavn
            if i.gunstig:
                assert i.maaler in ("kvalitet", "dekning"), i.kortnavn


def test_what_nobody_says_is_spending_stands_for_none(bergen: Datasett) -> None:
    """Without the column no index is shown as a service's spending: it may be its need."""
    services = tuple(
        dataclasses.replace(t, indikatorer=tuple(dataclasses.replace(i, maaler=None) for i in t.indikatorer))
        for t in bergen.tjenester
    )
    found = _against_mean(build(dataclasses.replace(bergen, tjenester=services)))
    assert found and not [name for name, index in found.items() if index is not None], found


def test_a_sector_that_the_chosen_key_does_not_have_is_empty(network_report: Rapport) -> None:
    """Of the package's sectors, those that the year's own key lacks: no «Ikke data» beside them."""
    data, cells = network_report.data, network_report.book.sheets["Forside"].cells
    key = next(k for k in data.noekler if k.gjelder(data.rapportaar))
    without = [name for name in data.sektorer if name not in key.vekter]
    assert without
    shown = {line[0]: line[1].value for line in network_report.forside.paa_ett_blikk}
    assert all(shown[name] == "" for name in without)
    alone = set(without) - {t.navn for t in data.tjenester}
    assert alone and not alone & {c.value for (_, column), c in cells.items() if column == 0}


def test_the_front_explains_only_what_the_package_has(tmp_path: Path) -> None:
    """A dark bar and a print of need and deviations were told of where no need for spending is known."""
    made = networks.rows(members=3, parts=("regnskap", "profiler"))
    front = build(load(networks.write(tmp_path, made))).book.sheets["Forside"]
    told = " ".join(str(c.value) for c in front.cells.values() if isinstance(c.value, str))
    assert (
        "Søyle: utgiftsindikatoren mot snittet." in told and "kommer Forside, Produksjon og Profiler." in told
    )
    for absent in ("Mørk søyle", "Mot behov", "Avvik fra behov", "Utgiftsbehov, "):
        assert absent not in told, absent
    (picture,) = front.charts
    assert len(picture.series) == 1 and "mørk" not in picture.alt


def test_fields_of_rettelser_take_whole_functions_and_years(network_report: Rapport) -> None:
    fields = [e for e in network_report.book.editables if e.cell.sheet == "Rettelser"]
    whole = {e.label.partition(": ")[2].split(" (")[0] for e in fields if e.whole}
    assert whole == {"KOSTRA-funksjon", "året"}


def _extremes(report: Rapport) -> list[tuple[object, object]]:
    """How many indicators of each service the front says that one is lowest and highest on."""
    cells = report.book.sheets["Forside"].cells
    (head,) = [cell for cell in cells.values() if cell.value == "Antall lavest"]
    names = {profile.tjeneste.navn for profile in report.profiler}
    rows = [row for (row, column), c in cells.items() if row > head.row and not column and c.value in names]
    return [(cells[row, head.column].value, cells[row, head.column + 1].value) for row in rows[: len(names)]]


@pytest.mark.parametrize(("members", "known"), [(2, False), (3, True)])
def test_nobody_is_lowest_or_highest_among_two(members: int, known: bool, tmp_path: Path) -> None:
    rows = networks.rows(members=members, services=2, indicators=3, parts=("profiler",), holes=0.0)
    said = _extremes(build(load(networks.write(tmp_path / "pakke", rows))))
    assert [count == "Ikke data" for pair in said for count in pair] == [not known] * 4


def test_who_has_no_figure_in_a_service_is_neither_lowest_nor_highest(tmp_path: Path) -> None:
    rows = networks.rows(members=4, services=2, indicators=3, parts=("profiler",), holes=0.0)
    for row in rows["indikatorverdier"]:
        if (row["tjeneste"], row["kommune"]) == ("tjeneste_1", "By AA"):
            row.update(status="mangler", verdi="", teller="", nevner="")
    data = load(networks.write(tmp_path / "pakke", rows))
    without, other = _extremes(build(data.for_kommune("By AA", 2023)))
    assert without == ("Ikke data", "Ikke data") and "Ikke data" not in other


def test_who_is_lowest_is_counted_where_few_say_how_many_they_are(native: Rapport) -> None:
    """The source prints the number of municipalities for a few indicators, and the ends for more."""
    services = [profile.tjeneste.navn for profile in native.profiler]
    counted = dict(zip(services, _extremes(native), strict=True))
    # Three more are at the ends under the source's reservation, and are not counted.
    assert counted["Barnehage"] == (0.0, 0.0) and counted["Sosialtjeneste"] == (0.0, 2.0)


def test_the_first_page_says_by_which_key_and_who_is_left_out() -> None:
    """The need is by a key that is chosen on another sheet; Oslo is in none of the others' figures."""
    front = built.report("eksempelnettverk", "Bergen", 2024).book.sheets["Forside"]
    told = [str(cell.value) for cell in front.cells.values()]
    assert any(text.startswith("Kostnadsnøkkel: Nøkkel 2020–2024. Kilde: ") for text in told)
    assert (
        front.cells[1, 0].value
        == "OPPDIKTEDE TALL. ASSS-12. Status: foreløpige tall. Øvrige ASSS er uten Oslo."
    )
    regnskap = built.report("eksempelnettverk", "Bergen", 2024).book.sheets["Regnskap"]
    assert "Øvrige ASSS er uten Oslo." in str(regnskap.cells[1, 0].value)
    assert not any(
        "er uten" in str(c.value) for c in built.report("bergen_2009").book.sheets["Forside"].cells.values()
    )


@pytest.mark.parametrize(("package", "name"), [("eksempelnettverk", "Oslo"), ("bergen_2009", "Bergen")])
def test_what_two_services_of_a_sector_spend_is_the_sectors(package: str, name: str) -> None:
    """The first page said that pleie og omsorg 0-66 år spent 22 percent over the need of the whole sector."""
    report = built.report(package, name)
    told = {line[0]: [cell.value for cell in line[1:]] for line in report.forside.paa_ett_blikk}
    sector = told["Pleie og omsorg"]
    at = list(told).index("Pleie og omsorg")
    assert is_number(sector[0]) and list(told)[at + 1] == "Pleie og omsorg 0-66 år"
    for part in ("Pleie og omsorg 0-66 år", "Pleie og omsorg 67 år og eldre"):
        assert told[part] == [None, None]
    if name == "Oslo":
        assert report.forside.melding is not None
        assert str(report.forside.melding.value).startswith("Pleie og omsorg bruker 22 prosent mer ")


def test_there_is_no_efficiency_of_a_part_of_what_a_sector_spends(network_report: Rapport) -> None:
    """What is produced for those over 67 was divided by what the whole sector spends."""
    lines = {line.tjeneste.noekkel: line for line in network_report.produksjon}
    for part in ("pleie_omsorg_0_66", "pleie_omsorg_67"):
        assert is_number(lines[part].produksjon.value)
        assert lines[part].ressursbruk.value == lines[part].effektivitet.value == "Ikke aktuelt"
    assert is_number(lines["kultur"].effektivitet.value)
    sheet = network_report.book.sheets["Produksjon"]
    assert "Pleie og omsorg" not in str(sheet.cells[2, 0].value)
    told = [str(c.value) for c in sheet.cells.values() if c.value]
    assert told.count("Har bare utgifter for hele sektoren: effektivitet regnes ikke for en del.") == 2
