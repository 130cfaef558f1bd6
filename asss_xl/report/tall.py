"""What a sheet gets when it asks for a figure: printed, or a formula over the members' figures.

The sheet does not know which: it puts the figure in a cell, or makes a what-if row of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from asss_xl.dataset.verdi import Verdi
from asss_xl.functions.values import Value
from asss_xl.workbook import MISSING_TEXT, Call, Cell, Input, Sheet, styles
from asss_xl.workbook.styles import Style


@dataclass(frozen=True)
class Ledd:
    """A figure as it is and as a what-if has it; ``what_if`` where it is filled in all the same."""

    base: Cell
    used: Cell
    what_if: Cell | None = None

    def __post_init__(self) -> None:
        self.used.unmoved = self.base


@dataclass(frozen=True, kw_only=True)
class Linjeledd(Ledd):
    """The same of a line of Hva hvis: ``active`` is a number where the line moves it, also to what it was."""

    active: Cell
    #: Of a line with parts: its own change in an amount, empty where a new figure counts; and its figure.
    beloep: tuple[Cell, Cell] | None = None


@dataclass(frozen=True)
class Tall:
    """A figure for a cell: a value or a formula; and what was printed."""

    verdi: Value | Call = MISSING_TEXT
    trykt: tuple[Any, ...] = field(default=())

    @property
    def utrykt(self) -> Tall:
        """The same figure where it is not held against the print."""
        return Tall(self.verdi)

    @property
    def finnes(self) -> bool:
        """Whether there can be a figure here at all."""
        return self.verdi != MISSING_TEXT


MANGLER = Tall()


def fra_verdi(verdi: Verdi) -> Tall:
    """A figure of the package as it stands."""
    return Tall(verdi.vist)


def plasser(
    sheet: Sheet, row: int, column: int, tall: Tall, style: Style, *, missing: str | None = MISSING_TEXT
) -> Cell:
    """Put a figure in a cell, which is held against what was printed."""
    if isinstance(tall.verdi, Call):
        return sheet.calc(row, column, tall.verdi, style=style, missing=missing).held_against(tall.trykt)
    if tall.verdi == MISSING_TEXT:
        style = style.but(color=styles.GRAA)
    return sheet.put(row, column, tall.verdi, style).held_against(tall.trykt)


def inndata(
    sheet: Sheet,
    base: tuple[int, int],
    what_if: tuple[int, int],
    used: tuple[int, int],
    tall: Tall,
    **about: Any,
) -> Input:
    """A what-if row: the figure, the yellow cell and the one that the rest of the sheet uses."""
    made = sheet.input(base, what_if, used, tall.verdi, **about)
    made.base.held_against(tall.trykt)
    return made
