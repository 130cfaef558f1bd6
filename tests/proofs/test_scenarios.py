"""A share of the scenarios that ``python -m tests.proofs.scenarios`` tries many of."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.checks.formula_text import split_place
from asss_xl.dataset import load
from asss_xl.report import build
from asss_xl.workbook.what_if import AV, PAA
from tests.end_to_end.comparing import told, unlike
from tests.end_to_end.yellow_cells import Scenario
from tests.proofs import scenarios
from tests.proofs.scenarios import Proof, main, mixed
from tests.support import choosing, networks
from tests.support.engine import filled_in

COUNT, SEED = 25, 2026
YEARS = (2020, 2021, 2022, 2023)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nettverk")
    made = networks.rows(seed=SEED, members=5, years=YEARS, holes=0.15)
    return networks.write(folder, made, years=YEARS)


@pytest.fixture(scope="module")
def proof(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    return Proof(load(package), tmp_path_factory.mktemp("bok"), COUNT, SEED)


@pytest.mark.parametrize("number", range(COUNT))
def test_a_random_scenario_gives_the_rebuilt_workbook(number: int, proof: Proof) -> None:
    found = proof.differences(number)
    assert not found, f"{proof.scenarios[number]}\n{told(found)}"


def test_every_kind_of_choice_is_among_them(proof: Proof) -> None:
    """In 300 as the command draws them: each municipality, year, group, key, member and switch."""
    report = proof.report
    drawn = mixed(report, 300, SEED)
    assert drawn == mixed(report, 300, SEED)
    place = choosing.places(report)
    for label in (choosing.KOMMUNE, choosing.AAR, choosing.GRUPPE, choosing.NOEKKEL):
        used = {s.what_if[place[label]] for s in drawn if place[label] in s.what_if}
        assert used == set(choosing.listed(report, label)), label
    for name, at in choosing.members(report).items():
        assert {s.what_if[at] for s in drawn if at in s.what_if} == {"Ja", "Nei"}, name
    figures = {i.what_if.place for i in report.book.inputs}
    filled = {at for s in drawn for at in s.what_if}
    assert len(figures & filled) > 0.9 * len(figures)
    assert {s.switch for s in drawn} == {PAA, AV}


def test_a_scenario_that_is_not_the_same_is_caught(proof: Proof) -> None:
    """Proof that a scenario can fail: the engine gets another group than the rebuilt workbook."""
    at = choosing.places(proof.report)[choosing.GRUPPE]
    rebuilt = build(proof.data, what_if={at: "Uten egen"}).book
    assert unlike(rebuilt, filled_in(proof.session, {at: "Uten egen"})) == []
    assert len(unlike(rebuilt, filled_in(proof.session, {at: "Uten Oslo"}))) > 20


def test_noise_of_huge_figures_hides_no_difference(proof: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    """With 1e12 filled in, a cell that is wrong by a thousandth is still told."""
    given = next(i for i in proof.report.book.inputs if i.what_if.sheet == "Demografi")
    filled = {given.what_if.place: 1e12}
    values = filled_in(proof.session, filled)
    used = split_place(given.used.place)
    assert values[used] == 1e12
    wrong = {**values, used: 1.001e12}
    monkeypatch.setattr(scenarios, "filled_in", lambda *_args, **_named: wrong)
    monkeypatch.setattr(proof, "scenarios", [Scenario(0, filled, PAA)])
    found = proof.differences(0, rebuilt=False)
    assert [told for told in found if given.used.place in told]
    assert len(found) == 1


def test_a_number_with_an_exponent_in_a_sentence_is_compared_by_its_digits() -> None:
    """Scenario 506 of seed 3113 for Bergen, where 6.4E+19 per inhabitant is parted in thousands."""
    own = "er 6.3915891046449E+16\u202f+19 kr i 2009, 1.23033476509E+18 prosent høyere (5\u202f195 kr)"
    engine = "er 63915891046449000\u202f000 kr i 2009, 1230334765090000000 prosent høyere (5\u202f195 kr)"
    assert scenarios._covers([own], engine, huge=False)
    percent = "er 245400000000000,5 prosent, opp fra 8,4 prosent"  # scenario 587 of the network
    assert scenarios._covers([percent], percent.replace(",5", ",0"), huge=False)
    assert not scenarios._covers([percent], percent.replace("8,4", "8,5"), huge=False)
    kroner = "er −2902304417\u202f128\u202f+15 kr i 2024"  # scenario 185 of seed 2031 for the network
    assert scenarios._covers([kroner], kroner.replace("+15", "480"), huge=False)
    assert not scenarios._covers([kroner], kroner.replace("128\u202f+15", "129\u202f480"), huge=False)
    for said, other in (("6449000", "6448000"), ("000 kr", "001 kr"), ("5\u202f195", "5\u202f196")):
        assert not scenarios._covers([own], engine.replace(said, other), huge=False)


def test_the_command_counts_and_says_how_many(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "2", "--seed", "5", str(package)]) == 0
    assert capsys.readouterr().out.endswith(", seed 5: 0 differences\n")
