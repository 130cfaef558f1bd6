"""Production, use of resources and efficiency against what the raw tables say, worked out in pandas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import asss_xl
from asss_xl.dataset import Datasett, MissingFigure, frames, load
from asss_xl.functions.values import Value, is_number
from asss_xl.report import Hovedrapport, build
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Cell, Series, styles
from tests.independent.comparing import RAW
from tests.independent.raw import Package
from tests.support import built, choosing, networks
from tests.support.engine import Session, filled_in, opened
from tests.support.refilled import Refilled
from tools.eksempelnettverk.pakke import skriv

#: The indicator of what each service spends, as the profile has it: its number. Of the two in pleie og omsorg
#: only what both spend is known.
SPENDING = {"grunnskole": 1, "barnehage": 1, "barnevern": 1, "kultur": 1, "kommunehelse": 1}


@pytest.fixture
def package() -> Path:
    """The example network with its weights."""
    return RAW


def raw_indices(folder: Path) -> pd.Series:
    """100 * own / the network's mean, by service, number, municipality and year."""
    raw = Package(folder)
    table = raw["indikatorverdier"].merge(raw["indikatorer"], on=["tjeneste", "nr"], suffixes=("", "_def"))
    ratio = table["teller"] / table["nevner"] * table["faktor"].fillna(1)
    table["tall"] = table["verdi"].fillna(ratio)
    spans = raw["gruppemedlemmer"]
    members = spans[spans["gruppe"] == raw.network].set_index("kommune")
    first, last = (table["kommune"].map(members[n]).fillna(d) for n, d in (("fra", 0), ("til", 9999)))
    inside = table["kommune"].isin(members.index) & (first <= table["aar"]) & (table["aar"] <= last)
    out = [who in str(names).split(", ") for who, names in zip(table["kommune"], table["uten"], strict=True)]
    counted = table[inside & ~pd.Series(out) & table["tall"].notna()]
    weighed = (counted["snitt_type"] == "veid") & counted["nevner"].notna()
    weight = np.where(weighed, counted["nevner"].fillna(1), 1.0)
    keys = ["tjeneste", "nr", "aar"]
    sums = counted.assign(v=counted["tall"] * weight, w=weight).groupby(keys)[["v", "w"]].sum()
    mean = (sums["v"] / sums["w"]).rename("snitt")
    found = table.join(mean, on=keys)
    found["indeks"] = 100 * found["tall"] / found["snitt"]
    return found.set_index(["tjeneste", "nr", "kommune", "aar"])["indeks"].sort_index()


@cache
def worked_out(folder: Path) -> dict[tuple[str, int, str], tuple[float, float, float]]:
    """Production, use of resources and efficiency by municipality, year and service."""
    indices = raw_indices(folder)
    raw = Package(folder)
    weights, kinds = raw["produksjonsvekter"], raw["kommuner"].set_index("kommune")["slag"]
    made = {}
    for service, rows in weights.groupby("tjeneste"):
        parts = [w * indices.loc[(service, nr)] for nr, w in zip(rows["nr"], rows["vekt"], strict=True)]
        production = pd.concat(parts, axis=1).sum(axis=1, skipna=False)
        known = str(service) in SPENDING
        used = indices.loc[(service, SPENDING[str(service)])] if known else pd.Series(dtype=float)
        for (who, year), value in production.items():
            if (kinds.loc[[who]] != "kommune").any():
                continue  # the rest of the country is no municipality to rank
            spent = used.get((who, year), np.nan)
            made[who, int(year), str(service)] = (value, spent, 100 * value / spent)
    return made


def test_every_municipality_s_production_is_what_the_raw_figures_say(
    network: Datasett, package: Path
) -> None:
    table, expected = frames.produksjon(network), worked_out(package)
    assert set(table.index) == set(expected) and len(expected) > 400
    for place, row in table.iterrows():
        assert tuple(row) == pytest.approx(expected[place], rel=1e-9, nan_ok=True), place
    assert table["effektivitet"].notna().sum() > 270


