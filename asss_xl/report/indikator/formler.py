"""What the sheet of one indicator calculates."""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, formula, stated
from asss_xl.report import formler as bb

#: The place from the highest of those that are in the mean, where they are enough.
plassen = formula("verdi verdier n minst", f'IF((verdi<"")*(n>=minst)=1,1+{bb.STOERRE},"–")')
#: Where a figure stands from the highest, of equal ones the first in front; what is missing is last.
#: Equal as the comparison has it: COUNTIF may find two figures unlike that neither is larger than the other.
rekkefoelge = formula(
    "verdi verdier til_og_med",
    f'IF(verdi<"",{bb.STOERRE}+SUMPRODUCT(1*(til_og_med=verdi)),'
    "COUNT(verdier)+ROWS(til_og_med)-COUNT(til_og_med))",
)


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
