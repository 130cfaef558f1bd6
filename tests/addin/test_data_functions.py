"""ASSS_VERDI and ASSS_INDIKATORER read the bundled report, or another package."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from asss_xl.addin import exposed as data, udf
from asss_xl.dataset import load
from asss_xl.functions.values import NA


@pytest.fixture(autouse=True)
def bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(data.ENVIRONMENT, raising=False)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("Bergen", "grunnskole/2"), 6.2),
        (("snitt", "Grunnskole/2"), 6.7),
        (("Bergen", "Grunnskole/Andel elever med spesialundervisning"), 6.2),
        (("bergen ", "andel elever  med spesialundervisning", 2009), 6.2),
        (("Bergen", "Elever med spesialundervisning"), 6.2),
        (("Bergen", "Tabell 0/Driftsinntekter/1000 kr", 2008), 13155679.0),
        (("Bergen", "grunnskole/2", 2008), "#N/A"),
        (("lavest", "grunnskole/2"), "#N/A"),
        (("Narvik", "grunnskole/2"), "#N/A"),
        (("Bergen", "finnes ikke"), "#N/A"),
        (("Bergen", "grunnskole/999"), "#N/A"),
        (("Bergen", 7), "#N/A"),
        ((None, "grunnskole/2"), "#N/A"),
        (("Bergen", "grunnskole/2", "i fjor"), "#N/A"),
        (("#DIV/0!", "grunnskole/2"), "#DIV/0!"),
    ],
)
def test_a_figure(arguments: tuple[Any, ...], expected: Any) -> None:
    assert udf.ASSS_VERDI(*arguments) == expected  # type: ignore[attr-defined]


def test_every_indicator_can_be_looked_up_by_its_key() -> None:
    package = load("bergen_2009")
    for service in package.tjenester:
        for indicator in service.indikatorer:
            own = package.verdi(indicator, package.kommune, package.rapportaar)
            stated = package.referanse(indicator, "snitt", package.rapportaar)
            for actor, figure in ((package.kommune, own), ("snitt", stated)):
                found = data.verdi(actor, f"{service.noekkel}/{indicator.nr}")
                assert found == (NA if figure.trykt is None else figure.trykt)


def test_what_the_help_gives_as_an_example_is_a_figure() -> None:
    """Without its unit the line of the table was both an amount and a growth: #VALUE!."""
    parameters = {p.name: p for p in data.EXPOSED["ASSS_VERDI"].parameters}
    examples = re.findall(r"\((.+?)\)", parameters["indikator"].description)
    assert [data.verdi("Bergen", given) for given in examples] == [55194.0, 13972130.0]


def test_a_name_of_several_indicators_is_an_error_value() -> None:
    package = load("bergen_2009")
    names = [i.navn for s in package.tjenester for i in s.indikatorer]
    several = next(name for name in names if names.count(name) > 1)
    assert data.verdi("Bergen", several) == "#VALUE!"


def test_ranges_spill() -> None:
    found = udf.ASSS_VERDI("Bergen", [["grunnskole/2"], ["finnes ikke"]])  # type: ignore[attr-defined]
    assert found == [[6.2], ["#N/A"]]


def test_table_of_indicators() -> None:
    package = load("bergen_2009")
    every = udf.ASSS_INDIKATORER()  # type: ignore[attr-defined]
    assert every[0] == ["Nøkkel", "Indikator", "Enhet", "Bergen", "Snitt", "Lavest", "Høyest"]
    assert len(every) == 1 + sum(len(s.indikatorer) for s in package.tjenester)
    school = udf.ASSS_INDIKATORER("grunnskole")  # type: ignore[attr-defined]
    assert school[2][:5] == ["grunnskole/2", "Andel elever med spesialundervisning", "prosent", 6.2, 6.7]
    assert udf.ASSS_INDIKATORER([["Grunnskole"]]) == school  # type: ignore[attr-defined]
    assert {v for row in every for v in row if isinstance(v, str) and v.startswith("#")} == set()
    assert udf.ASSS_INDIKATORER("sirkus") == "#N/A"  # type: ignore[attr-defined]
    assert udf.ASSS_INDIKATORER("#N/A") == "#N/A"  # type: ignore[attr-defined]


def test_the_environment_chooses_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(data.ENVIRONMENT, str(tmp_path / "borte"))
    assert udf.ASSS_VERDI("Bergen", "grunnskole/2") == "#REF!"  # type: ignore[attr-defined]
    assert udf.ASSS_INDIKATORER() == "#REF!"  # type: ignore[attr-defined]
    folder = Path(data.__file__).parents[1] / "dataset" / "bergen_2009"
    monkeypatch.setenv(data.ENVIRONMENT, str(folder))
    assert udf.ASSS_VERDI("Bergen", "grunnskole/2") == 6.2  # type: ignore[attr-defined]
