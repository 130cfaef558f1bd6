"""What a package's figures must satisfy whoever made them: rules by name, for any package.

A rule reaches what no recomputation does. It asks for what cannot be otherwise, or for what would
be so odd that somebody should look. A figure that is odd and right is listed in `kildefeil.csv`
with the expected value equal to the printed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from .datasett import Datasett
from .model import Folkevekst, Indikator, Verdi
from .poster import POSTER, UTEN_FORTEGN

_EPS = 1e-9
_SCALE = re.compile(r"\b([0-9]+)-([0-9]+)$")
_SHARE = re.compile(r"andel|dekningsgrad|fravær|prosent", re.IGNORECASE)
#: How far from the mean of its group an indicator can be without somebody looking: times.
_FROM_MEAN = 4.0
_FROM_MEDIAN = 12.0
#: How much of its share of the country's inhabitants an age group's share can be: times.
_FROM_COUNTRY = 2.0
#: How many members it takes before one can be odd among them.
_ENOUGH = 5


@dataclass(frozen=True)
class Breach:
    """A figure that breaks a rule: where it stands, what it is, and where it could be."""

    regel: str
    fil: str
    hva: str
    hvem: str
    aar: int
    enhet: str
    verdi: float | None
    nedre: float | None
    oevre: float | None
    melding: str


_Rule = Callable[[Datasett], Iterator[Breach]]
#: The rules by name, in the order in which they are tried.
REGLER: dict[str, _Rule] = {}


def _rule(made: _Rule) -> _Rule:
    REGLER[made.__name__] = made
    return made


def breaches(data: Datasett) -> Iterator[Breach]:
    """Every breach of every rule."""
    for rule in REGLER.values():
        yield from rule(data)


def unreasonable(data: Datasett) -> list[Breach]:
    """Each figure of a municipality and year that is outside of where it could be, once.

    What the package itself lists as printed so, is left out; so are rules about the print.
    """
    known = {error.key: error.trykt for error in data.kildefeil}
    found: dict[tuple[object, ...], Breach] = {}
    for each in breaches(data):
        key = (each.fil, each.hva, each.hvem, each.aar, each.enhet)
        bounded = each.fil in _OWN_FIGURES and (each.nedre, each.oevre) != (None, None)
        if bounded and known.get(key, math.nan) != each.verdi:
            found.setdefault(key[:4], each)
    return list(found.values())


#: The files that have figures of every municipality and year.
_OWN_FIGURES = frozenset(
    {"indikatorverdier.csv", "regnskap.csv", "beloep.csv", "innbyggere.csv", "kriterieverdier.csv"}
)


# -- indicators ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Value:
    """A value or a reference of an indicator, with what a message needs."""

    indikator: Indikator
    hvem: str
    aar: int
    referanse: str
    verdi: Verdi
    tall: float

    def breach(self, regel: str, low: float | None, high: float | None, why: str) -> Breach:
        i = self.indikator
        fil = "indikatorreferanser.csv" if self.referanse else "indikatorverdier.csv"
        line = f"{i.tjeneste} {i.nr}. {i.navn}" + (f" ({self.referanse})" if self.referanse else "")
        return Breach(regel, fil, line, self.hvem, self.aar, i.enhet, self.tall, low, high, why)


def _values(data: Datasett) -> list[_Value]:
    """Every value and reference of the indicators; gone through once, since each rule looks at all."""
    if "verdier" not in data.delt:
        data.delt["verdier"] = list(_found(data))
    found: list[_Value] = data.delt["verdier"]
    return found


def _found(data: Datasett) -> Iterator[_Value]:
    known = {(i.tjeneste, i.nr): i for t in data.tjenester for i in t.indikatorer}
    for (service, nr, who, year), value in data.verdier.items():
        if value.sagt is not None and (service, nr) in known:
            yield _Value(known[service, nr], who, year, "", value, value.sagt)
    for (service, nr, who, year, which), value in data.referanser.items():
        if value.sagt is not None and (service, nr) in known:
            yield _Value(known[service, nr], who, year, which, value, value.sagt)


@_rule
def andel_mellom_0_og_100(data: Datasett) -> Iterator[Breach]:
    """A share is between nothing and all of it."""
    for v in _values(data):
        top = {"prosent": 100.0, "andel 0-1": 1.0}.get(v.indikator.enhet)
        share = v.indikator.enhet == "andel 0-1" or _SHARE.search(v.indikator.navn)
        if top is not None and share and not -_EPS <= v.tall <= top + _EPS:
            yield v.breach("andel_mellom_0_og_100", 0.0, top, "En andel er fra 0 til hele.")


@_rule
def innenfor_skalaen(data: Datasett) -> Iterator[Breach]:
    """A mark or a score is on the scale that its unit says."""
    for v in _values(data):
        scale = _SCALE.search(v.indikator.enhet)
        if scale and v.indikator.enhet != "andel 0-1":
            low, high = float(scale[1]), float(scale[2])
            if not low <= v.tall <= high:
                why = f"Skalaen går fra {scale[1]} til {scale[2]}."
                yield v.breach("innenfor_skalaen", low, high, why)


@_rule
def ikke_negativ(data: Datasett) -> Iterator[Breach]:
    """Only net amounts can be below zero."""
    for v in _values(data):
        if v.tall < 0 and "net" not in v.indikator.navn.casefold():
            yield v.breach("ikke_negativ", 0.0, None, "Bare nettobeløp kan være under null.")


@_rule
def naer_snittet(data: Datasett) -> Iterator[Breach]:
    """A value, or the highest, is not many times the mean; the mean itself is above zero."""
    means = {
        (v.indikator.tjeneste, v.indikator.nr, v.hvem, v.aar): v.tall
        for v in _values(data)
        if v.referanse == "snitt"
    }
    for v in _values(data):
        mean = means.get((v.indikator.tjeneste, v.indikator.nr, v.hvem, v.aar))
        if mean is None or mean <= 0 or v.referanse == "snitt":
            continue
        if v.tall > _FROM_MEAN * mean or (not v.referanse and v.tall < mean / _FROM_MEAN):
            yield v.breach(
                "naer_snittet",
                mean / _FROM_MEAN,
                mean * _FROM_MEAN,
                f"Tallet er over {_FROM_MEAN:g} ganger eller under en {_FROM_MEAN:g}.-del av snittet.",
            )


@_rule
def naer_de_andre(data: Datasett) -> Iterator[Breach]:
    """A member's value is not many times that of the members in the middle, over all years."""
    groups: dict[Hashable, list[_Value]] = {}
    for v in _values(data):
        if not v.referanse:
            groups.setdefault((v.indikator.tjeneste, v.indikator.nr), []).append(v)
    for group in groups.values():
        middle = median(v.tall for v in group)
        if len(group) < _ENOUGH or middle <= 0:
            continue
        for v in group:
            if not middle / _FROM_MEDIAN <= v.tall <= middle * _FROM_MEDIAN:
                yield v.breach(
                    "naer_de_andre",
                    middle / _FROM_MEDIAN,
                    middle * _FROM_MEDIAN,
                    f"Tallet er over {_FROM_MEDIAN:g} ganger større eller mindre enn de andres.",
                )


