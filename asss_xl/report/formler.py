"""The report's own calculations, each stated once, as Excel text.

A figure stands in a cell that holds a number or a word for why there is none, so that a formula
needs no guards: the word makes it an error, and the cell shows «Ikke data».
"""

from __future__ import annotations

from typing import Any

from asss_xl.functions.formula import Formula, formula

# -- which figure counts: what-if cells, corrections, figures repeated in another place --

#: The same figure in another place.
gjenta = formula("verdi", "verdi")
#: What stands in a cell that may be empty.
eller_tomt = formula("verdi", 'IF(verdi="","",verdi)')
#: Where a running number first reaches n, counted from 1; empty when it never does.
plass = formula("n tellere", 'IF(n>MAX(tellere),"",MATCH(n,tellere,0))')
#: The value at a place of a column, empty when there is no place.
hent = formula("plass verdier", 'IF(plass<"",INDEX(verdier,plass),"")')
# -- looking a figure up in a block, and the figure or another by what is chosen --

#: The figure in a place of a block; ``#N/A`` where there is none or no such place.
velg = formula(
    "blokk rad kolonne",
    'IF((rad<"")*(kolonne<""),IF(INDEX(blokk,rad,kolonne)="",NA(),INDEX(blokk,rad,kolonne)),NA())',
)
#: Where a value stands in a list, counted from 1; empty where it does not.
plass_i = formula("verdi liste", 'IFERROR(IF(verdi="","",MATCH(verdi,liste,0)),"")')
#: A figure where it applies, otherwise empty.
naar = formula("flagg verdi", 'IF(flagg=1,verdi,"")')
#: A figure where a number is the one it is about, otherwise another.
for_nummer = formula("nummer dette verdi ellers", "IF(nummer=dette,verdi,ellers)")
#: A change since a year, or the word for a merger after it that breaks the series.
uten_brudd = formula("verdi brudd aar", 'IF((brudd<"")*(aar<""),IF(brudd>aar,"Brudd i serien",verdi),verdi)')
# -- who is in the chosen group, and the means and sums over those who are --

# -- the cost key that is chosen: its criteria, and sums over those that it has --

#: The place of the cost key that counts: the year's own, or the chosen one.
noekkelnummer = formula(
    "valg aarets_navn noekler aarets aarnr",
    'IF(valg=aarets_navn,IF(aarnr<"",IF(INDEX(aarets,1,aarnr)="","",INDEX(aarets,1,aarnr)),'
    '""),IFERROR(IF(valg="","",MATCH(valg,noekler,0)),""))',
)
#: A sum over places that may be empty; a missing figure makes it missing.
sum_av = formula(
    "verdier mangler", "IF(SUMPRODUCT((verdier=mangler)*1)>0,NA(),IF(COUNT(verdier)=0,NA(),SUM(verdier)))"
)
# -- sums, differences and growth over cells, where a missing figure stays missing --

#: A sum; a missing figure (text) in the range makes it missing, an empty cell does not.
summen = formula("verdier", 'IF((SUMPRODUCT((verdier>"")*1)>0)+(COUNT(verdier)=0),NA(),SUM(verdier))')
#: a + b.
pluss = formula("a b", "a+b")
#: a - b.
minus = formula("a b", "a-b")
#: a * b.
ganger = formula("a b", "a*b")
#: a / b.
delt = formula("a b", "a/b")
#: -a.
motsatt = formula("a", "-a")
#: a + b + c.
pluss3 = formula("a b c", "a+b+c")
#: a + b + c + d.
pluss4 = formula("a b c d", "a+b+c+d")
#: The sum of weight times (index - 1) times the mean over the criteria of a sector.
sum_korreksjon = formula(
    "vekter indekser snitt",
    'IF((snitt<"")*(SUMPRODUCT(ABS((vekter<"")-(indekser<"")))=0),snitt*(SUMPRODUCT(vekter,'
    "indekser)-SUM(vekter)),NA())",
)
#: A sum that is 0 by construction, rounded so that it shows as 0.
nesten_null = formula(
    "verdier", 'IF((SUMPRODUCT((verdier>"")*1)>0)+(COUNT(verdier)=0),NA(),ROUND(SUM(verdier),6))'
)
#: The whole chain of vedleggstabell 1 for one line, in one cell.
kjede = formula(
    "ukorrigert avskrivning korreksjon pensjon avgift", "ukorrigert-avskrivning-korreksjon-pensjon-avgift"
)
#: A printed use of income in 1000 kr, moved by what what-if figures and corrections add.
#:
#: The changes are per inhabitant; ``foer`` is how many there were.
flyttet = formula(
    "trykt ny gammel ny_avskr gammel_avskr ny_sos pensjon avgift innbyggere foer",
    "trykt*innbyggere/foer+((ny-gammel)-(ny_avskr-gammel_avskr)-(ny_sos-pensjon-avgift))*innbyggere/1000",
)
#: What corrections do to the net result: more income, less spending and interest.
rettet_resultat = formula("driftsinntekter sektorer renter_avdrag", "driftsinntekter-sektorer-renter_avdrag")
#: Net interest and repayment as a use of income.
renter_og_avdrag = formula("renteutgifter avdrag renteinntekter", "renteutgifter+avdrag-renteinntekter")
#: The index a year later.
vokst = formula("indeks vekst", "indeks*(1+vekst/100)")
#: Kroner per person times persons, in million kroner.
mill = formula("sats antall", "sats*antall/1000000")
# -- what a what-if does further on: amounts moved by the lines they are made of, debt by loans --

