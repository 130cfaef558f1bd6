"""Steg_profiler: every step between the figures and what stands on the profiles.

First the small tables of words, the members and their parts in the means, the corrections and the
numbers of people; then a line for each indicator of all services, from the figure that counts to
the sentence and the points of the picture.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.dataset.utgifter import er_andel, funksjoner
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.tabell import Ressursbruk
from asss_xl.report.demografi.ark import Demografi
from asss_xl.report.demografi.folketall import Folk
from asss_xl.report.formler import profil as pf, tekst
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.nettverk.profiltall import Profiltall
from asss_xl.report.profil.kilde import Profilkilde
from asss_xl.report.profil.utgiftskobling import RESSURSBRUK, SEKTOR, Kobling, koblinger, linje, noekkel
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.steg import Blokk, Linje, Steg
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Book, Cell, Range, Sheet, styles

_STEG = "Steg_profiler"
REGNET_STIL = styles.HJELP.but(number_format="#,##0.##")
_DATA = beside(__file__)
SE_FORBEHOLD: str = _DATA["se_forbehold"]
PLASSER: list[str] = _DATA["plasser"]
_PAA_RAD: list[str] = _DATA["paa_rad"]
_ANDRE_ORD = ((3, "utenfor"), (4, "avrundet"), (7, "har_tallet"))
_FORTEGN: dict[str, list[str]] = _DATA["fortegn"]
_KOLONNER: dict[str, list[str]] = _DATA["kolonner"]


class Profilsteg:
    """The blocks; a line is asked for by its indicator."""

    def __init__(
        self,
        book: Book,
        valg: Valg,
        rettelser: Rettelser,
        medlemmene: Medlemmene | None = None,
        profiltall: Profiltall | None = None,
        ressursbruk: Ressursbruk | None = None,
        demografi: Demografi | None = None,
    ) -> None:
        data = valg.data
        self.book, self.valg, self.rettelser = book, valg, rettelser
        people = ressursbruk.folk[data.rapportaar].base if ressursbruk else None
        self.kilde = Profilkilde(valg, medlemmene.nettverk if medlemmene else None, profiltall, people)
        indicators = [i for t in data.tjenester for i in t.indikatorer]
        known = frozenset(noekkel(i) for i in indicators if self.kilde.kjent(i))
        self.koblinger = koblinger(data, known)
        self.roller: dict[tuple[str, ...], Range] = {}
        self.egen_rolle: dict[tuple[str, ...], Cell] = {}
        #: How many must have a figure for a comparison with others than oneself.
        self.minst: dict[tuple[str, ...], Cell] = {}
        #: How many there are in each mean, whether or not they have a figure.
        self.alle: dict[tuple[str, ...], Cell] = {}
        self.navn: Range | None = None
        self.steg = Steg(book, _STEG)
        self._words()
        self._members()
        #: How many times as many there are now of what figures are per.
        self._vekst = self._people(demografi.folk, indicators) if demografi and demografi.folk else {}
        #: The same of those not known by age, by sector: as its need, where the cost follows.
        self.behovene = ressursbruk.linjer.behov if ressursbruk else {}
        self._indicators()

    def kobling(self, i: Indikator) -> Kobling:
        """What links an indicator of net spending; a link of no kind where nothing does."""
        return self.koblinger.get(noekkel(i), Kobling(""))

    def minst_av(self, i: Indikator) -> Cell | float:
        """How many must have an indicator's figure before it is held against others."""
        least = i.minste_antall or 1
        return float(least) if least > 1 else self.minst[i.uten]

    def sektor(self, service: Tjeneste) -> str:
        """The line of Ressursbruk that a service is; empty where it is no whole sector."""
        mine = (link for (name, _), link in self.koblinger.items() if name == service.noekkel)
        return next((link.linje for link in mine if link.slag in (RESSURSBRUK, SEKTOR)), "")

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        return self.steg.sheet

    def _words(self) -> None:
        heads = ("Snittet, gruppen og andre ord", "Plass", *_FORTEGN, "På rad")
        block = self.steg.blokk(
            "Ord", heads, [str(n) for n in range(1, max(len(PLASSER), len(_PAA_RAD)) + 1)]
        )
        nettverk, first = self.kilde.nettverk, heads[0]
        mean, among = (
            (nettverk.snittet, nettverk.blant) if nettverk is not None else (_DATA["snittet"], _DATA["blant"])
        )
        self.snittet, self.blant = (
            layout.text(self.sheet, *block.at(line, first), said, styles.HJELP)
            for line, said in enumerate((mean, tekst(" ", among)))
        )
        self.book.name("Snittet", self.snittet)
        drawn = bb.tekst("Punkt: ", self.valg.kommune, _DATA["bildetekst"])
        self.bildetekst = block.calc(2, first, drawn)
        self.book.name("Bildetekst", self.bildetekst)
        #: What stands for one outside the mean, and what is said of figures that do not give the percent.
        self.utenfor, self.avrundet, self.har_tallet = (
            block.put(line, first, _DATA[word]) for line, word in _ANDRE_ORD
        )
        self.book.name("Avrundet", self.avrundet)
        #: What is said of a figure that is the mean; and where the publisher has a reservation.
        self.likt = [
            block.calc(line, first, tekst("På ", self.snittet, *more))
            for line, more in ((5, ()), (6, (SE_FORBEHOLD,)))
        ]
        for name, cell in zip(("Likt", "Likt_forbehold"), self.likt, strict=True):
            self.book.name(name, cell)
        places = [f", {word}" if word else "" for word in PLASSER]
        for name, words in {"Plass": places, **_FORTEGN, "På rad": _PAA_RAD}.items():
            for line, word in enumerate(words):
                # No word is no blank cell, which INDEX would make a 0 of.
                layout.text(self.sheet, *block.at(line, name), word or tekst(""), styles.HJELP)
        self.paa_rad = self._named("Paa_rad", block, "På rad", len(_PAA_RAD))
        self.plassord = self._named("Plassord", block, "Plass", len(PLASSER))
        self.ord = {name: self._named(name, block, name, len(words)) for name, words in _FORTEGN.items()}
        services = {t.noekkel: t.navn for t in self.valg.data.tjenester}
        self.tjenester = self.steg.blokk("Tjenestene", _KOLONNER["tjenester"], services)

    def _named(self, name: str, block: Blokk, heading: str, count: int) -> Range:
        made = self.sheet.range(block.at(0, heading), block.at(count - 1, heading))
        self.book.name(name, made)
        return made

    def _members(self) -> None:
        """Their numbers, and their part in each mean: 1 out, 2 in, 3 the municipality itself."""
        nettverk, tall = self.kilde.nettverk, self.kilde.tall
        if nettverk is None or tall is None:
            return
        sets = list(tall.med)
        labels = ["Plass", *(f"Uten {', '.join(w)}" if w else "Alle" for w in sets)]
        block = self.steg.blokk(
            "Kommunene: 1 er ikke med i snittet, 2 er med, 3 er kommunen selv",
            (*nettverk.navn, "Kommunen", "Færrest", "I snittet"),
            labels,
        )
        numbers, own = [str(number + 1) for number in range(len(nettverk.navn))], nettverk.kommunenr
        for number in numbers:
            block.put(0, number, float(number))
        for line, without in enumerate(sets, start=1):
            for number, inside in zip(numbers, tall.med[without], strict=True):
                block.calc(line, number, pf.rolle, inside, block.cell(0, number), own)
            roles = self.roller[without] = block.line(line, numbers[0], numbers[-1])
            role = self.egen_rolle[without] = block.calc(line, "Kommunen", pf.paa_plass, roles, own)
            self.minst[without] = block.calc(line, "Færrest", pf.flere_enn_egen, role)
            self.alle[without] = block.calc(line, "I snittet", bb.sum_tall, tall.med[without])
        self.navn = block.heads(numbers[0], numbers[-1])

    def corrected(self, i: Indikator, codes: Iterable[str]) -> Cell | None:
        """The corrections of an indicator's functions in the report year, 1000 kr."""
        found = (self.rettelser.for_funksjon(code) for code in sorted(codes))
        parts = [cell for cell in found if cell is not None]
        return self[i].calc("Rettet", bb.samlet(*parts)) if parts else None

    def _people(self, folk: Folk, indicators: Iterable[Indikator]) -> dict[str, Cell]:
        grown = {i.nevner: folk.vekst(i.nevner) for i in indicators if i.nevner}
        groups = {group: call for group, call in grown.items() if call is not None}
        block = self.steg.blokk("Folk nå over før", ("Forhold",), list(groups))
        return {group: block.calc(line, "Forhold", call) for line, (group, call) in enumerate(groups.items())}

    def vekst(self, i: Indikator) -> Cell | None:
        """The same for what an indicator is per; of a share of the people those above the line move too."""
        return None if i.teller.startswith("Innbyggere") else self._vekst.get(i.nevner)

    def behov(self, i: Indikator) -> Cell | None:
        """How many times its amount the sector of an indicator is because its need moves."""
        line = linje(self.valg.data, funksjoner(i))[0] if i.arter and not er_andel(i) else ""
        return self.behovene.get(line)

    def antall_naa(self, i: Indikator) -> Cell | None:
        """How many times as many there are now: of ages that are known, else as the need of the sector."""
        grown = self.vekst(i)
        return self.behov(i) if grown is None else grown

    def _indicators(self) -> None:
        """Room for a line for each."""
        nettverk = self.kilde.nettverk if self.kilde.tall is not None else None
        names = tuple(nettverk.navn) if nettverk is not None else ()
        # Members' headings are cells, and are asked for by their place.
        first = len(_KOLONNER["verdi"]) + 1
        self.kommuner = [str(first + number) for number in range(len(names))]
        # The figures of the years before the last one, as many as a place in words is for.
        earlier = min(len(self.valg.data.aar) - 1, len(_PAA_RAD) + 1)
        heads = [f"{n} år før" for n in range(2, earlier + 1)]
        self.aarene_foer: dict[str, Cell] = {}
        if names and heads:
            years = self.steg.blokk("Årene før", heads, ["Nr blant årene i pakken"])
            for back, heading in enumerate(heads, start=2):
                call = self.kilde.aarnr_foer(back)
                self.aarene_foer[heading] = years.calc(0, heading, call)
        columns: list[str | Cell] = [*_KOLONNER["verdi"], *names]
        for part in ("snitt", "funn", "setning"):
            columns += _KOLONNER[part]
        columns += [*self.aarene_foer, *_KOLONNER["bilde"]]
        services = self.valg.data.tjenester
        labels = {noekkel(i): f"{t.navn} {i.nr}: {i.kortnavn}" for t in services for i in t.indikatorer}
        self.linjer = self.steg.blokk("Indikatorene", columns, list(labels.values()))
        self._linjer = {key: _Linje(self.linjer, line) for line, key in enumerate(labels)}
        self.sheet.freeze = (0, 1)
        self.sheet.widths[0] = 44

    def __getitem__(self, i: Indikator) -> Linje:
        return self._linjer[noekkel(i)]

    def plass(self, i: Indikator) -> int:
        """Which of the lines is an indicator's."""
        return list(self._linjer).index(noekkel(i)) + 1

    def column(self, service: Tjeneste, heading: str) -> Range:
        """All of a service's lines under a heading."""
        first, last = (self[service.indikatorer[end]].nr for end in (0, -1))
        return self.linjer.column(heading, first, last)


class _Linje(Linje):
    """A line of an indicator, whose steps have as many decimals as they need."""

    def calc(self, heading: Hashable, *call: Any, **about: Any) -> Cell:
        about.setdefault("style", REGNET_STIL)
        return super().calc(heading, *call, **about)
