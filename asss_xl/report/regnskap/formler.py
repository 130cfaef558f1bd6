"""The calculations that only the accounts use."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

# -- what a what-if moves --

#: A total in 1000 kr, moved by its lines in million kroner.
flyttet = formula("uten endringer", "uten+1000*SUM(endringer)")
#: What is left of a sum (1000 kr) when its parts (million kr) are taken out, million kr.
resten_av = formula("total deler", "total/1000-deler")
#: The figure without what-if where a what-if has moved it: drawn only then.
hvis_flyttet = formula("uten naa", "IF(ABS(uten-naa)<0.000001,NA(),uten)")

# -- loans: debt in million kroner, interest and repayment in 1000 kr --

#: Interest in percent of a debt or claim.
rentesats = formula("renter gjeld", "renter/gjeld/10")
#: Debt over the year's repayment: years.
avdragstid = formula("gjeld avdrag", "1000*gjeld/avdrag")
#: How much larger the debt is: last year's change, its repayment, new loans.
endret_gjeld = formula("endret avdrag laan", "endret-avdrag/1000+laan")
#: Repayment moved by debt and time, where they are known.
avdrag_flyttet = formula(
    "uten gjeld tid gjeld_foer tid_foer", "IFERROR(uten+1000*(gjeld/tid-gjeld_foer/tid_foer),uten)"
)
#: Interest moved by a rate and a debt or claim, where they are known.
rente_flyttet = formula(
    "uten sats beloep sats_foer beloep_foer", "IFERROR(uten+10*(sats*beloep-sats_foer*beloep_foer),uten)"
)
#: Debt with what loans and repayment have changed.
gjeld_naa = formula("gjeld endret avdrag", "gjeld+endret-avdrag/1000")
#: The change in claims: last year's, that of the need for financing (1000 kr), that of loans.
fordringer_naa = formula("foer finans laan", "foer+finans/1000+laan")

# -- breaks: a merger makes a new municipality, and no growth goes over it --

BRUDD = "Brudd i serien"
#: Whether a merger lies between two years.
mellom = formula("brudd foer etter", "(brudd>foer)*(brudd<=etter)")
#: A growth, or the word for the merger that it would go over.
uten_brudd = formula("brutt vekst", f'IF(brutt=1,"{BRUDD}",vekst)')
#: An index from the base year on.
fra_basis = formula("indeks aar basis", f'IF(aar<basis,"{BRUDD}",indeks)')
#: The name of a series that starts later than the others.
navn_med_basis = formula("navn basis brutt", 'navn&IF(brutt=1," ("&basis&" = 100)","")')
#: What has been added since the base year by growths one after the other.
fra_basis_vekst = formula("forrige vekst aar basis", "IF(aar<=basis,100,forrige*(1+vekst/100))")

# -- index series --

#: 100 in the first year of a series that there is.
hundre = formula("vekst", 'IF(ISNUMBER(vekst),100,"Ikke data")')
#: The index a year earlier, from the growth since.
aaret_foer = formula("indeks vekst", "indeks/(1+vekst/100)")
#: Two growths in percent, one after the other.
etter_hverandre = formula("a b", "100*((1+a/100)*(1+b/100)-1)")
#: What is left of 100 percent.
rest = formula("a b c", "100-a-b-c")
#: A number for a chart.
punkt = formula("tall", "0+tall")

# -- what the charts say, put together from parts --

#: A number of one decimal as a sentence has it, with a decimal comma whatever the reader's locale.
tallord = formula("x", 'IF(x<0,"−","")&INT(ABS(x))&","&ROUND(10*MOD(ABS(x),1),0)')
#: A size with its unit; nothing when there is no difference.
stoerrelse = formula("x enhet", 'IF(x=0,"",INT(ABS(x))&","&ROUND(10*MOD(ABS(x),1),0)&enhet)')
stoerrelse_hel = formula("x enhet", 'IF(x=0,"",ABS(x)&enhet)')
#: The word for less, alike or more.
retning = formula("x ord", "INDEX(ord,1,SIGN(x)+2)")
hva_hvis = formula("uten", 'IF(ISNUMBER(uten),"Hva hvis: ","")')
melding = formula("hva_hvis hvem stoerrelse ord slutt", 'hva_hvis&hvem&" har "&stoerrelse&ord&slutt')
#: The message where there is a finding, else what is drawn.
eller = formula("funn melding ellers", "IF(ISNUMBER(funn),melding,ellers)")