KRYMPER, VOKSER = "Resten krymper", "Summen vokser"

#: An age group when others are changed: as it is, or shrunk so that the sum stays.
folk_naa = formula(
    "brukt grunnlag brukte grunnlagene valg",
    'IF((brukt<"")*(grunnlag<""),IF((brukt<>grunnlag)+(valg<>"Resten krymper")>0,brukt,'
    "grunnlag*(SUM(grunnlagene)-SUMPRODUCT((brukte<>grunnlagene)*1,"
    "brukte))/SUMPRODUCT((brukte=grunnlagene)*1,grunnlagene)),NA())",
)
#: A later year's age group: filled in, or grown as before from a first year that has moved.
folk_etter = formula(
    "brukt grunnlag foerst foerst_foer",
    'IF((brukt<"")*(grunnlag<""),IF(brukt<>grunnlag,brukt,IF((foerst<"")*(foerst_foer<""),'
    "grunnlag+foerst-foerst_foer,grunnlag)),NA())",
)
#: How many times as many there are now; 1 where somebody is missing.
forhold = formula(
    "naa foer",
    "IF((COUNT(naa)=ROWS(foer)*COLUMNS(foer))*(COUNT(foer)=ROWS(foer)*COLUMNS(foer)),"
    "IF(SUM(foer)<>0,SUM(naa)/SUM(foer),1),1)",
)
#: A use of income per inhabitant: filled in, or shared by as many as there are now.
#:
#: ``deler`` (1000 kr) is what has been moved in its parts.
bruk_naa = formula(
    "brukt grunnlag folk_foer folk deler",
    'IF((grunnlag<"")*(brukt<""),ROUND(IF(brukt=grunnlag,IF((folk_foer<"")*(folk<""),'
    'grunnlag*(folk_foer/folk),NA()),brukt)+IF((deler<"")*(folk<""),1000*deler/folk,0),9),'
    'IF(brukt<"",brukt,NA()))',
)
#: The change in a use of income, 1000 kr, from kroner per inhabitant then and now.
#:
#: Rounded far behind what is shown: what has not moved is exactly nothing.
bruk_endring = formula(
    "naa folk grunnlag folk_foer",
    'IF((naa<"")*(folk<"")*(grunnlag<"")*(folk_foer<""),ROUND((naa*folk-grunnlag*folk_foer)/1000,6),NA())',
)
#: How many of a group there would be with the country's share of it.
som_i_landet = formula(
    "egne gruppe landets", 'IF((gruppe<"")*(SUM(landets)<>0),SUM(egne)*gruppe/SUM(landets),NA())'
)
#: The sum of the numbers there are; 0 when there are none.
sum_tall = formula("verdier", "SUM(verdier)")
# -- ok or feil: figures that must agree --

#: How many cells of a range hold a number.
antall_tall = formula("verdier", 'SUMPRODUCT((verdier<"")*1)')
#: OK when a function gives what it should: the same text, or a number within rounding.
lik_fasit = formula(
    "resultat fasit",
    'IF((resultat<"")*(fasit<""),IF(ABS(resultat-fasit)<=0.000000001*MAX(1,ABS(fasit)),"OK",'
    '"FEIL"),IF(resultat=fasit,"OK","FEIL"))',
)
# -- what charts draw: whiskers, gaps, and the report's own figure where it has been moved --

