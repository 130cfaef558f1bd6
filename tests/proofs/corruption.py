"""One number of a data package damaged at a time: is it noticed, and does anything fall over?

    python -m tests.proofs.corruption --seed 1 --count 1000 bergen_2009

Each copy has one number changed: a digit, two digits that change places, the sign, or one unit in
the last digit. The copy is loaded and verified, and held against the rules about the print
(`tests.support.print_rules`). It is noticed when it is refused with a message, when a figure has no
explanation, or when a rule is broken. Exit status 1 when a copy ends in a traceback.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from asss_xl.checks import published
from asss_xl.dataset import DatasetError
from asss_xl.dataset.files import locate
from tests.proofs.damage import FIGURE, KINDS, Place, damaged, doubled, places
from tests.support import print_rules
from tests.support.rereading import Reading

REFUSED, FOUND, MISSED, FELL = "avvist", "funnet", "ikke merket", "traceback"
#: Why a damage to a figure is not noticed: twice the figure is, or that is not either.
OPEN, UNBOUND = "innenfor det avrundingen lar stå åpent", "ikke bundet av noe"


@dataclass(frozen=True)
class Trial:
    """One damage: where, of which kind, and the text that stands there instead."""

    number: int
    place: Place
    kind: str
    text: str

    def __str__(self) -> str:
        at = self.place
        return f"{self.number}: {self.kind} i {at.file} rad {at.line}, {at.column}: {at.text} -> {self.text}"


@dataclass(frozen=True)
class Outcome:
    """What became of a trial; ``told`` is the first message, the traceback, or why not noticed."""

    trial: Trial
    result: str
    told: str

    @property
    def noticed(self) -> bool:
        """Whether a user would have been told."""
        return self.result in (REFUSED, FOUND)


def drawn(folder: Path, count: int, seed: int, kinds: Iterable[str], only: str = "") -> list[Trial]:
    """The trials, the same for the same seed; the kinds in turn, each number as likely.

    ``only`` keeps the numbers of one class, such as ``tall`` for the figures themselves.
    """
    chance = random.Random(seed)
    wanted = tuple(kinds)
    found = [place for place in places(folder) if only in ("", place.slag)]
    made: list[Trial] = []
    while len(made) < count:
        kind, place = wanted[len(made) % len(wanted)], chance.choice(found)
        text = damaged(place.text, kind, chance)
        if text is not None:
            made.append(Trial(len(made), place, kind, text))
    return made


class Proof:
    """A copy of the package, read once; each trial reads the damaged file anew."""

    def __init__(self, package: str, folder: Path) -> None:
        root, self.descriptor = locate(package)
        self.folder = folder / "pakke"
        shutil.copytree(root, self.folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
        self.reading = Reading(self.folder, self.descriptor)
        self.before = {row for row in _findings(self.reading)}

    def outcome(self, trial: Trial) -> Outcome:
        """What becomes of a damage and, for a figure that nobody notices it in, why."""
        outcome = self._tried(trial)
        if outcome.result != MISSED or trial.place.slag != FIGURE:
            return outcome
        gross = self._tried(replace(trial, text=doubled(trial.place.text)))
        return replace(outcome, told=OPEN if gross.noticed else UNBOUND)

    def _tried(self, trial: Trial) -> Outcome:
        """Damage the copy, try it, and put it right again."""
        file = self.folder / trial.place.file
        whole = file.read_bytes()
        try:
            file.write_bytes(trial.place.replaced(whole, trial.text))
            found = _findings(self.reading.again({trial.place.file}))
        except DatasetError as error:
            return Outcome(trial, REFUSED, str(error))
        except Exception:
            return Outcome(trial, FELL, traceback.format_exc())
        finally:
            file.write_bytes(whole)
        new = [row for row in found if row not in self.before]
        return Outcome(trial, FOUND, new[0]) if new else Outcome(trial, MISSED, "")


def _findings(reading: Reading) -> list[str]:
    data = reading.dataset()
    found = [str(row) for row in published.unexplained(published.verify_package(data))]
    return [*found, *map(str, print_rules.breaches(data))]


@cache
def _proof(package: str) -> Proof:
    folder = Path(tempfile.mkdtemp(prefix="asss_skade_"))
    return Proof(package, folder)


def _try(task: tuple[str, Trial]) -> Outcome:
    return _proof(task[0]).outcome(task[1])


def outcomes(package: str, trials: list[Trial], workers: int) -> Iterator[Outcome]:
    """What becomes of each trial, in order."""
    tasks = [(package, trial) for trial in trials]
    if workers == 1:
        yield from map(_try, tasks)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_try, tasks, chunksize=4)


def shares(found: Iterable[Outcome], group: Callable[[Outcome], str]) -> dict[str, tuple[int, int]]:
    """Noticed and tried, by group."""
    noticed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for outcome in found:
        tried[group(outcome)] += 1
        noticed[group(outcome)] += outcome.noticed
    return {name: (noticed[name], tried[name]) for name in sorted(tried)}


def report(found: list[Outcome]) -> str:
    """Shares by kind, class of number and file."""
    figures = [o for o in found if o.trial.place.slag == FIGURE]
    long = [o for o in figures if sum(map(str.isdigit, o.trial.place.text)) > 2]
    lines = []
    for title, chosen, group in (
        ("alle tall, etter skade", found, lambda o: o.trial.kind),
        ("tallene i rapporten, etter skade", figures, lambda o: o.trial.kind),
        ("tall med over to sifre, etter skade", long, lambda o: o.trial.kind),
        ("etter hva tallet er", found, lambda o: o.trial.place.slag),
        ("etter fil og kolonne", found, lambda o: f"{o.trial.place.file} {o.trial.place.column}"),
        ("etter hvordan", found, lambda o: o.result),
    ):
        lines.append(f"{title}:")
        for name, (noticed, tried) in shares(chosen, group).items():
            lines.append(f"  {name}: {noticed} av {tried} merket ({100 * noticed / tried:.1f} %)")
    missed = Counter(
        o.told or f"{o.trial.place.slag}: sier ikke noe om et tall i rapporten"
        for o in found
        if o.result == MISSED
    )
    lines.append("ikke merket, og hvorfor:")
    lines += [f"  {why}: {count}" for why, count in missed.most_common()]
    unbound = Counter(f"{o.trial.place.file} {o.trial.place.column}" for o in found if o.told == UNBOUND)
    lines += [f"    {UNBOUND}: {where}: {count}" for where, count in unbound.most_common()]
    return "\n".join(lines)


def _kinds(text: str) -> tuple[str, ...]:
    asked = tuple(text.split(","))
    if not set(asked) <= set(KINDS):
        raise argparse.ArgumentTypeError(f"choose from {','.join(KINDS)}")
    return asked


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("package", help="name or folder of a data package")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kinds", type=_kinds, default=KINDS, help=f"some of {','.join(KINDS)}")
    parser.add_argument("--only", default="", help="one class of numbers, such as tall")
    parser.add_argument("--missed", action="store_true", help="list what is not noticed")
    asked = parser.parse_args(arguments)
    trials = drawn(locate(asked.package)[0], asked.count, asked.seed, asked.kinds, asked.only)
    found = []
    for outcome in outcomes(asked.package, trials, asked.workers):
        found.append(outcome)
        if outcome.result == FELL or (asked.missed and not outcome.noticed):
            print(f"{outcome.trial}\n{outcome.told}".rstrip(), flush=True)
        if len(found) % 100 == 0:
            print(f"{len(found)} of {len(trials)}", file=sys.stderr, flush=True)
    fell = sum(o.result == FELL for o in found)
    print(report(found))
    print(f"{len(found)} damages of {asked.package}, seed {asked.seed}: {fell} tracebacks")
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main())
