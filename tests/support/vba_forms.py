"""The catalogue's functions as VBA, run in an interpreter that shares no code with the product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pyopenvba.apps.excel import ExcelApplication
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from asss_xl.addin import formulas_vba, vba
from asss_xl.checks.recalculation import same_value
from asss_xl.functions.catalogue import Function
from asss_xl.functions.values import ExcelError, Value, as_rows, shape
from tests.support.drawn import HIGHEST, WIDEST, Argument, Case, evaluated, given_values

ERRORS = {"#N/A": 2042, "#DIV/0!": 2007, "#VALUE!": 2015, "#NUM!": 2036, "#REF!": 2023}


def excel(functions: Iterable[Function]) -> ExcelApplication:
    """Excel in memory with the functions in VBA."""
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(formulas_vba.module(functions), name="ASSS_formler")
    for name in ("ASSS_regning", "ASSS_omraade"):
        app.add_module(vba.template(name), name=name)
    return app


def answers(app: ExcelApplication, function: Function, cases: Sequence[Case]) -> list[Any]:
    """What the VBA function answers for each case."""
    found: list[Any] = []
    for start in range(0, len(cases), 50):
        found += _some(app, function, cases[start : start + 50])
    return found


def _some(app: ExcelApplication, function: Function, cases: Sequence[Case]) -> list[Any]:
    lines = ["Function Prove() As Variant", f"Dim ut(1 To {len(cases)}) As Variant", "Cells.Clear"]
    # The interpreter cuts the values of a range to the cells in use; Excel does not.
    lines.append(f'Range("{xl_rowcol_to_cell((len(cases) + 1) * (HIGHEST + 1), 200)}").Value = 1')
    for at, case in enumerate(cases, 1):
        row = (at - 1) * (HIGHEST + 1)
        given = []
        for number, (argument, value) in enumerate(
            zip(case.arguments, given_values(function, case), strict=True)
        ):
            text, cells = _argument(argument, value, row, number * (WIDEST + 1))
            lines += cells
            given.append(text)
        lines.append(f"ut({at}) = {function.name}({', '.join(given)})")
    app.add_module("\n".join([*lines, "Prove = ut", "End Function"]), name="Prov")
    return list(app.run("Prove"))  # type: ignore[call-overload]


def _argument(argument: Argument, value: Any, row: int, column: int) -> tuple[str, list[str]]:
    if argument.kind == "omitted":
        return "", []
    if argument.kind not in ("cell", "range"):
        return vba_literal(value), []
    rows = argument.rows
    cells = [
        f'Range("{xl_rowcol_to_cell(row + r, column + c)}").{_content(v)}'
        for r, values in enumerate(rows)
        for c, v in enumerate(values)
        if v is not None
    ]
    place = xl_range(row, column, row + len(rows) - 1, column + len(rows[0]) - 1)
    return f'Range("{place}")', cells


def _content(value: Value) -> str:
    if isinstance(value, ExcelError):
        return f'Formula = "={value}"'
    if value == "" and isinstance(value, str):
        return 'Formula = "=" & Chr(34) & Chr(34)'
    if isinstance(value, str):
        return f"Value = {vba_literal(chr(39) + value)}"
    return f"Value = {vba_literal(value)}"


def vba_literal(value: Value) -> str:
    """A value in VBA."""
    if value is None:
        return "Empty"
    if isinstance(value, ExcelError):
        return f"CVErr({ERRORS[value]})"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return (
        str(value)
        if isinstance(value, bool)
        else f"{float(value)!r}".upper() + "#" * ("e" not in repr(float(value)))
    )


_SHOWN = {f"Error {number}": ExcelError(text) for text, number in ERRORS.items()}


def differing(app: ExcelApplication, function: Function, cases: Sequence[Case]) -> list[str]:
    """Each case in which VBA and Python differ, told."""
    told = []
    for case, got in zip(cases, answers(app, function, cases), strict=True):
        wanted, found = as_rows(evaluated(function, case)), as_rows(_plain(got))
        pairs = [(w, g) for a, b in zip(wanted, found, strict=False) for w, g in zip(a, b, strict=False)]
        if shape(wanted) != shape(found) or not all(_equal(w, g) for w, g in pairs):
            told.append(f"{function.name}{given_values(function, case)}: {wanted}, VBA {found}")
    return told


def _plain(got: Any) -> Any:
    if isinstance(got, list):
        return tuple(tuple(map(_plain, row)) if isinstance(row, list) else _plain(row) for row in got)
    return _SHOWN.get(str(got), got)


def _equal(wanted: Value, got: Value) -> bool:
    if wanted is None or got is None:
        return wanted is None and got is None
    return same_value(wanted, got)