def test_the_network_s_mean_is_100_and_a_group_has_its_own(network: Datasett) -> None:
    everyone, ten = frames.produksjon(network), frames.produksjon(network, "ASSS-10")
    year = everyone.xs((2024, "barnehage"), level=("aar", "tjeneste"))["produksjon"]
    assert year.between(80, 120).all() and year.min() < 100 < year.max()
    assert not np.allclose(everyone["produksjon"].fillna(0), ten["produksjon"].fillna(0))


def few(folder: Path, **indicator: object) -> Datasett:
    """A small network whose first indicator is changed."""
    rows = networks.rows(members=3, years=(2022,), services=1, indicators=2, holes=0.0)
    rows["indikatorer"][0].update(indicator)
    return load(networks.write(folder, rows, years=(2022,)))


def test_too_few_a_missing_figure_and_a_mean_of_nothing_give_no_production(tmp_path: Path) -> None:
    assert frames.produksjon(few(tmp_path / "nok"))["produksjon"].notna().all()
    assert frames.produksjon(few(tmp_path / "faa", minste_antall=4))["produksjon"].isna().all()
    rows = networks.rows(members=3, years=(2022,), services=1, indicators=2, holes=0.0)
    for row in rows["indikatorverdier"]:
        row.update(teller=0 if row["nr"] == 1 else row.get("teller", ""))
    nothing = frames.produksjon(load(networks.write(tmp_path / "null", rows, years=(2022,))))
    assert nothing["produksjon"].isna().all() and nothing["ressursbruk"].notna().all()
    rows["indikatorverdier"][0].update(teller="", nevner="", status="mangler")
    for row in rows["indikatorverdier"][1:]:
        row.update(teller=5 if row["nr"] == 1 else row.get("teller", ""))
    gap = frames.produksjon(load(networks.write(tmp_path / "hull", rows, years=(2022,))))
    assert list(gap["produksjon"].isna()) == [name == "Oslo" for name, _, _ in gap.index]


