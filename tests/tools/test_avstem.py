"""The reconciled figures: as near print as the method allows, and print that it cannot give is told."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from asss_xl.dataset import Datasett
from asss_xl.dataset.model import avrunding
from tools import avstem

needs_scipy = pytest.mark.skipif(
    avstem.find_spec("scipy") is None, reason="scipy (asss_xl[avstem]) er ikke installert"
)
#: Print that no inputs give: growth in halves of a percent, and labels without a value behind them.
NOT_MET = {
    ("Demografi: vekst", "0-5 år", "Bergen"),
    ("Demografi: vekst", "67-79 år", "Bergen"),
    ("Tjenesteprofil barnevern", "1", "Bergen"),
    ("Tjenesteprofil pleie_omsorg_67", "7", "lavest"),
    ("Tjenesteprofil pleie_omsorg_67", "13", "høyest"),
}
#: Worked out of others, and nothing else is worked out of it.
DAMAGED = ("Vedleggstabell 1 etter korreksjon utgiftsbehov", "Barnevern", 2009)

Place = tuple[str, str, str]


def missed(outcome: avstem.Outcome) -> dict[Place, float]:
    """How far off the figures are that are not met; of an indicator's name, the number."""
    return {
        (line.said.tabell, line.said.linje.split(".")[0], line.said.aktor): gap
        for line, gap in outcome.missed
    }


def silent(_: str) -> None:
    """Nobody has to hear of the passes."""


@needs_scipy
def test_bergen_is_met_but_for_what_is_named_and_no_input_leaves_its_rounding(
    bergen: Datasett,
) -> None:
    outcome = avstem.reconcile(bergen, silent)
    assert missed(outcome).keys() == NOT_MET
    assert outcome.met > 1650
    decimals = {place: figure.desimaler for place, figure in avstem._figures(bergen)}
    for one in outcome.inputs.values():
        assert abs(one.now - one.printed) < avrunding(decimals[one.key]), one
    assert any(one.now != one.printed for one in outcome.inputs.values())


@needs_scipy
def test_print_that_is_wrong_by_several_units_is_told(bergen: Datasett) -> None:
    figurer = tuple(
        replace(f, trykt=f.trykt + 5, avstemt=None)
        if f.trykt is not None and (f.tabell, f.post, f.aar) == DAMAGED else f
        for f in bergen.figurer
    )  # fmt: skip
    assert sum(new != old for new, old in zip(figurer, bergen.figurer, strict=True)) == 1
    told = missed(avstem.reconcile(replace(bergen, figurer=figurer), silent))
    (place,) = told.keys() - NOT_MET
    assert place[:2] == DAMAGED[:2]
    # Five units, of which the rounding of the inputs can take less than one.
    assert -6 < told[place] < -4


def test_without_scipy_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    assert avstem.main(["bergen_2009"]) == 2
    assert 'pip install -e ".[avstem]"' in capsys.readouterr().err
