"""How a rule of what is reasonable is declared, and what a package's accounts must satisfy: a part is no
larger than the whole, the functions and the accounts say the same, and series do not jump.

Only what holds in any accounts is asked. Funds and debt have no such identity here: what is invested without
borrowing, and what is set aside for it, has no line of its own.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from asss_xl.functions.regnskap import brutto_driftsresultat, netto_driftsresultat

from ..datasett import Datasett
from ..messages import digits
from ..poster import HAR_ALLE, JEVNE, KONTROLLTALL, POSTER, UTEN_FORTEGN
from ..verdi import EPS, PREMIEAVVIK, Verdi

#: A remark at a figure that begins so, says that the figure is right however odd it is.
CHECKED = "kontrollert"


class Figure(NamedTuple):
    """A figure of a package by its file and itself as people name them, with the remark at it; of one that
    breaks a rule also which, and where it could be.
    """

    fil: str
    hva: str
    hvem: str
    aar: int
    enhet: str
    verdi: float | None
    merknad: str = ""
    regel: str = ""
    nedre: float | None = None
    oevre: float | None = None
    melding: str = ""

    def odd(self, low: float | None = None, high: float | None = None, why: str = "") -> Figure:
        """That it breaks the rule which is tried; without `why` as the rule says itself."""
        return self._replace(nedre=low, oevre=high, melding=why)


_Rule = Callable[[Datasett], Iterator[Figure]]


class Rules(dict[str, _Rule]):
    """Rules by name, in the order in which they are tried."""

    def __call__(self, why: str) -> Callable[[_Rule], _Rule]:
        """Declare a rule by the function's name, with what is told of a figure that breaks it."""

        def declared(made: _Rule) -> _Rule:
            def rule(data: Datasett) -> Iterator[Figure]:
                for found in made(data):
                    if not found.merknad.casefold().startswith(CHECKED):
                        yield found._replace(regel=made.__name__, melding=found.melding or why)

            self[made.__name__] = rule
            return rule

        return declared


#: The rules by name, in the order in which they are tried.
REGNSKAPSREGLER = _rule = Rules()


@_rule("Linjen skrives uten minus.")
def uten_fortegn(data: Datasett) -> Iterator[Figure]:
    """Income, expenditure and interest are written without a sign."""
    for (who, line, year), value in data.regnskap.items():
        if line in UTEN_FORTEGN and value.verdi is not None and value.verdi < 0:
            figure = Figure("Regnskap", POSTER[line], who, year, "", value.verdi, value.merknad)
            yield figure.odd(0.0, why=f"{POSTER[line]} skrives uten minus.")


@_rule("Linjen er ikke null hos noen. Mangler tallet, skriv «Ikke data».")
def ikke_null(data: Datasett) -> Iterator[Figure]:
    """Nobody is without income, expenditure or depreciation: a zero there is a figure that is missing."""
    for (who, line, year), value in data.regnskap.items():
        if line in HAR_ALLE and value.verdi == 0:
            yield Figure("Regnskap", POSTER[line], who, year, "1000 kr", 0.0, value.merknad).odd(1.0)


#: The lines that a key figure is made of, how, and what it is divided by (nothing: inhabitants).
_FROM_ACCOUNTS: dict[str, tuple[tuple[str, ...], Callable[..., float], str]] = {
    "frie_per_innbygger": (("innt_formue", "rammetilskudd"), operator.add, ""),
    "netto_i_prosent": (
        ("driftsinntekter", "driftsutgifter", "renteinntekter", "renteutgifter", "avdrag"),
        lambda income, spent, *rest: netto_driftsresultat(brutto_driftsresultat(income, spent), *rest),
        "driftsinntekter",
    ),
    "gjeld_i_prosent": (("gjeld",), float, "driftsinntekter"),
    "investeringer_i_prosent": (("investeringer",), float, "driftsinntekter"),
}


