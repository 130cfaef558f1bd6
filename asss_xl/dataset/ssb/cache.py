"""Answers on disk, so that an interrupted fetch goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from asss_xl.replacing import reason, replacing

from .. import files
from ..messages import said
from .errors import FetchError

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
            _write(path, fresh)
            return made
        self.hits += 1
        return made


def _write(path: Path, content: bytes) -> None:
    try:
        with replacing(path) as made:
            made.write_bytes(content)
    except OSError as error:
        raise FetchError(said("svar_ikke_tatt_vare_paa", path.parent, reason(error))) from error
