"""What every module here needs: the definitions, random figures, and rows with a pedigree."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from asss_xl import catalogue

Rad = dict[str, object]

SISTE_AAR = 2024
RESTEN = "Resten av landet"
KILDE = "Oppdiktet"


#: Files whose rows are the catalogue's, with what is invented added; and what they go by.
_I_KATALOGEN = {
    "indikatorer": ("tjeneste", "kortnavn"),
    "funksjoner": ("funksjon",),
    "behovstillegg": ("sektor", "tillegg"),
}


@cache
def definisjoner(navn: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<navn>.csv`, with what the catalogue says of the same things."""
    fil = Path(__file__).parent / "data" / f"{navn}.csv"
    rader = list(csv.DictReader(fil.read_text(encoding="utf-8").splitlines()))
    noekkel = _I_KATALOGEN.get(navn, ())
    if not noekkel:
        return tuple(rader)
    kjent = {tuple(r[n] for n in noekkel): dict(r) for r in catalogue.rows(navn)}
    return tuple({**kjent[tuple(rad[n] for n in noekkel)], **rad} for rad in rader)


def tall(tekst: str, ellers: float = 0.0) -> float:
    return float(tekst) if tekst else ellers


class Tilfeldig:
    """Random figures that depend on what they are for, not on how many were drawn before.

    A service, a municipality or a year more therefore leaves the other figures as they were.
    """

    def __init__(self, froe: int) -> None:
        self._froe = froe

    def for_(self, *hva: object) -> random.Random:
        return random.Random("|".join(str(del_) for del_ in (self._froe, *hva)))

    def normal(self, *hva: object) -> float:
        """A standard normal figure, cut at 2.2 so that only intended outliers are outliers."""
        return max(-2.2, min(2.2, self.for_(*hva).gauss(0, 1)))

    def baner(self, aar: Sequence[int], spredning: float, *hva: object) -> dict[int, float]:
        """A factor near 1 per year: a level that persists, a small trend and a little noise."""
        trekning = self.for_(*hva)
        nivaa = max(-2.2, min(2.2, trekning.gauss(0, 1))) * spredning
        trend = trekning.gauss(0, 1) * spredning * 0.06
        stoey = 0.0
        bane = {}
        # Drawn backwards from the last year: an earlier year more does not move the later ones.
        for nummer, ett in enumerate(reversed(aar)):
            stoey = 0.6 * stoey + max(-2.2, min(2.2, trekning.gauss(0, 1))) * spredning * 0.22
            bane[ett] = max(0.05, 1 + nivaa - trend * nummer + stoey)
        return bane


def status(aar: int) -> str:
    return "foreløpig" if aar >= SISTE_AAR else "endelig"


def oppdatert(aar: int) -> str:
    """KOSTRA's rhythm: preliminary figures in March, final ones in June the year after."""
    return f"{aar + 1}-03-17" if aar >= SISTE_AAR else f"{aar + 1}-06-16"


def opphav(aar: int, kilde: str = KILDE, merknad: str = "") -> Rad:
    return {"status": status(aar), "kilde": kilde, "oppdatert": oppdatert(aar), "merknad": merknad}


def prisnivaa(aar: int) -> float:
    """What a krone of the last year is in the year's own prices."""
    faktor = 1.0
    for rad in definisjoner("nasjonale"):
        if aar < int(rad["aar"]) <= SISTE_AAR:
            faktor /= 1 + float(rad["kostnadsdeflator"]) / 100
    return faktor
