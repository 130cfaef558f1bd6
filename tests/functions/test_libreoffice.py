"""The native formulas in LibreOffice: a second engine, with formulas older Excel also has."""

from __future__ import annotations

from pathlib import Path

from asss_xl.functions import CATALOGUE
from asss_xl.functions.catalogue import Function
from tests.support.drawn import Case, drawn_cases
from tests.support.exclusions import excluded
from tests.support.forms import FormsBook
from tests.support.office import needs_libreoffice

pytestmark = needs_libreoffice
SAMPLE = 30


def test_native_formulas_agree_in_libreoffice(tmp_path: Path) -> None:
    book = FormsBook(tmp_path / "native.xlsx", "libreoffice")
    for function in CATALOGUE.values():
        book.add(function, _sample(function), ("native",))
    found = book.mismatches()
    assert not found, "\n".join(map(str, found[:8]))


def _sample(function: Function) -> list[Case]:
    return drawn_cases(function, SAMPLE, lambda case: not excluded("libreoffice", "native", function, case))
