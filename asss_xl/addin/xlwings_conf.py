"""Edits the text of a ``xlwings.conf``: one ``"KEY","value"`` per line, everything else kept."""

from __future__ import annotations

import re

_LINE = re.compile(r'\s*"(?P<key>[^"]*)"\s*,\s*"(?P<value>[^"]*)"')
INTERPRETER = "INTERPRETER_WIN"
#: xlwings writes this key with a space.
UDF_MODULES = "UDF MODULES"


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


def modules(text: str) -> list[str]:
    """The UDF modules, in order."""
    return [name.strip() for name in (get(text, UDF_MODULES) or "").split(";") if name.strip()]


def with_module(text: str, module: str) -> str:
    """The text with a UDF module added after those that are there."""
    found = modules(text)
    return text if module in found else put(text, UDF_MODULES, ";".join([*found, module]))


def without_module(text: str, module: str) -> str:
    """The text with a UDF module taken out; the line goes when no module is left."""
    found = modules(text)
    if module not in found:
        return text
    left = [name for name in found if name != module]
    return put(text, UDF_MODULES, ";".join(left)) if left else drop(text, UDF_MODULES)
