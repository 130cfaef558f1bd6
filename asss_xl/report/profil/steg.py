"""Steg_profiler: every step between the figures and what stands on the profiles.

First the small tables of words, the members and their parts in the means, the corrections and the
numbers of people; then a line for each indicator of all services, from the figure that counts to
the sentence and the points of the picture.
"""

from __future__ import annotations

from collections.abc import Iterable

from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.kilde import Profilkilde
from asss_xl.report.profil.utgiftskobling import Noekkel, noekkel
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import Book, Call, Cell, Range, Sheet, styles

ARK = "Steg_profiler"
_SNITTET, _BLANT = "ASSS-gjennomsnittet", "i nettverket"
#: By name: three words for below, at and above.
_FORTEGN = {
    "Over_under": (" prosent under ", "", " prosent over "),
    "Hoeyere_lavere": ("lavere", "", "høyere"),
    "Opp_ned": (", ned", "", ", opp"),
    "Vurdering": (" (ugunstig)", "", " (gunstig)"),
}
#: In the order of the places that ``formler`` works out; the first is none.
_PLASSER = (
    "",
    "høyest",
    "nest høyest",
    "tredje høyest",
    "blant de høyeste",
    "lavest",
    "nest lavest",
    "tredje lavest",
    "blant de laveste",
)
#: By for how many years a figure has gone the same way; of one there is nothing to say.
_PAA_RAD = (
    "",
    " for andre år på rad",
    " for tredje år på rad",
    " for fjerde år på rad",
    " for femte år på rad",
    " for sjette år på rad",
    " for sjuende år på rad",
    " for åttende år på rad",
    " for niende år på rad",
)
VERDI = (
    "Grunnlag",
    "Fylt ut",
    "Beløp nå over før",
    "Folk nå over før",
    "Mengde",
    "Mengde nå",
    "Rettet",
    "Per person nå",
    "Rettet verdi",
    "Brukt",
    "Rad i tallene",
)
SNITT = (
    "Snitt",
    "Lavest",
    "Høyest",
    "n",
    "Uten sammenlikning",
    "Målestokk",
    "Får plass",
    "Plass",
    "Fra bunnen",
    "Lavest hos",
    "Høyest hos",
    "Rad året før",
    "n året før",
    "Snitt året før",
)
FUNN = (
    "Indeks",
    "Avvik",
    "Avvik %",
    "Prosent",
    "Sies",
    "Over eller under",
    "Topp",
    "Bunn",
    "Plass i funn",
    "Plass i funn i ord",
    "Plass og vurdering",
    "Funn",
    "Uten indeks",
)
_I_ORD = ("rundet", "tusen", "hele", "i ord")
TALL_I_ORD = ("Verdi", "Snitt", "Året før")
SETNING = (
    *(f"{what}, {step}" for what in TALL_I_ORD for step in _I_ORD),
    "Navn i setning",
    "Året før",
    "Opp eller ned",
    "År på rad",
    "Fra året før",
    "Ende",
    "Etter ende",
    "Plassnummer",
    "Plass i ord",
    "Høyere eller lavere",
    "Sammenlikning",
    "Avrundet likt",
    "Innledning",
    "Få har data",
    "Forbehold",
    "Uten forbehold",
    "Med få",
    "Setning",
    "Mill. kr",
    "Størrelse",
)
BILDE = (
    "Rad i bildet",
    "Trykt indeks, lavest",
    "Trykt indeks, høyest",
    "Indeks, lavest",
    "Indeks, høyest",
    "Grunnlagets indeks",
    "Egen x",
    "Egen y",
    "Grunnlag x",
    "Grunnlag y",
    "Strek fra",
    "Strek til",
    "Strek y",
    "Strek y til",
    "Tallet",
    "Til venstre y",
    "Til høyre y",
    "Under skalaen",
    "Over skalaen",
    "Rad i bildet samlet",
    "Egen y samlet",
    "Grunnlag y samlet",
    "Strek y samlet",
    "Strek y til samlet",
    "Til høyre y samlet",
    "Til venstre y samlet",
)


