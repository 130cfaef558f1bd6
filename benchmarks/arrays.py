"""The functions on arrays of a million rows with gaps, against what one would write in numpy.

``python benchmarks/arrays.py`` prints a line per function: ``asss_xl`` beside the same answer in
bare numpy or pandas, the two taking turns, and the ratio of the fastest of each. Ten percent of the
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
import pandas as pd

import asss_xl
from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.excel.expression import drop_neutral
from asss_xl.functions.public import answered

LIMIT = 3.0
IMPORT_LIMIT = 0.15
_LINE = "{:<32} {:>10} {:>14} {:>12}"
_NAMES = np.array(["Bergen", "Oslo", "Tromsø", "Bærum"], dtype=object)

Pair = tuple[str, Callable[[], Any], Callable[[], Any]]


class Data:
    """Columns of figures, with the share ``gaps`` of them missing."""

    def __init__(self, rows: int, gaps: float) -> None:
        self.random = np.random.default_rng(2009)
        self.rows, self.gaps = rows, gaps
        self.missing = self.random.random(rows) < gaps

    def column(self, alike: bool = False) -> Any:
        """Figures; ``alike`` are missing in the same places, as ranges that belong together are."""
        figures = self.random.uniform(1.0, 9.0, self.rows)
        figures[self.missing if alike else self.random.random(self.rows) < self.gaps] = np.nan
        return figures

    def names(self) -> Any:
        """A municipality for each place."""
        return _NAMES[self.random.integers(0, len(_NAMES), self.rows)]


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
                lambda f=function, a=arguments: answered(f, f.bound(a, {})),
                lambda b=bare, a=arguments: b(*a),
            )


def _written(function: Function) -> str:
    """What one would write by hand: without the factors and terms that are left out."""
    left_out = {p.name: f"{p.default:g}" for p in function.parameters if p.optional}
    return drop_neutral(function.excel, left_out).replace("*(1+befolkning/100)", "")


def of_ranges(data: Data) -> Iterator[Pair]:
    """Functions of ranges against what one would write in numpy or pandas."""
    a, b, c = (data.column(alike=True) for _ in range(3))
    own, full = data.column(), data.random.uniform(1.0, 9.0, data.rows)
    shares = full / np.nansum(np.where(np.isnan(own), np.nan, full))
    shares[np.isnan(own)] = np.nan
    names, table, f = data.names(), pd.Series(own), asss_xl
    groups = pd.Series(names)
    total = np.nansum
    yield "ASSS_SNITT", lambda: f.snitt(own), lambda: np.nanmean(own)
    yield (
        "ASSS_SNITT (veid)",
        lambda: f.snitt(own, full),
        lambda: total(own * full) / total(full[~np.isnan(own)]),
    )
    yield (
        "ASSS_SNITT_UTEN",
        lambda: f.snitt_uten(table, groups, "Oslo"),
        lambda: table[groups != "Oslo"].mean(),
    )
    yield "ASSS_LAVEST", lambda: f.lavest(own), lambda: np.nanmin(own)
    yield "ASSS_HOEYEST", lambda: f.hoeyest(own), lambda: np.nanmax(own)
    yield "ASSS_ANTALL", lambda: f.antall(own), lambda: np.count_nonzero(~np.isnan(own))
    yield "ASSS_RANG (hver)", lambda: f.rang(table, table), lambda: table.rank(method="min", ascending=False)
    yield "ASSS_RANG_LAVEST (hver)", lambda: f.rang_lavest(table, table), lambda: table.rank(method="min")
    yield "ASSS_RANG (én)", lambda: f.rang(5.0, own), lambda: 1 + np.count_nonzero(own > 5.0)
    yield "ASSS_KOSTNADSINDEKS", lambda: f.kostnadsindeks(shares, own), lambda: total(own * shares)
    tens = 10 * own
    yield "ASSS_PRODUKSJONSINDEKS", lambda: f.produksjonsindeks(shares, tens), lambda: total(tens * shares)
    yield "ASSS_INNTEKTSNIVAA", lambda: f.inntektsnivaa(a, b, c), lambda: (total(a) - total(c)) / total(b)
    yield "ASSS_NETTO_LAANEGJELD", lambda: f.netto_laanegjeld(own, full), lambda: total(own) - total(full)
    yield "ASSS_DEMOGRAFIKOSTNAD", lambda: f.demografikostnad(a, b, c), lambda: total(a * (b - c))
    yield (
        "ASSS_DEMOGRAFIINDEKS",
        lambda: f.demografiindeks(a, b, c),
        lambda: 100 * total(a * b) / total(a * c),
    )


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
        print(_LINE.format("Funksjon", "ms", "numpy/pandas ms", "forhold"))
        data = Data(given.rows, gaps)
        for pair in (*of_values(data), *of_ranges(data)):
            ours, theirs = measured(pair, given.times)
            worst = max(worst, ours / theirs)
            print(_LINE.format(pair[0], f"{1000 * ours:.2f}", f"{1000 * theirs:.2f}", f"{ours / theirs:.2f}"))
    print(f"Verst: {worst:.2f} ganger numpy/pandas (grensen er {LIMIT:g})")
    waited = import_seconds()
    print(f"import asss_xl og første svar: {waited:.3f} s (grensen er {IMPORT_LIMIT:g})")


if __name__ == "__main__":
    main()
