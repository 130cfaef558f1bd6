"""The functions on arrays of a million rows, against the same formula in bare numpy.

``python benchmarks/arrays.py`` prints a line per function of single values. The ratio is of one
run, the two taking turns; more than 2 is too slow. No test depends on it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.expression import drop_neutral

LIMIT = 2.0
_LINE = "{:<32} {:>10} {:>12} {:>14}"


def measured(function: Function, rows: int, times: int) -> tuple[float, float]:
    """Seconds of the function and of its bare formula; the optional arguments are left out."""
    random = np.random.default_rng(2009)
    required = [p.name for p in function.parameters if not p.optional]
    arguments = [random.uniform(1.0, 100.0, rows) for _ in required]
    left_out = {p.name: f"{p.default:g}" for p in function.parameters if p.optional}
    listed = ", ".join([*required, *(f"{name}={text}" for name, text in left_out.items())])
    bare = eval(f"lambda {listed}: {_written(function, left_out)}")
    assert np.allclose(function(*arguments), bare(*arguments))
    ours, theirs = [], []
    for _ in range(times):
        ours.append(_seconds(lambda: function(*arguments)))
        theirs.append(_seconds(lambda: bare(*arguments)))
    return min(ours), min(theirs)


def _written(function: Function, left_out: dict[str, str]) -> str:
    """What one would write by hand: without the factors and terms that are left out."""
    text = drop_neutral(function.excel, left_out)
    return text.replace("*(1+befolkning/100)", "")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure every function of single values and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10**6)
    options.add_argument("--times", type=int, default=60, help="runs of each; the fastest counts")
    given = options.parse_args()
    print(_LINE.format("Funksjon", "ms", "numpy ms", "vi / numpy"))
    worst = 0.0
    for name, function in CATALOGUE.items():
        if function.spills:
            ours, theirs = measured(function, given.rows, given.times)
            worst = max(worst, ours / theirs)
            print(_LINE.format(
                name, f"{1000 * ours:.2f}", f"{1000 * theirs:.2f}", f"{ours / theirs:.2f}"
            ))  # fmt: skip
    print(f"Verst: {worst:.2f} ganger ren numpy (grensen er {LIMIT:g})")


if __name__ == "__main__":
    main()
