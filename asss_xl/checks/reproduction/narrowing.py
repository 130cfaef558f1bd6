"""Whether all printed figures can be true at once, and where that lets each of them be.

One formula at a time allows the sum of all the roundings behind it. Together the formulas allow
much less, since a figure that several of them use can only be off in one way. That question is a
linear program.
"""

from __future__ import annotations

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

    A distance is in units of half the figure's last digit: print alone lets it be from -1 to 1.
    """

    def __init__(self, found: Relations) -> None:
        self.figures = found.figures
        self.keys = list(self.figures)
        self.column = {key: at for at, key in enumerate(self.keys)}
        self.half = np.array([self.figures[k].half for k in self.keys])
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
            parts = {self.column[k]: v * self.half[self.column[k]] for k, v in shares.items() if v}
            unit = max((abs(v) for v in parts.values()), default=1.0)
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
        if not self.rows:
            return {}
        count = len(self.keys)
        steps_cost = np.r_[np.zeros(count), np.ones(2 * count)]
        edges = Bounds(
            np.r_[-np.ones(count), np.zeros(2 * count)],
            np.r_[np.ones(count), np.full(2 * count, np.inf)],
        )
        all_moves = hstack([self.a, self.a, -self.a])
        solved = milp(
            steps_cost, constraints=LinearConstraint(all_moves, self.low, self.high), bounds=edges
        )
        if solved.x is None:
            # There is always an answer; without one it is safer to say that something is wrong.
            worst = max(self.rows, key=lambda r: abs(r.gap) / self.figures[r.key].half)
            return {worst.key: worst.gap}
        steps = solved.x[count : 2 * count] - solved.x[2 * count :]
        return {
            self.keys[at]: float(steps[at] * self.half[at])
            for at in np.flatnonzero(np.abs(steps) > _EPS)
        }

    def allowed(self) -> dict[Key, Interval]:
        """Where each figure can be by all the relations that it is in, its own print apart."""
        low = np.full(len(self.keys), -np.inf)
        high = np.full(len(self.keys), np.inf)
        for at in range(len(self.rows)):
            begin, end = self.a.indptr[at], self.a.indptr[at + 1]
            columns, values = self.a.indices[begin:end], self.a.data[begin:end]
            rest = np.abs(values).sum() - np.abs(values)
            ends = np.array([(self.low[at] - rest) / values, (self.high[at] + rest) / values])
            low[columns] = np.maximum(low[columns], ends.min(axis=0))
            high[columns] = np.minimum(high[columns], ends.max(axis=0))
        return {
            key: Interval(
                float(self.figures[key].value + low[at] * self.half[at]),
                float(self.figures[key].value + high[at] * self.half[at]),
            )
            for at, key in enumerate(self.keys)
            if np.isfinite(low[at]) and np.isfinite(high[at])
        }
