"""How the profiles' spending hangs together with the sectors: by KOSTRA functions, from the data.

An indicator of net spending is the whole of a sector, a part of it, the same amount as another
indicator over another number of people, or the sum of parts; or nothing links it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator
from asss_xl.dataset.utgifter import er_andel, er_netto, funksjoner, hel_sektor
from asss_xl.report.avvik.kilde import ANDRE

RESSURSBRUK, SEKTOR, DEL, SAMME, SUMMERT, ALENE = ("ressursbruk", "sektor", "del", "samme", "sum", "alene")

Koblingsnoekkel = tuple[str, int]


def noekkel(i: Indikator) -> Koblingsnoekkel:
    """What an indicator is looked up by."""
    return i.tjeneste, i.nr


class Kobling(NamedTuple):
    """What an indicator follows, or feeds: a line of Ressursbruk, another indicator, its parts."""

    slag: str
    linje: str = ""
    som: Indikator | None = None
    deler: tuple[Indikator, ...] = ()


def koblinger(data: Datasett, har_mengde: frozenset[Koblingsnoekkel]) -> dict[Koblingsnoekkel, Kobling]:
    """The link of every indicator of net spending; ``har_mengde``: whose volume is known."""
    made: dict[Koblingsnoekkel, Kobling] = {}
    parts: list[tuple[str, Indikator]] = []
    everything = (i for service in data.tjenester for i in service.indikatorer)
    for i in (i for i in everything if er_netto(i) and not er_andel(i)):
        line, whole = linje(data, funksjoner(i))
        if whole:
            made[noekkel(i)] = Kobling(SEKTOR if i.nevner else RESSURSBRUK, line)
        elif line and i.nevner:
            parts.append((line, i))
        else:
            made[noekkel(i)] = Kobling(ALENE)
    made |= {noekkel(i): Kobling(SAMME, som=first) for i, first in _repeated(data)}
    chosen: list[tuple[str, Indikator]] = []
    for line, i in sorted(parts, key=lambda part: len(funksjoner(part[1]))):
        link = _part(line, i, chosen, noekkel(i) in har_mengde)
        made[noekkel(i)] = link
        if link.slag == DEL:
            chosen.append((line, i))
    return made


def _repeated(data: Datasett) -> Iterator[tuple[Indikator, Indikator]]:
    """Figures that a report prints again on another profile: same name, figure and references."""
    first: dict[tuple[object, ...], Indikator] = {}
    for service in data.tjenester:
        for i in service.indikatorer:
            if data.beregnet(i) or i.arter:
                continue
            refs = [
                data.referanse(i, which, data.rapportaar).verdi for which in ("snitt", "lavest", "høyest")
            ]
            own = data.verdi(i, data.kommune, data.rapportaar).verdi
            known = first.setdefault((i.navn, i.enhet, own, *refs), i)
            if known is not i and refs[0] is not None and known.tjeneste != i.tjeneste:
                yield i, known


def linje(data: Datasett, codes: frozenset[str]) -> tuple[str, bool]:
    """The one line of Ressursbruk that functions are part of, and whether they are all of it."""
    whole = hel_sektor(data, codes)
    if whole:
        return whole, True
    sectors = data.sektorfunksjoner
    known = {s: c for s, c in sectors.items() if c & codes}
    inside = [s for s in data.sektorer if s in known]
    for sector in inside:
        if codes <= sectors[sector]:
            return sector, False
    if known and not inside:
        return ANDRE, False
    return "", False


def _part(line: str, i: Indikator, chosen: list[tuple[str, Indikator]], volume: bool) -> Kobling:
    codes = funksjoner(i)
    for other_line, other in chosen:
        if other_line == line and other.tjeneste == i.tjeneste and funksjoner(other) == codes:
            return Kobling(SAMME, line, other)
    touching = [other for _, other in chosen if funksjoner(other) & codes]
    alike = [other for other in touching if funksjoner(other) == codes]
    if not volume:
        return Kobling(ALENE)
    if not touching or (len(alike) == len(touching) and all(o.tjeneste != i.tjeneste for o in alike)):
        return Kobling(DEL, line)
    if all(funksjoner(other) < codes for other in touching):
        return Kobling(SUMMERT, line, deler=tuple(touching))
    return Kobling(ALENE)
