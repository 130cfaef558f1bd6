"""What a new package has: who, which years, which lines; and no figures.

Of a template can be taken what is known already, and each municipality can have its part of it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from asss_xl.catalogue import rows as definisjoner
from asss_xl.norsk import norsk

from .. import files
from ..grouping import grouped
from ..inputs.layout import figures, layout, layouts
from ..messages import DatasetError, Problem, fault, near, refused
from ..packages.metadata import Metadata
from ..packages.tables import Table
from ..poster import KONTI, POSTER
from ..reading import joined, package
from ..schema import ARTER, NASJONALE, UTEN_VERDI
from . import cost_keys, definitions, network_file
from .cost_keys import Weights
from .definitions import NewRow

_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_MOST_YEARS = 30
#: Years of projected population after the last of the accounts.
_PROJECTED = 6
#: What a package says of its own years' figures, and of what its source prints of them.
_OF_ANOTHER_YEAR = (
    *("etiketter", "korreksjoner", "folkevekst", "tekstfunn"),
    *("kildefeil", "eksakte", "aapne", "vitner"),
)
#: What is said of a figure, and goes with it.
_PEDIGREE = ("status", "kilde", "oppdatert", "merknad", "desimaler", "side", "korreksjon", "avstemt")


@dataclass(frozen=True)
class NewPackage:
    """The descriptor of a new package, and the rows of its files, figures left out."""

    described: dict[str, Any]
    rows: dict[str, list[NewRow]]
    #: Only some of the figures, perhaps one municipality's.
    partial: bool = False
    place: str = ""
    #: What is known of the members that their file does not say.
    unsaid: tuple[str, ...] = ()


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


def blank(
    network: str, years: Sequence[int], own: Sequence[Weights] = (), country: bool = False
) -> NewPackage:
    """For a network that is included, a CSV file of members, or the members of a data package.

    With `country` the accounts, the balance, the amounts and the people of the country are asked for too.
    """
    included = sorted(p.stem for p in network_file.NETWORKS.glob("*.csv"))
    if network in included or network.endswith(".csv"):
        return _of_network(network, years, own, country)
    try:
        files.locate(network)
    except DatasetError:
        raise refused("--network", *fault("verken_nettverk_eller_pakke", network, included)) from None
    if country:
        raise refused("--country", *fault("landet_i_pakken"))
    if own:
        raise refused("--cost-key", *fault("noekler_i_pakken"))
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


def _of_network(network: str, years: Sequence[int], own: Sequence[Weights], country: bool) -> NewPackage:
    members = network_file.named(network)
    network_file.cover(members, years, network)
    places = list(dict.fromkeys(m.kommune for m in members))
    name = network.rpartition("/")[2].removesuffix(".csv")
    groups, grouped = definitions.group_rows(members, name, rest=False)
    services = definitions.services()
    indicators = definitions.indicator_rows(services, years, places)
    functions = definitions.function_rows(services, years)
    codes = sorted({str(row["funksjon"]) for row in functions})
    keys = cost_keys.for_years(years, own)
    ages = [group["aldersgruppe"] for group in definisjoner("aldersgrupper")]
    people = _with_projection(years, _PROJECTED)
    whole = [definitions.THE_COUNTRY] if country else []
    inhabitants = [
        *_each(places, people, _keyed(aldersgruppe=ages)),
        *_each(whole, years, _keyed(aldersgruppe=ages)),
    ]
    rows: dict[str, list[NewRow]] = {
        "kommuner": definitions.municipality_rows(members) + definitions.country_rows(whole, years),
        "grupper": groups,
        "gruppemedlemmer": grouped,
        "tjenester": definitions.service_rows(services),
        "indikatorer": indicators,
        "indikatorverdier": _each(places, years, [{c: i[c] for c in ("tjeneste", "nr")} for i in indicators]),
        "regnskap": _each([*places, *whole], years, _keyed(post=POSTER)),
        "balanse": _each([*places, *whole], years, _keyed(konto=(*KONTI["gjeld"], *KONTI["fordringer"]))),
        "beloep": _each([*places, *whole], years, _keyed(funksjon=codes, art=ARTER)),
        "nasjonale": [{"aar": year, "stoerrelse": what} for what in NASJONALE for year in years],
        "sektorer": definitions.sector_rows(),
        **cost_keys.key_rows(keys),
        "kriterieverdier": [
            row for key in keys for row in _each(places, [key.year], _keyed(kriterium=key.names))
        ],
        "behovstillegg": _each(places, years[-1:], definisjoner("behovstillegg")),
        "funksjoner": functions,
        "innbyggere": _inhabitants(inhabitants, years[-1]),
        "demografisatser": [
            {"aar": year, "rekkefoelge": n, "aldersgruppe": age}
            for year in years
            for n, age in enumerate(ages, 1)
        ],
    }
    described = _described(name, str(groups[0]["gruppe"]), places, years)
    described |= {"landet": definitions.THE_COUNTRY} if country else {}
    unsaid = tuple(network_file.unsaid_breaks(members, years))
    return NewPackage(described, _with_validity(rows), unsaid=unsaid)


def _keyed(**keys: Iterable[object]) -> list[NewRow]:
    """Every combination of the keys."""
    return [dict(zip(keys, found, strict=True)) for found in product(*keys.values())]


def _each(places: Sequence[str], years: Sequence[int], keys: Iterable[Mapping[str, object]]) -> list[NewRow]:
    """A row for every municipality, key and year."""
    listed = list(keys)
    return [{"kommune": place, "aar": year, **key} for place in places for key in listed for year in years]


def _with_projection(years: Sequence[int], further: int) -> list[int]:
    return [*years, *range(years[-1] + 1, years[-1] + 1 + further)]


def _inhabitants(rows: Iterable[NewRow], last: int) -> list[NewRow]:
    """After the last year of the accounts the population is a projection."""
    return [{**row, "framskrevet": "ja" if int(str(row["aar"])) > last else "nei"} for row in rows]


def _with_validity(rows: dict[str, list[NewRow]]) -> dict[str, list[NewRow]]:
    """No rows for a municipality that is not there in the year; an indicator that is not, says so."""
    there = grouped((row["kommune"], span(row)) for row in rows["kommuner"])
    valid = {(r["tjeneste"], str(r["nr"])): span(r) for r in rows.get("indikatorer", [])}
    in_use = {r["funksjon"]: span(r) for r in rows.get("funksjoner", []) if r.get("sektor")}
    made: dict[str, list[NewRow]] = {}
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


def span(row: NewRow) -> tuple[int, int]:
    """The first and the last year that a row holds."""
    return int(str(row.get("fra") or 0)), int(str(row.get("til") or 9999))


def _within(row: NewRow, span: tuple[int, int]) -> bool:
    return span[0] <= int(str(row["aar"])) <= span[1]


# -- as another package ---------------------------------------------------------------------------


def _of_package(network: str, years: Sequence[int]) -> NewPackage:
    """The definitions of a package, and its figures' keys in the new years."""
    source = package(network)
    if source.problems:
        raise DatasetError(source.problems)
    rows = {
        each.resource: _emptied(source.tables[each.resource], each.resource, years)
        for each in layouts()
        if each.resource in source.tables and each.resource not in _OF_ANOTHER_YEAR
    }
    meta = source.meta
    described = _described(meta.nettverk, meta.nettverk, [meta.kommune], years) | {
        "oppdiktet": meta.oppdiktet,
        "resten": meta.resten,
        "landet": meta.landet,
        "utenfor_oevrige": list(meta.utenfor_oevrige),
    }
    return NewPackage(described, _with_validity(rows))


