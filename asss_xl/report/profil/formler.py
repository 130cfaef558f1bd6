"""The profiles' own calculations, each stated once, as Excel text.

A line of ``Steg_profiler`` is one indicator. Every step is short and takes cells of its own line,
and a cell holds a number or the word for why there is none.
"""

from __future__ import annotations

from asss_xl.functions.excel.formula import Formula, formula
from asss_xl.report import formler as bb
from asss_xl.workbook import Argument, Call, Range, of

FAA, UTENFOR = "For få", "Utenfor snittet"
FORBEHOLD = " (se forbehold under)"
#: Places in the list of words for a place among the members; 1 is no word at all.
INGEN, FOERST, SIST = 1.0, 2.0, 6.0

# -- the members' figures -------------------------------------------------------------------------

#: A figure of the long table of all members' figures; ``foran`` rows stand before the indicator.
av_tallene = formula("tall aarnr foran enhet", "INDEX(tall,aarnr+foran,enhet)")
#: The row of an indicator and year in that table; its last row for a year that is not there.
rad_i_tallene = formula("aarnr foran sist", "IFERROR(aarnr+foran,sist)")
#: All figures of one of its rows.
hele_raden = formula("tall rad", "INDEX(tall,rad,0)")
#: How many of those who are in have a figure.
antall_med = formula("verdier med", 'SUMPRODUCT((verdier<"")*med)')
#: The value at a place of a row.
paa_plass = formula("rekke nummer", "INDEX(rekke,1,nummer)")
#: 1 for one who is not in the mean, 2 for one who is, 3 for the municipality itself.
rolle = formula("med nummer egen", "1+med*IF(nummer=egen,2,1)")
#: How many must have a figure before it is held against others: one more than the municipality itself.
flere_enn_egen = formula("rolle", "IF(rolle=3,2,1)")
#: The members' figures in the mean; the municipality's own as it is now.
medlemstall = formula("roller egen tall rad", 'IF(roller=1,"Utenfor",IF(roller=3,egen,INDEX(tall,rad,0)))')
#: The weighted mean; who has no figure has no weight.
veid = formula(
    "verdier vekter rad",
    'SUMPRODUCT(verdier,INDEX(vekter,rad,0))/SUMPRODUCT((verdier<"")*INDEX(vekter,rad,0))',
)
#: The mean of a year over those who are in, unweighted and weighted.
aarets_snitt = formula("verdier med", 'SUMPRODUCT(med,verdier)/SUMPRODUCT((verdier<"")*med)')
aarets_veide_snitt = formula("verdier vekter med", "SUMPRODUCT(med,verdier,vekter)/SUMPRODUCT(med,vekter)")


def gruppens_snitt(verdier: Argument, vekter: Argument | None, med: Range) -> Call:
    """The mean over those who are in, weighted where there are weights."""
    return of(aarets_snitt, verdier, med) if vekter is None else of(aarets_veide_snitt, verdier, vekter, med)


#: How many of a service's indicators a municipality has a figure for in a year.
antall_med_tall = formula("blokk aarene aar egen", 'SUMPRODUCT((aarene=aar)*(INDEX(blokk,0,egen)<""))')
#: How many there are of what a figure is per: an empty cell of the table is read as 0.
mengden = formula(
    "vekter aarnr foran enhet",
    'IF(INDEX(vekter,aarnr+foran,enhet)=0,"Ikke data",INDEX(vekter,aarnr+foran,enhet))',
)

# -- the figure that counts -----------------------------------------------------------------------

