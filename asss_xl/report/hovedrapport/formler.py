"""The main report's own calculations.

A member that is out has an empty figure, and what is made of it is empty too. Everything else
that is missing has a word in its cell.
"""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, formula, stated
from asss_xl.report import formler as bb

#: What stands at the highest and at the lowest figure of a row: a sign, not a colour.
HOEYEST, LAVEST = "▲", "▼"

#: A place from the highest, where equal figures share one; a figure that is missing says so.
plassen = formula("verdi verdier n minst", f'IF(verdi<"",IF(n<minst,"For få",1+{bb.STOERRE}),verdi)')
#: The place from the highest, where of equal figures the one in front comes first.
#:
#: ``til_og_med`` are the figures down to this one.
rekkefoelge = formula(
    "verdi verdier til_og_med", f'IF(verdi<"",{bb.STOERRE}+SUMPRODUCT(1*(til_og_med=verdi)),"")'
)


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
