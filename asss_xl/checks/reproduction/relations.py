"""What the printed figures have to do with each other: each formula of the book as a relation.

A printed figure stands for a true one within half a unit of its last decimal. A formula whose
answer is printed, or two places that print the same figure, say how far from print the true
figures can be at the same time: ``answer - printed = gap + sum(share * d) - d0 + bend``, where
``d`` is how far each true figure is from its printed one.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field

from asss_xl.functions.values import Value, is_number
from asss_xl.report.published import Trykt
from asss_xl.workbook import Book, Cell
from asss_xl.workbook.cells import shown, with_difference
from asss_xl.workbook.rounding import share

Key = Hashable
_EPS = 1e-9
#: What stands for no rounding at all: the solver needs something to move.
_EXACT = 1e-4


def key_of(printed: Trykt) -> Key:
    """What a printed figure is known by, wherever it stands."""
    return (printed.tabell, printed.linje, printed.aktor, printed.aar, printed.enhet)


@dataclass(frozen=True)
class Figure:
    """A figure with its printed value and half a unit of its last decimal."""

    value: float
    half: float

    @classmethod
    def printed(cls, value: float, half: float) -> Figure:
        """A figure that is not rounded has next to nothing to move, but not nothing."""
        return cls(value, half or _EXACT)


@dataclass(frozen=True)
class Relation:
    """A figure that a formula gives from others.

    ``gap`` is the formula's answer less print, ``shares`` how much it moves with each of the
    figures behind it, ``bend`` how far below and above the straight line it can be.
    """

    key: Key
    computed: float
    gap: float
    shares: dict[Key, float]
    bend: tuple[float, float] = (0.0, 0.0)


@dataclass
class Relations:
    """All figures and relations of a book; ``taken`` are cells that take a printed figure in."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    made: list[Relation] = field(default_factory=list)
    taken: dict[Key, Cell] = field(default_factory=dict)
    #: Cells whose formula gives no number although a figure is printed there.
    silent: dict[Key, Cell] = field(default_factory=dict)


def relations(book: Book, exact: Collection[tuple[str, str]] = ()) -> Relations:
    """Read a book at rest; ``exact`` are the tables and units whose sums hold to the last digit."""
    reader = _Reader(exact)
    for cell in book.cells():
        if cell.published:
            reader.read(cell)
    return reader.found


class _Reader:
    def __init__(self, exact: Collection[tuple[str, str]]) -> None:
        self.found = Relations()
        self._exact = frozenset(exact)
        self._shares: dict[int, dict[Key, float]] = {}

    def read(self, cell: Cell) -> None:
        """What a cell with a printed figure says of it."""
        printed = [p for p in cell.published if p.verdi == p.verdi]
        if cell.call is None:
            own = self._leaf(cell)
            for said in printed:
                self.found.taken.setdefault(key_of(said), cell)
                if own is not None and key_of(said) != own:
                    self._add(said, cell, float(cell.value), {own: 1.0})  # type: ignore[arg-type]
            return
        answer = cell.recomputed
        if not is_number(answer):
            for said in printed:
                self.found.silent[key_of(said)] = cell
            return
        shares = self._of_call(cell)
        for said in printed:
            if said.feil or shares.keys() != {key_of(said)}:
                self._add(said, cell, float(answer), shares)  # type: ignore[arg-type]
            else:
                # A copy of the figure itself says nothing of it.
                self.found.taken.setdefault(key_of(said), cell)

    def _add(self, said: Trykt, cell: Cell, answer: float, shares: dict[Key, float]) -> None:
        key = key_of(said)
        if not said.feil:
            self.found.figures[key] = self._figure(said)
        bend = self._bend(cell, answer, shares) if cell.call is not None else (0.0, 0.0)
        self.found.made.append(Relation(key, answer, answer - said.verdi, shares, bend))

    def _leaf(self, cell: Cell) -> Key | None:
        """The figure that a cell shows as printed; None for one that is worked out or exact."""
        printed = [p for p in cell.published if not p.feil and p.verdi == p.verdi]
        if cell.call is not None and (cell.difference is None or not printed):
            return None
        if not is_number(cell.value):
            return None
        if printed:
            self.found.figures[key_of(printed[0])] = self._figure(printed[0])
            return key_of(printed[0])
        if cell.rounding:
            self.found.figures[cell.place] = Figure(float(cell.value), cell.rounding)  # type: ignore[arg-type]
            return cell.place
        return None

    def _figure(self, said: Trykt) -> Figure:
        exact = (said.tabell, said.enhet) in self._exact
        return Figure.printed(said.verdi, 0.0 if exact else said.avrunding)

    def _of(self, cell: Cell) -> dict[Key, float]:
        leaf = self._leaf(cell)
        if leaf is not None:
            return {leaf: 1.0}
        if cell.call is None:
            return {}
        if id(cell) not in self._shares:
            self._shares[id(cell)] = self._of_call(cell)
        return self._shares[id(cell)]

    def _of_call(self, cell: Cell) -> dict[Key, float]:
        assert cell.call is not None
        shares: dict[Key, float] = {}
        for given in {id(c): c for c in cell.call.inputs()}.values():
            inner = self._of(given) if is_number(given.value) else {}
            part = share(cell, given) if inner else 0.0
            for key, value in inner.items():
                shares[key] = shares.get(key, 0.0) + part * value
        return {key: value for key, value in shares.items() if value}

    def _bend(self, cell: Cell, answer: float, shares: dict[Key, float]) -> tuple[float, float]:
        """How far the answer can be from a straight line, at the two ends of what print allows."""
        ends = [0.0]
        for sign in (-1, 1):
            moved = {
                key: sign * (1 if value > 0 else -1) * self.found.figures[key].half
                for key, value in shares.items()
            }
            line = sum(value * moved[key] for key, value in shares.items())
            exact = self._moved(cell, moved)
            if is_number(exact):
                ends.append(float(exact) - answer - line)  # type: ignore[arg-type]
        slack = _EPS * max(1.0, abs(answer))
        low, high = min(ends), max(ends)
        return (low if low < -slack else 0.0, high if high > slack else 0.0)

    def _moved(self, cell: Cell, moved: dict[Key, float]) -> Value:
        """The formula's answer when the figures behind it are moved from print."""
        kept: dict[int, tuple[Cell, Value]] = {}

        def settle(given: Cell) -> None:
            if id(given) in kept or not self._of(given):
                return
            kept[id(given)] = (given, given.value)
            key = self._leaf(given)
            if key is not None:
                given.value = float(given.value) + moved.get(key, 0.0)  # type: ignore[arg-type]
                return
            assert given.call is not None
            for below in given.call.inputs():
                settle(below)
            value = with_difference(given.call.evaluate(), given.difference, given.stands_in)
            given.value = shown(value, given.missing)

        assert cell.call is not None
        try:
            for given in cell.call.inputs():
                settle(given)
            return cell.call.evaluate()
        finally:
            for given, value in kept.values():
                given.value = value
