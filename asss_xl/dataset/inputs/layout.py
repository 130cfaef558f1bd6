"""The sheets of an input workbook: the package's schema, with headings for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from ..poster import POSTER
from ..schema import ARTER, FIGURES, NASJONALE, RECONCILED, declared, descriptors

#: The package's own keys, one on a line.
ABOUT = "Om pakken"
GUIDE, LISTS = "Veiledning", "Lister"
#: The headings of the lists of choices, and of the sheets out of sight that figures are read by.
CHOICES = WORDS, PLACES, YEARS, HELD = "Mangler", "Kommuner", "År", "Ark"
#: Kept out of sight: they say how a source printed a figure.
HIDDEN = ("side", "desimaler", "korreksjon", "side_figur", "side_nettverk")
#: The row with the headings of a sheet to fill in.
HEADING = 5
#: Sheets that are not figures; «Utfylling» is in workbooks made before.
OTHER = (GUIDE, "Utfylling", LISTS)
#: A sheet whose name begins so is the writer's own and is not read.
NOTAT = "Notat"
#: Filled in without any rows beforehand.
CORRECTIONS = "korreksjoner"
#: The status of a row that has no figure in its year, so that nobody is asked for it.
NOT_ASKED = "gjelder_ikke"
ART = "art"
AMOUNT_FIELD = "beloep"
UNITS, _NAME = "Enhet", "Navn"


def figures(resource: str) -> tuple[str, ...]:
    """The columns that a row is there for; with none of them filled in it says nothing."""
    return FIGURES.get(resource, ())


def is_filled_in(resource: str) -> bool:
    """Whether someone fills in the sheet; the others say what the figures are of."""
    return bool(figures(resource)) or resource == CORRECTIONS


class Column(NamedTuple):
    """A column of a sheet; `art` where the sheet has a column for each kind of amount."""

    name: str
    heading: str
    spec: dict[str, Any]
    art: str = ""

    @property
    def is_help(self) -> bool:
        return not self.name


class Layout(NamedTuple):
    """One sheet: the file of the package that it stands for, and its columns in order."""

    resource: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    fields: tuple[dict[str, Any], ...]
    key: tuple[str, ...]

    @property
    def wide(self) -> bool:
        """Whether a row has several amounts, a column each."""
        return any(column.art for column in self.columns)

    def needed(self, column: Column) -> bool:
        """Whether the sheet is of no use without the column."""
        required = column.spec.get("constraints", {}).get("required", False)
        figure = not self.wide and column.name in figures(self.resource)[:1]
        return figure or column.name in self.key or (required and column.name != "status")


def heading(name: str) -> str:
    """A name of the schema as people write it: `rekkefoelge` is «Rekkefølge»."""
    text = name.replace("_", " ").replace("ae", "æ").replace("oe", "ø").replace("aa", "å")
    return text[:1].upper() + text[1:]


def alike(text: object) -> str:
    """What makes two headings or names of sheets the same one."""
    return " ".join(str(text).replace("_", " ").split()).casefold()


#: The headings of the columns that are kept out of sight.
OUT_OF_SIGHT = frozenset(map(heading, HIDDEN))


def shown_names(resource: str, services: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """What people see for the package's keys, by column, on a sheet that somebody fills in."""
    named: dict[str, Mapping[str, str]] = {"tjeneste": services}
    if resource in ("regnskap", CORRECTIONS):
        named["post"] = POSTER
    elif resource == "nasjonale":
        named["stoerrelse"] = {key: heading(key) for key in NASJONALE}
    return named if is_filled_in(resource) else {}


@cache
def layouts() -> tuple[Layout, ...]:
    """Every sheet, in the package's order."""
    return tuple(_layout(resource) for resource in descriptors())


def is_input_book(names: Iterable[str]) -> bool:
    """Whether sheets with these names are those of an input workbook."""
    return {GUIDE, ABOUT, LISTS} <= set(names)


def layout(resource: str) -> Layout:
    return next(found for found in layouts() if found.resource == resource)


def _layout(resource: dict[str, Any]) -> Layout:
    name, schema = resource["name"], resource["schema"]
    columns: list[Column] = []
    for spec in schema["fields"]:
        if spec["name"] == RECONCILED or (name == AMOUNT_FIELD and spec["name"] == ART):
            continue
        if name == AMOUNT_FIELD and spec["name"] == AMOUNT_FIELD:
            columns += [Column(AMOUNT_FIELD, heading(art), spec, art) for art in ARTER]
        else:
            columns.append(Column(spec["name"], heading(spec["name"]), spec))
        # Columns that help the one who fills in, after the column they explain; only the unit is read.
        columns += [Column("", told, {}) for told in declared(name, spec["name"])["hjelp"].split("|") if told]
    fields, key = tuple(schema["fields"]), tuple(schema["primaryKey"])
    return Layout(name, heading(name), resource["title"], tuple(columns), fields, key)
