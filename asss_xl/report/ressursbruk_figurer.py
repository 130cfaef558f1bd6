"""Figures 17, 17B and 18: the last step of the chain, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl.dataset.model import Datasett
from asss_xl.functions import building_blocks as bb
from asss_xl.report.aarsfigur import year_series
from asss_xl.report.ressursbruk import (
    DISPONIBEL,
    RENTER,
    RESULTAT,
    SUM_IS,
    Kjede,
)
from asss_xl.report.rettelser import ANDRE
from asss_xl.report.utgiftsbehov import Utgiftsbehov
from asss_xl.workbook import Call, Chart, Sheet, of, styles

_KOLONNE = 14
BREDDE, HOEYDE = 1120, 350
ADMINISTRASJON = "Administrasjon"
_UTEN_ADM = "Sektorene i inntektssystemet uten administrasjon"


class _Figures:
    def __init__(self, sheet: Sheet, data: Datasett, behov: Utgiftsbehov, kjede: Kjede) -> None:
        self.sheet, self.data, self.behov, self.kjede = sheet, data, behov, kjede

    def now(self, line: str, year: int) -> Call:
        last = self.kjede.slutt
        if line == _UTEN_ADM:
            return of(bb.minus, last[SUM_IS][year], last[ADMINISTRASJON][year])
        return of(bb.gjenta, last[line][year])

    def report(self, line: str, year: int) -> Call:
        """The same as the report has it, without what-if and corrections."""
        base, sectors = self.kjede.grunnlag, self.data.sektorer

        def total(first: str, last: str) -> Call:
            return of(bb.summen, self.sheet.column_range(base[first][year], base[last][year]))

        if line == SUM_IS:
            return total(sectors[0], sectors[-1])
        if line == DISPONIBEL:
            return total(sectors[0], RESULTAT)
        if line == _UTEN_ADM:
            return of(bb.minus, total(sectors[0], sectors[-1]), base[ADMINISTRASJON][year])
        return of(bb.gjenta, base[line][year])

    def draw(
        self, table: int, row: int, title: str, lines: Sequence[tuple[str, str]], note: str
    ) -> None:
        sheet, years = self.sheet, self.data.aar
        last_year = years[-1]
        sheet.put(table, _KOLONNE, f"Tall bak: {title}", styles.HJELP)
        heads = (*map(str, years), f"Grunnlag {last_year}", "når ulik")
        for offset, label in enumerate(heads, start=1):
            sheet.put(table + 1, _KOLONNE + offset, label, styles.HJELP_HODE)
        small = styles.hjelp(styles.tall(0))
        first, last = table + 2, table + 1 + len(lines)
        for at, (line, label) in enumerate(lines, start=first):
            sheet.put(at, _KOLONNE, label, styles.HJELP)
            for offset, year in enumerate(years, start=1):
                call = self.now(line, year)
                sheet.calc(at, _KOLONNE + offset, call.function, *call.arguments, style=small)
            base = self.report(line, last_year)
            column = _KOLONNE + len(years) + 1
            cell = sheet.calc(at, column, base.function, *base.arguments, style=small)
            sheet.calc(
                at, column + 1, bb.hvis_ulik, cell, sheet.cells[at, column - 1], style=small,
                missing=None,
            )  # fmt: skip
        self._chart(first, last, row, title, note)

    def _chart(self, first: int, last: int, row: int, title: str, note: str) -> None:
        sheet, years = self.sheet, self.data.aar
        columns = {year: _KOLONNE + i for i, year in enumerate(years, start=1)}
        series = year_series(sheet, (first, last), _KOLONNE, columns, _KOLONNE + len(years) + 2)
        sheet.charts.append(
            Chart(
                "column", title, series, row=row, column=0, width=BREDDE, height=HOEYDE,
                alt=f"Søylediagram. {title} {years[0]}–{years[-1]}, {note}. Tallene står i "
                "vedleggstabell 1 øverst på arket.",
                y_title="Kr per innbygger",
            )  # fmt: skip
        )


def draw(
    sheet: Sheet, data: Datasett, behov: Utgiftsbehov, kjede: Kjede, rows: Sequence[int]
) -> None:
    """The three figures, at the given rows."""
    figures = _Figures(sheet, data, behov, kjede)
    note = "kommunen minus landet, kr per innbygger"
    figures.draw(
        4, rows[0],
        "Figur 17. Sektorene i inntektssystemet, avvik fra landet korrigert for utgiftsbehov",
        [(SUM_IS, "Sum"), *((s, s) for s in data.sektorer)], note,
    )  # fmt: skip
    figures.draw(
        15, rows[1],
        "Figur 17B. Sektorene utenfor inntektssystemet, avvik fra landet (bare summen er trykt)",
        [(ANDRE, "Sum andre sektorer")], note,
    )  # fmt: skip
    figures.draw(
        20, rows[2], "Figur 18. Alle anvendelser, avvik fra landet korrigert for utgiftsbehov",
        [(DISPONIBEL, "Disponibel inntekt"), (_UTEN_ADM, "Sektorer i innt.syst. uten adm."),
         (ADMINISTRASJON, "Administrasjon"), (ANDRE, "Andre sektorer"),
         (RENTER, "Netto renter og avdrag"), (RESULTAT, "Netto driftsresultat")], note,
    )  # fmt: skip
