"""The choices that a whole workbook follows: municipality, year and group to compare with.

They stand on Forside. In a network each is a list; a report of stated figures is about one
municipality and year, and its cells hold just those. The lists, and the numbers that the other
sheets look figures up by, stand on ``Steg_valg``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from asss_xl.dataset.datasett import Datasett
from asss_xl.functions.values import Value
from asss_xl.report import formler as bb
from asss_xl.report.steg import Steg
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles

KOMMUNE_RAD, AAR_RAD, GRUPPE_RAD = 3, 4, 5
_VERDI = 1
STEG = "Steg_valg"
#: The group of those most like the municipality.
LIKESTE = "De likeste"
_HELTALL = styles.HJELP.but(number_format="0", align="right")


@dataclass
class Valg:
    """The chosen municipality and year, as cells; years by the key of the package's own window.

    A key is the year as it is when nothing else is chosen: ``aarstall[2009]`` shows 2008 when
    the year before is chosen. ``aarnr`` is its place among the package's years, empty outside.
    """

    data: Datasett
    kommune: Cell
    aar: Cell
    status: Cell
    #: Those the accounts are held against, in a sentence and as a heading; live in a network.
    andre: str | Cell
    andre_navn: str | Cell
    aarstall: dict[int, Cell] = field(default_factory=dict)
    aarnr: dict[int, Cell] = field(default_factory=dict)

    @property
    def vindu(self) -> tuple[int, ...]:
        """The keys of the years that are shown, oldest first."""
        return self.data.vindu

    def tittel(self, tekst: str) -> tuple[Any, ...]:
        """A heading with municipality and year, for ``sheet.calc``."""
        return bb.tekst(f"{tekst} – ", self.kommune, " ", self.aar)

    def aarene(self) -> tuple[Argument, Argument]:
        """The first and the last year that are shown."""
        return self.aarstall[self.vindu[0]], self.aarstall[self.vindu[-1]]


def place(
    sheet: Sheet, data: Datasett, kommuner: tuple[str, ...], hva: str = "Kommune", valgt: str = ""
) -> Valg:
    """Put the choices on Forside; ``kommuner`` are those that can be chosen.

    A workbook about all of them has the network's name in the municipality's place (``hva`` says
    what it is): it is no unit's name, so that no unit is «the municipality itself».
    """
    label = styles.RAD.but(bold=True)
    look = styles.RAD.but(bold=True, align="left")
    sheet.put(KOMMUNE_RAD, 0, hva, label)
    sheet.put(AAR_RAD, 0, "År", label)
    listed = [float(aar) for aar in data.aar]
    steps = Steg(sheet.book, STEG)
    steps.sheet.widths.update({0: 30, 1: 24, 2: 24})
    choices = steps.blokk("Årene i pakken", ["År", "Status"], [""] * len(listed))
    for line, (number, year) in enumerate(zip(listed, data.aar, strict=True)):
        choices.put(line, "År", number, _HELTALL)
        choices.put(line, "Status", _status(data, year))
    years = choices.column("År")
    kommune = _choice(
        sheet,
        KOMMUNE_RAD,
        valgt or data.kommune,
        look,
        "Kommunen rapporten gjelder",
        liste(steps, "Kommuner å velge", kommuner),
    )
    year_look = look.but(number_format="0")
    # The figures that a report states are about its own year: there is nothing to choose.
    aar = (
        _choice(sheet, AAR_RAD, float(data.rapportaar), year_look, "Rapportåret", years)
        if data.er_nettverk
        else sheet.put(AAR_RAD, _VERDI, float(data.rapportaar), year_look)
    )
    sheet.book.name("Kommune", kommune)
    sheet.book.name("Aar", aar)
    made = Valg(data, kommune, aar, kommune, *de_andre(data))
    labels = [f"År {key - data.rapportaar}".replace("-", "−") for key in data.vindu]
    shown = steps.blokk("Årene som vises", ["År", "Nr blant årene i pakken"], labels)
    for line, key in enumerate(data.vindu):
        back = data.rapportaar - key
        made.aarstall[key] = shown.calc(line, "År", bb.pluss, aar, float(-back), style=_HELTALL)
        if back:
            sheet.book.name(f"Aar_{back}", made.aarstall[key])
        made.aarnr[key] = shown.calc(
            line, "Nr blant årene i pakken", bb.plass_i, made.aarstall[key], years, missing=""
        )
        sheet.book.name(f"Aarnr_{back}" if back else "Aarnr", made.aarnr[key])
    states = steps.blokk("Status for rapportåret", ["Status"], ["Tallene er"])
    made.status = states.calc(
        0, "Status", bb.paa_plass, choices.column("Status"), made.aarnr[data.rapportaar]
    )
    return made


def de_andre(data: Datasett) -> tuple[str, str]:
    """The other members of the network, as a sentence speaks of them and as a heading."""
    if "ASSS" in data.nettverk:
        return "øvrige ASSS", "Øvrige ASSS"
    return "resten av nettverket", "Resten av nettverket"


def _status(data: Datasett, aar: int) -> str:
    """How final a year's figures are, as it is said of figures: «tallene er foreløpige»."""
    final = data.status if not data.foreloepige_aar else "endelig"
    word = "foreløpig" if aar in data.foreloepige_aar else final
    return word if word.endswith("e") or not word else f"{word}e"


def liste(steps: Steg, heading: str, values: Sequence[str]) -> Range:
    """Names to choose from, on the calculation sheet."""
    block = steps.blokk(heading, ["Navn"], [""] * len(values))
    for line, value in enumerate(values):
        block.put(line, "Navn", value)
    return block.column("Navn")


def _choice(sheet: Sheet, row: int, value: Value, style: styles.Style, label: str, choices: Range) -> Cell:
    """A list to choose from, or the only one there is."""
    if len(choices) > 1:
        return sheet.editable(row, _VERDI, value, style, label, choices=choices)
    return sheet.put(row, _VERDI, value, style)


def tekst(*parts: Argument) -> Call:
    """Parts joined to one text, as an argument of another call or a cell's formula."""
    function, *arguments = bb.tekst(*parts)
    return of(function, *arguments)
