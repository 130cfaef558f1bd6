"""The copy of a workbook that an engine gets: its values, formulas, names and tables, nothing else.

Engines stumble over styles, printers and parts that have nothing to do with what is calculated,
and take long over areas of a million blank rows.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from asss_xl.checks.formula_text import MAX_COLUMN, MAX_ROW, clamped
from asss_xl.checks.package import (
    DATA_TABLE,
    FileCell,
    Package,
    Place,
    SheetPart,
    address_of,
    position,
    split_place,
)
from asss_xl.functions.values import ExcelError, Value

#: A sheet of the copy alone, where each function that is asked about is called without arguments.
PROBES = "asss_xl_motor"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf xfId="0"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


Cells = dict[tuple[int, int], FileCell]


def write_copy(
    package: Package,
    out: Path,
    changes: Mapping[str, Value] | None = None,
    clamp: bool = False,
    probes: Collection[str] = (),
) -> bool:
    """Write the copy, with some input cells changed; whether ``clamp`` cut an area off behind the last cell.

    A cell that holds a formula is a ValueError, an unknown sheet a KeyError.
    """
    sheets = {sheet.name: {(c.row, c.column): c for c in package.cells(sheet)}
              for sheet in package.worksheets}  # fmt: skip
    _change(sheets, changes or {})
    areas = _Areas(sheets if clamp else {})
    parts: dict[str, str | bytes] = {"xl/styles.xml": _STYLES}
    listed = [*package.worksheets]
    for number, sheet in enumerate(listed, 1):
        rows = _rows(sheets[sheet.name], package.content(sheet).hidden_rows, areas)
        tables = _tables(package, sheet, number, parts)
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, tables)
    names = [sheet.name for sheet in listed]
    if probes:
        names.append(PROBES)
        cells = {(row, 1): FileCell(address_of(row, 1), row, 1, 0, f"{name}()")
                 for row, name in enumerate(probes, 1)}  # fmt: skip
        parts[f"xl/worksheets/sheet{len(names)}.xml"] = _sheet(_rows(cells, frozenset(), areas), 0)
    parts["xl/workbook.xml"] = _workbook(package, names, areas)
    parts["xl/_rels/workbook.xml.rels"] = _rels(
        [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
        + [("styles", "styles.xml")]
    )
    parts["_rels/.rels"] = _rels([("officeDocument", "xl/workbook.xml")])
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _types(parts))
        for name, content in parts.items():
            archive.writestr(name, content if isinstance(content, bytes) else _HEAD + content)
    return areas.cut


def _change(sheets: dict[str, Cells], changes: Mapping[str, Value]) -> None:
    for place, value in changes.items():
        sheet, address = split_place(place)
        if sheet not in sheets:
            raise KeyError(f"there is no sheet named {sheet}")
        at = position(address)
        held = sheets[sheet].pop(at, None)
        if held is not None and held.formula is not None:
            raise ValueError(f"{address} is a formula, not an input")
        if value is not None:
            sheets[sheet][at] = FileCell(address, *at, value)


class _Areas:
    """Formulas with their areas as far as the last used cell, and whether one was longer."""

    def __init__(self, sheets: dict[str, Cells]) -> None:
        places = [place for cells in sheets.values() for place in cells]
        self.row = max((row for row, _ in places), default=MAX_ROW)
        self.column = max((column for _, column in places), default=MAX_COLUMN)
        self.cut = False

    def within(self, formula: str) -> str:
        short = clamped(formula, self.row, self.column)
        self.cut = self.cut or short != formula
        return short


def _rows(cells: Cells, hidden: Collection[int], areas: _Areas) -> Iterator[str]:
    ordered = sorted(cells.items(), key=lambda item: item[0])
    for row, group in groupby(ordered, key=lambda item: item[0][0]):
        yield f'<row r="{row}" hidden="1">' if row in hidden else f'<row r="{row}">'
        for _place, cell in group:
            yield _cell(cell, areas)
        yield "</row>"


def _cell(cell: FileCell, areas: _Areas) -> str:
    value, formula = cell.value, ""
    if cell.formula and cell.formula != DATA_TABLE:
        text = escape(areas.within(cell.formula))
        array = f' t="array" ref="{cell.spill}"' if cell.spill else ""
        formula = f"<f{array}>{text}</f>"
    if value is None:
        kind, held = "", ""
    elif isinstance(value, bool):
        kind, held = ' t="b"', f"<v>{int(value)}</v>"
    elif isinstance(value, ExcelError):
        kind, held = ' t="e"', f"<v>{escape(value)}</v>"
    elif isinstance(value, str):
        text = _CONTROL.sub(lambda match: f"_x{ord(match.group()):04X}_", escape(value))
        kind, held = ' t="str"', f"<v>{text}</v>"
        if not formula:
            kind, held = ' t="inlineStr"', f'<is><t xml:space="preserve">{text}</t></is>'
    else:
        kind, held = "", f"<v>{float(value)!r}</v>"
    return f'<c r="{cell.address}"{kind}>{formula}{held}</c>'


def _sheet(rows: Iterator[str], tables: int) -> str:
    held = "".join(f'<tablePart r:id="rId{n}"/>' for n in range(1, tables + 1))
    listed = f'<tableParts count="{tables}">{held}</tableParts>' if tables else ""
    return (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData>{"".join(rows)}</sheetData>'
        f"{listed}</worksheet>"
    )


def _tables(package: Package, sheet: SheetPart, number: int, parts: dict[str, str | bytes]) -> int:
    """Take the sheet's tables along, and say how many they are."""
    found = []
    for at, part in enumerate(package.of_kind("table", sheet.part), 1):
        name = f"table{number}_{at}.xml"
        parts[f"xl/tables/{name}"] = package.data(part)
        found.append(("table", f"../tables/{name}"))
    if found:
        parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _rels(found)
    return len(found)


def _workbook(package: Package, sheets: list[str], areas: _Areas) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    at = {sheet.index: number for number, sheet in enumerate(package.worksheets)}
    names = ""
    for name in package.defined_names:
        if name.name.startswith("_xlnm.") or (name.scope is not None and name.scope not in at):
            continue
        own = "" if name.scope is None else f' localSheetId="{at[name.scope]}"'
        text = escape(areas.within(name.text))
        names += f"<definedName name={quoteattr(name.name)}{own}>{text}</definedName>"
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>{defined}</workbook>'
    )


def _rels(targets: list[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'


def _types(parts: Collection[str]) -> str:
    kinds = {"workbook": "sheet.main", "styles": "styles", "sheet": "worksheet", "table": "table"}
    made = "".join(
        f'<Override PartName="/{name}" ContentType="{_KIND}{kinds[stem]}+xml"/>'
        for name in parts
        if name.endswith(".xml") and (stem := re.split(r"\d", posixpath.basename(name)[:-4])[0])
    )
    return (
        f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{made}</Types>'
    )


def split(values: dict[Place, Value], probes: Collection[str]) -> tuple[dict[Place, Value], set[str]]:
    """The engine's values without the sheet of the copy alone, and the functions it does not know."""
    kept = {place: value for place, value in values.items() if place[0] != PROBES}
    unknown = {
        name for row, name in enumerate(probes, 1)
        if values.get((PROBES, address_of(row, 1))) == "#NAME?"
    }  # fmt: skip
    return kept, unknown