@_rule
def like_mange_desimaler(data: Datasett) -> Iterator[Breach]:
    """A table prints a unit with as many decimals in every row, an indicator nearly so."""
    groups: dict[Hashable, list[tuple[int, Breach]]] = {}
    for group, decimals, found in _decimals(data):
        groups.setdefault(group, []).append((decimals, found))
    for rows in groups.values():
        yield from _alone(rows, 1)
    groups = {}
    for v in _values(data):
        if v.verdi.desimaler is not None:
            found = v.breach("like_mange_desimaler", None, None, _DECIMALS)
            key = (v.indikator.tjeneste, v.indikator.nr, v.aar)
            groups.setdefault(key, []).append((v.verdi.desimaler, found))
    for rows in groups.values():
        yield from _alone(rows, 2)


_DECIMALS = "Antallet desimaler er et annet enn for tallene ved siden av."


def _decimals(data: Datasett) -> Iterator[tuple[Hashable, int, Breach]]:
    """The figures of the tables: the group they are printed in, their decimals."""
    for f in data.figurer:
        if f.verdi is not None and f.desimaler is not None:
            yield (
                (f.tabell, f.enhet),
                f.desimaler,
                Breach(
                    "like_mange_desimaler",
                    "figurer.csv",
                    f"{f.tabell}: {f.linje}",
                    f.kommune,
                    f.aar,
                    f.enhet,
                    f.verdi,
                    None,
                    None,
                    _DECIMALS,
                ),
            )
    for (who, sector, criterion, year), value in data.kriterieverdier.items():
        if value.verdi is not None and value.desimaler is not None:
            yield (
                "kriterieverdier",
                value.desimaler,
                Breach(
                    "like_mange_desimaler",
                    "kriterieverdier.csv",
                    f"{sector} {criterion}",
                    who,
                    year,
                    "indeks",
                    value.verdi,
                    None,
                    None,
                    _DECIMALS,
                ),
            )
    for cost_key in data.noekler:
        for sector, weights in cost_key.vekter.items():
            for criterion, weight in weights.items():
                if weight.desimaler is not None:
                    yield (
                        f"vekter {cost_key.navn}",
                        weight.desimaler,
                        Breach(
                            "like_mange_desimaler",
                            "vekter.csv",
                            f"{sector} {criterion}",
                            data.kommune,
                            data.rapportaar,
                            "vekt",
                            weight.verdi,
                            None,
                            None,
                            _DECIMALS,
                        ),
                    )


