"""A table with lines down and, beside them, groups of years: the same in all chapters."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import product

from asss_xl.report import layout
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Blokk
from asss_xl.workbook import Call, Sheet, styles
from asss_xl.workbook.styles import Style


class Aarstabell(Blokk):
    """Written with its heads and the names of its lines; a column is asked for by group and year."""

    def __init__(
        self,
        sheet: Sheet,
        row: int,
        valg: Valg,
        first: str,
        groups: Sequence[str | Call],
        lines: Mapping[str, str],
        sums: Collection[str] = (),
    ) -> None:
        super().__init__(sheet, row, product(range(len(groups)), valg.vindu), lines, styles.tall(0))
        self.sums, self._every = sums, tuple(product(lines, valg.vindu))
        layout.year_groups(sheet, row, first, groups, valg.aarstallene)
        for at, (line, name) in enumerate(lines.items(), start=row + 2):
            sheet.put(at, 0, name, styles.sumrad(styles.RAD) if line in sums else styles.RAD)

    def style(self, line: Hashable) -> Style:
        """A line of sums stands out."""
        return styles.sumrad(self.look) if line in self.sums else self.look

    def hver(self) -> tuple[tuple[str, int], ...]:
        """Every line and year."""
        return self._every
