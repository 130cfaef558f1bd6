"""The functions as text: the module for Excel Labs, the JSON list, names and comments."""

from __future__ import annotations

import re

import openpyxl
import pytest

from asss_xl.addin import library
from asss_xl.addin.library import MARK
from asss_xl.functions import CATALOGUE


def test_afe_module_in_both_separators() -> None:
    english, norwegian = library.afe_text(), library.afe_text(";")
    assert "ASSS_AVVIK = LAMBDA(verdi,snitt,[indeks],[tillegg],LET(" in english
    assert "ASSS_AVVIK = LAMBDA(verdi;snitt;[indeks];[tillegg];LET(" in norwegian
    for text in (english, norwegian):
        assert not re.search("_xl(fn|pm|op)", text)
        assert len(re.findall(r"(?m)^/\*\* ", text)) == len(CATALOGUE)
        without_texts = re.sub(r'"(?:[^"]|"")*"', "", re.sub(r"/\*\*.*?\*/|//.*", "", text))
        assert without_texts.count("(") == without_texts.count(")")
    body = re.sub(r'"(?:[^"]|"")*"', "", re.sub(r"/\*\*.*?\*/|//.*", "", norwegian))
    assert body.count(";;\n") == len(CATALOGUE) and "1,000001" in body
    assert not re.search(r",(?!\d)", body)
    with pytest.raises(ValueError):
        library.afe_text("|")


def test_functions_json_has_every_field() -> None:
    found = library.functions_json()
    assert [f["name"] for f in found] == list(CATALOGUE)
    for entry in found:
        assert list(entry) == [
            "name", "category", "description", "parameters", "native", "lambda", "source",
        ]  # fmt: skip
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


def test_comments_have_our_mark_and_fit() -> None:
    for function in CATALOGUE.values():
        assert library.comment(function).endswith(MARK) and len(library.comment(function)) <= 255
