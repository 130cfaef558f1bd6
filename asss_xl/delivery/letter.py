"""The letter that a workbook is sent with: an e-mail draft in HTML and plain text."""

from __future__ import annotations

import hashlib
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from pathlib import Path

from markdown_it import MarkdownIt

from asss_xl.delivery.contacts import Contact
from asss_xl.report.rapport import Rapport

_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_CHART_ID = "figur@asss"
HOW_TO = (
    "**Slik åpner du arbeidsboka:** Lagre vedlegget, åpne det i Excel og velg «Aktiver redigering» "
    "øverst. Arbeidsboka har ingen makroer og ingen lenker ut.",
    "**Slik svarer du med rettelser:** Skriv i de gule feltene, eller på arket Rettelser med "
    "begrunnelse og hvem som melder. Lagre fila og send den tilbake som svar på denne e-posten. "
    "Endringer utenfor de gule feltene blir ikke tatt inn.",
)


@dataclass(frozen=True)
class Content:
    """What every letter about one workbook says."""

    title: str
    status: str
    headlines: tuple[str, ...]
    picture: bytes | None
    picture_text: str


def content(report: Rapport) -> Content:
    """Title, state, headlines and picture of a municipality's report."""
    data = report.data
    about = "Oppdiktede tall. " if data.oppdiktet else ""
    final = "foreløpig" if data.rapportaar in data.foreloepige_aar else data.status
    status = f"{about}Tallene er {final}e." if final else about
    picture, text = _picture(report)
    return Content(
        f"Kommunerapport for {data.kommune} {data.rapportaar}", f"{status} {data.statusmerknad}".strip(),
        tuple(_headlines(report)), picture, text,
    )  # fmt: skip


def _headlines(report: Rapport) -> Sequence[str]:
    """The sentences on the front page, as they stand there."""
    return [f"{about.value}: {said.value}" for about, said in report.hovedfunn if said.value]


def _picture(report: Rapport) -> tuple[bytes | None, str]:
    """One picture: each service's distance to the mean in percent, or nothing to draw."""
    found: list[tuple[str, float]] = []
    for profile in report.profiler:
        for row in profile.rader:
            base, mean = row.verdi.base.value, row.snitt.value
            if isinstance(base, float | int) and isinstance(mean, float | int) and mean:
                found.append((f"{profile.tjeneste.navn}: {row.indikator.kortnavn}",
                              100 * (float(base) / float(mean) - 1)))  # fmt: skip
                break
    if not found:
        return None, ""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 0.8 + 0.34 * len(found)), layout="constrained")
    axes = figure.subplots()
    axes.barh([n.replace("$", r"\$") for n, _ in found], [v for _, v in found], color="#1F4E79")
    axes.invert_yaxis()
    axes.axvline(0, color="#404040", linewidth=0.8)
    axes.set_xlabel("Prosent over eller under snittet")
    axes.spines[["top", "right", "left"]].set_visible(False)
    made = io.BytesIO()
    # The library's own version would make the bytes depend on the machine.
    figure.savefig(made, format="png", dpi=110, metadata={"Software": None})
    told = ", ".join(f"{name} {value:+.0f} prosent".replace("-", "−") for name, value in found)
    return made.getvalue(), f"Avstand til snittet: {told}."


def message(
    contact: Contact,
    about: Content,
    key: str,
    text: str,
    attachments: Sequence[Path],
    sender: str = "",
) -> EmailMessage:
    """The letter to one recipient; ``key`` is the same for the same letter on any day."""
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
    plain = _markdown(about, text)
    mail.set_content(plain, cte="quoted-printable")
    picture = (
        f'<p><img src="cid:{_CHART_ID}" alt="{html.escape(about.picture_text)}"></p>'
        if about.picture else ""
    )  # fmt: skip
    renderer = MarkdownIt("commonmark", {"html": False}).disable("image")
    body = renderer.render(plain)
    look = 'style="font-family:Calibri,Arial"'
    made = f'<!DOCTYPE html><html lang="nb"><body {look}>{body}{picture}</body></html>'
    mail.add_alternative(made, subtype="html", cte="quoted-printable")
    if about.picture:
        mail.get_payload()[1].add_related(  # type: ignore[union-attr,index]
            about.picture, "image", "png", cid=f"<{_CHART_ID}>", filename="figur.png",
            disposition="inline",
        )  # fmt: skip
    for path in attachments:
        kind = _XLSX if path.suffix == ".xlsx" else ("application", "pdf")
        mail.add_attachment(path.read_bytes(), *kind, filename=path.name)
    # A boundary that follows from the letter makes two drafts of the same the same bytes.
    for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"==={key[:24]}-{number}===")
    return mail


def _markdown(about: Content, text: str) -> str:
    headlines = "\n".join(f"- {_escaped(line)}" for line in about.headlines)
    parts = [f"# {_escaped(about.title)}", text.strip(), _escaped(about.status)]
    parts += ["## Hovedfunn", headlines] if headlines else []
    return "\n\n".join(part for part in (*parts, *HOW_TO) if part) + "\n"


def _escaped(text: str) -> str:
    """Names and findings are text, never markup."""
    for sign in ("\\", "*", "_", "[", "]", "<", "`"):
        text = text.replace(sign, "\\" + sign)
    return text


def letter_key(contact: Contact, version: str, year: int, text: str) -> str:
    """What makes two letters the same: who, about what, made from which data, saying what."""
    parts = (contact.epost.casefold(), contact.kommune, version, str(year), text)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]
