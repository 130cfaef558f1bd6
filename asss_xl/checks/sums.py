"""Rules about what a sum is of: an area a step too short, what is counted twice, figures of unlike kinds, and
numbers that are stored as text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from asss_xl.checks.formula_text import Box, references, shifted
from asss_xl.checks.package import FileCell, Workbook
from asss_xl.checks.rules import Flaw, rule
from asss_xl.checks.sheet_lines import Seen, SheetLines, in_a_line, is_year, only_the_end, sheets
from asss_xl.dataset.new.own_tables.units import unit_of
from asss_xl.functions.values import ExcelError, is_number

#: How the names end of the functions that make one figure of an area.
_AGGREGATES = ("SUM", "AVERAGE", "MIN", "MAX", "COUNT", "COUNTA", "MEDIAN", "PRODUCT", "SUBTOTAL")
#: A lookup in an area, as seen from its cell, that moves along itself where the formula is filled.
_LOOKUP = r"(?:[VHX]LOOKUP|X?MATCH|(?:SUM|COUNT|AVERAGE)IFS?|(?:MIN|MAX)IFS)\([^()]*"
_SLIDES_DOWN = re.compile(_LOOKUP + r"R\[(-?\d+)\](?:C[^:,()]*)?:R\[(?!\1\])", re.IGNORECASE)
_SLIDES_RIGHT = re.compile(_LOOKUP + r"C\[(-?\d+)\]:(?:R[^C,()]*)?C\[(?!\1\])", re.IGNORECASE)
#: A sum of one area, and what is as wrong of both numbers and their sum.
_PLAIN_SUM = re.compile(
    r"(?:(?:SUM|AVERAGE|MEDIAN|MAX)\(|SUBTOTAL\((?:10)?[149],)\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+\)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"SUM\(|SUBTOTAL\((?:10)?9,", re.IGNORECASE)
#: What stands over the units of a list.
_UNIT_HEADINGS = ("enhet", "måleenhet", "benevning", "unit")
#: How many rows of a sum are looked at: sums that grow down a column would otherwise be looked at again.
_MOST_ROWS = 400
_SUM = re.compile(r"(?:SUM|SUBTOTAL|AVERAGE|MIN|MAX|MEDIAN)\(([^()]*)\)", re.IGNORECASE)
_DIGITS = r"(?!0\d)(?:\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+|\d+)(?:[.,]\d+)?"
#: A number as people write it; what begins with a zero is a code, and «1 000 kr» what a table is in.
_SIGNED = rf"(?:[-+−]?\s*{_DIGITS}|\({_DIGITS}\))"
_TEXT_NUMBER = re.compile(
    rf"\s*(?!1\W?000\s*kr)(?:kr\.?|NOK)?\s*{_SIGNED}\s*(?:%|kr\.?|NOK|,?-)?\s*", re.IGNORECASE
)
_TEXT_DATE = re.compile(r"\s*[0-3]?\d\.[01]?\d\.(?:19|20)\d\d\s*")
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")


class _Sum(NamedTuple):
    """A sum of a part of its own line: where it stands, and what its area begins and ends with."""

    cell: FileCell
    at: int
    first: int
    last: int

    @property
    def is_total(self) -> bool:
        """Whether it is the sum itself."""
        return bool(_TOTAL.match(self.cell.formula or ""))

    @property
    def is_subtotal(self) -> bool:
        """Whether it leaves out others of its kind."""
        return (self.cell.formula or "").upper().startswith("SUBTOTAL")

    def begins(self) -> int:
        """The first of the cell and its area."""
        return min(self.at, self.first)

    def ends(self) -> int:
        """The last of the cell and its area."""
        return max(self.at, self.last)


@rule("short-range")
def short_range(package: Workbook) -> Iterator[Flaw]:
    """An area is as long as the neighbours', and a sum has the numbers next to its area."""
    for sheet in sheets(package):
        found: set[str] = set()
        for word, run in sheet.lines:
            for before, after in zip(run, run[1:], strict=False):
                short = None if before.formula == after.formula else _shorter(sheet, before, after)
                if short and short.cell.address not in found and not in_a_line(sheet, short, word):
                    found.add(short.cell.address)
                    told = f"Området i {short.cell.formula} er kortere enn i naboformelen i {word}."
                    yield sheet.where(short.cell), told
        lacking = {
            place: problems
            for place, formula in sheet.formulas.items()
            if any(name.endswith(_AGGREGATES) for name in package.called[formula])
            and (problems := list(_left_out(sheet, sheet.cells[place])))
        }
        for (row, column), problems in lacking.items():
            # What is so all along a line where nothing is left out is meant so.
            around = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
            same = {at for at in around if sheet.formulas.get(at) == sheet.formulas[row, column]}
            if sheet.cells[row, column].address not in found and same <= lacking.keys():
                yield from problems


