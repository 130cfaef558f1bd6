"""Workbooks that somebody has filled in, and what is collected from them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.dataset import load
from asss_xl.dataset.rettbare import Sted, steder
from asss_xl.delivery.stamp import stamped
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.workbook.what_if import Input


def run_command(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


def figure_of(package: Path, place: str, fil: str = "regnskap", year: int = 2023) -> Sted:
    """A figure of a municipality that its package has."""
    return next(
        s
        for s in steder(load(package))
        if (s.kommune, s.om.fil, s.aar) == (place, fil, year) and s.verdi.sagt is not None
    )


Cells = dict[tuple[str, int, int], object]


def edit_cells(path: Path, to: Path, cells: Cells) -> Path:
    book = openpyxl.load_workbook(path)
    for (sheet, row, column), value in cells.items():
        book[sheet].cell(row + 1, column + 1).value = value  # type: ignore[union-attr]
    book.save(to)
    return to


def line_at(row: int, **said: object) -> Cells:
    """A line on Rettelser, with a reason and a sender; fields by the name of their column."""
    at = rettelser.HODERAD + 1 + row
    whole = {"MED": "Ja", "BEGRUNNELSE": "Ført feil", "HVEM": "Kari", **said}
    return {("Rettelser", at, getattr(rettelser, name)): value for name, value in whole.items()}


def correction_at(row: int, amount: float, why: str = "Ført feil") -> Cells:
    return line_at(row, GJELDER="Grunnskole", AAR=2023, BELOEP=amount, BEGRUNNELSE=why)


def new_figure(row: int, figure: Sted, value: object, **said: object) -> Cells:
    return line_at(row, GJELDER=figure.om.navn, AAR=figure.aar, NYTT=value, **said)


def what_if_of(package: Path, place: str, label: str = "") -> Input:
    """A yellow cell of a figure that the package has."""
    book = stamped(load(package), place).book
    return next(i for i in book.inputs if label in i.label and isinstance(i.base.value, float))


def yellow_at(given: Input, value: object) -> Cells:
    return {(given.what_if.sheet, given.what_if.row, given.what_if.column): value}


def rows_of(package: Path, name: str) -> list[dict[str, str]]:
    with (package / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def collect_from(package: Path, *files: Path, accept: bool = False) -> tuple[int, list[dict[str, Any]]]:
    done = run_command("collect", *files, "--data", package, "--json", *(["--accept"] if accept else []))
    assert done.exit_code in (0, 1, 2) and done.stdout, done.output
    return done.exit_code, json.loads(done.stdout)


def figures_in(package: Path) -> dict[tuple[object, ...], float | None]:
    """Every figure of the package that can be corrected."""
    return {(s.om.fil, s.rad, s.om.kolonne): s.verdi.sagt for s in steder(load(package))}


def change_row(package: Path, figure: Sted, value: float) -> None:
    """Put a figure in the package by hand."""
    path = package / f"{figure.om.fil}.csv"
    rows = rows_of(package, figure.om.fil)
    (row,) = [r for r in rows if all(r[k] == v for k, v in figure.rad)]
    row[figure.om.kolonne] = f"{value:.6f}".rstrip("0").rstrip(".")
    write_rows(path, rows)


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def changed_copy(path: Path, to: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(to)
    return to
