"""The sheet of one indicator: pandas on the raw rows, an engine on the file, what-ifs and choices."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from asss_xl import dataset
from asss_xl.checks.formula_text import Place
from asss_xl.dataset import Datasett, load
from asss_xl.functions.excel.formula import Formula, formula
from asss_xl.functions.values import Value, is_number
from asss_xl.report import build
from asss_xl.report.formler import (
    hovedrapport as hovedformler,
    indikator as indikatorformler,
    profil as profilformler,
)
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Book, Cell
from asss_xl.workbook.writer import save
from tests.end_to_end.comparing import unlike
from tests.support import built, networks
from tests.support.engine import Session, differences, filled_in, opened, recalculate

ARK = "Indikator"
_CHOICE = f"{ARK}!C4"


@pytest.fixture(scope="module")
def network() -> Datasett:
    return built.report("eksempelnettverk", "Tromsø", 2024).data


@pytest.fixture(scope="module")
def report() -> Rapport:
    return built.report("eksempelnettverk", "Tromsø", 2024)


@pytest.fixture(scope="module")
def session(report: Rapport, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The finished file in an engine: a choice made in it is a tenth of a new report's work."""
    return opened(report, tmp_path_factory.mktemp("indikator") / "k.xlsx")


@pytest.fixture(scope="module")
def raw(network: Datasett) -> pd.DataFrame:
    rows = pd.read_csv(Path(dataset.__file__).parent / "eksempelnettverk" / "indikatorverdier.csv")
    about = pd.read_csv(Path(dataset.__file__).parent / "eksempelnettverk" / "indikatorer.csv")
    rows = rows.merge(
        about[["tjeneste", "nr", "faktor", "snitt_type", "uten", "kortnavn"]], on=["tjeneste", "nr"]
    )
    rows["tall"] = rows["verdi"].fillna(rows["faktor"] * rows["teller"] / rows["nevner"])
    return rows[rows["kommune"].isin(network.medlemmer)]


def labels(report: Rapport) -> list[str]:
    (choice,) = [e for e in report.book.editables if e.cell.place == _CHOICE]
    return [str(cell.value) for cell in choice.choices]


def table(report: Rapport, values: Mapping[Place, Value] | None = None) -> dict[str, list[Value]]:
    """The rows below «Kommune», by name, in order; as an engine has them, if it is asked."""

    def value(cell: Cell) -> Value:
        return cell.value if values is None else values.get((cell.sheet, cell.address))

    cells = report.book.sheets[ARK].cells
    (head,) = [row for (row, column), c in cells.items() if column == 1 and c.value == "Kommune"]
    last = max(column for row, column in cells if row == head)
    made, row = {}, head + 1
    while (row, 1) in cells:
        made[str(value(cells[row, 1]))] = [value(cells[row, c]) for c in range(last + 1) if c != 1]
        row += 1
    return made


def expected_mean(found: pd.DataFrame, without: object) -> float:
    inside = found[(found["kommune"] != without) & found["tall"].notna()]
    if (inside["snitt_type"] == "veid").all() and inside["nevner"].notna().any():
        return float((inside["tall"] * inside["nevner"]).sum() / inside["nevner"].sum())
    return float(inside["tall"].mean())


def test_every_tenth_indicator_is_what_pandas_says(
    network: Datasett, report: Rapport, session: Session, raw: pd.DataFrame
) -> None:
    compared = 0
    for label in labels(report)[::10]:
        made = table(report, filled_in(session, {_CHOICE: label}))
        name = label.partition(": ")[2]
        service = next(t for t in network.tjenester if label.startswith(f"{t.navn}: "))
        number = next(
            i.nr
            for i in service.indikatorer
            if name.split(" (")[0] in (i.kortnavn, i.kortnavn.split(" (")[0])
        )
        mine = raw[(raw["tjeneste"] == service.noekkel) & (raw["nr"] == number)]
        year = mine[mine["aar"] == 2024]
        mean = expected_mean(year, year["uten"].iloc[0])
        assert made["Snitt"][5] == pytest.approx(mean), label
        known = year.dropna(subset="tall").sort_values("tall", ascending=False)
        order = [n for n in made if n in set(known["kommune"])]
        assert [round(made[n][5], 9) for n in order] == [round(v, 9) for v in known["tall"]]
        inside = known[known["kommune"] != year["uten"].iloc[0]]
        for each in known.itertuples():
            row = made[each.kommune]
            assert row[7] == pytest.approx(each.tall - mean, abs=1e-6)
            place = 1 + (inside["tall"].round(9) > round(each.tall, 9)).sum()
            assert row[0] == (str(place) if each.kommune != year["uten"].iloc[0] else "–")
            for column, year_before in enumerate(range(2020, 2024), start=1):
                then = mine[(mine["aar"] == year_before) & (mine["kommune"] == each.kommune)]["tall"].iloc[0]
                assert row[column] == "Brudd" or pd.isna(then) or row[column] == pytest.approx(then)
                compared += is_number(row[column])
    assert compared > 500


