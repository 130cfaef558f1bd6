"""Marks of notes are taken off a cell's text, and nothing that only looks like one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from asss_xl import catalogue, dataset
from asss_xl.dataset.cells.grid import GridCell

#: The columns that hold what someone calls a thing, and may write in a table of their own.
NAMES = {
    *("navn", "indikator", "kortnavn", "setningsnavn", "gruppe", "enhet", "teller", "nevner", "linje"),
    *("kommune", "sektor", "tjeneste", "kriterium", "aldersgruppe", "post", "noekkel", "tabell", "tillegg"),
}
FOLDERS = [
    Path(catalogue.__file__).parent,
    *(Path(dataset.__file__).parent / name for name in ("bergen_2009", "eksempelnettverk")),
]


def _names(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            yield from (v for row in csv.DictReader(stream) for k, v in row.items() if k in NAMES and v)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_name_that_we_have_stands_as_it_is_written(folder: Path) -> None:
    names = set(_names(folder))
    assert len(names) > 100
    assert {
        name: text for name in names if (text := GridCell(1, 1, name).text) != " ".join(name.split())
    } == {}


@pytest.mark.parametrize(
    "text",
    [
        "Innbyggere (1–5)",
        "Søknader (jf. PBL-85 93.1) + meldinger",
        "Årsverk (gruppe 2)",
        "Årsverk (gruppe (a) 2)",
        "Bygg (m² og trinn 2) i alt",
        "Areal i km²",
        "Areal, 1000m²",
        "kr/m²",
        "Vann (m³)",
        "Innbyggere 1–5)",
    ],
)
def test_what_only_looks_like_a_mark_stands(text: str) -> None:
    assert GridCell(1, 1, text).text == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Bergen 1)", "Bergen"),
        ("Bergen 1) 2)", "Bergen"),
        ("Bergen\u00a01)", "Bergen"),
        ("Bergen²", "Bergen"),
        ("Program³", "Program"),
        ("Areal i km²¹", "Areal i km²"),
        ("konto 2.4¹", "konto 2.4"),
        ("202³", "202"),
        ("2024²)", "2024"),
        ("Bergen (kommune) 1)", "Bergen (kommune)"),
        ("Bergen 1) (gruppe 2)", "Bergen (gruppe 2)"),
        ("Regnskap (2024¹)", "Regnskap (2024)"),
    ],
)
def test_a_mark_is_taken_off(written: str, read: str) -> None:
    assert GridCell(1, 1, written).text == read
