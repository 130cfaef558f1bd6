"""The letter that a workbook is sent with, in HTML and plain text; a workbook is built once for all."""

from __future__ import annotations

import hashlib
import html
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from pathlib import Path

from markdown_it import MarkdownIt

from asss_xl.dataset.datasett import Datasett
from asss_xl.delivery.contacts import Contact
from asss_xl.delivery.printing import print_beside
from asss_xl.delivery.smtp import Log
from asss_xl.delivery.stamp import build_of, stamped
from asss_xl.functions.values import is_number, round_half_away
from asss_xl.norsk import norsk
from asss_xl.replacing import Refused, move_all, unfinished
from asss_xl.report.kilde import forbehold
from asss_xl.report.oversikt.kontroll import feilet
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Cell
from asss_xl.workbook.writer import save

#: Letters of an attachment's second name, for programs that do not know «filename*».
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
#: What a letter's own text can have filled in, and what each is.
FIELDS = {"navn": "mottakerens navn", "kommune": "kommunen", "aar": "rapportåret"}
_FIELD = re.compile(r"\{(" + "|".join(FIELDS) + r")\}")
_LETTERS = "Calibri,Arial,sans-serif"
_LOOKS = {
    "h1": f"font:bold 22px {_LETTERS};margin:0 0 12px",
    "h2": f"font:bold 18px {_LETTERS};margin:16px 0 8px",
    "ul": "margin:0 0 16px;padding-left:20px",
    "li": "margin:0 0 6px",
}
#: For a phone, and for one who saves the letter as a file.
_HEAD = (
    '<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"></head>'
)
HOW_TO = (
    "**Slik åpner du arbeidsboken:** Lagre vedlegget, åpne det i Excel og velg «Aktiver redigering» "
    "øverst. Arbeidsboken har ingen makroer og ingen lenker ut.",
    "**Slik svarer du med rettelser:** Skriv i de lilla linjene på arket Rettelser, med begrunnelse og hvem "
    "som melder. Lagre filen og send den tilbake som svar på denne e-posten. Gule felt er hva hvis; de og "
    "andre endringer blir ikke tatt inn.",
)


MAX_MESSAGE = 100_000
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")


@dataclass(frozen=True)
class Bar:
    """A service on the letter's picture: how many percent it is over or under what it is held to."""

    name: str
    percent: int


@dataclass(frozen=True)
class LetterContent:
    """What every letter about one workbook says."""

    title: str
    municipality: str
    year: int
    status: str
    headlines: tuple[str, ...]
    bars: tuple[Bar, ...]
    held_to: str
    #: Which checks of the workbook fail, in a sentence; it is told to the sender, not in the letter.
    failing: str = ""


def sentence(cell: Cell) -> str:
    """The whole sentence of a cell; one that says nothing, or that there is no figure, has none."""
    text = str(cell.value).strip()
    return text if text.endswith(".") else ""


def content(report: Rapport) -> LetterContent:
    """Title, state, headlines and picture of a municipality's report."""
    data = report.data
    about = "Oppdiktede tall. " if data.oppdiktet else ""
    final = "foreløpig" if data.rapportaar in data.foreloepige_aar else data.status
    status = f"{about}Tallene er {final}e." if final else about
    bars, held_to = _bars(report)
    return LetterContent(
        f"Kommunerapport for {data.kommune} {data.rapportaar}",
        data.kommune,
        data.rapportaar,
        " ".join(part for part in (status.strip(), data.statusmerknad, *forbehold(data)) if part),
        tuple(text for _, said in report.forside.hovedfunn if (text := sentence(said))),
        bars,
        held_to,
        feilet(report.book),
    )


def _bars(report: Rapport) -> tuple[tuple[Bar, ...], str]:
    """Each service against the need for spending, or against the mean where there is no need."""
    for place, held_to in ((1, "beregnet utgiftsbehov"), (2, "snittet")):
        found = [
            Bar(str(line[0]), int(round_half_away(float(line[place].value) - 100)))  # type: ignore[union-attr,arg-type]
            for line in report.forside.paa_ett_blikk
            if is_number(line[place].value)  # type: ignore[union-attr]
        ]
        if found:
            return tuple(found), held_to
    return (), ""


