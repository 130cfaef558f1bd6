"""The sheet with the package's own keys: who, which years, how final, from where."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..cells.grid import Grid
from ..messages import Problem, fault, near
from ..packages.metadata import KEYS as DECLARED
from .layout import alike, heading

#: The row of the headings, over the keys.
ABOUT_HEADING = 3
_LABELS = {"title": "Tittel", "sources": "Kilde"}
_WHOLE = re.compile(r"\d+")
#: The kind of value of each key; those without a field of their own are the sheets.
_KINDS = {each["noekkel"]: each["slag"] for each in DECLARED if each["felt"]}
#: Each key with what the sheet calls it and what it is.
ABOUT_KEYS = {
    each["noekkel"]: (_LABELS.get(each["noekkel"], heading(each["noekkel"])), each["hva"])
    for each in DECLARED
    if each["noekkel"] in _KINDS
}


def written(described: Mapping[str, Any]) -> list[tuple[str, str | int, str]]:
    """The lines of the sheet: label, value, what it is."""
    return [
        (label, _as_cell(key, described.get(key, "")), what.replace("true", "ja"))
        for key, (label, what) in ABOUT_KEYS.items()
    ]


def _as_cell(key: str, value: Any) -> str | int:
    if _KINDS[key] == "kilde":
        return str(value[0]["title"]) if value else ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return value if isinstance(value, int) else str(value)


def read(grid: Grid, fil: str) -> tuple[dict[str, object], dict[str, int], list[Problem]]:
    """The keys as a descriptor has them, the row of each, and what is wrong."""
    labels = {alike(label): key for key, (label, _) in ABOUT_KEYS.items()}
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
            told = [name for name, _ in ABOUT_KEYS.values()]
            advice = f"{near(alike(label), told)}Bruk {', '.join(told)}."
            problems.append(Problem(fil, number, "A", *fault("ukjent", label, advice)))
    return described, places, problems


def _taken(key: str, value: Any) -> object:
    text = str(value).strip()
    taken: dict[str, Callable[[], object]] = {
        "aarsliste": lambda: [_whole(part) for part in re.split(r"[,;\s]+", text) if part],
        "tekster": lambda: [part.strip() for part in re.split(r"[,;]", text) if part.strip()],
        "kilde": lambda: [{"title": text}],
        "aarstall": lambda: _whole(text),
        "flagg": lambda: {"ja": True, "nei": False}.get(text.casefold(), text),
        "status": text.casefold,
    }
    return taken.get(_KINDS[key], lambda: text)()


def _whole(text: str) -> int | str:
    text = text.removesuffix(".0")
    return int(text) if _WHOLE.fullmatch(text) else text
