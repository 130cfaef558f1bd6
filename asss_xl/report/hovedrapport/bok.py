"""The main report as a book: which sheets there are, and in which order they learn of each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Gruppe, Indikator, Tjeneste
from asss_xl.dataset.poster import UTREGNEDE
from asss_xl.dataset.utgifter import ressursbruk
from asss_xl.functions.values import Value
from asss_xl.report import layout
from asss_xl.report.hovedrapport import ark, avvik, figur, forside, kontroll
from asss_xl.report.hovedrapport.forside import Hovedlinje
from asss_xl.report.hovedrapport.tabell import Linje, Medlemmer
from asss_xl.report.kommunerapport import utelatt
from asss_xl.report.nettverk import medlemmene, profiltall, valg
from asss_xl.report.nettverk.medlemmene import TALL_PROFILER, Medlemmene
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.regnskapstall import FOLK
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.oversikt import forside as oversikt, metode
from asss_xl.report.produksjon import ARK as PRODUKSJON
from asss_xl.report.profil.kolonner import sheet_name
from asss_xl.workbook import Book, Sheet
from asss_xl.workbook.what_if import PAA

_INGEN_TALL = "pakken har ikke kommunenes egne tall for noen indikator"
_OPPGITT = "pakken har oppgitt snitt, men ikke tallene til alle kommunene"
_UTEN_KRONER = (
    "pakken har ikke både beløp per funksjon og innbyggere for kommunene; arket Avvik har kostnadsindeksene"
)


class IkkeNettverk(ValueError):
    """The package has one municipality's figures; the message (bokmål) says so."""


@dataclass
class Hovedrapport:
    """The finished book, and its lines by sheet."""

    book: Book
    data: Datasett
    valg: Valg
    network: Nettverk
    linjer: dict[str, list[Linje]] = field(default_factory=dict)
    regnskap: ark.Regnskap = field(default_factory=dict)
    avvik: avvik.Avvik = field(default_factory=avvik.Avvik)
    noekkeltall: list[Linje] = field(default_factory=list)
    #: Production, use of resources and efficiency, by service.
    produksjon: dict[str, list[Linje]] = field(default_factory=dict)
    #: Sheets that the package has no figures for, with what is missing.
    utelatt: dict[str, str] = field(default_factory=dict)


