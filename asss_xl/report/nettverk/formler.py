"""Who is in, and where things stand in lists: the calculations of Nettverk and of the choices."""

from __future__ import annotations

from asss_xl.functions.formula import formula

#: Where the chosen group and year stand among all groups and years.
gruppens_kolonne = formula("gruppenr antall_aar aarnr", "(gruppenr-1)*antall_aar+aarnr")
#: Ja or Nei: whether the chosen group has a municipality in the year by itself.
standard_med = formula(
    "uten_egen kommune valgt medlemskap kolonne",
    'IF((uten_egen=1)*(kommune=valgt),"Nei",IF(INDEX(medlemskap,kolonne)=1,"Ja","Nei"))',
)
#: The reader's ja or nei where there is one, else the group's.
valgt_med = formula("standard valg", 'IF((valg="Ja")+(valg="Nei"),valg,standard)')
#: 1 for those who are in, 0 for the others.
maske = formula("med", 'IF(med="Ja",1,0)')
#: 1 for the other members: in, not the municipality itself, not left out, with every figure.
maske_oevrige = formula(
    "med kommune valgt utenfor krevd antall",
    'IF((med="Ja")*(kommune<>valgt)*(utenfor=0)*(COUNT(krevd)=antall),1,0)',
)
#: How many the reader has said ja or nei to.
egne_valg = formula("gule", 'COUNTIF(gule,"Ja")+COUNTIF(gule,"Nei")')
#: Which words the group is spoken of with: the network's own, another group's, a choice's.
omtalenr = formula("egne gruppe nettverk", "IF(egne>0,3,IF(gruppe=nettverk,1,2))")
