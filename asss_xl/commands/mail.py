"""``asss-xl mail``: letters with the workbooks, as drafts or sent."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asss_xl.catalogue import BUNDLED
from asss_xl.commands.common import FINDINGS, Problems, flag, look_over, not_a_folder, option
from asss_xl.norsk import norsk
from asss_xl.replacing import Refused

if TYPE_CHECKING:
    from asss_xl.dataset import Datasett
    from asss_xl.delivery.contacts import Contact
    from asss_xl.delivery.letter import Letter
    from asss_xl.delivery.smtp import Log, Sender, Server


_Make = Callable[..., "Iterator[Letter]"]
_MB = 1_000_000


def mail(
    to: Annotated[Path, option("mail.to")],
    data: Annotated[str, option("mail.data")] = BUNDLED,
    message: Annotated[Path | None, option("mail.message")] = None,
    out: Annotated[Path, option("mail.out")] = Path("post"),
    pdf: Annotated[bool, flag("mail.pdf")] = False,
    send: Annotated[bool, flag("mail.send")] = False,
    again: Annotated[bool, flag("mail.again")] = False,
    anyway: Annotated[bool, flag("mail.anyway")] = False,
    dry_run: Annotated[bool, flag("mail.dry_run")] = False,
    max_size: Annotated[float, option("mail.max_size", min=0.001, max=150)] = 20.0,
) -> None:
    """Exit status 1 when a letter was not sent, 2 when nothing could be written or sent."""
    from asss_xl.delivery import contacts, letter, smtp
    from asss_xl.replacing import writing

    problems = Problems()
    found = problems.figures([data])
    people = _people(to, found, problems) if found else []
    text = _message(message, problems)
    server = _how(problems, people, out, pdf, send, {"--again": again, "--anyway": anyway})
    loaded = problems.sound(found)
    look_over(contacts.doubts(people))
    where = smtp.place(loaded.pakke) if send else out
    before = map(smtp.place, loaded.boeker)
    make = partial(letter.letters, loaded, text=text, pdf=pdf, limit=int(max_size * _MB))
    wanted = letter.letter_keys(loaded, people)
    with writing(where):
        if server is not None:
            _through(server, smtp.Log(where, before), wanted, make, again, anyway, dry_run)
        elif dry_run:
            _show(make(wanted))
        else:
            noted: dict[str, None] = {}
            written = letter.write(make(wanted), out, noted)
            look_over(noted)
            typer.echo("\n".join(f"Skrev {path}" for path in written))
            typer.echo(f"{len(written)} utkast skrevet til {out}.")
            others = letter.others(people, out, written)
            look_over(f"{path} er et annet utkast til samme kommune, ikke skrevet nå." for path in others)


def _people(to: Path, data: Datasett, problems: Problems) -> list[Contact]:
    from asss_xl.dataset import DatasetError
    from asss_xl.delivery import batch, contacts

    try:
        return contacts.read(to, data.med_tall, batch.places(data))
    except DatasetError as error:
        problems += map(str, error.problemer)
        return []


def _how(
    problems: Problems, people: list[Contact], out: Path, pdf: bool, send: bool, only: dict[str, bool]
) -> Server | None:
    """The server that the letters go through, where they are sent; what is wrong with how they go."""
    from asss_xl.delivery import contacts, smtp
    from asss_xl.delivery.printing import cannot_make_pdf

    problems += cannot_make_pdf() if pdf else []
    if send:
        # A draft is looked at before it goes; what is sent cannot be taken back.
        problems += contacts.doubts(people)
        with problems.gather():
            return smtp.from_environment()
    else:
        problems += not_a_folder(out)
        problems += [f"{name}: gjelder bare sammen med --send." for name, given in only.items() if given]
    return None


def _message(path: Path | None, problems: Problems) -> str:
    from asss_xl.dataset import files
    from asss_xl.dataset.messages import said
    from asss_xl.delivery.letter import FIELDS, MAX_MESSAGE, unknown_fields

    text = ""
    with problems.gather():
        text = files.text(path) if path is not None else ""
    if path is None or not text:
        return text
    if len(text) > MAX_MESSAGE:
        problems.append(f"{path.name}: følgebrevet er lengre enn {MAX_MESSAGE} tegn. Kort det ned.")
    if unknown := [f"{{{word}}}" for word in unknown_fields(text)]:
        known = [f"{{{name}}} ({what})" for name, what in FIELDS.items()]
        problems.append(said("ukjente_felt", path.name, unknown, known))
    return text


def _stopped(letter: Letter, anyway: bool) -> str:
    """Why a letter is not sent; a workbook that says itself that something is wrong only when asked for."""
    if letter.fault or anyway or not letter.doubt:
        return letter.fault
    return f"{letter.doubt} Se over tallene, eller send den likevel med --anyway."


def _show(made: Iterator[Letter], anyway: bool | None = None) -> None:
    """What would be sent; drafts, where nobody says whether a workbook that is wrong goes ``anyway``."""
    drafts = " Utkastet skrives, men --send sender det bare med --anyway." if anyway is None else ""
    # Whether a letter can go is known when its workbook is there: how large it is, and what its checks say.
    typer.echo("Bygger arbeidsbøkene for å se størrelse og Kontroll. Ingenting skrives.", err=True)
    for letter in made:
        size, stopped = len(letter.mail.as_bytes()) / _MB, _stopped(letter, anyway is not False)
        typer.echo(
            f"{letter.contact.kommune}: {letter.contact.epost}, «{letter.mail['Subject']}» med "
            f"{' og '.join(str(part.get_filename()) for part in letter.mail.iter_attachments())}, "
            f"{norsk(size, '.1f')} MB"
            f"{f' – sendes ikke: {stopped}' if stopped else ''}"
            f"{f' – {letter.doubt}{drafts}' if letter.doubt and not stopped else ''}"
        )


def _through(
    server: Server,
    log: Log,
    wanted: dict[str, Contact],
    make: _Make,
    again: bool,
    anyway: bool,
    dry_run: bool,
) -> None:
    """Send through a server what the log does not say is sent; it is tried before anything is built."""
    from asss_xl.delivery import smtp

    with contextlib.nullcontext() if dry_run else log.alone(), smtp.Sender(server, log) as sender:
        known = {key: state for key in wanted if (state := log.done(key))}
        if again:
            for key in () if dry_run else known:
                log.add(key, wanted[key].epost, smtp.AGAIN)  # stopped, it goes on like any other
            known = {}
        for key, state in known.items():
            typer.echo(f"{wanted[key].epost}: {state} (fra før)")
        made = make({key: c for key, c in wanted.items() if key not in known}, sender=server.sender, log=log)
        if dry_run:
            _show(made, anyway)
        else:
            _send(made, sender, anyway, [wanted[key].epost for key in known if known[key] == smtp.UNCERTAIN])


def _send(made: Iterator[Letter], sender: Sender, anyway: bool, uncertain: list[str]) -> None:
    from asss_xl.dataset.messages import said
    from asss_xl.delivery import smtp

    failed = []
    try:
        for letter in made:
            to = letter.contact.epost
            if stopped := _stopped(letter, anyway):
                failed.append(stopped)
                continue
            status, told = sender.send(letter.key, to, letter.mail)
            typer.echo(f"{to}: {status} ({told})")
            if status == smtp.UNCERTAIN:
                uncertain.append(to)
            elif status != smtp.SENT:
                failed.append(f"{to}: ikke sendt ({told}). Kjør kommandoen på nytt.")
    except Refused as error:
        failed.append(f"Utsendingen stanset: {error} Kjør kommandoen på nytt; ingen får to brev.")
    failed += [said("kan_vaere_sendt", to) for to in uncertain]
    if failed:
        typer.echo("\n".join(failed), err=True)
        raise typer.Exit(FINDINGS)
