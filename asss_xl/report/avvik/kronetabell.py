"""Ressursbruk in kroner: per inhabitant, in million kroner and in percent of the need."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import ANDRE, linjenavn
from asss_xl.report.avvik.kjede import DISPONIBEL, SUM_IS, Kjede
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.nettverk.valg import Valg
from asss_xl.workbook import MISSING_TEXT, Cell, Range, Sheet, of, styles

_TITTEL = "Avvik fra landet i kroner, korrigert for utgiftsbehov og sosiale utgifter"


def fill(
    sheet: Sheet, valg: Valg, chain: Kjede, needs: Utgiftsbehov | None, folk: dict[int, Cell],
    row: int,
) -> dict[tuple[str, int], Cell]:  # fmt: skip
    """Write the table; the answer is the million kroner by line and year."""
    sheet.put(row, 0, _TITTEL, styles.OVERSKRIFT)
    groups = ("Kr per innbygger", "Mill. kr", "Prosent av utgiftsbehovet")
    layout.year_groups(sheet, row + 1, "Anvendelse", groups, valg)
    sectors = list(valg.data.sektorer)
    made: dict[tuple[str, int], Cell] = {}
    for at, line in enumerate((*sectors, SUM_IS, ANDRE, DISPONIBEL), start=row + 3):
        total = line in (SUM_IS, DISPONIBEL)
        look = styles.sumrad(styles.RAD) if total else styles.RAD
        sheet.put(at, 0, linjenavn(line), look)
        for offset, year in enumerate(valg.vindu):
            columns = [1 + group * len(valg.vindu) + offset for group in range(3)]
            gap = chain.slutt[line][year]
            sheet.calc(at, columns[0], bb.gjenta, gap, style=styles.tall(0, total))
            made[line, year] = sheet.calc(at, columns[1], bb.mill, gap, folk[year],
                                          style=styles.tall(0, total))  # fmt: skip
            if needs is None or line in (ANDRE, DISPONIBEL):
                sheet.put(at, columns[2], None, styles.tall(1, total))
                continue
            need = (
                of(bb.sum_av, _needs(sheet, needs, year, at, 20 + offset), MISSING_TEXT)
                if line == SUM_IS else needs.sektorer[line].behov[year]
            )  # fmt: skip
            sheet.calc(at, columns[2], f.pst_av_inntekt, gap, need, style=styles.tall(1, total))
    end = row + 3 + len(sectors) + 3
    sheet.put(end, 0, "Andre sektorer og disponibel inntekt har ikke beregnet utgiftsbehov.",
              styles.NOTE)  # fmt: skip
    return made


def _needs(sheet: Sheet, needs: Utgiftsbehov, year: int, last: int, column: int) -> Range:
    """The sectors' needs, one below the other beside the table."""
    cells = [sector.behov[year] for sector in needs.sektorer.values()]
    first = last - len(cells)
    for at, cell in enumerate(cells, start=first):
        sheet.calc(at, column, bb.gjenta, cell, style=styles.hjelp(styles.tall(0)))
    return sheet.range((first, column), (last - 1, column))


def height(sectors: int) -> int:
    """The rows that the table takes."""
    return sectors + 8
