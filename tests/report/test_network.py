"""A network's workbook: its choices, and its references against an independent computation."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from asss_xl.dataset import Datasett, load
from asss_xl.dataset.verdi import Oppslag
from asss_xl.functions.values import MISSING_TEXT, is_number
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from tests.end_to_end.comparing import told, unlike
from tests.support import choosing, networks
from tests.support.engine import Session, filled_in, opened
from tests.support.refilled import Refilled

YEARS = (2020, 2021, 2022, 2023)
MEMBERS = 4


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Datasett:
    """Four municipalities in four years, with every part and some figures missing."""
    folder = tmp_path_factory.mktemp("nettverk")
    made = networks.rows(seed=7, members=MEMBERS, years=YEARS, holes=0.15)
    return load(networks.write(folder, made, years=YEARS))


@pytest.fixture(scope="module")
def report(network: Datasett) -> Rapport:
    return build(network)


@pytest.fixture(scope="module")
def session(report: Rapport, tmp_path_factory: pytest.TempPathFactory) -> Session:
    return opened(report, tmp_path_factory.mktemp("bok") / "nettverk.xlsx")


def test_what_is_filled_in_counts_in_all_that_is_over_the_members_or_in_none(network: Datasett) -> None:
    counted = set()
    units = [unit.navn for unit in network.kommuner if unit.navn != network.resten]
    for name, year in itertools.product(units, YEARS[-2:]):
        made = build(network.for_kommune(name, year))
        filled = Refilled(made.book)
        for line in (line for profile in made.profiler for line in profile.rader):
            field = line.verdi.what_if
            if field is None or is_number(line.verdi.base.value) or line.indikator.uten:
                continue
            over = (line.n, line.snitt, line.lavest, line.hoeyest)
            before = [cell.value for cell in over]
            moved = []
            for value in (-1e6, 1e6):
                with filled.having({field.place: value}):
                    moved.append([cell.value != was for cell, was in zip(over, before, strict=True)])
                    place = line.rang.value if line.rang is not None else None
                    assert (place == "Utenfor snittet") != (True in moved[-1]), (name, line.indikator.navn)
            low, high = moved
            weighted = line.indikator.snitt_type == "veid"
            counted.add((weighted, any(low)))
            told = (low[0], low[1], high[0], high[1], low[2], high[3])
            assert len(set(told)) == 1, line.indikator.navn
    assert counted == {(True, False), (False, True)}


@pytest.mark.parametrize(
    ("file", "posts", "said"),
    [
        ("innbyggere", (), {"antall": 0}),
        ("regnskap", ("driftsinntekter", "driftsutgifter"), {"status": "ikke_aktuelt"}),
    ],
)
def test_what_a_municipality_cannot_be_without_is_missing(
    file: str, posts: tuple[str, ...], said: dict[str, Any], tmp_path: Path
) -> None:
    """Nobody of any age, and «.» for the income: both stood in the others' sums as none of it."""

    def made(how: dict[str, Any], folder: str) -> dict[str, Any]:
        rows = networks.rows(seed=3, years=YEARS)
        for row in rows[file]:
            if row["kommune"] == "By AB" and row["aar"] == YEARS[-1] and (not posts or row["post"] in posts):
                row |= {"beloep": "", **how} if posts else how
        data = load(networks.write(tmp_path / folder, rows, years=YEARS))
        cells = build(data.for_kommune("By AA", YEARS[-1])).book.cells()
        return {c.place: c.value for c in cells if c.sheet in ("Forside", "Regnskap", "Ressursbruk")}

    lacking: dict[str, Any] = {"status": "mangler"} if posts else {"antall": "", "status": "mangler"}
    assert made(said, "a") == made(lacking, "b")


# -- the engine -----------------------------------------------------------------------------------


def test_ironcalc_changes_no_cell(report: Rapport, session: Session) -> None:
    found = unlike(report.book, session.values())
    assert not found, told(found)


def test_ironcalc_changes_no_cell_of_the_named_form(network: Datasett, tmp_path: Path) -> None:
    named = build(network, "named")
    assert sum(c.call is not None for c in named.book.cells()) > 2000
    found = unlike(named.book, opened(named, tmp_path / "navn.xlsx").values())
    assert not found, told(found)


