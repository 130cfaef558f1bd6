"""Sentences that can be pasted into a case document, and the figures in them.

A figure has a decimal comma, thin spaces between thousands and a true minus, whatever the
reader's locale. A sentence says what it is about, the value, the year and what it is held against.
"""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.values import (
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    order,
    round_half_away,
    same,
    text_of,
)

#: So many members that the fourth from an end is still among the highest or lowest.
_MANGE = 12
#: The extremes as a sentence ends with them.
SIST, FOERST = ", lavest i nettverket", ", høyest i nettverket"
MELLOMROM, MINUS = "\u2009", "\u2212"


def _tre(x: str) -> str:
    return f'RIGHT("00"&FIXED({x},0,TRUE),3)'


def _gruppert(n: str) -> str:
    """A whole number with thin spaces, up to billions."""
    return (
        f"IF({n}<1000,FIXED({n},0,TRUE),IF({n}<1000000,FIXED(INT({n}/1000),0,TRUE)&"
        f'"{MELLOMROM}"&{_tre(f"MOD({n},1000)")},FIXED(INT({n}/1000000),0,TRUE)&"{MELLOMROM}"&'
        f'{_tre(f"INT(MOD({n},1000000)/1000)")}&"{MELLOMROM}"&{_tre(f"MOD({n},1000)")}))'
    )


_DELER = "ROUND(ABS(x)*10^desimaler,0)"


@aggregate(
    excel=f"""IF(x<"",IF(ROUND(x,desimaler)<0,"{MINUS}","")&
        {_gruppert(f"INT({_DELER}/10^desimaler)")}&
        IF(desimaler>0,","&RIGHT("00000"&FIXED(MOD({_DELER},10^desimaler),0,TRUE),desimaler),"")&
        enhet,"")"""
)
def tall_tekst(x: Value, desimaler: Value, enhet: Value) -> str | ExcelError:
    """A figure as a sentence has it, with its unit; empty where it is missing."""
    if isinstance(x, ExcelError):
        return x
    if not is_number(x):
        return ""
    places = int(desimaler)  # type: ignore[arg-type]
    units = int(round_half_away(abs(x) * 10**places))  # type: ignore[arg-type]
    whole, part = divmod(units, 10**places)
    sign = MINUS if round_half_away(x, places) < 0 else ""  # type: ignore[arg-type]
    millions, thousands, ones = whole // 1_000_000, whole // 1000 % 1000, whole % 1000
    if whole < 1000:
        shown = f"{whole}"
    elif whole < 1_000_000:
        shown = f"{whole // 1000}{MELLOMROM}{ones:03d}"
    else:
        shown = f"{millions}{MELLOMROM}{thousands:03d}{MELLOMROM}{ones:03d}"
    return f"{sign}{shown}{f',{part:0{places}d}' if places else ''}{text_of(enhet)}"


@aggregate(
    excel='IF((verdi="")+(snitt=""),"",IF(IF((n<"")*(minst<""),n<minst,FALSE),'
    'navn&" er "&verdi&" i "&aar&foer&". Tallet bør ikke sammenliknes: bare "&FIXED(n,0,TRUE)&'
    'IF(n=1," kommune"," kommuner")&" har data.",IF(pst<"",navn&" er "&verdi&" i "&aar&foer&", "&'
    'IF(ROUND(pst,0)=0,"som "&snittet,FIXED(ABS(ROUND(pst,0)),0,TRUE)&" prosent "&'
    'IF(pst>0,"høyere","lavere")&" enn "&snittet)&" ("&snitt&'
    'IF((verdi=snitt)*(ROUND(pst,0)<>0),"; tallene er avrundet","")&")"'
    '&plass&".","")))'
)
def setning(
    navn: Value, verdi: Value, aar: Value, foer: Value, pst: Value, snittet: Value, snitt: Value,
    plass: Value, n: Value, minst: Value,
) -> str | ExcelError:  # fmt: skip
    """An indicator in a sentence: «… er 6,2 prosent i 2009, 7 prosent lavere enn … (6,7 prosent).»

    ``verdi`` and ``snitt`` are texts with unit, ``foer`` what it was before, ``plass`` its place.
    """
    error = first_error((verdi, snitt))
    if error is not None:
        return error
    if is_blank(verdi) or is_blank(snitt):
        return ""
    error = first_error((n, minst))
    if error is not None:
        return error
    lead_parts = (navn, aar, foer)
    if is_number(n) and is_number(minst) and n < minst:  # type: ignore[operator]
        error = first_error(lead_parts)
        if error is not None:
            return error
        kommuner = "kommune" if n == 1 else "kommuner"
        return (
            f"{text_of(navn)} er {text_of(verdi)} i {text_of(aar)}{text_of(foer)}. Tallet bør ikke "
            f"sammenliknes: bare {round_half_away(float(n)):.0f} {kommuner} har data."  # type: ignore[arg-type]
        )
    if isinstance(pst, ExcelError):
        return pst
    if not is_number(pst):
        return ""
    error = first_error((*lead_parts, snittet, plass))
    if error is not None:
        return error
    size = round_half_away(float(pst))  # type: ignore[arg-type]
    held = (
        f"som {text_of(snittet)}" if size == 0
        else f"{abs(size):.0f} prosent {'høyere' if pst > 0 else 'lavere'} enn {text_of(snittet)}"  # type: ignore[operator]
    )  # fmt: skip
    rounded = "; tallene er avrundet" if same(verdi, snitt) and size else ""
    return (
        f"{text_of(navn)} er {text_of(verdi)} i {text_of(aar)}{text_of(foer)}, {held} "
        f"({text_of(snitt)}{rounded}){text_of(plass)}."
    )