def test_an_engine_finds_the_same_for_every_choice(
    network: Datasett, report: Rapport, session: Session
) -> None:
    chosen = labels(report)
    for label, year, name in ((chosen[20], 2024.0, "Tromsø"), (chosen[75], 2022.0, "Fredrikstad")):
        found = filled_in(session, {_CHOICE: label, "Forside!B5": year, "Forside!B4": name})
        made = build(network.for_kommune(name, int(year)), what_if={_CHOICE: label})
        told = [text for text in unlike(made.book, found) if text.startswith((ARK, "Steg_indikator"))]
        assert told == []


def test_a_what_if_moves_the_figure_the_mean_and_the_place(report: Rapport, session: Session) -> None:
    service = report.profiler[0]
    rows = {line.navn.row: line.indikator for line in service.rader}
    given = next(
        g
        for g in report.book.inputs
        if g.what_if.sheet == service.ark and rows[g.what_if.row].snitt_type != "veid"
    )
    label = f"{service.tjeneste.navn}: {rows[given.what_if.row].kortnavn}"
    before = table(report, filled_in(session, {_CHOICE: label}))
    moved = filled_in(session, {_CHOICE: label, given.what_if.place: 0.5})
    after = table(report, moved)
    assert after["Tromsø"][5] == 0.5 and after["Tromsø"][0] == "12"
    assert after["Snitt"][5] == pytest.approx(before["Snitt"][5] + (0.5 - before["Tromsø"][5]) / 12)
    assert {n: r[1:5] for n, r in after.items()} == {n: r[1:5] for n, r in before.items()}
    title = moved[ARK, "A1"]
    assert title != report.book.sheets[ARK].cells[0, 0].value and "0,5" in str(title)


def test_one_who_is_taken_out_is_told_apart(report: Rapport, session: Session) -> None:
    out = table(report, filled_in(session, {"Nettverk!D8": "Nei"}))
    assert (out["Bergen"][0], out["Bergen"][-1]) == ("–", "ikke med i snittet")
    assert out["Bergen"][5] == table(report)["Bergen"][5]
    assert out["Tromsø"][-1] == "◄ kommunen"


def test_too_few_are_not_compared(network: Datasett) -> None:
    few = tuple(
        replace(t, indikatorer=tuple(replace(i, minste_antall=99) for i in t.indikatorer))
        for t in network.tjenester[:1]
    )
    made = table(build(replace(network, tjenester=few)))
    assert {row[0] for row in made.values()} == {"–", ""}
    assert {row[7] for name, row in made.items() if name != "Snitt"} == {"–"}
    assert made["Snitt"][5] == "For få"


def test_a_report_of_one_municipality_has_no_such_sheet(native: Rapport) -> None:
    assert ARK not in native.book.sheets


def test_no_such_sheet_where_there_is_nothing_to_choose(tmp_path: Path) -> None:
    rows = networks.rows(members=1, years=(2023,), parts=("regnskap", "profiler"), holes=1.0)
    made = build(load(networks.write(tmp_path / "tom", rows, years=(2023,)))).book.sheets
    assert ARK not in made and "Regnskap" in made
    assert not any(ARK in str(cell.link) for cell in made["Forside"].cells.values() if cell.link)
    value = next(row for row in rows["indikatorverdier"] if row["nr"] == 2)
    value.update(status="endelig", verdi=12)
    report = build(load(networks.write(tmp_path / "en", rows, years=(2023,))))
    assert labels(report) == ["Tjeneste 1: Indikator 2"]
    assert table(report)["Oslo"][1] == 12


def test_the_mean_says_how_many_of_its_figures_are_from_before_a_merger(
    network: Datasett, report: Rapport, session: Session, raw: pd.DataFrame
) -> None:
    sheet = report.book.sheets[ARK]
    rows = {str(c.value): row for (row, column), c in sheet.cells.items() if column == 1}
    shown, first = table(report), raw[(raw["tjeneste"] == "grunnskole") & (raw["nr"] == 1)]
    for column, year in enumerate(network.aar[-5:], start=2):
        counted, before = (
            sheet.cells[rows[label], column].value for label in ("Antall med tall", "Av dem fra før et brudd")
        )
        assert counted == first[first["aar"] == year]["tall"].notna().sum()
        assert before == sum(shown[name][column - 1] == "Brudd" for name in network.medlemmer)
    assert sheet.cells[rows["Av dem fra før et brudd"], 2].value == 1
    before_a_break = sheet.cells[rows["Av dem fra før et brudd"], 2]
    assert filled_in(session, {"Nettverk!D14": "Nei"})[ARK, before_a_break.address] == 0


