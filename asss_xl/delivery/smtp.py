"""Sending through an e-mail server: encrypted, logged before and after, never the same letter twice.

A letter is logged as started before its content is handed over. When the connection is lost after
all of it was handed over but before the server answered, nobody can know whether it arrived: it is
logged as uncertain and not sent again by itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from filelock import FileLock, Timeout

LOG = "utsending.jsonl"
SENT, UNCERTAIN, STARTED, REFUSED, LOST = "sendt", "uvisst", "startet", "avvist", "ikke_sendt"
_TIMEOUT = 60.0
_SERVICE = "asss-xl-smtp"


class MailError(Exception):
    """Sending cannot start; ``problems`` lists why, in bokmål."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Server:
    """Where letters are handed over; the password is never shown."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    starttls: bool = True
    ca_file: str = ""

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port})"


def from_environment() -> Server:
    """The server that the environment names; raises :class:`MailError`."""
    env = os.environ
    host, sender = env.get("ASSS_SMTP_HOST", ""), env.get("ASSS_SMTP_FROM", "")
    mode, port = env.get("ASSS_SMTP_TLS", "starttls"), env.get("ASSS_SMTP_PORT", "")
    problems = [
        f"{name} mangler. Sett den i miljøet."
        for name, value in (("ASSS_SMTP_HOST", host), ("ASSS_SMTP_FROM", sender))
        if not value
    ]
    if mode not in ("starttls", "tls"):
        problems.append("ASSS_SMTP_TLS må være starttls eller tls; ukryptert sending finnes ikke.")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        problems.append("ASSS_SMTP_PORT er ikke et portnummer.")
    if sender and _bad_address(sender):
        problems.append("ASSS_SMTP_FROM er ikke en gyldig e-postadresse.")
    if problems:
        raise MailError(problems)
    user = env.get("ASSS_SMTP_USER", "")
    password = env.get("ASSS_SMTP_PASSWORD", "") or _from_keyring(user)
    number = int(port) if port else 587 if mode == "starttls" else 465
    return Server(host, number, sender, user, password, mode == "starttls", env.get("ASSS_SMTP_CA_FILE", ""))


def _bad_address(address: str) -> bool:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return True
    return False


def _from_keyring(user: str) -> str:
    if not user:
        return ""
    try:
        import keyring
    except ImportError:
        return ""
    return keyring.get_password(_SERVICE, user) or ""


class Log:
    """What became of each letter, a line at a time, on disk before anything else happens."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state: dict[str, str] = {}
        self._read()

    def _read(self) -> None:
        path = self.path
        if path.exists():
            lines = path.read_text("utf-8", errors="replace").splitlines()
            for number, line in enumerate(lines, start=1):
                try:
                    entry = json.loads(line)
                    self.state[str(entry["brev"])] = str(entry["status"])
                except (ValueError, KeyError, TypeError) as error:
                    if number == len(lines):
                        continue  # The last line may be cut short by a crash while it was written.
                    raise MailError(
                        [f"{path}, rad {number}: kan ikke leses. Rett loggen; uten den kan noen få to brev."]
                    ) from error

    def add(self, key: str, to: str, status: str, told: str = "") -> None:
        """Write a line and wait until the disk has it."""
        line = json.dumps({"brev": key, "til": to, "status": status, "svar": told}) + "\n"
        with self.path.open("ab+") as stream:
            stream.seek(0)
            content = stream.read()
            whole = content.rpartition(b"\n")[0]
            if content and not content.endswith(b"\n"):
                # Cut short by a crash while it was written.
                stream.truncate(len(whole) + 1 if whole else 0)
            stream.write(line.encode())
            stream.flush()
            os.fsync(stream.fileno())
        self.state[key] = status

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep the log for this run: two runs at once could both send the same letter."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path.with_name(f".{self.path.stem}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise MailError([f"{self.path}: en annen utsending pågår. Vent til den er ferdig."]) from None
        try:
            self._read()
            yield
        finally:
            lock.release()

    def settle(self, key: str) -> str:
        """The state of a letter; one that was only started when we died is uncertain."""
        found = self.state.get(key, "")
        return UNCERTAIN if found == STARTED else found


