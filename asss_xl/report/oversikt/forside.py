"""Forside: a page to put in front of a chief officer, its state, and the way to the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import STEG as VALGENE
from asss_xl.report.nettverk.valg import lest
from asss_xl.report.oversikt import formler
from asss_xl.report.oversikt.ett_blikk import EttBlikk
from asss_xl.report.oversikt.hovedfunn import STEG, Hovedfunn
from asss_xl.report.oversikt.noekkeltall import Tabeller
from asss_xl.report.rapport import Rapport
from asss_xl.report.steg import Steg
from asss_xl.workbook import Book, Call, Cell, Sheet, of, styles

#: Rows: the sentence, the choices with the six figures beside them, and what follows.
_SETNING, _TALL, _BRYTER = 2, 3, (6, 1)
_ETTER = 11
LEDETEKST = styles.RAD.but(bold=True)
#: The last column that is printed; texts go from the second to it. The way in stands beside.
SISTE = 8
_TALL_KOLONNE, _INNHOLD = 3, 10
_BREDDER = (26, 9, 9, 14, 13, 13, 11, 10, 12, 3, 26, 62)
_TEKSTBREDDE = 88
#: Two lines: the longest sentence has 225 characters.
_SETNINGSHOEYDE = 27

OM_ARKENE = {
    "Hva hvis": "Alle gule felt som er fylt ut, og hva de flytter",
    "Scenarioer": "Scenarioene side om side: nøkkeltall, sektorer og profiler mot grunnlaget",
    "Mål": "Velg et mål, og se hva som mangler i kroner og prosent",
    "Nettverk": "Kommunene det sammenliknes med, med ja/nei for hver",
    "Regnskap": "Resultat, handlingsrom, finansieringsbehov og gjeld",
    "Utgiftsbehov": "Kriterier, vekter og kostnadsindeks per sektor",
    "Ressursbruk": "Avvik fra landet i fire trinn, sosiale utgifter og inntektsnivå",
    "Profiler": "Alle tjenesteprofilene samlet, slik de skrives ut",
    "Produksjon": "Ressursbruk, produksjon og effektivitet mot snittet, med alle kommunene i én figur",
    "Demografi": "Hva befolkningsutviklingen koster",
    "Kroner": "Profilenes avvik i mill. kr, og hva gule felt i profilene er verdt",
    "Indikator": "Alle kommunene på én indikator som du velger, sortert og over årene",
    "Rettelser": "Føringsforskjeller som data, rapportert og rettet side om side",
    "Funksjoner": "ASSS-funksjonene på rapportens egne tall, og hvordan de brukes",
    "Metode": "Definisjoner, kilder, feil i kilden og hva som ikke kan regnes ut",
    "Kontroll": "Kontroller av summer og sammenhenger, og beregnet mot trykt",
    "Data": "Alle tallene som rapporten bygger på, og definisjonene",
    "Tall profiler": "Alle kommunenes indikatorer, år for år",
    "Tall regnskap": "Alle kommunenes regnskap, beløp, kriterier og folketall, år for år",
}
#: The sheets that are printed with the whole book, and what they are called in a sentence.
LESERSIDER = {
    "Forside": "Forside",
    "Utgiftsbehov": "behov",
    "Ressursbruk": "avvik",
    "Produksjon": "produksjon",
    "Profiler": "profiler",
}
_BRUK = (
    "Skriv i et gult felt for å se hva en endring gjør; tabeller, setninger og figurer følger med.",
    "Grunnlaget står ved siden av. Tøm de gule feltene, eller sett bryteren til Av, for å få "
    "rapporten tilbake.",
    "Arbeidsboken har ingen makroer og ingen lenker ut. Arkene er beskyttet uten passord: bare gule "
    "felt (hva hvis) og lilla (rettelser) kan endres.",
    "Skrives hele arbeidsboken ut, kommer {}. Et annet ark skrives ut med valget «Ignorer utskriftsområde».",
    "«Ikke data» betyr at tallet mangler. Det regnes aldri som null.",
)


def place_switch(book: Book, sheet: Sheet) -> Cell:
    """The switch, before anything else: every what-if cell asks it."""
    made = book.place_switch(sheet, *_BRYTER, styles.RAD.but(align="center", bold=True))
    book.name("HvaHvis", lest(Steg(book, VALGENE), "Bryteren", made))
    return made


def fill(sheet: Sheet, report: Rapport, checks: Cell) -> None:
    """One page: what it says, six figures, the services, the headlines; after it the rest."""
    data, valg = report.data, report.valg
    sheet.calc(0, 0, bb.tekst("Kommunerapport for ", valg.kommune, " ", valg.aar), style=styles.TITTEL)
    told = f"{layout.invented(data)}{data.nettverk}. Status: "
    sheet.source = (told, valg.status, " tall. Levende arbeidsbok: alle tall er formler.")
    layout.widths(sheet, _BREDDER)
    sheet.heights.update({0: 30, 1: 18})
    sheet.put(_BRYTER[0], 0, "Hva hvis (På eller Av)", LEDETEKST)
    _filled(sheet, report, _BRYTER[0] + 1)
    control_light(sheet, _BRYTER[0] + 2, checks)
    figures = Tabeller(sheet, report)
    figures.seks(_TALL, _TALL_KOLONNE)
    row = _ETTER
    if report.profiler or report.behov:
        row = EttBlikk(sheet, report).write(row) + 1
    row = _headlines(sheet, report, row)
    second = row + 1
    row = figures.alle(second) + 1
    sheet.printing.rows = second
    about = {"Om tallene": data.statusmerknad, "Kilde": data.kilde, "Nettverket": ", ".join(data.medlemmer)}
    for name, text in about.items():
        if text:
            sheet.put(row, 0, name, LEDETEKST)
            sheet.put(row, 1, text, styles.RAD_BRYT)
            sheet.merge(row, 1, SISTE)
            sheet.heights[row] = layout.text_height(text, _TEKSTBREDDE)
            row += 1
    usage(sheet, row + 1, [line.format(_printed(report.book)) for line in _BRUK])
    profiles = {p.ark: f"Tjenesteprofil: {len(p.rader)} indikatorer" for p in report.profiler}
    contents(sheet, {**OM_ARKENE, **profiles}, _TALL, _INNHOLD)
    sheet.printing.last_column = SISTE
    sheet.printing.repeat_rows = (0, 1)
    sheet.printing.landscape = False


def _filled(sheet: Sheet, report: Rapport, row: int) -> None:
    """How much of what is shown is not the report itself, with a link to what it is."""
    if report.fylt is not None:
        look = styles.LENKE.but(bottom=styles.LYS_GRAA)
        sheet.put(row, 0, "Gule felt som er fylt ut", look, link="Hva hvis")
        sheet.calc(row, 1, bb.gjenta, report.fylt, style=styles.tall(0).but(align="center"))


def band(report: Rapport) -> Cell | None:
    """What every sheet says before its source while yellow cells move the figures."""
    if report.fylt is None:
        return None
    said = of(formler.baand, report.fylt, report.book.hva_hvis)
    return Steg(report.book, STEG).en("Det alle ark sier ved hva hvis", "Tekst", "Bånd", said)


def _printed(book: Book) -> str:
    """The sheets that come when the whole book is printed, of those that it has."""
    *most, last = [said for name, said in LESERSIDER.items() if name in book.sheets]
    return f"lesersidene: {', '.join(most)} og {last}" if most else f"lesersiden {last}"


def control_light(sheet: Sheet, row: int, checks: Cell) -> None:
    """OK or FEIL, as the checks say."""
    sheet.put(row, 0, "Kontroll", LEDETEKST)
    light = sheet.calc(row, 1, bb.gjenta, checks, style=styles.RAD.but(align="center", bold=True))
    sheet.traffic_lights.append(sheet.column_range(light, light))


def usage(sheet: Sheet, row: int, lines: Sequence[str]) -> None:
    """How the workbook is used, a line to a row."""
    sheet.put(row, 0, "Slik brukes arbeidsboken", styles.OVERSKRIFT)
    for at, line in enumerate(lines, start=row + 1):
        sheet.put(at, 0, line, styles.TEKST)


def _headlines(sheet: Sheet, report: Rapport, row: int) -> int:
    """The headlines; the first sentence of them all stands on top of the page."""
    sheet.put(row, 0, "Hovedfunn", styles.OVERSKRIFT)
    look = styles.LENKE.but(bottom=styles.LYS_GRAA, valign="top")
    for at, found in enumerate(Hovedfunn(report).funn(), start=row + 1):
        if isinstance(found.om, Call):
            sheet.calc(at, 0, found.om, style=look, missing="")
        else:
            sheet.put(at, 0, found.om, look, link=found.lenke)
        report.hovedfunn.append((sheet.cells[at, 0], _sentence(sheet, at, found.setning)))
    if report.hovedfunn:
        look = styles.Style(bold=True, size=12, color=styles.RAUD, wrap=True)
        sheet.calc(_SETNING, 0, bb.gjenta, report.hovedfunn[0][1], style=look, missing="")
        sheet.merge(_SETNING, 0, SISTE)
        sheet.heights[_SETNING] = 38
    return row + 1 + len(report.hovedfunn)


def _sentence(sheet: Sheet, row: int, call: Call) -> Cell:
    cell = sheet.calc(row, 1, call, style=styles.RAD_BRYT.but(valign="top"), missing="")
    sheet.merge(row, 1, SISTE)
    sheet.heights[row] = _SETNINGSHOEYDE
    return cell


def contents(
    sheet: Sheet, about: Mapping[str, str], row: int, column: int = 0, beside: int | None = None
) -> int:
    """Links to the other sheets, with what is on each beside; returns the next row."""
    sheet.put(row, column, "Innhold", styles.OVERSKRIFT)
    for other in sheet.book.sheets.values():
        if other is sheet or other.calculation:
            continue
        if other.name not in about:
            raise LookupError(
                f"the sheet {other.name!r} has no line in OM_ARKENE (report/oversikt/forside.py)"
            )
        row += 1
        sheet.put(row, column, other.name, styles.LENKE, link=other.name)
        sheet.put(row, beside or column + 1, about[other.name], styles.TEKST)
    return row + 1
