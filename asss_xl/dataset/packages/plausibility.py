"""What a package's figures must satisfy whoever made them: rules by name, for any package.

A rule reaches what no recomputation does. It asks for what cannot be otherwise, or for what would
be so odd that somebody should look. A figure that is odd and right is listed in `kildefeil.csv`
with the expected value equal to the printed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from statistics import median

from ..datasett import Datasett
from ..grouping import grouped
from ..model import Folkevekst
from ..verdi import EPS
from . import bookkeeping
from .printed import Figure, printed, values
from .rules import Rules

_SCALE = re.compile(r"\b([0-9]+)-([0-9]+)$")
_SHARE = re.compile(r"andel|dekningsgrad|fravær|prosent", re.IGNORECASE)
#: How far from the mean of its group an indicator can be without somebody looking: times.
_FROM_MEAN = 4.0
_FROM_MEDIAN = 12.0
#: How much of its share of the country's inhabitants an age group's share can be: times.
_FROM_COUNTRY = 2.0
#: Inhabitants of an age group that cannot be gone the year after.
_A_GROUP = 100.0
#: More than an index of need can be, and those for whom a fixed sum per municipality makes it more.
_AN_INDEX, _SMALL = 20.0, 2000.0
#: How many members it takes before one can be odd among them.
_ENOUGH = 5
#: The files that have figures of every municipality and year.
_OWN_FIGURES = frozenset(
    {f"{name}.csv" for name in ("indikatorverdier", "regnskap", "kontrolltall", "beloep", "innbyggere")}
    | {"kriterieverdier.csv"}
)
_rule = Rules()


def breaches(data: Datasett) -> Iterator[Figure]:
    """Every breach of every rule."""
    for rule in REGLER.values():
        yield from rule(data)


def unreasonable(data: Datasett) -> list[Figure]:
    """Each figure of a municipality and year that is outside of where it could be, once.

    What the package itself lists as printed so, is left out; so are rules about the print.
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


@_rule("En andel er fra 0 til hele.")
def andel_mellom_0_og_100(data: Datasett) -> Iterator[Figure]:
    """A share is between nothing and all of it."""
    for v in values(data):
        top = {"prosent": 100.0, "andel 0-1": 1.0}.get(v.indikator.enhet)
        share = v.indikator.enhet == "andel 0-1" or _SHARE.search(v.indikator.navn)
        if top is not None and share and not -EPS <= v.tall <= top + EPS:
            yield v.figure.odd(0.0, top)


@_rule("Tallet er utenfor skalaen.")
def innenfor_skalaen(data: Datasett) -> Iterator[Figure]:
    """A mark or a score is on the scale that its unit says."""
    for v in values(data):
        scale = _SCALE.search(v.indikator.enhet)
        if scale and v.indikator.enhet != "andel 0-1":
            low, high = float(scale[1]), float(scale[2])
            if not low <= v.tall <= high:
                yield v.figure.odd(low, high, f"Skalaen går fra {scale[1]} til {scale[2]}.")


@_rule("Bare nettobeløp kan være under null.")
def ikke_negativ(data: Datasett) -> Iterator[Figure]:
    """Only net amounts can be below zero."""
    for v in values(data):
        if v.tall < 0 and "net" not in v.indikator.navn.casefold():
            yield v.figure.odd(0.0)


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
    for i in (i for t in data.tjenester for i in t.indikatorer):
        if i.faktor is not None and (i.faktor <= 0 or not math.log10(i.faktor).is_integer()):
            line = f"{i.tjeneste} {i.nr}. {i.navn}"
            yield Figure("indikatorer.csv", line, data.kommune, data.rapportaar, i.enhet, i.faktor).odd()


# -- the print ----------------------------------------------------------------------------------


