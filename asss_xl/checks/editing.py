"""Change input cells in a copy of a workbook, in the package's own XML; the rest is kept."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from asss_xl.checks.package import Package, address_of, position, split_place
from asss_xl.functions.values import ExcelError, Value

Element = Any


def edit_inputs(path: Path | str, out: Path | str, changes: Mapping[Any, Value]) -> None:
    """Write a copy of the workbook with the given cells changed.

    Places are ``Sheet!C5`` or (sheet, address). Cached values are left as they were, so the
    copy needs an engine that recalculates. A cell that holds a formula is a ValueError, an
    unknown sheet a KeyError.
    """
    package = Package.open(path)
    parts = {sheet.name: sheet.part for sheet in package.worksheets}
    changed: dict[str, Element] = {}
    for place, value in changes.items():
        sheet, address = split_place(place)
        if sheet not in parts:
            raise KeyError(f"there is no sheet named {sheet}")
        root = changed.setdefault(parts[sheet], package.root(parts[sheet]))
        _set(_find_or_make(root, address), value)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename in changed:
                content = etree.tostring(
                    changed[info.filename], xml_declaration=True, encoding="UTF-8", standalone=True
                )
            target.writestr(info, content, compress_type=info.compress_type)


def with_relative_targets(path: Path, out: Path) -> Path:
    """A copy whose relationships are relative, where some are not: ironcalc takes no others.

    The answer is the file itself when there is nothing to change.
    """
    with zipfile.ZipFile(path) as source:
        rels = {
            name: content
            for name in source.namelist()
            if name.endswith(".rels") and b'Target="/' in (content := source.read(name))
        }
        if not rels:
            return path
        with zipfile.ZipFile(out, "w") as target:
            for info in source.infolist():
                held = rels.get(info.filename)
                changed = source.read(info) if held is None else _relative(info.filename, held)
                target.writestr(info, changed, compress_type=info.compress_type)
    return out


def _relative(name: str, content: bytes) -> bytes:
    folder = "/" + posixpath.dirname(posixpath.dirname(name))

    def replaced(match: re.Match[bytes]) -> bytes:
        absolute = match.group(1).decode("utf-8", "replace")
        return b'Target="' + posixpath.relpath(absolute, folder).encode() + b'"'

    return re.sub(rb'Target="(/[^"]*)"', replaced, content)


def _find_or_make(root: Element, address: str) -> Element:
    row_number, column = position(address)
    address = address_of(row_number, column)
    data = root.find("{*}sheetData")
    row = _child(data, "row", str(row_number), lambda r: int(r.get("r")), row_number)
    return _child(row, "c", address, lambda c: position(c.get("r"))[1], column)


def _child(parent: Element, tag: str, label: str, order: Any, wanted: int) -> Element:
    """The child with this place in the order, made where it belongs when it is not there."""
    at = 0
    for at, child in enumerate(parent.iterfind(f"{{*}}{tag}")):  # noqa: B007
        if order(child) == wanted:
            return child
        if order(child) > wanted:
            break
    else:
        at = len(parent)
    made = parent.makeelement(f"{{{etree.QName(parent).namespace}}}{tag}", {"r": label})
    parent.insert(at, made)
    return made


def _set(cell: Element, value: Value) -> None:
    if cell.find("{*}f") is not None:
        raise ValueError(f"{cell.get('r')} is a formula, not an input")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if value is None:
        return
    space = etree.QName(cell).namespace
    if isinstance(value, str) and not isinstance(value, ExcelError):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = value
        return
    held = etree.SubElement(cell, f"{{{space}}}v")
    if isinstance(value, ExcelError):
        cell.set("t", "e")
        held.text = str(value)
    elif isinstance(value, bool):
        cell.set("t", "b")
        held.text = str(int(value))
    else:
        held.text = repr(float(value))
