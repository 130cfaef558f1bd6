"""Spending, need and the chain of deviations as a DataFrame: every municipality, year and sector.

The same analysis as the sheet Ressursbruk, from amounts by function, by the public functions on
whole columns. As reported: corrections are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any

import pandas as pd

import asss_xl as asss
from asss_xl.functions.utgiftsbehov import kostnadsindeks
from asss_xl.functions.values import is_number

from ..datasett import Datasett
from ..grouping import grouped
from ..model import Noekkel
from ..poster import ANVENDELSER
from ..schema import ARTER
from ..verdi import MissingFigure, kjent, samlet

#: Outside the sectors of the key: no need is worked out for them.
_ANDRE_SEKTORER = ANVENDELSER["andre_sektorer"]
Need = Callable[[tuple[str, int, str]], tuple[Any, Any, Any]]
_PLACE = ["kommune", "aar", "sektor"]


def ressursbruk(data: Datasett, noekkel: str | None = None) -> pd.DataFrame:
    """Vedleggstabell 1-3 for all municipalities, by (kommune, aar, sektor).

    `noekkel` is the name of a cost key for all years; left out, each year has the key that is in
    force. A year without one has the sectors of the nearest, no `noekkel`, and no need. Kroner per
    inhabitant, `kostnadsindeks` with the country = 1, `mill_kr` and `prosent_av_behov` of the last
    step. A figure that cannot be is NaN. Raises `MissingFigure` for an unknown key and for a package
    without amounts by function. Source: vedleggstabell 1-3, p. 38-40.
    """
    if not data.beloep:
        raise MissingFigure("Pakken har ikke beløp per KOSTRA-funksjon (beloep.csv): ingen kjede å regne ut.")
    keys, inside = _keys(data, noekkel)
    amounts = _amounts(data, keys, inside)
    per_head, country = _per_head(data, amounts)
    own = per_head.loc[~per_head.index.get_level_values("kommune").isin((data.resten, data.landet))]
    return _chain(
        own, country.reindex(own.index.droplevel("kommune")).set_axis(own.index), _needs(data, keys)
    )


def _keys(data: Datasett, name: str | None) -> tuple[dict[int, Noekkel], dict[int, Noekkel | None]]:
    """The cost key of each year, and the one whose sectors its spending is divided by."""
    if name is not None:
        chosen = kjent("kostnadsnøkkel", "Nøkler", name, {n.navn: n for n in data.noekler})
        return dict.fromkeys(data.aar, chosen), dict.fromkeys(data.aar, chosen)
    found = {year: key for year in data.aar if (key := data.noekkel(year)) is not None}
    return found, {year: data.sektornoekkel(year) for year in data.aar}


def _amounts(
    data: Datasett, keys: Mapping[int, Noekkel], inside: Mapping[int, Noekkel | None]
) -> pd.DataFrame:
    """1000 kr of each kind, and inhabitants, a row for each unit, year and sector."""
    rows = [
        (unit, year, sector, keys[year].navn if year in keys else None, data.folketall(unit, year).verdi)
        + tuple(_spent(data, unit, kind, year, codes, within) for kind in ARTER)
        for unit in sorted({key[0] for key in data.beloep})
        for year, key in inside.items()
        for sector, codes, within in _sectors(data, key)
    ]
    made = pd.DataFrame(rows, columns=[*_PLACE, "noekkel", "innbyggere", *ARTER]).set_index(_PLACE)
    return made.astype({name: "float64" for name in ("innbyggere", *ARTER)})


def _sectors(data: Datasett, key: Noekkel | None) -> Iterator[tuple[str, frozenset[str], bool]]:
    """The sectors of a key (all, without any) by their functions, and what is outside of all of them."""
    sectors = [s for s in data.sektorer if key is None or s in key.vekter]
    known = {s: data.sektorfunksjoner.get(s, frozenset()) for s in sectors}
    for sector, codes in known.items():
        yield sector, codes, True
    yield _ANDRE_SEKTORER, frozenset().union(*known.values()), False


def _spent(
    data: Datasett, unit: str, kind: str, year: int, codes: frozenset[str], inside: bool
) -> float | None:
    """1000 kr on some functions; one that is missing counts as the country spends on it per inhabitant.

    The country's own figure is whole or missing.
    """
    found = data.funksjonsbeloep(unit, kind, year, codes, inside).verdi
    people = data.folketall(unit, year).verdi
    for code in data.utelatte(unit, kind, year, codes, inside):
        of = partial(_of_the_country, data, code, kind, year)
        each = None if unit == data.landet else data.en_gang(("landets", code, kind, year), of)
        if found is None or people is None or each is None:
            return None
        found += each * people / 1000
    return found


def _of_the_country(data: Datasett, code: str, kind: str, year: int) -> float | None:
    """What the country spends on a function, kr per inhabitant."""
    units = (data.landet,) if data.landet else (*data.medlemmer, *filter(None, (data.resten,)))
    amount = people = 0.0
    for unit in units:
        there = data.folketall(unit, year).verdi
        of = data.funksjonsbeloep(unit, kind, year, frozenset({code}))
        none = of.status == "ikke_oppgitt" and data.har_beloep(unit, kind, year)
        found = 0.0 if none else of.verdi
        if there is not None and found is not None:
            amount, people = amount + found, people + there
        elif unit in (data.landet, data.resten):
            return None
    return 1000 * amount / people if people else None


def _per_head(data: Datasett, amounts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Kr per inhabitant of each unit, and of the country: the members and the rest of it."""
    network = next((g for g in data.grupper if g.nettverk), None)
    names = amounts.index.get_level_values("kommune")
    members = {data.landet} if data.landet else {data.resten, *(network.medlemmer if network else ())}
    people = amounts["innbyggere"]
    kinds, own = list(ARTER), amounts[["noekkel", "innbyggere", *ARTER]].copy()
    own[kinds] = 1000 * amounts[kinds].div(people, axis=0)
    inside = amounts[names.isin(members)]
    # Who lacks an amount counts neither with it nor with people.
    there = inside[kinds].notna().mul(inside["innbyggere"].notna(), axis=0)
    heads = there.mul(inside["innbyggere"], axis=0).groupby(level=["aar", "sektor"]).sum(min_count=1)
    total = inside[kinds].where(there).groupby(level=["aar", "sektor"]).sum(min_count=1)
    # One municipality is no country.
    country = 1000 * total / heads if not data.bare_egen else total.where(total.isna())
    if data.resten and not data.landet:
        rest = amounts.xs(data.resten, level="kommune")[kinds].notna()
        country = country.where(rest.reindex(country.index, fill_value=False))
    return own, country


