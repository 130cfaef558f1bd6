"""The results of a report: of its chapters, as the sheets that sum them up see them, and of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.report.avvik.ark import Avvik
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.demografi.ark import Demografi
from asss_xl.report.linjer import Linjer
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.produksjon.ark import Produksjonslinje
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.regnskap.hovedtall import PerInnbygger
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.valg import Valg
from asss_xl.workbook import Book, Cell


@dataclass(frozen=True)
class Kapitler:
    """What each chapter gave; nothing for one that the package has no figures for."""

    book: Book
    data: Datasett
    #: Chapters that the package has no figures for, with what is missing.
    utelatt: Mapping[str, str]
    valg: Valg
    linjer: Linjer
    rettelser: Rettelser
    medlemmene: Medlemmene | None = None
    demografi: Demografi | None = None
    regnskap: Ark | None = None
    behov: Utgiftsbehov | None = None
    avvik: Avvik | None = None
    per_innbygger: PerInnbygger | None = None
    flyt: Profilflyt | None = None
    profiler: tuple[Profil, ...] = ()
    produksjon: tuple[Produksjonslinje, ...] = ()


class Forside(NamedTuple):
    """What the first page says."""

    #: The headlines: what each is about, and the sentence.
    hovedfunn: tuple[tuple[Cell, Cell], ...]
    #: The services: the name, spending against need and against the mean (100 = as much).
    paa_ett_blikk: tuple[tuple[str, Cell, Cell], ...]
    #: What the picture of them says, where there is one.
    melding: Cell | None = None


@dataclass(frozen=True, kw_only=True)
class Rapport(Kapitler):
    """The whole report."""

    #: How many yellow cells are filled in.
    fylt: Cell
    forside: Forside
