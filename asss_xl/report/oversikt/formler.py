"""What Forside and Kontroll calculate: sentences from parts, and what must hold."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

# -- parts of sentences ---------------------------------------------------------------------------

#: 1, 2 or 3: below, as, above.
retningsnr = formula("avrundet", "SIGN(avrundet)+2")
#: 1 where a result is below zero and has a word for it.
er_under = formula("verdi", "IF(verdi<0,1,0)")
#: A figure, or its size where a result is a deficit.
uten_fortegn = formula("under verdi", "verdi*IF(under=1,SIGN(verdi),1)")
#: How a result is held against the others'.
mot_andre = formula(
    "avstand ord retning andre", 'IF(avstand=0,"som i "&andre,ord&" prosentenheter "&retning&" enn i "&andre)'
)
#: The same for a deficit, where the others may have a surplus.
mot_andres_overskudd = formula(
    "under andres andre ellers", 'IF((under=1)*(andres>=0)=1,"mens "&andre&" har overskudd",ellers)'
)
#: What a distance is worth; nothing where there is none.
verd = formula("avstand ord", 'IF(avstand=0,".",". Forskjellen er om lag "&ord&" mill. kr.")')
#: A line of the accounts in a sentence.
regnskapssetning = formula(
    "navn egen aar mot andre avrundet verd",
    'navn&" er "&egen&" prosent av driftsinntektene i "&aar&", "&mot&" ("&andre&" prosent"&avrundet&")"&verd',
)
#: What is said where the figures that are shown do not give the difference that is.
tallene_er_avrundet = formula(
    "egen andre avstand", 'IF(ABS(egen-andre-avstand)>0.01,"; tallene er avrundet","")'
)
#: The same where a deficit is not held against a surplus, of which no difference is told.
uten_annens_overskudd = formula("under andres tillegg", 'IF((under=1)*(andres>=0)=1,"",tillegg)')
#: The sentence where both figures are known, or what is known of them.
om_kjent = formula(
    "avstand setning navn egen aar tall",
    'IF(avstand<"",setning,IF(tall<"",navn&" er "&egen&" prosent av driftsinntektene i "&aar'
    '&". Tall for de andre mangler.",navn&" kan ikke regnes ut for "&aar&": tall mangler."))',
)
#: What stands in a municipality's own line of a block, or in the first, which is for all.
egen_linje = formula("blokk navn navnene nr", "INDEX(blokk,IFERROR(MATCH(navn,navnene,0),1),nr)")
#: How a figure stands to the level that is recommended; nothing to say without one.
mot_nivaa = formula("avstand ord", 'IF(avstand=0,"på",ord&" prosentenheter "&IF(avstand<0,"under","over"))')
anbefalt_setning = formula(
    "navn avstand mot aar", 'IF(avstand<"",navn&" er "&mot&" det anbefalte nivået i "&aar&".","")'
)
#: What a sector spends; nothing to say where the deviation is within rounding.
sektorsetning = formula("avvik avrunding likt ulikt", "IF(ABS(avvik)<=avrunding,likt,ulikt)")
#: The two parts of a sector's sentence that says something.
bruker = formula(
    "navn kr retning aar",
    'navn&" bruker "&kr&" kr "&retning&" per innbygger enn landet i "&aar&'
    '", korrigert for utgiftsbehov og sosiale utgifter"',
)
utgjoer = formula(
    "bruker pst mill", 'bruker&": "&pst&" prosent av utgiftsbehovet, om lag "&mill&" mill. kr."'
)
#: The need for spending in a sentence of its own; nothing where it is missing.
behovssetning = formula(
    "pst ord retning",
    'IF(pst=0," Utgiftsbehovet er som i landet.",'
    '" Utgiftsbehovet er "&ord&" prosent "&retning&" enn i landet.")',
)
#: What is said after a sentence, where there is something.
foran = formula("tekst", 'IF(tekst="",""," "&TRIM(tekst))')
#: An index as percent above one.
pst_over_en = formula("indeks", "ROUND(100*(indeks-1),0)")
#: With a small letter first, inside a sentence.
liten = formula("navn", "LOWER(LEFT(navn,1))&MID(navn,2,99)")

# -- the largest findings -------------------------------------------------------------------------

#: Where the largest, the second largest and so on stands.
plass_nr = formula("vekter nr", "MATCH(LARGE(vekter,nr),vekter,0)")
#: A text that leads to a place in the workbook.
lenke = formula("stedene navnene plass", "HYPERLINK(INDEX(stedene,plass),INDEX(navnene,plass))")
#: The same of one place, where a flag is set.
lenke_naar = formula("flagg sted navn", 'IF(flagg=1,HYPERLINK(sted,navn),"")')
#: The largest or the smallest figure of a column.
stoerst = formula("verdier", "MAX(verdier)")
minst = formula("verdier", "MIN(verdier)")

# -- services side by side ------------------------------------------------------------------------

#: Spending in percent of the need.
mot_behov = formula("behov avvik", "100*(behov+avvik)/behov")
#: An index as percent over or under 100.
over_hundre = formula("indeks", "indeks-100")
#: That in whole percent, as the bar says it; a gap where there is none.
soeyle = formula("prosent", 'IF(prosent<"",ROUND(prosent,0)+0,NA())')
#: How many indicators say a text, where the ends are known of any.
antall_tekst = formula("tekster tekst ender mangler", "IF(COUNT(ender)>0,COUNTIF(tekster,tekst),mangler)")
#: The same, but where it is known of all that so few have figures that nobody has a place.
blant_tre = formula(
    "antall ender svar mangler", "IF((COUNT(antall)>=COUNT(ender))*(MAX(antall)<3)=1,mangler,svar)"
)
#: A sentence about figures, where there are any.
om_noen = formula("verdier setning ellers", "IF(COUNT(verdier)>0,setning,ellers)")
#: What is said of another than the one that is named already.
om_en_annen = formula("plass foerste sagt", 'IF(plass=foerste,"",sagt)')

# -- the band of a what-if ------------------------------------------------------------------------

#: What stands before the source on every sheet while yellow cells move the figures.
baand = formula(
    "antall bryter",
    'IF((antall>0)*(bryter="På")=1,"HVA HVIS: "&antall&IF(antall=1," endring"," endringer")&'
    '" – ikke kildens tall. ","")',
)

# -- ok or feil -----------------------------------------------------------------------------------

#: OK when two figures agree within the tolerance; there is nothing to check without both.
lik = formula("a b toleranse", 'IF((a<"")*(b<""),IF(ABS(a-b)<=toleranse,"OK","FEIL"),"Ikke prøvd")')
#: A figure that is to be checked; none where a part of it is missing and is worked out.
naar_helt = formula("verdi mangler", 'IF(mangler="",verdi,NA())')
#: OK when every check that could be made is OK.
alle = formula(
    "verdier",
    'IF(COUNTIF(verdier,"OK")+COUNTIF(verdier,"Ikke prøvd")<ROWS(verdier),"FEIL",'
    'IF(COUNTIF(verdier,"OK")>0,"OK","Ikke prøvd"))',
)
#: How many rows are about a unit and a span of years.
antall_om = formula("navn aar hvem fra til", "SUMPRODUCT((navn=hvem)*(aar>=fra)*(aar<=til))")
#: The sum of weights; missing where one of them is.
sum_eller_mangler = formula("verdier mangler", "IF(COUNTIF(verdier,mangler)>0,mangler,SUM(verdier))")
