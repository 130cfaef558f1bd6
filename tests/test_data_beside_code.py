"""What stands as data beside the code is used, row by row: one that is misspelt is found."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

import asss_xl
from asss_xl.addin.exposed import EXPOSED
from asss_xl.checks.rules import FINDERS
from asss_xl.commands.common import help_of
from asss_xl.dataset.messages import fault
from asss_xl.dataset.new.own_tables import saying
from asss_xl.dataset.new.template import blank
from asss_xl.dataset.schema import declared, descriptors, words
from asss_xl.delivery import input_books
from asss_xl.report.building import ARKENE

ROOT = Path(asss_xl.__file__).parent
#: One book of each kind of package: of a network, of a report, and of a list of members.
BOOKS = (("eksempelnettverk", (2023, 2024)), ("bergen_2009", (2008, 2009)), ("asss12", (2023, 2024)))


def _rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader((ROOT / path).read_text(encoding="utf-8").splitlines()))


class _Row(dict[str, str]):
    """A row that remembers which of its columns someone has asked for."""

    def __init__(self, row: Mapping[str, str]) -> None:
        super().__init__(row)
        self.asked: set[str] = {"kolonne"}

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.add(key)
        return super().get(key, default)


def _never_asked(rows: Iterable[Mapping[str, str]], monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """What no input book asks for: the column, and what is said of it."""
    watched = {row["kolonne"]: _Row(row) for row in rows}
    monkeypatch.setattr(input_books, "_COLUMNS", watched)
    for network, years in BOOKS:
        input_books.input_book(blank(network, years))
    return {(name, what) for name, row in watched.items() for what in row if row[what]} - {
        (name, what) for name, row in watched.items() for what in row.asked
    }


def test_every_cell_about_a_column_is_asked_for_by_an_input_book(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _rows("delivery/inndatakolonner.csv")
    names = [row["kolonne"] for row in rows]
    assert len(names) == len(set(names))
    fields = [(each["name"], field["name"]) for each in descriptors() for field in each["schema"]["fields"]]
    assert set(names) <= {each for file, field in fields for each in (field, f"{file}.{field}")}
    (misspelt,) = ({**row, "kolonne": "komune"} for row in rows if row["kolonne"] == "kommune")
    assert {name for name, _ in _never_asked([*rows, misspelt], monkeypatch)} == {"komune"}


def _strings() -> set[str]:
    """Every text that stands alone in the product's code."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_every_fault_is_told_by_somebody() -> None:
    names = [row["feil"] for row in _rows("dataset/feil.csv")]
    kinds = {f"noekkel_{row['slag']}" for row in _rows("dataset/pakkenoekler.csv")}
    assert len(names) == len(set(names))
    assert set(names) - kinds <= _strings()


def test_each_text_and_sheet_beside_a_module_of_the_report_is_asked_for() -> None:
    stated = {}
    for path in sorted((ROOT / "report").rglob("*.toml")):
        if path.name != "formler.toml":
            for name, told in tomllib.loads(path.read_text(encoding="utf-8")).items():
                stated |= dict.fromkeys([name, *(told if isinstance(told, dict) else ())], path.name)
    assert len(stated) > 40
    # By the code, or as a line of the accounts.
    asked = _strings() | {row["post"] for row in _rows("dataset/poster.csv")}
    assert {name: file for name, file in stated.items() if name not in asked} == {}


def test_each_text_beside_the_add_in_the_delivery_and_the_unpacking_is_told_by_somebody() -> None:
    paths = [path for room in ("addin", "delivery") for path in sorted((ROOT / room).glob("*.toml"))]
    paths.append(ROOT / "unpacking.toml")
    stated = {
        (path.name, name)
        for path in paths
        for part in tomllib.loads(path.read_text(encoding="utf-8")).values()
        for name in part
    }
    assert len(stated) > 40
    asked = _strings()
    assert [each for each in stated if each[1] not in asked] == []


def test_every_column_that_is_declared_is_in_a_file() -> None:
    """For one file, or for all that have it and say nothing else; a key of one's own is no package's file."""
    has = {(row["fil"], name) for row in _rows("dataset/filer.csv") for name in row["kolonner"].split()}
    declared = [(row["fil"], row["kolonne"]) for row in _rows("dataset/kolonner.csv")]
    assert len(declared) == len(set(declared))
    own = {each for each in declared if each[0]}
    assert {each for each in own if each[0] != "kostnadsnoekkel"} <= has
    assert {name for fil, name in declared if not fil} == {name for fil, name in has - own}


def test_each_role_and_kind_of_a_text_is_one_that_the_reader_knows() -> None:
    known = {value for name, value in vars(saying).items() if name.isupper() and isinstance(value, str)}
    assert set(words("roller")) | set(words("forbehold")) - {""} <= known | set(saying.RESERVATIONS)
    assert saying.ACCOUNTS in words("slag")


def test_each_rule_has_its_row_and_each_row_its_rule() -> None:
    assert sorted(row["regel"] for row in _rows("checks/regler.csv")) == sorted(FINDERS)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: help_of("build.nytt"), "commands/valg.toml has no line 'nytt'"),
        (lambda: fault("ny_feil"), "dataset/feil.csv has no line 'ny_feil'"),
        (lambda: declared("grupper", "ny"), "dataset/kolonner.csv has no line ('', 'ny')"),
        (lambda: words("nye"), "dataset/ord.toml has no line 'nye'"),
        (lambda: ARKENE["Nytt ark"], "catalogue/ark.csv has no line 'Nytt ark'"),
    ],
)
def test_a_line_that_a_file_lacks_is_told_of_by_its_file(ask: Callable[[], object], told: str) -> None:
    with pytest.raises(LookupError, match=re.escape(told)):
        ask()


def test_each_function_has_its_section_with_exactly_its_parameters() -> None:
    said = tomllib.loads((ROOT / "functions" / "about.toml").read_text(encoding="utf-8"))
    told = {name: list(about["parameters"]) for name, about in said.items()}
    assert told == {name: [p.name for p in function.parameters] for name, function in EXPOSED.items()}
