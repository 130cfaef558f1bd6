"""The calculations of Demografi, each stated once, as Excel text."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula

#: 1 for an age group that the reader has changed.
endret = formula("brukt grunnlag", "IF(brukt=grunnlag,0,1)")
#: What the changed groups change by, and how much of it the population in all does not follow.
endring_i_gruppene = formula("endrede brukte grunnlagene", "SUMPRODUCT(endrede,brukte-grunnlagene)")
resten_tar = formula("endring prosent", 'endring*IF(prosent<"",1-prosent/100,1)')
#: What the age groups that nobody has changed are multiplied with.
resten = formula("tar endrede grunnlagene", "IFERROR(1-tar/SUMPRODUCT(1-endrede,grunnlagene),1)")
#: An age group in the first year: as it is filled in, or shrunk with the rest.
folk_naa = formula("endret brukt grunnlag resten", "IF(endret=1,brukt,grunnlag*resten)")
#: A later year's: filled in, or grown as before from a first year that has moved.
folk_etter = formula("brukt grunnlag flyttet", "IF(brukt=grunnlag,grunnlag+flyttet,brukt)")
#: How many times as many there are now; 1 where somebody is missing.
forhold = formula("naa foer", "IFERROR(SUMPRODUCT(naa*1)/SUMPRODUCT(foer*1),1)")
#: How many of a group there would be with the country's share of it.
som_i_landet = formula("egne gruppe landets", "SUMPRODUCT(egne*1)*gruppe/SUMPRODUCT(landets*1)")
#: What stands over the figures: the message, in whole million kroner and one decimal.
hva_det_koster = formula(
    "fra til mill",
    '"Befolknings"&IF(mill<0,"endringen ","veksten ")&fra&"–"&til&IF(mill<0," sparer "," koster ")'
    '&FIXED(ABS(mill),0,TRUE)&" mill. kr"',
)
hvor_mye_mer = formula(
    "til indeks fra",
    '"Alderssammensetningen krever "&IF(ROUND(indeks-100,0)=0,"like mye i "&til&" som i ",'
    'FIXED(ABS(indeks-100),0,TRUE)&" prosent "&IF(indeks<100,"mindre","mer")&" i "&til&" enn i ")&fra',
)