def message(
    contact: Contact, about: LetterContent, key: str, text: str, attachments: Sequence[Path], sender: str = ""
) -> EmailMessage:
    """The letter to one recipient; ``key`` is the same for the same letter on any day.

    A mail server that has seen a ``Message-ID`` may throw the next letter with it away.
    """
    mail = EmailMessage(policy=SMTP)
    user, _, domain = contact.epost.rpartition("@")
    mail["To"] = Address(contact.navn, user, domain)
    if sender:
        mail["From"] = sender
    mail["Subject"] = about.title
    mail["Message-ID"] = f"<{key}@{sender.rpartition('@')[2] or 'asss-xl.invalid'}>"
    if sender:
        mail["Date"] = localtime()
    else:
        # Outlook opens a draft with this ready to send.
        mail["X-Unsent"] = "1"
    parts = _markdown(about, merged(text, contact, about))
    mail.set_content(_plain(about, *parts), cte="quoted-printable")
    head, rest = (_dressed(_MARKDOWN.render(part)) for part in parts)
    look = f'style="font-family:{_LETTERS};font-size:16px;max-width:600px"'
    made = f"{_HEAD}<body {look}>{head}{_table(about)}{rest}</body></html>"
    mail.add_alternative(made, subtype="html", cte="quoted-printable")
    for path in attachments:
        kind = _XLSX if path.suffix == ".xlsx" else ("application", "pdf")
        plain = path.name.translate(_PLAIN).encode("ascii", "ignore").decode()
        mail.add_attachment(path.read_bytes(), *kind, filename=path.name, params={"name": plain})
    # A boundary that follows from the letter makes two drafts of the same the same bytes.
    for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"==={key[:24]}-{number}===")
    return mail


def _dressed(rendered: str) -> str:
    """Headings and lists with a look of their own: Outlook inherits no typeface, and a phone is narrow."""
    for tag, look in _LOOKS.items():
        rendered = rendered.replace(f"<{tag}>", f'<{tag} style="{look}">')
    return rendered


def merged(text: str, contact: Contact, about: LetterContent) -> str:
    """The user's own text with the fields {navn}, {kommune} and {aar} filled in."""
    fields = {"navn": contact.navn, "kommune": about.municipality, "aar": str(about.year)}
    return _FIELD.sub(lambda match: _escaped(fields[match.group(1)]), text)


def unknown_fields(text: str) -> list[str]:
    """Words in braces that no field has; a letter with one is not written."""
    return [word for word in re.findall(r"\{(\w+)\}", text) if word not in FIELDS]


def _markdown(about: LetterContent, text: str) -> tuple[str, str]:
    """What stands before the picture and after it."""
    headlines = "\n".join(f"- {_escaped(line)}" for line in about.headlines)
    before = [f"# {_escaped(about.title)}", text.strip()]
    before += ["## Hovedfunn", headlines] if headlines else []
    after = [_escaped(about.status), *HOW_TO]
    return _paragraphs(before), _paragraphs(after)


def _plain(about: LetterContent, before: str, after: str) -> str:
    """The letter for a program that shows no HTML: the same, without markup."""
    bars = [f"Mot {about.held_to}, prosent:", *(f"- {b.name}: {_signed(b.percent)}" for b in about.bars)]
    pictured = "\n".join(bars) if about.bars else ""
    return _paragraphs([_without_markup(before), pictured, _without_markup(after)])


def _without_markup(text: str) -> str:
    """The words of a text in Markdown, a paragraph for each of its blocks, and a line for each of a list."""
    breaks, said, mark = {"softbreak": "\n", "hardbreak": "\n"}, "", ""
    for block in _MARKDOWN.parse(text):
        if block.type == "list_item_open":
            mark = f"{'  ' * (block.level // 2)}{f'{block.info}.' if block.info else '-'} "
        elif block.type == "inline":
            words = "".join(breaks.get(part.type, part.content) for part in block.children or ())
            said += f"{mark}{words}\n" if mark else f"{words}\n\n"
            mark = " " * len(mark)
        elif block.type.endswith("_list_close") and not block.level:
            said, mark = f"{said}\n", ""
    return said.strip()


