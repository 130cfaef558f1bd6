"""docs/egne_tall.md: a municipality and a service are added by rows alone, those of the page."""

from __future__ import annotations

import csv
import io
import re
import shutil
from importlib import resources
from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, lagt_sammen, load
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from tests.end_to_end.comparing import told, unlike
from tests.support import choosing
from tests.support.engine import filled_in, opened

PAGE = Path(__file__).parents[2] / "docs" / "egne_tall.md"
BUNDLED = Path(str(resources.files("asss_xl.dataset"))) / "eksempelnettverk"
_BLOCK = re.compile(r"^I `([a-z]+\.csv)`:\n\n```csv\n(.*?)```$", re.M | re.S)


def blocks() -> list[tuple[str, list[dict[str, str]]]]:
    """The page's rows, by file."""
    text = PAGE.read_text(encoding="utf-8")
    return [(m[1], list(csv.DictReader(io.StringIO(m[2])))) for m in _BLOCK.finditer(text)]


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="", lineterminator="\n").writerows(rows)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Datasett:
    folder = tmp_path_factory.mktemp("mine") / "mine_tall"
    shutil.copytree(BUNDLED, folder)
    for name, rows in blocks():
        _append(folder / name, rows)
    return load(folder)


@pytest.fixture(scope="module")
def report(data: Datasett) -> Rapport:
    return build(data.for_kommune("Lillevik", 2024))


def test_the_page_adds_a_municipality_and_eight_indicators() -> None:
    found = dict(blocks())
    assert [row["kommune"] for row in found["kommuner.csv"]] == ["Lillevik"]
    assert len(found["tjenester.csv"]) == 1 and len(found["indikatorer.csv"]) == 8
    assert len(found["indikatorverdier.csv"]) == 8 * 2 * 2


def test_the_page_s_former_municipality_is_added_to_the_one_it_became_part_of(tmp_path: Path) -> None:
    folder = tmp_path / "mine_tall"
    shutil.copytree(BUNDLED, folder)
    units = folder / "kommuner.csv"
    lines = units.read_text(encoding="utf-8").splitlines()
    with_column = [f"{lines[0]},gikk_inn_i", *(f"{line}," for line in lines[1:])]
    units.write_text("\n".join(with_column) + "\n", encoding="utf-8")
    example = re.search(r"```csv\n(kommune,[^`]*gikk_inn_i\n[^`]*)```", PAGE.read_text(encoding="utf-8"))
    assert example
    former = list(csv.DictReader(io.StringIO(example[1])))
    _append(units, [*dict(blocks())["kommuner.csv"], *former])
    shared = {
        "aar": "2022",
        "aldersgruppe": "0 år",
        "framskrevet": "nei",
        "status": "endelig",
        "kilde": "Egen",
    }
    people = [{"kommune": who, "antall": n, **shared} for who, n in (("Lillevik", "3"), ("Gammelvik", "4"))]
    _append(folder / "innbyggere.csv", people)
    before = load(folder)
    after = lagt_sammen(before)
    (key,) = [k for k in before.innbyggere if k[0] == "Lillevik"]
    assert before.innbyggere[key].verdi == 3 and after.innbyggere[key].verdi == 7


def test_the_new_service_has_a_sheet_with_its_references(report: Rapport) -> None:
    profile = next(p for p in report.profiler if p.tjeneste.noekkel == "vann_avloep")
    assert profile.ark == "Vann og avløp" and len(profile.rader) == 8
    rows = dict(blocks())["indikatorverdier.csv"]
    for row in profile.rader:
        own, other = (
            next(
                r for r in rows if (r["kommune"], r["nr"], r["aar"]) == (name, str(row.indikator.nr), "2024")
            )
            for name in ("Lillevik", "Bergen")
        )
        factor = row.indikator.faktor or 1
        if own["verdi"]:
            values, weights = [float(own["verdi"]), float(other["verdi"])], [1.0, 1.0]
        else:
            weights = [float(own["nevner"]), float(other["nevner"])]
            values = [factor * float(r["teller"]) / float(r["nevner"]) for r in (own, other)]
        mean = sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
        assert row.verdi.base.value == pytest.approx(values[0])
        assert row.snitt.value == pytest.approx(mean)
        assert row.n.value == 2
        assert (row.lavest.value, row.hoeyest.value) == (
            pytest.approx(min(values)),
            pytest.approx(max(values)),
        )


def test_the_new_municipality_can_be_chosen_and_the_engine_agrees(
    data: Datasett, report: Rapport, tmp_path: Path
) -> None:
    start = build(data)
    place = choosing.places(start)
    assert "Lillevik" in choosing.listed(start, choosing.KOMMUNE)
    assert "Lillevik" in choosing.members(start)
    session = opened(start, tmp_path / "egne.xlsx")
    values = filled_in(session, {place[choosing.KOMMUNE]: "Lillevik", place[choosing.AAR]: 2024.0})
    found = unlike(report.book, values)
    assert not found, told(found)


def test_it_is_in_the_group_from_the_year_it_joined(data: Datasett) -> None:
    (network,) = [g for g in data.grupper if g.nettverk]
    assert [network.med("Lillevik", year) for year in data.aar] == [False] * 3 + [True] * 2
