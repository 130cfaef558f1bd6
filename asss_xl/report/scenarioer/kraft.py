"""Which scenario is in force: none, a named one, or what the reader has written in the yellow cells."""

from __future__ import annotations

from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb
from asss_xl.report.steg import Steg
from asss_xl.workbook import Book, Cell, Sheet, of, styles
from asss_xl.workbook.book import Scenarioer

ARK = "Steg_scenarioer"
INGEN, EGNE = "Ingen", "Egne gule felt"
VALGT = "Scenario som gjelder (Ingen, et navngitt, eller de gule feltene)"
#: On Forside, below the checks.
_RAD = 9
_NAVN, _NR, _KRAFT = "Navn", "Nr", "I kraft"

#: What a cell is filled in with by the scenario in force, empty when it is not.
_i_kraft = formula("verdier nr", 'IF(INDEX(verdier,nr)="","",INDEX(verdier,nr))')


class Kraft:
    """The choice, and for each yellow cell what is in force."""

    def __init__(self, front: Sheet, scenarioer: Scenarioer) -> None:
        self.names = (INGEN, *scenarioer, EGNE)
        self.scenarioer = scenarioer
        self.steps = Steg(front.book, ARK)
        front.put(_RAD, 0, "Scenario som gjelder", styles.RAD.but(bold=True))
        look = styles.RAD.but(bold=True, align="center", wrap=True, size=9)
        chosen = front.editable(_RAD, 1, EGNE, look, VALGT, choices=self.names)
        front.heights[_RAD] = 26
        names = self.steps.liste("Scenarioene", _NAVN, self.names)
        self.valgt = chosen
        place = of(bb.plass_i, chosen, names.column(_NAVN))
        self.nr = self.steps.en("Det som gjelder", _NR, "Nr", place)
        front.book.name("Scenario", chosen)
        self.block = self.steps.blokk("Hva hvert scenario har i de gule feltene", (*self.names, _KRAFT), [])

    def place(self, yellow: Cell, label: str) -> Cell:
        """The cell that counts instead of a yellow one."""
        line, look = self.steps.linje(self.block, label), styles.hjelp(yellow.style)
        for name, values in self.scenarioer.items():
            if yellow.place in values:
                line.put(name, values[yellow.place], look)
        line.calc(EGNE, bb.eller_tomt, yellow, style=look)
        return line.calc(_KRAFT, _i_kraft, line.line(INGEN, EGNE), self.nr, style=look)


def place(book: Book, front: Sheet) -> Kraft | None:
    """The choice on the front page, when the book has scenarios to choose from."""
    if not book.scenarioer:
        return None
    made = Kraft(front, book.scenarioer)
    book.in_force = made.place
    return made
