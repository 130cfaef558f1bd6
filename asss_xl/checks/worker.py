"""ironcalc in a process of its own: a hostile formula can crash the engine, not the check.

``python -m asss_xl.checks.worker FILE`` prints the recalculated cells as JSON lists of
``[sheet, row, column, kind, value]``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import ironcalc


def recalculated(path: str) -> list[list[Any]]:
    """Every cell of the workbook after a recalculation."""
    model = ironcalc.load_from_xlsx(path, "en", "UTC", "en")
    model.evaluate()
    return read(model)


def read(model: Any) -> list[list[Any]]:
    """Every cell of a model that holds something."""
    sheets = [sheet["name"] for sheet in model.get_worksheets_properties()]
    return [
        [sheets[sheet], row, column, *_typed(model, sheet, row, column)]
        for sheet, row, column in model.get_all_cells()
    ]


def _typed(model: Any, sheet: int, row: int, column: int) -> tuple[str, Any]:
    value = model.get_cell_value(sheet, row, column)
    is_error = model.get_cell_type(sheet, row, column) == ironcalc.CellType.ErrorValue
    return ("error" if is_error and isinstance(value, str) else "value"), value


if __name__ == "__main__":
    json.dump(recalculated(sys.argv[1]), sys.stdout)
