"""All services at a glance: spending against need and against the mean, and the extremes.

The picture lies on the rows of the table: a bar for each of the two distances, in percent.
"""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.utgifter import ressursbruk
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.formler import tekst
from asss_xl.report.oversikt import formler
from asss_xl.report.oversikt.hovedfunn import STEG, Retningsord, sector_of
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.ark import Profil
from asss_xl.report.rapport import Rapport
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import GAP, MISSING_TEXT, Call, Cell, Chart, Series, Sheet, of, styles
from asss_xl.workbook.cells import quoted

_TJENESTE, _BEHOV, _SNITT, _FIGUR, _MILL, _LAVEST, _HOEYEST = 0, 1, 2, 3, 6, 7, 8
_HODER = {
    _TJENESTE: "Tjenestene på ett blikk",
    _BEHOV: "Mot behov",
    _SNITT: "Mot snittet",
    _MILL: "Avvik fra behov, mill. kr",
    _LAVEST: "Antall lavest",
    _HOEYEST: "Antall høyest",
}
#: Pixels: the head of the table, and a row; many services are set closer.
_HODE, _RAD, _TETT_RAD, _MANGE = 48, 30, 25, 12
_PUNKT = 72 / 96
_OVER_BEHOV, _OVER_SNITT = "Prosent over behovet", "Prosent over snittet"
_SOEYLE_BEHOV, _SOEYLE_SNITT, _NAVN = "Mot utgiftsbehovet", "Mot snittet i nettverket", "Navn"
_MYE, _INNE, _LINJE = "Hvor mye", "Navn inne i setningen", "Linje"
_IGJEN = "(samme sektor)"
_TEGNET = (
    "Mørk søyle: avvik fra utgiftsbehovet (landet). Lys søyle: utgiftsindikatoren mot snittet. Ingen søyle: "
    "ikke data, eller ikke i kostnadsnøkkelen."
)
_MOT_BEHOV = "Mot behov: utgiftene i prosent av beregnet utgiftsbehov, landet = 100. "
_MOT_SNITTET = "Mot snittet: utgiftsindikatoren i profilen, snittet = 100."
#: What is drawn, told and headed where there is no need for spending to be held against.
_TEGNET_UTEN = "Søyle: utgiftsindikatoren mot snittet. Ingen søyle: ikke data."
_ALT_UTEN = (
    "Liggende søylediagram på tabellens rader. Utgiftsindikatoren i hver tjeneste i prosent over eller under "
    "snittet. Tallene står i tabellen."
)
_OM_BEHOVET = (_BEHOV, _MILL)
_YTTERST = "Lavest og høyest: antall indikatorer der kommunen er lavest eller høyest i nettverket."
_ALT = (
    "Liggende søylediagram på tabellens rader. Utgiftene i hver tjeneste i prosent over eller under beregnet "
    "utgiftsbehov (mørk) og over eller under snittet (lys). Tallene står i tabellen."
)
_FORTEGN = "+0;−0;0"


@dataclass(frozen=True)
class _Tjeneste:
    """A line: a service with its profile, or a sector that has none."""

    navn: str
    sektor: str
    profil: Profil | None


def _lines(report: Rapport) -> list[_Tjeneste]:
    sectors = list(report.behov.sektorer) if report.behov else []
    made = [_Tjeneste(p.tjeneste.navn, sector_of(report, p.tjeneste.noekkel), p) for p in report.profiler]
    told = {line.sektor for line in made}
    return made + [_Tjeneste(name, name, None) for name in sectors if name not in told]