#: A use of income now over what it was. The two are added up on each their way: unrounded, a last
#: binary digit would part municipalities that are alike.
beloep_forhold = formula("naa folk foer folk_foer", "IFERROR(ROUND(naa*folk/(foer*folk_foer),12),1)")
#: How many times as many there are of some age groups; 1 where somebody is missing.
folk_forhold = formula("naa foer antall", "IFERROR(IF(COUNT(naa,foer)=antall,SUM(naa)/SUM(foer),1),1)")
#: The number of people now over what it was, and the need with it.
mengde_forhold = formula("naa foer", "IFERROR(naa/foer,1)")
mengde_og_behov = formula("naa foer behov behov_foer", "IFERROR(ROUND(naa/foer*(behov/behov_foer),12),1)")
#: A figure that follows another in proportion; as it is where that one is missing.
foelger = formula("grunnlag beloep mengde", "IFERROR(grunnlag*(beloep/mengde),grunnlag)")
foelger_beloepet = formula("grunnlag beloep", "IFERROR(grunnlag*beloep,grunnlag)")
#: The same amount as another figure, over other people.
samme_beloep = formula(
    "grunnlag annen vekst annen_foer", "IFERROR(grunnlag*(annen*vekst/annen_foer),grunnlag)"
)
#: Filled in, or the same amount shared by as many as there are now.
delt_paa = formula(
    "fylt grunnlag mengde naa", "IF(fylt=grunnlag,IFERROR(grunnlag*(mengde/naa),grunnlag),fylt)"
)
delt_paa_vekst = formula("fylt grunnlag vekst", "IF(fylt=grunnlag,IFERROR(grunnlag/vekst,grunnlag),fylt)")
#: With an amount in 1000 kr shared by as many as there are now.
og_beloep = formula("per beloep mengde", "IFERROR(per+1000*beloep/mengde,per)")
#: The whole of a sector with the sector's corrections (1000 kr), and who follows another figure.
rettet_som_sektoren = formula("verdi rettet naa folk", "IFERROR(verdi*(1+1000*rettet/(naa*folk)),verdi)")
#: A share of all net spending (1000 kr), which is without the premium deviation.
rettet_andel = formula(
    "andel alt rettet drift sektorer premie faktor",
    "IFERROR((andel*alt+faktor*rettet)/(alt+drift+sektorer-premie),andel)",
)
rettet_som = formula("verdi rettet annen", "IFERROR(verdi*rettet/annen,verdi)")
#: A figure that is shown only where it is another than the one beside it; and its index.
naar_annen = formula("verdi beside ellers", "IF(verdi=beside,ellers,verdi)")
indeks_naar_annen = formula("verdi beside snitt", 'IF(verdi=beside,"–",IFERROR(100*verdi/snitt,"Ikke data"))')
#: What a figure that is filled in per person changes the amount by, 1000 kr.
endret_beloep = formula(
    "fylt grunnlag naa mengde faktor", "IF(fylt=grunnlag,0,(fylt*naa-grunnlag*mengde)/faktor)"
)
#: A distance per person times how many there are, million kroner.
i_millioner = formula("avvik mengde faktor", "avvik*mengde/faktor/1000")

# -- what it is held against ----------------------------------------------------------------------

#: The word for a comparison that is not made.
for_faa = formula("n minst verdi", 'IF((n<minst)*(verdi<""),"For få","Ikke data")')
#: The mean that a figure can be held against: there is no index of one below zero.
#:
#: Nor one of a municipality with itself: ``minst`` is 2 where it is in the mean.
maalestokk = formula("snitt n minst", 'IF((snitt<0)+(n<minst),"Ikke data",snitt)')
maalestokk_eller = formula("snitt n minst ord", "IF((n<minst)+(snitt<0),ord,snitt)")
#: A figure or, where it cannot be worked out, what stands in another cell.
eller = formula("verdi ellers", "IFERROR(verdi,ellers)")
#: Far behind what is shown: 8.5 percent must not become 8 because binary fractions make it 8.4999.
rundet_9 = formula("x", "ROUND(x,9)")
#: The municipality's figure where it has a place among the members, or the word for why not.
faar_plass = formula(
    "rolle verdi n minst", 'IF((n<minst)*(verdi<"")=1,"For få",IF(rolle=3,verdi,"Utenfor snittet"))'
)
#: The place from the highest.
plass = formula("verdi verdier", f'IF(verdi<"",1+{bb.STOERRE},verdi)')
#: The place from the lowest: equal figures share it, as they do from the highest.
fra_bunnen = formula("verdi verdier", 'IF(verdi<"",1+SUMPRODUCT((verdier<"")*(verdier<verdi)),verdi)')
#: Who has a value, the first of several.
hvem = formula(
    "verdi verdier navn",
    'IF(verdi<"",INDEX(navn,MATCH(verdi,verdier,0))&IF(COUNTIF(verdier,verdi)>1," m.fl.",""),verdi)',
)
#: A figure of an earlier year; none when a merger since then breaks the series.
uten_brudd = formula("verdi brudd aar", 'IF(brudd>aar,"Brudd i serien",verdi)')

# -- findings in words ----------------------------------------------------------------------------

