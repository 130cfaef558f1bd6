"""The descriptor of a data package: who, which years, which files."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from . import given
from .files import Rejected, safe_relative
from .messages import Problem, shown
from .schema import REQUIRED, descriptors

_WORDS = r"[^\W\d_][^\W_]*(?:(?: - |[ .\-])[^\W_]+)*"
#: A name, maybe in several languages, maybe with the county: «Porsanger - Porsáŋgu», «Herøy (Nordland)».
_NAME = re.compile(rf"{_WORDS}(?: \({_WORDS}\))?")
_EXAMPLE = "Se datapackage.json i den medfølgende pakken bergen_2009."

#: The descriptor's keys, and what each of them says.
NOEKLER = (
    ("title", "navnet på pakken"),
    ("sources", "hvor tallene kommer fra; den første er kilden som vises"),
    ("nettverk", "hva nettverket heter"),
    ("kommune", "kommunen pakken handler om når ikke noe annet er valgt"),
    ("rapportaar", "rapportåret når ikke noe annet er valgt"),
    ("aar", "årene som har tall, stigende"),
    ("status", "endelig eller foreløpig"),
    ("foreloepige_aar", "årene som ikke er endelige"),
    ("statusmerknad", "hva som må sies om statusen"),
    ("oppdatert", "dagen tallene sist ble oppdatert, ÅÅÅÅ-MM-DD; står en nyere i filene, gjelder den"),
    ("oppdiktet", "true når tallene er oppdiktet; det står da på hvert ark"),
    ("resten", "samlingen som sammen med medlemmene er landet, som «Resten av landet»"),
    ("landet", "samlingen som er hele landet i kilden (EAK), som «Landet»; avvikene er fra den"),
    ("utenfor_oevrige", "medlemmer som holdes utenfor «øvrige ASSS», som Oslo"),
    ("resources", "filene"),
)


@dataclass(frozen=True)
class Metadata:
    """What the descriptor says of the whole package.

    A part that is missing or wrong is empty here (and is among the problems), so that the files
    can still be checked.
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
    resten: str = ""
    landet: str = ""
    utenfor_oevrige: tuple[str, ...] = ()
    oppdatert: str = ""


def is_name(text: str) -> bool:
    """Whether a text can be the name of a municipality, and so of a file."""
    # A Cyrillic «О», or a letter and its mark apart, would make two names that look the same.
    latin = all(unicodedata.name(c, "").startswith("LATIN ") for c in text if c.isalpha())
    plain = latin and unicodedata.normalize("NFKC", text) == text
    return plain and len(text) <= 60 and bool(_NAME.fullmatch(text))


class _Reader:
    """Takes the keys out of the descriptor and keeps what is wrong with them."""

    def __init__(self, raw: dict[str, Any], fil: str) -> None:
        self.raw, self.fil = raw, fil
        self.problems: list[Problem] = []

    def fault(self, key: str, melding: str, raad: str) -> None:
        self.problems.append(Problem(self.fil, None, key, melding, raad))

    def take(self, key: str, empty: Any, fits: bool, melding: str, raad: str) -> Any:
        """The value of a key where it is of the right kind; else nothing, and that is told."""
        if fits:
            return self.raw.get(key, empty)
        self.fault(key, melding, raad)
        return empty

    def text(self, key: str, required: bool = True) -> str:
        value = self.raw.get(key, None if required else "")
        fits = isinstance(value, str) and (bool(value.strip()) or not required) and len(value) <= 2000
        what = "Nøkkelen mangler eller er ikke en tekst."
        return str(self.take(key, "", fits, what, "Skriv en tekst i anførselstegn."))

    def texts(self, key: str) -> tuple[str, ...]:
        value: Any = self.raw.get(key, [])
        right = isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
        fits = right and len(set(value)) == len(value)
        what = "Nøkkelen skal være en liste med ulike tekster."
        return tuple(self.take(key, [], fits, what, 'Skriv for eksempel ["Oslo"].'))

    def flag(self, key: str) -> bool:
        fits = isinstance(self.raw.get(key, False), bool)
        return bool(self.take(key, False, fits, "Nøkkelen skal være true eller false.", "Rett verdien."))

    def date(self, key: str) -> str:
        value = self.text(key, required=False)
        fits, what = not value or is_date(value), f"{shown(value)} er ingen dato."
        return value if self.take(key, "", fits, what, "Skriv dagen som 2010-06-15.") else ""

    def years(self, key: str, required: bool) -> tuple[int, ...]:
        value: Any = self.raw.get(key, None if required else [])
        right = isinstance(value, list) and all(map(_is_year, value)) and value == sorted(set(value))
        what = "Årene mangler eller er ikke stigende årstall."
        fits = right and (bool(value) or not required)
        return tuple(self.take(key, [], fits, what, "Skriv for eksempel [2008, 2009]."))


