"""The services that have production: what it is made of, and their three indices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Produksjonsvekt, Tjeneste
from asss_xl.dataset.utgifter import ressursbruk
from asss_xl.report.profil.rad import Rad
from asss_xl.report.profil.utgiftskobling import Noekkel, noekkel
from asss_xl.workbook import Cell, Range


@dataclass(frozen=True)
class Grunnlag:
    """What a service's production is made of; ``bruk`` is the row of its spending on the profile."""

    tjeneste: Tjeneste
    vektet: tuple[tuple[Indikator, Produksjonsvekt], ...]
    bruk: Rad | None


@dataclass(frozen=True)
class Produksjonslinje:
    """A service on the sheet: its weights and indices, and what they come to beside what is used."""

    tjeneste: Tjeneste
    vekter: Range
    indekser: Range
    ressursbruk: Cell
    produksjon: Cell
    effektivitet: Cell


def tjenestene(data: Datasett, rows: Mapping[Noekkel, Rad]) -> Iterator[Grunnlag]:
    """The services in the report's order, with the profiles' ``rows``."""
    for service in data.tjenester:
        weighted, spent = data.vektet(service), ressursbruk(data, service)
        if weighted:
            yield Grunnlag(service, weighted, rows[noekkel(spent)] if spent is not None else None)
