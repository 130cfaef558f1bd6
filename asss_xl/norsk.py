"""Numbers as Norwegians write them, in messages, documents and cells of text; whole ones as they are read."""

from __future__ import annotations

import re
import unicodedata

#: From here on a number is written in groups of three; four digits stand together, as a year does.
_GROUPED = 10_000
_WRITTEN = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ",", "-": "\N{MINUS SIGN}"})


def norsk(number: float, pattern: str = "") -> str:
    """A number with a decimal comma, and all its digits or those that ``pattern`` (Python's) says.

    A truth is written as a spreadsheet in Norwegian shows it.
    """
    if isinstance(number, bool):
        return "SANN" if number else "USANN"
    digits = pattern or (",.15g" if abs(number) >= _GROUPED else ".15g")
    return f"{number + 0.0:{digits}}".translate(_WRITTEN)


def uten_linjeskift(text: str) -> str:
    """A text whose large numbers («per 10 000») no line is broken in."""
    return re.sub(r"(?<=\d) (?=\d{3}\b)", "\N{NO-BREAK SPACE}", text)


def printable(text: str) -> str:
    """`text` with a sign for each that has no look of its own, or turns what follows around on a screen."""
    return "".join(
        c if c.isprintable() or c == "\n" or unicodedata.category(c) == "Zs" else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def whole(text: object) -> int:
    """A year, a count or a place; Python's own ``int`` takes ``1_0`` and digits of other scripts too."""
    if not (str(text).isascii() and str(text).strip().isdigit()):
        raise ValueError(f"{text} is not a whole number")
    return int(str(text))