@aggregate(
    excel='IF((verdi<"")*(snitt<"")*(lavest<"")*(hoeyest<""),IF(lavest=hoeyest,"",'
    f'IF(verdi<=lavest,"{SIST}",IF(verdi>=hoeyest,"{FOERST}",'
    'IF((plass<"")*(n<""),IF(verdi>snitt,IF(plass=2,", nest høyest i nettverket",IF(plass=3,'
    '", tredje høyest i nettverket",IF((plass=4)*(n>=12),", blant de høyeste i nettverket",""))),'
    'IF(plass=n-1,", nest lavest i nettverket",IF(plass=n-2,", tredje lavest i nettverket",'
    'IF((plass=n-3)*(n>=12),", blant de laveste i nettverket","")))),"")))),"")'
)
def plass_tekst(
    verdi: Value, snitt: Value, lavest: Value, hoeyest: Value, plass: Value, n: Value
) -> str | ExcelError:
    """A figure's place among the members: first to third from either end, fourth among many.

    Only on its own side of the mean: a weighted mean can lie above most of them.
    """
    error = first_error((verdi, snitt, lavest, hoeyest))
    if error is not None:
        return error
    if not all(is_number(v) for v in (verdi, snitt, lavest, hoeyest)):
        return ""
    if same(lavest, hoeyest):
        return ""
    if order(verdi, lavest) <= 0:  # type: ignore[arg-type]
        return SIST
    if order(verdi, hoeyest) >= 0:  # type: ignore[arg-type]
        return FOERST
    error = first_error((plass, n))
    if error is not None:
        return error
    if not (is_number(plass) and is_number(n)):
        return ""
    above = order(verdi, snitt) > 0  # type: ignore[arg-type]
    end = plass if above else n - plass + 1  # type: ignore[operator]
    side = "høyest" if above else "lavest"
    said = {2: f"nest {side}", 3: f"tredje {side}"}.get(end)  # type: ignore[arg-type]
    if said is None and end == 4 and n >= _MANGE:  # type: ignore[operator]
        said = f"blant de {side}e"
    return f", {said} i nettverket" if said else ""


@aggregate(
    excel='IF((naa<"")*(foer<"")*(foer_tekst<>"")*(naa_tekst<>""),IF(naa_tekst=foer_tekst,'
    '", uendret fra "&aar,IF(naa>foer,", opp",", ned")&IF(foerst<"",IF((naa-foer)*(foer-foerst)>0,'
    '" for andre år på rad",""),"")&" fra "&foer_tekst&" i "&aar),"")'
)
def foer_tekst(
    naa: Value, foer: Value, naa_tekst: Value, foer_tekst: Value, aar: Value, foerst: Value
) -> str | ExcelError:
    """What a figure was the year before, and whether it has gone the same way for two years.

    Empty where it is not known; ``foerst`` is the figure two years before.
    """
    error = first_error((naa, foer, foer_tekst, naa_tekst))
    if error is not None:
        return error
    if not (is_number(naa) and is_number(foer)) or is_blank(foer_tekst) or is_blank(naa_tekst):
        return ""
    if isinstance(aar, ExcelError):
        return aar
    if text_of(naa_tekst) == text_of(foer_tekst):
        return f", uendret fra {text_of(aar)}"
    way = "opp" if order(naa, foer) > 0 else "ned"  # type: ignore[arg-type]
    if isinstance(foerst, ExcelError):
        return foerst
    if is_number(foerst) and (naa - foer) * (foer - foerst) > 0:  # type: ignore[operator]
        way += " for andre år på rad"
    return f", {way} fra {text_of(foer_tekst)} i {text_of(aar)}"


