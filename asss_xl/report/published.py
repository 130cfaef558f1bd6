"""What the source printed about a cell, so that the sheet can be held against it."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.model import Etikett, Figur, Indikator, Kriterium

AVVIK_ENHET = "kr per innbygger"


@dataclass(frozen=True)
class Trykt:
    """A published figure: its identity, value, rounding, and remarks on the source."""

    tabell: str
    linje: str
    aktor: str
    aar: int
    enhet: str
    verdi: float
    avrunding: float
    merknad: str = ""


def trykt(figur: Figur) -> tuple[Trykt, ...]:
    """A figure of chapters 0-2 or the appendix; nothing when it is not printed."""
    if figur.verdi is None:
        return ()
    return (
        Trykt(
            figur.tabell, figur.linje, figur.aktor, figur.aar, figur.enhet,
            figur.verdi, figur.avrunding, figur.merknad,
        ),
    )  # fmt: skip


def trykt_korreksjon(kriterium: Kriterium, kommune: str) -> tuple[Trykt, ...]:
    """The printed correction of one criterion, in whole kroner."""
    return (
        Trykt(
            "Vedleggstabell 2 kriterier", f"{kriterium.sektor}: {kriterium.kriterium}", kommune,
            kriterium.aar, AVVIK_ENHET, kriterium.korreksjon, 0.5,
        ),
    )  # fmt: skip


def etikett_tabell(indikator: Indikator) -> str:
    """What the labels of an indicator's profile are listed under."""
    return f"Tjenesteprofil {indikator.tjeneste}"


def etikettlinje(indikator: Indikator) -> str:
    """An indicator as a line of its profile."""
    return f"{indikator.nr}. {indikator.navn}"


def trykt_etikett(indikator: Indikator, aktor: str, etikett: Etikett, aar: int) -> tuple[Trykt, ...]:
    """A printed index label of a profile figure, a whole number."""
    if etikett.verdi is None:
        return ()
    merknad = etikett.merknad if etikett.stemmer is False else ""
    return (
        Trykt(
            etikett_tabell(indikator), etikettlinje(indikator), aktor, aar, "indeks",
            float(etikett.verdi), 0.5, merknad,
        ),
    )  # fmt: skip