@_rule("Regnskapet i pakken gir et annet tall.")
def kontrolltall(data: Datasett) -> Iterator[Figure]:
    """A key figure is what the same source's accounts give, but for the rounding of both."""
    for (who, what, year), said in data.kontrolltall.items():
        lines, made, base = _FROM_ACCOUNTS[what]
        name, unit, decimals = KONTROLLTALL[what]
        amounts = [data.regnskap.get((who, line, year)) for line in lines]
        below = data.regnskap.get((who, base, year)) if base else data.folketall(who, year)
        known = [value.verdi for value in amounts if value is not None and value.verdi is not None]
        if said.verdi is None or len(known) < len(lines) or below is None or not below.verdi:
            continue
        scale = (100.0 if base else 1000.0) / below.verdi
        found = made(*known) * scale
        apart = 0.5 * 10.0**-decimals + 0.5 * len(lines) * abs(scale) + EPS
        if abs(found - said.verdi) > apart:
            shown = digits(found, decimals)
            why = f"Regnskapet i pakken gir {shown} {unit}, men {said.kilde or 'kilden'} har et annet tall."
            figure = Figure("Kontrolltall", name, who, year, unit, said.verdi)
            yield figure.odd(found - apart, found + apart, why)


@_rule("Tallet er langt fra årene ved siden av.")
def naboaar(data: Datasett) -> Iterator[Figure]:
    """A figure is not many times the year before and the year after."""
    broken = {k.navn for k in data.kommuner if k.brudd}
    steady = {key: v for key, v in data.regnskap.items() if key[1] in JEVNE}
    files: tuple[tuple[str, Mapping[Any, Verdi], float, float], ...] = (
        ("Innbyggere", data.innbyggere, 1.25, 0.0),
        ("Kriterieverdier", data.kriterieverdier, 2.0, 0.0),
        ("Beløp", data.beloep, 4.0, 1000.0),
        ("Regnskap", steady, 3.0, 10000.0),
    )
    for fil, table, times, least in files:
        series: dict[tuple[str, ...], dict[int, float]] = {}
        for key, value in table.items():
            if value.verdi is not None and key[0] not in broken:
                series.setdefault(key[:-1], {})[int(key[-1])] = value.verdi
        for key, years in series.items():
            for year, around in _jumps(years, times, least):
                what, note = " ".join(POSTER.get(part, part) for part in key[1:]), table[*key, year].merknad
                figure = Figure(fil, what, key[0], year, "", years[year], note)
                why = f"Tallet er over {digits(times)} ganger større eller mindre enn i årene ved siden av"
                low, high = min(around) / times, max(around) * times
                yield figure.odd(low, high, f"{why}, eller har motsatt fortegn.")


def _jumps(years: Mapping[int, float], times: float, least: float) -> Iterator[tuple[int, list[float]]]:
    """The years that are out of line with those beside them, which come along."""
    if 0 < max(years.values()) <= times * min(years.values()):
        return  # as nearly all are: no two of them are that far apart
    for year, value in years.items():
        around = [years[y] for y in (year - 1, year + 1) if y in years]
        large = around and max(map(abs, [value, *around])) >= least
        if large and all(_apart(value, other, times) for other in around):
            yield year, around


def _apart(one: float, other: float, times: float) -> bool:
    if one * other <= 0:
        return one * other < 0
    return not 1 / times <= one / other <= times


#: Lines of the accounts, and those that are parts of them.
_INCOME = ("innt_formue", "eiendom", "selskap", "andre_skatter", "rammetilskudd", "andre_statstilskudd")
_PARTS = {
    "driftsinntekter": _INCOME,
    "driftsutgifter": ("loenn", "sosiale"),
    "renteinntekter": ("gevinster",),
    "renteutgifter": ("tap",),
}


@_rule("Beløpet er større enn det er en del av.")
def deler_av_regnskapet(data: Datasett) -> Iterator[Figure]:
    """Wages are a part of the expenditure, taxes and grants of the income: each, and together."""
    for (who, line, year), value in data.regnskap.items():
        whole = value.verdi
        if line not in _PARTS or whole is None:
            continue
        found = {part: data.regnskap.get((who, part, year)) for part in _PARTS[line]}
        known = {part: (v.verdi, v.merknad) for part, v in found.items() if v and v.verdi is not None}
        larger = [part for part, (amount, _) in known.items() if amount > whole + EPS]
        for part in larger:
            why = f"{POSTER[part]} er større enn {POSTER[line].lower()}."
            yield Figure("Regnskap", POSTER[part], who, year, "1000 kr", *known[part]).odd(None, whole, why)
        together, slack = sum(amount for amount, _ in known.values()), 0.5 * (len(known) + 1)
        if not larger and together > whole + slack:
            named = ", ".join(POSTER[part].lower() for part in known)
            why = f"Delene er til sammen større enn {POSTER[line].lower()} ({digits(whole)}): {named}."
            figure = Figure("Regnskap", POSTER[line], who, year, "1000 kr", together, value.merknad)
            yield figure.odd(None, whole, why)


