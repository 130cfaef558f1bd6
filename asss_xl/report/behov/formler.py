"""The calculations of Utgiftsbehov, each stated once, as Excel text."""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, formula, stated

#: What a sector outside the chosen cost key shows: nothing of it is its own.
UTENFOR = "–"

#: A figure of a sector that the key has; the sign for «outside» of one that it has not, and what says so
#: in a year that has no key.
naar = formula("flagg verdi", f'IF(flagg=1,verdi,IF(flagg=0,"{UTENFOR}",flagg))')


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
