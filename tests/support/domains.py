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


def index(random: Random) -> float:
    """An index with the country = 1, now and then in percent or any number."""
    kind = random.random()
    if kind < 0.1:
        return number(random)
    return random.randint(400, 1800) / (10 if kind < 0.2 else 1000)


def index_of_100(random: Random) -> float:
    """An index with the mean = 100, now and then a ratio or any number."""
    kind = random.random()
    if kind < 0.1:
        return number(random)
    return random.randint(400, 1800) / (1000 if kind < 0.2 else 10)


def weight(random: Random) -> float:
    """A weight of a criterion, now and then in percent or any number."""
    return number(random) if random.random() < 0.1 else random.randint(0, 1000) / 1000


def weights(random: Random, count: int) -> list[float]:
    """Weights that add to about 1, now and then to something else."""
    parts = [random.randint(1, 100) for _ in range(count)]
    whole = random.choice((1.0,) * 6 + (1.013, 0.985, 0.5, 100.0))
    return [round(whole * part / sum(parts), 4) for part in parts]


def one_of(*values: Any) -> Good:
    """A good value is one of these."""
    return lambda random: random.choice(values)


def near(random: Random) -> float:
    """Numbers near one another, so that ties and small differences happen."""
    close = (6.2, 6.3, 6.7, 6.25, 7.1, 100.0, 0.0, -6.2, 5.0)
    return random.choice(close) if random.random() < 0.8 else number(random)


def or_heading(random: Random) -> Value:
    """A number or, now and then, the text that stands above a column of them."""
    return random.choice(("Gjeld", "Kap. 2.41")) if random.random() < 0.08 else number(random)


_names = one_of("Bergen", "bergen", "Oslo", "OSLO", "Oslo", "Trondheim", "TROMSØ")


#: Parameters that are not any number -> what a good value is.
DOMAINS: dict[str, Good] = {
    "enheter": _names,
    "uten": one_of(
        "Bergen", "Oslo", "oslo", "OSLO", "Oslo", "Bergen", "Oslo", "Bergen", "Tromsø", "Oslo ", "Os*"
    ),
    "indikator": one_of("Andel elever", "Sykefravær", None, "x", "", 7.0),
    "gunstig": one_of(
        "høy", "lav", "HØY", "Lav", "", None, None, " lav ", "høyt", "hoey", "LÅG", "begge", "h"
    ),
    "desimaler": one_of(0.0, 0.0, 0.0, 1.0, 1.0, 2.0, 3.0, 1.5, -1.0, 4.0),
    "innbyggere": size,
    "mengde": size,
    "enhet": one_of(1.0, 1000.0, 1000.0, 1000000.0, 0.0, -1.0),
    "driftsinntekter": size,
    "korrigert_snitt": size,
    "kostnadsindeks": index,
    "indeks": index,
    "nivaa": index,
    "vekt": weight,
    "indekser": index,
    "kostnadsindeks.vekter": weight,
    "produksjonsindeks.vekter": weight,
    "produksjonsindeks.indekser": index_of_100,
    "produksjon": index_of_100,
    "ressursbruk": index_of_100,
    "basis": size,
    "vekst": percent,
    "deflator": percent,
    "befolkning": percent,
    "loennsvekst": percent,
    "aarsloennsvekst": percent,
    "avvik_pst.snitt": size,
    "indeks.snitt": size,
    "vekst.ny": size,
    "vekst.gammel": size,
    "netto_laanegjeld.gjeld": or_heading,
    "netto_laanegjeld.fordringer": or_heading,
    "avrunding": one_of(0.0, 0.05, 0.1, 0.5, 5.0, None),
    # So that each place in words is drawn often: the words need a rank, and no end that says it first.
    "funn.antall": one_of(4.0, 4.0, 5.0, 12.0, None),
    "funn.rang": one_of(1.0, 2.0, 3.0, 3.0, 4.0, 11.0, None),
    "funn.minste_antall": one_of(3.0, 4.0, 5.0, None),
    "funn.lavest": one_of(None, None, None, 0.0, 2.0),
    "funn.hoeyest": one_of(None, None, None, 9.0, 1000.0),
}
#: Domains of one function alone, by the name of its Python side.
FUNCTION_DOMAINS: dict[str, Good] = {"funn": near, "rang": near, "rang_lavest": near}
#: Range parameters whose values hang together -> a whole column of them.
COLUMNS: dict[str, Callable[[Random, int], list[float]]] = {
    "kostnadsindeks.vekter": weights,
    "produksjonsindeks.vekter": weights,
}
#: Parameters whose values are mostly found in another range.
PICKED = {"uten": "enheter"}
#: Range parameters that need not have the size of the others.
FREE_SIZE = frozenset({"uten", "fordringer", "gjeld"})
