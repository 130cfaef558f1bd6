"""The report's own calculations, each stated once, as Excel text.

A figure stands in a cell that holds a number or a word for why there is none, so that a formula
needs no guards: the word makes it an error, and the cell shows «Ikke data».
"""

from __future__ import annotations

from functools import cached_property, reduce
from operator import add, sub
from pathlib import Path

from asss_xl.functions.excel.formula import Formula, formula
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, of

#: What ``{stoerre}`` is in a table: how many of some figures are larger than one, which every place from
#: the highest is worked out from.
#:
#: As Excel's comparison has it, by fifteen digits; RANK would part figures that neither is larger of.
_STOERRE = 'SUMPRODUCT((verdier<"")*(verdier>verdi))'
#: And ``{fra_toppen}``: the place from the highest, of the ``n`` that have a figure.
_FRA_TOPPEN = "1+n-SUMPRODUCT(1*(verdier<=verdi))"


class Formler:
    """The formulas of a chapter: each name of its ``formler.toml``, with parameters and Excel text.

    mypy cannot see which names there are; `tests/report/test_formulas_in_use.py` does.
    """

    def __init__(self, kapittel: str = "") -> None:
        self._tabell = Path(__file__).parent / kapittel / "formler"

    @cached_property
    def _formler(self) -> dict[str, Formula]:
        table = beside(self._tabell)
        shared = {"{stoerre}": _STOERRE, "{fra_toppen}": _FRA_TOPPEN}
        made = {}
        for name, (given, text) in table.items():
            for part, stands_for in shared.items():
                text = text.replace(part, stands_for)
            made[name] = formula(given, text)
        return made

    def __getattr__(self, name: str) -> Formula:
        if name not in self._formler:
            raise AttributeError(f"{self._tabell} states no formula {name}")
        found = vars(self)[name] = self._formler[name]
        return found


avvik, behov, demografi, hovedrapport = map(Formler, ("avvik", "behov", "demografi", "hovedrapport"))
indikator, nettverk, oversikt, produksjon = map(Formler, ("indikator", "nettverk", "oversikt", "produksjon"))
profil, regnskap, rettelser = map(Formler, ("profil", "regnskap", "rettelser"))
_felles = Formler()

#: The same figure in another place.
gjenta = formula("verdi", "verdi")
#: A rounded size as text: decimal comma, and thousands and millions apart, whatever the locale.
#:
#: The last three digits of a size are reckoned: of 16 digits and more the text of a number has an exponent.
_I_ORD = (
    'IF({0}<1000,SUBSTITUTE({0},".",","),'
    'IF({0}<10^6,"",INT({0}/10^6)&"\u00a0")&RIGHT(INT({0}/1000),3)&"\u00a0"&RIGHT({1},3))'
)
stoerrelse_i_ord = formula("avrundet", _I_ORD.format("avrundet", "1000+avrundet-1000*INT(avrundet/1000)"))
#: The same of a figure, which can have a minus.
i_ord = formula("avrundet", 'IF(avrundet<0,"−","")&' + _I_ORD.format("ABS(avrundet)", "avrundet"))


def tekst(*parts: Argument) -> Call:
    """Parts joined to one text."""
    names = [f"del{number}" for number in range(1, len(parts) + 1)]
    return of(formula(" ".join(names), "&".join(names)), *parts)


def samlet(first: Argument, *more: Argument) -> Call:
    """Numbers added, one by one."""
    return reduce(add, more, of(gjenta, first))


def trukket_fra(first: Argument, *more: Argument) -> Call:
    """What is left of the first number when the others are taken out, one by one."""
    return reduce(sub, more, of(gjenta, first))


def __getattr__(name: str) -> Formula:
    found: Formula = getattr(_felles, name)
    globals()[name] = found
    return found
