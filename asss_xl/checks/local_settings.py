"""What an engine does as no Norwegian Excel does: texts and numbers by American settings, and a search.

Excel writes a number in a text, reads one out of it and names days by the computer's settings; the engine
does so the American way. It is asked of a cell whose value differs, and gives the reason to tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from asss_xl.checks.formula_text import Call, bare, calls, tokens
from asss_xl.functions.values import Value, is_number

_BY_SETTINGS = "{} følger innstillingene for språk og land"
_TEXTS_TO_NUMBERS = frozenset(("VALUE", "DATEVALUE", "TIMEVALUE", "NUMBERVALUE", "DOLLAR"))
_OF_TEXTS = frozenset(("FIND", "SEARCH", "LEFT", "RIGHT", "MID", "LEN", "SUBSTITUTE", "REPLACE", "EXACT"))
_TRUTH = {"SANN": "TRUE", "USANN": "FALSE"}
#: A format whose letters or separators are the country's: days and years, decimals, thousands, currency.
_LOCAL_FORMAT = re.compile(r"[a-zæøåA-ZÆØÅ,$\s]")
#: A text that a Norwegian computer reads as a number, a share, a date or a time.
_NUMBER_IN_TEXT = re.compile(r"\s*[-+−]?\d[\d\s]*(?:[,./:]\d+)*\s*%?\s*")
_SPACE_IN_NUMBER = re.compile(r"(?<=\d)[\s.](?=\d{3}(?!\d))")
_COMMA_IN_NUMBER = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
#: A value that nothing in the area is as large as: the search then gives the last of them.
_LARGER_THAN_ANY = 1e100


def reason(formula: str, held: Value, new: Value, given: Sequence[Value]) -> str | None:
    """Why a recalculated value says nothing of the one held; ``given`` are the cells that are referred to."""
    found = calls(formula)
    called = {bare(call.name) for call in found}
    if isinstance(held, str) and isinstance(new, str) and not _is_error(new):
        if _norwegian(held) == _american(new):
            return _BY_SETTINGS.format("tallet i teksten")
        if "TEXT" in called and _half(held, new):
            return "motoren runder en halv ned i TEXT"
    if named := sorted(called & _TEXTS_TO_NUMBERS):
        return _BY_SETTINGS.format(named[0])
    if any(bare(call.name) == "TEXT" and _LOCAL_FORMAT.search(_format(call)) for call in found):
        return _BY_SETTINGS.format("TEXT")
    texts = [t.text[1:-1] for t in tokens(formula) if t.kind == "text"] + [v for v in given if type(v) is str]
    if new == "#VALUE!" and is_number(held) and any(map(_NUMBER_IN_TEXT.fullmatch, texts)):
        return _BY_SETTINGS.format("et tall som står som tekst,")
    if called & _OF_TEXTS and any(type(v) is bool or (is_number(v) and v % 1) for v in given):
        return _BY_SETTINGS.format("tallet i teksten")
    if any(map(_finds_the_last, found)):
        return "motoren finner ikke det siste i et område slik Excel gjør"
    return None


def _is_error(value: str) -> bool:
    return value.startswith("#")


def _norwegian(text: str) -> str:
    text = re.sub(r"\b(?:U?SANN)\b|(?<=\d)U?SANN", lambda m: _TRUTH[m[0]], text)
    return _SPACE_IN_NUMBER.sub("", text).replace(",", ".")


def _american(text: str) -> str:
    return _COMMA_IN_NUMBER.sub("", text).replace(",", ".")


def _half(held: str, new: str) -> bool:
    """Whether the two are one apart in the last digit."""
    mine, other = (re.sub(r"\D", "", text) for text in (held, new))
    return bool(mine and other) and abs(int(mine) - int(other)) == 1


def _format(call: Call) -> str:
    texts = [token.text[1:-1] for token in call.arguments[-1] if token.kind == "text"]
    return texts[-1] if texts else ""


def _finds_the_last(call: Call) -> bool:
    """``LOOKUP(2,1/(…),…)`` and ``MATCH(1E+306,…)``: what is looked for is nowhere, and comes last."""
    numbers = [float(t.text) for t in call.arguments[0] if t.kind == "number"]
    if not numbers or len(call.arguments) < 2:
        return False
    if bare(call.name) == "LOOKUP":
        divided = [t for t in call.arguments[1] if t.kind == "number"]
        return numbers[0] >= _LARGER_THAN_ANY or (numbers[0] > 1 and bool(divided))
    return bare(call.name) == "MATCH" and numbers[0] >= _LARGER_THAN_ANY
