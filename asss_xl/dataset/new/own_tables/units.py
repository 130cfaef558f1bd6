"""The units that texts in a table say: what kind, and how many thousands of kroner one of it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_KR = r"(?:kr(?:oner)?\.?|nok)"
_THOUSAND = (
    rf"(?:hei?le )?(?:1[ .]?000|tusen)[ '’-]*{_KR}|{_KR} ?1[ .]?000|tkr\.?|tnok|knok"
    r"|hei?le (?:1[ .]?000|tusen)"
)
_MILLION = rf"(?:mill(?:ion(?:er|ar)?)?\.?|mio\.?) ?(?:{_KR})?|mnok|nokm|mkr\.?"
_MILLIARD = rf"(?:mrd\.?|milliard(?:[ea]r)?\.?) ?(?:{_KR})?|mrdnok|bnok"
_PER = r"(?: ?/ ?| (?:per|pr\.?) )(?P<per>[^()]+)"
_AMOUNTS = (
    (re.compile(f"(?:i )?(?:{_THOUSAND})(?:{_PER})?"), Decimal(1)),
    (re.compile(f"(?:i )?(?:{_MILLION})(?:{_PER})?"), Decimal(1000)),
    (re.compile(f"(?:i )?(?:{_MILLIARD})(?:{_PER})?"), Decimal(1_000_000)),
    (re.compile(f"(?:i )?(?:hei?le )?{_KR}(?:{_PER})?"), Decimal("0.001")),
)
_THOUSANDS = re.compile(r"i (?:1[ .]?000|tusen)")
_PERCENT = re.compile(r"(?:i )?(?:prosent|pst\.?|%)(?: av [^()]+)?|andel i prosent")
_SHARE = re.compile(r"(?:i )?andel(?:er)?(?: ?\(?0 ?- ?1\)?)?")
_PER_ONLY = re.compile(r"(?:per|pr\.?) (?!31|des)[^()\d]+[^()]*")
_PER_WHAT = re.compile(r"(?:/|\b(?:per|pr\.?)) ?(.+)")
_ALSO_CALLED = {"kvadratmeter": "kvm", "m2": "kvm", "m²": "kvm", "kilometer": "km"}
_INDEX = re.compile(r"(?:kriterie)?indeks(?:er)?(?:,? ?landet ?= ?1(?:[,.]0+)?)?|landet ?= ?1(?:[,.]0+)?")
_COUNT = re.compile(r"antall(?: personer)?|person[ea]r|(?:i )?antall innbyggere")
_LEADING = re.compile(
    r"(?:enhet|måleenhet): ?|(?:alle )?(?:beløp|tall?|summer)(?:ene)?(?: er)?(?: oppgitt)? (?=i )"
)

AMOUNT, PER, PERCENT, INDEX, COUNT, _OTHER = "amount", "per", "percent", "index", "count", "other"
#: Of one, as percent are of a hundred.
SHARE = "share"


@dataclass(frozen=True)
class Unit:
    """What kind of unit, how it was written, and how many thousands of kroner one of it is."""

    slag: str
    text: str
    factor: Decimal = Decimal(1)


_IN_THOUSANDS = Unit(AMOUNT, "1000")


def unit_of(text: str, others: frozenset[str] = frozenset()) -> Unit | None:
    """The unit that a whole text is; nothing when it is more, or something else.

    `text` is in small letters; `others` are units that indicators have.
    """
    text = _LEADING.sub("", " ".join(text.split()).strip(" .,:;-") if text.strip() != "%" else "%")
    text = text.strip()
    for pattern, factor in _AMOUNTS:
        if found := pattern.fullmatch(text):
            # «mill.» has had its full stop taken off.
            return Unit(PER if found["per"] else AMOUNT, text.removeprefix("i "), factor)
    if _THOUSANDS.fullmatch(text):
        return _IN_THOUSANDS
    known_by = ((PERCENT, _PERCENT), (SHARE, _SHARE), (INDEX, _INDEX), (COUNT, _COUNT), (PER, _PER_ONLY))
    for slag, known in known_by:
        if known.fullmatch(text):
            # What is per something, and says no more, is kroner per it.
            factor = Decimal("0.001") if slag == PER else Decimal(1)
            return Unit(slag, text.removeprefix("i "), factor)
    return Unit(_OTHER, text) if text in others else None


def together(one: Unit, other: Unit) -> Unit | None:
    """Two units of one text as one, where they are: «kr» and «per innbygger»."""
    per, amount = (one, other) if one.slag == PER else (other, one)
    if one == other or amount.slag != AMOUNT or not _PER_ONLY.fullmatch(per.text):
        return one if one == other else None
    return Unit(PER, f"{amount.text} {per.text}", amount.factor)


def per_another(unit: str, own: str) -> bool:
    """Whether a unit is per something else than another one is: «kr per innb» is not «kr per elev»."""
    told, mine = (found[1].strip(". ") if (found := _PER_WHAT.search(text)) else "" for text in (unit, own))
    told, mine = _ALSO_CALLED.get(told, told), _ALSO_CALLED.get(mine, mine)
    return bool(told) and not (mine and (mine.startswith(told) or told.startswith(mine)))


#: A whole text that is a year, and whether it is preliminary.
BARE_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?(\*?)")
_FIGURE = re.compile(
    r"(?:(?P<sign>[-+\u2212\u2013]\s*)?(?P<before>(?:kr|nok)\b\.?\s*))?"
    r"(?P<number>\(?[-+\u2212\u2013]?\s*\d[\d\s.,'\u2019\u00a0\u2009\u202f]*(?:(?<=\d)-|e[+-]?\d+)?\)?)(?P<after>[^\d].*)?",
    re.I,
)
#: What stands for no øre: «1 234,-». Then full stops are between thousands.
_NO_OERE = re.compile(rf"[-\u2013\u2014](?: ?{_KR})?", re.I)
_GROUPS = re.compile(r"(\(?[-+\u2212]?\s*\d{1,3})((?:\.\d{3})+)(\)?)")


def figure_of(text: str) -> tuple[str, Unit | None]:
    """A text that is a figure, apart from the unit that stands beside it: «kr 1 234», «12,5 %», «1.234,-».

    The figure is empty when the text is no figure; so is one of «1000 kr», which is a unit, and of
    «2024 kr», which may be a year.
    """
    found = _FIGURE.fullmatch(text.strip())
    if found is None:
        return "", None
    number, after = found["number"].strip(), (found["after"] or "").strip()
    if number[-1] in ",." and _NO_OERE.fullmatch(after):
        number, after = _GROUPS.sub(lambda m: m[1] + m[2].replace(".", "") + m[3], number[:-1]), "kr"
    elif found["before"]:
        after = f"{after} kr".strip()
    number = (found["sign"] or "").strip() + number
    if not after:
        return number, None
    told = after.casefold()
    if BARE_YEAR.fullmatch(number) or unit_of(text.casefold()) or not (unit := unit_of(told)):
        return "", None
    return number, unit
