"""What Forside and Kontroll calculate: sentences from parts, and what must hold."""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, stated


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
