"""The figures of a table that is there already, put in the rows of a new package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..checks import FIGURE
from ..messages import DatasetError, Problem, near, shown
from .existing import (
    FIGURES,
    KEYS,
    LINE,
    PLACE,
    YEAR,
    Guess,
    Line,
    cells_of,
    guessed,
    lines_of,
    memory,
    positions_of,
    remembered_in,
)
from .layout import alike
from .template import Row, Template
from .values import Read, from_cell, from_text, number_text
from .workbook import letter

_NUMBER = {"name": "verdi", "type": "number"}


def fill(made: Template, file: Path, sheet: str | None) -> Guess:
    """Put a table's figures into a new package's rows; what the columns were taken for.

    Raises `DatasetError` with everything that could not be placed.
    """
    known = lines_of(made)
    remembered = remembered_in(memory(file), known) if memory(file).is_file() else None
    wanted, cells = cells_of(file, sheet or (remembered.sheet if remembered else None))
    guess = remembered if remembered and remembered.sheet == wanted else guessed(wanted, cells, known, made)
    _Filling(made, guess, f"{file.name}, arket {wanted}", known).take(cells)
    return guess


class _Filling:
    """Takes the table's figures, one by one, to the rows that are there for them."""

    def __init__(self, made: Template, guess: Guess, fil: str, lines: Mapping[str, Line]) -> None:
        self.guess, self.fil, self.lines = guess, fil, lines
        self.problems: list[Problem] = []
        self.rows: dict[tuple[str, ...], Row] = {}
        for resource, columns in KEYS.items():
            for row in made.rows.get(resource, []):
                whose = (str(row.get("kommune", "")), str(row["aar"]))
                self.rows[resource, *(str(row[c]) for c in columns), *whose] = row
        self.places = _places(made.rows["kommuner"])

    def take(self, cells: Sequence[Sequence[Any]]) -> None:
        positions = positions_of(self.guess, cells)
        figures = {to: at for to, at in positions.items()
                   if to in self.lines or to == FIGURES or to.startswith(f"{FIGURES} ")}  # fmt: skip
        if not figures:
            raise DatasetError([Problem(
                self.fil, self.guess.heading_row, None, "Fant ingen kolonner som kan være tall i pakken.",
                "Oppgi riktig ark med --sheet, eller rett koblingene i fila ved siden av.\n"
                + self.guess.as_text(),
            )])  # fmt: skip
        taken = 0
        for number, row in enumerate(cells[self.guess.heading_row :], self.guess.heading_row + 1):
            if not any(cell.value not in (None, "") for cell in row):
                continue
            taken += self._row(number, row, positions, figures)
        if not taken and not self.problems:
            self.problems.append(Problem(
                self.fil, None, None, "Tabellen har ingen tall for kommunene og årene i den nye pakken.",
                "Se etter at --network og --years er riktige.",
            ))  # fmt: skip
        if self.problems:
            raise DatasetError(self.problems)
        self.guess.taken = taken

    def _row(
        self, number: int, row: Sequence[Any], positions: Mapping[str, int], figures: Mapping[str, int]
    ) -> int:
        """How many figures the row gave."""
        def text(role: str) -> str:
            at = positions.get(role)
            value = row[at].value if at is not None and at < len(row) else None
            return "" if value is None else str(value).strip().removesuffix(".0")

        place = self._place(number, text(PLACE) or self.guess.place, positions.get(PLACE))
        line = self.guess.lines.get(text(LINE), "") if LINE in positions else ""
        taken = 0
        for to, at in figures.items():
            label = to if to in self.lines else line
            year = to.removeprefix(f"{FIGURES} ") if to.startswith(f"{FIGURES} ") else text(YEAR)
            if label and place is not None and at < len(row):
                taken += self._put(number, at, row[at], self.lines[label], place,
                                   year or str(self.guess.year or ""), text(LINE) or to)  # fmt: skip
        return taken

    def _place(self, number: int, text: str, at: int | None) -> str | None:
        found = self.places.get(alike(text)) or self.places.get(text.partition(" ")[0].zfill(4))
        if found is None and text:
            self.problems.append(Problem(
                self.fil, number, letter(at) if at is not None else None,
                f"{shown(text)} er ikke en kommune i nettverket.",
                f"{near(text, set(self.places.values()))}Rett navnet, eller ta raden ut.",
            ))  # fmt: skip
        return found

    def _put(
        self, number: int, at: int, cell: Any, line: Line, place: str, year: str, named: str
    ) -> int:
        got = _read(cell)
        if got.fault:
            self.problems.append(Problem(self.fil, number, letter(at), *got.fault))
        if got.fault or not (got.text or got.missing):
            return 0
        whose = "" if line.resource == "nasjonale" else place
        row = self.rows.get((line.resource, *line.key, whose, year))
        if row is None:
            # A year outside the package's, or before the municipality was there.
            self.guess.outside += 1
            return 0
        column = FIGURE[line.resource]
        heading = next((h for h, to in self.guess.columns.items() if to == line.label), named)
        factor = self.guess.factors.get(heading, self.guess.factors.get(named, 1.0))
        value = got.text if factor == 1 or not got.text else number_text(float(got.text) * factor)
        before = row.get(column, "") or row.get("status", "")
        if before and before != "gjelder_ikke" and before != (value or got.missing):
            self.problems.append(Problem(
                self.fil, number, letter(at),
                f"{line.label} for {place} i {year} står to ganger med ulike tall.", "Behold det ene.",
            ))  # fmt: skip
            return 0
        if got.missing:
            row["status"] = got.missing
        else:
            row.pop("status", None)
            row[column] = value
        return 1


def _read(cell: Any) -> Read:
    if getattr(cell, "data_type", "") == "e":
        return Read(fault=(f"Cellen har feilen {cell.value}.", "Rett formelen i tabellen."))
    if isinstance(cell.value, str):
        return from_text(cell.value, _NUMBER, figure=True)
    return from_cell(cell.value, cell.number_format or "", _NUMBER, figure=True)


def _places(rows: Iterable[Row]) -> dict[str, str]:
    """The municipality by its name, in any case, and by every number it has had."""
    made: dict[str, str] = {}
    for row in rows:
        made[alike(row["kommune"])] = str(row["kommune"])
        if row.get("nummer"):
            made[str(row["nummer"])] = str(row["kommune"])
    return made
