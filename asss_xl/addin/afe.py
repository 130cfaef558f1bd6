"""The functions as a module for Advanced Formula Environment in Excel Labs.

Excel Labs reads a module in the language and with the separators of the user's Excel. In a
Norwegian one arguments are separated by ``;`` and a definition ends with ``;;``; with the setting
«Edit formulas in English» it takes the English form instead.
"""

from __future__ import annotations

import re

from asss_xl.addin.norwegian import norwegian
from asss_xl.functions import CATALOGUE
from asss_xl.functions.expression import displayed
from asss_xl.functions.naming import comment

LANGUAGES = ("nb", "en")
_HEAD = {
    "nb": "// For norsk Excel. Lim inn i modulen Workbook i Excel Labs, med «Edit formulas in "
    "English» slått av.",
    "en": "// For engelsk Excel, eller norsk med «Edit formulas in English» slått på. Lim inn i "
    "modulen Workbook i Excel Labs.",
}
_ENDING = {"nb": ";;", "en": ";"}


def afe_text(language: str = "nb") -> str:
    """The module; the comments become those of the names, with version and check sum."""
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}")
    parts = [f"// ASSS-funksjoner, laget av asss_xl.\n{_HEAD[language]}\n"]
    for name, function in CATALOGUE.items():
        about = comment(function).replace("*/", "* /")
        body = optional_in_brackets(function.lambda_text())
        shown = norwegian(body) if language == "nb" else body
        parts.append(f"/** {about} */\n{name} = {shown}{_ENDING[language]}\n")
    return "\n".join(parts)


def optional_in_brackets(stored: str) -> str:
    """A stored LAMBDA as a user types it: no prefixes, optional parameters in brackets."""
    return displayed(re.sub(r"_xlop\.(\w+)", r"[\1]", stored))
