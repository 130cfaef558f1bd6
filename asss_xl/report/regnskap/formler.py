"""The calculations that only the accounts use."""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, formula, stated

# -- breaks: a merger makes a new municipality, and no growth goes over it --

BRUDD = "Brudd i serien"
#: A growth, or the word for the merger that it would go over.
uten_brudd = formula("brutt vekst", f'IF(brutt=1,"{BRUDD}",vekst)')
#: An index from the base year on.
fra_basis = formula("indeks aar basis", f'IF(aar<basis,"{BRUDD}",indeks)')


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
