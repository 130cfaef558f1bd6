"""What a new package has: who, which years, which lines; and no figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from asss_xl.catalogue import rows as definisjoner

from .. import cost_keys, definitions, files, groent_hefte, metadata
from ..cost_keys import Weights
from ..grouping import grouped
from ..messages import DatasetError, fault, refused
from ..poster import KONTI, POSTER
from ..schema import ARTER, NASJONALE
from ..ssb import mapping
from ..ssb.errors import FetchError
from ..tables import Table
from .layout import figures, layout, layouts

Row = dict[str, object]
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_MOST_YEARS = 30
#: Years of projected population after the last of the accounts.
_PROJECTED = 6
#: What a package says of its own years' figures.
_OF_ANOTHER_YEAR = ("etiketter", "korreksjoner", "folkevekst", "tekstfunn")
#: What is said of a figure, and goes with it.
_PEDIGREE = ("status", "kilde", "oppdatert", "merknad", "side", "korreksjon", "avstemt")


@dataclass(frozen=True)
class Template:
    """The descriptor of a new package, and the rows of its files, figures left out."""

    described: dict[str, Any]
    rows: dict[str, list[Row]]
    #: Only some of the figures, perhaps one municipality's.
    partial: bool = False
    place: str = ""


def years_of(text: str) -> range:
    """The years that «2022-2024» or «2024» says."""
    found, where = _YEARS.fullmatch(text.strip()), f"--years {text}"
    if found is None:
        raise refused(where, *fault("aar_uleselige"))
    first, last = int(found[1]), int(found[2] or found[1])
    if min(first, last) < 1900 or max(first, last) > 2100:
        raise refused(where, *fault("aar_grenser"))
    if last < first:
        raise refused(where, *fault("aar_rekkefoelge", first, last))
    if last - first >= _MOST_YEARS:
        raise refused(where, *fault("aar_mange", last - first + 1, _MOST_YEARS))
    return range(first, last + 1)


def template(network: str, years: Sequence[int], own: Sequence[Weights] = ()) -> Template:
    """For a network that is included, a CSV file of members, or the members of a data package."""
    included = sorted(p.stem for p in mapping.NETWORKS.glob("*.csv"))
    if network in included or network.endswith(".csv"):
        try:
            return _of_network(network, years, own)
        except FetchError as error:
            raise refused("--network", str(error), "") from None
    try:
        files.locate(network)
    except DatasetError:
        raise refused("--network", *fault("verken_nettverk_eller_pakke", network, included)) from None
    return _of_package(network, years)


def _described(name: str, network: str, places: Sequence[str], years: Sequence[int]) -> dict[str, Any]:
    last = years[-1]
    span = str(last) if len(years) == 1 else f"{years[0]}–{last}"
    called = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "nettverk"
    title = f"{network} {span}: egne tall"
    return definitions.described(f"egne-tall-{called}", title, network, places, years) | {
        "sources": [{"title": "Meldt inn av kommunene"}],
        "foreloepige_aar": [last],
        "status": "foreløpig",
        "statusmerknad": "",
    }


def _of_network(network: str, years: Sequence[int], own: Sequence[Weights]) -> Template:
    members = mapping.network(network)
    places = list(dict.fromkeys(m.kommune for m in members))
    name = network.rpartition("/")[2].removesuffix(".csv")
    groups, grouped = definitions.group_rows(members, name, rest=False)
    services = definitions.services()
    indicators = definitions.indicator_rows(services, years, places)
    functions = definitions.function_rows(services, years)
    codes = sorted({str(row["funksjon"]) for row in functions})
    key = cost_keys.of_year(years[-1], own)
    ages = [group["aldersgruppe"] for group in definisjoner("aldersgrupper")]
    people = _with_projection(years, _PROJECTED)
    rows: dict[str, list[Row]] = {
        "kommuner": definitions.municipality_rows(members),
        "grupper": groups,
        "gruppemedlemmer": grouped,
        "tjenester": definitions.service_rows(services),
        "indikatorer": indicators,
        "indikatorverdier": _each(places, years, [{c: i[c] for c in ("tjeneste", "nr")} for i in indicators]),
        "regnskap": _each(places, years, _keyed(post=POSTER)),
        "balanse": _each(places, years, _keyed(konto=(k for konti in KONTI.values() for k in konti))),
        "beloep": _each(places, years, _keyed(funksjon=codes, art=ARTER)),
        "nasjonale": [{"aar": year, "stoerrelse": what} for what in NASJONALE for year in years],
        "sektorer": definitions.sector_rows(),
        **groent_hefte.key_rows([key] if key else []),
        "kriterieverdier": _each(places, years[-1:], _keyed(kriterium=key.names if key else ())),
        "behovstillegg": _each(places, years[-1:], definisjoner("behovstillegg")),
        "funksjoner": functions,
        "innbyggere": _inhabitants(_each(places, people, _keyed(aldersgruppe=ages)), years[-1]),
        "demografisatser": [
            {"aar": year, "rekkefoelge": n, "aldersgruppe": age}
            for year in years
            for n, age in enumerate(ages, 1)
        ],
    }
    return Template(_described(name, str(groups[0]["gruppe"]), places, years), _with_validity(rows))


def _keyed(**keys: Iterable[object]) -> list[Row]:
    """Every combination of the keys."""
    return [dict(zip(keys, found, strict=True)) for found in product(*keys.values())]


def _each(places: Sequence[str], years: Sequence[int], keys: Iterable[Mapping[str, object]]) -> list[Row]:
    """A row for every municipality, key and year."""
    listed = list(keys)
    return [{"kommune": place, "aar": year, **key} for place in places for key in listed for year in years]


def _with_projection(years: Sequence[int], further: int) -> list[int]:
    return [*years, *range(years[-1] + 1, years[-1] + 1 + further)]


def _inhabitants(rows: Iterable[Row], last: int) -> list[Row]:
    """After the last year of the accounts the population is a projection."""
    return [{**row, "framskrevet": "ja" if int(str(row["aar"])) > last else "nei"} for row in rows]


def _with_validity(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """No rows for a municipality that is not there in the year; an indicator that is not, says so."""
    there = grouped((row["kommune"], _span(row)) for row in rows["kommuner"])
    valid = {(r["tjeneste"], str(r["nr"])): _span(r) for r in rows.get("indikatorer", [])}
    in_use = {r["funksjon"]: _span(r) for r in rows.get("funksjoner", []) if r.get("sektor")}
    made: dict[str, list[Row]] = {}
    for name, found in rows.items():
        if name == "beloep":
            found = [r for r in found if _within(r, in_use.get(r["funksjon"], (0, 9999)))]
        if figures(name):
            spans = ((row, there[row["kommune"]] if "kommune" in row else [(0, 9999)]) for row in found)
            found = [row for row, known in spans if any(_within(row, span) for span in known)]
        made[name] = found
    for row in made.get("indikatorverdier", []):
        if not _within(row, valid[row["tjeneste"], str(row["nr"])]):
            row["status"] = "gjelder_ikke"
    return made


def _span(row: Row) -> tuple[int, int]:
    return int(str(row.get("fra") or 0)), int(str(row.get("til") or 9999))


def _within(row: Row, span: tuple[int, int]) -> bool:
    return span[0] <= int(str(row["aar"])) <= span[1]


# -- as another package ---------------------------------------------------------------------------


def _of_package(network: str, years: Sequence[int]) -> Template:
    """The definitions of a package, and its figures' keys in the new years."""
    # The reader itself reads workbooks with this room's help.
    from ..reading import package

    source = package(network)
    if source.problems:
        raise DatasetError(source.problems)
    rows = {
        each.resource: _emptied(source.tables[each.resource], each.resource, years)
        for each in layouts()
        if each.resource in source.tables and each.resource not in _OF_ANOTHER_YEAR
    }
    return Template(_as(source.meta, years), _with_validity(rows))


