"""Writing a workbook again with one part changed: every other part keeps its bytes, its place and its date.

The file is written beside the target and moved into place at the end, so that nothing is half written.
"""

from __future__ import annotations

import contextlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from asss_xl.replacing import LOCK, Refused, lock_advice, occupied, reason, replacing
from asss_xl.unpacking import Package, PackageError

_BLOCK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError)
_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")


class WorkbookError(Refused):
    """The workbook cannot be used; ``problems`` lists everything, in bokmål."""

    def __init__(self, file: Path, problems: list[str]) -> None:
        super().__init__("\n".join(f"{file}: {problem}" for problem in problems))
        self.problems = problems


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Package]:
    """A workbook that is looked into; what is wrong with it is told with its name."""
    try:
        yield Package.open(path)
    except PackageError as error:
        raise WorkbookError(path, [error.message]) from error
    except OSError as error:
        raise WorkbookError(path, [f"Filen kan ikke leses ({reason(error)})."]) from error


def check_target(source: Path, target: Path) -> None:
    """A target must be another file of the same kind, free to write; Excel refuses a wrong ending."""
    problems = []
    if target.suffix.lower() != source.suffix.lower():
        problems.append(f"Resultatet må ha samme filendelse som {source.name}: {source.suffix}.")
    if source.suffix.lower() not in _SUFFIXES:
        problems.append(f"Filendelsen {source.suffix or '(ingen)'} er ikke en Excel-arbeidsbok.")
    if target.exists() and source.exists() and os.path.samefile(source, target):
        problems.append("Resultatet kan ikke være samme fil som kilden. Velg et annet navn.")
    if target.name.startswith(LOCK):
        problems.append(lock_advice(target))
    if not target.parent.is_dir():
        problems.append(f"Mappen {target.parent} finnes ikke.")
    elif target.is_dir():
        problems.append("Resultatet er en mappe. Oppgi navnet på en fil.")
    else:
        problems += [told] if (told := occupied(target)) else []
    if problems:
        raise WorkbookError(target, problems)


def write_with(package: Package, target: Path, workbook: bytes | None) -> None:
    """Write the package to ``target`` with another workbook part, if any; nothing is left on failure."""
    try:
        with replacing(target) as made, made.open("wb") as stream:
            if workbook is not None:
                _copy_parts(package, stream, workbook)
            else:
                stream.write(package.path.read_bytes())
    except PermissionError as error:
        problem = (
            "Filen kan ikke erstattes: den er åpen i et annet program, eller mappen kan ikke skrives til."
        )
        raise WorkbookError(target, [problem]) from error
    except OSError as error:
        raise WorkbookError(target, [f"Filen kan ikke skrives ({reason(error)})."]) from error
    except _DAMAGED as error:
        raise WorkbookError(package.path, ["Filen er skadet og kan ikke kopieres."]) from error


def _copy_parts(package: Package, stream: object, workbook: bytes) -> None:
    with (
        zipfile.ZipFile(package.path) as source,
        zipfile.ZipFile(stream, "w") as copy,  # type: ignore[call-overload]
    ):
        copy.comment = source.comment
        for entry in source.infolist():
            made = _same_entry(entry)
            if entry.filename == package.workbook_part:
                copy.writestr(made, workbook)
                continue
            with source.open(entry) as read, copy.open(made, "w", force_zip64=False) as write:
                while block := read.read(_BLOCK):
                    write.write(block)


def _same_entry(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(entry.filename, entry.date_time)
    made.compress_type = entry.compress_type
    made.external_attr = entry.external_attr
    made.create_system = entry.create_system
    made.comment = entry.comment
    made.file_size = entry.file_size
    return made
