"""The yellow cells: what a figure is when one of them is filled in and the switch is on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asss_xl.functions.excel.formula import formula
from asss_xl.workbook.cells import Cell, Range

PAA, AV = "På", "Av"

#: The figure that counts: the yellow cell where a number is filled in and the switch is on (1).
brukt = formula("grunnlag gult hva_hvis", "IF(COUNT(gult)*hva_hvis,gult,grunnlag)")
#: 1 where the switch is on, else 0.
bryter_paa = formula("bryter", f'IF(bryter="{PAA}",1,0)')


@dataclass(eq=False)
class Input:
    """A what-if input: the figure, the yellow cell and the one the rest of the sheet uses.

    ``label`` says what it is, ``aar`` the cell with its year where it has one; ``active`` is what
    counts of the yellow cell: itself, or what the scenario in force has; ``teller`` the cell that
    is 1 where it counts at all, when it does not always.
    """

    base: Cell
    what_if: Cell
    active: Cell
    used: Cell
    label: str
    lowest: float | None = None
    highest: float | None = None
    aar: Cell | None = None
    teller: Cell | None = None

    @property
    def line(self) -> str:
        """What it is, without what to do."""
        return self.label.split(": skriv")[0]

    @property
    def unit(self) -> str:
        """The unit of what is filled in, where the label says it apart from the line's name."""
        found = re.search(r"(?:: skriv en verdi i |^Endring i )(.+?)(?:\. Tomt |: |$)", self.label)
        return found[1] if found and found[1] != "samme enhet" else ""

    @property
    def line_and_year(self) -> str:
        """What it is, and of which year."""
        return self.line if self.aar is None else f"{self.line} {self.aar.value:g}"


@dataclass(eq=False)
class Editable:
    """A yellow cell that is itself the figure or the choice, such as a line of corrections."""

    cell: Cell
    label: str
    choices: Range | tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    #: What is said over the label when the cell is chosen.
    title: str = "Hva hvis"
    #: Whether it takes whole numbers only.
    whole: bool = False


#: A yellow cell, and the cell that counts of it: itself, or what the scenario in force has.
Yellow = tuple[Cell, Cell]
