"""How a column is declared: once, as a field of the record that a row becomes.

What a column may hold follows from its declaration: the Table Schema that a package is held
against, the page about packages, the input workbook's headings and lists.
"""

from __future__ import annotations

import dataclasses
from typing import Any

Descriptor = dict[str, Any]

#: What kind of fact a row is. `endelig`/`foreløpig`: as published so far. `publisert`: printed as
#: it stands. `kildeavvik`: printed, but the source contradicts itself about it (see `merknad`).
#: `tvilsom`: the reading is uncertain. The last five have no figure, and are five different
#: things: no data; withheld (confidential); not applicable to the municipality; the definition
#: is not valid that year; the source does not print it.
MED_VERDI = ("endelig", "foreløpig", "publisert", "kildeavvik", "tvilsom")
UTEN_VERDI = ("mangler", "skjermet", "ikke_aktuelt", "gjelder_ikke", "ikke_oppgitt")
STATUSER = MED_VERDI + UTEN_VERDI
#: What a cell shows where a figure is missing, by status.
MANGLER_TEKST = {
    "mangler": "Ikke data",
    "skjermet": "Skjermet",
    "ikke_aktuelt": "Ikke aktuelt",
    "gjelder_ikke": "Gjelder ikke året",
    "ikke_oppgitt": "Ikke data",
}

#: What an indicator measures. Only `utgift` can stand for what a service spends.
MAALER = ("utgift", "behov", "pris", "dekning", "kvalitet")
GRUPPER = (
    "Prioritering/behov",
    "Dekningsgrader",
    "Produktivitet/enhetskostnad",
    "Utfyllende indikatorer",
    "Kvalitet",
)

REFERANSER = ("snitt", "lavest", "høyest")
#: Whom a stated figure is about: the municipality, a reference, or the difference between them.
AKTOERER = ("kommune", "oevrige", "resten", "landet", "kommune_minus_oevrige", "kommune_minus_landet")
#: What an amount by KOSTRA function is: net and gross operating spending, and what is in them.
ARTER = ("netto", "brutto", "avskrivninger", "pensjon", "arbeidsgiveravgift")
#: National figures by year, in percent.
NASJONALE = ("kostnadsdeflator", "aarsloennsvekst")
ENHETSSLAG = ("kommune", "samlet")

#: The words a finding may use for its direction.
RETNINGER = (
    "over",
    "under",
    "paa_snitt",
    "hoyest",
    "nest_hoyest",
    "tredje_hoyest",
    "lavest",
    "nest_lavest",
    "tredje_lavest",
    "blant_laveste",
    "hoy",
    "lav",
    "endring_opp",
    "endring_ned",
)

#: How a figure in a text comes from others: what `vitner` may say.
REGNESTYKKER = ("sum", "differanse", "produkt", "forhold", "vekst")

#: Columns that packages had, and that never changed anything: they are read past.
RETIRED = {"uten_premieavvik"}
#: The column of reconciled figures; nobody types them.
RECONCILED = "avstemt"


def _column(kind: str, title: str, optional: bool, **constraints: Any) -> Any:
    """A field of a dataclass, with what its column may hold; `optional`: a file may be without it."""
    column: Descriptor = {"type": kind, "description": title}
    if kind == "boolean":
        column |= {"trueValues": ["ja"], "falseValues": ["nei"]}
    if constraints.pop("must", False):
        constraints["required"] = True
    if kind == "string" and "enum" not in constraints:
        constraints.setdefault("maxLength", 1000)
    if constraints:
        column["constraints"] = constraints
    if optional:
        column["optional"] = True
        return dataclasses.field(default=None, kw_only=True, metadata={"column": column})
    return dataclasses.field(metadata={"column": column})


def renamed(name: str, column: Any) -> Any:
    """A field whose column has another name than the field."""
    return dataclasses.field(metadata={"column": {"name": name, **column.metadata["column"]}})


def part() -> Any:
    """A field that is no column: it is made of the rows of another file."""
    return dataclasses.field()


def text(title: str, optional: bool = False, **constraints: Any) -> Any:
    return _column("string", title, optional, **constraints)


def choice(title: str, among: tuple[str, ...], **constraints: Any) -> Any:
    return _column("string", title, False, enum=list(among), **constraints)


def whole(title: str, low: int, high: int, optional: bool = False, **constraints: Any) -> Any:
    return _column("integer", title, optional, minimum=low, maximum=high, **constraints)


def number(title: str, optional: bool = False, **constraints: Any) -> Any:
    return _column("number", title, optional, **constraints)


def flag(title: str, **constraints: Any) -> Any:
    return _column("boolean", title, False, **constraints)


# -- columns that several files have --------------------------------------------------------------


def year(title: str = "Året tallet gjelder", **constraints: Any) -> Any:
    return whole(title, 1900, 2100, **constraints)


def page(title: str = "Side i kilden") -> Any:
    return whole(title, 1, 9999)


def decimals() -> Any:
    return whole("Antall trykte desimaler; gir avrundingen (−1: hele tiere). Tomt: ikke avrundet", -6, 9)


def reconciled() -> Any:
    """Raw figures are not reconciled: their files are without it."""
    return number(
        "Det avstemte tallet: innenfor avrundingen av det trykte, og slik at utregningen gir de andre "
        "trykte tallene. Kolonnen kan utelates",
        optional=True,
    )


def place(title: str, **constraints: Any) -> Any:
    """The place of a row in the report."""
    return whole(title, 1, 999, unique=True, must=True, **constraints)


def service(must: bool = True) -> Any:
    return text("Nøkkel for tjenesten", pattern="[a-z0-9_]+", maxLength=40, must=must)


def indicator(must: bool = True) -> Any:
    return whole("Indikatorens nummer i profilen", 1, 999, must=must)


def municipality() -> Any:
    return text("Kommunen, med navnet den har i kommuner.csv", maxLength=60, must=True)


def note(optional: bool = False) -> Any:
    return text(
        f"Forbehold, lesevalg og kjente feil i kilden{optional * '. Kolonnen kan utelates'}", optional
    )


def status() -> Any:
    return choice("Tallets status", STATUSER, must=True)


def pedigree() -> dict[str, Any]:
    """Where a figure comes from: status, source, when it was last updated, remark."""
    return {
        "status": status(),
        "kilde": text("Hvor tallet er hentet: tabell i Statistikkbanken eller annen kilde"),
        "oppdatert": text("Når kilden sist var oppdatert, ÅÅÅÅ-MM-DD"),
        "merknad": note(),
    }


def of(fields: dict[str, Any] | type) -> list[Descriptor]:
    """The columns of a record, or of named fields, as Table Schema has them."""
    listed = (
        fields.items()
        if isinstance(fields, dict)
        else ((f.name, f) for f in dataclasses.fields(fields) if "column" in f.metadata)
    )
    return [{"name": name, **field.metadata["column"]} for name, field in listed]
