"""What each cell of a table may hold, by the column's declaration: types, limits, keys.

Columns are gone through by their distinct texts, which are few; rows only to say what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from .. import files
from ..files import turning
from ..messages import Fault, Problem, fault, number_fault, shown
from ..schema import column, declared_columns
from .tables import Row, Table, parse

Spec = Mapping[str, Any]


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


def lone(path: Path, declared: str) -> tuple[list[Row], list[Problem]]:
    """The sound rows of a file that stands alone, by its columns' declarations, and what is wrong in it."""
    fields = [column(declared, name) for name in declared_columns(declared)]
    table, problems = parse(files.text(path), path.name, fields)
    if table is None:
        return [], problems
    told = list(_cells(table))
    table.bad |= {line for line, _ in told}
    return table.rows(), problems + [problem for _, problem in told]


def _cells(table: Table) -> Iterator[tuple[int, Problem]]:
    for spec in table.fields:
        name, known = spec["name"], table.distinct(spec["name"])
        # Figures are many, and most may be any number.
        numbers = spec["type"] in ("integer", "number") and not spec.get("constraints")
        asked = [text for text, value in known.items() if value is None] if numbers else known
        faults = {text: told for text in asked if (told := list(broken(text, spec)))}
        twice = spec.get("constraints", {}).get("unique", False) and _repeated(table.all_values(name))
        if not faults and not twice:
            continue
        seen: set[Any] = set()
        for line, text in zip(table.lines, table.texts[name], strict=True):
            if (line, name) in table.faults:
                continue
            for each in faults.get(text, ()):
                yield line, Problem(table.fil, line, name, *each)
            if twice and text and text not in faults:
                if known[text] in seen:
                    yield line, Problem(table.fil, line, name, *fault("ikke_unik"))
                seen.add(known[text])


def _repeated(values: Sequence[Any]) -> bool:
    filled = [value for value in values if value is not None]
    return len(set(filled)) < len(filled)


def broken(text: str, spec: Spec) -> Iterator[Fault]:
    """Every rule of a column that a text breaks."""
    rules = spec.get("constraints", {})
    if not text:
        if rules.get("required"):
            yield fault("verdien_mangler")
        return
    if spec["type"] == "boolean" and text not in ("ja", "nei"):
        yield fault("ja_nei", text)
        return
    if spec["type"] in ("integer", "number"):
        try:
            value = float(text)
        except ValueError:
            yield number_fault(text, spec["type"] == "integer")
            return
        if value < rules.get("minimum", value):
            yield fault("for_lavt", text, rules["minimum"])
        if value > rules.get("maximum", value):
            yield fault("for_hoeyt", text, rules["maximum"])
        return
    if sign := turning(text):  # from a workbook; a file with one is not read at all
        yield fault("snur_teksten", ord(sign[0]))
    if len(text) > rules.get("maxLength", len(text)):
        yield fault("for_lang", text, rules["maxLength"])
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        which = "jokertegn" if rules["pattern"].startswith("[^") else "feil_form"
        yield fault(which, text, spec["description"])
    if "enum" in rules and text not in rules["enum"]:
        yield fault("ikke_lovlig", text, rules["enum"])


def _values(table: Table, columns: Sequence[str]) -> tuple[list[int], list[tuple[Any, ...]]]:
    """The lines and values of some columns, of the rows where they could be read."""
    keys = list(zip(*map(table.all_values, columns), strict=True))
    unread = {line for line, column in table.faults if column in columns}
    if not unread:
        return table.lines, keys
    read = [at for at, line in enumerate(table.lines) if line not in unread]
    return [table.lines[at] for at in read], [keys[at] for at in read]


def _primary(table: Table, columns: Sequence[str]) -> Iterator[tuple[int, Problem]]:
    lines, keys = _values(table, columns)
    if len(set(keys)) == len(keys):
        return
    seen: set[tuple[Any, ...]] = set()
    said = {line for line, _ in table.faults}
    for line, key in zip(lines, keys, strict=True):
        if key in seen and line not in said:
            yield line, Problem(table.fil, line, None, *fault("samme_noekkel"))
        seen.add(key)


def _foreign(table: Table, key: Spec, found: Mapping[str, Table]) -> Iterator[tuple[int, Problem]]:
    """Rows that point at nothing; nothing is said where not all of the other table could be read."""
    columns, target = key["fields"], found.get(key["reference"]["resource"])
    name, theirs = key["reference"]["resource"], key["reference"]["fields"]
    if target is None or not target.complete or any(column in theirs for _, column in target.faults):
        return
    lines, keys = _values(table, columns)
    lost = {k for k in set(keys) - set(_values(target, theirs)[1]) if any(v not in (None, "") for v in k)}
    if not lost:
        return
    said = {line for line, _ in table.faults}
    for line, values in zip(lines, keys, strict=True):
        if values in lost and line not in said:
            cells = " / ".join(shown("" if v is None else v) for v in values)
            told = fault("peker_paa_intet", cells, name)
            yield line, Problem(table.fil, line, ", ".join(columns), *told)
