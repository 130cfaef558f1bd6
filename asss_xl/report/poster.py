"""The lines of the accounts that are worked out from other lines: of which, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from asss_xl import functions as f
from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula, formula
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


def regnet(hvordan: str | Function, av: str = "") -> Regnet:
    """By a function of lines in its order, or in Excel text: ``regnet("brutto+renter_avdrag")``."""
    if isinstance(hvordan, Function):
        return Regnet(hvordan, tuple(av.split()))
    names = re.findall(r"\w+", hvordan)
    return Regnet(formula(" ".join(names), hvordan), tuple(names))


#: What is worked out from a municipality's own lines, each after those it is made of.
AVLEDET = {
    "brutto": regnet("driftsinntekter-driftsutgifter"),
    "skatt": regnet("innt_formue+eiendom+selskap+andre_skatter"),
    "frie": regnet("skatt+rammetilskudd"),
    "frie_uten_eiendom": regnet("frie-eiendom"),
    "loenn_sosiale": regnet("loenn+sosiale"),
    "netto_renter": regnet("renteinntekter-renteutgifter"),
    "renter_avdrag": regnet("netto_renter-avdrag"),
    "netto": regnet("brutto+renter_avdrag"),
    "netto_investeringer": regnet("investeringer-tilskudd"),
    "overskudd": regnet(f.overskudd_foer_laan, "brutto renteinntekter renteutgifter investeringer tilskudd"),
    "avdrag_avskr": regnet("avdrag-avskrivninger"),
    "handlingsrom": regnet(f.handlingsrom, "netto bundne_fond dekning avdrag_avskr investeringsmoms"),
    "finansbehov": regnet(f.finansieringsbehov, "netto investeringer tilskudd premieavvik"),
    "anskaffelse": regnet(f.netto_anskaffelse, "finansbehov laan"),
    "netto_gjeld": regnet("gjeld-fordringer"),
}
