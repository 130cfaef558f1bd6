"""What each cell of a table may hold, by the column's declaration: types, limits, keys.

Columns are gone through by their distinct texts, which are few; rows only to say what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from .messages import Problem, number_fault, shown
from .tables import Table, typed

Spec = Mapping[str, Any]
#: What is wrong with a text in a column, and what to do.
Fault = tuple[str, str]


def check(
    found: Mapping[str, Table], schemas: Mapping[str, Spec], about: Set[str]
) -> dict[str, list[Problem]]:
    """What breaks the declarations in some of the tables, by table; their rows are marked bad.

    A table that others are held against need not be among them.
    """
    problems: dict[str, list[Problem]] = {name: [] for name in about}
    for name in [name for name in found if name in about]:
        table = found[name]
        told = [
            *_cells(table),
            *_primary(table, schemas[name]["primaryKey"]),
            *(p for key in schemas[name].get("foreignKeys", []) for p in _foreign(table, key, found)),
        ]
        table.bad |= {line for line, _ in told}
        problems[name] = [problem for _, problem in sorted(told, key=lambda each: each[0])]
    return problems


def _cells(table: Table) -> Iterator[tuple[int, Problem]]:
    for place, spec in enumerate(table.fields):
        faults = {
            text: told
            for text in {cells[place] for cells in table.cells}
            if (told := list(broken(text, spec)))
        }
        unique = spec.get("constraints", {}).get("unique", False)
        if not faults and not unique:
            continue
        seen: set[Any] = set()
        for line, cells in zip(table.lines, table.cells, strict=True):
            text = cells[place]
            if (line, spec["name"]) in table.faults:
                continue
            for fault in faults.get(text, ()):
                yield line, Problem(table.fil, line, spec["name"], *fault)
            if unique and text and text not in faults:
                value = typed(spec["type"], text)
                if value in seen:
                    yield (
                        line,
                        Problem(
                            table.fil,
                            line,
                            spec["name"],
                            "Verdien finnes på en tidligere rad.",
                            "Hver rad må ha sin egen.",
                        ),
                    )
                seen.add(value)


def broken(text: str, spec: Spec) -> Iterator[Fault]:
    """Every rule of a column that a text breaks."""
    rules = spec.get("constraints", {})
    if not text:
        if rules.get("required"):
            yield "Verdien mangler.", "Fyll ut feltet."
        return
    if spec["type"] == "boolean" and text not in ("ja", "nei"):
        yield f"{shown(text)} er verken ja eller nei.", "Skriv ja eller nei."
        return
    if spec["type"] in ("integer", "number"):
        try:
            value = float(text)
        except ValueError:
            yield number_fault(text, spec["type"] == "integer")
            return
        if value < rules.get("minimum", value):
            yield f"{shown(text)} er for lavt.", f"Tallet må være minst {rules['minimum']}."
        if value > rules.get("maximum", value):
            yield f"{shown(text)} er for høyt.", f"Tallet kan være høyst {rules['maximum']}."
        return
    if len(text) > rules.get("maxLength", len(text)):
        yield f"{shown(text)} er for lang tekst.", f"Forkort den til høyst {rules['maxLength']} tegn."
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        yield f"{shown(text)} har feil form.", f"Verdien må passe med mønsteret {rules['pattern']}."
    if "enum" in rules and text not in rules["enum"]:
        yield f"{shown(text)} er ikke en lovlig verdi.", f"Velg en av: {', '.join(rules['enum'])}."


def _values(table: Table, columns: Sequence[str]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The values of some columns, of the rows where they could be read."""
    unread = {line for line, column in table.faults if column in columns}
    places = [table.columns.index(name) for name in columns]
    kinds = [table.fields[place]["type"] for place in places]
    known: list[dict[str, Any]] = [{} for _ in places]
    for line, cells in zip(table.lines, table.cells, strict=True):
        if line in unread:
            continue
        key = []
        for place, kind, values in zip(places, kinds, known, strict=True):
            text = cells[place]
            if text not in values:
                values[text] = typed(kind, text)
            key.append(values[text])
        yield line, tuple(key)


def _primary(table: Table, columns: Sequence[str]) -> Iterator[tuple[int, Problem]]:
    seen: set[tuple[Any, ...]] = set()
    said = {line for line, _ in table.faults}
    for line, key in _values(table, columns):
        if key in seen and line not in said:
            yield (
                line,
                Problem(
                    table.fil,
                    line,
                    None,
                    "Raden har samme nøkkel som en tidligere rad.",
                    "Behold bare én av radene, eller rett nøkkelen.",
                ),
            )
        seen.add(key)


def _foreign(table: Table, key: Spec, found: Mapping[str, Table]) -> Iterator[tuple[int, Problem]]:
    """Rows that point at nothing; nothing is said where not all of the other table could be read."""
    columns, target = key["fields"], found.get(key["reference"]["resource"])
    name, theirs = key["reference"]["resource"], key["reference"]["fields"]
    if target is None or not target.complete or any(column in theirs for _, column in target.faults):
        return
    there = {values for _, values in _values(target, theirs)}
    said = {line for line, _ in table.faults}
    for line, values in _values(table, columns):
        if values not in there and line not in said and any(v not in (None, "") for v in values):
            cells = " / ".join(shown("" if v is None else v) for v in values)
            yield (
                line,
                Problem(
                    table.fil,
                    line,
                    ", ".join(columns),
                    f"{cells} finnes ikke i {name}.csv.",
                    f"Legg raden til i {name}.csv, eller rett verdien her.",
                ),
            )
