"""What Produksjon calculates beside the two functions: the sentences, and the points of the figure."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

#: The indices of a row of figures.
indekser = formula("verdier snitt", 'IFERROR(100*verdier/snitt,"Ikke data")')
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
#: Where the smallest stands.
minst = formula("verdier", "MATCH(MIN(verdier),verdier,0)")
#: A name with its figure.
navn_og_tall = formula("navnene verdier nr", 'INDEX(navnene,nr)&" ("&ROUND(INDEX(verdier,nr),0)+0&")"')
#: The highest and the lowest; the one, where there is no other; that there is none.
melding = formula(
    "verdier hoeyest lavest",
    'IF(COUNT(verdier)=0,"Målt effektivitet kan ikke regnes ut: tall mangler.",'
    '"Målt effektivitet mot snittet (100): "'
    '&IF(COUNT(verdier)>1,"høyest "&hoeyest&", lavest "&lavest,hoeyest)&".")',
)
#: How far from 100 the points go, and the whole tens that take them; beyond 60 they stand at the edge.
lengst = formula("tall", "MAX(MAX(tall)-100,100-MIN(tall))")
spenn = formula("lengst", "MIN(60,10+10*INT(lengst/9.7))")
#: A point's place, from -1 to 1, where both of its figures are known; 9 is outside, where also the
#: municipality's own is among the others.
punkt = formula("a b nr egen spenn", 'IF((a<"")*(b<"")*(nr<>egen),MEDIAN(-1,(a-100)/spenn,1),9)')
tegnet = formula("plass", "IF(plass=9,NA(),plass)")
#: A name where no other point is so near that the names would lie on each other.
navn_med_plass = formula(
    "x y alle_x alle_y navn", 'IF(SUMPRODUCT((ABS(alle_x-x)<0.22)*(ABS(alle_y-y)<0.07))>1," ",navn)'
)
#: Where the municipality's own name stands, clear of its dot and of both lines: to the right of the dot,
#: to the left where the name would run into the line or out of the figure, and over or under the line.
navn_til_hoeyre = formula("x", "IF((x<=-0.6)+(x>=0)*(x<=0.7)>0,x+0.03,NA())")
navn_til_venstre = formula("x", "IF((x>-0.6)*(x<0)+(x>0.7)*(x<9)>0,x-0.03,NA())")
navn_ved_linjen = formula("x y", 'IF((x<"")*(y<9),IF(ABS(y)<0.06,IF(y<0,-0.06,0.06),y),NA())')
#: Which of the members the report is about.
er_egen = formula("nr egen", 'IF(nr=egen,"◄ kommunen","")')
#: Where a name stands, if it is written: beside its dot, and clear of it.
navnets_plass = formula("navn plass ved_siden", 'IF(navn=" ",NA(),plass+ved_siden)')
#: The figure at a place of an axis, as text.
paa_aksen = formula("spenn plass", '100+spenn*plass&""')