@dataclass(frozen=True)
class Outcome:
    """What became of one letter."""

    to: str
    status: str
    told: str = ""


class Sender:
    """One connection that is made again when it is lost."""

    def __init__(self, server: Server, log: Log) -> None:
        self.server, self.log = server, log
        self.connection: smtplib.SMTP | None = None

    def __enter__(self) -> Sender:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop(polite=True)

    def send(self, key: str, to: str, mail: EmailMessage) -> Outcome:
        """Send a letter unless the log says that it is sent, or may be."""
        known = self.log.settle(key)
        if known in (SENT, UNCERTAIN):
            return Outcome(to, known, "fra før")
        try:
            connection = self._connected()
            self._accept(connection.mail(self.server.sender), "MAIL FROM")
            self._accept(connection.rcpt(to), "RCPT TO")
            self._accept(connection.docmd("DATA"), "DATA", 354)
        except smtplib.SMTPResponseException as error:
            return self._note(key, to, REFUSED, f"{error.smtp_code} {_text(error.smtp_error)}", True)
        except UnicodeError:
            told = "brukernavnet eller passordet har tegn som tjeneren ikke tar"
            return self._note(key, to, LOST, told, True)
        except (OSError, smtplib.SMTPException) as error:
            return self._note(key, to, LOST, str(error) or type(error).__name__, True)
        return self._hand_over(connection, key, to, mail)

    def _hand_over(self, connection: smtplib.SMTP, key: str, to: str, mail: EmailMessage) -> Outcome:
        content = mail.as_bytes(policy=SMTP)
        quoted = content.replace(b"\r\n.", b"\r\n..")
        ending = b"" if quoted.endswith(b"\r\n") else b"\r\n"
        try:
            # Without its last line no server takes the letter for whole.
            connection.send(quoted + ending)
        except (OSError, smtplib.SMTPException) as error:
            return self._note(key, to, LOST, str(error) or type(error).__name__, True)
        self.log.add(key, to, STARTED)
        try:
            connection.send(b".\r\n")
            code, answer = connection.getreply()
        except (OSError, smtplib.SMTPException) as error:
            return self._note(key, to, UNCERTAIN, str(error) or type(error).__name__, True)
        if code == 250:
            return self._note(key, to, SENT, _text(answer), False)
        return self._note(key, to, REFUSED, f"{code} {_text(answer)}", True)

    def _note(self, key: str, to: str, status: str, told: str, drop: bool) -> Outcome:
        if drop:
            self._drop(polite=False)
        self.log.add(key, to, status, told)
        return Outcome(to, status, told)

    def _accept(self, reply: tuple[int, bytes], step: str, *more: int) -> None:
        code, answer = reply
        if code not in (more or (250, 251)):
            raise smtplib.SMTPResponseException(code, f"{step}: {_text(answer)}")

    def _connected(self) -> smtplib.SMTP:
        if self.connection is None:
            server = self.server
            context = ssl.create_default_context(cafile=server.ca_file or None)
            made: smtplib.SMTP
            if server.starttls:
                made = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
                self.connection = made
                made.starttls(context=context)
            else:
                made = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
                self.connection = made
            made.ehlo()
            if server.user:
                made.login(server.user, server.password)
        return self.connection

    def _drop(self, polite: bool) -> None:
        connection, self.connection = self.connection, None
        if connection is None:
            return
        if polite:
            try:
                connection.quit()
            except (OSError, smtplib.SMTPException):
                connection.close()
        else:
            connection.close()


def _text(answer: object) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return "".join(c if c.isprintable() else " " for c in text)[:300]
