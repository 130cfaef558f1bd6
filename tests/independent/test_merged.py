"""Merged municipalities added backwards: against pandas on the raw rows of both, and in the workbook."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.dataset import Datasett, lagt_sammen, load
from asss_xl.delivery.stamp import stamp
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.writer import save
from tests.independent.comparing import Oracle, Workbook, compare, told
from tests.independent.raw import Choice, Package
from tests.support import built
from tests.support.engine import opened
from tools.eksempelnettverk.pakke import skriv

WHOLE, FORMER, LIKE, REST, YEAR = "Fredrikstad", "Holmøy", "Sandnes", "Resten av landet", 2023
FINDINGS, WRONG_USE = 1, 2
#: What adds up, by file: its key besides the municipality, and its figure.
SUMS = {
    "regnskap": (["aar", "post"], "beloep"),
    "balanse": (["aar", "konto"], "beloep"),
    "beloep": (["aar", "funksjon", "art"], "beloep"),
    "innbyggere": (["aar", "aldersgruppe"], "antall"),
}
#: What is weighed by people.
MEANS = {
    "kriterieverdier": (["aar", "sektor", "kriterium"], "indeks"),
    "behovstillegg": (["aar", "sektor", "tillegg"], "verdi"),
}
INDICATOR = ["aar", "tjeneste", "nr"]
_WHOLE_NUMBERS = ("side", "desimaler", "fra", "til", "medlem_fra", "rekkefoelge")


def _write(package: Package, names: Iterable[str]) -> None:
    for name in names:
        rows = package[name].copy()
        for column in rows.columns.intersection(_WHOLE_NUMBERS):
            rows[column] = rows[column].astype("Int64")
        rows.to_csv(package.folder / f"{name}.csv", index=False, float_format="%.12g")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example network, where the neighbour of before 2023 has figures: an eighth of Sandnes'."""
    package = Package(skriv(tmp_path_factory.mktemp("sammen") / "pakke"))
    for name in (*SUMS, *MEANS, "indikatorverdier"):
        rows = package[name]
        more = rows[(rows["kommune"] == LIKE) & (rows["aar"] < YEAR)].assign(kommune=FORMER)
        for column in more.columns.intersection(["beloep", "antall", "teller", "nevner"]):
            more[column] = more[column] // 8 if column == "antall" else more[column] / 8
        package.tables[name] = pd.concat([rows, more])
    units = package["kommuner"].assign(gikk_inn_i="")
    former = {"kommune": FORMER, "nummer": "0199", "fra": 2007, "til": YEAR - 1, "slag": "kommune"}
    former |= {"brudd": "nei", "gikk_inn_i": WHOLE}
    package.tables["kommuner"] = pd.concat([units, pd.DataFrame([former])])
    _write(package, (*SUMS, *MEANS, "indikatorverdier", "kommuner"))
    return package.folder


def _before(rows: pd.DataFrame, who: str, keys: list[str]) -> pd.DataFrame:
    return rows[(rows["kommune"] == who) & (rows["aar"] < YEAR)].set_index(keys)


