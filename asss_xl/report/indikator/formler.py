"""What the sheet of one indicator calculates."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb

#: A year so many before the chosen one, as a number among the package's; none before the first.
aar_nr = formula("aarnr tilbake", 'IF(aarnr>tilbake,aarnr-tilbake,"")')
aaret = formula("nr aarene", 'IF(nr="","",INDEX(aarene,nr))')
#: A municipality's figure; one's own as it is now.
tallet = formula("nr egen_nr egen tall rad", "IF(nr=egen_nr,egen,INDEX(tall,rad,nr))")
#: The figure of a year; a merger since then breaks the series.
tallet_i_aaret = formula(
    "aarsnr brudd aar tall foran nr", 'IF(aarsnr="","",IF(brudd>aar,"Brudd",INDEX(tall,foran+aarsnr,nr)))'
)
#: What a krone of a year is worth in the chosen one's; 1 of what is not kroner, or of prices of each year.
faktoren = formula(
    "priser faste enhet etter vekst nr",
    'IF((priser=faste)*(LEFT(enhet,2)="kr"),etter*(1+INDEX(vekst,nr)/100),1)',
)
merknad_i_kroner = formula("enhet merknad", 'IF(LEFT(enhet,2)="kr",merknad,"")')
#: A figure in those kroner; a word stays as it is.
priset = formula("verdi faktor", 'IF(verdi<"",verdi*faktor,verdi)')
#: The mean of a year, where enough have a figure; and how many have.
snittet_i_aaret = formula(
    "aarsnr n minst summen vekten", 'IF(aarsnr="","",IF(n<minst,"For få",summen/vekten))'
)
vekten_i_aaret = formula(
    "aarsnr vekter foran med sett veid n",
    'IF(aarsnr="","",IF(veid=1,SUMPRODUCT(INDEX(med,sett,0),INDEX(vekter,foran+aarsnr,0)),n))',
)
summen_i_aaret = formula(
    "aarsnr vekter foran med sett veid tall",
    'IF(aarsnr="","",IF(veid=1,SUMPRODUCT(INDEX(med,sett,0),INDEX(tall,foran+aarsnr,0),'
    "INDEX(vekter,foran+aarsnr,0)),SUMPRODUCT(INDEX(med,sett,0),INDEX(tall,foran+aarsnr,0))))",
)
antall_i_aaret = formula(
    "aarsnr tall foran med sett",
    'IF(aarsnr="","",SUMPRODUCT((INDEX(tall,foran+aarsnr,0)<"")*INDEX(med,sett,0)))',
)
#: How many of them have a figure that is not shown, being of before a merger.
fra_foer_brudd = formula("n vist teller", 'IF(n="","",n-SUMPRODUCT((vist<"")*(teller<>"Utenfor")))')
#: 1 the municipality itself, 2 one that is in the mean, 3 one that is not.
slaget = formula("nr egen_nr teller", 'IF(nr=egen_nr,1,IF(teller="Utenfor",3,2))')
#: The place from the highest of those that are in the mean, where they are enough.
plassen = formula("verdi verdier n minst", f'IF((verdi<"")*(n>=minst)=1,1+{bb.STOERRE},"–")')
#: Where a figure stands from the highest, of equal ones the first in front; what is missing is last.
#: Equal as the comparison has it: COUNTIF may find two figures unlike that neither is larger than the other.
rekkefoelge = formula(
    "verdi verdier til_og_med",
    f'IF(verdi<"",{bb.STOERRE}+SUMPRODUCT(1*(til_og_med=verdi)),'
    "COUNT(verdier)+ROWS(til_og_med)-COUNT(til_og_med))",
)
#: What is said beside a row.
merknad = formula(
    "slag teller", 'TRIM(IF(slag=1,"◄ kommunen","")&IF(teller="Utenfor"," ikke med i snittet",""))'
)
#: How far a figure is from the mean: nothing beside the mean itself, or where there is none.
fra_snittet = formula("verdi snitt slag", 'IF(slag=4,"",verdi-snitt)')
prosent_fra = formula("verdi snitt slag", 'IF((slag=4)+(snitt<0)>0,"",100*verdi/snitt-100)')
#: The message: the finding in words, or what is shown.
meldingen = formula("setning ellers", 'IF(setning="",ellers,setning)')
#: Who it is and where, for the title of the picture.
plassert = formula(
    "kommune plass n", 'kommune&IF(plass<""," er nummer "&plass&" av "&n&" fra høyest"," er ikke rangert")'
)
