"""Replacing a file: the new one is whole before the old one goes."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from asss_xl.workbook.book import Book
from asss_xl.workbook.writer import write

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_UNFINISHED = ".asss_xl-"
#: Where folders cannot be locked, what is this old belongs to nobody who still writes.
_ABANDONED = 3600.0


def save(book: Book, target: Path) -> None:
    """Write the book beside the target and move it into place.

    A failure or an interruption leaves what was there before, and no half-written file.
    """
    with unfinished(target.parent) as folder:
        temporary = folder / f"arbeidsbok{target.suffix}"
        write(book, temporary)
        # A temporary file is private to its owner; a workbook is as readable as its folder lets.
        temporary.chmod(0o666 & ~_umask())
        os.replace(temporary, target)


@contextlib.contextmanager
def unfinished(parent: Path) -> Iterator[Path]:
    """A folder in ``parent`` for what is not finished, gone afterwards.

    What killed runs left there before is removed, unless another run is writing there now.
    """
    parent.mkdir(parents=True, exist_ok=True)
    handle = _announce(parent)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        if handle is not None:
            os.close(handle)


def _announce(parent: Path) -> int | None:
    """Tell other runs that this one writes in the folder, having tidied it if there are none."""
    try:
        if fcntl is None:
            raise OSError
        handle = os.open(parent, os.O_RDONLY)
    except OSError:
        _tidy(parent, _ABANDONED)
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _tidy(parent, 0)
    except BlockingIOError:
        pass
    except OSError:  # A network folder that knows no locks.
        _tidy(parent, _ABANDONED)
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def _tidy(parent: Path, age: float) -> None:
    for path in parent.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.lstat().st_mtime >= age:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
