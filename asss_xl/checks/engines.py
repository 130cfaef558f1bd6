"""Independent engines over a finished file: what does another program calculate?

``recalculate`` gives every cell's value after a recalculation, beside what the file holds. A
:class:`Session` keeps a workbook loaded in ironcalc for what-if scenarios.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asss_xl.checks import libreoffice
from asss_xl.checks.cells import FileCell
from asss_xl.checks.engine_copy import split, write_copy
from asss_xl.checks.libreoffice import EngineError, EngineMissing
from asss_xl.checks.package import Package, file_cells
from asss_xl.checks.places import Place, address_of, position, split_place
from asss_xl.functions.values import ERRORS, ExcelError, Value

__all__ = ["ENGINES", "EngineError", "EngineMissing", "Recalculated", "Session", "recalculate"]

ENGINES = ("ironcalc", "libreoffice")
#: By its file: as a module of the package it would load all of it.
_WORKER = Path(__file__).with_name("worker.py")
_TIMEOUT = 180.0
#: An engine is stopped after so much processor time, and at the latest after so many times as much.
_BUSY = 10
#: What the system stops a program with that has used its time.
_OUT_OF_TIME = (-24, -9)


@dataclass(frozen=True)
class Recalculated:
    """What an engine calculated (``values``) and what the file holds (``cells``).

    Places are (sheet, address). Blank cells are left out of both.
    """

    engine: str
    values: dict[Place, Value]
    cells: dict[Place, FileCell]
    #: The functions, of those that were asked about, that the engine does not know.
    unknown: frozenset[str] = frozenset()
    #: Whether areas were cut off behind the last cell.
    clamped: bool = False

    @property
    def cached(self) -> dict[Place, Value]:
        """The value that the file holds for every cell."""
        return {place: cell.value for place, cell in self.cells.items()}

    @property
    def formulas(self) -> dict[Place, str]:
        """The cells that have a formula."""
        found = {place: cell.formula for place, cell in self.cells.items()}
        return {place: text for place, text in found.items() if text is not None}


def recalculate(
    source: Path | str | Package,
    engine: str = "ironcalc",
    changes: Mapping[str, Value] | None = None,
    timeout: float = _TIMEOUT,
    clamp: bool = False,
    probes: Collection[str] = (),
) -> Recalculated:
    """Every cell's recalculated value, after the changes to input cells if there are any.

    ``changes`` maps places such as ``Grunnskole!D8`` to values; None empties the cell. ``clamp``
    leaves the blank cells behind the last one out of large areas, and ``probes`` are functions to
    ask ironcalc about. Raises :class:`EngineMissing` when the engine is not installed,
    :class:`EngineError` when it fails and :class:`~asss_xl.checks.package.PackageError` when the
    file is not a workbook.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {ENGINES}, not {engine!r}")
    package = source if isinstance(source, Package) else Package.open(source)
    cells = file_cells(package)
    with tempfile.TemporaryDirectory(prefix="asss_xl_") as name:
        folder = Path(name)
        if engine == "ironcalc":
            copy = folder / "kopi.xlsx"
            cut = write_copy(package, copy, changes, clamp, probes)
            values = _with_ironcalc(copy, package.path.name, timeout)
            kept, unknown = split(values, probes)
            return Recalculated(engine, kept, cells, frozenset(unknown), cut)
        path = package.path
        if changes:
            path = folder / "endret.xlsx"
            write_copy(package, path, changes)
        target = folder / "ut"
        target.mkdir()
        converted = Package.open(libreoffice.convert(path, target, timeout))
        recalculated = {place: cell.value for place, cell in file_cells(converted).items()}
        return Recalculated(engine, recalculated, cells)


