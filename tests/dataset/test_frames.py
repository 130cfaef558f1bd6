"""The DataFrames: missing stays missing, references follow the group, nothing loads pandas early."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, MissingFigure, frames, load
from asss_xl.report import build
from tests.support import built, networks


def test_values_have_a_row_each_and_missing_is_nan(network: Datasett) -> None:
    frame = frames.verdier(network)
    assert len(frame) == len(network.verdier)
    missing = frame[frame["verdi"].isna()]
    assert set(missing["status"]) >= {"mangler", "skjermet", "ikke_aktuelt", "gjelder_ikke"}
    assert not frame[frame["status"].isin(["endelig", "foreløpig"])]["verdi"].isna().any()


def test_references_are_what_pandas_makes_of_the_values(network: Datasett) -> None:
    values = frames.verdier(network)
    found = frames.referanser(network, "ASSS-10").set_index(["tjeneste", "nr", "aar"])
    members = next(g for g in network.grupper if g.navn == "ASSS-10").medlemmer
    checked = 0
    for service in network.tjenester:
        for i in service.indikatorer:
            own = values[(values["tjeneste"] == i.tjeneste) & (values["nr"] == i.nr)]
            own = own[own["kommune"].isin(list(members)) & ~own["kommune"].isin(i.uten)]
            for year, rows in own.groupby("aar"):
                there = rows.dropna(subset=["verdi"])
                row = found.loc[(i.tjeneste, i.nr, year)]
                assert row["n"] == len(there)
                if there.empty:
                    continue
                if i.snitt_type == "veid" and there["nevner"].notna().any():
                    mean = (there["verdi"] * there["nevner"]).sum() / there["nevner"].sum()
                else:
                    mean = there["verdi"].mean()
                assert row["snitt"] == pytest.approx(mean)
                assert row["lavest"] == there["verdi"].min()
                lowest = there.loc[there["verdi"] == there["verdi"].min(), "kommune"]
                assert set(row["lavest_hos"].split(", ")) == set(lowest)
                checked += 1
    assert checked > 500


def test_deviations_count_rank_from_the_highest(network: Datasett) -> None:
    frame = frames.avvik(network)
    year = frame[(frame["tjeneste"] == "grunnskole") & (frame["nr"] == 1) & (frame["aar"] == 2024)]
    ranked = year["verdi"].rank(ascending=False, method="min")
    assert list(year["rang"]) == list(ranked)
    assert year["indeks"].tolist() == pytest.approx((100 * year["verdi"] / year["snitt"]).tolist())


def test_who_is_not_in_the_mean_has_no_rank_and_too_few_are_not_compared(network: Datasett) -> None:
    """Sosialtjeneste 2-8 is without Oslo; with a group of two nobody has a place."""
    frame = frames.avvik(network)
    oslo = frame[(frame["tjeneste"] == "sosialtjeneste") & (frame["nr"] == 2) & (frame["kommune"] == "Oslo")]
    assert oslo["indeks"].notna().all() and oslo["rang"].isna().all() and len(oslo) == 5
    assert (frame["rang"].dropna() <= frame["n"][frame["rang"].notna()]).all()
    assert frames.avvik(network, "Øvrige ASSS (uten egen og Oslo)")["rang"].isna().all()
    assert frame[frame["n"] < 3]["rang"].isna().all()
    least = {(i.tjeneste, i.nr): i.minste_antall or 1 for t in network.tjenester for i in t.indikatorer}
    short = [n < least[t, nr] for t, nr, n in zip(frame["tjeneste"], frame["nr"], frame["n"], strict=True)]
    assert sum(short) > 3 and frame[short][["indeks", "avvik", "avvik_pst", "rang"]].isna().all(axis=None)


def test_one_who_is_alone_in_the_mean_is_not_compared_with_itself(tmp_path: Path) -> None:
    rows = networks.rows(members=3, years=(2022,), services=1, indicators=2, holes=0.0)
    for row in rows["indikatorverdier"]:
        if row["kommune"] != "By AA" and row["nr"] == 1:
            row.update(teller="", nevner="", status="mangler")
    data = load(networks.write(tmp_path / "alene", rows, years=(2022,)))
    frame = frames.avvik(data).set_index(["nr", "kommune"])
    assert frame.loc[(1, "By AA"), "snitt"] == frame.loc[(1, "By AA"), "verdi"]
    assert frame.loc[(1, "By AA"), ["indeks", "avvik", "avvik_pst", "rang"]].isna().all()
    assert frame.loc[2]["indeks"].notna().all()
    # What is produced is held against the same mean.
    assert frames.produksjon(data)["produksjon"].isna().all()


def test_only_municipalities_have_a_place_among_the_members(network: Datasett) -> None:
    for group in (None, "ASSS-12"):
        assert set(frames.avvik(network, group)["kommune"]) == set(network.med_tall)


def test_a_stated_reference_is_the_printed_one() -> None:
    bergen = built.package("bergen_2009")
    frame = frames.referanser(bergen)
    row = frame[(frame["tjeneste"] == "grunnskole") & (frame["nr"] == 2)].iloc[0]
    assert (row["snitt"], row["oppgitt"]) == (6.7, True)
    assert frame["aar"].unique().tolist() == [2009]


def test_a_value_is_the_printed_one_and_not_the_reconciled() -> None:
    bergen = built.package("bergen_2009")
    assert bergen.verdier["grunnskole", 2, "Bergen", 2009].verdi != 6.2
    for frame in (frames.verdier(bergen), frames.avvik(bergen)):
        row = frame[(frame["tjeneste"] == "grunnskole") & (frame["nr"] == 2)].iloc[0]
        assert row["verdi"] == 6.2
    assert row["indeks"] == pytest.approx(100 * 6.2 / 6.7)


def test_an_unknown_group_is_named_with_those_there_are(network: Datasett) -> None:
    with pytest.raises(MissingFigure, match="Ingen gruppe «ASSS-11». Grupper: ASSS-12"):
        frames.referanser(network, "ASSS-11")


def test_help_and_loading_a_package_do_not_load_pandas() -> None:
    """Only what is asked for is loaded: building a workbook never waits for pandas."""
    code = (
        "import sys; from asss_xl.dataset import model; from asss_xl import cli; "
        "from asss_xl.report import build; sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_spending_is_no_percent_of_a_need_below_zero(tmp_path: Path) -> None:
    """Nor on the front: «grunnskolen 311 prosent mindre enn behovet», of one who spends more."""
    rows = networks.rows(holes=0.0)
    for row in rows["behovstillegg"]:
        row["verdi"] = -100_000
    data = load(networks.write(tmp_path / "pakke", rows))
    need = frames.ressursbruk(data)
    assert (need["behov"] < 0).any()
    assert need.loc[need["behov"] < 0, "prosent_av_behov"].isna().all()
    assert need.loc[need["behov"] > 0, "prosent_av_behov"].notna().all()
    front = [str(cell.value) for cell in build(data).book.sheets["Forside"].cells.values()]
    (told,) = [text for text in front if text.startswith("Grunnskole bruker ")]
    assert "prosent av utgiftsbehovet" not in told and ". Forskjellen er om lag " in told
    assert not [text for text in front if "enn behovet tilsier" in text and "runnskole" in text]
