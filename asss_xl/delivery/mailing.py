"""From contacts to letters: one workbook is built at a time, for all who are to have it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from asss_xl.dataset.datasett import Datasett
from asss_xl.delivery.contacts import Contact
from asss_xl.delivery.doubts import norsk
from asss_xl.delivery.letter import content, digest, letter_key, message
from asss_xl.delivery.mail_log import Log, MailError
from asss_xl.delivery.printing import print_beside
from asss_xl.delivery.stamp import build_of, stamped
from asss_xl.replacing import move_all, unfinished
from asss_xl.workbook.saving import save

MAX_MESSAGE = 100_000


@dataclass(frozen=True)
class Letter:
    """A finished letter to one recipient."""

    key: str
    contact: Contact
    mail: EmailMessage
    #: What the letter itself is called, with what it says.
    name: str
    #: Why it cannot go out, for the user; empty when it can.
    fault: str = ""

    @property
    def file_name(self) -> str:
        """A name that every file system takes, whatever the address holds."""
        plain = re.sub(r"[^A-Za-z0-9.@_-]", "_", self.contact.epost)[:80]
        place = re.sub(r"[^\w -]", "_", self.contact.kommune)
        return f"{place}_{plain}_{self.name[:8]}.eml"


def keys(data: Datasett, contacts: Collection[Contact]) -> dict[str, Contact]:
    """Each letter by its key, which is known before anything is built."""
    builds = {place: build_of(data, place) for place in {c.kommune for c in contacts}}
    return {letter_key(c, builds[c.kommune]): c for c in contacts}


def letters(
    data: Datasett,
    wanted: Mapping[str, Contact],
    text: str,
    *,
    pdf: bool = False,
    limit: int,
    sender: str = "",
    log: Log | None = None,
) -> Iterator[Letter]:
    """The letters, municipality by municipality; one that is over the limit says so."""
    year = data.rapportaar
    for municipality in dict.fromkeys(c.kommune for c in wanted.values()):
        made = stamped(data, municipality)
        about = content(made)
        with tempfile.TemporaryDirectory(prefix="asss_xl_mail_") as folder:
            path = Path(folder, f"Kommunerapport_{municipality}_{year}.xlsx")
            save(made.book, path)
            attached = [path]
            if pdf:
                attached.append(print_beside(path))
            for key, contact in wanted.items():
                if contact.kommune != municipality:
                    continue
                name = digest(key, text, str(log.rounds[key] if log else 0))
                mail = message(contact, about, name, text, attached, sender)
                size = len(mail.as_bytes(policy=SMTP))
                fault = (
                    ""
                    if size <= limit
                    else (
                        f"Brevet til {contact.epost} er {norsk(f'{size / 1e6:.1f}')} MB; grensen er "
                        f"{norsk(f'{limit / 1e6:.1f}')} MB. Utelat --pdf, eller øk --max-size."
                    )
                )
                yield Letter(key, contact, mail, name, fault)


def write(made: Iterator[Letter], out: Path) -> list[Path]:
    """Write all the drafts, or none; raises :class:`MailError` when one is over the limit."""
    with unfinished(out) as waiting:
        for letter in made:
            if letter.fault:
                raise MailError([letter.fault])
            (waiting / letter.file_name).write_bytes(letter.mail.as_bytes(policy=SMTP))
        return move_all(waiting, out)
