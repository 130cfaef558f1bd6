"""One function, three forms: Python, native formula and named LAMBDA on the same arguments.

Many cases go into one workbook, which an engine calculates once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from asss_xl.checks.formula_text import address_of
from asss_xl.checks.recalculation import same_value
from asss_xl.functions.catalogue import Function, literal
from asss_xl.functions.values import ExcelError, Value, as_rows, is_range
from tests.support.drawn import HIGHEST, WIDEST, Argument, Case, evaluated
from tests.support.engine import Session, recalculate
from tests.support.exclusions import excluded

_STEP = HIGHEST + 1
_RESULTS = {"native": 0, "named": WIDEST + 2}
_FIRST_ARGUMENT = 2 * (WIDEST + 2)
_ARGUMENT_STEP = WIDEST + 1


@dataclass(frozen=True)
class Mismatch:
    """A cell in which a form gives something else than Python."""

    form: str
    formula: str
    case: Case
    at: tuple[int, int]
    expected: Value
    got: Value


def mismatches(
    function: Function,
    cases: Sequence[Case],
    folder: Path,
    engine: str = "ironcalc",
    forms: Sequence[str] = ("native", "named"),
) -> list[Mismatch]:
    """Everything in which the forms differ from the Python side."""
    path = folder / f"{function.python.__name__}.xlsx"
    book = FormsBook(path, engine)
    book.add(function, cases, forms)
    return book.mismatches()


class FormsBook:
    """A workbook of calls, a sheet per function."""

    def __init__(self, path: Path, engine: str) -> None:
        self.path = path
        self.engine = engine
        self.workbook = xlsxwriter.Workbook(str(path))
        self.written: list[tuple[str, str, str, Case, int, Any]] = []

    def add(self, function: Function, cases: Sequence[Case], forms: Sequence[str]) -> None:
        """Write the cases of a function on a sheet of their own."""
        sheet = self.workbook.add_worksheet(function.python.__name__)
        if "named" in forms:
            self.workbook.define_name(function.name, f"={function.lambda_text()}")
        for number, case in enumerate(cases):
            row = number * _STEP
            texts = [_write_argument(sheet, row, i, a) for i, a in enumerate(case.arguments)]
            expected = evaluated(function, case)
            for form in forms:
                if excluded(self.engine, form, function, case):
                    continue
                formula = _formula(function, case, texts, form)
                self._write(sheet, row, form, formula, expected)
                self.written.append((sheet.name, form, formula, case, row, expected))

    def mismatches(self) -> list[Mismatch]:
        """Let the engine calculate and compare every cell of every result."""
        self.workbook.close()
        if self.engine == "ironcalc":
            values = Session(self.path).values()
        else:
            values = recalculate(self.path, self.engine).values
        found = []
        for sheet, form, formula, case, row, expected in self.written:
            for at, wanted in _grid(expected):
                place = (sheet, address_of(row + at[0] + 1, _RESULTS[form] + at[1] + 1))
                got = values.get(place)
                if not _equal(wanted, got):
                    found.append(Mismatch(form, formula, case, at, wanted, got))
        return found

    def _write(self, sheet: Any, row: int, form: str, formula: str, expected: Any) -> None:
        column = _RESULTS[form]
        rows = as_rows(expected)
        last = (row + len(rows) - 1, column + len(rows[0]) - 1)
        if form == "named" or (is_range(expected) and self.engine == "ironcalc"):
            sheet.write_dynamic_array_formula(row, column, row, column, f"={formula}")
        elif is_range(expected):
            sheet.write_array_formula(row, column, *last, f"{{={formula}}}")
        else:
            sheet.write_formula(row, column, f"={formula}")


def _formula(function: Function, case: Case, texts: list[str], form: str) -> str:
    if form == "named":
        return f"{function.name}({','.join(texts)})"
    filled = [
        literal(parameter.default)
        if argument.kind == "omitted"
        else f"({text})"  # what is worked out is one thing
        if argument.kind == "difference"
        else text
        for parameter, argument, text in zip(function.parameters, case.arguments, texts, strict=False)
    ]
    while case.arguments[: len(filled)] and case.arguments[len(filled) - 1].kind == "omitted":
        filled.pop()
    return function.native(*filled)


def _write_argument(sheet: Any, row: int, index: int, argument: Argument) -> str:
    """Write the argument's cells; the answer is its text in the formula."""
    if argument.kind == "omitted":
        return ""
    if argument.kind == "constant":
        return literal(argument.rows[0][0])
    column = _FIRST_ARGUMENT + index * _ARGUMENT_STEP
    for r, values in enumerate(argument.rows):
        for c, value in enumerate(values):
            write_value(sheet, row + r, column + c, value)
    first = xl_rowcol_to_cell(row, column)
    if argument.kind == "call":
        second = xl_rowcol_to_cell(row, column + 1)
        return f'IF(({first}<"")*({second}<""),{first}-{second},NA())'
    if argument.kind == "difference":
        return f"{first}-{xl_rowcol_to_cell(row, column + 1)}"
    rows, columns = len(argument.rows), len(argument.rows[0])
    return xl_range(row, column, row + rows - 1, column + columns - 1)


def write_value(sheet: Any, row: int, column: int, value: Value) -> None:
    """A constant of any type; errors and empty text have no constant and are formulas."""
    if value is None:
        return
    if isinstance(value, ExcelError):
        sheet.write_formula(row, column, f"={value}", None, str(value))
    elif value == "" and isinstance(value, str):
        sheet.write_formula(row, column, '=""', None, "")
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


def _grid(expected: Any) -> Iterable[tuple[tuple[int, int], Value]]:
    """Every place of the result's block: the values, and None where nothing may spill."""
    rows = as_rows(expected)
    for r in range(HIGHEST):
        for c in range(WIDEST):
            reached = r < len(rows) and c < len(rows[0])
            yield (r, c), rows[r][c] if reached else None


def _equal(expected: Value, got: Value) -> bool:
    if expected is None or got is None:
        return expected is None and got is None
    return same_value(expected, got)
