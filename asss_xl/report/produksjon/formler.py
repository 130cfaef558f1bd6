"""What Produksjon calculates beside the two functions: the sentences, and the points of the figure."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

#: An index as whole percent over or under the mean, and the same in words.
forskjell = formula("indeks", "ROUND(indeks,0)-100")
i_ord = formula(
    "forskjell", 'IF(forskjell=0,"like mye",ABS(forskjell)&" prosent "&IF(forskjell>0,"mer","mindre"))'
)
#: «bruker 4 prosent mer enn ASSS-gjennomsnittet og produserer like mye».
setning = formula(
    "forskjell bruk snittet av produksjon mangler",
    'IF((forskjell<"")*(av<""),"bruker "&bruk&IF(forskjell=0," som "," enn ")&snittet'
    '&" og produserer "&produksjon,mangler)',
)
#: The same as a sentence of its own.
for_seg_selv = formula("setning", 'UPPER(LEFT(setning,1))&MID(setning,2,199)&"."')
#: Where the largest and the smallest stand.
stoerst = formula("verdier", "MATCH(MAX(verdier),verdier,0)")
minst = formula("verdier", "MATCH(MIN(verdier),verdier,0)")
#: A name with its figure.
navn_og_tall = formula("navnene verdier nr", 'INDEX(navnene,nr)&" ("&ROUND(INDEX(verdier,nr),0)&")"')
#: A point inside the scale, where both of its figures are known; nothing for the municipality's own
#: among the others.
punkt = formula("a b nr egen fra til", 'IF((a<"")*(b<"")*(nr<>egen),MEDIAN(fra,a,til),NA())')
