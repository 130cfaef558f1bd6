"""A row of a profile says one thing: index, deviation, percent, finding and sentence agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from asss_xl import functions as f
from asss_xl.dataset import Datasett, load
from asss_xl.functions.values import ExcelError, is_number
from asss_xl.report import build, figurer
from asss_xl.report.formler import profil as pf
from asss_xl.report.profil import bilde
from asss_xl.report.profil.rad import Rad
from asss_xl.report.profil.steg import PLASSER
from asss_xl.report.rapport import Rapport
from asss_xl.report.scenarioer import ark as scenarioark
from asss_xl.workbook import Input
from asss_xl.workbook.page import height, last_row, page_starts, room
from tests.support import built, choosing, networks
from tests.support.engine import Session, filled_in


@pytest.fixture(scope="module")
def oslo() -> Rapport:
    """The municipality that is outside some of the means."""
    return built.report("eksempelnettverk", "Oslo")


def _rows(report: Rapport) -> list[Rad]:
    return [row for profile in report.profiler for row in profile.rader]


def _whole(value: object) -> int:
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))  # type: ignore[arg-type]


def test_the_index_and_the_percent_of_a_row_are_rounded_alike() -> None:
    """An index of exactly 103.5 is 103.49999999999999 in binary fractions: 103, and 4 percent above."""
    rows = [r for r in _rows(built.report("eksempelnettverk", "Trondheim")) if is_number(r.avvik_pst.value)]
    assert len(rows) > 100
    shown = {row.indikator.navn: (_whole(row.indeks.value), _whole(row.avvik_pst.value)) for row in rows}
    assert {name: both for name, both in shown.items() if both[0] != 100 + both[1]} == {}


def _asss_funn(report: Rapport, row: Rad) -> object:
    """What the public function says of the row's own cells."""
    i, found = row.indikator, row
    rank = found.rang.value if found.rang is not None else None
    outside = rank == "Utenfor snittet"
    if is_number(rank) and found.verdier is not None and row.avvik.value < 0:  # type: ignore[operator]
        # Below the mean a place is counted from the lowest, which those who are alike share.
        lower = [v for v in found.verdier.value[0] if is_number(v) and v < row.verdi.used.value]
        rank = float(found.n.value) - len(lower)  # type: ignore[arg-type]
    if is_number(rank) and found.verdier is not None:
        # Nor is anybody second who shares it: the function knows only the place, and asks for just that one.
        alike = list(found.verdier.value[0]).count(row.verdi.used.value)
        last = float(found.n.value)  # type: ignore[arg-type]
        second = {2.0: 2.001, last - 1: last - 1.001}
        rank = second.get(rank, rank) if alike > 1 else rank
    ends = (None, None) if outside else (found.lavest.value, found.hoeyest.value)
    said = f.funn(
        None,
        row.verdi.used.value,
        row.snitt.value,
        *ends,
        report.flyt.steg.kilde.avrunding(i),
        found.n.value,
        float(i.minste_antall or 1),
        None if outside else rank,
        None if i.forbehold else i.gunstig,
    )
    if isinstance(said, ExcelError):
        return "Ikke data"
    if said == "" and float(found.n.value if is_number(found.n.value) else 99) < (i.minste_antall or 1):
        return "For få"
    if i.forbehold:
        return said.partition(",")[0] + " (se forbehold under)" * bool(said)
    if found.verdier is None:
        return said
    among = " uten Oslo" if i.uten else ""
    if found.n.value < len(report.data.medlemmer) - len(i.uten):  # type: ignore[operator]
        among += f" av de {found.n.value:.0f} som har tallet"
    return said.replace(" i nettverket", among or " i nettverket")


@pytest.mark.parametrize("which", ["bergen", "oslo"])
def test_the_finding_is_what_asss_funn_says(
    which: str, request: pytest.FixtureRequest, oslo: Rapport
) -> None:
    report = oslo if which == "oslo" else request.getfixturevalue("native")
    tried = [(row.funn.value, _asss_funn(report, row)) for row in _rows(report)]
    assert [pair for pair in tried if pair[0] != pair[1]] == []
    assert sum("prosent" in str(said) for said, _ in tried) > 50


