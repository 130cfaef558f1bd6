"""Sending through an e-mail server: encrypted, logged before and after, never the same letter twice.

A letter is logged as started before its content is handed over. When the connection is lost after
all of it was handed over but before the server answered, nobody can know whether it arrived: it is
logged as uncertain and not sent again by itself. What is wrong with the server itself ends the
sending: it would be wrong with the next letter too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import smtplib
import socket
import ssl
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from asss_xl.dataset import files
from asss_xl.delivery.contacts import address
from asss_xl.replacing import Refused, reason

SENT, UNCERTAIN, STARTED, _REFUSED, LOST = "sendt", "uvisst", "startet", "avvist", "ikke_sendt"
#: Somebody has asked for the letter once more.
AGAIN = "på_nytt"
#: Where several people keep one log.
_FOLDER = "ASSS_SMTP_LOG"


#: Seconds to wait for a connection, and for an answer.
_CONNECTS, _ANSWERS = 20.0, 60.0
_SERVICE = "asss-xl-smtp"
#: What is wrong with a certificate, by OpenSSL's number.
_CERTIFICATE = {
    10: "det er gått ut",
    **dict.fromkeys((18, 19, 20, 21), "det er ikke utstedt av noen som maskinen kjenner"),
    **dict.fromkeys((62, 64), "det gjelder et annet navn"),
}
_FAULTS = (OSError, smtplib.SMTPException, UnicodeError)
#: What became of one letter: its status, and what the server said.
_Outcome = tuple[str, str]


def place(package: str) -> Path:
    """Where the log of a package is, by the name that the package gives itself."""
    shared = os.environ.get(_FOLDER)
    folder = Path(shared) if shared else files.own_folder("state") / "utsending"
    plain = re.sub(r"[^A-Za-z0-9.-]", "_", package)[:60]
    return folder / f"{plain}-{hashlib.sha256(package.encode()).hexdigest()[:8]}.jsonl"


class Log:
    """A line for each thing that happens to a letter, on disk before anything else happens.

    ``before`` are logs of the same figures under other names: read, never written to.
    """

    def __init__(self, path: Path, before: Iterable[Path] = ()) -> None:
        self.path, self.before = path, [log for log in before if log != path]
        self._read()

    def _read(self) -> None:
        self.state: dict[str, str] = {}
        #: How many times each letter has been asked for once more.
        self.rounds = Counter[str]()
        for path in (*self.before, self.path):
            self._read_one(path)

    def _read_one(self, path: Path) -> None:
        lines = path.read_text("utf-8", errors="replace").splitlines() if path.exists() else []
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line)
                self._take(str(entry["brev"]), str(entry["status"]))
            except (ValueError, KeyError, TypeError) as error:
                if number == len(lines):
                    continue  # The last line may be cut short by a crash while it was written.
                told = "kan ikke leses. Rett loggen; uten den kan noen få to brev."
                raise Refused(f"{path}, rad {number}: {told}") from error

    def _take(self, key: str, status: str) -> None:
        self.state[key] = status
        self.rounds[key] += status == AGAIN

    def add(self, key: str, to: str, status: str, told: str = "") -> None:
        """Write a line and wait until the disk has it."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        entry = {"brev": key, "til": to, "status": status, "svar": told, "naar": now}
        with self.path.open("ab+") as stream:
            stream.seek(0)
            content = stream.read()
            whole = content.rpartition(b"\n")[0]
            if content and not content.endswith(b"\n"):
                # Cut short by a crash while it was written.
                stream.truncate(len(whole) + 1 if whole else 0)
            stream.write((json.dumps(entry) + "\n").encode())
            stream.flush()
            os.fsync(stream.fileno())
        self._take(key, status)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep the log for this run: two runs at once could both send the same letter."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path.with_suffix(".lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Refused(f"{self.path}: en annen utsending pågår. Vent til den er ferdig.") from None
        try:
            self._read()
            yield
        finally:
            lock.release()

    def done(self, key: str) -> str:
        """The state of a letter that is not to be sent; one that was only started may have arrived."""
        found = self.state.get(key, "")
        return found if found in (SENT, UNCERTAIN) else UNCERTAIN if found == STARTED else ""