@pytest.fixture(scope="module")
def added(both: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same package as pandas adds it: one municipality from the start, and none of the other."""
    package = Package(shutil.copytree(both, tmp_path_factory.mktemp("sammen") / "lagt"))
    people = package["innbyggere"].groupby(["kommune", "aar"])["antall"].sum()
    for name, (keys, figure) in (SUMS | MEANS).items():
        rows = package[name].astype({figure: float})
        other = _before(rows, FORMER, keys)[figure]
        for who, sign in ((WHOLE, 1), (REST, -1)):
            mine = (rows["kommune"] == who) & (rows["aar"] < YEAR)
            own = rows[mine].set_index(keys)[figure]
            if name in SUMS:
                made = own.add(sign * other.reindex(own.index), fill_value=0 if name == "beloep" else None)
            elif who == REST:
                continue
            else:
                years = own.index.get_level_values("aar")
                weights = [people[unit].reindex(years).to_numpy() for unit in (who, FORMER)]
                made = (own * weights[0] + other.reindex(own.index) * weights[1]) / sum(weights)
            rows.loc[mine, figure] = made.to_numpy()
            rows.loc[mine, rows.columns.intersection(["desimaler"])] = np.nan
        package.tables[name] = rows[rows["kommune"] != FORMER]
    rows = package["indikatorverdier"].astype({"teller": float, "nevner": float})
    other = _before(rows, FORMER, INDICATOR)
    for who, sign in ((WHOLE, 1), (REST, -1)):
        mine = (rows["kommune"] == who) & (rows["aar"] < YEAR)
        place = pd.MultiIndex.from_frame(rows.loc[mine, INDICATOR])
        parts = {
            c: rows.loc[mine, c].to_numpy() + sign * other[c].reindex(place).to_numpy()
            for c in ("teller", "nevner")
        }
        known = ~np.isnan(parts["teller"]) & ~np.isnan(parts["nevner"])
        changed = mine.to_numpy().nonzero()[0][known if sign < 0 else slice(None)]
        at = rows.index[changed]
        for column, values in parts.items():
            rows.loc[at, column] = values[known] if sign < 0 else np.where(known, values, np.nan)
        rows.loc[at, "verdi"] = np.nan
        if sign > 0:
            rows.loc[at[~known], "status"] = "mangler"
    package.tables["indikatorverdier"] = rows[rows["kommune"] != FORMER]
    units = package["kommuner"]
    units.loc[(units["kommune"] == WHOLE) & (units["fra"] == YEAR), "brudd"] = "nei"
    package.tables["kommuner"] = units[units["kommune"] != FORMER].drop(columns="gikk_inn_i")
    _write(package, (*SUMS, *MEANS, "indikatorverdier", "kommuner"))
    return package.folder


@pytest.fixture(scope="module")
def merged(both: Path) -> Datasett:
    return lagt_sammen(load(both))


@pytest.fixture(scope="module")
def report(merged: Datasett) -> Rapport:
    return build(merged.for_kommune(WHOLE, 2024))


def test_every_figure_is_what_pandas_adds(merged: Datasett, added: Path) -> None:
    expected, compared, missing = load(added), 0, 0
    for field in (*SUMS, *MEANS, "verdier"):
        found, wanted = getattr(merged, field), getattr(expected, field)
        assert found.keys() == wanted.keys(), field
        for key, value in wanted.items():
            for part in ("verdi", "teller", "nevner"):
                figures = [getattr(v, part) for v in (found[key], value)]
                if part == "verdi" or value.verdi is not None:
                    same = (
                        figures[0] is None if figures[1] is None else figures[0] == pytest.approx(figures[1])
                    )
                    assert same, (field, key, part, figures)
            compared += value.verdi is not None and WHOLE in key
            missing += value.verdi is None and WHOLE in key
    assert compared > 2500 and missing > 20
    assert FORMER not in {unit.navn for unit in merged.kommuner} | set(merged.med_tall)


def test_the_workbook_is_that_of_one_municipality(report: Rapport, added: Path, tmp_path: Path) -> None:
    """Its own report and another's, where it is in the means and the rest of the country is smaller."""
    workbook, oracle = Workbook(report, opened(report, tmp_path / "bok.xlsx")), Oracle(Package(added))
    for own in (WHOLE, "Bergen"):
        choice = Choice(own, 2024, "ASSS-12")
        count, found = compare(choice, oracle.figures(choice), workbook.book(choice))
        assert count > 3500 and not found, told(found)


def test_it_is_marked_wherever_figures_stand_and_only_when_chosen(report: Rapport, both: Path) -> None:
    mark = "Sammenslåtte kommuner er lagt sammen bakover (beregnet). "
    plain = build(load(both).for_kommune(WHOLE, 2024))
    for made, marked in ((report, True), (plain, False)):
        read = [sheet for sheet in made.book.ordered() if not sheet.calculation]
        assert len(read) > 25
        for sheet in read:
            assert (mark in str(sheet.at(1, 0).value)) is marked, sheet.name
        assert (mark in made.book.source) is marked
        texts = {
            str(c.value) for name in ("Nettverk", "Forside") for c in made.book.sheets[name].cells.values()
        }
        assert (f"Beregnet før {YEAR}: lagt sammen med {FORMER}." in texts) is marked
        assert any(f"{WHOLE} før {YEAR}: sammen med {FORMER}" in t for t in texts) is marked
        broken = [c for c in made.book.sheets["Regnskap"].cells.values() if c.value == "Brudd"]
        assert bool(broken) is not marked


def test_the_option_needs_somebody_to_add(both: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    refused = run(cli.app, ["build", "--merged", "--data", "eksempelnettverk", "--out", str(tmp_path)])
    assert refused.exit_code == WRONG_USE and "gikk_inn_i" in refused.output and not list(tmp_path.iterdir())
    gone = run(cli.app, ["build", "--merged", "--data", str(both), "--municipality", FORMER.upper()])
    assert gone.exit_code == WRONG_USE
    assert f"er lagt sammen med {WHOLE}. Velg {WHOLE}, eller utelat --merged." in gone.output
    about = ["--municipality", WHOLE, "--out", str(tmp_path), "--format", "csv", "--service", "kultur"]
    made = run(cli.app, ["export", "--merged", "--data", str(both), *about])
    assert made.exit_code == 0, made.output
    assert list(tmp_path.glob("*.csv"))


def test_no_correction_is_taken_out_of_sums(report: Rapport, both: Path, tmp_path: Path) -> None:
    report.book.properties = stamp(report.data, report.book, WHOLE).properties()
    save(report.book, tmp_path / "svar.xlsx")
    answer = CliRunner().invoke(cli.app, ["collect", str(tmp_path / "svar.xlsx"), "--data", str(both)])
    assert answer.exit_code == FINDINGS and "--merged" in answer.output


def test_one_that_became_part_of_one_that_became_part_of_another() -> None:
    """The middle one stayed among the municipalities without a figure, and nobody was told of the first."""
    data = built.package("eksempelnettverk")
    ends = {"Trondheim": (2021, "Stavanger"), "Stavanger": (2022, "Kristiansand")}
    units = []
    for unit in data.kommuner:
        last, into = ends.get(unit.navn, (None, ""))
        numbers = tuple((number, since, last or until) for number, since, until in unit.numre)
        units.append(replace(unit, numre=numbers, gikk_inn_i=into))
    made = lagt_sammen(replace(data, kommuner=tuple(units)))
    assert not {"Trondheim", "Stavanger"} & {unit.navn for unit in made.kommuner}
    assert made.enhet("Kristiansand").lagt_til == ((2022, "Trondheim"), (2023, "Stavanger"))
    told = (
        f"Kristiansand før {year}: sammen med {name}"
        for year, name in ((2022, "Trondheim"), (2023, "Stavanger"))
    )
    assert "; ".join(told) in made.statusmerknad
