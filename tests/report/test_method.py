"""The report's figures against the method worked out by hand, and what its parts do together."""

from __future__ import annotations

import pytest

from asss_xl.dataset import Datasett
from asss_xl.functions.values import is_number
from asss_xl.report import build
from asss_xl.report.avvik.kilde import RESULTAT
from asss_xl.report.avvik.tabell import DISPONIBEL
from asss_xl.report.avvik.tabell19 import implied_inhabitants
from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook import Cell
from tests.support.refilled import Refilled

FRONT = "Forside"


@pytest.mark.parametrize(("year", "people"), [(2007, 244_620), (2008, 247_746), (2009, 249_540)])
def test_the_inhabitants_that_two_units_of_tabell_19_imply(year: int, people: int, bergen: Datasett) -> None:
    found = implied_inhabitants(bergen, year)
    assert isinstance(found.verdi, float)
    assert abs(found.verdi - people) <= 15


def test_the_chain_of_pleie_og_omsorg_2009_by_hand(native: Rapport, bergen: Datasett) -> None:
    chain, sector = native.avvik.kjede, native.behov.sektorer["Pleie og omsorg"]
    line, year = "Pleie og omsorg", 2009
    first = chain.ukorrigert[line][year].base.value
    depreciation = chain.avskrivning[line][year].base.value
    social = chain.pensjon[line][year].base.value + chain.avgift[line][year].base.value  # type: ignore[operator]
    (key,) = [n for n in bergen.noekler if n.gjelder(year)]
    need = (
        sum(
            weight.verdi * (bergen.kriterieverdier["Bergen", line, criterion, year].verdi - 1)  # type: ignore[operator]
            for criterion, weight in key.vekter[line].items()
        )
        * sector.snitt[year].value
    )  # type: ignore[operator]
    values = [step[line][year].value for step in chain.steg]
    expected = [first, first - depreciation]  # type: ignore[operator]
    expected += [expected[1] - need, expected[1] - need - social]
    assert values == pytest.approx(expected, abs=1e-6)
    # As the report prints them, p. 38.
    assert values == pytest.approx([550, 539, 876, 984], abs=0.5)
    # «9,6 prosent» of the need, p. 34.
    assert 100 * values[-1] / sector.behov[year].value == pytest.approx(9.6, abs=0.15)


@pytest.mark.parametrize(("year", "level"), [(2007, 0.9784), (2008, 0.9453), (2009, 0.9285)])
def test_the_income_level_of_tabell_19(year: int, level: float, native: Rapport) -> None:
    """«92,9 prosent» in the text for 2009."""
    assert native.avvik.tabell19.nivaa[year].value == pytest.approx(level, abs=5e-4)


def test_the_deviations_at_own_income_level_sum_to_nothing(native: Rapport) -> None:
    for year, cell in native.avvik.tabell19.sum_avvik.items():
        assert abs(cell.value) <= 1e-6
        parts = [native.avvik.tabell19.avvik[use][year].value for use in native.avvik.tabell19.avvik]
        assert sum(parts) == pytest.approx(0, abs=1e-6), year


def test_grunnskole_has_its_additions(native: Rapport) -> None:
    sector = native.behov.sektorer["Grunnskole"]
    assert sector.korreksjon[2009].value == pytest.approx(-932, abs=12)
    assert sector.behov[2009].value == pytest.approx(8383 - 932, abs=12)


def test_a_profile_index_is_the_printed_label_and_follows_the_method(
    native: Rapport, bergen: Datasett
) -> None:
    tried = 0
    for profile in native.profiler:
        for row in profile.rader:
            own = bergen.verdi(row.indikator, "Bergen", 2009).verdi
            mean = bergen.referanse(row.indikator, "snitt", 2009).verdi
            if own is not None and mean:
                assert row.indeks.value == pytest.approx(100 * own / mean, rel=1e-12)
                label = bergen.etikett(row.indikator, "kommune")
                if label.verdi is not None and label.stemmer is not False:
                    assert row.indeks.value == pytest.approx(label.verdi, abs=0.5)
                assert row.avvik_pst.value == pytest.approx(row.indeks.value - 100)
                tried += 1
    assert tried > 90


# -- checks of the workbook itself ----------------------------------------------------------------


def _light(report: Rapport) -> object:
    cells = report.book.sheets[FRONT].cells
    (row,) = [
        r
        for (r, column), cell in cells.items()
        if column == 0 and cell.value == "Kontroll" and cell.link is None
    ]
    return cells[row, 1].value


def test_all_checks_are_ok_and_the_front_page_says_so(native: Rapport) -> None:
    answers = [c.value for c in native.book.sheets["Kontroll"].cells.values()]
    assert answers.count("OK") > 30 and "FEIL" not in answers
    assert _light(native) == "OK"


