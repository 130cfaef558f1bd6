"""What a package's figures must satisfy whoever made them: rules by name, for any package.

A rule reaches what no recomputation does. It asks for what cannot be otherwise, or for what would
be so odd that somebody should look. A figure that is odd and right is listed in `kildefeil.csv`
with the expected value equal to the printed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from statistics import median
from typing import NamedTuple

from ..datasett import Datasett
from ..grouping import grouped
from ..model import Indikator
from ..verdi import EPS, Verdi
from .bookkeeping import REGNSKAPSREGLER, Figure, Rules

_SCALE = re.compile(r"\b([0-9]+)-([0-9]+)$")
#: What a share is called.
_ANDEL = re.compile(r"andel|dekningsgrad|fravær|prosent", re.IGNORECASE)
#: What can be below zero, and above all of it, also in percent.
_CHANGES = re.compile("vekst|endring|avvik|resultat", re.IGNORECASE)
#: How far from the mean of its group an indicator can be without somebody looking: times.
_FROM_MEAN = 4.0
_FROM_MEDIAN = 12.0
#: Inhabitants of an age group that cannot be gone the year after, and the share of them that can be.
_A_GROUP, _CAN_GO = 100.0, 0.5
#: More than an index of need can be, and those for whom a fixed sum per municipality makes it more.
_AN_INDEX, _SMALL = 20.0, 2000.0
#: How many members it takes before one can be odd among them.
_ENOUGH = 5
#: The files that have figures of every municipality and year.
_OWN_FIGURES = ("Indikatorverdier", "Regnskap", "Kontrolltall", "Beløp", "Innbyggere", "Kriterieverdier")
_rule = Rules()


def breaches(data: Datasett) -> Iterator[Figure]:
    """Every breach of every rule."""
    for rule in REGLER.values():
        yield from rule(data)


def unreasonable(data: Datasett) -> list[Figure]:
    """Each figure of a municipality and year that is outside of where it could be, once.

    What the package itself lists as printed so, is left out.
    """
    return data.en_gang("urimelige", lambda: list(_unreasonable(data)))


def _unreasonable(data: Datasett) -> Iterable[Figure]:
    known = {error.key: error.trykt for error in data.kildefeil}
    found: dict[tuple[object, ...], Figure] = {}
    for each in breaches(data):
        key = (each.fil, each.hva, each.hvem, each.aar, each.enhet)
        bounded = each.fil in _OWN_FIGURES and (each.nedre, each.oevre) != (None, None)
        if bounded and known.get(key, math.nan) != each.verdi:
            found.setdefault(key[:4], each)
    return found.values()


# -- indicators ---------------------------------------------------------------------------------


class IndicatorValue(NamedTuple):
    """A value or a reference of an indicator."""

    indikator: Indikator
    tjeneste: str
    hvem: str
    aar: int
    referanse: str
    verdi: Verdi
    tall: float

    @property
    def which(self) -> tuple[str, int]:
        return self.indikator.tjeneste, self.indikator.nr

    @property
    def figure(self) -> Figure:
        i = self.indikator
        fil = "Indikatorreferanser" if self.referanse else "Indikatorverdier"
        line = f"{self.tjeneste} {i.nr}. {i.navn}" + (f" ({self.referanse})" if self.referanse else "")
        return Figure(fil, line, self.hvem, self.aar, i.enhet, self.tall, self.verdi.merknad)


@cache
def grenser(enhet: str, navn: str) -> tuple[float | None, float | None, str]:
    """The lowest and the highest that an indicator can be, by its unit and its name, and why."""
    if _CHANGES.search(f"{navn} {enhet}"):
        return None, None, ""
    if enhet == "prosent" and _ANDEL.search(navn):
        return 0.0, 100.0, "En andel er fra 0 til hele."
    if scale := _SCALE.search(enhet):
        return int(scale[1]), int(scale[2]), f"Skalaen går fra {scale[1]} til {scale[2]}."
    return (
        None if "net" in navn.casefold() else 0.0,
        None,
        "Bare nettobeløp og endringer kan være under null.",
    )


def umulig(value: float, low: float | None, high: float | None) -> bool:
    """Whether a value is outside of what it can be."""
    return (low is not None and value < low - EPS) or (high is not None and value > high + EPS)


def values(data: Datasett) -> list[IndicatorValue]:
    """Every value and reference of the indicators; gone through once, since each rule looks at all."""
    return data.en_gang("verdier", lambda: list(_values(data)))


def _values(data: Datasett) -> Iterator[IndicatorValue]:
    known = {(i.tjeneste, i.nr): (i, t.navn) for t in data.tjenester for i in t.indikatorer}
    for table in (data.verdier, data.referanser):
        for (service, nr, who, year, *which), value in table.items():
            if value.sagt is not None and (service, nr) in known:
                yield IndicatorValue(*known[service, nr], who, year, "".join(which), value, value.sagt)


@_rule("Indikatoren kan ikke være dette.")
def mulig_verdi(data: Datasett) -> Iterator[Figure]:
    """A share is from nothing to all of it, a mark on its scale; only a net or a change is below zero."""
    for v in values(data):
        low, high, why = grenser(v.indikator.enhet, v.indikator.navn)
        if umulig(v.tall, low, high):
            yield v.figure.odd(low, high, why)


@_rule(f"Tallet er over {_FROM_MEAN:g} ganger eller under en {_FROM_MEAN:g}.-del av snittet.")
def naer_snittet(data: Datasett) -> Iterator[Figure]:
    """A value, or the highest, is not many times the mean; the mean itself is above zero."""
    means = {(v.which, v.hvem, v.aar): v.tall for v in values(data) if v.referanse == "snitt"}
    for v in values(data):
        mean = means.get((v.which, v.hvem, v.aar), 0.0)
        if mean <= 0 or v.referanse == "snitt":
            continue
        if v.tall > _FROM_MEAN * mean or (not v.referanse and v.tall < mean / _FROM_MEAN):
            yield v.figure.odd(mean / _FROM_MEAN, mean * _FROM_MEAN)


@_rule(f"Tallet er over {_FROM_MEDIAN:g} ganger større eller mindre enn de andres.")
def naer_de_andre(data: Datasett) -> Iterator[Figure]:
    """A member's value is not many times that of the members in the middle, over all years."""
    for group in grouped((v.which, v) for v in values(data) if not v.referanse).values():
        middle = median(v.tall for v in group)
        low, high = middle / _FROM_MEDIAN, middle * _FROM_MEDIAN
        if len(group) >= _ENOUGH and middle > 0:
            yield from (v.figure.odd(low, high) for v in group if not low <= v.tall <= high)


