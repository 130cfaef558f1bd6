"""The whole report: which sheets there are, and in which order they learn of each other."""

from __future__ import annotations

from collections.abc import Mapping

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Tjeneste
from asss_xl.functions.values import Value
from asss_xl.report import layout, regnskap
from asss_xl.report.avvik import ark as ressursbruk, satser
from asss_xl.report.avvik.egen_bruk import Sektorbruk
from asss_xl.report.avvik.kilde import STEG, Avvikskilde
from asss_xl.report.behov import ark as utgiftsbehov
from asss_xl.report.behov.kilde import ARK as BEHOV, Behovskilde, Noekkelvalg, velg_noekkel
from asss_xl.report.demografi import ark as demografi
from asss_xl.report.demografi.kilde import Demografikilde
from asss_xl.report.indikator import ark as indikator
from asss_xl.report.indikator.steg import indikatorer
from asss_xl.report.nettverk import medlemmene, valg
from asss_xl.report.nettverk.medlemmene import TALL_PROFILER, TALL_REGNSKAP
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.profiltall import Profiltall
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.oversikt import (
    data as data_sheet,
    forside,
    funksjoner,
    hovedfunn,
    hva_hvis,
    kontroll,
    maal,
    metode,
)
from asss_xl.report.produksjon import ARK as PRODUKSJON, ark as produksjonsark
from asss_xl.report.profil import ark as tjenesteprofil, flyt as profilflyt, kolonner as tjenesteark, samlet
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.kilde import Mengder, Profilkilde
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap import hovedtall
from asss_xl.report.regnskap.kilde import Regnskapskilde
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.report.scenarioer import ark as scenarioark
from asss_xl.report.steg import Steg
from asss_xl.report.valg import Valg
from asss_xl.workbook import Book, Sheet
from asss_xl.workbook.book import Scenarioer
from asss_xl.workbook.what_if import PAA


def utelatt(data: Datasett) -> dict[str, str]:
    """The parts of a report that a package does not have the figures for, and why."""
    parts = {
        "Regnskap": (
            data.beregnet_regnskap or data.har_tabell("Tabell 0"),
            "pakken har verken regnskap eller figurer fra tabell 0",
        ),
        "Utgiftsbehov": (
            bool(data.kriterieverdier) and any(n.vekter for n in data.noekler),
            "pakken har ikke vekter og kriterieverdier",
        ),
        "Ressursbruk": (
            data.beregnet_avvik or data.har_tabell(STEG[0]),
            "pakken har verken beløp per funksjon eller vedleggstabell 1",
        ),
        "Demografi": (data.satser, "pakken har ikke demografisatser"),
        "Tjenesteprofiler": (data.tjenester, "pakken har ingen tjenester"),
        PRODUKSJON: (data.produksjonsvekter, "pakken har ikke produksjonsvekter"),
    }
    return {name: why for name, (there, why) in parts.items() if not there}