def _needs(data: Datasett, keys: Mapping[int, Noekkel]) -> Need:
    """The cost index, the sum of its weights and the additions (kr per inhabitant) of a place.

    Weights as their source rounds them do not add to exactly 1: each criterion counts with its own.
    """
    members = _members_indices(data, keys) if data.egne_indekser else {}
    extra = grouped(((unit, sector, year), v) for (unit, sector, _, year), v in data.behovstillegg.items())

    def need(place: tuple[str, int, str]) -> tuple[Any, Any, Any]:
        unit, year, sector = place
        weights = keys[year].vekter.get(sector) if year in keys else None
        if weights is None:
            return None, None, None
        indices = [_index(data, unit, sector, criterion, year) for criterion in weights]
        index = kostnadsindeks((tuple(w.verdi for w in weights.values()),), (tuple(indices),))
        if data.egne_indekser and is_number(index):
            index = index / members[year, sector] if (year, sector) in members else None
        more = extra.get((unit, sector, year))
        added = samlet(more).verdi if more else 0.0
        if more and added is not None and data.egne_indekser:
            theirs = {who: samlet(extra.get((who, sector, year), ())).verdi for who in data.medlemmer}
            mean = _by_people(data, year, theirs)
            added = None if mean is None else added - mean
        return (index if is_number(index) else None), samlet(weights.values()).verdi, added

    return need


def _by_people(data: Datasett, year: int, figures: Mapping[str, float | None]) -> float | None:
    """The mean of the members' figures by their people; None where nobody has both."""
    found = [
        (people, own)
        for unit, own in figures.items()
        if own is not None and (people := data.folketall(unit, year).verdi) is not None
    ]
    return sum(p * own for p, own in found) / sum(p for p, _ in found) if found else None


def _members_indices(data: Datasett, keys: Mapping[int, Noekkel]) -> dict[tuple[int, str], float]:
    """The members' own index of a sector: what theirs are held against where they are all of the country."""
    made = {}
    for (year, key), sector in product(keys.items(), data.sektorer):
        weights = key.vekter.get(sector)
        if weights is None:
            continue
        total = weight = 0.0
        for criterion, part in weights.items():
            theirs = {who: _index(data, who, sector, criterion, year) for who in data.medlemmer}
            mean = _by_people(data, year, theirs)
            if mean is None or part.verdi is None:
                break
            total += part.verdi * mean
            weight += part.verdi
        else:
            made[year, sector] = total / weight
    return made


def _index(data: Datasett, unit: str, sector: str, criterion: str, year: int) -> float | None:
    found = (data.kriterieverdier.get((unit, place, criterion, year)) for place in (sector, ""))
    return next((v.verdi for v in found if v is not None), None)


def _chain(own: pd.DataFrame, country: pd.DataFrame, need: Need) -> pd.DataFrame:
    made = own[["noekkel", "innbyggere", "netto"]].copy()
    made["landet"] = country["netto"]
    found = pd.DataFrame(
        [need(place) for place in own.index], own.index, ["indeks", "vekt", "tillegg"], "float64"
    )
    made["kostnadsindeks"] = found["indeks"]
    needed = asss.korreksjon(made["landet"], found["indeks"] / found["vekt"], found["vekt"])
    made["korreksjon"] = needed + found["tillegg"]
    made["behov"] = made["landet"] + made["korreksjon"]
    outside = own.index.get_level_values("sektor") == _ANDRE_SEKTORER
    made["ukorrigert"] = asss.avvik(own["netto"], country["netto"])
    made["uten_avskrivninger"] = asss.avvik_uten_avskrivninger(
        made["ukorrigert"], own["avskrivninger"], country["avskrivninger"]
    )
    made["korrigert_for_behov"] = made["uten_avskrivninger"] - made["korreksjon"].mask(outside, 0.0)
    social = sum(_social(own, kind) - _social(country, kind) for kind in ("pensjon", "arbeidsgiveravgift"))
    made["uten_sosiale"] = made["korrigert_for_behov"] - social
    made["mill_kr"] = asss.avvik_beloep(made["uten_sosiale"], made["innbyggere"]) / 1000
    made["prosent_av_behov"] = asss.pst_av_inntekt(made["uten_sosiale"], made["behov"])
    return made


def _social(amounts: pd.DataFrame, kind: str) -> Any:
    found = asss.sosiale(amounts[kind], amounts["netto"], amounts["brutto"])
    return found.mask(amounts[kind] == 0, 0.0)
