"""Ressursbruk and Utgiftsbehov under another cost key, with corrections and with missing figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import POSTER
from asss_xl.dataset.verdi import Oppslag, Verdi
from asss_xl.functions.values import Value, is_number
from asss_xl.report import build
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RESULTAT, linjenavn
from asss_xl.report.avvik.rettet import plass
from asss_xl.report.avvik.tabell import DISPONIBEL
from asss_xl.report.behov.kilde import UTENFOR
from asss_xl.report.kommunerapport import Rapport
from asss_xl.report.rettelser.ark import FUNKSJON, GAMMELT, GJELDER, HODERAD, LINJE_PREMIE, VIRKER
from asss_xl.workbook.page import page_starts
from tests.support import choosing
from tests.support.refilled import Refilled

HEFTET = "Grønt hefte 2026"
YEAR = 2024


@pytest.fixture
def package(few_services: Datasett) -> Datasett:
    return few_services


@pytest.fixture
def plain(network_report: Rapport) -> Rapport:
    return network_report


@pytest.fixture(scope="module")
def keyed(network: Datasett, network_report: Rapport) -> Rapport:
    """With Grønt hefte 2026, and no correction of one's own."""
    return build(network, what_if=_chosen(choosing.places(network_report)))


def _chosen(places: dict[str, str], **given: Value) -> dict[str, Value]:
    """Grønt hefte 2026, and a third line of corrections."""
    wanted = {choosing.NOEKKEL: HEFTET, **{f"Rettelse 3: {what}": v for what, v in given.items()}}
    return {
        next(place for label, place in places.items() if label.startswith(start)): value
        for start, value in wanted.items()
    }


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ({"linje eller sektor": "Administrasjon"}, "Administrasjon og landbruk"),
        ({"KOSTRA-funksjon": 120.0}, "Administrasjon og landbruk"),
        ({"KOSTRA-funksjon": 201.0}, "Barnehage"),
        ({"linje eller sektor": POSTER["driftsutgifter"]}, ANDRE),
    ],
)
def test_a_correction_finds_its_place_in_the_key_that_is_chosen(
    what: dict[str, Value], line: str, plain: Rapport, keyed: Rapport, network_refilled: Refilled
) -> None:
    """Issue 19, 9: of a sector of another key, of a function, of a line of the accounts."""
    rest: dict[str, Value] = {"året": float(YEAR), "1000 kr": -18_000.0, "er den med?": "Ja"}
    with network_refilled.having(_chosen(choosing.places(plain), **what, **rest, kommunen="Bergen")):
        people = plain.avvik.folk[YEAR].used.value  # type: ignore[union-attr]
        change = -18_000_000 / people  # type: ignore[operator]
        for where, moved in ((line, change), (RESULTAT, -change), (DISPONIBEL, 0.0)):
            one, other = (r.avvik.kjede.rettet[where][YEAR].value for r in (keyed, plain))  # type: ignore[union-attr]
            assert other - one == pytest.approx(moved, abs=1e-6), where
        for cells in plain.avvik.kjede.slutt.values():  # type: ignore[union-attr]
            same = keyed.book.sheets[cells[YEAR].sheet].at(cells[YEAR].row, cells[YEAR].column)
            assert cells[YEAR].value == same.value, "what is reported does not move"


@pytest.mark.parametrize("function", [170.0, 171.0])
def test_a_correction_of_the_premium_deviation_says_where_it_goes(
    function: float, plain: Rapport, network_refilled: Refilled
) -> None:
    """As the chain has it, and not «Andre sektorer», where it moves nothing."""
    rest: dict[str, Value] = {"året": float(YEAR), "1000 kr": 9000.0, "er den med?": "Ja"}
    given: dict[str, Value] = {"KOSTRA-funksjon": function, **rest, "kommunen": "Bergen"}
    with network_refilled.having(_chosen(choosing.places(plain), **given)):
        sheet = plain.book.sheets["Rettelser"]
        (line,) = [row for (row, column), c in sheet.cells.items() if column == 2 and c.value == function]
        assert sheet.at(line, VIRKER).value == "Premieavvik"
        assert plain.rettelser.sum(LINJE_PREMIE, YEAR).value == 9000.0  # type: ignore[union-attr]
        assert plain.rettelser.sum(linjenavn(ANDRE), YEAR).value == 0.0  # type: ignore[union-attr]


