"""The report of a municipality: its parts, in the order that they learn of each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter

from asss_xl.dataset.datasett import Datasett
from asss_xl.functions.values import Value
from asss_xl.report import building, layout
from asss_xl.report.avvik import ark as avvik, egen_bruk, satser
from asss_xl.report.avvik.kilde import TRINNENE
from asss_xl.report.behov import ark as behov, kilde as behovskilde
from asss_xl.report.building import TJENESTENE, part
from asss_xl.report.demografi import ark as demografi
from asss_xl.report.indikator import ark as indikator
from asss_xl.report.nettverk import medlemmene, profiltall, valg
from asss_xl.report.oversikt import data as data_sheet, forside, funksjoner, hva_hvis, kontroll, maal, metode
from asss_xl.report.produksjon import ark as produksjon
from asss_xl.report.profil import ark as profiler, deler, samlet
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.kolonner import sheet_name
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.rapport import Kapitler, Rapport
from asss_xl.report.regnskap import hovedtall, kapittel as regnskap
from asss_xl.report.rettelser import ark as rettelser, virkning
from asss_xl.report.scenarioer import ark as scenarioark
from asss_xl.stated import beside
from asss_xl.workbook import Book
from asss_xl.workbook.book import Scenarioer
from asss_xl.workbook.what_if import PAA


def utelatt(data: Datasett) -> dict[str, str]:
    """The chapters that a package does not have the figures for, and why."""
    there = {
        "Regnskap": data.beregnet_regnskap or data.har_tabell("Tabell 0"),
        "Utgiftsbehov": data.kriterieverdier and any(n.vekter for n in data.noekler),
        "Ressursbruk": data.beregnet_avvik or data.har_tabell(TRINNENE[0]),
        "Demografi": data.satser,
        "Tjenesteprofiler": data.tjenester,
        "Produksjon": data.produksjonsvekter and (data.referanser or har_indikatortall(data)),
    }
    why: dict[str, str] = beside(__file__)["mangler"]
    return {name: why[name] for name, known in there.items() if not known}


def har(*chapters: str) -> Callable[[Datasett], bool]:
    """Whether a package has the figures for all of some chapters."""
    return lambda data: not utelatt(data).keys() & set(chapters)


def har_indikatortall(data: Datasett) -> bool:
    """Whether the members have figures of their own for any indicator."""
    return data.er_nettverk and any(data.beregnet(i) for t in data.tjenester for i in t.indikatorer)


def har_noekkelvalg(data: Datasett) -> bool:
    """Whether any cost key can be used on the members' own criteria, or some key lacks a sector."""
    lacks = any(n.vekter.keys() != set(data.sektorer) for n in data.noekler)
    return (data.kriterier_for_flere or lacks) and har("Utgiftsbehov")(data)


def har_maal(data: Datasett) -> bool:
    """Whether there is a figure to have a goal for."""
    return any(
        har(*each)(data) for each in (["Regnskap"], ["Tjenesteprofiler"], ["Ressursbruk", "Utgiftsbehov"])
    )


#: Each part by name, what makes it, and its sheet. It asks for others by the names of its parameters.
PARTS = (
    # The choices on the first page, and the members that can be chosen among.
    part("forsidevalg", valg.kommunens, "Forside"),
    part("bryter", forside.place_switch, "Forside"),
    part("kraft", scenarioark.Kraft, "Forside"),
    part("noekler", behovskilde.Noekkelvalg, "Utgiftsbehov", when=har_noekkelvalg),
    part("medlemmene", medlemmene.Medlemmene, "Nettverk", "Tall regnskap", when=attrgetter("er_nettverk")),
    part("profiltall", profiltall.Profiltall, "Tall profiler", when=har_indikatortall),
    part("valg", medlemmene.med_gruppen),
    part("linjer", hva_hvis.linjer, "Hva hvis"),
    # The chapters.
    part("rettelser", rettelser.fill, "Rettelser"),
    part("demografi", demografi.Demografi, "Demografi", when=har("Demografi")),
    part("indekser", behov.Behovsindekser, "Utgiftsbehov", when=har("Utgiftsbehov")),
    part("ressursbruk", avvik.begynn, "Ressursbruk", when=har("Ressursbruk")),
    part("profilsteg", Profilsteg, when=har("Tjenesteprofiler")),
    part("deler", deler.Deler, "Kroner"),
    part("satser", satser.Satser, when=har("Regnskap")),
    part("sektorbruk", egen_bruk.Sektorbruk),
    part("regnskap", regnskap.fill, "Regnskap", when=har("Regnskap")),
    part("bruk", egen_bruk.EgenBruk),
    part("behov", behov.Utgiftsbehov, "Utgiftsbehov"),
    part("avvik", avvik.Avvik, "Ressursbruk"),
    part("per_innbygger", hovedtall.PerInnbygger, "Regnskap"),
    part("flyt", Profilflyt),
    part("profiler", profiler.fill, TJENESTENE),
    part("produksjon", produksjon.fill, "Produksjon", when=har("Produksjon")),
    part("samlet", samlet.Samlet, "Profiler"),
    part("indikator", indikator.Indikatorark, "Indikator", when=indikator.indikatorer),
    part("avstand", samlet.avstand, "Kroner", when=har("Tjenesteprofiler", "Ressursbruk")),
    # What is made of them all.
    part("report", Kapitler),
    part("funksjoner", funksjoner.fill, "Funksjoner"),
    part("metode", metode.fill, "Metode"),
    part("maal", maal.fill, "Mål", when=har_maal),
    part("fylt", hva_hvis.fill, "Hva hvis"),
    part("baand", forside.baand),
    part("virkning", virkning.fill, "Rettelser"),
    part("data_sheet", data_sheet.fill, "Data"),
    part("kontroller", kontroll.fill, "Kontroll"),
    part("forside", forside.fill, "Forside"),
    part("rapport", Rapport),
    part("scenarioark", scenarioark.Sammenlikningsark, "Scenarioer"),
    part("finish", forside.finish, "Forside"),
)


def build(
    data: Datasett,
    form: str = "native",
    what_if: Mapping[str, Value] | None = None,
    switch: str = PAA,
    scenarioer: Scenarioer | None = None,
    grunnlag: Rapport | None = None,
) -> Rapport:
    """The report of one municipality as a book.

    ``form`` is ``native`` or ``named``; ``what_if`` fills yellow cells by place (``Grunnskole!D7``);
    ``switch`` is «På» or «Av»; one of ``scenarioer`` can be chosen in the workbook, and all are compared
    with ``grunnlag``, the same report without any, which is built when it is not given.
    Raises :class:`ValueError` when ``what_if`` has a place where nothing can be filled in.
    """
    # Of a network another municipality and year can be chosen: the title says whose the workbook is.
    title = f"Kommunerapport {data.kommune} {data.rapportaar}"
    if data.er_nettverk:
        title = f"Arbeidsbok for {data.kommune}, {data.nettverk}"
    filled, chosen, given = dict(what_if or {}), scenarioer or {}, dict[str, object]()
    book = Book(title, layout.source(data), form, filled, switch, chosen)
    if chosen:
        figures = {scenarioark.GRUNNLAG: scenarioark.verdier(grunnlag or build(data, form))}
        figures |= {name: scenarioark.verdier(build(data, form, each)) for name, each in chosen.items()}
        given = {"scenarioer": chosen, "beregnet": figures}
    services = [sheet_name(t) for t in data.tjenester]
    made = building.build(PARTS, layout.about(book, data), data, services, utelatt=utelatt(data), **given)
    report: Rapport = made["rapport"]
    return report
