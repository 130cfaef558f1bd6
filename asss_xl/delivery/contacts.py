"""Who gets which workbook: a CSV file that may come from anywhere, so every row is checked."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from asss_xl.dataset import files, kommunenavn, tables
from asss_xl.dataset.messages import DatasetError, Problem, near, shown

_FIELDS = [{"name": name, "type": "string"} for name in ("kommune", "navn", "epost")]
#: A column that a file may have: the municipality's own domain, where it does not follow its name.
_DOMAIN = "domene"
_MAX_NAME = 100


@dataclass(frozen=True)
class Contact:
    """A recipient of one municipality's workbook."""

    kommune: str
    navn: str
    epost: str
    #: Whether the address is at a domain that does not follow the municipality's name.
    doubted: bool = dataclasses.field(default=False, compare=False)


def read(path: Path, known: Iterable[str]) -> list[Contact]:
    """The recipients; raises :class:`DatasetError` with everything that is wrong in the file.

    ``known`` are the municipalities that there are workbooks for.
    """
    try:
        text = files.text(path)
    except files.Rejected as rejected:
        raise DatasetError([rejected.problem]) from None
    own_domains = _DOMAIN in re.split("[,;\t]", text.strip().partition("\n")[0].strip())
    fields = [*_FIELDS, {"name": _DOMAIN, "type": "string"}] if own_domains else _FIELDS
    table, problems = tables.parse(text, path.name, fields)
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
            problems.append(
                Problem(
                    path.name,
                    row["_linje"],
                    "epost",
                    f"Samme mottaker som på rad {taken[key]}.",
                    "Ta bort én av dem.",
                )
            )
        taken.setdefault(key, row["_linje"])
        found.append(contact)
    if not found and not problems:
        problems.append(
            Problem(
                path.name,
                None,
                None,
                "Filen har ingen mottakere.",
                "Skriv én per rad under overskriften kommune,navn,epost.",
            )
        )
    if problems:
        raise DatasetError(problems)
    return found


def doubts(people: Iterable[Contact]) -> list[str]:
    """Addresses at a municipality's domain that does not look like the recipient's."""
    return [
        f"{each.epost}: {each.epost.rpartition('@')[2]} ligner ikke på {each.kommune}. Se etter at den er "
        f"riktig; er den det, skriv domenet i en kolonne «{_DOMAIN}»."
        for each in people
        if each.doubted
    ]


def _contact(fil: str, row: dict[str, object], names: dict[str, str]) -> tuple[Contact | None, list[Problem]]:
    line = int(str(row["_linje"]))
    problems = []

    def fault(column: str, what: str, advice: str) -> None:
        problems.append(Problem(fil, line, column, what, advice))

    given = unicodedata.normalize("NFKC", str(row["kommune"])).strip()
    municipality = names.get(given.casefold())
    if municipality is None:
        fault(
            "kommune",
            f"{shown(given)} er ikke en kommune med tall i datapakken.",
            f"{near(given, names.values())}Skriv navnet som i pakken.",
        )
    name = str(row["navn"]).strip()
    if not name.isprintable() or len(name) > _MAX_NAME:
        fault(
            "navn",
            f"{shown(name)} har linjeskift eller skjulte tegn, eller er for langt.",
            f"Skriv et navn på én linje, høyst {_MAX_NAME} tegn.",
        )
    address = str(row["epost"])
    try:
        valid = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        fault(
            "epost",
            f"{shown(address)} er ikke en gyldig e-postadresse.",
            "Skriv én adresse, for eksempel post@bergen.kommune.no.",
        )
        return None, problems
    doubted = False
    if domain := str(row.get(_DOMAIN) or "").strip().casefold():
        if not f".{valid.domain.casefold()}".endswith(f".{domain}"):
            fault("epost", f"{shown(address)} er ikke i domenet {shown(domain)}.", "Rett det ene.")
    elif municipality is not None and (label := _owner_label(valid.domain)):
        own = any(label == mine or label.startswith(f"{mine}-") for mine in kommunenavn.labels(municipality))
        others = any(label in kommunenavn.labels(name) for name in names.values())
        doubted = not own
        if doubted and (others or label in kommunenavn.label_owners()):
            fault(
                "epost",
                f"{shown(address)} ser ut til å høre til en annen kommune enn {municipality}.",
                f"Rett den, eller skriv domenet i en kolonne «{_DOMAIN}».",
            )
    made = Contact(municipality or "", name, valid.normalized, doubted)
    return (None if problems else made), problems


def _owner_label(domain: str) -> str:
    """``baerum`` of ``post.baerum.kommune.no``; nothing for a domain that is no municipality's."""
    labels = domain.casefold().split(".")
    return labels[-3] if labels[-2:] == ["kommune", "no"] and len(labels) > 2 else ""
