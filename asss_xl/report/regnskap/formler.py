"""The calculations that only the accounts use."""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, stated


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
