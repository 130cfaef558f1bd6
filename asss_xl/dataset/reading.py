"""From a folder to a `Datasett`: read, validate everything, report all problems, then build."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
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
    root, descriptor = files.locate(navn_eller_sti)
    try:
        text = files.decode(files.read_bytes(root, descriptor), descriptor)
    except files.Rejected as rejected:
        raise DatasetError([rejected.problem]) from None
    meta, paths, problems = metadata.parse(text, descriptor)
    schemas = {d["name"]: d["schema"] for d in descriptors()}
    found: dict[str, Table] = {}
    for name in schemas:
        if paths.get(name):
            table, faults = _read(root, paths[name], schemas[name])
            problems += faults
            if table is not None:
                found[name] = table
    problems += _validate(found, schemas)
    problems += _absent(found, schemas, paths)
    problems += checks.check(found, meta, descriptor)
    if problems:
        raise DatasetError(_in_order(problems, descriptor, paths))
    made = build(meta, {name: table.rows() for name, table in found.items()})
    version = files.fingerprint(root, (descriptor, *(paths[name] for name in found)))
    return dataclasses.replace(made, pakke=str(json.loads(text).get("name", "")), versjon=version)


def _read(
    root: Path, relative: str, schema: Mapping[str, Any]
) -> tuple[Table | None, list[Problem]]:
    try:
        text = files.decode(files.read_bytes(root, relative), relative)
    except files.Rejected as rejected:
        return None, [rejected.problem]
    return tables.parse(text, relative, schema["fields"])


def _validate(found: Mapping[str, Table], schemas: Mapping[str, Any]) -> list[Problem]:
    """What Frictionless finds in the tables: types, constraints, primary and foreign keys.

    It only ever sees the cells already read, never a path.
    """
    import frictionless

    package = frictionless.Package(
        resources=[
            frictionless.Resource(
                name=name,
                data=[table.columns, *table.cells],
                schema=frictionless.Schema.from_descriptor(_with_known_keys(schemas[name], found)),
            )
            for name, table in found.items()
        ]
    )
    problems: list[Problem] = []
    for task in package.validate(limit_errors=1_000_000).tasks:
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
            problems.append(from_frictionless(error, table.fil, line, spec))
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
