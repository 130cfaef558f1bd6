"""Whom a text is about, and how many of them there are now.

Criteria, rates and profiles name age groups in words («Innbyggere 6-15 år», «67 år og over»);
here the words become ages, and ages the cells that say how far a what-if has moved them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.dataset.alder import ages_of, names_everyone
from asss_xl.report import formler as bb
from asss_xl.report.formler import demografi as fl
from asss_xl.workbook import Call, Cell, Range, of


def delt_i(tekst: str, grupper: tuple[str, ...]) -> tuple[str, ...]:
    """The age groups that a text's ages are made of; none where they cut across a group."""
    wanted = ages_of(tekst)
    if names_everyone(tekst):
        return grupper
    if wanted is None:
        return ()
    inside = [
        (span, group)
        for group in grupper
        if (span := ages_of(group)) is not None and wanted[0] <= span[0] and span[1] <= wanted[1]
    ]
    inside.sort()
    if not inside or inside[0][0][0] != wanted[0] or inside[-1][0][1] != wanted[1]:
        return ()
    joined = all(a[0][1] + 1 == b[0][0] for a, b in zip(inside, inside[1:], strict=False))
    return tuple(group for _, group in inside) if joined else ()


@dataclass(frozen=True)
class Folk:
    """Whom a text is about, and how many of them there are now.

    Criteria, rates and profiles name age groups in words («Innbyggere 6-15 år», «67 år og over»);
    here the words become ages, and ages the cells that say how far a what-if has moved them.
    """

    aar: int
    grunnlag: dict[str, Cell]
    naa: dict[str, Cell]
    #: The inhabitants of all groups now over those of the report; 1 when nothing is filled in.
    samlet: Cell
    #: How many times as large a group's share of the population is now, by its words.
    andeler: dict[str, Cell] = field(default_factory=dict)

    def alle(self, cells: dict[str, Cell]) -> Range:
        """A column of all the groups, from ``grunnlag`` or ``naa``."""
        return _column(cells, tuple(cells))

    def del_av(self, tekst: str) -> tuple[Range, Range] | None:
        """The groups of a text: as they are, and as they are now; None where it is no group."""
        groups = delt_i(tekst, tuple(self.grunnlag))
        if not groups:
            return None
        return _column(self.grunnlag, groups), _column(self.naa, groups)

    def vekst(self, tekst: str) -> Call | None:
        """How many times as many there are of a group now."""
        if names_everyone(tekst):
            return of(bb.gjenta, self.samlet)
        found = self.del_av(tekst)
        return None if found is None else of(fl.forhold, found[1], found[0])


def _column(cells: dict[str, Cell], groups: tuple[str, ...]) -> Range:
    return Range(cells[groups[0]].sheet, tuple((cells[g],) for g in groups))
