"""Figures 17, 17B and 18: the last step of the chain, drawn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from asss_xl.functions.excel.formula import Formula
from asss_xl.report import figurer, layout
from asss_xl.report import formler as bb
from asss_xl.report.avvik import formler as fl
from asss_xl.report.avvik.ark import DISPONIBEL, SMAA, SUM_IS, Ressursbruk
from asss_xl.report.avvik.kilde import ANDRE, RENTER, RESULTAT, navn
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.steg import Blokk
from asss_xl.report.valg import Valg
from asss_xl.workbook import GAP, Call, Cell, of, styles

_UTEN_EGNE = "uten egne"
_AVVIK, _GRUNNLAG, _ULIK = "Avvik", "Grunnlag", "Grunnlag, når ulik"
_HELE, _OVERSKRIFT = "Hele kroner", "Overskrift"
_ENHET = "Kr per innbygger, kommunen minus landet"
_UTENFOR = ((ANDRE, "Andre sektorer"), (RENTER, "Netto renter og avdrag"), (RESULTAT, "Netto driftsresultat"))
#: The rows of a figure: its heading, the chart, and the source.
RADER = figurer.HEL_RADER + 3


@dataclass(frozen=True)
class _Figur:
    navn: str
    linjer: Sequence[tuple[str, str]]
    overskrift: Formula
    hva: str = ""


def _figures(valg: Valg) -> dict[str, _Figur]:
    """What each figure draws, by name."""
    data, apart = valg.data, _apart(valg)
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
    rest = (_UTEN_EGNE, "Resten av sektorene") if apart else (SUM_IS, "Sektorer")
    inside = [(rest[0], f"{rest[1]} i inntektssystemet")] if data.sektorer else []
    uses = [(DISPONIBEL, "Disponibel inntekt"), *((name, name) for name in apart), *inside, *_UTENFOR]
    title = "Figur 18. Alle anvendelser, avvik fra landet korrigert for utgiftsbehov"
    made["figur 18"] = _Figur(title, uses, fl.disponibelt)
    return made


def _loepende(valg: Valg) -> str:
    """The table is in kroner of each year, also when the figure is not."""
    return ", i løpende kroner" if valg.pris else ""


def _apart(valg: Valg) -> list[str]:
    return [s.navn for s in valg.data.alle_sektorer if s.egen_soeyle and s.navn in valg.data.sektorer]


class _Writer:
    def __init__(self, ark: Ressursbruk, kjede: Kjede) -> None:
        self.ark, self.kjede = ark, kjede
        lines = navn(SUM_IS, DISPONIBEL)
        self.base = ark.steg.blokk("Trinn 4 etter grunnlaget, summene", [_GRUNNLAG], lines, SMAA)
        self.sums = {line: self._base_sum(line) for line in lines}

    def _base_sum(self, line: str) -> Cell:
        """A sum of the last step without what-if figures."""
        ark, base, year = self.ark, self.kjede.grunnlag, self.ark.aar[-1]
        sectors = ark.valg.data.sektorer
        lines = list(sectors) if line == SUM_IS else list(base)
        if not lines:
            return self.base.put(line, _GRUNNLAG, 0.0)
        cells = ark.sheet.column_range(base[lines[0]][year], base[lines[-1]][year])
        count = ark.antall(year, len(lines) - len(sectors))
        return self.base.calc(line, _GRUNNLAG, bb.sum_av_antall, cells, count)

    def draw(self, row: int, figure: _Figur) -> None:
        """The figures behind it among the steps, and the chart under its heading."""
        ark, last = self.ark, self.ark.aar[-1]
        heads = ark.valg.kolonner(_AVVIK, etter=(_GRUNNLAG, _ULIK, _HELE, _OVERSKRIFT))
        block = ark.steg.blokk(figure.navn, heads, dict(figure.linjer), SMAA)
        for line, _ in figure.linjer:
            for year in ark.aar:
                now = block.calc(line, (_AVVIK, year), self._now(block, line, year))
            base = block.calc(line, _GRUNNLAG, self._report(block, line))
            block.calc(line, _ULIK, bb.hvis_ulik, base, now, missing=GAP)
        top = figure.linjer[0][0]
        whole = block.calc(top, _HELE, bb.rundet, block.cell(top, (_AVVIK, last)), 0.0)
        given = (whole, figure.hva) if figure.hva else (whole,)
        call = of(figure.overskrift, ark.valg.kommune, *given)
        if ark.valg.pris:
            call = bb.tekst(call, ark.valg.prismerknad)
        title = block.calc(top, _OVERSKRIFT, call, style=styles.HJELP, missing="Avvik fra landet")
        self._chart(row, figure, block, title)

    def _now(self, block: Blokk, line: str, year: int) -> Call:
        """A figure of a sector; 0, and no bar, where the chosen key does not have it."""
        last = self.kjede.slutt
        if line == _UTEN_EGNE:
            return self._without(block, self.ark.valg.faste(last[SUM_IS][year], year), (_AVVIK, year))
        return self.ark.valg.faste(self.ark.teller(line, year, last[line][year]), year)

    def _report(self, block: Blokk, line: str) -> Call:
        """The same as the report has it, without what-if figures."""
        if line == _UTEN_EGNE:
            return self._without(block, self.sums[SUM_IS], _GRUNNLAG)
        if line in self.sums:
            return of(bb.gjenta, self.sums[line])
        return self.ark.teller(line, self.ark.aar[-1], self.kjede.grunnlag[line][self.ark.aar[-1]])

    def _without(self, block: Blokk, total: Cell | Call, head: Hashable) -> Call:
        """The sum of the sectors without those that have bars of their own, in the rows above."""
        apart = _apart(self.ark.valg)
        return bb.trukket_fra(total, *(block.cell(line, head) for line in apart))

    def _chart(self, row: int, figure: _Figur, block: Blokk, title: Cell) -> None:
        sheet, valg = self.ark.sheet, self.ark.valg
        sheet.put(row, 0, figure.navn, styles.OVERSKRIFT)
        values = {year: block.column((_AVVIK, year)) for year in valg.vindu}
        # What the hatched bars are called.
        called = bb.tekst("Grunnlag ", valg.aar, " (når ulik)")
        base_name = block.sheet.calc(title.row, title.column + 1, called, style=styles.HJELP)
        series = figurer.year_columns(block.labels, values, block.column(_ULIK), valg.aarstall, base_name)
        figurer.hel_side(
            sheet,
            row + 1,
            "column",
            title,
            series,
            f"{_ENHET}. {figurer.SKRAVERT}Kilde: {layout.source(valg.data)}. "
            f"Tallene står i vedleggstabell 1{_loepende(valg)}.",
            figurer.HEL_HOEYDE,
            y_title="Kr per innb.",
            gap=60 if block.lines > 1 else 300,
            alt=f"Søylediagram. {figure.navn}, år for år, kommunen minus landet, kr per "
            "innbygger. Tallene står i vedleggstabell 1 øverst på arket" + f"{_loepende(valg)}.",
        )


def draw(ark: Ressursbruk, kjede: Kjede) -> None:
    """The figures, each at its place."""
    writer = _Writer(ark, kjede)
    for name, figure in _figures(ark.valg).items():
        writer.draw(ark.rader[name], figure)
