"""The yellow cells: what a figure is when one of them is filled in and the switch is on."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

PAA, AV = "På", "Av"

#: The figure that counts: the yellow cell where it is filled in and the switch is on.
brukt = formula("grunnlag hva_hvis bryter", f'IF(AND(bryter="{PAA}",ISNUMBER(hva_hvis)),hva_hvis,grunnlag)')
#: The same of a column of them; AND would make one answer of all.
brukt_nedover = formula(
    "grunnlag hva_hvis bryter", f'IFERROR(IF((bryter="{PAA}")*(hva_hvis<""),hva_hvis,grunnlag),grunnlag)'
)
