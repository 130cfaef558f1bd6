"""A table with lines down and, beside them, groups of years: the same in all chapters."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import product

from asss_xl.report import layout
from asss_xl.report.steg import Blokk
from asss_xl.report.tall import Ledd
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Cell, Sheet, styles
from asss_xl.workbook.styles import Style

#: By line and year.
Celler = dict[str, dict[int, Cell]]


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
        self.sums, self.names, self.years = sums, tuple(lines), valg.vindu
        layout.year_groups(sheet, row, first, groups, valg.aarstallene)
        self.navngi(lines, sums)

    def style(self, line: Hashable) -> Style:
        """A line of sums stands out."""
        return styles.sumrad(self.look) if line in self.sums else self.look

    def gruppe(self, group: int, lines: Iterable[str] = ()) -> Celler:
        """The cells of a group by line and year, when they are there."""
        found = lines or self.names
        return {line: {year: self.cell(line, (group, year)) for year in self.years} for line in found}

    def ledd(self, base: int, used: int) -> dict[str, dict[int, Ledd]]:
        """Two groups together: figures as they are, and as a what-if has them."""
        first, then = self.gruppe(base), self.gruppe(used)
        return {n: {y: Ledd(cell, then[n][y]) for y, cell in row.items()} for n, row in first.items()}

    def hver(self) -> tuple[tuple[str, int], ...]:
        """Every line and year."""
        return tuple(product(self.names, self.years))
