"""Regnskap: results, room for action, financing and growth of the accounts (report ch. 0-1)."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.values import NA, ExcelError, Rows, cells, first_error, is_text, numbers

KAP = "regnskap"
_INNTEKT = "Kommunens driftsinntekter, samme enhet som beløpet."


@scalar(
    "ASSS_BRUTTO_DRIFTSRESULTAT",
    category=KAP,
    description="Brutto driftsresultat før avskrivninger: driftsinntekter - driftsutgifter.",
    parameters={
        "driftsinntekter": "Driftsinntekter.",
        "driftsutgifter": "Driftsutgifter uten avskrivninger.",
    },
    excel="driftsinntekter-driftsutgifter",
    unit="samme som beløpene",
    source="ASSS 2009, tabell 0, s. 6",
    example=(13972130, 13810762),
)
def brutto_driftsresultat(driftsinntekter: float, driftsutgifter: float) -> float:
    """Gross operating result before depreciation."""
    return driftsinntekter - driftsutgifter


@scalar(
    "ASSS_NETTO_DRIFTSRESULTAT",
    category=KAP,
    description="Netto driftsresultat: brutto driftsresultat + renteinntekter - renteutgifter - "
    "netto avdrag.",
    parameters={
        "brutto": "Brutto driftsresultat.",
        "renteinntekter": "Renteinntekter, utbytte og finansielle gevinster.",
        "renteutgifter": "Renteutgifter, provisjoner og finansielle tap (positivt tall).",
        "avdrag": "Netto avdrag (positivt tall).",
    },
    excel="brutto+renteinntekter-renteutgifter-avdrag",
    unit="samme som beløpene",
    source="ASSS 2009, tabell 0, s. 6",
    example=(161368, 751284, 431376, 389713),
)
def netto_driftsresultat(
    brutto: float, renteinntekter: float, renteutgifter: float, avdrag: float
) -> float:
    """Net operating result, the key indicator of economic balance."""
    return brutto + renteinntekter - renteutgifter - avdrag


@scalar(
    "ASSS_OVERSKUDD_FOER_LAAN",
    category=KAP,
    description="Overskudd før lån: brutto driftsresultat + renteinntekter - renteutgifter - "
    "brutto investeringer + tilskudd, refusjon og salg.",
    parameters={
        "brutto": "Brutto driftsresultat.",
        "renteinntekter": "Renteinntekter.",
        "renteutgifter": "Renteutgifter (positivt tall).",
        "investeringer": "Brutto investeringsutgifter (positivt tall).",
        "tilskudd": "Tilskudd, refusjoner og salgsinntekter til investeringene.",
    },
    excel="brutto+renteinntekter-renteutgifter-investeringer+tilskudd",
    unit="samme som beløpene",
    source="ASSS 2009, tabell 0, s. 6",
    example=(161368, 751284, 431376, 1459419, 279430),
)
def overskudd_foer_laan(
    brutto: float,
    renteinntekter: float,
    renteutgifter: float,
    investeringer: float,
    tilskudd: float,
) -> float:
    """Surplus before loans: how the year's operation and investment move the net debt."""
    return brutto + renteinntekter - renteutgifter - investeringer + tilskudd


@scalar(
    "ASSS_HANDLINGSROM",
    category=KAP,
    description="Handlingsrom: netto driftsresultat + bundne fond + dekning av tidligere år + "
    "(avdrag - avskrivninger) + investeringsmoms, med fortegn som i tabell 4.",
    parameters={
        "netto": "Netto driftsresultat.",
        "bundne_fond": "Bruk (+) eller avsetning (-) til bundne fond.",
        "dekning": "Dekning av tidligere års underskudd (-) eller bruk av overskudd (+).",
        "avdrag_avskrivninger": "Avdrag minus avskrivninger.",
        "investeringsmoms": "Momsrefusjon av investeringer (negativt tall).",
    },
    excel="netto+bundne_fond+dekning+avdrag_avskrivninger+investeringsmoms",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.6.1 og tabell 4, s. 17-18",
    example=(91563, 85964, -40789, -172653, -174237),
)
def handlingsrom(
    netto: float,
    bundne_fond: float,
    dekning: float,
    avdrag_avskrivninger: float,
    investeringsmoms: float,
) -> float:
    """Room for action: what is left of the net result after what is already bound."""
    return netto + bundne_fond + dekning + avdrag_avskrivninger + investeringsmoms