def test_of_an_income_below_zero_no_form_says_a_percent(network: Datasett) -> None:
    """The plain form gave a deficit as thousands of percent, «bedre»; the named one had no answer."""
    income = (network.kommune, "driftsinntekter", network.rapportaar)
    below = network.regnskap[income]._replace(verdi=-5.0)
    odd = replace(network, regnskap={**network.regnskap, income: below})
    plain, named = (build(odd, form).book.sheets["Regnskap"].cells for form in ("native", "named"))
    percents = [
        at
        for at, c in named.items()
        if c.call and "ASSS_PST_AV_INNTEKT" in c.call.formula("Regnskap", "named")
    ]
    shown = [plain[at].value for at in percents]
    assert shown == [named[at].value for at in percents] and shown.count(MISSING_TEXT) > 5


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("number", range(MEMBERS))
def test_choosing_gives_the_municipalitys_own_workbook(
    number: int, year: int, network: Datasett, report: Rapport, session: Session
) -> None:
    place = choosing.places(report)
    assert choosing.listed(report, choosing.AAR) == [float(y) for y in YEARS]
    name = choosing.listed(report, choosing.KOMMUNE)[number]
    assert isinstance(name, str) and len(network.med_tall) == MEMBERS
    values = filled_in(session, {place[choosing.KOMMUNE]: name, place[choosing.AAR]: float(year)})
    own = build(network.for_kommune(name, year))
    found = unlike(own.book, values)
    assert not found, f"{name} {year}\n{told(found)}"
    if (name, year) != (network.kommune, network.rapportaar):
        assert len(unlike(report.book, values)) > 500, "the choice moved nothing"


def test_a_what_if_moves_the_mean_that_the_municipality_is_part_of(
    network: Datasett, report: Rapport, session: Session
) -> None:
    row = next(
        row
        for p in report.profiler
        for row in p.rader
        if is_number(row.verdi.base.value)
        and network.kommune not in row.indikator.uten
        and row.indikator.snitt_type == "uveid"
    )
    n, before = row.n.value, row.snitt.value
    given_place = row.verdi.what_if.place
    values = filled_in(session, {given_place: float(row.verdi.base.value) + 1200})  # type: ignore[arg-type]
    sheet, _, address = row.snitt.place.partition("!")
    moved = values[sheet.strip("'"), address]
    assert moved == pytest.approx(float(before) + 1200 / float(n))  # type: ignore[arg-type]
    alone = {choosing.places(report)[choosing.GRUPPE]: "Uten egen"}
    without = filled_in(session, alone)[sheet.strip("'"), address]
    still = filled_in(session, {**alone, given_place: 5.0})[sheet.strip("'"), address]
    assert without == still != before


# -- against pandas -------------------------------------------------------------------------------


