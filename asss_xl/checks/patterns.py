"""Rules about formulas among their neighbours: what a reader would take for a slip.

Formulas are compared as seen from their own cell, so that a formula filled along a row or down a
column is the same everywhere. One cell, or two, are only suspected when those on both sides agree with
each other and not with them, and no other cell of the line is as they are. Of two, and of the first cell
of a column, it is also asked that a formula as the others' would have found there what the others find.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, product
from operator import itemgetter, sub
from typing import NamedTuple

from asss_xl.checks.formula_text import Box, references, shifted
from asss_xl.checks.package import FileCell, Package, file_cells, filled_cells
from asss_xl.checks.rules import Problem, rule
from asss_xl.functions.values import ExcelError, Value, is_number
from asss_xl.norsk import norsk
from asss_xl.unpacking import SheetPart

#: How the names end of the functions that make one figure of an area.
_AGGREGATES = ("SUM", "AVERAGE", "MIN", "MAX", "COUNT", "COUNTA", "MEDIAN", "PRODUCT")
#: The share of a line's formulas that must be alike before one that is not is suspected.
_MOST = 0.6
#: And how many: two that are alike say nothing of a third.
_FEWEST = 3
_ONE_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SUM = re.compile(r"(?:SUM|SUBTOTAL|AVERAGE|MIN|MAX|MEDIAN)\(([^()]*)\)", re.IGNORECASE)
_DIGITS = r"(?!0\d)(?:\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+|\d+)(?:[.,]\d+)?"
#: A number as people write it; what begins with a zero is a code, and «1 000 kr» what a table is in.
_SIGNED = rf"(?:[-+−]?\s*{_DIGITS}|\({_DIGITS}\))"
_TEXT_NUMBER = re.compile(
    rf"\s*(?!1\W?000\s*kr)(?:kr\.?|NOK)?\s*{_SIGNED}\s*(?:%|kr\.?|NOK|,?-)?\s*", re.IGNORECASE
)
_TEXT_DATE = re.compile(r"\s*[0-3]?\d\.[01]?\d\.(?:19|20)\d\d\s*")
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")
#: What a formula refers to from where it stands, also as a table writes it.
_RELATIVE = re.compile(r"[RC]\[-?\d+\]|\[#This Row\]|\[@", re.IGNORECASE)
_CELL = r"(?:[^!(),<]+!)?R(?:\[?-?\d+\]?)?C(?:\[?-?\d+\]?)?"
_IS_NUMBER = rf'\({_CELL}<""\)'
#: A guard of the whole, one among the conditions, and the parentheses that a lone condition does without.
_GUARDS = (
    (re.compile(r"^IFERROR\((.*),[^,]*\)$"), r"\1"),
    (re.compile(rf'^IF\((?:{_IS_NUMBER}(?:\*{_IS_NUMBER})*|{_CELL}<""),(.*),[^,]*\)$'), r"\1"),
    (re.compile(rf"{_IS_NUMBER}\*|\*{_IS_NUMBER}"), ""),
    (re.compile(rf'\(({_CELL}<>"")\)'), r"\1"),
)
_PLAIN_SUM = re.compile(r"SUM\(\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+\)", re.IGNORECASE)
_RANGE = re.compile(r"(R\[?-?\d+\]?)(C\[?-?\d+\]?):(R\[?-?\d+\]?)(C\[?-?\d+\]?)")


#: What a series begins with; what is typed there is meant so.
_BEGINNINGS = (0, 1, 100)
#: The largest area whose cells are compared with another's, and how far to the sides.
_LARGEST_AREA, _FAR = 400, 60


class _Seen(NamedTuple):
    """A cell of a line: its formula as seen from it, or None for a constant."""

    cell: FileCell
    formula: str | None


class _Sum(NamedTuple):
    """A sum of a part of its own line: where it stands, and what its area begins and ends with."""

    cell: FileCell
    at: int
    first: int
    last: int

    def begins(self) -> int:
        """The first of the cell and its area."""
        return min(self.at, self.first)

    def ends(self) -> int:
        """The last of the cell and its area."""
        return max(self.at, self.last)


class _Odd(NamedTuple):
    """Cells of a line that are not as those around them, and one that is as the others."""

    cells: list[_Seen]
    model: _Seen


@dataclass(frozen=True)
class _Sheet:
    part: SheetPart
    cells: dict[tuple[int, int], FileCell]
    formulas: dict[tuple[int, int], str]

    def where(self, cell: FileCell) -> str:
        """The place of a finding."""
        return f"{self.part.name}!{cell.address}"

    def kinds(self, box: Box) -> list[str]:
        """What the cells of an area are: formulas, numbers, texts or nothing."""
        top, left, bottom, right = box
        places = product(range(top, bottom + 1), range(left, right + 1))
        return ["formel" if at in self.formulas else self._kind(self.cells.get(at)) for at in places]

    def beside(self, cell: FileCell, across: bool) -> Iterator[tuple[int, int]]:
        """The formulas of the cells next to one, to the sides or above and below, as far as there are any."""
        for step in (-1, 1):
            for away in range(step, step * _FAR, step):
                at = (cell.row, cell.column + away) if across else (cell.row + away, cell.column)
                if at not in self.cells:
                    break
                if at in self.formulas:
                    yield at

    @staticmethod
    def _kind(cell: FileCell | None) -> str:
        return "" if cell is None else "tall" if is_number(cell.value) else "annet"

    @cached_property
    def lines(self) -> list[tuple[str, list[_Seen]]]:
        """The unbroken runs of two cells or more that have a formula."""
        formulas = self.formulas
        seen = {place: _Seen(cell, formulas.get(place)) for place, cell in self.cells.items()}
        return [
            (word, [seen[place] for place in run])
            for word, run in self._lines()
            if len(run) > 1 and not formulas.keys().isdisjoint(run)
        ]

    def _lines(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """The unbroken runs of cells along the rows, then down the columns."""
        for word, across in (("raden", 0), ("kolonnen", 1)):
            line, at = itemgetter(across), itemgetter(1 - across)
            for _line, places in groupby(sorted(self.cells, key=itemgetter(across, 1 - across)), key=line):
                run: list[tuple[int, int]] = []
                for place in places:
                    if run and at(place) != at(run[-1]) + 1:
                        yield word, run
                        run = []
                    run.append(place)
                yield word, run


@lru_cache(maxsize=1)
def _sheets(package: Package) -> list[_Sheet]:
    """The sheets of a workbook, for the rules that ask for them one after the other."""
    return [
        _Sheet(
            sheet,
            {(cell.row, cell.column): cell for cell in package.cells(sheet)},
            {(f.cell.row, f.cell.column): f.seen for f in found},
        )
        for sheet, group in groupby(package.formula_cells, key=lambda f: f.sheet)
        if (found := list(group))
    ]


@rule("formula-unlike-row")
def formula_unlike_row(package: Package) -> Iterator[Problem]:
    """A formula between two that agree is like them; a line with several that are not is of another kind."""
    for sheet in _sheets(package):
        unlike = [(word, seen) for word, run in sheet.lines for seen in _unlike(sheet, word, run)]
        across = Counter((word, _crossing(word, seen)) for word, seen in unlike)
        for word, seen in unlike:
            if across[word, _crossing(word, seen)] == 1:
                told = f"Formelen ({seen.cell.formula}) er ulik naboene i {word}, som er like."
                yield sheet.where(seen.cell), told


def _unlike(sheet: _Sheet, word: str, run: list[_Seen]) -> Iterator[_Seen]:
    """The formulas of a run that both neighbours and most of the others differ from."""
    counts = Counter(seen.formula for seen in run if seen.formula)
    for odd, model in _suspects(sheet, word, run):
        agreed = model.formula or ""
        if counts[agreed] < max(_FEWEST, _MOST * counts.total()):
            continue  # a line of different items
        for seen in odd:
            if seen.formula is None or counts[seen.formula] > 1:
                continue
            if _unguarded(seen.formula) == _unguarded(agreed) or _is_fetched(seen, agreed):
                continue  # the same, where it can be missing or of another line of another sheet
            if not _in_a_line(sheet, seen, word) and not _only_the_end(seen.formula, agreed):
                yield seen


def _is_fetched(seen: _Seen, agreed: str) -> bool:
    """Whether a formula takes of other sheets what others do, from another place than beside theirs."""
    if _skeleton(seen.formula or "") != _skeleton(agreed):
        return False
    apart = map(abs, map(sub, _numbers(seen.formula or ""), _numbers(agreed)))
    return max(apart) > 1 and all(name for name, _ in references(seen.cell.formula or "", ""))


def _crossing(word: str, seen: _Seen) -> int:
    """The line across: the row of a cell in a column."""
    return seen.cell.column if word == "raden" else seen.cell.row


@rule("constant-among-formulas")
def constant_among_formulas(package: Package) -> Iterator[Problem]:
    """A number does not stand among formulas that agree."""
    spilled = filled_cells(file_cells(package))
    for sheet in _sheets(package):
        for word, run in sheet.lines:
            # What stands before the first formula and after the last is of another kind.
            formulas = [n for n, seen in enumerate(run) if seen.formula is not None]
            within = sum(map(_is_typed, run[formulas[0] : formulas[-1]]))
            for odd, model in _suspects(sheet, word, run):
                typed = list(filter(_is_typed, odd))
                if within > len(typed) and not all(_is_overwritten(sheet, seen, model) for seen in typed):
                    continue  # columns of input between columns of formulas
                for seen in typed:
                    place, value = (sheet.part.name, seen.cell.address), seen.cell.value
                    if is_number(value) and place not in spilled and not _in_a_line(sheet, seen, word):
                        told = f"Tallet {norsk(value)} står blant formler i {word} som er like."
                        yield sheet.where(seen.cell), told


def _is_typed(seen: _Seen) -> bool:
    """Whether a cell has a number that no formula gives."""
    return seen.formula is None and is_number(seen.cell.value)


@lru_cache(maxsize=10_000)
def _unguarded(formula: str) -> str:
    """A formula without what it asks only because a cell may hold a word for a missing figure."""
    for guard, rest in _GUARDS:
        formula = guard.sub(rest, formula)
    return formula


def _suspects(sheet: _Sheet, word: str, run: list[_Seen]) -> Iterator[_Odd]:
    """Cells between cells that have one formula, the first of a column, and the last before a total."""
    counts = Counter(seen.formula for seen in run)
    before: dict[str | None, int] = {}
    for at, model in enumerate(run):
        agreed = model.formula
        if not agreed or not _RELATIVE.search(agreed):
            continue
        first = before.get(agreed, at) + 1
        odd = run[first:at] if at - first < counts[agreed] else []
        before[agreed] = at
        if len(odd) == 1 or (
            odd
            and all(seen.formula is None or counts[seen.formula] == 1 for seen in odd)
            and all(_has_the_same(sheet, seen, model) for seen in odd)
        ):
            yield _Odd(odd, model)
        if at >= 1 and [seen.formula for seen in run[at + 1 : at + 2]] == [agreed]:
            *heading, start = run[max(at - 2, 0) : at]
            headed = word == "kolonnen" and any(map(_is_heading, heading))
            if (headed or _is_typed(start)) and _is_overwritten(sheet, start, model, not headed):
                yield _Odd([start], model)
        if at >= 1 and run[at - 1].formula == agreed and len(run) > at + 1:
            last, *total = run[at + 1 : at + 3]
            if _is_typed(last):
                summed = bool(total) and _sums(total[0], last, model)
                if _is_overwritten(sheet, last, model, not summed):
                    yield _Odd([last], model)


def _sums(total: _Seen, *seen: _Seen) -> bool:
    """Whether an area of a formula has all these cells."""
    areas = [box for name, box in references(total.cell.formula or "", "") if not name]
    return any(
        all(top <= one.cell.row <= bottom and left <= one.cell.column <= right for one in seen)
        for top, left, bottom, right in areas
    )


def _is_heading(seen: _Seen) -> bool:
    return seen.formula is None and (not is_number(seen.cell.value) or _is_year(seen.cell.value))


def _is_overwritten(sheet: _Sheet, seen: _Seen, model: _Seen, strictly: bool = False) -> bool:
    """Whether a cell has something else than the formula of others that it could have had."""
    value = seen.cell.value
    if seen.formula is None:
        meant = not is_number(value) or _is_year(value) or value in _BEGINNINGS
    else:
        meant = _sums(seen, model)
    return not meant and seen.formula != model.formula and _has_the_same(sheet, seen, model, strictly)


def _has_the_same(sheet: _Sheet, seen: _Seen, model: _Seen, strictly: bool = False) -> bool:
    """Whether a formula as the model's would find the same kinds of cells here, and what is beside is so too.

    Not where the model uses the cell: then each is made of the one before. ``strictly`` is when there must
    be something beside.
    """
    here, there, found = seen.cell, model.cell, False
    down, right = here.row - there.row, here.column - there.column
    formula = there.formula or ""
    areas = zip(references(shifted(formula, down, right), ""), references(formula, ""), strict=False)
    for (name, one), (_, other) in areas:
        top, left, bottom, end = other
        if not name and top <= here.row <= bottom and left <= here.column <= end:
            return False
        if name or one == other:
            continue
        if (bottom - top + 1) * (end - left + 1) > _LARGEST_AREA or sheet.kinds(one) != sheet.kinds(other):
            return False
        found = True
    alike = [
        sheet.formulas.get((row + down, column + right)) == sheet.formulas[row, column]
        for row, column in sheet.beside(there, across=right == 0)
    ]
    return found and (any(alike) or not (alike or strictly))


def _in_a_line(sheet: _Sheet, seen: _Seen, word: str) -> bool:
    """True when the cell is like the one beside it across the line: it belongs to another line."""
    row, column = seen.cell.row, seen.cell.column
    beside = ((-1, 0), (1, 0)) if word == "raden" else ((0, -1), (0, 1))
    for down, right in beside:
        place = (row + down, column + right)
        other = sheet.cells.get(place)
        if other is None:
            continue
        # A line of constants across the formulas, not one constant beside the input.
        crossing = all((place[0] + right * s, place[1] + down * s) in sheet.formulas for s in (-1, 1))
        constant = place not in sheet.formulas and is_number(other.value)
        if seen.formula is None and constant and crossing:
            return True
        if seen.formula is not None and sheet.formulas.get(place) == seen.formula:
            return True
    return False


@rule("short-range")
def short_range(package: Package) -> Iterator[Problem]:
    """An area is as long as the neighbours', and a sum has the numbers next to its area."""
    for sheet in _sheets(package):
        found: set[str] = set()
        for word, run in sheet.lines:
            for before, after in zip(run, run[1:], strict=False):
                short = None if before.formula == after.formula else _shorter(sheet, before, after)
                if short and short.cell.address not in found and not _in_a_line(sheet, short, word):
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


