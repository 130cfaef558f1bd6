"""The add-in without Python: every function in VBA gives what the Python side gives.

The VBA runs in pyOpenVBA's interpreter and in LibreOffice's Basic, which share no code with the
product; the cases are those that are drawn for the native formulas and the LAMBDAs.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyopenvba.apps.excel import ExcelApplication

from asss_xl.functions import CATALOGUE
from asss_xl.functions.catalogue import Function
from asss_xl.functions.values import is_range
from tests.support.basic import needs_soffice
from tests.support.drawn import Argument, Case, drawn_cases
from tests.support.vba_forms import differing, differing_in_basic, excel
from tools.macros import formulas_vba


@pytest.fixture(scope="module")
def app() -> ExcelApplication:
    return excel(CATALOGUE.values())


def example(function: Function) -> Case:
    """The catalogue's own example, in cells."""
    return Case(
        tuple(
            Argument("range", value) if is_range(value) else Argument("cell", ((value,),))
            for value in function.example
        )
    )


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_vba_gives_what_python_gives(name: str, app: ExcelApplication) -> None:
    function = CATALOGUE[name]
    assert not differing(app, function, [example(function), *drawn_cases(function, 12)])


@pytest.mark.grundig
@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_vba_gives_what_python_gives_in_many_cases(name: str, app: ExcelApplication) -> None:
    assert not differing(app, CATALOGUE[name], drawn_cases(CATALOGUE[name], 60))


@needs_soffice
@pytest.mark.libreoffice
def test_libreoffices_basic_gives_what_python_gives(tmp_path: Path) -> None:
    assert not differing_in_basic({f: [example(f), *drawn_cases(f, 4)] for f in CATALOGUE.values()}, tmp_path)


@pytest.mark.parametrize(
    ("name", "right", "planted"),
    [
        ("ASSS_AVVIK", "verdi-(snitt*indeks+tillegg)", "verdi-(snitt*indeks-tillegg)"),
        ("ASSS_LAVEST", "COUNT(verdier)=0", "COUNT(verdier)=1"),
        ("ASSS_RANG", "verdier>verdi", "verdier>=verdi"),
        ("ASSS_KOSTNADSINDEKS", "NA()", "0"),
        ("ASSS_SNITT_UTEN", "#VALUE!", "#N/A"),
    ],
)
def test_a_planted_wrong_definition_is_caught(name: str, right: str, planted: str) -> None:
    function = CATALOGUE[name]
    wrong = replace(
        function,
        excel=function.excel.replace(right, planted),
        excel_short=function.excel_short.replace(right, planted),
    )
    assert differing(excel([wrong]), function, drawn_cases(function, 60))


def test_arguments_left_out_in_the_middle_and_arrays(app: ExcelApplication) -> None:
    source = """Function Prov()
    Prov = Array(ASSS_AVVIK(5, 3, , 1), ASSS_AVVIK(5, 3), ASSS_SNITT(Array(1, 2, 6)), _
        ASSS_INDEKS(Array(6, 3), 3)(1, 2))
End Function"""
    app.add_module(source, name="Prov")
    assert app.run("Prov") == [1.0, 2.0, 3.0, 100.0]


def test_whole_columns_take_what_is_in_use(app: ExcelApplication) -> None:
    source = """Function Prov()
    Cells.Clear
    Range("A1:A3").Value = 4
    Range("B1:B3").Value = 2
    Range("J20").Value = 1
    Prov = Array(ASSS_SNITT(Range("A:A"), Range("B:B")), UBound(ASSS_INDEKS(Range("A:A"), 5), 1), _
        CStr(ASSS_SNITT(Range("A:A"), Range("B1:B3"))))
End Function"""
    app.add_module(source, name="Prov")
    assert app.run("Prov") == [4.0, 20, "Error 2015"]


@pytest.mark.parametrize(
    "excel", ["MEDIAN(verdi)", "FIXED(verdi,2,TRUE)", "MATCH(verdi,snitt,1)", "SUM(verdi,snitt,1,2)"]
)
def test_what_vba_does_not_know_is_an_error_when_the_module_is_made(excel: str) -> None:
    with pytest.raises(ValueError, match="not known in VBA"):
        formulas_vba.module([replace(CATALOGUE["ASSS_AVVIK"], excel=excel, refuse="")])
