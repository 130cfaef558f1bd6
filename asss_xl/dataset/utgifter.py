"""Which indicators are about what a service spends: by KOSTRA functions, from the data."""

from __future__ import annotations

from .datasett import Datasett
from .model import Indikator, Tjeneste

_SAMLEDE = "Samlede"


def funksjoner(i: Indikator) -> frozenset[str]:
    """The KOSTRA functions behind an indicator."""
    return frozenset(i.funksjoner.split())


def er_netto(i: Indikator) -> bool:
    """Whether an indicator is net spending on functions, per person or as a share."""
    return i.arter == "netto" and bool(i.funksjoner)


def er_andel(i: Indikator) -> bool:
    """Whether it is a share of all spending."""
    return i.nevner.startswith(_SAMLEDE)


def hel_sektor(data: Datasett, codes: frozenset[str]) -> str:
    """The sector that functions are all of, and of no other; empty when there is none."""
    known = {s: c for s, c in data.sektorfunksjoner.items() if c & codes}
    for sector in (s for s in data.sektorer if s in known):
        others = frozenset().union(*known.values()) - known[sector]
        if known[sector] <= codes and not (others & codes):
            return sector
    return ""


def er_korrigert(data: Datasett, i: Indikator) -> bool:
    """Whether an indicator of spending is corrected for need: of a whole sector, and over no people."""
    return not i.nevner and bool(hel_sektor(data, funksjoner(i)))


def bruksindikator(data: Datasett, tjeneste: Tjeneste) -> Indikator | None:
    """The indicator of what a service spends: of the whole, and never of a part of it.

    First the one that is corrected for need, then net spending on all of the functions; of a service
    without net spending the first in kroner. Only what is said to measure spending stands for it. What
    is all of a sector that has another service too, is not what either spends.
    """
    found = utgiftsindikator(data, tjeneste)
    return None if found is None or found.forbehold or felles_sektor(data, tjeneste) else found


def felles_sektor(data: Datasett, tjeneste: Tjeneste) -> str:
    """The sector whose spending is all that is known of a service's, and of another's; or empty."""
    sectors = [_hele(data, other) for other in data.tjenester]
    mine = _hele(data, tjeneste)
    return mine if sectors.count(mine) > 1 else ""


def _hele(data: Datasett, tjeneste: Tjeneste) -> str:
    """The sector that a service's spending is all of, over no people of its own."""
    found = utgiftsindikator(data, tjeneste)
    return hel_sektor(data, funksjoner(found)) if found and er_korrigert(data, found) else ""


def utgiftsindikator(data: Datasett, tjeneste: Tjeneste) -> Indikator | None:
    """The same, also where the source has a reservation against it."""
    measured = [i for i in tjeneste.indikatorer if i.maaler == "utgift"]
    # One that nobody has a figure of stands for nothing, where another has.
    spending = [i for i in measured if any(v.verdi is not None for _, v in data.indikatorens_verdier(i))]
    spending = spending or measured
    net = [i for i in spending if er_netto(i) and not er_andel(i)]

    def how_whole(i: Indikator) -> tuple[bool, bool, bool]:
        whole = bool(hel_sektor(data, funksjoner(i)))
        return whole and not i.nevner, whole, all(funksjoner(other) <= funksjoner(i) for other in net)

    kroner = (i for i in spending if i.i_kroner)
    if not net:
        return next(kroner, None)
    found = max(net, key=how_whole)
    return found if any(how_whole(found)) else None
