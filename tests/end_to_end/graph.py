"""Which yellow cells a cell depends on, read from the formulas themselves."""

from __future__ import annotations

from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook import Cell, Range
from tests.end_to_end.yellow_cells import the_switch


class Graph:
    """Walks from cells through their formulas' inputs; remembers what it has found."""

    def __init__(self, report: Rapport) -> None:
        book = report.book
        yellow = [*(i.what_if for i in book.inputs), *(e.cell for e in book.editables)]
        self._found: dict[int, frozenset[Cell]] = {
            id(cell): frozenset([cell]) for cell in yellow if cell is not the_switch(book)
        }
        self._found[id(the_switch(book))] = frozenset()

    def yellow(self, cell: Cell) -> frozenset[Cell]:
        """The yellow cells that the cell follows, without the switch."""
        key = id(cell)
        if key not in self._found:
            inputs = [] if cell.call is None else list(cell.call.inputs())
            self._found[key] = frozenset[Cell]().union(*(self.yellow(c) for c in inputs))
        return self._found[key]

    def yellow_of(self, drawn: Range) -> frozenset[Cell]:
        """The yellow cells that the figures of a series follow."""
        return frozenset[Cell]().union(*(self.yellow(cell) for cell in drawn))
