"""The finished report, as the sheets that sum it up see it."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.dataset.datasett import Datasett
from asss_xl.report.aarstabell import Celler
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.avvik.tabell import Folketall
from asss_xl.report.avvik.tabell19 import Tabell19
from asss_xl.report.avvik.utelatt import Utelatt
from asss_xl.report.behov.kilde import Utgiftsbehov
from asss_xl.report.demografi.ark import Demografi
from asss_xl.report.demografi.folketall import Folk
from asss_xl.report.linjer import Linjer
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.produksjon.linjer import Linje
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.kilde import Profilkilde
from asss_xl.report.regnskap import Ark
from asss_xl.report.regnskap.hovedtall import PerInnbygger
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.valg import Valg
from asss_xl.workbook import Book, Cell


@dataclass
class Rapport:
    """The finished book and what each sheet holds; None for a part that the package lacks."""

    book: Book
    data: Datasett
    valg: Valg
    kilde: Profilkilde
    linjer: Linjer
    network: Nettverk | None = None
    regnskap: Ark | None = None
    behov: Utgiftsbehov | None = None
    kjede: Kjede | None = None
    #: What the figures of Ressursbruk are without.
    mangler: Utelatt = field(default_factory=Utelatt)
    tabell19: Tabell19 | None = None
    per_innbygger: PerInnbygger | None = None
    folk: Folketall | None = None
    rettelser: Rettelser | None = None
    demografi: Demografi | None = None
    profiler: list[Profil] = field(default_factory=list)
    flyt: Profilflyt | None = None
    produksjon: list[Linje] = field(default_factory=list)
    #: How many yellow cells are filled in, in words' place on Forside.
    fylt: Cell | None = None
    #: The headlines on Forside: what each is about, and the sentence.
    hovedfunn: list[tuple[Cell, Cell]] = field(default_factory=list)
    #: The services on Forside: the name, spending against need and against the mean (100 = as much).
    paa_ett_blikk: list[tuple[str, Cell, Cell]] = field(default_factory=list)
    #: Deviations in million kroner, by line of Ressursbruk and year.
    kroner: Celler | None = None
    #: Sheets that the package has no figures for, with what is missing.
    utelatt: dict[str, str] = field(default_factory=dict)

    @property
    def aldersgrupper(self) -> Folk | None:
        """The age groups of Demografi, when the package has them."""
        return self.demografi.folk if self.demografi else None
