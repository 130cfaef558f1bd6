"""Produksjon: use of resources, production and efficiency, every service x every member."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.dataset.utgifter import ressursbruk
from asss_xl.functions.excel.formula import formula
from asss_xl.report import layout
from asss_xl.report.hovedrapport.tabell import FORSTE_RAD, TEGN, Linje, Medlemmer, Om, Tabell
from asss_xl.report.produksjon import ARK, STEG, om_vektene
from asss_xl.report.steg import Steg
from asss_xl.workbook import Call, Range, Sheet, of, styles

_VEKT, _ENHET = "Vekt", "snitt = 100"
#: Points of a row: seven services have room on a page.
_HOEYDE = 13
_FORBEHOLD = (
    "Produksjon er ikke kvalitet: les forbeholdene på Metode. Snittet er uveid av indeksene, og ikke "
    "alltid 100."
)
#: The index, where enough have the figure and the mean is not below zero.
_indeks = formula("verdi snitt n minst", "IF((n<minst)+(snitt<0)>0,NA(),100*verdi/snitt)")
_Linjer = Mapping[tuple[str, int], Linje]


def services(data: Datasett) -> list[Tjeneste]:
    """Those whose production is made of all members' own figures."""
    weighted = ((t, data.vektet(t)) for t in data.tjenester)
    return [t for t, found in weighted if found and all(data.beregnet(i) for i, _ in found)]


class _Writer:
    def __init__(self, sheet: Sheet, med: Medlemmer, lines: _Linjer) -> None:
        self.lines, self.data = lines, med.valg.data
        self.table = Tabell(sheet, med, hoeyde=_HOEYDE)
        names = [(t, [*self.data.vektet(t)]) for t in services(self.data)]
        self.blokk = Steg(sheet.book, STEG).blokk(
            "Indekser bak produksjonen, snittet = 100",
            [*med.navn, _VEKT],
            [f"{t.navn}: {i.kortnavn}" for t, found in names for i, _ in found],
        )
        self.at = 0

    def write(self) -> dict[str, list[Linje]]:
        """The three lines of each service, by its key."""
        table, row, parts = self.table, FORSTE_RAD, []
        made: dict[str, list[Linje]] = {}
        table.heads("Tjeneste")
        for service in services(self.data):
            parts.append(row)
            row = table.group(row, service.navn)
            made[service.noekkel] = self._service(row, service)
            row += len(made[service.noekkel])
        table.note(row + 1, [TEGN, _FORBEHOLD, *om_vektene(self.data)])
        table.sheet.printing.parts = tuple(parts[1:])
        return made

    def _service(self, row: int, service: Tjeneste) -> list[Linje]:
        spent, first = ressursbruk(self.data, service), self.at
        for i, weight in self.data.vektet(service):
            self.blokk.put(self.at, _VEKT, weight.vekt)
            for number, name in enumerate(self.table.med.navn):
                call = self._index(i, number)
                look = styles.hjelp(styles.tall(1))
                self.blokk.calc(self.at, name, call, style=look)
            self.at += 1

        def production(number: int) -> Call:
            return of(f.produksjonsindeks, self._column(_VEKT, first), self._member(number, first))

        lines = [self._line(row, service, "Produksjon", production)]
        if spent is None or not self.data.beregnet(spent):
            return lines
        lines.append(self._line(row + 1, service, "Ressursbruk", lambda number: self._index(spent, number)))
        lines.append(
            self._line(
                row + 2,
                service,
                "Effektivitet",
                lambda number: of(f.effektivitet, *(line.vist[number] for line in lines[:2])),
            )
        )
        return lines

    def _line(self, row: int, service: Tjeneste, name: str, call: Callable[[int], Call]) -> Linje:
        about = Om(name, _ENHET, etikett=f"{service.navn}: {name.lower()}")
        return self.table.line(row, about, lambda number: self.table.om_med(number, call(number)))

    def _index(self, i: Indikator, number: int) -> Call:
        line = self.lines[i.tjeneste, i.nr]
        return of(_indeks, line.vist[number], line.snitt, line.n, line.minst)

    def _column(self, heading: str, first: int) -> Range:
        return self.blokk.sheet.range(self.blokk.at(first, heading), self.blokk.at(self.at - 1, heading))

    def _member(self, number: int, first: int) -> Range:
        return self._column(self.table.med.navn[number], first)


def fill(sheet: Sheet, med: Medlemmer, lines: _Linjer) -> dict[str, list[Linje]]:
    """Write the table; ``lines`` are the indicators' on the services' sheets, by service and number."""
    layout.heading(sheet, med.valg, "Ressursbruk, produksjon og effektivitet", ARK)
    return _Writer(sheet, med, lines).write()
