"""What the source printed about a cell, so that the sheet can be held against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Etikett, Figur, Indikator, Tjeneste
from asss_xl.dataset.poster import aktoernavn

#: Table, line, actor, year and unit.
Key = tuple[str, str, str, int, str]
AVVIK_ENHET, TUSEN = "kr per innbygger", "1000 kr"
KRITERIENE, LANDSSNITT = "Vedleggstabell 2 kriterier", "Vedleggstabell 2 landssnitt"


class Trykt(NamedTuple):
    """A published figure: its identity, value, rounding, and remarks on the source."""

    tabell: str
    linje: str
    aktor: str
    aar: int
    enhet: str
    verdi: float
    avrunding: float
    merknad: str = ""
    #: The source is wrong here: the figure is not shown as printed.
    feil: bool = False

    @property
    def key(self) -> Key:
        """What it is known by, wherever it stands."""
        return (self.tabell, self.linje, self.aktor, self.aar, self.enhet)


def _naar(
    verdi: float | None, hva: Key, avrunding: float = 0.5, merknad: str = "", feil: bool = False
) -> tuple[Trykt, ...]:
    """A figure by its identity; nothing when it is not printed."""
    return () if verdi is None else (Trykt(*hva, verdi, avrunding, merknad, feil),)


def trykt(figur: Figur) -> tuple[Trykt, ...]:
    """A figure of chapters 0-2 or the appendix."""
    hva = figur.tabell, figur.linje, aktoernavn(figur.aktor, figur.kommune), figur.aar, figur.enhet
    return _naar(figur.trykt, hva, figur.avrunding, figur.merknad)


def trykt_korreksjon(data: Datasett, sektor: str, kriterium: str, aar: int) -> tuple[Trykt, ...]:
    """The printed correction of one criterion, in whole kroner."""
    hva = KRITERIENE, f"{sektor}: {kriterium}", data.kommune, aar, AVVIK_ENHET
    return _naar(data.trykte_korreksjoner.get((data.kommune, sektor, kriterium, aar)), hva)


def etikett_tabell(indikator: Indikator) -> str:
    """What the labels of an indicator's profile are listed under."""
    return f"Tjenesteprofil {indikator.tjeneste}"


def etikettlinje(indikator: Indikator) -> str:
    """An indicator as a line of its profile."""
    return f"{indikator.nr}. {indikator.navn}"


def trykt_etikett(data: Datasett, indikator: Indikator, aktor: str) -> tuple[Trykt, ...]:
    """A printed index label of a profile figure, a whole number, where there is a figure to test it by."""
    etikett = data.etikett(indikator, aktor)
    wrong, value = etikett.stemmer is False, etikett.verdi if etikett.stemmer is not None else None
    about = etikett_tabell(indikator), etikettlinje(indikator), etikettaktor(data, aktor)
    note = etikett.merknad if wrong else ""
    return _naar(value, (*about, data.rapportaar, "indeks"), merknad=note, feil=wrong)


def feil_etiketter(data: Datasett, tjeneste: Tjeneste) -> Iterator[tuple[Indikator, str, Etikett]]:
    """The printed labels of a service's figure that are not what its table gives, and whom each is about."""
    for indikator in tjeneste.indikatorer:
        for aktor in ("kommune", "høyest", "lavest"):
            if (etikett := data.etikett(indikator, aktor)).stemmer is False:
                yield indikator, etikettaktor(data, aktor), etikett


def etikettaktor(data: Datasett, aktor: str) -> str:
    """Whom a label is about: the municipality by its name."""
    return data.kommune if aktor == "kommune" else aktor
