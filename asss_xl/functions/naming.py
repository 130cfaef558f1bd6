"""The comment that a workbook name carries: signature, description, and whose it is.

The end of the comment, ``[asss_xl 0.2.0 1a2b3c4d]``, has the version that wrote the name and a
check sum of its definition. From them ``functions --status`` tells an old name from one that
somebody has edited.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from asss_xl.functions.catalogue import LONGEST_TEXT, Function, cut

_MARK = re.compile(r" ?\[asss_xl(?: (?P<version>[0-9][\w.+-]*))?(?: (?P<digest>[0-9a-f]{8}))?\]\Z")
_PIECES = re.compile(r'("(?:[^"]|"")*")')
_NUMBER = re.compile(r"(?<![\w.])(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])")


class Mark(NamedTuple):
    """What the end of a comment says; None where it does not say it."""

    version: str | None
    digest: str | None


def comment(function: Function) -> str:
    """The comment of the function's name; Excel cuts it at 255 characters, so it is not longer."""
    from asss_xl import __version__

    mark = f" [asss_xl {__version__} {digest(function.lambda_text())}]"
    text = f"{function.signature()} {function.description}"
    return cut(text, LONGEST_TEXT - len(mark)) + mark


def mark_of(text: str) -> Mark | None:
    """The mark at the end of a comment, or None when the name is not from asss_xl."""
    found = _MARK.search(text)
    return Mark(found["version"], found["digest"]) if found else None


def digest(definition: str) -> str:
    """A check sum of a definition that survives Excel's own way of writing it."""
    return hashlib.sha256(normalised(definition).encode()).hexdigest()[:8]


def normalised(definition: str) -> str:
    """A definition without what Excel writes in its own way: spaces, case, forms of a number."""
    pieces = _PIECES.split(definition.strip().removeprefix("="))
    for at in range(0, len(pieces), 2):
        plain = re.sub(r"\s+", "", pieces[at]).casefold()
        pieces[at] = _NUMBER.sub(lambda number: repr(float(number[0])), plain)
    return "".join(pieces)
