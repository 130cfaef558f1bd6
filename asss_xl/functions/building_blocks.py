"""What the sheets need besides the ASSS functions: choosing inputs, sums, texts and checks.

The same pairs of Python and Excel as the catalogue's, but without a name: in a workbook they
are always plain formulas.
"""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.values import (
    DIV0,
    NA,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    is_text,
    numbers,
    round_half_away,
    text_of,
)

PAA, AV = "På", "Av"


@aggregate(excel=f'IF((bryter="{PAA}")*(hva_hvis<""),hva_hvis,IF(grunnlag="",NA(),grunnlag))')
def brukt(grunnlag: Value, hva_hvis: Value, bryter: Value) -> Value:
    """The figure that counts: the yellow cell where it is filled in and the switch is on.

    A figure that someone deletes is missing (``#N/A``) and not 0.
    """
    error = first_error((bryter, hva_hvis))
    if error is not None:
        return error
    on = isinstance(bryter, str) and bryter.casefold() == PAA.casefold()
    if on and is_number(hva_hvis):
        return hva_hvis
    return NA if is_blank(grunnlag) else grunnlag


@aggregate(
    ranges=("verdier",),
    excel='IF((SUMPRODUCT((verdier>"")*1)>0)+(COUNT(verdier)=0),NA(),SUM(verdier))',
)
def summen(verdier: Rows) -> float | ExcelError:
    """A sum; a missing figure (text) in the range makes it missing, an empty cell does not."""
    values = cells(verdier)
    error = first_error(values)
    if error is not None:
        return error
    if any(is_text(value) for value in values) or not numbers(verdier):
        return NA
    return sum(numbers(verdier))


@scalar(excel="a+b")
def pluss(a: float, b: float) -> float:
    """a + b."""
    return a + b


@scalar(excel="a-b")
def minus(a: float, b: float) -> float:
    """a - b."""
    return a - b


@scalar(excel="a*b")
def ganger(a: float, b: float) -> float:
    """a * b."""
    return a * b


@scalar(excel="a/b")
def delt(a: float, b: float) -> float:
    """a / b."""
    return a / b


@scalar(excel="-a")
def motsatt(a: float) -> float:
    """-a."""
    return -a


@aggregate(excel='IF((a<"")*(b<""),IF(ABS(a-b)<0.000001,NA(),a),NA())')
def hvis_ulik(a: Value, b: Value) -> Value:
    """a where it differs from b, otherwise ``#N/A``: a chart point that is drawn only then."""
    error = first_error((a, b))
    if error is not None:
        return error
    if not (is_number(a) and is_number(b)) or abs(a - b) < 0.000001:  # type: ignore[operator]
        return NA
    return a


@aggregate(excel='IF((a<"")*(b<""),IF(ABS(a-b)<=toleranse,"OK","FEIL"),"OK")')
def kontroll_lik(a: Value, b: Value, toleranse: Value) -> str | ExcelError:
    """OK when two figures agree within the tolerance; there is nothing to check without both."""
    error = first_error((a, b))
    if error is not None:
        return error
    if not (is_number(a) and is_number(b)):
        return "OK"
    return "OK" if abs(a - b) <= toleranse else "FEIL"  # type: ignore[operator]


@aggregate(ranges=("verdier",), excel='IF(SUMPRODUCT((verdier<>"OK")*1)=0,"OK","FEIL")')
def kontroll_alle(verdier: Rows) -> str | ExcelError:
    """OK when every check of the range is OK."""
    error = first_error(cells(verdier))
    if error is not None:
        return error
    alike = all(isinstance(v, str) and v.casefold() == "ok" for v in cells(verdier))
    return "OK" if alike else "FEIL"


@aggregate(ranges=("verdier",), excel="SUMPRODUCT((verdier<\"\")*1)")
def antall_tall(verdier: Rows) -> float | ExcelError:
    """How many cells of a range hold a number."""
    return first_error(cells(verdier)) or float(len(numbers(verdier)))


@aggregate(excel='tekst_a&tekst_b')
def tekst(tekst_a: Value, tekst_b: Value) -> str | ExcelError:
    """Two texts after each other; numbers go through :func:`heltall` first."""
    error = first_error((tekst_a, tekst_b))
    if error is not None:
        return error
    return text_of(tekst_a) + text_of(tekst_b)