def _alone(group: list[tuple[int, Breach]], apart: int) -> Iterator[Breach]:
    """Those that are another than most; none where there is no telling who is right."""
    values = [value for value, _ in group]
    common = max(set(values), key=values.count)
    if len(values) > 1 and values.count(common) > len(values) / 2:
        yield from (breach for value, breach in group if abs(value - common) >= apart)


@_rule
def faktor_er_tierpotens(data: Datasett) -> Iterator[Breach]:
    """A ratio is per one, per hundred, per thousand and so on."""
    for service in data.tjenester:
        for i in service.indikatorer:
            if i.faktor is not None and (i.faktor <= 0 or not math.log10(i.faktor).is_integer()):
                yield Breach(
                    "faktor_er_tierpotens",
                    "indikatorer.csv",
                    f"{i.tjeneste} {i.nr}. {i.navn}",
                    data.kommune,
                    data.rapportaar,
                    i.enhet,
                    i.faktor,
                    None,
                    None,
                    "Faktoren er ikke 1, 10, 100 eller en annen tierpotens.",
                )


@_rule
def halv_avrunding(data: Datasett) -> Iterator[Breach]:
    """A figure in a text is rounded to a digit, or to a half or a quarter of one."""
    said = [("vitner.csv", v.setning, v.kommune, v.aar, v.enhet, v.avrunding) for v in data.vitner]
    for g in data.folkevekst:
        about = ("folkevekst.csv", g.aldersgruppe, g.kommune, g.fra)
        said.append((*about, "innbyggere", g.vekst_avrunding))
        said.append((*about, "prosent", g.prosent_avrunding or 0.0))
    for fil, what, who, year, unit, half in said:
        if half and f"{half:e}".partition("e")[0].rstrip("0").rstrip(".") not in ("5", "2.5"):
            yield Breach(
                "halv_avrunding",
                fil,
                what,
                who,
                year,
                unit,
                half,
                None,
                None,
                "Avrundingen er ikke en halv enhet av et siffer.",
            )


# -- pages --------------------------------------------------------------------------------------


@_rule
def sidene_i_rekkefoelge(data: Datasett) -> Iterator[Breach]:
    """The rows of a table stand on its pages in order; an indicator may be on the page beside."""
    groups: dict[str, list[tuple[int | None, Breach]]] = {}
    for fil, table, line, who, year, page in _pages(data):
        why = f"Side {page} passer ikke med sidene til radene før og etter."
        found = Breach(
            "sidene_i_rekkefoelge",
            fil,
            f"{table}: {line}",
            who,
            year,
            "side",
            None if page is None else float(page),
            None,
            None,
            why,
        )
        groups.setdefault(f"{fil} {table}", []).append((page, found))
    for group in groups.values():
        rows = [(page, found) for page, found in group if page is not None]
        pages = [page for page, _ in rows]
        slack = 1 if rows and rows[0][1].fil.startswith("indikator") else 0
        for at, (page, found) in enumerate(rows):
            before, after = pages[:at][-2:], pages[at + 1 :][:2]
            around = [*before, *after]
            # The first row can be on the page before the others', the last on the page after.
            low = min(around, default=page) - (slack if before else 1)
            high = max(around, default=page) + (slack if after else 1)
            if not low <= page <= high:
                yield found


@_rule
def profilens_sider(data: Datasett) -> Iterator[Breach]:
    """A profile has the network's table first, then the municipality's, then the figure."""
    for t in data.tjenester:
        pages = [page for page in (t.side_nettverk, t.side, t.side_figur) if page is not None]
        if pages != sorted(pages):
            why = "Nettverkets tabell, kommunens tabell og figuren står ikke i rekkefølge."
            yield Breach(
                "profilens_sider",
                "tjenester.csv",
                t.noekkel,
                data.kommune,
                data.rapportaar,
                "side",
                float(pages[-1]),
                None,
                None,
                why,
            )


