"""Figures 17, 17B and 18: the last step of the chain, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.aarsfigur import year_series
from asss_xl.report.avvik.kilde import ANDRE, RENTER, RESULTAT
from asss_xl.report.avvik.kjede import DISPONIBEL, SUM_IS, Kjede
from asss_xl.report.nettverk.valg import Valg
from asss_xl.workbook import GAP, MISSING_TEXT, Call, Chart, Range, Sheet, of, styles

_KOLONNE = 14
BREDDE, HOEYDE = 1120, 315
_UTEN_EGNE = "uten egne"


class _Figures:
    def __init__(self, sheet: Sheet, valg: Valg, kjede: Kjede) -> None:
        self.sheet, self.valg, self.kjede = sheet, valg, kjede
        self.sektorer = valg.data.sektorer
        self.apart = [s.navn for s in valg.data.alle_sektorer
                      if s.egen_soeyle and s.navn in self.sektorer]  # fmt: skip

    def now(self, line: str, year: int) -> Call:
        last = self.kjede.slutt
        if line == _UTEN_EGNE:
            call = of(bb.gjenta, last[SUM_IS][year])
            for name in self.apart:
                call = of(bb.minus_om, call, last[name][year])
            return call
        return of(bb.gjenta, last[line][year])

    def report(self, line: str, year: int) -> Call:
        """The same as the report has it, without what-if and corrections."""
        base, sectors = self.kjede.grunnlag, self.sektorer

        def total(first: str, last: str) -> Call:
            cells: Range = self.sheet.column_range(base[first][year], base[last][year])
            return of(bb.sum_av, cells, MISSING_TEXT)

        if line == SUM_IS:
            return total(sectors[0], sectors[-1])
        if line == DISPONIBEL:
            return total((*sectors, ANDRE)[0], RESULTAT)
        if line == _UTEN_EGNE:
            call = total(sectors[0], sectors[-1])
            for name in self.apart:
                call = of(bb.minus_om, call, base[name][year])
            return call
        return of(bb.gjenta, base[line][year])

    def draw(
        self, table: int, row: int, title: str, lines: Sequence[tuple[str, str]], note: str
    ) -> None:
        sheet, years = self.sheet, self.valg.vindu
        last_year = years[-1]
        sheet.put(table, _KOLONNE, f"Tall bak: {title}", styles.HJELP)
        for offset, year in enumerate(years, start=1):
            layout.year_head(sheet, table + 1, _KOLONNE + offset, self.valg.aarstall[year],
                             styles.HJELP_HODE)  # fmt: skip
        column = _KOLONNE + len(years) + 1
        sheet.calc(table + 1, column, *bb.tekst("Grunnlag ", self.valg.aar),
                   style=styles.HJELP_HODE)  # fmt: skip
        sheet.calc(table + 1, column + 1, *bb.tekst("Grunnlag ", self.valg.aar, " (når ulik)"),
                   style=styles.HJELP_HODE)  # fmt: skip
        small = styles.hjelp(styles.tall(0))
        first, last = table + 2, table + 1 + len(lines)
        for at, (line, label) in enumerate(lines, start=first):
            sheet.put(at, _KOLONNE, label, styles.HJELP)
            for offset, year in enumerate(years, start=1):
                call = self.now(line, year)
                now = sheet.calc(at, _KOLONNE + offset, call.function, *call.arguments,
                                 style=small)  # fmt: skip
            reported = self.report(line, last_year)
            cell = sheet.calc(at, column, reported.function, *reported.arguments, style=small)
            sheet.calc(
                at, column + 1, bb.hvis_ulik, cell, now, style=small,
                missing=GAP,
            )  # fmt: skip
        self._chart(table, first, last, row, title, note)

    def _chart(
        self, table: int, first: int, last: int, row: int, title: str, note: str
    ) -> None:
        sheet, years = self.sheet, self.valg.vindu
        columns = {year: _KOLONNE + i for i, year in enumerate(years, start=1)}
        names = {year: sheet.cells[table + 1, at] for year, at in columns.items()}
        base = _KOLONNE + len(years) + 2
        series = year_series(sheet, (first, last), _KOLONNE, columns, base, names,
                             sheet.cells[table + 1, base])  # fmt: skip
        sheet.charts.append(
            Chart(
                "column", title, series, row=row, column=0, width=BREDDE, height=HOEYDE,
                alt=f"Søylediagram. {title}, år for år, {note}. Tallene står i "
                "vedleggstabell 1 øverst på arket.",
                y_title="Kr per innbygger",
            )  # fmt: skip
        )


def draw(sheet: Sheet, valg: Valg, kjede: Kjede, rows: Sequence[int]) -> None:
    """The three figures, at the given rows."""
    figures = _Figures(sheet, valg, kjede)
    note = "kommunen minus landet, kr per innbygger"
    sectors, apart = figures.sektorer, figures.apart
    table = 4
    if sectors:
        figures.draw(
            table, rows[0],
            "Figur 17. Sektorene i inntektssystemet, avvik fra landet korrigert for utgiftsbehov",
            [(SUM_IS, "Sum"), *((s, s) for s in sectors)], note,
        )  # fmt: skip
    table += 5 + len(sectors)
    figures.draw(
        table, rows[1],
        "Figur 17B. Sektorene utenfor inntektssystemet, avvik fra landet (summen)",
        [(ANDRE, "Sum andre sektorer")], note,
    )  # fmt: skip
    inside = [(_UTEN_EGNE, f"Sektorer i innt.syst. uten {' og '.join(apart).lower()}")] if apart else (
        [(SUM_IS, "Sektorer i inntektssystemet")]
    )  # fmt: skip
    figures.draw(
        table + 5, rows[2],
        "Figur 18. Alle anvendelser, avvik fra landet korrigert for utgiftsbehov",
        [(DISPONIBEL, "Disponibel inntekt"), *(inside if sectors else ()),
         *((name, name) for name in apart), (ANDRE, "Andre sektorer"),
         (RENTER, "Netto renter og avdrag"), (RESULTAT, "Netto driftsresultat")], note,
    )  # fmt: skip
