"""The macros executed, in pyOpenVBA's interpreter of VBA with Excel's object model in memory.

Not Excel: what the interpreter lacks (Application.Caller, the function wizard) is replaced or left
to docs/excel-checklist.md.
"""

from __future__ import annotations

import pytest
from pyopenvba.apps.excel import ExcelApplication

from asss_xl.addin import vba, xlam
from asss_xl.addin.exposed import EXPOSED

#: In the place of xlwings' module: counts connections, and tells what the settings say.
_XLWINGS = """Attribute VB_Name = "xlwings"
Option Explicit
Public Const XLWINGS_VERSION As String = "{version}"
Public forbindelser As Long
Public borte As Boolean
Public Function XLPy() As Variant
    forbindelser = forbindelser + 1
    Set XLPy = New Tjener
End Function
Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    GetConfig = "{python}"
End Function
Public Function GetConfigFilePath() As String
    GetConfigFilePath = "C:\\Users\\kari\\.asss_xl\\asss_xl.conf"
End Function
Public Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = InStr("|{files}|", "|" & FileSpec & "|") > 0
End Function
Public Function ParentFolder(ByVal Folder As String) As String
    ParentFolder = Left$(Folder, InStrRev(Folder, "\\") - 1)
End Function
"""
#: In the place of Python's COM server: answers with what it was given.
_SERVER = """Option Explicit
Public Function CallUDF(modul, navn, argumenter, bok, kaller) As Variant
    Dim i
    If borte Then
        borte = False
        Err.Raise -2147023174, , "RPC-serveren er ikke tilgjengelig"
    End If
    If navn = "ASSS_VEKST" Then Err.Raise 1000, , "Fant ikke Python"
    If navn = "ASSS_RANG" Then
        CallUDF = "#N/A"
        Exit Function
    End If
    CallUDF = navn
    For i = LBound(argumenter) To UBound(argumenter)
        If IsError(argumenter(i)) Or IsMissing(argumenter(i)) Then
            CallUDF = CallUDF & "|-"
        ElseIf TypeName(argumenter(i)) = "Range" Then
            CallUDF = CallUDF & "|" & argumenter(i).Address(False, False)
        Else
            CallUDF = CallUDF & "|" & argumenter(i)
        End If
    Next i
End Function
"""
PYTHON = r"C:\py\Scripts\python.exe"
DLL = r"C:\py\xlwings64-0.37.8.dll"


def excel(
    python: str = PYTHON, files: tuple[str, ...] = (PYTHON, DLL), version: str = "0.37.8"
) -> ExcelApplication:
    """Excel in memory with the add-in's modules."""
    app = ExcelApplication()
    app.add_workbook()
    for name, source in vba.modules().items():
        app.add_module(source.replace("Application.Caller", "Nothing"), name=name)
    stand_in = _XLWINGS.replace("{version}", version).replace("{python}", python)
    app.add_module(stand_in.replace("{files}", "|".join(files)), name="xlwings")
    app.add_module(_SERVER, name="Tjener", kind="class")
    return app


def results(app: ExcelApplication, *expressions: str, before: str = "") -> list[object]:
    """The values of VBA expressions, evaluated one after the other."""
    lines = [f"    Cells({at}, 20).Value = {e}" for at, e in enumerate(expressions, start=1)]
    app.add_module("\n".join(["Sub Prove()", before, *lines, "End Sub"]), name="Prove")
    app.run("Prove")
    return [app.sheet(1).value(f"T{at}") for at in range(1, len(expressions) + 1)]


def test_a_call_passes_every_argument_also_those_left_out() -> None:
    found = results(excel(), "ASSS_AVVIK(1, 2)", "ASSS_AVVIK(1, 2, , 4)", "ASSS_ANTALL(7)")
    assert found == ["ASSS_AVVIK|1|2|-|-", "ASSS_AVVIK|1|2|-|4", "ASSS_ANTALL|7"]


def test_the_connection_is_made_once_and_again_when_python_is_gone() -> None:
    app = excel()
    app.add_module("Public Function Slutt()\nborte = True\nSlutt = 1\nEnd Function", name="Hjelp")
    found = results(
        app,
        "ASSS_AVVIK(1, 2)",
        "ASSS_AVVIK(3, 4)",
        "forbindelser",
        "Slutt()",
        "ASSS_AVVIK(5, 6)",
        "forbindelser",
    )
    assert found[2] == 1 and found[4] == "ASSS_AVVIK|5|6|-|-" and found[5] == 2


def test_whole_columns_are_cut_before_they_are_sent() -> None:
    app = excel()
    before = '    Range("A1:A7").Value = 3'
    found = results(
        app,
        'ASSS_INDEKS(Range("A:A"), 5)',
        'ASSS_SNITT(Range("A:A"))',
        'ASSS_SNITT(Range("A:B"), Range("C1:C8"))',
        'ASSS_INDEKS(Range("A1:A3"), 5)',
        'ASSS_SNITT(Range("A:A"), Range("C:C"))',
        before=before,
    )
    used = 7 if found[0] == "ASSS_INDEKS|A1:A7|5" else 0
    assert used == 7, found
    # An empty row more, and never as high as the other range by accident.
    assert found[1] == "ASSS_SNITT|A1:A8|-"
    assert found[2] == "ASSS_SNITT|A1:B9|C1:C8"
    assert found[3] == "ASSS_INDEKS|A1:A3|5"
    assert found[4] == "ASSS_SNITT|A1:A8|C1:C8"


