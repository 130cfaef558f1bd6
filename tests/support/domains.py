"""What good arguments are: the values that real sheets give each parameter.

A parameter that is not listed takes any number. Keys are parameter names, or
``function.parameter`` for a parameter of one function (the name of its Python side).
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from asss_xl.functions.values import Value

Good = Callable[[Random], Any]

_SPECIAL = (0.0, 0.0, 1.0, -1.0, 2.0, 100.0, 0.5, -2.5, 0.909, 249540.0)


def number(random: Random) -> float:
    """A number with up to three decimals, now and then a special one."""
    if random.random() < 0.15:
        return random.choice(_SPECIAL)
    limit = random.choice((10, 1_000, 200_000))
    return random.randint(-limit * 10, limit * 10) / 10 ** random.randint(0, 3)


def size(random: Random) -> float:
    """A number that is rarely negative: a base of growth, a mean, a population."""
    return number(random) if random.random() < 0.1 else abs(number(random))


def percent(random: Random) -> float:
    """Growth in percent, now and then more than all there is."""
    return number(random) if random.random() < 0.1 else random.randint(-500, 900) / 10


def one_of(*values: Any) -> Good:
    """A good value is one of these."""
    return lambda random: random.choice(values)


def near(random: Random) -> float:
    """Numbers near one another, so that ties and small differences happen."""
    close = (6.2, 6.3, 6.7, 6.25, 7.1, 100.0, 0.0, -6.2, 5.0)
    return random.choice(close) if random.random() < 0.8 else number(random)


def running(random: Random, length: int) -> list[float]:
    """Running numbers: each is the one above it or one more."""
    steps = [float(random.random() < 0.5) for _ in range(length)]
    return [sum(steps[: place + 1]) for place in range(length)]


def maybe(good: Good) -> Good:
    """A good value or a blank."""
    return lambda random: good(random) if random.random() < 0.7 else None


def _some_text(random: Random) -> Value:
    """Text, or a whole number; decimals become text with the reader's own decimal sign."""
    if random.random() < 0.5:
        return random.choice(("a", "Ærlig ", " øl", "", None, "7", 12.0, -3.0, 0.0))
    return "".join(random.choice("abcæøå &;") for _ in range(random.randint(1, 9)))


def or_heading(random: Random) -> Value:
    """A number or, now and then, the text that stands above a column of them."""
    return random.choice(("Gjeld", "Kap. 2.41")) if random.random() < 0.08 else number(random)


_names = one_of("Bergen", "bergen", "Oslo", "OSLO", "Oslo", "Trondheim", "TROMSØ")
_count = one_of(1.0, 2.0, 3.0, 4.0, 5.0, 9.0, 10.0)

