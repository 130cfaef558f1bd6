"""ironcalc in a process of its own: a hostile formula can crash the engine, not the check.

``python worker.py FILE OUT SECONDS`` writes the recalculated cells to OUT as JSON
lists of ``[sheet, row, column, kind, value]``; the engine itself may write to standard output.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import Any

import ironcalc

MAX_MEMORY = 500_000_000


def recalculated(path: str) -> list[list[Any]]:
    """Every cell of the workbook after a recalculation."""
    model = ironcalc.load_from_xlsx(path, "en", "UTC", "en")
    # The first evaluation finds which cells the array formulas fill; what uses those cells
    # may have read what the file kept in them.
    model.evaluate()
    model.evaluate()
    return read(model)


def read(model: Any) -> list[list[Any]]:
    """Every cell of a model that holds something."""
    sheets = [sheet["name"] for sheet in model.get_worksheets_properties()]
    found = []
    for at in model.get_all_cells():
        value, kind = model.get_cell_value(*at), "value"
        # An error is told as text; whether it is one, is asked only where it can be.
        if type(value) is str and value[:1] == "#":
            kind = "error" if model.get_cell_type(*at) == ironcalc.CellType.ErrorValue else kind
        found.append([sheets[at[0]], at[1], at[2], kind, value])
    return found


def _limit(seconds: int) -> None:
    """Let a formula that asks for all memory or time fail, where the system can.

    It is the processor's time that counts: a busy machine makes no file a bad one.
    """
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, MAX_MEMORY))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


if __name__ == "__main__":
    _limit(int(sys.argv[3]))
    Path(sys.argv[2]).write_text(json.dumps(recalculated(sys.argv[1])), encoding="utf-8")