class _Builder:
    def __init__(self, book: Book, data: Datasett) -> None:
        self.book, self.data, self.utelatt = book, data, utelatt(data)
        self.sheets: dict[str, Sheet] = {}
        self.network: Nettverk | None = None
        self.profile_figures: Profiltall | None = None
        self.figures: Regnskapstall | None = None
        self.keys: Noekkelvalg | None = None
        #: The figures that scenarios are compared by: of each scenario, and of the report without any.
        self.computed: dict[str, dict[str, Value]] = {}

    def har(self, *parts: str) -> bool:
        """Whether the package has the figures for some parts."""
        return not self.utelatt.keys() & set(parts)

    def place(self) -> None:
        """The sheets, in the reader's order."""
        har, data = self.har, self.data
        computed = any(data.beregnet(i) for t in data.tjenester for i in t.indikatorer)
        there = {
            **dict.fromkeys(self.utelatt, False),
            scenarioark.ARK: bool(self.book.scenarioer),
            "Mål": har("Regnskap") or har("Tjenesteprofiler") or har("Ressursbruk", "Utgiftsbehov"),
            "Nettverk": data.er_nettverk,
            samlet.ARK: har("Tjenesteprofiler"),
            profilflyt.ARK: har("Tjenesteprofiler", "Ressursbruk"),
            indikator.ARK: data.er_nettverk and bool(indikatorer(data)),
            TALL_PROFILER: data.er_nettverk and computed,
            TALL_REGNSKAP: data.er_nettverk,
        }
        services = map(tjenesteark.sheet_name, data.tjenester)
        self.sheets = forside.sheets(self.book, forside.ARKENE, services, there)

    def build(self) -> Rapport:
        data, front = self.data, self.sheets["Forside"]
        names = tuple(k.navn for k in data.enheter if k.navn in data.med_tall)
        chosen = valg.place(front, data, names if data.er_nettverk else (data.kommune,))
        forside.place_switch(self.book, front)
        kraft = scenarioark.place(self.book, front)
        if data.er_nettverk:
            self._members(chosen)
        source = Profilkilde(chosen, self.network, self.profile_figures)
        ages = self.har("Demografi") and Demografikilde(chosen, self.figures).har_vekst
        there = [name for name in ("Regnskap", "Ressursbruk", "Utgiftsbehov") if self.har(name)]
        lines = hva_hvis.linjer(self.sheets["Hva hvis"], chosen, there, ages)
        report = Rapport(self.book, data, chosen, source, lines, self.network, utelatt=self.utelatt)
        report.flyt = self._chapters(report, chosen)
        self._services(report, report.flyt)
        funksjoner.fill(self.sheets["Funksjoner"], report)
        metode.fill(self.sheets["Metode"], report)
        if "Mål" in self.sheets:
            maal.fill(self.sheets["Mål"], report)
        report.fylt = hva_hvis.fill(self.sheets["Hva hvis"], report)
        data_sheet.fill(self.sheets["Data"], chosen)
        checks = kontroll.fill(self.sheets["Kontroll"], report)
        forside.fill(front, report, checks)
        if kraft is not None:
            scenarioark.fill(self.sheets[scenarioark.ARK], report, kraft, self.computed)
        layout.finish(self.book, front, forside.band(report))
        self.book.print_only(*(name for name, about in forside.ARKENE.items() if "leser" in about))
        return report

    def _services(self, report: Rapport, flow: Profilflyt) -> None:
        """The profiles, and the sheets that are made of them."""
        chosen, services = report.valg, self.data.tjenester
        report.profiler = [tjenesteprofil.fill(self._profile(t), chosen, t, flow) for t in services]
        if PRODUKSJON in self.sheets:
            report.produksjon = produksjonsark.fill(self.sheets[PRODUKSJON], report)
        if samlet.ARK in self.sheets:
            samlet.fill(self.sheets[samlet.ARK], report.profiler, flow)
        if indikator.ARK in self.sheets:
            indikator.fill(self.sheets[indikator.ARK], report)
        if report.rettelser is not None:
            rettelser.virkning(self.sheets["Rettelser"], report)
        if profilflyt.ARK in self.sheets:
            own = self.sheets[profilflyt.ARK]
            profilflyt.gaps(own, report.profiler, own.last_row + 3)
        for profile in report.profiler:
            profile.sektor = hovedfunn.sector_of(report, profile.tjeneste.noekkel)

    def _members(self, chosen: Valg) -> None:
        """The members and their figures, which the other sheets look up."""
        several = len({key[0] for key in self.data.kriterieverdier}) > 1
        if self.har("Utgiftsbehov") and several:
            self.keys = velg_noekkel(self.sheets["Utgiftsbehov"], Steg(self.book, BEHOV), chosen)
        made = medlemmene.fill(self.sheets, chosen, noekler=self.keys)
        self.network, self.figures = made.network, made.regnskap
        self.profile_figures = made.profiler

    def _profile(self, service: Tjeneste) -> Sheet:
        return self.sheets[tjenesteark.sheet_name(service)]

    def _flow(self, report: Rapport, chosen: Valg) -> Profilflyt:
        """The links of the profiles, with the yellow cells that feed the sectors."""
        count = report.folk.grunnlag[self.data.rapportaar] if report.folk else None
        volumes = Mengder(chosen, self.profile_figures, count, report.aldersgrupper)
        steps = Profilsteg(self.book, chosen, report.kilde)
        flow = Profilflyt(chosen, report.kilde, volumes, steps, report.rettelser, report.folk)
        if profilflyt.ARK in self.sheets:
            profiles = {t.noekkel: self._profile(t) for t in self.data.tjenester}
            flow.inputs(self.sheets[profilflyt.ARK], profiles)
        return flow

    def _chapters(self, report: Rapport, chosen: Valg) -> Profilflyt:
        data, sheets = self.data, self.sheets
        report.rettelser = rettelser.fill(sheets["Rettelser"], chosen)
        if self.har("Demografi"):
            people = Demografikilde(chosen, self.figures)
            report.demografi = demografi.fill(sheets["Demografi"], people, report.linjer)
        keys, needs, spending, sectors = self.keys, None, None, None
        if self.har("Utgiftsbehov"):
            asked = Behovskilde(chosen, self.figures if keys is not None else None, keys)
            needs = utgiftsbehov.Begynt(sheets["Utgiftsbehov"], asked, report.aldersgrupper)
        if self.har("Ressursbruk"):
            amounts = self.figures if data.beregnet_avvik else None
            source = Avvikskilde(chosen, amounts, keys.nummer if keys else {})
            indices = needs.sektorer if needs else {}
            spending = ressursbruk.begynn(
                sheets["Ressursbruk"], source, report.linjer, indices, keys, report.aldersgrupper
            )
            report.folk, report.mangler = spending.folk, spending.mangler
        flow = self._flow(report, chosen)
        accounts = Regnskapskilde(chosen, self.figures if data.beregnet_regnskap else None)
        rates = satser.place(chosen, report.linjer, accounts, spending) if self.har("Regnskap") else None
        if spending is not None:
            sectors = Sektorbruk(spending, flow.deler, rates)
        if self.har("Regnskap"):
            self._accounts(report, accounts, rates, sectors)
        if sectors is not None:
            flow.bruk = sectors.med_regnskapet(report.regnskap)
        if needs is not None:
            flow.behov = report.behov = needs.ferdig(flow.bruk.landet if flow.bruk is not None else {})
        if spending is not None and flow.bruk is not None:
            ressursbruk.ferdig(spending, flow.bruk, report)
        if report.regnskap is not None and report.folk is not None:
            corrections = report.behov.sum_korreksjon if report.behov is not None else {}
            report.per_innbygger = hovedtall.per_innbygger(report.regnskap, report.folk.brukt, corrections)
        return flow

    def _accounts(
        self,
        report: Rapport,
        accounts: Regnskapskilde,
        rates: satser.Satser | None,
        sectors: Sektorbruk | None,
    ) -> None:
        assert report.rettelser is not None
        broken = self.network.brudd if self.network and self.data.beregnet_regnskap else None
        report.regnskap = regnskap.fill(
            self.sheets["Regnskap"],
            accounts,
            report.rettelser,
            report.linjer,
            broken,
            sectors.uten_satser if sectors is not None else {},
            rates.sum if rates is not None else None,
        )


def build(
    data: Datasett,
    form: str = "native",
    what_if: Mapping[str, Value] | None = None,
    switch: str = PAA,
    scenarioer: Scenarioer | None = None,
) -> Rapport:
    """The report of one municipality as a book.

    ``form`` is ``native`` or ``named``; ``what_if`` fills yellow cells by place (``Grunnskole!D7``);
    ``switch`` is «På» or «Av»; one of ``scenarioer`` can be chosen in the workbook, and all are compared.
    """
    about = data.nettverk if data.er_nettverk else f"{data.kommune} {data.rapportaar}"
    filled, chosen = dict(what_if or {}), scenarioer or {}
    book = Book(f"Kommunerapport {about}", layout.source(data), form, filled, switch, chosen)
    builder = _Builder(layout.about(book, data), data)
    compared = {scenarioark.GRUNNLAG: {}, **chosen} if chosen else {}
    for name, values in compared.items():
        builder.computed[name] = scenarioark.verdier(build(data, form, values))
    builder.place()
    return builder.build()
