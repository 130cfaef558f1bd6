"""Produksjon: use of resources, production and efficiency, every service x every member."""

from __future__ import annotations

from collections.abc import Mapping

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.dataset.utgifter import ressursbruk
from asss_xl.functions.excel.formula import formula
from asss_xl.report import layout
from asss_xl.report.hovedrapport.medlemmer import Medlemmer
from asss_xl.report.hovedrapport.tabell import TEGN, Linje, Om, Tabell
from asss_xl.report.produksjon import ARK, STEG, om_vektene
from asss_xl.report.steg import Steg
from asss_xl.workbook import Call, Sheet, of, styles

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
        self.lines_of = iter(range(self.blokk.lines))

    def write(self) -> dict[str, list[Linje]]:
        """The three lines of each service, by its key."""
        table, parts = self.table, []
        made: dict[str, list[Linje]] = {}
        table.heads("Tjeneste")
        for service in services(self.data):
            parts.append(table.row)
            table.group(service.navn)
            made[service.noekkel] = self._service(service)
        table.note(TEGN, _FORBEHOLD, *om_vektene(self.data))
        table.sheet.printing.parts = tuple(parts[1:])
        return made

    def _service(self, service: Tjeneste) -> list[Linje]:
        spent, weighted = ressursbruk(self.data, service), self.data.vektet(service)
        numbers = [next(self.lines_of) for _ in weighted]
        for number, (i, weight) in zip(numbers, weighted, strict=True):
            self.blokk.put(number, _VEKT, weight.vekt)
            for name, call in zip(self.table.med.navn, self._indices(i), strict=True):
                self.blokk.calc(number, name, call, style=styles.hjelp(styles.tall(1)))
        weights, *members = (
            self.blokk.column(heading, numbers[0], numbers[-1]) for heading in (_VEKT, *self.table.med.navn)
        )
        made = [of(f.produksjonsindeks, weights, indices) for indices in members]
        lines = [self._line(service, "Produksjon", made)]
        if spent is None or not self.data.beregnet(spent):
            return lines
        lines.append(self._line(service, "Ressursbruk", self._indices(spent)))
        both = zip(*(line.vist for line in lines), strict=True)
        return [*lines, self._line(service, "Effektivitet", [of(f.effektivitet, *each) for each in both])]

    def _line(self, service: Tjeneste, name: str, calls: list[Call]) -> Linje:
        about = Om(name, _ENHET, etikett=f"{service.navn}: {name.lower()}")
        return self.table.line(about, self.table.blokk.om_med(calls))

    def _indices(self, i: Indikator) -> list[Call]:
        line = self.lines[i.tjeneste, i.nr]
        return [of(_indeks, each, line.snitt, line.n, line.minst) for each in line.vist]


def fill(sheet: Sheet, med: Medlemmer, lines: _Linjer) -> dict[str, list[Linje]]:
    """Write the table; ``lines`` are the indicators' on the services' sheets, by service and number."""
    layout.heading(sheet, med.valg, "Ressursbruk, produksjon og effektivitet", ARK)
    return _Writer(sheet, med, lines).write()
