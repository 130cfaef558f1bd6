"""The descriptor of a data package: who, which years, which files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from .files import safe_relative
from .messages import Problem, shown
from .schema import OPTIONAL, descriptors

_NAME = re.compile(r"[^\W\d_][^\W_]*(?:[ .\-][^\W_]+)*")


@dataclass(frozen=True)
class Metadata:
    """What the descriptor says of the whole package.

    A part that is missing or wrong is empty here (and is among the problems), so that the files
    can still be checked.
    """

    tittel: str
    kommune: str
    rapportaar: int
    aar: tuple[int, ...]
    status: str
    statusmerknad: str
    kilde: str
    medlemmer: tuple[str, ...]
    kildemerknader: tuple[str, ...]


def parse(text: str, fil: str) -> tuple[Metadata | None, dict[str, str], list[Problem]]:
    """The metadata, the path of each resource, and every problem.

    There is no metadata without a usable municipality: the checks of the files hang on its name.
    """
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        return (
            None,
            {},
            [
                Problem(
                    fil, line, None, "Fila er ikke gyldig JSON.", "Rett den, eller hent på nytt."
                )
            ],
        )
    if not isinstance(raw, dict):
        return (
            None,
            {},
            [
                Problem(
                    fil,
                    None,
                    None,
                    "Fila er ikke en datapakke.",
                    "Den skal ha nøklene fra bergen_2009, blant andre kommune, aar og resources.",
                )
            ],
        )
    problems: list[Problem] = []

    def fault(key: str, melding: str, raad: str) -> None:
        problems.append(Problem(fil, None, key, melding, raad))

    def text_of(key: str, required: bool = True) -> str:
        value = raw.get(key, None if required else "")
        if not isinstance(value, str) or (required and not value.strip()) or len(value) > 2000:
            fault(
                key, "Nøkkelen mangler eller er ikke en tekst.", "Skriv en tekst i anførselstegn."
            )
            return ""
        return value

    def texts_of(key: str, required: bool) -> tuple[str, ...]:
        value = raw.get(key, None if required else [])
        if (
            not isinstance(value, list)
            or (required and not value)
            or not all(isinstance(v, str) and v.strip() for v in value)
            or len(set(value)) != len(value)
        ):
            fault(
                key,
                "Nøkkelen skal være en liste med ulike tekster.",
                'Skriv for eksempel ["Bergen"].',
            )
            return ()
        return tuple(value)

    def is_year(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100

    kommune = text_of("kommune")
    if kommune and (not _NAME.fullmatch(kommune) or len(kommune) > 60):
        fault(
            "kommune",
            f"{shown(kommune)} er ikke et kommunenavn.",
            "Bruk bare bokstaver, mellomrom og bindestrek.",
        )
    if kommune in ("snitt", "lavest", "høyest"):
        fault("kommune", f"{shown(kommune)} er et reservert ord.", "Skriv kommunens navn.")
    tittel, status_note = text_of("title"), text_of("statusmerknad", required=False)
    status = text_of("status")
    if status and status not in ("endelig", "foreløpig"):
        fault("status", f"{shown(status)} er ukjent.", "Skriv endelig eller foreløpig.")
    medlemmer = texts_of("medlemmer", required=True)
    if medlemmer and kommune and kommune not in medlemmer:
        fault("medlemmer", f"{kommune} er ikke blant medlemmene.", "Legg kommunen til i lista.")
    notes = texts_of("kildemerknader", required=False)
    aar = raw.get("aar")
    if (
        not isinstance(aar, list)
        or not aar
        or not all(map(is_year, aar))
        or aar != sorted(set(aar))
    ):
        fault(
            "aar",
            "Årene mangler eller er ikke stigende årstall.",
            "Skriv for eksempel [2008, 2009].",
        )
        aar = []
    rapportaar = raw.get("rapportaar")
    if not is_year(rapportaar):
        fault(
            "rapportaar",
            "Rapportåret mangler eller er ikke et årstall.",
            "Skriv for eksempel 2009.",
        )
    elif aar and rapportaar not in aar:
        fault("rapportaar", f"{rapportaar} er ikke blant årene i aar.", "Legg året til i lista.")
    kilde = _source(raw.get("sources"))
    if not kilde:
        fault("sources", "Kilden mangler.", "Skriv minst én kilde med title.")
    paths = _resources(raw.get("resources"), fault)
    if any(p.kolonne == "kommune" for p in problems):
        return None, paths, problems
    metadata = Metadata(
        tittel,
        kommune,
        rapportaar if isinstance(rapportaar, int) else 0,
        tuple(aar),
        status,
        status_note,
        kilde,
        medlemmer,
        notes,
    )
    return metadata, paths, problems


def _source(sources: Any) -> str:
    if isinstance(sources, list) and sources and isinstance(sources[0], dict):
        title = sources[0].get("title")
        if isinstance(title, str) and len(title) <= 500:
            return title.strip()
    return ""


def _resources(resources: Any, fault: Any) -> dict[str, str]:
    """The path of each known resource; every other thing is a fault."""
    known = [d["name"] for d in descriptors("")]
    if not isinstance(resources, list) or not all(isinstance(r, dict) for r in resources):
        fault("resources", "Lista over filer mangler.", "Se resources i bergen_2009.")
        return {}
    paths: dict[str, str] = {}
    for resource in resources:
        name = resource.get("name")
        if name not in known:
            fault(
                "resources",
                f"Ressursen {shown(name)} er ukjent.",
                f"Bruk navnene {', '.join(known)}.",
            )
            continue
        if name in paths:
            fault("resources", f"Ressursen {name} står flere ganger.", "Behold bare én.")
            continue
        path = safe_relative(resource.get("path"))
        paths[name] = path or ""
        if "data" in resource or path is None:
            paths[name] = ""
            fault(
                "resources",
                f"Ressursen {name} peker ikke på en fil i mappa: {shown(resource.get('path'))}.",
                "Skriv filnavnet, uten nettadresse, «..» eller full sti.",
            )
        if str(resource.get("encoding", "utf-8")).lower().replace("_", "-") not in (
            "utf-8",
            "utf8",
        ):
            fault("resources", f"Ressursen {name} er ikke UTF-8.", "Lagre fila som UTF-8.")
        if resource.get("format", "csv") != "csv" or "compression" in resource:
            fault("resources", f"Ressursen {name} er ikke en ren CSV-fil.", "Lagre den som CSV.")
    for name in known:
        if name not in paths and name not in OPTIONAL:
            fault("resources", f"Ressursen {name} mangler.", f"Legg til {name}.csv i pakken.")
    return paths
