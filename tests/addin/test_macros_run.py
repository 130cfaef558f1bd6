"""The macros executed, in pyOpenVBA's interpreter of VBA with Excel's object model in memory.

Not Excel: what the interpreter lacks (Application.Caller, the function wizard) is replaced or left
to docs/excel-checklist.md.
"""

from __future__ import annotations

import pytest
from pyopenvba.apps.excel import ExcelApplication

from asss_xl.addin.exposed import EXPOSED
from tools.macros import xlam

#: In the place of xlwings' module: counts connections, and tells what the settings say.
_XLWINGS = """Attribute VB_Name = "xlwings"
Option Explicit
Public Const XLWINGS_VERSION As String = "0.37.8"
Public forbindelser As Long
Public borte As Long
Public ingen As Boolean
Public Function XLPy() As Variant
    forbindelser = forbindelser + 1
    If ingen Then Err.Raise 1000, , "Fant ikke Python"
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
    If borte <> 0 Then
        i = borte
        borte = 0
        Err.Raise i, , "RPC-serveren er ikke tilgjengelig"
    End If
    If navn = "ASSS_VEKST" Then Err.Raise 1000, , "Python svarte ikke"
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
#: In the place of the user's part of the Windows registry.
_REGISTRY = """Option Explicit
Private lagret As String
Public Function Lest(program, del, navn, Optional ellers = "") As String
    Lest = lagret
End Function
Public Sub Lagre(program, del, navn, verdi)
    lagret = verdi
End Sub
"""
PYTHON = r"C:\py\Scripts\python.exe"
DLL = r"C:\py\xlwings64-0.37.8.dll"


def _known(source: str) -> str:
    """A module with what the interpreter lacks replaced."""
    for theirs, ours in (
        ("Application.Caller", "Nothing"),
        ("GetSetting(", "Lest("),
        ("SaveSetting ", "Lagre "),
    ):
        source = source.replace(theirs, ours)
    return source


def excel(python: str = PYTHON, files: tuple[str, ...] = (PYTHON, DLL)) -> ExcelApplication:
    """Excel in memory with the add-in's modules."""
    app = ExcelApplication()
    app.add_workbook()
    for name, source in xlam.modules().items():
        app.add_module(_known(source), name=name)
    app.add_module(_REGISTRY, name="Register")
    stand_in = _XLWINGS.replace("{python}", python)
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


@pytest.mark.parametrize("number", [-2147023174, -2147417848, -2147418111, 50290, 1000])
def test_the_connection_is_made_once_and_again_after_any_error(number: int) -> None:
    app = excel()
    app.add_module(f"Public Function Slutt()\nborte = {number}\nSlutt = 1\nEnd Function", name="Hjelp")
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


def test_a_python_that_is_not_there_is_asked_once() -> None:
    app = excel()
    app.add_module(
        "Public Function Sett(hva)\ningen = hva\nSett = hva\nEnd Function\n"
        "Public Function Igjen()\nASSS_ProevIgjen\nEnd Function",
        name="Hjelp",
    )
    calls = ["CStr(ASSS_AVVIK(1, 2))"] * 3
    found = results(app, "Sett(True)", *calls, "forbindelser", "ASSS_SisteFeil()")
    assert found[1:] == ["Error 2015"] * 3 + [1, "Fant ikke Python"]
    found = results(app, "Sett(False)", *calls, "Igjen()", "ASSS_AVVIK(1, 2)", "forbindelser")
    assert found[1:4] == ["Error 2015"] * 3 and found[5:] == ["ASSS_AVVIK|1|2|-|-", 2]


def test_a_python_that_has_answered_is_asked_again_after_one_call_it_cannot_take() -> None:
    found = results(excel(), "ASSS_AVVIK(1, 2)", "CStr(ASSS_VEKST(1, 2))", "ASSS_AVVIK(3, 4)", "forbindelser")
    assert found == ["ASSS_AVVIK|1|2|-|-", "Error 2015", "ASSS_AVVIK|3|4|-|-", 3]


