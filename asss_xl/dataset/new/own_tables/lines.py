"""The lines of a package that a table can have figures for, and every text that each is known by.

A name is known exactly, or by a synonym in `synonymer.csv`; a name that two lines share is neither's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from asss_xl.catalogue import rows

from ... import kommunenavn
from ...alder import ages_of
from ...grouping import grouped
from ...poster import POSTER, UTREGNEDE
from ...schema import ARTER, OPPSLAG
from ..template import NewPackage, NewRow

_FIELDS = ("regnskap", "balanse", "beloep", "verdier", "innbyggere", "nasjonale", "kriterieverdier")
#: What the lines of each file of the package are known by.
LINE_KEYS = {
    fil: tuple(column for column in key if column not in ("kommune", "aar", "sektor"))
    for fil, key in map(OPPSLAG.__getitem__, _FIELDS)
}
AMOUNTS = ("regnskap", "balanse", "beloep")
#: Ages that are some of those in a group of the package, by the first and the last.
SOME_AGES = "alder"
#: A code of StatBank's kinds of income and spending, alone or before its name.
_CODED = re.compile(r"(a[a-z]{0,3}\d{1,4})(?:[\s.:-]+(.+))?")
#: The tables whose kinds they are, and that links to them are read from.
_KINDS_TABLES = ("12367", "13551")
#: A line that others make; the package does not take it.
COMPUTED = "utregnet"
#: A synonym that is not quite the line of the accounts: what its source has with it.
UNCLEAR = "uklar"


@dataclass(frozen=True)
class Line:
    """A line of the package; `unit` is the one that its figures have there, `name` an indicator's.

    `fine` where it is shown with so many decimals that it may be less than one percent.
    """

    label: str
    resource: str
    key: tuple[str, ...]
    unit: str = ""
    name: str = ""
    fine: bool = False


@dataclass(frozen=True)
class Synonym:
    """What a declared synonym stands for, and the unit that its source always has."""

    label: str
    unit: str


class LineNames:
    """Every line by label and by name, and the kinds of amount (`arter`) by theirs."""

    def __init__(self, made: NewPackage) -> None:
        self.by_label: dict[str, Line] = {}
        self.functions: dict[str, str] = {
            str(row["funksjon"]): str(row["navn"]) for row in made.rows.get("funksjoner", [])
        }
        named = grouped((kommunenavn.as_name(name), number) for number, name in self.functions.items())
        #: The number of each function by its name; of a name that two have, none.
        self.numbers = {name: numbers[0] for name, numbers in named.items() if len(numbers) == 1}
        #: The names of services, sectors and functions.
        self.services = {
            kommunenavn.as_name(str(row[column]))
            for name, column in (("tjenester", "navn"), ("sektorer", "sektor"), ("funksjoner", "navn"))
            for row in made.rows.get(name, [])
        }
        self.units: frozenset[str] = frozenset(
            str(row.get("enhet") or "").casefold() for row in made.rows.get("indikatorer", [])
        ) - {""}
        self._names: dict[str, str] = {}
        #: Each name as a person writes it.
        self.written: dict[str, str] = {}
        self.arter: dict[str, Synonym] = {f"art {art}": Synonym(art, "") for art in ARTER}
        self.synonym_units: dict[str, str] = {}
        #: Names that are almost a line, with the line and what makes them another.
        self.unclear: dict[str, tuple[str, str]] = {}
        self._label([*_lines(made)])
        self._declared()
        #: The groups of ages, by what they are of.
        self.age_groups = {
            ages: line
            for line in self.by_label.values()
            if line.resource == "innbyggere" and (ages := ages_of(line.key[0]))
        }

    def _label(self, lines: list[tuple[Line, tuple[str, ...]]]) -> None:
        """Each line by its label, and by each of its names that no other line has."""
        shared: set[str] = set()
        for line, names in lines:
            self.by_label.setdefault(line.label, line)
            for name in names:
                self.written.setdefault(kommunenavn.as_name(name), name[:1].upper() + name[1:])
            for name in {*map(kommunenavn.as_name, names), line.label.casefold()}:
                if self._names.setdefault(name, line.label) != line.label:
                    shared.add(name)
        for key, name in UTREGNEDE.items():
            self._name(name, f"{COMPUTED}/{key}")
            self.written.setdefault(kommunenavn.as_name(name), name)
        #: Names that several lines have, with all of theirs.
        self.several = grouped(
            (name, line.label)
            for line, names in lines
            for name in map(kommunenavn.as_name, names)
            if name in shared
        )
        for name in shared:
            del self._names[name]

    def _declared(self) -> None:
        for row in rows("synonymer", Path(__file__).parent):
            name = kommunenavn.as_name(row["navn"])
            self.written.setdefault(name, row["navn"])
            kind, _, key = row["linje"].partition("/")
            if kind == UNCLEAR:
                self.unclear[name] = (key, row["kilde"])
            elif kind == "art":
                self.arter[name] = Synonym(key, row["enhet"])
            elif row["linje"] in self.by_label or kind == COMPUTED:
                self._name(name, row["linje"])
                if row["enhet"]:
                    self.synonym_units[name] = row["enhet"]

    def _name(self, name: str, label: str) -> None:
        """Known by the name, and by the label that a mapping is written with."""
        for known in (kommunenavn.as_name(name), label):
            self._names.setdefault(known, label)

    def find(self, text: str) -> str:
        """The label of the line that has exactly this name; nothing when none or several have it."""
        return self._names.get(kommunenavn.as_name(text), "")

    @property
    def names(self) -> Iterable[str]:
        return self._names

    def coded(self, text: str) -> tuple[str, str]:
        """A kind's code and the name after it; empty where the text has none."""
        found = _CODED.fullmatch(text)
        return (found[1], found[2] or "") if found else ("", "")

    def group_of(self, ages: tuple[int, int]) -> Line | None:
        """The group of the package that all of the ages are in."""
        inside = (each for each in self.age_groups if each[0] <= ages[0] and ages[1] <= each[1])
        return self.age_groups.get(next(inside, (-1, -1)))

    def of_function(self, function: str, art: str) -> str:
        label = f"beloep/{function}/{art}"
        return label if label in self.by_label else ""


