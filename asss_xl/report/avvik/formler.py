"""The calculations of Ressursbruk, each stated once, as Excel text."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

#: Where a correction belongs that lies in several sectors of the chosen key.
FLERE = "Flere sektorer"

# -- what the municipality and the country spend --

#: An amount (1000 kr) out of a block, per inhabitant.
per_innbygger = formula("blokk aar enhet folk", "1000*INDEX(blokk,aar,enhet)/folk")
#: The same of an income, which is a negative use.
inntekt_per_innbygger = formula("blokk aar enhet folk", "-1000*INDEX(blokk,aar,enhet)/folk")
negativ_i_kolonne = formula("kolonne aar", "-INDEX(kolonne,aar)")
#: The inhabitants of those who are in.
folk_til_sammen = formula("med blokk aar", "SUMPRODUCT(med,INDEX(blokk,aar,0))")

#: A social cost in proportion to net over gross; none where there is no spending at all.
sosiale = formula("sosial netto brutto", "IF(sosial=0,0,sosial*netto/brutto)")

# -- the municipality's own use, with what-if --

#: A use per inhabitant: filled in, or shared by as many as there are now, and its parts (1000 kr).
bruk_naa = formula(
    "brukt grunnlag foer folk deler", "ROUND(IF(brukt=grunnlag,grunnlag*(foer/folk),brukt)+1000*deler/folk,9)"
)
#: How many times as large a sector's need is now; 1 where there is none.
behov_naa = formula("indeks foer folk folk_foer", "IFERROR(ROUND(indeks*folk/(foer*folk_foer),12),1)")
#: The same of a line of the accounts, moved by them.
konto_naa = formula("grunnlag foer folk flyttet", "ROUND(grunnlag*(foer/folk)+1000*flyttet/folk,9)")
#: What a use has changed by, 1000 kr: exactly nothing when nothing has moved.
bruk_endring = formula("naa folk grunnlag foer", "IFERROR(ROUND((naa*folk-grunnlag*foer)/1000,6),0)")
#: What the accounts have moved and no sector has, and what is moved in parts.
ikke_fordelt = formula("regnskap sektorer deler", "regnskap-sektorer+deler")
#: The country's mean when one municipality's own figure moves.
landet_naa = formula("landet naa foer folk landets_folk", "landet+IFERROR((naa-foer)*folk/landets_folk,0)")

# -- the chain --

sum_produkt = formula("flagg verdier", "SUMPRODUCT(flagg*verdier)")

# -- corrections --

#: What a correction is about: the KOSTRA function when one is given.
gjelder = formula("linje funksjon", 'IF(funksjon<"",funksjon,linje)')
#: The line that it moves under a cost key.
plassert = formula("linjer gjelder_hva maal nummer", "INDEX(linjer,MATCH(gjelder_hva,maal,0),nummer)")
for_andre = formula("linjene beloep andre flere", "SUMIF(linjene,andre,beloep)+SUMIF(linjene,flere,beloep)")
#: What a reader must know of corrections that have no place of their own.
ukjent = formula(
    "linjene beloep",
    'IF(SUMPRODUCT((linjene="")*(beloep<>0))>0,"En rettelse har ukjent funksjon eller linje og er '
    'ikke med her. ","")',
)
i_flere = formula(
    "linjene beloep flere",
    'IF(SUMIF(linjene,flere,beloep)=0,"","En rettelse ligger i flere sektorer i nøkkelen og er lagt '
    'til andre sektorer.")',
)

# -- tabell 19 --

#: What what-if figures move it by, per inhabitant.
flyttet_bruk = formula(
    "naa grunnlag avskr avskr_grunnlag sosiale pensjon avgift",
    "naa-grunnlag-(avskr-avskr_grunnlag)-(sosiale-pensjon-avgift)",
)
pluss_per_innbygger = formula("beloep flyttet folk", "beloep+flyttet*folk/1000")
#: A sum that is 0 by construction, rounded so that it shows as 0.
nesten_null = formula("verdier antall", 'IF(COUNT(verdier)=antall,ROUND(SUM(verdier),6),"Ikke data")')

# -- the figures --

overskrift = formula(
    "kommune kr hva",
    'kommune&" bruker "&IF(kr=0,"like mye per innbygger som landet ",'
    'ABS(kr)&IF(kr<0," kr mindre"," kr mer")&" per innbygger enn landet ")&hva',
)
disponibelt = formula(
    "kommune kr",
    'kommune&" har "&IF(kr=0,"like mye per innbygger som landet",'
    'ABS(kr)&IF(kr<0," kr mindre"," kr mer")&" per innbygger enn landet")'
    '&" å bruke når behovet er trukket fra"',
)