def _pages(data: Datasett) -> Iterator[tuple[str, str, str, str, int, int | None]]:
    for f in data.figurer:
        yield "figurer.csv", f.tabell, f.linje, f.kommune, f.aar, f.side
    for (who, sector, criterion, year), value in data.kriterieverdier.items():
        yield "kriterieverdier.csv", "", f"{sector} {criterion}", who, year, value.side
    for key in data.noekler:
        for sector, weights in key.vekter.items():
            for criterion, value in weights.items():
                yield (
                    "vekter.csv",
                    "",
                    f"{key.navn} {sector} {criterion}",
                    data.kommune,
                    data.rapportaar,
                    value.side,
                )
    for (who, sector, addition, year), value in data.behovstillegg.items():
        yield "behovstillegg.csv", "", f"{sector} {addition}", who, year, value.side
    for function in data.funksjoner:
        yield (
            "funksjoner.csv",
            function.inndeling,
            f"{function.funksjon} {function.navn}",
            data.kommune,
            data.rapportaar,
            function.side,
        )
    for rate in data.satser:
        yield ("demografisatser.csv", "", rate.aldersgruppe, data.kommune, rate.aar, rate.side)
    for growth in data.folkevekst:
        yield ("folkevekst.csv", "", growth.aldersgruppe, growth.kommune, growth.fra, growth.side)
    for v in _values(data):
        fil = "indikatorreferanser.csv" if v.referanse else "indikatorverdier.csv"
        yield (fil, f"{v.indikator.tjeneste} {v.referanse}", v.indikator.navn, v.hvem, v.aar, v.verdi.side)


# -- numbering ------------------------------------------------------------------------------------


@_rule
def fortloepende_nummer(data: Datasett) -> Iterator[Breach]:
    """Numbered rows are numbered from 1 without holes."""
    lists: list[tuple[str, str, list[int]]] = [
        ("tekstfunn.csv", "loepenr", [f.loepenr for f in data.tekstfunn]),
        ("korreksjoner.csv", "nr", [k.nr for k in data.korreksjoner]),
        ("vitner.csv", "nr", [v.nr for v in data.vitner]),
    ]
    lists += [("indikatorer.csv", t.noekkel, [i.nr for i in t.indikatorer]) for t in data.tjenester]
    for fil, what, numbers in lists:
        wrong = [n for at, n in enumerate(sorted(numbers), 1) if n != at]
        if wrong:
            yield Breach(
                "fortloepende_nummer",
                fil,
                what,
                data.kommune,
                data.rapportaar,
                "nr",
                float(wrong[0]),
                None,
                None,
                "Numrene er ikke fortløpende fra 1.",
            )


# -- people -------------------------------------------------------------------------------------


@_rule
def veksten_passer_med_folketallet(data: Datasett) -> Iterator[Breach]:
    """Growth in people and in percent give an age group a size that it can have."""
    country = {s.aldersgruppe: s.innbyggere for s in data.satser}
    people = sum(country.values())
    whole = next((g for g in data.folkevekst if g.aldersgruppe not in country), None)
    total = None if whole is None else _base(whole)
    for growth in data.folkevekst:
        size = _base(growth)
        if size is None:
            yield _growth(growth, None, None, "Veksten i antall og i prosent har ulikt fortegn.")
            continue
        if total is None or not people or growth.aldersgruppe not in country:
            continue
        share = country[growth.aldersgruppe] / people
        low = total[0] * share / _FROM_COUNTRY
        high = total[1] * share * _FROM_COUNTRY
        if size[1] < low or size[0] > high:
            yield _growth(
                growth,
                low,
                high,
                "Gruppen ville vært "
                f"{size[0]:.0f} til {size[1]:.0f} innbyggere, som ikke passer med "
                "landets fordeling på alder.",
            )


def _growth(growth: Folkevekst, low: float | None, high: float | None, why: str) -> Breach:
    return Breach(
        "veksten_passer_med_folketallet",
        "folkevekst.csv",
        growth.aldersgruppe,
        growth.kommune,
        growth.fra,
        "innbyggere",
        growth.vekst,
        low,
        high,
        why,
    )


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


# -- signs --------------------------------------------------------------------------------------


