"""From a folder to a `Datasett`: read, validate everything, report all problems, then build."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import checks, files, metadata, tables
from .assembling import build
from .messages import DatasetError, Problem, from_frictionless
from .model import Datasett
from .schema import descriptors
from .tables import Table


def load(navn_eller_sti: str | Path) -> Datasett:
    """Read a data package and return its `Datasett`.

    `navn_eller_sti` is the name of a bundled package (see `bundled`), a folder with a
    `datapackage.json`, or the path of that file. Files are validated against the layout in
    `schema` with Frictionless, and against each other. Raises `DatasetError` with every problem
    in bokmål; nothing is fetched and nothing outside the folder is read.
    """
    return Reading(*files.locate(navn_eller_sti)).dataset()


class Reading:
    """A package's folder as it was read; `again` reads only the files that have changed since.

    `dataset` raises `DatasetError` with every problem.
    """

    def __init__(self, root: Path, descriptor: str) -> None:
        self._root, self._descriptor = root, descriptor
        self._schemas = {d["name"]: d["schema"] for d in descriptors()}
        self._found: dict[str, Table] = {}
        #: What each file's own reading, and the schemas, had to say of it.
        self._faults: dict[str, list[Problem]] = {}
        self._breaches: dict[str, list[Problem]] = {}
        self._describe()
        self._take({name for name in self._schemas if self._paths.get(name)})

    def again(self, changed: Set[str]) -> Reading:
        """The package with these files (by name in the folder) read anew; this one stays."""
        if self._descriptor in changed:
            return Reading(self._root, self._descriptor)
        made = copy.copy(self)
        made._found, made._faults = dict(self._found), dict(self._faults)
        made._breaches = dict(self._breaches)
        made._take({name for name, path in self._paths.items() if path in changed})
        return made

    def dataset(self) -> Datasett:
        """The data set of the files as they were read."""
        found, schemas, paths = self._found, self._schemas, self._paths
        problems = [*self._said, *(p for ps in self._faults.values() for p in ps)]
        problems += [p for ps in self._breaches.values() for p in ps]
        problems += _absent(found, schemas, paths)
        problems += checks.check(found, self._meta, self._descriptor)
        if problems:
            raise DatasetError(_in_order(problems, self._descriptor, paths))
        return build(self._meta, {name: table.rows() for name, table in found.items()})

    def _describe(self) -> None:
        try:
            text = files.decode(files.read_bytes(self._root, self._descriptor), self._descriptor)
        except files.Rejected as rejected:
            raise DatasetError([rejected.problem]) from None
        self._meta, self._paths, self._said = metadata.parse(text, self._descriptor)

    def _take(self, names: Set[str]) -> None:
        """Read some of the files, and hold them and those that point at them to the schemas."""
        for name in [name for name in self._schemas if name in names]:
            self._found.pop(name, None)
            table, self._faults[name] = _read(self._root, self._paths[name], self._schemas[name])
            if table is not None:
                self._found[name] = table
        self._found = {name: self._found[name] for name in self._schemas if name in self._found}
        about = {name for name in self._found if name in names or names & _targets(self._schemas[name])}
        for name in about - names:
            # What a file was told about rows of another may no longer hold.
            self._found[name] = replace(self._found[name], bad={n for n, _ in self._found[name].faults})
        self._breaches.update({name: [] for name in about | names})
        for name, problems in _validate(self._found, self._schemas, about).items():
            self._breaches[name] = problems


def _read(
    root: Path, relative: str, schema: Mapping[str, Any]
) -> tuple[Table | None, list[Problem]]:
    try:
        text = files.decode(files.read_bytes(root, relative), relative)
    except files.Rejected as rejected:
        return None, [rejected.problem]
    return tables.parse(text, relative, schema["fields"])


def _targets(schema: Mapping[str, Any]) -> set[str]:
    """The files that a file's keys point at."""
    return {key["reference"]["resource"] for key in schema.get("foreignKeys", [])}


def _validate(
    found: Mapping[str, Table], schemas: Mapping[str, Any], about: Set[str]
) -> dict[str, list[Problem]]:
    """What Frictionless finds in some of the tables: types, constraints, keys; by table.

    It only ever sees the cells already read, never a path. A table that others are held against
    is there without keys of its own.
    """
    import frictionless

    def keyed(name: str) -> dict[str, Any]:
        if name in about:
            return _with_known_keys(schemas[name], found)
        return {key: value for key, value in schemas[name].items() if key != "foreignKeys"}

    needed = about | {target for name in about for target in _targets(schemas[name])}
    package = frictionless.Package(
        resources=[
            frictionless.Resource(
                name=name,
                data=[table.columns, *table.cells],
                schema=frictionless.Schema.from_descriptor(keyed(name)),
            )
            for name, table in found.items() if name in needed
        ]
    )  # fmt: skip
    problems: dict[str, list[Problem]] = {name: [] for name in about}
    for task in package.validate(limit_errors=1_000_000).tasks:
        if task.name not in about:
            continue
        table = found[task.name]
        specs = {spec["name"]: spec for spec in table.fields}
        for error in task.errors:
            number = getattr(error, "row_number", None)
            line = table.lines[number - 2] if number else None
            if line is not None and _already_said(table, line, error):
                continue
            if line is not None:
                table.bad.add(line)
            spec = specs.get(getattr(error, "field_name", ""), {})
            problems[task.name].append(from_frictionless(error, table.fil, line, spec))
    return problems


def _absent(
    found: Mapping[str, Table], schemas: Mapping[str, Any], paths: Mapping[str, str]
) -> list[Problem]:
    """Files that other files point at, but that the package does not have at all."""
    needed = {
        name: {key["reference"]["resource"] for key in schemas[name].get("foreignKeys", [])}
        for name, table in found.items()
        if table.cells
    }
    if "tjenester" in needed:
        needed["tjenester"].add("indikatorer")
    return [
        Problem(
            found[name].fil, None, None,
            f"Radene hører sammen med {target}.csv, som ikke er i pakken.",
            f"Legg til {target}.csv, eller ta ut {found[name].fil}.",
        )
        for name, targets in needed.items() for target in sorted(targets - paths.keys())
    ]  # fmt: skip


def _already_said(table: Table, line: int, error: Any) -> bool:
    """Whether the error only follows from a cell that has been reported."""
    if error.type in ("primary-key", "foreign-key"):
        return any(line == faulty for faulty, _ in table.faults)
    return (line, getattr(error, "field_name", "")) in table.faults


def _with_known_keys(schema: Mapping[str, Any], found: Mapping[str, Table]) -> dict[str, Any]:
    """The schema without foreign keys to files whose keys could not all be read."""
    keys = []
    for key in schema.get("foreignKeys", []):
        target = found.get(key["reference"]["resource"])
        if target is not None and target.complete:
            columns = key["reference"]["fields"]
            if not any(column in columns for _, column in target.faults):
                keys.append(key)
    kept = {name: value for name, value in schema.items() if name != "foreignKeys"}
    return kept | {"foreignKeys": keys} if keys else kept


def _in_order(problems: list[Problem], descriptor: str, paths: Mapping[str, str]) -> list[Problem]:
    """The problems by file, as the package lists its files, and by line."""
    order = {fil: place for place, fil in enumerate([descriptor, *paths.values()])}
    return sorted(problems, key=lambda p: (order.get(p.fil, len(order)), p.rad or 0))