def is_date(text: str) -> bool:
    """Whether a text is a day, ÅÅÅÅ-MM-DD."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100


def parse(text: str, fil: str) -> tuple[Metadata, dict[str, str], list[Problem]]:
    """The metadata, the path of each resource, and every problem."""
    try:
        raw = given.parse(text, fil)
    except Rejected as rejected:
        return Metadata(), {}, [rejected.problem]
    if not isinstance(raw, dict):
        return Metadata(), {}, [Problem(fil, None, None, "Filen er ikke en datapakke.", _EXAMPLE)]
    reader = _Reader(raw, fil)
    kommune = _kommune(reader)
    status = reader.text("status")
    if status and status not in ("endelig", "foreløpig"):
        reader.fault("status", f"{shown(status)} er ukjent.", "Skriv endelig eller foreløpig.")
    aar = reader.years("aar", required=True)
    metadata = Metadata(
        tittel=reader.text("title"),
        nettverk=reader.text("nettverk", required=False) or "Nettverket",
        kommune=kommune,
        rapportaar=_report_year(reader, aar),
        aar=aar,
        status=status,
        statusmerknad=reader.text("statusmerknad", required=False),
        kilde=_source(reader),
        oppdiktet=reader.flag("oppdiktet"),
        foreloepige_aar=_preliminary(reader, aar),
        resten=reader.text("resten", required=False),
        landet=reader.text("landet", required=False),
        utenfor_oevrige=reader.texts("utenfor_oevrige"),
        oppdatert=reader.date("oppdatert"),
    )
    return metadata, _resources(reader), reader.problems


def _kommune(reader: _Reader) -> str:
    kommune = reader.text("kommune")
    if kommune and not is_name(kommune):
        advice = "Bruk bare bokstaver, mellomrom og bindestrek."
        reader.fault("kommune", f"{shown(kommune)} er ikke et kommunenavn.", advice)
        return ""
    return kommune


def _report_year(reader: _Reader, aar: tuple[int, ...]) -> int:
    found = reader.raw.get("rapportaar")
    if not _is_year(found):
        told = "Rapportåret mangler eller er ikke et årstall."
        reader.fault("rapportaar", told, "Skriv for eksempel 2009.")
        return 0
    if aar and found not in aar:
        reader.fault("rapportaar", f"{found} er ikke blant årene i aar.", "Legg året til i listen.")
    return int(found)  # type: ignore[arg-type]


def _preliminary(reader: _Reader, aar: tuple[int, ...]) -> tuple[int, ...]:
    found = reader.years("foreloepige_aar", required=False)
    other = [year for year in found if aar and year not in aar]
    if other:
        reader.fault("foreloepige_aar", f"{other[0]} er ikke blant årene i aar.", "Rett årene.")
    return found


def _source(reader: _Reader) -> str:
    sources = reader.raw.get("sources")
    if isinstance(sources, list) and sources and isinstance(sources[0], dict):
        title = sources[0].get("title")
        if isinstance(title, str) and 0 < len(title.strip()) <= 500:
            return title.strip()
    reader.fault("sources", "Kilden mangler.", "Skriv minst én kilde med title.")
    return ""


def _resources(reader: _Reader) -> dict[str, str]:
    """The path of each known resource; every other thing is a fault."""
    known = [d["name"] for d in descriptors()]
    resources = reader.raw.get("resources")
    if not isinstance(resources, list) or not all(isinstance(r, dict) for r in resources):
        reader.fault("resources", "Listen over filer mangler.", _EXAMPLE)
        return {}
    paths: dict[str, str] = {}
    for resource in resources:
        name = resource.get("name")
        if name not in known:
            advice = f"Bruk navnene {', '.join(known)}."
            reader.fault("resources", f"Ressursen {shown(name)} er ukjent.", advice)
        elif name in paths:
            reader.fault("resources", f"Ressursen {name} står flere ganger.", "Behold bare én.")
        else:
            paths[name] = _path(reader, name, resource)
    for name in REQUIRED:
        if name not in paths:
            reader.fault("resources", f"Ressursen {name} mangler.", f"Legg til {name}.csv i pakken.")
    return paths


def _path(reader: _Reader, name: str, resource: dict[str, Any]) -> str:
    usable = None if "data" in resource else safe_relative(resource.get("path"))
    if usable is None:
        told = f"Ressursen {name} peker ikke på en fil i mappen: {shown(resource.get('path'))}."
        reader.fault("resources", told, "Skriv filnavnet, uten nettadresse, «..» eller full sti.")
    encoding = str(resource.get("encoding", "utf-8")).lower().replace("_", "-")
    if encoding not in ("utf-8", "utf8"):
        reader.fault("resources", f"Ressursen {name} er ikke UTF-8.", "Lagre filen som UTF-8.")
    if resource.get("format", "csv") != "csv" or "compression" in resource:
        reader.fault("resources", f"Ressursen {name} er ikke en ren CSV-fil.", "Lagre den som CSV.")
    return usable or ""
