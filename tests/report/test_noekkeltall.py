"""The key figures of Forside: fund, debt and income per inhabitant, and recommended levels."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from asss_xl import catalogue
from asss_xl.dataset import load
from asss_xl.report import build
from asss_xl.report.oversikt import noekkeltall
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Book, Cell
from tests.support import built, choosing, networks
from tests.support.engine import Session, filled_in, opened
from tools.eksempelnettverk.pakke import skriv

NETWORK, BERGEN = "eksempelnettverk", "bergen_2009"
RESULT = "Netto driftsresultat, % av inntekt"
DEBT, INCOME, FUND = (
    "Netto lånegjeld, kr/innb.",
    "Korrigerte frie innt., kr/innb.",
    "Disposisjonsfond, % av inntekt",
)
NOW, OTHERS, LEVEL = 1, 5, 8


def _table(report: Rapport) -> dict[str, dict[int, Cell]]:
    """The lines of the table of all key figures, with what is said below it."""
    cells = report.book.sheets["Forside"].cells
    (head,) = [row for (row, column), cell in cells.items() if column == 0 and cell.value == "Nøkkeltall"]
    made: dict[str, dict[int, Cell]] = {}
    row = head
    while (row, 0) in cells:
        made[str(cells[row, 0].value)] = {c: cells[row, c] for c in range(9) if (row, c) in cells}
        row += 1
    return made


@pytest.mark.parametrize(("name", "level", "said"), [(BERGEN, 3.0, "2,34"), (NETWORK, 1.75, "2,06")])
def test_the_net_result_stands_against_the_level_of_its_year(name: str, level: float, said: str) -> None:
    table = _table(built.report(name))
    assert table[RESULT][LEVEL].value == level
    now = table[RESULT][NOW].value
    assert isinstance(now, float)
    assert said == f"{level - now:.2f}".replace(".", ",")
    year = built.report(name).data.rapportaar
    assert f"Netto driftsresultat er {said} prosentenheter under det anbefalte nivået i {year}." in table
    # Nobody is known to recommend a level of the others.
    assert not any(LEVEL in cells for label, cells in table.items() if label not in (RESULT, "Nøkkeltall"))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (1.71, "0,04 prosentenheter under"),
        (1.74, "0,01 prosentenheter under"),
        (1.75, "på"),
        (1.79, "0,04 prosentenheter over"),
        (2.25, "0,50 prosentenheter over"),
    ],
)
def test_a_level_with_two_decimals_is_held_against_two(now: float, said: str) -> None:
    valg, sheet = built.report(NETWORK).valg, Book().sheet("Prøve")
    call = noekkeltall.place_level(sheet, (0, 1), valg, "netto", "Resultatet", sheet.put(0, 0, now))
    assert call is not None
    assert sheet.calc(1, 0, call).value == f"Resultatet er {said} det anbefalte nivået i 2024."


def test_metode_says_who_recommends() -> None:
    for name, source in ((BERGEN, "figur 3.14A"), (NETWORK, "Menon-publikasjon 74/2017")):
        cells = built.report(name).book.sheets["Metode"].cells
        told = " ".join(str(cells[at].value).strip() for at in sorted(cells) if at[1] == 0)
        assert source in told.partition("Anbefalte nivåer – Netto driftsresultat: minst ")[2][:250]
    with (catalogue.FOLDER / "anbefalte_nivaa.csv").open(encoding="utf-8") as file:
        assert all(row["kilde"] and row["gjelder"] for row in csv.DictReader(file))


def test_the_level_follows_the_year(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the engine: another year's level, its sentence, and none where none holds."""
    (kept,) = [dict(r) for r in catalogue.rows("anbefalte_nivaa") if r["fra"] == "2014"]
    rows = [{**kept, "til": "2023"}, {**kept, "nivaa": "-5", "fra": "2024", "til": "2024"}]
    known = catalogue.rows
    monkeypatch.setattr(catalogue, "rows", lambda name: rows if name == "anbefalte_nivaa" else known(name))
    made = networks.rows(seed=5, members=4, years=(2021, 2022, 2023, 2024, 2025), parts=("regnskap",))
    report = build(load(networks.write(tmp_path / "pakke", made, years=(2021, 2022, 2023, 2024, 2025))))
    session, year = opened(report, tmp_path / "bok.xlsx"), choosing.places(report)[choosing.AAR]
    place = _table(report)[RESULT][LEVEL].place
    shown = {}
    for chosen in (2023, 2024, 2025):
        found = filled_in(session, {year: float(chosen)})
        said = [v for v in found.values() if isinstance(v, str) and "det anbefalte nivået i" in v]
        shown[chosen] = found[tuple(place.split("!"))], [s.rpartition(" nivået ")[2] for s in said]  # type: ignore[index]
        if chosen == 2024:
            assert "over" in said[0]
    assert shown[2023] == (1.75, ["i 2023."])
    assert shown[2024] == (-5.0, ["i 2024."])
    assert shown[2025] == ("Ingen", [])


