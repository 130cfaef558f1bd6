"""Edits a settings file as xlwings reads it: ``"KEY","value"`` per line, everything else kept."""

from __future__ import annotations

import re

_LINE = re.compile(r'\s*"(?P<key>[^"]*)"\s*,\s*"(?P<value>[^"]*)"')
INTERPRETER = "INTERPRETER_WIN"


def get(text: str, key: str) -> str | None:
    """The value of a setting, or None. As in xlwings, the first line with the key counts."""
    for line in text.splitlines():
        if (match := _LINE.match(line)) and match["key"].casefold() == key.casefold():
            return match["value"]
    return None


def put(text: str, key: str, value: str) -> str:
    """The text with a setting changed where it stands, or added at the end."""
    lines = text.splitlines(keepends=True)
    ending = "\n" if lines and lines[0].endswith("\n") and "\r\n" not in lines[0] else "\r\n"
    for at, line in enumerate(lines):
        if (match := _LINE.match(line)) and match["key"].casefold() == key.casefold():
            start, end = match.span("value")
            lines[at] = line[:start] + value + line[end:]
            return "".join(lines)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += ending
    return "".join([*lines, f'"{key}","{value}"{ending}'])


def drop(text: str, key: str) -> str:
    """The text without a setting."""
    return "".join(
        line
        for line in text.splitlines(keepends=True)
        if not ((match := _LINE.match(line)) and match["key"].casefold() == key.casefold())
    )
