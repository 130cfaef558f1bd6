"""Who gets which workbook: a CSV file that may come from anywhere, so every row is checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from asss_xl.dataset import files, kommunenavn
from asss_xl.dataset.messages import DatasetError, Fault, Problem, by_row, fault, near, refused, shown
from asss_xl.dataset.packages import tables

#: A column that a file may have: the municipality's own domain, where it does not follow its name.
_DOMAIN = "domene"
_FIELDS = [
    {"name": name, "type": "string", "optional": name == _DOMAIN}
    for name in ("kommune", "navn", "epost", _DOMAIN)
]
_MAX_NAME = 100


@dataclass(frozen=True)
class Contact:
    """A recipient of one municipality's workbook."""

    kommune: str
    navn: str
    epost: str
    #: Why the address may be somebody else's.
    doubt: Problem | None = field(default=None, compare=False)


def read(path: Path, known: Iterable[str], places: kommunenavn.Places) -> list[Contact]:
    """The recipients; raises :class:`DatasetError` with everything that is wrong in the file.

    ``known`` are the municipalities that there are workbooks for, ``places`` finds them by other names.
    """
    # People write a heading with a capital letter.
    heading, line_break, rows = files.text(path).partition("\n")
    table, problems = tables.parse(heading.lower() + line_break + rows, path.name, _FIELDS)
    names = list(known)
    found: list[Contact] = []
    taken: dict[tuple[str, str], int] = {}
    for row in table.rows() if table is not None else []:
        contact, faults = _contact(path.name, row, names, places)
        problems += faults
        if contact is None:
            continue
        key = (contact.kommune, contact.epost.casefold())
        if key in taken:
            told = fault("samme_mottaker", taken[key])
            problems.append(Problem(path.name, row["_linje"], "epost", *told))
        taken.setdefault(key, row["_linje"])
        found.append(contact)
    if not found and not problems:
        raise refused(path.name, *fault("ingen_mottakere"))
    if problems:
        raise DatasetError(by_row(problems))
    return found


def doubts(people: Iterable[Contact]) -> list[str]:
    """The addresses that may be somebody else's."""
    return [str(person.doubt) for person in people if person.doubt is not None]


@dataclass(frozen=True)
class Address:
    """An address in the letters that every server takes, and its domain as people read it."""

    text: str
    domain: str


def address(text: str) -> tuple[Address | None, Fault]:
    """A text as an address; or what is wrong with it, and what to do."""
    user = text.rpartition("@")[0]
    if user and not user.isascii():
        return None, fault("tegn_foran_alfakroell", text, next(c for c in user if not c.isascii()))
    try:
        valid = validate_email(text, check_deliverability=False, allow_smtputf8=False)
        return Address(valid.ascii_email or text, valid.domain.casefold()), ("", "")
    except EmailNotValidError:
        return None, fault("ugyldig_adresse", text)


def _contact(
    fil: str, row: dict[str, object], names: list[str], places: kommunenavn.Places
) -> tuple[Contact | None, list[Problem]]:
    line = int(str(row["_linje"]))
    problems = []

    def wrong(column: str, told: Fault) -> None:
        problems.append(Problem(fil, line, column, *told))

    given = str(row["kommune"]).strip()
    municipality = places.named(given)
    if municipality not in names:
        wrong("kommune", fault("ingen_kommune_med_tall", given, near(given, names)))
    name = str(row["navn"]).strip()
    if not name.isprintable() or len(name) > _MAX_NAME:
        wrong("navn", fault("ulovlig_navn", name, _MAX_NAME))
    made, unusable = address(str(row["epost"]))
    said = str(row.get(_DOMAIN) or "").strip().casefold().removeprefix("@")
    if made is None:
        wrong("epost", unusable)
    elif said and said != made.domain:
        wrong("epost", fault("ikke_i_domenet", row["epost"], said))
    if problems or made is None:
        return None, problems
    told = "" if said else _oddity(made.domain, municipality, names, places)
    advice = f"Se etter at adressen er riktig; er den det, skriv domenet i en kolonne «{_DOMAIN}»."
    doubt = Problem(fil, line, "epost", f"{shown(made.text)} {told}", advice) if told else None
    return Contact(municipality, name, made.text, doubt), []


def _oddity(domain: str, municipality: str, names: Collection[str], places: kommunenavn.Places) -> str:
    """Why an address may be somebody else's; nothing in a domain that only the municipality has."""
    mine = places.official_names(municipality) | {municipality}
    owners, municipal = kommunenavn.domain_owners(domain, tuple(names))
    if owners - mine:
        return f"ser ut til å høre til {' eller '.join(sorted(owners))}, ikke {municipality}."
    return "" if owners and municipal else f"er ikke i et domene som bare {municipality} har."