@rule("counted-twice")
def counted_twice(package: Package) -> Iterator[Problem]:
    """A sum of a column or a row does not have both the numbers and the sum of them."""
    for sheet in _sheets(package):
        lines: dict[tuple[str, int], list[_Sum]] = {}
        for place in sheet.formulas:
            cell = sheet.cells[place]
            if _PLAIN_SUM.fullmatch(cell.formula or ""):
                ((_, (top, left, bottom, right)),) = references(cell.formula or "", "")
                if left == right == cell.column:
                    lines.setdefault(("kolonne", left), []).append(_Sum(cell, cell.row, top, bottom))
                elif top == bottom == cell.row:
                    lines.setdefault(("rad", top), []).append(_Sum(cell, cell.column, left, right))
        for sums in lines.values():
            ordered = sorted(sums, key=_Sum.begins)
            # Of each and those that begin after it, the one that ends first.
            ending = [*accumulate(reversed(ordered), _first_ending)][::-1]
            for one in sums:
                at = bisect_left(ordered, one.first, key=_Sum.begins)
                inner = ending[at] if at < len(ending) else one
                if inner is not one and inner.ends() <= one.last:
                    told = f"{one.cell.formula} teller {inner.cell.address} med, og det den er summen av."
                    yield sheet.where(one.cell), told


