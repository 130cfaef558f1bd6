"""Zeros are figures; a table that is not filled is no answer, and is not kept."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest

from asss_xl.dataset.ssb.client import FetchError
from asss_xl.dataset.ssb.jsonstat import read
from tests.support.ssb_server import Codes, Server

from .conftest import Fetch, Time, digest, fetched


def small(table: str, codes: Codes) -> str:
    """One municipality has no short-term loans, claims or debt by certificates in one year: real zeros."""
    mine = table == "12143" and codes["KOKkommuneregion0000"] == "1108" and codes["Tid"] == "2024"
    return "0" if mine else ""


def art(sign: str, name: str = "A590") -> object:
    """A whole art of a table is `sign` in the last year, for the country as for all."""

    def shown(table: str, codes: Codes) -> str:
        mine = table == "12367" and codes["KOKart0000"] == name and codes["Tid"] == "2024"
        return sign if mine else ""

    return shown


def whole(sign: str, wanted: str = "12143") -> object:
    return lambda table, codes: sign if table == wanted and codes["Tid"] == "2024" else ""


def one(table: str, codes: Codes) -> str:
    """One municipality that has not reported, shown as zeros."""
    mine = table == "13551" and codes["KOKkommuneregion0000"] == "1108" and codes["Tid"] == "2024"
    return "0" if mine else ""


def in_every_year(table: str, codes: Codes) -> str:
    """One municipality that has never reported, shown as zeros."""
    return "0" if table == "13551" and codes["KOKkommuneregion0000"] == "1108" else ""


def test_three_zeros_of_one_municipality_are_figures(tmp_path: Path, fetch: Fetch) -> None:
    with Server() as server:
        server.shown = small
        fetch(server)
    with (tmp_path / "pakke" / "regnskap.csv").open(encoding="utf-8") as stream:
        found = {
            r["post"]: r["beloep"]
            for r in csv.DictReader(stream)
            if r["kommune"] == "Sandnes" and r["aar"] == "2024"
        }
    assert found["avdrag"] == "0" and float(found["driftsinntekter"]) > 0


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory, few_places: str) -> str:
    """What a fetch of two years gives."""
    folder = tmp_path_factory.mktemp("rett")
    with Server() as server:
        fetched(server, folder, Time(), network=few_places, years=2)
    return digest(folder / "pakke")


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (art("0"), "Tabell 12367, beloep avskrivninger (A590): alle tall for 2024"),
        (art(".."), "Tabell 12367, beloep avskrivninger (A590): alle tall for 2024"),
        (whole("0"), "Tabell 12143, regnskap avdrag (AGD21): alle tall for 2024"),
        (whole("."), "Tabell 12143, regnskap avdrag (AGD21): alle tall for 2024"),
        (one, "Tabell 13551: alle tall for 1108 i 2024"),
        (in_every_year, "Tabell 13551: alle tall for 1108 i 2023 er 0."),
    ],
)
def test_a_table_that_is_not_filled_is_refused_and_not_kept(
    shown: object, told: str, right: str, tmp_path: Path, fetch: Fetch
) -> None:
    with Server() as server:
        server.shown = shown  # type: ignore[assignment]
        with pytest.raises(FetchError) as error:
            fetch(server, years=2)
        assert told in str(error.value) and "til_aar" in str(error.value)
        assert not (tmp_path / "pakke").exists()
        server.shown = lambda table, codes: ""
        fetch(server, years=2)
    assert digest(tmp_path / "pakke") == right


def test_an_indicator_that_comes_later_is_told_and_asked_for_again(tmp_path: Path, fetch: Fetch) -> None:
    with Server() as server:
        server.shown = whole("..", "12272")  # type: ignore[assignment]
        result = fetch(server, years=2)
        assert any("12272" in line and "Dekningsgrad" in line and "2024" in line for line in result.left_out)
        server.shown = lambda table, codes: ""
        again = fetch(server, years=2)
    assert not any("2024" in line for line in again.left_out)


def test_a_suppressed_cell_does_not_take_the_rest_of_the_country(tmp_path: Path, fetch: Fetch) -> None:
    def shown(table: str, codes: Codes) -> str:
        hidden = ("EAK", "202", "2023")
        mine = (codes.get("KOKkommuneregion0000"), codes.get("KOKfunksjon0000"), codes["Tid"])
        return ":" if table == "12367" and mine == hidden else ""

    with Server() as server:
        server.shown = shown
        fetch(server, years=2)
    with (tmp_path / "pakke" / "beloep.csv").open(encoding="utf-8") as stream:
        rest = {
            (r["aar"], r["funksjon"]): r["status"]
            for r in csv.DictReader(stream)
            if r["kommune"] == "Resten av landet" and r["art"] == "netto"
        }
    assert rest["2023", "202"] == "skjermet" and rest["2024", "202"] == "endelig"


@pytest.mark.parametrize(
    "changed",
    [
        {"extension": None},
        {"label": None},
        {"extension": {"px": None}},
        {"updated": "2025-06-13T08:00:00+02:00"},
    ],
)
def test_parts_that_are_null_and_a_time_with_an_offset(
    changed: dict[str, object], tmp_path: Path, fetch: Fetch
) -> None:
    with Server() as server:
        server.changed = changed
        fetch(server)
    assert (tmp_path / "pakke" / "datapackage.json").is_file()


def test_a_server_that_gives_fewer_cells_than_statbank(tmp_path: Path, fetch: Fetch) -> None:
    with Server() as server:
        fetch(server, out="rett", cache=tmp_path / "annet")
    with Server(cells=2_000) as server:
        fetch(server)
    assert digest(tmp_path / "pakke") == digest(tmp_path / "rett")


def test_what_is_kept_can_be_thrown_away(fetch: Fetch) -> None:
    with Server() as server:
        first = fetch(server)
        kept = fetch(server)
        fresh = fetch(server, refresh=True)
    assert kept.calls < first.calls == fresh.calls
    assert fresh.from_cache == first.from_cache


def _answer() -> dict[str, object]:
    names = {"Region": ["0301", "1103"], "Tid": ["2023", "2024"]}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "12143: tabell",
        "updated": "2025-03-17T07:00:00Z",
        "id": list(names),
        "size": [2, 2],
        "dimension": {
            name: {
                "category": {"index": {c: n for n, c in enumerate(codes)}, "label": {c: c for c in codes}},
                "extension": {"elimination": False},
            }
            for name, codes in names.items()
        },
        "extension": {"px": {"tableid": "12143"}},
        "value": [1, None, 3, 4],
        "status": {"1": ":"},
    }


def test_whatever_a_part_of_an_answer_is_it_is_read_or_refused() -> None:
    """Each part of an answer in turn is something else; `read` raises nothing of its own."""
    odd = (
        None,
        "",
        "x",
        0,
        -1,
        2.5,
        True,
        [],
        [None],
        ["a", "a"],
        [[1]],
        {},
        {"x": None},
        {"0": "q"},
        {"²": 1},
    )
    draw, refused = random.Random(22), 0
    for _ in range(3000):
        whole = _answer()
        part: object = whole
        while isinstance(part, dict | list) and part:
            key = draw.choice(list(part)) if isinstance(part, dict) else draw.randrange(len(part))
            if not isinstance(part[key], dict | list) or draw.random() < 0.4:  # type: ignore[index]
                part[key] = draw.choice(odd)  # type: ignore[index]
                break
            part = part[key]  # type: ignore[index]
        try:
            assert len(read(json.dumps(whole).encode(), "12143", cells=True).cells) == 4
        except FetchError:
            refused += 1
    assert 500 < refused < 2900


@pytest.mark.parametrize("value", [1e308, -1e16])
def test_a_figure_with_more_digits_than_any_is_refused(value: float) -> None:
    with pytest.raises(FetchError, match="der det skal stå et tall"):
        read(json.dumps(_answer() | {"value": [1, None, 3, value]}).encode(), "12143", cells=True)


def test_what_tables_lack_of_a_year_is_one_line(fetch: Fetch) -> None:
    """It was one for each table."""
    with Server() as server, pytest.raises(FetchError) as error:
        fetch(server, year=2040)
    told = [line for line in str(error.value).splitlines() if "2040" in line]
    assert len(told) == 1 and told[0].startswith("Ingen tall for 2040: tabell ") and told[0].count(", ") > 2
