"""What Produksjon calculates beside the two functions: the sentences, and the points of the figure."""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, stated


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