@pytest.mark.parametrize(
    ("place", "n", "said"),
    [
        (2, 3, ""),
        (2, 4, ""),
        (3, 4, ""),
        (2, 5, "nest høyest"),
        (4, 5, "nest lavest"),
        (3, 5, ""),
        (2, 12, "nest høyest"),
        (11, 12, "nest lavest"),
        (1, 3, "høyest"),
    ],
)
def test_the_second_of_three_or_four_is_not_called_second(place: int, n: int, said: str) -> None:
    """Issue 19: second lowest of three is the middle one."""
    above, bottom = 2 * place <= n, n + 1 - place
    found = pf.topp_i_funn(place, bottom, n), pf.bunn_i_funn(bottom, place, n)
    ends = (1.0, 4.0 if place == 1 else 9.0)
    public = f.funn(None, 4.0, 3.0 if above else 5.0, *ends, antall=float(n), rang=float(place))
    words = [PLASSER[int(number) - 1] for number in found]  # type: ignore[arg-type]
    for told in (words[0] or words[1], str(public)):
        named = re.findall(r"(?:nest )?(?:høyest|lavest)$", told.removesuffix(" i nettverket"))
        assert named == ([said] if said else []), told


@pytest.mark.parametrize("which", ["bergen", "oslo"])
def test_a_row_does_not_contradict_itself(which: str, request: pytest.FixtureRequest, oslo: Rapport) -> None:
    report = oslo if which == "oslo" else request.getfixturevalue("native")
    for row in _rows(report):
        share = row.avvik_pst.value
        if not is_number(share):
            continue
        whole = round(abs(float(share)) + 1e-12)  # type: ignore[arg-type]
        assert float(row.indeks.value) - 100 == pytest.approx(float(share), abs=1e-8)  # type: ignore[arg-type]
        for text in (str(row.funn.value), str(row.setning.value)):
            said = re.search(r"(\d+) prosent (over|under|høyere|lavere)", text)
            if said is not None and not text.startswith("Tallet"):
                assert int(said[1]) == whole, text
                assert (said[2] in ("over", "høyere")) == (float(share) > 0), text  # type: ignore[arg-type]


def test_an_index_is_of_what_is_typed(bergen: Datasett, native: Rapport) -> None:
    """Whatever is typed in a yellow cell, and the mean itself gives 100."""
    rows = [r for r in _rows(native) if isinstance(r.verdi, Input) and is_number(r.snitt.value)]
    for factor in (1.0, 0.37, 2.6180339887):
        typed = {r.verdi.what_if.place: float(r.snitt.value) * factor for r in rows}  # type: ignore[union-attr,arg-type]
        moved = {
            r.verdi.what_if.place: r
            for r in _rows(build(bergen, what_if=typed))
            if isinstance(r.verdi, Input)
        }
        for place, value in typed.items():
            row = moved[place]
            if row.indeks.value != "For få":
                expected = 100 * value / float(row.snitt.value)  # type: ignore[arg-type]
                assert row.indeks.value == pytest.approx(expected, rel=1e-12), place
                if factor == 1.0:
                    assert row.funn.value.startswith("På ASSS-gjennomsnittet"), place  # type: ignore[union-attr]


def test_one_who_is_outside_a_mean_has_no_place_in_it(oslo: Rapport) -> None:
    outside = [row for row in _rows(oslo) if "Oslo" in row.indikator.uten]
    assert len(outside) == 7
    for row in outside:
        assert row.rang is not None
        assert row.rang.value == "Utenfor snittet"
        for text in (row.funn.value, row.setning.value):
            assert "høyest" not in str(text) and "lavest" not in str(text), text
    (profile,) = [p for p in oslo.profiler if p.tjeneste.noekkel == "sosialtjeneste"]
    places = [cell.value for cell in profile.kolonne("Plassnummer")]
    assert {places[row.indikator.nr - 1] for row in outside} == {1.0}