@_rule("Faktoren er ikke 1, 10, 100 eller en annen tierpotens.")
def faktor_er_tierpotens(data: Datasett) -> Iterator[Figure]:
    """A ratio is per one, per hundred, per thousand and so on."""
    for name, i in ((t.navn, i) for t in data.tjenester for i in t.indikatorer):
        if i.faktor is not None and (i.faktor <= 0 or not math.log10(i.faktor).is_integer()):
            line = f"{name} {i.nr}. {i.navn}"
            yield Figure("Indikatorer", line, data.kommune, data.rapportaar, i.enhet, i.faktor).odd()


# -- people -------------------------------------------------------------------------------------


@_rule("Veksten i antall og i prosent har ulikt fortegn.")
def vekst_og_prosent(data: Datasett) -> Iterator[Figure]:
    """Growth stated in people and in percent goes the same way."""
    for g in data.folkevekst:
        if g.prosent is not None and g.vekst * g.prosent < 0:
            yield Figure("Folkevekst", g.aldersgruppe, g.kommune, g.fra, "innbyggere", g.vekst).odd()


@_rule("Innbyggere er et helt tall.")
def hele_tall(data: Datasett) -> Iterator[Figure]:
    """Inhabitants are whole people."""
    for (who, group, year), value in data.innbyggere.items():
        if value.verdi is not None and value.verdi != round(value.verdi):
            yield Figure("Innbyggere", group, who, year, "innbyggere", value.verdi, value.merknad).odd()


@_rule("Aldersgruppen er tom, men ikke i årene ved siden av.")
def ingen_innbyggere(data: Datasett) -> Iterator[Figure]:
    """An age group is not emptied from one year to the next."""
    for (who, group, year), value in data.innbyggere.items():
        beside = [data.innbyggere.get((who, group, y)) for y in (year - 1, year + 1)]
        most = max((v.verdi for v in beside if v is not None and v.verdi is not None), default=0.0)
        if value.verdi == 0 and most >= _A_GROUP:
            figure = Figure("Innbyggere", group, who, year, "innbyggere", 0.0, value.merknad)
            yield figure.odd(most * _CAN_GO, most)


@_rule("Indeksen er for stor: den skrives med landet som 1, ikke 100.")
def landet_er_en(data: Datasett) -> Iterator[Figure]:
    """An index of need holds a municipality against the country as 1; only very small ones are far above."""
    for (who, sector, criterion, year), value in data.kriterieverdier.items():
        if value.verdi is None or value.verdi <= _AN_INDEX:
            continue
        if (data.folketall(who, year).verdi or _SMALL) >= _SMALL:
            name = f"{sector} {criterion}".strip()
            figure = Figure("Kriterieverdier", name, who, year, "indeks", value.verdi, value.merknad)
            yield figure.odd(0.0, _AN_INDEX)


@_rule("Noe kan ikke falle med mer enn 100 prosent.")
def vekst_over_minus_hundre(data: Datasett) -> Iterator[Figure]:
    """Nothing can fall by more than all of it."""
    for f in data.figurer:
        if f.enhet.startswith("vekst") and f.verdi is not None and f.verdi < -100 - EPS:
            what = f"{f.tabell}: {f.linje}"
            yield Figure("Figurer", what, f.kommune, f.aar, f.enhet, f.verdi).odd(-100.0)


#: All rules by name, in the order in which they are tried.
REGLER = {**_rule, **REGNSKAPSREGLER}