def test_a_python_that_never_answers_is_asked_twice_in_all() -> None:
    found = results(excel(), *["CStr(ASSS_VEKST(1, 2))"] * 4, "forbindelser", "ASSS_SisteFeil()")
    assert found == ["Error 2015"] * 4 + [2, "Python svarte ikke"]


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


def test_error_values_from_python_are_error_values() -> None:
    found = results(excel(), "IsError(ASSS_RANG(1, 2))", "CStr(ASSS_RANG(1, 2))")
    assert found == [True, "Error 2042"]


#: A cell whose function wizard can be answered; Formula2 is left out for Excel 2019.
_CELL = """Option Explicit
Public NumberFormat As String
Public HasArray As Boolean
Public PrefixCharacter As String
Public spor As String
Public svar As Boolean
Private innhold As String
Public Property Get Formula() As Variant
    Formula = innhold
End Property
Public Property Let Formula(ny As Variant)
    Skriv "F", ny
    HasArray = False
End Property
Public Property Let FormulaArray(ny As Variant)
    Skriv "A", ny
    HasArray = True
End Property
Public Function FunctionWizard() As Variant
    spor = spor & "V" & NumberFormat & innhold & " "
    FunctionWizard = svar
End Function
Private Sub Skriv(maate As String, ny As Variant)
    PrefixCharacter = ""
    If Left$(ny, 1) = "'" Then PrefixCharacter = "'"
    innhold = Mid$(ny, 1 + Len(PrefixCharacter))
    spor = spor & maate & " "
End Sub
"""
_FORMULA2 = """Public Property Get Formula2() As Variant
    Formula2 = innhold
End Property
Public Property Let Formula2(ny As Variant)
    Skriv "2", ny
End Property
"""
_INSERT = """Function Sett(foer, form, matrise, svar)
    Dim c As Object
    Set c = New Celle
    If matrise Then c.FormulaArray = foer Else c.Formula = foer
    c.NumberFormat = form
    c.svar = svar
    c.spor = ""
    Sett = SattInn(c, "ASSS_INDEKS") & "|" & c.spor & "|" & c.PrefixCharacter & c.Formula
    Sett = Sett & "|" & c.NumberFormat & "|" & c.HasArray
End Function
"""


@pytest.mark.parametrize("new", [True, False], ids=["with Formula2", "Excel 2019"])
def test_a_function_is_inserted_and_a_cancelled_one_leaves_the_cell_as_it_was(new: bool) -> None:
    app = ExcelApplication()
    app.add_workbook()
    source = xlam.template("ASSS_baand").replace("Private Function SattInn", "Public Function SattInn")
    for name, text in {**xlam.modules(), "ASSS_baand": source}.items():
        app.add_module(_known(text), name=name)
    app.add_module(_CELL + (_FORMULA2 if new else ""), name="Celle", kind="class")
    app.add_module(_INSERT, name="Prov")
    sign, array = ("2", "2") if new else ("F", "A")
    found = results(
        app,
        'Sett("", "General", False, True)',
        'Sett("\'007", "@", False, False)',
        'Sett("=A1*2", "0.0", False, False)',
        'Sett("=SUM(A1:A3*2)", "General", True, False)',
    )
    wizard = "=ASSS_INDEKS() "
    assert found[0] == f"True|{sign} VGeneral{wizard}|=ASSS_INDEKS()|General|False"
    assert found[1] == f"True|{sign} VGeneral{wizard}{sign} |'007|@|False"
    assert found[2] == f"True|{sign} V0.0{wizard}{sign} |=A1*2|0.0|False"
    assert found[3] == f"True|{sign} VGeneral{wizard}{array} |=SUM(A1:A3*2)|General|True"