@aggregate(excel='IF(a<"",FIXED(ROUND(a,0),0,TRUE),"")')
def heltall(a: Value) -> str | ExcelError:
    """A number as text without decimals, rounded as KOSTRA does; empty when missing."""
    if isinstance(a, ExcelError):
        return a
    return f"{round_half_away(float(a)):.0f}" if is_number(a) else ""  # type: ignore[arg-type]


@aggregate(excel='IFERROR(IF((a<"")*(b<""),MAX(a-b,0),0),0)')
def strek(a: Value, b: Value) -> float:
    """The length of a whisker from b to a; none where one of them is missing."""
    return max(a - b, 0.0) if is_number(a) and is_number(b) else 0.0  # type: ignore[operator]


@aggregate(
    excel='IF((grunnlag<"")*(brukt<"")*(snitt<""),'
    "IF(grunnlag=brukt,NA(),100*grunnlag/snitt),NA())"
)
def grunnlag_hvis_ulik(grunnlag: Value, brukt: Value, snitt: Value) -> float | ExcelError:
    """The report's own index where a what-if figure is in use: drawn beside it, else a gap."""
    error = first_error((grunnlag, brukt, snitt))
    if error is not None:
        return error
    if not all(is_number(v) for v in (grunnlag, brukt, snitt)) or grunnlag == brukt:
        return NA
    return 100 * grunnlag / snitt  # type: ignore[operator]


@aggregate(excel='IF(setning="","",IF(avvik<"",ABS(avvik),""))')
def stoerrelse(setning: Value, avvik: Value) -> Value:
    """How large a finding is, for picking the largest; empty where nothing is said."""
    error = first_error((setning,) if is_blank(setning) else (setning, avvik))
    if error is not None:
        return error
    if is_blank(setning) or not is_number(avvik):
        return ""
    return abs(avvik)  # type: ignore[arg-type]


@aggregate(
    ranges=("setninger", "stoerrelser"),
    excel='IF(COUNT(stoerrelser)<nummer,"",'
    "INDEX(setninger,MATCH(LARGE(stoerrelser,nummer),stoerrelser,0)))",
)
def stoerste_funn(setninger: Rows, stoerrelser: Rows, nummer: Value) -> Value:
    """The sentence of the largest finding, the second largest and so on; empty when fewer."""
    sizes = numbers(stoerrelser)
    if len(sizes) < nummer:  # type: ignore[operator]
        return ""
    error = first_error(cells(stoerrelser))
    if error is not None:
        return error
    wanted = sorted(sizes, reverse=True)[int(nummer) - 1]  # type: ignore[arg-type]
    places = zip(cells(setninger), cells(stoerrelser), strict=True)
    return next(text for text, size in places if is_number(size) and size == wanted)


@aggregate(excel='IF(verdi="","",verdi)')
def gjenta(verdi: Value) -> Value:
    """The same figure in another place."""
    return "" if verdi is None else verdi


@aggregate(
    ranges=("vekter", "indekser"),
    excel='IF((snitt<"")*(SUMPRODUCT(ABS((vekter<"")-(indekser<"")))=0),'
    "snitt*(SUMPRODUCT(vekter,indekser)-SUM(vekter)),NA())",
)
def sum_korreksjon(vekter: Rows, indekser: Rows, snitt: Value) -> float | ExcelError:
    """The sum of weight times (index - 1) times the mean over the criteria of a sector."""
    places = list(zip(cells(vekter), cells(indekser), strict=True))
    error = first_error((snitt,)) or first_error(v for place in places for v in place)
    if error is not None:
        return error
    if any(is_number(w) != is_number(i) for w, i in places):
        return NA
    if not is_number(snitt):
        return NA
    pairs = [(w, i) for w, i in places if is_number(w)]
    return snitt * (sum(w * i for w, i in pairs) - sum(w for w, _ in pairs))  # type: ignore[operator,misc]


@aggregate(
    ranges=("funksjoner", "sektorer"),
    excel='IF(funksjon<"",IFERROR(INDEX(sektorer,MATCH(funksjon,funksjoner,0)),'
    '"Ukjent funksjon"),IF(gjelder="","",gjelder))',
)
def virker_paa(gjelder: Value, funksjon: Value, funksjoner: Rows, sektorer: Rows) -> Value:
    """The line or sector that a correction moves: that of the KOSTRA function when one is given."""
    error = first_error((funksjon,))
    if error is not None:
        return error
    if is_number(funksjon):
        table = zip(cells(funksjoner), cells(sektorer), strict=True)
        return next((sector for code, sector in table if code == funksjon), "Ukjent funksjon")
    return "" if gjelder is None else gjelder