@scalar(
    "ASSS_FINANSIERINGSBEHOV",
    category=KAP,
    description="Finansieringsbehov: netto driftsresultat - investeringsutgifter + "
    "investeringsinntekter + premieavvik. Negativt tall = behov.",
    parameters={
        "netto": "Netto driftsresultat.",
        "utgifter": "Brutto investeringsutgifter (positivt tall).",
        "inntekter": "Investeringsinntekter: tilskudd, refusjon og salg.",
        "premieavvik": "Premieavvik med fortegn som i tabell 5.",
    },
    excel="netto-utgifter+inntekter+premieavvik",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 og tabell 5, s. 20-21",
    example=(91563, 1459419, 279430, -192604),
)
def finansieringsbehov(
    netto: float, utgifter: float, inntekter: float, premieavvik: float
) -> float:
    """Need for financing by loans or funds; negative means need."""
    return netto - utgifter + inntekter + premieavvik


_GJELD_TEXT = '(SUMPRODUCT((gjeld>"")*1)+SUMPRODUCT((fordringer>"")*1)>0)'


@aggregate(
    "ASSS_NETTO_LAANEGJELD",
    category=KAP,
    description="Netto lånegjeld: sum gjeld minus sum fordringer.",
    parameters={
        "gjeld": "Gjeldspostene (kap. 2.41, 2.43, 2.45, 2.31, 2.32 og tvillingene i 5.xx).",
        "fordringer": "Fordringene (kap. 2.22, 2.21, 2.13, 2.18, 2.12, 2.11, 2.10 og 5.xx).",
    },
    ranges=("gjeld", "fordringer"),
    excel=f"IF(IF({_GJELD_TEXT},TRUE,COUNT(gjeld)*COUNT(fordringer)=0),NA(),"
    "SUM(gjeld)-SUM(fordringer))",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 fotnote 6, tabell 5d og figur 11, s. 23-24",
    example=(10782, 7299),
)
def netto_laanegjeld(gjeld: Rows, fordringer: Rows) -> float | ExcelError:
    """Net debt. Empty cells are left out; text (a figure that is missing) gives ``#N/A``."""
    for rows in (gjeld, fordringer):
        error = first_error(cells(rows))
        if error is not None:
            return error
    if any(is_text(value) for value in cells(gjeld) + cells(fordringer)):
        return NA
    if not numbers(gjeld) or not numbers(fordringer):
        return NA
    return sum(numbers(gjeld)) - sum(numbers(fordringer))


@scalar(
    "ASSS_PST_AV_INNTEKT",
    category=KAP,
    description="Beløp i prosent av driftsinntektene: 100 * beløp / driftsinntekter.",
    parameters={"beloep": "Beløpet.", "driftsinntekter": _INNTEKT},
    excel="100*beloep/driftsinntekter",
    unit="prosent",
    source="ASSS 2009, kap. 1.1, s. 9",
    example=(91563, 13972130),
)
def pst_av_inntekt(beloep: float, driftsinntekter: float) -> float:
    """An amount in percent of driftsinntekter, the report's measure of size."""
    return 100 * beloep / driftsinntekter


@scalar(
    "ASSS_KRONER_AV_INNTEKT",
    category=KAP,
    description="Hva prosentenheter av driftsinntektene er i kroner: prosentenheter * "
    "driftsinntekter / 100.",
    parameters={
        "prosentenheter": "Forskjell i prosent av driftsinntektene.",
        "driftsinntekter": "Kommunens driftsinntekter.",
    },
    excel="prosentenheter*driftsinntekter/100",
    unit="samme som driftsinntekter",
    source="ASSS 2009, kap. 0.2, s. 8",
    example=(-2.9, 13972130),
)
def kroner_av_inntekt(prosentenheter: float, driftsinntekter: float) -> float:
    """Kroner at stake: 2.9 percentage points were about 410 million in 2009."""
    return prosentenheter * driftsinntekter / 100


