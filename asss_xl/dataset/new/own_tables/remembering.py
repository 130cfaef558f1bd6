"""What a table's texts are taken for, in a file beside it where it can be corrected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asss_xl.replacing import reason, replacing

from ... import files
from ...messages import DatasetError, Problem, fault, near, refused
from . import saying as s
from .axes import AS_ABOVE, Understood
from .saying import Reader

#: What the file calls each of the fields.
_NAMES = {
    "sheet": "ark",
    "place": "kommune",
    "year": "aar",
    "unit": "enhet",
    "people": "folketall",
    "blanks": "tomme_celler",
    "read_as": "leses_som",
}

#: When in the year the people of a table are counted, and what that says of a figure.
PEOPLE = {"31.12": s.CLOSING, "1.1": s.OPENING}


@dataclass
class Remembered:
    """The sheet, what the file does not say, and what each text is to be read as."""

    sheet: str = ""
    place: str = ""
    unit: str = ""
    people: str = ""
    blanks: str = ""
    year: int | None = None
    read_as: dict[str, str] = field(default_factory=dict)


def memory(file: Path) -> Path:
    """Where it is kept."""
    return file.with_suffix(".koblinger.json")


def account(file: Path) -> Path:
    """Where every number is told of."""
    return file.with_suffix(".innlesing.txt")


def recall(file: Path) -> Remembered:
    """What was kept, maybe corrected; empty when nothing was."""
    path = memory(file)
    if not path.is_file():
        return Remembered()
    try:
        raw = files.as_json(path.read_text(encoding="utf-8-sig"), path.name)
        said = {field: raw.get(name) or "" for field, name in _NAMES.items()}
        texts = {field: str(said[field]) for field in ("place", "unit", "people", "blanks")}
        read_as = {str(text): str(to) for text, to in dict(raw["leses_som"]).items()}
        year = int(said["year"]) if said["year"] else None
        return Remembered(str(raw["ark"]), year=year, read_as=read_as, **texts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise refused(path.name, *fault("koblinger_uleselige")) from None


def check(kept: Remembered, file: Path, reader: Reader) -> None:
    """Every word in it that is not known is told."""
    name = memory(file).name
    names = [*reader.lines.by_label, *reader.lines.names]
    problems = [
        Problem(name, None, text, *fault("ukjent_kobling", to, near(to, names)))
        for text, to in kept.read_as.items()
        if not _known(text, to, reader)
    ]
    for asked, words in (("blanks", (AS_ABOVE,)), ("people", PEOPLE)):
        if (told := getattr(kept, asked)) not in ("", *words):
            advice = " eller ".join(f"«{word}»" for word in words)
            problems.append(Problem(name, None, _NAMES[asked], *fault("ukjent_svar", told, advice)))
    if problems:
        raise DatasetError(problems)


def _known(text: str, to: str, reader: Reader) -> bool:
    if to.strip() in (s.NOT_USED, s.UNANSWERED) or s.role_of(to):
        return True
    told = reader.said(text)
    return told.understood and bool(told.facts)


def keep(kept: Remembered, file: Path, read: Understood) -> None:
    """Write it, with the new texts; what has been corrected stays as it is."""
    about = {s.LINE, s.FUNCTION, s.ART}
    told = {text: _canonical(facts) for text, facts in read.understood.items() if about & facts.keys()}
    told |= dict.fromkeys(read.unknown, s.UNANSWERED)
    content = {name: getattr(kept, field) for field, name in _NAMES.items()}
    content["leses_som"] = {**told, **kept.read_as}
    put(memory(file), json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def put(path: Path, text: str) -> None:
    """Write a file beside the table."""
    try:
        with replacing(path) as made:
            made.write_text(text, encoding="utf-8")
    except OSError as error:
        raise refused(str(path), *fault("kan_ikke_skrives", reason(error))) from None


def _canonical(facts: Mapping[str, Any]) -> str:
    """The facts as words that are read as the same facts."""
    said = {
        what: {
            s.FUNCTION: f"funksjon {value}",
            s.ART: f"art {value}",
            s.PRELIMINARY: "foreløpig",
            s.PLACE: getattr(value, "kommune", ""),
            s.UNIT: getattr(value, "text", ""),
        }.get(what, str(value))
        for what, value in facts.items()
    }
    return "; ".join(text for what, text in said.items() if what != s.ART or s.LINE not in said)