def test_the_page_s_ranking_is_of_the_raw_figures(network: Datasett, package: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n([^`]*produksjon[(][^`]*)```", page)
    names: dict[str, object] = {"asss_xl": asss_xl, "data": network, "frames": frames}
    exec(block, names)
    ranked = names["effekt"]
    expected = {k[0]: v[2] for k, v in worked_out(package).items() if k[1:] == (2024, "kultur")}
    best = max(expected, key=lambda who: expected[who])
    assert ranked["plass"].idxmin() == best and ranked["plass"].max() == len(ranked)  # type: ignore[index]


def test_a_package_without_weights_says_so() -> None:
    with pytest.raises(MissingFigure, match="produksjonsvekter.csv"):
        frames.produksjon(built.package("bergen_2009"))


# -- the sheet ------------------------------------------------------------------------------------

Values = Mapping[tuple[str, str], Value]
COLUMNS = ("C", "B", "D")  # production, use of resources, efficiency


@pytest.fixture
def report(network_report: Rapport) -> Rapport:
    return network_report


@pytest.fixture
def session(network_session: Session) -> Session:
    return network_session


@pytest.fixture(scope="module")
def main_session(main_report: Hovedrapport, tmp_path_factory: pytest.TempPathFactory) -> Session:
    return opened(main_report, tmp_path_factory.mktemp("hovedrapport") / "hoved.xlsx")


def choice(report: Rapport, **chosen: Value) -> dict[str, Value]:
    """Yellow cells of Forside and Produksjon by what they are."""
    labels = {"kommune": choosing.KOMMUNE, "aar": choosing.AAR, "tjeneste": "Velg tjenesten"}
    places = choosing.places(report)
    return {
        next(place for label, place in places.items() if label.startswith(labels[what])): value
        for what, value in chosen.items()
    }


def agrees(given: Value, right: float) -> bool:
    """A cell has the figure, or the word where it is missing."""
    return (
        given in ("Ikke data", "Ikke aktuelt") if right != right else given == pytest.approx(right, rel=1e-9)
    )


def wrong(report: Rapport, values: Values, own: str, year: int, folder: Path) -> list[str]:
    """The cells of the table that are not what the raw figures say."""
    expected, found = worked_out(folder), []
    for number, line in enumerate(report.produksjon):
        for column, right in zip(COLUMNS, expected[own, year, line.tjeneste.noekkel], strict=True):
            given = values["Produksjon", f"{column}{5 + number}"]
            if not agrees(given, right):
                found.append(f"{line.tjeneste.noekkel} {column}: {given} {right}")
    return found


@pytest.mark.parametrize(
    ("own", "year"), [("Bergen", 2024), ("Oslo", 2023), ("Tromsø", 2022), ("Asker", 2024)]
)
def test_the_sheet_shows_what_the_raw_figures_say_whoever_is_chosen(
    own: str, year: int, report: Rapport, session: Session, package: Path
) -> None:
    values = filled_in(session, choice(report, kommune=own, aar=float(year)))
    assert wrong(report, values, own, year, package) == []
    assert values["Produksjon", "A1"] == f"Ressursbruk, produksjon og effektivitet – {own} {year}"


def test_a_weight_that_is_another_is_seen(
    report: Rapport, session: Session, package: Path, tmp_path: Path
) -> None:
    """Barnehage's first two weights change places."""
    folder = skriv(tmp_path / "pakke")
    path = folder / "produksjonsvekter.csv"
    text = path.read_text(encoding="utf-8")
    first, second = "barnehage,3,0.45", "barnehage,4,0.35"
    planted = text.replace(first, "barnehage,3,0.35").replace(second, "barnehage,4,0.45")
    assert planted != text
    path.write_text(planted, encoding="utf-8")
    found = wrong(report, filled_in(session, {}), "Bergen", 2024, folder)
    assert [cell.split(":")[0] for cell in found] == ["barnehage C", "barnehage D"]


def test_a_what_if_moves_production_efficiency_and_the_dot(
    report: Rapport, session: Session, package: Path
) -> None:
    """More places for the youngest in Bergen: its index of 45 percent, and the mean it is part of."""
    row = next(r for p in report.profiler if p.ark == "Barnehage" for r in p.rader if r.indikator.nr == 3)
    assert row.verdi.what_if.value is None
    raw = Package(package)["indikatorverdier"].query("tjeneste == 'barnehage' and nr == 3 and aar == 2024")
    raw = raw.set_index("kommune").drop("Resten av landet")
    before = 100 * raw["teller"] / raw["nevner"]
    now = before.copy()
    now["Bergen"] = 99.0
    index = [100 * v["Bergen"] * raw["nevner"].sum() / (v * raw["nevner"]).sum() for v in (before, now)]
    still = filled_in(session, choice(report, tjeneste="Barnehage"))
    moved = filled_in(session, {**choice(report, tjeneste="Barnehage"), row.verdi.what_if.place: 99.0})
    place = ("Produksjon", "C6")
    assert moved[place] - still[place] == pytest.approx(0.45 * (index[1] - index[0]), rel=1e-9)
    assert moved["Produksjon", "D6"] == pytest.approx(100 * moved[place] / moved["Produksjon", "B6"])
    chart = report.book.sheets["Produksjon"].charts[0]
    (dot,) = next(s.values for s in chart.series if s.name == "Kommunen")
    at = (dot.sheet, dot.address)
    assert -1 < still[at] < moved[at] < 1  # type: ignore[operator]
    assert str(moved["Produksjon", "F6"]).startswith(
        "Hva hvis: Bruker 12 prosent mer enn ASSS-gjennomsnittet og produserer "
    )
    assert moved["Produksjon", "F6"] != still["Produksjon", "F6"]
    told = report.book.sheets["Hva hvis"].cells
    row = next(at for (at, c), cell in told.items() if c == 0 and cell.value == "Barnehage" and at > 30)
    assert moved["Hva hvis", f"C{row + 1}"] == moved["Produksjon", "D6"] != still["Hva hvis", f"C{row + 1}"]


def test_a_scenario_is_compared_by_production_and_efficiency(
    network: Datasett, report: Rapport, session: Session
) -> None:
    row = next(r for p in report.profiler if p.ark == "Barnehage" for r in p.rader if r.indikator.nr == 3)
    values = {row.verdi.what_if.place: 99.0}
    made, alone = build(network, scenarioer={"Flere plasser": values}), filled_in(session, values)
    sheet = made.book.sheets["Scenarioer"]
    rows = {c.value: [sheet.at(at, n).value for n in (1, 2)] for (at, n), c in sheet.cells.items() if n == 0}
    for before in report.produksjon:
        for what in ("produksjon", "effektivitet"):
            cell = getattr(before, what)
            found = [cell.value, alone[cell.sheet, cell.address]]
            if before.tjeneste.noekkel not in SPENDING and what == "effektivitet":
                assert found == rows[f"{before.tjeneste.navn}: {what}, snittet = 100"] == ["Ikke aktuelt"] * 2
                continue
            assert rows[f"{before.tjeneste.navn}: {what}, snittet = 100"] == pytest.approx(found, rel=1e-12)
            assert (abs(found[0] - found[1]) > 1e-9) is (before.tjeneste.noekkel == "barnehage")


def test_the_identities_of_production_stand_on_kontroll(report: Rapport, session: Session) -> None:
    """Each service's two; a weight that is another makes the first of them FEIL."""
    sheet = report.book.sheets["Kontroll"]
    mine = {
        str(c.value): at for (at, n), c in sheet.cells.items() if n == 0 and "Produksjon, " in str(c.value)
    }
    assert len(mine) == 2 * len(report.produksjon)
    line = report.produksjon[0]
    first = next(iter(line.vekter))
    found = filled_in(session, {first.place: first.value + 0.01})
    answers = {told: found["Kontroll", f"E{at + 1}"] for told, at in mine.items()}
    untried = [told.split(":")[0] for told, answer in answers.items() if answer == "Ikke prøvd"]
    assert untried == ["Produksjon, Pleie og omsorg 0-66 år", "Produksjon, Pleie og omsorg 67 år og eldre"]
    assert [told for told, answer in answers.items() if answer == "FEIL"] == [
        "Produksjon, Grunnskole: vektene er til sammen 1"
    ]


@pytest.mark.parametrize(("service", "own"), [("Kultur", "Tromsø"), ("Barnevern", "Oslo")])
def test_the_figure_has_a_dot_for_each_member_of_the_chosen_service(
    service: str, own: str, report: Rapport, session: Session, package: Path
) -> None:
    values = filled_in(session, choice(report, kommune=own, tjeneste=service))
    chart = report.book.sheets["Produksjon"].charts[0]
    expected = worked_out(package)
    dots = {}
    for series in chart.series:
        if series.marker:
            (x,), (y,) = series.categories, series.values
            # The line's own name: one that would lie on another is not written in the figure.
            name = own if series.name == "Kommunen" else values[x.sheet, f"A{x.row + 1}"]
            if (name == own) is (series.name == "Kommunen"):
                dots[name] = (values[x.sheet, x.address], values[y.sheet, y.address])
    key = {"Kultur": "kultur", "Barnevern": "barnevern"}[service]
    known = {
        who: (used, production)
        for who in Package(package).municipalities
        for production, used, both in [expected[who, 2024, key]]
        if both == both
    }
    span = 10 * (1 + max(abs(v - 100) for pair in known.values() for v in pair) // 9.7)
    assert 10 < span < 60 and len(known) > 8
    for who, dot in dots.items():
        if who in known:
            places = [(v - 100) / span for v in known[str(who)]]
            assert list(dot) == pytest.approx(places, rel=1e-9), who
        else:
            assert not any(map(is_number, dot)), who
    assert known.keys() <= dots.keys()
    title = chart.title
    assert not isinstance(title, str)
    assert str(values[title.sheet, title.address]).startswith(f"{service}: {own} bruker ")


def test_names_that_would_lie_on_each_other_are_left_out(report: Rapport, session: Session) -> None:
    values = filled_in(session, choice(report, tjeneste="Grunnskole"))
    chart = report.book.sheets["Produksjon"].charts[0]
    named = [s for s in chart.series if s.marker and not isinstance(s.name, str)]
    shown, places = [], []
    for series in named:
        (x,), (y,) = series.categories, series.values
        at = [values[c.sheet, c.address] for c in (x, y)]
        if all(map(is_number, at)):
            places.append(at)
            if str(values[series.name.sheet, series.name.address]).strip():  # type: ignore[union-attr]
                shown.append(at)
    assert 4 < len(shown) < len(places)
    names = [s for s in chart.series if s.name_filled]
    written = [[values[c.sheet, c.address] for (c,) in (s.categories, s.values)] for s in names]
    assert len(written) == len(named)
    beside = [at for at in written if all(map(is_number, at))]
    moved = [
        sum(abs(a - b) for a, b in zip(at, dot, strict=True)) for at, dot in zip(beside, shown, strict=True)
    ]
    assert all(0.02 < far < 0.05 for far in moved)
    for a in shown:
        near = [b for b in places if abs(a[0] - b[0]) < 0.22 and abs(a[1] - b[1]) < 0.07]
        assert near == [a]


@pytest.mark.parametrize(("service", "own"), [("Grunnskole", "Bergen"), ("Kultur", "Tromsø")])
def test_every_member_is_listed_with_its_three_figures(
    service: str, own: str, report: Rapport, session: Session, package: Path
) -> None:
    values = filled_in(session, choice(report, kommune=own, tjeneste=service))
    cells, expected = report.book.sheets["Produksjon"].cells, worked_out(package)
    (head,) = [row for (row, column), c in cells.items() if column == 0 and c.value == "Snittet = 100"]
    assert values["Produksjon", f"A{head}"] == f"Kommunene i figuren: {service}"
    listed = []
    for row in range(head + 2, head + 14):
        who = str(values["Produksjon", f"A{row}"])
        right = expected[who, 2024, service.lower()]
        assert all(agrees(values["Produksjon", f"{c}{row}"], r) for c, r in zip("CBD", right, strict=True))
        assert values["Produksjon", f"E{row}"] == ("◄ kommunen" if who == own else "")
        listed.append(who)
    assert listed == list(report.data.medlemmer)
    assert (head + 13, 0) not in cells


def test_the_own_name_stands_clear_of_the_lines_and_of_its_dot(report: Rapport, session: Session) -> None:
    chart, seen = report.book.sheets["Produksjon"].charts[0], set()
    (dot,) = [s for s in chart.series if s.name == "Kommunen"]
    names = [s for s in chart.series if s.name_at and s.bold]
    for service, own in (("Grunnskole", "Bergen"), ("Kultur", "Oslo"), ("Grunnskole", "Asker")):
        values = filled_in(session, choice(report, kommune=own, tjeneste=service))

        def at(series: Series, values: Values = values) -> list[Value]:
            return [values[c.sheet, c.address] for (c,) in (series.categories, series.values)]

        (shown,) = [s for s in names if all(map(is_number, at(s)))]
        (x, y), (dot_x, dot_y) = at(shown), at(dot)
        assert (x - dot_x) * (1 if shown.name_at == "right" else -1) == pytest.approx(0.03)
        assert abs(y) >= 0.06 and abs(y - dot_y) <= 0.06
        assert not (shown.name_at == "right" and -0.6 < dot_x < 0)
        seen.add(shown.name_at)
    assert seen == {"left", "right"}


#: Of a letter and a line of letters: shares of the figure's two axes, which go from -1 to 1.
_LETTER, _BOLD_LETTER, _LINE = 0.032, 0.036, 0.08


def _box(series: Series, name: str) -> tuple[float, float, float, float]:
    """About where a name is written: left, right, lower, upper."""
    x, y = (next(iter(cells)).value for cells in (series.categories, series.values))
    wide = len(name) * (_BOLD_LETTER if series.bold else _LETTER)
    left = {"right": x, "left": x - wide}.get(series.name_at, x - wide / 2)
    low = {"above": y, "below": y - _LINE}.get(series.name_at, y - _LINE / 2)
    return left, left + wide, low, low + _LINE


def test_no_name_lies_on_the_municipality_s_own(network_report: Rapport, network_refilled: Refilled) -> None:
    """«TrondhOslo» stood in Trondheim's."""
    report, tried = network_report, 0
    chart = report.book.sheets["Produksjon"].charts[0]
    named = [
        s for s in chart.series if isinstance(s.name, Cell) and s.color in (styles.BLAA, styles.HALV_BLAA)
    ]
    for own in report.data.medlemmer:
        with network_refilled.having(choice(report, kommune=own)):
            for line in report.produksjon:
                network_refilled.fill(choice(report, tjeneste=line.tjeneste.navn))
                written = [s for s in named if s.name_at and is_number(next(iter(s.values)).value)]
                boxes: dict[bool, list[tuple[str, Any]]] = {True: [], False: []}
                for s in written:
                    boxes[s.bold].append((str(s.name.value), _box(s, str(s.name.value))))  # type: ignore[union-attr]
                for _, (left, right, low, high) in boxes[True]:
                    tried += 1
                    on = [
                        name
                        for name, (a, b, c, d) in boxes[False]
                        if a < right and b > left and c < high and d > low
                    ]
                    assert on == [], (line.tjeneste.navn, own)
    assert tried > 50


def test_what_is_missing_is_told_and_not_drawn(tmp_path: Path) -> None:
    """Too few have the first indicator: its index says so, and nothing is made of it."""
    made = build(few(tmp_path / "faa", minste_antall=4))
    sheet, (line,) = made.book.sheets["Produksjon"], made.produksjon
    assert line.indekser is not None and [c.value for c in line.indekser][0] == "For få"
    assert [c.value for c in (line.produksjon, line.effektivitet) if c] == ["Ikke data", "Ikke data"]
    assert sheet.cells[2, 0].value == "Målt effektivitet kan ikke regnes ut: tall mangler."
    alone = build(few(tmp_path / "en"))
    assert str(alone.book.sheets["Produksjon"].cells[2, 0].value).startswith(
        "Målt effektivitet mot snittet (100): Tjeneste 1 ("
    )
    assert sheet.cells[4, 5].value == "Mangler tall som trengs for å regne dette ut."
    assert not any(is_number(c.value) for s in sheet.charts[0].series if s.marker for c in s.values)


def test_a_package_without_weights_has_no_sheet_and_says_why() -> None:
    bergen = built.report("bergen_2009")
    assert "Produksjon" not in bergen.book.sheets
    assert bergen.utelatt["Produksjon"].startswith("pakken har ikke produksjonsvekter")


# -- the main report ------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2024, 2022])
def test_the_main_report_has_every_member_s_production(
    year: int, package: Path, main_report: Hovedrapport, main_session: Session
) -> None:
    expected = worked_out(package)
    (place,) = (e.cell.place for e in main_report.book.editables if e.label.startswith(choosing.AAR))
    values = filled_in(main_session, {place: float(year)})
    compared = 0
    for service, lines in main_report.produksjon.items():
        assert len(lines) == (3 if service in SPENDING else 1)
        for number, own in enumerate(lines[0].navn):
            cells = [line.vist[number] for line in lines]
            given = [values[cell.sheet, cell.address] for cell in cells]
            right = expected.get((own, year, service), (np.nan, np.nan, np.nan))[: len(lines)]
            if given[0] in (None, ""):
                assert own in ("Asker", "Lillestrøm") and year < 2022
                continue
            alike = [agrees(g, r) for g, r in zip(given, right, strict=True)]
            assert all(alike), (own, service, given, right)
            compared += 1
    assert compared > 70
