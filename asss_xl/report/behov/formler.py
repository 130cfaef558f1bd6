"""The calculations of Utgiftsbehov, each stated once, as Excel text."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

#: What a sector outside the chosen cost key shows: nothing of it is its own.
UTENFOR = "–"

#: The place of the cost key that counts: the year's own, or the chosen one.
noekkelnummer = formula(
    "valg aarets_navn aarets aarnr noekler", "IF(valg=aarets_navn,INDEX(aarets,aarnr),MATCH(valg,noekler,0))"
)
#: A figure of a sector that the key has; the sign for «outside» of one that it has not.
naar = formula("flagg verdi", f'IF(flagg=1,verdi,"{UTENFOR}")')
#: A criterion that one of the years' keys has; the others are not shown.
kriterium = formula("vekter navn", 'IF(SUM(vekter)=0,"",navn)')
#: The index of a criterion; 0 where neither the key nor the reader gives it any weight.
indeks_med_vekt = formula("vekt brukt indeks", "IF((vekt=0)*(brukt=0),0,indeks)")
#: How far the index has moved in the place where it is filled in.
flyttet = formula("vekt brukt grunnlag", "IFERROR(IF(vekt=0,0,brukt-grunnlag),0)")
#: The sum of weight times (index - 1) times the mean over the criteria of a sector.
sum_korreksjon = formula("vekter indekser snitt", "snitt*SUMPRODUCT(vekter*(indekser-1))")
#: Indices weighed together.
veid = formula("indekser vekter", "SUMPRODUCT(indekser*vekter)/SUMPRODUCT(vekter*1)")
#: What stands over figure 12.
overskrift = formula(
    "kommune prosent",
    'kommune&" har "&IF(prosent=0,"samme utgiftsbehov per innbygger som landet",'
    'ABS(prosent)&" prosent "&IF(prosent<0,"lavere","høyere")&" utgiftsbehov per innbygger enn landet")',
)
#: An index as whole percent over the country.
prosent_over = formula("indeks", "ROUND(100*indeks-100,0)")
