"""Forside: a page to put in front of a chief officer, its state, and the way to the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import Valg, tekst
from asss_xl.report.oversikt import ett_blikk, hovedfunn, noekkeltall
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Book, Call, Cell, Sheet, styles

_BRYTER = (6, 1)
#: The first row after the choices.
STATUS_RAD = 6
LEDETEKST = styles.RAD.but(bold=True)
_TALL_RAD = 9
#: The last column that is printed; texts go from the second to it.
SISTE = 7
_BREDDER = (30, *[13] * 7)
_TEKSTBREDDE = 95
#: Two lines: the longest sentence has 225 characters.
_SETNINGSHOEYDE = 27

OM_ARKENE = {
    "Hva hvis": "Alle gule felt som er fylt ut, og hva de flytter",
    "Mål": "Velg et mål, og se hva som mangler i kroner og prosent",
    "Nettverk": "Kommunene det sammenliknes med, med ja/nei for hver",
    "Regnskap": "Resultat, handlingsrom, finansieringsbehov og gjeld",
    "Utgiftsbehov": "Kriterier, vekter og kostnadsindeks per sektor",
    "Ressursbruk": "Avvik fra landet i fire trinn, sosiale utgifter og inntektsnivå",
    "Demografi": "Hva befolkningsutviklingen koster",
    "Kroner": "Profilenes avvik i mill. kr, og hva gule felt i profilene er verdt",
    "Rettelser": "Føringsforskjeller som data, rapportert og rettet side om side",
    "Funksjoner": "ASSS-funksjonene på rapportens egne tall, og hvordan de brukes",
    "Metode": "Definisjoner, kilder, feil i kilden og hva som ikke kan regnes ut",
    "Kontroll": "Kontroller av summer og sammenhenger, og beregnet mot trykt",
    "Data": "Alle tallene som rapporten bygger på, og definisjonene",
    "Tall profiler": "Alle kommunenes indikatorer, år for år",
    "Tall regnskap": "Alle kommunenes regnskap, beløp, kriterier og folketall, år for år",
}
_BRUK = (
    "Skriv i et gult felt for å se hva en endring gjør; tabeller, setninger og figurer følger med.",
    "Grunnlaget står ved siden av. Tøm de gule feltene, eller sett bryteren til Av, for å få "
    "rapporten tilbake.",
    "Arbeidsboka har ingen makroer og ingen lenker ut. Arkene er beskyttet uten passord: bare gule "
    "felt kan endres.",
    "«Ikke data» betyr at tallet mangler. Det regnes aldri som null.",
)


def place_switch(book: Book, sheet: Sheet) -> Cell:
    """The switch, before anything else: every what-if cell asks it."""
    return book.place_switch(sheet, *_BRYTER, styles.RAD.but(align="center", bold=True))


def fill(sheet: Sheet, report: Rapport, checks: Cell) -> None:
    """Title, state, key figures, headlines, the picture; contents and instructions after them."""
    data, valg = report.data, report.valg
    sheet.calc(0, 0, *bb.tekst("Kommunerapport for ", valg.kommune, " ", valg.aar),
               style=styles.TITTEL)  # fmt: skip
    sheet.put(1, 0, f"{layout.invented(data)}{data.nettverk}. Levende arbeidsbok: alle tall er formler.",
              styles.UNDERTITTEL)  # fmt: skip
    layout.widths(sheet, _BREDDER)
    sheet.heights[0] = 30
    sheet.put(_BRYTER[0], 0, "Hva hvis (På eller Av)", LEDETEKST)
    _filled(sheet, report)
    control_light(sheet, _BRYTER[0] + 1, checks)
    row = noekkeltall.fill(sheet, report, _TALL_RAD)
    row = _headlines(sheet, report, row + 1)
    if report.profiler or report.behov:
        row, table = ett_blikk.picture(row)
        sheet.printing.parts = (row,)
        row = ett_blikk.table(sheet, report, table, row)
    row += 1
    status(sheet, valg, row, SISTE, _TEKSTBREDDE)
    told(sheet, row + 2, "Nettverket", ", ".join(data.medlemmer), SISTE, _TEKSTBREDDE)
    row += 4
    profiles = {p.ark: f"Tjenesteprofil: {len(p.rader)} indikatorer" for p in report.profiler}
    row = contents(sheet, {**OM_ARKENE, **profiles}, row)
    usage(sheet, row + 1, _BRUK)
    sheet.printing.last_column = SISTE
    sheet.printing.landscape = False


def _filled(sheet: Sheet, report: Rapport) -> None:
    """How much of what is shown is not the report itself."""
    if report.fylt is not None:
        call = tekst(report.fylt, " gule felt er fylt ut")
        sheet.calc(_BRYTER[0], 2, call.function, *call.arguments, style=styles.TEKST)


def status(
    sheet: Sheet, valg: Valg, row: int = STATUS_RAD, last: int = 1, width: int = 88
) -> None:
    """How final the figures of the chosen year are, and where they come from."""
    note = valg.data.statusmerknad
    sheet.put(row, 0, "Status", LEDETEKST)
    layout.text(sheet, row, 1, tekst("Tallene er ", valg.status, f". {note}".rstrip()),
                styles.RAD_BRYT)  # fmt: skip
    sheet.merge(row, 1, last)
    sheet.heights[row] = layout.text_height(note, width)
    told(sheet, row + 1, "Kilde", valg.data.kilde, last, width)


def told(
    sheet: Sheet, row: int, name: str, text: str, last: int = 1, width: int = 100
) -> None:
    """A name and a text beside it."""
    sheet.put(row, 0, name, LEDETEKST)
    sheet.put(row, 1, text, styles.RAD_BRYT)
    sheet.merge(row, 1, last)
    sheet.heights[row] = layout.text_height(text, width)


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


def _headlines(sheet: Sheet, report: Rapport, row: int) -> int:
    sheet.put(row, 0, "Hovedfunn", styles.OVERSKRIFT)
    row += 1
    before = ""
    for found in hovedfunn.headlines(sheet, report, row):
        label, link = (found.om, found.ark) if found.om != before else ("", None)
        before = found.om
        sheet.put(row, 0, label, styles.LENKE.but(bottom=styles.LYS_GRAA, valign="top"), link=link)
        _sentence(sheet, row, found.setning)
        row += 1
    return row


def _sentence(sheet: Sheet, row: int, call: Call) -> None:
    sheet.calc(row, 1, call.function, *call.arguments, style=styles.RAD_BRYT, missing="")
    sheet.merge(row, 1, SISTE)
    sheet.heights[row] = _SETNINGSHOEYDE


def contents(sheet: Sheet, about: Mapping[str, str], row: int) -> int:
    """Links to the other sheets, with what is on each; returns the next row."""
    sheet.put(row, 0, "Innhold", styles.OVERSKRIFT)
    for name, other in sheet.book.sheets.items():
        if name == sheet.name or other.calculation:
            continue
        row += 1
        sheet.put(row, 0, name, styles.LENKE, link=name)
        sheet.put(row, 1, about[name], styles.TEKST)
    return row + 1
