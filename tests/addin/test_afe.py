"""The module for Excel Labs, in the Norwegian and in the English form."""

from __future__ import annotations

import re

import pytest

from asss_xl.addin import norwegian as nb
from asss_xl.addin.afe import afe_text, optional_in_brackets
from asss_xl.functions import CATALOGUE
from asss_xl.functions.naming import comment

_DEFINITION = re.compile(r"/\*\* (?P<about>.*?) \*/\n(?P<name>\w+) = (?P<body>.*)\n")


def definitions(text: str) -> dict[str, tuple[str, str]]:
    """Name -> (doc comment, definition with its ending)."""
    return {m["name"]: (m["about"], m["body"]) for m in _DEFINITION.finditer(text)}


def back(formula: str) -> str:
    """From the Norwegian form to the file's grammar, written independently of the way there."""
    english = {name: key for key, name in nb.FUNCTIONS.items()}
    errors = {text: key for key, text in nb.ERRORS.items()}
    pieces = re.split(r'("(?:[^"]|"")*")', formula)
    for at in range(0, len(pieces), 2):
        plain = re.sub(r"(?<=\d),(?=\d)", ".", pieces[at]).replace(";", ",")
        for text, key in errors.items():
            plain = plain.replace(text, key)
        pieces[at] = re.sub(r"[^\W\d][\w.]*(?=\()|SANN|USANN", lambda m: english[m[0]], plain)
    return "".join(pieces)


def test_norwegian_form_is_the_definition() -> None:
    found = definitions(afe_text())
    assert list(found) == list(CATALOGUE)
    for name, (about, body) in found.items():
        function = CATALOGUE[name]
        assert about == comment(function)
        assert body.endswith(";;") and ";;" not in body[:-2]
        assert back(body[:-2]) == optional_in_brackets(function.lambda_text())
        outside = re.sub(r'"(?:[^"]|"")*"', "", body)
        assert not re.search(r",(?!\d)", outside) and not re.search(r"_xl(fn|pm|op)", body)


def test_norwegian_names_of_functions_and_errors() -> None:
    body = definitions(afe_text())["ASSS_SNITT"][1]
    assert body.startswith("LAMBDA(verdier;[vekter];HVIS(ISOMITTED(vekter);")
    assert "#VERDI!" in body and "GJENNOMSNITT(verdier)" in body and "IF(" not in body
    assert "1,000001" in definitions(afe_text())["ASSS_FUNN"][1]


def test_english_form_is_for_the_other_setting() -> None:
    found = definitions(afe_text("en"))
    for name, (about, body) in found.items():
        assert about == comment(CATALOGUE[name])
        assert body == optional_in_brackets(CATALOGUE[name].lambda_text()) + ";"
    with pytest.raises(ValueError):
        afe_text("sv")


def test_excel_labs_takes_no_tab_or_carriage_return() -> None:
    for language in ("nb", "en"):
        assert not re.search(r"[\t\r]", afe_text(language))


def test_a_function_without_a_norwegian_name_is_an_error() -> None:
    with pytest.raises(nb.NoTranslation, match="XLOOKUP"):
        nb.norwegian("XLOOKUP(a,b,c)")
    assert nb.norwegian('IF(a=1.5,"1.5,x",{1.5,2;3,4})') == 'HVIS(a=1,5;"1.5,x";{1,5\\2;3\\4})'
