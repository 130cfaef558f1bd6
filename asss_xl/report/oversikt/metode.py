"""Metode: what each figure means, where it comes from, and what the source cannot tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl.dataset.datasett import Datasett
from asss_xl.functions import CATALOGUE
from asss_xl.report import layout
from asss_xl.report.oversikt import noekkeltall
from asss_xl.report.produksjon.ark import FORBEHOLD
from asss_xl.report.published import feil_etiketter
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Sheet, styles

#: Characters on a line of running text.
_BREDDE = 130
_TEKSTER: dict[str, list[str]] = beside(__file__)


def fill(sheet: Sheet, valg: Valg, utelatt: Mapping[str, str], om_snitt: str = "nettverk") -> None:
    """Definitions of the functions, then the notes on means, source and what is left out.

    ``om_snitt`` names what is said of how a network's references are made.
    """
    data = valg.data
    means = _TEKSTER[om_snitt] if data.er_nettverk else ()
    layout.heading(sheet, valg, "Metode", "Metode", (34, 62, 18, 40), last=3, long=True)
    row = 3
    for title, lines in (
        ("Slik leses tallene", _TEKSTER["tegn"]),
        ("Snitt og hvem som er med", [*data.tekst("Metode: snitt", "merknad"), *means]),
        ("Lagt sammen bakover", _TEKSTER["lagt_sammen"] if data.lagt_til else ()),
        ("Produksjon og effektivitet", FORBEHOLD if data.produksjonsvekter else ()),
        ("Antall kommuner (n) der kilden oppgir det", _counts(data)),
        ("Løpende og faste priser", _TEKSTER["priser"] if valg.pris else ()),
        ("Anbefalte nivåer", noekkeltall.level_sources(data)),
        ("Ark som er utelatt fordi pakken ikke har tallene", list(map(": ".join, utelatt.items()))),
        ("Ikke med, og hvorfor", data.tekst("Metode: ikke med", "merknad")),
        ("Merknader til kilden", data.tekst("Metode: kilden", "merknad")),
        ("Kildens forbehold", _reservations(data)),
        ("Rettelser som er nevnt, men ikke regnet inn", _unused(data)),
        ("Trykte indekser som ikke stemmer med tabellene", _wrong_labels(data)),
    ):
        row = _section(sheet, row, title, lines)
    _definitions(sheet, row)
    # A page begins at any line, but for the first two under a heading.
    heads = {row for (row, _), cell in sheet.cells.items() if cell.style == styles.OVERSKRIFT}
    rows = range(3, sheet.last_row + 1)
    sheet.printing.parts = tuple(row for row in rows if heads.isdisjoint((row - 1, row - 2)))


def _section(sheet: Sheet, row: int, title: str, lines: Sequence[str]) -> int:
    if not lines:
        return row
    sheet.put(row, 0, title, styles.OVERSKRIFT)
    return layout.lines(sheet, row + 1, [p for line in lines for p in layout.wrapped(line, _BREDDE)]) + 1


def _counts(data: Datasett) -> tuple[str, ...]:
    lines = []
    for service in data.tjenester:
        parts = [
            f"{i.kortnavn}: {i.antall} (minst {i.minste_antall} for å sammenliknes)"
            if (i.minste_antall or 1) > 1
            else f"{i.kortnavn}: {i.antall}"
            for i in service.indikatorer
            if i.antall
        ]
        without = sorted({name for i in service.indikatorer for name in i.uten})
        parts += [
            f"uten {name}: " + ", ".join(i.kortnavn for i in service.indikatorer if name in i.uten)
            for name in without
        ]
        if parts:
            lines.append(f"{service.navn}: {'; '.join(parts)}.")
    return tuple(lines)


def _reservations(data: Datasett) -> tuple[str, ...]:
    return tuple(
        f"{service.navn}, {i.kortnavn}: {i.forbehold}"
        for service in data.tjenester
        for i in service.indikatorer
        if i.forbehold
    )


def _unused(data: Datasett) -> tuple[str, ...]:
    return tuple(
        f"{f'{k.kommune}: ' * data.er_nettverk}{k.tabell}, {k.linje}{f', {k.aar}' if k.aar else ''}: "
        f"{k.begrunnelse.removesuffix('.')}. {k.merknad} "
        f"({k.kilde}{f', s. {k.side}' if k.side else ''})"
        for k in data.korreksjoner
        if not k.brukes
    )


def _wrong_labels(data: Datasett) -> tuple[str, ...]:
    return tuple(
        f"{tjeneste.navn}, {i.kortnavn}, {whose}: trykt {etikett.verdi}. {etikett.merknad}"
        for tjeneste in data.tjenester
        for i, whose, etikett in feil_etiketter(data, tjeneste)
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
