"""The descriptor of a data package: who, which years, which files.

Its keys are declared in `pakkenoekler.csv`: the field of `Metadata`, the kind of value, whether a package
must have it, what several sources joined have (`lik`: they say the same, `alle`: all that any says,
`foerste`: what the first says), and what it is.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from asss_xl.catalogue import rows

from .. import files
from ..cells.values import STATUS_OF_MARK
from ..files import safe_relative
from ..messages import DatasetError, Problem, fault
from ..schema import HERE, REQUIRED, descriptors

_WORDS = r"[^\W\d_][^\W_]*(?:(?: - |[ .\-])[^\W_]+)*"
#: A name, maybe in several languages, maybe with the county: «Porsanger - Porsáŋgu», «Herøy (Nordland)».
_NAME = re.compile(rf"{_WORDS}(?: \({_WORDS}\))?")

#: What the command line calls all municipalities and none: nobody's name, as no word for a missing figure is.
ALL, NONE = "all", "none"
#: Characters of a text that a key can hold.
_LONGEST = 2000
_TAKEN = {ALL, NONE, *STATUS_OF_MARK}

#: The descriptor's keys, in order, and what each of them says.
KEYS = rows("pakkenoekler", HERE)


def joined_by(how: str) -> list[str]:
    """The keys that several sources joined have in one way."""
    return [key["noekkel"] for key in KEYS if how in key["sammen"].split()]


@dataclass(frozen=True)
class Metadata:
    """What the descriptor says of the whole package.

    `status` is `endelig` or `foreløpig`; `foreloepige_aar` are the years that are not final; `oppdiktet`:
    the figures are invented. A part that is missing or wrong is empty here (and is among the problems),
    so that the files can still be checked.
    """

    tittel: str = ""
    nettverk: str = ""
    kommune: str = ""
    rapportaar: int = 0
    aar: tuple[int, ...] = ()
    status: str = ""
    statusmerknad: str = ""
    kilde: str = ""
    oppdiktet: bool = False
    foreloepige_aar: tuple[int, ...] = ()
    #: The collection that together with the members is the country; empty: there is none.
    resten: str = ""
    #: The collection that is the whole country by the source's own figures; empty: they are added up.
    landet: str = ""
    #: Members that are left out of «øvrige ASSS» (besides the municipality itself).
    utenfor_oevrige: tuple[str, ...] = ()
    #: The day when the figures were last updated, ÅÅÅÅ-MM-DD; empty: nobody says.
    oppdatert: str = ""
    #: What the package calls itself.
    pakke: str = field(default="", compare=False)
    #: The input books it is joined of: the first of them gave it its name in workbooks made before.
    boeker: tuple[str, ...] = field(default=(), compare=False)
    #: The sheets that somebody has deleted from the input books, each with its book.
    slettet: tuple[str, ...] = field(default=(), compare=False)


def descriptor_of(meta: Metadata) -> dict[str, Any]:
    """The keys of a descriptor that says the same of a package."""
    made: dict[str, Any] = {"name": meta.pakke}
    for key in KEYS:
        if key["felt"] and (value := getattr(meta, key["felt"])):
            source = key["slag"] == "kilde"
            made[key["noekkel"]] = (
                [{"title": value}] if source else [*value] if isinstance(value, tuple) else value
            )
    return made


def is_name(text: str) -> bool:
    """Whether a text can be the name of a municipality, and so of a file."""
    # A Cyrillic «О», or a letter and its mark apart, would make two names that look the same.
    latin = all(unicodedata.name(c, "").startswith("LATIN ") for c in text if c.isalpha())
    plain = latin and unicodedata.normalize("NFKC", text) == text
    return plain and text.casefold() not in _TAKEN and len(text) <= 60 and bool(_NAME.fullmatch(text))


def is_date(text: str) -> bool:
    """Whether a text is a day, ÅÅÅÅ-MM-DD."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _are_texts(value: object) -> bool:
    right = isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
    return right and len(set(value)) == len(value)  # type: ignore[arg-type, call-overload]


def _are_years(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_year, value)) and value == sorted(set(value))


def _is_source(value: object) -> bool:
    title = value[0].get("title") if isinstance(value, list) and value and isinstance(value[0], dict) else 0
    return isinstance(title, str) and 0 < len(title.strip()) <= 500