def _first_ending(one: _Sum, other: _Sum) -> _Sum:
    return min(one, other, key=_Sum.ends)


def _is_year(value: Value) -> bool:
    return is_number(value) and 1900 <= float(value) <= 2100 and float(value).is_integer()


def _shorter(sheet: _Sheet, before: _Seen, after: _Seen) -> _Seen | None:
    """The one of two neighbours whose areas are alike but for one end, if it could be a step longer."""
    if before.formula and after.formula and _only_the_end(before.formula, after.formula):
        for short, long in ((before, after), (after, before)):
            if _lacks(sheet, short, long):
                return short
    return None


def _lacks(sheet: _Sheet, short: _Seen, long: _Seen) -> bool:
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


@lru_cache(maxsize=10_000)
def _skeleton(seen: str) -> str:
    """A formula as seen from its cell with every number left out."""
    return _ONE_NUMBER.sub("#", seen)


@lru_cache(maxsize=10_000)
def _numbers(seen: str) -> tuple[float, ...]:
    """The numbers of a formula as seen from its cell, in order."""
    return tuple(float(number) for number in _ONE_NUMBER.findall(seen))


@lru_cache(maxsize=10_000)
def _only_the_end(one: str, other: str) -> bool:
    """True when two formulas differ in one end of one area, by one step."""
    if one == other or _skeleton(one) != _skeleton(other) or ":" not in one:
        return False
    pairs = zip(_numbers(one), _numbers(other), strict=True)
    apart = [abs(a - b) for a, b in pairs if a != b]
    return apart == [1] and _RANGE.sub("", one) == _RANGE.sub("", other)


