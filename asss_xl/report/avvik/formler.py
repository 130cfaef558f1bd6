"""The calculations of Ressursbruk, each stated once, as Excel text."""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, stated

#: Where a correction belongs that lies in several sectors of the chosen key.
FLERE = "Flere sektorer"


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
