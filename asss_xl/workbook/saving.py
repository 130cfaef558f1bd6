"""Replacing a file: the new one is whole before the old one goes."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from asss_xl.workbook.book import Book
from asss_xl.workbook.writer import write


def save(book: Book, target: Path) -> None:
    """Write the book beside the target and move it into place.

    A failure or an interruption leaves what was there before, and no half-written file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".asss_xl-", suffix=".xlsx", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(book, temporary)
        # A temporary file is private to its owner; a workbook is as readable as its folder lets.
        temporary.chmod(0o666 & ~_umask())
        os.replace(temporary, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
