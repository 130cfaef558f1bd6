"""Small series: the years of a table's row as a line in one cell beside them.

Programs that do not know such lines show an empty cell; the figures stand in the row itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl.report import formler as bb
from asss_xl.report.steg import Steg
from asss_xl.workbook import GAP, Cell, Sheet, styles

ARK = "Steg_serier"
OVERSKRIFT = "Utvikling"
#: Of fewer points a line says nothing that the figures do not.
MINST = 3


def tegn(sheet: Sheet, column: int, rows: Mapping[int, Sequence[Cell]], title: str) -> None:
    """Draw each row's figures in ``column``, with a gap where a word says that one is missing."""
    longest = max((len(cells) for cells in rows.values()), default=0)
    if longest < MINST:
        return
    heads = [str(number) for number in range(1, longest + 1)]
    block = Steg(sheet.book, ARK).blokk(title, heads, [f"Rad {row + 1}" for row in rows])
    for line, (row, cells) in enumerate(rows.items()):
        for head, cell in zip(heads, cells, strict=False):
            block.calc(line, head, bb.tall_eller_hull, cell, missing=GAP)
        sheet.sparks.append(((row, column), block.line(line, heads[0], heads[len(cells) - 1])))
        if (row, column) not in sheet.cells:
            sheet.put(row, column, None, styles.RAD)
