"""Blocks that stand one below the other on a sheet: each knows its height, the stack the rows."""

from __future__ import annotations

from collections.abc import Mapping


def stablet(first: int, heights: Mapping[str, int]) -> dict[str, int]:
    """The row where each block starts, by name, from the heights in order."""
    rows = {}
    for name, height in heights.items():
        rows[name] = first
        first += height
    return rows
