"""The yellow cells: what a figure is when one of them is filled in and the switch is on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from asss_xl.functions.excel.formula import formula
from asss_xl.workbook.cells import Call, Cell, Range, rectangle

if TYPE_CHECKING:
    from asss_xl.workbook.book import Book, Input

PAA, AV = "På", "Av"

#: The figure that counts: the yellow cell where it is filled in and the switch is on.
brukt = formula("grunnlag hva_hvis bryter", f'IF(AND(bryter="{PAA}",ISNUMBER(hva_hvis)),hva_hvis,grunnlag)')
#: The same of a column of them; AND would make one answer of all.
_brukt_nedover = formula(
    "grunnlag hva_hvis bryter", f'IFERROR(IF((bryter="{PAA}")*(hva_hvis<""),hva_hvis,grunnlag),grunnlag)'
)


def runs(book: Book) -> Iterator[list[Input]]:
    """All yellow cells, those together that stand one below the other with all that belongs to them."""
    order = list(book.sheets)
    run: list[Input] = []
    for item in sorted(
        book.inputs, key=lambda i: (order.index(i.what_if.sheet), i.what_if.column, i.what_if.row)
    ):
        if run and not _below(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _below(over: Input, under: Input) -> bool:
    pairs = ((over.base, under.base), (over.active, under.active), (over.used, under.used))
    return all((a.sheet, a.column, a.row + 1) == (b.sheet, b.column, b.row) for a, b in pairs)


def join(book: Book) -> None:
    """Let one formula choose for a whole run, where none of its figures rests on another of them."""
    formulas: dict[Cell | Range, set[Cell]] = {}
    for run in runs(book):
        used = [item.used for item in run]
        if len(run) == 1 or any(c.call is None or c.call.function is not brukt for c in used):
            continue
        if not _rests_on([item.base for item in run], set(used), formulas):
            base, active = (
                rectangle(cells[0].sheet, [[cell] for cell in cells])
                for cells in ([item.base for item in run], [item.active for item in run])
            )
            arguments = (base, active, book.switch)
            for part, cell in enumerate(used):
                cell.call, cell.missing = Call(_brukt_nedover, arguments, part, (len(run), 1)), None
                formulas.pop(cell, None)


def _rests_on(cells: Sequence[Cell], others: set[Cell], formulas: dict[Cell | Range, set[Cell]]) -> bool:
    """Whether some cells rest on others; ``formulas`` keeps which formulas each place has or refers to."""
    waiting, seen = list(cells), set(cells)
    while waiting:
        found = _formulas_behind(waiting.pop(), formulas) - seen
        if not found.isdisjoint(others):
            return True
        seen |= found
        waiting += found
    return False


def _formulas_behind(cell: Cell, known: dict[Cell | Range, set[Cell]]) -> set[Cell]:
    """The formulas that a cell's formula refers to; a table that many look in is gone through once."""
    if cell not in known:
        known[cell] = set()
        for leaf in cell.call.leaves if cell.call is not None else ():
            if isinstance(leaf, Range) and leaf not in known:
                known[leaf] = {inside for inside in leaf if inside.call is not None}
            known[cell] |= (
                known[leaf] if isinstance(leaf, Range) else {leaf} if leaf.call is not None else set()
            )
    return known[cell]