@_rule("Antallet desimaler er et annet enn for tallene ved siden av.")
def like_mange_desimaler(data: Datasett) -> Iterator[Figure]:
    """A table prints a unit with as many decimals in every row, an indicator nearly so."""
    found = (p for p in printed(data) if p.like and None not in (p.desimaler, p.figure.verdi))
    for group in grouped((p.like, p) for p in found).values():
        decimals = [p.desimaler or 0 for p in group]
        common = max(set(decimals), key=decimals.count)
        # Where there are not more of one kind, there is no telling who is right.
        if len(group) > 1 and decimals.count(common) > len(group) / 2:
            yield from (p.figure.odd() for p in group if abs((p.desimaler or 0) - common) > p.slack)


@_rule("Avrundingen er ikke en halv enhet av et siffer.")
def halv_avrunding(data: Datasett) -> Iterator[Figure]:
    """A figure in a text is rounded to a digit, or to a half or a quarter of one."""
    said = [Figure("vitner.csv", v.setning, v.kommune, v.aar, v.enhet, v.avrunding) for v in data.vitner]
    for g in data.folkevekst:
        for unit, half in (("innbyggere", g.vekst_avrunding), ("prosent", g.prosent_avrunding)):
            said.append(Figure("folkevekst.csv", g.aldersgruppe, g.kommune, g.fra, unit, half))
    for figure in said:
        digits = f"{figure.verdi or 0.0:e}".partition("e")[0].rstrip("0").rstrip(".")
        if figure.verdi and digits not in ("5", "2.5"):
            yield figure.odd()


@_rule("Siden passer ikke med sidene til radene før og etter.")
def sidene_i_rekkefoelge(data: Datasett) -> Iterator[Figure]:
    """The rows of a table stand on its pages in order; an indicator may be on the page beside."""
    for group in grouped(((p.figure.fil, p.tabell), p) for p in printed(data)).values():
        rows = [(p.figure, p.side) for p in group if p.side is not None]
        pages = [page for _, page in rows]
        for at, (figure, page) in enumerate(rows):
            before, after = pages[:at][-2:], pages[at + 1 :][:2]
            around, slack = [*before, *after], group[0].slack
            # The first row can be on the page before the others', the last on the page after.
            low = min(around, default=page) - (slack if before else 1)
            high = max(around, default=page) + (slack if after else 1)
            if not low <= page <= high:
                why = f"Side {page} passer ikke med sidene til radene før og etter."
                yield replace(figure, enhet="side", verdi=float(page)).odd(why=why)


@_rule("Nettverkets tabell, kommunens tabell og figuren står ikke i rekkefølge.")
def profilens_sider(data: Datasett) -> Iterator[Figure]:
    """A profile has the network's table first, then the municipality's, then the figure."""
    for t in data.tjenester:
        pages = [page for page in (t.side_nettverk, t.side, t.side_figur) if page is not None]
        if pages != sorted(pages):
            own = (data.kommune, data.rapportaar)
            yield Figure("tjenester.csv", t.noekkel, *own, "side", float(pages[-1])).odd()


@_rule("Numrene er ikke fortløpende fra 1.")
def fortloepende_nummer(data: Datasett) -> Iterator[Figure]:
    """Numbered rows are numbered from 1 without holes."""
    lists: list[tuple[str, str, list[int]]] = [
        ("tekstfunn.csv", "loepenr", [f.loepenr for f in data.tekstfunn]),
        ("korreksjoner.csv", "nr", [k.nr for k in data.korreksjoner]),
        ("vitner.csv", "nr", [v.nr for v in data.vitner]),
        *(("indikatorer.csv", t.noekkel, [i.nr for i in t.indikatorer]) for t in data.tjenester),
    ]
    for fil, what, numbers in lists:
        wrong = next((n for at, n in enumerate(sorted(numbers), 1) if n != at), None)
        if wrong is not None:
            yield Figure(fil, what, data.kommune, data.rapportaar, "nr", float(wrong)).odd()


# -- people -------------------------------------------------------------------------------------


