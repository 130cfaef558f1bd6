"""Every column of a package changes something: the data set is another one, or it is refused."""

from __future__ import annotations

import ast
import csv
import dataclasses
import shutil
from pathlib import Path

import pytest

import asss_xl
from asss_xl.dataset import DatasetError, Datasett, load, model, verdi
from asss_xl.dataset.files import DESCRIPTOR
from asss_xl.dataset.schema import descriptors
from tests.support import print_rules
from tests.support.rereading import Reading

from .conftest import BUNDLED

ROOT = Path(str(asss_xl.__file__)).parent
NETWORK = BUNDLED.parent / "eksempelnettverk"
COLUMNS = [(d["name"], f) for d in descriptors() for f in d["schema"]["fields"]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report's package, with the files of raw figures that it lacks."""
    from tests.support import networks

    rows = networks.rows(members=2, years=(2021, 2022), services=1, indicators=2, holes=0.0)
    rows["tekster"] = [{"nr": 1, "sted": "Regnskap", "slag": "kilde", "tekst": "Prøve"}]
    rows["kontrolltall"] = [
        {
            "kommune": rows["kommuner"][0]["kommune"],
            "aar": 2022,
            "stoerrelse": "netto_i_prosent",
            "verdi": 2,
            "status": "endelig",
        }
    ]
    rows["anbefalte_nivaa"] = [
        {
            "noekkeltall": "netto",
            "nivaa": 1.75,
            "retning": "minst",
            "fra": 2021,
            "gjelder": "vedtatt av bystyret",
            "kilde": "Økonomiplanen",
        }
    ]
    return networks.write(tmp_path_factory.mktemp("raa"), rows, years=(2021, 2022))


def _has(folder: Path, name: str) -> bool:
    path = folder / f"{name}.csv"
    return path.is_file() and path.read_text(encoding="utf-8").count("\n") > 1


def flipped(text: str, field: dict[str, object]) -> str:
    """Another value that the column may have."""
    kind, rules = field["type"], field.get("constraints", {})
    if kind == "boolean":
        return "nei" if text == "ja" else "ja"
    if "enum" in rules:  # type: ignore[operator]
        return next(v for v in rules["enum"] if v != text)  # type: ignore[index]
    if field["name"] in ("rekkefoelge", "nr") and text:
        return str(999 - int(text))
    if kind in ("integer", "number"):
        return str(int(float(text)) + 1) if text else "1"
    return f"{text} annet".strip()


@pytest.fixture(scope="module")
def packages(small: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Reading]:
    """The packages in folders that may be written in, as they were read."""
    made = {}
    for source in (BUNDLED, NETWORK, small):
        root = tmp_path_factory.mktemp("pakke") / "pakke"
        shutil.copytree(source, root)
        made[root] = Reading(root, DESCRIPTOR)
    return made


@pytest.mark.parametrize(("name", "field"), COLUMNS, ids=[f"{n}-{f['name']}" for n, f in COLUMNS])
def test_another_value_is_another_data_set(
    name: str, field: dict[str, object], packages: dict[Path, Reading]
) -> None:
    bergen, network, raw = packages
    root = bergen if _has(bergen, name) else raw
    if (name, field["name"]) in (("kommuner", "merknad"), ("grupper", "rekkefoelge")):
        root = network  # with a municipality that has changed, and several groups
    path = root / f"{name}.csv"
    written = path.read_bytes()
    rows = list(csv.DictReader(written.decode().splitlines()))
    assert rows, name
    for row in rows:
        row.setdefault(str(field["name"]), "")
    for row in rows:
        row[str(field["name"])] = flipped(row[str(field["name"])], field)
    before = _made(packages, root)
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        assert packages[root].again({path.name}).dataset() != before
    except DatasetError as error:
        assert error.problemer
    finally:
        path.write_bytes(written)


_MADE: dict[Path, Datasett] = {}


def _made(packages: dict[Path, Reading], root: Path) -> Datasett:
    if root not in _MADE:
        _MADE[root] = packages[root].dataset()
    return _MADE[root]


def _read_in(*paths: Path) -> set[str]:
    return {
        node.attr
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }


def test_every_field_of_the_model_is_read_somewhere() -> None:
    read = _read_in(*(path for room in (ROOT, ROOT.parent / "tools") for path in room.rglob("*.py")))
    # Where and how a figure is printed is held against the print, which only a printed report has.
    printed = {"side_figur", "side_nettverk", "inndeling", "vekst_avrunding", "prosent_avrunding"}
    assert printed <= _read_in(Path(print_rules.__file__)) and not printed & read
    fields = {
        f.name
        for thing in vars(model).values()
        if isinstance(thing, type) and dataclasses.is_dataclass(thing)
        for f in dataclasses.fields(thing)
    }
    assert fields <= read | printed


def test_a_retired_column_is_read_past(tmp_path: Path) -> None:
    """Packages written before say of a sector whether it is without premieavvik; none ever was with."""
    root = tmp_path / "pakke"
    shutil.copytree(BUNDLED, root)
    path = root / "sektorer.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{head},uten_premieavvik", *(f"{line},nei" for line in lines)]) + "\n"
    path.write_text(text, encoding="utf-8")
    assert load(root) == load(BUNDLED)


def test_projected_inhabitants_are_marked(tmp_path: Path) -> None:
    data = load(NETWORK)
    marked = {key[2] for key, v in data.innbyggere.items() if v.merknad.startswith(verdi.FRAMSKREVET)}
    assert marked == {2025, 2026, 2027, 2028, 2029, 2030}


def test_projected_inhabitants_are_no_inhabitants_of_a_year_with_accounts(tmp_path: Path) -> None:
    root = tmp_path / "pakke"
    shutil.copytree(NETWORK, root)
    path = root / "innbyggere.csv"
    text = path.read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if row.startswith("Oslo,2024,0-5 år,"))
    path.write_text(text.replace(line, line.replace(",nei,", ",ja,")), encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load(root)
    (problem,) = caught.value.problemer
    assert (problem.fil, problem.kolonne) == ("innbyggere.csv", "framskrevet")
    assert "Oslo" in problem.melding and "2024" in problem.melding
