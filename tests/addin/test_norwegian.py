"""A formula as Norwegian Excel shows it."""

from __future__ import annotations

import re

import pytest

from asss_xl.functions import CATALOGUE
from tools import norwegian as nb


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


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_norwegian_form_is_the_plain_formula(name: str) -> None:
    formula = CATALOGUE[name].native(*(p.name for p in CATALOGUE[name].parameters))
    shown = nb.norwegian(formula)
    assert back(shown) == formula
    outside = re.sub(r'"(?:[^"]|"")*"', "", shown)
    assert not re.search(r",(?!\d)", outside) and "IF(" not in outside


def test_norwegian_names_of_functions_and_errors() -> None:
    shown = nb.norwegian(CATALOGUE["ASSS_SNITT"].native("A1:A3", "B1:B3"))
    assert shown.startswith("HVIS((RADER(A1:A3)<>RADER(B1:B3))") and "#VERDI!" in shown
    assert "1,000001" in nb.norwegian(CATALOGUE["ASSS_FUNN"].native("A1", "B1", "C1"))


def test_a_function_without_a_norwegian_name_is_an_error() -> None:
    with pytest.raises(nb.NoTranslation, match="XLOOKUP"):
        nb.norwegian("XLOOKUP(a,b,c)")
    assert nb.norwegian('IF(a=1.5,"1.5,x",{1.5,2;3,4})') == 'HVIS(a=1,5;"1.5,x";{1,5\\2;3\\4})'