class _Builder:
    def __init__(self, book: Book, data: Datasett) -> None:
        self.book, self.data = book, data
        self.services = [t for t in data.tjenester if ark.computed(data, t)]
        self.utelatt: dict[str, str] = {}
        #: Every indicator's line on its service's sheet.
        self.lines: list[tuple[Tjeneste, Indikator, Linje]] = []
        self.sheets: dict[str, Sheet] = {}
        self.accounts = data.beregnet_regnskap
        self.needs = bool(data.noekler and data.sektorer) and (
            len({key[0] for key in data.kriterieverdier}) > 1
        )
        self._explain()

    def _explain(self) -> None:
        """What is left out, and why."""
        why, data = utelatt(self.data), self.data
        for there, name, part, otherwise in (
            (self.accounts, "Regnskap", "Regnskap", "pakken har ikke regnskap for kommunene"),
            (self.needs, "Avvik", "Utgiftsbehov", "pakken har kriterieverdier for bare én kommune"),
            (self.services, "Tjenester", "Tjenesteprofiler", _INGEN_TALL),
        ):
            if not there:
                self.utelatt[name] = why.get(part, otherwise)
        for t in data.tjenester:
            if stated := [i.kortnavn for i in t.indikatorer if not data.beregnet(i)]:
                self.utelatt[f"{t.navn}, {', '.join(stated)}"] = _OPPGITT

    def place(self) -> None:
        """The sheets, in the reader's order."""
        there = {
            "Regnskap": self.accounts,
            "Avvik": self.needs,
            PRODUKSJON: bool(ark.services(self.data)),
            TALL_PROFILER: bool(self.services),
        }
        services = map(sheet_name, self.services)
        self.sheets = oversikt.sheets(self.book, forside.ARKENE, services, there)

    def build(self) -> Hovedrapport:
        data, front = self.data, self.sheets["Forside"]
        chosen = valg.place(front, data, (data.nettverk,), "Nettverk", data.nettverk)
        members = medlemmene.fill(self.sheets, chosen, (data.resten,))
        units = enumerate(members.network.enheter)
        # The rest of the country can be in no mean here.
        med = Medlemmer(chosen, members.network, tuple(n for n, u in units if u.navn != data.resten))
        report = Hovedrapport(self.book, data, chosen, members.network, utelatt=self.utelatt)
        self._chapters(report, med, members)
        numbers = self._key_figures(report, med, members)
        self._pictures(report, med, members, numbers)
        layout.finish(self.book, front)
        self.book.print_only("Forside", "Nøkkeltall", "Avvik", PRODUKSJON, *report.linjer)
        return report

    def _drop(self, name: str, why: str) -> None:
        """Take a sheet out again that turns out to have nothing on it."""
        del self.sheets[name], self.book.sheets[name]
        self.utelatt[name] = why

    def _chapters(self, report: Hovedrapport, med: Medlemmer, members: Medlemmene) -> None:
        if self.accounts:
            report.regnskap = ark.regnskap(self.sheets["Regnskap"], med, members.regnskap)
        if self.needs:
            report.avvik = avvik.fill(self.sheets["Avvik"], med, members.regnskap)
            if not report.avvik.kroner:
                self.utelatt["Avvik i kroner"] = _UTEN_KRONER
        names = ark.labels(self.data)
        if members.profiler is not None:
            profiltall.means(members.profiler, self.data)
            for t in self.services:
                sheet = self.sheets[sheet_name(t)]
                lines = ark.tjeneste(sheet, med, t, members.profiler, names)
                report.linjer[sheet.name] = lines
                indicators = ark.computed(self.data, t)
                self.lines += [(t, *pair) for pair in zip(indicators, lines, strict=True)]
        if PRODUKSJON in self.sheets:
            found = {(t.noekkel, i.nr): line for t, i, line in self.lines}
            report.produksjon = ark.produksjon(self.sheets[PRODUKSJON], med, found)

    def _key_figures(
        self, report: Hovedrapport, med: Medlemmer, members: Medlemmene
    ) -> list[ark.Medlemstall]:
        headlines = [(sheet_name(t), line) for t, i, line in self.lines if i.hovedfunn and not i.forbehold]
        chosen = ark.choose(med, members.regnskap, report.regnskap, report.avvik, headlines)
        told = {(i.tjeneste, i.nr) for t in self.services for i in t.indikatorer if i.hovedfunn}
        values = self.data.verdier.items()
        room = [v.verdi for key, v in values if key[:2] in told and v.verdi is not None]
        if members.regnskap.har(FOLK):
            room += [cell.value for cell in members.regnskap.blokk(FOLK) if isinstance(cell.value, float)]
        if not chosen:
            self._drop("Nøkkeltall", "pakken har ingen av nøkkeltallene for kommunene")
            return chosen
        report.noekkeltall = ark.noekkeltall(self.sheets["Nøkkeltall"], med, chosen, members.regnskap, room)
        return chosen

    def _pictures(
        self, report: Hovedrapport, med: Medlemmer, members: Medlemmene, numbers: list[ark.Medlemstall]
    ) -> None:
        parts: dict[str, list[Linje]] = {"Nøkkeltall": report.noekkeltall, **report.linjer}
        parts = {name: lines for name, lines in parts.items() if lines}
        labels = list(ark.labels(self.data).values())
        fixed = self._fixed(report)
        if parts:
            ark.plass(self.sheets["Plass"], med, parts)
        else:
            self._drop("Plass", "pakken har verken nøkkeltall eller indikatorer å sette i rekkefølge")
        drawn = []
        if labels or fixed:
            drawn = figur.fill(self.sheets["Figur"], med, members.profiler, labels, fixed)
        else:
            self._drop("Figur", "pakken har verken indikatorer, regnskap eller avvik å tegne")
        metode.fill(self.sheets["Metode"], report, "hovedrapport")
        checks = kontroll.fill(self.sheets["Kontroll"], med, parts, report.avvik, drawn)
        counts = {name: len(lines) for name, lines in report.linjer.items()}
        #: The line of each service that stands for its spending.
        spending = [
            Hovedlinje(t.navn, sheet_name(t), line)
            for t, i, line in self.lines
            if i is ressursbruk(self.data, t)
        ]
        front = self.sheets["Forside"]
        forside.fill(front, med, numbers, report.noekkeltall, checks, counts, spending)

    def _fixed(self, report: Hovedrapport) -> list[figur.Fast]:
        key, made = self.data.rapportaar, list[figur.Fast]()
        for post in ("netto", "netto_gjeld"):
            if post in report.regnskap:
                line = report.regnskap[post][key]
                made.append((UTREGNEDE[post], "prosent av driftsinntektene", line))
        if report.avvik.kroner:
            name = "Avvik fra beregnet utgiftsbehov, sektorene i inntektssystemet"
            made.append((name, "kr per innbygger", report.avvik.kroner[avvik.SUM_IS]))
        return made


def build(
    data: Datasett, form: str = "native", what_if: Mapping[str, Value] | None = None, switch: str = PAA
) -> Hovedrapport:
    """The main report of a network as a book.

    ``form`` and ``what_if`` are as for a municipality's report. There is nothing for ``switch`` to
    turn off: the yellow cells here are choices and not figures. Raises :class:`IkkeNettverk`.
    """
    if not data.er_nettverk:
        raise IkkeNettverk(
            "Pakken har bare tall for én kommune, så det er ingenting å stille side om side i en "
            "hovedrapport. Bygg kommunens egen rapport, eller bruk en pakke med tall for alle."
        )
    title = f"Hovedrapport {data.nettverk}"
    book = layout.about(Book(title, layout.source(data), form, dict(what_if or {}), switch), data)
    builder = _Builder(book, replace(data, grupper=_groups(data)))
    builder.place()
    return builder.build()


def _groups(data: Datasett) -> tuple[Gruppe, ...]:
    """The groups of members: none without a municipality «itself», none with the rest."""
    kept = (g for g in data.grupper if g.nettverk or not (g.uten_egen or data.resten in g.medlemmer))
    return tuple(replace(g, uten_egen=False) for g in kept)
