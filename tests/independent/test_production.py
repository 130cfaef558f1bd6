"""Production, use of resources and efficiency against what the raw tables say, worked out in pandas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from asss_xl.dataset import Datasett, MissingFigure, load
from tests.independent.raw import Package
from tests.support import networks
from tools.eksempelnettverk.pakke import skriv

pytestmark = pytest.mark.xdist_group("independent")
#: The indicator of what each service spends, as the profile has it: its number.
SPENDING = {
    "grunnskole": 1,
    "barnehage": 1,
    "barnevern": 1,
    "kultur": 1,
    "kommunehelse": 1,
    "pleie_omsorg_0_66": 1,
    "pleie_omsorg_67": 1,
}


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example network with its weights."""
    return skriv(tmp_path_factory.mktemp("produksjon") / "pakke")


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


def worked_out(folder: Path) -> dict[tuple[str, int, str], tuple[float, float, float]]:
    """Production, use of resources and efficiency by municipality, year and service."""
    indices = raw_indices(folder)
    weights = Package(folder)["produksjonsvekter"]
    made = {}
    for service, rows in weights.groupby("tjeneste"):
        parts = [w * indices.loc[(service, nr)] for nr, w in zip(rows["nr"], rows["vekt"], strict=True)]
        production = pd.concat(parts, axis=1).sum(axis=1, skipna=False)
        used = indices.loc[(service, SPENDING[str(service)])]
        for (who, year), value in production.items():
            spent = used.get((who, year), np.nan)
            made[who, int(year), str(service)] = (value, spent, 100 * value / spent)
    return made


def test_every_municipality_s_production_is_what_the_raw_figures_say(package: Path) -> None:
    table, expected = load(package).produksjonstabell(), worked_out(package)
    assert set(table.index) == set(expected) and len(expected) > 400
    for place, row in table.iterrows():
        assert tuple(row) == pytest.approx(expected[place], rel=1e-9, nan_ok=True), place
    assert table["effektivitet"].notna().sum() > 380


def test_the_network_s_mean_is_100_and_a_group_has_its_own(package: Path) -> None:
    data = load(package)
    everyone, ten = data.produksjonstabell(), data.produksjonstabell("ASSS-10")
    year = everyone.xs((2024, "barnehage"), level=("aar", "tjeneste"))["produksjon"]
    assert year.between(80, 120).all() and year.min() < 100 < year.max()
    assert not np.allclose(everyone["produksjon"].fillna(0), ten["produksjon"].fillna(0))


def few(folder: Path, **indicator: object) -> Datasett:
    """A small network whose first indicator is changed."""
    rows = networks.rows(members=3, years=(2022,), services=1, indicators=2, holes=0.0)
    rows["indikatorer"][0].update(indicator)
    return load(networks.write(folder, rows, years=(2022,)))


def test_too_few_a_missing_figure_and_a_mean_of_nothing_give_no_production(tmp_path: Path) -> None:
    assert few(tmp_path / "nok").produksjonstabell()["produksjon"].notna().all()
    assert few(tmp_path / "faa", minste_antall=4).produksjonstabell()["produksjon"].isna().all()
    rows = networks.rows(members=3, years=(2022,), services=1, indicators=2, holes=0.0)
    for row in rows["indikatorverdier"]:
        row.update(teller=0 if row["nr"] == 1 else row.get("teller", ""))
    nothing = load(networks.write(tmp_path / "null", rows, years=(2022,))).produksjonstabell()
    assert nothing["produksjon"].isna().all() and nothing["ressursbruk"].notna().all()
    rows["indikatorverdier"][0].update(teller="", nevner="", status="mangler")
    for row in rows["indikatorverdier"][1:]:
        row.update(teller=5 if row["nr"] == 1 else row.get("teller", ""))
    gap = load(networks.write(tmp_path / "hull", rows, years=(2022,))).produksjonstabell()
    assert list(gap["produksjon"].isna()) == [name == "Oslo" for name, _, _ in gap.index]


def test_a_package_without_weights_says_so() -> None:
    with pytest.raises(MissingFigure, match="produksjonsvekter.csv"):
        load("bergen_2009").produksjonstabell()
