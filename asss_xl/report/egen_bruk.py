"""The municipality's and the country's own use of income, where both are known.

The municipality's figure is the input; the country's mean moves with it, as far as the
municipality is part of the country.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.avvikskilde import ANDRE, PREMIE, RENTER, RESULTAT, Avvikskilde, linjenavn
from asss_xl.report.tall import inndata, plasser
from asss_xl.report.valg import Valg
from asss_xl.workbook import Cell, Sheet, styles

_HJELP = 14


@dataclass
class Ledd:
    """A deviation: as the figures have it, and with what-if."""

    base: Cell
    used: Cell


@dataclass
class EgenBruk:
    """Deviations by use of income and year, and the country's mean as it stands now."""

    ledd: dict[str, dict[int, Ledd]] = field(default_factory=dict)
    landet: dict[tuple[str, int], Cell] = field(default_factory=dict)


def fill(
    sheet: Sheet, valg: Valg, kilde: Avvikskilde, row: int, folk: dict[int, Cell]
) -> EgenBruk:
    """Write the municipality's figures with yellow cells, then the country's and the difference."""
    made = EgenBruk()
    years = valg.vindu
    lines = [*valg.data.sektorer, ANDRE, RENTER, PREMIE, RESULTAT]
    layout.year_groups(
        sheet, row, "Kommunens bruk, kr per innb.", ("Grunnlag", "Hva hvis", "Brukt"), valg
    )
    second = row + len(lines) + 3
    kilde.place_kinds(sheet, second + 1, _HJELP + len(years) + 1, styles.hjelp(styles.tall(0)))
    layout.year_groups(
        sheet, second, "Landets bruk, kr per innb.",
        ("Grunnlag", "Med hva hvis", "Avvik, grunnlag", "Avvik nå"), valg,
    )  # fmt: skip
    small = styles.hjelp(styles.tall(0))
    country = {
        year: plasser(sheet, row + 1, _HJELP + offset, kilde.landets_folk(year), small)
        for offset, year in enumerate(years)
    }

    def column(group: int, offset: int) -> int:
        return 1 + group * len(years) + offset

    number = styles.tall(0)
    for place, line in enumerate(lines):
        at, below = row + 2 + place, second + 2 + place
        sheet.put(at, 0, linjenavn(line), styles.RAD)
        sheet.put(below, 0, linjenavn(line), styles.RAD)
        made.ledd[line] = {}
        for offset, year in enumerate(years):
            own = inndata(
                sheet, (at, column(0, offset)), (at, column(1, offset)), (at, column(2, offset)),
                kilde.egen(line, year), label=f"{linjenavn(line)}: kommunens bruk, kr per innb.",
                aar=valg.aarstall[year], style=number, used_style=number,
            )  # fmt: skip
            base = plasser(sheet, below, column(0, offset), kilde.landets(line, year), number)
            kilde.has_place(line, year, own.base, base)
            now = sheet.calc(
                below, column(1, offset), bb.landet_flyttet, base, own.used, own.base, folk[year],
                country[year], style=number,
            )  # fmt: skip
            made.landet[line, year] = now
            made.ledd[line][year] = Ledd(
                sheet.calc(below, column(2, offset), bb.minus, own.base, base, style=number),
                sheet.calc(below, column(3, offset), bb.minus, own.used, now, style=number),
            )
    return made
