"""Who is in, and where things stand in lists: the calculations of Nettverk and of the choices."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

#: Where the chosen group and year stand among all groups and years.
gruppens_kolonne = formula("gruppenr antall_aar aarnr", "(gruppenr-1)*antall_aar+aarnr")
#: The same where the last group has one column for all years.
kolonne_eller_likeste = formula(
    "gruppenr antall_aar aarnr grupper", "(gruppenr-1)*antall_aar+IF(gruppenr>grupper,1,aarnr)"
)
#: Ja or Nei: whether the chosen group has a municipality in the year by itself.
standard_med = formula(
    "uten_egen kommune valgt medlemskap kolonne",
    'IF((uten_egen=1)*(kommune=valgt),"Nei",IF(INDEX(medlemskap,kolonne)=1,"Ja","Nei"))',
)
#: The reader's ja or nei where there is one, else the group's.
valgt_med = formula("standard valg", 'IFERROR(IF((valg="Ja")+(valg="Nei"),valg,standard),standard)')
#: 1 for those who are in, 0 for the others.
maske = formula("med", 'IF(med="Ja",1,0)')
#: 1 for the other members: in, not the municipality itself, not left out, with every figure.
maske_oevrige = formula(
    "med kommune valgt utenfor krevd antall",
    'IF((med="Ja")*(kommune<>valgt)*(utenfor=0)*(COUNT(krevd)=antall),1,0)',
)
#: 1 where somebody has a figure: a year that nobody has a figure of shuts nobody out.
noen_har = formula("tall", "IF(COUNT(tall)>0,1,0)")
#: The others of a group, of one who is in it; of one who is not, the group.
andre_i = formula("inne andre gruppe", 'IF(inne=1,andre,"")&gruppe')
#: How many the reader has said ja or nei to.
egne_valg = formula("gule", 'COUNTIF(gule,"Ja")+COUNTIF(gule,"Nei")')
#: Which words the group is spoken of with: the network's own, another group's, a choice's.
omtalenr = formula("egne gruppe nettverk", "IF(egne>0,3,IF(gruppe=nettverk,1,2))")
#: The same where those who are most alike can be chosen.
omtalenr_likeste = formula(
    "egne gruppe nettverk likeste", "IF(egne>0,3,IF(gruppe=nettverk,1,IF(gruppe=likeste,4,2)))"
)

# -- who is like the municipality -----------------------------------------------------------------

#: A criterion's weight in the whole need: of its sector, times the sector's share.
vekt_i_alt = formula("vekter nummer beloep i_alt", "INDEX(vekter,nummer)*beloep/i_alt")
#: The cost index of everything; missing where a criterion that counts is.
indeks_i_alt = formula(
    "vekter indekser", 'IF(SUMPRODUCT((vekter>0)*(indekser>""))>0,NA(),SUMPRODUCT(vekter,indekser))'
)
#: The natural logarithm: twice as many people is as far from all sizes.
logaritme = formula("antall", "LN(antall)")
#: The standard deviation among those who have the figure.
spredning = formula("verdier", "(SUMPRODUCT(verdier,verdier)/COUNT(verdier)-AVERAGE(verdier)^2)^0.5")
#: A distance in standard deviations, squared; and the distance of all.
ledd = formula("verdi egen spredning", "((verdi-egen)/spredning)^2")
rot_av = formula("ledd antall", "IF(COUNT(ledd)=antall,SUM(ledd)^0.5,NA())")
#: The order: the distance, a hair longer for each line so that two do not tie; none of its own.
rekke = formula("nr egen avstand", 'IF(nr=egen,"Egen",avstand+nr/1000000000)')
nr_i_rekken = formula("rekkene nr", "MATCH(SMALL(rekkene,nr),rekkene,0)")
grense = formula("rekkene antall", "SMALL(rekkene,MIN(antall,COUNT(rekkene)))")
innenfor = formula("rekke grense", 'IF((rekke<"")*(rekke<=grense),1,0)')
