"""Who gets which workbook: a CSV file that may come from anywhere, so every row is checked."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from asss_xl.dataset import files, tables
from asss_xl.dataset.messages import DatasetError, Problem, near, shown

_FIELDS = [
    {"name": "kommune", "type": "string"},
    {"name": "navn", "type": "string"},
    {"name": "epost", "type": "string"},
]
_MAX_NAME = 100


@dataclass(frozen=True)
class Contact:
    """A recipient of one municipality's workbook."""

    kommune: str
    navn: str
    epost: str


def read(path: Path, known: Iterable[str]) -> list[Contact]:
    """The recipients; raises :class:`DatasetError` with everything that is wrong in the file.

    ``known`` are the municipalities that there are workbooks for.
    """
    try:
        text = files.decode(files.read_bytes(path.parent, path.name), path.name)
    except files.Rejected as rejected:
        raise DatasetError([rejected.problem]) from None
    table, problems = tables.parse(_with_commas(text), path.name, _FIELDS)
    names = {unicodedata.normalize("NFKC", name).casefold(): name for name in known}
    found: list[Contact] = []
    taken: dict[tuple[str, str], int] = {}
    for row in table.rows() if table is not None else []:
        contact, faults = _contact(path.name, row, names)
        problems += faults
        if contact is None:
            continue
        key = (contact.kommune, contact.epost.casefold())
        if key in taken:
            problems.append(Problem(
                path.name, row["_linje"], "epost", f"Samme mottaker som på rad {taken[key]}.",
                "Ta bort én av dem.",
            ))  # fmt: skip
        taken.setdefault(key, row["_linje"])
        found.append(contact)
    if not found and not problems:
        problems.append(Problem(path.name, None, None, "Fila har ingen mottakere.",
                                "Skriv én per rad under overskriften kommune,navn,epost."))  # fmt: skip
    if problems:
        raise DatasetError(problems)
    return found


def _with_commas(text: str) -> str:
    """Excel in Norwegian separates by semicolon."""
    head = text.partition("\n")[0]
    if ";" not in head or "," in head:
        return text
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(csv.reader(io.StringIO(text), delimiter=";"))
    return made.getvalue()


def _contact(
    fil: str, row: dict[str, object], names: dict[str, str]
) -> tuple[Contact | None, list[Problem]]:
    line = int(str(row["_linje"]))
    problems = []

    def fault(column: str, what: str, advice: str) -> None:
        problems.append(Problem(fil, line, column, what, advice))

    given = unicodedata.normalize("NFKC", str(row["kommune"])).strip()
    municipality = names.get(given.casefold())
    if municipality is None:
        fault("kommune", f"{shown(given)} er ikke en kommune med tall i datapakken.",
              f"{near(given, names.values())}Skriv navnet som i pakken.")  # fmt: skip
    name = str(row["navn"]).strip()
    if not name.isprintable() or len(name) > _MAX_NAME:
        fault("navn", f"{shown(name)} har linjeskift eller skjulte tegn, eller er for langt.",
              f"Skriv et navn på én linje, høyst {_MAX_NAME} tegn.")  # fmt: skip
    address = str(row["epost"])
    try:
        valid = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        fault("epost", f"{shown(address)} er ikke en gyldig e-postadresse.",
              "Skriv én adresse, for eksempel post@bergen.kommune.no.")  # fmt: skip
        return None, problems
    label = _owner_label(valid.domain)
    if municipality is not None and label and not _is_own(label, municipality, names):
        fault("epost", f"{shown(address)} ser ut til å høre til en annen kommune enn {municipality}.",
              "Rett adressen eller kommunen.")  # fmt: skip
    return (None if problems else Contact(municipality or "", name, valid.normalized)), problems


def _owner_label(domain: str) -> str:
    """``baerum`` of ``post.baerum.kommune.no``; nothing for a domain that is no municipality's."""
    labels = domain.casefold().split(".")
    return _label(labels[-3]) if labels[-2:] == ["kommune", "no"] and len(labels) > 2 else ""


def _is_own(label: str, municipality: str, names: dict[str, str]) -> bool:
    """Whether ``<label>.kommune.no`` can be the municipality's own.

    A few have a county after their name (``heroy-mr``), and some only one of two names (``tana``).
    """
    own = _label(municipality)
    if label in {_label(name) for name in names.values()}:
        return label == own
    return label.startswith(own) or label in {word for word in own.split("-") if len(word) > 2}


def _label(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    for letter, instead in (("æ", "ae"), ("ø", "o"), ("å", "a"), (" ", "-"), ("--", "-")):
        plain = plain.replace(letter, instead)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
