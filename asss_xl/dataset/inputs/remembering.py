"""What a table's texts are taken for, in a file beside it where it can be corrected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asss_xl.replacing import reason, replacing

from .. import given
from ..messages import DatasetError, Problem, near, refused, shown
from .axes import AS_ABOVE, Read
from .saying import ART, FUNCTION, LINE, NOT_USED, PLACE, PRELIMINARY, UNANSWERED, UNIT, Reader, role_of

_SHEET, _READ_AS, _BLANKS = "ark", "leses_som", "tomme_celler"
_PLACE, _YEAR, _UNIT = "kommune", "aar", "enhet"


@dataclass
class Remembered:
    """The sheet, what the file does not say, and what each text is to be read as."""

    sheet: str = ""
    place: str = ""
    unit: str = ""
    blanks: str = ""
    year: int | None = None
    read_as: dict[str, str] = field(default_factory=dict)


def memory(file: Path) -> Path:
    """Where it is kept."""
    return file.with_suffix(".koblinger.json")


def recall(file: Path) -> Remembered:
    """What was kept, maybe corrected; empty when nothing was."""
    path = memory(file)
    if not path.is_file():
        return Remembered()
    try:
        raw = given.parse(path.read_text(encoding="utf-8-sig"), path.name)
        year = raw.get(_YEAR)
        place, unit, blanks = (str(raw.get(key) or "") for key in (_PLACE, _UNIT, _BLANKS))
        read_as = {str(text): str(to) for text, to in dict(raw[_READ_AS]).items()}
        year = None if year in (None, "") else int(year)
        return Remembered(str(raw[_SHEET]), place, unit, blanks, year, read_as)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise refused(
            path.name, "Koblingene kan ikke leses.", "Rett filen, eller slett den, så lages den på nytt."
        ) from None


def check(kept: Remembered, file: Path, reader: Reader) -> None:
    """Every word in it that is not known is told."""
    name = memory(file).name
    names = [*reader.lines.by_label, *reader.lines.names]
    unknown = {
        text: f"{near(to, names)}Skriv en linje som regnskap/loenn, en kommune, et år eller en enhet, "
        "flere med semikolon mellom, eller tom tekst når den ikke skal brukes."
        for text, to in kept.read_as.items()
        if not _known(text, to, reader)
    }
    problems = [
        Problem(name, None, text, f"{shown(kept.read_as[text])} er ukjent.", advice)
        for text, advice in unknown.items()
    ]
    if kept.blanks not in ("", AS_ABOVE):
        advice = f"Skriv «{AS_ABOVE}», eller la det stå tomt."
        problems.append(Problem(name, None, _BLANKS, f"{shown(kept.blanks)} er ukjent.", advice))
    if problems:
        raise DatasetError(problems)


def _known(text: str, to: str, reader: Reader) -> bool:
    if to.strip() in (NOT_USED, UNANSWERED) or role_of(to):
        return True
    told = reader.said(text)
    return told.understood and bool(told.facts)


def keep(kept: Remembered, file: Path, read: Read) -> None:
    """Write it, with the new texts; what has been corrected stays as it is."""
    told = {text: _canonical(facts) for text, facts in read.understood.items() if _about_lines(facts)}
    told |= dict.fromkeys(read.unknown, UNANSWERED)
    content = {
        _SHEET: kept.sheet,
        _PLACE: kept.place,
        _YEAR: kept.year,
        _UNIT: kept.unit,
        _BLANKS: kept.blanks,
        _READ_AS: {**told, **kept.read_as},
    }
    try:
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        with replacing(memory(file)) as made:
            made.write_text(text, encoding="utf-8")
    except OSError as error:
        raise refused(
            str(memory(file)),
            f"Kan ikke skrives ({reason(error)}).",
            "Legg tabellen i en mappe du kan skrive i.",
        ) from None


def _about_lines(facts: Mapping[str, Any]) -> bool:
    return bool({LINE, FUNCTION, ART} & facts.keys())


def _canonical(facts: Mapping[str, Any]) -> str:
    """The facts as words that are read as the same facts."""
    said = {
        what: {
            FUNCTION: f"funksjon {value}",
            ART: f"art {value}",
            PRELIMINARY: "foreløpig",
            PLACE: getattr(value, "kommune", ""),
            UNIT: getattr(value, "text", ""),
        }.get(what, str(value))
        for what, value in facts.items()
    }
    return "; ".join(text for what, text in said.items() if what != ART or LINE not in said)
