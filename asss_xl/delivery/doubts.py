"""Whether a corrected figure can be what was meant: how its cell shows it, and how far it moves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.rettbare import Sted, steder
from asss_xl.report.profil.kolonner import grenser
from asss_xl.workbook.cells import NORSK

#: A figure that becomes this many times larger or smaller is told.
FAKTOR = 5.0
#: No field takes more.
LARGEST = 1e12
#: So many other figures of an indicator say what it can be.
_NOK = 3
#: What is in quotes, brackets or after a backslash in a number format is text, colour or condition.
_TEXT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def norsk(text: str) -> str:
    """A number that Python has written, as Norwegians write it; a line does not break in it."""
    return text.translate(NORSK)


def tall(value: float) -> str:
    """A number with the decimals that it has."""
    return norsk(f"{value + 0.0:,.13g}")


def beyond(value: float, low: float | None = None, high: float | None = None) -> str:
    """Why a number is outside what its field takes; nothing when it is inside."""
    low, high = -LARGEST if low is None else low, LARGEST if high is None else high
    if low <= value <= high:
        return ""
    return f"{tall(value)} er utenfor det feltet tar, som er {tall(low)} til {tall(high)}."


def shown_as(code: str, value: float, percent: bool) -> str:
    """Why a number is not what was typed, by how its cell shows it; nothing when it can be."""
    plain = _TEXT.sub("", code)
    if plain != "General" and re.search("[dmyhsDMYHS]", plain):
        return (
            f"{tall(value)} vises som {_date(value)}: regnearket har gjort om det som ble skrevet. "
            "Sett tallformat på cellen og skriv tallet på nytt."
        )
    if "%" in plain:
        typed = tall(100 * value)
        wanted = f"Skriv {typed}, uten prosenttegn." if percent else "Tallet er ikke i prosent."
        return f"{tall(value)} vises som {typed} %. {wanted} Sett tallformat på cellen."
    return ""


def _date(value: float) -> str:
    try:
        return f"datoen {date(1899, 12, 30) + timedelta(days=value):%d.%m.%Y}"
    except OverflowError:
        return "en dato"


def moved(old: float | None, new: float, percent: bool = False) -> Iterator[str]:
    """What is odd about a figure that becomes another one."""
    if not old:
        return
    change = f"{tall(old)} blir {tall(new)}"
    if percent and 0 < abs(new) <= 1 < FAKTOR * abs(new) < abs(old):
        yield f"{change} prosent. Er {tall(100 * new)} prosent ment, så skriv {tall(100 * new)}."
    elif new * old < 0:
        yield f"Fortegnet er et annet: {change}."
    elif not abs(old) / FAKTOR <= abs(new) <= abs(old) * FAKTOR:
        yield f"Tallet er mer enn {FAKTOR:g} ganger større eller mindre: {change}."


def outside(data: Datasett, sted: Sted, new: float) -> Iterator[str]:
    """Whether a figure is outside what its indicator can be, or is with the others."""
    if sted.om.fil != "indikatorverdier" or sted.om.kolonne != "verdi":
        return
    low, high = grenser(sted.om.enhet)
    known = _known(data, sted)
    if low is not None and high is not None and not low <= new <= high:
        yield f"{tall(new)} er utenfor {tall(low)} til {tall(high)}, som {sted.om.enhet} kan være."
    elif len(known) >= _NOK and not min(known) <= new <= max(known):
        yield f"{tall(new)} er utenfor {tall(min(known))} til {tall(max(known))}, som pakken ellers har."


def _known(data: Datasett, sted: Sted) -> Sequence[float]:
    """The other figures of an indicator: the others', other years', and the stated references."""
    return [
        found.verdi.sagt
        for found in steder(data)
        if found.verdi.sagt is not None
        and found.om.kolonne == sted.om.kolonne
        and set(sted.om.noekkel) <= set(found.om.noekkel)
        and found.rad != sted.rad
    ]
