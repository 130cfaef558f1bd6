"""Drafts and sending: what a recipient gets, and that nobody gets two or none."""

from __future__ import annotations

import asyncio
import datetime
import email
import email.policy
import ipaddress
import json
import re
import shutil
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Protocol, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.dataset import load
from asss_xl.delivery import letter, smtp
from asss_xl.delivery.new import new
from tests.support.filling import fill
from tools.eksempelnettverk import skriv

PEOPLE = [("Oslo", "a@oslo.kommune.no"), ("By AA", "b@by-aa.kommune.no"), ("By AB", "c@byab.kommune.no")]


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
    assert [part.get_param("name") for part in mail.iter_attachments()] == names
    assert "<caption" in html and not [p for p in mail.walk() if p.get_content_maintype() == "image"]
    assert _run(*arguments).exit_code == 0 and path.read_bytes() == first


def test_a_draft_to_an_address_that_is_changed_since_is_told_of_and_kept(
    package: Path, tmp_path: Path
) -> None:
    words = ("--data", package, "--out", tmp_path / "post")
    assert "annet utkast" not in _run("--to", _contacts(tmp_path, PEOPLE[1:]), *words).stderr
    (tmp_path / "post" / "By AA_notat.eml").write_text("mitt eget", "utf-8")
    before = {p: p.read_bytes() for p in (tmp_path / "post").iterdir()}
    done = _run("--to", _contacts(tmp_path, [("By AA", "ny@by-aa.kommune.no")]), *words)
    (old,) = [p for p in before if "b@by-aa" in p.name]
    assert done.exit_code == 0 and str(old) in done.stderr and done.stderr.count("annet utkast") == 1
    assert all(path.read_bytes() == was for path, was in before.items())


def test_a_letter_has_sentences_fields_and_no_raw_numbers(package: Path, tmp_path: Path) -> None:
    text = tmp_path / "tekst.md"
    listed = "1. Åpne\n2. Svar\n   - nå\n3. Send"
    text.write_text(f"Hei {{navn}}, her er **tallene** for {{kommune}} i {{aar}}.\n\n{listed}", "utf-8")
    out = tmp_path / "post"
    done = _run("--to", _contacts(tmp_path, PEOPLE[:1]), "--data", package, "--message", text, "--out", out)
    assert done.exit_code == 0, done.output
    (path,) = out.iterdir()
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    plain = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "Hei Åse Øy, her er tallene for Oslo i 2023.\n\n1. Åpne\n2. Svar\n  - nå\n3. Send\n\n" in plain
    assert "**" not in plain and "#" not in plain and "Ikke data" not in plain
    assert not re.search(r"\d[.]\d{3,}", plain)
    headlines = [line for line in plain.splitlines() if line.startswith("- ") and line.endswith(".")]
    assert headlines and all(len(line) > 20 for line in headlines)
    html = mail.get_body(("html",)).get_content()
    assert html.index("<caption") < html.index("Slik åpner du")
    # A phone's width: it says so itself, and no line breaks inside «560 367 kr».
    assert 'charset="utf-8"' in html and "width=device-width" in html
    assert "\u202f" in plain and "\u202f" in html and "\u2009" not in plain + html


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


