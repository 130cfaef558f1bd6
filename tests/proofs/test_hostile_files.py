"""A share of the damaged files that ``python -m tests.proofs.hostile_files`` tries many of."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings, strategies as st

from tests.proofs import hostile_commands
from tests.proofs.hostile_files import Proof, main


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    return Proof(tmp_path_factory.mktemp("skade"))


@settings(max_examples=25, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_damaged_package_is_read_or_refused(proof: Proof, chance: random.Random) -> None:
    assert proof.package(chance) in ("pakke lest", "pakke avvist")


@settings(max_examples=25, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_damaged_answer_is_read_or_refused(proof: Proof, chance: random.Random) -> None:
    assert proof.workbook(chance) in ("svar lest", "svar avvist")


def test_the_command_tells_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "4", "--seed", "1"]) == 0
    assert capsys.readouterr().out.startswith("4 skadede filer, frø 1: {")


def test_damaged_files_to_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert hostile_commands.main(["--count", "25", "--seed", "22"]) == 0, capsys.readouterr().out
