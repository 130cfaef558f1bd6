"""Metode: what each figure means, where it comes from, and what the source cannot tell."""

from __future__ import annotations

from typing import Protocol

from asss_xl.dataset.datasett import Datasett
from asss_xl.functions import CATALOGUE
from asss_xl.report import layout
from asss_xl.report.oversikt import noekkeltall
from asss_xl.report.produksjon import FORBEHOLD
from asss_xl.report.published import etikettaktor
from asss_xl.report.valg import Valg
from asss_xl.workbook import Sheet, styles

#: Characters on a line of running text.
_BREDDE = 130
_NETTVERK = (
    "Snitt, laveste, høyeste, antall og plass er regnet ut av tallene til kommunene som er med på "
    "arket Nettverk. Et tall som mangler, er ikke med.",
    "De andre i Regnskap: sum over sum for kommunene som er med, uten kommunen selv og uten dem pakken "
    "holder utenfor, og bare kommuner med driftsinntekter i alle årene som vises og som pakken har tall "
    "for. Resten av landet og landet: sum over sum.",
    "Ikke data, Skjermet, Ikke aktuelt og Gjelder ikke året er fire forskjellige ting. Ingen av "
    "dem er null, og ingen er med i noe snitt.",
    "De likeste: kommunens kostnadsindeks i alt, frie inntekter per innbygger og den naturlige "
    "logaritmen av folketallet er trukket fra de samme målene for hver kommune i pakken og delt på "
    "standardavviket blant dem det året. Avstanden er roten av summen av kvadratene; de fem nærmeste er "
    "gruppen. Et mål som pakken ikke har, er ikke med. Tallene er som rapportert, uten hva hvis og "
    "rettelser.",
    "En hva hvis-verdi for kommunen flytter også snittet som den er en del av.",
    "En sammenslåing er et brudd: endringer over bruddet vises ikke, og eldre tall er ikke summert bakover "
    "uten at det er valgt. Snittet for et tidligere år er av kommunene slik de var da.",
)
LAGT_SAMMEN = (
    "Det er valgt å legge sammen kommuner som er slått sammen, også for årene før; Nettverk sier hvem. "
    "Tallene er beregnet: beløp og folketall er summen, en indikator er summen av tellerne delt på summen av "
    "nevnerne, og kriterieindekser er veid med folketallet. En indikator uten teller og nevner mangler i de "
    "årene, og et tall som en av kommunene mangler. Kommuner utenfor nettverket er trukket fra resten av "
    "landet.",
)
_PRISER = (
    "Faste priser, når det er valgt på Forside: kronebeløp fra tidligere år i tjenesteprofilene (verdi, "
    "endring og setning), på Indikator, i tabellen per innbygger på Regnskap, i tabellen i kroner og "
    "figur 17–18 på Ressursbruk og blant nøkkeltallene på Forside er ganget med pakkens kostnadsdeflator "
    "for årene etter, fram til rapportåret. Indekser og prosenter er de samme. Alle andre beløp er i "
    "løpende kroner, som de gule feltene ved siden av dem; hva hvis på prisveksten i figur 2b virker "
    "bare der.",
)
_TEGN = (
    "Avvik = verdi − (snitt × indeks + tillegg). Indeks i profilene = 100 × verdi / snitt.",
    'I formlene betyr «celle<""» at cellen inneholder et tall: i Excel er ethvert tall mindre '
    "enn enhver tekst. Tekst og tomme celler er manglende tall.",
    "Tall avrundes bort fra null ved halve, slik KOSTRA gjør.",
)


class Omtalt(Protocol):
    """What Metode tells about."""

    data: Datasett
    valg: Valg
    utelatt: dict[str, str]