@aggregate(
    ranges=("beloep", "linjer", "aarene", "med"),
    excel='SUMPRODUCT((linjer=linje)*(aarene=aar)*(med="Ja")*(beloep<""),beloep)',
)
def sum_rettelser(
    beloep: Rows, linjer: Rows, aarene: Rows, med: Rows, linje: Value, aar: Value
) -> float | ExcelError:
    """The sum of the corrections of one line and year that are switched on."""
    places = list(zip(*(cells(r) for r in (beloep, linjer, aarene, med)), strict=True))
    error = first_error(v for b, what, y, m in places for v in (what, y, m, b))
    if error is not None:
        return error
    return sum(
        float(b)  # type: ignore[arg-type]
        for b, what, y, m in places
        if is_number(b) and what == linje and y == aar and str(m or "").casefold() == "ja"
    )


@aggregate(
    ranges=("verdier",),
    excel='IF((SUMPRODUCT((verdier>"")*1)>0)+(COUNT(verdier)=0),NA(),ROUND(SUM(verdier),6))',
)
def nesten_null(verdier: Rows) -> float | ExcelError:
    """A sum that is 0 by construction, rounded so that it shows as 0."""
    total = summen(verdier)
    if not is_number(total):
        return total
    rounded = round_half_away(total, 6)
    return 0.0 if rounded == 0 else rounded


@aggregate(
    excel="""IF((avvik<"")*(behov<"")*(innbyggere<""),
        IF(ROUND(ABS(avvik),0)<=avrunding,navn&": på nivå med landet",
        navn&": "&FIXED(ROUND(ABS(avvik),0),0,TRUE)&" kr "&IF(avvik>0,"mer","mindre")&
        " per innbygger enn landet korrigert for utgiftsbehov ("&
        FIXED(ROUND(ABS(100*avvik/behov),0),0,TRUE)&" prosent), om lag "&
        FIXED(ROUND(ABS(avvik*innbyggere/1000000),0),0,TRUE)&" mill. kr"),"")"""
)
def funn_kroner(
    navn: Value, avvik: Value, behov: Value, innbyggere: Value, avrunding: Value
) -> str | ExcelError:
    """A sector's deviation from the country in words: kroner, percent of need, million kroner."""
    error = first_error((avvik, behov, innbyggere))
    if error is not None:
        return error
    if not all(is_number(v) for v in (avvik, behov, innbyggere)):
        return ""
    size = round_half_away(abs(avvik))  # type: ignore[arg-type]
    if size <= avrunding:  # type: ignore[operator]
        return f"{navn}: på nivå med landet"
    if behov == 0:
        return DIV0
    more = "mer" if avvik > 0 else "mindre"  # type: ignore[operator]
    percent = round_half_away(abs(100 * avvik / behov))  # type: ignore[operator]
    millions = round_half_away(abs(avvik * innbyggere / 1000000))  # type: ignore[operator]
    return (
        f"{navn}: {size:.0f} kr {more} per innbygger enn landet korrigert for utgiftsbehov "
        f"({percent:.0f} prosent), om lag {millions:.0f} mill. kr"
    )


@aggregate(excel='IF(tekst_a="","Ingen avvik å vise",tekst_a)')
def eller_ingen(tekst_a: Value) -> Value:
    """A finding, or that there is none."""
    if isinstance(tekst_a, ExcelError):
        return tekst_a
    return tekst_a if tekst_a not in (None, "") else "Ingen avvik å vise"


@scalar(excel="ukorrigert-avskrivning-korreksjon-pensjon-avgift")
def kjede(
    ukorrigert: float, avskrivning: float, korreksjon: float, pensjon: float, avgift: float
) -> float:
    """The whole chain of vedleggstabell 1 for one line, in one cell."""
    return ukorrigert - avskrivning - korreksjon - pensjon - avgift