@scalar(
    "ASSS_VEKST",
    category=KAP,
    description="Vekst i prosent fra ett år til et annet: (ny / gammel - 1) * 100.",
    parameters={"ny": "Årets verdi.", "gammel": "Verdien i året det måles fra."},
    excel="100*(ny/gammel-1)",
    unit="prosent",
    source="ASSS 2009, tabell 0 og 1, s. 6 og 11",
    example=(13972130, 13155679),
)
def vekst(ny: float, gammel: float) -> float:
    """Growth in percent; from 0 there is none (``#DIV/0!``)."""
    return 100 * (ny / gammel - 1)


@scalar(
    "ASSS_REALVEKST",
    category=KAP,
    description="Vekst i prosent korrigert for prisstigning og, når den er oppgitt, for "
    "befolkningsvekst.",
    parameters={
        "vekst": "Nominell vekst i prosent.",
        "deflator": "Prisstigning (kostnadsdeflator) i prosent.",
        "befolkning": "Befolkningsvekst i prosent. Utelatt: 0.",
    },
    excel="100*((1+vekst/100)/((1+deflator/100)*(1+befolkning/100))-1)",
    unit="prosent",
    source="ASSS 2009, figur 2b, s. 12",
    example=(5.1, 6.45, 1.65),
)
def realvekst(vekst: float, deflator: float, befolkning: float = 0.0) -> float:
    """Real growth in percent, per inhabitant when population growth is given."""
    return 100 * ((1 + vekst / 100) / ((1 + deflator / 100) * (1 + befolkning / 100)) - 1)


@scalar(
    "ASSS_INDEKSSERIE",
    category=KAP,
    description="Verdi som indeks der basisåret er 100: 100 * verdi / basis.",
    parameters={"verdi": "Verdi eller serie av verdier.", "basis": "Verdien i basisåret."},
    excel="100*verdi/basis",
    unit="indeks, basisåret = 100",
    source="ASSS 2009, figur 2, s. 11",
    example=(((7305, 7675, 8182),), 7305),
)
def indeksserie(verdi: float, basis: float) -> float:
    """Index series, base year = 100; a range of years spills."""
    return 100 * verdi / basis


@scalar(
    "ASSS_AARSVERKSVEKST",
    category=KAP,
    description="Anslått vekst i årsverk i prosent: lønnsvekst uten sosiale utgifter korrigert "
    "for årslønnsvekst.",
    parameters={
        "loennsvekst": "Vekst i lønnsutgifter uten sosiale utgifter, prosent.",
        "aarsloennsvekst": "Årslønnsvekst i prosent.",
    },
    excel="100*((1+loennsvekst/100)/(1+aarsloennsvekst/100)-1)",
    unit="prosent",
    source="ASSS 2009, kap. 1.3.1 og figur 3, s. 13",
    example=(10.0, 4.6),
)
def aarsverksvekst(loennsvekst: float, aarsloennsvekst: float) -> float:
    """Estimated growth in man-years in percent."""
    return 100 * ((1 + loennsvekst / 100) / (1 + aarsloennsvekst / 100) - 1)


@scalar(
    "ASSS_PER_INNBYGGER",
    category=KAP,
    description="Beløp per innbygger: beløp * enhet / innbyggere.",
    parameters={
        "beloep": "Beløpet.",
        "innbyggere": "Folketallet.",
        "enhet": "Hva beløpet er oppgitt i: 1 for kroner, 1000 for 1000 kr. Utelatt: 1000.",
    },
    excel="beloep*enhet/innbyggere",
    unit="kr per innbygger",
    source="ASSS 2009, tabell 19, s. 35",
    example=(2816787, 249540),
)
def per_innbygger(beloep: float, innbyggere: float, enhet: float = 1000.0) -> float:
    """Kroner per inhabitant of an amount, by default in 1000 kroner."""
    return beloep * enhet / innbyggere
