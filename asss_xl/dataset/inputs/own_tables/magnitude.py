"""Whether amounts can be in the unit that they are taken to be in, by the number of inhabitants.

A unit is a thousand times the next one; a line of the accounts differs far less than that between
municipalities. So the size of a figure fits one unit, where the number of inhabitants is known: that
contradicts or supports the unit that is said, and never stands for it.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from asss_xl.catalogue import rows

#: Amounts this many times larger or smaller than usual are in another unit.
_APART = math.sqrt(1000.0)
_NAMES = {1.0: "1000 kr", 1000.0: "kr", 0.001: "mill. kr", 0.000001: "mrd. kr"}


@dataclass(frozen=True)
class Level:
    """What a line usually is, in thousands of kroner per inhabitant; `firm` where it hardly varies."""

    amount: float
    firm: bool


@cache
def levels() -> Mapping[str, Level]:
    """By line; a function's spending as the example network has it."""
    return {
        row["linje"]: Level(float(row["tusen_kr_per_innbygger"]), row["fast"] == "ja")
        for row in rows("stoerrelser", Path(__file__).parent)
    }


@cache
def people() -> Mapping[str, float]:
    """About how many inhabitants a municipality has, for those that the project knows."""
    return {str(row["kommune"]): float(row["innbyggere"]) for row in rows("folketall")}


def unit_by_size(told: Iterable[tuple[str, str, float]], firm: bool = False) -> str:
    """The unit that amounts (line, municipality, value) fit by their size.

    Nothing when it cannot be told, or when two lines tell different ones.
    """
    ratios: dict[str, list[float]] = {}
    for line, place, value in told:
        level, inhabitants = levels().get(line), people().get(place)
        if level and inhabitants and value > 0 and (level.firm or not firm):
            ratios.setdefault(line, []).append(value / inhabitants / level.amount)
    units = {_unit(statistics.median(found)) for found in ratios.values()}
    return units.pop() if len(units) == 1 else ""


def _unit(ratio: float) -> str:
    for factor, name in _NAMES.items():
        if factor / _APART < ratio < factor * _APART:
            return name
    return ""
