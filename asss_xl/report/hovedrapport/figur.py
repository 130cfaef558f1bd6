"""Figur: the members sorted, for one chosen indicator and for three fixed key figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from asss_xl.dataset.model import Datasett, Indikator
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.hovedrapport.tabell import Linje, Medlemmer
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.report.nettverk.valg import tekst
from asss_xl.workbook import GAP, Call, Cell, Chart, Range, Series, Sheet, of, styles

_VELG_RAD = 3
_DIAGRAM = (1120, 324)
_RADER = 20
#: Helper columns: the members with their figures, and the same in order.
HJELP = 4
(_NAVN, _VERDI, _PLASS, _ORDNET, _KOMMUNE, _SNITT) = range(HJELP, HJELP + 6)
_LISTE = HJELP + 8
_SNITTNAVN = "Snitt"


@dataclass
class Figurer:
    """What the checks look at: the figures of each chart and how many are drawn."""

    verdier: list[Range] = field(default_factory=list)
    tegnet: list[tuple[Range, Range]] = field(default_factory=list)


@dataclass(frozen=True)
class Fast:
    """A chart that always shows the same key figure."""

    tittel: str
    enhet: str
    linje: Linje


class _Writer:
    def __init__(self, sheet: Sheet, med: Medlemmer) -> None:
        self.sheet, self.med, self.valg = sheet, med, med.valg
        self.count = len(med.plasser)
        self.made = Figurer()

    def chosen(
        self, row: int, indicators: Sequence[Indikator], labels: Sequence[str], tall: Profiltall
    ) -> None:
        """The chart of the indicator in the yellow cell."""
        sheet, valg = self.sheet, self.valg
        sheet.put(_VELG_RAD, 0, "Indikator (gult felt: velg)", styles.RAD.but(bold=True))
        sheet.put(2, _LISTE, "Indikatorer å velge", styles.HJELP_HODE)
        for at, (i, label) in enumerate(zip(indicators, labels, strict=True), start=3):
            sheet.put(at, _LISTE, label, styles.HJELP)
            sheet.put(at, _LISTE + 1, i.enhet, styles.HJELP)
            sheet.put(at, _LISTE + 2, float(decimals(valg.data, i)), styles.HJELP)
        end = 2 + len(labels)
        listed = sheet.range((3, _LISTE), (end, _LISTE))
        choice = sheet.editable(
            _VELG_RAD, 1, labels[0], styles.RAD.but(bold=True, align="left"),
            "Indikatoren som vises i figuren", choices=listed,
        )  # fmt: skip
        look = styles.HJELP.but(number_format="0")
        sheet.put(row - 1, _NAVN, "Indikatorens plass, rad i Tall profiler, enhet, desimaler", styles.HJELP)
        place = sheet.calc(row - 1, _PLASS, bb.plass_i, choice, listed, style=look)
        years = float(len(valg.data.aar))
        at_row = sheet.calc(
            row - 1, _ORDNET, bb.pluss, of(bb.ganger, of(bb.minus, place, 1.0), years),
            valg.aarnr[valg.data.rapportaar], style=look,
        )  # fmt: skip
        unit = sheet.calc(row - 1, _KOMMUNE, bb.hent, place,
                          sheet.range((3, _LISTE + 1), (end, _LISTE + 1)), style=look)  # fmt: skip
        shown = sheet.calc(row - 1, _SNITT, bb.hent, place,
                           sheet.range((3, _LISTE + 2), (end, _LISTE + 2)), style=look)  # fmt: skip
        block = tall.samlet(list(indicators))

        def value(number: int) -> Call:
            return of(bb.velg, block, at_row, float(self.med.plasser[number] + 1))

        mean = of(bb.velg, tall.samlet_snitt(list(indicators)), at_row, 1.0)
        self.draw(
            row, tekst(choice, ", ", unit, ", ", valg.aar), lambda n: self.med.om_med(n, value(n)),
            mean, shown, "Søylediagram av indikatoren som er valgt øverst på arket.",
        )  # fmt: skip

    def fixed(self, row: int, fast: Fast) -> None:
        """The chart of a key figure."""
        line = fast.linje
        self.draw(
            row, tekst(f"{fast.tittel}, {fast.enhet}, ", self.valg.aar),
            lambda n: of(bb.gjenta, line.vist[n]), of(bb.gjenta, line.snitt),
            float(line.om.desimaler), f"Søylediagram. {fast.tittel}.",
        )  # fmt: skip

    def draw(
        self, row: int, title: Call, values: Callable[[int], Call], mean: Call,
        desimaler: Cell | float, alt: str,
    ) -> None:  # fmt: skip
        """The members and the mean, sorted by formula, and the chart of them."""
        sheet, first = self.sheet, row + 2
        last = first + self.count
        small = styles.HJELP.but(align="right")
        name = sheet.calc(row, _NAVN, title.function, *title.arguments, style=styles.HJELP)
        labels = ("Kommune", "Verdi", "Plass", "I rekkefølge", "Kommune", _SNITTNAVN)
        for offset, label in enumerate(labels):
            sheet.put(row + 1, _NAVN + offset, label, styles.HJELP_HODE)
        for at, number in zip(range(first, last + 1), range(self.count + 1), strict=True):
            mine = number < self.count
            sheet.put(at, _NAVN, self.med.navn[number] if mine else _SNITTNAVN, styles.HJELP)
            call = values(number) if mine else mean
            sheet.calc(at, _VERDI, call.function, *call.arguments, style=small)
        found = self._column(_VERDI, first, last)
        self._sorted(first, last, found, small, desimaler)
        self.made.verdier.append(found)
        drawn = (self._column(_KOMMUNE, first, last), self._column(_SNITT, first, last))
        self.made.tegnet.append(drawn)
        categories = self._column(_ORDNET, first, last)
        sheet.charts.append(
            Chart(
                "column", name,
                (
                    Series("Kommunene", categories, drawn[0], color=styles.BLAA, labels=True,
                           label_format="General"),
                    Series("Snitt (skravert)", categories, drawn[1], color=styles.ORANSJE,
                           labels=True, label_format="General", pattern=True),
                ),
                row=row, column=0, width=_DIAGRAM[0], height=_DIAGRAM[1],
                alt=f"{alt} Kommunene som er med, sortert fra høyest til lavest, med snittet som "
                "egen skravert søyle. Tallene står ved siden av figuren.",
                y_format="General", gap=40, overlap=100,
            )  # fmt: skip
        )

    def _column(self, column: int, first: int, last: int) -> Range:
        return self.sheet.range((first, column), (last, column))

    def _sorted(
        self, first: int, last: int, found: Range, style: styles.Style, desimaler: Cell | float
    ) -> None:
        sheet, count = self.sheet, float(self.count + 1)
        look = styles.HJELP.but(number_format="0", align="right")
        for row in range(first, last + 1):
            ahead = sheet.range((first - 1, _VERDI), (row - 1, _VERDI))
            sheet.calc(row, _PLASS, bb.rekkefoelge, sheet.cells[row, _VERDI], found, ahead,
                       style=look)  # fmt: skip
        places = self._column(_PLASS, first, last)
        names = self._column(_NAVN, first, last)
        for row in range(first, last + 1):
            place = of(bb.plass, float(row - first + 1), places)
            value = of(bb.hent, place, found)
            sheet.calc(row, _ORDNET, bb.hent, place, names, style=styles.HJELP)
            for column, parts in ((_KOMMUNE, ("", value)), (_SNITT, (value, ""))):
                drawn = of(bb.for_nummer, place, count, *parts)
                sheet.calc(row, column, bb.rundet, drawn, desimaler, style=style, missing=GAP)


def indicators(data: Datasett) -> list[Indikator]:
    """The indicators that can be chosen, as they stand on Tall profiler."""
    return [i for t in data.tjenester for i in t.indikatorer if data.beregnet(i)]


def fill(
    sheet: Sheet, med: Medlemmer, tall: Profiltall | None, labels: Sequence[str],
    faste: Sequence[Fast],
) -> Figurer:  # fmt: skip
    """Write the chart that follows the choice, then the fixed ones."""
    layout.heading(sheet, med.valg, "Figurer", "Tjenesteprofil")
    layout.widths(sheet, (30, 70, 30, 26, 20, 11, 8, 20, 11, 11, 3, 3, 50, 14))
    writer = _Writer(sheet, med)
    row = _VELG_RAD + 2
    step = max(_RADER, len(med.plasser) + 5)
    if tall is not None and labels:
        writer.chosen(row, indicators(med.valg.data), labels, tall)
        row += step
    parts = []
    for fast in faste:
        parts.append(row)
        writer.fixed(row, fast)
        row += step
    sheet.printing.last_column = 3
    sheet.printing.parts = tuple(parts)
    sheet.freeze = (2, 0)
    return writer.made
