"""Answers on disk, so that an interrupted fetch goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from .errors import FetchError


def standard_folder() -> Path:
    """Where answers are kept when the user has not said."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "asss_xl" / "ssb"


class Cache:
    """An answer is kept under all that it depends on, a table's `updated` included."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hits = 0

    def get(self, key: object, ask: Callable[[], bytes], sound: Callable[[bytes], object]) -> bytes:
        """The kept answer where it is whole; otherwise a new one, kept if it is sound."""
        digest = hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()
        path = self.folder / digest[:2] / f"{digest}.json"
        try:
            kept = path.read_bytes()
            sound(kept)
        except (OSError, FetchError):
            fresh = ask()
            sound(fresh)
            _write(path, fresh)
            return fresh
        self.hits += 1
        return kept


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(name, path)
    except OSError as error:
        raise FetchError(
            f"{path.parent}: svarene kan ikke tas vare på ({error.strerror or error}). "
            "Velg en annen mappe med --cache."
        ) from error
