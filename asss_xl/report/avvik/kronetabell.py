"""Ressursbruk in kroner: per inhabitant, in million kroner and in percent of the need."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import ANDRE, linjenavn
from asss_xl.report.avvik.kjede import DISPONIBEL, SUM_IS, Kjede
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.nettverk.valg import Valg
from asss_xl.workbook import Cell, Sheet, of, styles

_TITTEL = "Avvik fra landet i kroner, korrigert for utgiftsbehov og sosiale utgifter"


def fill(
    sheet: Sheet, valg: Valg, chain: Kjede, needs: Utgiftsbehov | None, folk: dict[int, Cell], row: int
) -> dict[tuple[str, int], Cell]:
    """Write the table; the answer is the million kroner by line and year."""
    sheet.put(row, 0, _TITTEL, styles.OVERSKRIFT)
    groups = ("Kr per innbygger", "Mill. kr", "Prosent av utgiftsbehovet")
    layout.year_groups(sheet, row + 1, "Anvendelse", groups, valg)
    sectors = list(valg.data.sektorer)
    made: dict[tuple[str, int], Cell] = {}
    for at, line in enumerate((*sectors, SUM_IS, ANDRE, DISPONIBEL), start=row + 3):
        total = line in (SUM_IS, DISPONIBEL)
        sheet.put(at, 0, linjenavn(line), styles.sumrad(styles.RAD) if total else styles.RAD)
        sector = needs.sektorer.get(line) if needs is not None else None
        for offset, year in enumerate(valg.vindu):
            gap = chain.slutt[line][year]
            need = (
                needs.sum_behov[year]
                if needs is not None and line == SUM_IS
                else (sector.behov[year] if sector is not None else None)
            )
            calls = (
                of(bb.gjenta, gap),
                of(bb.mill, gap, folk[year]),
                None if need is None else of(f.pst_av_inntekt, gap, need),
            )
            for group, call in enumerate(calls):
                column, style = 1 + group * len(valg.vindu) + offset, styles.tall(group // 2, total)
                if call is None:
                    sheet.put(at, column, None, style)
                    continue
                shown = sector.om(year, call) if sector is not None else call
                cell = sheet.calc(at, column, shown, style=style)
                if group == 1:
                    made[line, year] = cell
    end = row + 3 + len(sectors) + 3
    sheet.put(end, 0, "Andre sektorer og disponibel inntekt har ikke beregnet utgiftsbehov.", styles.NOTE)
    return made


def height(sectors: int) -> int:
    """The rows that the table takes."""
    return sectors + 8