def test_too_few_are_not_compared(network_report: Rapport) -> None:
    few = [
        row
        for row in _rows(network_report)
        if is_number(row.verdi.used.value) and float(row.n.value) < (row.indikator.minste_antall or 1)  # type: ignore[arg-type]
    ]
    assert few
    for row in few:
        assert row.rang is not None
        shown = (row.snitt, row.lavest, row.hoeyest, row.indeks, row.avvik, row.avvik_pst, row.rang, row.funn)
        assert {cell.value for cell in shown} == {"For få"}
        assert "bør ikke sammenliknes" in str(row.setning.value)


def test_a_place_is_among_those_who_have_the_figure(network_report: Rapport) -> None:
    """One without the figure may be lower than the lowest there is."""
    placed = [r for r in _rows(network_report) if re.search("høyest|lavest", str(r.setning.value))]
    few = [r for r in placed if float(r.n.value) < len(network_report.data.medlemmer) - len(r.indikator.uten)]  # type: ignore[arg-type]
    assert few and len(few) < len(placed)
    for row in placed:
        for said in (str(row.funn.value), str(row.setning.value)):
            assert (f"av de {row.n.value:.0f} som har tallet" in said) == (row in few), said


def test_what_may_not_be_compared_has_no_place(native: Rapport, oslo: Rapport) -> None:
    """«Høyest i nettverket (se forbehold under)», and the reservation was that it is not to be compared."""
    reserved = [r for report in (native, oslo) for r in _rows(report) if r.indikator.forbehold]
    assert len(reserved) > 20
    for row in reserved:
        said = f"{row.funn.value} {str(row.setning.value).partition(' Kildens forbehold')[0]}"
        assert not re.search("høyest|lavest", said), said


def test_a_sentence_says_no_more_than_the_finding(native: Rapport) -> None:
    """What the rounding of the printed figures explains was no finding, and 18 percent in the sentence."""
    for row in _rows(native):
        found = str(row.funn.value)
        assert bool(row.setning.value) == (found not in ("", "Ikke data")), (row.indikator.navn, found)
        if not row.setning.value:
            assert not is_number(row.linje["Størrelse"].value)


def test_no_unit_is_said_twice(network_report: Rapport) -> None:
    """«Tallet på årstimer er 121 timer»."""
    said = [str(r.setning.value) for r in _rows(network_report)]
    assert not [
        text
        for text in said
        if re.search(r"Tallet på \w*(timer|besøk|utlån)\b.* er [\d,\s]+ (timer|besøk|utlån)", text)
    ]
    assert any("timer" in text for text in said)


def test_a_group_without_the_municipality_gives_it_no_place(
    network_report: Rapport, network_session: Session
) -> None:
    group = next(g.navn for g in network_report.data.grupper if g.uten_egen)
    found = filled_in(network_session, {choosing.places(network_report)[choosing.GRUPPE]: group})
    ranks = [row.rang for row in _rows(network_report) if row.rang]
    assert ranks and {found[rank.sheet, rank.address] for rank in ranks} <= {"Utenfor snittet", "For få"}


def test_the_title_is_the_largest_finding(native: Rapport) -> None:
    for profile in native.profiler:
        sizes = [(size, r) for r in profile.rader if is_number(size := r.linje["Størrelse"].value)]
        title = str(native.book.sheets[profile.ark].cells[0, 0].value)
        if not sizes:
            # Every indicator is under the publisher's reservation: nothing is a headline.
            assert title == f"{profile.tjeneste.navn}: Bergen 2009"
            continue
        assert title.startswith("Bergen: ")
        row = max(sizes, key=lambda pair: float(pair[0]))[1]  # type: ignore[arg-type]
        assert title.removeprefix("Bergen: ").partition(" er ")[0] in str(row.setning.value)
        assert title.partition(" er ")[2].partition(" enn ")[0] in str(row.setning.value)


def test_the_profiles_on_paper_fill_their_pages(native: Rapport) -> None:
    """Four of seven pages were half empty: two profiles with long names had just not room together."""
    sheet = native.book.sheets["Profiler"]
    starts = [0, *page_starts(sheet), last_row(sheet) + 1]
    used = [height(sheet, first, end) / room(sheet) for first, end in pairwise(starts)]
    assert len(used) == 5 and min(used) > 0.7