@scalar(excel="trykt+((ny-gammel)-(ny_avskr-gammel_avskr)-(ny_sos-pensjon-avgift))*innbyggere/1000")
def flyttet(
    trykt: float,
    ny: float,
    gammel: float,
    ny_avskr: float,
    gammel_avskr: float,
    ny_sos: float,
    pensjon: float,
    avgift: float,
    innbyggere: float,
) -> float:
    """A printed use of income in 1000 kr, moved by what what-if figures and corrections add."""
    change = (ny - gammel) - (ny_avskr - gammel_avskr) - (ny_sos - pensjon - avgift)
    return trykt + change * innbyggere / 1000


@scalar(excel="driftsinntekter-sektorer-renter_avdrag")
def rettet_resultat(driftsinntekter: float, sektorer: float, renter_avdrag: float) -> float:
    """What corrections do to the net result: more income, less spending and interest."""
    return driftsinntekter - sektorer - renter_avdrag


@scalar(excel="renteutgifter+avdrag-renteinntekter")
def renter_og_avdrag(renteutgifter: float, avdrag: float, renteinntekter: float) -> float:
    """Net interest and repayment as a use of income."""
    return renteutgifter + avdrag - renteinntekter


@scalar(excel="a+b+c")
def pluss3(a: float, b: float, c: float) -> float:
    """a + b + c."""
    return a + b + c


@scalar(excel="a+b+c+d")
def pluss4(a: float, b: float, c: float, d: float) -> float:
    """a + b + c + d."""
    return a + b + c + d


@aggregate(
    excel='IF((trykt<"")*(naa<""),IF(ABS(trykt-naa)<=1.000001*avrunding,NA(),trykt),NA())'
)
def hvis_flyttet(trykt: Value, naa: Value, avrunding: Value) -> Value:
    """A printed figure where the sheet's own has moved away from it, otherwise ``#N/A``."""
    error = first_error((trykt, naa))
    if error is not None:
        return error
    if not (is_number(trykt) and is_number(naa)):
        return NA
    moved = abs(trykt - naa) > 1.000001 * avrunding  # type: ignore[operator]
    return trykt if moved else NA


@scalar(excel="100-a-b-c")
def rest(a: float, b: float, c: float) -> float:
    """What is left of 100 percent."""
    return 100 - a - b - c


@scalar(excel="indeks/(1+vekst/100)")
def aaret_foer(indeks: float, vekst: float) -> float:
    """The index a year earlier, from the growth since."""
    return indeks / (1 + vekst / 100)


@scalar(excel="indeks*(1+vekst/100)")
def vokst(indeks: float, vekst: float) -> float:
    """The index a year later."""
    return indeks * (1 + vekst / 100)


@scalar(excel="100*((1+a/100)*(1+b/100)-1)")
def etter_hverandre(a: float, b: float) -> float:
    """Two growths in percent, one after the other."""
    return 100 * ((1 + a / 100) * (1 + b / 100) - 1)


@scalar(excel="sats*antall/1000000")
def mill(sats: float, antall: float) -> float:
    """Kroner per person times persons, in million kroner."""
    return sats * antall / 1000000


@aggregate(excel='IF(a<"",a,NA())')
def tall_eller_hull(a: Value) -> Value:
    """A number, or ``#N/A`` where a text says that it is missing: a gap in a chart."""
    if isinstance(a, ExcelError):
        return a
    return a if is_number(a) else NA


@aggregate(excel='IF(gul<"",forrige+1,forrige)')
def teller(forrige: Value, gul: Value) -> Value:
    """A running number that goes up at each yellow cell that is filled in."""
    error = first_error((gul, forrige))
    if error is not None:
        return error
    return forrige + 1 if is_number(gul) else forrige  # type: ignore[operator]


@aggregate(ranges=("verdier",), excel="MAX(verdier)")
def stoerste(verdier: Rows) -> float | ExcelError:
    """The largest number of a range."""
    return first_error(cells(verdier)) or max(numbers(verdier), default=0.0)


@aggregate(ranges=("tellere",), excel='IF(n>MAX(tellere),"",MATCH(n,tellere,0))')
def plass(n: Value, tellere: Rows) -> Value:
    """Where a running number first reaches n, counted from 1; empty when it never does."""
    counts = cells(tellere)
    return float(counts.index(n) + 1) if n in counts else ""


@aggregate(ranges=("verdier",), excel='IF(plass<"",INDEX(verdier,plass),"")')
def hent(plass: Value, verdier: Rows) -> Value:
    """The value at a place of a column, empty when there is no place."""
    if isinstance(plass, ExcelError):
        return plass
    return cells(verdier)[int(plass) - 1] if is_number(plass) else ""  # type: ignore[arg-type]


