"""Forside: what the report says, its state, and the way to the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE
from asss_xl.report.valg import Valg, tekst
from asss_xl.workbook import Book, Call, Cell, Sheet, of, styles

_BRYTER = (9, 1)
#: The first row after the choices.
STATUS_RAD = 6
LEDETEKST = styles.RAD.but(bold=True)
_FUNN_RAD = 13
#: What the chain's figures can be off by, since the printed ones are whole kroner.
_AVRUNDING_KR = 2.0

_REGNSKAP = (
    ("brutto", "Brutto driftsresultat"), ("netto", "Netto driftsresultat"),
    ("handlingsrom", "Handlingsrommet"), ("overskudd", "Overskudd før lån"),
    ("netto_gjeld", "Netto lånegjeld"),
)  # fmt: skip
OM_ARKENE = {
    "Hva hvis": "Alle gule felt som er fylt ut, og hva de flytter",
    "Nettverk": "Kommunene det sammenliknes med, med ja/nei for hver",
    "Regnskap": "Resultat, handlingsrom, finansieringsbehov og gjeld",
    "Utgiftsbehov": "Kriterier, vekter og kostnadsindeks per sektor",
    "Ressursbruk": "Avvik fra landet i fire trinn, sosiale utgifter og inntektsnivå",
    "Demografi": "Hva befolkningsutviklingen koster",
    "Kroner": "Profilenes avvik i mill. kr, og hva gule felt i profilene er verdt",
    "Rettelser": "Føringsforskjeller som data, rapportert og rettet side om side",
    "Funksjoner": "ASSS-funksjonene på rapportens egne tall, og hvordan de brukes",
    "Metode": "Definisjoner, kilder, feil i kilden og hva som ikke kan regnes ut",
    "Kontroll": "Kontroller av summer og sammenhenger",
    "Data": "Alle tallene som rapporten bygger på, og definisjonene",
    "Tall profiler": "Alle kommunenes indikatorer, år for år",
    "Tall regnskap": "Alle kommunenes regnskap, beløp, kriterier og folketall, år for år",
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
    data, valg = report.data, report.valg
    sheet.calc(0, 0, *bb.tekst("Kommunerapport for ", valg.kommune, " ", valg.aar),
               style=styles.TITTEL)  # fmt: skip
    sheet.put(1, 0, f"{layout.invented(data)}{data.nettverk}. Levende arbeidsbok: alle tall er formler.",
              styles.UNDERTITTEL)  # fmt: skip
    layout.widths(sheet, (34, 100, 3, 3, 9, 11, 16, 3, 22, 9, 9, 30))
    sheet.heights[0] = 30
    status(sheet, valg)
    _told(sheet, STATUS_RAD + 2, "Nettverket", ", ".join(data.medlemmer))
    sheet.put(_BRYTER[0], 0, "Hva hvis (På eller Av)", LEDETEKST)
    control_light(sheet, _BRYTER[0] + 1, checks)
    row = _findings(sheet, report, _FUNN_RAD)
    profiles = {p.ark: f"Tjenesteprofil: {len(p.rader)} indikatorer" for p in report.profiler}
    row = contents(sheet, {**OM_ARKENE, **profiles}, row + 1)
    usage(sheet, row + 1, _BRUK)
    sheet.printing.last_column = 1
    sheet.printing.landscape = False


def status(sheet: Sheet, valg: Valg) -> None:
    """How final the figures of the chosen year are, and where they come from."""
    note = valg.data.statusmerknad
    sheet.put(STATUS_RAD, 0, "Status", LEDETEKST)
    layout.text(sheet, STATUS_RAD, 1, tekst("Tallene er ", valg.status, f". {note}".rstrip()),
                styles.RAD_BRYT)  # fmt: skip
    sheet.heights[STATUS_RAD] = layout.text_height(note, 88)
    _told(sheet, STATUS_RAD + 1, "Kilde", valg.data.kilde)


def _told(sheet: Sheet, row: int, name: str, text: str) -> None:
    sheet.put(row, 0, name, LEDETEKST)
    sheet.put(row, 1, text, styles.RAD_BRYT)
    sheet.heights[row] = layout.text_height(text, 100)


def control_light(sheet: Sheet, row: int, checks: Cell) -> None:
    """OK or FEIL, as the checks say."""
    sheet.put(row, 0, "Kontroll", LEDETEKST)
    light = sheet.calc(row, 1, bb.gjenta, checks, style=styles.RAD.but(align="center", bold=True))
    sheet.traffic_lights.append(sheet.column_range(light, light))


def usage(sheet: Sheet, row: int, lines: Sequence[str]) -> None:
    """How the workbook is used, a line to a row."""
    sheet.put(row, 0, "Slik brukes arbeidsboka", styles.OVERSKRIFT)
    for at, line in enumerate(lines, start=row + 1):
        sheet.put(at, 0, line, styles.TEKST)


def _findings(sheet: Sheet, report: Rapport, row: int) -> int:
    sheet.put(row, 0, "Hovedfunn", styles.OVERSKRIFT)
    row += 1
    for place, calls in _sentences(report):
        for number, call in enumerate(calls):
            label, link = (place[0], place[1]) if number == 0 else ("", None)
            sheet.put(row, 0, label, styles.LENKE.but(bottom=styles.LYS_GRAA), link=link)
            sheet.calc(row, 1, call.function, *call.arguments, style=styles.RAD_BRYT, missing="")
            row += 1
    return row


def _sentences(report: Rapport) -> Iterator[tuple[tuple[str, str], list[Call]]]:
    """What there is to say, with the sheet that it is about."""
    year, ark = report.data.rapportaar, report.regnskap
    if ark is not None:
        yield ("Regnskap", "Regnskap"), [
            of(bb.funn_regnskap, name, ark.pst[KOMMUNE][key][year], ark.pst[OEVRIGE][key][year],
               ark.beloep["driftsinntekter"][year])
            for key, name in _REGNSKAP
        ]  # fmt: skip
    if report.kjede is not None and report.behov is not None and report.folk is not None:
        chain, people = report.kjede, report.folk.brukt[year]
        yield ("Ressursbruk", "Ressursbruk"), [
            of(bb.funn_kroner, name, chain.slutt[name][year], sector.behov[year], people,
               _AVRUNDING_KR)
            for name, sector in report.behov.sektorer.items()
        ]  # fmt: skip
    for profile in report.profiler:
        yield (profile.tjeneste.navn, profile.ark), [
            of(bb.stoerste_funn, profile.setninger, profile.stoerrelser, place)
            for place in (1.0, 2.0)
        ]


def contents(sheet: Sheet, about: Mapping[str, str], row: int) -> int:
    """Links to the other sheets, with what is on each; returns the next row."""
    sheet.put(row, 0, "Innhold", styles.OVERSKRIFT)
    for name in sheet.book.sheets:
        if name == sheet.name:
            continue
        row += 1
        sheet.put(row, 0, name, styles.LENKE, link=name)
        sheet.put(row, 1, about[name], styles.TEKST)
    return row + 1