def _emptied(table: Table, resource: str, years: Sequence[int]) -> list[Row]:
    """The table's rows; of a table of figures each key once in every new year, with no figure."""
    rows: list[Row] = [dict(zip(table.columns, cells, strict=True)) for cells in table.cells]
    fields = figures(resource)
    if not fields or "aar" not in table.columns:
        return rows
    key = [column for column in layout(resource).key if column != "aar"]
    once: dict[tuple[object, ...], Row] = {}
    for row in rows:
        kept = {c: v for c, v in row.items() if c not in fields and c not in _PEDIGREE}
        once[tuple(row[column] for column in key)] = kept
    made: list[Row] = [{**row, "aar": year} for row in once.values() for year in years]
    if layout(resource).key[0] == "aar":
        made.sort(key=lambda row: int(str(row["aar"])))
    if resource != "innbyggere":
        return made
    known = sorted({int(str(row["aar"])) for row in rows if row["framskrevet"] == "ja"})
    further = _with_projection(years, len(known))
    return _inhabitants(({**row, "aar": year} for row in once.values() for year in further), years[-1])


def _as(meta: metadata.Metadata, years: Sequence[int]) -> dict[str, Any]:
    described = _described(meta.nettverk, meta.nettverk, [meta.kommune], years)
    return described | {
        "oppdiktet": meta.oppdiktet,
        "resten": meta.resten,
        "landet": meta.landet,
        "utenfor_oevrige": list(meta.utenfor_oevrige),
    }
