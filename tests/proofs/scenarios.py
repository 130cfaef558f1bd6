"""Random choices and what-ifs in a finished network workbook, against the workbook rebuilt.

    python -m tests.proofs.scenarios --count 300 --seed 2026 eksempelnettverk
    python -m tests.proofs.scenarios --count 10000 --extremes --progress bergen.jsonl bergen_2009

Each scenario mixes municipality, year, group, members, cost key, yellow figures and corrections;
with ``--extremes`` every third has extremes, zeros, blanks and text in its yellow cells, as if pasted
past the validation. A cell where the two differ is left out, and counted, if Python's own answer
changes as much when each step is moved by a unit of its last binary digit.
The file is recalculated in an engine, and Python works out the same: every cell of the two is
compared, and no cell that a reader sees may show an error value. Every fiftieth scenario Python also
builds the whole workbook anew with the same filled in. With ``--progress FILE`` each scenario is
noted as it is done, and a stopped run goes on from there. Exit status 1 when something is found.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

from asss_xl.checks.formula_text import Place, position
from asss_xl.dataset import Datasett, load
from asss_xl.functions.values import NA, ExcelError, Value, is_number
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.book import Book, Sheet
from asss_xl.workbook.cells import Cell
from asss_xl.workbook.what_if import AV, PAA
from tests.end_to_end.comparing import by_place, told, unlike, unlike_places
from tests.end_to_end.yellow_cells import Drawing, Scenario, the_switch
from tests.support import choosing
from tests.support.engine import Session, filled_in, opened
from tests.support.refilled import Refilled

#: How often each choice is another than the report's own.
_OFTEN = {
    choosing.KOMMUNE: 0.75,
    choosing.AAR: 0.6,
    choosing.GRUPPE: 0.6,
    choosing.NOEKKEL: 0.5,
    choosing.PRISER: 0.4,
}

_EXTREMES: tuple[Value, ...] = (
    0.0,
    -1.0,
    1e-9,
    1e6,
    -1e6,
    1e9,
    1e12,
    -1e12,
    None,
    "tekst",
    "Ikke data",
    ":",
    "7",
    " ",
    "=1+1",
)
#: Every so many scenarios has values that the validation would not take from a keyboard.
_EXTREME_EVERY = 3
#: Every so many the workbook is also built anew, which takes ten times as long.
_REBUILT_EVERY = 50
#: From here on, the digits that a number in a cell has do not reach to the øre.
_HUGE, _SHAKES = 1e9, 12
_LONG, _EXPONENT = re.compile(r"\d{16,}"), re.compile(r"\d+(?:\.\d+)?E\+\d+")
#: The last three signs of a number with an exponent, where a sentence has its thousands: of so large a
#: number it says whole millions.
_THOUSANDS = re.compile(r"(?<=\d)\u202f\+\d\d")
#: The same place in a number so large, whoever wrote it.
_LAST_OF_HUGE = re.compile(r"(?<=\d{10}\u202f\d{3})\u202f(?:\+\d\d|\d{3})")
#: A decimal that is the sixteenth digit of a number, or the last sign of its exponent.
_DECIMAL = re.compile(r"(?<=\d{15}),\d")


def mixed(report: Rapport, count: int, seed: int, extremes: bool = False) -> list[Scenario]:
    """The scenarios, the same in every process."""
    chance = random.Random(seed)
    drawing = Drawing(chance, report)
    place, members = choosing.places(report), list(choosing.members(report).values())
    chosen = {label: place[label] for label in _OFTEN if label in place}
    others = [
        p
        for p in drawing.places()
        if p not in members and p not in chosen.values() and p != the_switch(report.book).place
    ]
    made = []
    for number in range(count):
        filled: dict[str, Value] = {
            at: chance.choice(choosing.listed(report, label))
            for label, at in chosen.items()
            if chance.random() < _OFTEN[label]
        }
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
    """A package's workbook in the engine and in Python, and the scenarios to try in both."""

    def __init__(self, data: Datasett, folder: Path, count: int, seed: int, extremes: bool = False) -> None:
        self.data = data
        self.report = build(data)
        self.scenarios = mixed(self.report, count, seed, extremes)
        self.session: Session = opened(self.report, folder / "arbeidsbok.xlsx")
        self._cells = by_place(self.report.book)
        self._place_of = {cell: place for place, cell in self._cells.items()}
        self._refilled = Refilled(self.report.book)
        self._opened = self.session.values()
        #: What is looked at in every scenario, moved or not: it differs or is an error as it was opened.
        self._always = {
            *unlike_places(self._cells, self._opened),
            *(self._opened.keys() - self._cells.keys()),
            *(place for place, value in self._opened.items() if isinstance(value, ExcelError)),
        }
        #: How many cells no arithmetic with so many digits settles, in the scenarios so far.
        self.unsettled = 0

    def differences(self, number: int, rebuilt: bool = True) -> list[str]:
        """Cells that the engine and Python disagree about, and errors that a reader would see.

        Python works out the formulas that what is filled in can reach. With ``rebuilt`` it also
        builds the workbook anew, which must give the same.
        """
        scenario = self.scenarios[number]
        filled = {the_switch(self.report.book).place: scenario.switch, **scenario.what_if}
        moved = filled_in(self.session, filled, Session.moved)
        self._refilled.fill(filled)
        try:
            # The others are in both as they were, and then they were the same.
            places = {*self._always, *moved, *map(self._place_of.__getitem__, self._refilled.before)}
            cells = {place: self._cells[place] for place in places if place in self._cells}
            given = ((place, moved.get(place, self._opened.get(place))) for place in places)
            values = {place: value for place, value in given if value is not None}
            found = unlike(cells, values)
            if found:
                found = unlike(cells, values, self._unsettled(filled, cells, values))
            again = self._unlike_rebuilt(scenario) if rebuilt else []
            return [*error_values(self.report.book, values), *found, *again]
        finally:
            self._refilled.restore()

    def _unsettled(
        self, filled: Mapping[str, Value], cells: Mapping[Place, Cell], values: Mapping[Place, Value]
    ) -> set[Place]:
        """Cells where figures are added and taken away until only noise is left.

        Python's own answer changes as much when each step is moved in its last binary digit. A
        text has to become the engine's then; where something huge is filled in, any other will do.
        """
        huge = any(is_number(v) and abs(v) >= _HUGE for v in filled.values())  # type: ignore[arg-type]
        seen = {p: [self._cells[p].value] for p in unlike_places(cells, values)}
        chance, left = random.Random(0), set(seen)
        for _ in range(_SHAKES):
            if not left:
                break
            self._refilled.restore()
            self._refilled.fill(filled, chance)
            for place in left:
                seen[place].append(self._cells[place].value)
            left = {p for p in left if not _covers(seen[p], values.get(p), huge)}
        self._refilled.restore()
        self._refilled.fill(filled)
        found = seen.keys() - left
        self.unsettled += len(found)
        return found

    def _unlike_rebuilt(self, scenario: Scenario) -> list[str]:
        book = build(self.data, what_if=scenario.what_if, switch=scenario.switch).book
        values = {place: cell.value for place, cell in self._cells.items()}
        return [f"bygd på nytt: {told}" for told in unlike(book, values)]


