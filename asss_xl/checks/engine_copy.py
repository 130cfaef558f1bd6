"""The copy of a workbook that an engine gets: its values, formulas, names and tables, nothing else.

Engines stumble over styles, printers and parts that have nothing to do with what is calculated,
and take long over areas of a million blank rows.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from asss_xl.checks.cells import DATA_TABLE, FileCell
from asss_xl.checks.formula_text import MAX_COLUMN, MAX_ROW, clamped
from asss_xl.checks.package import Package
from asss_xl.checks.places import Place, address_of, position, split_place
from asss_xl.functions.values import ExcelError, Value

#: A sheet of the copy alone, where each function that is asked about is called without arguments.
PROBES = "asss_xl_motor"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf xfId="0"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


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
    changed = _changed(package, changes or {})
    areas = _Areas(package if clamp else None)
    sheets = [*package.worksheets]
    with zipfile.ZipFile(out, "w") as archive:
        tables = 0
        for number, sheet in enumerate(sheets, 1):
            cells = changed.get(sheet.name, package.cells(sheet))
            rows = _rows(cells, package.content(sheet).hidden_rows, areas)
            held = package.of_kind("table", sheet.part)
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(rows, len(held)))
            targets = []
            for part in held:
                tables += 1
                archive.writestr(f"xl/tables/table{tables}.xml", package.data(part))
                targets.append(("table", f"../tables/table{tables}.xml"))
            archive.writestr(f"xl/worksheets/_rels/sheet{number}.xml.rels", _rels(targets))
        names = [sheet.name for sheet in sheets]
        if probes:
            names.append(PROBES)
            asked = [
                FileCell(address_of(row, 1), row, 1, 0, f"{name}()") for row, name in enumerate(probes, 1)
            ]
            archive.writestr(f"xl/worksheets/sheet{len(names)}.xml", _sheet(_rows(asked, (), areas), 0))
        _write_frame(archive, _workbook(package, names, areas), len(names), tables)
    return areas.cut


def _changed(package: Package, changes: Mapping[str, Value]) -> dict[str, list[FileCell]]:
    """The cells of the sheets that change."""
    sheets = {sheet.name: sheet for sheet in package.worksheets}
    found: dict[str, dict[str, FileCell]] = {}
    for place, value in changes.items():
        name, address = split_place(place)
        if name not in sheets:
            raise KeyError(f"there is no sheet named {name}")
        if name not in found:
            found[name] = {cell.address: cell for cell in package.cells(sheets[name])}
        held = found[name].pop(address, None)
        if held is not None and held.formula is not None:
            raise ValueError(f"{address} is a formula, not an input")
        if value is not None:
            found[name][address] = FileCell(address, *position(address), value)
    return {name: list(cells.values()) for name, cells in found.items()}


def _write_frame(archive: zipfile.ZipFile, workbook: str, sheets: int, tables: int) -> None:
    """The parts that hold the others together."""
    listed = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)]
    kinds = {"workbook": "sheet.main", "styles": "styles"}
    kinds |= {f"worksheets/sheet{n}": "worksheet" for n in range(1, sheets + 1)}
    kinds |= {f"tables/table{n}": "table" for n in range(1, tables + 1)}
    made = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    archive.writestr("xl/workbook.xml", workbook)
    archive.writestr("xl/styles.xml", _STYLES)
    archive.writestr("xl/_rels/workbook.xml.rels", _rels([*listed, ("styles", "styles.xml")]))
    archive.writestr("_rels/.rels", _rels([("officeDocument", "xl/workbook.xml")]))
    archive.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{made}</Types>',
    )


class _Areas:
    """Formulas with their areas as far as the last used cell, and whether one was longer."""

    def __init__(self, package: Package | None) -> None:
        """The last row and column of a workbook; None leaves every area as it is."""
        cells = [package.cells(sheet) for sheet in package.worksheets] if package else []
        self.row = max((cell.row for held in cells for cell in held), default=MAX_ROW)
        self.column = max((cell.column for held in cells for cell in held), default=MAX_COLUMN)
        self.cut = False

    def within(self, formula: str) -> str:
        short = clamped(formula, self.row, self.column)
        self.cut = self.cut or short != formula
        return short


def _rows(cells: Iterable[FileCell], hidden: Collection[int], areas: _Areas) -> Iterator[str]:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    for row, group in groupby(ordered, key=lambda cell: cell.row):
        yield f'<row r="{row}" hidden="1">' if row in hidden else f'<row r="{row}">'
        for cell in group:
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


def _workbook(package: Package, sheets: list[str], areas: _Areas) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)
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
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>{defined}</workbook>'


def _rels(targets: list[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'


def split(values: dict[Place, Value], probes: Collection[str]) -> tuple[dict[Place, Value], set[str]]:
    """The engine's values without the sheet of the copy alone, and the functions it does not know."""
    kept = {place: value for place, value in values.items() if place[0] != PROBES}
    unknown = {
        name for row, name in enumerate(probes, 1) if values.get((PROBES, address_of(row, 1))) == "#NAME?"
    }
    return kept, unknown
