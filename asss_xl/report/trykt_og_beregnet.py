"""Kontroll: what print has, against what the method gives, with the difference.

Every figure of the municipality's own starts from the printed one. Those that the method rounds to
something else are listed, with the difference that the workbook adds.
"""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.functions import building_blocks as bb
from asss_xl.functions.values import is_number, round_half_away
from asss_xl.report import layout
from asss_xl.report.published import Trykt
from asss_xl.workbook import Book, Cell, Sheet, styles

#: To the right of the checks: not printed.
KOLONNE = 18
_HODER = ("Tabell", "Linje", "Hvem", "År", "Enhet", "Trykt", "Beregnet", "Forskjell", "Nå")


def fill(sheet: Sheet, book: Book, row: int) -> None:
    """The counts under the checks, and the list beside them; nothing for a network."""
    if not book.printed:
        return
    compared = list(_compared(book))
    other = [(c, t) for c, t in compared if not _alike(c, t)]
    wrong = sum(t.feil for _, t in compared)
    sheet.put(row, 0, "Trykte tall mot beregnede", styles.OVERSKRIFT)
    for offset, (label, count) in enumerate((
        ("Trykte tall som metoden regner om", len(compared)),
        ("– likt det trykte når det rundes", len(compared) - len(other)),
        ("– rundes til noe annet; arbeidsboka viser det trykte (listen til høyre)",
         len(other) - wrong),
        ("– feil i kilden; arbeidsboka viser det beregnede (se Metode)", wrong),
    ), start=1):  # fmt: skip
        sheet.put(row + offset, 0, label, styles.RAD)
        sheet.put(row + offset, 1, float(count), styles.tall(0))
    _list(sheet, other)


def _compared(book: Book) -> Iterator[tuple[Cell, Trykt]]:
    """Each printed figure once, with the cell that works it out."""
    seen: set[Trykt] = set()
    for cell in book.cells():
        for printed in cell.published:
            if cell.difference is not None and printed not in seen and not cell.stands_in:
                seen.add(printed)
                yield cell, printed


def _alike(cell: Cell, printed: Trykt) -> bool:
    if cell.difference is None or not is_number(cell.difference.value) or printed.feil:
        return not printed.feil
    computed = printed.verdi - float(cell.difference.value)  # type: ignore[arg-type]
    if printed.avrunding <= 0:
        return abs(computed - printed.verdi) < 1e-9
    unit = 2 * printed.avrunding
    return round_half_away(computed / unit) == round_half_away(printed.verdi / unit)


def _list(sheet: Sheet, rows: list[tuple[Cell, Trykt]]) -> None:
    layout.widths(sheet, (34, 44, 16, 7, 20, 13, 13, 13, 13), KOLONNE)
    for offset, label in enumerate(_HODER):
        sheet.put(4, KOLONNE + offset, label, styles.HJELP_HODE)
    text = styles.HJELP
    for at, (cell, printed) in enumerate(rows, start=5):
        for offset, value in enumerate((printed.tabell, printed.linje, printed.aktor)):
            sheet.put(at, KOLONNE + offset, value, text)
        sheet.put(at, KOLONNE + 3, float(printed.aar), text.but(number_format="0"))
        sheet.put(at, KOLONNE + 4, printed.enhet, text)
        number = styles.hjelp(styles.tall(4))
        said = sheet.put(at, KOLONNE + 5, printed.verdi, number)
        assert cell.difference is not None
        computed = (
            sheet.calc(at, KOLONNE + 6, bb.gjenta, cell, style=number) if printed.feil
            else sheet.calc(at, KOLONNE + 6, bb.minus, said, cell.difference, style=number)
        )  # fmt: skip
        sheet.calc(at, KOLONNE + 7, bb.minus, said, computed, style=number)
        sheet.calc(at, KOLONNE + 8, bb.gjenta, cell, style=number)