@_rule
def uten_fortegn(data: Datasett) -> Iterator[Breach]:
    """Income, expenditure and interest are written without a sign."""
    for (who, line, year), value in data.regnskap.items():
        if line in UTEN_FORTEGN and value.verdi is not None and value.verdi < 0:
            why = f"{POSTER[line]} skrives uten minus."
            yield Breach("uten_fortegn", "regnskap.csv", line, who, year, "", value.verdi, 0.0, None, why)


# -- series over years ----------------------------------------------------------------------------


@_rule
def naboaar(data: Datasett) -> Iterator[Breach]:
    """A figure is not many times the year before and the year after."""
    broken = {(k.navn, year) for k in data.kommuner for year, _ in k.brudd}
    for fil, series, times, least in (
        ("innbyggere.csv", _by_year(data.innbyggere), 1.25, 0.0),
        ("kriterieverdier.csv", _by_year(data.kriterieverdier), 2.0, 0.0),
        ("beloep.csv", _by_year(data.beloep), 4.0, 1000.0),
        (
            "regnskap.csv",
            _by_year({key: v for key, v in data.regnskap.items() if key[1] in _STEADY}),
            3.0,
            10000.0,
        ),
    ):
        for key, years in series.items():
            if any(name == key[0] for name, _ in broken):
                continue
            yield from _jumps(fil, key, years, times, least)


#: Lines of the accounts that do not come and go.
_STEADY = ("driftsinntekter", "driftsutgifter", "renteutgifter", "avdrag", "avskrivninger")


def _by_year(values: Mapping[Any, Verdi]) -> dict[tuple[str, ...], dict[int, float]]:
    made: dict[tuple[str, ...], dict[int, float]] = {}
    for key, value in values.items():
        if value.verdi is not None:
            made.setdefault(key[:-1], {})[int(key[-1])] = value.verdi
    return made


def _jumps(
    fil: str, key: tuple[str, ...], years: Mapping[int, float], times: float, least: float
) -> Iterator[Breach]:
    """The years that are out of line with those beside them."""
    for year, value in years.items():
        around = [years[y] for y in (year - 1, year + 1) if y in years]
        if not around or max(map(abs, [value, *around])) < least:
            continue
        if all(_apart(value, other, times) for other in around):
            low, high = min(around) / times, max(around) * times
            yield Breach(
                "naboaar",
                fil,
                " ".join(key[1:]),
                key[0],
                year,
                "",
                value,
                low,
                high,
                f"Tallet er over {times:g} ganger større eller mindre enn året før og "
                "etter, eller har motsatt fortegn.",
            )


def _apart(one: float, other: float, times: float) -> bool:
    if one * other <= 0:
        return one * other < 0
    return not 1 / times <= one / other <= times


@_rule
def vekst_over_minus_hundre(data: Datasett) -> Iterator[Breach]:
    """Nothing can fall by more than all of it."""
    for f in data.figurer:
        if f.enhet.startswith("vekst") and f.verdi is not None and f.verdi < -100 - _EPS:
            yield Breach(
                "vekst_over_minus_hundre",
                "figurer.csv",
                f"{f.tabell}: {f.linje}",
                f.kommune,
                f.aar,
                f.enhet,
                f.verdi,
                -100.0,
                None,
                "Noe kan ikke falle med mer enn 100 prosent.",
            )


# -- amounts ------------------------------------------------------------------------------------


@_rule
def deler_av_brutto(data: Datasett) -> Iterator[Breach]:
    """Gross spending holds the depreciation, the pensions and the payroll tax, and is above net."""
    for (who, function, kind, year), value in data.beloep.items():
        whole = data.beloep.get((who, function, "brutto", year))
        if kind == "brutto" or value.verdi is None or whole is None or whole.verdi is None:
            continue
        if value.verdi > whole.verdi + _EPS and whole.verdi >= 0 and value.verdi > 0:
            yield Breach(
                "deler_av_brutto",
                "beloep.csv",
                f"{function} {kind}",
                who,
                year,
                "1000 kr",
                value.verdi,
                None,
                whole.verdi,
                "Beløpet er større enn brutto driftsutgifter.",
            )


@_rule
def hele_tall(data: Datasett) -> Iterator[Breach]:
    """Inhabitants are whole people."""
    for (who, group, year), value in data.innbyggere.items():
        if value.verdi is not None and value.verdi != round(value.verdi):
            yield Breach(
                "hele_tall",
                "innbyggere.csv",
                group,
                who,
                year,
                "innbyggere",
                value.verdi,
                None,
                None,
                "Innbyggere er et helt tall.",
            )