def _covers(known: list[Value], other: Value, huge: bool) -> bool:
    """Whether Python's own answers spread as far as to the engine's."""
    if all(map(is_number, [*known, other])):
        numbers = [float(value) for value in known]  # type: ignore[arg-type]
        spread = max(numbers) - min(numbers)
        return abs(float(other) - numbers[0]) <= 4 * spread  # type: ignore[arg-type]
    own, *others = map(repr, known)
    texts = [value for value in (known[0], other) if isinstance(value, str)]
    if len(texts) == 2 and _fifteen(texts[0]) == _fifteen(texts[1]):
        return True
    return repr(other) in others or (huge and any(answer != own for answer in others))


def _fifteen(text: str) -> str:
    """A text with as many digits of its numbers as Excel keeps; ironcalc writes all, and no exponent.

    Excel and LibreOffice join 1E16 to a text as ``1E+16``, as Python does here.
    """
    plain = _LAST_OF_HUGE.sub("\u202f000", text.replace("\xa0", ""))
    plain = _THOUSANDS.sub("\u202f000", plain)
    plain = _DECIMAL.sub(",0", _EXPONENT.sub(lambda found: str(int(float(found[0]))), plain))
    return _LONG.sub(lambda found: str(round(int(found[0]), 15 - len(found[0]))), plain)


