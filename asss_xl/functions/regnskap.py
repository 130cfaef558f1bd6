"""Regnskap: results, room for action, financing and growth of the accounts (report ch. 0-1)."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.profil import indeks
from asss_xl.functions.values import (
    MISSING_MARKS,
    NA,
    ExcelError,
    Rows,
    added,
    cells,
    first_error,
    is_text,
    numbers,
)

KAP = "regnskap"
_INNTEKT = "Kommunens driftsinntekter, samme enhet som beløpet."
#: A cell with the percent format holds 0.051 where it shows 5.1 %.
_PROSENT = " Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar."
MISSING_MARKS_FOLDED = {mark.casefold() for mark in MISSING_MARKS}


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
        "brutto_driftsresultat": "Brutto driftsresultat.",
        "renteinntekter": "Renteinntekter, utbytte og finansielle gevinster.",
        "renteutgifter": "Renteutgifter, provisjoner og finansielle tap (positivt tall).",
        "avdrag": "Netto avdrag (positivt tall).",
    },
    excel="brutto_driftsresultat+renteinntekter-renteutgifter-avdrag",
    unit="samme som beløpene",
    source="ASSS 2009, tabell 0, s. 6",
    example=(161368, 751284, 431376, 389713),
)
def netto_driftsresultat(
    brutto_driftsresultat: float, renteinntekter: float, renteutgifter: float, avdrag: float
) -> float:
    """Net operating result, the key indicator of economic balance."""
    return brutto_driftsresultat + renteinntekter - renteutgifter - avdrag


@scalar(
    "ASSS_OVERSKUDD_FOER_LAAN",
    category=KAP,
    description="Overskudd før lån: brutto driftsresultat + renteinntekter - renteutgifter - "
    "brutto investeringer + tilskudd, refusjon og salg.",
    parameters={
        "brutto_driftsresultat": "Brutto driftsresultat.",
        "renteinntekter": "Renteinntekter.",
        "renteutgifter": "Renteutgifter (positivt tall).",
        "investeringer": "Brutto investeringsutgifter (positivt tall).",
        "tilskudd": "Tilskudd, refusjoner og salgsinntekter til investeringene.",
    },
    excel="brutto_driftsresultat+renteinntekter-renteutgifter-investeringer+tilskudd",
    unit="samme som beløpene",
    source="ASSS 2009, tabell 0, s. 6",
    example=(161368, 751284, 431376, 1459419, 279430),
)
def overskudd_foer_laan(
    brutto_driftsresultat: float,
    renteinntekter: float,
    renteutgifter: float,
    investeringer: float,
    tilskudd: float,
) -> float:
    """Surplus before loans: how the year's operation and investment move the net debt."""
    return brutto_driftsresultat + renteinntekter - renteutgifter - investeringer + tilskudd


@scalar(
    "ASSS_HANDLINGSROM",
    category=KAP,
    description="Handlingsrom: netto driftsresultat + bundne fond + dekning av tidligere år + "
    "(avdrag - avskrivninger) + investeringsmoms, med fortegn som i tabell 4.",
    parameters={
        "netto_driftsresultat": "Netto driftsresultat.",
        "bundne_fond": "Bruk (+) eller avsetning (-) til bundne fond.",
        "dekning": "Dekning av tidligere års underskudd (-) eller bruk av overskudd (+).",
        "avdrag_avskrivninger": "Avdrag minus avskrivninger.",
        "investeringsmoms": "Momsrefusjon av investeringer (negativt tall).",
    },
    excel="netto_driftsresultat+bundne_fond+dekning+avdrag_avskrivninger+investeringsmoms",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.6.1 og tabell 4, s. 17-18",
    example=(91563, 85964, -40789, -172653, -174237),
)
def handlingsrom(
    netto_driftsresultat: float,
    bundne_fond: float,
    dekning: float,
    avdrag_avskrivninger: float,
    investeringsmoms: float,
) -> float:
    """Room for action: what is left of the net result after what is already bound."""
    bound = bundne_fond + dekning + avdrag_avskrivninger + investeringsmoms
    return netto_driftsresultat + bound


@scalar(
    "ASSS_FINANSIERINGSBEHOV",
    category=KAP,
    description="Finansieringsbehov: netto driftsresultat - brutto investeringer + tilskudd, "
    "refusjon og salg + premieavvik. Negativt tall = behov.",
    parameters={
        "netto_driftsresultat": "Netto driftsresultat.",
        "investeringer": "Brutto investeringsutgifter (positivt tall).",
        "tilskudd": "Tilskudd, refusjoner og salgsinntekter til investeringene.",
        "premieavvik": "Premieavvik med fortegn som i tabell 5.",
    },
    excel="netto_driftsresultat-investeringer+tilskudd+premieavvik",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 og tabell 5, s. 20-21",
    example=(91563, 1459419, 279430, -192604),
)
def finansieringsbehov(
    netto_driftsresultat: float, investeringer: float, tilskudd: float, premieavvik: float
) -> float:
    """Need for financing by loans or funds; negative means need."""
    return netto_driftsresultat - investeringer + tilskudd + premieavvik