def test_a_package_s_own_levels_go_before_those_that_come_with_us(tmp_path: Path) -> None:
    """Bergen's from 2023 and one of debt for all: in an engine on Forside, as the goal on Mål; in Metode."""
    folder = skriv(tmp_path / "pakke", tjenester=["grunnskole"])
    text = (
        "noekkeltall,kommune,nivaa,retning,fra,til,gjelder,kilde,merknad\n"
        "netto,Bergen,2.5,minst,2023,,vedtatt av bystyret,Økonomiplan 2023–2026,\n"
        "netto_gjeld,,75,høyst,2020,,nettverket,Nettverkets vedtak,\n"
    )
    (folder / "anbefalte_nivaa.csv").write_text(text, encoding="utf-8")
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    about["resources"].append({"name": "anbefalte_nivaa", "path": "anbefalte_nivaa.csv"})
    (folder / "datapackage.json").write_text(json.dumps(about), encoding="utf-8")
    report = build(load(folder))
    session, where = opened(report, tmp_path / "bok.xlsx"), choosing.places(report)
    table = _table(report)
    levels = [
        tuple(table[line][LEVEL].place.split("!")) for line in (RESULT, "Netto lånegjeld, % av inntekt")
    ]
    for who, year, expected in (
        ("Bergen", 2024, [2.5, 75.0]),
        ("Bergen", 2022, [1.75, 75.0]),
        ("Oslo", 2024, [1.75, 75.0]),
    ):
        chosen = {where[choosing.KOMMUNE]: who, where[choosing.AAR]: float(year)}
        goal = {"Mål!B5": "Netto driftsresultat", "Mål!B6": "Anbefalt nivå"}
        found = filled_in(session, {**chosen, **goal})
        assert [found[place] for place in levels] == expected, (who, year)  # type: ignore[index]
        assert found["Mål", "B12"] == expected[0]
    cells = report.book.sheets["Metode"].cells.values()
    told = " ".join(str(cell.value).strip() for cell in cells if cell.column == 0)
    assert "minst 2,5 prosent av driftsinntektene, fra 2023 (Bergen: vedtatt av bystyret)" in told


def test_no_column_where_no_level_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    known = catalogue.rows
    monkeypatch.setattr(catalogue, "rows", lambda name: () if name == "anbefalte_nivaa" else known(name))
    table = _table(build(load(BERGEN)))
    assert "Anbefalt" not in [cell.value for cell in table["Nøkkeltall"].values()]
    assert not any("anbefalte" in label for label in table)


def test_a_package_without_fund_and_people_has_neither(tmp_path: Path) -> None:
    made = networks.rows(seed=3, members=4, parts=("regnskap",))
    made["regnskap"] = [row for row in made["regnskap"] if row["post"] != "disposisjonsfond"]
    made.pop("innbyggere", None)
    table = _table(build(load(networks.write(tmp_path, made))))
    assert RESULT in table and not {DEBT, INCOME, FUND} & set(table)


def test_an_investment_without_a_loan_moves_the_debt_per_inhabitant(
    network_report: Rapport, network_session: Session
) -> None:
    plain, report = _table(network_report), network_report
    assert report.avvik is not None
    people = report.avvik.folk[report.data.rapportaar].used.value
    given = [i for i in report.book.inputs if i.line == "Brutto investeringsutgifter, 1000 kr"][-1]
    base = given.base.value
    assert isinstance(base, float) and isinstance(people, float)
    moved = filled_in(network_session, {given.what_if.place: base + 500_000})
    before, after = plain[DEBT][NOW].value, moved["Forside", plain[DEBT][NOW].address]
    assert isinstance(before, float) and isinstance(after, float)
    assert after - before == pytest.approx(500e6 / people)
    income = plain[INCOME][NOW]
    assert moved["Forside", income.address] == pytest.approx(income.value, rel=1e-12)


def test_the_fund_is_in_percent_of_income_and_has_a_yellow_cell(tmp_path: Path) -> None:
    years = (2021, 2022, 2023)
    made = networks.rows(seed=7, members=4, years=years, parts=("regnskap",))
    data = load(networks.write(tmp_path, made, years=years))
    report = build(data)
    raw = {(r["kommune"], r["post"]): float(r["beloep"]) for r in made["regnskap"] if r["aar"] == 2023}
    fund, income = (raw[data.kommune, post] for post in ("disposisjonsfond", "driftsinntekter"))
    assert _table(report)[FUND][NOW].value == pytest.approx(100 * fund / income)
    others = {k for k, _ in raw} - {data.kommune, data.resten, *data.utenfor_oevrige}
    share = [sum(raw[k, post] for k in others) for post in ("disposisjonsfond", "driftsinntekter")]
    assert _table(report)[FUND][OTHERS].value == pytest.approx(100 * share[0] / share[1])
    (*_, yellow) = [i.what_if.place for i in report.book.inputs if i.line == "Disposisjonsfond, 1000 kr"]
    moved = _table(build(data, what_if={yellow: income / 10}))
    assert moved[FUND][NOW].value == pytest.approx(10)


@pytest.mark.parametrize(("own", "year"), [("Drammen", 2024), ("Bergen", 2023), ("Sandnes", 2024)])
def test_what_is_shown_as_nothing_has_no_sign(own: str, year: int) -> None:
    """«+0» mill. kr and «−0,000» on Forside: a format gives what it rounds to 0 its sign."""
    front, signed = built.report(NETWORK, own, year).book.sheets["Forside"], 0
    for cell in front.cells.values():
        shown = cell.style.number_format or ""
        if shown.startswith("+") and isinstance(cell.value, float):
            decimals = len(shown.partition(";")[0].partition(".")[2])
            assert cell.value == 0 or abs(cell.value) >= 0.5 * 10**-decimals, (cell.place, cell.value)
            signed += 1
    assert signed >= 10
