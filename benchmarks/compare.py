"""What is fast, measured against what else a user would pick, as ratios within one run.

``python benchmarks/compare.py`` prints a table. The times are of this machine and this moment;
only the ratios say something, and no test depends on them.
"""

from __future__ import annotations

import argparse
import importlib.util
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from asss_xl import functions as f
from asss_xl.dataset import load
from asss_xl.delivery.printing import EngineMissing, find_command
from asss_xl.report import build
from asss_xl.workbook.book import Book
from asss_xl.workbook.writer import save
from tests.support.engine import Session, recalculate

Row = tuple[str, str, float, str, float]
_LINE = "{:<27}  {:<42}  {:>8}  {:<33}  {:>8}  {:>18}"


def best(work: Callable[[], object], times: int) -> float:
    """Seconds of the fastest of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def writing(book: Book, folder: Path, times: int) -> Iterator[Row]:
    """The workbook with formulas, cached values and charts, against its bare values."""
    own = best(lambda: save(book, folder / "asss_xl.xlsx"), times)

    def with_openpyxl() -> None:
        import openpyxl

        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for sheet in book.sheets.values():
            worksheet = workbook.create_sheet(sheet.name)
            for cell in sheet.cells.values():
                if cell.value is not None:
                    worksheet.cell(cell.row + 1, cell.column + 1, cell.value)
        workbook.save(folder / "openpyxl.xlsx")

    yield (
        "skrive arbeidsboken",
        "asss_xl: formler, verdier, formater, figurer",
        own,
        "openpyxl: bare verdiene",
        best(with_openpyxl, times),
    )


def recalculating(book: Book, folder: Path, times: int) -> Iterator[Row]:
    """The whole workbook on new figures."""
    path = folder / "asss_xl.xlsx"
    session = Session(path)
    yellow = next(given.what_if.place for given in book.inputs)
    data = load("bergen_2009")

    def scenario() -> None:
        session.set(yellow, 1.0)
        session.evaluate()
        session.restore()

    yield (
        "ett hva hvis",
        "ironcalc, lastet på forhånd",
        best(scenario, times),
        "bygge rapporten på nytt i Python",
        best(lambda: build(data), times),
    )
    own = best(lambda: recalculate(path, "ironcalc"), times)
    try:
        find_command()
    except EngineMissing:
        pass
    else:
        yield (
            "regne om filen",
            "ironcalc",
            own,
            "LibreOffice",
            best(lambda: recalculate(path, "libreoffice"), 1),
        )
    if importlib.util.find_spec("formulas") is not None:
        yield "regne om filen", "ironcalc", own, "formulas", best(lambda: _formulas(path), 1)


def _formulas(path: Path) -> None:
    import formulas  # type: ignore[import-not-found,unused-ignore]

    formulas.ExcelModel().loads(str(path)).finish().calculate()


def calling(times: int, rows: int = 1000) -> Iterator[Row]:
    """A UDF over a range, against one call per cell; in Excel each call costs far more."""
    from asss_xl.addin import udf

    own = [[100.0 + row] for row in range(rows)]
    mean = [[100.0] for _ in range(rows)]
    yield (
        f"ASSS_INDEKS på {rows} celler",
        "ett kall for hele området",
        best(lambda: udf.ASSS_INDEKS(own, mean), times),
        "ett kall per celle",
        best(lambda: [udf.ASSS_INDEKS(a[0], b[0]) for a, b in zip(own, mean, strict=True)], times),
    )
    yield (
        f"indeks på {rows} celler",
        "katalogfunksjonen, ett kall",
        best(lambda: f.indeks(own, mean), times),
        "ett kall per celle",
        best(lambda: [f.indeks(a[0], b[0]) for a, b in zip(own, mean, strict=True)], times),
    )


def main() -> None:
    """Measure all and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=3, help="runs of each; the fastest counts")
    times = options.parse_args().times
    book = build(load("bergen_2009")).book
    print(_LINE.format("Hva", "Vi", "ms", "Alternativet", "ms", "alternativet / vi"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for measure in (writing(book, folder, times), recalculating(book, folder, times), calling(times)):
            for what, ours, our_time, other, other_time in measure:
                print(
                    _LINE.format(
                        what,
                        ours,
                        f"{1000 * our_time:.1f}",
                        other,
                        f"{1000 * other_time:.1f}",
                        f"{other_time / our_time:.1f}",
                    )
                )


if __name__ == "__main__":
    main()
