"""What can become of a published figure: the status, and the kind of proof behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

STEMMER, KILDEFEIL, IKKE = "stemmer", "kildefeil", "ikke_reproduserbar"
#: Neither agreement nor a known reason: a fault of ours until explained.
UFORKLART = "uforklart"
STATUSNAVN = {STEMMER: "stemmer", KILDEFEIL: "kildefeil", IKKE: "ikke reproduserbare", UFORKLART: "uforklart"}

OMREGNET, BUNDET, FORMEL = "omregnet", "inndata_brukt", "formel_ikke_trykt"
UBUNDET, UTEN_VERDI, IKKE_TRYKT = "inndata_ubrukt", "uten_verdi", "ikke_trykt"
FEIL, VITNE, REGEL, AVVIK = "kildefeil", "vitne", "regel", "uforklart"
#: The kinds in the order in which they are told, with what each of them proves.
SLAGNAVN = {
    OMREGNET: "regnet ut av arbeidsbokas formler, og lik den trykte når den rundes av",
    VITNE: "tall og påstander i teksten, prøvd mot tallene de bygger på",
    BUNDET: "inndata som inngår i en omregning; det avstemte tallet runder til det trykte",
    FORMEL: "kilden trykker ikke formelen; forskjellen er vist",
    UBUNDET: "inndata som ikke inngår i noen omregning: ingenting er prøvd",
    UTEN_VERDI: "trykt etikett uten trykt verdi bak: kan ikke prøves",
    IKKE_TRYKT: "ikke trykt",
    FEIL: "kjent feil i kilden, med den verdien som var ventet",
    REGEL: "brudd på det som er rimelig",
    AVVIK: "uforklart",
}


@dataclass(frozen=True)
class Etterproevd:
    """One published figure and what became of it; the fields of ``verify --json``.

    ``nedre`` and ``oevre`` is what the figure's own rounding allows, ``ventet`` what a known error
    should have been.
    """

    tabell: str
    linje: str
    aktor: str
    aar: int
    enhet: str
    publisert: float | None
    beregnet: float | None
    nedre: float | None
    oevre: float | None
    status: str
    merknad: str
    slag: str = AVVIK
    ventet: float | None = None

    def as_dict(self) -> dict[str, object]:
        """The figure as JSON has it."""
        return dataclasses.asdict(self)


def unexplained(rows: Iterable[Etterproevd]) -> list[Etterproevd]:
    """The figures that neither agree nor have a reason."""
    return [row for row in rows if row.status == UFORKLART]
