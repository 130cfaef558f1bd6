"""The reconciled figures: as near print as the method allows, and print that it cannot give is told."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from asss_xl.dataset import Datasett
from asss_xl.dataset.verdi import avrunding
from tools import avstem

needs_scipy = pytest.mark.skipif(
    avstem.find_spec("scipy") is None, reason="scipy (asss_xl[avstem]) er ikke installert"
)
#: Worked out of others, and nothing else is worked out of it.
DAMAGED = ("Vedleggstabell 1 etter korreksjon utgiftsbehov", "Barnevern", 2009)


def missed(outcome: avstem.Outcome) -> dict[tuple[str, str, int], float]:
    """How far off the figures are that are not met."""
    return {(line.said.tabell, line.said.linje, line.said.aar): gap for line, gap in outcome.missed}


def silent(_: str) -> None:
    """Nobody has to hear of the passes."""


def as_printed(data: Datasett) -> Datasett:
    """The package before anything is reconciled."""
    printed = {one.key: replace(one, now=one.printed) for one in avstem._inputs(data)}
    return avstem._tracked(data, printed)


def assert_within_rounding(data: Datasett, outcome: avstem.Outcome) -> None:
    decimals = {place: figure.desimaler for place, figure in avstem._figures(data)}
    moved = [one for one in outcome.inputs.values() if one.now != one.printed]
    assert moved
    for one in moved:
        assert abs(one.now - one.printed) < avrunding(decimals[one.key]), one


@needs_scipy
def test_bergen_as_committed_meets_every_printed_figure(bergen: Datasett) -> None:
    outcome = avstem.reconcile(bergen, silent)
    assert missed(outcome) == {}
    assert outcome.met > 1500
    assert_within_rounding(bergen, outcome)


@needs_scipy
def test_it_is_found_again_from_print_alone(bergen: Datasett) -> None:
    told: list[str] = []
    outcome = avstem.reconcile(as_printed(bergen), told.append)
    assert "1: 0 av " in told[0] and ", 0 ikke" not in told[0]
    assert missed(outcome) == {}
    assert_within_rounding(bergen, outcome)


@needs_scipy
def test_print_that_is_wrong_by_several_units_is_told(bergen: Datasett) -> None:
    figurer = tuple(
        replace(f, trykt=f.trykt + 5, avstemt=None)
        if f.trykt is not None and (f.tabell, f.post, f.aar) == DAMAGED
        else f
        for f in bergen.figurer
    )
    assert sum(new != old for new, old in zip(figurer, bergen.figurer, strict=True)) == 1
    told = missed(avstem.reconcile(replace(bergen, figurer=figurer), silent))
    assert told.keys() == {DAMAGED}
    # The rounding of the inputs can take less than one of the five units.
    assert -6 < told[DAMAGED] < -4


def test_without_scipy_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    assert avstem.main(["bergen_2009"]) == 2
    assert 'pip install -e ".[avstem]"' in capsys.readouterr().err
