"""The finished report, as the sheets that sum it up see it."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.model import Datasett
from asss_xl.report.demografi import Demografi
from asss_xl.report.regnskap import Ark
from asss_xl.report.ressursbruk import Kjede
from asss_xl.report.rettelser import Rettelser
from asss_xl.report.tabell19 import Folketall, Tabell19
from asss_xl.report.tjenesteprofil import Profil
from asss_xl.report.utgiftsbehov import Utgiftsbehov
from asss_xl.workbook import Book


@dataclass
class Rapport:
    """The finished book and what each sheet holds."""

    book: Book
    data: Datasett
    regnskap: Ark
    behov: Utgiftsbehov
    kjede: Kjede
    tabell19: Tabell19
    folk: Folketall
    profiler: list[Profil]
    rettelser: Rettelser
    demografi: Demografi