@_rule("Funksjonene i Beløp og linjene i Regnskap sier ikke det samme.")
def funksjonene_og_regnskapet(data: Datasett) -> Iterator[Figure]:
    """What the functions cost net is what the accounts have left for them: income less all other uses.

    Asked of those with amounts in all sectors of the keys, and no function left out: net spending holds the
    depreciation, which the result does not.
    """
    slack = 0.5 * (1 + data.funksjoner_i_bruk)
    for who, year in dict.fromkeys((who, year) for who, _, year in data.regnskap):
        spent = _all_functions(data, who, year)
        left = _left_for_services(data, who, year)
        if spent is not None and left is not None and abs(spent - left) > slack:
            told = f"Etter regnskapet brukes {digits(left)} på tjenestene (1000 kr netto), og funksjonene er"
            why = f"{told} {digits(spent)} til sammen."
            figure = Figure("Beløp", "funksjonene til sammen, netto", who, year, "1000 kr", spent)
            yield figure.odd(left - slack, left + slack, why)


def _all_functions(data: Datasett, who: str, year: int) -> float | None:
    """The net spending on all functions; None unless each sector of the keys has some and none is lacking."""
    none: frozenset[str] = frozenset()
    asked = (data.sektorfunksjoner.get(sector, none) for sector in data.sektorer)
    sectors = [data.funksjonsbeloep(who, "netto", year, codes).verdi for codes in asked]
    if not sectors or None in sectors or data.utelatte(who, "netto", year, none, inne=False):
        return None
    return data.funksjonsbeloep(who, "netto", year, none, inne=False).verdi


def _left_for_services(data: Datasett, who: str, year: int) -> float | None:
    """Taxes and grants less all other uses, and with the depreciation; None where a line is missing."""
    own = {line: data.regnskap.get((who, line, year)) for line in POSTER}
    lines = {line: v.verdi for line, v in own.items() if v is not None and v.verdi is not None}
    try:
        gross = brutto_driftsresultat(lines["driftsinntekter"], lines["driftsutgifter"])
        # Interest and repayment are uses of the income and in the net result, so that they cancel out.
        return sum(lines[part] for part in _INCOME) - gross - lines["premieavvik"] + lines["avskrivninger"]
    except KeyError:
        return None


@_rule("Premieavviket i Regnskap er ikke det funksjon 170 og 171 har i Beløp.")
def premieavviket_og_funksjonene(data: Datasett) -> Iterator[Figure]:
    """The premium deviation is the net spending on its two functions."""
    for (who, line, year), value in data.regnskap.items():
        if line != "premieavvik" or value.verdi is None:
            continue
        found = [data.beloep.get((who, code, "netto", year)) for code in PREMIEAVVIK]
        known = [v.verdi for v in found if v is not None and v.verdi is not None]
        if len(known) == len(PREMIEAVVIK):
            together, slack = sum(known), 0.5 * (1 + len(known))
            if abs(value.verdi - together) > slack:
                figure = Figure("Regnskap", POSTER[line], who, year, "1000 kr", value.verdi, value.merknad)
                yield figure.odd(together - slack, together + slack)


@_rule("Beløpet er større enn brutto driftsutgifter.")
def deler_av_brutto(data: Datasett) -> Iterator[Figure]:
    """Gross spending holds the depreciation, the pensions and the payroll tax, and is above net."""
    for (who, function, kind, year), value in data.beloep.items():
        whole = data.beloep.get((who, function, "brutto", year), value).verdi
        if value.verdi is not None and whole is not None and 0 <= whole < value.verdi - EPS:
            figure = Figure("Beløp", f"{function} {kind}", who, year, "1000 kr", value.verdi, value.merknad)
            yield figure.odd(None, whole)