def _emptied(table: Table, resource: str, years: Sequence[int]) -> list[NewRow]:
    """The table's rows; of a table of figures each key once in every new year, with no figure."""
    rows: list[NewRow] = [dict(zip(table.columns, cells, strict=True)) for cells in table.cells]
    fields = figures(resource)
    if not fields or "aar" not in table.columns:
        return rows
    key = [column for column in layout(resource).key if column != "aar"]
    once: dict[tuple[object, ...], NewRow] = {}
    for row in rows:
        kept = {c: v for c, v in row.items() if c not in fields and c not in _PEDIGREE}
        once[tuple(row[column] for column in key)] = kept
    made: list[NewRow] = [{**row, "aar": year} for row in once.values() for year in years]
    if layout(resource).key[0] == "aar":
        made.sort(key=lambda row: int(str(row["aar"])))
    if resource != "innbyggere":
        return made
    known = sorted({int(str(row["aar"])) for row in rows if row["framskrevet"] == "ja"})
    further = _with_projection(years, len(known))
    return _inhabitants(({**row, "aar": year} for row in once.values() for year in further), years[-1])


#: The one way of having no figure that another source can mend.
_CAN_BE_FILLED = "mangler"

#: The cells of the largest sheet that is written: at forty bytes each it is well within what is unpacked.
MOST_ASKED = 1_200_000

