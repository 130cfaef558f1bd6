"""One figure with its unit, rounding, source and status, and what is made of several."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple, NoReturn, TypeVar

from .poster import KONTI, SISTE_AAR
from .schema import MANGLER_TEKST

#: Figures that are as far apart are parted by binary fractions alone.
EPS = 1e-9
K = TypeVar("K")
V = TypeVar("V")


class Oppslag(dict[K, V]):
    """A mapping that cannot be changed; it can be hashed, copied and pickled."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("Oppslag cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = pop = popitem = setdefault = clear = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Oppslag[K, V]], tuple[dict[K, V]]]:
        return (Oppslag, (dict(self),))


class MissingFigure(KeyError):
    """The data set has no such thing; the message (bokmål) says what it has."""

    def __str__(self) -> str:
        return str(self.args[0])


def kjent(hva: str, flere: str, navn: str | None, known: Mapping[str, V]) -> V:
    """The one with a name. Raises `MissingFigure`, which says the names that there are."""
    if navn not in known:
        raise MissingFigure(f"Ingen {hva} «{navn}». {flere}: {', '.join(known)}.")
    return known[str(navn)]


def avrunding(desimaler: int | None) -> float:
    """Half a unit of the last printed decimal: how far the true value can be from the printed.

    A figure without a number of decimals is not rounded.
    """
    return 0.0 if desimaler is None else 0.5 * 10.0**-desimaler


def etikett_stemmer(
    etikett: int, verdi: float, verdi_avrunding: float, snitt: float, snitt_avrunding: float
) -> bool:
    """Whether a printed index label can be `100 * verdi / snitt`, given the printed rounding.

    The true value and mean lie within their `avrunding` of what is printed; every index in the
    interval that follows, rounded half up to a whole number, is a label that agrees. Source:
    the service profiles' figures, where the mean is 100.
    """
    low = 100 * (verdi - verdi_avrunding) / (snitt + snitt_avrunding)
    high = 100 * (verdi + verdi_avrunding) / (snitt - snitt_avrunding)
    return math.floor(low + 0.5) <= etikett <= math.floor(high + 0.5)


#: How the note of a figure begins that an answer has changed.
RETTET_FRA = "Rettet fra"
#: How the note of a projected number of inhabitants begins.
FRAMSKREVET = "Framskrevet."


class Verdi(NamedTuple):
    """One figure with its pedigree.

    `verdi` is None when missing; `status` then says in which of the ways (`schema.UTEN_VERDI`).
    `teller` and `nevner` are what a ratio is made of; `nevner` is its weight in a weighted mean.
    Of a printed figure `verdi` is the reconciled one, where the package has it: within its
    rounding, and such that the method gives the other printed figures; `trykt` is as printed.
    """

    verdi: float | None
    status: str
    desimaler: int | None = None
    side: int | None = None
    kilde: str = ""
    oppdatert: str = ""
    merknad: str = ""
    teller: float | None = None
    nevner: float | None = None
    trykt: float | None = None

    @property
    def avrunding(self) -> float:
        """Half a unit of the last printed decimal."""
        return 0.0 if self.verdi is None else avrunding(self.desimaler)

    @property
    def sagt(self) -> float | None:
        """What the source says: not the figure that is reconciled with it."""
        return self.verdi if self.trykt is None else self.trykt

    @property
    def vist(self) -> float | str:
        """What a cell holds: the figure, or the word for the way in which it is missing."""
        return MANGLER_TEKST[self.status] if self.verdi is None else self.verdi


#: What there is when the package has no row at all.
IKKE_OPPGITT = Verdi(None, "ikke_oppgitt")
#: KOSTRA functions for the premium deviation.
PREMIEAVVIK = ("170", "171")


def samlet(verdier: Iterable[Verdi]) -> Verdi:
    """The sum of figures; missing, in the first's way, when one of them is or there are none.

    What is not relevant is none of it.
    """
    given = list(verdier)
    found = [v for v in given if v.status != "ikke_aktuelt"] or given
    missing = next((v for v in found if v.verdi is None), None)
    if missing is not None:
        return Verdi(None, missing.status, kilde=missing.kilde)
    if not found:
        return IKKE_OPPGITT
    status = "foreløpig" if any(v.status == "foreløpig" for v in found) else found[0].status
    total = math.fsum(v.verdi for v in found if v.verdi is not None)
    updated = max(v.oppdatert for v in found)
    return Verdi(total, status, kilde=found[0].kilde, oppdatert=updated)


def uten_rad(
    regnskap: Mapping[tuple[str, str, int], Verdi],
    balanse: Mapping[tuple[str, str, int], Verdi],
    beloep: Mapping[tuple[str, str, str, int], Verdi],
) -> dict[tuple[str, str, int], Verdi]:
    """Lines that the accounts lack, added up.

    Debt and claims (tabell 5d) are what accounts there are, where they have no row; like the premium
    deviation they are also made up for a row that nobody has given a figure, when every part has one. What
    is withheld or not relevant is not made up for, nor half of it called the whole. A tax that has ended is
    none of it.
    """
    made = _avsluttede(regnskap)
    spent = ((kommune, aar) for kommune, code, _, aar in beloep if code in PREMIEAVVIK)
    there = ((kommune, aar) for kommune, _, aar in (*balanse, *regnskap))
    for kommune, aar in dict.fromkeys((*there, *spent)):
        parts = {
            post: [balanse.get((kommune, k, aar), IKKE_OPPGITT) for k in konti]
            for post, konti in KONTI.items()
        }
        parts["premieavvik"] = [
            beloep.get((kommune, code, "netto", aar), IKKE_OPPGITT) for code in PREMIEAVVIK
        ]
        for post, found in parts.items():
            own = regnskap.get((kommune, post, aar))
            if own is None and post in KONTI:
                found = [v for v in found if v is not IKKE_OPPGITT]
            elif (
                own is not None
                and own.status not in ("ikke_oppgitt", "mangler")
                or samlet(found).verdi is None
            ):
                continue
            if found:
                notes = dict.fromkeys(v.merknad for v in ([own] if own else found) if v.merknad)
                made[kommune, post, aar] = samlet(found)._replace(merknad=" ".join(notes))
    return made


def _avsluttede(regnskap: Mapping[tuple[str, str, int], Verdi]) -> dict[tuple[str, str, int], Verdi]:
    """Nothing of the taxes that have ended, where nobody has given them and the income tax is known."""
    made = {}
    for (kommune, line, aar), tax in regnskap.items():
        if line != "innt_formue" or tax.verdi is None:
            continue
        for post, last in SISTE_AAR.items():
            own = regnskap.get((kommune, post, aar), IKKE_OPPGITT)
            if aar > last and own.status in ("ikke_oppgitt", "mangler"):
                made[kommune, post, aar] = Verdi(0.0, tax.status, kilde=f"Avviklet etter {last}")
    return made
