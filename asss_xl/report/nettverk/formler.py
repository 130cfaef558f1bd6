"""Who is in, and where things stand in lists: the calculations of Nettverk and of the choices."""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, stated


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
