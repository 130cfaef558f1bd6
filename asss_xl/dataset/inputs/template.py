"""What a new package has: who, which years, which lines; and no figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NoReturn

from asss_xl.catalogue import rows as definisjoner

from .. import cost_keys, files, groent_hefte, metadata
from ..cost_keys import Weights
from ..definitions import function_rows as rader_funksjoner
from ..definitions import sector_rows as rader_sektorer
from ..definitions import service_rows as rader_tjenester
from ..definitions import services as alle_tjenester
from ..messages import DatasetError, refused, shown
from ..poster import KONTI, POSTER
from ..schema import ARTER, NASJONALE
from ..ssb import mapping
from ..ssb.errors import FetchError
from ..ssb.frame import group_rows, indicator_rows, municipality_rows
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
    found = _YEARS.fullmatch(text.strip())
    if found is None:
        _refuse_years(text, "Årene kan ikke leses.", "Skriv første og siste år, for eksempel 2022-2024.")
    first, last = int(found[1]), int(found[2] or found[1])
    if min(first, last) < 1900 or max(first, last) > 2100:
        _refuse_years(text, "Årene er utenfor grensene.", "Skriv år fra 1900 til 2100.")
    if last < first:
        _refuse_years(text, "Det siste året står først.", f"Skriv {last}-{first}.")
    if last - first >= _MOST_YEARS:
        _refuse_years(text, f"Det er {last - first + 1} år.", f"Skriv høyst {_MOST_YEARS}.")
    return range(first, last + 1)


def _refuse_years(text: str, what: str, advice: str) -> NoReturn:
    raise refused(f"--years {text}", what, advice)


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
        raise refused(
            "--network",
            f"{shown(network)} er verken et nettverk eller en datapakke.",
            f"Velg {', '.join(included)}, en CSV-fil med medlemmene, eller en datapakke som den nye "
            "skal ligne.",
        ) from None
    return _of_package(network, years)


def _described(name: str, network: str, places: Sequence[str], years: Sequence[int]) -> dict[str, Any]:
    last = years[-1]
    span = str(last) if len(years) == 1 else f"{years[0]}–{last}"
    return {
        "profile": "data-package",
        "name": f"egne-tall-{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-') or 'nettverk'}-{last}",
        "title": f"{network} {span}: egne tall",
        "version": "1.0.0",
        "sources": [{"title": "Meldt inn av kommunene"}],
        "nettverk": network,
        "kommune": places[0],
        "rapportaar": last,
        "aar": list(years),
        "foreloepige_aar": [last],
        "status": "foreløpig",
        "statusmerknad": "",
        "oppdiktet": False,
        "utenfor_oevrige": [name for name in ("Oslo",) if name in places],
    }


def _of_network(network: str, years: Sequence[int], own: Sequence[Weights]) -> Template:
    members = mapping.network(network)
    places = list(dict.fromkeys(m.kommune for m in members))
    name = network.rpartition("/")[2].removesuffix(".csv")
    groups, grouped = group_rows(members, name, rest=False)
    services = alle_tjenester()
    indicators = indicator_rows(services, places, years)
    functions = rader_funksjoner(services, years)
    key = cost_keys.of_year(years[-1], own)
    ages = [group["aldersgruppe"] for group in definisjoner("aldersgrupper")]
    people = _with_projection(years, _PROJECTED)
    rows: dict[str, list[Row]] = {
        "kommuner": municipality_rows(members),
        "grupper": groups,
        "gruppemedlemmer": grouped,
        "tjenester": rader_tjenester(services),
        "indikatorer": indicators,
        "indikatorverdier": _values(indicators, places, years),
        "regnskap": _lines(places, years, post=POSTER),
        "balanse": _lines(places, years, konto=(k for konti in KONTI.values() for k in konti)),
        "beloep": _lines(places, years, funksjon=_unique(functions, "funksjon"), art=ARTER),
        "nasjonale": [{"aar": year, "stoerrelse": what} for what in NASJONALE for year in years],
        "sektorer": rader_sektorer(),
        **groent_hefte.key_rows([key] if key else []),
        "kriterieverdier": _lines(places, years[-1:], kriterium=key.names if key else ()),
        "behovstillegg": [
            {"kommune": place, **addition, "aar": years[-1]}
            for place in places
            for addition in definisjoner("behovstillegg")
        ],
        "funksjoner": functions,
        "innbyggere": _inhabitants(_lines(places, people, aldersgruppe=ages), years[-1]),
        "demografisatser": [
            {"aar": year, "rekkefoelge": n, "aldersgruppe": age}
            for year in years
            for n, age in enumerate(ages, 1)
        ],
    }
    return Template(_described(name, str(groups[0]["gruppe"]), places, years), _with_validity(rows))


def _unique(rows: Iterable[Row], column: str) -> list[object]:
    return sorted({row[column] for row in rows if row.get(column)}, key=str)


def _lines(places: Sequence[str], years: Sequence[int], **keys: Iterable[object]) -> list[Row]:
    """A row for every municipality, key and year."""
    combined = list(product(*keys.values()))
    return [
        {"kommune": place, "aar": year, **dict(zip(keys, found, strict=True))}
        for place in places
        for found in combined
        for year in years
    ]


def _with_projection(years: Sequence[int], further: int) -> list[int]:
    return [*years, *range(years[-1] + 1, years[-1] + 1 + further)]


def _inhabitants(rows: Iterable[Row], last: int) -> list[Row]:
    """After the last year of the accounts the population is a projection."""
    return [{**row, "framskrevet": "ja" if int(str(row["aar"])) > last else "nei"} for row in rows]


def _values(indicators: Sequence[Row], places: Sequence[str], years: Sequence[int]) -> list[Row]:
    return [
        {"tjeneste": i["tjeneste"], "nr": i["nr"], "kommune": place, "aar": year}
        for place in places
        for i in indicators
        for year in years
    ]


def _with_validity(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """No rows for a municipality that is not there in the year; an indicator that is not, says so."""
    there: dict[object, list[tuple[int, int]]] = {}
    for row in rows["kommuner"]:
        there.setdefault(row["kommune"], []).append(_span(row))
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
