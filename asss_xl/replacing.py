"""Replacing files: the new one is whole before the old one goes, and nothing is left behind.

What others have is respected: a link stays a link, a file that is read-only or open is not
replaced, a file keeps its mode and a new one gets what the umask gives.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: The start of the name of the file that Excel keeps beside an open workbook.
LOCK = "~$"
_UNFINISHED = ".asss_xl-"
_OURS = re.compile(re.escape(_UNFINISHED) + r"([0-9a-f]{12})([0-9a-f]{8})")
#: Where folders cannot be locked, what is this old belongs to nobody who still writes.
_ABANDONED = 3600.0


class Refused(Exception):
    """What is asked for cannot be done; the text says why and what to do, in bokmål."""


class Occupied(OSError):
    """A file that is not ours to replace now; the text says why, as a sentence in bokmål."""


_REASONS = {
    errno.ENOSPC: "disken er full",
    errno.EDQUOT: "disken er full",
    errno.EFBIG: "disken er full",
    errno.EACCES: "tilgangen er nektet",
    errno.EPERM: "tilgangen er nektet",
    errno.EROFS: "disken kan bare leses",
    errno.EISDIR: "det er en mappe",
    errno.ENOTDIR: "en del av stien er en fil",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ENOENT: "filen finnes ikke",
    errno.ELOOP: "lenken går i ring",
    errno.EEXIST: "noe som ikke er en mappe, har navnet",
}


def reason(error: OSError) -> str:
    """Why a file could not be read or written."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


def unwritten(target: object, error: OSError) -> str:
    """What is told of a file that could not be written."""
    if isinstance(error, Occupied):
        return f"{target}: {error}"
    why = "mappen finnes ikke" if isinstance(error, FileNotFoundError) else reason(error)
    return f"{target}: kan ikke skrives ({why})."


#: What is said of something else that has a folder's name.
NO_FOLDER = "--out {}: er ikke en mappe. Oppgi en mappe som kan lages."


def no_folder(out: Path) -> str:
    """Why files cannot be written in a folder that is there or is to be made; empty when they can."""
    if os.path.lexists(out) and not out.is_dir():
        return NO_FOLDER.format(out)
    try:
        with unfinished(next(filter(os.path.lexists, (out, *out.absolute().parents)), out)):
            return ""
    except OSError as error:
        return unwritten(f"--out {out}", error)


@contextlib.contextmanager
def writing(target: object, after: str = "") -> Iterator[None]:
    """Tell of what the system refuses while something is written to a target; ``after`` is told last."""
    try:
        yield
    except OSError as error:
        raise Refused(f"{unwritten(target, error)}{after}") from error


@contextlib.contextmanager
def replacing(target: Path, new: bool = False) -> Iterator[Path]:
    """A file to write, which is moved into the target's place when it is done.

    A failure or an interruption leaves what was there before, and no half-written file. One that
    is to be ``new`` replaces nothing: :class:`FileExistsError` where another run made it meanwhile.
    """
    refuse_occupied(target)
    with unfinished(_place(target).parent) as folder:
        made = folder / f"ny{target.suffix}"
        yield made
        _place_new(made, target) if new else _move(made, target)


def move_all(folder: Path, into: Path, names: Iterable[str] = ()) -> list[Path]:
    """Move finished files of a folder, all or those that are named, into another; or none of them.

    When one cannot be moved, those that were moved before it are put back.
    """
    targets = {folder / name: into / name for name in names or sorted(path.name for path in folder.iterdir())}
    for target in targets.values():
        refuse_occupied(target)
    moved: dict[Path, Path | None] = {}
    try:
        for made, target in targets.items():
            kept = made.with_name(f"{made.name}.gammel") if target.exists() else None
            if kept is not None:
                shutil.copy2(target, kept)
            moved[_move(made, target)] = kept
    except OSError:
        for target, kept in moved.items():
            os.replace(kept, _place(target)) if kept is not None else target.unlink()
        raise
    return list(moved)


def _place_new(made: Path, target: Path) -> None:
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        os.replace(made, target)


def _move(made: Path, target: Path) -> Path:
    place = _place(target)
    if place.exists():
        made.chmod(stat.S_IMODE(place.stat().st_mode))
    os.replace(made, place)
    return target


def _place(target: Path) -> Path:
    """Where the file itself is, when the target is a link to it."""
    return Path(os.path.realpath(target))


def refuse_occupied(target: Path) -> None:
    """Raise :class:`Occupied` for a file that is open in Excel, read-only or no ordinary file."""
    if told := occupied(target):
        raise Occupied(told)


def occupied(target: Path) -> str:
    """Why a file is not to be replaced, and what to do; empty when it may be."""
    for path in (target, _place(target)):
        if (found := lock_of(path)) is not None:
            return (
                f"Filen er åpen i {found[1]}{_owner(found[0])}. Lukk den og prøv igjen, eller velg et annet "
                f"navn. Er den ikke åpen, slett {found[0].name}."
            )
    place = _place(target)  # a link still: it points at itself
    if place.is_symlink() or (place.exists() and not (place.is_file() or place.is_dir())):
        return "Dette er ikke en vanlig fil. Velg et annet navn."
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        return "Filen er skrivebeskyttet. Ta bort skrivebeskyttelsen eller velg et annet navn."
    return ""


def lock_of(path: Path) -> tuple[Path, str] | None:
    """The lock file that is kept while a program has the workbook open, and the program, if there is one."""
    locks = {f"{LOCK}{path.name}": "Excel", f".~lock.{path.name}#": "LibreOffice"}
    found = ((path.with_name(name), program) for name, program in locks.items())
    return next((each for each in found if os.path.lexists(each[0])), None)


def lock_advice(path: Path) -> str:
    """What is told of a lock file that is given for the workbook."""
    return (
        f"{path.name} er låsefilen som Excel lager mens arbeidsboken er åpen. Oppgi arbeidsboken: "
        f"{path.name.removeprefix(LOCK)}."
    )


def _owner(lock: Path) -> str:
    """« hos Kari Nordmann»: after its length in Excel's lock, the first between commas in LibreOffice's."""
    try:
        content = lock.read_bytes()
    except OSError:
        return ""
    if lock.name.startswith(LOCK):
        name = content[1 : 1 + sum(content[:1])].decode("cp1252", "replace").strip()
    else:
        name = content.decode("utf-8", "replace").strip(", ").partition(",")[0]
    return f" hos {name}" if name.isprintable() and name else ""


@contextlib.contextmanager
def unfinished(parent: Path) -> Iterator[Path]:
    """A folder in ``parent`` for what is not finished, gone afterwards.

    What killed runs left there before is removed, unless another run is writing there now.
    """
    parent.mkdir(parents=True, exist_ok=True)
    handle = _announce(parent)
    try:
        token = secrets.token_hex(6)
        folder = parent / f"{_UNFINISHED}{token}{mark(token)}"
        folder.mkdir(0o700)
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
            # The clock may have been set back since: what nobody locks is left whatever its date.
            if _is_ours(path) and (not age or time.time() - path.lstat().st_mtime >= age):
                shutil.rmtree(path, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    """The end of the name is a sum of the rest: nobody else calls a folder that by chance."""
    named = _OURS.fullmatch(path.name)
    return named is not None and named[2] == mark(named[1]) and path.is_dir() and not path.is_symlink()


def mark(token: str) -> str:
    """The end of a name that nobody else gives a file or a folder by chance."""
    return hashlib.sha256(f"asss_xl {token}".encode()).hexdigest()[:8]
