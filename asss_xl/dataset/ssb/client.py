"""Calls to StatBank and KLASS: within the rate limit, again when the answer was no answer.

Answers are kept on disk, so that an interrupted fetch goes on where it was. What pxwebpy and
ssb-klass-python leave out and why this layer is our own: docs/dependencies.md.
"""

from __future__ import annotations

import contextlib
import email.utils
import hashlib
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from asss_xl import replacing as disk
from asss_xl.replacing import reason, replacing

from .. import files
from ..messages import said


class FetchError(disk.Refused):
    """Figures that cannot be fetched as they should; nothing is written."""


class Temporary(FetchError):
    """An answer that may be right the next time: busy, down, cut off, a page of HTML."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Changed(FetchError):
    """The table was updated between two of our calls."""


class Rejected(FetchError):
    """A question that the server will not answer, however often it is asked."""


class TooLarge(Rejected):
    """A question for more cells than the server gives at once."""


SSB_URL = "https://data.ssb.no/api/pxwebapi/v2"
KLASS_URL = "https://data.ssb.no/api/klass/v1"

_FORM = {"lang": "no", "outputFormat": "json-stat2"}
#: What StatBank documents; its header has said more, and its /config says 0.
CALLS, WINDOW = 30, 60.0
ATTEMPTS = 6
#: A Retry-After beyond this is told to the user instead of waited for; so is an answer that comes slower.
LONGEST_WAIT = 300.0
#: Bytes: half as much again as the most cells that StatBank gives at once, each of eight digits. Twice as
#: much of nothing but brackets would take more than 500 MB to read.
LARGEST_ANSWER = 13_000_000
#: StatBank answers 404 with a page of HTML from about 2,100 characters.
LONGEST_URL = 2000
_BUSY = {408, 425, 429, 500, 502, 503, 504}


@dataclass
class Clock:
    """Time, so that tests need not wait."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], float] = time.time


@dataclass
class Client:
    """One user's calls; never two at once, since StatBank answers 429 to that."""

    ssb: str = SSB_URL
    klass: str = KLASS_URL
    clock: Clock = field(default_factory=Clock)
    tell: Callable[[str], None] = lambda _: None
    timeout: float = 60.0
    #: What a fetch has cost: calls, and seconds of waiting.
    calls: int = field(default=0, init=False)
    waited: float = field(default=0.0, init=False)
    _http: httpx.Client = field(init=False)
    _sent: deque[float] = field(default_factory=deque, init=False)
    _full_until: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.ssb, self.klass = self.ssb.rstrip("/"), self.klass.rstrip("/")
        for name, url in (("StatBank", self.ssb), ("KLASS", self.klass)):
            if not url.startswith(("http://", "https://")):
                raise FetchError(said("ikke_nettadresse", name, url))
        try:
            httpx.URL(self.ssb), httpx.URL(self.klass)
            self._http = httpx.Client(
                timeout=self.timeout, follow_redirects=True, headers={"Accept": "application/json"}
            )
        except (httpx.InvalidURL, ImportError, OSError, ValueError) as error:  # a proxy, a certificate
            raise FetchError(said("ubrukelig_nett", error)) from error

    def close(self) -> None:
        self._http.close()

    def metadata(self, table: str) -> bytes:
        return self._ask(f"Tabell {table}", f"{self.ssb}/tables/{table}/metadata", _FORM)

    def data(self, table: str, selection: dict[str, tuple[str, ...]]) -> bytes:
        """The cells of a selection; the codes of each variable are asked for once."""
        url = f"{self.ssb}/tables/{table}/data"
        codes = {name: list(dict.fromkeys(values)) for name, values in selection.items()}
        query = _FORM | {f"valueCodes[{name}]": ",".join(found) for name, found in codes.items()}
        if len(str(httpx.URL(url, params=query))) <= LONGEST_URL and not any(
            "," in code for found in codes.values() for code in found
        ):
            return self._ask(f"Tabell {table}", url, query)
        body = {"selection": [{"variableCode": n, "valueCodes": found} for n, found in codes.items()]}
        return self._ask(f"Tabell {table}", url, _FORM, body)

    def classified(self, number: int, what: str, asked: dict[str, str]) -> bytes:
        """What a classification of KLASS says."""
        return self._ask(f"KLASS {number}", f"{self.klass}/classifications/{number}/{what}.json", asked)

    # -- one question, until it has an answer ---------------------------------------------------

    def _ask(self, what: str, url: str, query: dict[str, str], body: Any = None, before: int = 0) -> bytes:
        try:
            return self._once(what, url, query, body)
        except Temporary as error:
            if before + 1 == ATTEMPTS:
                raise FetchError(said("ga_opp", error, ATTEMPTS)) from error
            wait = 2.0**before if error.wait is None else max(error.wait, 1.0)
            self.tell(f"{error} Prøver igjen om {wait:.0f} s.")
            self._sleep(wait)
        return self._ask(what, url, query, body, before + 1)

    def _sleep(self, seconds: float) -> None:
        self.waited += seconds
        self.clock.sleep(seconds)

    def _once(self, what: str, url: str, query: dict[str, str], body: Any) -> bytes:
        self._stay_within_limit()
        self.calls += 1
        self._sent.append(self.clock.now())
        try:
            method = "GET" if body is None else "POST"
            with self._ending(what), self._http.stream(method, url, params=query, json=body) as answer:
                content = self._content(what, answer)
        except (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol) as error:
            raise Temporary(f"{what}: får ikke kontakt med {url.split('/tables')[0]}.") from error
        except httpx.TransportError as error:
            late = isinstance(error, httpx.TimeoutException)
            kind = "svarte ikke i tide" if late else "brøt forbindelsen før hele svaret var kommet"
            raise Temporary(f"{what}: tjeneren {kind}.") from error
        except httpx.HTTPError as error:
            raise Temporary(f"{what}: svaret kan ikke leses ({type(error).__name__}).") from error
        # What the server itself says of the calls that are left.
        if answer.headers.get("x-ratelimit-remaining") == "0":
            self._full_until = self._sent[0] + WINDOW
        return self._read(what, answer, content)

    @contextlib.contextmanager
    def _ending(self, what: str) -> Iterator[None]:
        """At most so long for all of an answer, its headers too: the timeout is for each read alone."""
        ended = threading.Event()

        def end() -> None:
            ended.set()
            self._http.close()

        ending = threading.Timer(LONGEST_WAIT, end)
        ending.daemon = True
        ending.start()
        try:
            yield
        except httpx.HTTPError as error:
            if ended.is_set():
                raise FetchError(said("svar_uten_ende", what)) from error
            raise
        finally:
            ending.cancel()

    def _content(self, what: str, answer: httpx.Response) -> bytes:
        """All of an answer that is no larger than any of theirs."""
        if "," in answer.headers.get("content-encoding", ""):
            raise FetchError(said("svar_uten_ende", what))  # packed twice: its first part can fill memory
        content = bytearray()
        for part in answer.iter_bytes():
            content += part
            if len(content) > LARGEST_ANSWER:
                raise FetchError(said("svar_uten_ende", what))
        return bytes(content)

    def _stay_within_limit(self) -> None:
        now = self.clock.now()
        while self._sent and now - self._sent[0] >= WINDOW:
            self._sent.popleft()
        ready = self._full_until
        if len(self._sent) >= CALLS:
            ready = max(ready, self._sent[0] + WINDOW)
        if ready > now:
            self.tell(f"Venter {ready - now:.0f} s: grensen for kall per minutt er nådd.")
            self._sleep(ready - now)

    def _read(self, what: str, answer: httpx.Response, content: bytes) -> bytes:
        status = answer.status_code
        if status in _BUSY:
            wait = self._retry_after(what, answer)
            told = "for mange kall på kort tid" if status == 429 else "tjeneren er opptatt eller nede"
            raise Temporary(f"{what}: {told} (HTTP {status}).", wait)
        if status >= 400:
            title = _title(content)
            large = status == 413 or title.casefold().startswith("too many")
            raise (TooLarge if large else Rejected)(
                said("avvist", what, _TITLES.get(title, title or "kallet ble avvist"), status)
            )
        if content.lstrip()[:1] == b"<":
            raise Temporary(f"{what}: svaret er en nettside, ikke tall. Tjeneren kan være nede.")
        try:
            parsed = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise Temporary(f"{what}: svaret er avkuttet eller ikke gyldig JSON.") from error
        if not isinstance(parsed, dict):
            raise FetchError(f"{what}: svaret har ikke formen det skal ha. Er adressen riktig?")
        return content

    def _retry_after(self, what: str, answer: httpx.Response) -> float | None:
        text = answer.headers.get("retry-after", "").strip()
        wait = float(text) if text.isdecimal() else None
        with contextlib.suppress(TypeError, ValueError):
            when = email.utils.parsedate_to_datetime(text)
            wait = max(0.0, when.timestamp() - self.clock.today())
        if wait is not None and wait > LONGEST_WAIT:
            raise FetchError(said("vent", what, wait / 60, answer.status_code))
        return WINDOW if wait is None and answer.status_code == 429 else wait