def _with_ironcalc(path: Path, name: str, timeout: float) -> dict[Place, Value]:
    out = path.with_name("celler.json")
    seconds = max(math.ceil(timeout), 1)
    arguments = [sys.executable, "-P", str(_WORKER), str(path), str(out), str(seconds)]
    late = f"ironcalc ble ikke ferdig på {seconds} sekunder."
    try:
        done = subprocess.run(arguments, capture_output=True, timeout=_BUSY * max(timeout, 0.0))
    except subprocess.TimeoutExpired as error:
        raise EngineError(late) from error
    if done.returncode in _OUT_OF_TIME:
        raise EngineError(late)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"Programmet stoppet med kode {done.returncode}."
        raise EngineError(f"ironcalc kunne ikke regne om {name}. {reason}")
    return _by_place(json.loads(out.read_text(encoding="utf-8")))


def _by_place(rows: list[list[Any]]) -> dict[Place, Value]:
    return {
        (sheet, address_of(row, column)): _error(value) if kind == "error" else value
        for sheet, row, column, kind, value in rows
        if value is not None
    }


def _error(code: Any) -> ExcelError:
    return ERRORS.get(code) or ExcelError(code)


class Session:
    """A workbook loaded once in ironcalc, for many scenarios: set, evaluate, look, restore.

    It runs in this process: use it on files of one's own making.
    """

    def __init__(self, path: Path | str) -> None:
        import ironcalc

        self._model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        self._sheets = [sheet["name"] for sheet in self._model.get_worksheets_properties()]
        self._original: dict[Place, Value] = {}
        #: The cells that hold something, as the engine numbers them and as they are named.
        self._numbers: list[tuple[int, int, int]] = []
        self._places: list[Place] = []
        self._error_type = ironcalc.CellType.ErrorValue
        self.evaluate()

    def set(self, place: str | Place, value: Value) -> None:
        """Put a value in an input cell; None empties it. A formula cell is a ValueError."""
        place = split_place(place)
        at = self._at(place)
        if self._model.get_cell_formula(*at) is not None:
            raise ValueError(f"{place[0]}!{place[1]} is a formula, not an input")
        self._original.setdefault(place, self.value(place))
        self._put(at, value)

    def clear(self, place: str | Place) -> None:
        """Empty an input cell."""
        self.set(place, None)

    def restore(self, evaluate: bool = True) -> None:
        """Put every changed cell back; without ``evaluate`` the formulas follow when asked to."""
        for place, value in self._original.items():
            self._put(self._at(place), value)
        self._original.clear()
        if evaluate:
            self.evaluate()

    def evaluate(self) -> None:
        """Recalculate the whole workbook."""
        self._model.evaluate()

    def value(self, place: str | Place) -> Value:
        """The value of a cell after the last evaluation."""
        at = self._at(split_place(place))
        value = self._model.get_cell_value(*at)
        is_error = isinstance(value, str) and self._model.get_cell_type(*at) == self._error_type
        return _error(value) if is_error else value

    def values(self) -> dict[Place, Value]:
        """All cells that hold something, by (sheet, address)."""
        at = self._model.get_all_cells()
        if at != self._numbers:
            self._numbers = at
            self._places = [(self._sheets[sheet], address_of(row, column)) for sheet, row, column in at]
        read = self._model.get_cell_value
        found = [read(*place) for place in at]
        for index, value in enumerate(found):
            # An error is told as text; whether it is one, is asked only where it can be.
            if type(value) is str and value[:1] == "#":
                found[index] = self.value(self._places[index])
        return {p: v for p, v in zip(self._places, found, strict=True) if v is not None}

    def _at(self, place: Place) -> tuple[int, int, int]:
        if place[0] not in self._sheets:
            raise KeyError(f"there is no sheet named {place[0]}")
        return (self._sheets.index(place[0]), *position(place[1]))

    def _put(self, at: tuple[int, int, int], value: Value) -> None:
        if value is None:
            self._model.clear_cell_contents(*at)
        elif isinstance(value, bool):
            self._model.update_cell_with_bool(*at, value)
        elif isinstance(value, ExcelError):
            self._model.set_user_input(*at, str(value))
        elif isinstance(value, str):
            self._model.update_cell_with_text(*at, value)
        else:
            self._model.update_cell_with_number(*at, float(value))