def _left_out(sheet: _Sheet, cell: FileCell) -> Iterator[Problem]:
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
            if _alike(sheet, outer, inner, before):
                where = "rett foran området" if before else "rett ved siden av"
                told = f"{cell.formula} tar ikke med {sheet.cells[outer].address}, som står {where}."
                yield sheet.where(cell), told


def _alike(sheet: _Sheet, outer: tuple[int, int], inner: tuple[int, int], before: bool) -> bool:
    """Whether a cell beside an area is a number as the one in it."""
    one, other = sheet.cells.get(outer), sheet.cells.get(inner)
    if one is None or other is None or not (is_number(one.value) and is_number(other.value)):
        return False
    # A year over a column of figures is a number too, but looks like a heading.
    heading = before and (one.style != other.style or _is_year(one.value))
    return sheet.formulas.get(outer) == sheet.formulas.get(inner) and not heading


@rule("number-as-text")
def number_as_text(package: Package) -> Iterator[Problem]:
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


def _is_a(kind: str, package: Package, cell: FileCell | None) -> bool:
    """Whether a cell holds a number, and shows it as a date if a date is what it is to be."""
    if cell is None or not is_number(cell.value):
        return False
    return kind == "tallet" or bool(re.search("[yåd]", package.number_format(cell), re.IGNORECASE))


@lru_cache(maxsize=1)
def _summed(package: Package) -> dict[str, set[Box]]:
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
