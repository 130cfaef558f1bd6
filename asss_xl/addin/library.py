"""The functions as a library that travels with a workbook: named LAMBDAs and their texts.

``add_names`` and ``remove_names`` change the names of an existing file: those that are not ours are
never touched, and Excel calculates everything when it opens a new file that calls them. ``name_status`` tells
what a file has. A workbook is written again with one part changed: every other part keeps its bytes, its
place and its date, and the file is moved into place at the end, so that nothing is half written.
"""

from __future__ import annotations

import contextlib
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from asss_xl import __version__
from asss_xl.addin.workbook_names import CallingCell, NameElement, WorkbookPart, called, callers
from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.naming import comment, digest, mark_of, normalised
from asss_xl.replacing import LOCK, Refused, lock_advice, occupied, reason, replacing
from asss_xl.stated import beside
from asss_xl.unpacking import PackageError, Parts

#: The library in a workbook that explains and tests itself; ``tools`` makes it.
WORKBOOK = Path(__file__).with_name("ASSS_funksjoner.xlsx")
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError)
_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")

#: What a name is: ours and as this version writes it, ours from an older or a newer version, ours
#: but edited since, somebody else's, ours but gone from the catalogue, not there.
CURRENT, OLDER, NEWER, CHANGED = "current", "older", "newer", "changed"
FOREIGN, RETIRED, MISSING = "foreign", "retired", "missing"
_TOLD = beside(__file__)
#: Each in bokmål, and what to do about it.
KINDS = {kind: (word, told.format(version=__version__)) for kind, (word, told) in _TOLD["slag"].items()}
_LAMBDA = re.compile(r"\s*=?\s*(?:_xlfn\.)?LAMBDA\(", re.IGNORECASE)


@dataclass(frozen=True)
class NameStatus:
    """One name of a file. ``calls`` are the cells whose formula calls it."""

    name: str
    status: str
    version: str | None = None
    calls: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Changes:
    """What was done, by name. ``edited`` are those of the updated that somebody had changed."""

    target: Path
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    #: Whether Excel is to calculate when it opens the file: something in it calls what was changed.
    calculates: bool = False

    @property
    def changed(self) -> bool:
        """False when the target is the same file, byte for byte."""
        return bool(self.added or self.updated or self.removed)


def _told(which: str, *about: object) -> str:
    """What is wrong, by its name."""
    return str(_TOLD["feil"][which]).format(*about, version=__version__)


def add_names(source: Path, target: Path) -> Changes:
    """Put every function into a workbook; raises :class:`WorkbookError` and writes nothing else.

    Names of ours that are out of date or edited are replaced, current ones keep their bytes. A
    name that something else has, also a table or a name of one sheet, is an error that lists
    them all, and so are names from a newer version.
    """
    check_target(source, target)
    with opened(source) as package:
        book = WorkbookPart(package)
        tables = _table_names(package)
        cells = _cells(callers(package, CATALOGUE))
    _check_free(source, book, tables)
    kinds = {id(name): _kind(name) for name in book.names}
    ours = {n.name.casefold(): n for n in book.names if kinds[id(n)] not in (None, FOREIGN)}
    added, updated, by_hand = [], [], []
    for name, function in CATALOGUE.items():
        old = ours.get(name.casefold())
        if old is None:
            added.append(name)
        elif kinds[id(old)] != CURRENT:
            updated.append(name)
            by_hand += [name] if kinds[id(old)] == CHANGED else []
            book.put(name, comment(function), function.lambda_text(), old)
    for name in sorted(added):
        book.put(name, comment(CATALOGUE[name]), CATALOGUE[name].lambda_text())
    calculate = bool(cells) or bool(_names(book, CATALOGUE))
    write_with(package, target, book.content(calculate) if added or updated else None)
    retired = tuple(n.name for n in book.names if kinds[id(n)] == RETIRED)
    same = tuple(n for n in CATALOGUE if n not in added and n not in updated)
    return Changes(
        target,
        tuple(added),
        tuple(updated),
        same,
        edited=tuple(by_hand),
        retired=retired,
        calls=cells,
        calculates=calculate,
    )