def fill(sheet: Sheet, report: Omtalt, snitt: tuple[str, ...] = _NETTVERK) -> None:
    """Definitions of the functions, then the notes on means, source and what is left out.

    ``snitt`` says how a network's references are made.
    """
    data = report.data
    layout.heading(sheet, report.valg, "Metode", "Metode", (34, 62, 18, 40), last=3, long=True)
    row = 3
    for title, lines in (
        ("Slik leses tallene", _TEGN),
        (
            "Snitt og hvem som er med",
            (*data.tekst("Metode: snitt", "merknad"), *(snitt if data.er_nettverk else ())),
        ),
        ("Lagt sammen bakover", LAGT_SAMMEN if data.lagt_til else ()),
        ("Produksjon og effektivitet", FORBEHOLD if data.produksjonsvekter else ()),
        ("Antall kommuner (n) der kilden oppgir det", _counts(report)),
        ("Løpende og faste priser", _PRISER if report.valg.pris else ()),
        ("Anbefalte nivåer", noekkeltall.level_sources(data)),
        (
            "Ark som er utelatt fordi pakken ikke har tallene",
            tuple(f"{ark}: {grunn}" for ark, grunn in report.utelatt.items()),
        ),
        ("Ikke med, og hvorfor", data.tekst("Metode: ikke med", "merknad")),
        ("Merknader til kilden", data.tekst("Metode: kilden", "merknad")),
        ("Kildens forbehold", _reservations(report)),
        ("Rettelser som kilden nevner, men som ikke kan regnes inn", _unused(report)),
        ("Trykte indekser som ikke stemmer med tabellene", _wrong_labels(report)),
    ):
        row = _section(sheet, row, title, lines)
    _definitions(sheet, row)


def _section(sheet: Sheet, row: int, title: str, lines: tuple[str, ...]) -> int:
    if not lines:
        return row
    sheet.put(row, 0, title, styles.OVERSKRIFT)
    return layout.lines(sheet, row + 1, [p for line in lines for p in layout.wrapped(line, _BREDDE)]) + 1


def _counts(report: Omtalt) -> tuple[str, ...]:
    lines = []
    for service in report.data.tjenester:
        parts = [
            f"{i.kortnavn}: {i.antall} (minst {i.minste_antall} for å sammenliknes)"
            if (i.minste_antall or 1) > 1
            else f"{i.kortnavn}: {i.antall}"
            for i in service.indikatorer
            if i.antall
        ]
        without = sorted({name for i in service.indikatorer for name in i.uten})
        parts += [
            f"uten {name}: indikator " + ", ".join(str(i.nr) for i in service.indikatorer if name in i.uten)
            for name in without
        ]
        if parts:
            lines.append(f"{service.navn}: {'; '.join(parts)}.")
    return tuple(lines)


def _reservations(report: Omtalt) -> tuple[str, ...]:
    return tuple(
        f"{service.navn}, {i.kortnavn}: {i.forbehold}"
        for service in report.data.tjenester
        for i in service.indikatorer
        if i.forbehold
    )


def _unused(report: Omtalt) -> tuple[str, ...]:
    return tuple(
        f"{k.tabell}, {k.linje}{f', {k.aar}' if k.aar else ''}: {k.begrunnelse} {k.merknad} "
        f"({k.kilde}{f', s. {k.side}' if k.side else ''})"
        for k in report.data.korreksjoner
        if not k.brukes
    )


def _wrong_labels(report: Omtalt) -> tuple[str, ...]:
    data = report.data
    return tuple(
        f"{tjeneste.navn}, {indikator.kortnavn}, {etikettaktor(data, aktor)}: trykt "
        f"{etikett.verdi}. {etikett.merknad}"
        for tjeneste in data.tjenester
        for indikator in tjeneste.indikatorer
        for aktor in ("kommune", "høyest", "lavest")
        if (etikett := data.etikett(indikator, aktor)).stemmer is False
    )


def _definitions(sheet: Sheet, row: int) -> None:
    sheet.put(row, 0, "Funksjonene", styles.OVERSKRIFT)
    row += 1
    layout.head(sheet, row, 0, ("Funksjon", "Definisjon", "Enhet", "Kilde"), 18)
    text = styles.RAD_BRYT.but(size=9, valign="top")
    for at, each in enumerate(CATALOGUE.values(), start=row + 1):
        for column, told in enumerate((each.name, each.description, each.unit, each.source)):
            sheet.put(at, column, told, text.but(bold=not column))
        heights = layout.text_height(each.description, 70), layout.text_height(each.source, 44)
        sheet.heights[at] = max(heights)
