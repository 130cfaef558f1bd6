"""Changes to the bytes of an XML part that leave the rest of it alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


class Change(NamedTuple):
    """The bytes from ``start`` to ``end`` become ``new``."""

    start: int
    end: int
    new: bytes


def edited(content: bytes, changes: Iterable[Change]) -> bytes:
    """The content after the changes; those at the same place keep their order."""
    pieces: list[bytes] = []
    position = 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        pieces += [content[position : change.start], change.new]
        position = change.end
    return b"".join([*pieces, content[position:]])


def tag_end(content: bytes, at: int) -> int:
    """Where a tag ends; a > in an attribute does not end it."""
    match = _TAG.match(content, at)
    return match.end() if match else len(content)


def attribute_change(content: bytes, at: int, name: str, value: str) -> Change:
    """Give the start tag at ``at`` an attribute, whether it has it already or not."""
    end = tag_end(content, at)
    found = _attribute(name).search(content, at, end)
    new = f' {name}="{value}"'.encode()
    if found:
        return Change(found.start(), found.end(), new)
    place = end - (2 if content[end - 2 : end] == b"/>" else 1)
    return Change(place, place, new)


def _attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')")