def remove_names(source: Path, target: Path) -> Changes:
    """Take our names out of a workbook, also retired and edited ones; others' are left."""
    check_target(source, target)
    with opened(source) as package:
        book = WorkbookPart(package)
        ours = [name for name in book.names if _kind(name) not in (None, FOREIGN)]
        removed = tuple(name.name for name in ours)
        cells = _cells(callers(package, removed)) if ours else ()
    cells += _names(book, removed)
    book.remove(ours)
    write_with(package, target, book.content(bool(cells)) if ours else None)
    left = tuple(name.name for name in book.names if _kind(name) == FOREIGN)
    return Changes(target, removed=removed, left=left, calls=cells, calculates=bool(cells))


def _cells(found: Mapping[str, list[CallingCell]]) -> tuple[str, ...]:
    """Every cell that calls some of the names, once."""
    return tuple(map(str, sorted({call for calls in found.values() for call in calls})))


def _names(book: WorkbookPart, functions: Iterable[str]) -> tuple[str, ...]:
    """Every name of somebody else's that calls some of the functions, whoever calls that."""
    wanted = {name.casefold() for name in functions}
    others = (n for n in book.names if n.name.casefold() not in wanted)
    return tuple(f"navnet {n.name}" for n in others if called(n.said.text) & wanted)


def name_status(source: Path) -> list[NameStatus]:
    """What the file has of our names, in the catalogue's order, and what only the file has."""
    with opened(source) as package:
        book = WorkbookPart(package)
        present = [(name, kind) for name in book.names if (kind := _kind(name)) is not None]
        called = callers(package, [name.name for name, _ in present])
        tables = {table.casefold(): table for table in _table_names(package)}
    found = [
        NameStatus(
            name.name,
            kind,
            getattr(mark_of(name.said.comment), "version", None),
            tuple(map(str, called[name.name])),
            _note(name, kind),
        )
        for name, kind in present
    ]
    there = {status.name.casefold() for status in found}
    for name in CATALOGUE:
        if name.casefold() in tables:
            found.append(NameStatus(tables[name.casefold()], FOREIGN, note=_told("er_tabell")))
        elif name.casefold() not in there:
            found.append(NameStatus(name, MISSING))
    order = {name.casefold(): at for at, name in enumerate(CATALOGUE)}
    return sorted(found, key=lambda status: order.get(status.name.casefold(), len(order)))


def _kind(name: NameElement) -> str | None:
    """What a name is; None for a name that is no concern of ours."""
    function = _functions().get(name.name.casefold())
    mark = mark_of(name.said.comment) if name.said.scope is None and _LAMBDA.match(name.said.text) else None
    if function is None:
        return RETIRED if mark is not None else None
    if name.said.scope is not None:
        return FOREIGN
    same = normalised(name.said.text) == normalised(function.lambda_text())
    if mark is None:
        return CURRENT if same else FOREIGN
    if not same and mark.digest is not None and mark.digest != digest(name.said.text):
        return CHANGED
    if mark.version is not None and _numbers(mark.version) > _numbers(__version__):
        return NEWER
    return CURRENT if same and mark.version in (None, __version__) else OLDER


def _functions() -> dict[str, Function]:
    return {name.casefold(): function for name, function in CATALOGUE.items()}


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("+")[0]))


def _note(name: NameElement, kind: str) -> str:
    if kind != FOREIGN:
        return ""
    where = "Navnet hører til ett av arkene" if name.said.scope is not None else "Navnet er en annens"
    return f"{where}: {name.said.text[:80]}"


