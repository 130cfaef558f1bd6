"""The report's own calculations, each stated once, as Excel text.

A figure stands in a cell that holds a number or a word for why there is none, so that a formula
needs no guards: the word makes it an error, and the cell shows «Ikke data».
"""

from __future__ import annotations

from functools import reduce
from operator import add, sub

from asss_xl.functions.excel.formula import formula
from asss_xl.workbook import Argument, Call, of

#: How many of some figures are larger than one: what every place from the highest is worked out from.
#:
#: As Excel's comparison has it, by fifteen digits; RANK would part figures that neither is larger of.
STOERRE = 'SUMPRODUCT((verdier<"")*(verdier>verdi))'

# -- figures repeated, looked up and chosen --

#: The same figure in another place.
gjenta = formula("verdi", "verdi")
#: What stands in a cell that may be empty.
eller_tomt = formula("verdi", 'IF(verdi="","",verdi)')
#: What stands in a place of a list.
paa_plass = formula("liste nr", "INDEX(liste,nr)")
#: The same where it may be blank: a text, and no 0.
ord_paa_plass = formula("ordene nr", 'INDEX(ordene,nr)&""')
#: What stands in a place of a block.
i_blokk = formula("blokk rad kolonne", "INDEX(blokk,rad,kolonne)")
#: What stands in a row under the heading that is chosen.
under = formula("rad valg hoder", "INDEX(rad,1,MATCH(valg,hoder,0))")
#: Where a value stands in a list.
plass_i = formula("verdi liste", "MATCH(verdi,liste,0)")
#: Where the largest of some figures stands.
plass_stoerst = formula("verdier", "MATCH(MAX(verdier),verdier,0)")
#: A figure where a flag is set, otherwise 0: it counts nothing in a sum of products.
eller_null = formula("flagg verdi", "IF(flagg=1,verdi,0)")
#: A figure where a flag is set, otherwise empty.
naar = formula("flagg verdi", 'IF(flagg=1,verdi,"")')
#: A figure where two are the same, otherwise 0.
lik_eller_null = formula("en annen verdi", "IF(en=annen,verdi,0)")
#: A figure where there are enough of them.
av_nok = formula("n minst verdi", 'IF(n<minst,"For få",verdi)')
#: A chart's figure where something is so much, otherwise a gap.
naar_lik = formula("hva dette verdi", "IF(hva=dette,verdi,NA())")
#: One of two texts or figures.
velg_en = formula("flagg ja nei", "IF(flagg=1,ja,nei)")
#: The amounts that are about one thing.
sum_hvis = formula("navnene navn beloep", "SUMIF(navnene,navn,beloep)")
#: How many numbers there are.
antall_tall = formula("verdier", "COUNT(verdier)")
#: The same, counted one by one.
antall_tall_i = formula("verdier", 'SUMPRODUCT((verdier<"")*1)')
#: How large something is; its number takes off a little, so that two do not tie.
rang = formula("stoerrelse nr", "ABS(stoerrelse)-nr/1000000000")
#: A text with something added; nothing where there is no text.
med_tillegg = formula("setning tillegg", 'IF(setning="","",setning&tillegg)')

# -- sums, differences and shares --