@cache
def kinds_by_code() -> Mapping[str, frozenset[str]]:
    """What each of StatBank's codes of a kind is: a kind of amount, a line of the accounts, or both."""
    return {
        code: frozenset(found)
        for code, found in grouped(
            (
                str(row["uttrykk"]).casefold(),
                str(row["noekkel"]) if row["til"] == "beloep" else f"regnskap/{row['noekkel']}",
            )
            for row in rows("koblinger")
            if row["tabell"] in _KINDS_TABLES
            and row["bekreftet"] == "ja"
            and row["dimensjon"] == "KOKart0000"
            and row["til"] in ("beloep", "regnskap")
        ).items()
        if _CODED.fullmatch(code)
    }


def _lines(made: NewPackage) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """Each line with its names."""
    services = {str(r["tjeneste"]): str(r["navn"]) for r in made.rows.get("tjenester", [])}
    indicators = {(str(r["tjeneste"]), str(r["nr"])): r for r in made.rows.get("indikatorer", [])}
    seen: set[tuple[str, ...]] = set()
    for resource, columns in LINE_KEYS.items():
        for row in made.rows.get(resource, []):
            key = tuple(str(row[column]) for column in columns)
            if (resource, *key) in seen:
                continue
            seen.add((resource, *key))
            if resource == "indikatorverdier":
                yield _indicator(key, indicators[key[0], key[1]], services)
            else:
                unit = "prosent" if resource == "nasjonale" else ""
                yield Line(f"{resource}/{'/'.join(key)}", resource, key, unit), _names(resource, key)


def _names(resource: str, key: tuple[str, ...]) -> tuple[str, ...]:
    if resource == "regnskap":
        return (POSTER.get(key[0], key[0]),)
    if resource == "balanse":
        return f"konto {key[0]}", f"kapittel {key[0]}"
    if resource == "innbyggere":
        ages = {key[0], re.sub(r" ?\+$", " og over", key[0]), re.sub(r" år ?\+$", "+ år", key[0])}
        return tuple(
            f"{what}{age}"
            for age in ages
            for what in ("innbyggere ", "antall innbyggere ", "folketall ", "folkemengde ", "innbyggjarar ")
        )
    if resource == "kriterieverdier":
        # A criterion has the name of what it counts; only as an index is it itself.
        return f"indeks {key[0]}", f"kriterieindeks {key[0]}"
    return key if resource == "nasjonale" else ()


def _indicator(
    key: tuple[str, ...], row: Mapping[str, object], services: Mapping[str, str]
) -> tuple[Line, tuple[str, ...]]:
    short = str(row["kortnavn"])
    unit, name = str(row.get("enhet") or ""), str(row["indikator"])
    fine = str(row.get("vis_desimaler") or "0") not in ("0", "1")
    line = Line(f"indikatorverdier/{key[0]}/{short}", "indikatorverdier", key, unit, name, fine)
    return line, (name, f"{services.get(key[0], '')} {short}", f"{key[0]}/{short}", short)


def rows_by_key(made: NewPackage) -> dict[tuple[str, ...], NewRow]:
    """Where each figure goes: by file, key, municipality and year."""
    return {
        (resource, *(str(row[c]) for c in columns), str(row.get("kommune", "")), str(row["aar"])): row
        for resource, columns in LINE_KEYS.items()
        for row in made.rows.get(resource, [])
    }