@aggregate(
    excel='IF((egen<"")*(andre<"")*(avvik<"")*(kroner<""),IF((egen<0)*(navn_under<>""),'
    'navn_under&" er "&egen_tekst&" prosent av driftsinntektene i "&aar&", "&IF(andre>=0,'
    '"mens øvrige ASSS har overskudd",IF(avvik_tekst="0,0","som i øvrige ASSS",avvik_tekst&'
    '" prosentenheter "&IF(avvik>0,"mindre","større")&" enn i øvrige ASSS"))&" ("&andre_tekst&'
    '" prosent)",navn&" er "&fortegn&egen_tekst&" prosent av driftsinntektene i "&aar&", "&'
    'IF(avvik_tekst="0,0","som i øvrige ASSS",avvik_tekst&" prosentenheter "&IF(avvik>0,"høyere",'
    '"lavere")&" enn i øvrige ASSS")&" ("&andre_fortegn&andre_tekst&" prosent)")&'
    'IF(avvik_tekst="0,0",".",". Forskjellen er om lag "&kroner_tekst&" mill. kr."),"")'
)
def setning_regnskap(
    navn: Value, navn_under: Value, egen: Value, andre: Value, avvik: Value, kroner: Value,
    aar: Value, egen_tekst: Value, andre_tekst: Value, avvik_tekst: Value, kroner_tekst: Value,
    fortegn: Value, andre_fortegn: Value,
) -> str | ExcelError:  # fmt: skip
    """A line of the accounts in a sentence; ``navn_under`` is what it is called below zero.

    The texts are sizes without sign; ``fortegn`` is a minus where the figure is negative.
    """
    error = first_error((egen, andre, avvik, kroner))
    if error is not None:
        return error
    if not all(is_number(v) for v in (egen, andre, avvik, kroner)):
        return ""
    texts = (navn, navn_under, aar, egen_tekst, andre_tekst, avvik_tekst, kroner_tekst, fortegn,
             andre_fortegn)  # fmt: skip
    error = first_error(texts)
    if error is not None:
        return error
    n, u, y, own, others, gap, money, sign, other_sign = (text_of(t) for t in texts)
    alike = gap == "0,0"
    if egen < 0 and u:  # type: ignore[operator]
        if andre >= 0:  # type: ignore[operator]
            held = "mens øvrige ASSS har overskudd"
        elif alike:
            held = "som i øvrige ASSS"
        else:
            held = f"{gap} prosentenheter {'mindre' if avvik > 0 else 'større'} enn i øvrige ASSS"  # type: ignore[operator]
        lead = f"{u} er {own} prosent av driftsinntektene i {y}, {held} ({others} prosent)"
    else:
        held = (
            "som i øvrige ASSS" if alike
            else f"{gap} prosentenheter {'høyere' if avvik > 0 else 'lavere'} enn i øvrige ASSS"  # type: ignore[operator]
        )  # fmt: skip
        lead = (
            f"{n} er {sign}{own} prosent av driftsinntektene i {y}, {held} "
            f"({other_sign}{others} prosent)"
        )
    return f"{lead}." if alike else f"{lead}. Forskjellen er om lag {money} mill. kr."


@aggregate(
    excel='IF((avvik<"")*(behov<"")*(kroner<""),IF(ABS(avvik)<=avrunding,navn&" ligger på nivå med '
    'landet i "&aar&" når utgiftene er korrigert for utgiftsbehov og sosiale utgifter.",navn&" '
    'bruker "&avvik_tekst&" kr "&IF(avvik>0,"mer","mindre")&" per innbygger enn landet i "&aar&", '
    'korrigert for utgiftsbehov og sosiale utgifter: "&pst_tekst&" prosent av utgiftsbehovet, om '
    'lag "&kroner_tekst&" mill. kr."),"")'
)
def setning_sektor(
    navn: Value, avvik: Value, behov: Value, kroner: Value, avrunding: Value, aar: Value,
    avvik_tekst: Value, pst_tekst: Value, kroner_tekst: Value,
) -> str | ExcelError:  # fmt: skip
    """A sector's corrected deviation from the country in a sentence; texts are sizes."""
    error = first_error((avvik, behov, kroner))
    if error is not None:
        return error
    if not all(is_number(v) for v in (avvik, behov, kroner)):
        return ""
    if isinstance(avrunding, ExcelError):
        return avrunding
    error = first_error((navn, aar))
    if error is not None:
        return error
    if abs(avvik) <= avrunding:  # type: ignore[operator,arg-type]
        return (
            f"{text_of(navn)} ligger på nivå med landet i {text_of(aar)} når utgiftene er korrigert "
            "for utgiftsbehov og sosiale utgifter."
        )
    error = first_error((avvik_tekst, pst_tekst, kroner_tekst))
    if error is not None:
        return error
    return (
        f"{text_of(navn)} bruker {text_of(avvik_tekst)} kr {'mer' if avvik > 0 else 'mindre'} per "  # type: ignore[operator]
        f"innbygger enn landet i {text_of(aar)}, korrigert for utgiftsbehov og sosiale utgifter: "
        f"{text_of(pst_tekst)} prosent av utgiftsbehovet, om lag {text_of(kroner_tekst)} mill. kr."
    )


