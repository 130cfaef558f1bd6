"""The layout of a data package: which files it has and what each column may hold.

`filer.csv` declares the files: title, key, the files whose keys its rows have, the figures that a row
is there for, and the columns in order. `kolonner.csv` declares a column once, for a file or (`fil` empty)
for all that have it and say nothing else. They are the only authority on the layout: the checks, the
page about packages and the input workbook follow from them. The `schema` printed in a package's
`datapackage.json` is there for readers and other tools; loading never trusts it, so a package cannot
loosen the rules, point at a remote schema or bring a costly pattern.

The layout follows Frictionless Data Package v1 with Table Schema (specs.frictionlessdata.io).
A package holds what it has: every file but `kommuner` may be left out. A reference (mean, lowest,
highest, the other members) is *stated* in `indikatorreferanser` and `figurer`, or *computed* from
the members' own figures in `indikatorverdier`, `regnskap` and `beloep`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from asss_xl.catalogue import rows
from asss_xl.stated import Stated, beside

from .poster import KONTROLLTALL

Descriptor = dict[str, Any]
HERE = Path(__file__).parent

#: What kind of fact a row is. `endelig`/`foreløpig`: as published so far. `publisert`: printed as
#: it stands. `kildeavvik`: printed, but the source contradicts itself about it (see `merknad`).
#: `tvilsom`: the reading is uncertain. The last five have no figure, and are five different
#: things: no data; withheld (confidential); not applicable to the municipality; the definition
#: is not valid that year; the source does not print it.
MED_VERDI = ("endelig", "foreløpig", "publisert", "kildeavvik", "tvilsom")
#: What a cell shows where a figure is missing, by status.
MANGLER_TEKST = {
    "mangler": "Ikke data",
    "skjermet": "Skjermet",
    "ikke_aktuelt": "Ikke aktuelt",
    "gjelder_ikke": "Gjelder ikke året",
    "ikke_oppgitt": "Ikke data",
}
UTEN_VERDI = tuple(MANGLER_TEKST)
STATUSER = MED_VERDI + UTEN_VERDI
#: Resources that every package must have.
REQUIRED = ("kommuner",)
#: Columns that packages had, and that never changed anything: they are read past.
OUTDATED = {"uten_premieavvik"}
#: The column of reconciled figures; nobody types them.
RECONCILED = "avstemt"

_BOUNDS = {"minimum": "minst", "maximum": "hoeyst"}
#: The figures of each file: the columns that a row is there for.
FIGURES = {row["fil"]: tuple(row["tall"].split()) for row in rows("filer", HERE)}
#: The figure that a row's status is about.
FIGURE = {r["fil"]: FIGURES[r["fil"]][0] for r in rows("filer", HERE) if "status" in r["kolonner"].split()}
#: The mappings of a data set: the file that each is read from, and what its keys are made of.
OPPSLAG: dict[str, tuple[str, tuple[str, ...]]] = {
    "verdier": ("indikatorverdier", ("tjeneste", "nr", "kommune", "aar")),
    "referanser": ("indikatorreferanser", ("tjeneste", "nr", "kommune", "aar", "referanse")),
    "regnskap": ("regnskap", ("kommune", "post", "aar")),
    "balanse": ("balanse", ("kommune", "konto", "aar")),
    "kontrolltall": ("kontrolltall", ("kommune", "stoerrelse", "aar")),
    "beloep": ("beloep", ("kommune", "funksjon", "art", "aar")),
    "nasjonale": ("nasjonale", ("aar", "stoerrelse")),
    "kriterieverdier": ("kriterieverdier", ("kommune", "sektor", "kriterium", "aar")),
    "behovstillegg": ("behovstillegg", ("kommune", "sektor", "tillegg", "aar")),
    "innbyggere": ("innbyggere", ("kommune", "aldersgruppe", "aar")),
}


@cache
def words(group: str) -> dict[str, list[str]]:
    """The words of `ord.toml` that texts in tables are read with, of one group by what they say."""
    found: dict[str, list[str]] = beside(HERE / "ord")[group]
    return found


def descriptors() -> list[Descriptor]:
    """Frictionless resource descriptors of every file a package can have, in file order."""
    keys = {row["fil"]: row["noekkel"].split() for row in rows("filer", HERE)}
    made: list[Descriptor] = []
    for row in rows("filer", HERE):
        name = row["fil"]
        fields = [column(name, each) for each in row["kolonner"].split()]
        schema: Descriptor = {"fields": fields, "missingValues": [""], "primaryKey": keys[name]}
        if others := row["peker_paa"].split():
            schema["foreignKeys"] = [
                {"fields": keys[other], "reference": {"resource": other, "fields": keys[other]}}
                for other in others
            ]
        kind = {"path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
        made.append({"name": name, "title": row["tittel"], **kind, "schema": schema})
    return made


@cache
def _declared() -> dict[tuple[str, str], Mapping[str, str]]:
    return Stated(
        HERE / "kolonner.csv", {(row["fil"], row["kolonne"]): row for row in rows("kolonner", HERE)}
    )


def declared(fil: str, name: str) -> Mapping[str, str]:
    """What is declared of a column: for the file, or for all that say nothing else."""
    return _declared().get((fil, name)) or _declared()["", name]


def declared_columns(fil: str) -> list[str]:
    """The columns of a file that stands alone, in order."""
    return [name for of, name in _declared() if of == fil]


def column(fil: str, name: str) -> Descriptor:
    """A column of a file as Table Schema has it."""
    said = declared(fil, name)
    made: Descriptor = {"name": name, "type": said["type"], "description": said["beskrivelse"]}
    if said["type"] == "boolean":
        made |= {"trueValues": ["ja"], "falseValues": ["nei"]}
    rules: Descriptor = {
        "enum": choices(said["valg"]),
        "pattern": said["moenster"],
        **{rule: int(said[at]) for rule, at in _BOUNDS.items() if said[at]},
        "unique": said["unik"] == "ja",
        "maxLength": int(said["lengde"] or 0),
        "required": said["maa"] == "ja",
    }
    rules = {rule: value for rule, value in rules.items() if value or rule in _BOUNDS}
    if said["type"] == "string" and not said["valg"]:
        rules.setdefault("maxLength", 1000)
    if rules:
        made["constraints"] = rules
    return made | ({"optional": True} if said["kan_utelates"] else {})


def choices(words: str) -> list[str]:
    """What a column can be chosen among: its words, or what has a name of its own here."""
    named = {"STATUSER": STATUSER, "KONTROLLTALL": tuple(KONTROLLTALL)}
    return list(named.get(words) or filter(None, words.split("|")))


def chosen(fil: str, name: str) -> tuple[str, ...]:
    """The words that a column of a file can hold."""
    return tuple(column(fil, name)["constraints"]["enum"])


#: What an amount by KOSTRA function is: net and gross operating spending, and what is in them.
ARTER = chosen("beloep", "art")
#: National figures by year, in percent.
NASJONALE = chosen("nasjonale", "stoerrelse")


def as_written(resource: Descriptor, columns: Collection[str]) -> Descriptor:
    """The descriptor of a file that has, of the optional columns, only some."""
    schema = resource["schema"]
    fields = [f for f in schema["fields"] if not f.get("optional") or f["name"] in columns]
    return {**resource, "schema": {**schema, "fields": fields}}


def filled(rows: Iterable[Mapping[str, object]]) -> set[str]:
    """The columns that any of the rows has something in."""
    return {column for row in rows for column, value in row.items() if value not in (None, "")}