@pytest.mark.parametrize("cost", ["Pensjonsinnskudd", "Arbeidsgiveravgift"])
def test_what_leaves_the_premium_deviation_is_in_the_result(
    cost: str, plain: Rapport, network_refilled: Refilled
) -> None:
    """Vedleggstabell 3 prints one as the other with the sign turned: there is one yellow cell for both."""
    chain = plain.avvik.kjede  # type: ignore[union-attr]
    before, income = chain.sosiale[RESULTAT][YEAR].value, chain.slutt[DISPONIBEL][YEAR].value
    cells = {i.label.split(":")[0]: i.what_if.place for i in plain.book.inputs if i.label.startswith(cost)}
    assert f"{cost}, {linjenavn(RESULTAT)}" not in cells
    # The last of the years is the report's.
    with network_refilled.having({cells[f"{cost}, {linjenavn(PREMIE)}"]: 900.0}):
        premium, result = (chain.sosiale[line][YEAR].value for line in (PREMIE, RESULTAT))
        assert result == -premium != before  # type: ignore[operator]
        assert chain.slutt[DISPONIBEL][YEAR].value == pytest.approx(income, abs=1e-6)


@pytest.mark.parametrize(("about", "year"), [("KOSTRA-funksjon", None), ("linje eller sektor", YEAR + 1)])
def test_a_correction_in_a_year_that_is_not_the_package_s_says_so(
    about: str, year: int | None, plain: Rapport, network_refilled: Refilled
) -> None:
    what: Value = 202.0 if year is None else plain.data.sektorer[0]
    given: dict[str, Value] = {about: what, "1000 kr": 9000.0, "er den med?": "Ja"}
    given |= {} if year is None else {"året": float(year)}
    with network_refilled.having(_chosen(choosing.places(plain), **given)):
        sheet = plain.book.sheets["Rettelser"]
        line = HODERAD + 3
        assert what in (sheet.at(line, GJELDER).value, sheet.at(line, FUNKSJON).value)
        assert sheet.at(line, VIRKER).value == ("Året mangler" if year is None else "Gjelder ikke året")
        assert [*plain.book.names["RettetBeloep"]][2].value == 0.0


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (
            "skjermet",
            "Tromsø mangler tall for funksjon 202 (skjermet) i grunnskole i 2024. Det som mangler, er "
            "regnet med det landet bruker per innbygger, og gir ikke noe avvik.",
        ),
        ("ikke_aktuelt", ""),
    ],
)
def test_who_is_left_out_of_the_country_is_said_beside_it(
    status: str, told: str, package: Datasett, plain: Rapport
) -> None:
    """Issue 19, 5: in the year it is about; a function that is not relevant leaves nobody out."""
    where = ("Tromsø", "202", "netto", YEAR)
    made = replace(package, beloep={**package.beloep, where: Verdi(None, status)})
    for year, expected in ((YEAR, told), (YEAR - 1, "")):
        after = build(made.for_kommune("Bergen", year))
        notes = [str(c.value) for c in after.book.sheets["Ressursbruk"].cells.values() if c.value]
        found = [text.strip() for text in notes if "mangler tall" in text]
        assert found == ([expected] if expected else [])
        assert is_number(after.avvik.kjede.slutt[DISPONIBEL][year].value)  # type: ignore[union-attr]
    everyone = [str(c.value) for c in plain.book.sheets["Ressursbruk"].cells.values()]
    assert not [text for text in everyone if "mangler" in text]


def test_what_is_corrected_is_named_where_there_is_room(plain: Rapport) -> None:
    """A text runs over empty cells only; the figures of the profiles have long names."""
    cells = plain.book.sheets["Rettelser"].cells
    rows = {row for (row, column), cell in cells.items() if column == 4 and is_number(cell.value)}
    assert len(rows) > 60
    assert max(len(str(cells[row, 1].value)) for row in rows) < 45
    told = {str(cells[row, GAMMELT].value) for row in rows if (row, GAMMELT) in cells}
    for profile in plain.profiler:
        for line in profile.rader:
            if (profile.tjeneste.noekkel, line.indikator.nr) in plain.flyt.rettet:  # type: ignore[union-attr]
                assert f"{line.indikator.navn}, {line.indikator.enhet}" in told


def test_a_correction_that_lies_in_several_sectors_is_told_of(package: Datasett) -> None:
    codes = dict(package.sektorfunksjoner)
    two = tuple(package.noekler[0].vekter)[:2]
    both = replace(package)
    both.__dict__["sektorfunksjoner"] = {**codes, "Begge": codes[two[0]] | codes[two[1]]}
    assert plass(both, "Begge", two) == "Flere sektorer"
    assert plass(both, two[0], two) == two[0]
    assert plass(both, "999", two) == "Andre sektorer"