@aggregate(excel='IF((ny<"")*(gammel<""),ny-gammel,"")')
def endring(ny: Value, gammel: Value) -> Value:
    """A change, empty where one of the figures is missing."""
    error = first_error((ny, gammel))
    if error is not None:
        return error
    return ny - gammel if is_number(ny) and is_number(gammel) else ""  # type: ignore[operator]


@aggregate(
    excel='IF(antall>grense,"… og "&FIXED(antall-grense,0,TRUE)&" felt til","")'
)
def flere_enn(antall: Value, grense: Value) -> str | ExcelError:
    """How many a list leaves out."""
    if isinstance(antall, ExcelError):
        return antall
    return f"… og {antall - grense:.0f} felt til" if antall > grense else ""  # type: ignore[operator]


@aggregate(ranges=("hull",), excel="COUNT(hull)")
def antall_ulike(hull: Rows) -> float:
    """How many chart points of the report's own index are drawn, that is: have been moved."""
    return float(len(numbers(hull)))


def _desimal(x: str) -> str:
    """A positive number with one decimal and comma, whatever the reader's locale."""
    tenths = f"ROUND(10*({x}),0)"
    return f'FIXED(INT({tenths}/10),0,TRUE)&","&FIXED(MOD({tenths},10),0,TRUE)'


def _desimal_tekst(x: float) -> str:
    tenths = int(round_half_away(10 * x))
    return f"{tenths // 10},{tenths % 10}"


@aggregate(
    excel=f"""IF((egen<"")*(andre<"")*(driftsinntekter<""),
        navn&" er "&IF(egen<0,"-","")&{_desimal("ABS(egen)")}&" prosent av driftsinntektene, "&
        IF(ROUND(10*ABS(egen-andre),0)=0,"som i øvrige ASSS",
        {_desimal("ABS(egen-andre)")}&" prosentenheter "&IF(egen>andre,"høyere","lavere")&
        " enn i øvrige ASSS (om lag "&
        FIXED(ROUND(ABS((egen-andre)*driftsinntekter/100000),0),0,TRUE)&" mill. kr)"),"")"""
)
def funn_regnskap(
    navn: Value, egen: Value, andre: Value, driftsinntekter: Value
) -> str | ExcelError:
    """A line of the accounts in words: share of income, distance to the others, kroner at stake.

    ``driftsinntekter`` is in 1000 kroner, the other two in percent of it.
    """
    error = first_error((egen, andre, driftsinntekter))
    if error is not None:
        return error
    if not all(is_number(v) for v in (egen, andre, driftsinntekter)):
        return ""
    gap = egen - andre  # type: ignore[operator]
    sign = "-" if egen < 0 else ""  # type: ignore[operator]
    lead = f"{navn} er {sign}{_desimal_tekst(abs(egen))} prosent av driftsinntektene, "  # type: ignore[arg-type]
    if round_half_away(10 * abs(gap)) == 0:
        return lead + "som i øvrige ASSS"
    side = "høyere" if gap > 0 else "lavere"
    millions = round_half_away(abs(gap * driftsinntekter / 100000))
    return (
        f"{lead}{_desimal_tekst(abs(gap))} prosentenheter {side} enn i øvrige ASSS "
        f"(om lag {millions:.0f} mill. kr)"
    )


@aggregate(
    excel="""IF((resultat<"")*(fasit<""),
        IF(ABS(resultat-fasit)<=0.000000001*MAX(1,ABS(fasit)),"OK","FEIL"),
        IF(resultat=fasit,"OK","FEIL"))"""
)
def lik_fasit(resultat: Value, fasit: Value) -> str | ExcelError:
    """OK when a function gives what it should: the same text, or a number within rounding."""
    error = first_error((resultat, fasit))
    if error is not None:
        return error
    if is_number(resultat) and is_number(fasit):
        gap = abs(resultat - fasit)  # type: ignore[operator]
        return "OK" if gap <= 0.000000001 * max(1.0, abs(fasit)) else "FEIL"  # type: ignore[arg-type]
    alike = isinstance(resultat, str) and isinstance(fasit, str)
    return "OK" if alike and str(resultat).casefold() == str(fasit).casefold() else "FEIL"