def test_error_values_and_the_last_message_from_python() -> None:
    found = results(
        excel(),
        "IsError(ASSS_RANG(1, 2))",
        "CStr(ASSS_RANG(1, 2))",
        "CStr(ASSS_VEKST(1, 2))",
        "ASSS_SisteFeil()",
    )
    assert found == [True, "Error 2042", "Error 2015", "Fant ikke Python"]


PROFILE = [("Elever", 6.2, 6.7, 5, 8), ("Null", 5, 0, 1, 2), ("Mangler", "Ikke data", 6.7, 5, 8)]


@pytest.mark.parametrize("columns", [3, 4, 5])
def test_fill_profile_tells_missing_from_division_by_zero(columns: int) -> None:
    app = excel()
    sheet = app.sheet(1)
    sheet.set_value("A1", "Indikator")
    for at, row in enumerate(PROFILE, start=2):
        for column, value in zip("ABCDE", row[:columns], strict=False):
            sheet.set_value(f"{column}{at}", value)
    app.add_module(
        f'Sub Fyll()\nRange("A2").Resize(3, {columns}).Select\nASSS_FyllProfil Nothing\nEnd Sub', name="Kjoer"
    )
    app.run("Fyll")
    first = "ABCDEFGHI".index("ABCDE"[columns - 1]) + 1
    letters = "ABCDEFGHI"[first : first + 4]
    shown = {at: [sheet.value(f"{c}{at}") for c in letters] for at in (1, 2, 3, 4)}
    assert shown[1] == ["Indeks", "Avvik", "Avvik %", "Funn"]
    assert shown[2][:2] == [pytest.approx(100 * 6.2 / 6.7), pytest.approx(-0.5)]
    assert shown[2][3] == "Elever er 7 prosent under ASSS-gjennomsnittet"
    assert str(shown[3][0]) == str(shown[3][2]) == "Error 2007" and shown[3][1] == 5
    assert shown[4] == ["Ikke data"] * 4
    assert app.dialogs == []


def test_fill_profile_asks_before_it_writes_over_something() -> None:
    app = excel()
    sheet = app.sheet(1)
    for column, value in zip("ABCD", ("Elever", 6.2, 6.7, "mitt"), strict=True):
        sheet.set_value(f"{column}2", value)
    app.add_module('Sub Fyll()\nRange("A2:C2").Select\nASSS_FyllProfil Nothing\nEnd Sub', name="Kjoer")
    app.answer_dialogs(7)  # no
    app.run("Fyll")
    assert sheet.value("D2") == "mitt" and len(app.dialogs) == 1
    app.answer_dialogs(6)  # yes
    app.run("Fyll")
    assert sheet.value("D2") == pytest.approx(100 * 6.2 / 6.7)


def test_the_list_of_functions_is_shown_in_a_new_workbook() -> None:
    found = results(excel(), "UBound(ASSS_Funksjonsliste(), 1)", "ASSS_Funksjonsliste()(2, 2)")
    assert found == [len(EXPOSED) + 1, next(iter(EXPOSED.values())).signature()]


def test_control_of_a_workbook_counts_errors_and_feil() -> None:
    app = excel()
    sheet = app.sheet(1)
    sheet.set_value("A1", "FEIL")
    sheet.set_value("A2", "ok")
    app.add_module('Sub K()\nRange("A3").Formula = "=1/0"\nASSS_KontrollerBok Nothing\nEnd Sub', name="Kjoer")
    app.run("K")
    assert "2 celler må ses på" in str(app.dialogs[0]) and "A3" in str(app.dialogs[0])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ""),
        ({"version": ""}, "mangler delen som kaller Python"),
        ({"python": ""}, "vet ikke hvilken Python"),
        ({"files": (DLL,)}, "finner ikke Python: " + PYTHON),
        ({"files": (PYTHON,)}, "finner ikke xlwings"),
    ],
    ids=["complete", "copied by hand", "no settings", "no python", "no dll"],
)
def test_what_is_missing_is_said(given: dict, told: str) -> None:
    # The interpreter is a 64-bit Windows in this respect only if it says so.
    files = given.get("files", (PYTHON, DLL))
    both = tuple(f for name in files for f in (name, name.replace("xlwings64", "xlwings32")))
    app = excel(**{**given, "files": both})
    text = str(results(app, "ASSS_Mangler()")[0] or "")
    assert told in text and bool(text) == bool(told)
    if told:
        assert "asss-xl addin install" in text


def test_the_add_in_copied_by_hand_says_so_when_it_opens() -> None:
    app = ExcelApplication()
    app.add_workbook()
    for name, source in xlam.sources().items():
        app.add_module(source.replace("Application.Caller", "Nothing"), name=name)
    app.add_module("Sub Aapne()\nASSS_MeldMangler\nEnd Sub", name="Kjoer")
    app.run("Aapne")
    assert "kopiert hit for hånd" in str(app.dialogs[0])
    found = results(app, "CStr(ASSS_AVVIK(1, 2))", "ASSS_SisteFeil()")
    assert found[0] == "Error 2015" and "kopiert hit for hånd" in str(found[1])
    assert "ASSS_MeldMangler" in vba.template("ThisWorkbook")