#: a where it differs from b, otherwise ``#N/A``: a chart point that is drawn only then.
hvis_ulik = formula("a b", 'IF((a<"")*(b<""),IF(ABS(a-b)<0.000001,NA(),a),NA())')
#: A number, or ``#N/A`` where a text says that it is missing: a gap in a chart.
tall_eller_hull = formula("a", 'IF(a<"",a,NA())')
#: How many chart points of the report's own index are drawn, that is: have been moved.
antall_ulike = formula("hull", "COUNT(hull)")
# -- all members side by side: who is at the ends, who comes in which place, how far they lie --

#: What stands at the highest and at the lowest figure of a row: a sign, not a colour.
HOEYEST, LAVEST = "▲", "▼"

#: The sign of the highest or the lowest; none when too few have a figure or all are alike.
merke = formula(
    "verdi lavest hoeyest n minst",
    'IF((verdi<"")*(lavest<"")*(hoeyest<""),IF((n<minst)+(lavest=hoeyest)>0,"",'
    'IF(verdi=hoeyest,"▲",IF(verdi=lavest,"▼",""))),"")',
)
#: What is made of a figure; a figure that is missing says so in its own word.
om_tall = formula("verdi resultat", 'IF(verdi<"",resultat,IF(verdi="",NA(),verdi))')
#: The place from the highest, where of equal figures the one in front comes first.
rekkefoelge = formula(
    "verdi verdier foran",
    'IF(verdi<"",1+SUMPRODUCT((verdier<"")*(verdier>verdi))+SUMPRODUCT((foran<"")*(foran=verdi)),"")',
)
#: How many means do not lie between a lowest and a highest that differ.
utenfor = formula(
    "snitt lavest hoeyest",
    'SUMPRODUCT((snitt<"")*(lavest<"")*(hoeyest<"")*((lavest>snitt)+(snitt>hoeyest)>0)*(lavest<hoeyest))',
)
#: A figure rounded as it is shown; half away from zero. One cell at a time, as ROUND is.
rundet = formula("x desimaler", 'IF((x<"")*(desimaler<""),ROUND(x,desimaler),NA())')
# -- numbers in sentences: rounded in one cell, and in words (no trailing zeros) in the next --

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
# -- sentences that can be pasted into a case document, and the figures in them --

#: The extremes as a sentence ends with them.
SIST, FOERST = ", lavest i nettverket", ", høyest i nettverket"

#: A text with something added; nothing where there is no text.
med_tillegg = formula("setning tillegg", 'IF(setning="","",setning&tillegg)')
#: How many cells hold a text.
antall_tekst = formula("tekster tekst", "SUMPRODUCT((tekster=tekst)*1)")
#: The size of a figure.
absolutt = formula("x", "ABS(x)")
#: Percent of an amount in 1000 kr, million kroner.
prosent_av = formula("prosent inntekt", "prosent*inntekt/100000")
# -- findings in words, besides asss_funn: the accounts, kroner, the largest of a profile --

#: How large a finding is, for picking the largest; empty where nothing is said.
#:
#: The line's number takes off a little, so that two equally large findings do not tie.
stoerrelse = formula("setning avvik nummer", 'IF(setning="","",IF(avvik<"",ABS(avvik)-nummer/1000000000,""))')
#: Who has a value, the first of several.
hvem = formula(
    "verdi verdier navn",
    'IF(verdi<"",INDEX(navn,1,MATCH(verdi,verdier,0))&'
    'IF(SUMPRODUCT((verdier<"")*(verdier=verdi))>1," m.fl.",""),NA())',
)


def tekst(*parts: Any) -> tuple[Any, ...]:
    """A formula that joins so many parts, and the parts: ``sheet.calc(0, 0, *tekst(...))``."""
    return (_of_many(len(parts), "&"), *parts)


def samlet(*parts: Any) -> tuple[Any, ...]:
    """A formula that adds so many numbers, and the numbers."""
    return (_of_many(len(parts), "+"), *parts)


def _of_many(count: int, sign: str) -> Formula:
    names = [f"del{number}" for number in range(1, count + 1)]
    return formula(" ".join(names), sign.join(names))
