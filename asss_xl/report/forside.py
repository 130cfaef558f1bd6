"""Forside: what the report says, its state, and the way to the rest."""

from __future__ import annotations

from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap.ark import OEVRIGE
from asss_xl.workbook import Book, Cell, Sheet, styles

_BRYTER = (6, 1)
_FUNN_RAD = 9
#: What the chain's figures can be off by, since the printed ones are whole kroner.
_AVRUNDING_KR = 2.0

_REGNSKAP = (
    ("brutto", "Brutto driftsresultat"), ("netto", "Netto driftsresultat"),
    ("handlingsrom", "Handlingsrommet"), ("overskudd", "Overskudd før lån"),
    ("netto_gjeld", "Netto lånegjeld"),
)  # fmt: skip
_OM_ARKENE = {
    "Hva hvis": "Alle gule felt som er fylt ut, og hva de flytter",
    "Regnskap": "Resultat, handlingsrom, finansieringsbehov og gjeld",
    "Utgiftsbehov": "Kriterier, vekter og kostnadsindeks per sektor",
    "Ressursbruk": "Avvik fra landet i fire trinn, sosiale utgifter og inntektsnivå",
    "Demografi": "Hva befolkningsutviklingen koster",
    "Rettelser": "Føringsforskjeller som data, rapportert og rettet side om side",
    "Funksjoner": "ASSS-funksjonene på rapportens egne tall, og hvordan de brukes",
    "Metode": "Definisjoner, kilder, feil i kilden og hva som ikke kan regnes ut",
    "Kontroll": "Kontroller av summer og sammenhenger",
    "Data": "Alle tallene som rapporten bygger på",
}
_BRUK = (
    "Skriv i et gult felt for å se hva en endring gjør; tabeller, funn og figurer følger med.",
    "Grunnlaget står ved siden av. Tøm de gule feltene, eller sett bryteren til Av, "
    "for å få rapporten tilbake.",
    "Arbeidsboka har ingen makroer og ingen lenker ut. Arkene er beskyttet uten passord, slik at "
    "bare gule felt kan endres.",
    "«Ikke data» betyr at tallet mangler. Det regnes aldri som null.",
)


def place_switch(book: Book, sheet: Sheet) -> Cell:
    """The switch, before anything else: every what-if cell asks it."""
    return book.place_switch(sheet, *_BRYTER, styles.RAD.but(align="center", bold=True))


def fill(sheet: Sheet, report: Rapport, checks: Cell) -> None:
    """Title, state, findings, contents and instructions."""
    data = report.data
    sheet.put(0, 0, f"Kommunerapport for {data.kommune} {data.rapportaar}", styles.TITTEL)
    sheet.put(1, 0, "ASSS-nettverket. Levende arbeidsbok: alle tall er formler.",
              styles.UNDERTITTEL)  # fmt: skip
    layout.widths(sheet, (34, 100))
    sheet.heights[0] = 30
    state = (
        ("Status", f"{data.status.capitalize()} tall. {data.statusmerknad}".strip()),
        ("Kilde", data.kilde),
        ("Nettverket", ", ".join(data.medlemmer)),
    )
    for row, (label, text) in enumerate(state, start=3):
        sheet.put(row, 0, label, styles.RAD.but(bold=True))
        sheet.put(row, 1, text, styles.RAD_BRYT)
        sheet.heights[row] = layout.text_height(text, 100)
    sheet.put(_BRYTER[0], 0, "Hva hvis (På eller Av)", styles.RAD.but(bold=True))
    sheet.put(7, 0, "Kontroll", styles.RAD.but(bold=True))
    light = sheet.calc(7, 1, bb.gjenta, checks, style=styles.RAD.but(align="center", bold=True))
    sheet.traffic_lights.append(sheet.column_range(light, light))
    row = _findings(sheet, report, _FUNN_RAD)
    row = _contents(sheet, report, row + 1)
    sheet.put(row + 1, 0, "Slik brukes arbeidsboka", styles.OVERSKRIFT)
    for offset, line in enumerate(_BRUK, start=2):
        sheet.put(row + offset, 0, line, styles.TEKST)
    sheet.printing.last_column = 1
    sheet.printing.landscape = False


def _findings(sheet: Sheet, report: Rapport, row: int) -> int:
    sheet.put(row, 0, "Hovedfunn", styles.OVERSKRIFT)
    row += 1
    year = report.data.rapportaar
    ark = report.regnskap
    for number, (key, name) in enumerate(_REGNSKAP):
        label = "" if number else "Regnskap"
        sheet.put(row, 0, label, styles.LENKE.but(bottom=styles.LYS_GRAA), link=label or None)
        sheet.calc(
            row, 1, bb.funn_regnskap, name, ark.pst[report.data.kommune][key][year],
            ark.pst[OEVRIGE][key][year], ark.beloep["driftsinntekter"][year],
            style=styles.RAD_BRYT,
        )  # fmt: skip
        row += 1
    for number, (name, sector) in enumerate(report.behov.sektorer.items()):
        label = "" if number else "Ressursbruk"
        sheet.put(row, 0, label, styles.LENKE.but(bottom=styles.LYS_GRAA), link=label or None)
        sheet.calc(
            row, 1, bb.funn_kroner, name, report.kjede.slutt[name][year], sector.behov[year],
            report.folk.brukt[year], _AVRUNDING_KR, style=styles.RAD_BRYT,
        )  # fmt: skip
        row += 1
    for profile in report.profiler:
        for place in (1.0, 2.0):
            label = profile.tjeneste.navn if place == 1 else ""
            style = styles.LENKE.but(bottom=styles.LYS_GRAA)
            sheet.put(row, 0, label, style, link=profile.ark if label else None)
            sheet.calc(
                row, 1, bb.stoerste_funn, profile.setninger, profile.stoerrelser, place,
                style=styles.RAD_BRYT, missing="",
            )  # fmt: skip
            row += 1
    return row


def _contents(sheet: Sheet, report: Rapport, row: int) -> int:
    sheet.put(row, 0, "Innhold", styles.OVERSKRIFT)
    profiles = {p.ark: f"Tjenesteprofil: {len(p.rader)} indikatorer" for p in report.profiler}
    for name in report.book.sheets:
        if name == sheet.name:
            continue
        row += 1
        sheet.put(row, 0, name, styles.LENKE, link=name)
        sheet.put(row, 1, profiles.get(name) or _OM_ARKENE[name], styles.TEKST)
    return row + 1