@dataclass(frozen=True)
class Server:
    """Where letters are handed over; the password is never shown."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    ca_file: str = ""


def from_environment() -> Server:
    """The server that the environment names; raises :class:`Refused`."""
    env = os.environ
    host, sender = env.get("ASSS_SMTP_HOST", ""), env.get("ASSS_SMTP_FROM", "")
    mode, port = env.get("ASSS_SMTP_TLS", "starttls"), env.get("ASSS_SMTP_PORT", "")
    user, ca_file = env.get("ASSS_SMTP_USER", ""), env.get("ASSS_SMTP_CA_FILE", "")
    password = env.get("ASSS_SMTP_PASSWORD", "") or _from_keyring(user)
    problems = [
        f"{name} mangler. Sett den i miljøet."
        for name, value in (("ASSS_SMTP_HOST", host), ("ASSS_SMTP_FROM", sender))
        if not value
    ]
    if mode not in ("starttls", "tls"):
        problems.append("ASSS_SMTP_TLS må være starttls eller tls; ukryptert sending finnes ikke.")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        problems.append("ASSS_SMTP_PORT er ikke et portnummer.")
    valid, wrong = address(sender)
    if sender and valid is None:
        problems.append(f"ASSS_SMTP_FROM: {wrong[0]}")
    if user and not password:
        problems.append(
            "ASSS_SMTP_PASSWORD mangler. Sett den i miljøet, eller legg passordet i nøkkelringen."
        )
    try:
        ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        what = "er ingen sertifikater i PEM-form" if isinstance(error, ssl.SSLError) else reason(error)
        problems.append(f"ASSS_SMTP_CA_FILE: {ca_file}: {what}.")
    if problems or valid is None:
        raise Refused("\n".join(problems))
    number = int(port) if port else 587 if mode == "starttls" else 465
    return Server(host, number, valid.text, user, password, mode == "starttls", ca_file)


def _from_keyring(user: str) -> str:
    if not user:
        return ""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(_SERVICE, user) or ""
    except KeyringError:
        return ""


class Sender:
    """One connection that is made again when it is lost."""

    def __init__(self, server: Server, log: Log) -> None:
        self.server, self.log = server, log
        self.connection: smtplib.SMTP | None = None

    def __enter__(self) -> Sender:
        """Connect, log in and name the sender, so that what is wrong is told before anything is built."""
        with self._or_stop():
            self._begin().rset()
        return self

    def __exit__(self, *_: object) -> None:
        self._drop(polite=True)

    def send(self, key: str, to: str, mail: EmailMessage) -> _Outcome:
        """Send a letter; raises :class:`Refused` when no letter can be sent."""
        connection = self._begin()
        try:
            self._accept(connection.rcpt(to), "RCPT TO")
            self._accept(connection.docmd("DATA"), "DATA", 354)
        except smtplib.SMTPResponseException as error:
            return self._note(key, to, _REFUSED, f"{error.smtp_code} {_text(error.smtp_error)}")
        except _FAULTS as error:
            return self._note(key, to, LOST, explained(error))
        return self._hand_over(connection, key, to, mail)

    def _hand_over(self, connection: smtplib.SMTP, key: str, to: str, mail: EmailMessage) -> _Outcome:
        content = mail.as_bytes(policy=SMTP)
        quoted = content.replace(b"\r\n.", b"\r\n..")
        ending = b"" if quoted.endswith(b"\r\n") else b"\r\n"
        try:
            # Without its last line no server takes the letter for whole.
            connection.send(quoted + ending)
        except _FAULTS as error:
            return self._note(key, to, LOST, explained(error))
        self.log.add(key, to, STARTED)
        try:
            connection.send(b".\r\n")
            code, answer = connection.getreply()
        except _FAULTS as error:
            return self._note(key, to, UNCERTAIN, explained(error))
        if code == 250:
            return self._note(key, to, SENT, _text(answer))
        return self._note(key, to, _REFUSED, f"{code} {_text(answer)}")

    def _note(self, key: str, to: str, status: str, told: str) -> _Outcome:
        if status != SENT:
            self._drop(polite=False)
        self.log.add(key, to, status, told)
        return status, told

    def _accept(self, reply: tuple[int, bytes], step: str, *more: int) -> None:
        code, answer = reply
        if code not in (more or (250, 251)):
            raise smtplib.SMTPResponseException(code, f"{step}: {_text(answer)}")

    def _begin(self) -> smtplib.SMTP:
        """A connection that has been told who sends; one that has been idle for too long is made again."""
        if self.connection is not None:
            try:
                self._accept(self.connection.noop(), "NOOP")
            except _FAULTS:
                self._drop(polite=False)
        connection = self._connected()
        with self._or_stop("Se etter ASSS_SMTP_FROM og ASSS_SMTP_USER."):
            self._accept(connection.mail(self.server.sender), "MAIL FROM")
        return connection

    def _connected(self) -> smtplib.SMTP:
        if self.connection is not None:
            return self.connection
        server = self.server
        context = ssl.create_default_context(cafile=server.ca_file or None)
        with self._or_stop(
            "Se etter ASSS_SMTP_HOST, ASSS_SMTP_PORT og ASSS_SMTP_TLS (starttls oftest 587, tls 465)."
        ):
            kind = smtplib.SMTP if server.starttls else partial(smtplib.SMTP_SSL, context=context)
            made = self.connection = kind(server.host, server.port, timeout=_CONNECTS)
            if server.starttls:
                made.starttls(context=context)
            made.ehlo()
        if made.sock is not None:
            made.sock.settimeout(_ANSWERS)
        if server.user:
            with self._or_stop("Innloggingen mislyktes. Se etter ASSS_SMTP_USER og ASSS_SMTP_PASSWORD."):
                made.login(server.user, server.password)
        return made

    @contextlib.contextmanager
    def _or_stop(self, advice: str = "") -> Iterator[None]:
        """What goes wrong here would go wrong with every letter."""
        try:
            yield
        except _FAULTS as error:
            self._drop(polite=False)
            if isinstance(error, ssl.SSLCertVerificationError):
                advice = "Se etter ASSS_SMTP_HOST, og ASSS_SMTP_CA_FILE hvis tjeneren har et eget sertifikat."
            where = f"{self.server.host}:{self.server.port}"
            told = f"E-posttjeneren {where}: {explained(error)}. {advice}".strip()
            raise Refused(told) from error

    def _drop(self, polite: bool) -> None:
        connection, self.connection = self.connection, None
        if connection is None:
            return
        if polite:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()
        connection.close()


def explained(error: Exception) -> str:
    """What went wrong, in bokmål; only a server's own answer is told as it is."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"tjeneren svarte {error.smtp_code} {_text(error.smtp_error)}".rstrip(". ")
    if isinstance(error, ssl.SSLCertVerificationError):
        told = _CERTIFICATE.get(error.verify_code, "det holder ikke")
        return f"sertifikatet er ikke til å stole på ({told})"
    if isinstance(error.__context__, TimeoutError):
        error = error.__context__  # which smtplib tells as a connection that was closed
    known: tuple[tuple[type[Exception], str], ...] = (
        (smtplib.SMTPServerDisconnected, "tjeneren brøt forbindelsen"),
        (smtplib.SMTPNotSupportedError, "tjeneren tilbyr ikke det som trengs: kryptering eller innlogging"),
        (smtplib.SMTPException, "tjeneren og programmet har ingen felles måte å gjøre det på"),
        (UnicodeError, "brukernavnet, passordet eller adressen har tegn som tjeneren ikke tar"),
        (socket.gaierror, "finner ikke tjeneren"),
        (ssl.SSLError, "krypteringen kom ikke i gang"),
        (TimeoutError, "tjeneren svarer ikke"),
        (ConnectionRefusedError, "tjeneren tar ikke imot forbindelser"),
        (ConnectionError, "forbindelsen ble brutt"),
    )
    for kind, told in known:
        if isinstance(error, kind):
            return told
    return reason(error) if isinstance(error, OSError) else type(error).__name__


def _text(answer: object) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return "".join(c if c.isprintable() else " " for c in text)[:300]
