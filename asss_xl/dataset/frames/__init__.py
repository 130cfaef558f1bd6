"""Figures, references and deviations as pandas DataFrames, for those who work in Python.

Printed figures are as the source says them; what is reconciled with them is the workbook's own.
pandas is loaded when one of these is asked for, not before.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Any

from asss_xl import functions as f

from ..datasett import Datasett
from ..model import Indikator
from ..references import Referanse, figure, gruppen, referanse

if TYPE_CHECKING:
    import pandas as pd


def _indicators(data: Datasett) -> Iterator[Indikator]:
    for tjeneste in data.tjenester:
        yield from tjeneste.indikatorer


def pandas() -> Any:
    """pandas, which only those who work in Python need."""
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "pandas er ikke installert, og trengs for tall som DataFrame. "
            "Sett det inn med: pip install pandas"
        ) from error
    return pd


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...], whole: tuple[str, ...]) -> pd.DataFrame:
    made = pandas().DataFrame(rows, columns=list(columns))
    return made.astype({name: "Int64" for name in whole})


def verdier(data: Datasett) -> pd.DataFrame:
    """Every municipality's value of every indicator and year, a row each.

    A missing value is NaN, and `status` says in which of the ways it is missing.
    """
    rows = [
        {
            "tjeneste": i.tjeneste,
            "nr": i.nr,
            "indikator": i.kortnavn,
            "enhet": i.enhet,
            "kommune": kommune,
            "aar": aar,
            "verdi": v.sagt,
            "teller": v.teller,
            "nevner": v.nevner,
            "status": v.status,
            "kilde": v.kilde,
            "oppdatert": v.oppdatert,
        }
        for i in _indicators(data)
        for (tjeneste, nr, kommune, aar), v in data.indikatorens_verdier(i)
    ]
    columns = (
        "tjeneste",
        "nr",
        "indikator",
        "enhet",
        "kommune",
        "aar",
        "verdi",
        "teller",
        "nevner",
        "status",
        "kilde",
        "oppdatert",
    )
    made = _frame(rows, columns, ("nr", "aar"))
    return made.astype({name: "float64" for name in ("verdi", "teller", "nevner")})


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
            rows.append(
                {
                    "tjeneste": i.tjeneste,
                    "nr": i.nr,
                    "indikator": i.kortnavn,
                    "aar": aar,
                    "snitt": found.snitt,
                    "lavest": found.lavest,
                    "lavest_hos": ", ".join(found.hvem(found.lavest)),
                    "hoeyest": found.hoeyest,
                    "hoeyest_hos": ", ".join(found.hvem(found.hoeyest)),
                    "n": found.n,
                    "oppgitt": found.oppgitt,
                }
            )
    columns = (
        "tjeneste",
        "nr",
        "indikator",
        "aar",
        "snitt",
        "lavest",
        "lavest_hos",
        "hoeyest",
        "hoeyest_hos",
        "n",
        "oppgitt",
    )
    made = _frame(rows, columns, ("nr", "aar", "n"))
    return made.astype({name: "float64" for name in ("snitt", "lavest", "hoeyest")})


def avvik(data: Datasett, gruppe: str | None = None) -> pd.DataFrame:
    """Every municipality's distance to the mean: index, difference, percent and rank.

    A group that leaves the municipality itself out is seen from each municipality in turn.
    """
    rows = []
    for i, kommune, aar, value, found in _held_against(data, set(_indicators(data)), gruppe):
        others = (tuple(v.verdi for _, v in found.verdier),)
        rows.append(
            {
                "tjeneste": i.tjeneste,
                "nr": i.nr,
                "indikator": i.kortnavn,
                "kommune": kommune,
                "aar": aar,
                "verdi": value,
                "snitt": found.snitt,
                "indeks": figure(f.indeks(value, found.snitt)),
                "avvik": figure(f.avvik(value, found.snitt)),
                "avvik_pst": figure(f.avvik_pst(value, found.snitt)),
                "rang": None if found.oppgitt else figure(f.rang(value, others)),
                "n": found.n,
            }
        )
    columns = (
        "tjeneste",
        "nr",
        "indikator",
        "kommune",
        "aar",
        "verdi",
        "snitt",
        "indeks",
        "avvik",
        "avvik_pst",
        "rang",
        "n",
    )
    made = _frame(rows, columns, ("nr", "aar", "rang", "n"))
    numbers = ("verdi", "snitt", "indeks", "avvik", "avvik_pst")
    return made.astype({name: "float64" for name in numbers})


def indekser(
    data: Datasett, indicators: Set[Indikator], gruppe: str | None = None
) -> dict[tuple[Indikator, str, int], float | None]:
    """The index of each municipality and year, mean = 100; None where too few have the figure."""
    return {
        (i, kommune, aar): None
        if found.n is not None and found.n < (i.minste_antall or 1)
        else figure(f.indeks(value, found.snitt))
        for i, kommune, aar, value, found in _held_against(data, indicators, gruppe)
    }


def _held_against(
    data: Datasett, indicators: Set[Indikator], gruppe: str | None
) -> Iterator[tuple[Indikator, str, int, float | None, Referanse]]:
    """Every municipality's figure of the indicators and years, with what it is held against."""
    alike = not gruppen(data, gruppe).uten_egen
    shared = {
        (i, aar): referanse(data, i, aar, gruppe)
        for i in indicators
        if alike and data.beregnet(i)
        for aar in data.aar
    }
    for kommune in dict.fromkeys(key[2] for key in data.verdier):
        own = dataclasses.replace(data, kommune=kommune) if kommune != data.kommune else data
        for i in (i for i in _indicators(data) if i in indicators):
            for aar in data.aar:
                if (i.tjeneste, i.nr, kommune, aar) in data.verdier:
                    value = data.verdi(i, kommune, aar).sagt
                    yield i, kommune, aar, value, shared.get((i, aar)) or referanse(own, i, aar, gruppe)