def _shorter(sheet: SheetLines, before: Seen, after: Seen) -> Seen | None:
    """The one of two neighbours whose areas are alike but for one end, if it could be a step longer."""
    if before.formula and after.formula and only_the_end(before.formula, after.formula):
        for short, long in ((before, after), (after, before)):
            if _lacks(sheet, short, long):
                return short
    return None


def _lacks(sheet: SheetLines, short: Seen, long: Seen) -> bool:
    """Whether a formula as the neighbour's would here have more cells, of the kinds that it has."""
    down, right = short.cell.row - long.cell.row, short.cell.column - long.cell.column
    could = references(shifted(long.cell.formula or "", down, right), "")
    for (name, (top, left, bottom, end)), (_, own) in zip(
        could, references(short.cell.formula or "", ""), strict=False
    ):
        for more in (
            (top, left, own[0] - 1, end),
            (own[2] + 1, left, bottom, end),
            (top, left, bottom, own[1] - 1),
            (top, own[3] + 1, bottom, end),
        ):
            if more[0] <= more[2] and more[1] <= more[3]:
                return bool(name) or set(sheet.kinds(more)) <= set(sheet.kinds(own)) - {""}
    return False


def _left_out(sheet: SheetLines, cell: FileCell) -> Iterator[Flaw]:
    """The number between the end of a sum's area and the sum itself, or one just before the area."""
    for sheet_name, (top, left, bottom, right) in references(cell.formula or "", ""):
        for in_line, gap, (down, along) in (
            (left == right == cell.column, cell.row - bottom, (1, 0)),
            (top == bottom == cell.row, cell.column - right, (0, 1)),
        ):
            if sheet_name or (top, left) == (bottom, right) or not in_line or gap not in (1, 2):
                continue
            before = gap == 1
            inner = (top, left) if before else (bottom, right)
            outer = (top - down, left - along) if before else (bottom + down, right + along)
            if _alike(sheet, outer, inner, before) and not _is_set_beside(sheet, cell, outer, along == 1):
                where = "rett foran området" if before else "rett ved siden av"
                told = f"{cell.formula} tar ikke med {sheet.cells[outer].address}, som står {where}."
                yield sheet.where(cell), told


def _is_set_beside(sheet: SheetLines, cell: FileCell, outer: tuple[int, int], across: bool) -> bool:
    """Whether another formula has both a sum and the number beside its area: that is no part of it."""
    both = {(cell.row, cell.column), outer}
    return any(
        both <= {box[:2] for name, box in references(sheet.cells[at].formula or "", "") if box[:2] == box[2:]}
        for at in sheet.beside(cell, across)
    )


def _alike(sheet: SheetLines, outer: tuple[int, int], inner: tuple[int, int], before: bool) -> bool:
    """Whether a cell beside an area is a number as the one in it."""
    one, other = sheet.cells.get(outer), sheet.cells.get(inner)
    if one is None or other is None or not (is_number(one.value) and is_number(other.value)):
        return False
    # A year over a column of figures is a number too, but looks like a heading.
    heading = before and (one.style != other.style or is_year(one.value))
    return sheet.formulas.get(outer) == sheet.formulas.get(inner) and not heading


