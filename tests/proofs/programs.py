"""Workbooks filled in and saved by other programs come back with what was written, and nothing else.

`python -m tests.proofs.programs [PACKAGE ...]` does it with each program that is here (see
tests/support/programs.py), for workbooks in both forms and one with scenarios, and tells what moved.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asss_xl.checks.formula_text import address_of
from asss_xl.dataset import Datasett, files, load
from asss_xl.dataset.rettbare import Sted, steder
from asss_xl.delivery import collecting
from asss_xl.delivery.answers import outside
from asss_xl.delivery.stamp import stamped
from asss_xl.functions.values import is_number
from asss_xl.report.rettelser import ark
from asss_xl.workbook.writer import save
from tests.support.programs import PROGRAMS, Edits

#: How many lines of corrections and yellow cells are filled in.
_LINES, _YELLOW = 6, 4
#: Small enough that nothing of it is doubted.
_FACTOR = 1.0004


@dataclass(frozen=True)
class Sent:
    """A workbook that was sent out, and what is filled in: figures and yellow cells, with their values."""

    path: Path
    edits: Edits
    corrected: dict[Sted, float]
    yellow: dict[tuple[str, str], float]


def send(data: Datasett, place: str, path: Path, form: str = "native", scenarios: bool = False) -> Sent:
    """Build a workbook, and choose what to fill in: figures of several files, and yellow cells."""
    plain = stamped(data, place, form)
    inputs = [i for i in plain.book.inputs if is_number(i.base.value) and i.base.value]
    chosen = inputs[:: max(1, len(inputs) // _YELLOW)][:_YELLOW]
    kept = {"A": {inputs[0].what_if.place: 1.0}, "B": {inputs[-1].what_if.place: 2.0}} if scenarios else None
    save((stamped(data, place, form, kept) if kept else plain).book, path)
    yellow = {
        (i.what_if.sheet, i.what_if.address): round(float(i.base.value) * 1.01, 6)  # type: ignore[arg-type]
        for i in chosen
    }
    corrected = _figures_to_correct(data, place)
    edits: dict[tuple[str, str], object] = dict(yellow)
    used = len([k for k in data.korreksjoner if k.brukes])
    for row, (figure, value) in enumerate(corrected.items(), start=ark.HODERAD + used + 2):
        line = {
            ark.GJELDER: figure.om.navn,
            ark.AAR: figure.aar,
            ark.NYTT: value,
            ark.BEGRUNNELSE: "Ført feil, æøå",
            ark.HVEM: "Kari",
        }
        said = {address_of(row, column + 1): v for column, v in line.items() if v is not None}
        edits |= {("Rettelser", address): v for address, v in said.items()}
    return Sent(path, edits, corrected, yellow)


def _figures_to_correct(data: Datasett, place: str) -> dict[Sted, float]:
    """Of each file and column the first figure that nobody doubts, with its new value."""
    found: dict[tuple[str, str], tuple[Sted, float]] = {}
    for figure in steder(data):
        about = (figure.om.fil, figure.om.kolonne)
        if (
            about in found
            or figure.kommune not in (place, "")
            or not figure.verdi.sagt
            or about[0] == "vekter"
        ):
            continue
        new = float(f"{figure.verdi.sagt * _FACTOR:.6f}")
        if not any(outside(data, figure, new)):
            found[about] = figure, new
    return dict(list(found.values())[:_LINES])


def come_back(sent: Sent, saved: Path, package: Path) -> int:
    """Hold what comes back against what was filled in, and write it; how many figures moved."""
    data = load(package)
    (answer,) = collecting.collect([saved], data, str(package))
    assert not answer.refused, answer.refused
    assert {c.sted: c.new for c in answer.accepted} == sent.corrected
    assert {(w.sheet, w.address): w.new for w in answer.scenario} == sent.yellow
    assert all("scenarioer" in told.reason for told in answer.told), answer.told
    before = _figures(data)
    collecting.accept([answer], str(package), data)
    after = _figures(load(package))
    moved = {key: value for key, value in after.items() if before[key] != value}
    assert moved == {_key(s): value for s, value in sent.corrected.items()}
    return len(moved)


def _key(figure: Sted) -> tuple[object, ...]:
    return (figure.om.fil, figure.rad, figure.om.kolonne)


def _figures(data: Datasett) -> dict[tuple[object, ...], float | None]:
    return {_key(s): s.verdi.sagt for s in steder(data)}


def run(name: str, folder: Path) -> Iterator[str]:
    """A line for each workbook and program."""
    data = load(name)
    package = folder / name
    for kind, form, scenarios in (
        ("vanlig", "native", False),
        ("navngitt", "named", False),
        ("scenarioer", "native", True),
    ):
        sent = send(data, data.kommune, folder / f"{name}_{kind}.xlsx", form, scenarios)
        for program, (edit, there) in PROGRAMS.items():
            if not there():
                yield f"{name}, {kind}, {program}: ikke her"
                continue
            shutil.rmtree(package, ignore_errors=True)
            shutil.copytree(files.locate(name)[0], package)
            saved = folder / f"svar_{kind}_{program.replace(' ', '_')}.xlsx"
            edit(sent.path, saved, sent.edits)
            moved = come_back(sent, saved, package)
            yellow = len(sent.yellow)
            yield f"{name}, {kind}, {program}: {moved} tall flyttet, {yellow} gule felt, ingen andre"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        for which in sys.argv[1:] or ("bergen_2009", "eksempelnettverk"):
            for line in run(which, Path(made)):
                print(line, flush=True)