def test_a_sector_outside_the_key_has_a_dash_and_no_criteria(
    package: Datasett, plain: Rapport, keyed: Rapport
) -> None:
    """Nothing is blank where others calculate, and other keys' criteria are not shown."""
    needs, chain = keyed.behov, keyed.avvik.kjede
    assert needs is not None and chain is not None
    for year in keyed.valg.vindu:
        for cells in (needs.sektorer["Administrasjon"].indeks, chain.slutt["Administrasjon"]):
            assert cells[year].value == UTENFOR
    for made, key in ((plain, package.noekler[0]), (keyed, package.noekler[1])):
        shown = {c.value for (_, column), c in made.book.sheets["Utgiftsbehov"].cells.items() if not column}
        has = {c for weights in key.vekter.values() for c in weights}
        other = {c for n in package.noekler for w in n.vekter.values() for c in w} - has
        assert has <= shown and not other & shown
    for name in ("Steg_behov", "Steg_avvik", "Steg_demografi", "Tall regnskap"):
        for cell in keyed.book.sheets[name].cells.values():
            assert cell.call is None or cell.value is not None, cell.place


def test_need_and_deviation_add_up_where_the_weights_are_rounded(plain: Rapport, keyed: Rapport) -> None:
    """Issue 19, 14: weights that add to 0.9999. What is used is need, deviation and the rest."""
    needs, chain = keyed.behov, keyed.avvik.kjede
    assert needs is not None and chain is not None
    sector = needs.sektorer["Barnevern"]
    parts = [cells[YEAR].value for cells in (sector.snitt, sector.korreksjon)]
    assert sector.behov[YEAR].value == pytest.approx(sum(parts), rel=1e-12)  # type: ignore[arg-type]
    told, other = (
        [str(c.value) for c in made.book.sheets["Utgiftsbehov"].cells.values()] for made in (keyed, plain)
    )
    assert any("ikke akkurat 1 til sammen" in text and HEFTET in text for text in told)
    assert not any("ikke akkurat 1 til sammen" in text for text in other)


def test_the_country_is_nothing_without_the_rest_of_it(package: Datasett) -> None:
    """Issue 19, 5: never the mean of the members in its place."""
    amounts = dict(package.beloep)
    for where, amount in amounts.items():
        if where[0] == package.resten and where[1:] == ("202", "netto", YEAR):
            amounts[where] = amount._replace(verdi=None, status="mangler")
    report = build(replace(package, beloep=Oppslag(amounts)))
    chain = report.avvik.kjede
    assert chain is not None
    assert chain.slutt["Grunnskole"][YEAR].value == "Ikke data"
    assert is_number(chain.slutt["Barnevern"][YEAR].value)
    assert is_number(chain.slutt["Grunnskole"][YEAR - 1].value)


def test_two_figures_share_a_page(native: Rapport) -> None:
    sheet = native.book.sheets["Ressursbruk"]
    pages = [sum(chart.row >= start for start in page_starts(sheet)) for chart in sheet.charts]
    assert len(pages) == 3 and len(set(pages)) == 2


def test_rows_of_another_keys_criteria_look_empty(plain: Rapport) -> None:
    """Each sector's criteria are within a range whose rows without a name have no colour."""
    sheet = plain.book.sheets["Utgiftsbehov"]
    covered = {cell.row for cells in sheet.blank for cell in cells if cell.column == 0}
    lines = {row: c for (row, column), c in sheet.cells.items() if column == 0 and c.call and c.style.bottom}
    unnamed = {row for row, cell in lines.items() if cell.value == ""}
    assert unnamed and unnamed <= covered


def test_what_the_use_in_tabell_19_is_stands_at_the_table(network_report: Rapport, native: Rapport) -> None:
    """More than the accounts have: it is the level of the country with the deviation. Not a printed one."""
    for report, there in ((network_report, True), (native, False)):
        cells = report.book.sheets["Ressursbruk"].cells
        rows = {str(cell.value): row for (row, column), cell in cells.items() if column == 0}
        told = [row for text, row in rows.items() if text.startswith("Faktisk bruk er landets utgift")]
        assert told == [rows["Inntektsnivå i forhold til landet"] + 1] * there


def test_the_figures_have_no_holes_for_sectors_that_the_key_lacks(
    network_report: Rapport, network_refilled: Refilled
) -> None:
    """Barnehage and Administrasjon og landbruk stood without bars; with Grønt hefte Administrasjon did."""
    place = choosing.places(network_report)[choosing.NOEKKEL]
    for key, lacks in ((HEFTET, {"Administrasjon"}), (None, {"Barnehage", "Administrasjon og landbruk"})):
        with network_refilled.having({place: key} if key else {}):
            for sheet in ("Utgiftsbehov", "Ressursbruk"):
                for chart in network_report.book.sheets[sheet].charts:
                    names = [str(cell.value or "") for cell in chart.series[0].categories]
                    figures = zip(*(series.values for series in chart.series), strict=True)
                    known = [any(is_number(cell.value) for cell in cells) for cells in figures]
                    drawn = names[: len(names) - names.count("")]
                    assert all(drawn) and not lacks & {*drawn}
                    assert known == [bool(name) for name in names]