@pytest.mark.parametrize("color", [bilde.LYS, *scenarioark.FARGER, *figurer.AARSFARGER])
def test_what_is_drawn_can_be_seen_on_white(color: str) -> None:
    """WCAG 1.4.11: at least 3:1."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    assert 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05) >= 3


@pytest.mark.parametrize("alone", [True, False])
def test_the_year_before_is_not_held_against_itself_either(alone: bool, tmp_path: Path) -> None:
    """The only one with a figure that year had an index of 100, and a change of what it is over the mean."""
    rows = networks.rows(services=1, indicators=2, parts=("profiler",), holes=0.0)
    own = next(r["kommune"] for r in reversed(rows["kommuner"]) if r["slag"] == "kommune")
    for row in rows["indikatorverdier"]:
        if alone and (row["nr"], row["aar"]) == (2, 2022) and row["kommune"] != own:
            row.update(status="mangler", verdi="")
    report = build(load(networks.write(tmp_path / "pakke", rows, kommune=own)))
    (profile,) = report.profiler
    cells = report.book.sheets[profile.ark].cells
    head = next(row for (row, _), c in cells.items() if c.value == "Endring i indeks")
    heads = {str(c.value): column for (row, column), c in cells.items() if row == head}
    row = next(
        row for (row, column), c in cells.items() if row > head and c.value == "Indikator 2 i tjeneste 1"
    )
    assert is_number(profile.rader[1].indeks.value)
    told = [cells[row, heads[name]].value for name in ("Indeks 2022", "Endring i indeks")]
    assert [is_number(value) for value in told] == [not alone] * 2, told


def _with_the_year_before(folder: Path, change: Callable[[dict[str, Any]], bool]) -> Rapport:
    """A small network of two years in which the rows of some figures are ``verdi`` alone."""
    years = (2021, 2022)
    rows = networks.rows(members=4, years=years, services=1, indicators=1, holes=0.0)
    for row in rows["indikatorverdier"]:
        if change(row):
            row.update(teller="", nevner="")
    return build(load(networks.write(folder, rows, years=years)))


def _index_before(report: Rapport) -> object:
    cells = report.book.sheets["Tjeneste 1"].cells
    (head,) = [at for at, cell in cells.items() if cell.value == "Indeks 2021"]
    return cells[head[0] + 1, head[1]].value


def test_a_figure_without_a_weight_gives_no_weighted_mean_of_any_year(tmp_path: Path) -> None:
    """Of the year before it was left out of the mean in silence, and the index was of the others."""

    def change(row: dict[str, Any]) -> bool:
        row.update(verdi=12.5 if row["kommune"] == "By AA" else "")
        return bool(row["kommune"] == "By AA")

    report = _with_the_year_before(tmp_path, change)
    (row,) = _rows(report)
    assert row.linje["n"].value == 4 == row.linje["n året før"].value
    assert row.linje["Snitt"].value == "Ikke data" == row.linje["Snitt året før"].value
    assert _index_before(report) == "Ikke data"


def test_no_index_of_the_year_before_is_of_a_mean_below_zero(tmp_path: Path) -> None:
    def change(row: dict[str, Any]) -> bool:
        row.update(verdi=-1000 if row["aar"] == 2021 else 1000)
        return True

    report = _with_the_year_before(tmp_path, change)
    (row,) = _rows(report)
    assert row.linje["Snitt året før"].value == -1000 and row.indeks.value == 100
    assert _index_before(report) == "Ikke data"


def test_a_number_at_the_right_edge_does_not_run_into_what_is_said_there(network_report: Rapport) -> None:
    """«126» ran into «146 ▸»: its point, three bold digits and a little air have room in the picture."""
    needed = 9 / 2 + 4 + 3 * 7 * 10.5 / 11 * 1.06
    (sheet,) = [s for s in network_report.book.sheets.values() if s.name == "Profiler"]
    for profile, chart in zip(network_report.profiler, sheet.charts, strict=True):
        frame = chart.frame
        assert frame is not None
        wide = (frame.x_max - frame.x_min) / (chart.width - frame.left - frame.right)
        edge = profile.steg.tjenester[profile.tjeneste.noekkel]["Trangt til høyre"].value
        assert edge <= frame.x_max - needed * wide, profile.ark  # type: ignore[operator]
