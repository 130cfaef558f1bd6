"""A merger between two years: no change, verdict or growth goes over it, anybody's."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from asss_xl.dataset import Datasett
from asss_xl.dataset.reading import load
from asss_xl.dataset.verdi import Oppslag
from asss_xl.functions.values import is_number
from asss_xl.report import build
from asss_xl.workbook import styles
from tests.support import built, networks

_BROKEN = "Brudd"


@pytest.mark.parametrize(("year", "broken"), [(2022, False), (2023, True), (2024, False)])
def test_the_first_page_has_no_change_or_verdict_over_a_merger(year: int, broken: bool) -> None:
    """Fredrikstad merged in 2023, in `kommuner.csv`."""
    front = built.report("eksempelnettverk", "Fredrikstad", year).book.sheets["Forside"]
    for heading, words in ((f"Endring fra {year - 1}", "Vurdering"), ("Endring", "Retning")):
        row, column = next(at for at, cell in front.cells.items() if cell.value == heading)
        assert front.cells[row, column + 1].value == words
        lines = 0
        while (row + 1 + lines, column) in front.cells and front.at(row + 1 + lines, column + 1).call:
            change, verdict = (front.cells[row + 1 + lines, column + n].value for n in (0, 1))
            assert is_number(change) is not broken, (row + lines, change)
            assert ((change, verdict) == (_BROKEN, "")) is broken, (change, verdict)
            lines += 1
        assert lines >= 6
    said = [str(cell.value) for cell in front.cells.values()]
    assert any("Endringene er regnet uten avrunding." in text for text in said) is not broken


def test_an_example_goes_over_no_merger() -> None:
    """Funksjoner had a growth of 9 percent where Regnskap says «Brudd», and «Ikke data» of the real one."""
    report = built.report("eksempelnettverk", "Fredrikstad", 2023)
    cells = report.book.sheets["Funksjoner"].cells
    rows = {str(c.value).partition("(")[0]: row for (row, column), c in cells.items() if column == 0}
    for name in ("ASSS_VEKST", "ASSS_REALVEKST", "ASSS_INDEKSSERIE", "ASSS_AARSVERKSVEKST"):
        assert cells[rows[name], 2].value == "Eksempeltall" and is_number(cells[rows[name], 4].value)
    regnskap = [str(cell.value) for cell in report.book.sheets["Regnskap"].cells.values()]
    assert any(text.startswith("– Veksten i resten av landet over en sammenslåing") for text in regnskap)


def test_the_others_growth_is_without_those_who_merged_that_year() -> None:
    """From `regnskap.csv`: with Fredrikstad the growth of frie inntekter 2022–23 was 4.16 percent."""
    rows = pd.read_csv(files("asss_xl") / "dataset/eksempelnettverk/regnskap.csv")
    rows["beloep"] = pd.to_numeric(rows["beloep"], errors="coerce")
    free = rows[rows["post"].isin(("innt_formue", "eiendom", "selskap", "andre_skatter", "rammetilskudd"))]
    by_year = free.groupby(["kommune", "aar"])["beloep"].sum().unstack("aar")
    others = by_year.drop(["Bergen", "Oslo", "Resten av landet"])
    same = others.drop("Fredrikstad")
    first = same[2023].sum() / same[2022].sum()
    whole = first * others[2024].sum() / others[2023].sum()
    regnskap = built.report("eksempelnettverk", "Bergen", 2024).book.sheets["Regnskap"]
    row = next(r for (r, column), c in regnskap.cells.items() if column == 0 and c.value == "Figur 2") + 2
    shown = [regnskap.cells[row, column].value for column in range(1, 5)]
    assert shown == pytest.approx([100, 100 * first, 100 * whole, 100 * whole - 100], rel=1e-9)
    assert 100 * first - 100 == pytest.approx(3.76, abs=0.005)


def test_metode_says_whose_an_earlier_year_s_mean_is() -> None:
    """In the book of 2023 the others' net result of 2021 is also Asker's, in the group from 2022."""
    rows = pd.read_csv(files("asss_xl") / "dataset/eksempelnettverk/regnskap.csv")
    year = rows[(rows["aar"] == 2021) & ~rows["kommune"].isin(("Fredrikstad", "Oslo", "Resten av landet"))]
    assert {"Asker", "Lillestrøm"} <= {*year["kommune"]}
    total = year.assign(beloep=pd.to_numeric(year["beloep"], errors="coerce")).groupby("post")["beloep"].sum()
    plus, less = ("driftsinntekter", "renteinntekter"), ("driftsutgifter", "renteutgifter", "avdrag")
    net = sum(total[post] for post in plus) - sum(total[post] for post in less)
    report = built.report("eksempelnettverk", "Fredrikstad", 2023)
    assert report.regnskap is not None
    shown = report.regnskap.pst["oevrige"]["netto"][2021].value
    assert shown == pytest.approx(100 * net / total["driftsinntekter"], rel=1e-9)
    metode = report.book.sheets["Metode"].cells
    told = " ".join(" ".join(str(metode[at].value) for at in sorted(metode) if at[1] == 0).split())
    assert "Snittet for et tidligere år er av kommunene som er med i året som er valgt på Forside" in told
    assert "ikke i snittene for tidligere år" not in told


def test_the_three_series_of_a_figure_have_the_same_base_year() -> None:
    """Fredrikstad's was 100 in 2023, the year of its merger, and the others' in 2022."""
    cells = built.report("eksempelnettverk", "Fredrikstad", 2024).book.sheets["Regnskap"].cells
    head = next(row for (row, column), c in cells.items() if column == 0 and c.value == "Figur 2")
    assert cells[head - 1, 0].value == "Vekst i frie inntekter, indeks der 2023 = 100"
    for row in range(head + 1, head + 4):
        assert cells[row, 2].value == pytest.approx(100) and is_number(cells[row, 3].value)
    others, rest = ([cells[head + n, column].value for column in range(1, 5)] for n in (2, 3))
    for first, _, last, grown in (others, rest):
        assert last / first == pytest.approx(1 + grown / 100)


def test_series_are_held_against_the_first_year_that_has_figures(network: Datasett) -> None:
    """Figures 2, 2b and 3 were empty when the first of the years is missing."""
    known = {k: v for k, v in network.regnskap.items() if k[0] != "Bergen" or k[2] != 2022}
    alone = replace(network, regnskap=Oppslag(known), tjenester=network.tjenester[:1])
    sheet = build(alone.for_kommune("Bergen", 2024)).book.sheets["Regnskap"]
    told = [str(cell.value) for cell in sheet.cells.values()]
    assert "Brudd" not in told
    assert len([text for text in told if text.endswith("indeks der 2023 = 100")]) == 4
    drawn = [chart for chart in sheet.charts if chart.kind == "line"]
    assert len(drawn) == 3
    for chart in drawn:
        for first, last in zip(chart.series[::2], chart.series[1::2], strict=True):
            before, base = (cell.value for cell in list(first.values)[:2])
            assert base == pytest.approx(100) and is_number(list(last.values)[2].value)
            assert not is_number(before) or first.color != styles.BLAA


def test_figures_after_a_merger_say_the_year_they_are_held_against() -> None:
    """Fredrikstad's series begin in 2023: «første år» and «enn i 2022» were of a year that is not drawn."""
    sheet = built.report("eksempelnettverk", "Fredrikstad", 2024).book.sheets["Regnskap"]
    told = [str(cell.value) for cell in sheet.cells.values()]
    for figure in ("Figur 2", "Figur 2b", "Figur 3"):
        (caption,) = [text for text in told if text.startswith(f"{figure}. ")]
        assert caption.endswith(", indeks der 2023 = 100"), caption
    (title,) = [str(c.title.value) for c in sheet.charts if "flere årsverk" in str(c.title.value)]  # type: ignore[union-attr]
    assert title == "Fredrikstad har 0,8 prosent flere årsverk (anslått) i 2024 enn i 2023"


