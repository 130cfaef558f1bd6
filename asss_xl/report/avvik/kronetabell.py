"""Ressursbruk in kroner: per inhabitant, in million kroner and in percent of the need."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report.avvik.ark import DISPONIBEL, SUM_IS, Ark, Tabell
from asss_xl.report.avvik.kilde import ANDRE, navn
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.workbook import Cell, of, styles

_TITTEL = "Avvik fra landet i kroner, korrigert for utgiftsbehov og sosiale utgifter"


def fill(ark: Ark, chain: Kjede, needs: Utgiftsbehov | None) -> dict[tuple[str, int], Cell]:
    """Write the table; the answer is the million kroner by line and year."""
    groups = ("Kr per innbygger", "Mill. kr", "Prosent av utgiftsbehovet")
    sectors = ark.valg.data.sektorer
    lines = navn(*sectors, SUM_IS, ANDRE, DISPONIBEL)
    table = Tabell(ark, ark.rader["kroner"], "Anvendelse", groups, lines, _TITTEL)
    needed = {name: sector.behov for name, sector in needs.sektorer.items()} if needs else {}
    if needs is not None:
        needed[SUM_IS] = needs.sum_behov
    made: dict[tuple[str, int], Cell] = {}
    for line, year in table.hver():
        gap, percent = chain.slutt[line][year], styles.tall(1, line in table.sums)
        table.vis(line, 0, year, of(bb.gjenta, gap))
        made[line, year] = table.vis(line, 1, year, of(bb.mill, gap, ark.folk.brukt[year]))
        if line in needed:
            share = of(f.pst_av_inntekt, gap, needed[line][year])
            table.calc(line, (2, year), ark.om(line, year, share), style=percent)
        else:
            table.put(line, (2, year), None, percent)
    told = "Andre sektorer og disponibel inntekt har ikke beregnet utgiftsbehov."
    ark.sheet.put(table.row + 2 + len(lines), 0, told, styles.NOTE)
    return made


def height(sectors: int) -> int:
    """The rows that the table takes."""
    return sectors + 8