@rule("lookup-area")
def lookup_area(package: Workbook) -> Iterator[Flaw]:
    """The area of a lookup stands still where the formula is filled; it is told of once."""
    for sheet in sheets(package):
        first = {seen: at for at, seen in reversed(sheet.formulas.items())}
        for seen, (row, column) in first.items():
            beside = (((row + 1, column), _SLIDES_DOWN), ((row, column + 1), _SLIDES_RIGHT))
            slides = (pattern.search(seen) for at, pattern in beside if sheet.formulas.get(at) == seen)
            if any(slides):
                cell = sheet.cells[row, column]
                told = f"{cell.formula} leter i et område som flytter seg når den fylles. Lås det med $."
                yield sheet.where(cell), told


@rule("counted-twice")
def counted_twice(package: Workbook) -> Iterator[Flaw]:
    """A sum of a column or a row does not have both the numbers and the sum of them."""
    for sheet in sheets(package):
        for sums in _plain_sums(sheet).values():
            totals = sorted((one for one in sums if one.is_total), key=_Sum.begins)
            plain = [one for one in totals if not one.is_subtotal]
            for ordered, subtotal in ((totals, False), (plain, True)):
                # Of each and those that begin after it, the one that ends first.
                ending = [*accumulate(reversed(ordered), partial(min, key=_Sum.ends))][::-1]
                for one in sums:
                    at = bisect_left(ordered, one.first, key=_Sum.begins)
                    inner = ending[at] if at < len(ending) and one.is_subtotal == subtotal else one
                    if inner is not one and inner.ends() <= one.last:
                        told = f"{one.cell.formula} teller {inner.cell.address} med, og det den er summen av."
                        yield sheet.where(one.cell), told


def _plain_sums(sheet: SheetLines) -> dict[tuple[str, int], list[_Sum]]:
    """The sums of each line."""
    lines: dict[tuple[str, int], list[_Sum]] = {}
    for place in sheet.formulas:
        cell = sheet.cells[place]
        if _PLAIN_SUM.fullmatch(cell.formula or ""):
            ((_, (top, left, bottom, right)),) = references(cell.formula or "", "")
            if left == right == cell.column:
                lines.setdefault(("kolonne", left), []).append(_Sum(cell, cell.row, top, bottom))
            elif top == bottom == cell.row:
                lines.setdefault(("rad", top), []).append(_Sum(cell, cell.column, left, right))
    return lines


@rule("sum-of-unlike")
def sum_of_unlike(package: Workbook) -> Iterator[Flaw]:
    """What is summed down a column is in one unit, and no year over the figures is among them."""
    for sheet in sheets(package):
        heads = [at for at, cell in sheet.cells.items() if str(cell.value).casefold() in _UNIT_HEADINGS]
        for (word, column), sums in _plain_sums(sheet).items():
            for one in sums if word == "kolonne" else ():
                area = range(one.first, min(one.last, one.first + _MOST_ROWS) + 1)
                rows = [row for row in area if is_number(sheet.value(row, column))]
                if one.is_total and len(rows) > 1:
                    for what in (_year_over(sheet, rows[0], column), _units(sheet, rows, column, heads)):
                        if what:
                            yield sheet.where(one.cell), f"{one.cell.formula} {what}."


def _year_over(sheet: SheetLines, row: int, column: int) -> str:
    """That the first number of a sum is a year, in a row of years."""
    year, *beside = (sheet.value(row, column + step) for step in (0, -1, 1))
    if (row, column) in sheet.formulas or not is_year(year) or not any(map(is_year, beside)):
        return ""
    follow = any(is_number(other) and abs(other - year) == 1 for other in beside)  # type: ignore[operator]
    return f"tar med årstallet i {sheet.cells[row, column].address}" if follow else ""


def _units(sheet: SheetLines, rows: list[int], column: int, heads: list[tuple[int, int]]) -> str:
    """The units of the rows of a sum, by the nearest column of units to the left, where there are several."""
    _, at = max((head for head in heads if head[0] < rows[0] and head[1] < column), default=(0, 0))
    said = {str(sheet.value(row, at)).strip() for row in rows}
    found = [(unit_of(text.lower()), text) for text in sorted(said)]
    # An «enhet» is also a place of work.
    units = {(unit.slag, unit.factor): text for unit, text in found if unit}
    return f"legger sammen {' og '.join(units.values())}" if len(units) > 1 else ""


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
