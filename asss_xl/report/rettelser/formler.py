"""The calculations that only the corrections use."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

#: The line or sector that a correction moves: that of the KOSTRA function when one is given.
virker_paa = formula(
    "gjelder funksjon funksjoner sektorer",
    'IF(funksjon<"",IFERROR(INDEX(sektorer,MATCH(funksjon,funksjoner,0)),"Ukjent funksjon"),gjelder&"")',
)
#: The amount of a line that is switched on; one without a municipality is about the chosen one.
teller = formula(
    "beloep med kommune valgt", 'IF((med="Ja")*(beloep<"")*((kommune="")+(kommune=valgt)>0),beloep,0)'
)
#: The sum of the corrections of one line, or one function, and year.
sum_for = formula("linjene aarene beloep linje aar", "SUMPRODUCT((linjene=linje)*(aarene=aar)*beloep)")