def _paragraphs(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(about: LetterContent) -> str:
    """The picture as a table, which every mail program shows: a bar per service around nothing."""
    if not about.bars:
        return ""
    longest = max(10, *(abs(bar.percent) for bar in about.bars))
    rows = "".join(_table_row(bar, longest) for bar in about.bars)
    return (
        f'<table style="border-collapse:collapse;width:100%;max-width:420px;font-size:14px" cellpadding="2">'
        f'<caption style="text-align:left;font-weight:bold">Utgiftene mot {html.escape(about.held_to)}, '
        f"prosent over eller under</caption>{rows}</table>"
    )


def _table_row(bar: Bar, longest: int) -> str:
    share = round(100 * abs(bar.percent) / longest)
    drawn = (
        f'<table align="{{side}}" width="{share}%" cellspacing="0" cellpadding="0"><tr>'
        f'<td bgcolor="#1F4E79" style="font-size:11px;line-height:11px">&nbsp;</td></tr></table>'
        if share
        else ""
    )
    left = drawn.format(side="right") if bar.percent < 0 else ""
    right = drawn.format(side="left") if bar.percent > 0 else ""
    return (
        f'<tr><td width="42%">{html.escape(bar.name)}</td>'
        f'<td width="22%" style="border-right:1px solid #C00000">{left}</td><td width="22%">{right}</td>'
        f'<td width="14%" align="right">{_signed(bar.percent)}</td></tr>'
    )


def _signed(percent: int) -> str:
    return f"{percent:+d}".replace("-", "\u2212") if percent else "0"


def _escaped(text: str) -> str:
    """Names and findings are text, never markup."""
    for sign in ("\\", "*", "_", "[", "]", "<", "`"):
        text = text.replace(sign, "\\" + sign)
    return text


def digest(*parts: str) -> str:
    """A short text that is the same for the same parts only."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


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
    #: What its sender should look at first.
    doubt: str = ""

    @property
    def file_name(self) -> str:
        """A name that every file system takes, whatever the address holds."""
        plain = re.sub(r"[^A-Za-z0-9.@_-]", "_", self.contact.epost)[:80]
        return f"{_in_a_name(self.contact.kommune)}_{plain}_{self.name[:8]}.eml"


def _in_a_name(place: str) -> str:
    return re.sub(r"[^\w -]", "_", place)


def letter_keys(data: Datasett, contacts: Collection[Contact]) -> dict[str, Contact]:
    """Each letter by its key, which is known before anything is built.

    Two letters are the same when one recipient gets one municipality's workbook of one build.
    """
    builds = {place: build_of(data, place) for place in {c.kommune for c in contacts}}
    return {digest(c.epost.casefold(), c.kommune, builds[c.kommune]): c for c in contacts}


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
    year, most = data.rapportaar, norsk(limit / 1e6, ".1f")
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
                grows = f"Brevet til {contact.epost} er {norsk(size / 1e6, '.1f')} MB; grensen er {most} MB."
                fault = (
                    f"{grows} {'Utelat --pdf, eller øk' if pdf else 'Øk'} --max-size." if size > limit else ""
                )
                doubt = f"{municipality}: {about.failing}" if about.failing else ""
                yield Letter(key, contact, mail, name, fault, doubt)


def write(made: Iterator[Letter], out: Path, doubts: dict[str, None]) -> list[Path]:
    """Write all the drafts, or none; raises :class:`Refused` when one is over the limit.

    What the sender should look at is put in ``doubts``.
    """
    with unfinished(out) as waiting:
        for letter in made:
            if letter.fault:
                raise Refused(letter.fault)
            doubts |= {letter.doubt: None} if letter.doubt else {}
            (waiting / letter.file_name).write_bytes(letter.mail.as_bytes(policy=SMTP))
        return move_all(waiting, out)


def others(contacts: Collection[Contact], out: Path, written: Collection[Path]) -> list[Path]:
    """The drafts in a folder that are to the same municipalities and were not written now.

    One to an address that is changed since, or with another text, would be a second letter.
    """
    places = "|".join({re.escape(_in_a_name(c.kommune)) for c in contacts})
    of_them = re.compile(rf"({places})_[A-Za-z0-9.@_-]+_[0-9a-f]{{8}}\.eml")
    known = {path.name for path in written}
    return sorted(p for p in out.iterdir() if p.name not in known and of_them.fullmatch(p.name))
