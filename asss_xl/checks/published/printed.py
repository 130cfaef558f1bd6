"""Every figure that the package says is printed: chapters 0-2, the cost key, the labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asss_xl.checks.published.kinds import IKKE_TRYKT, UTEN_VERDI
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator
from asss_xl.report.published import (
    Trykt,
    etikett_tabell,
    etikettaktor,
    etikettlinje,
    trykt,
    trykt_korreksjon,
)


@dataclass(frozen=True)
class Place:
    """A printed figure; where it cannot be tried, of which kind that is and why."""

    trykt: Trykt
    slag: str = ""
    grunn: str = ""


def all_printed(data: Datasett) -> Iterator[Place]:
    """The figures of the report on the municipality, in the order of the report."""
    for figure in data.figurer:
        if figure.kommune == data.kommune:
            yield from map(Place, trykt(figure))
    for kommune, sektor, kriterium, aar in data.trykte_korreksjoner:
        if kommune == data.kommune:
            yield from map(Place, trykt_korreksjon(data, sektor, kriterium, aar))
    if not data.etiketter:
        return
    for service in data.tjenester:
        for indicator in service.indikatorer:
            yield from _labels(data, indicator)


def _labels(data: Datasett, indicator: Indikator) -> Iterator[Place]:
    for actor in ("kommune", "høyest", "lavest"):
        label = data.etikett(indicator, actor)
        value = float("nan") if label.verdi is None else float(label.verdi)
        wrong = label.stemmer is False
        said = Trykt(
            etikett_tabell(indicator),
            etikettlinje(indicator),
            etikettaktor(data, actor),
            data.rapportaar,
            "indeks",
            value,
            0.5,
            label.merknad if wrong else "",
            wrong,
        )
        if label.verdi is None:
            yield Place(said, IKKE_TRYKT, label.merknad or "Etiketten er ikke trykt.")
        elif label.stemmer is None:
            why = label.merknad or "Verdien bak etiketten er ikke trykt."
            yield Place(said, UTEN_VERDI, why)
        else:
            yield Place(said)
