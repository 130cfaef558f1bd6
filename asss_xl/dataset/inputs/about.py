"""The sheet with the package's own keys: who, which years, how final, from where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..messages import Problem, near, shown
from ..metadata import NOEKLER
from .grid import Grid
from .layout import alike, heading

#: The row of the headings, over the keys.
HEADING = 3
#: Keys that a workbook does not have: its sheets are its files.
_NOT_HERE = ("resources",)
_LABELS = {"title": "Tittel", "sources": "Kilde"}
_YEARS = ("aar", "foreloepige_aar")
_TEXTS = ("utenfor_oevrige",)
_WHOLE = re.compile(r"\d+")

#: Each key with what the sheet calls it and what it is.
KEYS = {key: (_LABELS.get(key, heading(key)), what) for key, what in NOEKLER if key not in _NOT_HERE}


def written(described: Mapping[str, Any]) -> list[tuple[str, str | int, str]]:
    """The lines of the sheet: label, value, what it is."""
    return [
        (label, _as_cell(key, described.get(key, "")), what.replace("true", "ja"))
        for key, (label, what) in KEYS.items()
    ]


def _as_cell(key: str, value: Any) -> str | int:
    if key == "sources":
        return str(value[0]["title"]) if value else ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return value if isinstance(value, int) else str(value)


def read(grid: Grid, fil: str) -> tuple[dict[str, object], dict[str, int], list[Problem]]:
    """The keys as a descriptor has them, the row of each, and what is wrong."""
    labels = {alike(label): key for key, (label, _) in KEYS.items()}
    described: dict[str, object] = {}
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for number, cells in grid.rows.items():
        label = cells[0].text if 0 in cells else ""
        key = labels.get(alike(label))
        if key is not None:
            places[key] = number
            if 1 in cells and cells[1].value is not None:
                described[key] = _taken(key, cells[1].value)
        elif label and places:
            told = [name for name, _ in KEYS.values()]
            advice = f"{near(alike(label), told)}Bruk {', '.join(told)}."
            problems.append(Problem(fil, number, "A", f"{shown(label)} er ukjent.", advice))
    return described, places, problems


def _taken(key: str, value: Any) -> object:
    text = str(value).strip()
    if key in _YEARS:
        parts = [part for part in re.split(r"[,;\s]+", text) if part]
        return [_whole(part) for part in parts]
    if key in _TEXTS:
        return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if key == "sources":
        return [{"title": text}]
    if key == "rapportaar":
        return _whole(text)
    if key == "oppdiktet":
        return {"ja": True, "nei": False}.get(text.casefold(), text)
    if key == "status":
        return text.casefold()
    return text


def _whole(text: str) -> int | str:
    text = text.removesuffix(".0")
    return int(text) if _WHOLE.fullmatch(text) else text
