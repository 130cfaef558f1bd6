"""Whether all printed figures can be true at once, and where that lets each of them be.

One formula at a time allows the sum of all the roundings behind it. Together the formulas allow
much less, since a figure that several of them use can only be off in one way. That question is a
linear program.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from asss_xl.checks.reproduction.relations import Key, Relations

#: In units of half a last digit: what the solver's own arithmetic can amount to.
_EPS = 1e-5


@dataclass(frozen=True)
class Interval:
    """Where a figure can be."""

    low: float
    high: float

    @property
    def half(self) -> float:
        """Half of its width."""
        return (self.high - self.low) / 2


class System:
    """The relations as a linear system over the figures' distances from print.

    ``free`` figures are known to be printed wrong: nothing is taken from their own print.
    """

    def __init__(self, found: Relations, free: Collection[Key] = ()) -> None:
        self.figures = found.figures
        self.keys = list(self.figures)
        self.column = {key: at for at, key in enumerate(self.keys)}
        self.half = np.array([self.figures[k].half for k in self.keys])
        self.free = np.array([k in free for k in self.keys], dtype=bool)
        self.rows = [r for r in found.made if r.key in found.figures]
        self._matrix()

    def _matrix(self) -> None:
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        low: list[float] = []
        high: list[float] = []
        for at, relation in enumerate(self.rows):
            shares = dict(relation.shares)
            shares[relation.key] = shares.get(relation.key, 0.0) - 1.0
            parts = {self.column[k]: v * self.half[self.column[k]]
                     for k, v in shares.items() if v}  # fmt: skip
            unit = max((abs(v) for v in parts.values()), default=1.0) or 1.0
            rows += [at] * len(parts)
            columns += parts
            values += [v / unit for v in parts.values()]
            low.append((-relation.gap - relation.bend[1]) / unit)
            high.append((-relation.gap - relation.bend[0]) / unit)
        shape = (len(self.rows), len(self.keys))
        self.a = csr_array((values, (rows, columns)), shape=shape)
        self.low, self.high = np.array(low) - _EPS / 10, np.array(high) + _EPS / 10

    def conflicts(self) -> dict[Key, float]:
        """The fewest steps beyond their rounding that some figures must take: by figure.

        Empty when everything printed can be true at once. A step is what the figure misses,
        above (+) or below (-) what its own print allows.
        """
        if not self.keys or not self.rows:
            return {}
        count = len(self.keys)
        edge = np.where(self.free, np.inf, 1.0)
        bounds = Bounds(
            np.r_[-edge, np.zeros(2 * count)], np.r_[edge, np.full(2 * count, np.inf)]
        )
        solved = milp(
            np.r_[np.zeros(count), np.ones(2 * count)],
            constraints=LinearConstraint(hstack([self.a, self.a, -self.a]), self.low, self.high),
            bounds=bounds,
        )
        if solved.x is None:
            # Exact figures that contradict each other: no step of a rounded one mends it.
            return {r.key: r.gap for r in self.rows if not self._possible(r.key)}
        steps = solved.x[count : 2 * count] - solved.x[2 * count :]
        return {
            self.keys[at]: float(steps[at] * self.half[at])
            for at in np.flatnonzero(np.abs(steps) > _EPS)
        }

    def _possible(self, key: Key) -> bool:
        allowed = self.allowed().get(key)
        figure = self.figures.get(key)
        if allowed is None or figure is None:
            return key in self.column
        return allowed.low <= figure.value + figure.half and figure.value - figure.half <= allowed.high

    def allowed(self) -> dict[Key, Interval]:
        """Where each figure can be by every relation that it is in, one at a time, its own print apart."""
        size = np.abs(self.a)
        edge = np.where(self.free, np.inf, 1.0)
        made: dict[Key, Interval] = {}
        low = np.full(len(self.keys), -np.inf)
        high = np.full(len(self.keys), np.inf)
        for at in range(len(self.rows)):
            begin, end = self.a.indptr[at], self.a.indptr[at + 1]
            columns, values = self.a.indices[begin:end], self.a.data[begin:end]
            widths = size.data[begin:end] * edge[columns]
            for column, value, width in zip(columns, values, widths, strict=True):
                rest = widths.sum() - width if np.isfinite(widths.sum()) else (
                    np.inf if np.isinf(np.delete(widths, np.flatnonzero(columns == column))).any()
                    else np.delete(widths, np.flatnonzero(columns == column)).sum()
                )
                ends = ((self.low[at] - rest) / value, (self.high[at] + rest) / value)
                low[column] = max(low[column], min(ends))
                high[column] = min(high[column], max(ends))
        for column, key in enumerate(self.keys):
            if np.isfinite(low[column]) and np.isfinite(high[column]):
                value, half = self.figures[key].value, self.half[column]
                made[key] = Interval(
                    float(value + low[column] * half), float(value + high[column] * half)
                )
        return made

    def required(self, key: Key) -> Interval | None:
        """Where all the other figures together allow one to be; None where nothing binds it."""
        if key not in self.column:
            return None
        count, column = len(self.keys), self.column[key]
        edge = np.where(self.free, np.inf, 1.0)
        edge[column] = np.inf
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(count)
            cost[column] = sign
            solved = milp(
                cost, constraints=LinearConstraint(self.a, self.low, self.high),
                bounds=Bounds(-edge, edge),
            )  # fmt: skip
            if solved.x is None:
                return None
            ends.append(float(self.figures[key].value + solved.x[column] * self.half[column]))
        return Interval(*ends)


def narrowed(system: System, keys: Mapping[Key, object]) -> dict[Key, Interval]:
    """`System.required` for several figures."""
    found = {key: system.required(key) for key in keys}
    return {key: interval for key, interval in found.items() if interval is not None}
