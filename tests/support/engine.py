"""Engines over a finished file, for the tests: ironcalc loaded for many scenarios, and LibreOffice."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import ironcalc

from asss_xl.checks import engine as engine_room
from asss_xl.checks.engine import Recalculated, write_copy
from asss_xl.checks.formula_text import Place, address_of, position, split_place, tokens
from asss_xl.checks.package import FileCell, Package, file_cells
from asss_xl.checks.recalculation import Difference, Names, Using, compare, recalculated
from asss_xl.delivery.printing import convert
from asss_xl.functions.values import ERRORS, ExcelError, Value
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.writer import save


def changed(path: Path, changes: Mapping[str, Value]) -> Package:
    """A workbook with other values in some cells, empty for None.

    A cell that holds a formula is a ValueError, an unknown sheet a KeyError.
    """
    package = Package.open(path)
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
        return replace(engine_room.recalculate(package), cells=file_cells(Package.open(path)))
    with tempfile.TemporaryDirectory(prefix="asss_xl_") as name:
        given, out = path, Path(name, "ut")
        if changes:
            given = Path(name, "endret.xlsx")
            write_copy(package, given)
        out.mkdir()
        converted = Package.open(convert(given, out))
    values = {place: cell.value for place, cell in file_cells(converted).items()}
    return Recalculated(values, file_cells(Package.open(path)))


def differences(
    path: Path, engine: str = "ironcalc", leave_out_names: bool | None = None
) -> list[Difference]:
    """The cells that a recalculation changes; LibreOffice has no LAMBDA, so what calls one is left out."""
    if engine == "ironcalc":
        found, _ = recalculated(Package.open(path))
    else:
        found = compare(recalculate(path, engine))
    left_out = leave_out_names if leave_out_names is not None else engine != "ironcalc"
    skipped = lambda_cells(path) if left_out else set()
    return [d for d in found if (d.sheet, d.address) not in skipped]


def lambda_cells(path: Path) -> set[Place]:
    """The cells that call a LAMBDA name of the workbook or LAMBDA itself, and their dependants."""
    package = Package.open(path)
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
        value = self._model.get_cell_value(*at)
        is_error = isinstance(value, str) and self._model.get_cell_type(*at) == self._error_type
        return (ERRORS.get(value) or ExcelError(value)) if is_error else value

    def values(self) -> dict[Place, Value]:
        """All cells that hold something, by (sheet, address)."""
        self._catch_up()
        at = self._model.get_all_cells()
        if at != self._numbers:
            self._numbers = at
            self._places = [(self._sheets[sheet], address_of(row, column)) for sheet, row, column in at]
        read = self._model.get_cell_value
        found = [read(*place) for place in at]
        for index, value in enumerate(found):
            # An error is told as text; whether it is one, is asked only where it can be.
            if type(value) is str and value[:1] == "#":
                found[index] = self._read(at[index])
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


def opened(report: Rapport, path: Path) -> Session:
    """The report's finished file, loaded and recalculated."""
    save(report.book, path)
    return Session(path)


def filled_in(session: Session, changes: Mapping[str, Value]) -> dict[Place, Value]:
    """Every cell after the changes; the session is put back."""
    try:
        for place, value in changes.items():
            session.set(place, value)
        session.evaluate()
        return session.values()
    finally:
        session.restore()