class Profilsteg:
    """The blocks; a line is asked for by its indicator."""

    def __init__(self, book: Book, valg: Valg, kilde: Profilkilde) -> None:
        self.book, self.valg, self.kilde = book, valg, kilde
        self.roller: dict[tuple[str, ...], Range] = {}
        self.egen_rolle: dict[tuple[str, ...], Cell] = {}
        #: How many must have a figure for a comparison with others than oneself.
        self.minst: dict[tuple[str, ...], Cell] = {}
        self.navn: Range | None = None
        self.rettelser: Rettelser | None = None
        self._vekst: dict[str, Cell] = {}
        self.steg: Steg
        self.linjer: Blokk

    def begin(self) -> None:
        """The sheet with its words and members."""
        self.steg = Steg(self.book, ARK)
        self._words()
        if self.kilde.network is not None:
            self._members()

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        return self.steg.sheet

    # -- words --------------------------------------------------------------------------------

    def _words(self) -> None:
        heads = ("Snittet, gruppen og bildet", "Plass", *_FORTEGN, "På rad")
        block = self.steg.blokk("Ord", heads, [str(n) for n in range(1, len(_PLASSER) + 1)])
        network = self.kilde.network
        spoken = (network.snittet, network.blant) if network is not None else (None, None)
        for line, (usual, cell) in enumerate(zip((_SNITTET, _BLANT), spoken, strict=True)):
            if cell is None:
                block.put(line, heads[0], usual)
            else:
                block.calc(line, heads[0], bb.gjenta, cell)
        self.snittet, among = block.cell(0, heads[0]), block.cell(1, heads[0])
        self.book.name("Snittet", self.snittet)
        drawn = block.calc(
            2,
            heads[0],
            bb.tekst(
                "Mørkt punkt: ",
                self.valg.kommune,
                ". Lyst punkt: før hva hvis. Grå strek: laveste til "
                "høyeste kommune. Rød linje: snittet = 100. < og >: utenfor skalaen.",
            ),
        )
        self.book.name("Bildetekst", drawn)
        self.bildetekst = drawn
        for line, word in enumerate(_PLASSER):
            block.calc(line, "Plass", bb.tekst(f", {word} ", among) if word else bb.tekst(""))
        for name, words in {**_FORTEGN, "På rad": _PAA_RAD}.items():
            for line, word in enumerate(words):
                if word:
                    block.put(line, name, word)
                else:  # No word is no blank cell, which INDEX would make a 0 of.
                    block.calc(line, name, bb.tekst(""))
        self.paa_rad = self._named("Paa_rad", block, "På rad", len(_PAA_RAD))
        self.plassord = self._named("Plassord", block, "Plass", len(_PLASSER))
        self.ord = {name: self._named(name, block, name, 3) for name in _FORTEGN}
        self._services()

    def _named(self, name: str, block: Blokk, heading: str, count: int) -> Range:
        made = self.sheet.range(block.at(0, heading), block.at(count - 1, heading))
        self.book.name(name, made)
        return made

    def _services(self) -> None:
        """A line for each service: its largest finding."""
        services = self.valg.data.tjenester
        self.tjenester = self.steg.blokk(
            "Tjenestene",
            (
                "Skala fra",
                "Skala til",
                "Snitt x",
                "Snitt x til",
                "Snitt y",
                "Snitt y til",
                "Snitt y samlet",
                "Snitt y til samlet",
                "Største funn",
                "Melding",
            ),
            [t.navn for t in services],
        )
        self.tjenestelinje = {t.noekkel: line for line, t in enumerate(services)}

    # -- the members --------------------------------------------------------------------------

    def _members(self) -> None:
        """Their numbers, and their part in each mean: 1 out, 2 in, 3 the municipality itself."""
        network, tall = self.kilde.network, self.kilde.tall
        if network is None or tall is None:
            return
        sets = list(tall.med)
        labels = ["Plass", *(f"Uten {', '.join(w)}" if w else "Alle" for w in sets)]
        block = self.steg.blokk(
            "Kommunene: 1 er ikke med i snittet, 2 er med, 3 er kommunen selv",
            (*network.navn, "Kommunen", "Færrest"),
            labels,
        )
        last = str(len(network.navn))
        for number in range(len(network.navn)):
            block.put(0, str(number + 1), float(number + 1))
        for line, without in enumerate(sets, start=1):
            for number, inside in enumerate(tall.med[without]):
                block.calc(
                    line, str(number + 1), pf.rolle, inside, block.cell(0, str(number + 1)), network.kommunenr
                )
            self.roller[without] = block.line(line, "1", last)
            self.egen_rolle[without] = block.calc(
                line, "Kommunen", pf.paa_plass, self.roller[without], network.kommunenr
            )
            self.minst[without] = block.calc(line, "Færrest", pf.flere_enn_egen, self.egen_rolle[without])
        row = block.row + 1
        self.navn = self.sheet.range((row, 1), (row, len(network.navn)))

    # -- what the flow needs ------------------------------------------------------------------

    def corrected(self, i: Indikator, codes: Iterable[str]) -> Cell | None:
        """The corrections of an indicator's functions in the report year, 1000 kr."""
        found = (self.rettelser.for_funksjon(code) for code in sorted(codes)) if self.rettelser else ()
        parts = [cell for cell in found if cell is not None]
        return self.calc(i, "Rettet", bb.samlet(*parts)) if parts else None

    def people(self, groups: dict[str, Call]) -> None:
        """How many times as many there are now of each group that figures are per."""
        block = self.steg.blokk("Folk nå over før", ("Forhold",), list(groups))
        for line, (group, call) in enumerate(groups.items()):
            self._vekst[group] = block.calc(line, "Forhold", call)

    def vekst(self, i: Indikator) -> Cell | None:
        """The same for what an indicator is per."""
        return self._vekst.get(i.nevner)

    # -- the indicators -----------------------------------------------------------------------

    def indicators(self) -> None:
        """Room for a line for each."""
        network = self.kilde.network if self.kilde.tall is not None else None
        names = tuple(network.navn) if network is not None else ()
        # Members' headings are cells, and are asked for by their place.
        first = len(VERDI) + 1
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
        labels: list[str] = []
        self._linje: dict[Noekkel, int] = {}
        for service in self.valg.data.tjenester:
            for i in service.indikatorer:
                self._linje[noekkel(i)] = len(labels)
                labels.append(f"{service.navn} {i.nr}: {i.kortnavn}")
        self.linjer = self.steg.blokk(
            "Indikatorene", (*VERDI, *names, *SNITT, *FUNN, *SETNING, *self.aarene_foer, *BILDE), labels
        )
        self.sheet.freeze = (0, 1)
        self.sheet.widths[0] = 44

    def linje(self, i: Indikator) -> int:
        """The line of an indicator."""
        return self._linje[noekkel(i)]

    def at(self, i: Indikator, heading: str) -> tuple[int, int]:
        """Row and column."""
        return self.linjer.at(self.linje(i), heading)

    def put(self, i: Indikator, heading: str, value: object, **about: object) -> Cell:
        """A constant."""
        return self.linjer.put(self.linje(i), heading, value, **about)  # type: ignore[arg-type]

    def calc(self, i: Indikator, heading: str, *call: object, **about: object) -> Cell:
        """A step."""
        about.setdefault("style", styles.HJELP.but(number_format="#,##0.##"))
        return self.linjer.calc(self.linje(i), heading, *call, **about)  # type: ignore[arg-type]

    def row(self, i: Indikator, first: str, last: str) -> Range:
        """The places of a line from one heading to another."""
        return self.linjer.line(self.linje(i), first, last)

    def gjenta(self, i: Indikator, first: str, last: str, cells: Range) -> None:
        """What stands on the profile, repeated from one heading to another for the steps that use it."""
        look = (styles.HJELP.but(number_format="#,##0.##"),)
        self.sheet.fill(self.at(i, first), self.at(i, last), bb.gjenta, cells, looks=look)

    def column(self, service: Tjeneste, heading: str) -> Range:
        """All of a service's lines under a heading."""
        first, last = service.indikatorer[0], service.indikatorer[-1]
        return self.sheet.range(self.at(first, heading), self.at(last, heading))
