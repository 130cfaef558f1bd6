"""The accounts per inhabitant, beside the country: what a council asks of its economy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report.formler import tekst
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.regnskap.mellomregning import MILLPOSTER, Aar, postnavn
from asss_xl.workbook import Call, Cell, of

GJELD, FRIE, KORRIGERT = "netto_gjeld", "frie", "korrigert"
#: As the ministry corrects them: without eiendomsskatt, which a municipality decides itself.
_UTEN = "eiendom"
_KORRIGERTE = "Korrigerte frie inntekter"
_HELE = ("driftsinntekter", "driftsutgifter", "investeringer")
_OM = (
    "Korrigerte frie inntekter: frie inntekter uten eiendomsskatt minus korreksjonen for utgiftsbehov. Delen "
    "som er beregnet utgiftsbehov, er da delt på kostnadsindeksen, og resten lagt til.",
    "Korrigerte frie inntekter sammenlikner kommuner samme år, ikke år med hverandre.",
)


@dataclass
class PerInnbygger:
    """Kroner per inhabitant by line and year: the municipality's, the country's, the gap in mill. kr."""

    egen: dict[str, Aar] = field(default_factory=dict)
    landet: dict[str, Aar] = field(default_factory=dict)
    mill: dict[str, Aar] = field(default_factory=dict)


def fill(ark: Ark, people: Aar, corrections: Mapping[int, Cell]) -> PerInnbygger:
    """The table, below the others; the country's columns where its accounts are known."""
    made = PerInnbygger()
    lines = [GJELD, FRIE, *([KORRIGERT] if corrections else []), *_HELE]
    ark.new_page()
    title = "Regnskapet per innbygger"
    ark.title(tekst(title, ark.valg.prismerknad) if ark.valg.pris else title)
    country = ark.kilde.har_folketall
    them = "Landet" if ark.valg.data.resten else "Medlemmene"
    beside = (them, "Forskjell, mill. kr") if country else ()
    ark.heads("Kroner per innbygger", (ark.valg.kommune, *beside))
    for line in lines:
        ark.label(_KORRIGERTE if line == KORRIGERT else postnavn(line))
        for year in ark.aar:
            _figure(ark, made, line, year, people[year], corrections.get(year), country)
        ark.row += 1
    for text in _OM if corrections else ():
        ark.note(text)
    ark.sheet.printing.parts = (*ark.sheet.printing.parts, ark.sidestart[-1])
    return made


def _figure(
    ark: Ark, made: PerInnbygger, line: str, year: int, people: Cell, correction: Any, country: bool
) -> None:
    def put(group: int, kept: dict[str, Aar], figure: Call) -> Cell:
        call = ark.valg.faste(figure, year) if group < 2 else figure
        return kept.setdefault(line, {}).setdefault(year, ark.put(group, year, call))

    amounts = ark.beloep
    if line == KORRIGERT:
        free = amounts[FRIE][year] - amounts[_UTEN][year]
        own = put(0, made.egen, of(f.per_innbygger, free, people, 1e6) - correction)
    else:
        unit = 1e6 if line in MILLPOSTER else 1000.0
        own = put(0, made.egen, of(f.per_innbygger, amounts[line][year], people, unit))
    others = _of_country(ark, line, year) if country else None
    if others is not None:
        other = put(1, made.landet, others)
        put(2, made.mill, of(bb.mill, own - other, people))


def _of_country(ark: Ark, line: str, year: int) -> Call | None:
    """The members' own figures of a line added up, where they are known.

    The country needs what it is held to need: its own figure is its corrected one.
    """
    row = "frie_uten_eiendom" if line == KORRIGERT else line
    found = ark.kilde.referanse(rt.LANDET, year, "regnskap", row).verdi
    return found if isinstance(found, Call) else None