_Key = tuple[str, ...]


#: The keys of the rows that there are figures of, by file of the package.
_Known = dict[str, set[_Key]]


def known_in(data: Sequence[str]) -> tuple[Metadata, _Known]:
    """Which figures there are in packages and workbooks, and for what they are."""
    meta, tables, _ = joined(data)
    found: _Known = {}
    for name in filter(figures, tables):
        table = tables[name]
        held = [column for column in figures(name) if column in table.columns]
        for row in table.rows():
            closed = row.get("status") in UTEN_VERDI and row.get("status") != _CAN_BE_FILLED
            if closed or any(row[column] is not None for column in held):
                found.setdefault(name, set()).add(_key(name, row))
    return meta, found


def _key(resource: str, row: NewRow) -> _Key:
    texts = ("" if row.get(column) is None else str(row[column]) for column in layout(resource).key)
    return tuple(texts)


def without(made: NewPackage, meta: Metadata, known: _Known) -> NewPackage:
    """The template without the rows that there are figures for, which it is to be joined with."""
    problems = []
    if made.described["nettverk"] != meta.nettverk:
        told = fault("annet_nettverk", meta.nettverk, made.described["nettverk"])
        problems.append(Problem("--network", None, None, *told))
    if made.described["rapportaar"] != meta.rapportaar:
        problems.append(Problem("--years", None, None, *fault("annet_rapportaar", meta.rapportaar)))
    if problems:
        raise DatasetError(problems)
    said = {"status": meta.status, "statusmerknad": meta.statusmerknad}
    described = made.described | {"foreloepige_aar": list(meta.foreloepige_aar), **said}
    kept = _kept(made, lambda name, row: _key(name, row) not in known.get(name, ()))
    return dataclasses.replace(kept, described=described)


def _kept(made: NewPackage, test: Callable[[str, NewRow], bool]) -> NewPackage:
    """The template with the rows of figures that a test holds for."""
    rows = {
        name: [row for row in found if test(name, row)] if figures(name) else found
        for name, found in made.rows.items()
    }
    return dataclasses.replace(made, rows=rows, partial=True)


def of_place(made: NewPackage, place: str) -> NewPackage:
    """One municipality's rows; what is nobody's own is left to others."""
    names = dict.fromkeys(str(row["kommune"]) for row in made.rows["kommuner"])
    name = next((each for each in names if each.casefold() == place.strip().casefold()), None)
    if name is None:
        told = f"{near(place, names)}Medlemmene er {', '.join(names)}. "
        raise refused("--municipality", *fault("ikke_i_nettverket", place, told))
    part = _kept(made, lambda _, row: row.get("kommune") == name)
    return dataclasses.replace(part, described=made.described | {"kommune": name}, place=name)


def shared_out(made: NewPackage) -> Iterator[NewPackage]:
    """The template of each municipality with something to fill in, and of what is nobody's own."""
    for name in dict.fromkeys(str(row["kommune"]) for row in made.rows["kommuner"]):
        part = of_place(made, name)
        if _has_rows(part):
            yield part
    common = _kept(made, lambda _, row: "kommune" not in row)
    if _has_rows(common):
        yield common


def refuse_too_large(made: NewPackage, out: str) -> None:
    """A workbook that could not be read again is not written."""
    for each in layouts():
        rows = len(made.rows.get(each.resource, ())) // (len(ARTER) if each.wide else 1)
        if rows * len(each.columns) > MOST_ASKED:
            raise refused(out, *fault("for_stor_bok", each.sheet, norsk(rows)))


def _has_rows(made: NewPackage) -> bool:
    return any(found and figures(name) for name, found in made.rows.items())
