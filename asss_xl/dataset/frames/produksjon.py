"""Production, use of resources and efficiency as a DataFrame: every municipality, year and service.

The same analysis as the sheet Produksjon, by the public functions on whole columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asss_xl.functions.produksjon import effektivitet, produksjonsindeks
from asss_xl.functions.public import evaluated
from asss_xl.functions.values import is_number

from ..datasett import Datasett
from ..utgifter import ressursbruk
from ..verdi import MissingFigure
from . import indekser, pandas

if TYPE_CHECKING:
    import pandas as pd

_PLACE = ["kommune", "aar", "tjeneste"]
KOLONNER = ("produksjon", "ressursbruk", "effektivitet")


def produksjon(data: Datasett, gruppe: str | None = None) -> pd.DataFrame:
    """Indices with the group's mean = 100, by (kommune, aar, tjeneste).

    `gruppe` is one of the package's groups, the network when left out. A figure that cannot be,
    because one that it is made of is missing or too few have it, is NaN. Raises `MissingFigure`
    for a package without `produksjonsvekter.csv`.
    """
    if not data.produksjonsvekter:
        raise MissingFigure("Pakken har ikke produksjonsvekter (produksjonsvekter.csv).")
    pd = pandas()
    services = [(t, data.vektet(t), ressursbruk(data, t)) for t in data.tjenester if data.vektet(t)]
    wanted = {i for _, weighted, spent in services for i in (*(i for i, _ in weighted), spent) if i}
    found = indekser(data, wanted, gruppe)
    rows = []
    for service, weighted, spent in services:
        weights = (tuple(v.vekt for _, v in weighted),)
        for place in dict.fromkeys(key[1:] for key in found if key[0].tjeneste == service.noekkel):
            index = produksjonsindeks(weights, (tuple(found.get((i, *place)) for i, _ in weighted),))
            used = found.get((spent, *place)) if spent else None
            rows.append((*place, service.noekkel, index if is_number(index) else None, used))
    made = pd.DataFrame(rows, columns=[*_PLACE, *KOLONNER[:2]]).set_index(_PLACE).astype("float64")
    made["effektivitet"] = evaluated(effektivitet, [made["produksjon"], made["ressursbruk"]])
    return made
