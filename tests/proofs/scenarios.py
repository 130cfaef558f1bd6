"""Random choices and what-ifs in a finished network workbook, against the workbook rebuilt.

    python -m tests.proofs.scenarios --count 300 --seed 2026 eksempelnettverk
    python -m tests.proofs.scenarios --count 10000 --extremes --progress bergen.jsonl bergen_2009

Each scenario mixes municipality, year, group, members, cost key, yellow figures and corrections;
with ``--extremes`` every third has extremes, zeros, blanks and text in its yellow cells, as if pasted
past the validation (amounts of 1e12 leave differences in the last digits: sums in another order).
The file is recalculated in an engine; Python builds the workbook anew with the same filled in.
Every cell of the two is compared, and no cell that a reader sees may show an error value. With
``--progress FILE`` each scenario is noted as it is done, and a stopped run goes on from there. Exit
status 1 when something is found.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from asss_xl.checks import Session
from asss_xl.checks.package import Place, position
from asss_xl.dataset import Datasett, load
from asss_xl.functions.building_blocks import AV, PAA
from asss_xl.functions.values import NA, ExcelError, Value
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.book import Book
from tests.end_to_end.comparing import told, unlike
from tests.end_to_end.yellow_cells import Drawing, Scenario
from tests.support import choosing
from tests.support.engine import filled_in, opened

#: How often each choice is another than the report's own.
_OFTEN = {choosing.KOMMUNE: 0.75, choosing.AAR: 0.6, choosing.GRUPPE: 0.6, choosing.NOEKKEL: 0.5}

_EXTREMES: tuple[Value, ...] = (
    0.0, -1.0, 1e-9, 1e6, -1e6, 1e9, 1e12, -1e12, None, "tekst", "Ikke data", ":", "7", " ", "=1+1",
)  # fmt: skip
#: Every so many scenarios has values that the validation would not take from a keyboard.
_EXTREME_EVERY = 3


def mixed(report: Rapport, count: int, seed: int, extremes: bool = False) -> list[Scenario]:
    """The scenarios, the same in every process."""
    chance = random.Random(seed)
    drawing = Drawing(chance, report)
    place, members = choosing.places(report), list(choosing.members(report).values())
    chosen = {label: place[label] for label in _OFTEN if label in place}
    others = [
        p for p in drawing.places()
        if p not in members and p not in chosen.values() and p != report.book.switch.place
    ]  # fmt: skip
    made = []
    for number in range(count):
        filled: dict[str, Value] = {
            at: chance.choice(choosing.listed(report, label))
            for label, at in chosen.items() if chance.random() < _OFTEN[label]
        }  # fmt: skip
        for at in chance.sample(members, chance.randint(0, min(3, len(members)))):
            filled[at] = chance.choice(("Ja", "Nei", "Nei"))
        for at in chance.sample(others, min(chance.randint(0, 8), len(others))):
            filled |= drawing.filled(at)
            if extremes and number % _EXTREME_EVERY == 2 and at in drawing.inputs:
                given = drawing.inputs[at]
                filled[at] = chance.choice((given.lowest, given.highest, *_EXTREMES))
        made.append(Scenario(number, filled, AV if chance.random() < 0.1 else PAA))
    return made


class Proof:
    """A package's workbook in the engine, and the scenarios to try in it."""

    def __init__(
        self, data: Datasett, folder: Path, count: int, seed: int, extremes: bool = False
    ) -> None:
        self.data = data
        self.report = build(data)
        self.scenarios = mixed(self.report, count, seed, extremes)
        self.session: Session = opened(self.report, folder / "arbeidsbok.xlsx")

    def differences(self, number: int) -> list[str]:
        """Cells that the engine and the rebuilt workbook disagree about."""
        scenario = self.scenarios[number]
        switch = self.report.book.switch.place
        values = filled_in(self.session, {switch: scenario.switch, **scenario.what_if})
        rebuilt = build(self.data, what_if=scenario.what_if, switch=scenario.switch)
        return [*unlike(rebuilt.book, values), *error_values(rebuilt.book, values)]


def error_values(book: Book, values: Mapping[Place, Value]) -> list[str]:
    """Errors that a reader sees; what charts take may be #N/A, which draws a gap."""
    found = []
    for (sheet, address), value in values.items():
        if isinstance(value, ExcelError):
            last = book.sheets[sheet].printing.last_column
            # The sheet of functions shows what each answers, and #N/A is the answer without figures.
            seen = sheet != "Funksjoner" and (last is None or position(address)[1] - 1 <= last)
            if seen or value != NA:
                found.append(f"{sheet}!{address}: viser {value}")
    return found


@cache
def _proof(package: str, count: int, seed: int, extremes: bool) -> Proof:
    with tempfile.TemporaryDirectory() as folder:
        return Proof(load(package), Path(folder), count, seed, extremes)


def _try(task: tuple[str, int, int, bool, int]) -> tuple[int, str, list[str]]:
    package, count, seed, extremes, number = task
    proof = _proof(package, count, seed, extremes)
    return number, str(proof.scenarios[number]), proof.differences(number)


def _results(
    package: str, count: int, seed: int, extremes: bool, workers: int, first: int
) -> Iterator[tuple[int, str, list[str]]]:
    tasks = [(package, count, seed, extremes, number) for number in range(first, count)]
    if workers == 1:
        yield from map(_try, tasks)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_try, tasks)


class Progress:
    """What is done of one run, a line per scenario, so that it can go on after a stop."""

    def __init__(self, path: Path | None, about: dict[str, object]) -> None:
        self.path, self.done, self.total = path, 0, 0
        if path is None:
            return
        if not path.exists():
            path.write_text(json.dumps(about) + "\n", encoding="utf-8")
        # A line without its end was cut short when the run stopped.
        lines = path.read_text("utf-8").split("\n")[:-1]
        if not lines or json.loads(lines[0]) != about:
            raise SystemExit(f"{path}: er fra en annen kjøring. Oppgi en annen fil.")
        for line in lines[1:]:
            self.done, self.total = self.done + 1, self.total + len(json.loads(line))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def add(self, found: list[str]) -> None:
        """Note the next scenario."""
        self.done, self.total = self.done + 1, self.total + len(found)
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(found, ensure_ascii=False) + "\n")


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("package", help="name or folder of a data package")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--extremes", action="store_true", help="also zeros, blanks, text, huge")
    parser.add_argument("--progress", type=Path, help="note each scenario here, and go on from there")
    asked = parser.parse_args(arguments)
    about = {"package": asked.package, "count": asked.count, "seed": asked.seed, "extremes": asked.extremes,
             "version": load(asked.package).versjon}  # fmt: skip
    progress = Progress(asked.progress, about)
    for number, scenario, found in _results(
        asked.package, asked.count, asked.seed, asked.extremes, asked.workers, progress.done
    ):
        progress.add(found)
        if found:
            print(f"{scenario}\n{told(found)}", flush=True)
        if (number + 1) % 25 == 0:
            print(f"{number + 1} of {asked.count}", flush=True)
    total = progress.total
    print(f"{asked.count} scenarios of {asked.package}, seed {asked.seed}: {total} differences")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