def _check_free(source: Path, book: WorkbookPart, tables: list[str]) -> None:
    functions = _functions()
    problems = []
    seen: set[str] = set()
    for name in book.names:
        kind = _kind(name)
        if name.name.casefold() in functions and name.said.scope is None:
            if name.name.casefold() in seen:
                problems.append(_told("to_ganger", name.name))
            seen.add(name.name.casefold())
        if kind == FOREIGN:
            where = "et navn på ett av arkene" if name.said.scope is not None else "et annet navn"
            problems.append(_told("opptatt", name.name, where, name.said.text[:80]))
        elif kind == NEWER:
            problems.append(_told("nyere", name.name, getattr(mark_of(name.said.comment), "version", "")))
    for table in tables:
        if table.casefold() in functions:
            problems.append(_told("tabell", table))
    if problems:
        raise WorkbookError(source, problems)


def _table_names(package: Parts) -> list[str]:
    roots = map(package.root, package.of_kind("table"))
    return [root.get("displayName") or root.get("name", "") for root in roots]


def functions_json() -> list[dict[str, Any]]:
    """The functions for ``functions --json``.

    ``native`` has the parameter names where the references go; ``lambda`` is the definition in
    the stored form of the file.
    """
    return [
        {
            "name": name,
            "category": function.category,
            "description": function.description,
            "parameters": [
                {"name": p.name, "description": p.description, "optional": p.optional}
                for p in function.parameters
            ],
            "native": "=" + function.native(*(p.name for p in function.parameters)),
            "lambda": "=" + function.lambda_text(),
            "source": function.source,
        }
        for name, function in CATALOGUE.items()
    ]


class WorkbookError(Refused):
    """The workbook cannot be used; ``problems`` lists everything, in bokmål."""

    def __init__(self, file: Path, problems: list[str]) -> None:
        super().__init__("\n".join(f"{file}: {problem}" for problem in problems))
        self.problems = problems


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Parts]:
    """A workbook that is looked into; what is wrong with it is told with its name."""
    try:
        yield Parts.open(path)
    except PackageError as error:
        raise WorkbookError(path, [error.message]) from error
    except OSError as error:
        raise WorkbookError(path, [_told("uleselig", reason(error))]) from error


def check_target(source: Path, target: Path) -> None:
    """A target must be another file of the same kind, free to write; Excel refuses a wrong ending."""
    problems = []
    if target.suffix.lower() != source.suffix.lower():
        problems.append(_told("annen_endelse", source.name, source.suffix))
    if source.suffix.lower() not in _SUFFIXES:
        problems.append(_told("ikke_arbeidsbok", source.suffix or "(ingen)"))
    if target.exists() and source.exists() and os.path.samefile(source, target):
        problems.append(_told("samme_fil"))
    if target.name.startswith(LOCK):
        problems.append(lock_advice(target))
    if not target.parent.is_dir():
        problems.append(_told("uten_mappe", target.parent))
    elif target.is_dir():
        problems.append(_told("er_mappe"))
    else:
        problems += [told] if (told := occupied(target)) else []
    if problems:
        raise WorkbookError(target, problems)


def write_with(package: Parts, target: Path, workbook: bytes | None) -> None:
    """Write the package to ``target`` with another workbook part, if any; nothing is left on failure."""
    try:
        with replacing(target) as made, made.open("wb") as stream:
            if workbook is not None:
                _copy_parts(package, stream, workbook)
            else:
                stream.write(package.path.read_bytes())
    except PermissionError as error:
        raise WorkbookError(target, [_told("kan_ikke_erstattes")]) from error
    except OSError as error:
        raise WorkbookError(target, [_told("kan_ikke_skrives", reason(error))]) from error
    except _DAMAGED as error:
        raise WorkbookError(package.path, [_told("skadet")]) from error


def _copy_parts(package: Parts, stream: IO[bytes], workbook: bytes) -> None:
    with zipfile.ZipFile(package.path) as source, zipfile.ZipFile(stream, "w") as copied:
        copied.comment = source.comment
        for entry in source.infolist():
            same = copy(entry)
            same.extra = b""  # sizes that are counted anew
            own = entry.filename == package.workbook_part
            copied.writestr(same, workbook if own else source.read(entry))
