"""What an input workbook of the product keeps out of sight itself, known by all that is in it."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl.checks.cells import FileCell, SheetContent
from asss_xl.checks.package import Package
from asss_xl.dataset.inputs import about, layout
from asss_xl.dataset.inputs.layout import is_input_book

__all__ = ["is_how_printed", "is_input_book", "is_own_sheet"]
from asss_xl.unpacking import SheetPart


def is_own_sheet(package: Package, sheet: SheetPart) -> bool:
    """Whether a hidden sheet is one that the workbook was made with, and has nothing else in it."""
    cells = package.content(sheet).cells
    if sheet.name == layout.LISTS:
        return _is_choices(cells)
    if sheet.name == layout.ABOUT:
        return _is_about(cells)
    return any(_is_table(cells, each) for each in layout.layouts() if each.sheet == sheet.name)


def _is_choices(cells: Sequence[FileCell]) -> bool:
    named = {cell.column: cell.value for cell in cells if cell.row == 1}
    return named == dict(enumerate(layout.CHOICES, 1)) and {cell.column for cell in cells} <= set(named)


def _is_about(cells: Sequence[FileCell]) -> bool:
    """The package's own keys, each with its value and what it is."""
    labels = [str(cell.value) for cell in cells if cell.column == 1 and cell.row > about.HEADING]
    known = [label for label, _ in about.KEYS.values()]
    return bool(labels) and set(labels) <= set(known) and all(cell.column <= 3 for cell in cells)


def _is_table(cells: Sequence[FileCell], each: layout.Layout) -> bool:
    """A table of what the figures are of; one with figures in it is for all to see."""
    named = {cell.column: str(cell.value) for cell in cells if cell.row == layout.HEADING}
    known = dict(enumerate((column.heading for column in each.columns), 1))
    within = {cell.column for cell in cells} <= set(named)
    return not layout.is_filled_in(each.resource) and named == known and within


def is_how_printed(content: SheetContent, first: int, last: int) -> bool:
    """Whether hidden columns are how a source printed its figures."""
    named = {cell.column: str(cell.value) for cell in content.cells if cell.row == layout.HEADING}
    return all(named.get(column) in layout.OUT_OF_SIGHT for column in range(first, last + 1))
