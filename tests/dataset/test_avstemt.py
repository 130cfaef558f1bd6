"""The reconciled figure beside a printed one: where it may stand, and how far it may be from it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from asss_xl.dataset import Datasett, load
from asss_xl.dataset.schema import descriptors

from .conftest import Package

#: Each file with printed figures: a row that has one, the figure's column, the figure in the model.
PRINTED: dict[str, tuple[dict[str, str], str, Any]] = {
    "figurer": (
        {
            "tabell": "Tabell 0",
            "post": "driftsinntekter",
            "aktor": "kommune",
            "aar": "2009",
            "enhet": "1000 kr",
        },
        "verdi",
        lambda d: d.figur("Tabell 0", "driftsinntekter", "kommune", 2009, "1000 kr"),
    ),
    "indikatorverdier": (
        {"tjeneste": "grunnskole", "nr": "2"},
        "verdi",
        lambda d: d.verdier["grunnskole", 2, "Bergen", 2009],
    ),
    "indikatorreferanser": (
        {"tjeneste": "grunnskole", "nr": "2", "referanse": "snitt"},
        "verdi",
        lambda d: d.referanser["grunnskole", 2, "Bergen", 2009, "snitt"],
    ),
    "vekter": (
        {"noekkel": "2009", "sektor": "Grunnskole", "kriterium": "Reisetid"},
        "vekt",
        lambda d: next(n for n in d.noekler if n.navn == "2009").vekter["Grunnskole"]["Reisetid"],
    ),
    "kriterieverdier": (
        {"sektor": "Grunnskole", "kriterium": "Reisetid", "aar": "2009"},
        "indeks",
        lambda d: d.kriterieverdier["Bergen", "Grunnskole", "Reisetid", 2009],
    ),
    "behovstillegg": (
        {"tillegg": "Minoritetsspråklige", "aar": "2009"},
        "verdi",
        lambda d: d.behovstillegg["Bergen", "Grunnskole", "Minoritetsspråklige", 2009],
    ),
}
ANY = pytest.mark.parametrize("name", PRINTED)


def reconciled(package: Package, name: str, steps: float | None, value: str | None = None) -> int:
    """Put a figure so many halves of the last digit from the printed; the row's line."""
    key, column, _ = PRINTED[name]
    rows = list(csv.DictReader(io.StringIO(package.text(f"{name}.csv"))))
    (line,) = [n for n, r in enumerate(rows, 2) if all(r[k] == v for k, v in key.items())]
    row = rows[line - 2]
    if value is not None:
        row[column] = value
    for each in rows:
        each.setdefault("avstemt", "")
    if steps is not None:
        half = 0.5 * 10.0 ** -int(row["desimaler"])
        row["avstemt"] = f"{float(row[column] or 0) + steps * half:.6f}"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    package.write(f"{name}.csv", out.getvalue())
    return line


def test_the_files_that_have_it() -> None:
    found = {d["name"] for d in descriptors() if any(f["name"] == "avstemt" for f in d["schema"]["fields"])}
    assert found == set(PRINTED)


@ANY
@pytest.mark.parametrize("steps", [-0.97, 0.0, 0.97])
def test_within_the_rounding_it_stands_beside_the_printed(
    package: Package, bergen: Datasett, name: str, steps: float
) -> None:
    before = PRINTED[name][2](bergen)
    reconciled(package, name, steps)
    found = PRINTED[name][2](load(package.root))
    assert found.verdi == pytest.approx(found.trykt + steps * found.avrunding, abs=1e-6)
    assert (found.trykt, found.desimaler) == (before.trykt, before.desimaler)


@ANY
@pytest.mark.parametrize("steps", [-1.1, 1.1])
def test_further_away_than_the_rounding_is_refused(package: Package, name: str, steps: float) -> None:
    line = reconciled(package, name, steps)
    problem = package.only()
    assert (problem.fil, problem.rad, problem.kolonne) == (f"{name}.csv", line, "avstemt")
    assert "lenger fra det trykte tallet" in problem.melding


@pytest.mark.parametrize("name", [name for name in PRINTED if name != "vekter"])
def test_without_a_printed_figure_there_is_none(package: Package, name: str) -> None:
    line = reconciled(package, name, 0.0, value="")
    found = [p for p in package.problems() if p.kolonne == "avstemt"]
    assert [(p.fil, p.rad) for p in found] == [(f"{name}.csv", line)]
    assert "uten et trykt tall" in found[0].melding


@ANY
def test_a_file_may_be_without_the_column(package: Package, bergen: Datasett, name: str) -> None:
    reconciled(package, name, None)
    text = package.text(f"{name}.csv")
    rows = [{k: v for k, v in r.items() if k != "avstemt"} for r in csv.DictReader(io.StringIO(text))]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    package.write(f"{name}.csv", out.getvalue())
    found = PRINTED[name][2](load(package.root))
    assert found.verdi == found.trykt
