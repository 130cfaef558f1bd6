"""What a file that our writer made must be, beside what `asss-xl check` asks of any workbook.

A maintained validator (openxml-audit) knows the published schemas. The rest is what Excel repairs
or refuses and that validator does not see, and how a delivered workbook looks when it is opened.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

from asss_xl.checks.formula_text import position
from asss_xl.checks.package import Workbook
from asss_xl.unpacking import SheetPart
from tests.support.stored_formulas import missing_prefixes, name_problem

#: Excel writes this itself for «show #N/A as a blank»; the validator's schema is older.
_KNOWN = "dispNaAsBlank[1]: The 'val' attribute is not declared"
_LIST, _TEXT, _HEADER, _SHEET_NAME = 255, 32_767, 255, 31
_REFERENCE = re.compile(r"'?((?:[^'!]|'')+?)'?!\$?[A-Z]")


def problems(path: Path) -> list[str]:
    """Everything that is wrong with the file, as short English sentences."""
    audited = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(str(path))
    package = Workbook.open(path)
    package.look_over()
    found = [str(error) for error in audited.errors if _KNOWN not in str(error)]
    for look in (_sheets, _order, _texts, _formulas, _names, _charts, _tables, _styles, _views):
        found += look(package)
    return found


def _sheets(package: Workbook) -> Iterator[str]:
    names = Counter(sheet.name.casefold() for sheet in package.sheets)
    yield from (f"two sheets are {name}" for name, count in names.items() if count > 1)
    for sheet in package.sheets:
        if len(sheet.name) > _SHEET_NAME or re.search(r"[\\/*?:\[\]]|^'|'$", sheet.name):
            yield f"Excel refuses the sheet name {sheet.name}"


def _order(package: Workbook) -> Iterator[str]:
    """Rows, and cells in a row, in rising order."""
    for sheet in package.worksheets:
        rows = [int(row.get("r")) for row in package.root(sheet.part).iter("{*}row")]
        places = [(cell.row, cell.column) for cell in package.cells(sheet)]
        if places != sorted(set(places)) or rows != sorted(set(rows)):
            yield f"{sheet.name}: cells out of order"


def _texts(package: Workbook) -> Iterator[str]:
    for sheet in package.worksheets:
        root = package.root(sheet.part)
        for rule in root.iter("{*}formula1"):
            if (rule.text or "").startswith('"') and len(rule.text) - 2 > _LIST:
                yield f"{sheet.name}: the list of {rule.getparent().get('sqref')} is too long"
        for held in root.iter("{*}oddHeader", "{*}oddFooter"):
            if len(held.text or "") > _HEADER:
                yield f"{sheet.name}: header or footer too long"
        for cell in package.cells(sheet):
            if isinstance(cell.value, str) and len(cell.value) > _TEXT:
                yield f"{sheet.name}!{cell.address}: text too long"
            if isinstance(cell.value, str) and re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", cell.value):
                yield f"{sheet.name}!{cell.address}: control character"


def _formulas(package: Workbook) -> Iterator[str]:
    """Newer functions have their prefix; a cell that calls a LAMBDA name is a dynamic array."""
    lambdas = {n.name.upper() for n in package.defined_names if "_xlfn.lambda(" in n.text.lower()}
    for cell in package.formula_cells:
        yield from (f"{cell.where}: {told}" for told in missing_prefixes(cell.formula))
        if package.called[cell.seen] & lambdas and not cell.cell.spill:
            yield f"{cell.where}: Excel puts @ before the call"


def _names(package: Workbook) -> Iterator[str]:
    """Each name, also a table's, is one that Excel takes, said once in its scope."""
    roots = map(package.root, package.of_kind("table"))
    names = [(n.name, n.scope) for n in package.defined_names] + [(r.get("displayName"), None) for r in roots]
    counted = Counter((name.casefold(), scope) for name, scope in names)
    yield from (f"two names are {name}" for (name, _), count in counted.items() if count > 1)
    for name, _ in names:
        if not name.startswith("_xl") and (told := name_problem(name)):
            yield f"{name} {told}"
    for defined in package.defined_names:
        yield from (f"{defined.name}: {told}" for told in missing_prefixes(defined.text))
        if not defined.text.strip() or len(defined.comment) > _HEADER:
            yield f"{defined.name} has no definition, or a long comment"


