"""Figures 17, 17B and 18: the last step of the chain, drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asss_xl.functions.excel.formula import Formula
from asss_xl.report import figurer, layout
from asss_xl.report import formler as bb
from asss_xl.report.aarsfigur import year_columns
from asss_xl.report.avvik import formler as fl
from asss_xl.report.avvik.kilde import ANDRE, RENTER, RESULTAT, linjenavn
from asss_xl.report.avvik.kjede import DISPONIBEL, SUM_IS, Kjede
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.behov.noekkel import aaret
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import GAP, Call, Cell, Chart, Range, Sheet, of, styles

_UTEN_EGNE = "uten egne"
_GRUNNLAG, _ULIK = "Grunnlag", "Grunnlag, når ulik"
_SMAA = styles.hjelp(styles.tall(0))
_ENHET = "Kr per innbygger, kommunen minus landet"
#: The rows of a figure: its heading, the chart, and the source.
RADER = figurer.HEL_RADER + 3


@dataclass(frozen=True)
class _Figur:
    navn: str
    linjer: Sequence[tuple[str, str]]
    overskrift: Formula
    hva: str = ""


def figures(valg: Valg, kjede: Kjede, behov: Utgiftsbehov | None) -> dict[str, _Figur]:
    """What each figure draws, by name."""
    data = valg.data
    apart = _apart(valg)
    made = {}
    if data.sektorer:
        made["figur 17"] = _Figur(
            "Figur 17. Sektorene i inntektssystemet, avvik fra landet korrigert for utgiftsbehov",
            [(SUM_IS, "Sum"), *((s, s) for s in data.sektorer)],
            fl.overskrift,
            "på sektorene i inntektssystemet, korrigert for behov",
        )
    made["figur 17B"] = _Figur(
        "Figur 17B. Sektorene utenfor inntektssystemet, avvik fra landet (summen)",
        [(ANDRE, "Sum andre sektorer")],
        fl.overskrift,
        "på sektorene utenfor inntektssystemet",
    )
    inside = (
        [(_UTEN_EGNE, "Resten av sektorene i inntektssystemet")]
        if apart
        else ([(SUM_IS, "Sektorer i inntektssystemet")])
    )
    made["figur 18"] = _Figur(
        "Figur 18. Alle anvendelser, avvik fra landet korrigert for utgiftsbehov",
        [
            (DISPONIBEL, "Disponibel inntekt"),
            *((name, name) for name in apart),
            *(inside if data.sektorer else ()),
            (ANDRE, "Andre sektorer"),
            (RENTER, "Netto renter og avdrag"),
            (RESULTAT, "Netto driftsresultat"),
        ],
        fl.disponibelt,
    )
    return made


def _apart(valg: Valg) -> list[str]:
    return [s.navn for s in valg.data.alle_sektorer if s.egen_soeyle and s.navn in valg.data.sektorer]


class _Writer:
    def __init__(
        self, sheet: Sheet, valg: Valg, kjede: Kjede, behov: Utgiftsbehov | None, steg: Steg
    ) -> None:
        self.sheet, self.valg, self.kjede, self.behov, self.steg = sheet, valg, kjede, behov, steg
        self.years = valg.vindu
        lines = [SUM_IS, DISPONIBEL]
        self.base = steg.blokk("Trinn 4 etter grunnlaget, summene", [_GRUNNLAG], list(map(linjenavn, lines)))
        self.sums = {line: self._base_sum(at, line) for at, line in enumerate(lines)}

    def _base_sum(self, at: int, line: str) -> Cell:
        """A sum of the last step without what-if figures."""
        base, year, sectors = self.kjede.grunnlag, self.years[-1], self.valg.data.sektorer
        lines = [*sectors] if line == SUM_IS else [*sectors, *list(base)[len(sectors) :]]
        if not lines:
            return self.base.put(at, _GRUNNLAG, 0.0, _SMAA)
        cells = self.sheet.column_range(base[lines[0]][year], base[lines[-1]][year])
        count: float | Cell | Call = float(len(lines))
        if self.behov is not None:
            inside = self.behov.antall[year]
            count = inside if line == SUM_IS else of(bb.pluss, inside, float(len(lines) - len(sectors)))
        return self.base.calc(at, _GRUNNLAG, fl.sum_av, cells, count, style=_SMAA)

    def draw(self, row: int, figure: _Figur) -> None:
        """The figures behind it among the steps, and the chart under its heading."""
        heads = [aaret("Avvik", self.valg, year) for year in self.years]
        block = self.steg.blokk(
            figure.navn, [*heads, _GRUNNLAG, _ULIK, "Overskrift"], [label for _, label in figure.linjer]
        )
        for number, (line, _) in enumerate(figure.linjer):
            for year, head in zip(self.years, heads, strict=True):
                call = self._now(block, number, figure, line, year, head)
                now = block.calc(number, head, call, style=_SMAA)
            reported = self._report(block, number, figure, line)
            base = block.calc(number, _GRUNNLAG, reported, style=_SMAA)
            block.calc(number, _ULIK, bb.hvis_ulik, base, now, style=_SMAA, missing=GAP)
        first = block.cell(0, heads[-1])
        given = (first, figure.hva) if figure.hva else (first,)
        title = block.calc(
            0, "Overskrift", figure.overskrift, self.valg.kommune, *given, missing="Avvik fra landet"
        )
        self._chart(row, figure, block, heads, title)

    def _counts(self, line: str, year: int, cell: Cell) -> Call:
        """A figure of a sector; 0, and no bar, where the chosen key does not have it."""
        sector = self.behov.sektorer.get(line) if self.behov else None
        return sector.eller_null(year, cell) if sector else of(bb.gjenta, cell)

    def _now(self, block: Blokk, number: int, figure: _Figur, line: str, year: int, head: str) -> Call:
        last = self.kjede.slutt
        if line == _UTEN_EGNE:
            return self._without(block, number, figure, last[SUM_IS][year], head)
        return self._counts(line, year, last[line][year])

    def _report(self, block: Blokk, number: int, figure: _Figur, line: str) -> Call:
        """The same as the report has it, without what-if figures."""
        if line == _UTEN_EGNE:
            return self._without(block, number, figure, self.sums[SUM_IS], _GRUNNLAG)
        if line in self.sums:
            return of(bb.gjenta, self.sums[line])
        return self._counts(line, self.years[-1], self.kjede.grunnlag[line][self.years[-1]])

    def _without(self, block: Blokk, number: int, figure: _Figur, total: Cell, head: str) -> Call:
        """The sum of the sectors without those that have bars of their own, in the rows above."""
        apart = _apart(self.valg)
        rows = [at for at, (line, _) in enumerate(figure.linjer[:number]) if line in apart]
        return of(fl.minus_alle(len(rows)), total, *(block.cell(at, head) for at in rows))

    def _chart(self, row: int, figure: _Figur, block: Blokk, heads: Sequence[str], title: Cell) -> None:
        sheet = self.sheet
        sheet.put(row, 0, figure.navn, styles.OVERSKRIFT)
        labels = Range(
            block.sheet.name,
            tuple((block.sheet.at(block.at(line, _GRUNNLAG)[0], 0),) for line in range(block.lines)),
        )
        values = {year: block.column(head) for year, head in zip(self.years, heads, strict=True)}
        base_name = self._base_name(block, row)
        series = year_columns(labels, values, block.column(_ULIK), self.valg.aarstall, base_name)
        sheet.charts.append(
            Chart(
                "column",
                title,
                series,
                row=row + 1,
                column=0,
                width=figurer.HEL_BREDDE,
                height=figurer.HEL_HOEYDE,
                plot=figurer.PLOTT,
                source=False,
                y_title="Kr per innb.",
                gap=60 if block.lines > 1 else 300,
                alt=f"Søylediagram. {figure.navn}, år for år, kommunen minus landet, kr per "
                "innbygger. Tallene står i vedleggstabell 1 øverst på arket.",
            )
        )
        told = f"{_ENHET}. Kilde: {layout.source(self.valg.data)}. Tallene står i vedleggstabell 1."
        sheet.put(row + 1 + figurer.HEL_RADER, 0, told, styles.NOTE)

    def _base_name(self, block: Blokk, row: int) -> Cell:
        """What the hatched bars are called."""
        at = block.at(0, "Overskrift")
        return block.sheet.calc(
            at[0], at[1] + 1, *bb.tekst("Grunnlag ", self.valg.aar, " (når ulik)"), style=styles.HJELP
        )


def draw(
    sheet: Sheet, valg: Valg, kjede: Kjede, behov: Utgiftsbehov | None, rader: Mapping[str, int], steg: Steg
) -> None:
    """The figures, each at its place."""
    writer = _Writer(sheet, valg, kjede, behov, steg)
    for name, figure in figures(valg, kjede, behov).items():
        writer.draw(rader[name], figure)
