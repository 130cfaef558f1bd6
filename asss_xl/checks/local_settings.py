"""What an engine does as no Norwegian Excel does: texts and numbers by American settings, and a search.

Excel writes a number in a text, reads one out of it and names days by the computer's settings; the engine
does so the American way. It is asked of a cell whose value differs, and gives the reason to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from asss_xl.checks.formula_text import FunctionCall, Token, bare, calls, references, tokens
from asss_xl.functions.values import ExcelError, Value, is_number

_BY_SETTINGS = "{} følger innstillingene for språk og land"
_TEXTS_TO_NUMBERS = frozenset(("VALUE", "DATEVALUE", "TIMEVALUE", "NUMBERVALUE"))
_OF_TEXTS = frozenset(("FIND", "SEARCH", "LEFT", "RIGHT", "MID", "LEN", "SUBSTITUTE", "REPLACE", "EXACT"))
_TRUTH = {"SANN": "TRUE", "USANN": "FALSE"}
_TRUTH_VALUE = re.compile("TRUE|FALSE")
#: A format whose letters or separators are the country's: days and years, decimals, thousands, currency.
_LOCAL_FORMAT = re.compile(r"[a-zæøåA-ZÆØÅ,$\s]")
#: A number, a share, a date or a time in a text, with the country's separators.
_LOCAL_NUMBER = re.compile(r"\s*[-+−]?\d+(?:(?:[\s,./:]\d+)+\s*%?|\s*%)\s*")
_SPACE_IN_NUMBER = re.compile(r"(?<=\d)[\s.](?=\d{3}(?!\d))")
_COMMA_IN_NUMBER = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
#: How many decimals a number that is halfway between two may have before the last.
_MOST_DECIMALS = 4
#: A value that nothing in the area is as large as: the search then gives the last of them.
_LARGER_THAN_ANY = 1e100
_NUMBER, _DIVIDED = re.compile(r"[\d.]+(?:E\+?\d+)?", re.IGNORECASE), re.compile(r"\(*([01])\s*/")
#: The values of the single cells that a piece of a formula refers to.
_Given = Callable[[str], list[Value]]


def reason(formula: str, held: Value, new: Value, given: _Given) -> str | None:
    """Why a recalculated value says nothing of the one held; nothing where it does."""
    found = calls(formula)
    called = {bare(call.name) for call in found}

    def taken(names: Collection[str]) -> Iterator[Value]:
        """The numbers and the single cells that some functions are given."""
        for argument in (a for call in found if bare(call.name) in names for a in call.arguments if a):
            yield from map(float, _of_kind("number", argument))
            yield from given(_piece(formula, argument))

    if isinstance(held, str) and isinstance(new, str) and not isinstance(new, ExcelError):
        if _norwegian(held) == _american(new) or held == _TRUTH_VALUE.sub(_as_number, new):
            return _BY_SETTINGS.format("tallet i teksten")
        if _one_apart(held, new) and any(map(_is_half, taken(("TEXT",)))):
            return "motoren runder en halv ned i TEXT"
    texts = _texts(tokens(formula)) + [value for value in given(formula) if type(value) is str]
    if (reading := sorted(called & _TEXTS_TO_NUMBERS)) and any(map(_LOCAL_NUMBER.search, texts)):
        return _BY_SETTINGS.format(reading[0])
    if "DOLLAR" in called:
        return _BY_SETTINGS.format("DOLLAR")
    if any(bare(call.name) == "TEXT" and _LOCAL_FORMAT.search(_format(call)) for call in found):
        return _BY_SETTINGS.format("TEXT")
    if new == "#VALUE!" and (held is None or is_number(held)) and any(map(_LOCAL_NUMBER.fullmatch, texts)):
        return _BY_SETTINGS.format("et tall som står som tekst,")
    if any(type(value) is bool or (is_number(value) and value % 1) for value in taken(_OF_TEXTS)):
        return _BY_SETTINGS.format("tallet i teksten")
    if any(_finds_the_last(call, formula) for call in found):
        return "motoren finner ikke det siste i et område slik Excel gjør"
    if any(_is_of_another_size(call, formula) for call in found):
        return "motoren gjør ikke området som summeres, like stort som det som prøves"
    return None


def _piece(formula: str, argument: Sequence[Token]) -> str:
    return formula[argument[0].at : argument[-1].at + len(argument[-1].text)]


def _as_number(truth: re.Match[str]) -> str:
    """A truth value in a text as LibreOffice writes it."""
    return "1" if truth[0] == "TRUE" else "0"


def _norwegian(text: str) -> str:
    text = re.sub(r"\b(?:U?SANN)\b|(?<=\d)U?SANN", lambda m: _TRUTH[m[0]], text)
    return _SPACE_IN_NUMBER.sub("", text).replace(",", ".")


def _american(text: str) -> str:
    return _COMMA_IN_NUMBER.sub("", text).replace(",", ".")


def _one_apart(held: str, new: str) -> bool:
    mine, other = (re.sub(r"\D", "", text) for text in (held, new))
    return bool(mine and other) and abs(int(mine) - int(other)) == 1


def _is_half(value: Value) -> bool:
    return is_number(value) and any(value * 10**n % 1 == 0.5 for n in range(_MOST_DECIMALS))


def _of_kind(kind: str, pieces: Sequence[Token]) -> list[str]:
    return [token.text for token in pieces if token.kind == kind]


def _texts(pieces: Sequence[Token]) -> list[str]:
    return [text[1:-1] for text in _of_kind("text", pieces)]


def _format(call: FunctionCall) -> str:
    return "".join(_texts(call.arguments[-1])[-1:])


def _finds_the_last(call: FunctionCall, formula: str) -> bool:
    """``LOOKUP(2,1/(…),…)`` and ``MATCH(1E+306,…)``: what is looked for is nowhere, and comes last."""
    if bare(call.name) not in ("LOOKUP", "MATCH") or not all(call.arguments[:2]) or len(call.arguments) < 2:
        return False
    first, second = (_piece(formula, argument) for argument in call.arguments[:2])
    number = float(first) if _NUMBER.fullmatch(first) else 0.0
    divided = _DIVIDED.match(second) if bare(call.name) == "LOOKUP" else None
    return number >= (float(divided[1]) + 1 if divided else _LARGER_THAN_ANY)


def _is_of_another_size(call: FunctionCall, formula: str) -> bool:
    """``SUMIF(A2:A13,…,C2:C10)``: Excel takes as many cells from the first of the last area."""
    if bare(call.name) not in ("SUMIF", "AVERAGEIF") or len(call.arguments) != 3 or not all(call.arguments):
        return False
    pieces = (_piece(formula, argument) for argument in call.arguments[::2])
    sizes = [(bottom - top, end - left) for p in pieces for _, (top, left, bottom, end) in references(p, "")]
    return len(sizes) == 2 and sizes[0] != sizes[1]
