"""Find the reconciled figures of a package: python -m tools.avstem PACKAGE [--write].

A printed report is rounded. For each printed input there is an unrounded figure within its
rounding such that the method gives every other printed figure as printed. The smallest moves that
do are the answer of a linear program, made from the report's own formulas: the report is built
once with figures that know how much they depend on each printed input. Products bend, so the
program is made anew at its own answer until every printed cell rounds to print.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import io
import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from asss_xl import dataset
from asss_xl.checks.published import PROSA, TOUCHES, Saying, sentences
from asss_xl.dataset import load
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.schema import as_written, descriptors
from asss_xl.dataset.verdi import Oppslag, avrunding
from asss_xl.functions.excel import sheet_functions
from asss_xl.report import build
from asss_xl.report.published import Trykt

#: How much of its rounding a figure may use, so that no one stands on its edge.
SHARE = 0.97
#: What a printed figure that cannot be met costs, against moving an input by its last digit.
_PENALTY = 1e4
#: What one costs that comes closer to its edge than SHARE, and how far that may be; the prose may touch it.
_EDGE, _NEAREST = 50.0, 0.9999
_PASSES = 6
#: Digits of a move, in units of the last printed decimal.
_PRECISION = 4

Key = tuple[str, ...]
#: Files of printed inputs that the model looks up: its name there, and the columns of their keys.
_LOOKUPS = {
    "indikatorverdier.csv": ("verdier", ("tjeneste", "nr", "kommune", "aar")),
    "indikatorreferanser.csv": ("referanser", ("tjeneste", "nr", "kommune", "aar", "referanse")),
    "kriterieverdier.csv": ("kriterieverdier", ("kommune", "sektor", "kriterium", "aar")),
    "behovstillegg.csv": ("behovstillegg", ("kommune", "sektor", "tillegg", "aar")),
}
_KEYS = {
    "figurer.csv": ("kommune", "tabell", "post", "aktor", "aar", "enhet"),
    "vekter.csv": ("noekkel", "sektor", "kriterium"),
} | {fil: columns for fil, (_, columns) in _LOOKUPS.items()}
#: The column of the printed figure, where it is not «verdi».
_VALUE = {"vekter.csv": "vekt", "kriterieverdier.csv": "indeks"}


class Tracked(float):
    """A number that knows how much it moves with each printed input."""

    gradient: dict[Key, float]

    def __new__(cls, value: float, gradient: Mapping[Key, float]) -> Tracked:
        made = super().__new__(cls, value)
        made.gradient = dict(gradient)
        return made

    def __add__(self, other: Any) -> Any:
        return _of(float(self) + float(other), (self, 1.0), (other, 1.0))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return _of(float(self) - float(other), (self, 1.0), (other, -1.0))

    def __rsub__(self, other: Any) -> Any:
        return _of(float(other) - float(self), (self, -1.0), (other, 1.0))

    def __mul__(self, other: Any) -> Any:
        return _of(float(self) * float(other), (self, float(other)), (other, float(self)))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        below = float(other)
        return _of(float(self) / below, (self, 1 / below), (other, -float(self) / below**2))

    def __rtruediv__(self, other: Any) -> Any:
        return _of(float(other) / float(self), (self, -float(other) / float(self) ** 2))

    def __neg__(self) -> Any:
        return _of(-float(self), (self, -1.0))

    def __abs__(self) -> Any:
        return self if self >= 0 else -self

    def __round__(self, digits: int | None = None) -> Any:  # type: ignore[override]
        """Rounding far behind the comma, which hides no dependence."""
        return Tracked(round(float(self), digits or 0), self.gradient)


def _of(value: float, *parts: tuple[Any, float]) -> Tracked:
    total: dict[Key, float] = {}
    for number, share in parts:
        if isinstance(number, Tracked):
            for key, part in number.gradient.items():
                total[key] = total.get(key, 0.0) + share * part
    return Tracked(value, total)


def _rounded(value: float, digits: int = 0) -> float:
    found = _PLAIN_ROUND(value, digits)
    return Tracked(found, value.gradient) if isinstance(value, Tracked) else found


#: Asked for by name at each rounding, also by formulas that are parsed already.
_PLAIN_ROUND = sheet_functions.round_half_away


@dataclass
class Printed:
    """A printed input: what it is now, half of its last digit, and where it stands."""

    key: Key
    printed: float
    half: float
    now: float


@dataclass(frozen=True)
class Line:
    """Something that must come out as printed: a cell of the report, or a sentence about some."""

    place: str
    value: Any
    said: Trykt
    worked_out: bool


@dataclass
class Outcome:
    """What a pass found: the inputs as moved, and the printed figures not met, with the gap."""

    inputs: dict[Key, Printed]
    missed: list[tuple[Line, float]] = field(default_factory=list)
    met: int = 0


def reconcile(data: Datasett, told: Callable[[str], None] = print) -> Outcome:
    """The reconciled inputs of a package; ``told`` hears of each pass."""
    inputs = {given.key: given for given in _inputs(data)}
    exact = {(e.tabell, e.enhet) for e in data.eksakte}
    for given in inputs.values():
        if given.key[0] == "figurer.csv" and (given.key[2], given.key[6]) in exact:
            given.half = 0.0
    for number in range(1, _PASSES + 1):
        lines = _lines(_tracked(data, inputs))
        outcome = _judged(inputs, lines)
        moved = sum(one.now != one.printed for one in inputs.values())
        told(
            f"{number}: {moved} av {len(inputs)} inndata er flyttet, {outcome.met} trykte tall "
            f"treffer, {len(outcome.missed)} ikke"
        )
        if not outcome.missed or number == _PASSES or not _solve(inputs, lines):
            break
    return outcome


def _inputs(data: Datasett) -> Iterator[Printed]:
    """The printed figures that the method starts from."""
    for place, figure in _figures(data):
        if figure.trykt is not None:
            yield Printed(place, figure.trykt, avrunding(figure.desimaler), figure.verdi)


def _figures(data: Datasett) -> Iterator[tuple[Key, Any]]:
    for figure in data.figurer:
        yield (
            (
                "figurer.csv",
                figure.kommune,
                figure.tabell,
                figure.post,
                figure.aktor,
                str(figure.aar),
                figure.enhet,
            ),
            figure,
        )
    for fil, (name, _) in _LOOKUPS.items():
        for place, value in getattr(data, name).items():
            yield (fil, *map(str, place)), value
    for key in data.noekler:
        for sector, weights in key.vekter.items():
            for criterion, value in weights.items():
                yield ("vekter.csv", key.navn, sector, criterion), value


def _tracked(data: Datasett, inputs: Mapping[Key, Printed]) -> Datasett:
    """The package with figures that know where they come from."""

    def known(place: Key, figure: Any) -> Any:
        given = inputs.get(place)
        if given is None:
            return figure
        now = Tracked(given.now, {place: 1.0})
        if place[0] == "figurer.csv":
            return dataclasses.replace(figure, avstemt=now)
        return figure._replace(verdi=now)

    changed: dict[str, Any] = {
        "figurer": tuple(known(place, f) for place, f in _figures(data) if place[0] == "figurer.csv")
    }
    for fil, (name, _) in _LOOKUPS.items():
        found = getattr(data, name).items()
        changed[name] = Oppslag({p: known((fil, *map(str, p)), v) for p, v in found})
    changed["noekler"] = tuple(
        dataclasses.replace(
            key,
            vekter=Oppslag(
                {
                    sector: Oppslag(
                        {
                            criterion: known(("vekter.csv", key.navn, sector, criterion), value)
                            for criterion, value in weights.items()
                        }
                    )
                    for sector, weights in key.vekter.items()
                }
            ),
        )
        for key in data.noekler
    )
    return dataclasses.replace(data, **changed)


def _lines(data: Datasett) -> list[Line]:
    # Where the source does not print the formula, ours comes near and is not held to every digit.
    open_ = {(table.tabell, table.enhet) for table in data.aapne}
    sheet_functions.round_half_away = _rounded
    try:
        report = build(data)
    finally:
        sheet_functions.round_half_away = _PLAIN_ROUND
    tables = [
        Line(cell.place, cell.value, said, cell.call is not None)
        for cell in report.book.cells()
        for said in cell.published
        if not said.feil
        and said.verdi == said.verdi
        and (cell.call is None or (said.tabell, said.enhet) not in open_)
    ]
    return tables + [_sentence(found, data) for found in sentences(report)]


def _sentence(found: Saying, data: Datasett) -> Line:
    """What the text says; where it is known to be wrong, what was expected instead."""
    said, value = found
    error = next((e for e in data.kildefeil if e.key == said.key), None)
    said = said if error is None else said._replace(verdi=error.ventet, avrunding=error.avrunding)
    return Line("", value, said, True)


def _judged(inputs: dict[Key, Printed], lines: list[Line]) -> Outcome:
    outcome = Outcome(inputs)
    for line in lines:
        gap = line.value - line.said.verdi if isinstance(line.value, float) else float("nan")
        edge = TOUCHES if line.said.tabell == PROSA else 1.0
        if abs(gap) < line.said.avrunding * edge or abs(gap) < 1e-9:
            outcome.met += 1
        else:
            outcome.missed.append((line, gap))
    return outcome


def _solve(inputs: dict[Key, Printed], lines: list[Line]) -> bool:
    """One linear program where the inputs are; whether its answer moves any of them."""
    from scipy.optimize import linprog
    from scipy.sparse import lil_matrix

    free = [one for one in inputs.values() if one.half > 0]
    place = {one.key: number for number, one in enumerate(free)}
    rows, nearest = [], list[float]()
    for line in lines:
        shares = {
            place[key]: share
            for key, share in getattr(line.value, "gradient", {}).items()
            if key in place and share
        }
        if line.worked_out and shares:
            gap = float(line.value) - line.said.verdi
            rows.append((gap, line.said.avrunding * SHARE or 1e-7, shares))
            nearest.append((TOUCHES if line.said.tabell == PROSA else 1.0) * _NEAREST / SHARE - 1)
    count, missed = len(free), len(rows)
    # The unknowns: where each input is, how far that is from print, how close to its edge a row
    # comes, and how far it misses.
    matrix = lil_matrix((2 * count + 2 * missed, 2 * count + 2 * missed))
    limits = np.zeros(2 * count + 2 * missed)
    for number in range(count):
        for offset, sign in ((0, 1.0), (1, -1.0)):
            row = 2 * number + offset
            matrix[row, number], matrix[row, count + number] = sign, -1.0
            limits[row] = 0.0
    for number, (gap, allowed, shares) in enumerate(rows):
        scale = max(allowed, 1e-9)
        at_print = gap - sum(share * (free[k].now - free[k].printed) for k, share in shares.items())
        for offset, sign in ((0, 1.0), (1, -1.0)):
            row = 2 * count + 2 * number + offset
            for k, share in shares.items():
                matrix[row, k] = sign * share * free[k].half / scale
            matrix[row, 2 * count + number] = matrix[row, 2 * count + missed + number] = -1.0
            limits[row] = 1.0 - sign * at_print / scale
    costs = np.concatenate(
        [np.zeros(count), np.ones(count), np.full(missed, _EDGE), np.full(missed, _PENALTY)]
    )
    # A printed 0 stays on this side of it: below, a program shows «−0».
    bounds = [(-SHARE if one.printed else 0, SHARE) for one in free] + [(0, None)] * count
    bounds += [(0, most) for most in nearest] + [(0, None)] * missed
    answer = linprog(costs, matrix.tocsr(), limits, bounds=bounds, method="highs")
    if not answer.success:
        raise RuntimeError(answer.message)
    before = [one.now for one in free]
    for one, move in zip(free, answer.x[:count], strict=True):
        one.now = one.printed + round(float(move), _PRECISION) * one.half
    return [one.now for one in free] != before


def write(folder: Path, inputs: Mapping[Key, Printed]) -> None:
    """Put the reconciled figures beside the printed ones in the package's files."""
    moved = {one.key: one.now for one in inputs.values() if one.now != one.printed}
    for fil in sorted({key[0] for key in moved}):
        path, columns = folder / fil, _KEYS[fil]
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        fields = [name for name in rows[0] if name != "avstemt"]
        fields.insert(fields.index(_VALUE.get(fil, "verdi")) + 1, "avstemt")
        for row in rows:
            now = moved.get((fil, *(row[name] for name in columns)))
            row["avstemt"] = "" if now is None else f"{now:.10g}"
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
    _describe(folder / "datapackage.json", {key[0] for key in moved})


def _describe(path: Path, files: Collection[str]) -> None:
    """Tell of the column where the package tells of its files."""
    described = json.loads(path.read_text(encoding="utf-8"))
    known = {resource["path"]: resource for resource in descriptors()}
    described["resources"] = [
        as_written(known[r["path"]], {"avstemt"} if r["path"] in files else ())
        for r in described["resources"]
    ]
    path.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package")
    parser.add_argument("--write", action="store_true", help="into the package's files")
    given = parser.parse_args(arguments)
    if find_spec("scipy") is None:
        print(
            'Avstemmingen trenger scipy, som ikke er installert: pip install -e ".[avstem]"', file=sys.stderr
        )
        return 2
    outcome = reconcile(load(given.package))
    for line, gap in outcome.missed:
        said = line.said
        print(
            f"  {line.place}: {said.tabell}, {said.linje}, {said.aktor} {said.aar}: "
            f"trykt {said.verdi:g}, avvik {gap:g} (tillatt {said.avrunding:g})"
        )
    if given.write:
        write(Path(dataset.__file__).parent / given.package, outcome.inputs)
    return 1 if outcome.missed else 0


if __name__ == "__main__":
    sys.exit(main())
