"""The functions as text: the JSON list, names and comments."""

from __future__ import annotations

import re

import openpyxl

from asss_xl import __version__
from asss_xl.addin import library
from asss_xl.functions import CATALOGUE
from asss_xl.functions.naming import digest, mark_of


def test_names_carry_signature_version_and_check_sum() -> None:
    for function in CATALOGUE.values():
        text = library.comment(function)
        assert text.startswith(function.signature()[:200]) and len(text) <= 255
        mark = mark_of(text)
        assert mark == (__version__, digest(function.lambda_text()))


def test_check_sum_survives_how_excel_writes_a_definition() -> None:
    ours = '_xlfn.LAMBDA(_xlpm.a,IF(_xlpm.a<=1.000001*1E-9,"A, b",0.5))'
    excels = '_xlfn.LAMBDA( _xlpm.a, if(_xlpm.a <= 1.000001*0.000000001, "A, b", .5))'
    assert digest(ours) == digest(excels)
    assert digest(ours) != digest(ours.replace("0.5", "0.6"))
    assert digest(ours) != digest(ours.replace("A, b", "a,b"))


def test_functions_json_has_every_field() -> None:
    found = library.functions_json()
    assert [f["name"] for f in found] == list(CATALOGUE)
    for entry in found:
        assert list(entry) == ["name", "category", "description", "parameters", "native", "lambda", "source"]
        assert all(entry.values())
        assert entry["lambda"].startswith("=_xlfn.LAMBDA(")
        for parameter in entry["parameters"]:
            assert list(parameter) == ["name", "description", "optional"]
            assert parameter["description"] and isinstance(parameter["optional"], bool)
            assert parameter["name"] in entry["native"] and parameter["name"] in entry["lambda"]
    descriptions = [entry["description"] for entry in found]
    assert len(set(descriptions)) == len(descriptions)
    assert all(len(text) <= 255 for text in descriptions)


def test_no_name_is_excels_own_or_a_cell() -> None:
    names = [*CATALOGUE, *(p.name for f in CATALOGUE.values() for p in f.parameters)]
    assert len({n.casefold() for n in CATALOGUE}) == len(CATALOGUE)
    builtin = {n.casefold() for n in openpyxl.utils.FORMULAE}
    for name in names:
        assert name.casefold() not in builtin
        assert not re.fullmatch(r"[A-Za-z]{1,3}[0-9]{1,7}", name)  # A1, XFD1048576
        assert not re.fullmatch(r"[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*", name)  # R1C1, R, C
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,254}", name)
