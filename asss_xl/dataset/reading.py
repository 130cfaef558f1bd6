"""From a folder to a `Datasett`: read, validate everything, report all problems, then build."""

from __future__ import annotations

import dataclasses
import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import files
from .cells.grid import guarded
from .datasett import Datasett
from .inputs import rows_moved, units
from .inputs.layout import figures
from .inputs.sources import Source, fill_out, join, told
from .messages import DatasetError, Problem, fault, refused
from .packages import checks, constraints, metadata, tables
from .packages.assembling import build
from .packages.tables import Table
from .schema import descriptors


@contextmanager
def without_collection() -> Iterator[None]:
    """Nothing that is read or built is garbage before the end: looking for some takes a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@without_collection()
def load(navn_eller_sti: str | Path, *flere: str | Path) -> Datasett:
    """Read figures and return their `Datasett`.

    `navn_eller_sti` is the name of a bundled package (see `bundled`), a folder with a
    `datapackage.json`, the path of that file, an input workbook (`asss-xl new`) or a folder of
    such. Several are joined; a row may be in more than one of them when they agree. Files are
    validated against the layout in `schema`, and against each other. Raises
    `DatasetError` with every problem in bokmål; nothing is fetched and nothing outside the given
    files and folders is read.
    """
    found, meta, tables, problems = _read((navn_eller_sti, *flere))
    schemas = {d["name"]: d["schema"] for d in descriptors()}
    faults = [
        *(p for told_of in constraints.check(tables, schemas, set(tables)).values() for p in told_of),
        *absent(tables, schemas, {name for source in found for name in source.paths}),
        *checks.check(tables, meta, found[0].descriptor),
        *units.check(tables, found),
        *rows_moved.check(tables, found),
    ]
    problems += told(faults, found, tables)
    if problems:
        raise DatasetError(in_order(problems, found))
    return dataclasses.replace(build(meta, tables), versjon=_version(found))


def _read(
    given: Sequence[str | Path],
) -> tuple[list[Source], metadata.Metadata, dict[str, Table], list[Problem]]:
    """All that is given, read and put together, and what is wrong so far."""
    found, problems = _sources(given)
    if len(found) == 1 and not found[0].is_workbook:
        fill_out(found[0].tables, found)
        return found, found[0].meta, found[0].tables, problems
    meta, tables, disagreements = join(found)
    return found, meta, tables, problems + told(disagreements, found, tables)


def _sources(given: Sequence[str | Path]) -> tuple[list[Source], list[Problem]]:
    """Everything that is given, read, and what is wrong in it."""
    found: list[Source] = []
    problems: list[Problem] = []
    for each in (each for name in given for each in files.sources(name)):
        try:
            found.append(_source(each))
        except DatasetError as error:
            problems += error.problemer
    problems = [p for source in found for p in source.problems] + problems
    if not found:
        raise DatasetError(problems)
    return found, problems


def joined(given: Sequence[str | Path]) -> tuple[metadata.Metadata, dict[str, Table], str]:
    """The tables of all that is given, and its version; raises `DatasetError` with what is wrong in them."""
    found, meta, tables, problems = _read(given)
    if problems:
        raise DatasetError(in_order(problems, found))
    return meta, tables, _version(found)


def version(package: Path) -> str:
    """What `load` calls the version of a package, of its bytes alone."""
    root, descriptor = files.locate(package)
    contents = {descriptor: files.read_bytes(root, descriptor)}
    _, paths, _ = metadata.parse(files.decode(contents[descriptor], descriptor), descriptor)
    read = (path for resource in descriptors() if (path := paths.get(resource["name"])))
    return files.fingerprint(contents | {path: files.read_bytes(root, path) for path in read})


def _version(found: list[Source]) -> str:
    """A hash of all that was read: two with the same figures are one."""
    if len(found) == 1:
        return found[0].versjon
    joined = "".join(sorted(source.versjon for source in found))
    return hashlib.sha256(joined.encode()).hexdigest()


def _source(given: str | Path) -> Source:
    with guarded(Path(given).name):
        if isinstance(given, Path) and given.suffix.lower() in files.WORKBOOKS:
            from .inputs import workbook

            return workbook.read(given)
        if isinstance(given, Path) and given.suffix.lower() in (*files.OTHER_SHEETS, files.CSV):
            raise refused(given.name, *fault("annen_regnearkfil"))
        return package(given)


def package(navn_eller_sti: str | Path) -> Source:
    """A data package, its files read."""
    root, descriptor = files.locate(navn_eller_sti)
    contents = {descriptor: files.read_bytes(root, descriptor)}
    text = files.decode(contents[descriptor], descriptor)
    meta, paths, problems = metadata.parse(text, descriptor)
    found: dict[str, Table] = {}
    folders = {root, *((root / path).parent for path in paths.values())}
    lying = {file.name.lower(): file for folder in folders if folder.is_dir() for file in folder.iterdir()}
    for resource in descriptors():
        name = resource["name"]
        if paths and name not in paths and (file := lying.get(f"{name}.csv")):
            path = file.relative_to(root).as_posix()
            problems.append(Problem(path, None, None, *fault("ressurs_glemt", name, descriptor, path)))
        if paths.get(name):
            table, faults = read_table(root, paths[name], name, resource["schema"], contents)
            problems += faults
            if table is not None:
                found[name] = table
    version = "" if problems else files.fingerprint(contents)
    source = Source(root.name, meta, found, problems, descriptor, paths, versjon=version)
    source.settle()
    return source


def read_table(
    root: Path, relative: str, name: str, schema: Mapping[str, Any], kept: dict[str, bytes] | None = None
) -> tuple[Table | None, list[Problem]]:
    """The table of a file, and what is wrong in it; what the file holds is ``kept``."""
    try:
        content = files.read_bytes(root, relative)
        if kept is not None:
            kept[relative] = content
        text = files.decode(content, relative)
    except DatasetError as error:
        return None, error.problemer
    return tables.parse(text, relative, schema["fields"], figures(name))


def targets(schema: Mapping[str, Any]) -> set[str]:
    """The files that a file's keys point at."""
    return {key["reference"]["resource"] for key in schema.get("foreignKeys", [])}


def absent(found: Mapping[str, Table], schemas: Mapping[str, Any], given: Set[str]) -> list[Problem]:
    """Files that other files point at, but that the package does not have at all."""
    needed = {name: targets(schemas[name]) for name, table in found.items() if table.lines}
    if "tjenester" in needed:
        needed["tjenester"].add("indikatorer")
    return [
        found[name].fault(None, None, "uten_fil", target, found[name].fil)
        for name, named in needed.items()
        for target in sorted(named - given)
    ]


def in_order(problems: list[Problem], found: list[Source]) -> list[Problem]:
    """The problems by file, as each source lists its files, and by line."""
    order = {fil: place for place, fil in enumerate(f for source in found for f in source.files)}
    return sorted(problems, key=lambda p: (order.get(p.fil, len(order)), p.rad or 0))
