"""The yellow cells: what a figure is when one of them is filled in and the switch is on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from asss_xl.functions.excel.formula import formula

if TYPE_CHECKING:
    from asss_xl.workbook.book import Book, Input

PAA, AV = "På", "Av"

#: The figure that counts: the yellow cell where it is filled in and the switch is on.
brukt = formula("grunnlag hva_hvis bryter", f'IF(AND(bryter="{PAA}",ISNUMBER(hva_hvis)),hva_hvis,grunnlag)')
#: The same of a column of them; AND would make one answer of all.
brukt_nedover = formula(
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
