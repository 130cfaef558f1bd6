"""The functions of single values on a million rows with gaps, against what one would write in numpy.

``python benchmarks/arrays.py`` prints a line per function: ``asss_xl`` beside the same answer in
bare numpy, the two taking turns, and the ratio of the fastest of each. Ten percent of the
figures are missing in the first table and none in the second. Last, how long Python waits for
``import asss_xl`` and the first answer. No test depends on it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.excel.expression import drop_neutral
from asss_xl.functions.public import evaluated

LIMIT = 6.0
IMPORT_LIMIT = 0.15
_LINE = "{:<32} {:>10} {:>14} {:>12}"

Pair = tuple[str, Callable[[], Any], Callable[[], Any]]


class Data:
    """Columns of figures, with the share ``gaps`` of them missing."""

    def __init__(self, rows: int, gaps: float) -> None:
        self.random = np.random.default_rng(2009)
        self.rows, self.gaps = rows, gaps

    def column(self) -> Any:
        """Figures, some of them missing."""
        figures = self.random.uniform(1.0, 9.0, self.rows)
        figures[self.random.random(self.rows) < self.gaps] = np.nan
        return figures


def of_values(data: Data) -> Iterator[Pair]:
    """Functions of single values against their own formula; optional arguments are left out."""
    for name, function in CATALOGUE.items():
        if function.spills:
            required = [p.name for p in function.parameters if not p.optional]
            # Efficiency refuses a use of resources below 10: the mean is 100.
            arguments = [data.column() * (10 if name == "ASSS_EFFEKTIVITET" else 1) for _ in required]
            optional = [f"{p.name}={p.default:g}" for p in function.parameters if p.optional]
            bare = eval(f"lambda {', '.join([*required, *optional])}: {_written(function)}")
            yield (
                name,
                lambda f=function, a=arguments: evaluated(f, f.bound(a, {})),
                lambda b=bare, a=arguments: b(*a),
            )


def _written(function: Function) -> str:
    """What one would write by hand: without the factors and terms that are left out."""
    left_out = {p.name: f"{p.default:g}" for p in function.parameters if p.optional}
    return drop_neutral(function.excel, left_out).replace("*(1+befolkning/100)", "")


def measured(pair: Pair, times: int) -> tuple[float, float]:
    """Seconds of the function and of what one would write, after both gave the same."""
    _, ours, theirs = pair
    assert np.allclose(np.asarray(ours(), float), np.asarray(theirs(), float), equal_nan=True), pair[0]
    taken = [(_seconds(ours), _seconds(theirs)) for _ in range(times)]
    return min(mine for mine, _ in taken), min(other for _, other in taken)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def import_seconds(times: int = 9) -> float:
    """The first answer of a new Python, less what Python takes to do nothing."""

    def run(code: str) -> float:
        return _seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))

    asked = "import sys, asss_xl; asss_xl.avvik(1, 2); assert 'pandas' not in sys.modules"
    taken = [(run(asked), run("import site")) for _ in range(times)]
    return min(mine for mine, _ in taken) - min(nothing for _, nothing in taken)


def main() -> None:
    """Measure every function and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10**6)
    options.add_argument("--times", type=int, default=15, help="runs of each; the fastest counts")
    given = options.parse_args()
    worst = 0.0
    for gaps in (0.1, 0.0):
        print(f"{gaps:.0%} av tallene mangler")
        print(_LINE.format("Funksjon", "ms", "numpy ms", "forhold"))
        data = Data(given.rows, gaps)
        for pair in of_values(data):
            ours, theirs = measured(pair, given.times)
            worst = max(worst, ours / theirs)
            print(_LINE.format(pair[0], f"{1000 * ours:.2f}", f"{1000 * theirs:.2f}", f"{ours / theirs:.2f}"))
    print(f"Verst: {worst:.2f} ganger numpy (grensen er {LIMIT:g})")
    waited = import_seconds()
    print(f"import asss_xl og første svar: {waited:.3f} s (grensen er {IMPORT_LIMIT:g})")


if __name__ == "__main__":
    main()