#: Percent from the mean, as it is said.
prosent = formula("avvik_pst", "ROUND(ABS(avvik_pst),0)")
#: What is said: 1 nothing, 2 that it is the mean, 3 how far it lies from it.
sies = formula("prosent", 'IF(prosent<"",IF(prosent=0,2,3),prosent)')
sies_utenfor_avrunding = formula(
    "prosent avvik avrunding", 'IF(prosent<"",IF(prosent=0,2,IF(ABS(avvik)<=avrunding,1,3)),prosent)'
)
sies_av_nok_utenfor = formula(
    "prosent avvik avrunding ord",
    'IF(prosent<"",IF(prosent=0,2,IF(ABS(avvik)<=avrunding,1,3)),IF(ord="For få",1,prosent))',
)
sies_av_nok = formula("prosent ord", 'IF(prosent<"",IF(prosent=0,2,3),IF(ord="For få",1,prosent))')
#: The word for below, at or above; and the other way round.
etter_fortegn = formula("ord tall", "INDEX(ord,2+SIGN(tall))")
mot_fortegn = formula("ord tall", "INDEX(ord,2-SIGN(tall))")
#: The places near the top and near the bottom that a finding names; the second of three or four is in
#: the middle or past it, and is not named so.
topp_i_funn = formula("plass n", "IF((plass=1)+(plass=2)*(n>4),1+plass,IF(plass<=n/3,5,1))")
bunn_i_funn = formula("bunn n", "IF((bunn=2)*(n>4),7,IF(bunn<=n/3,9,1))")
plass_i_funn = formula(
    "verdi lavest hoeyest topp bunn", "IF(lavest=hoeyest,1,IF(verdi<=lavest,6,IF(topp>1,topp,bunn)))"
)
#: Among many alike the second highest is the second lowest too: the end is that of the mean's other side.
side_i_funn = formula("avvik topp bunn", "IF((avvik<0)*(bunn>1),1,topp)")
#: The places that a sentence names: first to third from the end on the figure's side of the mean.
ende = formula("avvik plass bunn", "IF(avvik>0,plass,bunn)")
etter_ende = formula(
    "ende n avvik", "IF((ende=1)+(ende=2)*(n>4)+(ende=3)*(n>6)+(ende=4)*(n>=12),1+ende+4*(avvik<=0),1)"
)
plass_i_setning = formula(
    "verdi lavest hoeyest etter_ende", "IF(lavest=hoeyest,1,IF(verdi<=lavest,6,etter_ende))"
)
#: The place where only the lowest and the highest are known.
ytterst = formula(
    "verdi lavest hoeyest",
    'IF((lavest=hoeyest)+(verdi>""),1,IF(verdi>=hoeyest,2,IF((verdi<=lavest)*(lavest<""),6,1)))',
)
#: A finding put together from its parts, and with a pointer to the publisher's reservation.
_FUNN = 'IF(sies=3,prosent&retning&snittet&plass,IF(sies=2,"På "&snittet,""))'
_AV = "sies prosent retning snittet plass"
funn = formula(_AV, f'IF(sies<"",{_FUNN},sies)')
funn_med_forbehold = formula(_AV, f'IF(sies<"",{_FUNN}&"{FORBEHOLD}",sies)')
med_tillegg = formula("setning tillegg", "setning&tillegg")

# -- numbers in a sentence ------------------------------------------------------------------------

#: Its whole thousands, where they can be a million; and its whole part, with thin spaces.
tusen = formula("r", 'IF(r<1000000,INT(r/1000),INT(r/1000000)&"\u2009"&RIGHT(INT(r/1000),3))')
tusener = formula("r", "INT(r/1000)")
hele = formula("r tusen", 'IF(r<1000,INT(r),tusen&"\u2009"&RIGHT(INT(r),3))')
#: The whole part where there are no thousands.
helt = formula("r", "INT(r)")
_MINUS = 'IF((x<0)*(r>0),"−","")&'


def i_ord(desimaler: int) -> Formula:
    """A figure with its sign and unit, from its size and its whole part."""
    if desimaler not in _I_ORD:
        zeros = f'"{"0" * (desimaler - 1)}"&' if desimaler > 1 else ""
        decimals = f'&","&RIGHT({zeros}ROUND({10**desimaler}*r,0),{desimaler})'
        _I_ORD[desimaler] = formula("x r hele enhet", f"{_MINUS}hele{decimals}&enhet")
    return _I_ORD[desimaler]


_I_ORD = {0: formula("x r hele enhet", f'IF(r<"",{_MINUS}hele&enhet,"")')}