class Oracle:
    """References worked out from the package's own rows with pandas, knowing nothing of the code."""

    def __init__(self, rows: networks.Rows) -> None:
        values = pd.DataFrame(rows["indikatorverdier"])
        for column in ("verdi", "teller", "nevner"):
            if column not in values:
                values[column] = math.nan
            values[column] = pd.to_numeric(values[column])
        keys = ["tjeneste", "nr"]
        defined = pd.DataFrame(rows["indikatorer"])[[*keys, "faktor", "snitt_type", "uten"]]
        values = values.merge(defined, on=keys)
        factor = pd.to_numeric(values["faktor"]).fillna(1)
        ratio = values["teller"] / values["nevner"] * factor
        values["tall"] = values["verdi"].fillna(ratio)
        self.values = values
        self.groups = pd.DataFrame(rows["gruppemedlemmer"])
        self.own_out = {g["gruppe"]: g["uten_egen"] == "ja" for g in rows["grupper"]}
        self.units = [r["kommune"] for r in rows["kommuner"]]

    def inside(self, group: str, own: str, answers: dict[str, str]) -> set[str]:
        """Who is in: the group without the municipality itself where it says so, then ja and nei."""
        members = set(self.groups.loc[self.groups["gruppe"] == group, "kommune"])
        if self.own_out[group]:
            members.discard(own)
        for name, answer in answers.items():
            (members.add if answer == "Ja" else members.discard)(name)
        return members

    def references(self, key: tuple[str, int], year: int, own: str, inside: set[str]) -> dict[str, Any]:
        """What the row of an indicator holds; None where there is nothing to say."""
        v = self.values
        rows = v[(v["tjeneste"] == key[0]) & (v["nr"] == key[1])]
        kept_out = set(rows["uten"].iloc[0].split(","))
        weighted = rows["snitt_type"].iloc[0] == "veid" and rows["nevner"].notna().any()
        rows = rows[rows["aar"] == year].set_index("kommune")
        mine = rows["tall"].get(own, math.nan)
        used = rows[rows.index.isin(inside - kept_out) & rows["tall"].notna()]
        figures, weights = used["tall"], used["nevner"]
        if figures.empty:
            mean = None
        elif weighted:
            mean = (figures * weights).sum() / weights.sum()
        else:
            mean = figures.mean()
        # Nobody is held against the own figure alone.
        empty = len(figures) < (2 if own in inside - kept_out else 1)
        # One who is outside the mean has no place in it.
        inside_it = own in inside - kept_out and not math.isnan(mine) and len(figures) >= 3
        rank = 1 + int((figures > mine).sum()) if inside_it else None
        return {
            "verdi": None if math.isnan(mine) else mine,
            "snitt": None if empty else mean,
            "n": len(figures),
            "lavest": None if empty else figures.min(),
            "høyest": None if empty else figures.max(),
            "rang": rank,
            "lavest_hos": None if empty else self._who(figures, "min"),
            "høyest_hos": None if empty else self._who(figures, "max"),
        }

    def _who(self, figures: pd.Series, edge: str) -> str | None:
        if figures.empty:
            return None
        names = [u for u in self.units if u in figures.index and figures[u] == getattr(figures, edge)()]
        return names[0] + (" m.fl." if len(names) > 1 else "")


def _held(report: Rapport) -> dict[tuple[str, int], dict[str, Any]]:
    """What the profile sheets hold, by indicator."""
    made = {}
    for profile in report.profiler:
        for row in profile.rader:
            found = row
            assert found.rang and found.lavest_hos and found.hoeyest_hos
            made[row.indikator.tjeneste, row.indikator.nr] = {
                "verdi": row.verdi.base.value,
                "snitt": found.snitt.value,
                "n": found.n.value,
                "lavest": found.lavest.value,
                "høyest": found.hoeyest.value,
                "rang": found.rang.value,
                "lavest_hos": found.lavest_hos.value,
                "høyest_hos": found.hoeyest_hos.value,
            }
    return made


def _agree(held: Any, expected: Any) -> bool:
    if expected is None:
        return isinstance(held, str) and held in (
            "Ikke data",
            "Skjermet",
            "Ikke aktuelt",
            "Gjelder ikke året",
            "",
            "Utenfor snittet",
            "For få",
        )
    if isinstance(expected, str):
        return held == expected
    return is_number(held) and held == pytest.approx(float(expected), rel=1e-9)


@st.composite
def _networks(draw: st.DrawFn) -> tuple[networks.Rows, tuple[int, ...], list[dict[str, Any]]]:
    """A network, which is of two at least, its years and some choices to make in it."""
    members, count = draw(st.integers(2, 30)), draw(st.integers(1, 10))
    years = tuple(range(2024 - count, 2024))
    rows = networks.rows(
        seed=draw(st.integers(0, 10**6)),
        members=members,
        years=years,
        services=1,
        indicators=4,
        parts=("profiler",),
        holes=draw(st.sampled_from((0.0, 0.1, 0.5))),
    )
    units = networks.names(members)
    if draw(st.booleans()):
        _outlier(rows, draw(st.integers(0, len(rows["indikatorverdier"]) - 1)))
    choices = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "kommune": st.sampled_from(units),
                    "aar": st.sampled_from(years),
                    "gruppe": st.sampled_from(("Alle", "Uten egen", "Uten Oslo")),
                    "svar": st.dictionaries(
                        st.sampled_from(units), st.sampled_from(("Ja", "Nei")), max_size=4
                    ),
                }
            ),
            min_size=2,
            max_size=4,
        )
    )
    return rows, years, choices


def _outlier(rows: networks.Rows, place: int) -> None:
    """One figure a thousand times too large."""
    for column in ("teller", "verdi"):
        if rows["indikatorverdier"][place].get(column):
            rows["indikatorverdier"][place][column] *= 1000


