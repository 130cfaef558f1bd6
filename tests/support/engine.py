"""Engines over a finished file, for the tests: ironcalc loaded for many scenarios, and LibreOffice."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import compress
from operator import is_not, ne, or_
from pathlib import Path
from typing import Any

import ironcalc

from asss_xl.checks import engine as engine_room
from asss_xl.checks.engine import Recalculated, write_copy
from asss_xl.checks.formula_text import Place, address_of, position, split_place, tokens
from asss_xl.checks.package import FileCell, Workbook, file_cells
from asss_xl.checks.recalculation import Difference, Names, Using, compare, recalculated
from asss_xl.delivery.printing import convert
from asss_xl.functions.values import ERRORS, ExcelError, Value
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.writer import save

#: Like no value of a cell.
_UNSURE = object()


def changed(path: Path, changes: Mapping[str, Value]) -> Workbook:
    """A workbook with other values in some cells, empty for None.

    A cell that holds a formula is a ValueError, an unknown sheet a KeyError.
    """
    package = Workbook.open(path)
    sheets = {sheet.name: sheet for sheet in package.worksheets}
    for place, value in changes.items():
        name, address = split_place(place)
        content = package.content(sheets[name])
        cells = {cell.address: cell for cell in content.cells}
        held = cells.pop(address, None)
        if held is not None and held.formula is not None:
            raise ValueError(f"{address} is a formula, not an input")
        if value is not None:
            cells[address] = FileCell(address, *position(address), value)
        package._contents[sheets[name].part] = replace(content, cells=tuple(cells.values()))
    return package


def recalculate(
    path: Path, engine: str = "ironcalc", changes: Mapping[str, Value] | None = None
) -> Recalculated:
    """Every cell's recalculated value, after the changes to input cells, and what the file holds."""
    package = changed(path, changes or {})
    if engine == "ironcalc":
        return replace(engine_room.recalculate(package), cells=file_cells(Workbook.open(path)))
    with tempfile.TemporaryDirectory(prefix="asss_xl_") as name:
        given, out = path, Path(name, "ut")
        if changes:
            given = Path(name, "endret.xlsx")
            write_copy(package, given)
        out.mkdir()
        converted = Workbook.open(convert(given, out))
    values = {place: cell.value for place, cell in file_cells(converted).items()}
    return Recalculated(values, file_cells(Workbook.open(path)))


def differences(
    path: Path, engine: str = "ironcalc", leave_out_names: bool | None = None
) -> list[Difference]:
    """The cells that a recalculation changes; LibreOffice has no LAMBDA, so what calls one is left out."""
    if engine == "ironcalc":
        found, _ = recalculated(Workbook.open(path))
    else:
        found = compare(recalculate(path, engine))
    left_out = leave_out_names if leave_out_names is not None else engine != "ironcalc"
    skipped = lambda_cells(path) if left_out else set()
    return [d for d in found if (d.sheet, d.address) not in skipped]


def lambda_cells(path: Path) -> set[Place]:
    """The cells that call a LAMBDA name of the workbook or LAMBDA itself, and their dependants."""
    package = Workbook.open(path)
    names = Names(package)
    wanted = names.lambdas | {"_xlfn.lambda"}
    found = {
        (cell.sheet.name, cell.cell.address)
        for cell in package.formula_cells
        if any(t.kind == "name" and t.text.lower() in wanted for t in tokens(cell.formula))
    }
    return found | Using(package, names).followers(found).keys()


