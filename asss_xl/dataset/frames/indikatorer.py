"""Indicators as DataFrames: values, references, deviations, and the production made of them.

Printed figures are as the source says them; what is reconciled with them is the workbook's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

import asss_xl as asss
from asss_xl.functions.funn import FAERREST_FOR_PLASS
from asss_xl.functions.produksjon import effektivitet, produksjonsindeks
from asss_xl.functions.public import answered

from ..datasett import Datasett
from ..model import Indikator
from ..references import Referanse, figure, gruppen, referanse
from ..utgifter import bruksindikator
from ..verdi import MissingFigure

_INDIKATOR = ("tjeneste", "nr", "indikator")


def _indicators(data: Datasett) -> Iterator[Indikator]:
    for tjeneste in data.tjenester:
        yield from tjeneste.indikatorer


def _frame(rows: Iterable[tuple[Any, ...]], numbers: str, *columns: str) -> pd.DataFrame:
    """Rows of an indicator and the columns after it; `numbers` are those that can have decimals."""
    made = pd.DataFrame(list(rows), columns=[*_INDIKATOR, *columns])
    whole = {name: "Int64" for name in made.columns if name in ("nr", "aar", "rang", "n")}
    return made.astype(whole | dict.fromkeys(numbers.split(), "float64"))


def _called(i: Indikator) -> tuple[str, int, str]:
    return i.tjeneste, i.nr, i.kortnavn


def verdier(data: Datasett) -> pd.DataFrame:
    """Every municipality's value of every indicator and year, a row each.

    A missing value is NaN, and `status` says in which of the ways it is missing.
    """
    rows = (
        (*_called(i), i.enhet, *key[2:], v.sagt, v.teller, v.nevner, v.status, v.kilde, v.oppdatert)
        for i in _indicators(data)
        for key, v in data.indikatorens_verdier(i)
    )
    numbers = ("verdi", "teller", "nevner")
    about = ("status", "kilde", "oppdatert")
    return _frame(rows, " ".join(numbers), "enhet", "kommune", "aar", *numbers, *about)


def referanser(data: Datasett, gruppe: str | None = None) -> pd.DataFrame:
    """Mean, lowest and highest with who has them, and n, by indicator and year.

    `gruppe` is one of the package's groups (the network when left out), seen from
    `data.kommune`. `oppgitt` is True where the source prints the reference.
    """
    rows = []
    for i in _indicators(data):
        for aar in data.aar:
            found = referanse(data, i, aar, gruppe)
            if found.oppgitt and found.snitt is None and aar != data.rapportaar:
                continue
            low, high = ((edge, ", ".join(found.hvem(edge))) for edge in (found.lavest, found.hoeyest))
            rows.append((*_called(i), aar, found.snitt, *low, *high, found.n, found.oppgitt))
    columns = ("aar", "snitt", "lavest", "lavest_hos", "hoeyest", "hoeyest_hos", "n", "oppgitt")
    return _frame(rows, "snitt lavest hoeyest", *columns)


def avvik(data: Datasett, gruppe: str | None = None) -> pd.DataFrame:
    """Every municipality's distance to the mean: index, difference, percent and rank.

    A group that leaves the municipality itself out is seen from each municipality in turn. Too few are not
    compared, nor is one who is alone in the mean, and who is not in the mean has no rank.
    """
    rows: list[tuple[Any, ...]] = []
    placed: dict[int, tuple[Referanse, dict[int, float | None]]] = {}
    for i, kommune, aar, value, found in _held_against(data, gruppe):
        if kommune in found.med and not _few(i, found, kommune, FAERREST_FOR_PLASS):
            placed.setdefault(id(found), (found, {}))[1][len(rows)] = value
        mean = None if _few(i, found, kommune) else found.snitt
        rows.append((*_called(i), kommune, aar, value, found.snitt, mean, found.n))
    made = _frame(rows, "verdi snitt mot", "kommune", "aar", "verdi", "snitt", "mot", "n")
    own, against, number = made["verdi"], made.pop("mot"), made.pop("n")
    rank = pd.Series(index=made.index, dtype="Int64")
    for found, theirs in placed.values():
        places = asss.rang(list(theirs.values()), list(found.med.values()))
        rank[list(theirs)] = list(map(figure, places))
    return made.assign(
        indeks=asss.indeks(own, against),
        avvik=asss.avvik(own, against),
        avvik_pst=asss.avvik_pst(own, against),
        rang=rank,
        n=number,
    )


def _few(i: Indikator, found: Referanse, kommune: str, least: int = 1) -> bool:
    """Whether too few are in the mean, or the municipality alone: nobody is compared with itself."""
    if found.n == 1 and found.med.get(kommune) is not None:
        return True
    return found.n is not None and found.n < max(i.minste_antall or 1, least)


def _held_against(
    data: Datasett, gruppe: str | None
) -> Iterator[tuple[Indikator, str, int, float | None, Referanse]]:
    """Every municipality's figure of each indicator and year, with what it is held against."""
    alike = not gruppen(data, gruppe).uten_egen
    shared = {
        (i, aar): referanse(data, i, aar, gruppe)
        for i in _indicators(data)
        if alike and data.beregnet(i)
        for aar in data.aar
    }
    for kommune in (k.navn for k in data.kommuner if k.slag == "kommune"):
        own = data.for_kommune(kommune, data.rapportaar)
        for i in _indicators(data):
            for aar in data.aar:
                if (i.tjeneste, i.nr, kommune, aar) in data.verdier:
                    value = data.verdi(i, kommune, aar).sagt
                    yield i, kommune, aar, value, shared.get((i, aar)) or referanse(own, i, aar, gruppe)


def produksjon(data: Datasett, gruppe: str | None = None) -> pd.DataFrame:
    """Production, use of resources and efficiency, the group's mean = 100, by (kommune, aar, tjeneste).

    `gruppe` is one of the package's groups, the network when left out. A figure that cannot be,
    because one that it is made of is missing or too few have it, is NaN. Raises `MissingFigure`
    for a package without `produksjonsvekter.csv`.
    """
    if not data.produksjonsvekter:
        raise MissingFigure("Pakken har ikke produksjonsvekter (produksjonsvekter.csv).")
    services = [(t, data.vektet(t), bruksindikator(data, t)) for t in data.tjenester if data.vektet(t)]
    indices = avvik(data, gruppe).set_index(["tjeneste", "nr", "kommune", "aar"])["indeks"]
    found = {key: None if pd.isna(index) else index for key, index in indices.items()}
    place, rows = ["kommune", "aar", "tjeneste"], []
    for service, weighted, spent in services:
        weights, numbers = (tuple(v.vekt for _, v in weighted),), [i.nr for i, _ in weighted]
        mine = {*numbers, *([spent.nr] if spent else ())}
        for where in dict.fromkeys(key[2:] for key in found if key[0] == service.noekkel and key[1] in mine):
            own = {nr: found.get((service.noekkel, nr, *where)) for nr in mine}
            index = produksjonsindeks(weights, (tuple(own[nr] for nr in numbers),))
            rows.append((*where, service.noekkel, figure(index), own[spent.nr] if spent else None))
    made = pd.DataFrame(rows, columns=[*place, "produksjon", "ressursbruk"]).set_index(place)
    made = made.astype("float64")
    made["effektivitet"] = answered(effektivitet, [made["produksjon"], made["ressursbruk"]])
    return made
