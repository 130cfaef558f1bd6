"""The DataFrame of spending, need and deviations against the figures worked out from the raw tables."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from asss_xl.dataset import MissingFigure, frames
from tests.independent.comparing import RAW, Oracle
from tests.independent.figures import OTHER
from tests.independent.raw import Choice, Package
from tests.support import built

PACKAGE = Package(RAW)
GROUP = "ASSS-12"
STEPS = ("ukorrigert", "uten_avskrivninger", "korrigert_for_behov", "uten_sosiale")


@pytest.mark.parametrize("noekkel", [None, "Grønt hefte 2026"])
def test_the_chain_of_every_municipality_is_what_the_raw_figures_say(
    oracle: Oracle, noekkel: str | None
) -> None:
    table = frames.ressursbruk(built.package("eksempelnettverk"), noekkel)
    compared = 0
    for own in PACKAGE.municipalities:
        figures = oracle.figures(Choice(own, 2024, GROUP, noekkel or ""), profiles=False)
        for year in (2022, 2023, 2024):
            for sector, row in table.loc[(own, year)].iterrows():
                expected = {
                    name: figures["kjede", str(sector), f"trinn {n}", year]
                    for n, name in enumerate(STEPS, start=1)
                }
                expected["mill_kr"] = figures["kroner", str(sector), "mill", year]
                expected["prosent_av_behov"] = figures["kroner", str(sector), "pst", year]
                if sector != OTHER:
                    expected["kostnadsindeks"] = figures["indeks", str(sector), "indeks", year]
                for name, value in expected.items():
                    assert (
                        value is None
                        and math.isnan(row[name])
                        or row[name] == pytest.approx(value, rel=1e-9, abs=1e-6)
                    ), (own, year, sector, name)
                    compared += 1
    assert compared > 1700


def test_a_year_without_a_key_is_not_there_and_a_chosen_key_is_of_all_years() -> None:
    network = built.package("eksempelnettverk")
    chosen = frames.ressursbruk(network, "Grønt hefte 2026")
    assert set(chosen["noekkel"]) == {"Grønt hefte 2026"}
    assert set(chosen.index.get_level_values("aar")) == set(network.aar)
    assert "Resten av landet" not in chosen.index.get_level_values("kommune")


def test_the_page_s_ranking_runs_and_ranks(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n([^`]*ressursbruk[(][^`]*)```", page)
    names: dict[str, object] = {}
    exec(block, names)
    ranked = names["barnevern"]
    assert list(ranked["plass"]) == sorted(ranked["plass"])  # type: ignore[index]
    assert len(ranked) == len(PACKAGE.municipalities)  # type: ignore[arg-type]
    assert "prosent_av_behov" in capsys.readouterr().out


def test_what_cannot_be_worked_out_is_told() -> None:
    with pytest.raises(MissingFigure, match="beløp per KOSTRA-funksjon"):
        frames.ressursbruk(built.package("bergen_2009"))
    with pytest.raises(MissingFigure, match="Ingen kostnadsnøkkel «2031». Nøkler: "):
        frames.ressursbruk(built.package("eksempelnettverk"), "2031")
