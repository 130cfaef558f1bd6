"""The services that have production: what it is made of, and their three indices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Produksjonsvekt, Tjeneste
from asss_xl.dataset.utgifter import ressursbruk
from asss_xl.report.profil.rad import Rad
from asss_xl.workbook import Cell, Range


@dataclass
class Linje:
    """A service on the sheet; ``bruk`` is the row of its spending on the profile.

    The cells are there when the sheet is filled.
    """

    tjeneste: Tjeneste
    vektet: tuple[tuple[Indikator, Produksjonsvekt], ...]
    bruk: Rad | None
    vekter: Range | None = None
    indekser: Range | None = None
    produksjon: Cell | None = None
    ressursbruk: Cell | None = None
    effektivitet: Cell | None = None


def linjer(data: Datasett, rows: Mapping[int, Rad]) -> Iterator[Linje]:
    """The services in the report's order, with the profile's ``rows`` by the indicator's identity."""
    for service in data.tjenester:
        weighted, spent = data.vektet(service), ressursbruk(data, service)
        if weighted:
            yield Linje(service, weighted, rows[id(spent)] if spent is not None else None)
