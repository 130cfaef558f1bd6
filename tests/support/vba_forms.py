"""The catalogue's functions as VBA, run in an interpreter that shares no code with the product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pyopenvba.apps.excel import ExcelApplication
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from asss_xl.checks.recalculation import same_value
from asss_xl.functions.catalogue import Function
from asss_xl.functions.values import ExcelError, Value, as_rows, shape
from tests.support.basic import run_basic
from tests.support.drawn import HIGHEST, WIDEST, Argument, Case, evaluated, given_values
from tools.macros import formulas_vba

ERRORS = {"#N/A": 2042, "#DIV/0!": 2007, "#VALUE!": 2015, "#NUM!": 2036, "#REF!": 2023}


def excel(functions: Iterable[Function]) -> ExcelApplication:
    """Excel in memory with the functions in VBA."""
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(formulas_vba.module(functions), name="ASSS_formler")
    for name, source in formulas_vba.CALCULATION.items():
        app.add_module(source, name=name)
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


_DRIVER = """Attribute VB_Name = "Driver"
Sub Main()
    Dim f
    On Error GoTo Feil
    f = FreeFile
    Open "{out}" For Output As #f
    {calls}
    Close #f
    Exit Sub
Feil:
    Print #f, "feil " & Err.Number & " " & Err.Description
    Close #f
End Sub
Sub Vis(f, svar)
    Dim i, j
    If Not IsArray(svar) Then
        Print #f, "1" & vbTab & "1" & vbTab & Ett(svar)
        Exit Sub
    End If
    Print #f, UBound(svar, 1) & vbTab & UBound(svar, 2);
    For i = 1 To UBound(svar, 1)
        For j = 1 To UBound(svar, 2)
            Print #f, vbTab & Ett(svar(i, j));
        Next j
    Next i
    Print #f, ""
End Sub
Function Ett(verdi)
    Ett = TypeName(verdi) & ":" & CStr(verdi)
End Function
"""


def differing_in_basic(cases: dict[Function, list[Case]], folder: Path) -> list[str]:
    """The same in LibreOffice's Basic, with arrays for ranges."""
    calls = [(function, case) for function, drawn in cases.items() for case in drawn]
    subs = [_as_sub(at, function, case) for at, (function, case) in enumerate(calls)]
    out = folder / "out.txt"
    driver = _DRIVER.replace("{out}", out.as_posix())
    modules = {
        "Driver": driver.replace("{calls}", "\n".join(f"S{at} f" for at in range(len(calls)))),
        "ASSS_formler": formulas_vba.module(cases),
        **formulas_vba.CALCULATION,
        **{f"Kall{at}": "\n".join(subs[at : at + 100]) for at in range(0, len(subs), 100)},
    }
    run_basic(folder, modules)
    told = []
    for (function, case), line in zip(calls, out.read_text("utf-8").splitlines(), strict=True):
        rows, columns, *found = line.split("\t")
        wanted = as_rows(evaluated(function, case))
        values = [value for row in wanted for value in row]
        alike = all(_equal(w, _from_text(g)) for w, g in zip(values, found, strict=False))
        if (int(rows), int(columns)) != shape(wanted) or len(found) != len(values) or not alike:
            told.append(f"{function.name}{given_values(function, case)}: {wanted}, Basic {line}")
    return told


def _as_sub(number: int, function: Function, case: Case) -> str:
    lines, given = [f"Sub S{number}(f)"], []
    for at, (argument, value) in enumerate(zip(case.arguments, given_values(function, case), strict=True)):
        if argument.kind != "range":
            given.append("" if argument.kind == "omitted" else vba_literal(value))
            continue
        rows = argument.rows
        lines.append(f"Dim x{at}(1 To {len(rows)}, 1 To {len(rows[0])}) As Variant")
        lines += [
            f"x{at}({r}, {c}) = {vba_literal(v)}"
            for r, row in enumerate(rows, 1)
            for c, v in enumerate(row, 1)
            if v is not None
        ]
        given.append(f"x{at}")
    return "\n".join([*lines, f"Vis f, {function.name}({', '.join(given)})", "End Sub"])


def _from_text(shown: str) -> Value:
    kind, _, text = shown.partition(":")
    if kind == "Error":
        return _SHOWN[text]
    if kind in ("String", "Empty"):
        return text
    return text == "True" if kind == "Boolean" else float(text)


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
