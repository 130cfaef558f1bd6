"""The lines of the accounts: their keys in a package and their names in a report.

Amounts are in 1000 kr. Spending is positive in `regnskap.csv`; the lines that a report prints
signed (use of funds, cover of earlier years, premium deviation, use of loans) keep their sign.
"""

from __future__ import annotations

#: Key of each line that a package can give, with the name that a report prints (method ch. 4).
POSTER = {
    "driftsinntekter": "Driftsinntekter",
    "driftsutgifter": "Driftsutgifter uten avskrivninger",
    "renteinntekter": "Renteinntekter",
    "renteutgifter": "Renteutgifter",
    "avdrag": "Netto avdrag",
    "avskrivninger": "Avskrivninger",
    "investeringer": "Brutto investeringsutgifter",
    "tilskudd": "Tilskudd, refusjon, salg",
    "bundne_fond": "Bruk/avsetning bundne fonds",
    "dekning": "Dekning av tidligere års over-/underskudd",
    "investeringsmoms": "Investeringsmoms",
    "premieavvik": "Premieavvik",
    "laan": "Netto bruk av lån",
    "innt_formue": "Inntekts- og formuesskatt",
    "eiendom": "Eiendomsskatt",
    "selskap": "Selskapsskatt",
    "andre_skatter": "Andre skatter",
    "rammetilskudd": "Rammetilskudd",
    "andre_statstilskudd": "Andre statstilskudd",
    "loenn": "Lønnsutgifter",
    "sosiale": "Sosiale utgifter",
    "gevinster": "Herav finansielle gevinster",
    "tap": "Herav finansielle tap",
    "gjeld": "Gjeld",
    "fordringer": "Fordringer",
    "disposisjonsfond": "Disposisjonsfond",
}

#: What these are is counted without a sign: below zero one of them has been written with a minus.
UTEN_FORTEGN = frozenset(
    {
        "driftsinntekter",
        "driftsutgifter",
        "renteinntekter",
        "renteutgifter",
        "avskrivninger",
        "investeringer",
        "innt_formue",
        "eiendom",
        "loenn",
        "sosiale",
    }
)

#: Lines worked out from others; a stated package prints them, and they are held against it.
UTREGNEDE = {
    "brutto": "Brutto driftsresultat",
    "netto": "Netto driftsresultat",
    "netto_investeringer": "Netto investeringsutgifter",
    "netto_inv_inntekter": "Netto investeringsinntekter",
    "overskudd": "Overskudd før lån",
    "netto_renter": "Netto renter",
    "renter_avdrag": "Netto renter og avdrag",
    "avdrag_avskr": "Avdrag minus avskrivninger",
    "handlingsrom": "Handlingsrom",
    "finansbehov": "Finansieringsbehov",
    "anskaffelse": "Netto anskaffelse av midler",
    "netto_gjeld": "Netto lånegjeld",
    "skatt": "Skatt i alt",
    "frie": "Frie inntekter",
    "andre_inntekter": "Andre inntekter",
    "loenn_sosiale": "Lønn inkl sosiale utgifter",
    "andre_driftsinntekter": "Andre driftsinntekter",
    "andre_driftsutgifter": "Andre driftsutgifter",
}

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

#: Uses of income besides the sectors (vedleggstabell 1, 3 and tabell 19), by key.
ANVENDELSER = {
    "sum_is": "Sum sektorene i inntektssystemet",
    "andre_sektorer": "Andre sektorer",
    "sum_drift": "Sum netto driftsutgifter",
    "renter_avdrag": "Renter og avdrag",
    "premieavvik": "Premieavvik",
    "resultat": "Netto driftsresultat",
    "avskrivninger": "Avskrivninger",
    "disponibel": "Disponibel inntekt",
}

#: Whom a stated figure is about, see `columns.AKTOERER`.
_AKTOERER = {
    "kommune": "{kommune}",
    "oevrige": "Øvrige ASSS",
    "resten": "Resten av landet",
    "landet": "Landet",
    "kommune_minus_oevrige": "{kommune} minus øvrige ASSS",
    "kommune_minus_landet": "{kommune} minus landet",
}


def aktoernavn(aktor: str, kommune: str) -> str:
    """Whom a stated figure is about, as a reader sees it."""
    return _AKTOERER[aktor].format(kommune=kommune)
