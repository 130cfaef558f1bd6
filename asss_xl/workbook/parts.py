"""The parts of a file that XlsxWriter writes in another way than this product does."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

import xlsxwriter
import xlsxwriter.core
import xlsxwriter.packager
from xlsxwriter.worksheet import Worksheet

from asss_xl.functions.catalogue import CATALOGUE
from asss_xl.functions.naming import comment
from asss_xl.functions.values import ERRORS
from asss_xl.workbook.cells import column_letters

#: The last column that a file has room for.
LAST_COLUMN = 16383
#: Rows that tell together which columns they use.
_BLOCK = 16
_CODE = re.compile(r"(_x[0-9a-fA-F]{4}_)")


class CachedWorksheet(Worksheet):
    """Keeps a cell as the file has it: a formula's value with its right type, also errors and ``""``."""

    def __init__(self) -> None:
        super().__init__()
        self.ignore_write_string = True  # the text of a link is a cell like others

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        # The forms already have the file format's prefixes; XlsxWriter would look for ninety
        # function names in each of them.
        return formula.lstrip("=")

    def _write_rows(self) -> None:
        """The innermost loop: what XlsxWriter writes, a row in one piece."""
        for _, rows in groupby(range(self.dim_rowmin, self.dim_rowmax + 1), lambda row: row // _BLOCK):
            block = [(row, self.table.get(row, {})) for row in rows]
            used = {column + 1 for _, cells in block for column in cells}
            span = f"{min(used)}:{max(used)}" if used else None
            for row, cells in block:
                if cells:
                    self._write_row(row, span, self.row_info.get(row))
                    self.fh.write("".join([cells[column] for column in sorted(cells)]))
                    self._xml_end_tag("row")
                elif row in self.row_info:
                    self._write_empty_row(row, span, self.row_info[row])

    def keep(self, row: int, column: int, look: int, value: Any, formula: str = "", array: str = "") -> None:
        """A cell with the number of its look; ``array`` is the range of a formula that may spill."""
        start = f'<c r="{column_letters(column)}{row + 1}" s="{look}"'
        if formula:
            spills = ""
            if array:
                self.has_dynamic_arrays = True
                start, spills = f'{start} cm="1"', f' t="array" ref="{array}"'
            kind, cached = self._cached(value)
            made = f"{start}{kind}><f{spills}>{self._escape_data(formula)}</f>{cached}</c>"
        elif value is None:
            made = f"{start}/>"
        elif isinstance(value, str):
            made = f'{start} t="s"><v>{self.str_table._get_shared_string_index(value)}</v></c>'
        else:
            made = f"{start}><v>{value:.16G}</v></c>"
        self.table[row][column] = made

    def _cached(self, value: Any) -> tuple[str, str]:
        """What the file says that a formula's value is, and the value; a number is nothing said."""
        if isinstance(value, bool):
            return ' t="b"', f"<v>{value:d}</v>"
        if not isinstance(value, str):
            return "", f"<v>{value}</v>"
        # The file format reads _x0041_ in a text as a character by its code, and may lose outer blanks.
        kept = "" if value == value.strip() else ' xml:space="preserve"'
        text = self._escape_data(_CODE.sub(r"_x005F\1", value))
        return ' t="e"' if value in ERRORS else ' t="str"', f"<v{kept}>{text}</v>"


class NamedWorkbook(xlsxwriter.Workbook):
    """Gives each LAMBDA name its comment, the help text in Excel's name manager."""

    def _write_defined_name(self, defined_name: list[Any]) -> None:
        function = CATALOGUE.get(defined_name[0])
        if function is None:
            super()._write_defined_name(defined_name)
            return
        attributes = [("name", function.name), ("comment", comment(function))]
        self._xml_data_element("definedName", defined_name[2], attributes)


class _Core(xlsxwriter.core.Core):
    """The properties that programs show of a file, its language with them."""

    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", "nb-NO")


# XlsxWriter has no word for the language, which a screen reader chooses its voice by.
xlsxwriter.packager.Core = _Core
