"""A municipality made of three others, fetched and added backwards: against the raw rows of the three."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.dataset import lagt_sammen, load
from asss_xl.dataset.ssb.client import Client, Clock
from asss_xl.dataset.ssb.command import addresses, fetch_package
from asss_xl.dataset.verdi import Oppslag
from tests.independent.raw import Package
from tests.support import ssb_server

WHOLE, FORMER, BEFORE = "Lillestrøm", ("Skedsmo", "Fet", "Sørum"), 2019
NUMBERS = {"0231": "Skedsmo", "0227": "Fet", "0226": "Sørum"}
NETWORK = """kommune,nummer,fra,til,brudd,medlem_fra,merknad,gikk_inn_i
Lillestrøm,3030,2020,,ja,,,
Skedsmo,0231,2007,2019,nei,,,Lillestrøm
Fet,0227,2007,2019,nei,,,Lillestrøm
Sørum,0226,2007,2019,nei,,,Lillestrøm
Sandnes,1102,2007,2019,nei,,,
Sandnes,1108,2020,,ja,,,
Bærum,0219,2007,2019,nei,,,
Bærum,3024,2020,,nei,,,
Bergen,1201,2007,2019,nei,,,
Bergen,4601,2020,,nei,,,
"""
KEYS = {"regnskap": "post", "balanse": "konto", "innbyggere": "aldersgruppe", "beloep": ["funksjon", "art"]}


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hentet")
    (folder / "romerike.csv").write_text(NETWORK, "utf-8")
    with pytest.MonkeyPatch.context() as patch, ssb_server.Server() as server:
        for number in NUMBERS:
            patch.setitem(ssb_server.NUMBERS, number, (1900, BEFORE))
            patch.setitem(ssb_server.KOSTRA_GROUPS, number, "11")
        client = Client(*addresses(server.url), Clock(lambda: 0.0, lambda _: None))
        about = {"network": str(folder / "romerike.csv"), "cache": folder / "lager"}
        fetch_package(client, folder / "pakke", year=2021, years=3, **about)  # type: ignore[arg-type]
        client.close()
    return folder / "pakke"


def _sum(package: Package, name: str) -> pd.Series:
    """The three together in the year before: nothing where one of them lacks the figure."""
    rows = package[name]
    # At the end of the year the three are no more, and everybody is counted in the new one.
    who = (WHOLE,) if name == "innbyggere" else FORMER
    rows = rows[rows["kommune"].isin(who) & (rows["aar"] == BEFORE)]
    figure = "antall" if name == "innbyggere" else "beloep"
    # A function that one of them does not have is none of it.
    whole = rows.groupby(KEYS[name])[figure]
    return whole.sum() if name == "beloep" else whole.sum(min_count=1).where(whole.count() == len(who))


def test_the_new_municipality_is_those_it_was_made_of(fetched: Path) -> None:
    package, merged = Package(fetched), lagt_sammen(load(fetched))
    for name in KEYS:
        wanted, found = _sum(package, name), getattr(merged, name)
        for key, value in wanted.items():
            place = (WHOLE, *(key if isinstance(key, tuple) else (key,)), BEFORE)
            assert found[place].verdi == (None if pd.isna(value) else pytest.approx(value)), place
        assert wanted.notna().sum() > 5 - 2 * (name == "balanse")
    assert not {*FORMER} & {*merged.med_tall}


def test_one_that_lacks_a_figure_leaves_none(fetched: Path) -> None:
    plain = load(fetched)
    lacking = {key: v for key, v in plain.regnskap.items() if key != ("Skedsmo", "loenn", BEFORE)}
    merged = lagt_sammen(replace(plain, regnskap=Oppslag(lacking)))
    assert merged.regnskap[WHOLE, "loenn", BEFORE].verdi is None
    assert merged.regnskap[WHOLE, "sosiale", BEFORE].verdi is not None


def test_it_is_seen_in_the_workbook_and_in_the_main_report(fetched: Path, tmp_path: Path) -> None:
    lines = _sum(Package(fetched), "regnskap")
    income = lines["driftsinntekter"]
    net = income - lines[["driftsutgifter", "renteutgifter", "avdrag"]].sum() + lines["renteinntekter"]
    said = f"Beregnet før 2020: lagt sammen med {FORMER[0]}, {FORMER[1]} og {FORMER[2]}."
    for merged in (True, False):
        out = tmp_path / str(merged)
        about = ["--data", str(fetched), "--municipality", WHOLE, "--municipality", "none", "--out", str(out)]
        made = CliRunner().invoke(cli.app, ["build", *(["--merged"] if merged else []), *about])
        assert made.exit_code == 0, made.output
        own, whole = (
            load_workbook(next(out.glob(f"{kind}*.xlsx")), read_only=True, data_only=True)
            for kind in ("Kommunerapport", "Hovedrapport")
        )
        share = pytest.approx(100 * net / income)
        for book, sheet, figure in ((own, "Regnskap", income), (whole, "Regnskap", share)):
            shown = {value for row in book[sheet].iter_rows(values_only=True) for value in row}
            assert any(value == figure for value in shown) is merged, sheet
        for book in (own, whole):
            listed = {value for row in book["Nettverk"].iter_rows(values_only=True) for value in row}
            assert (said in listed) is merged
