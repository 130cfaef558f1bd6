"""Forside: the choices, the ten key figures in words, a picture, and the way to the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.hovedrapport.noekkeltall import Tall
from asss_xl.report.hovedrapport.tabell import HOEYEST_HOS, LAVEST_HOS, Linje, Medlemmer
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.oversikt import forside
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import Call, Cell, Chart, Sheet, styles
from asss_xl.workbook.page import ROW_PIXELS

_BRUK = (
    "Velg år og gruppe i de gule feltene; alle tabeller, plasser og figurer følger med.",
    "Skrives hele arbeidsboken ut, kommer Forside, Nøkkeltall, Avvik og tjenestene. Et annet ark "
    "skrives ut med valget «Ignorer utskriftsområde».",
    "På arket Nettverk kan hver kommune tas inn eller ut med Ja eller Nei.",
    "Arbeidsboken har ingen makroer og ingen lenker ut. Arkene er beskyttet uten passord, slik at "
    "bare gule felt kan endres.",
    "«Ikke data», «Skjermet», «Ikke aktuelt» og «Gjelder ikke året» er aldri null, og er ikke med "
    "i noe snitt.",
)
OM_ARKENE = {
    **forside.OM_ARKENE,
    "Nettverk": "Kommunene som er med, med ja/nei for hver",
    "Nøkkeltall": "Ti nøkkeltall for alle kommunene",
    "Plass": "Hver kommunes plass på hver indikator",
    "Figur": "Kommunene sortert, for indikatoren du velger og for de viktigste nøkkeltallene",
    "Avvik": "Avvik fra beregnet utgiftsbehov for alle kommuner og sektorer",
    "Regnskap": "Netto driftsresultat, handlingsrom og netto lånegjeld for alle kommunene",
    "Metode": "Definisjoner, kilder, hva som er utelatt, og hvorfor",
}


def fill(
    sheet: Sheet,
    med: Medlemmer,
    tall: Sequence[Tall],
    lines: Sequence[Linje],
    checks: Cell,
    services: dict[str, int],
    picture: Chart | None,
) -> None:
    """Title, state, key figures, contents and instructions."""
    data, valg = med.valg.data, med.valg
    sheet.calc(0, 0, *bb.tekst(f"Hovedrapport for {data.nettverk} ", valg.aar), style=styles.TITTEL)
    sheet.source = (
        f"{layout.invented(data)}Alle kommunene side om side. Levende arbeidsbok: alle tall er formler.",
    )
    layout.widths(sheet, (43, 77))
    sheet.heights[0] = 30
    row = _state(sheet, med, checks)
    row = _figures(sheet, tall, lines, row + 1)
    if picture is not None:
        sheet.charts.append(
            replace(picture, row=row + 1, width=860, alt=f"{picture.alt} Samme figur som på Figur.")
        )
        row += 2 + picture.height // ROW_PIXELS
    sheet.printing.rows = row + 1
    about = {name: f"{count} indikatorer for alle kommunene" for name, count in services.items()}
    row = forside.contents(sheet, {**OM_ARKENE, **about}, row + 1)
    forside.usage(sheet, row + 1, _BRUK)
    sheet.printing.last_column = 1
    sheet.printing.landscape = False


def _state(sheet: Sheet, med: Medlemmer, checks: Cell) -> int:
    forside.status(sheet, med.valg)
    row = forside.STATUS_RAD + 2
    sheet.put(row, 0, "Kommuner som er med nå", forside.LEDETEKST)
    assert med.network.antall is not None
    sheet.calc(row, 1, bb.gjenta, med.network.antall, style=styles.RAD.but(align="left", number_format="0"))
    forside.control_light(sheet, row + 1, checks)
    return row + 2


def _figures(sheet: Sheet, tall: Sequence[Tall], lines: Sequence[Linje], row: int) -> int:
    """Each key figure in a sentence: the mean, and who is at the ends."""
    if not lines:
        return row
    sheet.put(row, 0, "Ti nøkkeltall" if len(lines) == 10 else "Nøkkeltall", styles.OVERSKRIFT)
    block = Steg(sheet.book, "Steg_forside").blokk(
        "Tallene i setningene", [*_AVRUNDET, *_I_ORD], [str(x.om.navn) for x in tall]
    )
    for number, (x, line) in enumerate(zip(tall, lines, strict=True)):
        at = row + 1 + number
        sheet.put(at, 0, str(x.om.navn), styles.LENKE.but(bottom=styles.LYS_GRAA, wrap=True), link=x.ark)
        sheet.heights[at] = layout.text_height(str(x.om.navn), 46, 18)
        sentence = _sentence(block, number, line)
        sheet.calc(at, 1, sentence.function, *sentence.arguments, style=styles.RAD_BRYT)
    return row + len(lines) + 1


_AVRUNDET = ("Snitt, avrundet", "Lavest, avrundet", "Høyest, avrundet")
_I_ORD = ("Snitt i ord", "Lavest i ord", "Høyest i ord")


def _sentence(block: Blokk, number: int, line: Linje) -> Call:
    unit = line.om.enhet
    said = f" ({unit})" if "=" in unit else f" {unit}"
    words = []
    for figure, rounded, spoken in zip(
        (line.snitt, line.lavest, line.hoeyest), _AVRUNDET, _I_ORD, strict=True
    ):
        cell = block.calc(number, rounded, bb.avrundet, figure, float(line.om.desimaler))
        words.append(block.calc(number, spoken, bb.i_ord, cell))
    mean, low, high = words
    lowest, highest = line.hos(LAVEST_HOS, line.lavest), line.hos(HOEYEST_HOS, line.hoeyest)
    return tekst(
        "Snitt ",
        mean,
        f"{said.rstrip('.')}. Lavest: ",
        lowest,
        " (",
        low,
        "). Høyest: ",
        highest,
        " (",
        high,
        ").",
    )