_TITLES = {
    "Non-existent table": "tabellen finnes ikke",
    "Non-existent variable": "en av variablene finnes ikke i tabellen",
    "Non-existent value": "en av kodene finnes ikke i tabellen",
    "Non-existent codelist": "kodelisten finnes ikke",
    "Missing selection for mandantory variable": "en variabel som må velges, er ikke valgt",
    "Too many cells selected": "for mange celler i ett kall",
    "Illegal selection expression": "valgene er ikke lovlige",
}


def _title(content: bytes) -> str:
    """What a refusal calls itself."""
    try:
        return str(json.loads(content).get("title") or "")
    except (ValueError, AttributeError, RecursionError):
        return ""


T = TypeVar("T")


def standard_folder() -> Path:
    """Where answers are kept when the user has not said."""
    return files.own_folder("cache") / "ssb"


class Cache:
    """An answer is kept under all that it depends on, a table's `updated` included."""

    def __init__(self, folder: Path, refresh: bool = False) -> None:
        """`refresh`: what an earlier run kept is thrown away when it is asked for."""
        self.folder, self._refresh = folder, refresh
        self.hits = 0
        self._about: dict[str, list[Path]] = {}

    def forget(self, subject: str) -> None:
        """Drop this run's answers about something that turned out not to be sound together."""
        for path in self._about.pop(subject, []):
            path.unlink(missing_ok=True)

    def get(self, key: object, ask: Callable[[], bytes], read: Callable[[bytes], T], subject: str = "") -> T:
        """What `read` makes of the kept answer, or else of a new one, which is kept if it can."""
        digest = hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()
        path = self.folder / digest[:2] / f"{digest}.json"
        asked = any(path in paths for paths in self._about.values())
        self._about.setdefault(subject, []).append(path)
        if self._refresh and not asked:
            path.unlink(missing_ok=True)
        try:
            made = read(path.read_bytes())
        except (OSError, FetchError):
            fresh = ask()
            made = read(fresh)
            try:
                with replacing(path) as file:
                    file.write_bytes(fresh)
            except OSError as error:
                raise FetchError(said("svar_ikke_tatt_vare_paa", path.parent, reason(error))) from error
            return made
        self.hits += 1
        return made