#: The invented package's workbooks say FEIL on Kontroll.
SENT = ("--send", "--anyway")
BAD = [
    ('kommune,navn,epost\nOslo,"Kari\nBcc: x@y.no",a@b.no\n', "navn"),
    ('kommune,navn,epost\nOslo,Kari,"a@b.no\nBcc: x@y.no"\n', "epost"),
    ("kommune,navn,epost\nOslo,Kari,a@b@c.no\n", "epost"),
    ("kommune,navn,epost\nОslo,Kari,a@b.no\n", "kommune"),
    ("kommune,navn,epost\n../Oslo,Kari,a@b.no\n", "kommune"),
    ("kommune,navn,epost\nOslo,Kari,åse@oslo.kommune.no\n", "«å» foran @"),
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


def test_an_address_that_looks_like_another_s_is_a_draft_but_not_sent_until_somebody_says_so(
    inbox: _Inbox, package: Path, tmp_path: Path
) -> None:
    out = tmp_path / "post"
    words = ("--data", package, "--out", out)
    doubted = _contacts(tmp_path, [("By AA", "a@oslo.kommune.no")])
    done = _run("--to", doubted, *words)
    assert done.exit_code == 0 and "ser ut til å høre til Oslo" in done.stderr and list(out.iterdir())
    done = _run("--to", doubted, *words, "--send")
    assert done.exit_code == 2 and "«domene»" in done.stderr and not inbox.got
    said = _contacts(tmp_path, [("By AA", "a@oslo.kommune.no,oslo.kommune.no")], "kommune,navn,epost,domene")
    done = _run("--to", said, *words, "--send", "--anyway")
    assert done.exit_code == 0 and not done.stderr and len(inbox.got) == 1


def test_a_domain_with_norwegian_letters_is_written_as_servers_know_it(
    inbox: _Inbox, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSS_SMTP_FROM", "asss@bærum.no")
    to = _contacts(tmp_path, [("Oslo", "a@åpent.no,åpent.no")], "kommune,navn,epost,domene")
    done = _run("--to", to, "--data", package, "--send", "--anyway")
    assert done.exit_code == 0, done.output
    assert list(_received(inbox)) == ["a@xn--pent-poa.no"] and inbox.letters[0]["To"].endswith(
        "<a@xn--pent-poa.no>"
    )
    assert inbox.senders == {"asss@xn--brum-voa.no"}


def test_all_problems_are_told_at_once(package: Path, tmp_path: Path) -> None:
    path = _contacts(tmp_path, [("Osloo", "a@b.no"), ("Oslo", "ab.no"), ("Oslo", "ø@oslo.kommune.no")])
    done = _run("--to", path, "--data", package, "--out", tmp_path / "post")
    assert [f"rad {n}" in done.stderr for n in (2, 3, 4)] == [True] * 3


def test_a_letter_over_the_limit_stops_them_all(package: Path, tmp_path: Path) -> None:
    out = tmp_path / "post"
    done = _run("--to", _contacts(tmp_path, PEOPLE), "--data", package, "--out", out, "--max-size", "0.1")
    assert done.exit_code == 2 and not list(out.iterdir()) and "grensen er 0,1 MB" in done.stderr


# -- sending --------------------------------------------------------------------------------------


class _Inbox:
    """Takes letters; refuses one address, and breaks the connection where it is told to."""

    controller: _Controller

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.letters: list[Any] = []
        self.senders: set[str] = set()
        self.refuse = ""
        self.lose: dict[str, int] = {}
        self.silent = ""
        #: Senders that are refused, and how many letters it takes before it hangs up, for good or not.
        self.no_sender = ""
        self.idle_after = self.dies_after = -1

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address == self.no_sender:
            return "550 Not allowed to send as this user"
        envelope.mail_from = address
        self.senders.add(address)
        return "250 OK"

    async def handle_NOOP(self, server: Any, session: Any, envelope: Any, _: Any) -> str:
        if len(self.got) in (self.idle_after, self.dies_after):
            if len(self.got) == self.dies_after:
                self.controller.server.close()
            self.idle_after = -1
            server.transport.close()
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, _: Any) -> str:
        if address == self.refuse:
            return "550 Ukjent mottaker"
        if self.lose.get(address, 0) > 0:
            self.lose[address] -= 1
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(email.message_from_bytes(envelope.content))
        self.got.append((envelope.rcpt_tos[0], self.letters[-1]["Message-ID"]))
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
            authenticator=lambda *a: AuthResult(success=a[-1].password == b"rett", handled=False),
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
    box.controller = controller
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
    return ["--to", _contacts(tmp_path, PEOPLE), "--data", package, "--out", tmp_path / "post", *SENT]


def test_a_workbook_that_says_that_it_is_wrong_is_told_of_and_not_sent_unasked(
    inbox: _Inbox, send: list[object], tmp_path: Path
) -> None:
    """The accounts and the functions of the invented package do not meet."""
    said = "By AA: Kontroll i arbeidsboken sier FEIL: Ressursbruk 2021: disponibel inntekt er skatt"
    unasked = [word for word in send if word != "--anyway"]
    done = _run(*unasked)
    assert done.exit_code == 1 and said in done.stderr and "send den likevel med --anyway" in done.stderr
    assert not inbox.got
    assert _run(*unasked, "--dry-run").stdout.count("sendes ikke") == len(PEOPLE)
    words = [word for word in unasked if word != "--send"]
    assert _run(*words, "--dry-run").stdout.count("--send sender det bare med --anyway") == len(PEOPLE)
    draft = _run(*words)
    assert draft.exit_code == 0 and f"Se over: {said}" in draft.stderr
    assert _run(*(word for word in send if word != "--send")).exit_code == 2
    assert _run(*send).exit_code == 0 and len(inbox.got) == len(PEOPLE)


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
    done = _run(*send)
    assert done.exit_code == 2 and "sertifikatet er ikke til å stole på" in done.stderr and not inbox.got


def test_a_dry_run_writes_and_sends_nothing(inbox: _Inbox, send: list[object], tmp_path: Path) -> None:
    done = _run(*send, "--dry-run")
    assert done.exit_code == 0 and not inbox.got and not (tmp_path / "post").exists()
    for place, address in PEOPLE:
        letter = f"«Kommunerapport for {place} 2023» med Kommunerapport_{place}_2023.xlsx"
        assert re.search(rf"^{place}: {re.escape(address)}, {letter}, \d+,\d MB", done.stdout, re.M)
    assert "Bygger arbeidsbøkene" in done.stderr


def test_a_log_that_cannot_be_read_stops_the_sending(
    inbox: _Inbox, send: list[object], tmp_path: Path
) -> None:
    log = smtp.place("nettverk")
    assert log.is_relative_to(tmp_path / "tilstand")
    log.parent.mkdir(parents=True)
    log.write_text('{"rot\n{"brev": "x", "status": "sendt"}\n', "utf-8")
    assert _run(*send).exit_code == 2 and not inbox.got


def test_what_was_sent_when_a_book_gave_the_name_is_not_sent_again(inbox: _Inbox, tmp_path: Path) -> None:
    """Of input books together, whose log was named after the first of them."""
    example = skriv(tmp_path / "eksempel", kommuner=3, aar=2, tjenester=["grunnskole"])
    new(str(example), "2023-2024", tmp_path / "tom.xlsx", "xlsx")
    books = tmp_path / "svar"
    books.mkdir()
    for name, hers in (("bergen", True), ("resten", False)):
        fill(
            tmp_path / "tom.xlsx",
            example,
            books / f"{name}.xlsx",
            lambda row, hers=hers: (row.get("kommune") == "Bergen") is hers,  # type: ignore[misc]
        )
    people = _contacts(tmp_path, [("Bergen", "a@bergen.kommune.no")])
    words = ("--to", people, "--data", books, *SENT)
    assert _run(*words).exit_code == 0 and len(inbox.got) == 1
    smtp.place(load(books).pakke).rename(smtp.place("bergen"))
    done = _run(*words)
    assert done.exit_code == 0 and "fra før" in done.stdout and len(inbox.got) == 1, done.output


def test_a_line_cut_short_by_a_crash_is_passed_over(tmp_path: Path) -> None:
    log = tmp_path / "logg.jsonl"
    log.write_text('{"brev": "x", "status": "startet"}\n{"bre', "utf-8")
    found = smtp.Log(log)
    assert found.done("x") == smtp.UNCERTAIN
    found.add("y", "a@b.no", smtp.SENT)
    assert json.loads(log.read_text("utf-8").splitlines()[-1])["brev"] == "y"


def _elsewhere(send: list[object], to: Path, **changed: object) -> list[object]:
    """The same mailing from another folder."""
    given = dict(zip(send[:-1:2], send[1::2], strict=True)) | {"--out": to}
    given |= {f"--{name}": value for name, value in changed.items()}
    return [*(word for pair in given.items() for word in pair), *SENT]


def test_the_log_belongs_to_the_package_and_the_build(
    inbox: _Inbox, send: list[object], package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From another folder, with another text and of a copy of the package nobody gets it twice."""
    assert _run(*send).exit_code == 0
    copy = shutil.copytree(package, tmp_path / "et annet sted" / "kopi")
    text = tmp_path / "tekst.md"
    text.write_text("Hei igjen", "utf-8")
    monkeypatch.chdir(copy.parent)
    monkeypatch.setattr(letter, "stamped", lambda *_: pytest.fail("nothing is to be built"))
    done = _run(*_elsewhere(send, tmp_path / "ny", data=copy, message=text))
    assert done.exit_code == 0 and done.stdout.count("fra før") == len(PEOPLE), done.output
    assert _received(inbox) == {address: 1 for _, address in PEOPLE}
    monkeypatch.undo()


def test_again_is_once_more_and_goes_on_where_it_was_stopped(inbox: _Inbox, send: list[object]) -> None:
    assert _run(*send).exit_code == 0
    inbox.refuse = PEOPLE[2][1]
    assert _run(*send, "--again").exit_code == 1
    assert _received(inbox) == {PEOPLE[0][1]: 2, PEOPLE[1][1]: 2, PEOPLE[2][1]: 1}
    inbox.refuse = ""
    assert _run(*send).exit_code == 0
    assert _received(inbox) == {address: 2 for _, address in PEOPLE}
    names = [name for _, name in inbox.got]
    assert len(set(names)) == len(names), "a server throws the second letter of a name away"
    assert _run("--to", send[1], "--again").exit_code == 2


def test_a_changed_package_is_another_build(inbox: _Inbox, send: list[object], package: Path) -> None:
    assert _run(*send).exit_code == 0
    path = package / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace("Et oppdiktet", "Et nytt oppdiktet"), "utf-8")
    assert _run(*send).exit_code == 0
    assert _received(inbox) == {address: 2 for _, address in PEOPLE}


def test_a_log_can_be_several_people_s(
    inbox: _Inbox, send: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSS_SMTP_LOG", str(tmp_path / "felles"))
    assert _run(*send).exit_code == 0 and list((tmp_path / "felles").glob("*.jsonl"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "en annen"))
    assert _run(*send).exit_code == 0
    assert _received(inbox) == {address: 1 for _, address in PEOPLE}


def test_a_server_that_hangs_up_between_letters_is_called_again(inbox: _Inbox, send: list[object]) -> None:
    inbox.idle_after = 1
    done = _run(*send)
    assert done.exit_code == 0 and not done.stderr, done.output
    assert _received(inbox) == {address: 1 for _, address in PEOPLE}


def test_a_server_that_dies_stops_the_sending_at_once(inbox: _Inbox, send: list[object]) -> None:
    inbox.dies_after = 1
    done = _run(*send)
    assert done.exit_code == 1 and len(inbox.got) == 1
    assert done.stderr.count("\n") == 1 and "Utsendingen stanset" in done.stderr, done.stderr
    assert "tar ikke imot forbindelser" in done.stderr


#: What is wrong with the server or the settings, and what is told of it.
WRONG = {
    "password": ({"USER": "kari", "PASSWORD": "feil"}, "ASSS_SMTP_PASSWORD"),
    "no password": ({"USER": "kari"}, "ASSS_SMTP_PASSWORD mangler"),
    "letters in the password": ({"USER": "kari", "PASSWORD": "blåbær"}, "ASSS_SMTP_PASSWORD"),
    "sender": ({"FROM": "ukjent@example.no"}, "ASSS_SMTP_FROM"),
    "host": ({"HOST": "finnes-ikke.invalid"}, "finner ikke tjeneren"),
    "port": ({"PORT": "1"}, "tar ikke imot forbindelser"),
    "encryption": ({"TLS": "tls"}, "ASSS_SMTP_TLS"),
    "certificates": ({"CA_FILE": "/finnes/ikke.pem"}, "ASSS_SMTP_CA_FILE"),
}


@pytest.mark.parametrize(("changed", "told"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_with_the_server_is_told_once_before_anything_is_built(
    changed: dict[str, str], told: str, inbox: _Inbox, send: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox.no_sender = "ukjent@example.no"
    for name, value in changed.items():
        monkeypatch.setenv(f"ASSS_SMTP_{name}", value)
    monkeypatch.setattr(letter, "stamped", lambda *_: pytest.fail("it was built"))
    for words in (send, [*send, "--dry-run"]):
        done = _run(*words)
        assert done.exit_code == 2 and done.stderr.count("\n") == 1, done.output
        assert told in done.stderr and not inbox.got
        assert not re.search("[Cc]onnection|unexpectedly|refused|[Ee]rror|failed", done.stderr), done.stderr


def test_the_right_password_is_taken(
    inbox: _Inbox, send: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSS_SMTP_USER", "kari")
    monkeypatch.setenv("ASSS_SMTP_PASSWORD", "rett")
    assert _run(*send).exit_code == 0 and len(inbox.got) == len(PEOPLE)


@pytest.mark.parametrize("says", [b"", b"220 hei\r\n", None])
def test_a_server_that_says_nothing_or_hangs_up(
    says: bytes | None, inbox: _Inbox, send: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the connection and is silent, stops after its greeting, or hangs up at once."""
    monkeypatch.setattr(smtp, "_CONNECTS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as dead:
        monkeypatch.setenv("ASSS_SMTP_PORT", str(dead.getsockname()[1]))
        monkeypatch.setenv("ASSS_SMTP_HOST", "127.0.0.1")
        held: list[socket.socket] = []

        def answer() -> None:
            line, _ = dead.accept()
            if says is None:
                line.close()
            else:
                line.sendall(says)
                held.append(line)

        thread = threading.Thread(target=answer)
        thread.start()
        done = _run(*send)
        thread.join()
        for line in held:
            line.close()
    assert done.exit_code == 2 and done.stderr.count("\n") == 1, done.output
    told = "brøt forbindelsen" if says is None else "svarer ikke"
    assert told in done.stderr and "onnection" not in done.stderr


def test_headings_and_lists_have_a_look_that_no_program_takes_from_them() -> None:
    """Outlook gives a heading without one its own typeface; a list is not set in so far on a phone."""
    dressed = letter._dressed("<h1>Rapport</h1><h2>Funn</h2><ul><li>Ett</li></ul>")
    assert re.findall(r"<(?:h1|h2|ul)>", dressed) == []
    assert dressed.count("Calibri") == 2 and "padding-left:20px" in dressed