def test_a_cancelled_insertion_leaves_the_interpreters_own_cells_as_they_were() -> None:
    app = ExcelApplication()
    app.add_workbook()
    source = xlam.template("ASSS_baand").replace("celle.FunctionWizard", "False")
    for name, text in {**xlam.modules(), "ASSS_baand": source}.items():
        app.add_module(_known(text), name=name)
    sheet = app.sheet(1)
    set_up = """Range("A1:A3").Value = 3
    Range("C1").Formula2 = "=A1:A3*2"
    Range("C5").Value = "'007"
    Range("C6").Value = 45000.5
    Range("C7").Formula = "=A1+1"
"""
    read = 'Cells({0}, {1}).Value = "_" & Range("{2}").Formula2 & "|" & Range("{2}").PrefixCharacter & "|" & '
    read += 'TypeName(Range("{2}").Value) & "|" & Range("{2}").NumberFormat'
    cells = ("C1", "C2", "C5", "C6", "C7", "C9")
    lines = [set_up, *(read.format(at, 20, c) for at, c in enumerate(cells, 1))]
    for cell in ("C1", "C5", "C6", "C7", "C9"):
        lines.append(f'Range("{cell}").Select\nASSS_SettInn knapp')
    lines += [read.format(at, 21, c) for at, c in enumerate(cells, 1)]
    app.add_module("Option Explicit\nPublic Tag As String", name="Knapp", kind="class")
    body = "\n".join(lines)
    start = 'Dim knapp As Object\nSet knapp = New Knapp\nknapp.Tag = "ASSS_INDEKS"\n'
    app.add_module(f"Sub Prov()\n{start}{body}\nEnd Sub", name="Kjoer")
    app.answer_dialogs(6)
    app.run("Prov")
    before, after = ([sheet.value(f"{c}{at}") for at in range(1, 7)] for c in "TU")
    assert (
        before == after and before[0] == "_=A1:A3*2||Double|General" and before[2] == "_007|'|String|General"
    )


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


def test_control_looks_at_what_is_used_in_a_sheet_that_is_stretched() -> None:
    app = excel()
    for place in ("A1", "XFD300"):
        app.sheet(1).set_value(place, "FEIL")
    app.add_module("Sub K()\nASSS_KontrollerBok Nothing\nEnd Sub", name="Kjoer")
    app.run("K")
    told = str(app.dialogs[0])
    assert "2 celler må ses på" in told and "!XFD300: FEIL" in told


def test_control_stops_at_its_bound_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = xlam.modules()
    bound = "FLEST_LEST As Long = "
    assert f"{bound}2000000" in modules["ASSS_baand"]
    modules["ASSS_baand"] = modules["ASSS_baand"].replace(f"{bound}2000000", f"{bound}6")
    monkeypatch.setattr(xlam, "modules", lambda: modules)
    app = excel()
    for place, value in (("A1", 1), ("C2", "ok"), ("A4", "FEIL")):
        app.sheet(1).set_value(place, value)
    app.add_module("Sub K()\nASSS_KontrollerBok Nothing\nEnd Sub", name="Kjoer")
    app.run("K")
    told = str(app.dialogs[0])
    assert "Ingen feilverdier så langt." in told
    assert "bare de første 6 cellene er sett på" in told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ""),
        ({"python": ""}, "vet ikke hvilken Python"),
        ({"files": (DLL,)}, "finner ikke Python: " + PYTHON),
        ({"files": (PYTHON,)}, "finner ikke xlwings"),
    ],
    ids=["complete", "no settings", "no python", "no dll"],
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
    app = excel(python="")
    app.add_module("Sub Aapne()\nASSS_MeldNyeMangler\nEnd Sub", name="Kjoer")
    app.run("Aapne")
    assert "vet ikke hvilken Python" in str(app.dialogs[0])
    app.run("Aapne")
    assert len(app.dialogs) == 1  # the next start says nothing
    assert "ASSS_MeldNyeMangler" in xlam.template("ThisWorkbook")