#: «7 prosent lavere enn ASSS-gjennomsnittet», and «om lag som» where the figures differ by less.
sammenlikning = formula(
    "prosent retning snittet verdi snitt",
    'IF(prosent=0,IF(verdi=snitt,"","om lag ")&"som ",prosent&" prosent "&retning&" enn ")&snittet',
)
#: That two figures look alike because they are rounded.
likt_avrundet = formula("verdi snitt prosent", 'IF((verdi=snitt)*(prosent<>0),"; tallene er avrundet","")')
#: The whole sentence, with what the publisher says against it.
setning = formula(
    "innledning sammenlikning snitt avrundet plass prosent",
    'IF((prosent<"")*(snitt<>""),innledning&", "&sammenlikning&" ("&snitt&avrundet&")"&plass&".","")',
)
#: The sentence of a figure that too few have to be compared.
faa_har_data = formula(
    "n", '". Tallet bør ikke sammenliknes: bare "&n&IF(n=1," kommune"," kommuner")&" har data."'
)
setning_av_nok = formula(
    "ord verdi snitt innledning faa vanlig",
    'IF(ord="For få",IF((verdi="")+(snitt=""),"",innledning&faa),vanlig)',
)
#: Which of the package's years is so many before, where the package has it.
aarnr_foer = formula("aarnr tilbake", 'IF(aarnr>tilbake,aarnr-tilbake,"Ikke data")')


def aar_paa_rad(antall: int) -> Formula:
    """For how many years a figure has gone the same way, from it and so many before it.

    Only where the year before says otherwise is it known; else 1, as when it did not.
    """
    if antall not in _PAA_RAD:
        inner = "1"
        for n in range(antall, 1, -1):
            inner = f"IF((foer_{n - 1}-foer_{n})*(foer_0-foer_1)<=0,{n - 1},{inner})"
        names = " ".join(f"foer_{n}" for n in range(antall + 1))
        _PAA_RAD[antall] = formula(names, f"IFERROR({inner},1)")
    return _PAA_RAD[antall]


_PAA_RAD: dict[int, Formula] = {}
#: What it was the year before.
fra_i_fjor = formula(
    "naa foer aar retning paa_rad",
    'IF(foer="","",IF(naa=foer,", uendret fra "&aar,retning&paa_rad&" fra "&foer&" i "&aar))',
)
#: The same of an amount: from one year to the next kroner are not worth the same.
mot_i_fjor = formula("foer naa aar", 'IF(foer="","",IF(foer=naa,", som i "&aar,", mot "&foer&" i "&aar))')
mot_i_fjor_faste = formula(
    "foer naa aar priser", 'IF(foer="","",IF(foer=naa,", som i "&aar,", mot "&foer&" i "&aar)&priser)'
)
#: How large a finding is, for picking the largest: by million kroner before those by percent.
#:
#: The line's number takes off a little, so that two equally large findings do not tie.
stoerrelse = formula("setning avvik_pst lite", 'IF(setning="","",ABS(avvik_pst)-lite)')
stoerrelse_kr = formula(
    "setning mill avvik_pst lite", 'IF(setning="","",IFERROR(1000+ABS(mill),ABS(avvik_pst))-lite)'
)
#: The headline of a service.
overskrift = formula(
    "kommune navnene sammenlikninger nummer",
    'kommune&": "&INDEX(navnene,nummer)&" er "&INDEX(sammenlikninger,nummer)',
)
eller_bare = formula("melding tjeneste kommune aar", 'IFERROR(melding,tjeneste&kommune&" "&aar)')

# -- the picture ----------------------------------------------------------------------------------

#: Where a point stands, inside the scale; in the middle where there is none.
#:
#: The scale has 100 in the middle, which is also what MEDIAN makes of it where the index is a word.
innenfor = formula("fra indeks til", "IFERROR(MEDIAN(fra,indeks,til),100)")
#: The row's height in the picture, or nothing to draw.
naar_tall = formula("x rad", 'IF(x<"",rad,NA())')
naar_begge = formula("a b rad", 'IF((a<"")*(b<""),rad,NA())')
#: The report's own index where what counts is another figure.
flyttet_fra = formula("grunnlag brukt snitt", "IF(ROUND(grunnlag-brukt,9)=0,NA(),100*grunnlag/snitt)")
#: The number at a point, with an arrow where the scale ends. Some programs write what is rounded up
#: to zero as «-0»: nothing added to it takes the sign away.
tallet_i_bildet = formula("x fra til", 'IF(x<fra,"< ","")&ROUND(x,0)+0&IF(x>til," >","")')
#: Where a range goes on outside the scale.
#:
#: Not where the municipality's own point stands at the edge with its number.
under_skalaen = formula("x fra egen", 'IF((x<fra)*(egen>=fra),"◂ "&ROUND(x,0)+0,"")')
over_skalaen = formula("x til egen", 'IF((x<"")*(x>til)*((egen<=til)+(egen>"")),ROUND(x,0)&" ▸","")')
#: The number stands left of its point where the light point stands to the right.
til_venstre = formula("grunnlag indeks rad", "IF(grunnlag>indeks,rad,NA())")
ellers_til_hoeyre = formula("til_venstre rad", "IF(ISNUMBER(til_venstre),NA(),rad)")