@pytest.mark.parametrize(
    ("outside", "named", "left", "grown"),
    [
        # By AA, of 100, takes By AB, of 100, and 50 of the rest: of a municipality that is named, or not.
        (50, True, 950, 0.0),
        (50, False, 950, 0.0),
        # The same, and everybody becomes ten percent more.
        (50, True, 1045, 10.0),
        (0, False, 1000, 0.0),
    ],
)
def test_the_rest_grows_as_the_same_area_when_members_become_one(
    tmp_path: Path, outside: int, named: bool, left: int, grown: float
) -> None:
    years = (2021, 2022, 2023)
    rows = networks.rows(seed=3, years=years, parts=("regnskap",), members=5)
    units = {row["kommune"]: row for row in rows["kommuner"]}
    ended = ("By AB", "By AD") if named else ("By AB",)
    for name in ended:
        units[name] |= {"til": 2022, "gikk_inn_i": "By AA"}
    rows["kommuner"].append({**units["By AA"], "fra": 2023, "brudd": "ja", "merknad": "Slått sammen"})
    units["By AA"]["til"] = 2022
    rows["gruppemedlemmer"] = [r for r in rows["gruppemedlemmer"] if r["kommune"] != "By AD" or not named]
    for file in ("regnskap", "balanse"):
        rows[file] = [r for r in rows[file] if r["kommune"] not in ended or r["aar"] < 2023]
    later = {networks.RESTEN: left, "By AA": round((200 + outside) * (1 + grown / 100))}
    before = {networks.RESTEN: 1000}
    for row in rows["regnskap"]:
        row["beloep"] = 1000 * (later if row["aar"] == 2023 else before).get(row["kommune"], 100)
    data = load(networks.write(tmp_path, rows, kommune="By AC", years=years))
    cells = build(data).book.sheets["Tall regnskap"].cells
    column = next(c for (_, c), cell in cells.items() if cell.value == "Resten, vekst")
    lines = [r for (r, c), cell in cells.items() if c == 1 and cell.value == "Inntekts- og formuesskatt"]
    (row,) = (r for r in lines if cells[r, 3].value == 2023)
    assert cells[row, column].value == pytest.approx(grown, abs=1e-9)
