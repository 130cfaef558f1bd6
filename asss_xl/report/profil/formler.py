"""The profiles' own calculations, each stated once, as Excel text.

A line of ``Steg_profiler`` is one indicator. Every step is short and takes cells of its own line,
and a cell holds a number or the word for why there is none.
"""

from __future__ import annotations

from functools import cache

from asss_xl.functions.excel.formula import Formula, formula, stated
from asss_xl.report import formler as bb
from asss_xl.workbook import Argument, Call, Range, of

FORBEHOLD = " (se forbehold under)"
#: Places in the list of words for a place among the members; 1 is no word at all.
INGEN, FOERST, SIST = 1.0, 2.0, 6.0


#: The mean of a year over those who are in, unweighted and weighted.
aarets_snitt = formula("verdier med", 'SUMPRODUCT(med,verdier)/SUMPRODUCT((verdier<"")*med)')
aarets_veide_snitt = formula("verdier vekter med", "SUMPRODUCT(med,verdier,vekter)/SUMPRODUCT(med,vekter)")


def gruppens_snitt(verdier: Argument, vekter: Argument | None, med: Range) -> Call:
    """The mean over those who are in, weighted where there are weights."""
    return of(aarets_snitt, verdier, med) if vekter is None else of(aarets_veide_snitt, verdier, vekter, med)


#: The place from the highest.
plass = formula("verdi verdier", f'IF(verdi<"",1+{bb.STOERRE},verdi)')


#: What a finding says; from it can be pointed to the publisher's reservation.
_FUNN = 'IF(sies=3,prosent&retning&snittet&plass,"På "&snittet)'
_AV = "sies prosent retning snittet plass"
funn = formula(_AV, f'IF(sies<"",IF(sies=1,"",{_FUNN}),sies)')
funn_med_forbehold = formula(_AV, f'IF(sies<"",IF(sies=1,"",{_FUNN}&"{FORBEHOLD}"),sies)')

_MINUS = 'IF((x<0)*(r>0),"−","")&'


@cache
def i_ord(desimaler: int) -> Formula:
    """A figure with its sign and unit, from its size and its whole part."""
    if not desimaler:
        return formula("x r hele enhet", f'IF(r<"",{_MINUS}hele&enhet,"")')
    zeros = f'"{"0" * (desimaler - 1)}"&' if desimaler > 1 else ""
    decimals = f'&","&RIGHT({zeros}ROUND({10**desimaler}*r,0),{desimaler})'
    return formula("x r hele enhet", f"{_MINUS}hele{decimals}&enhet")


@cache
def aar_paa_rad(antall: int) -> Formula:
    """For how many years a figure has gone the same way, from it and so many before it.

    Only where the year before says otherwise is it known; else 1, as when it did not.
    """
    inner = "1"
    for n in range(antall, 1, -1):
        inner = f"IF((foer_{n - 1}-foer_{n})*(foer_0-foer_1)<=0,{n - 1},{inner})"
    return formula(" ".join(f"foer_{n}" for n in range(antall + 1)), f"IFERROR({inner},1)")


def __getattr__(name: str) -> Formula:
    return stated(__file__, name)