@scalar(
    "ASSS_NETTO_BRUK_AV_LAAN",
    category=KAP,
    description="Netto bruk av lån: (bruk av lån - avdrag) + (mottatte avdrag - utlån) + (salg av "
    "aksjer - kjøp av aksjer). KOSTRA-arter (910-510)+(920-520)+(929-529).",
    parameters={
        "bruk_av_laan": "Bruk av lån (art 910).",
        "avdrag": "Avdragsutgifter (art 510, positivt tall).",
        "mottatte_avdrag": "Mottatte avdrag på utlån (art 920).",
        "utlaan": "Utlån (art 520, positivt tall).",
        "salg_av_aksjer": "Salg av aksjer og andeler (art 929).",
        "kjoep_av_aksjer": "Kjøp av aksjer og andeler (art 529, positivt tall).",
    },
    excel="(bruk_av_laan-avdrag)+(mottatte_avdrag-utlaan)+(salg_av_aksjer-kjoep_av_aksjer)",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 og tabell 5c, s. 22-23",
    example=(1180000, 390000, 21000, 15000, 4000, 2000),
)
def netto_bruk_av_laan(
    bruk_av_laan: float,
    avdrag: float,
    mottatte_avdrag: float,
    utlaan: float,
    salg_av_aksjer: float,
    kjoep_av_aksjer: float,
) -> float:
    """Net use of loans: (910 - 510) + (920 - 520) + (929 - 529)."""
    loans = (bruk_av_laan - avdrag) + (mottatte_avdrag - utlaan)
    return loans + (salg_av_aksjer - kjoep_av_aksjer)


@scalar(
    "ASSS_NETTO_ANSKAFFELSE",
    category=KAP,
    description="Netto anskaffelse av midler: finansieringsbehov + netto bruk av lån.",
    parameters={
        "finansieringsbehov": "Fra ASSS_FINANSIERINGSBEHOV (negativt tall = behov).",
        "netto_bruk_av_laan": "Fra ASSS_NETTO_BRUK_AV_LAAN, samme enhet.",
    },
    excel="finansieringsbehov+netto_bruk_av_laan",
    unit="samme som beløpene",
    source="ASSS 2009, kap. 1.7 og tabell 5c, s. 22-23",
    example=(-9.2, 5.7),
)
def netto_anskaffelse(finansieringsbehov: float, netto_bruk_av_laan: float) -> float:
    """What is left over of the year's funds (2009: -3.5 percent of income)."""
    return finansieringsbehov + netto_bruk_av_laan


_GJELD = ("gjeld", "fordringer")
_OVERSKRIFT = (
    " Tekst i første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med."
)


def _missing_excel(name: str) -> str:
    """How many texts a range has, a heading in its first row left out."""
    first = f"INDEX({name},1,0)"
    marks = "".join(f'*({first}<>"{mark}")' for mark in MISSING_MARKS)
    # Logical values are more than text as well, and LibreOffice has no order among the three.
    text = f'({first}>"")*({first}<>TRUE)*({first}<>FALSE)'
    heading = f"IFERROR(SUMPRODUCT({text}{marks}),0)"
    return f'SUMPRODUCT(({name}>"")*1)-IF(IFERROR(ROWS({name}),1)>1,{heading},0)'


