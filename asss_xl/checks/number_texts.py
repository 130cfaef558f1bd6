"""The rule about numbers and dates that are stored as text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from asss_xl.checks.formula_text import Box, references
from asss_xl.checks.package import FileCell, Workbook
from asss_xl.checks.rules import Flaw, rule
from asss_xl.functions.values import ExcelError, is_number

_SUM = re.compile(r"(?:SUM|SUBTOTAL|AVERAGE|MIN|MAX|MEDIAN)\(([^()]*)\)", re.IGNORECASE)
_DIGITS = r"(?!0\d)(?:\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+|\d+)(?:[.,]\d+)?"
#: A number as people write it; what begins with a zero is a code, and «1 000 kr» what a table is in.
_SIGNED = rf"(?:[-+−]?\s*{_DIGITS}|\({_DIGITS}\))"
_TEXT_NUMBER = re.compile(
    rf"\s*(?!1\W?000\s*kr)(?:kr\.?|NOK)?\s*{_SIGNED}\s*(?:%|kr\.?|NOK|,?-)?\s*", re.IGNORECASE
)
_TEXT_DATE = re.compile(r"\s*[0-3]?\d\.[01]?\d\.(?:19|20)\d\d\s*")
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")


@rule("number-as-text")
def number_as_text(package: Workbook) -> Iterator[Flaw]:
    """A number or a date among others, or one that is summed, is not stored as text."""
    for sheet in package.worksheets:
        cells = {(cell.row, cell.column): cell for cell in package.cells(sheet)}
        texts = {at: kind for at, cell in cells.items() if (kind := _written_as(cell))}
        summed = _summed(package).get(sheet.name.casefold(), set()) if texts else set()
        rows = {column: _met(summed, column) for column in {column for _, column in texts}}
        for (row, column), kind in texts.items():
            cell = cells[row, column]
            above, beside = ((row - 1, column), (row + 1, column)), ((row, column - 1), (row, column + 1))
            among = [
                all(_is_a(kind, package, cells.get(at)) for at in pair) and texts.keys().isdisjoint(across)
                for pair, across in ((above, beside), (beside, above))
            ]
            # Between numbers of a row, but with none in its column, is a code.
            alone = not any(_is_a("tallet", package, cells.get(at)) for at in above)
            areas = rows[column]
            within = areas[bisect_left(areas, (row + 1, 0)) - 1][1] >= row and kind == "tallet"
            if among[0] or (among[1] and not alone) or (within and not _YEAR.fullmatch(str(cell.value))):
                told = f"{kind.capitalize()} «{cell.value}» er lagret som tekst. Skriv det inn som tall."
                yield f"{sheet.name}!{cell.address}", told


def _written_as(cell: FileCell) -> str:
    """What a typed text reads as: a number, a date or nothing."""
    text = cell.value
    if cell.formula is not None or not isinstance(text, str) or isinstance(text, ExcelError):
        return ""
    return "datoen" if _TEXT_DATE.fullmatch(text) else "tallet" if _TEXT_NUMBER.fullmatch(text) else ""


def _is_a(kind: str, package: Workbook, cell: FileCell | None) -> bool:
    """Whether a cell holds a number, and shows it as a date if a date is what it is to be."""
    if cell is None or not is_number(cell.value):
        return False
    return kind == "tallet" or bool(re.search("[yåd]", package.number_format(cell), re.IGNORECASE))


@lru_cache(maxsize=1)
def _summed(package: Workbook) -> dict[str, set[Box]]:
    """The areas that sums and their like are of, by the sheet that they are on."""
    found: dict[str, set[Box]] = {}
    for cell in package.formula_cells:
        for summed in _SUM.findall(cell.formula):
            for name, box in references(summed, cell.sheet.name):
                if box[:2] != box[2:]:
                    found.setdefault(name.casefold(), set()).add(box)
    return found


def _met(areas: set[Box], column: int) -> list[tuple[int, int]]:
    """The rows, from and to, that some areas have of a column, those that meet made one."""
    merged = [(0, 0)]
    for top, bottom in sorted((top, bottom) for top, left, bottom, right in areas if left <= column <= right):
        first, last = merged[-1]
        if top <= last:
            merged[-1] = (first, max(last, bottom))
        else:
            merged.append((top, bottom))
    return merged