def error_values(book: Book, values: Mapping[Place, Value]) -> list[str]:
    """Errors that a reader sees; what charts take may be #N/A, which draws a gap."""
    found = []
    for (sheet, address), value in values.items():
        if isinstance(value, ExcelError):
            row, column = (number - 1 for number in position(address))
            own = book.sheets[sheet]
            # What a function called by its name answers, is shown as it is.
            if (row, column) not in own.named_calls and not (value == NA and _only_drawn(own, column)):
                found.append(f"{sheet}!{address}: viser {value}")
    return found


def _only_drawn(sheet: Sheet, column: int) -> bool:
    """Whether a cell is a step or stands outside what is printed, where charts take their figures."""
    return sheet.calculation or column > sheet.printing.last_column


class Tried(NamedTuple):
    """A scenario in words, what is found in it, and how many cells nothing settles."""

    scenario: str
    found: list[str]
    unsettled: int


@cache
def _proof(package: str, count: int, seed: int, extremes: bool) -> Proof:
    with tempfile.TemporaryDirectory() as folder:
        made = Proof(load(package), Path(folder), count, seed, extremes)
    gc.collect()
    gc.freeze()
    return made


def _try(task: tuple[str, int, int, bool, int]) -> Tried:
    package, count, seed, extremes, number = task
    proof = _proof(package, count, seed, extremes)
    before = proof.unsettled
    rebuilt = number % _REBUILT_EVERY == 0
    found = proof.differences(number, rebuilt)
    if rebuilt:
        gc.collect()
    return Tried(str(proof.scenarios[number]), found, proof.unsettled - before)


def _results(
    package: str, count: int, seed: int, extremes: bool, workers: int, first: int
) -> Iterator[Tried]:
    tasks = [(package, count, seed, extremes, number) for number in range(first, count)]
    if workers == 1:
        yield from map(_try, tasks)
        return
    pool = ProcessPoolExecutor(workers)
    try:
        yield from pool.map(_try, tasks)
    finally:
        pool.shutdown(cancel_futures=True)


class Progress:
    """What is done of one run, a line per scenario, so that it can go on after a stop."""

    def __init__(self, path: Path | None, about: dict[str, object]) -> None:
        self.path, self.done, self.total, self.unsettled = path, 0, 0, 0
        if path is None:
            return
        if not path.exists():
            path.write_text(json.dumps(about) + "\n", encoding="utf-8")
        # A line without its end was cut short when the run stopped.
        lines = path.read_text("utf-8").split("\n")[:-1]
        if not lines or json.loads(lines[0]) != about:
            raise SystemExit(f"{path}: er fra en annen kjøring. Oppgi en annen fil.")
        for line in lines[1:]:
            self._count(*json.loads(line))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def add(self, tried: Tried) -> None:
        """Note the next scenario."""
        self._count(tried.found, tried.unsettled)
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([tried.found, tried.unsettled], ensure_ascii=False) + "\n")

    def _count(self, found: list[str], unsettled: int) -> None:
        self.done, self.total = self.done + 1, self.total + len(found)
        self.unsettled += unsettled


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("package", help="name or folder of a data package")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="start no more of them after so long")
    parser.add_argument("--extremes", action="store_true", help="also zeros, blanks, text, huge")
    parser.add_argument("--progress", type=Path, help="note each scenario here, and go on from there")
    asked = parser.parse_args(arguments)
    about = {
        "package": asked.package,
        "count": asked.count,
        "seed": asked.seed,
        "extremes": asked.extremes,
        "version": load(asked.package).versjon,
    }
    progress = Progress(asked.progress, about)
    end = time.monotonic() + (asked.seconds or math.inf)
    for tried in _results(
        asked.package, asked.count, asked.seed, asked.extremes, asked.workers, progress.done
    ):
        progress.add(tried)
        if tried.found:
            print(f"{tried.scenario}\n{told(tried.found)}", flush=True)
        if progress.done % 25 == 0:
            print(f"{progress.done} of {asked.count}", flush=True)
        if time.monotonic() > end:
            break
    total = progress.total
    if progress.unsettled:
        print(f"{progress.unsettled} cells that no arithmetic with so many digits settles")
    print(f"{progress.done} scenarios of {asked.package}, seed {asked.seed}: {total} differences")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
