"""The choices that a whole workbook follows: municipality, year and group to compare with.

They stand on Forside. In a network each is a list; a report of stated figures is about one
municipality and year, and its cells hold just those. Beside them stand the numbers that the
other sheets look figures up by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from asss_xl.dataset.model import Datasett
from asss_xl.functions.values import Value
from asss_xl.report import formler as bb
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles

KOMMUNE_RAD, AAR_RAD, GRUPPE_RAD = 3, 4, 5
_VERDI = 1
#: Helper columns on Forside: lists to choose from, then names and numbers.
_LISTE_AAR, _LISTE_STATUS, _LISTE_KOMMUNE, _NAVN, _NUMMER = 14, 15, 16, 18, 19
_TOPP = 2


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
    years = _list(sheet, _LISTE_AAR, "År å velge", [float(aar) for aar in data.aar])
    states = _list(sheet, _LISTE_STATUS, "Status", [_status(data, aar) for aar in data.aar])
    kommune = _choice(sheet, KOMMUNE_RAD, valgt or data.kommune, look, "Kommunen rapporten gjelder",
                      _list(sheet, _LISTE_KOMMUNE, "Kommuner å velge", list(kommuner)))  # fmt: skip
    year_look = look.but(number_format="0")
    # The figures that a report states are about its own year: there is nothing to choose.
    aar = (
        _choice(sheet, AAR_RAD, float(data.rapportaar), year_look, "Rapportåret", years)
        if data.er_nettverk else sheet.put(AAR_RAD, _VERDI, float(data.rapportaar), year_look)
    )  # fmt: skip
    sheet.book.name("Kommune", kommune)
    sheet.book.name("Aar", aar)
    made = Valg(data, kommune, aar, kommune)
    sheet.put(_TOPP, _NAVN, "Det de andre arkene slår opp med", styles.HJELP)
    row = _TOPP + 1
    number = styles.HJELP.but(number_format="0", align="right")
    for key in data.vindu:
        sheet.put(row, _NAVN, f"År {key - data.rapportaar}".replace("-", "−"), styles.HJELP)
        made.aarstall[key] = sheet.calc(
            row, _NUMMER, bb.pluss, aar, float(key - data.rapportaar), style=number
        )
        made.aarnr[key] = sheet.calc(
            row, _NUMMER + 1, bb.plass_i, made.aarstall[key], years, style=number
        )
        back = data.rapportaar - key
        sheet.book.name(f"Aarnr_{back}" if back else "Aarnr", made.aarnr[key])
        row += 1
    sheet.put(row, _NAVN, "Status", styles.HJELP)
    made.status = sheet.calc(
        row, _NUMMER, bb.velg, states, made.aarnr[data.rapportaar], 1.0, style=styles.HJELP
    )
    return made


def _status(data: Datasett, aar: int) -> str:
    return "foreløpig" if aar in data.foreloepige_aar else (
        data.status if not data.foreloepige_aar else "endelig"
    )  # fmt: skip


def _list(sheet: Sheet, column: int, heading: str, values: list[Value]) -> Range:
    sheet.put(_TOPP, column, heading, styles.HJELP_HODE)
    look = styles.HJELP.but(number_format="0")
    for row, value in enumerate(values, start=_TOPP + 1):
        sheet.put(row, column, value, look)
    return sheet.range((_TOPP + 1, column), (_TOPP + len(values), column))


def _choice(
    sheet: Sheet, row: int, value: Value, style: styles.Style, label: str, choices: Range
) -> Cell:
    """A list to choose from, or the only one there is."""
    if len(choices) > 1:
        return sheet.editable(row, _VERDI, value, style, label, choices=choices)
    return sheet.put(row, _VERDI, value, style)


def tekst(*parts: Argument) -> Call:
    """Parts joined to one text, as an argument of another call or a cell's formula."""
    function, *arguments = bb.tekst(*parts)
    return of(function, *arguments)
