"""Who is like a municipality, as a DataFrame: nearest in need, income and size.

The same distance as the table on Nettverk, on whole columns. As reported: no correction is in it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..datasett import Datasett
from ..messages import near
from ..verdi import IKKE_OPPGITT, MissingFigure
from .ressursbruk import ressursbruk

#: Taxes and grants that together are frie inntekter.
_FRIE = ("innt_formue", "eiendom", "selskap", "andre_skatter", "rammetilskudd")


def likeste(data: Datasett, kommune: str, aar: int | None = None, noekkel: str | None = None) -> pd.DataFrame:
    """Everybody by how near they are to `kommune` in a year, itself first.

    `avstand` is the root of the sum of squared differences in `utgiftsbehov` (landet = 1),
    `frie_inntekter` (kr per inhabitant) and the natural logarithm of `innbyggere`, each in standard
    deviations among the municipalities that have the figure. Measures that the package lacks are not
    in it; who lacks one of the others has no distance (NaN) and stands last.
    """
    year = data.rapportaar if aar is None else aar
    names = [k.navn for k in data.enheter if k.slag == "kommune"]
    if kommune not in names or year not in data.aar:
        advice = "" if kommune in names else near(kommune, names)
        known = f"Kommuner: {', '.join(names)}. År: {', '.join(map(str, data.aar))}."
        raise MissingFigure(f"Ingen tall for «{kommune}» i {year}. {advice}{known}")
    people = pd.Series({n: data.folketall(n, year).verdi for n in names}, dtype="float64")
    people = people.where(people > 0)
    found = {"utgiftsbehov": _need(data, year, noekkel, names), "frie_inntekter": _income(data, year, people)}
    made = pd.DataFrame(
        {**{k: v for k, v in found.items() if v is not None}, "innbyggere": people}, index=names
    )
    measures = made.assign(innbyggere=np.log(made["innbyggere"]))
    if measures.loc[kommune].isna().any():
        lacking = ", ".join(measures.columns[measures.loc[kommune].isna()])
        raise MissingFigure(f"{kommune} mangler tall i {year} som likhet måles med: {lacking}.")
    apart = measures - measures.loc[kommune]
    gaps = (apart / measures.std(ddof=0)).mask(apart == 0, 0.0)
    distance = (gaps**2).sum(axis=1, skipna=False) ** 0.5
    made.insert(0, "avstand", distance)
    made = made.rename_axis("kommune")
    first = made.index == kommune
    return pd.concat([made[first], made[~first].sort_values("avstand", kind="stable")])


def _need(data: Datasett, year: int, key: str | None, names: list[str]) -> Any:
    """The cost index of all sectors, weighed by what the country spends; None without amounts."""
    if not data.beloep or not data.kriterier_for_flere:
        return None
    table = ressursbruk(data, key)
    if year not in table.index.get_level_values("aar"):
        return pd.Series(float("nan"), index=names)
    rows = table.xs(year, level="aar")
    key = rows["noekkel"].iloc[0]
    sectors = [s for n in data.noekler if n.navn == key for s in data.sektorer if s in n.vekter]
    rows = rows[rows.index.get_level_values("sektor").isin(sectors)]
    weighed = (rows["kostnadsindeks"] * rows["landet"]).groupby(level="kommune").sum(min_count=len(sectors))
    return (weighed / rows["landet"].groupby(level="kommune").sum()).reindex(names)


def _income(data: Datasett, year: int, people: Any) -> Any:
    posts = {p for _, p, _ in data.regnskap}
    if not set(_FRIE) <= posts:
        return None
    of = data.regnskap
    amounts = {n: [of.get((n, p, year), IKKE_OPPGITT).verdi for p in _FRIE] for n in people.index}
    rows = pd.DataFrame.from_dict(amounts, orient="index", dtype="float64")
    return 1000 * rows.sum(axis=1, skipna=False) / people
