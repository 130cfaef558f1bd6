"""Figur: the members sorted, for one chosen indicator and for three fixed key figures."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import UTREGNEDE
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.avvik.tabell import SUM_IS
from asss_xl.report.formler import hovedrapport as formler, tekst
from asss_xl.report.hovedrapport.ark import AV_INNTEKTENE, Regnskapslinjer
from asss_xl.report.hovedrapport.avvik import Avvikslinjer
from asss_xl.report.hovedrapport.tabell import Medlemmer, Medlemslinje
from asss_xl.report.nettverk.profiltall import MedSnitt, decimals
from asss_xl.report.steg import Blokk, Steg
from asss_xl.stated import beside
from asss_xl.workbook import GAP, Call, Cell, Chart, Range, Series, Sheet, of, styles

_VELG_RAD = 3
_DATA = beside(__file__)
#: Of a chart: two have room on a page, under its choice too.
_RADER = 15
#: The columns of a chart's block: whose figure, its place, and the same in order.
_HODER = ("Verdi", "Plass", "Nr", "Linjen til nr", "I rekkefølge", "Kommunene", "Snitt", "Null")
VERDI, _PLASS, _NR, _RAD, ORDNET, _KOMMUNE, _SNITT, _NULL = _HODER


#: What the checks look at of a chart: its figures, and what is drawn of them and of the mean.
Tegnede = tuple[Range, Range, Range]


#: A chart that always shows the same key figure: its title, its unit, the line.
_Fast = tuple[str, str, Medlemslinje]


class _Writer:
    def __init__(self, sheet: Sheet, med: Medlemmer) -> None:
        self.sheet, self.med, self.valg = sheet, med, med.valg
        self.steg = Steg(sheet.book, "Steg_figur")
        layout.widths(self.steg.sheet, (50, 20, 11, 8, 11, 26, 11, 11))
        self.made: list[Tegnede] = []

    def chosen(self, row: int, tall: MedSnitt) -> None:
        """The chart of the indicator in the yellow cell."""
        valg, names = self.valg, list(tall.navn.values())
        heads = ("Rader foran", "Enhet", "Desimaler")
        listed = self.steg.blokk("Indikatorer å velge", heads, names)
        for line, (_, i) in enumerate(tall.beregnet):
            known: tuple[float | str, ...] = (tall.foran(i), i.enhet, float(decimals(valg.data, i)))
            for head, value in zip(heads, known, strict=True):
                listed.put(line, head, value)
        label, about = "Indikator (gult felt: velg)", "Indikatoren som vises i figuren"
        choice = layout.choice(self.sheet, _VELG_RAD, label, names[0], about, listed.labels)
        answer = self.steg.aapen("Indikatoren som er valgt", ["Svar"])[0]
        place = answer.calc("Nr i listen", bb.plass_i, choice, listed.labels)
        before, unit, shown = (answer.calc(head, bb.paa_plass, listed.column(head), place) for head in heads)
        at_row = answer.calc("Rad i tallene", before + valg.aarnr[valg.data.rapportaar])
        values = [
            of(bb.naar, self.med.nettverk.maske[n], of(bb.i_blokk, tall.alle, at_row, float(n + 1)))
            for n in self.med.plasser
        ]
        mean = of(bb.paa_plass, tall.alle_snitt, at_row)
        title = tekst(choice, ", ", unit, ", ", valg.aar)
        about = "Søylediagram av indikatoren som er valgt øverst på arket."
        self.draw(row, title, [*values, mean], shown, about)

    def fixed(self, row: int, fast: _Fast) -> None:
        """The chart of a key figure."""
        name, unit, line = fast
        title = tekst(f"{name}, {unit}, ", self.valg.aar)
        values = [of(bb.gjenta, each) for each in (*line.vist, line.snitt)]
        self.draw(row, title, values, float(line.om.desimaler), f"Søylediagram. {name}.")

    def draw(self, row: int, title: Call, values: list[Call], desimaler: Cell | float, alt: str) -> None:
        """The members and last the mean, sorted by formula, and the chart of them."""
        shown = styles.tall(int(desimaler)).number_format if isinstance(desimaler, float) else figurer.ETIKETT
        block = self.steg.blokk("", _HODER, [*self.med.navn, _SNITT])
        name = self.steg.sheet.calc(block.row, 1, title, style=styles.HJELP)
        for number, call in enumerate(values):
            block.calc(number, VERDI, call)
        self._sorted(block, desimaler)
        drawn = (block.column(_KOMMUNE), block.column(_SNITT))
        self.made.append((block.column(VERDI), *drawn))
        names, look = block.column(ORDNET), {"labels": True, "label_format": shown}
        series = (
            Series("Kommunene", names, drawn[0], color=styles.BLAA, **look),  # type: ignore[arg-type]
            Series("Snitt (skravert)", names, drawn[1], color=styles.ORANSJE, pattern=True, **look),  # type: ignore[arg-type]
            # Nothing to see: it keeps zero on the scale, whatever the program chooses.
            Series(_NULL, names, block.column(_NULL), color=styles.HVIT),
        )
        about = {"alt": f"{alt} {_DATA['tekst']['sortert']}", **_DATA["figurer"]["soeyler"]}
        figurer.tegn(self.sheet, Chart("column", name, series, row, 0, **about))
        figurer.under(self.sheet, row + _RADER - 1, 0, (), f"Kilde: {layout.source(self.valg.data)}.")

    def _sorted(self, block: Blokk, desimaler: Cell | float) -> None:
        """The place of each, then name and figure by place."""
        found, lines = block.column(VERDI), [block[number] for number in range(block.lines)]
        for number, line in enumerate(lines):
            line.calc(_PLASS, formler.rekkefoelge, line[VERDI], found, block.column(VERDI, 0, number))
            line.put(_NR, float(number + 1))
        names, places = block.labels, block.column(_PLASS)
        for line in lines:
            at = line.calc(_RAD, bb.plass_i, line[_NR], places, missing="")
            line.calc(ORDNET, bb.paa_plass, names, at, missing="")
            line.put(_NULL, 0.0)
            shown = of(bb.rundet, of(bb.paa_plass, found, at), desimaler)
            for heading, which in ((_KOMMUNE, formler.ikke_siste), (_SNITT, bb.naar_lik)):
                line.calc(heading, which, at, float(block.lines), shown, missing=GAP)


def _faste(data: Datasett, regnskap: Regnskapslinjer | None, avvik: Avvikslinjer | None) -> Iterator[_Fast]:
    for post in ("netto", "netto_gjeld"):
        if regnskap and post in regnskap:
            yield UTREGNEDE[post], AV_INNTEKTENE, regnskap[post][data.rapportaar]
    if avvik is not None and avvik.kroner:
        name = "Avvik fra beregnet utgiftsbehov, sektorene i inntektssystemet"
        yield name, "kr per innbygger", avvik.kroner[SUM_IS]


def fill(
    sheet: Sheet,
    med: Medlemmer,
    profiltall: MedSnitt | None = None,
    regnskap: Regnskapslinjer | None = None,
    avvik: Avvikslinjer | None = None,
) -> tuple[Tegnede, ...]:
    """Write the chart that follows the choice, then the fixed ones; the sheet goes where there are none."""
    data = med.valg.data
    faste = list(_faste(data, regnskap, avvik))
    if profiltall is None and not faste:
        sheet.book.drop(sheet)
        return ()
    layout.heading(sheet, med.valg, "Figurer", "Tjenesteprofil")
    layout.widths(sheet, (30, 70, 30, 28))
    writer = _Writer(sheet, med)
    row = _VELG_RAD + 2
    if profiltall is not None:
        writer.chosen(row, profiltall)
        row += _RADER
    sheet.printing.last_column = 3
    sheet.printing.parts = tuple(row + number * _RADER for number in range(len(faste)))
    for at, fast in zip(sheet.printing.parts, faste, strict=True):
        writer.fixed(at, fast)
    sheet.freeze = (2, 0)
    return tuple(writer.made)
