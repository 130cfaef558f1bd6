"""The unit that a text says, exactly: amounts with their factor, and what is no amount."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_KR = r"(?:kr(?:oner)?\.?|nok)"
_THOUSAND = (
    rf"(?:hele )?(?:1[ .]?000|tusen) ?{_KR}|{_KR} ?1[ .]?000|tkr\.?|tnok|knok|hele (?:1[ .]?000|tusen)"
)
_MILLION = rf"(?:mill(?:ioner|ion)?\.?|mio\.?) ?(?:{_KR})?|mnok|mkr\.?"
_MILLIARD = rf"(?:mrd\.?|milliard(?:er)?\.?) ?(?:{_KR})?|mrdnok|bnok"
_PER = r"(?: ?/ ?| (?:per|pr\.?) )(?P<per>[^()]+)"
_AMOUNTS = (
    (re.compile(f"(?:i )?(?:{_THOUSAND})(?:{_PER})?"), Decimal(1)),
    (re.compile(f"(?:i )?(?:{_MILLION})(?:{_PER})?"), Decimal(1000)),
    (re.compile(f"(?:i )?(?:{_MILLIARD})(?:{_PER})?"), Decimal(1_000_000)),
    (re.compile(f"(?:i )?(?:hele )?{_KR}(?:{_PER})?"), Decimal("0.001")),
)
_THOUSANDS = re.compile(r"i (?:1[ .]?000|tusen)")
_PERCENT = re.compile(r"(?:i )?(?:prosent|pst\.?|%)(?: av [^()]+)?|andel i prosent")
_PER_ONLY = re.compile(r"(?:per|pr\.?) (?!31)[^()\d]+[^()]*")
_INDEX = re.compile(r"(?:kriterie)?indeks(?:er)?(?:,? ?landet ?= ?1(?:[,.]0+)?)?|landet ?= ?1(?:[,.]0+)?")
_COUNT = re.compile(r"antall(?: personer)?|personer|(?:i )?antall innbyggere")
_LEADING = re.compile(
    r"(?:enhet|måleenhet): ?|(?:alle )?(?:beløp|tall|summer)(?:ene)?(?: er)?(?: oppgitt)? (?=i )"
)

AMOUNT, PER, PERCENT, INDEX, COUNT, OTHER = "amount", "per", "percent", "index", "count", "other"


@dataclass(frozen=True)
class Unit:
    """What kind of unit, how it was written, and how many thousands of kroner one of it is."""

    slag: str
    text: str
    factor: Decimal = Decimal(1)


THOUSANDS = Unit(AMOUNT, "1000 kr")


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
        return THOUSANDS
    for slag, known in ((PERCENT, _PERCENT), (INDEX, _INDEX), (COUNT, _COUNT), (PER, _PER_ONLY)):
        if known.fullmatch(text):
            return Unit(slag, text.removeprefix("i "))
    return Unit(OTHER, text) if text in others else None
