"""Lint rules about sheets: cells, views, validations, tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from asss_xl.checks.package import Package, position
from asss_xl.checks.rules import Options, Problem, elements, in_cell, rule

MAX_TEXT = 32_767
MAX_LIST = 255


@rule("text-length")
def text_length(package: Package, _options: Options) -> Iterator[Problem]:
    """A text in a cell is at most 32,767 characters."""
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if isinstance(cell.value, str) and len(cell.value) > MAX_TEXT:
                message = f"Teksten er på {len(cell.value)} tegn; Excel tar {MAX_TEXT}."
                yield in_cell(sheet, cell.address), message


@rule("list-validation")
def list_validation(package: Package, _options: Options) -> Iterator[Problem]:
    """The choices of a drop-down list written in the rule are at most 255 characters."""
    for sheet in package.worksheets:
        for validation in package.root(sheet.part).iter("{*}dataValidation"):
            text = "".join(element.text or "" for element in validation.iterfind("{*}formula1"))
            if validation.get("type") != "list" or not text.startswith('"'):
                continue
            choices = text.strip('"')
            if len(choices) > MAX_LIST:
                message = f"Valglisten er på {len(choices)} tegn; Excel tar {MAX_LIST}."
                yield in_cell(sheet, validation.get("sqref", "")), message


@rule("cell-order")
def cell_order(package: Package, _options: Options) -> Iterator[Problem]:
    """Rows, and cells in a row, come in ascending order, each of them once."""
    for sheet in package.worksheets:
        rows = [row for row in elements(package, sheet, "sheetData/row") if row.get("r")]
        for before, after in pairwise(rows):
            if int(after.get("r")) <= int(before.get("r")):
                message = f"Rad {after.get('r')} kommer etter rad {before.get('r')} i filen."
                yield in_cell(sheet, after.get("r")), message
        for row in rows:
            addresses = [cell.get("r") for cell in row.iterfind("{*}c") if cell.get("r")]
            for address in addresses:
                if position(address)[0] != int(row.get("r")):
                    message = f"Cellen ligger i rad {row.get('r')} i filen."
                    yield in_cell(sheet, address), message
            for left, right in pairwise(addresses):
                if position(right)[1] <= position(left)[1]:
                    yield in_cell(sheet, right), f"Cellen kommer etter {left} i filen."


@rule("table-columns")
def table_columns(package: Package, _options: Options) -> Iterator[Problem]:
    """The columns of a table have different names and numbers, and so do the tables."""
    tables = package.parts("xl/tables")
    for part in tables:
        table = package.root(part)
        label = table.get("displayName") or table.get("name") or part
        columns = table.findall("{*}tableColumns/{*}tableColumn")
        for key, what in (("name", "navnet"), ("id", "nummeret")):
            found = [column.get(key, "").lower() for column in columns]
            for value in sorted({value for value in found if found.count(value) > 1}):
                yield f"tabellen {label}", f"To kolonner har {what} «{value}»."
    numbers = [package.root(part).get("id") for part in tables]
    for number in sorted({n for n in numbers if n and numbers.count(n) > 1}):
        yield "tabeller", f"To tabeller har nummeret {number}."


@rule("merged-cells")
def merged_cells(package: Package, _options: Options) -> Iterator[Problem]:
    """No cells are merged: sorting, filters and screen readers stumble on them."""
    for sheet in package.worksheets:
        for merged in elements(package, sheet, "mergeCells/mergeCell"):
            yield in_cell(sheet, merged.get("ref", "")), "Cellene er slått sammen."


@rule("gridlines")
def gridlines(package: Package, _options: Options) -> Iterator[Problem]:
    """A delivered sheet hides the gridlines."""
    for sheet in package.worksheets:
        views = list(elements(package, sheet, "sheetViews/sheetView"))
        hidden = views and all(v.get("showGridLines") in ("0", "false") for v in views)
        if sheet.visible and not hidden:
            yield sheet.name, "Arket viser rutenettet."


@rule("selection")
def selection(package: Package, _options: Options) -> Iterator[Problem]:
    """A delivered workbook opens on its first sheet, each sheet with the cursor in A1."""
    for view in package.root(package.workbook_part).iterfind("{*}bookViews/{*}workbookView"):
        if int(view.get("activeTab", "0")) != _first_visible(package):
            yield "arbeidsboken", "Arbeidsboken åpner ikke på det første arket."
    for sheet in package.worksheets:
        for view in elements(package, sheet, "sheetViews/sheetView"):
            if view.get("topLeftCell", "A1") != "A1":
                yield sheet.name, f"Arket er rullet til {view.get('topLeftCell')}."
            pane = view.find("{*}pane")
            active = "topLeft" if pane is None else pane.get("activePane", "topLeft")
            for chosen in view.iterfind("{*}selection"):
                if chosen.get("pane", "topLeft") != active:
                    continue  # a frozen pane remembers a cell of its own; the cursor is not there
                places = (chosen.get("activeCell", "A1"), chosen.get("sqref", "A1"))
                if places != ("A1", "A1"):
                    yield in_cell(sheet, places[1]), "Markøren står ikke i A1."


def _first_visible(package: Package) -> int:
    return next((sheet.index for sheet in package.sheets if sheet.visible), 0)
