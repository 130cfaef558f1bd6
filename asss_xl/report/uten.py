"""Steg_uten: what cells are without what-if, by the same steps of the figures as they were.

A figure that a what-if moves says what it was (``Cell.unmoved``). What is calculated of such figures is
calculated here once more, each step of theirs, where somebody asks; so what a sentence begins with when a
what-if has made another of it follows from the steps that it is made of.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import chain
from typing import Any

from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb, layout
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import GAP, Book, Call, Cell, Range, of, rectangle, styles

#: What a sentence begins with where a what-if has moved what it says.
FORAN_HVA_HVIS = "Hva hvis: "


def uten_hva_hvis(book: Book, cell: Cell) -> Cell | Call:
    """A cell as it is without what-if: itself where none can move it."""
    if (call := _unasked(book, cell)) is not None:
        _place(book, [[cell]], {cell: call})
    return cell.unmoved or cell


def merke(block: Blokk, line: Hashable, heading: Hashable, *figures: Cell) -> Cell:
    """What a sentence begins with: «Hva hvis: » where one of what it says is another without what-if."""
    moved = [(before, now) for now in figures if (before := uten_hva_hvis(block.sheet.book, now)) is not now]
    if not moved:
        return block.put(line, heading, "", styles.HJELP)
    names = [(f"uten_{n}", f"naa_{n}") for n in range(len(moved))]
    alike = "*".join(f"({before}={now})" for before, now in names)
    mark = formula(" ".join(chain(*names)), f'IF({alike},"","{FORAN_HVA_HVIS}")')
    return block.calc(line, heading, of(mark, *chain(*moved)), style=styles.HJELP, missing=FORAN_HVA_HVIS)


def i_figuren(block: Blokk, line: Hashable, heading: Hashable, now: Cell, **about: Any) -> None:
    """For a chart: the figure without what-if where one has moved it; no place where none can."""
    if (before := uten_hva_hvis(block.sheet.book, now)) is not now:
        block.calc(line, heading, bb.hvis_flyttet, before, now, missing=GAP, **about)


def _unasked(book: Book, cell: Cell) -> Call | None:
    """The calculation of a cell as it is without what-if, where that is another and has no place yet."""
    if cell.unmoved is not None:
        return None
    call = cell.call and _again(book, cell.call)
    if call is None or call is cell.call:
        cell.unmoved = cell
    elif call.function is bb.gjenta and isinstance(repeated := call.arguments[0], Cell | Call):
        cell.unmoved = repeated
    else:
        return call
    return None


def _again(book: Book, call: Call) -> Call:
    """A calculation of what its figures are without what-if: itself where that is the same."""
    parts = tuple(
        uten_hva_hvis(book, each)
        if isinstance(each, Cell)
        else _range(book, each)
        if isinstance(each, Range)
        else _again(book, each)
        if isinstance(each, Call)
        else each
        for each in call.arguments
    )
    same = all(part is each for part, each in zip(parts, call.arguments, strict=True))
    return call if same else Call(call.function, parts)


def _range(book: Book, whole: Range) -> Range:
    """Cells side by side: where what they are without what-if stands so too, or here."""
    calls = {cell: call for cell in whole if (call := _unasked(book, cell)) is not None}
    before = [[cell.unmoved for cell in row if isinstance(cell.unmoved, Cell)] for row in whole.rows]
    if [len(row) for row in before] == [len(row) for row in whole.rows]:
        first = before[0][0]
        if all(
            (each.sheet, each.row, each.column) == (first.sheet, first.row + y, first.column + x)
            for y, row in enumerate(before)
            for x, each in enumerate(row)
        ):
            return whole if first is whole.rows[0][0] else rectangle(first.sheet, before)
    return _place(book, whole.rows, calls)


def _place(book: Book, rows: Sequence[Sequence[Cell]], calls: Mapping[Cell, Call]) -> Range:
    """Steps here, beside the name of the line that they are the same as, which leads there."""
    sheet, made = Steg(book, "Steg_uten").sheet, list[list[Cell]]()
    for row in rows:
        at, label = sheet.last_row + 1, book.sheets[row[0].sheet].at(row[0].row, 0)
        if isinstance(label.value, str) and not label.call:
            sheet.put(at, 0, label.value, styles.HJELP.but(underline=True), link=row[0].place)
        else:
            layout.text(sheet, at, 0, label if label.call else label.value, styles.HJELP)
        made.append([])
        for column, cell in enumerate(row, start=1):
            what, look = calls.get(cell, cell.unmoved), styles.hjelp(cell.style)
            made[-1].append(layout.text(sheet, at, column, what, look, cell.missing))
            if cell in calls:
                cell.unmoved = made[-1][-1]
    return rectangle(sheet.name, made)
