"""Rules about formulas among their neighbours: what a reader would take for a slip.

One cell, or two, are only suspected when those on both sides agree with each other and not with them, and no
other cell of the line is as they are. Of two, and of the first cell of a column, it is also asked that a
formula as the others' would have found there what the others find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import sub
from typing import NamedTuple

from asss_xl.checks.formula_text import inside, references, shifted
from asss_xl.checks.package import Workbook, file_cells, filled_cells
from asss_xl.checks.rules import Flaw, rule
from asss_xl.checks.sheet_lines import (
    Seen,
    SheetLines,
    in_a_line,
    is_year,
    numbers_in,
    only_the_end,
    sheets,
    skeleton,
    unguarded,
)
from asss_xl.dataset.schema import MANGLER_TEKST
from asss_xl.functions.values import is_number
from asss_xl.norsk import norsk

#: The share of a line's formulas that must be alike before one that is not is suspected.
_MOST = 0.6
#: And how many: two that are alike say nothing of a third.
_FEWEST = 3
#: What a formula refers to from where it stands, also as a table writes it.
_RELATIVE = re.compile(r"[RC]\[-?\d+\]|\[#This Row\]|\[@", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d][\w.]*")
#: What a series begins with; what is typed there is meant so.
_BEGINNINGS = (0, 1, 100)
#: The largest area whose cells are compared with another's.
_LARGEST_AREA = 400


class _Odd(NamedTuple):
    """Cells of a line that are not as those around them, and one that is as the others."""

    cells: list[Seen]
    model: Seen


@rule("formula-unlike-row")
def formula_unlike_row(package: Workbook) -> Iterator[Flaw]:
    """A formula between two that agree is like them; a line with several that are not is of another kind."""
    names = {defined.name for defined in package.defined_names}
    for sheet in sheets(package):
        unlike = [(word, seen) for word, run in sheet.lines for seen in _unlike(sheet, word, run, names)]
        across = Counter((word, _crossing(word, seen)) for word, seen in unlike)
        for word, seen in unlike:
            if across[word, _crossing(word, seen)] == 1:
                told = f"Formelen ({seen.cell.formula}) er ulik naboene i {word}, som er like."
                yield sheet.where(seen.cell), told


def _unlike(sheet: SheetLines, word: str, run: list[Seen], names: set[str]) -> Iterator[Seen]:
    """The formulas of a run that both neighbours and most of the others differ from."""
    counts = Counter(seen.formula for seen in run if seen.formula)

    def named(word: re.Match[str]) -> str:
        return "navn" if word[0] in names else word[0]

    for odd, model in _suspects(sheet, word, run):
        agreed = model.formula or ""
        if counts[agreed] < max(_FEWEST, _MOST * counts.total()):
            continue  # a line of different items
        for seen in odd:
            if seen.formula is None or counts[seen.formula] > 1:
                continue
            if unguarded(seen.formula) == unguarded(agreed) or _is_fetched(seen, agreed):
                continue  # the same, where it can be missing or of another line of another sheet
            if _WORD.sub(named, seen.formula) == _WORD.sub(named, agreed):
                continue  # a name does not move when it is copied: another is meant
            if not in_a_line(sheet, seen, word) and not only_the_end(seen.formula, agreed):
                yield seen


def _is_fetched(seen: Seen, agreed: str) -> bool:
    """Whether a formula takes of other sheets what others do, from another place than beside theirs."""
    if skeleton(seen.formula or "") != skeleton(agreed):
        return False
    apart = map(abs, map(sub, numbers_in(seen.formula or ""), numbers_in(agreed)))
    return max(apart) > 1 and all(name for name, _ in references(seen.cell.formula or "", ""))


def _crossing(word: str, seen: Seen) -> int:
    """The line across: the row of a cell in a column."""
    return seen.cell.column if word == "raden" else seen.cell.row


@rule("constant-among-formulas")
def constant_among_formulas(package: Workbook) -> Iterator[Flaw]:
    """A number does not stand among formulas that agree."""
    spilled = filled_cells(file_cells(package))
    for sheet in sheets(package):
        for word, run in sheet.lines:
            # What stands before the first formula and after the last is of another kind.
            formulas = [n for n, seen in enumerate(run) if seen.formula is not None]
            within = sum(map(_is_typed, run[formulas[0] : formulas[-1]]))
            for odd, model in _suspects(sheet, word, run):
                typed = [seen for seen in odd if _is_typed(seen) or _is_an_answer(seen, model, run)]
                if within > len(typed) and not all(_is_overwritten(sheet, seen, model) for seen in typed):
                    continue  # columns of input between columns of formulas
                for seen in typed:
                    place, value = (sheet.part.name, seen.cell.address), seen.cell.value
                    if place not in spilled and not in_a_line(sheet, seen, word):
                        what = f"Tallet {norsk(value)}" if is_number(value) else f"Teksten «{value}»"
                        yield sheet.where(seen.cell), f"{what} står blant formler i {word} som er like."


def _is_typed(seen: Seen) -> bool:
    """Whether a cell has a number that no formula gives."""
    return seen.formula is None and is_number(seen.cell.value)


def _is_an_answer(seen: Seen, model: Seen, run: list[Seen]) -> bool:
    """Whether a cell has the word that a formula answers beside it, as «OK», where all answer texts.

    That a figure is missing is no answer: it stands also where there is nothing to calculate.
    """
    words = all(isinstance(other.cell.value, str) for other in run if other.formula == model.formula)
    value = seen.cell.value
    answer = any(map(str.isalpha, str(value))) and value not in MANGLER_TEKST.values()
    return words and answer and seen.formula is None and value == model.cell.value


def _suspects(sheet: SheetLines, word: str, run: list[Seen]) -> Iterator[_Odd]:
    """Cells between cells that have one formula, the first of a column, and the last before a total."""
    counts = Counter(seen.formula for seen in run)
    before: dict[str | None, int] = {}
    for at, model in enumerate(run):
        agreed = model.formula
        if not agreed or not _RELATIVE.search(agreed):
            continue
        first = before.get(agreed, at) + 1
        odd = run[first:at] if at - first <= counts[agreed] else []
        before[agreed] = at
        if len(odd) == 1 or (
            odd
            and all(seen.formula is None or counts[seen.formula] == 1 for seen in odd)
            and all(_has_the_same(sheet, seen, model, inner=seen.formula is None) for seen in odd)
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


def _sums(total: Seen, *seen: Seen) -> bool:
    """Whether an area of a formula has all these cells."""
    areas = [box for name, box in references(total.cell.formula or "", "") if not name]
    return any(all(inside(box, one.cell.row, one.cell.column) for one in seen) for box in areas)


def _is_heading(seen: Seen) -> bool:
    return seen.formula is None and (not is_number(seen.cell.value) or is_year(seen.cell.value))


def _is_overwritten(sheet: SheetLines, seen: Seen, model: Seen, strictly: bool = False) -> bool:
    """Whether a cell has something else than the formula of others that it could have had."""
    value = seen.cell.value
    if seen.formula is None:
        meant = not is_number(value) or is_year(value) or value in _BEGINNINGS
    else:
        meant = _sums(seen, model) or is_year(value)
    return not meant and seen.formula != model.formula and _has_the_same(sheet, seen, model, strictly)


def _has_the_same(
    sheet: SheetLines, seen: Seen, model: Seen, strictly: bool = False, inner: bool = False
) -> bool:
    """Whether a formula as the model's would find the same kinds of cells here, and what is beside is so too.

    Not where the model uses the cell: then each is made of the one before. ``strictly`` is when there must
    be something beside, ``inner`` when that is enough.
    """
    here, there, found = seen.cell, model.cell, False
    down, right = here.row - there.row, here.column - there.column
    formula = there.formula or ""
    areas = zip(references(shifted(formula, down, right), ""), references(formula, ""), strict=False)
    for (name, one), (_, other) in areas:
        if not name and inside(other, here.row, here.column):
            return False
        if name or one == other:
            continue
        top, left, bottom, end = other
        if (bottom - top + 1) * (end - left + 1) > _LARGEST_AREA or sheet.kinds(one) != sheet.kinds(other):
            return False
        found = True
    alike = [
        sheet.formulas.get((row + down, column + right)) == sheet.formulas[row, column]
        for row, column in sheet.beside(there, across=right == 0)
    ]
    return (found or inner) if any(alike) else found and not (alike or strictly)