def _compare(empty: Rapport, oracle: Oracle, choice: dict[str, Any]) -> int:
    """Build with a choice and hold every row against pandas; how many rows."""
    own, year = choice["kommune"], choice["aar"]
    place, yellow = choosing.places(empty), choosing.members(empty)
    report = build(
        empty.data.for_kommune(own, year),
        what_if={
            place[choosing.GRUPPE]: choice["gruppe"],
            **{yellow[name]: answer for name, answer in choice["svar"].items()},
        },
    )
    inside = oracle.inside(choice["gruppe"], own, choice["svar"])
    for key, held in _held(report).items():
        expected = oracle.references(key, year, own, inside)
        for what, value in expected.items():
            assert _agree(held[what], value), f"{key} {choice}: {what} {held[what]!r}, pandas {value!r}"
    return len(_held(report))


@pytest.mark.parametrize("examples", [8, pytest.param(40, marks=pytest.mark.grundig)])
def test_references_are_what_pandas_says(examples: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_networks())
    def holds(drawn: tuple[networks.Rows, tuple[int, ...], list[dict[str, Any]]]) -> None:
        rows, years, choices = drawn
        folder = tmp_path_factory.mktemp("trukket")
        empty, oracle = build(load(networks.write(folder, rows, years=years))), Oracle(rows)
        for choice in choices:
            assert _compare(empty, oracle, choice) == 4

    holds()


@pytest.mark.parametrize("status", ["mangler", "skjermet", "ikke_aktuelt", "gjelder_ikke"])
def test_a_missing_figure_is_out_of_the_mean_and_says_in_which_way(status: str, tmp_path: Path) -> None:
    rows = networks.rows(members=3, years=(2023,), parts=("profiler",), holes=0.0)
    units = networks.names(3)
    for row in rows["indikatorverdier"]:
        if row["kommune"] == units[1]:
            for column in ("verdi", "teller", "nevner"):
                row.pop(column, None)
            row["status"] = status
    data = load(networks.write(tmp_path, rows, years=(2023,)))
    words = {
        "mangler": "Ikke data",
        "skjermet": "Skjermet",
        "ikke_aktuelt": "Ikke aktuelt",
        "gjelder_ikke": "Gjelder ikke året",
    }
    own = build(data.for_kommune(units[1], 2023))
    assert {held["verdi"] for held in _held(own).values()} == {words[status]}
    assert {held["n"] for held in _held(own).values()} == {2.0, 1.0}  # one is without Oslo
    assert _compare(own, Oracle(rows), {"kommune": units[1], "aar": 2023, "gruppe": "Alle", "svar": {}})


def test_the_comparison_can_fail(tmp_path: Path) -> None:
    """A member's figure a millionth off: pandas and the sheet no longer agree."""
    rows = networks.rows(members=4, years=(2022, 2023), parts=("profiler",), holes=0.0)
    data = load(networks.write(tmp_path, rows, years=(2022, 2023)))
    victim = next(r for r in rows["indikatorverdier"] if "verdi" in r and r["aar"] == 2023)
    victim["verdi"] *= 1 + 1e-6
    with pytest.raises(AssertionError, match="pandas"):
        _compare(build(data), Oracle(rows), {"kommune": "Oslo", "aar": 2023, "gruppe": "Alle", "svar": {}})


def test_a_report_that_leaves_out_a_reference_is_no_network_of_one(bergen: Datasett) -> None:
    """It was, and the municipality was its own mean, lowest and highest."""
    left = {k: v for k, v in bergen.referanser.items() if k[:2] != ("grunnskole", 3)}
    labels = {k: v for k, v in bergen.etiketter.items() if k[:2] != ("grunnskole", 3)}
    data = replace(bergen, referanser=Oppslag(left), etiketter=Oppslag(labels))
    assert not data.er_nettverk
    book = build(data).book
    assert "Nettverk" not in book.sheets
    row = book.sheets["Grunnskole"]
    at = next(r for (r, c), cell in row.cells.items() if c == 2 and cell.value == 55194.0)
    assert [row.at(at, c).value for c in (4, 5, 6)] == ["Ikke data"] * 3
