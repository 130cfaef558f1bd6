"""The main report: its parts, in the order that they learn of each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Gruppe
from asss_xl.functions.values import Value
from asss_xl.report import building, layout
from asss_xl.report.building import TJENESTENE, part
from asss_xl.report.hovedrapport import ark, avvik, figur, forside, kontroll, tabell
from asss_xl.report.hovedrapport.ark import Medlemslinjer
from asss_xl.report.hovedrapport.tabell import Medlemslinje
from asss_xl.report.kommunerapport import har_indikatortall, utelatt as utelatte_kapitler
from asss_xl.report.nettverk import medlemmene, profiltall, valg
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.oversikt import metode
from asss_xl.report.profil.kolonner import sheet_name
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Book, Sheet
from asss_xl.workbook.what_if import PAA

_DATA = beside(__file__)


class IkkeNettverk(ValueError):
    """The package has one municipality's figures; the message (bokmål) says so."""


class Hovedrapport(NamedTuple):
    """The finished book, and its lines by sheet."""

    book: Book
    data: Datasett
    valg: Valg
    medlemmene: Medlemmene
    #: Sheets that the package has no figures for, with what is missing.
    utelatt: Mapping[str, str]
    #: Of Nøkkeltall and of each service.
    linjer: Medlemslinjer
    regnskap: ark.Regnskapslinjer | None = None
    avvik: avvik.Avvikslinjer | None = None
    noekkeltall: tuple[ark.Noekkellinje, ...] = ()
    #: Production, use of resources and efficiency, by service.
    produksjon: Mapping[str, list[Medlemslinje]] | None = None


def har_behov(data: Datasett) -> bool:
    """Whether the members can be held against what they need."""
    return bool(data.noekler and data.sektorer) and data.kriterier_for_flere


def utelatt(book: Book, data: Datasett, avvik: avvik.Avvikslinjer | None = None) -> dict[str, str]:
    """What is left out, and why."""
    why, told, made = utelatte_kapitler(data), _DATA["mangler"], dict[str, str]()
    for there, name, chapter in (
        (data.beregnet_regnskap, "Regnskap", "Regnskap"),
        (har_behov(data), "Avvik", "Utgiftsbehov"),
        (har_indikatortall(data), "Tjenester", "Tjenesteprofiler"),
    ):
        if not there:
            made[name] = why.get(chapter, told[name])
    for t in data.tjenester:
        if stated := [i.kortnavn for i in t.indikatorer if not data.beregnet(i)]:
            made[f"{t.navn}, {', '.join(stated)}"] = _DATA["oppgitt"]
    if avvik is not None and not avvik.kroner:
        made["Avvik i kroner"] = _DATA["uten_kroner"]
    return made | {name: text for name, text in _DATA["tomme"].items() if name not in book.sheets}


def finish(book: Book, sheet: Sheet, linjer: Medlemslinjer) -> None:
    """On every sheet: its source, and the way on; and what is the reader's on paper."""
    layout.finish(book, sheet, (*forside.PAA_PAPIR, *linjer))
    book.refuse_unknown_places()


#: Each part by name, what makes it, and its sheet. It asks for others by the names of its parameters.
PARTS = (
    part("forsidevalg", valg.nettverkets, "Forside"),
    part("medlemmene", medlemmene.Medlemmene, "Nettverk", "Tall regnskap"),
    part("profiltall", profiltall.MedSnitt, "Tall profiler", when=har_indikatortall),
    part("valg", medlemmene.med_gruppen),
    part("med", tabell.Medlemmer),
    part("regnskap", ark.regnskap, "Regnskap", when=attrgetter("beregnet_regnskap")),
    part("avvik", avvik.Avvikslinjer, "Avvik", when=har_behov),
    part("tjenestelinjer", ark.tjenester, TJENESTENE),
    part("produksjon", ark.produksjon, "Produksjon", when=ark.services),
    part("noekkeltall", ark.noekkeltall, "Nøkkeltall"),
    part("linjer", ark.etter_ark),
    part("plass", ark.plass, "Plass"),
    part("figurer", figur.fill, "Figur"),
    part("utelatt", utelatt),
    part("metode", metode.fill, "Metode"),
    part("kontroller", kontroll.fill, "Kontroll"),
    part("forside", forside.fill, "Forside"),
    part("hovedrapport", Hovedrapport),
    part("finish", finish, "Forside"),
)


def build(
    data: Datasett, form: str = "native", what_if: Mapping[str, Value] | None = None, switch: str = PAA
) -> Hovedrapport:
    """The main report of a network as a book.

    ``form`` and ``what_if`` are as for a municipality's report. There is nothing for ``switch`` to
    turn off: the yellow cells here are choices and not figures. Raises :class:`IkkeNettverk`.
    """
    if not data.er_nettverk:
        raise IkkeNettverk(_DATA["ikke_nettverk"])
    title = f"Hovedrapport {data.nettverk}"
    book = layout.about(Book(title, layout.source(data), form, dict(what_if or {}), switch), data)
    services = [sheet_name(t) for t, _ in ark.tjenestene(data)]
    about = {"faste": (data.resten,), "om_snitt": "hovedrapport"}
    members = replace(data, grupper=_groups(data))
    made = building.build(PARTS, book, members, services, **about)
    report: Hovedrapport = made["hovedrapport"]
    return report


def _groups(data: Datasett) -> tuple[Gruppe, ...]:
    """The groups of members: none without a municipality «itself», none with the rest or the country."""
    whole = {data.resten, data.landet}
    kept = (g for g in data.grupper if g.nettverk or not (g.uten_egen or whole & g.medlemmer.keys()))
    return tuple(replace(g, uten_egen=False) for g in kept)