#: By kind: what there is when it is missing or wrong, whether a value is of the kind, and the field's value.
_KINDS: dict[str, tuple[Any, Callable[[Any], bool], Callable[[Any], Any]]] = {
    "tekst": ("", _is_text, str),
    "dato": ("", lambda text: _is_text(text) and (not text or is_date(text)), str),
    "navn": ("", lambda text: _is_text(text) and (not text or is_name(text)), str),
    "status": ("", lambda text: text in ("", "endelig", "foreløpig"), str),
    "tekster": ([], _are_texts, tuple),
    "flagg": (False, lambda value: isinstance(value, bool), bool),
    "aarstall": (0, _is_year, int),
    "aarsliste": ([], _are_years, tuple),
    "kilde": ([], _is_source, lambda value: value[0]["title"].strip() if value else ""),
}


class _Reader:
    """Takes the keys out of the descriptor and keeps what is wrong with them."""

    def __init__(self, raw: dict[str, Any], fil: str) -> None:
        self.raw, self.fil = raw, fil
        self.problems: list[Problem] = []

    def fault(self, key: str, which: str, *values: object) -> None:
        self.problems.append(Problem(self.fil, None, key, *fault(which, *values)))

    def field(self, key: str, kind: str, must: bool) -> Any:
        """The value of a key where it is of the right kind; else nothing, and that is told."""
        empty, fits, made = _KINDS[kind]
        value = self.raw.get(key, None if must else empty)
        blank = must and (not value.strip() if isinstance(value, str) else value in (None, []))
        if not blank and fits(value):
            return made(value)
        plain = isinstance(empty, str) and (blank or not _is_text(value))
        too_long = isinstance(value, str) and len(value) > _LONGEST
        self.fault(key, "for_lang" if too_long else f"noekkel_{'tekst' if plain else kind}", value, _LONGEST)
        return made(empty)


def parse(text: str, fil: str) -> tuple[Metadata, dict[str, str], list[Problem]]:
    """The metadata, the path of each resource, and every problem."""
    try:
        raw = files.as_json(text, fil)
    except DatasetError as error:
        return Metadata(), {}, error.problemer
    if not isinstance(raw, dict):
        return Metadata(), {}, [Problem(fil, None, None, *fault("ikke_pakke"))]
    reader = _Reader(raw, fil)
    said = {k["felt"]: reader.field(k["noekkel"], k["slag"], k["maa"] == "ja") for k in KEYS if k["felt"]}
    said |= {"nettverk": said["nettverk"] or "Nettverket", "pakke": str(raw.get("name", ""))}
    metadata = Metadata(**said)
    years = metadata.aar
    if years and metadata.rapportaar not in (0, *years):
        reader.fault("rapportaar", "aar_utenfor", metadata.rapportaar, "Legg året til i listen.")
    if years and (other := [year for year in metadata.foreloepige_aar if year not in years]):
        reader.fault("foreloepige_aar", "aar_utenfor", other[0], "Rett årene.")
    return metadata, _resources(reader), reader.problems


def _resources(reader: _Reader) -> dict[str, str]:
    """The path of each known resource; every other thing is a fault."""
    known = [d["name"] for d in descriptors()]
    resources = reader.raw.get("resources")
    if not isinstance(resources, list) or not all(isinstance(r, dict) for r in resources):
        reader.fault("resources", "uten_filer")
        return {}
    paths: dict[str, str] = {}
    for resource in resources:
        name = resource.get("name")
        if name not in known:
            reader.fault("resources", "ukjent_ressurs", name, known)
        elif name in paths:
            reader.fault("resources", "ressurs_flere_ganger", name)
        else:
            paths[name] = _path(reader, name, resource)
    for name in REQUIRED:
        if name not in paths:
            reader.fault("resources", "ressurs_mangler", name)
    return paths


def _path(reader: _Reader, name: str, resource: dict[str, Any]) -> str:
    usable = None if "data" in resource else safe_relative(resource.get("path"))
    if usable is None:
        reader.fault("resources", "ressurs_utenfor", name, resource.get("path"))
    encoding = str(resource.get("encoding", "utf-8")).lower().replace("_", "-")
    if encoding not in ("utf-8", "utf8"):
        reader.fault("resources", "ressurs_utf8", name)
    if resource.get("format", "csv") != "csv" or "compression" in resource:
        reader.fault("resources", "ressurs_csv", name)
    return usable or ""