def _charts(package: Workbook) -> Iterator[str]:
    """Sheets and axes that exist, and a text of its own for those who do not see the chart."""
    sheets = {sheet.name for sheet in package.sheets}
    for part in package.of_kind("chart"):
        root = package.root(part)
        for reference in root.iter("{*}f"):
            named = _REFERENCE.match(reference.text or "")
            if named is None or named.group(1).replace("''", "'") not in sheets:
                yield f"{part} draws {reference.text}"
        axes = {a.find("{*}axId").get("val") for a in root.iter("{*}catAx", "{*}valAx", "{*}dateAx")}
        used = {e.get("val") for e in root.iter("{*}axId", "{*}crossAx")}
        if used != axes:
            yield f"{part} has axes {axes} and uses {used}"
    for part in package.of_kind("drawing"):
        frames = list(package.root(part).iter("{*}cNvPr"))
        texts = [frame.get("descr", "") for frame in frames]
        if not all(texts) or len(set(texts)) < len(texts):
            yield f"{part}: a chart or picture without an alternative text of its own"
        if len({frame.get("id") for frame in frames}) < len(frames):
            yield f"{part}: two drawings with one number"


def _tables(package: Workbook) -> Iterator[str]:
    for sheet in package.worksheets:
        cells = {cell.address: cell.value for cell in package.cells(sheet)}
        for part in package.of_kind("table", sheet.part):
            root = package.root(part)
            columns = list(root.iter("{*}tableColumn"))
            for attribute in ("id", "name"):
                if len({c.get(attribute).casefold() for c in columns}) < len(columns):
                    yield f"{part}: two columns have one {attribute}"
            row = position(root.get("ref").partition(":")[0])[0]
            headings = {value for address, value in cells.items() if position(address)[0] == row}
            yield from (
                f"{part}: {c.get('name')} is no heading" for c in columns if c.get("name") not in headings
            )


def _styles(package: Workbook) -> Iterator[str]:
    """A cell's format is one of the file's."""
    (part,) = package.of_kind("styles")
    count = len(package.root(part).find("{*}cellXfs"))
    for sheet in package.worksheets:
        for cell in package.root(sheet.part).iter("{*}c"):
            if int(cell.get("s", "0")) >= count:
                yield f"{sheet.name}!{cell.get('r')}: format {cell.get('s')} of {count}"


def _views(package: Workbook) -> Iterator[str]:
    """No grid, the cursor in A1, and the first sheet alone in front."""
    shown = [sheet for sheet in package.worksheets if sheet.visible]
    book = package.root(package.workbook_part).find("{*}bookViews/{*}workbookView")
    if book.get("activeTab", "0") != str(shown[0].index):
        yield "the workbook does not open on its first sheet"
    for sheet in shown:
        yield from (f"{sheet.name}: {told}" for told in _view(package, sheet, sheet is shown[0]))


def _view(package: Workbook, sheet: SheetPart, first: bool) -> Iterator[str]:
    for view in package.root(sheet.part).iterfind("{*}sheetViews/{*}sheetView"):
        if view.get("showGridLines") != "0":
            yield "grid lines are shown"
        if view.get("topLeftCell", "A1") != "A1" or view.get("showFormulas"):
            yield "it does not open at its beginning"
        if (view.get("tabSelected") == "1") is not first:
            yield "it is chosen together with another"
        pane = view.find("{*}pane")
        active = None if pane is None else pane.get("activePane")
        for chosen in view.iterfind("{*}selection"):
            if chosen.get("pane") == active and chosen.get("activeCell", "A1") != "A1":
                yield "the cursor is not in A1"
