"""How far a calculated cell can be from the truth, because its inputs are printed rounded.

To first order a cell moves by the sum, over all rounded inputs, of how much it depends on each
of them times half a unit of that input's last printed decimal. An input that comes in by several
ways counts once, with the ways added up.
"""

from __future__ import annotations

from asss_xl.functions.values import is_number
from asss_xl.workbook.cells import Cell

_STEP = 1e-4
_SMALLEST = 1e-6


class Rounding:
    """Half-widths of calculated cells; remembers what it has worked out."""

    def __init__(self) -> None:
        self._gradients: dict[int, dict[int, float]] = {}
        self._halves: dict[int, float] = {}

    def half_width(self, cell: Cell) -> float:
        """The largest error that the rounding of the inputs explains, in the cell's unit."""
        gradient = self._work_out(cell)
        return sum(abs(share) * self._halves[key] for key, share in gradient.items())

    def _gradient(self, cell: Cell) -> dict[int, float]:
        key = id(cell)
        if cell.difference is not None and cell.published and not cell.published[0].feil:
            # Shown as printed, and therefore as rounded as print is.
            self._halves[key] = cell.published[0].avrunding
            return {key: 1.0}
        if key not in self._gradients:
            self._gradients[key] = self._work_out(cell)
        return self._gradients[key]

    def _work_out(self, cell: Cell) -> dict[int, float]:
        if cell.call is None:
            if cell.rounding == 0:
                return {}
            self._halves[id(cell)] = cell.rounding
            return {id(cell): 1.0}
        gradient: dict[int, float] = {}
        for given in {id(c): c for c in cell.call.inputs()}.values():
            if not is_number(given.value):
                continue
            inner = self._gradient(given)
            part_of = share(cell, given) if inner else 0.0
            for key, part in inner.items():
                gradient[key] = gradient.get(key, 0.0) + part_of * part
        return gradient


def share(cell: Cell, given: Cell) -> float:
    """How much the cell moves when one of its arguments does, by a central difference."""
    assert cell.call is not None
    value = given.value
    step = max(_STEP * abs(float(value)), _SMALLEST)  # type: ignore[arg-type]
    try:
        given.value = float(value) + step  # type: ignore[arg-type]
        above = cell.call.evaluate()
        given.value = float(value) - step  # type: ignore[arg-type]
        below = cell.call.evaluate()
    finally:
        given.value = value
    if not (is_number(above) and is_number(below)):
        return 0.0
    return (float(above) - float(below)) / (2 * step)  # type: ignore[arg-type]
