"""The lines of the accounts: their keys in a package and their names in a report.

`poster.csv` has them by kind. Amounts are in 1000 kr. Spending is positive in `regnskap.csv`; the lines
that a report prints signed (use of funds, cover of earlier years, premium deviation, use of loans) keep
their sign, and what is `uten_fortegn` is counted without one: below zero it has been written with a minus.
"""

from __future__ import annotations

from pathlib import Path

from asss_xl.catalogue import rows

_ROWS = rows("poster", Path(__file__).parent)


def _named(kind: str) -> dict[str, str]:
    return {row["post"]: row["navn"] for row in _ROWS if row["slag"] == kind}


#: Key of each line that a package can give, with the name that a report prints (method ch. 4).
POSTER = _named("linje")
UTEN_FORTEGN = frozenset(row["post"] for row in _ROWS if row["uten_fortegn"] == "ja")
#: Lines that nobody is without in any year: none of them is «ikke aktuelt» to anybody.
HAR_ALLE = ("driftsinntekter", "driftsutgifter", "avskrivninger")
#: Lines that are not many times larger in one year than in the next.
JEVNE = (*HAR_ALLE, "renteutgifter", "avdrag")
#: Income that hardly any municipality has below zero: a minus is asked about.
OFTEST_UTEN_FORTEGN = frozenset(row["post"] for row in _ROWS if row["uten_fortegn"] == "oftest")
#: The last year of lines that have ended: after it nobody has any of them (also in `koblinger.csv`).
SISTE_AAR = {row["post"]: int(row["til"]) for row in _ROWS if row["til"]}
#: Lines worked out from others; a stated package prints them, and they are held against it.
UTREGNEDE = _named("utregnet")
#: Interest and repayment; and all lines of the accounts that a correction can move.
RENTEPOSTENE = ("renteinntekter", "renteutgifter", "avdrag")
RETTES = ("driftsinntekter", "driftsutgifter", *RENTEPOSTENE, "investeringer", "tilskudd")
#: Uses of income besides the sectors (vedleggstabell 1, 3 and tabell 19), by key.
ANVENDELSER = _named("anvendelse")
#: Whom a stated figure is about.
_AKTOERER = _named("aktoer")

#: Key figures that Statistics Norway publishes and the accounts must give: name, unit and decimals.
KONTROLLTALL = {
    "frie_per_innbygger": ("Frie inntekter per innbygger", "kr", 0),
    "netto_i_prosent": ("Netto driftsresultat i prosent av driftsinntektene", "prosent", 1),
    "gjeld_i_prosent": ("Langsiktig gjeld uten pensjon i prosent av driftsinntektene", "prosent", 1),
    "investeringer_i_prosent": ("Brutto investeringsutgifter i prosent av driftsinntektene", "prosent", 1),
}

_GJELD = ("41", "43", "45", "31", "32")
_FORDRINGER = ("22", "21", "13", "18", "12", "11", "10")
#: The balance accounts behind debt and claims (method ch. 4, tabell 5d); 2.xx and their 5.xx twins.
KONTI = {
    "gjeld": tuple(f"{klasse}.{kapittel}" for klasse in "25" for kapittel in _GJELD),
    "fordringer": tuple(f"{klasse}.{kapittel}" for klasse in "25" for kapittel in _FORDRINGER),
}


def aktoernavn(aktor: str, kommune: str) -> str:
    """Whom a stated figure is about, as a reader sees it."""
    return _AKTOERER[aktor].format(kommune=kommune)
