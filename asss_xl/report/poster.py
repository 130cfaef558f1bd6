"""The lines of the accounts that are worked out from other lines: of which, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from asss_xl import functions
from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula, formula
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, of


class Regnet(NamedTuple):
    """How a line is worked out, and of which; called with where each of them is found."""

    hvordan: Function | Formula
    av: tuple[str, ...]

    def __call__(self, finn: Callable[[str], Argument]) -> Call:
        return of(self.hvordan, *map(finn, self.av))

    def i(self, celler: Mapping[str, Mapping[int, Cell]], aar: int) -> Call:
        """The same of the cells of a year."""
        return self(lambda post: celler[post][aar])


def regnet(hvordan: str, post: str = "") -> Regnet:
    """By a function of lines, or in Excel text: ``brutto+renter_avdrag``; «avledet»: as ``post`` is below."""
    if hvordan == "avledet":
        return AVLEDET[post]
    if called := re.fullmatch(r"(\w+)\((.+)\)", hvordan):
        return Regnet(getattr(functions, called[1]), tuple(called[2].split(", ")))
    names = re.findall(r"\w+", hvordan)
    return Regnet(formula(" ".join(names), hvordan), tuple(names))


#: What is worked out from a municipality's own lines, each after those it is made of.
AVLEDET = {post: regnet(hvordan) for post, hvordan in beside(__file__).items()}