def test_small_lines_have_gaps_and_rules_are_formulas_that_excel_takes(
    report: Rapport, tmp_path: Path
) -> None:
    sheet = report.book.sheets[ARK]
    rows = table(report)
    (head,) = [at for at, cell in sheet.cells.items() if cell.value == "Utvikling"]
    drawn = {name: str(sheet.cells[head[0] + 1 + at, head[1]].value) for at, name in enumerate(rows)}
    for name in ("Oslo", "Fredrikstad"):
        figures, points = rows[name][1:6], drawn[name]
        assert [point in "⣀⠤⠒⠉" for point in points] == [is_number(value) for value in figures]
        known = [(point, value) for point, value in zip(points, figures, strict=True) if is_number(value)]
        lowest, largest = min(value for _, value in known), max(value for _, value in known)
        # What hardly moves looks so.
        span = max(largest - lowest, largest / 50)
        assert all("⣀⠤⠒⠉".index(point) == int(3 * (value - lowest) / span + 0.5) for point, value in known)
    assert not all(map(is_number, rows["Fredrikstad"][1:6]))
    save(report.book, tmp_path / "k.xlsx")
    with zipfile.ZipFile(tmp_path / "k.xlsx") as file:
        parts = [file.read(name).decode() for name in file.namelist() if "worksheets/sheet" in name]
    rules = [rule for part in parts for rule in re.findall(r"<cfRule[^>]*><formula>([^<]*)</formula>", part)]
    assert len(rules) > 5 and not any(re.search(r"(^|[,(])=", rule) for rule in rules)


@pytest.mark.parametrize("rekkefoelge", (indikatorformler.rekkefoelge, hovedformler.rekkefoelge))
def test_figures_that_differ_in_the_last_digit_only_have_a_place_each(
    rekkefoelge: Formula, tmp_path: Path
) -> None:
    """A mean of 1.0000000000000002 and a municipality with 1: neither is larger, and there is one of each."""
    book, path = Book(), tmp_path / "book.xlsx"
    sheet = book.sheet("Ark")
    for row, value in ((0, 1.0), (2, 2.0), (3, 0.5)):
        sheet.put(row, 0, value)
    # A file keeps sixteen digits of a constant, and all of what a formula gives.
    sheet.calc(1, 0, formula("verdi", "verdi+2^-52"), sheet.at(0, 0))
    values = sheet.range((0, 0), (3, 0))
    for row in range(4):
        ahead = sheet.range((0, 0), (row, 0))
        sheet.calc(row, 1, rekkefoelge, sheet.at(row, 0), values, ahead)
    save(book, path)
    session = Session(path)
    session.evaluate()
    answers = session.values()
    assert {answers["Ark", f"B{row}"] for row in range(1, 5)} == {1, 2, 3, 4}


@pytest.mark.parametrize("engine", ["ironcalc", pytest.param("libreoffice", marks=pytest.mark.libreoffice)])
def test_figures_that_differ_in_the_last_digit_only_share_a_place(engine: str, tmp_path: Path) -> None:
    """Wherever places are worked out: on profiles, on Indikator and in the main report."""
    book, path = Book(), tmp_path / "book.xlsx"
    sheet = book.sheet("Ark")
    for row, value in ((0, 1.0), (2, 2.0), (3, "Utenfor")):
        sheet.put(row, 0, value)
    sheet.calc(1, 0, formula("verdi", "verdi+2^-52"), sheet.at(0, 0))
    values, enough = sheet.range((0, 0), (3, 0)), (3.0, 3.0)
    for row in range(4):
        own = sheet.at(row, 0)
        sheet.calc(row, 1, profilformler.plass, own, values, 3.0)
        sheet.calc(row, 2, indikatorformler.plass_eller_strek, own, values, *enough)
        sheet.calc(row, 3, hovedformler.plass_eller_ord, own, values, *enough)
    save(book, path)
    answers = recalculate(path, engine).values
    for column in "BCD":
        assert [answers["Ark", f"{column}{row}"] for row in range(1, 4)] == [2, 2, 1], column
    assert [answers["Ark", f"{column}4"] for column in "BCD"] == ["Utenfor", "–", "Utenfor"]
    assert not differences(path, engine)
