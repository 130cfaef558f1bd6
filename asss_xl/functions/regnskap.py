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

_MARKS_FOLDED = {mark.casefold() for mark in MISSING_MARKS}


@scalar("ASSS_BRUTTO_DRIFTSRESULTAT", excel="driftsinntekter-driftsutgifter")
def brutto_driftsresultat(driftsinntekter: float, driftsutgifter: float) -> float:
    """Gross operating result before depreciation."""
    return driftsinntekter - driftsutgifter


@scalar("ASSS_NETTO_DRIFTSRESULTAT", excel="brutto_driftsresultat+renteinntekter-renteutgifter-avdrag")
def netto_driftsresultat(
    brutto_driftsresultat: float, renteinntekter: float, renteutgifter: float, avdrag: float
) -> float:
    """Net operating result, the key indicator of economic balance."""
    return brutto_driftsresultat + renteinntekter - renteutgifter - avdrag


@scalar(
    "ASSS_OVERSKUDD_FOER_LAAN",
    excel="brutto_driftsresultat+renteinntekter-renteutgifter-investeringer+tilskudd",
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
    excel="netto_driftsresultat+bundne_fond+dekning+avdrag_avskrivninger+investeringsmoms",
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


@scalar("ASSS_FINANSIERINGSBEHOV", excel="netto_driftsresultat-investeringer+tilskudd+premieavvik")
def finansieringsbehov(
    netto_driftsresultat: float, investeringer: float, tilskudd: float, premieavvik: float
) -> float:
    """Need for financing by loans or funds; negative means need."""
    return netto_driftsresultat - investeringer + tilskudd + premieavvik


@scalar(
    "ASSS_NETTO_BRUK_AV_LAAN",
    excel="(bruk_av_laan-avdrag)+(mottatte_avdrag-utlaan)+(salg_av_aksjer-kjoep_av_aksjer)",
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


@scalar("ASSS_NETTO_ANSKAFFELSE", excel="finansieringsbehov+netto_bruk_av_laan")
def netto_anskaffelse(finansieringsbehov: float, netto_bruk_av_laan: float) -> float:
    """What is left over of the year's funds (2009: -3.5 percent of income)."""
    return finansieringsbehov + netto_bruk_av_laan


_GJELD = ("gjeld", "fordringer")


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
    ranges=_GJELD,
    excel=f"IF({_missing_excel('gjeld')}>0,NA(),IF({_missing_excel('fordringer')}>0,NA(),"
    "IF(COUNT(gjeld)*COUNT(fordringer)=0,NA(),SUM(gjeld)-SUM(fordringer))))",
    in_sheet="gjeld-fordringer",
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
        isinstance(value, bool) or str(value).casefold() in _MARKS_FOLDED
        for value in rows[0]
        if is_text(value)
    )


@scalar(
    "ASSS_PST_AV_INNTEKT",
    refuse="driftsinntekter<0",
    excel="100*beloep/driftsinntekter",
    in_sheet="100*beloep/MAX(driftsinntekter,0)",
)
def pst_av_inntekt(beloep: float, driftsinntekter: float) -> float:
    """An amount in percent of driftsinntekter, the report's measure of size."""
    return indeks.python(beloep, driftsinntekter)


@scalar("ASSS_KRONER_AV_INNTEKT", excel="prosentenheter*driftsinntekter/100")
def kroner_av_inntekt(prosentenheter: float, driftsinntekter: float) -> float:
    """Kroner at stake: 2.9 percentage points were about 410 million in 2009."""
    return prosentenheter * driftsinntekter / 100


@scalar(
    "ASSS_VEKST",
    refuse="(ny<0)+(gammel<0)",
    excel="100*(ny/gammel-1)",
    in_sheet="100*(ny/MAX(gammel,0)-1)/(ny>=0)",
)
def vekst(ny: float, gammel: float) -> float:
    """Growth in percent; from 0 there is none (``#DIV/0!``)."""
    return 100 * (ny / gammel - 1)


@scalar(
    "ASSS_REALVEKST",
    refuse="(vekst<-100)+(deflator<=-100)+(befolkning<=-100)",
    excel="100*((1+vekst/100)/((1+deflator/100)*(1+befolkning/100))-1)",
)
def realvekst(vekst: float, deflator: float, befolkning: float = 0.0) -> float:
    """Real growth in percent, per inhabitant when population growth is given."""
    return 100 * ((1 + vekst / 100) / ((1 + deflator / 100) * (1 + befolkning / 100)) - 1)


@scalar("ASSS_INDEKSSERIE", refuse="basis<0", excel="100*verdi/basis", in_sheet="100*verdi/MAX(basis,0)")
def indeksserie(verdi: float, basis: float) -> float:
    """Index series, base year = 100; a range of years spills."""
    return indeks.python(verdi, basis)


@scalar(
    "ASSS_AARSVERKSVEKST",
    refuse="(loennsvekst<-100)+(aarsloennsvekst<=-100)",
    excel="100*((1+loennsvekst/100)/(1+aarsloennsvekst/100)-1)",
)
def aarsverksvekst(loennsvekst: float, aarsloennsvekst: float) -> float:
    """Estimated growth in man-years in percent."""
    return realvekst.python(loennsvekst, aarsloennsvekst)


@scalar("ASSS_PER_INNBYGGER", refuse="(innbyggere<0)+(enhet<=0)", excel="beloep*enhet/innbyggere")
def per_innbygger(beloep: float, innbyggere: float, enhet: float) -> float:
    """Kroner per inhabitant of an amount in kroner, 1000 kroner or million kroner."""
    return beloep * enhet / innbyggere
