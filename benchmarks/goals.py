"""Each goal of speed and weight beside what was measured, against a named alternative in the same run.

    python -m benchmarks.goals [--times 3] [--tests]

Seconds are the processor's, of a program and all that it starts, so that a busy machine says nothing;
ours and the alternative take turns, and the fastest of each counts. Both are compiled beforehand, as what
pip has installed is. Many workbooks are made by several processes, and are measured by the clock; so are the
tests, as README says, with ``--tests``. No test depends on it.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import pickle
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from asss_xl.dataset import load
from asss_xl.report import build
from asss_xl.workbook.book import Book
from asss_xl.workbook.cells import Cell

ROOT = Path(__file__).parents[1]
_LINE = "{:<44} {:>10}  {:<42} {:>10} {:>8}  {:>14}  {}"
_COMMAND = (sys.executable, "-m", "asss_xl.cli")

#: Python that writes cells with XlsxWriter alone: formulas with their values, texts and numbers.
_XLSXWRITER = """
import pickle, sys, xlsxwriter
for number, sheets in enumerate(pickle.load(open(sys.argv[1], "rb"))):
    book = xlsxwriter.Workbook(f"{sys.argv[2]}{number}.xlsx", {"in_memory": True})
    for name, cells in sheets:
        sheet = book.add_worksheet(name)
        for row, column, formula, value in cells:
            if formula is not None:
                sheet.write_formula(row, column, formula, None, value)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is None:
                sheet.write_blank(row, column, None)
            else:
                sheet.write_number(row, column, value)
    book.close()
"""
#: Reads what is named and tells how long that took, so that nobody's imports are counted.
_READ = """
import glob, sys, time
{imports}
start = time.process_time()
{work}
print(time.process_time() - start)
"""
_OPENPYXL = """
import sys, openpyxl
for values in (False, True):
    for sheet in openpyxl.load_workbook(sys.argv[1], data_only=values):
        for row in sheet.iter_rows():
            for cell in row:
                cell.value
"""
_OURS = _READ.format(
    imports="from pathlib import Path; from asss_xl.dataset import load", work="load(Path(sys.argv[1]))"
)
_PANDAS = _READ.format(
    imports="import pandas", work="[pandas.read_csv(f) for f in glob.glob(sys.argv[1] + '/*.csv')]"
)


class Line(NamedTuple):
    """What was measured, what it is held against, and the most that the goal lets it be."""

    what: str
    ours: float
    other: str
    theirs: float
    #: The most of `ours` beside `theirs`, or else the most of `ours`.
    ratio: float | None = None
    most: float | None = None
    unit: str = "s"

    def told(self) -> str:
        ratio = self.ours / self.theirs
        goal = f"høyst {self.ratio:g} ×" if self.ratio else f"høyst {self.most:g} {self.unit}"
        met = ratio <= self.ratio if self.ratio else self.ours <= (self.most or 0.0)
        amounts = [f"{amount:.3g} {self.unit}" for amount in (self.ours, self.theirs)]
        state = "nådd" if met else "IKKE nådd"
        return _LINE.format(self.what, amounts[0], self.other, amounts[1], f"{ratio:.2f} ×", goal, state)


def spent(*command: str | Path) -> float:
    """The processor's seconds of a program and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def said(code: str, *arguments: str | Path) -> float:
    """What a program says that its work took."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return float(subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout)


def pair(times: int, ours: Any, theirs: Any) -> tuple[float, float]:
    """The fastest of each, taking turns."""
    taken = [(ours(), theirs()) for _ in range(times)]
    return min(mine for mine, _ in taken), min(other for _, other in taken)


def reading(folder: Path, times: int) -> Iterator[Line]:
    """Packages: the example network, and one of 357 invented municipalities."""
    from tools.eksempelnettverk import skriv

    example = ROOT / "asss_xl" / "dataset" / "eksempelnettverk"
    mine, other = pair(times, lambda: said(_OURS, example), lambda: said(_PANDAS, example))
    yield Line("lese og kontrollere eksempelnettverket", mine, "pandas.read_csv av de samme filene", other, 6)
    many = skriv(folder / "mange", kommuner=357, aar=2)
    mine, other = pair(1, lambda: said(_OURS, many), lambda: said(_PANDAS, many))
    yield Line("en pakke med 357 kommuner", mine, "pandas.read_csv av de samme filene", other, most=5)


def cells_of(book: Book) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """A workbook's cells by sheet: row, column, formula and value."""

    def plain(value: Any) -> Any:
        return str(value) if isinstance(value, str) else value

    def formula(cell: Cell) -> str | None:
        call = cell.call
        return None if call is None else "=" + call.formula(cell.sheet, book.form, cell.missing)

    return [
        (sheet.name, [(*at, formula(cell), plain(cell.value)) for at, cell in sorted(sheet.cells.items())])
        for sheet in book.ordered()
    ]


