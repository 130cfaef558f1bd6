"""One sheet per service: every indicator x every member."""

from __future__ import annotations

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.hovedrapport.medlemmer import Medlemmer
from asss_xl.report.hovedrapport.tabell import HODERAD, TEGN, Linje, Om, Tabell, bredde
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.workbook import Sheet, of

#: Points between the source and the table: a service is to have room on a page.
_LUFT = 6.0


def computed(data: Datasett, tjeneste: Tjeneste) -> list[Indikator]:
    """The indicators of a service that the package has all members' figures of."""
    return [i for i in tjeneste.indikatorer if data.beregnet(i)]


def labels(data: Datasett) -> dict[tuple[str, int], str]:
    """What each indicator is called among those of all services; no two are alike."""
    made: dict[tuple[str, int], str] = {}
    for tjeneste in data.tjenester:
        for i in computed(data, tjeneste):
            name = f"{tjeneste.navn}: {i.kortnavn}"
            taken = {text.casefold() for text in made.values()}
            made[i.tjeneste, i.nr] = f"{name} ({i.nr})" if name.casefold() in taken else name
    return made


def fill(
    sheet: Sheet, med: Medlemmer, tjeneste: Tjeneste, tall: Profiltall, names: dict[tuple[str, int], str]
) -> list[Linje]:
    """Write the table; the lines are in the indicators' order."""
    data = med.valg.data
    indicators = computed(data, tjeneste)
    layout.heading(sheet, med.valg, tjeneste.navn, "Tjenesteprofil")
    table = Tabell(sheet, med, bredde=_width(data, tjeneste, indicators))
    table.heads()
    sheet.heights[HODERAD - 1] = _LUFT
    for indicator in indicators:
        table.holdt_utenfor(indicator.uten)
    lines, parts, group = [], [], ""
    for i in indicators:
        if i.gruppe != group:
            group = i.gruppe
            parts.append(table.row)
            table.group(group)
        lines.append(_line(table, i, tall, names[i.tjeneste, i.nr]))
    table.note(TEGN, *_notes(indicators))
    sheet.printing.parts = tuple(parts[1:])
    return lines


def _line(table: Tabell, i: Indikator, tall: Profiltall, label: str) -> Linje:
    valg, minst = table.valg, i.minste_antall or 1
    name = f"{i.navn}{' *' if i.forbehold else ''}"
    about = Om(name, i.enhet, decimals(valg.data, i), i.gunstig, minst, i.uten, label)
    found = table.blokk.om_med(table.med.aarets(lambda place: tall.kolonne(i, place)))
    return table.line(about, found, of(bb.paa_plass, tall.snitt(i), valg.aarnr[valg.data.rapportaar]))


def _width(data: Datasett, tjeneste: Tjeneste, indicators: list[Indikator]) -> float:
    places = {i.nr: decimals(data, i) for i in indicators}
    return bredde(
        [
            (v.verdi, places[key[1]])
            for key, v in data.verdier.items()
            if key[0] == tjeneste.noekkel and key[1] in places and v.verdi is not None
        ]
    )


def _notes(indicators: list[Indikator]) -> list[str]:
    texts = [f"* {i.navn}: {i.forbehold}" for i in indicators if i.forbehold]
    without: dict[tuple[str, ...], list[str]] = {}
    for i in indicators:
        if i.uten:
            without.setdefault(i.uten, []).append(i.navn)
    texts += [
        f"Uten {', '.join(names)} i snitt, lavest, høyest og n: {'; '.join(which)}."
        for names, which in without.items()
    ]
    few = [f"{i.navn} (minst {i.minste_antall})" for i in indicators if (i.minste_antall or 1) > 1]
    if few:
        texts.append(f"Uten tegn og plass når færre kommuner har tall: {'; '.join(few)}.")
    if any(i.snitt_type == "veid" for i in indicators):
        weighted = [i.navn for i in indicators if i.snitt_type == "veid"]
        texts.append(f"Veid snitt: {'; '.join(weighted)}. De andre er uveid.")
    return texts
