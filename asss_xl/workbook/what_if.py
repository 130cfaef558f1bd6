"""The yellow cells: what a figure is when one of them is filled in and the switch is on."""

from asss_xl.functions.excel.formula import formula

PAA, AV = "På", "Av"

#: The figure that counts: the yellow cell where it is filled in and the switch is on.
brukt = formula("grunnlag hva_hvis bryter", f'IF(AND(bryter="{PAA}",ISNUMBER(hva_hvis)),hva_hvis,grunnlag)')
