"""The report's own calculations, each stated once, as Excel text.

A figure stands in a cell that holds a number or a word for why there is none, so that a formula
needs no guards: the word makes it an error, and the cell shows «Ikke data».
"""

from __future__ import annotations

from functools import reduce
from operator import add, sub

from asss_xl.functions.excel.formula import Formula, formula, stated
from asss_xl.workbook import Argument, Call, of

#: How many of some figures are larger than one: what every place from the highest is worked out from.
#:
#: As Excel's comparison has it, by fifteen digits; RANK would part figures that neither is larger of.
STOERRE = 'SUMPRODUCT((verdier<"")*(verdier>verdi))'

#: The same figure in another place.
gjenta = formula("verdi", "verdi")


#: A rounded figure as text: decimal comma, thousands apart and a minus, whatever the locale.
i_ord = formula(
    "avrundet",
    'SUBSTITUTE(IF(ABS(avrundet)<1000,SUBSTITUTE(avrundet,".",","),'
    'LEFT(avrundet,LEN(avrundet)-3)&"\u00a0"&RIGHT(avrundet,3)),"-","−")',
)


def tekst(*parts: Argument) -> Call:
    """Parts joined to one text."""
    names = [f"del{number}" for number in range(1, len(parts) + 1)]
    return of(formula(" ".join(names), "&".join(names)), *parts)


def samlet(first: Argument, *more: Argument) -> Call:
    """Numbers added, one by one."""
    return reduce(add, more, of(gjenta, first))


def trukket_fra(first: Argument, *more: Argument) -> Call:
    """What is left of the first number when the others are taken out, one by one."""
    return reduce(sub, more, of(gjenta, first))


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