@aggregate(excel='IF(setning="","",setning&tillegg)')
def med_tillegg(setning: Value, tillegg: Value) -> str | ExcelError:
    """A text with something added; nothing where there is no text."""
    if isinstance(setning, ExcelError):
        return setning
    if is_blank(setning):
        return ""
    return tillegg if isinstance(tillegg, ExcelError) else f"{text_of(setning)}{text_of(tillegg)}"


@aggregate(
    excel='IF(setning="","",IF(IF((n<"")*(minst<""),n<minst,FALSE),"",IF(mill<"",1000+ABS(mill)'
    '-nummer/1000000000,IF(pst<"",ABS(pst)-nummer/1000000000,""))))'
)
def stoerrelse_kr(
    setning: Value, pst: Value, mill: Value, n: Value, minst: Value, nummer: Value
) -> Value:
    """How large a finding is: by million kroner where known, after those by percent.

    The line's number takes off a little, so that two equally large findings do not tie. Too few
    members: not to be compared, and no headline.
    """
    if isinstance(setning, ExcelError):
        return setning
    if is_blank(setning):
        return ""
    error = first_error((n, minst))
    if error is not None:
        return error
    if is_number(n) and is_number(minst) and n < minst:  # type: ignore[operator]
        return ""
    if isinstance(mill, ExcelError):
        return mill
    if is_number(mill):
        return 1000 + abs(mill) - nummer / 1000000000  # type: ignore[arg-type,operator]
    if isinstance(pst, ExcelError):
        return pst
    return abs(pst) - nummer / 1000000000 if is_number(pst) else ""  # type: ignore[arg-type,operator]


@aggregate(ranges=("tekster",), excel="SUMPRODUCT((tekster=tekst)*1)")
def antall_tekst(tekster: Rows, tekst: Value) -> float | ExcelError:
    """How many cells hold a text."""
    error = first_error(v for cell in cells(tekster) for v in (cell, tekst))
    return error or float(sum(same(cell, tekst) for cell in cells(tekster)))


@scalar(excel="ABS(x)")
def absolutt(x: float) -> float:
    """The size of a figure."""
    return abs(x)


@aggregate(excel=f'IF(x<"",IF(ROUND(x,desimaler)<0,"{MINUS}",""),"")')
def fortegn(x: Value, desimaler: Value) -> str | ExcelError:
    """A minus where the figure is shown below zero."""
    if isinstance(x, ExcelError):
        return x
    return MINUS if is_number(x) and round_half_away(x, int(desimaler)) < 0 else ""  # type: ignore[arg-type]


@aggregate(
    excel='IF(endring<"",IF(ROUND(endring,desimaler)=0,"uendret",IF(endring>0,"▲ opp","▼ ned")),"")'
)
def retning(endring: Value, desimaler: Value) -> str | ExcelError:
    """Up, down or unchanged as shown."""
    if isinstance(endring, ExcelError):
        return endring
    if not is_number(endring):
        return ""
    if round_half_away(endring, int(desimaler)) == 0:  # type: ignore[arg-type]
        return "uendret"
    return "▲ opp" if endring > 0 else "▼ ned"  # type: ignore[operator]


@scalar(excel="prosent*inntekt/100000")
def prosent_av(prosent: float, inntekt: float) -> float:
    """Percent of an amount in 1000 kr, million kroner."""
    return prosent * inntekt / 100000


@aggregate(
    excel='IF(indeks<"",IF(ROUND(100*ABS(indeks-1),0)=0," Utgiftsbehovet er som i landet.",'
    '" Utgiftsbehovet er "&FIXED(ROUND(100*ABS(indeks-1),0),0,TRUE)&" prosent "&'
    'IF(indeks>1,"høyere","lavere")&" enn i landet."),"")'
)
def behov_tekst(indeks: Value) -> str | ExcelError:
    """The need for spending in a sentence of its own, to stand beside what is spent."""
    if isinstance(indeks, ExcelError):
        return indeks
    if not is_number(indeks):
        return ""
    size = round_half_away(100 * abs(indeks - 1))  # type: ignore[operator]
    if size == 0:
        return " Utgiftsbehovet er som i landet."
    side = "høyere" if indeks > 1 else "lavere"  # type: ignore[operator]
    return f" Utgiftsbehovet er {size:.0f} prosent {side} enn i landet."