def building(folder: Path, times: int) -> Iterator[Line]:
    """Whole commands, beside XlsxWriter writing the same cells, formulas and values."""
    network = load("eksempelnettverk")
    other = "XlsxWriter alene: de samme cellene"
    for what, data, chosen in (
        ("build: Bergen 2009", load("bergen_2009"), ()),
        ("build: en kommune i nettverket", network, ("--municipality", network.kommune)),
    ):
        cells = folder / "celler"
        cells.write_bytes(pickle.dumps([cells_of(build(data).book)]))
        package = "eksempelnettverk" if chosen else "bergen_2009"
        command = (*_COMMAND, "build", "--data", package, "--out", folder / "bok", *chosen)
        plain = (sys.executable, "-c", _XLSXWRITER, cells, folder / "alene")
        mine, theirs = pair(times, lambda c=command: spent(*c), lambda p=plain: spent(*p))
        yield Line(what, mine, other, theirs, 1.2)
    every = (
        *_COMMAND,
        "build",
        "--data",
        "eksempelnettverk",
        "--municipality",
        "all",
        "--out",
        folder / "alle",
    )
    start = time.monotonic()
    spent(*every)
    taken = time.monotonic() - start
    yield Line("build: tolv kommuner og hovedrapporten", taken, f"tretten × {other}", 13 * theirs, most=20)


def checking(folder: Path, times: int) -> Iterator[Line]:
    """`check` of a network municipality's workbook, and of whole columns; `verify`."""
    book = next((folder / "bok").glob("*_2024.xlsx"))
    reader = (sys.executable, "-c", _OPENPYXL, book)
    mine, other = pair(times, lambda: spent(*_COMMAND, "check", book), lambda: spent(*reader))
    yield Line("check: en kommune i nettverket", mine, "openpyxl leser formlene og verdiene", other, most=3)
    few, many = (whole_columns(folder / f"kolonner{count}.xlsx", count) for count in (2, 20))
    mine, other = pair(times, lambda: spent(*_COMMAND, "check", many), lambda: spent(*_COMMAND, "check", few))
    yield Line("check: 20 formler på hele kolonner", mine, "check: 2 formler på hele kolonner", other, 1.1)
    made = (*_COMMAND, "build", "--out", folder / "bergen")
    mine, other = pair(times, lambda: spent(*_COMMAND, "verify"), lambda: spent(*made))
    yield Line("verify", mine, "build av den samme pakken", other, most=2)


def whole_columns(path: Path, count: int, rows: int = 3000) -> Path:
    """A workbook with so many sums over whole columns."""
    book = xlsxwriter.Workbook(path)
    figures, sums = book.add_worksheet("Tall"), book.add_worksheet("Summer")
    for row in range(rows):
        figures.write_row(row, 0, (row + 1, 2.0))
    for row in range(count):
        sums.write_formula(row, 0, f'SUMIF(Tall!A:A,">{row}",Tall!B:B)', None, 2 * (rows - row))
    book.close()
    return path


def weighing() -> Iterator[Line]:
    """The packages that an installation without extras brings, beside all that is installed here."""
    needed, waiting = set[str](), ["asss_xl"]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        try:
            wants = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system or Python
        if name not in needed:
            needed.add(name)
            waiting += [re.match(r"[\w.-]+", w)[0] for w in wants if "extra ==" not in w]  # type: ignore[index]
    every = list(importlib.metadata.distributions())
    needed.discard("asss-xl")
    kept = [d for d in every if re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower() in needed]
    other = "alt som er installert her"
    yield Line("installering: pakker", len(kept), other, len(every), most=25, unit="stk")
    yield Line("installering: størrelse", weight(kept), other, weight(every), most=150, unit="MB")


def weight(packages: list[importlib.metadata.Distribution]) -> float:
    """Megabytes of the packages' files."""
    files = {Path(str(p.locate_file(f))) for p in packages for f in p.files or ()}
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def testing() -> Iterator[Line]:
    """The tests as README says, by the clock."""
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "pytest"], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    yield Line("testene, som README sier", (time.monotonic() - start) / 60, "før", 25, most=5, unit="min")


def main() -> None:
    """Measure all and print, each line as it is known."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=3, help="runs of each; the fastest counts")
    options.add_argument("--tests", action="store_true", help="also run the tests")
    asked = options.parse_args()
    print(_LINE.format("Hva", "vi", "Alternativet", "det", "forhold", "mål", ""))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lines in (
            reading(folder, asked.times),
            building(folder, asked.times),
            checking(folder, asked.times),
            weighing(),
            testing() if asked.tests else iter(()),
        ):
            for line in lines:
                print(line.told(), flush=True)


if __name__ == "__main__":
    main()
