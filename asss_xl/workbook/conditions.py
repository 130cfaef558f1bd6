"""Looks that follow the figures: lights, places, distances, decimals, marked rows and the band."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asss_xl.workbook import styles
from asss_xl.workbook.book import Sheet
from asss_xl.workbook.cells import Cell, Range, column_letters

#: How a row is marked that begins with a sign.
_BLANK = {"bg_color": styles.HVIT, "border": 1, "border_color": styles.HVIT}
_MARKED = {"bg_color": styles.HODE_BLAA, "bold": True}


def add_conditions(workbook: Any, worksheet: Any, sheet: Sheet, done: Callable[[Any, str], None]) -> None:
    """Put all of a sheet's rules on the worksheet; ``done`` looks at XlsxWriter's answer to each."""
    _Conditions(workbook, worksheet, sheet, done).add()


class _Conditions:
    def __init__(self, workbook: Any, worksheet: Any, sheet: Sheet, done: Callable[[Any, str], None]) -> None:
        self.workbook, self.worksheet, self.sheet, self.done = workbook, worksheet, sheet, done

    def add(self) -> None:
        sheet = self.sheet
        for rows in sheet.blank:
            first = next(iter(rows))
            self._formula(rows, f'${column_letters(first.column)}{first.row + 1}=""', _BLANK)
        for lights in sheet.traffic_lights:
            self._traffic_light(lights)
        for ranks, lowest in sheet.heat:
            self._heat(ranks, lowest)
        for indexes, spread in sheet.around:
            self._around(indexes, spread)
        for figures, places in sheet.decimals:
            self._decimals(figures, places)
        for marked, column, sign in sheet.marked:
            self._formula(marked, _begins(marked, column, sign), _MARKED)
        for cell, band in sheet.bands:
            self._band(cell, band)

    def _put(self, address: str, rule: dict[str, Any]) -> None:
        self.done(self.worksheet.conditional_format(address, rule), address)

    def _formula(self, cells: Range, criteria: str, look: dict[str, Any]) -> None:
        made = self.workbook.add_format(look)
        self._put(cells.address, {"type": "formula", "criteria": f"={criteria}", "format": made})

    def _traffic_light(self, lights: Range) -> None:
        for text, (fill, color) in styles.LYS.items():
            look = self.workbook.add_format({"bg_color": fill, "font_color": color, "bold": True})
            self._put(
                lights.address, {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": look}
            )

    def _heat(self, ranks: Range, last: float) -> None:
        """The number stays black on the strongest colour: 11:1."""
        rule: dict[str, Any] = {
            "type": "2_color_scale",
            "min_color": styles.LYS_BLAA,
            "max_color": styles.HVIT,
        }
        rule |= {"min_type": "num", "min_value": 1, "max_type": "num", "max_value": last}
        self._put(ranks.address, rule)

    def _around(self, indexes: Range, spread: float) -> None:
        """White at 100; the number stays black on either colour: more than 11:1."""
        rule: dict[str, Any] = {"type": "3_color_scale", "mid_color": styles.HVIT, "mid_value": 100}
        rule |= {"min_color": styles.LYS_ORANSJE, "min_value": 100 - spread}
        rule |= {"max_color": styles.LYS_BLAA, "max_value": 100 + spread}
        rule |= {f"{end}_type": "num" for end in ("min", "mid", "max")}
        self._put(indexes.address, rule)

    def _decimals(self, figures: Range, places: Cell) -> None:
        """Also of the rows that are marked: not every program lets two rules have a say of one cell."""
        marks = [_begins(figures, column, sign) for _, column, sign in self.sheet.marked]
        for number in (1, 2, 3):
            shown = {"num_format": styles.med_minus(styles.tall(number).number_format)}
            right = f"{places.absolute[1:]}={number}"
            for mark in marks:
                self._formula(figures, f"AND({mark},{right})", _MARKED | shown)
            self._formula(figures, right, shown)

    def _band(self, cell: Cell, band: Cell) -> None:
        """The whole row is marked while the other cell says something."""
        look = self.workbook.add_format({"bg_color": styles.BAAND, "font_color": styles.SVART, "bold": True})
        rule = {"type": "formula", "criteria": f'{band.absolute}<>""', "format": look}
        row = (cell.row, 0, cell.row, self.sheet.printing.last_column)
        self.done(self.worksheet.conditional_format(*row, rule), cell.place)


def _begins(rows: Range, column: int, sign: str) -> str:
    return f'LEFT(${column_letters(column)}{next(iter(rows)).row + 1},1)="{sign}"'