#: Parameters that are not any number -> what a good value is.
DOMAINS: dict[str, Good] = {
    "enheter": _names,
    "uten": one_of("Bergen", "Oslo", "oslo", "OSLO", "Oslo", "Bergen", "Tromsø", "Oslo ", "Os*"),
    "indikator": one_of("Andel elever", "Sykefravær", None, "x", "", 7.0),
    "gunstig": one_of(
        "høy", "lav", "HØY", "Lav", "", None, None, " lav ", "høyt", "hoey", "LÅG", "begge", "h",
    ),
    "desimaler": one_of(0.0, 0.0, 0.0, 1.0, 1.0, 2.0, 3.0, 1.5, -1.0, 4.0),
    "innbyggere": size,
    "mengde": size,
    "enhet": one_of(1.0, 1000.0, 1000.0, 1000000.0, 0.0, -1.0),
    "driftsinntekter": size,
    "korrigert_snitt": size,
    "kostnadsindeks": size,
    "basis": size,
    "vekst": percent,
    "deflator": percent,
    "befolkning": percent,
    "loennsvekst": percent,
    "aarsloennsvekst": percent,
    "avvik_pst.snitt": size,
    "avvik_pst.indeks": size,
    "indeks.snitt": size,
    "vekst.ny": size,
    "vekst.gammel": size,
    "netto_laanegjeld.gjeld": or_heading,
    "netto_laanegjeld.fordringer": or_heading,
    "antall": maybe(_count),
    "minste_antall": maybe(_count),
    "rang": maybe(_count),
    "avrunding": one_of(0.0, 0.05, 0.1, 0.5, 5.0, None),
    "bryter": one_of("På", "på", "PÅ", "Av", None),
    "hva_hvis": maybe(number),
    "toleranse": one_of(0.0, 0.5, 1.0, 1000.0),
    "nummer": one_of(1.0, 2.0, 3.0),
    "linje": one_of("Grunnskole", "Barnevern"),
    "aar": one_of(2008.0, 2009.0),
    "linjer": one_of("Grunnskole", "Barnevern", "Barnehage", "", None),
    "aarene": one_of(2008.0, 2009.0, 2009.0),
    "med": one_of("Ja", "Ja", "ja", "Nei", "", None),
    "gjelder": one_of("Driftsinntekter", "Avdrag", "", None),
    "funksjon": one_of(202.0, 211.0, 244.0, 999.0, None),
    "funksjoner": one_of(202.0, 211.0, 244.0, 241.0),
    "sektorer": one_of("Grunnskole", "Barnevern", "Kommunehelse"),
    "setning": one_of("Sykefravær er 29 prosent over", "", None),
    "setninger": one_of("Første.", "Andre.", "Tredje.", "Fjerde.", ""),
    "stoerrelser": one_of(1.0, 2.0, 3.5, 7.0, 29.0, "", None),
    "navn": one_of("Grunnskole", "Pleie og omsorg"),
    "funn_kroner.avrunding": one_of(0.0, 2.0, 10.0),
    "hvis_flyttet.avrunding": one_of(0.0, 0.05, 5.0),
    "teller.forrige": one_of(0.0, 1.0, 2.0, 11.0),
    "teller.gul": maybe(number),
    "plass.n": one_of(1.0, 2.0, 3.0, 4.0),
    "hent.plass": one_of(1.0, 2.0, ""),
    "hent.verdier": one_of("Sykefravær", "Andel elever", 6.2, 100.0, -1.5, 0.0),
    "flere_enn.antall": one_of(0.0, 3.0, 12.0, 13.0, 40.0),
    "flere_enn.grense": one_of(12.0, 30.0),
    "lik_fasit.fasit": one_of(6.2, 100.0, 5.0, "Ikke data", "bergen", "Grunnskole"),
    "lik_fasit.resultat": one_of(6.2, 6.2 + 1e-12, 6.3, 100.0, "ikke data", "Bergen", "x"),
    "i_tekst.desimaler": one_of(0.0, 1.0, 2.0, 3.0),
    "rundet.desimaler": one_of(0.0, 1.0, 2.0, 3.0),
    "merke.n": _count,
    "merke.minst": _count,
    "hvis_nok.n": _count,
    "hvis_nok.minst": _count,
    "tekst_a": _some_text,
    "tekst_b": _some_text,
}
#: Domains of one function alone, by the name of its Python side.
FUNCTION_DOMAINS: dict[str, Good] = {
    "funn": near,
    "rang": near,
    "rang_lavest": near,
    "hvis_ulik": near,
    "hvis_flyttet": near,
    "kontroll_lik": near,
    "merke": near,
    "rekkefoelge": near,
    "utenfor": near,
    "kontroll_alle": one_of("OK", "OK", "OK", "OK", "ok", "FEIL"),
}
#: Parameters of building blocks that the sheets fill themselves: never missing, never wrong.
CONSTANTS = {
    "toleranse", "nummer", "linje", "aar", "navn", "funksjoner", "sektorer", "setninger",
    "funn_kroner.avrunding", "hvis_flyttet.avrunding", "teller.forrige", "plass.n",
    "plass.tellere", "hent.plass", "hent.verdier", "flere_enn.antall", "flere_enn.grense",
    "lik_fasit.fasit", "i_tekst.desimaler", "rundet.desimaler", "merke.n", "merke.minst", "hvis_nok.n",
    "hvis_nok.minst",
}  # fmt: skip
#: Functions that look up in columns of a table, which is never a single cell.
LOOKUPS = frozenset({"stoerste_funn", "virker_paa", "plass", "hent"})
#: Range parameters whose values hang together -> a whole column of them.
COLUMNS: dict[str, Callable[[Random, int], list[float]]] = {"plass.tellere": running}
#: Parameters whose values are mostly found in another range.
PICKED = {"uten": "enheter"}
#: Range parameters that need not have the size of the others.
FREE_SIZE = frozenset({"uten", "fordringer", "gjeld"})