@aggregate(
    "ASSS_NETTO_LAANEGJELD",
    category=KAP,
    description="Netto lånegjeld: sum gjeld minus sum fordringer.",
    parameters={
        "gjeld": "Gjeldspostene (kap. 2.41, 2.43, 2.45, 2.31, 2.32 og tvillingene i 5.xx)." + _OVERSKRIFT,
        "fordringer": "Fordringene (kap. 2.22, 2.21, 2.13, 2.18, 2.12, 2.11, 2.10 og 5.xx)." + _OVERSKRIFT,
    },
    ranges=_GJELD,
    excel=f"IF({_missing_excel('gjeld')}>0,NA(),IF({_missing_excel('fordringer')}>0,NA(),"
    "IF(COUNT(gjeld)*COUNT(fordringer)=0,NA(),SUM(gjeld)-SUM(fordringer))))",
    in_sheet="gjeld-fordringer",
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
        if any(map(is_text, cells(rows[1:] if _has_heading(rows) else rows))):
            return NA
    if not numbers(gjeld) or not numbers(fordringer):
        return NA
    return added(numbers(gjeld)) - added(numbers(fordringer))


def _has_heading(rows: Rows) -> bool:
    """True when the texts of the first row of several are headings, and not missing figures."""
    return len(rows) > 1 and not any(
        isinstance(value, bool) or str(value).casefold() in MISSING_MARKS_FOLDED
        for value in rows[0]
        if is_text(value)
    )


@scalar(
    "ASSS_PST_AV_INNTEKT",
    category=KAP,
    description="Beløp i prosent av driftsinntektene: 100 * beløp / driftsinntekter. Samme formel "
    "som ASSS_INDEKS, med driftsinntektene som snitt.",
    same_as="ASSS_INDEKS",
    refuse="driftsinntekter<0",
    parameters={"beloep": "Beløpet.", "driftsinntekter": _INNTEKT},
    excel="100*beloep/driftsinntekter",
    unit="prosent",
    source="ASSS 2009, kap. 1.1, s. 9",
    example=(91563, 13972130),
)
def pst_av_inntekt(beloep: float, driftsinntekter: float) -> float:
    """An amount in percent of driftsinntekter, the report's measure of size."""
    return indeks.python(beloep, driftsinntekter)


@scalar(
    "ASSS_KRONER_AV_INNTEKT",
    category=KAP,
    description="Hva prosentenheter av driftsinntektene er i kroner: prosentenheter * driftsinntekter / 100.",
    parameters={
        "prosentenheter": "Forskjell i prosent av driftsinntektene." + _PROSENT,
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
    description="Vekst i prosent fra ett år til et annet: (ny / gammel - 1) * 100. Fra eller til et "
    "negativt tall finnes ingen vekst i prosent; svaret er en feilverdi.",
    refuse="(ny<0)+(gammel<0)",
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
    description="Vekst i prosent korrigert for prisstigning og, når den er oppgitt, for befolkningsvekst.",
    parameters={
        "vekst": "Nominell vekst i prosent." + _PROSENT,
        "deflator": "Prisstigning (kostnadsdeflator) i prosent." + _PROSENT,
        "befolkning": "Befolkningsvekst i prosent. Utelatt: 0." + _PROSENT,
    },
    refuse="(vekst<-100)+(deflator<=-100)+(befolkning<=-100)",
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
    description="Verdi som indeks der basisåret er 100: 100 * verdi / basis. Samme formel som "
    "ASSS_INDEKS, med basisåret som snitt.",
    same_as="ASSS_INDEKS",
    refuse="basis<0",
    parameters={"verdi": "Verdi eller serie av verdier.", "basis": "Verdien i basisåret."},
    excel="100*verdi/basis",
    unit="indeks, basisåret = 100",
    source="ASSS 2009, figur 2, s. 11",
    example=(((7305, 7675, 8182),), 7305),
)
def indeksserie(verdi: float, basis: float) -> float:
    """Index series, base year = 100; a range of years spills."""
    return indeks.python(verdi, basis)


@scalar(
    "ASSS_AARSVERKSVEKST",
    category=KAP,
    description="Anslått vekst i årsverk i prosent: lønnsvekst uten sosiale utgifter korrigert "
    "for årslønnsvekst. Samme formel som ASSS_REALVEKST, med årslønnsveksten som deflator.",
    same_as="ASSS_REALVEKST",
    refuse="(loennsvekst<-100)+(aarsloennsvekst<=-100)",
    parameters={
        "loennsvekst": "Vekst i lønnsutgifter uten sosiale utgifter, prosent." + _PROSENT,
        "aarsloennsvekst": "Årslønnsvekst i prosent." + _PROSENT,
    },
    excel="100*((1+loennsvekst/100)/(1+aarsloennsvekst/100)-1)",
    unit="prosent",
    source="ASSS 2009, kap. 1.3.1 og figur 3, s. 13",
    example=(10.0, 4.6),
)
def aarsverksvekst(loennsvekst: float, aarsloennsvekst: float) -> float:
    """Estimated growth in man-years in percent."""
    return realvekst.python(loennsvekst, aarsloennsvekst)


@scalar(
    "ASSS_PER_INNBYGGER",
    category=KAP,
    description="Beløp per innbygger: beløp * enhet / innbyggere.",
    parameters={
        "beloep": "Beløpet.",
        "innbyggere": "Folketallet.",
        "enhet": "Hva beløpet er oppgitt i: 1 for kroner, 1000 for 1000 kr, 1000000 for mill. kr.",
    },
    refuse="(innbyggere<0)+(enhet<=0)",
    excel="beloep*enhet/innbyggere",
    unit="kr per innbygger",
    source="ASSS 2009, tabell 19, s. 35",
    example=(2816787, 249540, 1000),
)
def per_innbygger(beloep: float, innbyggere: float, enhet: float) -> float:
    """Kroner per inhabitant of an amount in kroner, 1000 kroner or million kroner."""
    return beloep * enhet / innbyggere