class EttBlikk:
    """Writes the table with its picture, and the sentence that is its title."""

    def __init__(self, sheet: Sheet, report: Rapport) -> None:
        self.sheet, self.report = sheet, report
        self.lines = _lines(report)
        self.steg = Steg(sheet.book, STEG)
        self.with_need = report.kjede is not None and bool(report.behov and report.behov.sektorer)

    def write(self, row: int) -> int:
        """Message, what is drawn, table and source; returns the next row."""
        sheet, head = self.sheet, row + 2
        block = self._table(head)
        title = self._message(block, row)
        sheet.put(row + 1, 0, _TEGNET if self.with_need else _TEGNET_UTEN, styles.NOTE)
        self._chart(head, block, title)
        source = f"{_YTTERST} Kilde: {layout.source(self.report.data)}."
        against = _MOT_BEHOV + _MOT_SNITTET if self.with_need else _MOT_SNITTET
        return layout.lines(sheet, head + len(self.lines) + 1, (against, source), styles.NOTE)

    # -- the table --------------------------------------------------------------------------------

    def _table(self, head: int) -> Blokk:
        sheet = self.sheet
        for column in range(_HOEYEST + 1):
            look = styles.HODE_VENSTRE if column == _TJENESTE else styles.HODE
            label = _HODER.get(column, "") if self.with_need or column not in _OM_BEHOVET else ""
            sheet.put(head, column, label, look.but(size=9.5, valign="bottom"))
        sheet.heights[head] = _HODE * _PUNKT
        self.pixels = _RAD if len(self.lines) <= _MANGE else _TETT_RAD
        block = self.steg.blokk(
            "Tjenestene på ett blikk",
            [_OVER_BEHOV, _OVER_SNITT, _SOEYLE_BEHOV, _SOEYLE_SNITT, _NAVN],
            [line.navn for line in self.lines],
        )
        told: set[str] = set()
        for number, line in enumerate(self.lines):
            self._line(head + 1 + number, block, number, line, line.sektor in told)
            told.add(line.sektor)
        return block

    def _line(self, row: int, block: Blokk, number: int, line: _Tjeneste, again: bool) -> None:
        sheet = self.sheet
        sheet.heights[row] = self.pixels * _PUNKT
        link = line.profil.ark if line.profil else "Ressursbruk"
        there = link in sheet.book.sheets
        look = styles.LENKE.but(bottom=styles.LYS_GRAA) if there else styles.RAD
        flag = self._flag(line)
        if line.profil is None and flag is not None and there:
            sheet.calc(row, _TJENESTE, formler.lenke_naar, flag, f"#{quoted(link)}!A1", line.navn, style=look)
        else:
            sheet.put(row, _TJENESTE, line.navn, look, link=link if there else None)
        block.put(number, _NAVN, line.navn)
        self._need(row, line, again, flag)
        main = self._main(line.profil) if line.profil else None
        whole = styles.tall(0)
        if main is not None:
            sheet.calc(row, _SNITT, bb.gjenta, main, style=whole)
        self._extremes(row, line.profil)
        for column in range(_HOEYEST + 1):
            if (row, column) not in sheet.cells:
                sheet.put(row, column, None, whole)
        self.report.paa_ett_blikk.append((line.navn, sheet.at(row, _BEHOV), sheet.at(row, _SNITT)))
        for column, over, bar in ((_BEHOV, _OVER_BEHOV, _SOEYLE_BEHOV), (_SNITT, _OVER_SNITT, _SOEYLE_SNITT)):
            if sheet.at(row, column).call is None:
                block.put(number, over, "Ikke data")
            else:
                block.calc(number, over, formler.over_hundre, sheet.at(row, column))
            block.calc(number, bar, formler.soeyle, block.cell(number, over), missing=GAP)

    def _flag(self, line: _Tjeneste) -> Cell | None:
        """1 where the chosen cost key has the line's sector; None where it is no matter of choice."""
        sector = self.report.behov.sektorer.get(line.sektor) if self.report.behov else None
        return sector.i_noekkel.get(self.report.data.rapportaar) if sector else None

    def _need(self, row: int, line: _Tjeneste, again: bool, flag: Cell | None) -> None:
        """Spending against need; a sector that has two profiles has its kroner once."""

        def inside(what: str | Call) -> str | Call:
            """Empty where the cost key does not have the sector."""
            return what if flag is None else of(bb.naar, flag, what)

        report, sheet, year = self.report, self.sheet, self.report.data.rapportaar
        if not line.sektor or report.kjede is None or report.behov is None or report.folk is None:
            return
        gap, need = report.kjede.slutt[line.sektor][year], report.behov.sektorer[line.sektor].behov[year]
        share = inside(of(formler.mot_behov, need, gap))
        layout.text(sheet, row, _BEHOV, share, styles.tall(0).but(bold=True))
        if again:
            look = styles.RAD.but(size=9.5, color=styles.GRAA, align="right")
            layout.text(sheet, row, _MILL, inside(_IGJEN), look)
            return
        signed = styles.tall(0).but(number_format="+#,##0;−#,##0;0")
        layout.text(sheet, row, _MILL, inside(of(bb.mill, gap, report.folk.brukt[year])), signed)

    def _extremes(self, row: int, profile: Profil | None) -> None:
        if profile is None or not profile.rader:
            return
        first, last = profile.rader[0], profile.rader[-1]
        book, lowest, least = self.report.book, first.referanser.lavest, first.referanser.n
        ends = book.sheets[lowest.sheet].column_range(lowest, last.referanser.lavest)
        among = book.sheets[least.sheet].column_range(least, last.referanser.n)
        for column, text in ((_LAVEST, pf.SIST), (_HOEYEST, pf.FOERST)):
            known = (ends, profile.egne, among, MISSING_TEXT)
            count = of(formler.antall_tekst, profile.plasser, text, *known)
            self.sheet.calc(row, column, count, style=styles.tall(0))

    def _main(self, profile: Profil) -> Cell | None:
        """The index of the service's spending."""
        main = ressursbruk(self.report.data, profile.tjeneste)
        return next((line.indeks for line in profile.rader if line.indikator is main), None)

    # -- the sentence and the picture -------------------------------------------------------------

    def _message(self, block: Blokk, row: int) -> Cell:
        """Who is most over and most under, as a title that follows the figures."""
        over = _OVER_BEHOV if self.with_need else _OVER_SNITT
        said = ("mindre", "mer", "mer") if self.with_need else ("under", "over", "over")
        heads = ("under", "som", "over")
        words = Retningsord(self.steg, "Ord for retning i figuren", (said,), heads)
        ends = self.steg.aapen("De som skiller seg mest ut", ["Mest over", "Mest under"])
        for line, end in enumerate((formler.stoerst, formler.minst)):
            figure = ends.calc(line, "Prosent", end, block.column(over))
            at = ends.calc(line, _LINJE, bb.plass_i, figure, block.column(over))
            name = ends.calc(line, _NAVN, bb.paa_plass, block.column(_NAVN), at)
            rounded = ends.calc(line, "Avrundet", bb.stoerrelse, figure, 0.0)
            size = ends.calc(line, "I ord", bb.i_ord, rounded)
            way = ends.calc(line, "Retning", words.om(figure))
            ends.calc(line, _MYE, bb.tekst(size, " prosent ", way))
            ends.calc(line, _INNE, formler.liten, name)
        begins, after = (" bruker ", " enn behovet tilsier") if self.with_need else (" ligger ", " snittet")
        places = [ends.cell(line, _LINJE) for line in (1, 0)]
        other = tekst(", ", ends.cell(1, _INNE), " ", ends.cell(1, _MYE))
        rest = ends.calc(1, "Sies", formler.om_en_annen, *places, other)
        sentence = tekst(ends.cell(0, _NAVN), begins, ends.cell(0, _MYE), after, rest)
        call = of(formler.om_noen, block.column(over), sentence, "Tjenestene på ett blikk")
        return self.sheet.calc(row, 0, call, style=styles.OVERSKRIFT, missing="")

    def _chart(self, head: int, block: Blokk, title: Cell) -> None:
        bars = [(_SOEYLE_BEHOV, styles.BLAA)] if self.with_need else []
        bars.append((_SOEYLE_SNITT, styles.SVAK_BLAA))
        names = block.column(_NAVN)
        chart = Chart(
            "rows",
            title,
            tuple(
                Series(bar, names, block.column(bar), color=color, labels=True, label_format=_FORTEGN)
                for bar, color in bars
            ),
            row=head,
            column=_FIGUR,
            head=_HODE,
            y_title="Prosent over eller under",
            width=round(sum(self.sheet.widths[c] * 7 + 5 for c in range(_FIGUR, _MILL))),
            height=_HODE + self.pixels * len(self.lines),
            y_format=_FORTEGN,
            gap=45,
            legend=False,
            alt=_ALT if self.with_need else _ALT_UTEN,
        )
        self.sheet.charts.append(chart)
