"""From a folder to a `Datasett`: read, validate everything, report all problems, then build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import checks, files, metadata, tables
from .messages import DatasetError, Problem, from_frictionless
from .metadata import Metadata
from .model import (
    Datasett,
    Etikett,
    Figur,
    Folkevekst,
    Funksjon,
    Indikator,
    Korreksjon,
    Kriterium,
    Oppslag,
    Tekstfunn,
    Tjeneste,
    Verdi,
    avrunding,
)
from .schema import descriptors
from .tables import Row, Table


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
    schemas = {d["name"]: d["schema"] for d in descriptors(meta.kommune if meta else "Kommune")}
    found: dict[str, Table] = {}
    for name in schemas:
        if paths.get(name):
            table, faults = _read(root, paths[name], schemas[name])
            problems += faults
            if table is not None:
                found[name] = table
    if meta is not None:
        problems += _validate(found, schemas)
        problems += checks.check(found, meta)
    if problems or meta is None:
        raise DatasetError(_in_order(problems, descriptor, paths))
    return _build(meta, {name: table.rows() for name, table in found.items()})


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


def _build(meta: Metadata, rows: Mapping[str, list[Row]]) -> Datasett:
    return Datasett(
        tittel=meta.tittel,
        kommune=meta.kommune,
        rapportaar=meta.rapportaar,
        aar=meta.aar,
        status=meta.status,
        statusmerknad=meta.statusmerknad,
        kilde=meta.kilde,
        medlemmer=meta.medlemmer,
        kildemerknader=meta.kildemerknader,
        figurer=tuple(Figur(**_columns(r)) for r in rows["figurer"]),
        alle_kriterier=tuple(_criterion(r) for r in rows["kriterier"]),
        tjenester=_services(meta, rows),
        korreksjoner=tuple(
            Korreksjon(**_columns(r, beloep_1000kr="beloep")) for r in rows.get("korreksjoner", [])
        ),
        funksjoner=tuple(Funksjon(**_columns(r)) for r in rows.get("funksjoner", [])),
        tekstfunn=tuple(Tekstfunn(**_columns(r)) for r in rows.get("tekstfunn", [])),
        folkevekst=tuple(Folkevekst(**_columns(r)) for r in rows.get("folkevekst", [])),
    )


def _columns(row: Row, **renamed: str) -> dict[str, Any]:
    return {renamed.get(k, k): v for k, v in row.items() if not k.startswith("_")}


def _criterion(row: Row) -> Kriterium:
    values = _columns(row, vekt_desimaler="vekt_avrunding", indeks_desimaler="indeks_avrunding")
    values["vekt_avrunding"] = avrunding(row["vekt_desimaler"])
    values["indeks_avrunding"] = avrunding(row["indeks_desimaler"])
    return Kriterium(**values)


def _services(meta: Metadata, rows: Mapping[str, list[Row]]) -> tuple[Tjeneste, ...]:
    values: dict[tuple[str, int, str], Verdi] = {
        (r["tjeneste"], r["nr"], r["aktor"]): Verdi(
            r["verdi"], r["desimaler"], avrunding(r["desimaler"]), r["side"], r["status"]
        )
        for r in rows["indikatorverdier"]
    }
    labels: dict[tuple[str, int], dict[str, Etikett]] = {}
    for r in rows.get("etiketter", []):
        label = Etikett(r["etikett"], r["stemmer"], r["merknad"])
        labels.setdefault((r["tjeneste"], r["nr"]), {})[r["aktor"]] = label
    unprinted = Verdi(None, 0, avrunding(0), None, "ikke_oppgitt")

    def indicator(row: Row) -> Indikator:
        key = (row["tjeneste"], row["nr"])
        columns = _columns(row, indikator="navn")
        columns |= {"gunstig": row["gunstig"] or None, "snitt_type": row["snitt_type"] or None}
        return Indikator(
            **columns,
            kommune=values[*key, meta.kommune],
            snitt=values[*key, "snitt"],
            lavest=values.get((*key, "lavest"), unprinted),
            hoeyest=values.get((*key, "høyest"), unprinted),
            etiketter=Oppslag(labels.get(key, {})),
        )

    indicators: dict[str, list[Indikator]] = {}
    for row in rows["indikatorer"]:
        indicators.setdefault(row["tjeneste"], []).append(indicator(row))
    return tuple(
        Tjeneste(
            noekkel=r["tjeneste"],
            navn=r["navn"],
            indikatorer=tuple(sorted(indicators[r["tjeneste"]], key=lambda i: i.nr)),
            side=r["side"],
            side_nettverk=r["side_nettverk"],
            figur=r["figur"],
            side_figur=r["side_figur"],
            merknad=r["merknad"],
        )
        for r in sorted(rows["tjenester"], key=lambda r: r["rekkefoelge"])
    )
