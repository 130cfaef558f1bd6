"""Drafts and sending: what a recipient gets, and that nobody gets two or none."""

from __future__ import annotations

import asyncio
import datetime
import email
import email.policy
import ipaddress
import json
import re
import socket
import ssl
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Protocol
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.delivery import smtp

PEOPLE = [("Oslo", "a@oslo.kommune.no"), ("By AA", "b@example.no"), ("By AB", "c@example.no")]


def _contacts(folder: Path, rows: list[tuple[str, str]], head: str = "kommune,navn,epost") -> Path:
    path = folder / "kontakter.csv"
    lines = [head, *(f"{place},Åse Øy,{address}" for place, address in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _run(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, ["mail", *map(str, arguments)])


def test_a_draft_is_read_back_by_a_mail_parser(package: Path, tmp_path: Path) -> None:
    text = tmp_path / "tekst.md"
    text.write_text("Hei *alle*\n\n<script>alert(1)</script> [x](javascript:alert)", "utf-8")
    out = tmp_path / "post"
    arguments = ("--to", _contacts(tmp_path, PEOPLE[:1]), "--data", package, "--message", text, "--out", out)
    done = _run(*arguments)
    assert done.exit_code == 0, done.output
    (path,) = out.iterdir()
    first = path.read_bytes()
    mail = email.message_from_bytes(first, policy=email.policy.default)
    assert (mail["X-Unsent"], mail["To"].addresses[0].addr_spec) == ("1", PEOPLE[0][1])
    assert not mail.defects and not [d for part in mail.walk() for d in part.defects]
    html = mail.get_body(("html",)).get_content()
    assert "<em>alle</em>" in html and "<script" not in html and 'href="javascript' not in html
    assert "Aktiver redigering" in mail.get_body(("plain",)).get_content()
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == ["Kommunerapport_Oslo_2023.xlsx"]
    assert "<caption" in html and not [p for p in mail.walk() if p.get_content_maintype() == "image"]
    assert _run(*arguments).exit_code == 0 and path.read_bytes() == first


def test_a_letter_has_sentences_fields_and_no_raw_numbers(package: Path, tmp_path: Path) -> None:
    text = tmp_path / "tekst.md"
    text.write_text("Hei {navn}, her er **tallene** for {kommune} i {aar}.", "utf-8")
    out = tmp_path / "post"
    done = _run("--to", _contacts(tmp_path, PEOPLE[:1]), "--data", package, "--message", text, "--out", out)
    assert done.exit_code == 0, done.output
    (path,) = out.iterdir()
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    plain = mail.get_body(("plain",)).get_content()
    assert "Hei Åse Øy, her er tallene for Oslo i 2023." in plain
    assert "**" not in plain and "#" not in plain and "Ikke data" not in plain
    assert not re.search(r"\d[.]\d{3,}", plain)
    headlines = [line for line in plain.splitlines() if line.startswith("- ") and line.endswith(".")]
    assert headlines and all(len(line) > 20 for line in headlines)
    html = mail.get_body(("html",)).get_content()
    assert html.index("<caption") < html.index("Slik åpner du")


def test_an_unknown_field_is_refused(package: Path, tmp_path: Path) -> None:
    text = tmp_path / "tekst.md"
    text.write_text("Hei {fornavn}", "utf-8")
    done = _run(
        "--to",
        _contacts(tmp_path, PEOPLE[:1]),
        "--data",
        package,
        "--message",
        text,
        "--out",
        tmp_path / "post",
    )
    assert done.exit_code == 2 and "{fornavn}" in done.stderr and "{navn}" in done.stderr
    assert not (tmp_path / "post").exists()


BAD = [
    ('kommune,navn,epost\nOslo,"Kari\nBcc: x@y.no",a@b.no\n', "navn"),
    ('kommune,navn,epost\nOslo,Kari,"a@b.no\nBcc: x@y.no"\n', "epost"),
    ("kommune,navn,epost\nOslo,Kari,a@b@c.no\n", "epost"),
    ("kommune,navn,epost\nОslo,Kari,a@b.no\n", "kommune"),
    ("kommune,navn,epost\n../Oslo,Kari,a@b.no\n", "kommune"),
    ("kommune,navn,epost\nBy AA,Kari,a@oslo.kommune.no\n", "epost"),
    ("kommune,navn,epost\nOslo,Kari,a@b.no\nOslo,Per,A@b.no\n", "epost"),
    ("kommune,navn,epost\nOslo,Ka\0ri,a@b.no\n", "rad 2"),
    ("kommune,navn,epost\n", "ingen"),
    (",".join(f"k{n}" for n in range(10_000)) + "\n", "kontakter.csv"),
    ("=cmd|' /C calc'!A0,navn,epost\nOslo,Kari,a@b.no\n", "kontakter.csv"),
]


@pytest.mark.parametrize(("text", "told"), BAD)
def test_contacts_that_cannot_be_trusted_are_refused(
    package: Path, tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "kontakter.csv"
    path.write_text(text, encoding="utf-8")
    done = _run("--to", path, "--data", package, "--out", tmp_path / "post")
    assert done.exit_code == 2 and told in done.stderr, done.output
    assert "Traceback" not in done.output and not (tmp_path / "post").exists()


def test_all_problems_are_told_at_once(package: Path, tmp_path: Path) -> None:
    path = _contacts(tmp_path, [("Osloo", "a@b.no"), ("Oslo", "ab.no"), ("Oslo", "x@by-aa.kommune.no")])
    done = _run("--to", path, "--data", package, "--out", tmp_path / "post")
    assert [f"rad {n}" in done.stderr for n in (2, 3, 4)] == [True] * 3


def test_a_letter_over_the_limit_stops_them_all(package: Path, tmp_path: Path) -> None:
    out = tmp_path / "post"
    done = _run("--to", _contacts(tmp_path, PEOPLE), "--data", package, "--out", out, "--max-size", "0.01")
    assert done.exit_code == 2 and not list(out.iterdir())


# -- sending --------------------------------------------------------------------------------------


class _Inbox:
    """Takes letters; refuses one address, and breaks the connection where it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.refuse = ""
        self.lose: dict[str, int] = {}
        self.silent = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, _: Any) -> str:
        if address == self.refuse:
            return "550 Ukjent mottaker"
        if self.lose.get(address, 0) > 0:
            self.lose[address] -= 1
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.got.append((envelope.rcpt_tos[0], email.message_from_bytes(envelope.content)["Message-ID"]))
        if envelope.rcpt_tos[0] == self.silent:
            server.transport.close()
        return "250 OK"


class _Controller(Controller):
    def factory(self) -> Protocol:
        return Protocol(
            self.handler,
            tls_context=self.tls,
            require_starttls=True,  # type: ignore[attr-defined]
            data_size_limit=50_000_000,
        )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    local = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(local, False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def inbox(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Inbox]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    box = _Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = _Controller(box, hostname="127.0.0.1", port=port)
    controller.tls = context  # type: ignore[attr-defined]
    controller.start()
    for name, value in {
        "HOST": "localhost",
        "PORT": str(port),
        "FROM": "asss@example.no",
        "TLS": "starttls",
        "CA_FILE": str(certificate),
    }.items():
        monkeypatch.setenv(f"ASSS_SMTP_{name}", value)
    yield box
    controller.stop()
    asyncio.set_event_loop(None)


@pytest.fixture
def send(package: Path, tmp_path: Path) -> list[object]:
    return ["--to", _contacts(tmp_path, PEOPLE), "--data", package, "--out", tmp_path / "post", "--send"]


def _received(inbox: _Inbox) -> Counter[str]:
    return Counter(address for address, _ in inbox.got)


def test_everyone_gets_one_letter_over_tls_also_when_run_twice(inbox: _Inbox, send: list[object]) -> None:
    first, second = _run(*send), _run(*send)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert _received(inbox) == {address: 1 for _, address in PEOPLE}


def test_a_refused_recipient_does_not_stop_the_others(inbox: _Inbox, send: list[object]) -> None:
    inbox.refuse = PEOPLE[1][1]
    done = _run(*send)
    assert done.exit_code == 1 and "550" in done.stderr
    assert _received(inbox) == {PEOPLE[0][1]: 1, PEOPLE[2][1]: 1}
    inbox.refuse = ""
    assert _run(*send).exit_code == 0
    assert set(_received(inbox).values()) == {1} and len(_received(inbox)) == 3


def test_a_lost_connection_is_resumed_without_a_second_letter(inbox: _Inbox, send: list[object]) -> None:
    inbox.lose = {PEOPLE[1][1]: 1}
    assert _run(*send).exit_code == 1
    assert _run(*send).exit_code == 0
    assert _received(inbox) == {address: 1 for _, address in PEOPLE}


def test_a_server_that_took_the_letter_without_answering_is_not_given_it_again(
    inbox: _Inbox, send: list[object]
) -> None:
    inbox.silent = PEOPLE[1][1]
    first = _run(*send)
    assert first.exit_code == 1 and "kan være sendt" in first.stderr
    inbox.silent = ""
    assert _run(*send).exit_code == 1
    assert _received(inbox) == {address: 1 for _, address in PEOPLE}


def test_a_server_that_is_not_trusted_gets_nothing(
    inbox: _Inbox, send: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSS_SMTP_CA_FILE", "")
    assert _run(*send).exit_code == 1 and not inbox.got


def test_a_dry_run_writes_and_sends_nothing(inbox: _Inbox, send: list[object], tmp_path: Path) -> None:
    done = _run(*send, "--dry-run")
    assert done.exit_code == 0 and not inbox.got and not (tmp_path / "post").exists()
    assert all(address in done.output for _, address in PEOPLE)


def test_a_log_that_cannot_be_read_stops_the_sending(
    inbox: _Inbox, send: list[object], tmp_path: Path
) -> None:
    log = tmp_path / "post" / smtp.LOG
    log.parent.mkdir()
    log.write_text('{"rot\n{"brev": "x", "status": "sendt"}\n', "utf-8")
    assert _run(*send).exit_code == 2 and not inbox.got


def test_a_line_cut_short_by_a_crash_is_passed_over(tmp_path: Path) -> None:
    log = tmp_path / smtp.LOG
    log.write_text('{"brev": "x", "status": "startet"}\n{"bre', "utf-8")
    found = smtp.Log(log)
    assert found.settle("x") == smtp.UNCERTAIN
    found.add("y", "a@b.no", smtp.SENT)
    assert json.loads(log.read_text("utf-8").splitlines()[-1])["brev"] == "y"