#: A sum; a missing figure (text) in the range makes it missing, an empty cell does not.
summen = formula("verdier", 'IF((SUMPRODUCT((verdier>"")*1)>0)+(COUNT(verdier)=0),NA(),SUM(verdier))')
#: A sum of so many numbers; one that is missing makes it missing.
sum_av_antall = formula("verdier antall", 'IF(COUNT(verdier)=antall,SUM(verdier),"Ikke data")')
#: What a krone of one year is worth in the report year's, by what one of the year after is worth.
prisfaktor = formula("priser faste etter vekst", "IF(priser=faste,etter*(1+vekst/100),1)")
#: What is said beside them; nothing in kroner of each year.
prismerknad = formula("priser faste merknad", 'IF(priser=faste,merknad,"")')
#: How far a figure has moved; 0 where there is none.
flyttet = formula("naa foer", "IFERROR(naa-foer,0)")
#: A figure rounded, and the size of one.
rundet = formula("x desimaler", "ROUND(x,desimaler)")
rundet_tall = formula("x desimaler", 'IF((x<"")*(desimaler<""),ROUND(x,desimaler),NA())')
stoerrelse = formula("x desimaler", "ROUND(ABS(x),desimaler)")
#: What corrections do to the net result: more income, less spending and interest.
rettet_resultat = formula("driftsinntekter sektorer renter_avdrag", "driftsinntekter-sektorer-renter_avdrag")
#: The index a year later.
vokst = formula("indeks vekst", "indeks*(1+vekst/100)")
#: Kroner per person times persons, in million kroner.
mill = formula("sats antall", "sats*antall/1000000")
#: An amount in million kroner per person, empty where there is none, or where it does not count.
mill_per = formula("mill antall", 'IF(mill="","",1000000*mill/antall)')
mill_per_naar = formula("flagg mill antall", 'IF((flagg=1)*(mill<""),1000000*mill/antall,"")')
#: The sum of the numbers there are; 0 when there are none.
sum_tall = formula("verdier", "SUM(verdier)")

# -- figures that must agree, and what charts draw --

#: OK when a function gives what it should: the same text, or a number within rounding.
lik_fasit = formula(
    "resultat fasit",
    'IF((resultat<"")*(fasit<""),IF(ABS(resultat-fasit)<=0.000000001*MAX(1,ABS(fasit)),"OK",'
    '"FEIL"),IF(resultat=fasit,"OK","FEIL"))',
)
#: a where it differs from b, otherwise ``#N/A``: a chart point that is drawn only then.
hvis_ulik = formula("a b", 'IF((a<"")*(b<""),IF(ABS(a-b)<0.000001,NA(),a),NA())')
#: A number, or ``#N/A`` where a text says that it is missing: a gap in a chart.
tall_eller_hull = formula("a", 'IF(a<"",a,NA())')

# -- numbers in sentences --

#: A figure as a sentence rounds it: no decimals from a thousand on, and no minus before nothing.
avrundet = formula("x desimaler", "ROUND(x,IF(ABS(x)<1000,desimaler,0))+0")
#: An amount that is «om lag»: whole, and in tens from a hundred on.
om_lag = formula("x", "ROUND(ABS(x),IF(ABS(x)<100,0,-1))")
#: A rounded figure as text: decimal comma, thousands apart and a minus, whatever the locale.
i_ord = formula(
    "avrundet",
    'SUBSTITUTE(IF(ABS(avrundet)<1000,SUBSTITUTE(avrundet,".",","),'
    'LEFT(avrundet,LEN(avrundet)-3)&"\u00a0"&RIGHT(avrundet,3)),"-","−")',
)
#: That text with all its decimals: 1,00 beside 0,92.
med_desimaler = formula(
    "i_ord avrundet desimaler",
    'i_ord&IF(ABS(avrundet)>=1000,"",IF(avrundet=INT(avrundet),","&REPT("0",desimaler),'
    'REPT("0",desimaler+FIND(",",i_ord)-LEN(i_ord))))',
)
#: The size of a figure.
absolutt = formula("x", "ABS(x)")
#: Percent of an amount in 1000 kr, million kroner.
prosent_av = formula("prosent inntekt", "prosent*inntekt/100000")


def tekst(*parts: Argument) -> Call:
    """Parts joined to one text."""
    names = [f"del{number}" for number in range(1, len(parts) + 1)]
    return of(formula(" ".join(names), "&".join(names)), *parts)


def samlet(first: Argument, *more: Argument) -> Call:
    """Numbers added, one by one."""
    return reduce(add, more, of(gjenta, first))


def trukket_fra(first: Argument, *more: Argument) -> Call:
    """What is left of the first number when the others are taken out, one by one."""
    return reduce(sub, more, of(gjenta, first))
