"""Sums, differences and growth over cells, where a missing figure stays missing."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.values import (
    NA,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_number,
    is_text,
    numbers,
    round_half_away,
)


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


@scalar(excel="a+b+c")
def pluss3(a: float, b: float, c: float) -> float:
    """a + b + c."""
    return a + b + c


@scalar(excel="a+b+c+d")
def pluss4(a: float, b: float, c: float, d: float) -> float:
    """a + b + c + d."""
    return a + b + c + d


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


@scalar(excel="ukorrigert-avskrivning-korreksjon-pensjon-avgift")
def kjede(
    ukorrigert: float, avskrivning: float, korreksjon: float, pensjon: float, avgift: float
) -> float:
    """The whole chain of vedleggstabell 1 for one line, in one cell."""
    return ukorrigert - avskrivning - korreksjon - pensjon - avgift


@scalar(excel="trykt*innbyggere/foer+((ny-gammel)-(ny_avskr-gammel_avskr)-"
        "(ny_sos-pensjon-avgift))*innbyggere/1000")
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
    foer: float,
) -> float:
    """A printed use of income in 1000 kr, moved by what what-if figures and corrections add.

    The changes are per inhabitant; ``foer`` is how many there were.
    """
    change = (ny - gammel) - (ny_avskr - gammel_avskr) - (ny_sos - pensjon - avgift)
    return trykt * innbyggere / foer + change * innbyggere / 1000


@scalar(excel="driftsinntekter-sektorer-renter_avdrag")
def rettet_resultat(driftsinntekter: float, sektorer: float, renter_avdrag: float) -> float:
    """What corrections do to the net result: more income, less spending and interest."""
    return driftsinntekter - sektorer - renter_avdrag


@scalar(excel="renteutgifter+avdrag-renteinntekter")
def renter_og_avdrag(renteutgifter: float, avdrag: float, renteinntekter: float) -> float:
    """Net interest and repayment as a use of income."""
    return renteutgifter + avdrag - renteinntekter


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
