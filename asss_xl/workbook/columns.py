"""One formula for a column of alike cells: an array formula has its text once for all of them.

On the calculation sheets, and where yellow cells stand one below the other. What is read elsewhere
keeps a formula a cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from operator import attrgetter
from typing import TYPE_CHECKING, Union

from asss_xl.functions.excel.certain import COMPARISONS, Known, may_fail
from asss_xl.functions.excel.evaluator import Node, Use, functions
from asss_xl.workbook.cells import Argument, Call, Cell, Range, call_node, rectangle
from asss_xl.workbook.what_if import brukt, brukt_nedover

if TYPE_CHECKING:
    from asss_xl.workbook.book import Book, Sheet

#: What every engine takes place by place; one of them takes only the first of a column for ROUND.
_BY_PLACE = COMPARISONS | frozenset(
    ("+", "-", "*", "/", "^", "&", "-x", "+x", "%", "IF", "IFERROR", "NA")
    + ("ABS", "INT", "SIGN", "LEFT", "RIGHT", "LEN", "SUBSTITUTE")
)


@dataclass(eq=False)
class _Run:
    """Cells one below the other with the same formula."""

    cells: list[Cell]
    #: For each reference of the formula, whether it goes down with the cells.
    moving: tuple[bool, ...] = ()

    def takes(self, cell: Cell) -> bool:
        """Let the next cell be one of them, if it is."""
        moving = _moving(self.cells[-1], cell)
        if not any(moving) or (len(self.cells) > 1 and moving != self.moving):
            return False
        self.cells.append(cell)
        self.moving = moving
        return True

    @cached_property
    def call(self) -> Call:
        """The formula of all."""
        first = _call(self.cells[0])
        columns = zip(*(_call(cell).leaves for cell in self.cells), strict=True)
        leaves = iter(
            rectangle(cells[0].sheet, [[cell] for cell in cells]) if down else cells[0]
            for cells, down in zip(columns, self.moving, strict=True)
        )
        function = brukt_nedover if first.function is brukt else first.function
        return Call(function, _with(first.arguments, leaves), 0, (len(self.cells), 1))


#: What rests on what: a run, a cell by itself or an area.
_Node = Union[_Run, Cell, Range]


def _call(cell: Cell) -> Call:
    assert cell.call is not None
    return cell.call


def _with(arguments: Iterable[Argument], leaves: Iterator[Cell | Range]) -> tuple[Argument, ...]:
    """The arguments with other references."""
    return tuple(
        Call(argument.function, _with(argument.arguments, leaves))
        if isinstance(argument, Call)
        else next(leaves)
        if isinstance(argument, (Cell, Range))
        else argument
        for argument in arguments
    )


def joined(book: Book) -> dict[Cell, Call]:
    """The formula that fills each run, for its cells; none where it would rest on itself."""
    runs = dict.fromkeys(run for sheet in book.sheets.values() for run in _runs(sheet, book.form))
    while circle := _circle(runs):
        for run in circle:
            del runs[run]
    made: dict[Cell, Call] = {}
    for run in runs:
        made |= {cell: run.call.of_part(n) for n, cell in enumerate(run.cells)}
    return made


def _runs(sheet: Sheet, form: str) -> Iterator[_Run]:
    made: list[_Run] = []
    single = [
        cell
        for cell in sheet.cells.values()
        if cell.call is not None
        and cell.call.size == (1, 1)
        and (sheet.calculation or cell.call.function is brukt)
    ]
    for cell in sorted(single, key=attrgetter("column", "row")):
        if not made or not made[-1].takes(cell):
            made.append(_Run([cell]))
    return (run for run in made if len(run.cells) > 1 and _by_place(run.call, form))


def _moving(over: Cell, under: Cell) -> tuple[bool, ...]:
    """Which references go down from one cell to the next; none where something else parts the two."""
    a, b = _call(over), _call(under)
    if not (a.function is b.function and _below(over, under) and a.shape == b.shape):
        return ()
    if over.missing != under.missing:
        return ()
    moving = []
    for one, other in zip(a.leaves, b.leaves, strict=True):
        if one is not other and not _below(one, other):
            return ()
        moving.append(one is not other)
    return tuple(moving)


def _below(over: Cell | Range, under: Cell | Range) -> bool:
    if isinstance(over, Range) or isinstance(under, Range):
        return False
    return over.row + 1 == under.row and over.column == under.column and over.sheet == under.sheet


def _by_place(call: Call, form: str) -> bool:
    """Whether the formula means the same place by place."""
    if any(isinstance(leaf, Range) and len(leaf) != call.size[0] for leaf in call.leaves):
        return False
    node, known = call_node(call, form, count()), Known(tuple(leaf.leaf for leaf in call.leaves))
    return functions(node) <= _BY_PLACE and _joins_no_error(node, known)


def _joins_no_error(node: Node, known: Known) -> bool:
    """One engine loses its place where a column of texts is put together with an error."""
    if not isinstance(node, Use):
        return True
    parts = node.arguments
    if node.function == "IF":
        kept = (known, known.when(parts[0]), known)
        return all(_joins_no_error(part, k) for part, k in zip(parts, kept, strict=False))
    if node.function == "&" and any(may_fail(part, known) for part in parts):
        return False
    return all(_joins_no_error(part, known) for part in parts)


def _circle(runs: Iterable[_Run]) -> list[_Run]:
    """Runs that would rest on themselves, by way of each other, if each were one formula."""
    one: dict[_Node, _Node] = {cell: run for run in runs for cell in run.cells}
    done = set[_Node]()
    for run in runs:
        path: dict[_Node, Iterator[_Node]] = {run: iter(_rests_on(one, run))} if run not in done else {}
        while path:
            node, others = next(reversed(path.items()))
            for other in others:
                if other not in done:
                    break
            else:
                done.add(node)
                del path[node]
                continue
            if other in path:
                return [node for node in path if isinstance(node, _Run)]
            path[other] = iter(_rests_on(one, other))
    return []


def _rests_on(one: Mapping[_Node, _Node], node: _Node) -> set[_Node]:
    if isinstance(node, Range):
        found: Iterable[Cell | Range] = node
    else:
        cells = node.cells if isinstance(node, _Run) else [node]
        found = chain.from_iterable(_call(cell).leaves for cell in cells)
    return {one.get(leaf, leaf) for leaf in found if isinstance(leaf, Range) or leaf.call is not None}
