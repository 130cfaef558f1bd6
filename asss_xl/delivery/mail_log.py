"""What became of each letter: a log that belongs to the package, wherever it is mailed from.

A letter is known by its address, its municipality and its build, not by what it says: whoever has
got the workbook of a build does not get it again, unless somebody asks for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from asss_xl.dataset import files
from asss_xl.replacing import Refused

SENT, UNCERTAIN, STARTED, REFUSED, LOST = "sendt", "uvisst", "startet", "avvist", "ikke_sendt"
#: Somebody has asked for the letter once more.
AGAIN = "på_nytt"
#: Where several people keep one log.
FOLDER = "ASSS_SMTP_LOG"


class MailError(Refused):
    """Nothing is sent; ``problems`` lists why, in bokmål."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def place(package: str) -> Path:
    """Where the log of a package is, by the name that the package gives itself."""
    shared = os.environ.get(FOLDER)
    folder = Path(shared) if shared else files.own_folder("state") / "utsending"
    plain = re.sub(r"[^A-Za-z0-9.-]", "_", package)[:60]
    return folder / f"{plain}-{hashlib.sha256(package.encode()).hexdigest()[:8]}.jsonl"


class Log:
    """A line for each thing that happens to a letter, on disk before anything else happens."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read()

    def _read(self) -> None:
        self.state: dict[str, str] = {}
        #: How many times each letter has been asked for once more.
        self.rounds = Counter[str]()
        lines = self.path.read_text("utf-8", errors="replace").splitlines() if self.path.exists() else []
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line)
                self._take(str(entry["brev"]), str(entry["status"]))
            except (ValueError, KeyError, TypeError) as error:
                if number == len(lines):
                    continue  # The last line may be cut short by a crash while it was written.
                raise MailError(
                    [f"{self.path}, rad {number}: kan ikke leses. Rett loggen; uten den kan noen få to brev."]
                ) from error

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

    def ask_again(self, letters: Iterable[tuple[str, str]]) -> None:
        """Let those who have had the letter get it once more; stopped, it goes on like any other."""
        for key, to in letters:
            if self.done(key):
                self.add(key, to, AGAIN)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep the log for this run: two runs at once could both send the same letter."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path.with_suffix(".lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise MailError([f"{self.path}: en annen utsending pågår. Vent til den er ferdig."]) from None
        try:
            self._read()
            yield
        finally:
            lock.release()

    def done(self, key: str) -> str:
        """The state of a letter that is not to be sent; one that was only started may have arrived."""
        found = self.state.get(key, "")
        return found if found in (SENT, UNCERTAIN) else UNCERTAIN if found == STARTED else ""
