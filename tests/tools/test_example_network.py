"""The example network is made of the catalogue's indicators, each by a model of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.eksempelnettverk import grunnlag, indikatorer
from tools.eksempelnettverk.pakke import skriv

ROWS = grunnlag.definisjoner("indikatorer")
SERVICE = "grunnskole"


def _made(path: Path, monkeypatch: pytest.MonkeyPatch, rows: tuple[dict[str, str], ...]) -> bytes:
    given = grunnlag.definisjoner
    monkeypatch.setattr(
        indikatorer, "definisjoner", lambda name: rows if name == "indikatorer" else given(name)
    )
    return (skriv(path, kommuner=2, aar=1, tjenester=[SERVICE]) / "indikatorverdier.csv").read_bytes()


def test_the_order_of_its_rows_moves_no_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _made(tmp_path / "a", monkeypatch, ROWS)
    assert _made(tmp_path / "b", monkeypatch, ROWS[::-1]) == made


def test_an_indicator_without_a_row_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = next(r for r in ROWS if r["tjeneste"] == SERVICE)
    with pytest.raises(KeyError, match=first["kortnavn"]):
        _made(tmp_path, monkeypatch, tuple(r for r in ROWS if r is not first))


def test_a_model_that_is_misspelt_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple({**r, "modell": r["modell"].replace("broek", "brok")} for r in ROWS)
    with pytest.raises(ValueError, match="ukjent modell «brok»"):
        _made(tmp_path, monkeypatch, rows)
