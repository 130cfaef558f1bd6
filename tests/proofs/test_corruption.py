"""A share of the damages that ``python -m tests.proofs.corruption`` tries many of."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from asss_xl.dataset import DatasetError, load
from asss_xl.dataset.files import locate
from tests.proofs.corruption import FELL, MISSED, REFUSED, UNBOUND, Outcome, Proof, Trial, drawn, main, report
from tests.proofs.damage import FIGURE, KINDS, Place, damaged, places
from tests.support.rereading import Reading

COUNT, SEED = 32, 2026
ROOT = locate("bergen_2009")[0]


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    return Proof("bergen_2009", tmp_path_factory.mktemp("skade"))


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    return drawn(ROOT, COUNT, SEED, KINDS)


@pytest.fixture(scope="module")
def outcomes(proof: Proof, trials: list[Trial]) -> list[Outcome]:
    return [proof.outcome(trial) for trial in trials]


def test_the_package_as_it_is_has_nothing_unexplained(proof: Proof) -> None:
    assert proof.before == set()


def test_no_damage_ends_in_a_traceback(outcomes: list[Outcome]) -> None:
    assert [f"{o.trial}\n{o.told}" for o in outcomes if o.result == FELL] == []


def test_a_lost_sign_is_noticed(outcomes: list[Outcome]) -> None:
    signs = [o for o in outcomes if o.trial.kind == "fortegn"]
    assert len(signs) == COUNT / len(KINDS)
    assert [str(o.trial) for o in signs if not o.noticed] == []


def test_what_is_noticed_is_told(outcomes: list[Outcome]) -> None:
    assert all(o.told for o in outcomes if o.result != MISSED or o.trial.place.slag == FIGURE)
    text = report(outcomes)
    for kind in KINDS:
        assert f"  {kind}: " in text


def test_the_trials_are_the_same_for_the_same_seed(trials: list[Trial]) -> None:
    assert drawn(ROOT, COUNT, SEED, KINDS) == trials
    assert drawn(ROOT, COUNT, SEED + 1, KINDS) != trials


def test_every_number_of_every_file_is_a_place() -> None:
    found = places(ROOT)
    assert {at.file for at in found} >= {
        "figurer.csv",
        "indikatorverdier.csv",
        "indikatorreferanser.csv",
        "etiketter.csv",
        "kriterieverdier.csv",
        "vekter.csv",
        "behovstillegg.csv",
        "korreksjoner.csv",
        "folkevekst.csv",
        "demografisatser.csv",
        "kildefeil.csv",
        "datapackage.json",
    }
    for at in random.Random(SEED).sample(found, 300):
        whole = (ROOT / at.file).read_bytes()
        assert at.replaced(whole, at.text) == whole
        assert at.text.encode() in whole.splitlines()[at.line - 1]


@pytest.mark.parametrize(
    ("text", "kind", "possible"),
    [
        ("19", "siste", {"18", "20"}),
        ("0.0", "siste", {"0.1", "-0.1"}),
        ("-9.9", "siste", {"-9.8", "-10.0"}),
        ("0.95", "siste", {"0.94", "0.96"}),
        ("12", "fortegn", {"-12"}),
        ("-1.5", "fortegn", {"1.5"}),
        ("0", "fortegn", {None}),
        ("12", "bytte", {"21"}),
        ("1.2", "bytte", {"2.1"}),
        ("11", "bytte", {None}),
        ("3", "siffer", set("012456789")),
    ],
)
def test_a_damage_is_of_its_kind(text: str, kind: str, possible: set[str | None]) -> None:
    chance = random.Random(SEED)
    assert {damaged(text, kind, chance) for _ in range(200)} == possible


def test_a_figure_that_is_not_noticed_has_a_reason(proof: Proof) -> None:
    """The growth of other municipalities' other taxes: no formula and no sentence has it."""
    at = next(
        at
        for at in places(ROOT)
        if (at.file, at.column, at.text) == ("figurer.csv", "verdi", "-5.6")
        and b",andre_skatter," in (ROOT / at.file).read_bytes().splitlines()[at.line - 1]
    )
    unbound = proof.outcome(Trial(0, at, "siffer", "-5.4"))
    assert (unbound.result, unbound.told) == (MISSED, UNBOUND)
    index = next(at for at in places(ROOT) if (at.file, at.column) == ("etiketter.csv", "etikett"))
    noticed = proof.outcome(Trial(0, index, "siffer", "38"))
    assert noticed.noticed


def said(folder: Path) -> object:
    try:
        return load(folder)
    except DatasetError as error:
        return str(error)


def test_reading_one_file_anew_says_what_loading_the_whole_does(proof: Proof) -> None:
    """Also where the damage is in a row that other files point at."""
    chosen = drawn(ROOT, 12, SEED + 7, KINDS)
    key = next(at for at in places(ROOT) if (at.file, at.column) == ("indikatorer.csv", "nr"))
    chosen.append(Trial(0, key, "siffer", "97"))
    for trial in chosen:
        file = proof.folder / trial.place.file
        whole = file.read_bytes()
        try:
            file.write_bytes(trial.place.replaced(whole, trial.text))
            try:
                again: object = proof.reading.again({trial.place.file}).dataset()
            except DatasetError as error:
                again = str(error)
            assert again == said(proof.folder), trial
        finally:
            file.write_bytes(whole)


def test_a_traceback_is_caught_and_told(proof: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proof that a trial can fail."""

    def falls(_: object) -> object:
        raise ZeroDivisionError("delt på null")

    monkeypatch.setattr(Reading, "dataset", falls)
    at = Place("figurer.csv", 2, "verdi", "tall", "12578909", _start("figurer.csv", b"12578909"))
    outcome = proof.outcome(Trial(0, at, "siste", "12578908"))
    assert outcome.result == FELL
    assert "ZeroDivisionError: delt på null" in outcome.told
    assert (proof.folder / "figurer.csv").read_bytes() == (ROOT / "figurer.csv").read_bytes()


def _start(file: str, text: bytes) -> int:
    return (ROOT / file).read_bytes().index(text)


def test_the_command_counts_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--count", "3", "--seed", "5", "--workers", "1", "--kinds", "fortegn"]
    assert main([*arguments, "bergen_2009"]) == 0
    assert capsys.readouterr().out.endswith("3 damages of bergen_2009, seed 5: 0 tracebacks\n")


def test_a_damage_that_is_refused_says_where(proof: Proof) -> None:
    at = next(at for at in places(ROOT) if (at.file, at.column) == ("figurer.csv", "aar"))
    outcome = proof.outcome(Trial(0, at, "siffer", "1907"))
    assert outcome.result == REFUSED
    assert f"figurer.csv, rad {at.line}, kolonne aar" in outcome.told