def test_weights_that_do_not_sum_to_one_are_told_of(native: Rapport, bergen: Datasett) -> None:
    weights = native.behov.sektorer["Barnevern"].vekter[2009]
    yellow = {i.used: i.what_if for i in native.book.inputs}
    weight = max(weights, key=lambda cell: cell.value)  # type: ignore[arg-type,return-value]
    moved = build(bergen, what_if={yellow[weight].place: float(weight.value) - 0.1})  # type: ignore[arg-type]
    assert _light(moved) == "FEIL"
    off = build(bergen, what_if={yellow[weight].place: float(weight.value) - 0.1}, switch="Av")  # type: ignore[arg-type]
    assert _light(off) == "OK"


def test_one_yellow_cell_by_itself_breaks_no_check_but_that_of_the_weights(
    native: Rapport, network_report: Rapport, network_refilled: Refilled
) -> None:
    """What a reader fills in moves all that follows from it: no two yellow cells are one figure."""
    for report, refilled in ((native, Refilled(native.book)), (network_report, network_refilled)):
        tried = 0
        for given in report.book.inputs:
            figure = given.base.value
            if is_number(figure) and not given.label.startswith("Vekt"):
                most = float("inf") if given.highest is None else given.highest
                with refilled.having({given.what_if.place: min(1.05 * figure + 0.001, most)}):
                    assert _light(report) == "OK", given.label
                tried += 1
        assert tried > 300


# -- corrections ----------------------------------------------------------------------------------


def _line(report: Rapport, number: int) -> dict[str, str]:
    """The yellow cells of a line of corrections, by what they are."""
    what = f"Rettelse {number}: "
    found = {
        e.label.removeprefix(what): e.cell.place for e in report.book.editables if e.label.startswith(what)
    }
    names = {"linje": "gjelder", "KOSTRA": "funksjon", "året": "år", "1000": "beløp", "er": "med"}
    return {
        short: place
        for text, place in found.items()
        for start, short in names.items()
        if text.startswith(start)
    }


def _empty_line(report: Rapport) -> dict[str, str]:
    cells = {cell.place: cell for cell in report.book.cells()}
    for number in range(1, 100):
        line = _line(report, number)
        if cells[line["beløp"]].value is None:
            return line
    raise AssertionError("no empty line")


def _corrected(report: Rapport, data: Datasett, **given: object) -> Rapport:
    line = _empty_line(report)
    return build(data, what_if={line[name]: value for name, value in given.items()})  # type: ignore[misc]


@pytest.mark.parametrize("answer", ["Ja", "Nei", None])
def test_a_correction_of_a_sector_counts_when_it_is_on(
    answer: str | None, native: Rapport, bergen: Datasett
) -> None:
    moved = _corrected(native, bergen, gjelder="Barnevern", år=2009.0, beløp=24_954.0, med=answer)
    per_head = 24_954_000 / native.avvik.folk[2009].used.value if answer == "Ja" else 0  # type: ignore[operator]
    for step in (*native.avvik.kjede.steg, native.avvik.kjede.brutto):
        for line, by_year in step.items():
            assert at_the_same_place(moved, by_year[2009]) == by_year[2009].value, line
    for line, change in (("Barnevern", per_head), (RESULTAT, -per_head), (DISPONIBEL, 0.0)):
        before, after = (r.avvik.kjede.rettet[line][2009].value for r in (native, moved))
        assert after - before == pytest.approx(change, abs=1e-6)
    before, after = (r.avvik.kjede.rettet["Barnevern"][2008].value for r in (native, moved))
    assert before == after


def at_the_same_place(report: Rapport, cell: Cell) -> object:
    return report.book.sheets[cell.sheet].at(cell.row, cell.column).value


def test_a_kostra_function_goes_before_the_chosen_line(native: Rapport, bergen: Datasett) -> None:
    """244 is barnevern; the line says grunnskole."""
    moved = _corrected(
        native, bergen, gjelder="Grunnskole", funksjon=244.0, år=2009.0, beløp=1000.0, med="Ja"
    )
    barnevern, grunnskole = (
        moved.avvik.kjede.rettet[line][2009].value - native.avvik.kjede.rettet[line][2009].value  # type: ignore[operator]
        for line in ("Barnevern", "Grunnskole")
    )
    assert barnevern > 3 and grunnskole == 0


def test_an_unknown_function_moves_nothing_and_says_so(native: Rapport, bergen: Datasett) -> None:
    moved = _corrected(
        native, bergen, gjelder="Grunnskole", funksjon=998.0, år=2009.0, beløp=1000.0, med="Ja"
    )
    assert "Ukjent funksjon" in [c.value for c in moved.book.sheets["Rettelser"].cells.values()]
    for line, by_year in native.avvik.kjede.rettet.items():
        assert moved.avvik.kjede.rettet[line][2009].value == by_year[2009].value
    told = [c.value for c in moved.book.sheets["Ressursbruk"].cells.values()]
    assert any(str(text).startswith("En rettelse har ukjent funksjon") for text in told)