class Session:
    """A workbook loaded once in ironcalc, for many scenarios: set, evaluate, look, restore.

    It runs in this process: use it on files of one's own making.
    """

    def __init__(self, path: Path | str) -> None:
        self._model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        self._sheets = [sheet["name"] for sheet in self._model.get_worksheets_properties()]
        self._original: dict[Place, Value] = {}
        #: Whether cells are put back that the formulas have not followed.
        self._behind = False
        self._error_type = ironcalc.CellType.ErrorValue
        self.evaluate()
        #: The cells that have held something, as the engine numbers them and as they are named.
        self._numbers: list[tuple[int, int, int]] = []
        self._places: list[Place] = []
        #: What they held when the file was opened, and the same as it is compared.
        self._opened: list[Value] = []
        self._compared: list[object] = []
        self._know(self._model.get_all_cells(), opened=True)
        both = zip(self._places, self._opened, strict=True)
        self._held = {place: value for place, value in both if value is not None}

    def set(self, place: str | Place, value: Value) -> None:
        """Put a value in an input cell; None empties it. A formula cell is a ValueError."""
        place = split_place(place)
        at = self._at(place)
        if self._model.get_cell_formula(*at) is not None:
            raise ValueError(f"{place[0]}!{place[1]} is a formula, not an input")
        self._original.setdefault(place, self._read(at))
        self._put(at, value)

    def clear(self, place: str | Place) -> None:
        """Empty an input cell."""
        self.set(place, None)

    def restore(self) -> None:
        """Put every changed cell back; the formulas follow when a value is asked for."""
        for place, value in self._original.items():
            self._put(self._at(place), value)
        self._behind = self._behind or bool(self._original)
        self._original.clear()

    def evaluate(self) -> None:
        """Recalculate the whole workbook."""
        self._model.evaluate()
        self._behind = False

    def value(self, place: str | Place) -> Value:
        """The value of a cell after the last evaluation."""
        self._catch_up()
        return self._read(self._at(split_place(place)))

    def _catch_up(self) -> None:
        if self._behind:
            self.evaluate()

    def _read(self, at: tuple[int, int, int]) -> Value:
        return self._told(at, self._model.get_cell_value(*at))

    def _told(self, at: tuple[int, int, int], value: Any) -> Value:
        """A value as the engine tells it; whether a text is an error, is asked only where it can be."""
        if type(value) is str and value[:1] == "#" and self._model.get_cell_type(*at) == self._error_type:
            return ERRORS.get(value) or ExcelError(value)
        return value  # type: ignore[no-any-return]

    def values(self) -> dict[Place, Value]:
        """All cells that hold something, by (sheet, address)."""
        moved = self.moved()
        if None not in moved.values():
            return self._held | moved
        return {place: value for place, value in (self._held | moved).items() if value is not None}

    def moved(self) -> dict[Place, Value]:
        """The cells that hold something else than when the file was opened; None where that is nothing.

        Every cell is read. The few that moved are found with all of them side by side, not one by one.
        """
        self._catch_up()
        now, at = self._read_all(), self._model.get_all_cells()
        if len(now) - now.count(None) < len(at):
            known = set(self._numbers)
            self._know([place for place in at if place not in known])
            now = self._read_all()
        other_kinds = map(is_not, map(type, now), map(type, self._compared))
        rest = compress(range(len(now)), map(or_, map(ne, now, self._compared), other_kinds))
        found = {index: self._told(self._numbers[index], now[index]) for index in rest}
        return {
            self._places[index]: value
            for index, value in found.items()
            if type(value) is not type(self._opened[index]) or value != self._opened[index]
        }

    def _know(self, at: list[tuple[int, int, int]], opened: bool = False) -> None:
        """Cells to read from now on, empty when the file was opened if this is later."""
        self._numbers += at
        self._places += [(self._sheets[sheet], address_of(row, column)) for sheet, row, column in at]
        held = [self._read(place) if opened else None for place in at]
        self._opened += held
        # An error is told as text: what looks like one is looked at again each time.
        self._compared += [_UNSURE if isinstance(v, str) and v.startswith("#") else v for v in held]

    def _read_all(self) -> list[Any]:
        read = self._model.get_cell_value
        return [read(*place) for place in self._numbers]

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


def opened(report: Rapport, path: Path) -> Session:
    """The report's finished file, loaded and recalculated."""
    save(report.book, path)
    return Session(path)


def filled_in(
    session: Session,
    changes: Mapping[str, Value],
    read: Callable[[Session], dict[Place, Value]] = Session.values,
) -> dict[Place, Value]:
    """Every cell after the changes, or what ``read`` tells of them; the session is put back."""
    try:
        for place, value in changes.items():
            session.set(place, value)
        session.evaluate()
        return read(session)
    finally:
        session.restore()
