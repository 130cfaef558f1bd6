"""The main report's own calculations.

A member that is out has an empty figure, and what is made of it is empty too. Everything else
that is missing has a word in its cell.
"""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb

#: What stands at the highest and at the lowest figure of a row: a sign, not a colour.
HOEYEST, LAVEST = "▲", "▼"

#: A figure of a member that has no «ikke med» over its column.
om_inne = formula("ute verdi", 'IF(ute="",verdi,"")')
#: What stands over the column of a member that is out.
ikke_med = formula("med", 'IF(med=1,"","ikke med")')
#: A figure made of another; a word where there is none.
om_tall = formula("verdi resultat", 'IF(verdi<"",resultat,verdi)')
#: A figure of a member that is in, where the cost key has the sector.
om_med_og_noekkel = formula("med flagg verdi", 'IF(med*flagg=1,verdi,"")')
#: A criterion's index for a member that is in, where the criterion has a weight.
om_vekt = formula("ute vekt verdi", 'IF((ute="")*(vekt<""),verdi,"")')
#: What is left of an uncorrected deviation.
korrigert = formula("a b c d", "a-b-c-d")
#: The correction for need: the country's spending times how much the criteria say.
korreksjon = formula("landet vekter indekser", "landet*(SUMPRODUCT(vekter,indekser)-SUM(vekter))")
#: The cost index of a sector; a criterion with a weight and no index makes it missing.
kostnadsindeks = formula(
    "indekser vekter", "IF(COUNT(indekser)=COUNT(vekter),SUMPRODUCT(indekser,vekter),NA())"
)
#: The sum of the lines that apply; missing where one of them is, empty where there are none.
sum_eller_tomt = formula(
    "verdier mangler", 'IF(COUNTIF(verdier,mangler)>0,mangler,IF(COUNT(verdier)=0,"",SUM(verdier)))'
)
#: The sectors' indices weighed together by what the country spends.
veid = formula(
    "verdier vekter",
    'IF(SUMPRODUCT((verdier<"")*(vekter>""))>0,NA(),'
    'SUMPRODUCT(verdier,vekter)/SUMPRODUCT((verdier<"")*1,vekter))',
)
#: The mean of those that have a figure.
snittet = formula("verdier", "AVERAGE(verdier)")
#: The end of a line that is marked: none when too few have a figure, or all are alike.
merkes = formula("n minst lavest hoeyest ende", 'IF((n<minst)+(lavest=hoeyest),"ingen",ende)')
#: What is said of the ends of a line, where they are marked.
om_merket = formula("merket sagt", 'IF(merket="ingen","",sagt)')
#: The sign of the highest or the lowest.
merke = formula("verdi hoeyest lavest", 'IF(verdi=hoeyest,"▲",IF(verdi=lavest,"▼",""))')
#: A place from the highest, where equal figures share one; a figure that is missing says so.
plassen = formula("verdi verdier n minst", f'IF(verdi<"",IF(n<minst,"For få",1+{bb.STOERRE}),verdi)')
#: A figure that counts; of one who is kept out a word, where it is in at all.
teller_med = formula("ute verdi ord", 'IF((ute=1)*(verdi<>"")=1,ord,verdi)')
#: The mean to compare with, where enough have a figure: nobody is held against themselves, and there is
#: no index of a mean that is not above zero.
maales_mot = formula("snitt n minst", 'IF((n<MAX(minst,2))+(snitt<=0),"–",snitt)')
#: What that mean is as an index of itself.
snittet_hundre = formula("mot", 'IF(mot<"",100,"–")')
#: An index with the mean as 100; empty for one that is out.
mot_snitt = formula("verdi mot", 'IF(verdi="","",100*verdi/mot)')
#: How far a figure is over the mean, in percent.
over_snitt = formula("verdi mot", "100*verdi/mot-100")
#: How many of the figures are over zero.
over_null = formula("verdier", 'SUMPRODUCT((verdier<"")*(verdier>0))')
#: How far a mean lies outside the ends of its line: 1 when it does, where they differ.
utenfor = formula("snitt lavest hoeyest", 'IF((snitt<"")*(lavest<hoeyest),(lavest>snitt)+(snitt>hoeyest),0)')
#: Who has a value, the first of several.
hvem = formula(
    "verdi verdier navn", 'INDEX(navn,MATCH(verdi,verdier,0))&IF(COUNTIF(verdier,verdi)>1," m.fl.","")'
)
#: The row of the chosen indicator and year among the rows of all.
rad_i = formula("foran nummer aarnr", "INDEX(foran,nummer)+aarnr")
#: The place from the highest, where of equal figures the one in front comes first.
#:
#: ``til_og_med`` are the figures down to this one.
rekkefoelge = formula(
    "verdi verdier til_og_med", f'IF(verdi<"",{bb.STOERRE}+SUMPRODUCT(1*(til_og_med=verdi)),"")'
)
#: What is drawn for a member, and what for the mean, which stands last: the other has a gap.
ikke_siste = formula("rad siste verdi", "IF(rad=siste,NA(),verdi)")