@_rule("Veksten i antall og i prosent har ulikt fortegn.")
def veksten_passer_med_folketallet(data: Datasett) -> Iterator[Figure]:
    """Growth in people and in percent give an age group a size that it can have."""
    country = {s.aldersgruppe: s.innbyggere for s in data.satser}
    people = sum(country.values())
    whole = next((g for g in data.folkevekst if g.aldersgruppe not in country), None)
    total = None if whole is None else _base(whole)
    for g in data.folkevekst:
        figure = Figure("folkevekst.csv", g.aldersgruppe, g.kommune, g.fra, "innbyggere", g.vekst)
        size = _base(g)
        if size is None:
            yield figure.odd()
        elif total is not None and people and g.aldersgruppe in country:
            share = country[g.aldersgruppe] / people
            low, high = total[0] * share / _FROM_COUNTRY, total[1] * share * _FROM_COUNTRY
            if size[1] < low or size[0] > high:
                about = f"Gruppen ville vært {size[0]:.0f} til {size[1]:.0f} innbyggere"
                yield figure.odd(low, high, f"{about}, som ikke passer med landets fordeling på alder.")


def _base(growth: Folkevekst) -> tuple[float, float] | None:
    """How many there are in the base year; None where people and percent contradict each other."""
    if growth.prosent is None:
        return (0.0, float("inf"))
    half = growth.prosent_avrunding or 0.0
    grown = (abs(growth.vekst) - growth.vekst_avrunding, abs(growth.vekst) + growth.vekst_avrunding)
    shares = (abs(growth.prosent) - half, abs(growth.prosent) + half)
    if growth.vekst * growth.prosent < 0 or grown[1] < 0 or shares[1] <= 0:
        return None
    high = float("inf") if shares[0] <= 0 else 100 * grown[1] / shares[0]
    return (100 * max(grown[0], 0.0) / shares[1], high)


@_rule("Innbyggere er et helt tall.")
def hele_tall(data: Datasett) -> Iterator[Figure]:
    """Inhabitants are whole people."""
    for (who, group, year), value in data.innbyggere.items():
        if value.verdi is not None and value.verdi != round(value.verdi):
            yield Figure("innbyggere.csv", group, who, year, "innbyggere", value.verdi).odd()


@_rule("Aldersgruppen er tom, men ikke i årene ved siden av.")
def ingen_innbyggere(data: Datasett) -> Iterator[Figure]:
    """An age group is not emptied from one year to the next."""
    for (who, group, year), value in data.innbyggere.items():
        beside = [data.innbyggere.get((who, group, y)) for y in (year - 1, year + 1)]
        most = max((v.verdi for v in beside if v is not None and v.verdi is not None), default=0.0)
        if value.verdi == 0 and most >= _A_GROUP:
            yield Figure("innbyggere.csv", group, who, year, "innbyggere", 0.0).odd(
                most / _FROM_COUNTRY, most
            )


@_rule("Indeksen er for stor: den skrives med landet som 1, ikke 100.")
def landet_er_en(data: Datasett) -> Iterator[Figure]:
    """An index of need holds a municipality against the country as 1; only very small ones are far above."""
    for (who, sector, criterion, year), value in data.kriterieverdier.items():
        if value.verdi is None or value.verdi <= _AN_INDEX:
            continue
        if (data.folketall(who, year).verdi or _SMALL) >= _SMALL:
            name = f"{sector} {criterion}".strip()
            figure = Figure("kriterieverdier.csv", name, who, year, "indeks", value.verdi)
            yield figure.odd(0.0, _AN_INDEX)


@_rule("Noe kan ikke falle med mer enn 100 prosent.")
def vekst_over_minus_hundre(data: Datasett) -> Iterator[Figure]:
    """Nothing can fall by more than all of it."""
    for f in data.figurer:
        if f.enhet.startswith("vekst") and f.verdi is not None and f.verdi < -100 - EPS:
            what = f"{f.tabell}: {f.linje}"
            yield Figure("figurer.csv", what, f.kommune, f.aar, f.enhet, f.verdi).odd(-100.0)


#: All rules by name, in the order in which they are tried.
REGLER = {**_rule, **bookkeeping.REGLER}
